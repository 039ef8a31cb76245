//! Gateways: decisions, forks, joins and ways back.

use super::{imported, process};

const ENDS: &str = "<startEvent id=\"s\" name=\"Order\"/>
<endEvent id=\"e\" name=\"Order done\"/>
<task id=\"a\" name=\"Check\"/>
<task id=\"b\" name=\"Send\"/>
<task id=\"c\" name=\"Refuse\"/>
<task id=\"d\" name=\"File\"/>
";

fn with(nodes: &str, flows: &str) -> String {
    imported(process(&format!("{ENDS}{nodes}"), flows))
}

#[test]
fn a_decision_dissolves_into_alternatives() {
    assert_snapshot!(with(
        "<exclusiveGateway id=\"g\" name=\"In stock?\" default=\"f3\"/><exclusiveGateway id=\"j\"/>",
        "s -> a\na -> g\ng -> b : yes\ng -> c\nb -> j\nc -> j\nj -> d\nd -> e",
    ));
}

#[test]
fn a_decision_after_a_decision_is_one_choice() {
    assert_snapshot!(with(
        "<exclusiveGateway id=\"g\" name=\"In stock?\"/><exclusiveGateway id=\"h\" name=\"Can be bought?\"/>",
        "s -> a\na -> g\ng -> b : yes\ng -> h : no\nh -> c : no\nh -> d : yes\nb -> e\nc -> e\nd -> e",
    ));
}

#[test]
fn a_decision_directly_after_the_start_is_a_step() {
    assert_snapshot!(with(
        "<exclusiveGateway id=\"g\" name=\"Known customer?\"/>",
        "s -> g\ng -> a : yes\ng -> c : no\na -> b\nb -> d\nc -> e\nd -> e",
    ));
}

#[test]
fn a_decision_between_branches_that_have_met_is_a_step() {
    assert_snapshot!(with(
        "<parallelGateway id=\"f\"/><parallelGateway id=\"j\"/><exclusiveGateway id=\"g\" name=\"Both fine?\"/>",
        "s -> f\nf -> a\nf -> b\na -> j\nb -> j\nj -> g\ng -> c : no\ng -> d : yes\nc -> e\nd -> e",
    ));
}

#[test]
fn what_runs_side_by_side_is_one_item_for_several_and_several_inputs_for_one() {
    assert_snapshot!(with(
        "<parallelGateway id=\"f\"/><parallelGateway id=\"j\"/>",
        "s -> a\na -> f\nf -> b\nf -> c\nb -> j\nc -> j\nj -> d\nd -> e",
    ));
}

#[test]
fn what_an_inclusive_gateway_gives_may_come_or_not() {
    assert_snapshot!(with(
        "<inclusiveGateway id=\"f\" name=\"What is to be done?\"/><inclusiveGateway id=\"j\"/>",
        "s -> a\na -> f\nf -> b : send\nf -> c : refuse\nb -> j\nc -> j\nj -> d\nd -> e",
    ));
}

#[test]
fn what_leads_back_is_rework() {
    assert_snapshot!(with(
        "<exclusiveGateway id=\"g\" name=\"Good?\"/><exclusiveGateway id=\"j\"/>",
        "s -> j\nj -> a\na -> b\nb -> g\ng -> j : no\ng -> c : yes\nc -> d\nd -> e",
    ));
}

/// What a gateway waits for stands above it, though the way back leads there by what it opens.
#[test]
fn what_leads_back_through_a_gateway_that_waits_is_rework() {
    assert_snapshot!(with(
        "<parallelGateway id=\"f\"/><exclusiveGateway id=\"m\"/><parallelGateway id=\"j\"/><exclusiveGateway id=\"g\" name=\"Good?\"/>",
        "s -> f\nf -> m\nm -> a\na -> j\nf -> b\nb -> j\nj -> c\nc -> g\ng -> m : no\ng -> d : yes\nd -> e",
    ));
}

/// A gateway before an end has nobody behind it who waits, so it is a step where not all need come.
#[test]
fn what_an_end_waits_for_is_waited_for() {
    let nodes = "<exclusiveGateway id=\"g\" name=\"In stock?\"/><parallelGateway id=\"j\"/>";
    assert_snapshot!(with(nodes, "s -> a\na -> g\ng -> b : yes\ng -> c : no\nb -> j\nc -> j\nj -> e"));
    let nodes = "<parallelGateway id=\"g\"/><parallelGateway id=\"j\"/>";
    assert_snapshot!(with(nodes, "s -> a\na -> g\ng -> b\ng -> c\nb -> j\nc -> j\nj -> e"));
}

#[test]
fn a_fork_that_waits_for_what_comes_of_it_is_a_circular_wait() {
    assert_snapshot!(with(
        "<parallelGateway id=\"j\"/><parallelGateway id=\"f\"/>",
        "s -> a\na -> j\nj -> b\nb -> c\nc -> f\nf -> j\nf -> d\nd -> e",
    ));
}

#[test]
fn one_branch_of_a_decision_that_waits_for_the_other_is_reported() {
    assert_snapshot!(with(
        "<exclusiveGateway id=\"g\" name=\"In stock?\"/><parallelGateway id=\"j\"/>",
        "s -> a\na -> g\ng -> b : yes\ng -> c : no\nb -> j\nc -> j\nj -> d\nd -> e",
    ));
}

#[test]
fn events_decide_like_a_decision() {
    assert_snapshot!(with(
        "<eventBasedGateway id=\"g\"/>
<intermediateCatchEvent id=\"w\" name=\"Answer\"><messageEventDefinition id=\"m\"/></intermediateCatchEvent>
<intermediateCatchEvent id=\"t\" name=\"Two weeks\"><timerEventDefinition id=\"d\"><timeDuration>P14D</timeDuration></timerEventDefinition></intermediateCatchEvent>
",
        "s -> a\na -> g\ng -> w\ng -> t\nw -> b\nt -> c\nb -> d\nc -> d\nd -> e",
    ));
}

#[test]
fn a_complex_gateway_is_said_to_be_read_as_another() {
    assert_snapshot!(with(
        "<complexGateway id=\"g\" name=\"Two of three?\"/><complexGateway id=\"j\"/>",
        "s -> a\na -> g\ng -> b : yes\ng -> c : no\nb -> j\nc -> j\nj -> d\nd -> e",
    ));
}

#[test]
fn a_task_behind_many_branches_that_join_waits_for_all() {
    let mut nodes = String::from(
        "<startEvent id=\"s\" name=\"Order\"/><parallelGateway id=\"f\"/><parallelGateway id=\"j\"/>\n",
    );
    let mut flows = String::from("s -> f\nj -> z\nz -> e\n");
    for number in 0..20 {
        nodes += &format!("<task id=\"t{number}\" name=\"Part {number}\"/>\n");
        flows += &format!("f -> t{number}\nt{number} -> j\n");
    }
    nodes += "<task id=\"z\" name=\"Send\"/><endEvent id=\"e\" name=\"Parcel\"/>\n";
    let shown = imported(process(&nodes, &flows));
    let send = shown.split("step \"Send\" {").nth(1).unwrap();
    assert_eq!(send.matches("input  \"Part ").count(), 20, "{send}");
}
