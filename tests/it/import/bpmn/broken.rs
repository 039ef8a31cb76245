//! What contradicts itself in a drawing is told, each at its line.

use super::{file, imported, process};

#[test]
fn decisions_without_labels() {
    assert_snapshot!(imported(process(
        "<startEvent id=\"s\" name=\"Order\"/><endEvent id=\"e\" name=\"Goods\"/>
<task id=\"a\" name=\"Check\"/><task id=\"b\" name=\"Send\"/><task id=\"c\" name=\"Refuse\"/>
<exclusiveGateway id=\"g\" name=\"In stock?\"/>
",
        "s -> a\na -> g\ng -> b\ng -> c\nb -> e\nc -> e",
    )));
}

#[test]
fn nodes_without_a_way_in_or_out_and_flows_without_an_end() {
    assert_snapshot!(imported(process(
        "<startEvent id=\"s\" name=\"Order\"/><endEvent id=\"e\" name=\"Goods\"/>
<task id=\"a\" name=\"Check\"/><task id=\"b\" name=\"Send\"/><task id=\"c\" name=\"Refuse\"/>
",
        "s -> a\na -> e\na -> c\nb -> e\na -> nowhere\nnowhere -> b\nnowhere -> neither",
    )));
}

#[test]
fn flows_across_borders() {
    assert_snapshot!(imported(file(
        "<collaboration id=\"c\">
<participant id=\"x\" name=\"Shop\" processRef=\"p\"/><participant id=\"y\" name=\"Bank\" processRef=\"q\"/>
<messageFlow id=\"m0\" sourceRef=\"a\" targetRef=\"b\"/>
<messageFlow id=\"m1\" sourceRef=\"a\"/>
</collaboration>
<process id=\"p\">
<startEvent id=\"s\" name=\"Order\"/><task id=\"a\" name=\"Check\"/><task id=\"b\" name=\"Send\"/><endEvent id=\"e\" name=\"Goods\"/>
<sequenceFlow id=\"f0\" sourceRef=\"s\" targetRef=\"a\"/>
<sequenceFlow id=\"f1\" sourceRef=\"a\" targetRef=\"b\"/>
<sequenceFlow id=\"f2\" sourceRef=\"b\" targetRef=\"e\"/>
<sequenceFlow id=\"f3\" sourceRef=\"b\" targetRef=\"t\"/>
</process>
<process id=\"q\"><task id=\"t\" name=\"Pay\"/></process>
",
    )));
}
