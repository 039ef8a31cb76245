//! Names of steps that seem to have wandered, where one of the conditions for that is missing.

use crate::compare::{compared, told};

/// A stream with these steps: name, inputs and outputs.
fn stream(steps: &[(&str, &[&str], &[&str])]) -> String {
    let mut text = "stream \"Sell\" {\n  trigger \"Order\", \"Wish\", \"Rule\"\n".to_owned();
    for (name, inputs, outputs) in steps {
        text += &format!("  step \"{name}\" in engage {{\n");
        for input in *inputs {
            text += &format!("    input \"{input}\"\n");
        }
        for output in *outputs {
            text += &format!("    output \"{output}\"\n");
        }
        text += "  }\n";
    }
    text + "}\n"
}

/// Takes an order and gives a sale.
const TAKE: (&[&str], &[&str]) = (&["Order"], &["Sale"]);
/// Takes a sale and gives a parcel.
const PACK: (&[&str], &[&str]) = (&["Sale"], &["Parcel"]);

/// Whether any step is said to be called otherwise now.
#[track_caller]
fn is_followed(then: &str, now: &str) -> bool {
    let changes = told(&compared(then, now));
    assert!(!changes.is_empty(), "{now}");
    changes.contains("is now called")
}

#[test]
fn whoever_keeps_a_flow_keeps_its_name() {
    let (take, pack): (&[&str], &[&str]) = (&["Order", "Rule"], &["Sale", "Rule"]);
    let then = stream(&[("Take", take, TAKE.1), ("Pack", pack, PACK.1)]);
    let now = stream(&[("Pack", take, TAKE.1), ("Take", pack, PACK.1)]);
    assert!(!is_followed(&then, &now));
    // Without what both take, the two have swapped their names.
    let then = stream(&[("Take", TAKE.0, TAKE.1), ("Pack", PACK.0, PACK.1)]);
    let now = stream(&[("Pack", TAKE.0, TAKE.1), ("Take", PACK.0, PACK.1)]);
    assert!(is_followed(&then, &now));
}

#[test]
fn whoever_does_something_new_under_its_name_keeps_it() {
    let then = stream(&[("Take", TAKE.0, TAKE.1)]);
    let now = stream(&[("Pack", TAKE.0, TAKE.1), ("Take", &["Wish"], &["Answer"])]);
    assert!(!is_followed(&then, &now));
}

#[test]
fn whoever_took_over_all_of_another_step_keeps_its_name() {
    let then = stream(&[("Take", TAKE.0, TAKE.1), ("Pack", PACK.0, PACK.1)]);
    let now = stream(&[("Pack", TAKE.0, TAKE.1)]);
    assert!(!is_followed(&then, &now));
}
