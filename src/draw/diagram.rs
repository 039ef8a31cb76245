//! What a picture shows, as plain data: boxes in lanes, who stands outside, and what flows between them.
//!
//! Nothing here has a place on paper yet: [`layout`](crate::draw::layout) gives it one.

use crate::finding::Level;
use crate::source::FileSpan;
use crate::text::plural;

/// A picture of boxes and flows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    /// What it is a picture of.
    pub title: String,
    /// A line below it; may be empty.
    pub subtitle: String,
    /// The lanes in which boxes stand, from top to bottom.
    pub lanes: Vec<Lane>,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// Who stands outside.
    pub externals: Vec<External>,
    /// What flows; each is drawn once.
    pub flows: Vec<Flow>,
    /// Numbers beside the title.
    pub figures: Vec<Figure>,
    /// Waiting and working on the critical path.
    pub ladder: Option<Ladder>,
    /// What is wrong, in words.
    pub remarks: Vec<Remark>,
    /// What stands behind the flows that are drawn as one.
    pub lists: Vec<List>,
    /// A line that says what is not shown; may be empty.
    pub note: String,
    /// How it is laid out.
    pub arrangement: Arrangement,
    /// What of it is gone, new or changed, where it shows two models over each other.
    pub changes: Option<Changes>,
}

/// What became of a part of a picture that shows two models over each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It is not there any more.
    Gone,
    /// It was not there before.
    New,
    /// It is there, and something of it is otherwise.
    Changed,
}

impl Change {
    /// The class of what is drawn.
    pub fn word(self) -> &'static str {
        match self {
            Change::Gone => "gone",
            Change::New => "new",
            Change::Changed => "changed",
        }
    }

    /// A sign that says the same without a colour.
    pub fn sign(self) -> &'static str {
        match self {
            Change::Gone => "−",
            Change::New => "+",
            Change::Changed => "~",
        }
    }
}

/// What became of the parts of a picture, in the order of the parts; none for what is as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Of the boxes.
    pub nodes: Vec<Option<Change>>,
    /// Of those outside.
    pub externals: Vec<Option<Change>>,
    /// Of what flows.
    pub flows: Vec<Option<Change>>,
}

/// How a picture is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrangement {
    /// In lanes, in the order of time.
    #[default]
    Lanes,
    /// In the order of who gives to whom, and those outside beside each box, so that only what boxes hand to each other runs
    /// through the picture.
    Beside,
    /// The six activities in the places in which ITIL 4 draws them.
    Chain,
    /// In lanes, in the order of time, and nobody outside: what comes from there begins at the top, and what goes there ends
    /// at the top. No text is shortened.
    Pool,
}

/// The items that flow from one box to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// From whom to whom.
    pub caption: String,
    /// The items.
    pub items: Vec<String>,
}

/// A lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its name; may be empty.
    pub name: String,
    /// Which of the six activities it stands for, 0-based in ITIL's order; none for anything else.
    pub activity: Option<usize>,
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A step.
    Step,
    /// A step that runs a stream.
    Run,
    /// A stream.
    Stream,
    /// An activity.
    Activity,
    /// A stream or an activity that is not described.
    Undescribed,
    /// Nobody, where a stream has a trigger that no step uses, or an outcome that none produces.
    Nobody,
    /// A sign of another notation, such as a gateway or an event of BPMN: its name stands below it.
    Sign,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The lane that it stands in, an index of [`Diagram::lanes`].
    pub lane: usize,
    /// What it stands for.
    pub kind: NodeKind,
    /// Its name.
    pub name: String,
    /// Who is responsible, or what else is to be said below the name; may be empty.
    pub detail: String,
    /// Its numbers; may be empty.
    pub figures: String,
    /// The findings that it has to do with.
    pub mark: Option<Mark>,
    /// What it takes, from top to bottom.
    pub inputs: Vec<Port>,
    /// What it gives, from top to bottom.
    pub outputs: Vec<Port>,
    /// Where its name stands in the text.
    pub place: Option<FileSpan>,
}

/// Findings at a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How many.
    pub count: usize,
    /// The highest level among them.
    pub level: Level,
    /// Which they are, indices of [`Diagram::remarks`], ascending; empty where the picture only counts them.
    pub remarks: Vec<usize>,
}

