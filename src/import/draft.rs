//! An organisation before it is text: plain data, in which ids decide who is meant.
//!
//! A reader of a source fills it in with the names that the source has, whatever they are; `names.rs` makes names of them that
//! the language accepts, and `write.rs` the text. Nothing here is checked.

use rustc_hash::FxHashMap;

use super::remark::{Place, Remark, RemarkKind};
use crate::model::activity::Activity;
use crate::syntax::ids::id;
use crate::syntax::quantity::Duration;
use crate::syntax::words::normalize;

/// A stream of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId(u32);

/// A step of a draft, whichever its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(u32);

/// A stakeholder or repository of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExternalId(u32);

/// An item of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(u32);

/// A remark of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RemarkId(u32);

id!(StreamId);
id!(StepId);
id!(ExternalId);
id!(ItemId);
id!(RemarkId);

/// An organisation before it is text.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The organisation, where the source names it.
    pub organisation: Option<Organisation>,
    /// Stakeholders and repositories, in the order in which they are written; an [`ExternalId`] is the place among them.
    pub externals: Vec<External>,
    /// All items, by [`ItemId`].
    pub items: Vec<Item>,
    /// Practices that are declared. Others than ITIL's that steps name are declared besides.
    pub practices: Vec<About>,
    /// Roles that are declared.
    pub roles: Vec<About>,
    /// Descriptions of activities, at most one of each.
    pub descriptions: Vec<Description>,
    /// The streams, in the order in which they are written; a [`StreamId`] is the place among them.
    pub streams: Vec<Stream>,
    /// All steps, by [`StepId`]. Their streams say in which order they are written.
    pub steps: Vec<Step>,
    /// All that there is to say of the source, in the order in which it was found.
    pub remarks: Vec<Remark>,
    /// The items by their words.
    items_by_words: FxHashMap<String, ItemId>,
}

/// What is known of whatever has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name in the source, which may be anything, even empty.
    pub name: String,
    /// A short name, where the source has one.
    pub alias: Option<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// Addresses where more is to be read.
    pub links: Vec<String>,
    /// How the source tells it from others, where that is not its name: it stands in a comment.
    pub source_id: Option<String>,
    /// What stands in comments beside it.
    pub comments: Vec<String>,
    /// Where it stands in the source.
    pub place: Place,
    /// What else there is to say of it.
    pub remarks: Vec<RemarkId>,
}

impl About {
    /// Something with a name and nothing else.
    pub fn new(name: impl Into<String>, place: Place) -> About {
        About {
            name: name.into(),
            alias: None,
            purpose: None,
            links: Vec::new(),
            source_id: None,
            comments: Vec::new(),
            place,
            remarks: Vec::new(),
        }
    }
}

/// The organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// What it is.
    pub about: About,
    /// How long a working day is.
    pub working_day: Option<Duration>,
}

/// Which kind an [`External`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExternalKind {
    /// Somebody outside the value chain.
    Stakeholder,
    /// A place where records live.
    Repository,
}

/// A stakeholder or a repository.
#[derive(Clone, Debug, PartialEq)]
pub struct External {
    /// Which of both it is.
    pub kind: ExternalKind,
    /// What it is.
    pub about: About,
}

/// Something that flows.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub about: About,
    /// Whether it is declared though nothing more is known of it than its name.
    pub must_be_declared: bool,
    /// The broader items that it counts as.
    pub is: Vec<ItemId>,
}

impl Item {
    /// Whether it is declared: more is known of it than its name, or it has to be.
    pub fn is_declared(&self) -> bool {
        let about = &self.about;
        let is_known = about.purpose.is_some() || about.alias.is_some() || !about.links.is_empty();
        self.must_be_declared || is_known || !self.is.is_empty()
    }
}

/// Who does what. A name is that of a role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Who answers for it.
    pub accountable: Vec<String>,
    /// Who does it.
    pub responsible: Vec<String>,
    /// Who is asked.
    pub consulted: Vec<String>,
    /// Who is told.
    pub informed: Vec<String>,
}

/// The description of an activity. The name of `about` says nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Which one.
    pub activity: Activity,
    /// What is known of it.
    pub about: About,
    /// Who does what.
    pub roles: Roles,
    /// What it takes. Ends are externals, activities and all.
    pub inputs: Vec<Flow>,
    /// What it gives. Ends are externals, activities and all.
    pub outputs: Vec<Flow>,
}

/// A stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// What it is.
    pub about: About,
    /// Whether it has a block. One without is only named, and nothing else of it is written.
    pub is_described: bool,
    /// Who does what.
    pub roles: Roles,
    /// What starts it.
    pub triggers: Vec<Flow>,
    /// Its steps, in the order in which they are written.
    pub steps: Vec<StepId>,
    /// What it ends with.
    pub outcomes: Vec<Flow>,
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is.
    pub about: About,
    /// The stream that it is in.
    pub stream: StreamId,
    /// The activity whose work it is.
    pub activity: Option<Activity>,
    /// The stream that it is.
    pub runs: Option<StreamId>,
    /// Who does what.
    pub roles: Roles,
    /// The practices that it draws on.
    pub practices: Vec<String>,
    /// The tools, data and sites that it uses.
    pub uses: Vec<String>,
    /// How long it takes, waiting included. No time at all is left out.
    pub lead_time: Option<Duration>,
    /// How long somebody works on it.
    pub process_time: Option<Duration>,
    /// The share of its results that the next step can use as they are, in percent.
    pub complete_and_accurate: Option<f64>,
    /// What it takes.
    pub inputs: Vec<Flow>,
    /// What it gives.
    pub outputs: Vec<Flow>,
}

