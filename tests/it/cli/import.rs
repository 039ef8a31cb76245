//! `import`: a model from tables.

mod broken;
mod carried_over;
mod exported;
mod lost;

use std::io::Write;

use crate::cli::support::{Place, entries};

const SIPOC: &str = "\
Process,Step,Supplier,Input,Output,Customer,Responsible,Lead time,Process time,%C&A,Notes
Orders,1. Check the order,Customer,Order,Checked order,Pack,Clerk,2 days,\"1,5 h\",95 %,Since 2019
Orders,2. Pack,Check the ordr,Checked order,Parcel,Carrier,Clerk,4 h,30 min,,
Orders,,Warehouse,Goods,,,,,,,
Orders,3. Bill,Pack,Parcel,Invoice,Customer,Accountant,~1 day,10,0.98,
";

/// A workbook or spreadsheet of these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        package.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        package.write_all(text.as_bytes()).unwrap();
    }
    package.finish().unwrap().into_inner()
}

/// A workbook with one sheet of this content, and what else belongs to it.
fn workbook(sheet: &str) -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    package(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Orders\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{main}\">{sheet}</worksheet>")),
    ])
}

/// A cell with a text.
fn cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// What importing a file says and writes, and what a check of it finds.
fn imported(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let place = Place::new(&[]);
    place.write(name, bytes);
    let mut text = place.run(&["import", name, "-o", "model"]);
    if !place.path("model").exists() {
        return text;
    }
    for file in entries(&place.path("model/streams")) {
        text += &format!("---- {file}\n{}", place.text(&format!("model/streams/{file}")));
    }
    text += &format!("---- check\n{}", place.run(&["check", "model", "--output", "concise"]));
    assert_eq!(place.status(&["fmt", "--check", "model"]), 0);
    assert_eq!(place.status(&["import", name, "-o", "model", "--diff"]), 0, "a second import differs");
    text
}

#[test]
fn a_table_becomes_a_model() {
    assert_snapshot!(imported("orders.csv", SIPOC));
}

#[test]
fn nothing_is_overwritten() {
    let place = Place::new(&[("orders.csv", SIPOC), ("model/streams/orders.vsd", "// mine\n")]);
    assert_snapshot!(place.run(&["import", "orders.csv", "-o", "model"]));
    assert_eq!(entries(&place.path("model")), ["streams"]);
    assert_eq!(place.text("model/streams/orders.vsd"), "// mine\n");
}

#[test]
fn a_second_import_shows_what_would_change() {
    let place = Place::new(&[("orders.csv", SIPOC)]);
    assert_eq!(place.status(&["import", "orders.csv", "-o", "model"]), 0);
    place.write("orders.csv", SIPOC.replace("Invoice", "Bill"));
    assert_snapshot!(place.run(&["import", "orders.csv", "-o", "model", "--diff", "--format", "concise"]));
}

#[test]
fn the_report_for_programs() {
    let place = Place::new(&[("orders.csv", SIPOC)]);
    assert_snapshot!(place.run(&["import", "orders.csv", "-o", "model", "--format", "json"]));
}

#[test]
fn strict_fails_where_something_was_dropped() {
    let place = Place::new(&[("a.csv", "Step,Input,Output,Budget\nCheck,Order,Parcel,5\n")]);
    assert_eq!(place.status(&["import", "a.csv", "--stdout"]), 0);
    assert_snapshot!(place.run(&["import", "a.csv", "--stdout", "--strict"]));
}

#[test]
fn columns_can_be_told() {
    let place = Place::new(&[("a.csv", "x,y,z\nCheck,Order,Parcel\nSend,Parcel,Receipt\n")]);
    let told = place.run(&["import", "a.csv", "--stdout", "--columns", "step=A,input=b,output=3"]);
    let wrong = place.run(&["import", "a.csv", "--stdout", "--columns", "colour=A"]);
    assert_snapshot!(format!("{told}{wrong}{}", place.run(&["import", "a.csv", "--stdout"])));
}

