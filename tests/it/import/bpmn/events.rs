//! Events: at the start, at the end, between and at borders.

use super::{imported, process};

const TASKS: &str =
    "<task id=\"a\" name=\"Check\"/><task id=\"b\" name=\"Send\"/><task id=\"c\" name=\"Remind\"/>\n";
const ENDS: &str = "<startEvent id=\"s\" name=\"Order\"/><endEvent id=\"e\" name=\"Goods sent\"/>\n";

#[test]
fn a_timer_at_the_start_recurs() {
    for (cycle, name) in [("R/P1M", "month"), ("R/PT15M", "quarter_hour"), ("0 0 9 * * MON", "cron")] {
        let start = format!(
            "<startEvent id=\"s\" name=\"Month end\"><timerEventDefinition><timeCycle>{cycle}</timeCycle></timerEventDefinition></startEvent>
<endEvent id=\"e\" name=\"Bill\"/>\n"
        );
        let shown = imported(process(&format!("{start}{TASKS}"), "s -> a\na -> b\nb -> c\nc -> e"));
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => true }, {
            insta::assert_snapshot!(format!("a_timer_at_the_start_{name}"), shown);
        });
    }
}

#[test]
fn what_is_waited_for_is_a_step_and_what_is_announced_belongs_to_the_step_before() {
    assert_snapshot!(imported(process(
        &format!(
            "{ENDS}{TASKS}<intermediateCatchEvent id=\"w\" name=\"Payment\"><messageEventDefinition/></intermediateCatchEvent>
<intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDuration>PT36H</timeDuration></timerEventDefinition></intermediateCatchEvent>
<intermediateThrowEvent id=\"n\" name=\"Order checked\"/>
"
        ),
        "s -> a\na -> n\nn -> w\nw -> t\nt -> b\nb -> e",
    )));
}

#[test]
fn an_event_at_a_border_is_an_alternative_or_an_optional_output() {
    assert_snapshot!(imported(process(
        &format!(
            "{ENDS}{TASKS}<task id=\"d\" name=\"Cancel\"/><endEvent id=\"x\" name=\"Cancelled order\"/>
<boundaryEvent id=\"i\" name=\"Call from the customer\" attachedToRef=\"a\"/>
<boundaryEvent id=\"n\" name=\"Two days\" attachedToRef=\"a\" cancelActivity=\"false\"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>
"
        ),
        "s -> a\na -> b\nb -> e\ni -> d\nd -> x\nn -> c\nc -> e",
    )));
}

#[test]
fn several_starts_are_several_triggers() {
    assert_snapshot!(imported(process(
        &format!("{ENDS}{TASKS}<startEvent id=\"t\" name=\"Call\"/><startEvent id=\"u\"/>"),
        "s -> a\nt -> a\nu -> c\na -> b\nb -> e\nc -> e",
    )));
}

#[test]
fn links_lead_on_as_if_they_were_drawn() {
    assert_snapshot!(imported(process(
        &format!(
            "{ENDS}{TASKS}<intermediateThrowEvent id=\"x\" name=\"Page 2\"><linkEventDefinition name=\"A\"/></intermediateThrowEvent>
<intermediateCatchEvent id=\"y\" name=\"From page 1\"><linkEventDefinition name=\"A\"/></intermediateCatchEvent>
"
        ),
        "s -> a\na -> x\ny -> b\nb -> e",
    )));
}

#[test]
fn what_undoes_work_is_led_to_and_an_error_comes_out_at_the_border() {
    let inner = "<subProcess id=\"u\" name=\"Book\"><startEvent id=\"us\"/><task id=\"h\" name=\"Book the hotel\"/><boundaryEvent id=\"hc\" attachedToRef=\"h\"><compensateEventDefinition/></boundaryEvent>
<task id=\"hu\" name=\"Cancel the hotel\" isForCompensation=\"true\"/><association id=\"as\" sourceRef=\"hc\" targetRef=\"hu\"/>
<exclusiveGateway id=\"g\" name=\"Flight free?\"/><endEvent id=\"ue\" name=\"Booked\"/><endEvent id=\"ux\" name=\"No flight\"><errorEventDefinition/></endEvent>
<sequenceFlow id=\"u1\" sourceRef=\"us\" targetRef=\"h\"/><sequenceFlow id=\"u2\" sourceRef=\"h\" targetRef=\"g\"/><sequenceFlow id=\"u3\" name=\"yes\" sourceRef=\"g\" targetRef=\"ue\"/><sequenceFlow id=\"u4\" name=\"no\" sourceRef=\"g\" targetRef=\"ux\"/></subProcess>
<boundaryEvent id=\"ub\" name=\"No flight\" attachedToRef=\"u\"><errorEventDefinition/></boundaryEvent>\n";
    assert_snapshot!(imported(process(
        &format!("{ENDS}{TASKS}{inner}"),
        "s -> u\nu -> b\nb -> e\nub -> c\nc -> e"
    )));
}

