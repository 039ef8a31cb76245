//! Tables to models: what is written has no syntax error and no unknown name, whatever the table holds.

use std::io::{Cursor, Write};

use vsdlint::format::{FormatOptions, format};
use vsdlint::import::{self, Input, Options};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::check::{all_settings, lint};

/// What bytes beyond ASCII stand for in a text.
const CELLS: [&str; 64] = [
    ",",
    ",",
    ",",
    ",",
    ",",
    ",",
    "\n",
    "\n",
    "\n",
    ";",
    "\"",
    "\t",
    "Step,Supplier,Input,Output,Customer\n",
    "Process Step ID,Process Step Description,Next Step ID,Connector Label,Shape Type\n",
    "Task,Clerk,Manager\n",
    "Process,Step,Input,Output,Lead time (days),Process time,%C&A,System,Responsible\n",
    "Activity,Input,Output\n",
    "Step",
    "Input",
    "Check",
    "Send",
    "Chekc",
    "1. Check",
    "Step 2: Send",
    "Order",
    "Parcel",
    "or Parcel",
    "Parcel (rework)",
    "(optional)",
    "(reply)",
    "Customer",
    "Clerk",
    "improve",
    "plan",
    "all",
    "Plan",
    "1",
    "2",
    "1-2",
    "3 days",
    "1,5 h",
    "ca. 2 Tage",
    "02:30",
    "0",
    "95 %",
    "0.95",
    "R",
    "A",
    "R/A",
    "Start",
    "End",
    "Decision",
    "yes",
    "no",
    "=1",
    "'=1",
    "\u{202e}",
    "é",
    "\r",
    "--",
    "\\",
    "{",
    "stream.step",
    "\"a;b\"",
];

/// What they stand for in the parts of a package.
const TAGS: [&str; 32] = [
    "<row>",
    "<row r=\"2\">",
    "</row>",
    "<c>",
    "<c r=\"B2\">",
    "<c r=\"XFD1048576\" t=\"inlineStr\">",
    "<c t=\"inlineStr\"><is><t>",
    "</t></is></c>",
    "<c t=\"e\"><v>#REF!</v></c>",
    "<c><f>A1</f></c>",
    "<v>",
    "</v></c>",
    "<sheetData>",
    "</sheetData>",
    "<mergeCells><mergeCell ref=\"A1:A9\"/></mergeCells>",
    "<dimension ref=\"A1:XFD1048576\"/>",
    "<table:table table:name=\"T\">",
    "</table:table>",
    "<table:table-row>",
    "<table:table-row table:number-rows-repeated=\"1048576\">",
    "</table:table-row>",
    "<table:table-cell><text:p>",
    "</text:p></table:table-cell>",
    "<table:table-cell table:number-columns-repeated=\"16384\" table:number-rows-spanned=\"9\"><text:p>",
    "<table:covered-table-cell/>",
    "<table:table-cell office:value-type=\"float\" office:value=\"2\"/>",
    "<table:table-cell office:value-type=\"time\" office:time-value=\"PT2H\"/>",
    "Step",
    "Input",
    "&amp;",
    "&lol;",
    "Check",
];

/// Imports a table: a text, or what stands in the sheet of a workbook or spreadsheet; one in four a second time.
pub fn import(bytes: &[u8]) {
    let (name, content) = source(bytes);
    let inputs = [Input { name, bytes: &content }];
    let Ok(imported) = import::import(&inputs, &Options::default()) else { return };
    let texts: Vec<String> = imported.files.iter().map(|file| file.text.clone()).collect();
    for text in &texts {
        assert_eq!(format(text, FormatOptions::default()), *text, "it is not formatted");
    }
    let checked = lint(&all_settings()[0], texts).check();
    for finding in &checked.findings {
        let is_ours =
            matches!(&*finding.rule, "syntax-error" | "unknown-name" | "unknown-practice" | "duplicate-name");
        assert!(!is_ours, "{}: {}", finding.rule, finding.message);
    }
    if super::lot(bytes).is_multiple_of(4) {
        let again = import::import(&inputs, &Options::default());
        assert!(again.is_ok_and(|again| again.files == imported.files), "a second import differs");
    }
}

/// The name of the file, which says its kind, and what it holds.
fn source(bytes: &[u8]) -> (&'static str, Vec<u8>) {
    match bytes {
        _ if bytes.is_ascii() => ("a.csv", bytes.to_vec()),
        [0xff, rest @ ..] => ("a.csv", rest.to_vec()),
        [0xfe, rest @ ..] => ("a.ods", packed(&[("content.xml", format!("<x>{}</x>", words(rest, &TAGS)))])),
        [0xfd, rest @ ..] => ("a.xlsx", workbook(&words(rest, &TAGS))),
        _ => ("a.csv", words(bytes, &CELLS).into_bytes()),
    }
}

fn words(bytes: &[u8], words: &[&str]) -> String {
    let mut text = String::new();
    for &byte in bytes {
        match byte {
            0x80.. => text.push_str(words[usize::from(byte & 0x7f) % words.len()]),
            _ => text.push(char::from(byte)),
        }
    }
    text
}

fn workbook(sheet: &str) -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let related = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relations}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    packed(&[
        ("_rels/.rels", related("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"T\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>"),
        ),
    ])
}

/// A package that is not compressed; an empty one where it cannot be made.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts {
        let written = package.start_file(*name, options).map_err(std::io::Error::other);
        if written.and_then(|()| package.write_all(text.as_bytes())).is_err() {
            return Vec::new();
        }
    }
    package.finish().map(Cursor::into_inner).unwrap_or_default()
}
