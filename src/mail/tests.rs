mod behaviour;

use proptest::prelude::*;

use super::class::{Evidence, classify, returned_id};
use super::header::{Headers, Name};
use super::{decode, folder, form, ids, mime, person, subject};

/// Bytes that look like mail, and bytes that do not.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"From: ".to_vec()),
        Just(b"Subject: ".to_vec()),
        Just(b"Content-Type: multipart/mixed; boundary=x".to_vec()),
        Just(b"Content-Type: text/plain; charset=".to_vec()),
        Just(b"Content-Transfer-Encoding: base64".to_vec()),
        Just(b"\n--x".to_vec()),
        Just(b"\n\n".to_vec()),
        Just(b"\r\n ".to_vec()),
        Just(b"=?utf-8?Q?=C5".to_vec()),
        Just(b"?=".to_vec()),
        Just("\u{17b}".as_bytes().to_vec()),
        prop::collection::vec(prop::sample::select(b"<>\"(),;:@=?*[]&-+ .\\".to_vec()), 0..6),
        prop::collection::vec(any::<u8>(), 0..8),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes in bytes()) {
        let headers = Headers::pick(&bytes);
        let words = decode::words(&bytes);
        subject::normalise(&words);
        folder::labels(&words);
        folder::decode_utf7(&words);
        folder::of_mailbox(&words);
        folder::of_mail(&words);
        person::mailboxes(&bytes);
        form::address(&words);
        person::identity(&words);
        crate::date::mail::parse(&words);
        crate::date::mail::parse_from_line(&words);
        crate::date::iso::parse(&words);
        let author = person::author(&headers);
        let from = author.map(|author| author.mailbox.address).unwrap_or_default();
        let subject = headers.text(Name::Subject).unwrap_or_default();
        classify(&Evidence { headers: &headers, subject: &subject, from: &from, body: &bytes });
        returned_id(&bytes);
        ids::links(&headers, ids::own(&headers));
        ids::stand_in(&headers, &bytes);
        if let Some(found) = mime::text(&headers, &bytes) {
            prop_assert!(found.is_html || found.text.len() <= mime::MAX_TEXT);
        }
    }
}