#[test]
fn a_template_can_be_imported_as_it_is() {
    let place = Place::new(&[]);
    for name in ["a.csv", "a.tsv", "a.xlsx", "a.ods"] {
        assert_eq!(place.status(&["import", "--template", name]), 0, "{name}");
        let again = place.run(&["import", "--template", name]);
        assert!(again.starts_with("status: 2\n"), "{name} is overwritten: {again}");
        assert!(again.contains("  help: name another file, `--template FILE`\n"), "{again}");
        let folder = format!("model-{name}");
        let said = place.run(&["import", name, "-o", &folder]);
        assert!(said.starts_with("status: 0"), "{said}");
        let found = place.run(&["check", &folder, "--output", "concise", "--fail-on", "info"]);
        assert_eq!(found, "status: 0\n", "{name}");
        let text = |name: &str| {
            place.text(&format!("{name}/streams/lend-a-book.vsd")).replace(".xlsx:SIPOC!", ".csv:")
        };
        assert_eq!(text(&folder), text("model-a.csv"), "{name}");
    }
    assert_snapshot!(place.text("model-a.csv/streams/lend-a-book.vsd"));
}

#[test]
fn a_file_in_place_of_a_folder_is_named() {
    let place = Place::new(&[("a.csv", "Step,Input,Output\nCheck,Order,Parcel\n"), ("file", "")]);
    let said = place.run(&["import", "a.csv", "-o", "file"]);
    assert!(said.starts_with("status: 2\n"), "{said}");
    assert!(said.contains("  × cannot write `file/vsdlint.toml`: `file` is no folder\n"), "{said}");
    let said = place.run(&["import", "--template", "file/b.csv"]);
    assert!(said.starts_with("status: 2\n"), "{said}");
    assert!(said.contains("  × cannot write `file/b.csv`: `file` is no folder\n"), "{said}");
}

#[test]
fn roles_stand_in_the_heads_of_a_matrix() {
    let raci = "Task,Clerk,Manager,Customer\nCheck the order,R,A,C\nSend the goods,R/A,,I\n";
    assert_snapshot!(imported("raci.csv", raci));
}

#[test]
fn a_matrix_adds_to_the_table_with_its_steps() {
    let raci = "Activity,Clerk,Manager\nCheck the order,R,A\nPack,R,I\nBill,,A\n";
    let place = Place::new(&[("orders.csv", SIPOC), ("raci.csv", raci)]);
    assert_snapshot!(place.run(&["import", "orders.csv", "raci.csv", "--stdout"]));
}

#[test]
fn a_table_and_a_drawing_become_one_model() {
    let drawing = r#"<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="file">
  <process id="p" name="Take goods back">
    <startEvent id="s" name="Returned parcel"/>
    <task id="a" name="Open the parcel"/>
    <task id="b" name="Pay the money back"/>
    <endEvent id="e" name="Refund"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
    <sequenceFlow id="f2" sourceRef="a" targetRef="b" name="Goods"/>
    <sequenceFlow id="f3" sourceRef="b" targetRef="e"/>
  </process>
</definitions>
"#;
    let place = Place::new(&[("orders.csv", SIPOC), ("returns.bpmn", drawing)]);
    let files = ["orders.csv", "returns.bpmn"];
    assert_snapshot!(place.run(&["import", files[0], files[1], "-o", "model", "--format", "concise"]));
    assert_eq!(entries(&place.path("model/streams")), ["orders.vsd", "take-goods-back.vsd"]);
    assert_eq!(place.status(&["import", files[0], files[1], "-o", "model", "--diff"]), 0);
    assert_eq!(place.status(&["fmt", "--check", "model"]), 0);
    let found = place.run(&["check", "model", "--output", "concise"]);
    assert!(!found.contains("[syntax-error]") && !found.contains("[unknown-name]"), "{found}");
}

#[test]
fn a_value_stream_table_is_a_sequence() {
    let table = "Prozessschritt;Durchlaufzeit (Tage);Bearbeitungszeit [h];%C&A\nAngebot schreiben;2;1,5;90\nVertrag schließen;0,5;2;100 %\n";
    assert_snapshot!(imported("Angebot.csv", table));
}

#[test]
fn a_table_for_data_visualizer() {
    let table = "\
Process Step ID,Process Step Description,Next Step ID,Connector Label,Shape Type,Function,Phase,Alt Description
P100,Order came,P200,,Start,Customer,1,
P200,Check the order,\"P300,P400\",\"complete,incomplete\",Decision,Clerk,1,
P300,Send the goods,P500,,Process,Clerk,2,
P400,Ask the customer,P200,,Process,Clerk,2,
P500,Order is done,,,End,Customer,2,
";
    assert_snapshot!(imported("visio.csv", table));
    assert_snapshot!(imported("visio.csv", table.replace(",P500,,", ",P600,,")));
}

