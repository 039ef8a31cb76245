//! Plain data for a project: what its files say, statement by statement.

/// A duration, in the three kinds of time that none turns into another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Hours, minutes and seconds.
    pub seconds: u64,
    /// Calendar days; a week is seven.
    pub days: u64,
    pub working_days: u64,
}

impl Time {
    pub fn hours(hours: u64) -> Time {
        Time { seconds: hours * 3_600, ..Time::default() }
    }

    /// `1d 30min` or `7h30min`.
    pub fn read(text: &str) -> Time {
        let mut time = Time::default();
        let mut number = 0;
        let mut unit = String::new();
        for letter in text.chars().chain(['0']) {
            let Some(digit) = letter.to_digit(10) else {
                unit.push(letter);
                continue;
            };
            match unit.trim() {
                "" => {}
                "s" => time.seconds += number,
                "min" => time.seconds += 60 * number,
                "h" => time.seconds += 3_600 * number,
                "d" => time.days += number,
                "w" => time.days += 7 * number,
                _ => time.working_days += number,
            }
            if !unit.trim().is_empty() {
                number = 0;
            }
            unit.clear();
            number = number * 10 + u64::from(digit);
        }
        time
    }

    /// In seconds, where a working day has so many.
    pub fn length(&self, working_day: u64) -> u64 {
        self.seconds + 86_400 * self.days + working_day * self.working_days
    }

    pub fn print(&self) -> String {
        let (hours, minutes) = (self.seconds / 3_600, self.seconds / 60 % 60);
        let parts = [(self.days, "d"), (self.working_days, "wd"), (hours, "h"), (minutes, "min")];
        let words: Vec<String> =
            parts.iter().filter(|part| part.0 > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
        words.join(" ")
    }
}

/// All files that form one model, in the order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    pub files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub path: String,
    /// The organisation's working day; in one file at most.
    pub working_day: Option<Time>,
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
    pub lead_time: Option<Time>,
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
    /// Outcomes only.
    pub within: Option<Time>,
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
