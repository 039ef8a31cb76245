//! Files that are damaged are told of in words of their users.

use super::{cell, package, workbook};
use crate::cli::support::Place;

/// What importing a file says.
fn said(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let place = Place::new(&[]);
    place.write(name, bytes);
    place.run(&["import", name, "--stdout"])
}

/// A sheet with two rows.
fn sheet() -> String {
    let row = |number: usize, texts: [&str; 3]| -> String {
        let cells: String =
            ('A'..).zip(texts).map(|(column, text)| cell(&format!("{column}{number}"), text)).collect();
        format!("<row r=\"{number}\">{cells}</row>")
    };
    let rows = row(1, ["Step", "Input", "Output"]) + &row(2, ["Check", "Order", "Checked order"]);
    format!("<sheetData>{rows}</sheetData>")
}

#[test]
fn packages_that_are_damaged() {
    let sound = workbook(&sheet());
    let mut all = said("cut.xlsx", &sound[..sound.len() - 5]);
    all += &said("half.xlsx", &sound[..700]);
    let mut scratched = sound;
    let at = scratched.windows(9).position(|window| window == b"sheet1.xm").unwrap();
    scratched[at + 40..at + 80].fill(b'x');
    all += &said("scratched.xlsx", scratched);
    all += &said("place.xlsx", workbook(&sheet().replace("r=\"B2\"", "r=\"A0\"")));
    let merged = format!("{}<mergeCells><mergeCell ref=\"A2:?\"/></mergeCells>", sheet());
    all += &said("merged.xlsx", workbook(&merged));
    all += &said("entity.xlsx", workbook(&sheet().replace("Order", "&order;")));
    all += &said(
        "tag.xlsx",
        workbook(&sheet().replace("</t></is></c></row></sheetData>", "</t></is></c></row")),
    );
    all += &said(
        "text.xlsx",
        workbook(&sheet().replace("t=\"inlineStr\"><is><t>Order</t></is>", "t=\"s\"><v>7</v>")),
    );
    all += &said("empty.ods", package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]));
    all += &said("early.ods", package(&[("content.xml", "<x><table:table table:name=\"T\">")]));
    all += &said("tags.ods", package(&[("content.xml", "<x></y>")]));
    assert_snapshot!(all);
}

#[test]
fn drawings_that_are_no_xml() {
    let mut all = String::new();
    for text in [
        "\n<a b=c/></definitions>",
        "<a b=\"&foo;\"/></definitions>",
        "<a b=\"1\" b=\"2\"/></definitions>",
        "<a b></a></definitions>",
        "<a",
        "<!-- </definitions>",
        "\n\n<a></definitions>",
    ] {
        let head = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">";
        all += &said("drawing.bpmn", format!("{head}{text}"));
    }
    assert_snapshot!(all);
}

#[test]
fn a_drawing_that_is_too_large() {
    let mut drawing = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">".to_owned();
    drawing += &" ".repeat(64 << 20);
    drawing += "</definitions>";
    assert_snapshot!(said("large.bpmn", drawing));
}

#[test]
fn a_store_without_a_name_that_nobody_uses() {
    let drawing = "\
<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><dataStore id=\"d\"/><process id=\"p\">
<task id=\"t\" name=\"Pay\"/>
<dataStoreReference id=\"r\" dataStoreRef=\"d\"/>
</process></definitions>
";
    let text = said("drawing.bpmn", drawing);
    assert!(text.contains("nothing reads or writes a `dataStoreReference` without a label"), "{text}");
}

#[test]
fn a_text_with_a_nul_is_told_by_its_line() {
    let text = said("a.csv", "Step,Input,Output\nA,X,Y\nB,\0,Z\n");
    assert!(text.contains("line 3 holds a NUL, a character that no text has"), "{text}");
}
