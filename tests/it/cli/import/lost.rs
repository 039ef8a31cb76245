//! What an import loses, it tells.

use crate::cli::support::Place;

const HEAD: &str = "Step,Supplier,Input,Output,Customer";

/// What importing tables says, a line for each remark.
fn told(files: &[(&str, &str)], more: &[&str]) -> String {
    let place = Place::new(files);
    let mut arguments = vec!["import", "-o", "model", "--strict", "--format", "concise"];
    arguments.extend(files.iter().map(|(name, _)| *name));
    arguments.extend(more);
    place.run(&arguments)
}

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

#[test]
fn cells_that_nothing_reads() {
    let many: String = (1..=300).map(|number| format!(",N{number}")).collect();
    let values: String = (1..=300).map(|number| format!(",v{number}")).collect();
    let wide = format!("Step,Input,Output{many}\nA,X,Y{values}\n");
    let wide = told(&[("wide.csv", &wide)], &[]);
    assert_eq!(wide.matches("the column `N").count(), 253, "{wide}");
    let beyond =
        "wide.csv:IW1: dropped: what stands behind column 256 is not carried over: 94 cells with text";
    assert!(wide.contains(beyond), "{wide}");
    let long = format!("{HEAD},Notes\nA,K,X,Y,B,\"{}END\"\n", "n ".repeat(50_000));
    let row = "A,K,X,Y,B\n";
    let mut all = String::new();
    for (name, table) in [
        ("unnamed.csv", format!("{HEAD},\nA,K,X,Y,B,text\nB,A,Y,Z,K,\nC,B,Z,V,K,more\n")),
        ("twice.csv", "Step,Step,Input,Output,Input\na,B,c,d,e\n".to_owned()),
        ("above.csv", format!("Orders,,,,\nOwner: Bob,,as of,2024,\n{HEAD}\n{row}")),
        ("title.csv", format!("SIPOC,,,,\nOrders,,,,\n{HEAD}\n{row}")),
        ("alone.csv", "Step,Supplier,Output,Customer\nA,K,X,B\n".to_owned()),
        ("empty.csv", format!("{HEAD},Step,,Budget\n{row}")),
        ("long.csv", long),
    ] {
        all += &told(&[(name, &table)], &[]);
    }
    assert_snapshot!(all);
}

#[test]
fn columns_that_are_told_leave_the_others_to_their_headings() {
    let table = format!("{HEAD},Responsible,Body\nA,K,X,Y,B,Ann,Ben\nB,A,Y,Z,K,Ann,Ben\n");
    let place = Place::new(&[("a.csv", &table)]);
    let shown = |columns: &[&str]| place.run(&[&["import", "a.csv", "--stdout"], columns].concat());
    let plain = shown(&[]);
    assert_eq!(shown(&["--columns", "step=A"]), plain);
    let other = shown(&["--columns", "responsible=G"]);
    assert!(!plain.contains("`Responsible` is not carried over"), "{plain}");
    assert!(other.contains("the column `Responsible` is not carried over: 2 cells with text"), "{other}");
    let model = |text: &str| text.split("---- stderr").next().unwrap_or_default().to_owned();
    assert_eq!(model(&other), model(&plain).replace("responsible \"Ann\"", "responsible \"Ben\""));
}

#[test]
fn tables_that_contradict_each_other() {
    let first = "\
Process,Step,Supplier,Input,Output,Customer,Lead time,Activity,Description,Process time
P,A,K,X,Y,B,1 d,engage,first,
P,B,A,Y,Z,K,2 d,plan,same,1 h
";
    let second = "\
Process,Step,Responsible,Lead time,Activity,Description,Process time
P,A,R,5 d,improve,second,2 h
P,B,R,2 d,plan,same,3 h
";
    let files = [("a.csv", first), ("b.csv", second)];
    let shown = Place::new(&files).run(&["import", "a.csv", "b.csv", "--stdout", "--strict"]);
    assert_snapshot!(shown);
}

#[test]
fn a_time_that_nobody_can_count() {
    let table = "Step,Input,Output,Lead time\nA,X,Y,99999999999999999999999999 wd\nB,Y,Z,\n";
    let said = told(&[("a.csv", table)], &[]);
    let line = "a.csv:D2: dropped: `99999999999999999999999999 wd` is a longer time than can be counted with";
    assert!(said.starts_with("status: 1") && said.contains(line), "{said}");
}

#[test]
fn exported_tables_that_somebody_has_edited() {
    let names = "\
Declared as,Name,Alias,Is,Purpose,Links,Working day
organisation,Us,,,,,eight hours
shareholder,Customer,,,,,
";
    let blocks = "\
Block,Stream,Name,Alias,Described,In activity,Runs,Accountable,Responsible,Consulted,Informed,Practices,Uses,Lead time,Process time,%C&A,Purpose,Links
stream,,Sell,,yes,,,,,,,,,,,,,
step,Sell,Ask,,,Engagement,,,,,,,,2 hours,soon,most,,
step,Sell,Send,,,Deliver and support,Sending,,,,,,,1-2 h,90,,,
chapter,Sell,Rest,,,,,,,,,,,,,,,
";
    let flows = "\
Stream,Step,Flow,Mode,Items,Ends,Ends are,Streams of ends,Every,Within
Sell,,trigger,,Wish,Customer,stakeholder,,fortnight,
Sell,Ask,input,maybe,Wish,,,,,
Sell,Ask,output,,Order,Send,,,,
Sell,Send,input,,Order,Nobody,step,,,
Sell,Send,output,,Goods,,,,,
Sell,Pack,output,,Box,,,,,
Sell,,outcome,,Goods,Customer,stakeholder,,,quickly
";
    let files = [("names.csv", names), ("blocks.csv", blocks), ("flows.csv", flows)];
    let shown =
        Place::new(&files).run(&["import", "names.csv", "blocks.csv", "flows.csv", "--stdout", "--strict"]);
    assert_snapshot!(shown);
}
