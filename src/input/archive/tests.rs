use zip::CompressionMethod;

use crate::input::testing::{gz, zipped, zst};
use crate::input::{Inputs, find};

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// What is found in a file of that name.
fn listed(name: &str, bytes: &[u8]) -> (Vec<(String, String)>, Vec<String>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let Inputs { entries, problems } = find(&[path.to_str().unwrap().to_owned()]);
    let short = |name: &str| name.strip_prefix(&format!("{}/", folder.path().display())).unwrap().to_owned();
    let contents = entries.iter().map(|entry| {
        let mut text = String::new();
        let read = entry.open(0).and_then(|mut stream| stream.read_to_string(&mut text));
        (short(&entry.name), read.map_or_else(|error| format!("{text}! {error}"), |_| text.clone()))
    });
    let contents = contents.collect();
    let problems =
        problems.iter().map(|(name, problem)| format!("{}: {}", short(name), problem.code)).collect();
    (contents, problems, folder)
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn members_of_a_tar_are_entries_whatever_it_is_packed_with() {
    let long = "folder/".repeat(20) + "messages.json";
    let packed_member = gz(b"packed");
    let bytes = tar(&[("a.txt", b"one"), (&long, b"two"), ("./b.gz", &packed_member), ("empty", b"")]);
    let zst = zst(&bytes);
    for (name, bytes) in [("x.tar", bytes.clone()), ("x.tgz", gz(&bytes)), ("x.tar.zst", zst)] {
        let (contents, problems, _folder) = listed(name, &bytes);
        let full = |member: &str| format!("{name}/{member}");
        assert_eq!(
            contents,
            pairs(&[
                (&full("a.txt"), "one"),
                (&full("b.gz"), "packed"),
                (&full("empty"), ""),
                (&full(&long), "two")
            ]),
        );
        assert!(problems.is_empty(), "{problems:?}");
    }
}

#[test]
fn a_cut_off_tar_gives_what_comes_before_the_cut() {
    let bytes = tar(&[("a.txt", b"one"), ("b.txt", &[b'x'; 2000])]);
    // Header and block of the first member, header of the second and 700 of its 2,000 bytes.
    let cut = &bytes[..512 + 512 + 512 + 700];
    let (contents, problems, _folder) = listed("x.tar", cut);
    assert_eq!(contents[0], ("x.tar/a.txt".to_owned(), "one".to_owned()));
    assert!(contents[1].1.contains("cut off"), "{contents:?}");
    let packed = gz(&bytes);
    let (contents, more, _folder) = listed("x.tgz", &packed[..packed.len() - 20]);
    assert_eq!(contents[0].1, "one");
    assert_eq!((problems.len(), more), (0, vec!["x.tgz: damaged-archive".to_owned()]));
}

#[test]
fn an_archive_in_a_tar_is_refused() {
    let inner = tar(&[("a.txt", b"a")]);
    let (contents, problems, _folder) = listed("x.tar", &tar(&[("in.tar", &inner), ("disguised", &inner)]));
    assert!(contents[0].1.contains("an archive inside an archive"), "{contents:?}");
    assert_eq!((contents.len(), problems), (1, vec!["x.tar/in.tar: nested-archive".to_owned()]));
}

#[test]
fn no_beginning_of_a_tar_is_too_much() {
    let bytes = tar(&[("a.txt", b"one"), ("b.txt", b"two")]);
    for end in (0..bytes.len()).step_by(97) {
        listed("x.tar", &bytes[..end]);
    }
}

#[test]
fn a_member_that_is_longer_than_listed_yields_what_is_listed() {
    let mut bytes = zipped(&[("a.txt", b"twelve bytes")], CompressionMethod::Deflated);
    // The list of members says the length in 64 bits (APPNOTE 4.5.3).
    let list = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    let length = list + memchr::memmem::find(&bytes[list..], &12_u64.to_le_bytes()).unwrap();
    bytes[length] = 7;
    let (contents, _, _folder) = listed("x.zip", &bytes);
    assert!(contents[0].1.starts_with("twelve ! the compressed file is damaged"), "{contents:?}");
}
