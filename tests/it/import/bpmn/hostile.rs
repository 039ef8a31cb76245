//! What is no drawing, or means harm, ends in a message.

use super::{file, imported, process, sequence};
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

/// In a chain of gateways each would pass on what all before it pass on.
#[test]
fn a_long_chain_of_gateways_has_steps_in_it() {
    for gateway in ["exclusiveGateway", "parallelGateway"] {
        let mut nodes = String::from("<startEvent id=\"s\" name=\"Order\"/><parallelGateway id=\"f\"/>\n");
        let mut flows = String::from("s -> f\n");
        for number in 0..1_000 {
            nodes +=
                &format!("<task id=\"t{number}\" name=\"Task {number}\"/><{gateway} id=\"g{number}\"/>\n");
            flows += &format!("f -> t{number}\nt{number} -> g{number}\ng{number} -> g{}\n", number + 1);
        }
        nodes += "<task id=\"g1000\" name=\"Send\"/><endEvent id=\"e\" name=\"Parcel\"/>";
        flows += "g1000 -> e";
        let place = Place::new(&[("drawing.bpmn", &process(&nodes, &flows))]);
        let shown = place.run(&["import", "drawing.bpmn", "--stdout", "--format", "concise"]);
        assert!(shown.starts_with("status: 0\n") && shown.len() < 200_000, "{}", shown.len());
        let told = shown.matches("// import: approximated: the gateway is a step of its own").count();
        let steps = shown.matches("step \"Join: ").count();
        assert!((3..20).contains(&steps) && steps == told, "{steps} steps, {told} told");
        let send = shown.split("step \"Send\"").nth(1).unwrap();
        assert!(send.contains("Join: ") && send.matches("Task ").count() < 192, "{send}");
    }
}

/// What a call hands on, and the ends of what it calls: which is which nobody can say.
#[test]
fn a_call_with_much_of_everything_says_so() {
    let mut nodes = String::from("<callActivity id=\"k\" name=\"Pack\" calledElement=\"q\"/>\n");
    let mut called = String::from("<startEvent id=\"s\" name=\"Order\"/><task id=\"u\" name=\"Wrap\"/>\n");
    let mut flows = String::new();
    let mut ends = String::from("s -> u\nu -> x\n");
    for number in 0..200 {
        nodes += &format!(
            "<boundaryEvent id=\"b{number}\" name=\"Event {number}\" attachedToRef=\"k\"/><task id=\"t{number}\" name=\"Task {number}\"/>\n"
        );
        flows += &format!("b{number} -> t{number}\n");
        called += &format!("<endEvent id=\"e{number}\" name=\"End {number}\"/>\n");
        ends += &format!("x -> e{number}\n");
    }
    called += "<exclusiveGateway id=\"x\" name=\"Which?\"/>";
    let drawing = file(&format!(
        "<process id=\"p\" name=\"Sell\">\n{nodes}{}</process>\n<process id=\"q\" name=\"Pack a parcel\">\n{called}{}</process>\n",
        sequence(&flows),
        sequence(&ends).replace("id=\"f", "id=\"h")
    ));
    let place = Place::new(&[("drawing.bpmn", &drawing)]);
    let shown = place.run(&["import", "drawing.bpmn", "--stdout", "--format", "concise"]);
    assert!(shown.starts_with("status: 0\n"), "{}", &shown[..300]);
    assert!(shown.contains("it hands on so much, and the process that it calls has so many ends"), "{shown}");
    assert!(shown.contains("runs") && shown.len() < 100_000, "{}", shown.len());
}

/// What leads into a sub-process, and the steps with which it begins.
#[test]
fn a_sub_process_with_much_of_everything_says_so() {
    let mut nodes = String::from(
        "<startEvent id=\"s\" name=\"Order\"/><parallelGateway id=\"f\"/><parallelGateway id=\"j\"/>\n",
    );
    let mut flows = String::from("s -> f\nj -> z\n");
    let mut inner = String::new();
    for number in 0..300 {
        nodes += &format!("<task id=\"t{number}\" name=\"Task {number}\"/>\n");
        flows += &format!("f -> t{number}\nt{number} -> j\n");
        inner += &format!("<task id=\"u{number}\" name=\"Part {number}\"/>\n");
    }
    nodes += &format!("<subProcess id=\"z\" name=\"Work\">\n{inner}</subProcess>\n");
    let place = Place::new(&[("drawing.bpmn", &process(&nodes, &flows))]);
    let shown = place.run(&["import", "drawing.bpmn", "--stdout", "--format", "concise"]);
    assert!(shown.starts_with("status: 0\n"), "{}", &shown[..300]);
    assert!(shown.contains("no more than 24 of these flows lead to each step but the first"), "{shown}");
    let inputs = |part: &str| {
        let step = shown.split(&format!("step \"{part}\"")).nth(1).unwrap();
        step.split('}').next().unwrap().matches("\"Task ").count()
    };
    assert_eq!((inputs("Part 0"), inputs("Part 1"), inputs("Part 299")), (300, 24, 24));
}
