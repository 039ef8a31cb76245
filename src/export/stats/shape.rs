//! The shape of numbers. The docstrings are the descriptions in its JSON Schema.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::VERSION;

/// The numbers of streams, as docs/numbers.md defines them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "vsdlint stats", deny_unknown_fields)]
pub struct Stats {
    /// The version of this shape.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The streams that were asked for, in the order of the text.
    pub streams: Vec<StreamStats>,
}

/// The numbers of one stream.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct StreamStats {
    /// The name of the stream.
    pub stream: String,
    /// Its alias; null where it has none.
    pub alias: Option<String>,
    /// How many steps it has, on whatever way.
    pub steps: usize,
    /// Its outcomes, in the order of the text.
    pub outcomes: Vec<OutcomeStats>,
}

/// The numbers of one outcome.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OutcomeStats {
    /// Its items: one, or alternatives.
    pub items: Vec<String>,
    /// The time that it promises (`within`); null where it promises none.
    pub promise: Option<Time>,
    /// The quickest way to it; null where it never comes.
    pub quickest: Option<Way>,
    /// The way to it in the case in which it comes last, which may be the quickest; null where it never comes or where that is
    /// not known.
    pub slowest: Option<Way>,
    /// When the slowest way is taken, in words; null where it is the quickest.
    pub slowest_when: Option<String>,
    /// Whether all ways were looked at. If not, there were more than the bounds allow.
    pub complete: bool,
}

/// The numbers of one way to an outcome.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Way {
    /// How many steps on it work or are answered.
    pub steps: usize,
    /// How long it takes.
    pub lead_time: Total,
    /// How long somebody works on it.
    pub process_time: Total,
    /// How long it waits.
    pub waiting: Total,
    /// The process time as a share of the lead time, from 0 to 1; null where a step does not state both.
    pub flow_efficiency: Option<f64>,
    /// The rolled %C&A: the product of all shares, from 0 to 1; null where no step states one.
    pub accuracy: Option<f64>,
    /// Whether every step that somebody works on states a share. If not, the true product is at most `accuracy`.
    pub accuracy_is_whole: bool,
    /// How often the work goes from one role to another, at least.
    pub role_hand_offs: usize,
    /// How often the work goes from one activity to another, at least.
    pub activity_hand_offs: usize,
    /// What is left of the promise, negative where it is exceeded; null where none is made.
    pub promise_left: Option<Time>,
    /// Whether the promise is kept; null where none is made, or where it depends on when working days fall or on a lead time that is not stated.
    pub promise_kept: Option<bool>,
    /// The step that waits longest; null where none is known to wait.
    pub longest_wait: Option<Wait>,
    /// The steps on it, in their order.
    pub ladder: Vec<LadderStep>,
}

/// A step that waits.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Wait {
    /// The name of its stream.
    pub stream: String,
    /// The name of the step.
    pub step: String,
    /// How long it waits.
    pub waiting: Time,
}

/// A step of a way, with what it adds to the numbers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LadderStep {
    /// The name of its stream.
    pub stream: String,
    /// The name of the step.
    pub step: String,
    /// How the way goes through it.
    pub part: Part,
    /// How many steps that run a stream it lies in.
    pub depth: u32,
    /// Its lead time, if that counts and is stated.
    pub lead_time: Option<Time>,
    /// Its process time, if that counts and is stated.
    pub process_time: Option<Time>,
    /// How long it waits, if both times are there.
    pub waiting: Option<Time>,
    /// The share of its results that is complete and accurate, from 0 to 1, if that counts and is stated.
    pub accuracy: Option<f64>,
}

/// How a way goes through a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// It works: its times count.
    Works,
    /// It asks for a reply, for which the way goes on elsewhere.
    Asks,
    /// It is answered, by a reply that comes after its own work.
    Answered,
    /// It runs a stream, whose steps follow.
    Runs,
}

/// A time added up over steps.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Total {
    /// What is stated, added up.
    #[serde(flatten)]
    pub time: Time,
    /// Whether every step that counts states it. If not, the true time is at least this.
    pub is_whole: bool,
}

/// A time, in minutes and working days, which are added apart: the time is both together.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Time {
    /// As people read it, in the units in which it is stated.
    pub text: String,
    /// Minutes of the clock; a calendar day has 1440. Negative where so much is lacking.
    #[schemars(with = "f64")]
    pub minutes: Minutes,
    /// Working days. Negative where so many are lacking.
    pub working_days: i64,
}

/// Minutes, kept as seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes(pub i64);

impl Serialize for Minutes {
    /// As a whole number where it is one.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 60 == 0 {
            serializer.serialize_i64(self.0 / 60)
        } else {
            serializer.serialize_f64(self.0 as f64 / 60.0)
        }
    }
}
