//! Pictures.

use lsp_server::ErrorCode;
use serde_json::{Value, json};

use super::fixture::{Fixture, list, stream};

const METHOD: &str = "vsdlint/draw";

/// The cursor's picture of a fixture.
fn drawn(fixture: &Fixture) -> Value {
    fixture.ask(METHOD)
}

/// The picture of what is named.
fn drawn_of(fixture: &Fixture, of: &str) -> Value {
    fixture.ask_with(METHOD, json!({ "of": of }))
}

fn svg(answer: &Value) -> &str {
    answer["svg"].as_str().unwrap_or_default()
}

#[test]
fn the_stream_around_the_cursor_is_drawn() {
    let fixture = stream("from diagnose", "from dia$0gnose");
    let answer = drawn(&fixture);
    assert_eq!(answer["of"], "Restore a service");
    assert_eq!(answer["title"], "Restore a service");
    assert!(svg(&answer).starts_with("<svg"), "{answer}");
    let whole = fixture.text(&answer["location"]["range"]);
    assert!(whole.starts_with("stream \"Restore") && whole.ends_with('}'), "{whole}");
    assert_eq!(drawn_of(&fixture, "restore"), answer, "by its alias");
    assert_eq!(drawn_of(&fixture, "Restore a Service"), answer, "by its name");
}

#[test]
fn each_box_says_whose_statement_it_is() {
    let fixture = stream("from diagnose", "from dia$0gnose");
    let answer = drawn(&fixture);
    let boxes = list(&answer["boxes"]);
    let starts: Vec<&str> = boxes.iter().map(|one| &fixture.text(&one["location"]["range"])[..13]).collect();
    assert_eq!(starts, ["step \"Diagnos", "step \"Repair\""]);
    for one in &boxes {
        let at = one["at"].as_str().unwrap_or_default();
        assert!(svg(&answer).contains(&format!("class=\"node\" data-at=\"{at}\"")), "{at}");
    }
    assert_eq!(boxes[0]["at"], "file:///fixture/model.vsd#L5,8");
    assert!(svg(&answer).contains("class=\"flow\" data-at=\"file:///fixture/model.vsd#L10,11\""), "an arrow");
}

#[test]
fn outside_streams_nothing_is_drawn() {
    for text in ["$0stream a { }", "stream a { $0 }", "stream a { }$0", "stream a { }\nstr$0eam a { }"] {
        assert_eq!(drawn(&Fixture::new(text))["of"], "a", "{text}");
    }
    for text in
        ["$0\nstream a { }", "stakeholder us$0er\nstream a { }", "stream a { }\n$0\nstream b { }", "$0"]
    {
        assert!(drawn(&Fixture::new(text)).is_null(), "{text}");
    }
}

#[test]
fn findings_are_in_the_picture() {
    assert!(!svg(&drawn(&stream("from diagnose", "$0from diagnose"))).contains("class=\"badge error\""));
    let answer = drawn(&stream("output \"Fix request\"", "output \"Fix requ$0\""));
    assert!(svg(&answer).contains("class=\"badge error\""), "{answer}");
}

#[test]
fn what_is_suppressed_is_not_in_the_picture() {
    let text = |allow: &str| {
        format!("stream s {{ trigger x\n{allow}\nstep t in engage {{ input x, $0z output y }}\noutcome y }}")
    };
    let open = drawn(&Fixture::new(&text("")));
    assert!(svg(&open).contains("class=\"badge error\""), "{open}");
    let allowed = drawn(&Fixture::new(&text("@allow(unmatched-input, \"it comes by post\")")));
    assert!(!svg(&allowed).contains("class=\"badge error\""), "{allowed}");
}

#[test]
fn the_landscape_and_the_chain_are_drawn_from_any_document() {
    let text = "
//- organisation.vsd
stakeholder us$0er
activity plan { output Plan to engage }
//- streams.vsd
stream Grüße { trigger x from user step s in engage { input x output y } outcome y to user }
stream b { trigger y from Grüße step t in plan { input y output z } outcome z to user }
";
    let fixture = Fixture::new(text);
    let landscape = drawn_of(&fixture, "landscape");
    assert_eq!(landscape["of"], "landscape");
    assert!(landscape["location"].is_null());
    let places: Vec<Value> = list(&landscape["boxes"]).iter().map(|one| one["at"].clone()).collect();
    assert_eq!(places, ["file:///fixture/streams.vsd#L1,8", "file:///fixture/streams.vsd#L2,8"]);
    let chain = drawn_of(&fixture, "chain");
    assert_eq!(chain["of"], "chain");
    let boxes = list(&chain["boxes"]);
    assert_eq!(fixture.text(&boxes[0]["location"]["range"]), "activity plan { output Plan to engage }");
    assert_eq!(drawn_of(&fixture, "Grüße")["of"], "Grüße");
}

#[test]
fn what_is_not_there_is_refused_in_words() {
    let fixture = stream("from diagnose", "from dia$0gnose");
    let (code, why) = fixture.try_ask(METHOD, json!({ "of": "restor" })).unwrap_err();
    assert!(matches!(code, ErrorCode::InvalidParams));
    assert_eq!(why, "no stream is called `restor`; did you mean `restore`?");
    let (_, why) = fixture.try_ask(METHOD, json!({ "position": null })).unwrap_err();
    assert_eq!(why, "neither `of` nor `position` says what to draw");
}

#[test]
fn names_do_not_break_out_of_the_picture() {
    let text = r#"stream "</title><script>alert(1)</script>" {
  trigger "x\" onload=\"alert(1)"
  step "<img src=x onerror=alert(1)>" in engage { input "x\" onload=\"alert(1)" output "]]>&lt;" }
  outcome "]]>&lt;$0"
}"#;
    let answer = drawn(&Fixture::new(text));
    for wrong in ["<script", "<img", "\" onload", "]]>"] {
        assert!(!svg(&answer).contains(wrong), "{wrong}: {answer}");
    }
    assert!(svg(&answer).contains("&lt;script&gt;"));
}
