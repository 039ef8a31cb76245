//! The sentence of each kind of change, there and back.

use crate::compare::{compared, told};

/// A model with something of everything.
const THEN: &str = r#"
organisation "Ferry" {
  purpose "Take people across"
  link "https://ferry.example"
  working_day 7h
}
stakeholder passenger
stakeholder "Harbour office" as harbour
repository "Log" as log
item "Day pass" is "Pass"
item "Pass"
practice "Seamanship"
role "Mate"

activity plan {
  accountable "Owner"
  input  "Demand" from passenger
  output "Timetable" to harbour
}

stream "Cross" as cross {
  purpose "Be on the other side"
  accountable "Captain"
  @allow(missing-practice, "nobody has looked")
  trigger "Wish" from passenger
  trigger "Early morning" every day
  step "Sell" as sell in engage {
    responsible "Mate"
    consulted "Clerk"
    informed "Guard"
    practice "Seamanship"
    uses "Till"
    lead_time 1h
    process_time 10min
    complete_and_accurate 90%
    input "Wish", "Early morning"
    optional input "Weather" from harbour
    rework input "Torn ticket" from sail
    output "Ticket"
    optional output "Receipt" to passenger, harbour
    output "Sale" to log
  }
  step "Sail" as sail in deliver_and_support {
    input "Ticket"
    reply input "Berth"
    output "Crossing" or "Torn ticket"
    output "Notice" to harbour
    output "Slip"
  }
  step "Paint" runs upkeep {
    input "Slip"
  }
  outcome "Crossing" to passenger within 4h
}

stream "Keep up" as upkeep {
  trigger "Slip" or "Rust"
  outcome "Paint"
}
stream "Refit" as refit {
  trigger "Slip"
  outcome "Paint"
}
stream "Charter"
"#;

/// What is written in it, and what instead.
const EDITS: &[(&str, &str)] = &[
    ("organisation \"Ferry\"", "organisation \"Boat\""),
    ("purpose \"Take people across\"", ""),
    ("purpose \"Take people across\"", "purpose \"Carry cars\""),
    ("link \"https://ferry.example\"", ""),
    ("link \"https://ferry.example\"", "link \"https://boat.example\""),
    ("working_day 7h", ""),
    ("working_day 7h", "working_day 6h"),
    ("stakeholder passenger\n", "stakeholder passenger\nstakeholder diver\n"),
    ("\"Harbour office\" as harbour", "\"Port office\" as harbour"),
    ("repository \"Log\" as log", "stakeholder \"Log\" as log"),
    ("repository \"Log\" as log", "repository \"Log\" as log\nrepository \"Register\""),
    ("\"Day pass\" is \"Pass\"", "\"Day pass\""),
    ("\"Day pass\" is \"Pass\"", "\"Day pass\" is \"Permit\""),
    ("item \"Day pass\" is \"Pass\"", ""),
    ("practice \"Seamanship\"\nrole", "role"),
    ("role \"Mate\"", ""),
    ("accountable \"Owner\"", "accountable \"Board\""),
    ("input  \"Demand\" from passenger", ""),
    ("input  \"Demand\" from passenger", "input  \"Demand\""),
    ("output \"Timetable\" to harbour", "output \"Timetable\""),
    ("output \"Timetable\" to harbour", ""),
    ("as cross {", "as over {"),
    ("as cross {", "{"),
    ("purpose \"Be on the other side\"", "purpose \"See the other side\""),
    ("@allow(missing-practice, \"nobody has looked\")", ""),
    ("trigger \"Wish\" from passenger", ""),
    ("trigger \"Wish\" from passenger", "trigger \"Wish\" from passenger, harbour"),
    ("every day", ""),
    ("every day", "every week"),
    ("step \"Sell\" as sell in engage", "step \"Sell\" as sell"),
    ("step \"Sell\" as sell in engage", "step \"Sell\" as sell in plan"),
    ("responsible \"Mate\"", ""),
    ("responsible \"Mate\"", "responsible \"Purser\""),
    ("consulted \"Clerk\"", ""),
    ("informed \"Guard\"", ""),
    ("practice \"Seamanship\"\n    uses", "uses"),
    ("uses \"Till\"", ""),
    ("uses \"Till\"", "uses \"Box\""),
    ("lead_time 1h", ""),
    ("lead_time 1h", "lead_time 2h"),
    ("process_time 10min", "process_time 5min"),
    ("complete_and_accurate 90%", "complete_and_accurate 80%"),
    ("input \"Wish\", \"Early morning\"", "input \"Wish\" or \"Early morning\""),
    ("input \"Wish\", \"Early morning\"", "input \"Wish\""),
    ("optional input \"Weather\" from harbour", ""),
    ("optional input \"Weather\"", "input \"Weather\""),
    ("\"Weather\" from harbour", "\"Weather\" from harbour, passenger"),
    ("\"Weather\" from harbour", "\"Weather\""),
    ("rework input \"Torn ticket\" from sail", ""),
    ("rework input", "optional input"),
    ("optional output \"Receipt\" to passenger, harbour", ""),
    ("optional output", "output"),
    ("to passenger, harbour", "to passenger"),
    ("output \"Sale\" to log", ""),
    ("reply input \"Berth\"", ""),
    ("reply input \"Berth\"", "input \"Berth\""),
    ("\"Crossing\" or \"Torn ticket\"", "\"Crossing\""),
    ("output \"Notice\" to harbour", "output \"Notice\""),
    ("output \"Slip\"", "output \"Slip\" or \"Bill\""),
    ("\"Paint\" runs upkeep", "\"Paint\""),
    ("\"Paint\" runs upkeep", "\"Paint\" runs refit"),
    ("outcome \"Crossing\" to passenger within 4h", ""),
    ("within 4h", ""),
    ("within 4h", "within 6h"),
    ("trigger \"Slip\" or \"Rust\"", "trigger \"Slip\""),
    ("stream \"Charter\"", "stream \"Charter\" {\n  trigger \"Call\"\n  outcome \"Trip\"\n}"),
    ("stream \"Charter\"", ""),
];

