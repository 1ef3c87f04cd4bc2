use super::common_folder;

#[test]
fn files_are_named_without_the_folder_they_share() {
    let common = |names: &[&str]| common_folder(names.iter().copied());
    assert_eq!(common(&["a/b/x", "a/b/y"]), 4);
    assert_eq!(common(&["a/b/x", "a/c/y"]), 2);
    assert_eq!(common(&["a/bx", "a/by/z"]), 2);
    assert_eq!(common(&["x", "a/y"]), 0);
    assert_eq!(common(&[]), 0);
}
