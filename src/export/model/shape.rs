//! The shape of a whole model. The docstrings are the descriptions in its JSON Schema.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use super::{FlowId, VERSION};
use crate::export::places::Place;
use crate::export::stats::{OutcomeStats, Time};
use crate::model;
use crate::syntax::StatementFlags;

/// A whole model: what is declared, what flows between whom, what it can be measured by, and what is wrong with it.
///
/// Things refer to each other by ids such as `stream1` or `flow12`. These hold within one document only: who compares two
/// documents goes by names.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "vsdlint model", deny_unknown_fields)]
pub struct Document {
    /// The version of this shape.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The program that wrote it.
    pub tool: Tool,
    /// The files that were read, in their order.
    pub files: Vec<String>,
    /// The organisation; null where none is named.
    pub organisation: Option<Organisation>,
    /// Who stands outside the value chain.
    pub stakeholders: Vec<Declaration>,
    /// Where records live.
    pub repositories: Vec<Declaration>,
    /// The items that are declared. Others flow as well.
    pub items: Vec<Item>,
    /// The practices that are declared, besides those of ITIL.
    pub practices: Vec<Declaration>,
    /// The roles that are declared.
    pub roles: Vec<Declaration>,
    /// The activities that are described, in the order of the files.
    pub activities: Vec<Activity>,
    /// The streams, in the order of the files.
    pub streams: Vec<Stream>,
    /// All findings, suppressed ones among them, in the order of files and places.
    pub findings: Vec<Finding>,
}

/// A program.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Tool {
    /// Its name.
    #[schemars(extend("const" = "vsdlint"))]
    pub name: &'static str,
    /// Its version, as in semantic versioning.
    pub version: &'static str,
}

/// The organisation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Organisation {
    /// Its declaration.
    #[serde(flatten)]
    pub declaration: Declaration,
    /// The hours of a working day, in minutes.
    pub working_day_minutes: f64,
}

/// Something declared.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Declaration {
    /// Its name as it is declared.
    pub name: String,
    /// Its alias; null where it has none.
    pub alias: Option<String>,
    /// What it is for, as it is written; null where nothing is said.
    pub purpose: Option<String>,
    /// Addresses where more is to be read.
    pub links: Vec<String>,
    /// Where its name stands.
    pub place: Place,
}

/// An item that is declared.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Item {
    /// Its declaration.
    #[serde(flatten)]
    pub declaration: Declaration,
    /// All broader items that it counts as, directly or through others, by their names.
    pub is: Vec<String>,
    /// Those of them that its declaration names.
    #[serde(skip)]
    pub directly: Vec<String>,
}

/// The roles that a block names, each with its place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Roles {
    /// Who answers for it.
    pub accountable: Vec<Named>,
    /// Who does it.
    pub responsible: Vec<Named>,
    /// Who is asked.
    pub consulted: Vec<Named>,
    /// Who is told.
    pub informed: Vec<Named>,
}

/// A name, and where it stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Named {
    /// The name as it stands there; of a role, an alias is replaced by the name that it stands for.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

/// The description of an activity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Activity {
    /// Its id in this document.
    pub id: String,
    /// Which of the six it is: `plan`, `engage`, `design_and_transition`, `obtain_build`, `deliver_and_support` or `improve`.
    #[schemars(extend("enum" = model::Activity::ALL.map(model::Activity::name)))]
    pub activity: &'static str,
    /// Its declaration.
    #[serde(flatten)]
    pub declaration: Declaration,
    /// The roles that it names.
    pub roles: Roles,
    /// What it takes.
    pub inputs: Vec<Flow>,
    /// What it gives, each alternative by itself.
    pub outputs: Vec<Flow>,
    /// The ids of the findings in it.
    pub findings: Vec<String>,
}

/// A stream.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Stream {
    /// Its id in this document.
    pub id: String,
    /// Its declaration.
    #[serde(flatten)]
    pub declaration: Declaration,
    /// Whether a block says what happens in it.
    pub described: bool,
    /// The roles that it names.
    pub roles: Roles,
    /// What starts it, each alternative by itself.
    pub triggers: Vec<Flow>,
    /// Its steps, in the order of the text.
    pub steps: Vec<Step>,
    /// What it ends with.
    pub outcomes: Vec<Flow>,
    /// The numbers of its outcomes, in their order.
    pub numbers: Vec<OutcomeStats>,
    /// The ids of the findings in it, those in its steps among them.
    pub findings: Vec<String>,
}

