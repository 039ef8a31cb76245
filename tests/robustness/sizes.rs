//! Sheer size. Everyday sizes by default, and those that are promised with `VSDLINT_HEAVY=1`.

use vsdlint::output::Format;

use crate::running::{Ended, run, size};
use crate::support::Place;

const MB: usize = 1 << 20;

/// Checks a text on a small stack. Its peak memory is at most `times` its size, and what any run takes besides.
#[track_caller]
fn check(text: &str, times: usize, more: &[&str]) -> Ended {
    let place = Place::new(&[("a.vsd", text)]);
    let ended = place.check_on_a_small_stack(&[&["--output", "concise"], more].concat());
    let most = 48 * MB + times * text.len();
    let per_byte = ended.peak as f64 / text.len() as f64;
    println!("{} bytes, {} MB, {per_byte:.1} per byte", text.len(), ended.peak / MB);
    assert!(ended.peak < most, "{} MB for {} MB", ended.peak / MB, text.len() / MB);
    ended
}

/// One stream in which each step hands on to the next.
fn long_stream(bytes: usize) -> String {
    let mut text = String::from("stakeholder user\nstream s {\n  trigger \"item 0\" from user\n");
    let mut number = 0;
    while text.len() < bytes {
        text += &format!("  step \"step {number}\" in engage {{\n    input \"item {number}\"\n");
        number += 1;
        text += &format!("    output \"item {number}\"\n  }}\n");
    }
    text + &format!(
        "  outcome \"item {number}\" to user\n  step last in improve {{ input \"item {number}\" }}\n}}\n"
    )
}

#[test]
fn a_large_file() {
    let ended = check(&long_stream(size(2, 200) * MB), 30, &[]);
    assert!(ended.status < 2, "{}", ended.err);
}

#[test]
fn a_long_line() {
    let text = long_stream(size(1, 10) * MB).replace('\n', " ");
    let place = Place::new(&[("a.vsd", &(text + " strem x"))]);
    let ended = place.check_on_a_small_stack(&["--output", "full"]);
    assert_eq!(ended.status, 1, "{}", ended.err);
    let longest = ended.out.lines().map(str::len).max().unwrap();
    assert!(longest < 5000, "a line of {longest} bytes is shown");
}

#[test]
fn a_long_name() {
    let name = "x".repeat(size(1, 10) * MB);
    let ended = check(&format!("stream \"{name}\" {{\n  trigger \"{name}\"\n}}\n"), 40, &[]);
    assert_eq!(ended.status, 1, "{}", ended.err);
    assert!(ended.out.len() < 20_000, "{} bytes of report", ended.out.len());
}

/// Open brackets, quotes and comments of every kind end in a few clear findings.
#[test]
fn much_that_is_opened_and_never_closed() {
    let count = size(5_000, 100_000);
    for (text, findings) in [
        ("{", 5),
        ("stream s {", usize::MAX),
        ("step s {", usize::MAX),
        ("stream s { step t { x {", usize::MAX),
        ("@allow(", usize::MAX),
        ("\"\"\"", usize::MAX),
        ("\"", usize::MAX),
        ("/*", 5),
        ("///", usize::MAX),
        ("(", usize::MAX),
        ("}", usize::MAX),
        (".", usize::MAX),
        ("is ", usize::MAX),
        ("a.", usize::MAX),
    ] {
        // Each bracket is a mistake, and each mistake a finding with its words: more than a thousand bytes for one.
        let ended = check(&text.repeat(count), 1500, &[]);
        assert_eq!(ended.status, i32::from(text != "///"), "{text}: {}", ended.err);
        let found = ended.out.matches("[syntax-error]").count();
        assert!(found <= findings && (found > 0 || text == "///"), "{text}: {found} findings");
        assert!(ended.out.len() <= 300 * text.len() * count, "{text}: a report of {} bytes", ended.out.len());
    }
}