#[test]
fn each_change_has_its_sentence() {
    let mut text = String::new();
    for (written, instead) in EDITS {
        assert_eq!(THEN.matches(written).count(), 1, "{written}");
        let now = THEN.replace(written, instead);
        text += &format!("── {} → {} ──\n", flat(written), flat(instead));
        text += &told(&compared(THEN, &now));
        text += "and back\n";
        text += &told(&compared(&now, THEN));
        text.push('\n');
    }
    assert_snapshot!(text);
}

#[test]
fn what_is_described_comes_and_goes_as_a_whole() {
    let (activity, _) = THEN.split_once("stream").unwrap();
    let described = activity.find("activity").unwrap();
    let without = THEN.replace(&activity[described..], "");
    assert_snapshot!("an_activity", told(&compared(&without, THEN)) + &told(&compared(THEN, &without)));
    let step = THEN.find("  step \"Sail\"").unwrap();
    let end = THEN.find("  step \"Paint\"").unwrap();
    let without = THEN.replace(&THEN[step..end], "");
    assert_snapshot!("a_step", told(&compared(&without, THEN)) + &told(&compared(THEN, &without)));
    assert_snapshot!("the_rest", told(&compared("", THEN)) + &told(&compared(THEN, "")));
}

/// On one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[test]
fn another_alternative_of_several_is_one_change() {
    let text = |choices: &str, results: &str| {
        format!(
            "stakeholder user\nstream s {{\n  trigger {choices} from user\n  step \"Check\" as check in engage {{\n    \
             input {choices}\n    output {results} to send\n  }}\n  step \"Send\" as send in deliver_and_support {{\n    \
             input {results}\n    output Parcel to user\n  }}\n  outcome Parcel to user\n}}\n"
        )
    };
    let then = text("Call or Mail", "Yes or No");
    let now = text("Call or Mail or Letter", "Yes or No or Later or Never");
    assert_eq!(
        told(&compared(&then, &now)),
        "  ~ the stream now starts with either `Call`, `Mail` or `Letter`, no longer `Call` or `Mail` [user]\n  \
         + the stream now starts with `Letter` from `user` [user]\n  \
         ~ `Check` now waits for `Call`, `Mail` or `Letter`, no longer for `Call` or `Mail` []\n  \
         ~ `Check` now gives either `Yes`, `No` and 2 others, no longer `Yes` or `No` []\n  \
         + `Send` now gets `Later` from `Check`, or else `Yes`, `No` or `Never` []\n  \
         + `Send` now gets `Never` from `Check`, or else `Yes`, `No` or `Later` []\n  \
         ~ `Send` now waits for `Yes`, `No` and 2 others, no longer for `Yes` or `No` []\n"
    );
}
