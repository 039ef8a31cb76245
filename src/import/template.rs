//! A table to fill in and import, with an example in it, as CSV, XLSX or ODS.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Format;

/// The headings, and the example below them.
const ROWS: [[&str; 14]; 5] = [
    [
        "Process",
        "Step",
        "Activity",
        "Supplier",
        "Input",
        "Output",
        "Customer",
        "Responsible",
        "Accountable",
        "Lead time",
        "Process time",
        "%C&A",
        "System",
        "Notes",
    ],
    [
        "Lend a book",
        "1. Check the request",
        "engage",
        "Reader",
        "Request",
        "Checked request",
        "Fetch the book",
        "Librarian",
        "Head librarian",
        "10 min",
        "5 min",
        "95%",
        "Catalogue",
        "Replace these rows by your own",
    ],
    [
        "",
        "2. Fetch the book",
        "deliver_and_support",
        "Check the request",
        "Checked request",
        "Book at the desk",
        "Hand over the book",
        "Assistant",
        "",
        "2 h",
        "15 min",
        "98%",
        "",
        "",
    ],
    [
        "",
        "3. Hand over the book",
        "deliver_and_support",
        "Fetch the book",
        "Book at the desk",
        "Lent book",
        "Reader",
        "Librarian",
        "",
        "1 day",
        "5 min",
        "",
        "Catalogue",
        "",
    ],
    ["", "", "", "", "", "Reasons for delays", "improve", "", "", "", "", "", "", ""],
];

/// The template as a file of this kind; none for a kind that is no table.
///
/// # Errors
/// Where the package cannot be made, which does not happen in memory.
pub fn template(format: Format) -> Option<Result<Vec<u8>, ZipError>> {
    match format {
        Format::Csv => Some(Ok(separated(',').into_bytes())),
        Format::Tsv => Some(Ok(separated('\t').into_bytes())),
        Format::Xlsx => Some(xlsx()),
        Format::Ods => Some(ods()),
        Format::Bpmn => None,
    }
}

fn separated(sign: char) -> String {
    // No cell of the template needs quotation marks.
    ROWS.iter().map(|row| row.join(&sign.to_string()) + "\n").collect()
}

fn xlsx() -> Result<Vec<u8>, ZipError> {
    let mut cells = String::new();
    for (row, texts) in (1..).zip(&ROWS) {
        cells += &format!("<row r=\"{row}\">");
        for (column, text) in (1..).zip(texts).filter(|(_, text)| !text.is_empty()) {
            let at = super::remark::column_letters(column);
            cells += &format!("<c r=\"{at}{row}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text));
        }
        cells += "</row>";
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    packed(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
                 PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/><Override \
                 PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"SIPOC\" sheetId=\"1\" \
                 r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{cells}</sheetData></worksheet>"),
        ),
    ])
}

fn ods() -> Result<Vec<u8>, ZipError> {
    let mut cells = String::new();
    for texts in &ROWS {
        cells += "<table:table-row>";
        for text in texts {
            cells += &match *text {
                "" => "<table:table-cell/>".to_owned(),
                text => format!(
                    "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                    escaped(text)
                ),
            };
        }
        cells += "</table:table-row>";
    }
    let names = "urn:oasis:names:tc:opendocument:xmlns";
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    packed(&[
        ("mimetype", kind.to_owned()),
        (
            "META-INF/manifest.xml",
            format!(
                "<manifest:manifest xmlns:manifest=\"{names}:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry \
                 manifest:full-path=\"/\" manifest:media-type=\"{kind}\"/><manifest:file-entry \
                 manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
            ),
        ),
        (
            "content.xml",
            format!(
                "<office:document-content xmlns:office=\"{names}:office:1.0\" xmlns:table=\"{names}:table:1.0\" \
                 xmlns:text=\"{names}:text:1.0\" office:version=\"1.3\"><office:body><office:spreadsheet><table:table \
                 table:name=\"SIPOC\"><table:table-column \
                 table:number-columns-repeated=\"14\"/>{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ])
}

/// A package of parts, the same bytes each time. The parts are not compressed: the first of an OpenDocument must not be.
fn packed(parts: &[(&str, String)]) -> Result<Vec<u8>, ZipError> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        package.start_file(*name, options)?;
        let head = if name.ends_with("xml") || name.ends_with("rels") {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        } else {
            ""
        };
        package.write_all(head.as_bytes())?;
        package.write_all(text.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
