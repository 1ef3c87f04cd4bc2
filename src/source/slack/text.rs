//! The words of a Slack message: links and mentions as people read them.

use super::users::Users;

/// `<@U1>` becomes the person's name, `<https://a.example|here>` its label, `&amp;` an ampersand.
pub fn plain(text: &str, users: &Users) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        push(before, &mut out);
        let Some((inside, after)) = behind.split_once('>') else {
            // An opening bracket of a person is written `&lt;`; this one has no end.
            out.push('<');
            rest = behind;
            break;
        };
        reference(inside, users, &mut out);
        rest = after;
    }
    push(rest, &mut out);
    out
}

fn reference(inside: &str, users: &Users, out: &mut String) {
    let (target, label) =
        inside.split_once('|').map_or((inside, None), |(target, label)| (target, Some(label)));
    let user = target.strip_prefix('@');
    let name = user.and_then(|id| users.get(id)).and_then(|user| user.name.as_deref());
    let sign = match target.chars().next() {
        Some(sign @ ('@' | '#')) => Some(sign),
        // `<!here>` and `<!subteam^S1|@team>` call a group.
        Some('!') => Some('@'),
        _ => None,
    };
    match sign {
        Some(sign) => {
            let shown = label.or(name).or(target.get(1..)).unwrap_or_default();
            out.push(sign);
            push(shown.trim_start_matches(sign), out);
        }
        None => push(label.unwrap_or(target), out),
    }
}

/// Slack escapes three characters and no others.
fn push(text: &str, out: &mut String) {
    if text.contains('&') {
        out.push_str(&text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    } else {
        out.push_str(text);
    }
}
