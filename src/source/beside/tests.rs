use super::*;

fn entries() -> Vec<Entry> {
    ["a/b/one.json", "a/b/users.json", "a/ba/two.json", "a/users.json"]
        .map(|name| Entry::memory(name, name.as_bytes()))
        .into()
}

#[test]
fn a_file_is_found_in_the_same_folder_and_above() {
    let entries = entries();
    let beside = Beside::new(&entries);
    let name = |wanted| beside.find(&entries[0], wanted).map(|entry| entry.name.as_str());
    assert_eq!(name("users.json"), Some("a/b/users.json"));
    assert_eq!(name("../users.json"), Some("a/users.json"));
    assert_eq!(name("../../users.json"), None);
    assert_eq!(name("../../../users.json"), None);
    assert_eq!(name("none.json"), None);
}

#[test]
fn a_folder_does_not_hold_its_neighbour_of_a_longer_name() {
    let entries = entries();
    let beside = Beside::new(&entries);
    let names: Vec<&str> = beside.folder(&entries[0]).map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["a/b/one.json", "a/b/users.json"]);
}

#[test]
fn a_side_table_is_parsed_once_and_marked_as_used() {
    let entries = entries();
    let beside = Beside::new(&entries);
    let mut n_parsed = 0;
    for _ in 0..2 {
        let parsed = beside.load(&entries[0], "users.json", "people", |entry| {
            n_parsed += 1;
            entry.name.clone()
        });
        assert_eq!(*parsed.unwrap(), "a/b/users.json");
    }
    assert_eq!(n_parsed, 1);
    assert!(beside.was_used("a/b/users.json") && !beside.was_used("a/users.json"));
    assert!(Beside::NONE.find(&entries[0], "users.json").is_none());
}

#[test]
fn a_folder_is_gathered_once_for_all_its_streams_and_what_was_used_is_marked() {
    use std::sync::atomic::{AtomicUsize, Ordering};

    let entries = entries();
    let beside = Beside::new(&entries);
    let n_looked_at = AtomicUsize::new(0);
    let gather = |of: usize| {
        beside.gather(&entries[of], "names", |names: &mut Vec<String>, entry| {
            n_looked_at.fetch_add(1, Ordering::Relaxed);
            names.push(entry.name.clone());
            entry.name.ends_with("users.json")
        })
    };
    assert_eq!(*gather(0), ["a/b/one.json", "a/b/users.json"]);
    assert_eq!(*gather(1), *gather(0));
    assert_eq!(n_looked_at.load(Ordering::Relaxed), 2);
    assert!(beside.was_used("a/b/users.json") && !beside.was_used("a/b/one.json"));
    // The folder above begins with the same file and holds more.
    assert_eq!(gather(3).len(), 4);
}

#[test]
fn a_stream_without_others_gathers_from_itself() {
    let entries = entries();
    let names: Arc<Vec<String>> =
        Beside::NONE.gather(&entries[0], "names", |names: &mut Vec<String>, entry| {
            names.push(entry.name.clone());
            true
        });
    assert_eq!(*names, ["a/b/one.json"]);
}

#[test]
fn a_folder_is_looked_at_once_and_its_files_do_not_count_as_used() {
    let entries = entries();
    let beside = Beside::new(&entries);
    let n_looks = std::cell::Cell::new(0);
    let is_two = |entry: &Entry| {
        n_looks.set(n_looks.get() + 1);
        entry.name.ends_with("two.json")
    };
    // The folder `a/b` has two files, neither of them the wanted one; the folder `a` has it as the third.
    assert!(!beside.has_any(&entries[0], "two", is_two) && !beside.has_any(&entries[1], "two", is_two));
    assert_eq!(n_looks.get(), 2);
    assert!(beside.has_any(&entries[3], "two", is_two));
    assert_eq!(n_looks.get(), 5);
    assert!(!beside.was_used("a/b/users.json"));
    assert!(!Beside::NONE.has_any(&entries[0], "two", is_two));
}

#[test]
fn files_of_one_name_around_a_folder_are_looked_at_together() {
    let names = ["x/a/one.json", "x/a/two.json", "x/b/c/one.json", "x/b/one.json", "y/a/one.json"];
    let entries = names.map(|name| Entry::memory(name, &b""[..]));
    let beside = Beside::new(&entries);
    let add = |names: &mut Vec<String>, entry: &Entry| names.push(entry.name.clone());
    let around = |of: usize| beside.gather_around(&entries[of], "one.json", "names", add);
    assert_eq!(*around(1).unwrap(), ["x/a/one.json", "x/b/one.json"]);
    assert_eq!(*around(4).unwrap(), ["y/a/one.json"]);
    assert!(Beside::NONE.gather_around(&entries[0], "one.json", "names", add).is_none());
    assert!(!beside.was_used("x/a/one.json"));
}
