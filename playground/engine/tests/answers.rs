//! Questions in, answers out, as a page asks them; a browser asks many more in `tests/playground`.

use serde_json::{Value, json};

fn ask(files: &[(&str, &str)], ask: &Value) -> Value {
    let files: Vec<Value> = files.iter().map(|(path, text)| json!({ "path": path, "text": text })).collect();
    answer(&json!({ "files": files, "ask": ask }).to_string().into_bytes())
}

fn answer(message: &[u8]) -> Value {
    serde_json::from_slice(&vsdlint_playground::answer(message)).unwrap_or_default()
}

/// Two names for one thing, behind characters that UTF-8 and UTF-16 count differently.
const TWO_NAMES: &str = "// \u{1f642} f\u{fc}r
stakeholder user
stream \"Answer\" {
  trigger \"Question\"
  step \"Think\" in engage {
    input  \"Question\"
    output \"Th\u{f6}ught\"
  }
  step \"Speak\" in improve {
    input  \"Th\u{f6}ughts\"
    output \"Answer\"
  }
  outcome \"Answer\" to user
}
";

fn slice(text: &str, place: &Value) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |key: &str| place[key].as_u64().unwrap_or_default() as usize;
    String::from_utf16_lossy(&units[at("from")..at("to")])
}

#[test]
fn a_check_gives_findings_words_and_a_picture_in_utf_16() {
    let files = [("vsdlint.toml", ""), ("b.vsd", ""), ("a.vsd", TWO_NAMES)];
    let checked = ask(
        &files,
        &json!({ "kind": "check", "open": 2, "cursor": 30, "picture": { "kind": "follow", "last": null } }),
    );
    let finding = &checked["findings"][0];
    assert_eq!(finding["rule"], "misnamed-flow");
    assert_eq!(finding["primary"]["file"], 2, "{checked}");
    assert_eq!(slice(TWO_NAMES, &finding["primary"]), "\"Th\u{f6}ughts\"");
    assert_eq!(slice(TWO_NAMES, &finding["secondary"][0]), "\"Th\u{f6}ught\"");
    assert_eq!(finding["fix"]["edits"].as_array().map(Vec::len), Some(1));
    let kinds = vsdlint_playground::words::KINDS;
    let numbers: Vec<usize> =
        checked["words"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
    let words: Vec<(&str, String)> = numbers
        .chunks(3)
        .map(|word| (kinds[word[2]], slice(TWO_NAMES, &json!({ "from": word[0], "to": word[1] }))))
        .collect();
    assert!(words.contains(&("item", "\"Th\u{f6}ught\"".to_owned())), "{words:?}");
    assert!(words.contains(&("comment", "// \u{1f642} f\u{fc}r".to_owned())), "{words:?}");
    let picture = &checked["picture"];
    assert_eq!(picture["name"], "Answer");
    let of_box = &picture["boxes"][0];
    assert!(slice(TWO_NAMES, of_box).starts_with("step \"Think\""), "{of_box}");
    assert!(
        picture["svg"].as_str().unwrap().contains(&format!("data-at=\"{}\"", of_box["at"].as_str().unwrap()))
    );
}

#[test]
fn settings_hold_and_their_mistakes_have_places() {
    let toml = "[rules]\nmisnamed-flow = \"off\"\nmisnamd-flow = \"off\"\n";
    let files = [("a.vsd", TWO_NAMES), ("vsdlint.toml", toml)];
    let checked = ask(&files, &json!({ "kind": "check", "open": 1, "cursor": 0 }));
    assert_eq!(checked["findings"], json!([]));
    let mistake = &checked["settings"][0];
    assert_eq!((&mistake["file"], slice(toml, mistake)), (&json!(1), "misnamd-flow".to_owned()));
    assert_eq!(checked["words"], json!([]), "settings are no model");
    assert_eq!(checked["picture"], Value::Null);
}

#[test]
fn a_picture_is_of_what_is_asked_for_or_where_the_cursor_is() {
    let text = "activity engage {\n}\nstream \"One\" {\n}\nstream \"Two\" {\n}\n";
    let name = |cursor: usize, picture: Value| {
        let checked = ask(
            &[("a.vsd", text)],
            &json!({ "kind": "check", "open": 0, "cursor": cursor, "picture": picture }),
        );
        checked["picture"]["name"].as_str().unwrap_or_default().to_owned()
    };
    let follow = |last: &str| json!({ "kind": "follow", "last": last });
    assert_eq!(name(3, follow("Two")), "chain");
    assert_eq!(name(25, follow("Two")), "One");
    assert_eq!(name(text.len(), follow("Two")), "Two");
    assert_eq!(name(3, json!({ "kind": "of", "name": "landscape" })), "landscape");
    assert_eq!(name(3, json!({ "kind": "of", "name": "gone" })), "One");
}

#[test]
fn a_cursor_behind_the_end_of_a_short_file_is_no_place_in_a_long_one() {
    let long = "stakeholder user\nactivity plan {\n}\nactivity engage {\n  purpose \"x\"\n}\n";
    let files = [("b.vsd", "stakeholder customer\n"), ("a.vsd", long)];
    for cursor in [0, 5, 21, 500] {
        let checked = ask(
            &files,
            &json!({ "kind": "check", "open": 0, "cursor": cursor, "picture": { "kind": "follow" } }),
        );
        assert_eq!(checked["picture"]["name"], "chain");
    }
}

#[test]
fn a_text_is_formatted_completed_and_explained() {
    let files = [("a.vsd", "activity   engage {\npurpose \"x\"\n}\nstream \"S\" as s {\n}\n")];
    let edits = ask(&files, &json!({ "kind": "format", "open": 0 }));
    assert_eq!(edits["edits"][0], json!({ "file": 0, "from": 9, "to": 20, "text": "engage {\n  " }));
    let options = ask(&files, &json!({ "kind": "complete", "open": 0, "at": 0 }));
    assert!(options["options"].as_array().unwrap().iter().any(|option| option["label"] == "stakeholder"));
    let known = ask(&files, &json!({ "kind": "hover", "open": 0, "at": 43 }));
    assert!(known["text"].as_str().unwrap_or_default().contains("stream"), "{known}");
    let nothing = ask(&files, &json!({ "kind": "hover", "open": 7, "at": 4_000_000_000_u32 }));
    assert_eq!(nothing["text"], Value::Null);
}

#[test]
fn a_table_becomes_files_and_a_picture_of_another_kind_a_message() {
    let import = |name: &str, bytes: &[u8]| {
        let mut message = json!({ "ask": { "kind": "import", "name": name } }).to_string().into_bytes();
        message.push(0);
        message.extend(bytes);
        answer(&message)
    };
    let imported = import("t.csv", b"Step,Input,Output\nAsk,Question,Answer\n");
    assert_eq!(imported["report"]["counts"]["steps"], 1);
    let files = imported["files"].as_array().unwrap();
    assert_eq!(files.last().unwrap()["path"], "vsdlint.toml");
    let refused = import("photo.png", b"\x89PNG\r\n\x1a\n\0\0");
    assert_eq!(refused["kind"], "failed");
    assert!(refused["message"].as_str().unwrap().contains("photo.png"));
    assert_eq!(answer(b"{")["kind"], "failed");
}
