//! Text that somebody else wrote: nothing in it is obeyed by a terminal, hidden from a reader, or taken for a command.

use serde_json::Value;
use vsdlint::output::Format;

use crate::names::{HOSTILE, all, model};
use crate::runner::commands;
use crate::support::{CLEAN, Place};

/// Formats that people read in a terminal or a log.
const FOR_PEOPLE: [Format; 3] = [Format::Full, Format::Concise, Format::Github];

/// What a terminal obeys or a reader cannot see. Line feeds make the lines of a report.
fn is_dangerous(character: char) -> bool {
    match character {
        '\n' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => false,
    }
}

#[track_caller]
fn assert_harmless(what: &str, text: &str) {
    if let Some(at) = text.find(is_dangerous) {
        let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let rest = text[line..].lines().next().unwrap_or_default();
        panic!("{what}: {:?} in {rest:?}", text[at..].chars().next());
    }
}

fn report(place: &Place, format: Format, more: &[&str]) -> String {
    let ended = place.check(&[&["--output", format.name()], more].concat());
    assert_eq!(ended.status, 1, "{ended:#?}");
    assert_harmless("standard error", &ended.err);
    ended.out
}

/// All strings of a JSON document, with the key that each stands under.
fn strings<'v>(key: &'v str, value: &'v Value, each: &mut dyn FnMut(&'v str, &'v str)) {
    match value {
        Value::String(text) => each(key, text),
        Value::Array(values) => values.iter().for_each(|value| strings(key, value, each)),
        Value::Object(values) => values.iter().for_each(|(key, value)| strings(key, value, each)),
        _ => {}
    }
}

#[test]
fn names_and_comments_reach_people_only_made_visible() {
    for name in all() {
        let place = Place::new(&[("a.vsd", &model(name))]);
        for format in FOR_PEOPLE {
            let report = report(&place, format, &["--statistics"]);
            assert!(report.lines().count() > 20, "{report}");
            assert_harmless(&format!("{format}, {name:?}"), &report);
        }
    }
}

/// With colours, the sequences that set them are the only ones.
#[test]
fn colours_are_the_only_escapes() {
    for name in all() {
        let place = Place::new(&[("a.vsd", &model(name))]);
        let mut text = report(&place, Format::Full, &["--color", "always"]);
        assert!(text.contains("\u{1b}["));
        while let Some(start) = text.find("\u{1b}[") {
            let end = start + text[start..].find('m').unwrap();
            let code = &text[start + 2..end];
            assert!(code.chars().all(|digit| digit.is_ascii_digit() || digit == ';'), "{code:?}");
            text.replace_range(start..=end, "");
        }
        assert_harmless(&format!("{name:?}"), &text);
    }
}

#[test]
fn names_of_files_and_folders_reach_people_only_made_visible() {
    for name in HOSTILE {
        let name = name.replace('/', "_");
        let file = format!("{name} folder/{name} file.vsd");
        let place = Place::new(&[(&file, &model("x")), (&format!("{name} folder/vsdlint.toml"), "")]);
        for format in FOR_PEOPLE {
            assert_harmless(&format!("{format}, {name:?}"), &report(&place, format, &[]));
        }
        // The same in what goes wrong with a run.
        let folder = format!("{name} folder");
        let toml = format!("{folder}/vsdlint.toml");
        place.write(&format!("{folder}/{name} latin.vsd"), b"caf\xe9");
        for arguments in [&[folder.as_str()][..], &[&format!("{name} missing")], &["--baseline", &name]] {
            let ended = place.check(arguments);
            assert_eq!(ended.status, 2, "{ended:#?}");
            assert_harmless(&format!("{arguments:?}"), &(ended.out + &ended.err));
        }
        place.write(&toml, format!("[rules]\n\"{}\" = \"{0}\" # {name}\n", name.replace('\\', "\\\\")));
        let ended = place.check(&[]);
        assert_eq!(ended.status, 2, "{ended:#?}");
        assert_harmless(&toml, &(ended.out + &ended.err));
    }
}

#[test]
fn arguments_are_shown_only_made_visible() {
    for name in HOSTILE {
        let place = Place::new(&[("a.vsd", CLEAN)]);
        let out = format!("{name}/r.json");
        let output = format!("json={out}");
        let calls: [&[&str]; 9] = [
            &["check", "-D", name],
            &["check", "--output", name],
            &["check", "--output", &output],
            &["check", "--since", name],
            &["check", "--baseline", name, "--write-baseline", "a.vsd", name],
            &["check", "--stdin-filename", &out],
            &["check", &format!("--{name}")],
            &["explain", name],
            &["config", name],
        ];
        for arguments in calls {
            let ended = crate::running::run(place.command(arguments));
            assert_ne!(ended.status, 1, "{ended:#?}");
            assert_harmless(&format!("{arguments:?}"), &(ended.out + &ended.err));
        }
    }
}

/// What programs use is exact, and escaped by the rules of its format; what people read in it is harmless.
#[test]
fn reports_for_programs_are_whole_and_their_messages_harmless() {
    for name in all() {
        let place = Place::new(&[("a.vsd", &model(name))]);
        for format in Format::ALL.iter().filter(|format| !FOR_PEOPLE.contains(format)) {
            let report = report(&place, *format, &[]);
            assert_harmless(&format!("{format}, {name:?}"), &report);
            if matches!(format, Format::Junit | Format::Checkstyle) {
                assert_xml(&report);
                continue;
            }
            let parsed: Value = serde_json::from_str(&report).unwrap();
            // In `json` everything is exact.
            if *format == Format::Json {
                continue;
            }
            strings("", &parsed, &mut |key, text| {
                if ["message", "label", "help", "description", "justification"].contains(&key) {
                    assert_harmless(&format!("{format}, {name:?}, {key}"), text);
                }
            });
        }
    }
}

/// Panics unless it is well-formed, holds only characters that XML allows, and shows people nothing dangerous.
fn assert_xml(text: &str) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return,
            Event::Start(start) | Event::Empty(start) => {
                for attribute in start.attributes() {
                    assert!(!attribute.unwrap().value.contains(['<', '"', '\n']));
                }
            }
            _ => {}
        }
    }
}

/// However many line feeds stand in names, GitHub's runner finds one command for each finding.
#[test]
fn no_name_forges_an_annotation() {
    for name in all() {
        let file = "b%0A::error::x, file=y.vsd";
        let place = Place::new(&[("a.vsd", &model(name)), (file, &model(&format!("{name} again")))]);
        let log = report(&place, Format::Github, &[]);
        let findings: Value = serde_json::from_str(&report(&place, Format::Json, &[])).unwrap();
        let (commands, expected) = (commands(&log), &findings["summary"]["findings"]);
        assert_eq!(commands.len() as u64, expected.as_u64().unwrap(), "{name:?}\n{log}");
        assert!(commands.iter().all(|command| command.data != "forged"), "{name:?}");
        // A line of `concise` is a finding as well.
        let lines = report(&place, Format::Concise, &[]);
        let findings = lines.lines().filter(|line| line.contains(".vsd:")).count();
        assert_eq!(findings as u64, expected.as_u64().unwrap(), "{lines}");
    }
}