#[test]
fn five_lists_side_by_side_are_no_table_of_steps() {
    let lists = "Supplier,Input,Process,Output,Customer\nBank,Money,Plan it,House,Family\nQuarry,Stones,Dig it,Garden,Neighbours\nMill,Wood,Build it,Fence,Town\n";
    assert_snapshot!(imported("lists.csv", lists));
}

#[test]
fn german_french_and_spanish_tables_are_read() {
    let german = "Prozess;Schritt;Lieferant;Eingang;Ergebnis;Kunde;Verantwortlich;Durchlaufzeit\nBestellung;Prüfen;Kunde;Bestellung;Geprüfte Bestellung;Versenden;Sachbearbeiter;2 Tage\nBestellung;Versenden;Prüfen;Geprüfte Bestellung;Paket;Kunde;Lager;3 Arbeitstage\n";
    let french = "Étape;Fournisseur;Entrées;Sorties;Clients;Délai\nVérifier;Client;Commande;Commande vérifiée;Expédier;1,5 h\nExpédier;Vérifier;Commande vérifiée;Colis;Client;2 jours ouvrés\n";
    let spanish = "Paso;Proveedor;Entrada;Salida;Cliente;Plazo\nRevisar;Comprador;Pedido;Pedido revisado;Enviar;2 días\nEnviar;Revisar;Pedido revisado;Paquete;Comprador;1 semana\n";
    // As Excel saves them in western Europe.
    let western: Vec<u8> = french.chars().map(|letter| letter as u8).collect();
    let all = [imported("a.csv", german), imported("b.csv", western), imported("c.csv", spanish)];
    assert_snapshot!(all.join("\n"));
}

#[test]
fn a_workbook_with_merged_cells_and_formulas() {
    let heads = ["Step", "Input", "Supplier", "Output", "Lead time"];
    let head: String = ('A'..).zip(heads).map(|(column, text)| cell(&format!("{column}2"), text)).collect();
    let sheet = format!(
        "<sheetData><row r=\"1\">{}</row><row r=\"2\">{head}</row>\
         <row r=\"3\">{}{}{}{}<c r=\"E3\"><f>1+1</f></c></row>\
         <row r=\"4\">{}</row>\
         <row r=\"5\">{}{}{}{}<c r=\"E5\" t=\"e\"><f>A1</f><v>#REF!</v></c></row></sheetData>\
         <mergeCells count=\"2\"><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"C3:C4\"/></mergeCells>",
        cell("A1", "Orders of today"),
        cell("A3", "Check"),
        cell("B3", "Order"),
        cell("C3", "Customer"),
        cell("D3", "Checked order"),
        cell("B4", "Address"),
        cell("A5", "Send"),
        cell("B5", "Checked order"),
        cell("C5", "Check"),
        cell("D5", "Parcel"),
    );
    assert_snapshot!(imported("orders.xlsx", workbook(&sheet)));
}

#[test]
fn rules_that_ask_for_what_no_row_says_are_off() {
    let mut settings = String::new();
    for table in [
        "Step,Input,Output\nCheck,Order,Parcel\n",
        "Step,ITIL activity,Input,Output\nCheck,Improve,Order,Parcel\n",
        "Step,Input,Output,Customer,Responsible,Accountable,Practice\nCheck,Order,Parcel,Customer,Clerk,Head,Service desk\n",
    ] {
        let place = Place::new(&[("a.csv", table)]);
        assert_eq!(place.status(&["import", "a.csv", "-o", "model"]), 0);
        settings += &format!("{table}{}\n", place.text("model/vsdlint.toml"));
    }
    assert_snapshot!(settings);
}

#[test]
fn a_workbook_is_known_whatever_it_is_called() {
    let row = |number: usize, texts: [&str; 3]| -> String {
        let cells =
            ["A", "B", "C"].iter().zip(texts).map(|(column, text)| cell(&format!("{column}{number}"), text));
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    };
    let rows = row(1, ["Step", "Input", "Output"]) + &row(2, ["Check", "Order", "Checked order"]);
    let sheet = format!("<sheetData>{rows}</sheetData>");
    let place = Place::new(&[]);
    place.write("orders.xlsx", workbook(&sheet));
    place.write("orders.download", workbook(&sheet));
    let model = place.run(&["import", "orders.xlsx", "--stdout"]);
    assert!(model.contains("step \"Check\""), "{model}");
    assert_eq!(place.run(&["import", "orders.download", "--stdout"]), model);
}

