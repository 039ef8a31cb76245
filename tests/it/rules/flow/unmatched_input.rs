//! What `unmatched-input` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{findings, sources};

reports! {
    several_items_look_past_one_step: "unmatched-input", r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order", "Price" output "Date" output "Place", "Time" }
  step check in plan { input "Order", "Price" from ship  output "Check" }
  step pack in plan { input "Check", "Date" from ship output "Parcel" }
  step ask in engage { output "Place" }
  step ship in deliver_and_support {
    input "Place", "Time" from pack
    input "Parcel"
    output "Delivery"
  }
  outcome "Delivery"
}
"#;
    several_items_of_two_steps: "unmatched-input", r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order" output "Size" }
  step ask in engage { output "Price" output "Colour" }
  step check in plan {
    input "Order", "Price" from ship
    input "Size", "Colour", "Weight" from ship
    output "Check" to nobody
  }
  step ship in deliver_and_support { input "Check" output "Delivery" }
  outcome "Delivery"
}
stream t {
  trigger "Request"
  step note in engage { input "Request" output "Order", "Price" to check }
  step check in plan { input "Order", "Price" output "Check", "Bill" to note }
  step ship in deliver_and_support { input "Check", "Bill" output "Delivery" }
  outcome "Delivery"
}
"#;
    flows_with_words_before_them: "unmatched-input", r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order" output "Size" output "Form" }
  step ask in engage { output "Price" output "Colour" output "Note" }
  step check in plan {
    optional /* at times */ input "Order", "Price" from ship
    rework
      input "Size", "Colour" from ship /* once */ , // or twice
    output "Check" }
  step look in plan { input "Form", "Note" from ship}
  step ship in deliver_and_support { input "Check" output "Delivery" }
  outcome "Delivery"
}
"#;
    whom_a_stream_speaks_to: "unmatched-input", r#"
stakeholder user
stream "Answer questions" as answer { trigger a from repair trigger b from replace
  step one in engage { input a, b, k from replace output c }
  outcome c to user }
stream repair { trigger d from user
  step answer in engage { input d output a }
  outcome a to user }
stream replace { trigger d from user
  step all in engage { input d output b, k }
  outcome b outcome k to repair }
"#;
    whom_a_stream_promises: "unmatched-input", r#"
stakeholder user
stream "Answer questions" as answer { trigger a trigger b from user
  step one in engage { input a, b output c output k to replace }
  outcome c to repair outcome c to replace }
stream repair { trigger d from user trigger c from user
  step answer in engage { input c, d output e }
  outcome e to user }
stream replace { trigger d from user
  step all in engage { input c from repair input d, k output b }
  outcome b to user }
"#;
    the_only_link_with_improve_stays: "unmatched-input", r#"
activity engage {
  output "Feedback" to improve
  input  "Restored service" from improve
}
activity obtain_build {
  output "Restored service" to all
  output "Figures" to improve
  input  "Lesson" from improve
}
activity improve {
  input  "Figures" from obtain_build
  input  "Feedback" from engage
  output "Lesson" to obtain_build
}
"#;
    several_that_lead_to_it: "unmatched-input", r#"
stakeholder user
stream "Build" as build {
  trigger "Idea" from user
  step "Draw" as draw in plan {
    input  "Idea"
    output "Build"
    output "Drawing"
  }
  step "Cast" as cast in plan {
    input  "Idea"
    output "Build" to fit
    output "Mould"
  }
  step "Plan" as planning in plan {
    input  "Drawing", "Mould"
    output "Figures" to improve
  }
  step "Fit" as fit in obtain_build {
    input  "Build" from planning
    output "Product"
  }
  outcome "Product" to user
}
"#;
    a_trigger_of_the_name_would_be_left_over: "unmatched-input", r#"
