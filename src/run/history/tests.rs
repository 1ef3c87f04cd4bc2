use super::*;

fn history() -> History {
    let key = Key { source: "play-console".to_owned(), id: "r1".to_owned() };
    let known = Known { first: Some(1_769_932_800), stars: Some(1.0), seen: 5, ..Known::default() };
    History { reviews: [(key, known)].into() }
}

/// A folder that is not there yet, and what keeps it alive.
fn folder() -> (tempfile::TempDir, Folder) {
    let outer = tempfile::tempdir().unwrap();
    let folder = Folder::open(outer.path().join("new/history").to_str().unwrap()).unwrap();
    (outer, folder)
}

#[test]
fn what_is_saved_is_loaded_again() {
    let (_outer, folder) = folder();
    assert_eq!(folder.load().unwrap(), History::default());
    folder.save(&history()).unwrap();
    assert_eq!(folder.load().unwrap(), history());
    folder.save(&History::default()).unwrap();
    assert_eq!(folder.load().unwrap(), History::default());
    let mut names: Vec<_> =
        std::fs::read_dir(&folder.path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [LOCK, FILE], "nothing else is left");
}

#[test]
fn a_run_that_died_while_it_wrote_leaves_what_was_there() {
    let (_outer, folder) = folder();
    folder.save(&history()).unwrap();
    // What a run that was killed leaves: half of a file beside the old one.
    std::fs::write(Path::new(&folder.path).join(".hearback-a1b2c3"), b"{\"schema\":\"hearb").unwrap();
    assert_eq!(folder.load().unwrap(), history());
    folder.save(&History::default()).unwrap();
    assert_eq!(folder.load().unwrap(), History::default());
}

#[test]
fn runs_at_the_same_time_take_turns_and_lose_nothing() {
    let outer = tempfile::tempdir().unwrap();
    let path = outer.path().to_str().unwrap();
    std::thread::scope(|scope| {
        for n in 0..8_i64 {
            scope.spawn(move || {
                let folder = Folder::open(path).unwrap();
                let mut known = folder.load().unwrap();
                let key = Key { source: "play-console".to_owned(), id: n.to_string() };
                known.reviews.insert(key, Known { seen: n, ..Known::default() });
                folder.save(&known).unwrap();
            });
        }
    });
    assert_eq!(Folder::open(path).unwrap().load().unwrap().reviews.len(), 8);
}

#[test]
fn a_damaged_file_is_never_taken_for_a_short_one() {
    let mut bytes = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    save(folder.path().to_str().unwrap(), &history()).unwrap();
    let whole = std::fs::read(folder.path().join(FILE)).unwrap();
    for end in 0..whole.len() - 1 {
        bytes.clear();
        bytes.extend_from_slice(&whole[..end]);
        assert!(parse(bytes.as_slice()).is_err(), "{end}");
    }
    let other = b"{\"schema\":\"hearback-history/2\",\"reviews\":0}\n";
    assert!(parse(&other[..]).unwrap_err().to_string().contains("hearback-history/2"));
}
