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
fn hostile_markup_ends_in_time() {
    check("1 < 2 and <3", "1 < 2 and <3");
    check("a <b", "a <b");
    check("<script>x", "");
    for piece in
        ["<", "<a \"", "<!--", "<script>", "</", "&", "&#", "<div class=\"", "<p>", "ż<", "<style></"]
    {
        let text = to_text(&piece.repeat(300_000));
        assert!(text.len() <= MAX_TEXT + 4, "{piece}");
    }
}
