//! What could be written at a place.

use vsdlint::ide::complete::{self, Kind};

use crate::answer::{Answer, Completion};
use crate::project::Project;
use vsdlint::source::FileSpan;

/// What could be written at code unit `at` of the file `open`.
pub fn at(project: &Project<'_>, open: usize, at: u32) -> Answer {
    let Some((file, offset)) = project.place(open, at) else {
        return Answer::Completions { from: at, to: at, options: Vec::new(), is_cut: false };
    };
    let list = complete::at(project.model, project.settings.table(), file, offset);
    let (_, from, to) = project.at(FileSpan { file, span: list.replaced });
    let mut options = Vec::with_capacity(list.all.len());
    for item in list.all {
        options.push(Completion {
            label: item.label,
            text: item.text,
            snippet: item.snippet,
            kind: word(item.kind),
            detail: item.detail,
        });
    }
    Answer::Completions { from, to, options, is_cut: list.is_cut }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Keyword => "keyword",
        Kind::Activity => "activity",
        Kind::External => "external",
        Kind::Stream => "stream",
        Kind::Step => "step",
        Kind::Item => "item",
        Kind::Practice => "practice",
        Kind::Role => "role",
        Kind::Rule => "rule",
        Kind::Undeclared => "undeclared",
    }
}
