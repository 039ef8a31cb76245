//! Findings in words, for those who have something to do.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::finding::{Finding, Level};
use crate::ide::references::stream_around;
use crate::model::{Model, StatementRef};
use crate::sanitise::shortened;
use crate::source::{FileId, FileSpan, LineIndex};
use crate::syntax::{Keyword, StatementId};

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Its level.
    pub level: Level,
    /// The rule.
    pub rule: Cow<'static, str>,
    /// Who is accountable for where it is, [shortened]; empty if nobody is.
    pub owner: String,
    /// What it is in: the name of a stream or an activity; may be empty.
    pub subject: String,
    /// The index of the stream that it is in, 0-based.
    pub stream: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Vec<String>,
    /// The file and the line, 1-based.
    pub place: String,
    /// Where it is.
    pub at: FileSpan,
}

/// The findings in words, errors first, then as they come.
pub(super) fn reported(model: &Model<'_>, findings: &[Finding]) -> Vec<Reported> {
    let mut all = Vec::new();
    let mut index: Option<(FileId, LineIndex)> = None;
    let mut owners = Owners { model, known: FxHashMap::default(), parents: FxHashMap::default() };
    for finding in findings {
        if finding.suppressed.is_some() {
            continue;
        }
        let place = finding.primary.place;
        let source = model.source(place.file);
        // Findings of one file follow each other.
        if index.as_ref().is_none_or(|(file, _)| *file != place.file) {
            index = Some((place.file, LineIndex::new(&source.text)));
        }
        let line = index.as_ref().map_or(0, |(_, lines)| lines.line_index(place.span.start) + 1);
        let (owner, subject, stream) = owners.of(model.statement_at(place));
        all.push(Reported {
            level: finding.level,
            rule: finding.rule.clone(),
            owner,
            subject,
            stream,
            message: finding.message.clone(),
            help: finding.help.clone(),
            place: format!("{}, line {line}", source.path.display()),
            at: place,
        });
    }
    all.sort_by_key(|reported| std::cmp::Reverse(reported.level));
    all
}

/// Who is accountable for blocks, each looked at once, however many findings are in it.
struct Owners<'m, 's> {
    model: &'m Model<'s>,
    known: FxHashMap<StatementRef, String>,
    /// The statements around those of a file.
    parents: FxHashMap<FileId, Vec<Option<StatementId>>>,
}

impl Owners<'_, '_> {
    /// Who is accountable for a statement: for the step, or else for the stream or activity around it. With that, the name of
    /// what is around it, and the index of the stream.
    fn of(&mut self, statement: StatementRef) -> (String, String, Option<usize>) {
        let model = self.model;
        let tree = model.tree(statement.file);
        let parents = self.parents.entry(statement.file).or_insert_with(|| tree.parents());
        let mut around = Some(statement.id);
        let mut owner = String::new();
        while let Some(id) = around {
            let block = StatementRef { file: statement.file, id };
            if owner.is_empty() {
                // Many findings may repeat it.
                let listed = || shortened(&model.listed(block, Keyword::Accountable).join(", ")).into_owned();
                owner.clone_from(self.known.entry(block).or_insert_with(listed));
            }
            match tree[id].keyword {
                Keyword::Stream => {
                    let stream = stream_around(model, block).map(|stream| stream.index() - 1);
                    return (owner, model.name_of(block), stream);
                }
                Keyword::Activity => return (owner, model.name_of(block), None),
                _ => around = parents[id.index()],
            }
        }
        (owner, String::new(), None)
    }
}

/// A piece of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// A name, or a line to write: what stands in backticks.
    Quoted(&'a str),
}

/// The pieces of a message or help, in their order.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    text.split('`').enumerate().map(
        |(index, part)| {
            if index % 2 == 0 { Piece::Words(part) } else { Piece::Quoted(part) }
        },
    )
}
