//! Pools, lanes and messages.

use super::{file, imported, sequence};

fn two_pools(messages: &str) -> String {
    file(&format!(
        "<collaboration id=\"c\">
<participant id=\"shop\" name=\"Shop\" processRef=\"sell\"/>
<participant id=\"bank\" name=\"Bank\" processRef=\"pay\"/>
<participant id=\"customer\" name=\"Customer\"/>
{messages}</collaboration>
<process id=\"sell\">
<startEvent id=\"ordered\" name=\"Order\"/>
<task id=\"check\" name=\"Check credit\"/>
<task id=\"send\" name=\"Send goods\"/>
<endEvent id=\"sold\" name=\"Goods sent\"/>
{}</process>
<process id=\"pay\">
<startEvent id=\"asked\"/>
<task id=\"look\" name=\"Look at the account\"/>
<endEvent id=\"told\"/>
{}</process>
",
        sequence("ordered -> check\ncheck -> send\nsend -> sold"),
        "<sequenceFlow id=\"g0\" sourceRef=\"asked\" targetRef=\"look\"/>
<sequenceFlow id=\"g1\" sourceRef=\"look\" targetRef=\"told\"/>
",
    ))
}

#[test]
fn a_pool_is_a_stream_and_a_black_box_a_stakeholder() {
    assert_snapshot!(imported(two_pools(
        "<messageFlow id=\"m0\" name=\"Order\" sourceRef=\"customer\" targetRef=\"ordered\"/>
<messageFlow id=\"m1\" name=\"Parcel\" sourceRef=\"send\" targetRef=\"customer\"/>
<messageFlow id=\"m2\" name=\"Account question\" sourceRef=\"check\" targetRef=\"asked\"/>
<messageFlow id=\"m3\" name=\"Account answer\" sourceRef=\"told\" targetRef=\"send\"/>
"
    )));
}

/// An end without a label behind a step of which only messages come is no outcome, where something leads to another end.
#[test]
fn an_end_behind_a_message_says_nothing() {
    let shop = |flows| {
        imported(file(&format!(
            "<collaboration id=\"c\">
<participant id=\"shop\" name=\"Shop\" processRef=\"sell\"/>
<participant id=\"customer\" name=\"Customer\"/>
<messageFlow id=\"m0\" name=\"Receipt\" sourceRef=\"thank\" targetRef=\"customer\"/>
</collaboration>
<process id=\"sell\">
<startEvent id=\"ordered\" name=\"Order\"/>
<task id=\"take\" name=\"Take the money\"/>
<task id=\"thank\" name=\"Thank the customer\"/>
<task id=\"send\" name=\"Send goods\"/>
<endEvent id=\"thanked\"/>
<endEvent id=\"sold\" name=\"Goods sent\"/>
{}</process>
",
            sequence(flows),
        )))
    };
    assert_snapshot!(shop("ordered -> take\ntake -> thank\ntake -> send\nthank -> thanked\nsend -> sold"));
    assert_snapshot!(shop("ordered -> take\ntake -> send\nsend -> thank\nthank -> thanked"));
}

#[test]
fn two_tasks_that_message_each_other_ask_and_answer() {
    assert_snapshot!(imported(two_pools(
        "<messageFlow id=\"m0\" name=\"Question\" sourceRef=\"check\" targetRef=\"look\"/>
<messageFlow id=\"m1\" name=\"Answer\" sourceRef=\"look\" targetRef=\"check\"/>
"
    )));
}

#[test]
fn a_step_that_starts_another_pool_and_waits_for_its_end_asks_and_is_answered() {
    assert_snapshot!(imported(two_pools(
        "<messageFlow id=\"m0\" name=\"Question\" sourceRef=\"check\" targetRef=\"asked\"/>
<messageFlow id=\"m1\" name=\"Answer\" sourceRef=\"told\" targetRef=\"check\"/>
"
    )));
}

#[test]
fn a_message_to_the_border_of_a_pool_is_vague() {
    assert_snapshot!(imported(two_pools(
        "<messageFlow id=\"m0\" name=\"Question\" sourceRef=\"check\" targetRef=\"bank\"/>
<messageFlow id=\"m1\" name=\"Answer\" sourceRef=\"bank\" targetRef=\"send\"/>
<messageFlow id=\"m2\" name=\"Advertisement\" sourceRef=\"customer\" targetRef=\"bank\"/>
"
    )));
}

#[test]
fn the_innermost_lane_is_responsible() {
    assert_snapshot!(imported(file(&format!(
        "<process id=\"p\" name=\"Handle an order\">
<laneSet id=\"ls\">
<lane id=\"l1\" name=\"Sales\"><flowNodeRef>s</flowNodeRef><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef>
<childLaneSet id=\"cs\"><lane id=\"l2\" name=\"Sales clerk\"><flowNodeRef>a</flowNodeRef></lane></childLaneSet>
</lane>
<lane id=\"l3\" name=\"Warehouse\"><flowNodeRef>c</flowNodeRef><flowNodeRef>e</flowNodeRef></lane>
<lane id=\"l4\"/>
</laneSet>
<startEvent id=\"s\" name=\"Order\"/>
<task id=\"a\" name=\"Note the order\"/>
<task id=\"b\" name=\"Confirm the order\"/>
<task id=\"c\" name=\"Pack the goods\"/>
<endEvent id=\"e\" name=\"Goods\"/>
{}</process>
",
        sequence("s -> a\na -> b\nb -> c\nc -> e"),
    ))));
}

/// Who is asked and who answers are two steps of the other pool, so the answer comes from the pool.
#[test]
fn an_answer_of_another_task_than_the_one_that_was_asked_comes_from_its_stream() {
    let shown = imported(file(&format!(
        "<collaboration id=\"c\">
<participant id=\"shop\" name=\"Shop\" processRef=\"sell\"/>
<participant id=\"bank\" name=\"Bank\" processRef=\"pay\"/>
<messageFlow id=\"m0\" name=\"Question\" sourceRef=\"check\" targetRef=\"look\"/>
<messageFlow id=\"m1\" name=\"Answer\" sourceRef=\"ask\" targetRef=\"check\"/>
</collaboration>
<process id=\"sell\">
<startEvent id=\"ordered\" name=\"Order\"/>
<task id=\"check\" name=\"Check credit\"/>
<endEvent id=\"sold\" name=\"Goods sent\"/>
{}</process>
<process id=\"pay\">
<startEvent id=\"asked\" name=\"Morning\"/>
<task id=\"look\" name=\"Look at the account\"/>
<task id=\"ask\" name=\"Ask the boss\"/>
<endEvent id=\"told\" name=\"Work done\"/>
<sequenceFlow id=\"g0\" sourceRef=\"asked\" targetRef=\"look\"/>
<sequenceFlow id=\"g1\" sourceRef=\"look\" targetRef=\"ask\"/>
<sequenceFlow id=\"g2\" sourceRef=\"ask\" targetRef=\"told\"/>
</process>
",
        sequence("ordered -> check\ncheck -> sold"),
    )));
    assert!(shown.contains("reply input \"Answer\" from \"Bank\"\n"), "{shown}");
    assert!(
        shown.contains("output \"Answer\" to \"Shop\"\n")
            || shown.contains("output \"Answer\"    to \"Shop\"\n"),
        "{shown}"
    );
    assert!(!shown.contains("[unasked-reply]"), "{shown}");
}
