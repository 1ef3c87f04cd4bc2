//! Names of files with `*`, as settings and mappings write them.

use super::book;

/// Does the name fit? `*` stands for any characters but `/`.
pub fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut p, mut n) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while let Some(&byte) = name.get(n) {
        match pattern.get(p) {
            Some(b'*') => {
                back = Some((p, n));
                p += 1;
            }
            Some(&wanted) if wanted == byte => {
                p += 1;
                n += 1;
            }
            _ => match back {
                // The star takes one character more.
                Some((star, from)) if name.get(from) != Some(&b'/') => {
                    back = Some((star, from + 1));
                    p = star + 1;
                    n = from + 1;
                }
                _ => return false,
            },
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|&byte| byte == b'*')
}

/// Does the path fit, or what follows one of its folders? A sheet fits where its workbook does, too.
pub fn fits_path(pattern: &str, path: &str) -> bool {
    if book::of_sheet(path).is_some_and(|book| fits_path(pattern, book)) {
        return true;
    }
    let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
    starts.into_iter().any(|at| path.get(at..).is_some_and(|rest| fits(pattern, rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_fits_where_its_workbook_does() {
        assert!(fits_path("in/*.xlsx", "in/a.xlsx/Sheet1.csv"));
        assert!(fits_path("a.xlsx/Sheet*.csv", "in/a.xlsx/Sheet1.csv"));
        assert!(!fits_path("in/*.zip", "in/a.zip/b.csv"));
        assert!(!fits_path("in/*.csv", "in/a.xlsx/Sheet1.csv"));
    }

    #[test]
    fn a_star_stops_at_folders() {
        assert!(fits("*user_data.csv", "zendesk_user_data.csv"));
        assert!(!fits("*.csv", "a/b.csv"));
        assert!(fits_path("messages*.json", "export.zip/inbox/messages_1.json"));
        assert!(!fits_path("messages*.json", "export.zip/inbox/old_messages_1.json"));
        assert!(!fits("a*b*c", "abd"));
        assert!(fits("a*b*c", "axbxbc"));
    }
}
