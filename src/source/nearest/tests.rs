use super::nearest;
use crate::source::mapped::detect::proposal;

/// The candidates as `name found/wanted: missing`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = nearest(text.as_bytes(), true);
    let found: Vec<String> = found
        .into_iter()
        .map(|one| format!("{} {}/{}: {}", one.name, one.n_found, one.n_wanted, one.missing.join(", ")))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn keys_of_json_lead_to_its_neighbours() {
    check(
        r#"{"chats":[{"thread":{"events":[{"author":"a","text":"b"}]}}]}"#,
        &["hearback 2/3: sent", "livechat 2/3: author_id"],
    );
}

#[test]
fn columns_lead_to_the_mappings_that_know_most_of_them() {
    check("tweet_id,inbound,text\n1,True,Hi\n", &["mapped:support-tweets 2/3: in_response_to_tweet_id"]);
}

#[test]
fn lines_lead_to_the_logs_that_have_such_lines() {
    // One line of two fits, and one more sign was missing.
    check("[09:00:12] Anna: hello\nand more\n", &["transcript 1/3: lines such as `[09:00:12] name: text`"]);
}

#[test]
fn what_looks_like_nothing_has_no_neighbours() {
    check("Dear diary,\ntoday, it rained.\n", &[]);
    check("", &[]);
}

#[test]
fn a_mapping_is_proposed_for_messages_in_tables_and_json() {
    let table = proposal(b"when;who;message;ticket\n2026-11-02 09:00;Anna;Hi;12\n", true).unwrap();
    for line in ["conversation = \"ticket\"", "name = \"who\"", "text = \"message\"", "from = \"when\""] {
        assert!(table.contains(line), "{table}");
    }
    let json = br#"{"data":{"rows":[{"ts":1793610000,"from":{"name":"Anna"},"body":"Hi"}]}}"#;
    let json = proposal(json, true).unwrap();
    for line in ["messages = \"data.rows[*]\"", "name = \"from.name\"", "text = \"body\"", "from = \"ts\""] {
        assert!(json.contains(line), "{json}");
    }
    assert_eq!(proposal(b"a,b\n1,2\n", true), None);
}
