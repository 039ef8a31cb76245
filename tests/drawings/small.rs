//! Small drawings: how each is played, and what its imported model is told.

use super::drawn::{Unplayed, read};
use super::played::{Class, compare};
use super::token_game::Verdict;

const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/// A process: what else there is than `s`, `a` to `d` and `e`, and flows as `a > b`, each labelled by its number.
fn drawing(nodes: &str, flows: &str) -> String {
    let mut xml = format!(
        "<definitions xmlns='{BPMN}'><process id='p' name='P'><startEvent id='s' name='Order'/>{nodes}"
    );
    for task in ["a", "b", "c", "d"] {
        if flows.contains(task) {
            xml += &format!("<task id='{task}' name='Do {task}'/>");
        }
    }
    xml += "<endEvent id='e' name='Done'/>";
    xml + &sequence(flows) + "</process></definitions>"
}

fn sequence(flows: &str) -> String {
    let mut xml = String::new();
    for (number, flow) in flows.split(", ").enumerate() {
        let (source, target) = flow.split_once(" > ").unwrap();
        xml += &format!(
            "<sequenceFlow id='{source}{number}' name='Case {source}{number}' sourceRef='{source}' targetRef='{target}'/>"
        );
    }
    xml
}

fn played(nodes: &str, flows: &str) -> (Verdict, Class) {
    let xml = drawing(nodes, flows);
    let nets = read(xml.as_bytes()).unwrap();
    let [net] = &nets[..] else { panic!("{xml}") };
    let written = read(net.xml().as_bytes()).unwrap();
    assert_eq!(written[0].play(false), net.play(false), "written anew it is played otherwise\n{xml}");
    (net.play(false), compare(xml.as_bytes(), net).0)
}

#[test]
fn gateways() {
    let x = "<exclusiveGateway id='x' name='Which?'/>";
    let v = "<eventBasedGateway id='x'/><intermediateCatchEvent id='y' name='Answer'/><intermediateCatchEvent id='z' name='Week'/>";
    let o = "<inclusiveGateway id='x' name='Which?'/>";
    let p = "<parallelGateway id='x'/>";
    let join = "<parallelGateway id='j'/>";
    let any = "<inclusiveGateway id='j'/>";
    let both = "s > a, a > x, x > b, x > c, b > j, c > j, j > d, d > e";
    let events = "s > a, a > x, x > y, x > z, y > b, z > c, b > j, c > j, j > d, d > e";
    let cases = [
        (p, join, both, Verdict::Sound, Class::Neither),
        (x, join, both, Verdict::Stuck, Class::Both),
        (v, join, events, Verdict::Stuck, Class::Both),
        (o, join, both, Verdict::Stuck, Class::Optional),
        (o, any, both, Verdict::Sound, Class::Neither),
        (p, any, both, Verdict::Sound, Class::Neither),
    ];
    for (split, join, flows, verdict, class) in cases {
        assert_eq!(played(&format!("{split}{join}"), flows), (verdict, class), "{split} {join}");
    }
}

#[test]
fn what_waits_before_an_end_or_where_another_way_leads_on() {
    let nodes = "<exclusiveGateway id='x' name='Which?'/><parallelGateway id='j'/>";
    let end = "s > a, a > x, x > b, x > c, b > j, c > j, j > e";
    assert_eq!(played(nodes, end), (Verdict::Stuck, Class::Both));
    let nodes = format!("{nodes}<parallelGateway id='f'/><exclusiveGateway id='m'/>");
    let merge = "s > f, f > a, f > m, a > x, x > b, x > c, b > j, c > j, j > m, m > d, d > e";
    assert_eq!(played(&nodes, merge), (Verdict::Stuck, Class::NobodyBehind));
}

#[test]
fn what_waits_for_what_it_leads_to() {
    let nodes = "<parallelGateway id='j'/><parallelGateway id='f'/>";
    assert_eq!(played(nodes, "s > j, j > a, a > f, f > j, f > e"), (Verdict::Stuck, Class::Both));
    let nodes = "<parallelGateway id='j'/><exclusiveGateway id='x' name='Good?'/>";
    assert_eq!(played(nodes, "s > a, a > j, j > b, b > x, x > j, x > e"), (Verdict::Stuck, Class::Both));
    let nodes = "<exclusiveGateway id='j'/><exclusiveGateway id='x' name='Good?'/>";
    assert_eq!(played(nodes, "s > a, a > j, j > b, b > x, x > j, x > e"), (Verdict::Sound, Class::Neither));
}

#[test]
fn events_at_borders() {
    let flows = "s > f, f > a, f > b, a > j, l > c, c > j, b > j, j > d, d > e";
    let nodes = |ends| {
        format!(
            "<parallelGateway id='f'/><parallelGateway id='j'/>\
             <boundaryEvent id='l' name='Late' attachedToRef='a' cancelActivity='{ends}'/>"
        )
    };
    assert_eq!(played(&nodes("true"), flows), (Verdict::Stuck, Class::Both));
    assert_eq!(played(&nodes("false"), flows), (Verdict::Stuck, Class::Optional));
}

#[test]
fn what_ends_everything() {
    let flows = "s > f, f > a, f > x, x > b, x > t, b > j, a > j, j > d, d > e";
    let nodes = |definition| {
        format!(
            "<parallelGateway id='f'/><parallelGateway id='j'/><exclusiveGateway id='x' name='Good?'/>\
             <endEvent id='t' name='Off'>{definition}</endEvent>"
        )
    };
    assert_eq!(played(&nodes(""), flows), (Verdict::StuckBeside, Class::Beside));
    assert_eq!(played(&nodes("<terminateEventDefinition/>"), flows), (Verdict::Sound, Class::Neither));
}

#[test]
fn sub_processes() {
    let part = |inner: &str| {
        format!(
            "<subProcess id='u' name='Part'><startEvent id='us'/><task id='k' name='Do k'/><task id='l' name='Do l'/>\
             <task id='m' name='Do m'/><task id='n' name='Do n'/><exclusiveGateway id='x' name='Which?'/>{inner}<endEvent id='ue'/>{}</subProcess>",
            sequence("us > k, k > x, x > l, x > m, l > j, m > j, j > n, n > ue")
        )
    };
    let flows = "s > a, a > u, u > b, b > e";
    assert_eq!(played(&part("<parallelGateway id='j'/>"), flows), (Verdict::Stuck, Class::Both));
    assert_eq!(played(&part("<exclusiveGateway id='j'/>"), flows), (Verdict::Sound, Class::Neither));
}

#[test]
fn several_processes_are_played_each_by_itself() {
    let two = drawing("", "s > a, a > e")
        .replace("</definitions>", "<process id='q'><task id='z'/></process></definitions>");
    assert_eq!(read(two.as_bytes()).map(|nets| nets.len()), Ok(2));
    assert_eq!(read(b"<a").unwrap_err(), Unplayed::Unreadable);
}
