//! What an import loses, it tells.

use crate::cli::support::Place;

const HEAD: &str = "Step,Supplier,Input,Output,Customer";

#[test]
fn a_quotation_mark_that_is_not_closed_does_not_take_in_the_rows_below() {
    let mut table = format!("{HEAD}\nA,K,X,Y,B\nB,A,\"Y,Z,C\n");
    for number in 0..500 {
        table += &format!("S{number},A,I{number},O{number},C\n");
    }
    let place = Place::new(&[("a.csv", &table)]);
    let said = place.run(&["import", "a.csv", "-o", "model", "--strict", "--format", "concise"]);
    assert!(said.starts_with("status: 1\n"), "{said}");
    assert!(said.contains("a.csv:C3: dropped: this cell begins with a quotation mark"), "{said}");
    let steps = place.text("model/streams/a.vsd");
    assert_eq!(steps.matches("\n  step ").count(), 502);
}

#[test]
fn quotation_marks_of_all_kinds() {
    let table = "\
Step,Input,Output,Lead time
A,\"Big\" order,Y,
\"B,Y,Z,1 h
\"C \"\"x\"\" D\",Z,\"one
two\",2 h

D,one,\"W,5 h,
E,W,\"V\",6 h
\"F\",\"V\" ,\"U
\"
";
    let place = Place::new(&[("a.csv", table)]);
    assert_snapshot!(place.run(&["import", "a.csv", "--stdout", "--format", "concise"]));
}

#[test]
fn long_names_stay_apart() {
    for length in [210, 2_000] {
        let long = "x".repeat(length);
        let table = format!(
            "{HEAD},Responsible,Tools\nA,{long}1,{long}2,{long}3,{long}4,{long}5,{long}T\nB,A,{long}3,{long}6,{long}7,{long}8,{long}T\n"
        );
        let place = Place::new(&[("a.csv", &table)]);
        let said = place.run(&["import", "a.csv", "-o", "model", "--format", "concise"]);
        let stream = place.text("model/streams/a.vsd");
        let names = |word: &str| -> Vec<String> {
            let lines = stream.lines().filter(|line| line.trim_start().starts_with(word));
            let mut names: Vec<String> = lines.map(|line| line.trim().to_owned()).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        assert_eq!(names("responsible").len(), 2, "{stream}");
        assert_eq!(names("uses").len(), 1, "{stream}");
        assert_eq!((names("input").len(), names("output").len()), (2, 2), "{stream}");
        assert_eq!(place.text("model/organisation.vsd").matches("stakeholder ").count(), 3);
        // Three items, three parties, two roles and a tool; `2` and `6` are as many items.
        let cut = said.matches("approximated: the name is cut after 1000 characters: `xxx").count();
        assert_eq!(cut, if length > 1_000 { 9 } else { 0 }, "{said}");
        let found = place.run(&["check", "model", "--output", "concise"]);
        assert!(!found.contains("[syntax-error]") && !found.contains("[unknown-name]"), "{found}");
    }
}