/// Where a flow leaves or enters a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// The item.
    pub label: String,
    /// Whether the item is written beside the port.
    pub is_named: bool,
    /// Whether it is another alternative of the port before it.
    pub is_or: bool,
    /// The level of a finding that speaks of it.
    pub fault: Option<Level>,
    /// The items, where the flow stands for several.
    pub items: Vec<String>,
    /// Words below the line, such as a promise; may be empty.
    pub remark: String,
    /// Whether [`Port::remark`] speaks of something kept; none where nothing is known.
    pub kept: Option<bool>,
    /// Where the item stands in the text.
    pub place: Option<FileSpan>,
}

/// What somebody outside is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExternalKind {
    /// A stakeholder.
    Stakeholder,
    /// A repository.
    Repository,
    /// Another stream.
    Stream,
    /// An activity in which the stream has no step.
    Activity,
    /// A name that nothing declares.
    Unknown,
}

/// Somebody outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    /// What it is.
    pub kind: ExternalKind,
    /// Its name.
    pub name: String,
    /// A shorter one, for where the name does not fit.
    pub short: Option<String>,
    /// Where it is declared.
    pub place: Option<FileSpan>,
}

/// A port of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PortId {
    /// The box, an index of [`Diagram::nodes`].
    pub node: usize,
    /// The port, an index of its inputs or of its outputs.
    pub port: usize,
}

/// Where a flow comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// An output of a box.
    Output(PortId),
    /// Somebody outside, an index of [`Diagram::externals`].
    External(usize),
    /// The start of the stream: a trigger that names nobody.
    Start,
    /// Nobody: nothing feeds it.
    Nobody,
}

/// Where a flow goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// An input of a box.
    Input(PortId),
    /// Somebody outside, an index of [`Diagram::externals`].
    External(usize),
    /// The end of the stream: an outcome that names nobody.
    Finish,
    /// Nobody: nobody takes it.
    Nobody,
}

/// How a flow is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// What is waited for.
    Solid,
    /// What may come or not.
    Optional,
    /// What comes back after a first attempt.
    Rework,
    /// The answer to something asked.
    Reply,
    /// One stream runs another as one of its steps.
    Runs,
}

/// Who is at one end of all that is drawn as one flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// A box, an index of [`Diagram::nodes`].
    Node(usize),
    /// Somebody outside, an index of [`Diagram::externals`].
    Outside(usize),
    /// Nobody.
    Nobody,
}

/// What flows from one place to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Where it comes from.
    pub from: Origin,
    /// Where it goes to.
    pub to: Target,
    /// How it is drawn.
    pub style: Style,
    /// Whether it starts the work: a trigger.
    pub starts: bool,
    /// The highest level of the findings that it is part of.
    pub fault: Option<Level>,
    /// Which they are, indices of [`Diagram::remarks`]; empty where the picture does not list them.
    pub remarks: Vec<usize>,
}

/// A number with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it says: `Lead time`.
    pub caption: String,
    /// The number with its unit.
    pub value: String,
}

/// Waiting and working along a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// What it is the path to.
    pub caption: String,
    /// The steps, in their order.
    pub rungs: Vec<Rung>,
    /// All waiting.
    pub waiting: String,
    /// All working.
    pub working: String,
}

/// A step on a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The name of the step.
    pub name: String,
    /// How long it waits; empty where that is not known.
    pub waiting: String,
    /// How long somebody works on it; empty where that is not known.
    pub working: String,
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its level.
    pub level: Level,
    /// The rule.
    pub rule: String,
    /// What is wrong.
    pub text: String,
    /// The box that it is counted at, if there is one.
    pub node: Option<usize>,
    /// Whether it is counted elsewhere, and only has to do with what is shown.
    pub is_elsewhere: bool,
    /// Where it is.
    pub place: FileSpan,
}

impl Port {
    /// A port of several items, which are called by their number unless they are one.
    pub fn of_items(mut items: Vec<String>) -> Port {
        let label = match items.as_slice() {
            [one] => one.clone(),
            all => plural(all.len(), "item"),
        };
        if items.len() == 1 {
            items.clear();
        }
        Port {
            label,
            is_named: true,
            is_or: false,
            fault: None,
            items,
            remark: String::new(),
            kept: None,
            place: None,
        }
    }
}

