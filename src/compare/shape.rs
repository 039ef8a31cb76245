//! The shape of a comparison. The docstrings are the descriptions in its JSON Schema.

use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use crate::export::Place;
use crate::export::model::Tool;
use crate::model::ScopeId;
use crate::source::FileSpan;

/// What is different between two models, then and now, by meaning: what the order, the layout, comments or another spelling of
/// a name change is not here.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "vsdlint diff", deny_unknown_fields)]
pub struct Comparison {
    /// The version of this shape.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The program that wrote it.
    pub tool: Tool,
    /// The model of then, as people know it: a revision, a path, or the working tree.
    pub then: String,
    /// The model of now, likewise.
    pub now: String,
    /// How much there is of each kind.
    pub counts: Counts,
    /// Whether nothing of the one is found again in the other, so that they may be two models of different things.
    pub unrelated: bool,
    /// What changed outside of all streams: the organisation, who and what is declared, and the activities.
    pub general: Vec<Change>,
    /// The streams in which something changed, in the order of the text of now; those that are gone stand behind them.
    pub streams: Vec<StreamChanges>,
    /// What is wrong now and was not then.
    pub new_findings: Vec<FindingChange>,
    /// What was wrong then and is not now.
    pub gone_findings: Vec<FindingChange>,
}

/// How much there is of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Counts {
    /// Changes that break something for others, of numbers among them.
    pub breaking: usize,
    /// All changes but those of numbers, breaking ones among them.
    pub changes: usize,
    /// Numbers that changed.
    pub numbers: usize,
    /// Findings that are new.
    pub new_findings: usize,
    /// Findings that are gone.
    pub gone_findings: usize,
}

/// What changed in one stream.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct StreamChanges {
    /// Its name then; null where it is new.
    pub then: Option<String>,
    /// Its name now; null where it is gone.
    pub now: Option<String>,
    /// What changed, what is breaking first.
    pub changes: Vec<Change>,
    /// Which numbers changed, in the order of the outcomes.
    pub numbers: Vec<NumberChange>,
    /// The streams themselves, then and now.
    #[serde(skip)]
    pub streams: [Option<ScopeId>; 2],
}

impl StreamChanges {
    /// Whether something of it breaks something for others.
    pub fn is_breaking(&self) -> bool {
        let numbers = self.numbers.iter().map(|number| number.breaking);
        self.changes.iter().map(|change| change.breaking).chain(numbers).any(|breaking| breaking.is_some())
    }
}

/// One change of meaning.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Change {
    /// What changed.
    pub kind: Kind,
    /// How it changed.
    pub fate: Fate,
    /// What it is part of.
    pub owner: OwnerKind,
    /// What it was; null where it is new.
    pub then: Option<State>,
    /// What it is; null where it is gone.
    pub now: Option<State>,
    /// Who is concerned, those outside the stream first.
    pub concerns: Vec<Party>,
    /// Why it breaks something for others; null where it breaks nothing.
    pub breaking: Option<Breaking>,
    /// The change in one line; names stand in backticks.
    pub words: String,
}

/// What something was or is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct State {
    /// The name of what it is part of: of a step, a stream, an activity or a declaration.
    pub owner: String,
    /// The stream that this lies in; null outside of all streams.
    pub stream: Option<String>,
    /// The item of a flow, or its alternatives with *or*; null for all else.
    pub item: Option<String>,
    /// What is said: a name, a time, a text; null where there is nothing besides.
    pub value: Option<String>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// What can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The organisation.
    Organisation,
    /// How long a working day is.
    WorkingDay,
    /// A stakeholder.
    Stakeholder,
    /// A repository.
    Repository,
    /// An item.
    Item,
    /// That an item counts as a broader one.
    Broader,
    /// A practice.
    Practice,
    /// A role.
    Role,
    /// A tool, data or a site.
    Tool,
    /// The description of an activity.
    Activity,
    /// A stream.
    Stream,
    /// Whether a stream is described.
    Described,
    /// A step.
    Step,
    /// An alias.
    Alias,
    /// A purpose.
    Purpose,
    /// An address where more is to be read.
    Link,
    /// Who answers for it.
    Accountable,
    /// Who does it.
    Responsible,
    /// Who is asked.
    Consulted,
    /// Who is told.
    Informed,
    /// A practice that a step draws on.
    DrawsOn,
    /// What a step uses.
    Uses,
    /// The activity that a step is in.
    In,
    /// The stream that a step runs.
    Runs,
    /// How long a step takes.
    LeadTime,
    /// How long somebody works on it.
    ProcessTime,
    /// The share of its results that is complete and accurate.
    Accuracy,
    /// What a step or an activity takes.
    Input,
    /// What a step or an activity gives.
    Output,
    /// What starts a stream.
    Trigger,
    /// What a stream ends with.
    Outcome,
    /// From whom or to whom something flows.
    End,
    /// Whether something always comes, may come, comes back as rework, or answers something.
    Mode,
    /// The alternatives of which one comes.
    Alternatives,
    /// Whether something comes in every case, whatever is chosen on the way to it.
    Certainty,
    /// The time that an outcome promises.
    Promise,
    /// After which time a trigger comes again.
    Every,
    /// That a finding is allowed.
    Allow,
}

