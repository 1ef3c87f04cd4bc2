//! The words of a small piece of HTML, as tables and JSON carry it in their texts.

/// Text without tags: `<br>` and the ends of blocks become line ends, entities are decoded once.
pub fn to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let found = rest.get(at..).unwrap_or_default();
        rest = if found.starts_with('<') { tag(found, &mut out) } else { entity(found, &mut out) };
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

/// Handles the tag at the beginning; what comes behind it.
fn tag<'a>(text: &'a str, out: &mut String) -> &'a str {
    let behind_bracket = text.get(1..).unwrap_or_default();
    let is_tag = behind_bracket.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
    let end = if is_tag { behind_bracket.find('>') } else { None };
    let Some(end) = end else {
        out.push('<');
        return behind_bracket;
    };
    let inside = behind_bracket.get(..end).unwrap_or_default().to_ascii_lowercase();
    let name: String =
        inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    if name == "br"
        || matches!(name.as_str(), "p" | "div" | "li" | "tr" | "blockquote" if inside.starts_with('/'))
    {
        out.push('\n');
    }
    behind_bracket.get(end + 1..).unwrap_or_default()
}

/// Decodes the entity at the beginning; what comes behind it.
fn entity<'a>(text: &'a str, out: &mut String) -> &'a str {
    let behind = text.get(1..).unwrap_or_default();
    // The longest entity that is decoded is `&#x10FFFF;`.
    let decoded = behind.bytes().take(10).position(|byte| byte == b';').and_then(|end| {
        let c = match behind.get(..end)? {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => ' ',
            "hellip" => '…',
            "ndash" => '–',
            "mdash" => '—',
            "rsquo" => '’',
            code => {
                let number = code.strip_prefix('#')?;
                let number = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(number)?
            }
        };
        Some((c, behind.get(end + 1..)?))
    });
    match decoded {
        Some((c, rest)) => {
            out.push(c);
            rest
        }
        None => {
            out.push('&');
            behind
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_entities_are_decoded_once() {
        assert_eq!(
            to_text("<p>Hi &amp;lt; <b>you</b><br>there</p><p>2 < 3 &#322;&x;</p>"),
            "Hi &lt; you\nthere\n2 < 3 ł&x;"
        );
        assert_eq!(to_text("<img src='a'>"), "");
        assert_eq!(to_text("a <"), "a <");
    }
}