stakeholder customer
stream s {
  trigger "Idea" from customer
  trigger "Request" from customer
  step look in plan { input "Idea" from try  output "Plan" }
  step ask in engage { input "Request" output "Case" output "Idea" to all }
  step try in obtain_build { input "Plan", "Case" output "Product" }
  outcome "Product" to customer
}
"#;
    one_branch_would_never_bring_it: "unmatched-input", r#"
stakeholder customer
stream t {
  trigger "Left" from customer
  step look in plan { input "Left" output "Report" }
  outcome "Report" to customer
}
stream s {
  trigger "Request" from customer
  step sort in engage { input "Request" output "Left" or "Right" }
  step mend in obtain_build { input "Left" output "Work" output "Status" to ship }
  step ship in deliver_and_support {
    input "Status" from t
    input "Right" or "Work"
    output "Service"
  }
  outcome "Service" to customer
}
"#;
    the_only_one_who_gives_that_name_waits_for_it: "unmatched-input", r#"
stakeholder customer
item "Service" is "Information on products"
stream s {
  trigger "Information on products" from customer
  step note in plan { input "Information on products" output "Information on products" to all }
  step ask in plan { input "Information on prodcts" from plan output "Answer" }
  step mend in plan { input "Answer" output "Service" }
  outcome "Service" to customer
}
"#;
    a_reply_comes_from_nobody_who_is_not_asked: "unmatched-input", r#"
stakeholder customer
stream s {
  trigger "Request" from customer
  step ask in engage {
    input "Request"
    output "Question" to look
    reply input "Answer" from look
    output "Service"
  }
  step look in plan { input "Question" from ask output "Note" }
  step know in plan { input "Note" output "Answer" to ask }
  outcome "Service" to customer
}
"#;
}

/// What is advised where a step needs the last of three names, and of the first two, which others take, each is near.
#[test]
fn the_nearest_of_two_near_names_is_advised_and_fixed_where_it_is_the_only_one() {
    for (given, wanted, advised, is_fixed) in [
        (
            ["Quarterly statemnts", "Quarterly statements"],
            "Quarterly statement",
            "Quarterly statements",
            true,
        ),
        (
            ["Quarterly statements", "Quarterly statemnts"],
            "Quarterly statement",
            "Quarterly statements",
            true,
        ),
        (["Invoices", "Invoiced"], "Invoice", "Invoices", false),
        (["Invoiced", "Invoices"], "Invoice", "Invoiced", false),
    ] {
        let [one, other] = given;
        let text = format!(
            "stakeholder user\nstream s {{\n  trigger t from user\n  step one in plan {{ input t output \"{one}\", \"{other}\", v }}\n  \
             step two in improve {{ input \"{one}\", \"{other}\" output u }}\n  step three in plan {{ input v, \"{wanted}\" \
             output w }}\n  outcome w, u to user\n}}\n"
        );
        let found = findings("unmatched-input", &sources(&[&text]));
        assert_eq!(found.len(), 1, "{given:?}");
        assert_eq!(found[0].help, [format!("did you mean `{advised}`?")], "{given:?}");
        assert_eq!(found[0].fix.is_some(), is_fixed, "{given:?}");
    }
}

#[test]
fn a_misspelt_name_by_which_others_meet_is_not_changed() {
    let text = r#"
stakeholder user
stream s {
  trigger t from user
  step one in plan { input t output "Invioce" output v }
  step two in improve { input "Invioce" output u }
  step three in plan { input "Invoice" input v output w }
  outcome w, u to user
}
stream r {
  trigger "Paid invoice" from user
  step four in plan { input "Paid invoice" output "Sent invoice" to improve }
  step five in plan { input "Paid invoice" output "Late invoice" output "Open invoice" }
  outcome "Late invoice", "Open invoice" to user
}
"#;
    let found = findings("unmatched-input", &sources(&[text]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].help, ["did you mean `Invoice` there?"]);
    assert!(found[0].fix.is_none(), "{:#?}", found[0].fix);
}