/// What something is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OwnerKind {
    /// The whole model.
    Model,
    /// The organisation.
    Organisation,
    /// A stakeholder.
    Stakeholder,
    /// A repository.
    Repository,
    /// An item.
    Item,
    /// A practice.
    Practice,
    /// A role.
    Role,
    /// An activity.
    Activity,
    /// A stream.
    Stream,
    /// A step.
    Step,
}

/// How something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It is not there any more.
    Gone,
    /// It was not there before.
    New,
    /// It is called otherwise.
    Renamed,
    /// It is in another stream.
    Moved,
    /// It is otherwise.
    Changed,
}

/// Why a change breaks something for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Breaking {
    /// Somebody outside the stream no longer gets what it got, or can no longer hand over what it handed over.
    Lost,
    /// Somebody outside the stream no longer gets it in every case.
    Uncertain,
    /// A promise is longer, or is gone, or is no longer kept.
    Promise,
    /// A step waits for somebody outside the stream for whom it did not wait.
    Wait,
    /// What somebody gets comes later.
    Later,
    /// The work changes hands more often.
    HandOff,
}

/// Who is concerned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Party {
    /// What it is.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
}

/// What somebody who is concerned is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PartyKind {
    /// A stakeholder.
    Stakeholder,
    /// Another stream.
    Stream,
    /// An activity of the value chain.
    Activity,
    /// A repository.
    Repository,
    /// A role.
    Role,
}

/// A number of a stream that changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NumberChange {
    /// The items of the outcome, as they are called now.
    pub outcome: String,
    /// On which way to it.
    pub way: WayKind,
    /// Which number.
    pub measure: Measure,
    /// The index of the outcome now, 0-based.
    #[serde(skip)]
    pub index: u32,
    /// The number of then, with its unit; null where it was not known.
    pub then: Option<String>,
    /// The number of now, with its unit; null where it is not known.
    pub now: Option<String>,
    /// Who gets the outcome.
    pub concerns: Vec<Party>,
    /// Why it breaks something for others; null where it breaks nothing.
    pub breaking: Option<Breaking>,
    /// The change in a few words: what it is a number of is not among them.
    pub words: String,
}

/// A way to an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WayKind {
    /// The quickest.
    Quickest,
    /// The slowest.
    Slowest,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Whether it comes at all.
    Comes,
    /// How long it takes.
    LeadTime,
    /// How long somebody works on it.
    ProcessTime,
    /// How long it waits.
    Waiting,
    /// The process time as a share of the lead time.
    FlowEfficiency,
    /// The share of the work that is complete and accurate in every step.
    Accuracy,
    /// How often the work goes from one role to another.
    RoleHandOffs,
    /// How often it goes from one activity to another.
    ActivityHandOffs,
    /// Whether the promise is kept.
    PromiseKept,
    /// How many steps work.
    Steps,
}

/// A finding that is new or gone.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FindingChange {
    /// The name of the rule, kebab-case.
    pub rule: String,
    /// Its level: `error`, `warn` or `info`.
    pub level: String,
    /// What is, or was, wrong; plain text with names in backticks.
    pub message: String,
    /// The stream that it is in; null outside of all streams.
    pub stream: Option<String>,
    /// Where it is, or was.
    pub place: Place,
    /// The same in its model.
    #[serde(skip)]
    pub span: FileSpan,
}
