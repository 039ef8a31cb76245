//! `draw`: pictures of a project.

use crate::cli::support::{Place, WARNING};

/// A stream with one finding: the two names of the report differ.
const STREAM: &str = r#"
stakeholder user
stream "Restore a service" as restore {
  trigger "Outage report" from user
  step "Register" in engage {
    responsible "Service desk"
    lead_time 15min process_time 5min
    input  "Outage report"
    output "Incident record"
  }
  step "Repair" in deliver_and_support {
    input  "Incident records"
    output "Restored service"
    output "Lessons" to improve
  }
  outcome "Restored service" to user within 4h
}
"#;

#[test]
fn a_stream_is_drawn_by_its_name_or_alias() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    let svg = place.stdout(&["draw", "restore"]);
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{svg}");
    assert!(svg.contains(">Incident records</text>"), "{svg}");
    assert_eq!(place.stdout(&["draw", "RESTORE a service", "--format", "svg"]), svg);
    assert_eq!(place.run(&["draw", "restore", "-o", "restore.svg"]), "status: 0\n");
    assert_eq!(place.text("restore.svg"), svg);
}

#[test]
fn other_formats_are_texts_that_others_draw() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    place.run(&["draw", "restore", "-o", "restore.mmd"]);
    place.run(&["draw", "restore", "-o", "restore.dot"]);
    assert_snapshots!([
        ("restore_mermaid".to_owned(), place.text("restore.mmd")),
        ("restore_dot".to_owned(), place.text("restore.dot")),
        ("chain_mermaid".to_owned(), place.stdout(&["draw", "chain", "--format", "mermaid"])),
        ("landscape_mermaid".to_owned(), place.stdout(&["draw", "landscape", "--format", "mermaid"])),
    ]);
}

#[test]
fn what_is_not_shown_is_said_in_every_form() {
    let place = Place::new(&[("a.vsd", "stream Hire { trigger A step a { input A output Z } outcome Z }")]);
    for format in ["svg", "mermaid", "dot"] {
        let chain = place.stdout(&["draw", "chain", "--format", format]);
        assert!(chain.contains("No activity is described"), "{chain}");
    }
}

#[cfg(feature = "png")]
#[test]
fn a_png_is_an_image_of_the_size_that_was_asked_for() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    let width = |path: &str| {
        let bytes = std::fs::read(place.path(path)).unwrap();
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        u32::from_be_bytes(bytes[16..20].try_into().unwrap())
    };
    assert_eq!(place.run(&["draw", "restore", "-o", "one.png", "--scale", "1"]), "status: 0\n");
    assert_eq!(place.run(&["draw", "restore", "-o", "two.png"]), "status: 0\n");
    assert_eq!(width("one.png") * 2, width("two.png"));
    assert_eq!(place.status(&["draw", "restore", "-o", "one.png", "--scale", "0"]), 2);
}

