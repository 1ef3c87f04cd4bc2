use super::{Folder, decode_utf7, labels, of_mail, of_mailbox, of_name};

#[test]
fn names_of_many_languages_are_known() {
    for name in ["Sent", "SENT ITEMS", "Wysłane", "Отправленные", "Lähetetyt", "Gesendet", "Elementy wysłane"]
    {
        assert_eq!(of_name(name), Folder::Sent, "{name}");
    }
    assert_eq!(of_name("Spam"), Folder::Spam);
    assert_eq!(of_name("Papierkorb"), Folder::Trash);
    assert_eq!(of_name("Wersje robocze"), Folder::Drafts);
    assert_eq!(of_name("Sent to printer"), Folder::Other);
}

#[test]
fn mailbox_files_are_known_by_their_names_only() {
    for path in
        ["Sent", "a/Sent.mbox", "a/Sent.mbox/mbox", "x/Wys&AUI-ane.mbox.gz", "INBOX.Sent", "Sent.2024.mbox"]
    {
        assert_eq!(of_mailbox(path), Folder::Sent, "{path}");
    }
    for path in ["Sent/Inbox.mbox", "All mail Including Spam and Trash.mbox", "presentation.mbox", ""] {
        assert_eq!(of_mailbox(path), Folder::Other, "{path}");
    }
}

#[test]
fn single_mails_are_known_by_their_folder() {
    assert_eq!(of_mail("Maildir/.Sent/cur/1.a:2,S"), Folder::Sent);
    assert_eq!(of_mail("Maildir/.INBOX.Wys&AUI-ane/new/1.a"), Folder::Sent);
    assert_eq!(of_mail("Maildir/cur/1.a:2,S"), Folder::Other);
    assert_eq!(of_mail("Sent/1.eml"), Folder::Sent);
    assert_eq!(of_mail("1.eml"), Folder::Other);
}

#[test]
fn labels_are_split_as_csv() {
    assert_eq!(labels("Sent,\"c, d\", Opened"), ["Sent", "c, d", "Opened"]);
    assert_eq!(labels(""), [""; 0]);
}

#[test]
fn modified_utf_7_is_decoded() {
    assert_eq!(decode_utf7("Wys&AUI-ane"), "Wysłane");
    assert_eq!(decode_utf7("a &- b"), "a & b");
    assert_eq!(decode_utf7("&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-"), "Отправленные");
    assert_eq!(decode_utf7("a & b"), "a & b");
}

/// The names of mail programs in all the languages that the documentation counts.
#[test]
fn every_name_of_the_sent_folder_is_known() {
    const NAMES: &str = "المُرسَل|Адпраўлена|Изпратени|Enviat|Enviats|Odeslané|Anfonwyd|Sendt|Gesendet|Απεσταλμένα|Sent|\
        Enviados|Saadetud|Bidalitakoak|ارسالی|Lähetetyt|Envoyés|Envoyé|נשלחו|भेजे गए|Poslano|Elküldöttek|Ուղարկուած|\
        Terkirim|Posta inviata|送信済みトレイ|გაგზავნილი|Жіберілген|보냄|Išsiųsti|Nosūtīts|Verzonden|Wysłane|Enviadas|\
        Trimise|Отправленные|Odoslaná|Të dërguar|Послато|Skickat|Gönderilmiş|Надіслані|Thư đã gửi|已发送邮件|寄件備份|\
        Inviata|Inviati|Küldöttek|Sendt post|Išsiųsti laiškai|Sent Items|Elementy wysłane|Gesendete Elemente|Itens enviados|\
        Sent Mail|Sent Messages";
    for name in NAMES.split('|') {
        assert_eq!(of_name(name), Folder::Sent, "{name}");
        assert_eq!(of_mailbox(&format!("mail/{name}.mbox")), Folder::Sent, "{name}");
    }
    assert_eq!(of_mailbox("[Gmail]/Sent Mail"), Folder::Sent);
    assert_eq!(of_mailbox("[Gmail].sbd/Sent Mail"), Folder::Sent);
    assert_eq!(of_mail("[Gmail].Sent Mail/cur/1.a:2,S"), Folder::Sent);
}
