use super::{fits, unrecognised};
use crate::source::Peek;

#[test]
fn a_path_of_the_settings_fits_in_every_folder_and_its_star_stays_in_one() {
    assert!(fits("comments/*.csv", "fixtures/demo/comments/comments.csv"));
    assert!(fits("*.csv", "a/b/c.csv"));
    assert!(fits("./exports/ozon*.csv", "exports/ozon-2026.csv"));
    assert!(fits("a.csv", "a.csv"));
    assert!(!fits("comments/*.csv", "comments/old/comments.csv"));
    assert!(!fits("b.csv", "ab.csv"));
    assert!(!fits("*.csv", "a.csv.gz"));
}

#[test]
fn a_workbook_is_named_with_what_to_do() {
    let why = unrecognised(&Peek::new("reviews.xlsx", b"PK\x03\x04\x14\0\x06\0", true));
    assert!(why.ends_with("it looks like an Office document: save the table as CSV (UTF-8)"), "{why}");
}

#[test]
fn an_unknown_table_is_named_by_its_columns_and_prose_is_none() {
    let why = |text: &str| unrecognised(&Peek::new("export.csv", text.as_bytes(), true));
    assert_eq!(
        why("nr;osoba;cena;kolor\n1;Ala;2;zielony\n"),
        "no export format fits it; it is a table of nr, osoba, cena, kolor; a mapping says what they mean, see docs/formats/mapped.md"
    );
    assert_eq!(
        why("Dear all, thank you, goodbye\nand so on, for ever\n"),
        "no export format fits it; it looks like text"
    );
    assert!(
        why("id;klient;wiadomosc;kiedy\n1;Ala;Gdzie paczka?;2026-11-02 10:00\n")
            .ends_with("proposes a mapping")
    );
}