#[test]
fn everything_goes_into_a_folder() {
    let other = "stream \"Restore, a service!\"\nstream \"…\" as a\n";
    let place = Place::new(&[("a.vsd", STREAM), ("b.vsd", &other.replace('…', "日本"))]);
    assert_eq!(place.run(&["draw", "--all", "-o", "pictures"]), "status: 0\n");
    let mut files: Vec<String> = std::fs::read_dir(place.path("pictures"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let expected =
        ["chain.svg", "landscape.svg", "restore-a-service-2.svg", "restore-a-service.svg", "日本.svg"];
    assert_eq!(files, expected);
}

#[test]
fn findings_fail_nothing_and_mistakes_of_the_command_do() {
    let place = Place::new(&[("a.vsd", STREAM), ("b.vsd", WARNING), ("vsdlint.toml", "")]);
    assert_eq!(place.status(&["draw", "restore"]), 0);
    assert_snapshots!([
        ("no_such_stream".to_owned(), place.run(&["draw", "restor"])),
        ("nothing_named".to_owned(), place.run(&["draw"])),
        ("no_folder".to_owned(), place.run(&["draw", "--all"])),
        ("no_ending".to_owned(), place.run(&["draw", "restore", "-o", "restore"])),
        ("over_a_model".to_owned(), place.run(&["draw", "restore", "-o", "a.vsd", "--format", "dot"])),
        (
            "over_settings".to_owned(),
            place.run(&["draw", "restore", "-o", "vsdlint.toml", "--format", "dot"])
        ),
    ]);
    assert_eq!(place.text("a.vsd"), STREAM);
}

#[test]
fn another_project_is_named() {
    let place = Place::new(&[("model/a.vsd", STREAM)]);
    let named = place.stdout(&["draw", "restore", "--project", "model"]);
    assert!(named.contains("Restore a service"));
}

/// The texts of a picture, in the order in which they are drawn.
fn texts(svg: &str) -> Vec<&str> {
    svg.split("<text").skip(1).filter_map(|text| text.split_once('>')?.1.split("</text>").next()).collect()
}

#[test]
fn a_finding_has_one_number_wherever_it_is_seen() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    let svg = place.stdout(&["draw", "restore"]);
    // At the box that expects the other name, at the arrow between both, and in the list.
    assert_eq!(texts(&svg).iter().filter(|text| **text == "1").count(), 3, "{svg}");
    let told = "Finding 1, error: Repair expects Incident records, but what comes is called Incident record";
    assert!(svg.contains(told), "{svg}");
    assert!(!texts(&svg).contains(&"2"), "{svg}");
}

#[test]
fn every_step_that_a_finding_stops_is_marked() {
    let marked = |file: &str| {
        let svg = Place::new(&[]).stdout(&["draw", &stream_of(file), "--project", &fixture(file)]);
        let boxes = svg.split("<g class=\"node\">").skip(1).filter(|node| {
            let rect = node.split("<rect").nth(1).unwrap_or_default();
            rect.contains(" error\"") || rect.contains(" warn\"")
        });
        let titles = boxes.filter_map(|node| node.split("<title>").nth(1)?.split("</title>").next());
        titles.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(marked("circular-wait"), ["Ask for a quotation", "Approve the budget"]);
    assert_eq!(marked("blocked-branch"), ["Look at the request", "Enter the leave"]);
    assert_eq!(marked("stalled-trigger"), ["Compare with the alerts"]);
    assert_eq!(marked("dead-end-step"), ["Keep a diary", "Read the diary"]);
}

fn fixture(name: &str) -> String {
    format!("{}/fixtures/broken/{name}.vsd", env!("CARGO_MANIFEST_DIR"))
}

/// The name of the only stream of a fixture.
fn stream_of(name: &str) -> String {
    let text = std::fs::read_to_string(fixture(name)).unwrap();
    let stream = text.split("\nstream \"").nth(1).unwrap();
    stream.split('"').next().unwrap().to_owned()
}

#[test]
fn a_trigger_has_no_part_in_what_is_said_of_the_one_beside_it() {
    let file = fixture("unused-trigger");
    let svg = Place::new(&[]).stdout(&["draw", &stream_of("unused-trigger"), "--project", &file]);
    // That of the web form, and the one in the legend.
    assert_eq!(svg.matches("wire error").count(), 2, "{svg}");
    // At the arrow, at the box that it ends in, and in the list.
    assert_eq!(texts(&svg).iter().filter(|text| **text == "1").count(), 3, "{svg}");
}

#[test]
fn what_no_step_uses_or_produces_leads_to_a_box_of_nobody() {
    for (fixture_name, box_name, words) in [
        ("unused-trigger", "No step uses it", "gives Web form to nobody"),
        ("unproduced-outcome", "No step produces it", "nobody gives"),
    ] {
        let svg =
            Place::new(&[]).stdout(&["draw", &stream_of(fixture_name), "--project", &fixture(fixture_name)]);
        assert!(texts(&svg).contains(&box_name), "{svg}");
        assert!(svg.contains(words), "{svg}");
    }
}

#[test]
fn a_finding_of_another_stream_is_told_where_it_colours_an_arrow() {
    // `Wait` and `Reply` wait for each other; the mistake is reported in the first of the two streams.
    let text = r#"
stakeholder user
stream "Order" as order {
  trigger "Call" from user
  step "Ask" in engage {
    input  "Call"
    output "Question" to answer
    output "Lessons" to improve
  }
  step "Wait" in engage {
    input  "Answer" from answer
    output "End" to answer
  }
}
stream "Answer" as answer {
  trigger "Question" from order
  step "Reply" in engage {
    input  "Question" from order
    input  "End" from order
    output "Answer" to order
    output "Lessons" to improve
  }
  outcome "Answer" to order
}
"#;
    let place = Place::new(&[("a.vsd", text)]);
    assert_snapshots!([
        ("told_at_home".to_owned(), texts(&place.stdout(&["draw", "order"])).join("\n")),
        ("told_elsewhere".to_owned(), texts(&place.stdout(&["draw", "answer"])).join("\n")),
    ]);
}

#[test]
fn lanes_are_named_again_where_a_picture_is_wide() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    let named = |svg: &str, lane: &str| texts(svg).iter().filter(|text| **text == lane).count();
    assert_eq!(named(&place.stdout(&["draw", "restore"]), "Engage"), 1);
    let northwind = format!("{}/fixtures/northwind", env!("CARGO_MANIFEST_DIR"));
    let wide = place.stdout(&["draw", "restore", "--project", &northwind]);
    assert_eq!(named(&wide, "Engage"), 3, "{wide}");
    assert_eq!(named(&wide, "Improve"), 3, "{wide}");
}

#[test]
fn a_promise_is_kept_only_if_every_lead_time_is_known() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    let svg = place.stdout(&["draw", "restore"]);
    // `Repair` states none.
    assert!(texts(&svg).contains(&"within 4h"), "{svg}");
    let repair = "step \"Repair\" in deliver_and_support {";
    let known = STREAM.replace(repair, &format!("{repair} lead_time 1h"));
    let svg = Place::new(&[("a.vsd", &known)]).stdout(&["draw", "restore"]);
    assert!(texts(&svg).contains(&"✓ within 4h"), "{svg}");
}

