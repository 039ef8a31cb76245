//! A page about a whole model: what somebody has to do, all streams with their numbers and maps, the chain and the registers.
//!
//! [`Report::of`] gathers what is shown, as plain data; [`html`] and [`markdown`] write it.

pub mod changes;
pub mod html;
pub mod markdown;
mod reported;
mod since;
mod style;

use rustc_hash::FxHashMap;

use crate::draw::diagram::Diagram;
use crate::draw::{chain, landscape, stream};
use crate::finding::{Finding, Level};
use crate::met::Met;
use crate::model::numbers::{OutcomeNumbers, StreamNumbers};
use crate::model::{Model, ScopeId};
use crate::source::FileSpan;
use crate::syntax::Keyword;
use crate::tables::{self, Table};

pub use reported::{Piece, Reported, pieces};
pub use since::Since;

/// What is known of a run besides the model.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The version of vsdlint.
    pub version: String,
    /// The revision that the files are of; none where it is not known.
    pub revision: Option<String>,
    /// The settings file, as people know it; none where there is none.
    pub settings: Option<String>,
    /// The rules whose level is not their own: the rule, and its level here.
    pub levels: Vec<(String, String)>,
    /// What was otherwise at an earlier revision; none where nobody asks.
    pub since: Option<Since>,
}

/// All that is shown.
#[derive(Debug)]
pub struct Report<'m, 's> {
    /// The model.
    pub model: &'m Model<'s>,
    /// What is known of the run.
    pub run: Run,
    /// The organisation's name; may be empty.
    pub organisation: String,
    /// Its purpose; may be empty.
    pub purpose: String,
    /// How many files the model is of.
    pub files: usize,
    /// The streams, in the order of the text.
    pub streams: Vec<StreamPart>,
    /// What is wrong, the errors first.
    pub findings: Vec<Reported>,
    /// How many inputs meet, and how many outputs.
    pub inputs: Met,
    /// The same of outputs.
    pub outputs: Met,
    /// The landscape of all streams.
    pub landscape: Diagram,
    /// The value chain.
    pub chain: Diagram,
    /// The findings that the chain is marked with, and behind them those in no stream.
    pub chain_findings: Vec<Told>,
    /// Whether an activity is described.
    pub has_chain: bool,
    /// The registers.
    pub tables: Vec<(&'static str, Table)>,
}

/// A stream of a report.
#[derive(Debug)]
pub struct StreamPart {
    /// The stream.
    pub stream: ScopeId,
    /// Whether it says what happens in it.
    pub is_described: bool,
    /// Its name in the address of the page.
    pub anchor: String,
    /// Who is accountable.
    pub accountable: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// Its map.
    pub map: Diagram,
    /// How many findings it has of each level: errors, warnings, information.
    pub counts: [usize; 3],
    /// The findings that its map is marked with, in the order of their numbers, and behind them the others in it.
    pub findings: Vec<Told>,
    /// Who does what.
    pub raci: Table,
    /// Who needs what from whom.
    pub sipoc: Table,
}

/// A finding below a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which of [`Report::findings`].
    pub finding: usize,
    /// Its number in the picture, 1-based, if it has one.
    pub number: Option<usize>,
}

impl StreamPart {
    fn of(model: &Model<'_>, stream: ScopeId, map: Diagram) -> StreamPart {
        let statement = model.scope(stream).statement;
        let accountable =
            statement.map(|block| model.listed(block, Keyword::Accountable)).unwrap_or_default();
        StreamPart {
            stream,
            is_described: model.scope(stream).described,
            anchor: format!("stream-{}", stream.index()),
            accountable: accountable.join(", "),
            purpose: statement.and_then(|block| model.purpose_of(block)).unwrap_or_default(),
            counts: counts(map.own_remarks().map(|remark| remark.level)),
            findings: Vec::new(),
            raci: tables::raci(model, stream, &map),
            sipoc: tables::sipoc(&map),
            map,
        }
    }

    /// Its numbers.
    pub fn numbers<'m>(&self, model: &'m Model<'_>) -> Option<&'m StreamNumbers> {
        model.numbers().of(self.stream)
    }

    /// The outcome that stands for it.
    pub fn main<'m>(&self, model: &'m Model<'_>) -> Option<&'m OutcomeNumbers> {
        self.numbers(model)?.main()
    }
}

