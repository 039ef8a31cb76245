//! Nearly every stream is plain: what its steps wait for stands above them, and their work goes somewhere. Of such a
//! stream the first look is enough, and the dependency graph of all steps need not be built, which would cost far more.

use crate::support::{directory, one};
use vsdlint::model::matching::InOrder;
use vsdlint::model::paths::{at_the_latest, lead_time};
use vsdlint::model::{Model, ScopeId};
use vsdlint::source::Sources;
use vsdlint::syntax::quantity::WORKING_DAY;

/// Whether the steps of each stream run down, and whether they contribute.
fn plain(sources: &Sources) -> Vec<(bool, bool)> {
    let model = Model::new(sources);
    let of = |InOrder { runs_down, contributes }| (runs_down, contributes);
    model.streams().map(|stream| of(model.in_order(stream))).collect()
}

/// A stream whose second step has these flows besides.
fn stream(flows: &str) -> String {
    format!(
        "stakeholder user
         stream closed
         stream s {{
           trigger Order from user
           outcome Goods to user
           step First in engage {{ input Order output Draft, Question }}
           step Second in plan {{ input Draft output Goods {flows} }}
           step Third in improve {{ input Goods output Report, Answer, News to closed output Answer output Report to second }}
         }}"
    )
}

#[test]
fn a_whole_organisation_is_plain() {
    let plain = plain(&directory("fixtures/northwind"));
    assert!(plain.len() > 3 && plain.iter().all(|&plain| plain == (true, true)), "{plain:?}");
}

#[test]
fn what_is_not_waited_for_may_come_from_below() {
    for flows in [
        "",
        "optional input Answer from third",
        "rework input Answer from third",
        "input Question or Answer",
        "input Order or Answer",
        "input Order from user",
        "input Advice from closed",
        "input Advice from obtain_build",
        "input Question from first, user",
        "output News to first output News to improve",
        "output Note output 5%",
    ] {
        let plain = plain(&one(&stream(flows)));
        assert_eq!(plain, [(true, true), (true, true)], "{flows}");
    }
}

#[test]
fn what_is_waited_for_may_not() {
    for flows in ["input Answer from third", "input Answer", "input Question, Answer", "input Draft, Answer"]
    {
        let plain = plain(&one(&stream(flows)));
        assert_eq!(plain, [(true, true), (false, true)], "{flows}");
    }
}

#[test]
fn work_that_only_goes_round_does_not_contribute() {
    let round = "stream s { trigger A outcome B
        step One in plan { input A optional input C from two output D to two }
        step Two in plan { input D from one output C to one }
        step Three in engage { input A output B } }";
    assert_eq!(plain(&one(round)), [(true, false)]);
}

#[test]
fn when_the_steps_of_a_plain_stream_are_done_shows_at_once() {
    let sources = one("stream s { trigger A trigger B outcome C
        step One in plan { input A output D, F lead_time 2h }
        step Two in plan { input B output D, E, F lead_time 1h }
        step Three in engage { input D input E or A output C lead_time 3h }
        step Four in engage { rework input C input F from one, two output C } }");
    let model = Model::new(&sources);
    let hours = |number: u64| number * 3600;
    // The second trigger comes after ten hours.
    let trigger = |number: u32| hours(10 * u64::from(number));
    let done = at_the_latest(&model, ScopeId::new(1), trigger, |step| lead_time(&model, step, WORKING_DAY));
    assert_eq!(done, Some([2, 11, 5, 11].map(hours).to_vec()));
}
