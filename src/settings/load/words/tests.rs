use std::fs;

use crate::settings::Settings;
use crate::settings::load::load;
use crate::text::tuned::Tuned;

fn settings(files: &[(&str, &[u8])], text: &str) -> anyhow::Result<Settings> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    load(text, "hearback.toml", folder.path())
}

#[test]
fn an_own_lexicon_and_model_are_read() {
    let tuned = Tuned { bias: 0.5, lexicon: 1.0, linear: 1.0, afinn: 1.0, scale: 0.0, table: Vec::new() };
    let files: [(&str, &[u8]); 2] =
        [("own.tsv", b"\xef\xbb\xbfen\tmood\taphid*\t-1.5\tdefect\r\n"), ("own.hbw", &tuned.to_bytes(&[]))];
    let settings = settings(&files, "[words]\nlexicon = \"own.tsv\"\nmodel = \"own.hbw\"\n").unwrap();
    assert_eq!(settings.words.lexicon, "en\tmood\taphid*\t-1.5\tdefect\n");
    assert_eq!(settings.words.tuned, Some(tuned));
}

#[test]
fn other_words_are_other_settings() {
    let tuned = |bias| Tuned { bias, lexicon: 1.0, linear: 1.0, afinn: 1.0, scale: 0.0, table: Vec::new() };
    let digest = |lexicon: &str, bias: f32| {
        let model = tuned(bias).to_bytes(&[]);
        let files: [(&str, &[u8]); 2] = [("own.tsv", lexicon.as_bytes()), ("own.hbw", &model)];
        settings(&files, "[words]\nlexicon = \"own.tsv\"\nmodel = \"own.hbw\"\n").unwrap().digest
    };
    let one = digest("en\tmood\taphid*\t-1.5\tdefect\n", 0.5);
    assert_eq!(one, digest("en\tmood\taphid*\t-1.5\tdefect\n", 0.5));
    assert_ne!(one, digest("en\tmood\taphid*\t-1.4\tdefect\n", 0.5));
    assert_ne!(one, digest("en\tmood\taphid*\t-1.5\tdefect\n", 0.6));
}

#[track_caller]
fn check(files: &[(&str, &[u8])], text: &str, expected: &str) {
    let error = settings(files, text).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn what_cannot_be_used_is_told_with_its_line() {
    check(
        &[],
        "[words]\nlexicon = \"none.tsv\"\n",
        "hearback.toml:2: the lexicon \"none.tsv\" cannot be read",
    );
    check(&[], "[words]\nlexikon = \"x\"\n", "unknown key \"lexikon\" in [words]");
    check(&[], "[words]\nmodel = 3\n", "\"model\" must be the name of a file, found a whole number");
    let line = "# own\nen\tmood\taphid*\tbad\n".as_bytes();
    check(&[("own.tsv", line)], "[words]\nlexicon = \"own.tsv\"\n", "\"own.tsv\", line 2: expected language");
    let reason = "en\tmood\taphid*\t-1\tbugs\n".as_bytes();
    check(&[("own.tsv", reason)], "[words]\nlexicon = \"own.tsv\"\n", "line 1: expected language");
    check(&[("own.tsv", b"\xff\xfe")], "[words]\nlexicon = \"own.tsv\"\n", "is not UTF-8");
    check(
        &[("m.hbw", b"PK")],
        "[words]\nmodel = \"m.hbw\"\n",
        "the model \"m.hbw\" cannot be used: its first line",
    );
    let large = vec![b'#'; (1 << 20) + 1];
    check(&[("own.tsv", &large)], "[words]\nlexicon = \"own.tsv\"\n", "larger than 1 MiB");
}
