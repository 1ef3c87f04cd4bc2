use super::*;

fn tuned() -> Tuned {
    let mut table = vec![0; 1 << BITS];
    table[7] = -128;
    table[9] = 127;
    Tuned { bias: 0.25, lexicon: 1.0, linear: 0.5, afinn: -0.125, scale: 0.01, table }
}

#[test]
fn what_was_written_is_read_again() {
    for tuned in [tuned(), Tuned { table: Vec::new(), ..tuned() }] {
        let file = tuned.to_bytes(&[("texts", "300".to_owned())]);
        assert_eq!(Tuned::parse(&file), Ok(tuned));
    }
}

#[test]
fn a_damaged_file_is_refused_and_says_why() {
    let file = tuned().to_bytes(&[]);
    let with = |change: fn(&mut Vec<u8>)| {
        let mut file = file.clone();
        change(&mut file);
        Tuned::parse(&file).unwrap_err()
    };
    assert!(with(|file| file[0] = b'H').contains("first line"));
    assert!(with(|file| file.truncate(30)).contains("ends within"));
    assert!(with(|file| file.truncate(60_000)).contains("weights, expected 65536"));
    assert!(with(|file| *file.last_mut().unwrap() ^= 1).contains("digest"));
    let text = String::from_utf8(Tuned { table: Vec::new(), ..tuned() }.to_bytes(&[])).unwrap();
    let wrong = |from: &str, to: &str| Tuned::parse(text.replace(from, to).as_bytes()).unwrap_err();
    assert!(wrong("bias = 0.25", "bias = NaN").contains("bias is missing"));
    assert!(wrong("linear = 0.5", "linear = 1e9").contains("linear is missing"));
    assert!(wrong("scale", "scala").contains("scale is missing"));
    assert!(Tuned::parse(b"").is_err());
}
