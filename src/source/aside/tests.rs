use super::*;

#[test]
fn what_comes_before_damage_is_used_and_the_damage_is_told() {
    for (text, places, ids, codes) in [
        (&b"[{\"id\":\"a\"},{\"id\":\"b\"}]"[..], &["[*]"][..], &["a", "b"][..], &[][..]),
        (b"[{\"id\":\"a\"},{\"id\":\"b\"", &["[*]"], &["a"], &["bad-json"]),
        (b"[{\"id\":\"a\"},{\"id\":tru}]", &["[*]"], &["a"], &["bad-json"]),
        (b"", &["[*]"], &[], &[]),
        (
            b"{\"users\": [\n  {\"id\": \"a\"},\n  {\"id\": \"b\", \"email\": ",
            &["users[*]"],
            &["a"],
            &["bad-json"],
        ),
    ] {
        let entries = [Entry::memory("e/users.json", text)];
        let beside = Beside::new(&entries);
        let mut found = Vec::new();
        read(&beside, &entries[0], "users", places, |_, user| {
            found.extend(user.text("id").map(String::from))
        });
        assert_eq!(found, ids);
        let told = beside.problems("e/users.json");
        assert_eq!(told.samples.iter().map(|problem| problem.code).collect::<Vec<_>>(), codes);
    }
}