/// How an input or an output is taken. An output is mandatory or optional; triggers and outcomes are mandatory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// It always comes; a step waits for it.
    #[default]
    Mandatory,
    /// It may come or not.
    Optional,
    /// It comes back after a first attempt.
    Rework,
    /// It is the answer to what the step has asked for.
    Reply,
}

/// An end of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// A stakeholder or a repository.
    External(ExternalId),
    /// A step of any stream. A trigger or outcome cannot name one, so that its stream is written there.
    Step(StepId),
    /// A stream.
    Stream(StreamId),
    /// An activity.
    Activity(Activity),
    /// All activities.
    All,
}

/// After which time a trigger comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Every day.
    Day,
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// Every quarter of a year.
    Quarter,
    /// Every year.
    Year,
    /// A time, which is not zero.
    Time(Duration),
}

/// One statement: an input, an output, a trigger or an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// How it is taken.
    pub mode: Mode,
    /// Its items. A flow without any is left out.
    pub items: Vec<ItemId>,
    /// Whether `or` stands between them, and not commas.
    pub is_alternative: bool,
    /// Whom it comes from, or goes to.
    pub ends: Vec<End>,
    /// When it comes again: of a trigger only.
    pub every: Option<Every>,
    /// The time that it promises: of an outcome only. No time at all is left out.
    pub within: Option<Duration>,
    /// What stands in comments beside it.
    pub comments: Vec<String>,
    /// Where it stands in the source.
    pub place: Place,
    /// What else there is to say of it.
    pub remarks: Vec<RemarkId>,
}

impl Flow {
    /// A flow that always comes, of one item.
    pub fn new(item: ItemId, ends: Vec<End>, place: Place) -> Flow {
        Flow {
            mode: Mode::Mandatory,
            items: vec![item],
            is_alternative: false,
            ends,
            every: None,
            within: None,
            comments: Vec::new(),
            place,
            remarks: Vec::new(),
        }
    }
}

impl Draft {
    /// An organisation of which nothing is known.
    pub fn new() -> Draft {
        Draft::default()
    }

    /// Adds a stakeholder or a repository.
    pub fn add_external(&mut self, kind: ExternalKind, about: About) -> ExternalId {
        self.externals.push(External { kind, about });
        ExternalId::new(self.externals.len() - 1)
    }

    /// The item of this name. What the language takes for one name is one item, spelt as it is met first; a name without a
    /// letter or digit is an item of its own each time.
    pub fn item(&mut self, name: &str, place: &Place) -> ItemId {
        let mut words = String::new();
        normalize(name, &mut words);
        let next = ItemId::new(self.items.len());
        if !words.is_empty() {
            let known = *self.items_by_words.entry(words).or_insert(next);
            if known != next {
                return known;
            }
        }
        let about = About::new(name, place.clone());
        self.items.push(Item { about, must_be_declared: false, is: Vec::new() });
        next
    }

    /// Adds a stream with a block.
    pub fn add_stream(&mut self, about: About) -> StreamId {
        self.streams.push(Stream {
            about,
            is_described: true,
            roles: Roles::default(),
            triggers: Vec::new(),
            steps: Vec::new(),
            outcomes: Vec::new(),
        });
        StreamId::new(self.streams.len() - 1)
    }

    /// Adds a step below those that its stream has.
    pub fn add_step(&mut self, stream: StreamId, about: About) -> StepId {
        let step = StepId::new(self.steps.len());
        self.steps.push(Step {
            about,
            stream,
            activity: None,
            runs: None,
            roles: Roles::default(),
            practices: Vec::new(),
            uses: Vec::new(),
            lead_time: None,
            process_time: None,
            complete_and_accurate: None,
            inputs: Vec::new(),
            outputs: Vec::new(),
        });
        self.streams[stream.index()].steps.push(step);
        step
    }

    /// Adds a remark. Whoever adds it gives the id to what it speaks of, so that it stands in a comment there as well.
    pub fn remark(&mut self, kind: RemarkKind, place: &Place, text: impl Into<String>) -> RemarkId {
        self.remarks.push(Remark { kind, place: place.clone(), text: text.into() });
        RemarkId::new(self.remarks.len() - 1)
    }

    /// The stream.
    pub fn stream(&mut self, id: StreamId) -> &mut Stream {
        &mut self.streams[id.index()]
    }

    /// The step.
    pub fn step(&mut self, id: StepId) -> &mut Step {
        &mut self.steps[id.index()]
    }
}
