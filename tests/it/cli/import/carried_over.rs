//! What cells, letters and ids become in a model.

use super::package;
use crate::cli::support::Place;

/// The lines of what a table becomes that begin with one of these words.
fn lines_of(name: &str, table: impl AsRef<[u8]>, words: &[&str]) -> Vec<String> {
    let place = Place::new(&[]);
    place.write(name, table);
    let model = String::from_utf8(place.output(&["import", name, "--stdout"]).stdout).unwrap();
    let mut lines: Vec<String> = model.lines().map(|line| line.trim().to_owned()).collect();
    lines.retain(|line| words.iter().any(|word| line.starts_with(word)));
    lines
}

#[test]
fn each_letter_of_a_matrix_says_what_a_role_does() {
    let table = "Task,Clerk,Manager,Lawyer\nCheck,R,A,C\nSend,R/A,,I\nStore,R,\"C, I\",S\n";
    assert_eq!(
        lines_of("raci.csv", table, &["step", "accountable", "responsible", "consulted", "informed"]),
        [
            "step \"Check\" {",
            "accountable \"Manager\"",
            "responsible \"Clerk\"",
            "consulted \"Lawyer\"",
            "step \"Send\" {",
            "accountable \"Clerk\"",
            "responsible \"Clerk\"",
            "informed \"Lawyer\"",
            "step \"Store\" {",
            "responsible \"Clerk\", \"Lawyer\"",
            "consulted \"Manager\"",
            "informed \"Manager\"",
        ]
    );
}

#[test]
fn as_many_names_as_may_be_are_carried_over() {
    for (count, is_told) in [(512, false), (513, true)] {
        let names: Vec<String> = (0..count).map(|number| format!("Name {number}")).collect();
        let table =
            format!("Step,Input,Output,Customer\nCheck,Order,\"Parcel\nLetter\",\"{}\"\n", names.join("\n"));
        let place = Place::new(&[("a.csv", &table)]);
        let said = place.run(&["import", "a.csv", "-o", "model"]);
        assert!(said.starts_with("status: 0"), "{said}");
        assert_eq!(said.contains("are more than 1024 pairs"), is_told, "{count}");
        assert!(said.contains("512 stakeholders"), "{count}");
    }
}

#[test]
fn what_a_step_without_a_name_hands_over_is_called_after_its_id() {
    let table = "\
Process Step ID,Process Step Description,Next Step ID,Shape Type,Function
P100,Order came,P200,Start,Customer
P200,Check the order,P300,Process,Clerk
P300,…,P400,Process,Clerk
P400,Send the goods,P500,Process,Clerk
P500,Order is done,,End,Customer
";
    for table in [table.to_owned(), table.replace('…', "")] {
        assert_eq!(
            lines_of("a.csv", &table, &["output", "input"]),
            [
                "input  \"Order came\"",
                "output \"Check the order done\"",
                "input  \"Check the order done\"",
                "output \"Step P300 done\"",
                "input  \"Step P300 done\"",
                "output \"Send the goods done\"",
            ]
        );
    }
}

#[test]
fn a_merged_cell_of_a_spreadsheet_holds_for_all_its_rows() {
    let text = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: [String; 4]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let merged =
        "<table:table-cell table:number-rows-spanned=\"2\"><text:p>Clerk</text:p></table:table-cell>"
            .to_owned();
    let rows = row(["Step", "Input", "Output", "Responsible"].map(text))
        + &row([text("Take"), text("Order"), text("Sale"), merged])
        + &row([text("Pack"), text("Sale"), text("Parcel"), "<table:covered-table-cell/>".to_owned()])
        + &row([text("Send"), text("Parcel"), text("Sent parcel"), text("Driver")]);
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"All\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let sheet = package(&[("mimetype", kind), ("content.xml", &content)]);
    assert_eq!(
        lines_of("all.ods", sheet, &["step", "responsible"]),
        [
            "step \"Take\" {",
            "responsible \"Clerk\"",
            "step \"Pack\" {",
            "responsible \"Clerk\"",
            "step \"Send\" {",
            "responsible \"Driver\"",
        ]
    );
}
