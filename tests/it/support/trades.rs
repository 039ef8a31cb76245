//! The published processes below `fixtures/trades`, and the mistakes that are planted in them.

use serde::Deserialize;
use vsdlint::source::Source;

use super::directory;

pub const TRADES: [&str; 4] = ["hiring", "hospital_discharge", "incident_response", "software_release"];

/// The file beside each process: which mistakes people make in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistakes {
    mistake: Vec<Mistake>,
}

/// An edit that plants one mistake, and what has to be said of it. `fixtures/trades/README.md` says more.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// What went wrong, in a sentence.
    pub name: String,
    /// The file that it happens in.
    pub file: String,
    /// What goes: it stands there once.
    pub find: String,
    /// Where the next thing that stays begins, if more goes than `find`.
    pub until: Option<String>,
    /// What comes in its place.
    #[serde(default)]
    pub put: String,
    /// The rule of the one finding.
    pub rule: String,
    /// Stands in the finding's line.
    pub at: String,
    pub fix: Outcome,
}

/// What becomes of the model with the finding's fix.
#[derive(Clone, Copy, Deserialize, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It offers none.
    None,
    /// The finding is gone.
    Clears,
    /// Besides, every file is as it was before the mistake.
    Restores,
}

/// The mistakes that people make in a trade's process.
pub fn mistakes(trade: &str) -> Vec<Mistake> {
    let text = std::fs::read_to_string(format!("fixtures/trades/{trade}/mistakes.toml")).unwrap();
    toml::from_str::<Mistakes>(&text).unwrap_or_else(|problem| panic!("{trade}: {problem}")).mistake
}

/// The paths, from the trade's folder on, and texts of a trade's process.
pub fn process(trade: &str) -> Vec<(String, String)> {
    let folder = format!("fixtures/trades/{trade}/");
    let file =
        |source: &Source| (source.path.display().to_string().replace(&folder, ""), source.text.clone());
    directory(&folder).as_slice().iter().map(file).collect()
}

/// The process with the mistake in it.
pub fn planted(process: &[(String, String)], mistake: &Mistake) -> Vec<(String, String)> {
    let mut process = process.to_vec();
    let (_, text) = process.iter_mut().find(|(path, _)| *path == mistake.file).unwrap();
    assert_eq!(text.matches(&mistake.find).count(), 1, "{}: `{}`", mistake.name, mistake.find);
    let start = text.find(&mistake.find).unwrap();
    let end = match &mistake.until {
        Some(until) => start + text[start..].find(until).unwrap(),
        None => start + mistake.find.len(),
    };
    text.replace_range(start..end, &mistake.put);
    process
}
