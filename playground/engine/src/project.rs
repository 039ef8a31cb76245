//! The files of a question as a project of the library, and what is answered about it.

use std::path::PathBuf;

use vsdlint::finding;
use vsdlint::format::{FormatOptions, format_range};
use vsdlint::ide::hover;
use vsdlint::model::Model;
use vsdlint::project::{CONFIG_NAME, ConfigMistake, Settings, settings_of};
use vsdlint::rules::{self, metadata};
use vsdlint::source::{FileId, FileSpan, Source, Span};
use vsdlint::workspace::Workspace;

use crate::answer::{Answer, Edit, Finding, Fix, Label, Mistake};
use crate::offsets::Offsets;
use crate::question::{File, Picture};
use crate::{picture, words};

/// A project, while it is asked about.
#[derive(Debug)]
pub struct Project<'m> {
    /// Its model.
    pub model: &'m Model<'m>,
    /// The settings of the project.
    pub settings: &'m Settings,
    relative: &'m [PathBuf],
    files: &'m Files,
    mistakes: Vec<Mistake>,
}

/// Which file of the question is which of the model.
#[derive(Debug)]
struct Files {
    /// The position in the question and the counts of each file of the model.
    of_model: Vec<(usize, Offsets)>,
    /// How many files the question has.
    asked: usize,
}

/// Makes a project of `files`, and has `answer` asked about it.
pub fn with(files: Vec<File>, answer: impl FnOnce(&Project<'_>) -> Answer) -> Answer {
    let asked = files.len();
    let mut texts: Vec<(usize, File)> = files.into_iter().enumerate().collect();
    let config = texts.iter().position(|(_, file)| file.path == CONFIG_NAME).map(|at| texts.remove(at));
    let text = config.as_ref().map_or("", |(_, file)| &file.text);
    let (settings, mistakes) = settings_of(text, metadata());
    let mistakes = config.as_ref().map(|(at, file)| shown(mistakes, *at, &file.text)).unwrap_or_default();
    // As the command has them.
    texts.sort_by(|(_, one), (_, other)| one.path.as_bytes().cmp(other.path.as_bytes()));
    let of_model = texts.iter().map(|(at, file)| (*at, Offsets::new(&file.text))).collect();
    let relative: Vec<PathBuf> = texts.iter().map(|(_, file)| PathBuf::from(&file.path)).collect();
    let sources = texts.into_iter().map(|(_, file)| Source { path: file.path.into(), text: file.text });
    let mut workspace = Workspace::new(&settings, sources.collect(), relative);
    let files = Files { of_model, asked };
    workspace.with_model(|model, settings, relative| {
        answer(&Project { model, settings, relative, files: &files, mistakes })
    })
}

fn shown(mistakes: Vec<ConfigMistake>, file: usize, text: &str) -> Vec<Mistake> {
    let offsets = Offsets::new(text);
    let mut shown = Vec::new();
    for mistake in mistakes {
        let (start, end) = (mistake.span.offset(), mistake.span.offset() + mistake.span.len());
        let (from, to) = (offsets.utf16(start as u32), offsets.utf16(end as u32));
        shown.push(Mistake { file, from, to, message: mistake.message, help: mistake.help });
    }
    shown
}

impl Project<'_> {
    /// All findings, the words of the file `open`, and a picture.
    pub fn check(&self, open: usize, cursor: u32, wanted: &Picture) -> Answer {
        let mut findings = rules::check(self.model, self.settings, self.relative);
        let all = findings.len();
        findings.retain(|finding| finding.suppressed.is_none());
        Answer::Checked {
            settings: self.mistakes.clone(),
            suppressed: all - findings.len(),
            words: self.file(open).map(|file| self.words_of(file)).unwrap_or_default(),
            subjects: picture::subjects(self.model),
            picture: picture::draw(self, &findings, self.place(open, cursor), wanted),
            findings: findings.iter().map(|finding| self.finding(finding)).collect(),
        }
    }

    /// The words and the findings of all files.
    pub fn words(&self) -> Answer {
        let mut files = vec![Vec::new(); self.files.asked];
        for (index, (at, _)) in self.files.of_model.iter().enumerate() {
            if let Some(words) = files.get_mut(*at) {
                *words = self.words_of(FileId::new(index));
            }
        }
        let findings = rules::check(self.model, self.settings, self.relative);
        let findings = findings.iter().filter(|finding| finding.suppressed.is_none());
        Answer::Words { files, findings: findings.map(|finding| self.finding(finding)).collect() }
    }

    /// The edits that format the file `open`.
    pub fn format(&self, open: usize) -> Answer {
        let Some(file) = self.file(open) else { return Answer::Formatted { edits: Vec::new() } };
        let text = self.model.source(file).text.as_str();
        let options =
            FormatOptions { width: self.settings.line_width.value, indent: self.settings.indent.value };
        let mut edits = Vec::new();
        for (span, text) in format_range(text, Span::new(0, text.len() as u32), options) {
            let (file, from, to) = self.at(FileSpan { file, span });
            edits.push(Edit { file, from, to, text });
        }
        Answer::Formatted { edits }
    }

    /// What is known of the name at a place.
    pub fn hover(&self, open: usize, at: u32) -> Answer {
        let rules = self.settings.table();
        let place = self.place(open, at);
        let found = place.and_then(|(file, offset)| hover::at(self.model, rules, file, offset));
        let Some((text, place)) = found else { return Answer::Hover { text: None, from: at, to: at } };
        let (_, from, to) = self.at(place);
        Answer::Hover { text: Some(text), from, to }
    }

    /// The file of the model at this position in the question; none for the settings, and for what is not there.
    pub fn file(&self, asked: usize) -> Option<FileId> {
        self.files.of_model.iter().position(|&(at, _)| at == asked).map(FileId::new)
    }

    /// The byte of a file of the model at a code unit of a file of the question.
    pub fn place(&self, asked: usize, at: u32) -> Option<(FileId, u32)> {
        let file = self.file(asked)?;
        Some((file, self.files.of_model.get(file.index())?.1.utf8(at)))
    }

    /// A place in the words of an answer: the file, where it begins, and where it ends.
    pub fn at(&self, place: FileSpan) -> (usize, u32, u32) {
        let Some((at, offsets)) = self.files.of_model.get(place.file.index()) else { return (0, 0, 0) };
        (*at, offsets.utf16(place.span.start), offsets.utf16(place.span.end))
    }

    fn words_of(&self, file: FileId) -> Vec<u32> {
        let Some((_, offsets)) = self.files.of_model.get(file.index()) else { return Vec::new() };
        words::of(self.model, file, offsets)
    }

    fn finding(&self, found: &finding::Finding) -> Finding {
        Finding {
            rule: found.rule.to_string(),
            level: found.level.word(),
            message: found.message.clone(),
            primary: self.label(&found.primary),
            secondary: found.secondary.iter().map(|label| self.label(label)).collect(),
            help: found.help.clone(),
            fix: found.fix.as_ref().map(|fix| Fix {
                applicability: fix.applicability.word(),
                title: fix.title.clone(),
                edits: fix.edits.iter().map(|edit| self.edit(edit)).collect(),
            }),
        }
    }

    fn label(&self, label: &finding::Label) -> Label {
        let (file, from, to) = self.at(label.place);
        Label { file, from, to, text: label.text.clone() }
    }

    fn edit(&self, edit: &finding::Edit) -> Edit {
        let (file, from, to) = self.at(edit.place);
        Edit { file, from, to, text: edit.text.clone() }
    }
}