#[test]
fn the_dark_look_is_one_block_that_others_find() {
    let place = Place::new(&[("a.vsd", STREAM)]);
    let dark = "@media (prefers-color-scheme:dark){";
    for args in [["draw", "restore"], ["draw", "landscape"], ["draw", "chain"]] {
        assert_eq!(place.stdout(&args).matches(dark).count(), 1);
    }
    // The extension looks for these words, and the document promises them.
    let root = env!("CARGO_MANIFEST_DIR");
    let view = std::fs::read_to_string(format!("{root}/editors/vscode/src/view/view.ts")).unwrap();
    assert!(view.contains(r"/@media\s*\(prefers-color-scheme:\s*dark\)/g"));
    assert!(std::fs::read_to_string(format!("{root}/docs/pictures.md")).unwrap().contains(dark));
}

#[test]
fn the_numbers_that_are_stated_stand_on_the_map() {
    let mut shown = String::new();
    for [first, second, outcome] in [
        ["", "", ""],
        ["lead_time 1h", "lead_time 2h", ""],
        ["lead_time 1h", "", ""],
        ["lead_time 1h", "lead_time 2h", "within 4h"],
        ["lead_time 1h", "", "within 4h"],
        ["process_time 10min", "process_time 20min", ""],
        ["process_time 10min", "", "within 4h"],
        ["lead_time 1h process_time 30min", "lead_time 2h process_time 15min", ""],
        ["lead_time 1h complete_and_accurate 90%", "lead_time 2h complete_and_accurate 50%", ""],
    ] {
        let model = format!(
            "stakeholder user\nstream s {{\n  trigger t from user\n  step one in engage {{ {first} input t output a }}\n  step two in plan {{ {second} input a output b }}\n  outcome b to user {outcome}\n}}\n"
        );
        let svg = Place::new(&[("a.vsd", &model)]).stdout(&["draw", "s"]);
        shown += &format!("{first} | {second} | {outcome}\n  {}\n", texts(&svg).join(" | "));
    }
    assert_snapshot!(shown);
}
