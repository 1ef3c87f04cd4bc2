//! Folders and labels: which of them hold sent, junk, deleted or unfinished mail, in every language that mail
//! programs speak.

/// What a folder is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Folder {
    Sent,
    Spam,
    Trash,
    Drafts,
    Other,
}

const SENT: &[&str] = &[
    "sent",
    "sent items",
    "sent mail",
    "sent messages",
    "المُرسَل",
    "адпраўлена",
    "изпратени",
    "enviat",
    "enviats",
    "odeslané",
    "odeslaná pošta",
    "anfonwyd",
    "sendt",
    "sendt post",
    "sendte elementer",
    "gesendet",
    "gesendete elemente",
    "gesendete objekte",
    "απεσταλμένα",
    "enviado",
    "enviados",
    "elementos enviados",
    "saadetud",
    "bidalitakoak",
    "ارسالی",
    "lähetetyt",
    "lähetetyt viestit",
    "envoyé",
    "envoyés",
    "éléments envoyés",
    "messages envoyés",
    "נשלחו",
    "भेजे गए",
    "poslano",
    "elküldöttek",
    "elküldött elemek",
    "küldöttek",
    "ուղարկուած",
    "terkirim",
    "posta inviata",
    "inviata",
    "inviati",
    "送信済みトレイ",
    "送信済み",
    "გაგზავნილი",
    "жіберілген",
    "보냄",
    "보낸편지함",
    "išsiųsti",
    "išsiųsti laiškai",
    "nosūtīts",
    "verzonden",
    "verzonden items",
    "wysłane",
    "elementy wysłane",
    "enviadas",
    "itens enviados",
    "trimise",
    "отправленные",
    "odoslaná",
    "odoslaná pošta",
    "të dërguar",
    "послато",
    "skickat",
    "skickade objekt",
    "gönderilmiş",
    "gönderilmiş öğeler",
    "надіслані",
    "thư đã gửi",
    "已发送邮件",
    "已发送",
    "寄件備份",
];

const SPAM: &[&str] = &[
    "spam",
    "junk",
    "junk e-mail",
    "junk email",
    "junk mail",
    "bulk mail",
    "wiadomości-śmieci",
    "спам",
    "нежелательная почта",
    "roskaposti",
    "roskapostit",
    "skräppost",
    "correo no deseado",
    "courrier indésirable",
    "indésirables",
    "ongewenste e-mail",
    "posta indesiderata",
    "nevyžádaná pošta",
    "lixo eletrônico",
    "lixo electrónico",
    "søppelpost",
    "uønsket mail",
];

const TRASH: &[&str] = &[
    "trash",
    "bin",
    "deleted",
    "deleted items",
    "deleted messages",
    "papierkorb",
    "gelöschte elemente",
    "kosz",
    "elementy usunięte",
    "корзина",
    "удаленные",
    "удалённые",
    "roskakori",
    "poistetut",
    "poistetut viestit",
    "papperskorgen",
    "borttagna objekt",
    "papelera",
    "elementos eliminados",
    "corbeille",
    "éléments supprimés",
    "cestino",
    "prullenbak",
    "verwijderde items",
    "koš",
    "kôš",
    "lixeira",
    "lixo",
    "papirkurv",
    "papperskorg",
    "кошик",
];

const DRAFTS: &[&str] = &[
    "draft",
    "drafts",
    "entwurf",
    "entwürfe",
    "wersje robocze",
    "robocze",
    "черновики",
    "черновик",
    "luonnokset",
    "utkast",
    "borrador",
    "borradores",
    "brouillons",
    "bozze",
    "concepten",
    "koncepty",
    "rascunhos",
    "kladder",
    "чернетки",
];

/// The purpose of a folder or label by its name, in any case.
pub fn of_name(name: &str) -> Folder {
    let name = name.trim().trim_matches(['[', ']']).to_lowercase();
    let lists =
        [(SENT, Folder::Sent), (SPAM, Folder::Spam), (TRASH, Folder::Trash), (DRAFTS, Folder::Drafts)];
    for (names, folder) in lists {
        if names.contains(&name.as_str()) {
            return folder;
        }
    }
    Folder::Other
}

/// The purpose of the mailbox file at `path`: `Sent`, `Sent.mbox`, `Sent.mbox/mbox`, `Wys&AUI-ane.mbox.gz`.
pub fn of_mailbox(path: &str) -> Folder {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let name = if file == "mbox" { parts.next().unwrap_or_default() } else { file };
    of_nested(strip_endings(name))
}

/// The purpose of the folder that a single mail lies in: the Maildir above `cur` or `new`, else the folder.
pub fn of_mail(path: &str) -> Folder {
    let mut parts = path.rsplit('/').skip(1).peekable();
    if matches!(parts.peek(), Some(&("cur" | "new"))) {
        parts.next();
    }
    of_nested(parts.next().map(strip_endings).unwrap_or_default())
}

/// The labels of Gmail's `X-Gmail-Labels`, whose value is a line of CSV.
pub fn labels(value: &str) -> Vec<String> {
    let mut labels = Vec::new();
    let mut label = String::new();
    let mut quoted = false;
    for c in value.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => labels.push(std::mem::take(&mut label)),
            _ => label.push(c),
        }
    }
    labels.push(label);
    labels.retain_mut(|label| {
        *label = label.trim().to_owned();
        !label.is_empty()
    });
    labels.truncate(100);
    labels
}

/// Modified UTF-7 of IMAP folder names (RFC 3501 §5.1.3): `Wys&AUI-ane`. Damage stays as it is.
pub fn decode_utf7(name: &str) -> String {
    let mut output = String::new();
    let mut rest = name;
    while let Some((plain, tail)) = rest.split_once('&') {
        output.push_str(plain);
        let Some((code, after)) = tail.split_once('-') else {
            output.push('&');
            rest = tail;
            continue;
        };
        if code.is_empty() {
            output.push('&');
        } else {
            let bytes = super::decode::base64(code.replace(',', "/").as_bytes(), 4096);
            let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            output.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        }
        rest = after;
    }
    output.push_str(rest);
    output
}

/// Folders inside folders are written with dots in Maildir++: `.INBOX.Sent`, `.Sent.2024`.
fn of_nested(name: &str) -> Folder {
    let decoded = decode_utf7(name);
    std::iter::once(decoded.as_str())
        .chain(decoded.split('.'))
        .map(of_name)
        .find(|&folder| folder != Folder::Other)
        .unwrap_or(Folder::Other)
}

fn strip_endings(name: &str) -> &str {
    let mut name = name;
    for ending in [".gz", ".zst", ".mbox", ".mbx", ".mbs"] {
        name = name.strip_suffix(ending).unwrap_or(name);
    }
    name
}

#[cfg(test)]
mod tests;
