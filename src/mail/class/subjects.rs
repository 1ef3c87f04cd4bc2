//! Beginnings of subjects that machines write, in the languages of their users.

/// Enough alone when a colon or the end follows.
const AUTO_REPLY: &[&str] = &[
    "automatic reply",
    "autoreply",
    "auto reply",
    "auto-reply",
    "auto response",
    "autoresponse",
    "automatische antwort",
    "abwesenheitsnotiz",
    "réponse automatique",
    "respuesta automática",
    "risposta automatica",
    "risposta non al computer",
    "automatisch antwoord",
    "resposta automática",
    "autosvar",
    "automatiskt svar",
    "automatisk svar",
    "automaattinen vastaus",
    "automatyczna odpowiedź",
    "odpowiedź automatyczna",
    "автоматический ответ",
    "автоответ",
    "автоматична відповідь",
    "automatická odpověď",
    "automatická odpoveď",
    "automatikus válasz",
    "răspuns automat",
    "samodejni odgovor",
    "otomatik yanıt",
    "αυτόματη απάντηση",
    "תשובה אוטומטית",
    "رد تلقائي",
    "自動応答",
    "自动答复",
    "自动回复",
    "自動回覆",
    "자동 회신",
    "balasan otomatis",
    "out of office",
    "out of office autoreply",
    "fuori sede",
    "buiten kantoor",
    "afwezig",
    "frånvaro",
    "poissa",
    "poza biurem",
    "absence du bureau",
    "fuera de la oficina",
];

/// People begin so too: a second sign must stand beside it.
const PERHAPS_AUTO_REPLY: &[&str] = &["auto"];

const BOUNCE: &[&str] = &[
    "undeliverable",
    "undelivered mail",
    "undeliverable mail",
    "delivery status notification",
    "mail delivery failed",
    "mail delivery failure",
    "delivery failure",
    "delivery failed",
    "failure notice",
    "returned mail",
    "mail system error",
    "message undeliverable",
    "delivery notification",
    "mail delivery system",
    "failure delivery",
    "mail failed",
    "unzustellbar",
    "non recapitabile",
    "onbestelbaar",
    "no se puede entregar",
    "não é possível entregar",
    "niedostarczalne",
    "nie można dostarczyć",
    "не удается доставить",
    "не удалось доставить",
    "недоставленное сообщение",
    "viestiä ei voi toimittaa",
    "ei voi toimittaa",
    "kan inte levereras",
];

/// Whole sentences of mail servers: enough alone.
const SURELY_BOUNCE: &[&str] = &[
    "returned mail: see transcript for details",
    "undelivered mail returned to sender",
    "mail delivery failed: returning message to sender",
    "mail failed, returning to sender",
    "delivery status notification (failure)",
    "permanent delivery failure",
    "mail could not be delivered",
];

const DELAY: &[&str] = &[
    "delayed mail (still being retried)",
    "mail delivery status notification (delay)",
    "warning: could not send",
    "warning: message",
    "delivery status notification (delay)",
    "delayed mail",
    "delivery delayed",
    "message delayed",
    "undelivered mail, still trying",
];

const RECEIPT: &[&str] = &[
    "read:",
    "przeczytano:",
    "прочитано:",
    "luettu:",
    "gelesen:",
    "läst:",
    "lu :",
    "lu:",
    "leído:",
    "letto:",
    "gelezen:",
    "not read:",
];

const CALENDAR: &[&str] = &[
    "accepted:",
    "declined:",
    "tentative:",
    "zaakceptowano:",
    "odrzucono:",
    "wstępnie zaakceptowano:",
    "принято:",
    "отклонено:",
    "hyväksytty:",
    "hylätty:",
    "zugesagt:",
    "abgesagt:",
    "mit vorbehalt:",
    "accepterat:",
    "avböjt:",
    "invitation:",
    "updated invitation:",
    "canceled:",
    "cancelled:",
    "canceled event:",
    "zaproszenie:",
    "zaktualizowane zaproszenie:",
    "anulowano:",
    "приглашение:",
    "отменено:",
    "kutsu:",
    "peruutettu:",
    "einladung:",
    "inbjudan:",
];

/// The first characters of a subject, in lower case.
pub struct Beginning(String);

impl Beginning {
    pub fn of(subject: &str) -> Self {
        Self(subject.trim_start().chars().take(60).flat_map(char::to_lowercase).collect())
    }

    /// `[Automatic reply] …`, `Automatic reply: …`, or nothing but the words; never after a reply prefix, as
    /// the words must come first. `has_second`: another sign stands beside the subject, then any end will do.
    pub fn is_auto_reply(&self, has_second: bool) -> bool {
        let lower = self.0.trim_start_matches(['[', '*', ' ', '<']);
        let matches = |beginnings: &[&str], any_end: bool| {
            beginnings.iter().any(|beginning| {
                let Some(rest) = lower.strip_prefix(beginning) else { return false };
                let rest = rest.trim_start();
                rest.is_empty() || rest.starts_with([':', ']', '：', '>', '*']) || any_end
            })
        };
        matches(AUTO_REPLY, has_second) || (has_second && matches(PERHAPS_AUTO_REPLY, false))
    }

    pub fn is_bounce(&self) -> bool {
        self.begins(BOUNCE)
    }

    pub fn is_surely_bounce(&self) -> bool {
        self.begins(SURELY_BOUNCE)
    }

    pub fn is_delay(&self) -> bool {
        self.begins(DELAY)
    }

    pub fn is_receipt(&self) -> bool {
        self.begins(RECEIPT)
    }

    /// Reports of users' complaints that Hotmail sends.
    pub fn is_abuse_report(&self) -> bool {
        self.0.starts_with("complaint about message from ")
    }

    pub fn is_calendar_answer(&self) -> bool {
        self.begins(CALENDAR)
    }

    fn begins(&self, beginnings: &[&str]) -> bool {
        beginnings.iter().any(|beginning| self.0.starts_with(beginning))
    }
}
