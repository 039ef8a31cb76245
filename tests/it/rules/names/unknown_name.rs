//! What `unknown-name` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{findings, said, sources};

#[test]
fn unknown_name_of_an_end() {
    assert_snapshot!(said(
        "unknown-name",
        &[r#"
stakeholder "Service owner" as owner
repository "Known error database" as KEDB
item "Change record"
role "Change manager"

activity engage {
  input  "Demand" from custmer, plan
  output "Orders" to obtainbuild, restore, restore.fix, engge
}

stream "Restore a failed service" as restore {
  trigger "Outage report" from usr, fix, major.triage
  step "Register the outage" as register in engge {
    input  "Outage report" from users
    output "Incident record" to regster, diagnoze, "Diagnose outages", KEBD, "all"
    output "Lesson" to triage, "Change record", change_manager, sponsor
  }
  step "Diagnose the outage" as diagnose in owner {
    input  "Incident record" from major.tirage, mayor.triage, engage.register, major.close
    output "Fix request" to "Sevice owner", delivr_and_support
  }
  step "Obtain a fix" as fix {
    output "Fix" to majro
  }
}

stream "Manage major incidents" as major {
  step "Triage" in engage {
    input "Outage report"
  }
  outcome "Report" to fix
}

activity desgin_and_transition {
}
"#]
    ));
}

#[test]
fn unknown_name_with_steps_of_that_name_in_several_streams() {
    assert_snapshot!(said(
        "unknown-name",
        &[
            "stream one { step review { } }\nstream two { step review { } }\n",
            "stream three { step build { output \"Plan\" to review } }\n",
        ]
    ));
}

#[test]
fn what_a_broken_statement_mentions_is_not_reported() {
    let text = "role tester\nstream s {\n  step a {\n    practice devops\n    responsible tseter\n    output \"B\" to usr\n    input devops to tseter usr usr\n  }\n}\n";
    for rule in ["unknown-name", "unknown-practice", "unknown-role"] {
        assert_eq!(said(rule, &[text]), "", "{rule}");
    }
}

#[test]
fn each_of_many_unknown_names_is_reported() {
    let mut text = String::from("role tester\nstakeholder \"Service owner\"\n");
    for stream in 0..10 {
        text.push_str(&format!("stakeholder \"Supplier of part {stream}\"\nstream \"Stream {stream}\" {{\n"));
        for step in 0..250 {
            text.push_str(&format!(
                "step \"Handle case {step} of {stream}\" {{ responsible \"Tester {step}\" practice \"Caring {step}\"\n\
                 input \"Case\" from \"Sevice owner\", \"Handle cases {step} of {stream}\", \"Nobody {step} {stream}\"\n\
                 output \"Case\", \"case\" lead_time 1h lead_time 2h }}\n"
            ));
        }
        text.push_str("}\n");
    }
    let sources = sources(&[&text]);
    // Nobody uses the spelling in which the service owner is declared, so that one declaration explains 2,500 ends.
    assert_eq!(findings("unknown-name", &sources).len(), 5_001);
}

#[test]
fn a_misspelt_declaration_is_reported_and_fixed_where_it_is() {
    let reported = said(
        "unknown-name",
        &[
            "stakeholder suplpier\nactivity plan {\n  input A from supplier, improve\n  output B to supplier, improve\n}\n",
        ],
    );
    assert!(reported.contains("`suplpier` is declared, but 2 places name `supplier` instead"), "{reported}");
    let reported = said(
        "unknown-role",
        &[
            "role \"Heda of IT\"\nstream S {\n  accountable \"Head of IT\"\n  step A {\n    responsible \"Head of IT\"\n  }\n}\n",
        ],
    );
    assert!(
        reported.contains("`Heda of IT` is declared, but 2 places name `Head of IT` instead"),
        "{reported}"
    );
}

#[test]
fn a_look_alike_is_offered_only_if_nothing_else_can_be_meant() {
    let stream = |ends: &str, more: &str| {
        let text = format!(
            "stakeholder approval\nstakeholder PR\nstream S {{\n  step dam in plan {{\n    output Plan to {ends}\n  }}\n{more}}}\n"
        );
        said("unknown-name", &[&text])
    };
    assert!(stream("aproval", "").contains("did you mean `approval`?"));
    // Known as something else, too short, or the name of an activity that means another thing.
    for (end, more) in [
        ("aproval", "  step Sign in plan {\n    input aproval\n  }\n"),
        ("aproval", "  step Sign in plan {\n    consulted aproval\n  }\n"),
        ("aproval", "  step Sign in plan {\n    uses aproval\n  }\n"),
        ("HR", ""),
        ("AM", ""),
        ("approve", "  step Sign as approver in plan {\n  }\n  step Sing as approved in plan {\n  }\n"),
    ] {
        let said = stream(end, more);
        assert!(!said.is_empty() && !said.contains("did you mean"), "{said}");
    }
    let said =
        said("unknown-name", &["stream S {\n  step A in plan {\n    output Plan to approve\n  }\n}\n"]);
    assert!(!said.contains("did you mean"), "{said}");
}

reports! {
    a_role_where_one_step_of_it_has_the_item: "unknown-name", r#"
stakeholder user
stream s {
  trigger Call from user
  step Note in engage {
    responsible "Service desk"
    input Call
    output Ticket to "Second line"
  }
  step Look in deliver_and_support {
    responsible "Second line"
    input Ticket
    output Cause, Answer
  }
  step Mend in deliver_and_support {
    responsible "Second line"
    input Cause from "Second line"
    output Repair, "Lessons" to improve
  }
  outcome Answer to user
}
"#;
    the_nearest_of_a_step_and_an_end_is_meant: "unknown-name", r#"
stakeholder "Release team"
stakeholder "Review boar"
stakeholder "Audit case"
stakeholder "Call centre" as "Call center"
stream S {
  trigger T
  step "Release tea" in plan { input T output O }
  step "Review board" in plan { input O output P }
  step "Audit cost" in plan { input P output Q }
  step Last in plan {
    input Q
    output A to "Release teamz"
    output B to "Review boards"
    output C to "Audit cast"
    output D to "Call centrr"
  }
  outcome Q to "Call centre"
}
"#;
    so_many_steps_may_be_meant: "unknown-name", [0, 1, 8, 9].map(|count| {
        let steps: String = (0..count).map(|number| format!("step S{number} in plan {{}}\n")).collect();
        format!("stream With{count} {{\n{steps}}}\nstream For{count} {{ step A in plan {{ input X from With{count}.Nowhere }} }}\n")
    }).concat();
}

#[test]
fn a_role_is_sent_to_the_step_where_it_works() {
    let team = "stakeholder user\nstream \"Order\" {\n  trigger \"Order\" from user\n  step \"Sales\" in engage {\n    responsible Sales\n    input \"Order\"\n    output \"Work order\" to Production\n  }\n  step \"Build\" in obtain_build {\n    responsible Production\n    input \"Work order\" from Sales\n    output \"Product\"\n  }\n  outcome \"Product\" to user\n}\n";
    let declared = "stakeholder user\nrole \"Application Manager\" as AM\nrole \"Account Manager\"\nstream \"Join\" {\n  trigger \"Request\" from user\n  step \"Assign\" in plan {\n    input \"Request\"\n    input \"Free slot\" from AM\n  }\n  step \"Check\" as dam in engage {\n    responsible AM\n  }\n}\n";
    // A trigger comes from no step.
    let trigger = "stream \"Plan\" {\n  trigger \"Idea\" from Board\n  step \"Sort\" in plan {\n    responsible Board\n    input \"Note\" from Board\n  }\n}\n";
    assert_snapshot!(said("unknown-name", &[team, declared, trigger]));
}

#[test]
fn an_activity_is_spelt_in_the_manner_of_what_is_written() {
    let mut fixed = String::new();
    for end in [
        "obtian_build",
        "OBTIAN_BUILD",
        "Obtian-build",
        "\"Obtian build\"",
        "\"obtian build\"",
        "\"DELIVR AND SUPPORT\"",
        "Imporve",
    ] {
        let text = format!("stream s {{ step a {{ output X to {end} }} }}\n");
        for finding in findings("unknown-name", &sources(&[&text])) {
            let fix = finding.fix.as_ref().map(|fix| fix.title.as_str()).unwrap_or_default();
            fixed += &format!("{end}: {fix} {}\n", finding.help.join("; "));
        }
    }
    assert_snapshot!(fixed);
}

/// Of two steps where a role works, the one is named that takes, or gives, what stands beside the role, or counts as it.
#[test]
fn the_step_where_a_role_works_is_the_one_with_the_item() {
    for (flow, two, three) in [
        ("output \"Claim\" to clerk output \"Bill\"", "input \"Bill\"", "input \"Letter\""),
        (
            "output \"Start\" input \"Letter\" from clerk",
            "input \"Start\" output \"Bill\"",
            "input \"Start\" output \"Claim\"",
        ),
    ] {
        let text = format!(
            "stakeholder user\nrole \"Clerk\" as clerk\nitem \"Letter\"\nitem \"Claim\" is \"Letter\"\nstream s {{\n  \
             trigger t from user\n  step one in plan {{ input t {flow} }}\n  step two in engage {{ responsible clerk {two} }}\n  \
             step three in engage {{ responsible clerk {three} }}\n}}\n"
        );
        let found = findings("unknown-name", &sources(&[&text]));
        assert_eq!(found.len(), 1, "{flow}");
        assert_eq!(
            found[0].help,
            ["`clerk` is a role here: name the step where it works, `three`"],
            "{flow}"
        );
    }
}

#[test]
fn a_stream_that_fits_the_step_is_meant() {
    let text = r#"
stakeholder customer
stakeholder bank
stream "Settle a claim" as settle {
  trigger "Claim" from customer
  step "Approve the payment" as approve in engage { input "Claim" output "Approved payment" }
  step "Pay the claim" runs payment in deliver_and_support {
    input  "Approved payment"
    output "Payment advice"
  }
  step "Close the claim" as close in engage { input "Payment advice" output "Settled claim" }
  outcome "Settled claim" to customer
}
stream "Pay out money" as paying {
  trigger "Approved payment" from settle
  step "Transfer the money" as transfer in obtain_build {
    input  "Approved payment"
    output "Payment advice"
    output "Transfer order" to bank
  }
  outcome "Payment advice" to settle
}
"#;
    assert_snapshot!(said("unknown-name", &[text]));
    // Nothing is made up where none fits.
    let other = text.replace("\"Approved payment\" from settle", "\"Payment order\" from settle");
    let found = findings("unknown-name", &sources(&[&other]));
    assert_eq!((found.len(), found[0].fix.is_some()), (1, false));
}
