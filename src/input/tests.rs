use std::fs;
use std::sync::atomic::Ordering;

use tempfile::TempDir;
use zip::CompressionMethod;

use super::testing::{gz, zipped, zst};
use super::*;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zipped(files, CompressionMethod::Deflated)
}

/// Names and problems below the folder, without its own path.
struct Listed {
    inputs: Inputs,
    names: Vec<String>,
    problems: Vec<String>,
}

fn list(folder: &TempDir, paths: &[&str]) -> Listed {
    list_with(folder, paths, b"")
}

fn list_with(folder: &TempDir, paths: &[&str], stdin: &'static [u8]) -> Listed {
    let root = format!("{}/", folder.path().display());
    let paths: Vec<String> = paths
        .iter()
        .map(|path| if *path == "-" { "-".to_owned() } else { format!("{root}{path}") })
        .collect();
    let inputs = find::find(&paths, &mut || Box::new(stdin));
    let short = |name: &str| name.replace(&root, "");
    let names = inputs.entries.iter().map(|entry| short(&entry.name)).collect();
    let problems =
        inputs.problems.iter().map(|(name, problem)| format!("{}: {problem}", short(name))).collect();
    Listed { inputs, names, problems }
}

#[track_caller]
fn content(entry: &Entry) -> String {
    let mut text = String::new();
    entry.open(0).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_folder_is_walked_in_order_without_hidden_files() {
    let folder = folder(&[
        ("in/b.mbox", b"b"),
        ("in/a/z.mbox", b"z"),
        ("in/c.mbox.part", b"c"),
        ("in/.DS_Store", b""),
        ("in/Thumbs.db", b""),
        ("in/inbox.msf", b""),
        ("in/.git/config", b""),
        ("in/.Sent/cur/1:2,S", b"mail"),
        ("in/.Sent/dovecot-uidlist", b"1"),
    ]);
    let listed = list(&folder, &["in"]);
    assert_eq!(
        listed.names,
        ["in/.Sent/cur/1:2,S", "in/.Sent/dovecot-uidlist", "in/a/z.mbox", "in/b.mbox", "in/c.mbox.part"]
    );
    assert!(listed.problems.is_empty());
}

#[test]
fn a_file_named_in_several_ways_is_there_once() {
    let folder = folder(&[("in/a.mbox", b"a"), ("b.mbox", b"b")]);
    let one = list(&folder, &["in/a.mbox", "b.mbox", "in", "./in//a.mbox", "in/../b.mbox"]);
    let two = list(&folder, &["in/../b.mbox", "in", "b.mbox"]);
    assert_eq!(one.names, ["b.mbox", "in/a.mbox"]);
    assert_eq!(two.names, one.names);
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    let folder = folder(&[("in/a.mbox", b"a"), ("else.mbox", b"e")]);
    std::os::unix::fs::symlink(folder.path().join("in"), folder.path().join("in/loop")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("else.mbox"), folder.path().join("in/link.mbox")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("gone"), folder.path().join("in/broken")).unwrap();
    let listed = list(&folder, &["in"]);
    assert_eq!(listed.names, ["in/a.mbox", "in/link.mbox"]);
    assert_eq!(listed.problems, ["in/broken: a link to nothing, or moved away [broken-link]"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_told_and_not_opened() {
    let folder = folder(&[("in/a.mbox", b"a")]);
    let pipe = folder.path().join("in/pipe");
    std::os::unix::net::UnixListener::bind(&pipe).unwrap();
    let listed = list(&folder, &["in"]);
    assert_eq!(listed.names, ["in/a.mbox"]);
    let text = "a pipe, socket or device is not opened in a folder: name a pipe itself to read it";
    assert_eq!(listed.problems, [format!("in/pipe: {text} [not-a-file]")]);
}

#[test]
fn what_is_missing_or_empty_is_a_problem() {
    let folder = folder(&[("empty/.DS_Store", b"")]);
    let listed = list(&folder, &["empty", "gone.mbox"]);
    assert!(listed.names.is_empty());
    assert_eq!(
        listed.problems,
        [
            "empty: no files in it: check the name of the folder, or unpack the export into it [empty-folder]",
            "gone.mbox: no such file or folder: check the spelling and the working directory [not-found]",
        ]
    );
}

#[test]
fn a_plain_file_is_read_from_any_offset_and_counted() {
    let folder = folder(&[("a.mbox", b"0123456789")]);
    let listed = list(&folder, &["a.mbox"]);
    let entry = &listed.inputs.entries[0];
    assert_eq!((entry.size, entry.seekable), (Some(10), true));
    let done = Arc::new(AtomicU64::new(0));
    let mut text = String::new();
    entry.open_counted(7, &done).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!((&text[..], done.load(Ordering::Relaxed)), ("789", 3));
    assert_eq!(entry.peek().unwrap(), b"0123456789");
}

#[test]
fn compressed_files_are_known_by_their_bytes() {
    let long = "wiadomość ".repeat(20_000);
    let (gzip, zstd) = (gz(long.as_bytes()), zst(long.as_bytes()));
    let folder = folder(&[("inbox.mbox.gz", &gzip), ("named.mbox", &zstd)]);
    let listed = list(&folder, &["inbox.mbox.gz", "named.mbox"]);
    assert_eq!(listed.names, ["inbox.mbox.gz", "named.mbox"]);
    for (entry, stored) in listed.inputs.entries.iter().zip([gzip.len(), zstd.len()]) {
        assert_eq!((entry.size, entry.seekable), (Some(stored as u64), false));
        assert_eq!(content(entry), long);
        assert_eq!(entry.peek().unwrap().len(), PEEK);
        assert!(entry.open(1).is_err());
        let done = Arc::new(AtomicU64::new(0));
        io::copy(&mut entry.open_counted(0, &done).unwrap(), &mut io::sink()).unwrap();
        assert_eq!(done.load(Ordering::Relaxed), stored as u64);
    }
}

#[test]
fn members_of_a_zip_are_entries() {
    let packed = gz(b"gzipped");
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        let archive = zipped(
            &[
                ("chat.txt", b"hello"),
                ("IMG-1.JPG", b"picture"),
                ("a/b.mbox.gz", &packed),
                ("__MACOSX/._chat.txt", b""),
                (".hidden", b""),
                ("m/.Sent/cur/1", b"mail"),
            ],
            method,
        );
        let folder = folder(&[("export.zip", &archive)]);
        let listed = list(&folder, &["export.zip"]);
        assert_eq!(
            listed.names,
            [
                "export.zip/IMG-1.JPG",
                "export.zip/a/b.mbox.gz",
                "export.zip/chat.txt",
                "export.zip/m/.Sent/cur/1"
            ]
        );
        let entries = &listed.inputs.entries;
        assert_eq!(entries.iter().map(|entry| entry.media).collect::<Vec<_>>(), [true, false, false, false]);
        assert_eq!(content(&entries[1]), "gzipped");
        assert_eq!(content(&entries[2]), "hello");
        assert_eq!(entries[2].peek().unwrap(), b"hello");
        let done = Arc::new(AtomicU64::new(0));
        io::copy(&mut entries[2].open_counted(0, &done).unwrap(), &mut io::sink()).unwrap();
        assert_eq!(Some(done.load(Ordering::Relaxed)), entries[2].size);
    }
}

#[test]
fn archives_in_archives_are_refused_with_advice() {
    let inner = zip(&[("a.txt", b"a")]);
    let outer = zip(&[("in.zip", &inner), ("disguised", &inner)]);
    let twice = zip(&[("twice", &gz(&gz(b"x")))]);
    let folder = folder(&[("outer.zip", &outer), ("z.zip.gz", &gz(&inner)), ("twice.zip", &twice)]);
    let listed = list(&folder, &["outer.zip", "z.zip.gz", "twice.zip"]);
    assert_eq!(listed.names, ["outer.zip/disguised", "twice.zip/twice"]);
    let nested = "an archive inside an archive is not opened: unpack the outer one first";
    assert_eq!(
        listed.problems,
        [
            format!("outer.zip/in.zip: {nested} [nested-archive]"),
            format!("z.zip.gz: {nested} [nested-archive]"),
        ]
    );
    for entry in &listed.inputs.entries {
        assert_eq!(entry.open(0).err().unwrap().to_string(), nested);
    }
}

#[test]
fn a_damaged_zip_says_what_to_do() {
    let content: Vec<u8> =
        (0..50_000_u32).flat_map(|i| (i.wrapping_mul(2_654_435_761)).to_le_bytes()).collect();
    let whole = zip(&[("a.mbox", &content)]);
    let mut flipped = whole.clone();
    flipped[100_000] ^= 0xff;
    let folder = folder(&[("cut.zip", &whole[..whole.len() / 2]), ("flipped.zip", &flipped)]);
    let listed = list(&folder, &["cut.zip", "flipped.zip"]);
    assert_eq!(
        listed.problems,
        [
            "cut.zip: the archive is cut off or damaged, its list of members cannot be read: download it again [damaged-archive]"
        ]
    );
    let error = io::copy(&mut listed.inputs.entries[0].open(0).unwrap(), &mut io::sink()).unwrap_err();
    assert!(error.to_string().contains("the compressed file is damaged"), "{error}");
}

#[test]
fn every_prefix_of_a_zip_is_listed_without_panic() {
    let whole = zip(&[("a.mbox", b"hello hello hello"), ("b.mbox", b"x")]);
    for n in 0..whole.len() {
        let folder = folder(&[("cut.zip", &whole[..n])]);
        for entry in list(&folder, &["cut.zip"]).inputs.entries {
            let _ = entry.open(0).and_then(|mut stream| io::copy(&mut stream, &mut io::sink()));
        }
    }
}

#[test]
fn an_encrypted_member_is_named() {
    let mut archive = zip(&[("a.mbox", b"hello"), ("b.mbox", b"x")]);
    // Bit 0 of the flags of the second directory record (APPNOTE 4.3.12): 8 bytes behind its signature.
    let record = archive.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    archive[record + 8] |= 1;
    let folder = folder(&[("export.zip", &archive)]);
    let listed = list(&folder, &["export.zip"]);
    assert_eq!(listed.names, ["export.zip/a.mbox"]);
    assert_eq!(
        listed.problems,
        [
            "export.zip/b.mbox: the member is encrypted: unpack the archive with its password and name the folder [encrypted]"
        ]
    );
}

#[test]
fn documents_beside_exports_are_media_and_named_ones_are_not() {
    let folder = folder(&[
        ("in/a.mbox", b"a"),
        ("in/report.ods", &zip(&[("content.xml", b"")])),
        ("in/card.vcf", b"v"),
    ]);
    let marks = |listed: &Listed| listed.inputs.entries.iter().map(|entry| entry.media).collect::<Vec<_>>();
    let listed = list(&folder, &["in"]);
    assert_eq!(listed.names, ["in/a.mbox", "in/card.vcf", "in/report.ods"]);
    assert_eq!(marks(&listed), [false, true, true]);
    assert_eq!(marks(&list(&folder, &["in", "in/card.vcf"])), [false, false, true]);
    assert_eq!(list(&folder, &["in/report.ods"]).names, ["in/report.ods"]);
}

#[test]
fn a_workbook_is_found_beside_exports_and_opened_by_its_members() {
    let book = zip(&[("docProps/app.xml", b"<a/>"), ("xl/workbook.xml", b"<workbook/>")]);
    let folder = folder(&[("in/a.xlsx", &book), ("in/b.xlsx", &zip(&[("word/document.xml", b"")]))]);
    let listed = list(&folder, &["in"]);
    assert_eq!(listed.names, ["in/a.xlsx", "in/b.xlsx"]);
    let [workbook, other] = &listed.inputs.entries[..] else { panic!("{:?}", listed.names) };
    let book = workbook.book().unwrap();
    assert_eq!(book.names().collect::<Vec<_>>(), ["docProps/app.xml", "xl/workbook.xml"]);
    let mut text = String::new();
    book.member("xl/workbook.xml", None).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "<workbook/>");
    assert_eq!(book.member("xl/styles.xml", None).err().unwrap().kind(), io::ErrorKind::NotFound);
    assert!(other.book().is_none() && !other.media, "it is named as unread, not passed over");
}

#[test]
fn standard_input_is_looked_at_and_then_read_once() {
    let folder = folder(&[]);
    let listed = list_with(&folder, &["-", "-"], b"From a@example.org");
    assert_eq!(listed.names, ["-"]);
    let entry = &listed.inputs.entries[0];
    assert_eq!((entry.size, entry.seekable), (None, false));
    assert_eq!(entry.peek().unwrap(), b"From a@example.org");
    assert_eq!(entry.peek().unwrap(), b"From a@example.org");
    assert_eq!(content(entry), "From a@example.org");
    assert_eq!(
        entry.open(0).err().unwrap().to_string(),
        "a pipe can be read only once, and it was read already: save it to a file first"
    );
}

#[test]
fn standard_input_may_be_compressed_or_a_zip() {
    let folder = folder(&[]);
    let text = "zażółć ".repeat(100_000);
    for stored in [gz(text.as_bytes()), zst(text.as_bytes())] {
        let listed = list_with(&folder, &["-"], stored.leak());
        let entry = &listed.inputs.entries[0];
        assert_eq!(entry.peek().unwrap(), text.as_bytes()[..PEEK]);
        assert_eq!(content(entry), text);
    }
    let archive = zip(&[("b.txt", text.as_bytes()), ("a.txt", b"a")]);
    let listed = list_with(&folder, &["-"], archive.leak());
    assert_eq!(listed.names, ["-/a.txt", "-/b.txt"]);
    assert_eq!(content(&listed.inputs.entries[1]), text);
    assert_eq!(content(&listed.inputs.entries[1]), text);
}

#[test]
fn a_large_stream_from_standard_input_loses_nothing() {
    let folder = folder(&[]);
    let text = "0123456789".repeat(30_000);
    let listed = list_with(&folder, &["-"], text.clone().into_bytes().leak());
    let entry = &listed.inputs.entries[0];
    assert_eq!(entry.peek().unwrap().len(), PEEK);
    assert_eq!(content(entry), text);
}

#[test]
fn entries_can_be_read_by_several_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Entry>();
}

#[test]
fn an_argument_may_be_a_file_of_the_working_directory() {
    let inputs = find(&["Cargo.toml".to_owned(), "./Cargo.toml".to_owned()]);
    let names: Vec<&str> = inputs.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!((names, inputs.problems.len()), (vec!["Cargo.toml"], 0));
}
