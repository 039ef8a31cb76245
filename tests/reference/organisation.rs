//! Plain data for a project: what its files say, statement by statement.

/// All files that form one model, in the order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    pub files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub declarations: Vec<Declaration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Stakeholder,
    Repository,
    Item,
    Activity,
    Stream,
}

/// Something declared at the top level. `line` is set by the printer or the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    pub line: u32,
    pub allows: Vec<Allow>,
    pub kind: Kind,
    pub name: String,
    pub alias: Option<String>,
    /// The broader items, of an item.
    pub is: Vec<String>,
    /// The block, of an activity (always) and of a stream (when it is described).
    pub body: Option<Vec<Statement>>,
}

/// An `@allow` before a statement. `line` is set by the printer or the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    pub line: u32,
    pub rules: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    Flow(Flow),
    Step(Step),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub line: u32,
    pub allows: Vec<Allow>,
    pub name: String,
    pub alias: Option<String>,
    /// The stream that it runs.
    pub runs: Option<String>,
    pub activity: Option<String>,
    /// In minutes.
    pub lead_time: Option<u64>,
    pub flows: Vec<Flow>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Mandatory,
    Optional,
    Rework,
    Reply,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowKind {
    Input(Mode),
    Output,
    OptionalOutput,
    Trigger,
    Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    pub line: u32,
    pub allows: Vec<Allow>,
    pub kind: FlowKind,
    pub items: Vec<String>,
    /// `A or B` rather than `A, B`.
    pub either: bool,
    pub ends: Vec<End>,
    /// In minutes; outcomes only.
    pub within: Option<u64>,
    /// The period after which it comes again, as written; triggers only.
    pub every: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The bare word `all`.
    All,
    /// `name`, or `stream.name`.
    Named { stream: Option<String>, name: String },
}
