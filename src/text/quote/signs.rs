//! How lines below a mail begin that nobody wrote for it: programs, devices, legal notices.

/// Words of a line such as "Sent from Mail for Windows".
const MAX_PROGRAM_WORDS: usize = 8;
/// Longer lines are no program's.
const MAX_LINE: usize = 80;

/// What a line says of itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Nobody wrote it for this mail.
    Sure,
    /// "Sent from Mail for Windows": people write so too, and not as their last words.
    Perhaps,
}

/// The sign that a line is; `None` for nearly every line, and quickly.
pub fn of(line: &str) -> Option<Sign> {
    let line = line.trim_start_matches(['*', '_', ' ']);
    if !may_begin(line) {
        return None;
    }
    let lower: String = line.chars().take(MAX_LINE).flat_map(char::to_lowercase).collect();
    let begins = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    if begins(NOTICES) {
        return Some(Sign::Sure);
    }
    let is_short = line.len() <= MAX_LINE;
    if is_short && (begins(DEVICES) || (lower.starts_with("von meinem ") && lower.ends_with("gesendet"))) {
        return Some(Sign::Sure);
    }
    let words = line.split('<').next().unwrap_or(line).trim();
    let is_program = words.len() <= MAX_LINE
        && words.split(' ').count() <= MAX_PROGRAM_WORDS
        && !words.ends_with(['.', '!', '?', ':'])
        && begins(SENT_WITH);
    is_program.then_some(Sign::Perhaps)
}

/// Does any of the lists have a line that begins with these two letters?
fn may_begin(line: &str) -> bool {
    match line.as_bytes() {
        [first, second, ..] if first.is_ascii() => {
            let row = PAIRS.get(slot(first.to_ascii_lowercase()));
            row.and_then(|row| row.get(slot(second.to_ascii_lowercase()))).is_some_and(|&is_there| is_there)
        }
        [] | [_] => false,
        _ => {
            let two: String = line.chars().take(2).flat_map(char::to_lowercase).collect();
            LISTS.iter().any(|starts| starts.iter().any(|start| start.starts_with(&two)))
        }
    }
}

/// The place of a small letter; 26 is for all other bytes.
const fn slot(byte: u8) -> usize {
    if byte.is_ascii_lowercase() { (byte - b'a') as usize } else { 26 }
}

const LISTS: [&[&str]; 3] = [DEVICES, SENT_WITH, NOTICES];

/// The first two bytes of all lines in the lists.
const PAIRS: [[bool; 27]; 27] = {
    let mut pairs = [[false; 27]; 27];
    // "Von meinem … gesendet" has its sign at the end.
    pairs[slot(b'v')][slot(b'o')] = true;
    let mut list = 0;
    while list < LISTS.len() {
        let mut idx = 0;
        while idx < LISTS[list].len() {
            let bytes = LISTS[list][idx].as_bytes();
            pairs[slot(bytes[0])][slot(bytes[1])] = true;
            idx += 1;
        }
        list += 1;
    }
    pairs
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
