//! What `forgotten-field` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

/// A step that takes what another makes, with more in its block.
fn step(taken: &str, made: &str, more: &str) -> String {
    format!("step \"Make {made}\" in engage {{ input {taken} output {made} {more} }}\n")
}

fn messages(stream: &str) -> Vec<String> {
    of("forgotten-field", &one(stream)).into_iter().map(|finding| finding.message).collect()
}

#[test]
fn an_open_step_counts_neither_way() {
    let named = "practice \"Service desk\"";
    let steps =
        step("T", "A", named) + &step("A", "B", named) + &step("B", "C", named) + &step("C", "D", named);
    let open = step("D", "P", "") + &step("D", "Q", "output 5%") + &step("D", "R", "output 5%");
    let stream = format!("stream S {{ trigger T\n{steps}{open}outcome P to improve }}");
    assert_eq!(messages(&stream), ["`Make P` has no `practice`; 4 of the 5 steps have one"]);
}

#[test]
fn a_step_beside_the_main_path_is_not_expected_to_say_everything() {
    let timed = "lead_time 1h";
    let steps =
        step("T", "A", timed) + &step("A", "B", timed) + &step("B", "C", timed) + &step("C", "P", timed);
    let stream = |aside: &str, outcome: &str| {
        format!("stream S {{ trigger T\n{steps}{aside}outcome {outcome} to improve }}")
    };
    let aside = step("C", "Figures", "").replace("output Figures", "output Figures to improve");
    assert!(messages(&stream(&aside, "P")).is_empty());
    let found = messages(&stream(&step("C", "Figures", ""), "P, Figures"));
    assert_eq!(found, ["`Make Figures` has no `lead_time`; 4 of the 5 steps have one"]);
}

#[test]
fn a_step_that_runs_a_stream_under_a_wrong_name_forgets_nothing() {
    let timed = "lead_time 1h";
    let steps =
        step("T", "A", timed) + &step("A", "B", timed) + &step("B", "C", timed) + &step("C", "D", timed);
    for name in ["pay", "pya"] {
        let running = step("D", "P", "").replace(" in engage", &format!(" runs {name} in engage"));
        let stream = format!("stream S {{ trigger T\n{steps}{running}outcome P to improve }}\nstream pay");
        assert!(messages(&stream).is_empty(), "{name}");
    }
}

#[test]
fn steps_that_lack_the_same_are_one_finding_without_the_excused_one() {
    let owned = "responsible Agent";
    let mut steps = step("T", "S0", owned);
    for at in 1..12 {
        steps += &step(&format!("S{}", at - 1), &format!("S{at}"), owned);
    }
    let bare = step("S11", "A", "") + &step("A", "B", "");
    let excused = format!("@allow(forgotten-field, \"a machine\")\n{}", step("B", "P", ""));
    let text = format!("role Agent\nstream S {{ trigger T\n{steps}{bare}{excused}outcome P to improve }}");
    assert_eq!(
        messages(&text),
        ["nobody is `responsible` for `Make A` and `Make B`; 12 of the 15 steps name someone"]
    );
    assert!(of("unused-allow", &one(&text)).is_empty());
}

reports! {
    a_field_that_the_others_have: "forgotten-field", r#"
activity plan { purpose "a" accountable x }
activity engage { purpose "b" accountable x }
activity improve { purpose "c" accountable y }
activity deliver_and_support { purpose "e" accountable y }
activity obtain_build { purpose "d" }
stream a { purpose "x" accountable x }
stream b { purpose "x" accountable x }
stream c { purpose "x" responsible x }
stream d { purpose "x" responsible x }
stream e { purpose "x" responsible x }
stream f { accountable x step one in engage { } }
stream g { purpose "x" step one in engage { } }
"#;
}
