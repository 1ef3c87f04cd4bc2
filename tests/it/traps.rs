//! Every source of reviews against what review exports invite: replies older than the review, stars without words,
//! files without a place for replies.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read must fail loudly")]

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::run_in;

/// Native sources of reviews, and in `mapped` the shipped mappings that know times of replies.
const TRAPS: usize = 31;
/// Formats of reviews whose files may lack a place for replies.
const WITHOUT_REPLIES: &[&str] = &[
    "app-store/without-include",
    "app-store-scraper/no-column",
    "mapped/apify-maps-bare",
    "mapped/judgeme-without-replies",
    "mapped/loox",
    "mapped/no-replies-apify-places",
    "mapped/no-replies-booking",
    "mapped/no-replies-ebay",
    "mapped/no-replies-trustpilot-csv",
    "mapped/okendo",
    "mapped/ozon-reviews",
    "mapped/steam-reviews-csv",
    "mapped/trustpilot-api-bare",
    "mapped/trustpilot-products",
    "mapped/yandex-market",
    "mapped/yotpo",
];

fn rows(command: &str, case: &str) -> Vec<Value> {
    let args = [command, case, "-f", "ndjson", "-q", "--as-of", "2026-02-10T00:00:00Z"];
    let out = run_in(Path::new(env!("CARGO_MANIFEST_DIR")), &args, b"").ok();
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Folders whose name begins with `traps`, below a source.
fn cases() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut cases = Vec::new();
    for source in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        for case in fs::read_dir(&source).unwrap().map(|entry| entry.unwrap().path()) {
            let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
            if name(&case).starts_with("traps") {
                cases.push(format!("fixtures/{}/{}", name(&source), name(&case)));
            }
        }
    }
    cases.sort();
    cases
}

#[test]
fn an_edited_review_and_bare_stars_accuse_nobody() {
    let cases = cases();
    assert_eq!(cases.len(), TRAPS, "{cases:#?}");
    for case in cases {
        let waits = rows("waits", &case);
        let with_state =
            |state: &str| -> Vec<&Value> { waits.iter().filter(|wait| wait["state"] == state).collect() };
        let (answered, waiting) = (with_state("answered"), with_state("waiting"));
        assert_eq!((waits.len(), answered.len(), waiting.len()), (2, 1, 1), "{case}: {waits:#?}");
        let edited = answered[0];
        assert_eq!(edited["response_seconds"], Value::Null, "{case}");
        assert_eq!(edited["outcome"], "unmeasured", "{case}");
        let flags = edited["flags"].as_array().unwrap();
        assert!(flags.iter().any(|flag| flag == "stale-reply"), "{case}: {flags:?}");
        let ignored = rows("ignored", &case);
        assert_eq!(ignored.len(), 1, "{case}: {ignored:#?}");
        assert_eq!(ignored[0]["conversation"], waiting[0]["conversation"], "{case}");
    }
}

#[test]
fn a_file_without_a_place_for_replies_says_so_and_accuses_nobody() {
    for case in WITHOUT_REPLIES {
        let case = format!("fixtures/{case}");
        assert_eq!(rows("waits", &case), [Value::Null; 0], "{case}");
        assert_eq!(rows("ignored", &case), [Value::Null; 0], "{case}");
        let ran = run_in(Path::new(env!("CARGO_MANIFEST_DIR")), &["audit", &case, "-f", "json", "-q"], b"");
        let audit: Value = serde_json::from_str(&ran.stdout).unwrap();
        let said = audit["quality"]["rows"].as_array().unwrap();
        assert!(said.iter().any(|row| row["code"] == "replies-hidden"), "{case}: {said:#?}");
        assert!(!ran.stdout.contains("100 %"), "{case}: {}", ran.stdout);
    }
}