/// A line that were read from its beginning for each word would never end at the heavy size.
#[test]
fn a_line_of_nothing_but_mistakes() {
    check(&"@ ".repeat(size(50_000, 2_000_000)), 100, &[]);
}

/// Steps of which each takes what nobody has and puts out what nobody wants.
fn mistaken(count: usize) -> String {
    let name = |mut number: usize| {
        let mut name = String::new();
        while name.is_empty() || number > 0 {
            name.push(char::from(b"bcdfghjklm"[number % 10]));
            name.push(char::from(b"aeiou"[number / 10 % 5]));
            number /= 50;
        }
        name
    };
    let step = |number| {
        let next = (number + 1) % (count / 2);
        let (one, two) = (name(number), name(count + number));
        format!(
            "  step \"s {number}\" in engage {{\n    input \"{one} demand\" from \"s {next}\"\n    \
             output \"{two} supply\" to \"s {next}\"\n  }}\n"
        )
    };
    let steps: String = (0..count / 2).map(step).collect();
    format!("stream s {{\n  trigger t\n{steps}  outcome o\n}}\n")
}

#[test]
fn many_findings() {
    let count = size(20_000, 1_000_000);
    let ended = check(&mistaken(count), 120, &[]);
    assert!(ended.out.lines().count() >= count, "{}", ended.out.lines().count());
}

#[test]
fn many_findings_in_every_format() {
    let count = size(2_000, 1_000_000);
    let text = mistaken(count);
    let place = Place::new(&[("a.vsd", &text)]);
    for format in Format::ALL {
        let ended = place.check_on_a_small_stack(&["--output", &format!("{format}=report")]);
        assert_eq!(ended.status, 1, "{}", ended.err);
        let report = place.text("report");
        let reported = report.matches("supply").count() + report.matches("demand").count();
        // SARIF and the other formats have bounds of those who read them.
        assert!(reported >= count.min(20_000), "{format} reports {reported}");
        println!("{format}: {:.1} bytes of memory per byte", ended.peak as f64 / text.len() as f64);
        assert!(ended.peak < 48 * MB + 120 * text.len(), "{format}: {} MB", ended.peak / MB);
    }
}

/// Each gateway of a chain passes on what comes to it; the labels of decisions in a row are put together.
#[test]
fn a_drawing_with_a_long_chain_of_gateways() {
    for (gateway, is_led_to) in [("parallelGateway", true), ("exclusiveGateway", false)] {
        let mut parts = String::from("<startEvent id='s' name='Order'/><parallelGateway id='f'/>\n");
        let flow = |number: usize, source: &str, target: &str| {
            format!(
                "<sequenceFlow id='{source}-{target}' name='way {number}' sourceRef='{source}' targetRef='{target}'/>\n"
            )
        };
        parts += &flow(0, "s", "f");
        for number in 0..size(4_000, 40_000) {
            let (task, node, next) = (format!("t{number}"), format!("g{number}"), format!("g{}", number + 1));
            parts += &format!("<task id='{task}' name='Task {number}'/><{gateway} id='{node}'/>\n");
            // Either all tasks lead into the chain, or it leads to all.
            parts += &if is_led_to {
                flow(number, "f", &task) + &flow(number, &task, &node)
            } else {
                flow(number, &node, &task)
            };
            parts += &flow(number, &node, &next);
        }
        let last = format!("g{}", size(4_000, 40_000));
        parts += &format!("<task id='{last}' name='Send'/>\n");
        if !is_led_to {
            parts += &flow(0, "f", "g0");
        }
        let xml = format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='p'>\n{parts}</process></definitions>"
        );
        let place = Place::new(&[("a.bpmn", &xml)]);
        let ended = run(place.command(&["import", "a.bpmn", "--stdout"]));
        assert_eq!(ended.status, 0, "{}", ended.err);
        println!("{gateway}: {} MB for {} MB", ended.peak / MB, xml.len() / MB);
        assert!(ended.peak < 48 * MB + 60 * xml.len(), "{gateway}: {} MB", ended.peak / MB);
    }
}
