use super::fits;

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
