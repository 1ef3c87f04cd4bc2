//! Workbooks are read sheet by sheet as tables, whatever program wrote them; broken ones are told.

use crate::pack::zip;
use crate::support::{Folder, table};

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="t/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="Reviews" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
/// The second style of cells is a day with its time.
const STYLES: &str = r#"<styleSheet xmlns="m"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;
/// 46054 is the 1st of February 2026: 8:00, 12:00, and the 2nd at 8:00. The third row has no answer and begins
/// behind a blank one.
const SHEET: &str = r#"<worksheet xmlns="m"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>65f0</t></is></c><c r="B2" s="1"><v>46054.333333333336</v></c><c r="C2"><v>1</v></c><c r="D2" t="s"><v>5</v></c><c r="E2" s="1"><v>46054.5</v></c></row>
<row r="4"><c r="A4" t="str"><v>65f1</v></c><c r="B4" s="1"><v>46055.333333333336</v></c><c r="C4"><v>2.0</v></c><c r="D4" t="s"><v>6</v></c></row>
</sheetData></worksheet>"#;
const TEXTS: &str = r#"<sst xmlns="m"><si><t>Review Id</t></si><si><t>Review Created (UTC)</t></si><si><t>Review Stars</t></si><si><t>Review Content</t></si><si><t>Company Reply Date (UTC)</t></si><si><r><t>Nie dotarło, </t></r><r><t xml:space="preserve">"okropne"
firma</t></r><rPh><t>x</t></rPh></si><si><t>Huono &amp; hidas</t></si></sst>"#;
const NOTES: &str = r#"<worksheet xmlns="m"><sheetData/></worksheet>"#;

fn book(sheet: &str, texts: &str) -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/worksheets/sheet2.xml", NOTES.as_bytes()),
    ])
}

#[test]
fn a_workbook_is_read_like_the_table_in_it() {
    let folder = Folder::new();
    folder.write("in/reviews.xlsx", book(SHEET, TEXTS));
    folder.write(
        "reviews.csv",
        "Review Id,Review Created (UTC),Review Stars,Review Content,Company Reply Date (UTC)\n\
         65f0,2026-02-01 08:00:00,1,\"Nie dotarło, \"\"okropne\"\"\nfirma\",2026-02-01 12:00:00\n\
         65f1,2026-02-02 08:00:00,2,Huono & hidas,\n",
    );
    let without = ["file", "record"];
    let expected = table(&folder.run(&["waits", "reviews.csv"]).ok(), &without);
    assert_eq!(expected.len(), 2);
    let ran = folder.run(&["waits", "in"]);
    assert!(ran.stderr.contains("in/reviews.xlsx/Notes.csv"), "the empty sheet is told: {}", ran.stderr);
    let csv = ran.ok();
    assert!(csv.contains("in/reviews.xlsx/Reviews.csv"), "{csv}");
    assert_eq!(table(&csv, &without), expected);
}

#[test]
fn a_workbook_may_lie_in_an_archive_or_come_through_a_pipe() {
    let folder = Folder::new();
    let book = book(SHEET, TEXTS);
    folder.write("reviews.xlsx", &book);
    folder.write("all.zip", zip(&[("from/client.xlsx", &book), ("from/other.xlsx", &book)]));
    let without = ["file", "record"];
    let expected = table(&folder.run(&["waits", "reviews.xlsx"]).ok(), &without);
    let zipped = folder.run(&["waits", "all.zip"]).ok();
    assert!(zipped.contains("all.zip/from/client.xlsx/Reviews.csv"), "{zipped}");
    assert_eq!(table(&zipped, &without), expected, "the second copy says nothing new");
    let piped = folder.run_with(&["waits", "-"], &book).ok();
    assert!(piped.contains("-/Reviews.csv"), "{piped}");
    assert_eq!(table(&piped, &without), expected);
    let zip = std::fs::read(folder.path().join("all.zip")).expect("it was written");
    assert_eq!(table(&folder.run_with(&["waits", "-"], &zip).ok(), &without), expected);
}

#[test]
fn a_workbook_that_cannot_be_read_is_told_and_the_others_go_on() {
    let folder = Folder::new();
    folder.write("in/a.xlsx", book(SHEET, TEXTS));
    // Cut in the middle of the row of 65f1, behind that of 65f0.
    folder.write("in/b.xlsx", book(SHEET.split_once("<row r=\"4\">").map_or("", |(begin, _)| begin), TEXTS));
    folder.write("in/c.xlsx", zip(&[("xl/workbook.xml", b"<workbook><sheets/></workbook>")]));
    folder.write("in/d.xlsx", b"PK\x03\x04 and no more");
    folder.write("in/inner.zip", zip(&[("reviews.xlsx", b"PK")]));
    let ran = folder.run(&["audit", "in", "-f", "json"]);
    for told in [
        "in/c.xlsx: the workbook cannot be read",
        "in/d.xlsx: no export format fits it; it looks like an Office document: save the table as CSV",
        "in/inner.zip/reviews.xlsx: no export format fits it",
    ] {
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(all.contains(told), "{told}: {all}");
    }
    let json = ran.ok();
    assert!(json.contains("what could be read is kept"), "the cut sheet is told: {json}");
}

#[test]
fn no_room_is_made_for_texts_that_are_only_claimed() {
    let folder = Folder::new();
    let texts = TEXTS.replace("<sst ", "<sst count=\"7\" uniqueCount=\"1000000000000000000\" ");
    folder.write("reviews.xlsx", book(SHEET, &texts));
    assert_eq!(table(&folder.run(&["waits", "reviews.xlsx"]).ok(), &[]).len(), 2);
}

#[test]
fn a_text_that_every_row_repeats_is_a_bomb() {
    let text = "a".repeat(1 << 20);
    let texts = TEXTS.replace("</sst>", &format!("<si><t>{text}</t></si></sst>"));
    let row = SHEET.split_once("<row r=\"4\">").map_or("", |(_, row)| row);
    let row = row.split_once("</row>").map_or("", |(row, _)| row).replace("r=\"", "x=\"");
    // In a column that nobody asks for.
    let rows = format!("<row>{row}<c r=\"F9\" t=\"s\"><v>7</v></c></row>").repeat(90);
    let sheet = SHEET.replace("</sheetData>", &format!("{rows}</sheetData>"));
    let folder = Folder::new();
    folder.write("bomb.xlsx", book(&sheet, &texts));
    let ran = folder.run_bounded(&["audit", "bomb.xlsx", "-f", "json"], 1 << 20);
    let told = format!("{}{}", ran.stdout, ran.stderr);
    assert!(told.contains("as bombs do"), "{}", ran.stderr);
}
