//! What each keyword may carry and where it may stand: the one table beside the grammar.

use crate::syntax::flags::StatementFlags;

/// Writes the words of the language once: each is a variant of an enum.
macro_rules! words {
    ($(#[$about:meta])* $name:ident: $($variant:ident = $word:literal,)*) => {
        $(#[$about])*
        #[allow(missing_docs)] // each is the word itself
        pub enum $name {
            $($variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: [$name; [$($word),*].len()] = [$($name::$variant),*];

            /// The word as it is written.
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }

            /// The one that is written `word`.
            pub fn read(word: &str) -> Option<$name> {
                match word {
                    $($word => Some($name::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// The keywords that begin a statement.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    Keyword:
    Organisation = "organisation",
    Stakeholder = "stakeholder",
    Repository = "repository",
    Item = "item",
    Practice = "practice",
    Role = "role",
    Activity = "activity",
    Stream = "stream",
    Step = "step",
    Input = "input",
    Output = "output",
    Trigger = "trigger",
    Outcome = "outcome",
    Purpose = "purpose",
    Link = "link",
    Accountable = "accountable",
    Responsible = "responsible",
    Consulted = "consulted",
    Informed = "informed",
    Uses = "uses",
    LeadTime = "lead_time",
    ProcessTime = "process_time",
    CompleteAndAccurate = "complete_and_accurate",
    WorkingDay = "working_day",
}

words! {
    /// The words that begin a clause.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    Preposition:
    As = "as",
    Runs = "runs",
    Is = "is",
    In = "in",
    From = "from",
    To = "to",
    Within = "within",
    Every = "every",
}

/// The words that `every` takes beside durations. They are no keywords: elsewhere each may be a name.
pub const PERIODS: [&str; 5] = ["day", "week", "month", "quarter", "year"];

/// The activities in ITIL's order, as `in` and `activity` take them. They are names and no keywords.
pub const ACTIVITIES: [&str; 6] =
    ["plan", "engage", "design_and_transition", "obtain_build", "deliver_and_support", "improve"];

/// Where a statement may stand: at the top of a file, or in the block of a certain keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Outside all blocks.
    File,
    /// In the block of this keyword.
    Block(Keyword),
}

/// What a keyword speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One name, which the statement declares or, for an activity, describes.
    Name,
    /// Names, separated by commas.
    Names,
    /// Items, separated by commas or by `or`.
    Items,
    /// A text in quotes, on one line or several.
    LongText,
    /// A text in quotes on one line.
    Text,
    /// A duration such as `1d 4h`.
    Duration,
    /// A percentage such as `95.5%`.
    Percentage,
}

/// Whether a block follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Never.
    None,
    /// It may.
    Optional,
    /// It must.
    Required,
}

impl Keyword {
    /// What follows the keyword. `practice` declares one at the top of a file and lists some in a step.
    pub fn subject(self, context: Context) -> Subject {
        use Keyword::*;
        match self {
            Practice if context != Context::File => Subject::Names,
            Organisation | Stakeholder | Repository | Item | Practice | Role | Activity | Stream | Step => {
                Subject::Name
            }
            Input | Output | Trigger | Outcome => Subject::Items,
            Purpose => Subject::LongText,
            Link => Subject::Text,
            Accountable | Responsible | Consulted | Informed | Uses => Subject::Names,
            LeadTime | ProcessTime | WorkingDay => Subject::Duration,
            CompleteAndAccurate => Subject::Percentage,
        }
    }

    /// The clauses that may follow, in their order, each at most once.
    pub fn clauses(self, context: Context) -> &'static [Preposition] {
        use Keyword::*;
        match self {
            Practice if context != Context::File => &[],
            Stakeholder | Repository | Practice | Role | Stream => &[Preposition::As],
            Item => &[Preposition::As, Preposition::Is],
            Step => &[Preposition::As, Preposition::Runs, Preposition::In],
            Input => &[Preposition::From],
            Trigger => &[Preposition::From, Preposition::Every],
            Output => &[Preposition::To],
            Outcome => &[Preposition::To, Preposition::Within],
            _ => &[],
        }
    }

    /// Whether a block follows.
    pub fn body(self, context: Context) -> Body {
        use Keyword::*;
        match self {
            Practice if context != Context::File => Body::None,
            Organisation | Stakeholder | Repository | Item | Practice | Role | Stream => Body::Optional,
            Activity | Step => Body::Required,
            _ => Body::None,
        }
    }

    /// Whether these words may stand before it: `optional` before an input or output, `rework` and `reply` before an
    /// input.
    pub fn takes(self, modifiers: StatementFlags) -> bool {
        match self {
            Keyword::Input => true,
            Keyword::Output if modifiers == StatementFlags::OPTIONAL => true,
            _ => modifiers == StatementFlags::default(),
        }
    }

    /// Whether it may stand at most once in a block.
    pub fn is_single_field(self) -> bool {
        use Keyword::*;
        matches!(self, Purpose | Link | LeadTime | ProcessTime | CompleteAndAccurate | WorkingDay)
    }
}

impl Preposition {
    /// What has to follow it, for a message: "a name", "an activity".
    pub fn wants(self) -> &'static str {
        match self {
            Preposition::As => "a short name",
            Preposition::Runs => "a stream",
            Preposition::Is => "an item",
            Preposition::In => "an activity",
            Preposition::From | Preposition::To => "a name",
            Preposition::Within => "a duration such as `4h`",
            Preposition::Every => "a period such as `month` or `2w`",
        }
    }
}

impl Context {
    /// Whether a statement with `keyword` may stand here.
    pub fn allows(self, keyword: Keyword) -> bool {
        use Keyword::*;
        match self {
            Context::File => matches!(
                keyword,
                Organisation | Stakeholder | Repository | Item | Practice | Role | Activity | Stream
            ),
            Context::Block(block) => match keyword {
                Purpose | Link => true,
                Accountable | Responsible | Consulted | Informed => matches!(block, Activity | Stream | Step),
                Input | Output => matches!(block, Activity | Step),
                Trigger | Outcome | Step => block == Stream,
                Practice | Uses | LeadTime | ProcessTime | CompleteAndAccurate => block == Step,
                WorkingDay => block == Organisation,
                _ => false,
            },
        }
    }

    /// The place in words: "in a step", "at the top of a file".
    pub fn phrase(self) -> String {
        match self {
            Context::File => "outside a block".to_owned(),
            Context::Block(keyword) => format!("in {}", with_article(keyword.word())),
        }
    }
}

/// The word with its article: "a step", "an activity".
pub fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// Where a statement with `keyword` belongs, for a message: "in a step".
pub fn home(keyword: Keyword) -> String {
    let blocks = [Keyword::Activity, Keyword::Stream, Keyword::Step, Keyword::Organisation];
    if Context::File.allows(keyword) && keyword != Keyword::Practice {
        return "at the top of a file, outside all blocks".to_owned();
    }
    let homes: Vec<String> = blocks
        .into_iter()
        .filter(|&block| Context::Block(block).allows(keyword))
        .map(|block| with_article(block.word()))
        .collect();
    format!("in {}", homes.join(" or "))
}