impl<'m, 's> Report<'m, 's> {
    /// Gathers what is to be shown of a model and its findings. What is suppressed is left out.
    pub fn of(model: &'m Model<'s>, findings: &[Finding], run: Run) -> Report<'m, 's> {
        let maps = stream::diagrams(model, findings);
        let findings_in_words = reported::reported(model, findings);
        let landscape = landscape::of_maps(model, &maps);
        let tables = vec![
            ("Inputs and outputs of the activities", tables::inputs_and_outputs(model)),
            ("Which steps are in which activity", tables::activities(model, &maps)),
            ("Which steps draw on which practice", tables::practices(model, &maps)),
            ("Items", tables::items(&maps)),
        ];
        let mut streams: Vec<StreamPart> = Vec::new();
        for (stream, map) in model.streams().zip(maps) {
            streams.push(StreamPart::of(model, stream, map));
        }
        let places = places(&findings_in_words);
        let mut is_told = vec![false; findings_in_words.len()];
        let mut tell = |stream: Option<usize>, map: &Diagram| {
            let told = numbered(map, &places, &findings_in_words);
            for told in &told {
                is_told[told.finding] |= findings_in_words[told.finding].stream == stream;
            }
            told
        };
        for (index, part) in streams.iter_mut().enumerate() {
            part.findings = tell(Some(index), &part.map);
        }
        let chain = chain::diagram(model, findings);
        let mut chain_findings = tell(None, &chain);
        for (finding, reported) in findings_in_words.iter().enumerate() {
            let told = match reported.stream {
                Some(stream) => &mut streams[stream].findings,
                None => &mut chain_findings,
            };
            if !is_told[finding] {
                told.push(Told { finding, number: None });
            }
        }
        let (organisation, purpose) = organisation(model);
        Report {
            run,
            organisation,
            purpose,
            files: model.sources().len(),
            findings: findings_in_words,
            inputs: model.inputs_met(),
            outputs: model.outputs_met(),
            landscape,
            chain,
            chain_findings,
            has_chain: model.steps_of(ScopeId::CHAIN).next().is_some(),
            tables,
            streams,
            model,
        }
    }

    /// Whether a finding was not there at the earlier revision.
    pub fn is_new(&self, reported: &Reported) -> bool {
        self.run.since.as_ref().is_some_and(|since| since.is_new(&reported.rule, reported.at))
    }

    /// How many findings there are of each level: errors, warnings, information.
    pub fn counts(&self) -> [usize; 3] {
        counts(self.findings.iter().map(|reported| reported.level))
    }

    /// How many promises the quickest ways keep, and how many can be judged.
    pub fn promises(&self) -> Met {
        let mut met = Met::default();
        for numbers in self.model.numbers().streams() {
            for outcome in &numbers.outcomes {
                let promised = outcome.quickest.as_ref().and_then(|way| way.promised);
                if let Some(is_kept) = promised.and_then(|promised| promised.is_kept) {
                    met += Met { met: usize::from(is_kept), total: 1 };
                }
            }
        }
        met
    }
}

/// Findings by where they are: the indices of those whose mistake is at a place.
type Places = FxHashMap<FileSpan, Vec<usize>>;

fn places(findings: &[Reported]) -> Places {
    let mut places = Places::default();
    for (index, reported) in findings.iter().enumerate() {
        places.entry(reported.at).or_default().push(index);
    }
    places
}

/// The findings that a picture is marked with, in the order of their numbers.
fn numbered(map: &Diagram, places: &Places, findings: &[Reported]) -> Vec<Told> {
    let mut told = Vec::new();
    for (index, remark) in map.remarks.iter().enumerate() {
        let here = places.get(&remark.place).map(Vec::as_slice).unwrap_or_default();
        let is_same = |finding: &&usize| {
            findings[**finding].rule == remark.rule && remark.text.ends_with(&findings[**finding].message)
        };
        let Some(&finding) = here.iter().find(is_same) else { continue };
        told.push(Told { finding, number: Some(index + 1) });
    }
    told
}

fn counts(levels: impl Iterator<Item = Level>) -> [usize; 3] {
    let mut counts = [0; 3];
    for level in levels {
        match level {
            Level::Error => counts[0] += 1,
            Level::Warn => counts[1] += 1,
            Level::Info => counts[2] += 1,
        }
    }
    counts
}

/// The name and the purpose of the organisation.
fn organisation(model: &Model<'_>) -> (String, String) {
    for (file, tree) in model.sources().iter().map(|(file, _)| file).zip(model.trees()) {
        for id in tree.top() {
            if tree[id].keyword == Keyword::Organisation {
                let block = crate::model::StatementRef { file, id };
                return (model.name_of(block), model.purpose_of(block).unwrap_or_default());
            }
        }
    }
    Default::default()
}
