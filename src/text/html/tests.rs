use super::*;

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(to_text(html), expected, "{html}");
}

#[test]
fn markup_goes_and_blocks_become_lines() {
    check(
        "<html><head><title>x</title></head><body><p>Hello <b>there</b></p><p>World</p></body></html>",
        "Hello there\n\nWorld",
    );
    check("a<br>b<br/>c<BR />d", "a\nb\nc\nd");
    check("<div>a</div><div>b</div>", "a\n\nb");
    check("<ul><li>a<li>b</ul>", "a\nb");
    check("  a \n  b  ", "a b");
    check("a<script>if (x < 1) { \"</p>\" }</script><style>p { }</style>b", "ab");
    check("a<!-- <p> -->b", "ab");
    check("<a title=\"x > y\" href='z'>link</a>", "link");
}

#[test]
fn entities_are_decoded_once() {
    check("a &lt;b&gt; &amp;amp; &#380;&#x142; &nbsp;c&hellip;", "a <b> &amp; żł c…");
    check("AT&T &nosuch; &; &#1114112; &#x; &", "AT&T &nosuch; &; &#1114112; &#x; &");
}

#[test]
fn quoted_mail_is_cut_off() {
    for quote in [
        "<div class=\"gmail_quote\">",
        "<blockquote type=\"cite\">",
        "<blockquote type=cite>",
        "<div id=\"divRplyFwdMsg\" dir=\"ltr\">",
        "<div id=\"appendonsend\"></div>",
        "<div class=\"protonmail_quote\">",
        "<div id=\"ydp1yahoo_quoted_123\">",
    ] {
        check(&format!("<p>Own</p>{quote}<p>old</p></div>"), "Own");
    }
    check("<blockquote>mine</blockquote>", "mine");
}

#[test]
fn the_line_of_outlook_begins_the_quoted_mail() {
    for style in [
        "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in",
        "border:none;border-top:solid #B5C4DF 1.0pt; padding:3.0pt 0cm 0cm 0cm",
    ] {
        check(&format!("<p>Own</p><div><div style='{style}'><p><b>From:</b> Shop</p>old</div></div>"), "Own");
    }
    check("<div style='border-top:solid 1px'>Own</div>", "Own");
}

#[test]
fn answers_below_and_between_quoted_blocks_stay() {
    check("<blockquote type=\"cite\">old<blockquote>older</blockquote></blockquote><p>Own</p>", ">\n\nOwn");
    check(
        "<div class=\"gmail_quote\"><div class=\"gmail_attr\">On Monday Shop wrote:<br></div>\
         <blockquote class=\"gmail_quote\">old 1</blockquote><div>Answer 1</div>\
         <blockquote class=\"gmail_quote\">old 2</blockquote></div>",
        "On Monday Shop wrote:\n\n>\n\nAnswer 1",
    );
    check("<blockquote type=cite>old</blockquote>", "");
}

#[test]
fn hostile_markup_ends_in_time() {
    check("1 < 2 and <3", "1 < 2 and <3");
    check("a <b", "a <b");
    check("<script>x", "");
    for piece in [
        "<",
        "<a \"",
        "<!--",
        "<script>",
        "</",
        "&",
        "&#",
        "<div class=\"",
        "<p>",
        "ż<",
        "<style></",
        "<blockquote type=cite>",
        "<blockquote type=cite></blockquote>",
    ] {
        let text = to_text(&piece.repeat(300_000));
        assert!(text.len() <= MAX_TEXT + 4, "{piece}");
    }
}

#[test]
fn a_comment_keeps_words_that_look_like_a_quoted_mail() {
    for (html, words) in [
        ("<blockquote cite=\"x\">All my words</blockquote>", "All my words"),
        ("<blockquote cite=\"x\">Never closed. Refund!", "Never closed. Refund!"),
        ("<div class=\"gmail_quote\">Late</div>Still waiting", "Late\nStill waiting"),
        ("<span class=\"yahoo_quoted\">Late</span> still", "Late still"),
    ] {
        assert_eq!(comment(html), words, "{html}");
    }
}

#[test]
fn entities_and_line_breaks_in_plain_text_are_decoded_once() {
    for (text, expected) in [
        ("Tom &amp; Jerry<br>bad &#39;app&#39;", "Tom & Jerry\nbad 'app'"),
        ("&amp;lt; &lt;br&gt;", "&lt; <br>"),
        ("R&D <3 <html> &unknown; &", "R&D <3 <html> &unknown; &"),
        ("ż&eacute;ż<br/>", "żéż\n"),
    ] {
        assert_eq!(decode(text), expected);
    }
    assert!(matches!(decode("5 < 6 & more"), Cow::Borrowed(_)));
}

#[test]
fn cells_of_a_table_are_words_apart() {
    check("<table><tr><td>My</td><td>lamp</td></tr><tr><th>is <td> broken</table>", "My\tlamp\n\nis\tbroken");
    check("<dl><dt>Order</dt><dd>12</dd></dl>", "Order\n12");
}
