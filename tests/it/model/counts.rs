//! How many ends of inputs and outputs meet, of those that name, or mean, what is described.

use crate::support::one;
use vsdlint::model::Model;

/// What meets and what there is: of inputs, and of outputs.
fn counts(text: &str) -> [(usize, usize); 2] {
    let sources = one(text);
    let model = Model::new(&sources);
    [model.inputs_met(), model.outputs_met()].map(|tally| (tally.met, tally.total))
}

#[test]
fn every_end_in_a_described_stream_counts() {
    let text = "stakeholder user
        stream s {
          trigger Order from user
          outcome Goods to user
          step First in engage {
            input Order
            output Draft, Note to Second
            output Goods
          }
          step Second in plan {
            input Draft, Advice from First
            optional input Praise
            output Goods to user, obtain_build
          }
        }";
    // Of the inputs `Advice` and `Praise` do not come; of the outputs nobody takes `Note`. Whoever stands outside, or in an
    // activity without a step here, is not counted.
    assert_eq!(counts(text), [(2, 4), (2, 3)]);
}

#[test]
fn every_end_in_the_chain_and_between_streams_counts() {
    let text = "activity plan { input Order, News from engage output Goods, Waste to engage, improve }
        activity engage { input Goods from plan output Order to plan }
        stream a { trigger X outcome Goods to b step A in plan { input X output Goods } }
        stream b { trigger Goods, Waste from a outcome Y step B in plan { input Goods output Y } }";
    assert_eq!(counts(text), [(5, 7), (5, 6)]);
}
