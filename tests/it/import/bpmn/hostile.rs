//! What is no drawing, or means harm, ends in a message.

use super::{file, imported, process};
use crate::cli::support::Place;

#[test]
fn what_is_no_drawing_is_refused() {
    let open = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">";
    let bomb = format!(
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\n{open}<process id=\"p\"><task id=\"t\" name=\"x\"/><documentation>&b;</documentation></process></definitions>"
    );
    let outside = bomb.replace("\"aaaaaaaaaa\"", "SYSTEM \"file:///etc/passwd\"").replace("&b;", "&a;");
    let in_name = bomb.replace("name=\"x\"", "name=\"&b;\"");
    let mut shown = String::new();
    for (what, text) in [
        ("empty", String::new()),
        ("another kind", "<html><body/></html>".to_owned()),
        ("no process", format!("{open}<process id=\"p\"/></definitions>")),
        ("left open", format!("{open}<process id=\"p\">")),
        ("crossed", format!("{open}<process></definitions></process>")),
        ("an entity bomb", bomb),
        ("an entity of a file", outside),
        ("an entity in a name", in_name),
        ("an unknown encoding", format!("<?xml version=\"1.0\" encoding=\"klingon\"?>{open}</definitions>")),
        ("deep", format!("{open}{}", "<subProcess>".repeat(100_000))),
        ("deep elsewhere", format!("{open}{}", "<a xmlns=\"x\">".repeat(100_000))),
        (
            "many attributes",
            format!(
                "{open}<process {}/></definitions>",
                (0..5_000).map(|n| format!("a{n}=\"\" ")).collect::<String>()
            ),
        ),
    ] {
        shown += &format!("== {what}\n");
        let place = Place::new(&[("drawing.bpmn", &text)]);
        shown += &place.run(&["import", "drawing.bpmn", "--stdout"]);
    }
    assert_snapshot!(shown);
    let place = Place::new(&[]);
    place.write(
        "drawing.bpmn",
        [b"<?xml version='1.0'?><definitions>".as_slice(), &[0xff, 0xfe, 0xfd]].concat(),
    );
    assert_eq!(place.status(&["import", "drawing.bpmn", "--stdout"]), 2);
}

#[test]
fn names_may_be_anything() {
    assert_snapshot!(imported(process(
        "<startEvent id=\"s\" name=\"???\"/><endEvent id=\"e\" name=\"step\"/>
<task id=\"a\" name=\"improve\"/><task id=\"b\" name=\"&quot;}&#10;stream &quot;x&quot; {\"/><task id=\"c\" name=\"improve\"/>
<task id=\"d\" name=\"\\u{41}\"/>
",
        "s -> a\na -> b\nb -> c\nc -> d\nd -> e",
    )));
}

/// The work stays in proportion where everything meets everything.
#[test]
fn large_drawings_take_time_in_proportion() {
    let count = 3_000;
    let mut nodes = String::from(
        "<startEvent id=\"s\" name=\"Order\"/><parallelGateway id=\"f\"/><exclusiveGateway id=\"j\"/><endEvent id=\"e\" name=\"End\"/>\n",
    );
    let mut flows = String::from("s -> f\nj -> e\n");
    for number in 0..count {
        nodes += &format!("<task id=\"t{number}\" name=\"Task {number}\"/>\n");
        flows += &format!("f -> t{number}\nt{number} -> j\n");
    }
    let begin = std::time::Instant::now();
    let place = Place::new(&[("drawing.bpmn", &process(&nodes, &flows))]);
    assert_eq!(place.status(&["import", "drawing.bpmn", "-o", "model"]), 0);
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
    // A ladder of decisions that meet again has as many ways through it as there are leaves on a tree.
    let mut nodes = String::from(
        "<startEvent id=\"s\" name=\"Order\"/><task id=\"t\" name=\"Task\"/><endEvent id=\"e\" name=\"End\"/>\n",
    );
    let mut flows = String::from("s -> t\nt -> g0\n");
    for number in 0..300 {
        let next = number + 1;
        nodes += &format!("<exclusiveGateway id=\"g{number}\"/><parallelGateway id=\"h{number}\"/>\n");
        flows += &format!(
            "g{number} -> h{number} : a\ng{number} -> h{number} : b\nh{number} -> g{next} : c\nh{number} -> g{next} : d\n"
        );
    }
    nodes += "<exclusiveGateway id=\"g300\"/>";
    flows += "g300 -> e";
    let place = Place::new(&[("drawing.bpmn", &process(&nodes, &flows))]);
    assert_eq!(place.status(&["import", "drawing.bpmn", "-o", "model"]), 0);
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
    let alike: String = (0..count * 3).map(|n| format!("<task id=\"t{n}\" name=\"Task\"/>\n")).collect();
    let place = Place::new(&[("drawing.bpmn", &process(&alike, ""))]);
    assert_eq!(place.status(&["import", "drawing.bpmn", "-o", "model"]), 0);
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
    assert_eq!(Place::new(&[("drawing.bpmn", &file(""))]).status(&["import", "drawing.bpmn"]), 2);
}