#[test]
fn a_spreadsheet_with_merged_and_repeated_cells_notes_and_times() {
    let text = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let time = |time: &str| {
        format!(
            "<table:table-cell office:value-type=\"time\" office:time-value=\"{time}\"><text:p>#</text:p></table:table-cell>"
        )
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let mut rows = row(&["Step", "Input", "Output", "Lead time", "Process time"].map(text));
    rows += "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"9\"/></table:table-row>";
    rows += &row(&[
        "<table:table-cell table:number-rows-spanned=\"2\"><office:annotation><text:p>Ask Ann</text:p></office:annotation><text:p>Check &amp; weigh&#x21;</text:p></table:table-cell>".to_owned(),
        text("Parcel"),
        "<table:table-cell><text:p>Checked<text:s/>parcel</text:p><text:p>Label</text:p></table:table-cell>".to_owned(),
        time("PT2H30M"),
        time("P1DT12H"),
    ]);
    rows += &row(&["<table:covered-table-cell/>".to_owned(), text("Address")]);
    rows += &row(&["Send", "Checked parcel", "Sent parcel"]
        .map(text)
        .into_iter()
        .chain([time("P1W"), time("PT90S")])
        .collect::<Vec<_>>());
    rows += &row(&["Tell", "Sent parcel", "Letter"]
        .map(text)
        .into_iter()
        .chain([time("P1M"), time("PT")])
        .collect::<Vec<_>>());
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Parcels\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    assert_snapshot!(imported("parcels.ods", package(&[("mimetype", kind), ("content.xml", &content)])));
}

#[test]
fn whatever_a_column_can_say_of_a_step() {
    let table = "\
Process,Step,ITIL activity,Purpose,Responsible,Accountable,Consulted,Informed,Tools,Practice,Lead time,Process time,Waiting time,%C&A,Supplier,Input,Output,Customer
Parcels,Check,Engage,Nothing is lost,Clerk,Head,Lawyer,Guard,Scales,Service desk,2 h,10 min,,95 %,Customer,Parcel,Checked parcel,Send
Parcels,Send,Deliver and support,,\"Driver
Clerk\",Head,,,\"Van
Ramp\",,,20 min,3 h,0.9,\"Check
Depot\",\"Checked parcel
Petrol\",\"Sent parcel
Receipt\",\"Neighbour
Customer
Head office\"
Parcels,Tell,Somewhere,,,,,,,,soon,10 min,,130 %,Send,,Letter,Customer
Parcels,Check,Plan,,,,,,,,3 h,,,,,,,
";
    assert_snapshot!(imported("parcels.csv", table));
}

#[test]
fn hostile_files_end_in_a_message() {
    let mut said = String::new();
    // A size that the package claims to have when it is unpacked, in the list at its end.
    let mut bomb = workbook("<sheetData/>");
    let at = bomb.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bomb[at + 24..at + 28].copy_from_slice(&u32::MAX.wrapping_sub(1).to_le_bytes());
    said += &imported("bomb.xlsx", bomb);
    let entities = "<!DOCTYPE a [<!ENTITY b \"lol\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>";
    let rows = "<table:table table:name=\"T\"><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
                table:number-columns-repeated=\"16384\"><text:p>Step&c;</text:p></table:table-cell></table:table-row></table:table>";
    said += &imported("repeated.ods", package(&[("content.xml", &format!("{entities}<x>{rows}</x>"))]));
    said += &imported(
        "corner.xlsx",
        workbook(&format!(
            "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{}{}</row><row r=\"1048576\">{}</row></sheetData><mergeCells><mergeCell ref=\"A1:A1048576\"/></mergeCells>",
            cell("A1", "Step"),
            cell("B1", "Input"),
            cell("XFD1048576", "x")
        )),
    );
    said += &imported("cut.xlsx", &workbook("<sheetData/>")[..300]);
    said += &imported("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    said += &imported("page.pdf", b"%PDF-1.7");
    said += &imported("binary.xlsb", package(&[("xl/workbook.bin", "")]));
    said += &imported("package.zip", package(&[("a.txt", "")]));
    said += &imported("drawing.vsdx", package(&[("visio/document.xml", "")]));
    said += &imported("noise.csv", b"\x00\x01\x02\x03\xff");
    said += &imported("empty.csv", b"");
    let long = "x".repeat(60_000);
    let rows = format!(
        "<table:table table:name=\"T\"><table:table-row table:number-rows-repeated=\"3000\"><table:table-cell><text:p>{long}</text:p></table:table-cell></table:table-row></table:table>"
    );
    said += &imported("shared.ods", package(&[("content.xml", &format!("<x>{rows}</x>"))]));
    said += &imported("long.csv", "Step,Input\n".to_owned() + &"a,b\n".repeat(500_001));
    assert_snapshot!(said);
}

/// Items of one cell, each with all names of another one.
#[test]
fn a_row_has_a_bounded_number_of_pairs() {
    let shown = |items: usize, names: usize| {
        let cell = |letter: char, count: usize| -> Vec<String> {
            (0..count).map(|number| format!("{letter}{number}")).collect()
        };
        let (items, names) = (cell('i', items).join(";"), cell('n', names).join(";"));
        let table = format!("Step,Input,Supplier,Output,Customer\nPack,{items},{names},Parcel,Customer\n");
        let place = Place::new(&[("orders.csv", &table)]);
        place.run(&["import", "orders.csv", "-o", "model", "--format", "concise"])
    };
    assert!(!shown(32, 31).contains("dropped"));
    let told =
        "dropped: 40 items and 30 names are more than 1024 pairs: no name behind `n24` is carried over";
    let few = shown(40, 30);
    assert!(
        few.contains(told) && few.contains("`n24` is nobody") && !few.contains("`n25` is nobody"),
        "{few}"
    );
    // Each item keeps one name, however many there are, and so does one that has many names to itself.
    assert!(shown(2000, 2).contains("no name behind `n0` is carried over"));
    assert!(!shown(1, 1024).contains("dropped"));
}

/// A label is repeated wherever its element is named.
#[test]
fn a_very_long_label_is_cut_once() {
    let label = "very long name ".repeat(2_000);
    let tasks: String =
        (0..1_000).map(|number| format!("<task id=\"t{number}\" name=\"Task {number}\"/>")).collect();
    let held: String = (0..1_000).map(|number| format!("<flowNodeRef>t{number}</flowNodeRef>")).collect();
    let drawing = format!(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"p\" name=\"{label}\"><laneSet><lane id=\"l\" name=\"{label}\">{held}</lane></laneSet>{tasks}</process></definitions>"
    );
    let place = Place::new(&[("drawing.bpmn", &drawing)]);
    let shown = place.run(&["import", "drawing.bpmn", "--stdout", "--format", "concise"]);
    assert!(shown.len() < 2_500_000, "{}", shown.len());
    let told = "drawing.bpmn:1: approximated: the name is cut after 1000 characters: `very long";
    assert_eq!(shown.matches(told).count(), 1, "{shown}");
}

#[test]
fn mistakes_in_a_table_give_the_findings_that_they_give_in_text() {
    let clean = "\
Step,Supplier,Input,Output,Customer
Check,Customer,Order,Checked order,Pack
Pack,Check,Checked order,Parcel,Send
Send,Pack,Parcel,Delivered parcel,Customer
";
    let mut said = String::new();
    for (from, to) in [
        ("", ""),
        ("Pack,Check,Checked order", "Pack,Chekc,Checked order"),
        ("Pack,Check,Checked order", "Pack,Check,Cheked order"),
        ("Pack,Check,Checked order", "Pack,Check,Stamp"),
        ("Checked order,Pack\n", "Checked order,Send\n"),
        ("Pack,Check,Checked order,Parcel,Send", "Pack,Check,Checked order,Box,Send"),
        ("Send,Pack,Parcel", "Send,Check,Parcel"),
        ("Check,Customer,Order", "Check,Send,Order"),
    ] {
        let place = Place::new(&[("a.csv", &clean.replacen(from, to, 1))]);
        assert_eq!(place.status(&["import", "a.csv", "-o", "model"]), 0);
        said += &format!("{from} -> {to}\n{}\n", place.run(&["check", "model", "--output", "concise"]));
    }
    assert_snapshot!(said);
}
