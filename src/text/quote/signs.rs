//! How lines below a mail begin that nobody wrote for it: programs, devices, legal notices.

/// Words of a line such as "Sent from Mail for Windows".
const MAX_PROGRAM_WORDS: usize = 8;

/// Notices of lawyers and list programs.
pub fn is_notice(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', ' ']);
    begins_like_any(line, NOTICES) && {
        let line = line.to_lowercase();
        NOTICES.iter().any(|start| line.starts_with(start))
    }
}

/// "Sent from Mail for Windows": short, and no sentence.
pub fn is_program_line(line: &str) -> bool {
    let line = line.split('<').next().unwrap_or(line).trim();
    let is_short = line.len() <= 80 && line.split(' ').count() <= MAX_PROGRAM_WORDS;
    is_short && !line.ends_with(['.', '!', '?', ':']) && begins_like_any(line, SENT_WITH) && {
        let line = line.to_lowercase();
        SENT_WITH.iter().any(|start| line.starts_with(start))
    }
}

/// "Sent from my phone" in its languages.
pub fn is_device_line(line: &str) -> bool {
    if line.len() > 80 || !begins_like_any(line, DEVICES) {
        return false;
    }
    let line = line.to_lowercase();
    DEVICES.iter().any(|start| line.starts_with(start))
        || (line.starts_with("von meinem ") && line.ends_with("gesendet"))
}

/// Does a line begin with the letters of one of these? Cheap, and nearly always no.
fn begins_like_any(line: &str, starts: &[&str]) -> bool {
    let Some(letter) = line.chars().next() else { return false };
    let begins_like = |start: &str| match (line.as_bytes(), start.as_bytes()) {
        ([a, b, c, ..], [x, y, z, ..]) if a.is_ascii() && b.is_ascii() && c.is_ascii() => {
            (a.to_ascii_lowercase(), b.to_ascii_lowercase(), c.to_ascii_lowercase()) == (*x, *y, *z)
        }
        _ => letter.to_lowercase().next() == start.chars().next(),
    };
    may_begin(letter) && starts.iter().any(|start| begins_like(start))
}

/// Does any of the lists have a line that begins with this letter?
fn may_begin(letter: char) -> bool {
    let byte = u8::try_from(letter).map_or(0, |byte| byte.to_ascii_lowercase());
    !letter.is_ascii() || FIRST_BYTES[usize::from(byte)]
}

/// The first bytes of device lines, program lines and notices.
const FIRST_BYTES: [bool; 256] = {
    let mut bytes = [false; 256];
    let lists = [DEVICES, SENT_WITH, NOTICES];
    let mut list = 0;
    while list < lists.len() {
        let mut idx = 0;
        while idx < lists[list].len() {
            bytes[lists[list][idx].as_bytes()[0] as usize] = true;
            idx += 1;
        }
        list += 1;
    }
    bytes
};

/// How "Sent from my phone" starts, in lower case as the lists below: enough alone.
const DEVICES: &[&str] = &[
    "sent from my ",
    "sent from mail for",
    "sent from yahoo",
    "sent from outlook",
    "sent from samsung",
    "get outlook for",
    "wysłane z iphone",
    "wysłane z mojego",
    "wysłano z mojego",
    "wysłano z iphone",
    "wysłane z aplikacji",
    "wysłane z telefonu",
    "отправлено с iphone",
    "отправлено с моего",
    "отправлено с устройства",
    "отправлено из ",
    "lähetetty iphone",
    "lähetetty puhelim",
    "lähetetty minun",
    "lähetetty laitteesta",
    "lähetetty outlook",
    "skickat från min",
    "skickat från outlook",
    "gesendet von meinem",
    "gesendet von outlook",
    "gesendet mit der",
    "von meinem iphone",
    "envoyé depuis mon",
    "envoyé de mon",
    "enviado desde mi",
    "enviado do meu",
    "inviato da iphone",
    "inviato dal mio",
    "verzonden met",
    "verstuurd vanaf",
    "sendt fra min",
    "odesláno z ",
    "надіслано з ",
];

/// How a program's own line may begin: people begin sentences so too, and other signs must stand beside it.
const SENT_WITH: &[&str] = &[
    "sent from ",
    "sent via ",
    "sent with ",
    "wysłane z ",
    "wysłano z ",
    "отправлено с ",
    "отправлено из ",
    "lähetetty ",
    "skickat från ",
    "gesendet von ",
    "gesendet mit ",
    "envoyé depuis ",
    "envoyé de ",
    "envoyé à partir ",
    "enviado desde ",
    "enviado do ",
    "inviato da ",
    "verzonden via ",
    "verzonden vanaf ",
    "sendt fra ",
    "odesláno z ",
    "odoslané z ",
    "надіслано з ",
];

/// How notices of lawyers and list programs begin.
const NOTICES: &[&str] = &[
    "confidentiality notice",
    "this e-mail and any attach",
    "this email and any attach",
    "this message and any attach",
    "this e-mail and any files",
    "this email and any files",
    "this e-mail (and any",
    "this email (and any",
    "this message (and any",
    "this e-mail message and any attach",
    "this e-mail is confidential",
    "this email is confidential",
    "this message is confidential",
    "this e-mail is intended only",
    "this email is intended only",
    "this message is intended only",
    "this e-mail may contain confidential",
    "this email may contain confidential",
    "this message may contain confidential",
    "this e-mail contains confidential",
    "this email contains confidential",
    "the information contained in this e",
    "the information contained in this message",
    "the information in this e-mail",
    "the information in this email",
    "please consider the environment before printing",
    "niniejsza wiadomość",
    "ta wiadomość jest przeznaczona",
    "ta wiadomość może zawierać",
    "wiadomość ta jest przeznaczona",
    "informacje zawarte w tej wiadomości",
    "informacje zawarte w niniejszej",
    "treść tej wiadomości",
    "pomyśl o środowisku",
    "administratorem państwa danych osobowych jest",
    "administratorem pani/pana danych osobowych jest",
    "настоящее сообщение",
    "данное сообщение",
    "это сообщение и любые",
    "это электронное сообщение",
    "информация, содержащаяся в",
    "tämä viesti on luottamuksellinen",
    "tämä viesti on tarkoitettu",
    "tämä viesti ja sen liitteet",
    "tämä sähköposti on luottamuksellinen",
    "tämä sähköpostiviesti on",
    "diese e-mail enthält vertrauliche",
    "diese nachricht ist vertraulich",
    "der inhalt dieser e-mail ist",
    "detta meddelande är konfidentiellt",
    "detta e-postmeddelande",
    "ce message et toutes les pièces",
    "you received this message because you are subscribed",
];
