//! From a name to its declaration.

use super::fixture::{Fixture, stream};

/// Where the name under the cursor is declared.
fn definitions(fixture: &Fixture) -> Vec<String> {
    fixture.places(&fixture.ask("textDocument/definition"))
}

#[test]
fn a_step_is_found_from_the_end_that_names_it() {
    let fixture = stream("from diagnose", "from dia$0gnose");
    assert_eq!(
        definitions(&fixture),
        [r#"model.vsd: step «"Diagnose"» as diagnose in deliver_and_support {"#]
    );
}

#[test]
fn a_stakeholder_is_found_in_another_file() {
    let fixture = Fixture::new(
        r#"
//- people.vsd
stakeholder customer
//- sale.vsd
stream "Sale" as sale {
  trigger "Order" from cust$0omer
  step "Pack" as pack in deliver_and_support { input "Order" output "Parcel" }
  outcome "Parcel" to customer
}
"#,
    );
    assert_eq!(definitions(&fixture), ["people.vsd: stakeholder «customer»"]);
}

#[test]
fn an_item_that_nothing_declares_is_found_where_it_is_given() {
    let fixture = stream("input \"Fix request\"", "input \"Fix $0request\"");
    assert_eq!(definitions(&fixture), [r#"model.vsd: output «"Fix request"» to repair"#]);
}

#[test]
fn from_an_output_to_the_inputs_that_take_it() {
    let fixture = stream("output \"Fix request\"", "output \"Fix $0request\"");
    let found = fixture.ask("textDocument/implementation");
    assert_eq!(fixture.places(&found), [r#"model.vsd: input «"Fix request"» from diagnose"#]);
}

#[test]
fn a_keyword_leads_nowhere() {
    let fixture = stream("stakeholder user", "stake$0holder user");
    assert!(fixture.ask("textDocument/definition").is_null());
}