/// An event of each of these kinds, and a flow through or from all of them.
fn events(element: &str, attributes: &str, kinds: &[&str]) -> String {
    let event = |kind: &&str| {
        format!(
            "<{element} id=\"{kind}\" name=\"The {kind}\" {attributes}><{kind}EventDefinition/></{element}>\n"
        )
    };
    kinds.iter().map(event).collect()
}

#[test]
fn whatever_an_event_can_be() {
    let outer = ["message", "timer", "signal", "conditional"];
    let starts = events("startEvent", "", &outer);
    let mut shown = imported(process(
        &format!("{ENDS}{TASKS}{starts}"),
        "s -> a\nmessage -> a\ntimer -> a\nsignal -> b\nconditional -> b\na -> c\nb -> c\nc -> e",
    ));
    let between = events("intermediateCatchEvent", "", &outer);
    shown += &imported(process(
        &format!("{ENDS}{TASKS}{between}"),
        "s -> a\na -> message\nmessage -> timer\ntimer -> b\nb -> signal\nsignal -> conditional\nconditional -> c\nc -> e",
    ));
    let inner = ["error", "escalation", "cancel", "signal", "conditional", "message", "timer"];
    let borders = events("boundaryEvent", "attachedToRef=\"a\"", &inner);
    let flows: String = inner.iter().map(|kind| format!("{kind} -> c\n")).collect();
    shown += &imported(process(
        &format!("{ENDS}{TASKS}{borders}"),
        &format!("s -> a\na -> b\nb -> e\n{flows}c -> e"),
    ));
    let ends = events(
        "endEvent",
        "",
        &["message", "error", "escalation", "cancel", "compensate", "terminate", "signal"],
    );
    shown += &imported(process(
        &format!("{ENDS}{TASKS}{ends}"),
        "s -> a\na -> message\na -> error\na -> escalation\na -> b\nb -> cancel\nb -> compensate\nb -> terminate\nb -> signal\nb -> e",
    ));
    assert_snapshot!(shown);
}

#[test]
fn a_task_or_a_gateway_that_begins_a_process_has_triggers() {
    let task = "<receiveTask id=\"r\" name=\"Take the call\" instantiate=\"true\"/>";
    let mut shown =
        imported(process(&format!("{ENDS}{TASKS}{task}"), "r -> a\ns -> b\na -> b\nb -> c\nc -> e"));
    let gateway = format!(
        "<eventBasedGateway id=\"g\" instantiate=\"true\"/>{}<receiveTask id=\"r\" name=\"Take the call\"/>",
        events("intermediateCatchEvent", "", &["message", "signal"])
    );
    shown += &imported(process(
        &format!("<endEvent id=\"e\" name=\"Goods sent\"/>{TASKS}{gateway}"),
        "g -> message\ng -> signal\ng -> r\nmessage -> a\nsignal -> b\nr -> b\na -> c\nb -> c\nc -> e",
    ));
    assert_snapshot!(shown);
}

#[test]
fn timers_of_one_name_are_one_trigger_for_each_period() {
    let mut timers = String::new();
    for (id, period) in [("x", "R/P1D"), ("y", "R/P1W"), ("z", "R/P1W")] {
        timers += &format!(
            "<startEvent id=\"{id}\" name=\"Round\"><timerEventDefinition><timeCycle>{period}</timeCycle></timerEventDefinition></startEvent>\n"
        );
    }
    let shown = imported(process(
        &format!("{ENDS}{TASKS}{timers}"),
        "s -> a\nx -> a\ny -> a\nz -> a\na -> b\nb -> c\nc -> e",
    ));
    let triggers: Vec<&str> =
        shown.lines().map(str::trim).filter(|line| line.starts_with("trigger \"Round\"")).collect();
    assert_eq!(triggers, ["trigger \"Round\" every day", "trigger \"Round\" every week"], "{shown}");
}