impl Diagram {
    /// Whether a lane is seen as one: it has a name that its boxes do not bear.
    pub fn has_lane(&self, lane: &Lane) -> bool {
        !lane.name.is_empty() && self.arrangement == Arrangement::Lanes
    }

    /// Adds a flow with ports of its own, which are like `port`. The item stands beside the box that gives it, or else beside
    /// the one that takes it.
    pub fn connect(&mut self, from: Side, to: Side, port: Port, style: Style, remarks: Vec<usize>) {
        let fault = port.fault;
        let is_named = !matches!(from, Side::Node(_));
        let from = match from {
            Side::Outside(external) => Origin::External(external),
            Side::Nobody => Origin::Nobody,
            Side::Node(node) => {
                let outputs = &mut self.nodes[node].outputs;
                outputs.push(port.clone());
                Origin::Output(PortId { node, port: outputs.len() - 1 })
            }
        };
        let to = match to {
            Side::Outside(external) => Target::External(external),
            Side::Nobody => Target::Nobody,
            Side::Node(node) => {
                let inputs = &mut self.nodes[node].inputs;
                inputs.push(Port { is_named, ..port });
                Target::Input(PortId { node, port: inputs.len() - 1 })
            }
        };
        self.flows.push(Flow { from, to, style, starts: false, fault, remarks });
    }

    /// The name of whoever is at one end.
    pub fn name_of(&self, side: Side) -> &str {
        match side {
            Side::Node(node) => &self.nodes[node].name,
            Side::Outside(external) => &self.externals[external].name,
            Side::Nobody => "nobody",
        }
    }

    /// Marks a box with a finding.
    pub fn mark(&mut self, node: usize, remark: usize) {
        let level = self.remarks[remark].level;
        let mark = self.nodes[node].mark.get_or_insert(Mark { count: 0, level, remarks: Vec::new() });
        if mark.remarks.last() != Some(&remark) {
            mark.count += 1;
            mark.level = mark.level.max(level);
            mark.remarks.push(remark);
        }
    }

    /// How many of its boxes stand for something: for a stream, its steps.
    pub fn count(&self) -> usize {
        self.nodes.iter().filter(|node| node.kind != NodeKind::Nobody).count()
    }

    /// The findings that are counted here.
    pub fn own_remarks(&self) -> impl Iterator<Item = &Remark> + Clone {
        self.remarks.iter().filter(|remark| !remark.is_elsewhere)
    }

    /// The findings that neither a box nor a flow is marked with, indices of [`Diagram::remarks`].
    pub fn unmarked(&self) -> Vec<usize> {
        let mut is_marked = vec![false; self.remarks.len()];
        let marks = self.nodes.iter().filter_map(|node| node.mark.as_ref());
        let flows = self.flows.iter().map(|flow| &flow.remarks);
        for &remark in marks.map(|mark| &mark.remarks).chain(flows).flatten() {
            is_marked[remark] = true;
        }
        (0..self.remarks.len()).filter(|&remark| !is_marked[remark]).collect()
    }

    /// What became of a box.
    pub fn change_of_node(&self, node: usize) -> Option<Change> {
        self.changes.as_ref().and_then(|changes| changes.nodes.get(node).copied().flatten())
    }

    /// What became of somebody outside.
    pub fn change_of_external(&self, external: usize) -> Option<Change> {
        self.changes.as_ref().and_then(|changes| changes.externals.get(external).copied().flatten())
    }

    /// What became of a flow.
    pub fn change_of_flow(&self, flow: usize) -> Option<Change> {
        self.changes.as_ref().and_then(|changes| changes.flows.get(flow).copied().flatten())
    }

    /// The port of an output.
    pub fn output(&self, id: PortId) -> &Port {
        &self.nodes[id.node].outputs[id.port]
    }

    /// The port of an input.
    pub fn input(&self, id: PortId) -> &Port {
        &self.nodes[id.node].inputs[id.port]
    }
}