/// A step.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Step {
    /// Its id in this document.
    pub id: String,
    /// Its declaration.
    #[serde(flatten)]
    pub declaration: Declaration,
    /// The activity that it is in; null where it is in none, or in one that is unknown.
    #[schemars(extend("enum" = activities_or_none()))]
    pub activity: Option<&'static str>,
    /// The id of the stream that it runs; null where it runs none, or one that nothing declares.
    pub runs: Option<String>,
    /// The roles that it names.
    pub roles: Roles,
    /// The practices that it draws on.
    pub practices: Vec<Named>,
    /// The tools, data and sites that it uses.
    pub uses: Vec<Named>,
    /// How long it takes; null where it does not say, or what cannot be.
    pub lead_time: Option<Time>,
    /// How long somebody works on it; null where it does not say, or what cannot be.
    pub process_time: Option<Time>,
    /// The share of its results that is complete and accurate, from 0 to 1; null where it does not say, or what cannot be.
    pub accuracy: Option<f64>,
    /// What it takes.
    pub inputs: Vec<Flow>,
    /// What it gives, each alternative by itself.
    pub outputs: Vec<Flow>,
    /// The ids of the findings in it.
    pub findings: Vec<String>,
}

/// One flow at one node or border.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Flow {
    /// Its id in this document.
    pub id: FlowId,
    /// What it is.
    pub kind: FlowKind,
    /// How an input, or an output, is taken.
    pub mode: Mode,
    /// Its item, or the alternatives with which it is content, by their declared names.
    pub items: Vec<String>,
    /// Whether an output or trigger is an alternative of a statement with `or`: of those with the same `statement` one comes.
    pub is_alternative: bool,
    /// The place of the statement: flows of one statement have the same.
    pub statement: Place,
    /// The ends that it names.
    pub ends: Vec<End>,
    /// The time that an outcome promises; null where it promises none.
    pub within: Option<Time>,
    /// After which time a trigger comes again, as it is written; null where it does not recur.
    pub every: Option<String>,
    /// The ids of the flows that feed it: outputs, triggers, and outcomes of other streams. No more than 1000, or
    /// 100 where many flows have so many.
    pub fed_by: Vec<FlowId>,
    /// The ids of the flows that it feeds: inputs, outcomes, and triggers of other streams. No more than 1000,
    /// or 100 where many flows have so many.
    pub feeds: Vec<FlowId>,
    /// How many more flows were found than the two lists hold; of very many not all are looked for.
    pub left_out: usize,
    /// Whether something that it names or needs is not met.
    pub fails: bool,
    /// Where its item stands; that of its first alternative.
    pub place: Place,
}

/// The names of the activities, and none.
fn activities_or_none() -> Vec<Option<&'static str>> {
    model::Activity::ALL.map(model::Activity::name).into_iter().map(Some).chain([None]).collect()
}

/// What a flow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FlowKind {
    /// What a step or an activity takes.
    Input,
    /// What a step or an activity gives.
    Output,
    /// What starts a stream.
    Trigger,
    /// What a stream ends with.
    Outcome,
}

/// How a flow is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// It always comes; a step waits for an input.
    Mandatory,
    /// It may come or not.
    Optional,
    /// It comes back after a first attempt.
    Rework,
    /// It is the answer to what the step has asked for.
    Reply,
}

impl Mode {
    /// That of a statement.
    pub fn of(flags: StatementFlags) -> Mode {
        if flags.has(StatementFlags::OPTIONAL) {
            Mode::Optional
        } else if flags.has(StatementFlags::REWORK) {
            Mode::Rework
        } else if flags.has(StatementFlags::REPLY) {
            Mode::Reply
        } else {
            Mode::Mandatory
        }
    }

    /// As it is written; what always comes is written without a word.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Mode::Mandatory => None,
            Mode::Optional => Some("optional"),
            Mode::Rework => Some("rework"),
            Mode::Reply => Some("reply"),
        }
    }
}

/// An end that a flow names.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct End {
    /// What it is.
    pub kind: EndKind,
    /// What it is called: the declared name, the activity, or, where it is unknown, what is written.
    pub name: String,
    /// The id of the step or the stream that it is; null for all else.
    pub id: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// What an end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EndKind {
    /// An activity.
    Activity,
    /// The other activities: `all`.
    All,
    /// A stakeholder.
    Stakeholder,
    /// A repository.
    Repository,
    /// A step.
    Step,
    /// A stream.
    Stream,
    /// The step, activity or stream itself, which is a mistake.
    Itself,
    /// A step of a stream that is not described.
    Undescribed,
    /// A name that nothing declares, or that cannot stand there.
    Unknown,
}

/// One mistake.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Finding {
    /// Its id in this document.
    pub id: String,
    /// The name of the rule, kebab-case.
    pub rule: Cow<'static, str>,
    /// Its level, settings applied: `error`, `warn` or `info`.
    pub level: &'static str,
    /// What is wrong, in one sentence; plain text.
    pub message: String,
    /// What to write, one entry a paragraph; plain text.
    pub help: Vec<String>,
    /// Where it is.
    pub place: Place,
    /// What it has to do with, maybe in other files.
    pub other_places: Vec<Place>,
    /// The same for the same rule and names, wherever they stand: 16 hexadecimal digits.
    #[schemars(regex(pattern = r"^[0-9a-f]{16}$"))]
    pub fingerprint: String,
    /// The reason of the `@allow` that suppresses it; null where nothing does and it counts.
    pub suppressed: Option<String>,
}
