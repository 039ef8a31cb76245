//! Other names.

use serde_json::json;

use super::fixture::{Fixture, list, stream};

const METHOD: &str = "textDocument/rename";

#[test]
fn an_item_is_renamed_in_all_files() {
    let fixture = Fixture::new(
        r#"
//- a.vsd
stream "Sale" as sale {
  outcome "Pack$0ed goods" to shipping
}
//- b.vsd
stream "Shipping" as shipping {
  trigger "packed goods" from sale
}
"#,
    );
    let edit = fixture.ask_with(METHOD, json!({ "newName": "Parcel" }));
    assert_eq!(
        fixture.edited(&edit),
        r#"//- a.vsd
stream "Sale" as sale {
  outcome "Parcel" to shipping
}
//- b.vsd
stream "Shipping" as shipping {
  trigger "Parcel" from sale
}
"#
    );
}

#[test]
fn a_name_that_is_taken_is_refused() {
    let fixture = stream("to repair", "to rep$0air");
    let (_, why) = fixture.try_ask(METHOD, json!({ "newName": "diagnose" })).unwrap_err();
    assert_eq!(why, "the step `Diagnose` bears this name already");
}

#[test]
fn a_name_that_cannot_be_read_is_refused() {
    let fixture = stream("to repair", "to rep$0air");
    for (name, expected) in [
        ("--".to_owned(), "a name needs a letter or a digit"),
        ("é".repeat(1_001), "a name has at most 1000 characters"),
    ] {
        let (_, why) = fixture.try_ask(METHOD, json!({ "newName": name })).unwrap_err();
        assert_eq!(why, expected);
    }
    assert!(fixture.try_ask(METHOD, json!({ "newName": "é".repeat(1_000) })).is_ok());
}

#[test]
fn what_is_built_in_keeps_its_name() {
    let fixture = stream("in obtain_build", "in obtain$0_build");
    let (_, why) = fixture.try_ask("textDocument/prepareRename", json!({})).unwrap_err();
    assert_eq!(why, "`obtain_build` is built in; its name is ITIL's");
}

#[test]
fn the_name_is_selected_without_its_quotes() {
    let fixture = stream("step \"Repair\"", "step \"Rep$0air\"");
    let found = fixture.ask("textDocument/prepareRename");
    assert_eq!(fixture.text(&found["range"]), "Repair");
    assert_eq!(found["placeholder"], "Repair");
}

#[test]
fn an_alias_is_edited_wherever_it_stands() {
    let fixture = stream("as repair", "as rep$0air");
    let found = fixture.ask("textDocument/linkedEditingRange");
    assert_eq!(list(&found["ranges"]).len(), 2);
}
