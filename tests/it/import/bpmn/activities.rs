//! Tasks, sub-processes, called processes, and what is repeated.

use super::{file, imported, process, sequence};

#[test]
fn steps_stand_in_the_order_of_the_flow_and_hand_on_what_they_have_done() {
    assert_snapshot!(imported(process(
        "<endEvent id=\"e\" name=\"Goods sent\"/>
<task id=\"send\" name=\"Send\"/>
<userTask id=\"check\" name=\"Check\"/>
<task id=\"nameless\"/>
<startEvent id=\"s\" name=\"Order\"/>
",
        "s -> check\ncheck -> nameless : Checked order\nnameless -> send\nsend -> e",
    )));
}

#[test]
fn a_sub_process_is_a_stream_that_the_step_runs() {
    assert_snapshot!(imported(process(
        &format!(
            "<startEvent id=\"s\" name=\"Order\"/>
<subProcess id=\"sub\" name=\"Pack the goods\">
<startEvent id=\"is\"/>
<task id=\"fetch\" name=\"Fetch\"/>
<task id=\"wrap\" name=\"Wrap\"/>
<endEvent id=\"ie\" name=\"Parcel\"/>
{}</subProcess>
<subProcess id=\"closed\" name=\"Send it\"/>
<endEvent id=\"e\" name=\"Goods sent\"/>
",
            "<sequenceFlow id=\"g0\" sourceRef=\"is\" targetRef=\"fetch\"/>
<sequenceFlow id=\"g1\" sourceRef=\"fetch\" targetRef=\"wrap\"/>
<sequenceFlow id=\"g2\" sourceRef=\"wrap\" targetRef=\"ie\"/>
"
        ),
        "s -> sub\nsub -> closed\nclosed -> e",
    )));
}

#[test]
fn a_sub_process_with_several_ends_has_several_outcomes() {
    assert_snapshot!(imported(process(
        "<startEvent id=\"s\" name=\"Claim\"/>
<subProcess id=\"sub\" name=\"Judge the claim\">
<startEvent id=\"is\"/>
<task id=\"look\" name=\"Look\"/>
<exclusiveGateway id=\"g\" name=\"Right?\"/>
<endEvent id=\"yes\" name=\"Claim granted\"/>
<endEvent id=\"no\" name=\"Claim refused\"/>
<sequenceFlow id=\"g0\" sourceRef=\"is\" targetRef=\"look\"/>
<sequenceFlow id=\"g1\" sourceRef=\"look\" targetRef=\"g\"/>
<sequenceFlow id=\"g2\" name=\"yes\" sourceRef=\"g\" targetRef=\"yes\"/>
<sequenceFlow id=\"g3\" name=\"no\" sourceRef=\"g\" targetRef=\"no\"/>
</subProcess>
<task id=\"write\" name=\"Write a letter\"/>
<endEvent id=\"e\" name=\"Letter\"/>
",
        "s -> sub\nsub -> write\nwrite -> e",
    )));
}

#[test]
fn a_called_process_is_a_stream_that_the_step_runs() {
    assert_snapshot!(imported(file(&format!(
        "<process id=\"p\" name=\"Handle an order\">
<startEvent id=\"s\" name=\"Order\"/>
<callActivity id=\"call\" name=\"Have it paid\" calledElement=\"q\"/>
<callActivity id=\"other\" name=\"Book it\" calledElement=\"elsewhere\"/>
<endEvent id=\"e\" name=\"Booked order\"/>
{}</process>
<process id=\"q\" name=\"Take a payment\">
<startEvent id=\"qs\" name=\"Bill\"/>
<task id=\"qt\" name=\"Wait for the money\"/>
<endEvent id=\"qe\" name=\"Payment\"/>
<sequenceFlow id=\"g0\" sourceRef=\"qs\" targetRef=\"qt\"/>
<sequenceFlow id=\"g1\" sourceRef=\"qt\" targetRef=\"qe\"/>
</process>
",
        sequence("s -> call\ncall -> other\nother -> e"),
    ))));
}

#[test]
fn what_is_repeated_takes_back_its_own_work() {
    assert_snapshot!(imported(process(
        "<startEvent id=\"s\" name=\"Order\"/>
<task id=\"a\" name=\"Ask for a price\"><standardLoopCharacteristics id=\"l\"/></task>
<task id=\"b\" name=\"Pick an article\"><multiInstanceLoopCharacteristics id=\"m\"/></task>
<endEvent id=\"e\" name=\"Picked goods\"/>
",
        "s -> a\na -> b\nb -> e",
    )));
}

#[test]
fn without_a_start_and_an_end_what_nothing_leads_to_begins() {
    assert_snapshot!(imported(process(
        "<task id=\"a\" name=\"Check\"/><task id=\"b\" name=\"Send\"/>",
        "a -> b",
    )));
}
