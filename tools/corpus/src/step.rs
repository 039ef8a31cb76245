//! The text of one step.

use crate::Mistake;
use crate::trades::Work;

/// The fields that all steps of a stream fill in, or none of them.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The practice.
    pub practice: bool,
    /// Who is responsible.
    pub role: bool,
    /// The times, and how much can be used.
    pub times: bool,
}

impl Fields {
    /// Draws them by lot; what the mistake needs is there.
    pub fn draw(mistake: Option<Mistake>, rng: &mut fastrand::Rng) -> Fields {
        use Mistake::{ForgottenRole, HastyPromise, ImpossibleTime, UnknownPractice, UnknownRole};
        Fields {
            practice: rng.u8(0..10) < 5 || matches!(mistake, Some(UnknownPractice)),
            role: rng.u8(0..10) < 6 || matches!(mistake, Some(UnknownRole | ForgottenRole)),
            times: rng.u8(0..10) < 4 || matches!(mistake, Some(ImpossibleTime | HastyPromise)),
        }
    }
}

/// What a step says.
#[derive(Debug)]
pub struct Step<'a> {
    /// What kind of step it is.
    pub work: &'a Work,
    /// Its name, which may be a bare one.
    pub name: String,
    /// Which fields the steps of its stream fill in.
    pub fields: Fields,
    /// Its time in minutes: until it is done, and at work.
    pub minutes: (u32, u32),
    /// How many percent of its results can be used as they are.
    pub accurate: u32,
    /// The operands of its inputs, after the keywords before them.
    pub inputs: Vec<(&'static str, String)>,
    /// The operands of its outputs.
    pub outputs: Vec<String>,
    /// The mistake that is in it.
    pub mistake: Option<Mistake>,
}

impl Step<'_> {
    /// Appends it to `text`.
    pub fn write(&self, text: &mut String) {
        let Step { work, fields, minutes: (lead, process), accurate, mistake, .. } = self;
        let (lead, process) = match mistake {
            Some(Mistake::ImpossibleTime) => (process / 2, lead + 1),
            _ => (*lead, *process),
        };
        let practice =
            if *mistake == Some(Mistake::UnknownPractice) { "Crystal gazing" } else { work.practice };
        let role = if *mistake == Some(Mistake::UnknownRole) { "Clairvoyant" } else { work.role };
        text.push_str(&format!("\n  step {}", quoted(&self.name)));
        if self.name != work.alias {
            text.push_str(&format!(" as {}", work.alias));
        }
        text.push_str(&format!(" in {} {{\n", work.activity));
        if fields.practice {
            text.push_str(&format!("    practice \"{practice}\"\n"));
        }
        if fields.role && *mistake != Some(Mistake::ForgottenRole) {
            text.push_str(&format!("    responsible {}\n", quoted(role)));
        }
        if fields.times {
            let (lead, process) = (duration(lead), duration(process));
            text.push_str(&format!("    lead_time {lead} process_time {process}"));
            text.push_str(&format!(" complete_and_accurate {accurate}%\n"));
        }
        for (keyword, input) in &self.inputs {
            text.push_str(&format!("    {keyword}input {input}\n"));
        }
        for (index, output) in self.outputs.iter().enumerate() {
            let keyword = match mistake {
                Some(Mistake::MisspeltKeyword) if index == 0 => "outpt ",
                _ => "output",
            };
            text.push_str(&format!("    {keyword} {output}\n"));
        }
        text.push_str("  }\n");
    }
}

/// The name as it stands in a model: bare if it is one word.
pub fn quoted(name: &str) -> String {
    let bare = name.chars().all(|letter| letter.is_ascii_alphabetic());
    if bare { name.to_owned() } else { format!("\"{name}\"") }
}

/// The time as it stands in a model.
pub fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}min"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h {minutes}min"),
    }
}
