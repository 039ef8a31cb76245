//! `import`: a model from tables.

use crate::cli::support::{Place, entries};

const SIPOC: &str = "\
Step,Supplier,Input,Output,Customer
Check,Customer,Order,Checked order,
Send,,Checked order,Parcel,Customer
";

#[test]
fn a_table_becomes_a_model() {
    let place = Place::new(&[("sipoc.csv", SIPOC)]);
    assert_snapshot!(place.run(&["import", "sipoc.csv", "-o", "model"]));
    assert_eq!(entries(&place.path("model")), ["organisation.vsd", "streams", "vsdlint.toml"]);
    assert_snapshot!(place.text("model/streams/sipoc.vsd"));
    assert_eq!(place.status(&["fmt", "--check", "model"]), 0);
}

#[test]
fn nothing_is_overwritten() {
    let place = Place::new(&[("sipoc.csv", SIPOC), ("model/streams/sipoc.vsd", "// mine\n")]);
    assert_snapshot!(place.run(&["import", "sipoc.csv", "-o", "model"]));
    assert_eq!(entries(&place.path("model")), ["streams"]);
    assert_eq!(place.text("model/streams/sipoc.vsd"), "// mine\n");
}

#[test]
fn a_second_import_shows_no_difference() {
    let place = Place::new(&[("sipoc.csv", SIPOC)]);
    assert_eq!(place.status(&["import", "sipoc.csv", "-o", "model"]), 0);
    assert_snapshot!(place.run(&["import", "sipoc.csv", "-o", "model", "--diff"]));
}
