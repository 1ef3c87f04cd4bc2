use super::*;

fn history() -> History {
    let key = Key { source: "play-console".to_owned(), id: "r1".to_owned() };
    let known = Known { first: Some(1_769_932_800), stars: Some(1.0), seen: 5, ..Known::default() };
    History { reviews: [(key, known)].into() }
}

#[test]
fn what_is_saved_is_loaded_again() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("new/history");
    let inner = inner.to_str().unwrap();
    assert_eq!(load(inner).unwrap(), History::default());
    save(inner, &history()).unwrap();
    assert_eq!(load(inner).unwrap(), history());
    save(inner, &History::default()).unwrap();
    assert_eq!(load(inner).unwrap(), History::default());
    assert_eq!(std::fs::read_dir(inner).unwrap().count(), 1, "nothing is left beside the file");
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
