use super::{Text, Typed, text};
use crate::mail::header::Headers;

fn read(mail: &str) -> Option<Text<'_>> {
    let (block, body) = mail.split_once("\n\n").unwrap();
    text(&Headers::pick(block.as_bytes()), body.as_bytes())
}

#[track_caller]
fn check(mail: &str, expected: &str) {
    for mail in [mail.to_owned(), mail.replace('\n', "\r\n")] {
        let (block, body) = mail.split_once("\n\n").or_else(|| mail.split_once("\r\n\r\n")).unwrap();
        let found = text(&Headers::pick(block.as_bytes()), body.as_bytes()).unwrap();
        assert_eq!(found.text.replace('\r', "").trim_end(), expected, "{mail:?}");
    }
}

#[test]
fn a_plain_mail_is_its_body() {
    check("To: a\n\nDzień dobry\n", "Dzień dobry");
    check(
        "Content-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: base64\n\nRHppZcWEIGRvYnJ5\n",
        "Dzień dobry",
    );
    check("Content-Transfer-Encoding: Quoted-Printable\n\nDzie=C5=84 =\ndobry\n", "Dzień dobry");
}

#[test]
fn the_charset_is_taken_where_bytes_are_not_utf_8() {
    let headers = Headers::pick(b"Content-Type: text/plain; charset=iso-8859-2\n");
    assert_eq!(text(&headers, b"Dzie\xF1 dobry").unwrap().text, "Dzień dobry");
}

const ALTERNATIVE: &str = "Content-Type: multipart/alternative;\n boundary=\"b 1\"\n\npreamble\n--b 1\nContent-Type: text/html\n\n<p>html</p>\n--b 1\nContent-Type: text/plain\n\nplain\n--b 1--\nepilogue\n";

#[test]
fn plain_text_wins_over_markup() {
    check(ALTERNATIVE, "plain");
    let empty = ALTERNATIVE.replace("\nplain\n", "\n \n");
    let found = read(&empty).unwrap();
    assert_eq!((found.text.trim(), found.is_html), ("<p>html</p>", true));
}

#[test]
fn parts_inside_parts_are_found() {
    let inner = ALTERNATIVE.replace("b 1", "b 12");
    check(&format!("Content-Type: multipart/mixed; boundary=\"b 1\"\n\n--b 1\n{inner}--b 1--\n"), "plain");
}

#[test]
fn a_part_without_header_is_plain_text() {
    check("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nwords: yes\n--x--\n", "words: yes");
}

#[test]
fn attached_texts_and_reports_are_no_words() {
    let mail = "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\n\nPNG\n--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nfile\n--x--\n";
    assert_eq!(read(mail), None);
    assert_eq!(read("Content-Type: application/pdf\n\nPDF"), None);
}

#[test]
fn damage_leaves_what_can_be_read() {
    check("Content-Type: multipart/mixed; boundary=x\n\nno boundary here\n", "no boundary here");
    check("Content-Type: multipart/mixed\n\nno parameter here\n", "no parameter here");
    check("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\ncut off", "cut off");
    check(
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n Content-Type: text/plain\n\nwords\n--x--\n",
        "words",
    );
    check("Content-Transfer-Encoding: base64\n\nSGVsbG8=\n____\nlist footer\n", "Hello");
}

#[test]
fn lone_carriage_returns_end_lines() {
    let found = read("To: a\n\none\rtwo\r").unwrap();
    assert_eq!(found.text, "one\ntwo\n");
    let mail =
        "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\none\rtwo\n--x--\n";
    assert_eq!(read(mail).unwrap().text.trim(), "one\ntwo");
}

#[test]
fn words_that_need_no_change_are_not_copied() {
    let body = "Dzień dobry\n";
    let found = text(&Headers::pick(b"Content-Type: text/plain; charset=utf-8\n"), body.as_bytes()).unwrap();
    assert!(matches!(found.text, std::borrow::Cow::Borrowed("Dzień dobry\n")));
}

#[test]
fn words_far_inside_are_found() {
    let mut mail = String::new();
    for depth in 0..50 {
        mail.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}x\n\n--b{depth}x\n"));
    }
    check(&format!("{mail}Content-Type: text/plain\n\ndeep\n"), "deep");
    let attached = format!("{mail}Content-Type: text/plain\nContent-Disposition: attachment\n\nfile\n");
    assert_eq!(read(&attached), None);
}

#[test]
fn a_boundary_in_pieces_is_put_together() {
    check(
        "Content-Type: multipart/mixed; boundary*0=ab; boundary*1=cd\n\n--abcd\nContent-Type: text/html\n\n<p>\n--abcd\n\nwords\n--abcd--\n",
        "words",
    );
}

#[test]
fn deep_nesting_ends() {
    let mut mail = String::new();
    for depth in 0..1000 {
        mail.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}x\n\n--b{depth}x\n"));
    }
    assert_eq!(read(&mail), None);
}

#[test]
fn parameters_are_read_with_and_without_quotes() {
    let typed = Typed::parse(b"Text/Plain ; format=flowed; Charset = \"a\\\"b;c\";x; delsp=yes");
    assert_eq!(typed.value, "text/plain");
    assert_eq!(typed.parameter("charset").as_deref(), Some(b"a\"b;c".as_slice()));
    assert_eq!(typed.parameter("delsp").as_deref(), Some(b"yes".as_slice()));
    assert_eq!(typed.parameter("boundary"), None);
}

#[test]
fn long_texts_are_cut_at_one_place_whatever_their_line_ends() {
    let lf = format!("To: a\n\n{}", "wörds\n".repeat(5000));
    let crlf = lf.replace('\n', "\r\n");
    let (lf, (block, body)) = (read(&lf).unwrap(), crlf.split_once("\r\n\r\n").unwrap());
    assert_eq!(text(&Headers::pick(block.as_bytes()), body.as_bytes()).unwrap(), lf);
    assert!(lf.text.len() <= super::MAX_TEXT && lf.text.len() > super::MAX_TEXT - 4);
}
