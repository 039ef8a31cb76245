//! Whom a change concerns, and for whom it breaks something.

use crate::compare::{compared, told};

/// A stream that gives a slip, by an output and an outcome with these ends, and one that starts with it.
fn slip(output: &str, outcome: &str, trigger: &str) -> String {
    format!(
        "stream \"Give\" as give {{\n  trigger \"Wish\"\n  step \"Make\" as make in engage {{\n    input \"Wish\"\n    \
         {output}\n    output \"Other\"\n  }}\n  outcome \"Other\"\n  {outcome}\n}}\n\
         stream \"Take\" as take {{\n  {trigger}\n  trigger \"Bill\"\n  step \"Use\" in plan {{\n    input \"Bill\"\n    \
         output \"Thing\"\n  }}\n  outcome \"Thing\"\n}}\n"
    )
}

#[test]
fn a_trigger_that_another_stream_still_brings_is_missed() {
    for (then, now, is_missed) in [
        // It is still an outcome, for the one stream or for anybody.
        (["output \"Slip\"", "outcome \"Slip\" to take", "trigger \"Slip\""], None, true),
        (["output \"Slip\"", "outcome \"Slip\"", "trigger \"Slip\" from give"], None, true),
        // It is no outcome, but still an output to the stream.
        (["output \"Slip\" to take", "", "trigger \"Slip\""], None, true),
        // The one that gave it keeps it to itself.
        (["output \"Slip\" to take", "", "trigger \"Slip\""], Some(["output \"Slip\"", ""]), false),
        (
            ["output \"Slip\"", "outcome \"Slip\" to take", "trigger \"Slip\""],
            Some(["output \"Slip\"", "outcome \"Note\" to take"]),
            false,
        ),
    ] {
        let [output, outcome, trigger] = then;
        let [output_now, outcome_now] = now.unwrap_or([output, outcome]);
        let text = told(&compared(&slip(output, outcome, trigger), &slip(output_now, outcome_now, "")));
        let line = text.lines().find(|line| line.contains("no longer starts with `Slip`")).unwrap();
        assert_eq!(line.starts_with("  - Lost: "), is_missed, "{then:?} {now:?}: {text}");
    }
}

#[test]
fn all_whom_any_alternative_concerns_are_named() {
    let text = |outputs: &str| {
        format!(
            "stream \"Give\" as give {{\n  trigger \"Wish\"\n  step \"Make\" in engage {{\n    input \"Wish\"\n    \
             output {outputs}\n  }}\n}}\n\
             stream \"One\" {{\n  trigger \"Slip\" from give\n}}\nstream \"Two\" {{\n  trigger \"Bill\" from give\n}}\n"
        )
    };
    let changes = told(&compared(&text("\"Slip\" or \"Bill\""), &text("\"Slip\" or \"Bill\" or \"Letter\"")));
    let line = changes.lines().find(|line| line.contains("now gives either")).unwrap();
    assert!(line.ends_with("[One, Two]"), "{changes}");
}

#[test]
fn no_more_than_sixteen_streams_are_named() {
    let mut then = "stream \"Give\" as give {\n  trigger \"Wish\"\n  outcome \"Slip\"\n}\n".to_owned();
    for number in 1..=20 {
        then += &format!("stream \"S{number}\" {{\n  trigger \"Slip\" from give\n}}\n");
    }
    let changes = told(&compared(&then, &then.replace("  outcome \"Slip\"\n", "")));
    let line = changes.lines().find(|line| line.contains("no longer ends with `Slip`")).unwrap();
    let (_, concerned) = line.rsplit_once('[').unwrap();
    assert_eq!(concerned.split(", ").count(), 16, "{changes}");
}

#[test]
fn only_what_is_given_for_certain_can_become_uncertain() {
    let text = |result: &str| {
        format!(
            "stakeholder buyer\nstream \"Sell\" {{\n  trigger \"Order\"\n  step \"Take\" in engage {{\n    input \"Order\"\n    \
             output {result}\n  }}\n  step \"Pack\" in obtain_build {{\n    input \"Sale\"\n    output \"Bill\" to buyer\n    \
             output \"Notice\" or \"Letter\" to buyer\n    optional output \"Advert\" to buyer\n  }}\n}}\n"
        )
    };
    let changes = told(&compared(&text("\"Sale\""), &text("\"Sale\" or \"Refusal\"")));
    let uncertain: Vec<&str> = changes.lines().filter(|line| line.contains("no longer gets")).collect();
    assert_eq!(
        uncertain,
        ["  ~ Uncertain: `buyer` no longer gets `Bill` from `Pack` in every case [buyer]"],
        "{changes}"
    );
}
