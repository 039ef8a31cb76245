//! A draft becomes `.vsd` texts, formatted as `vsdlint fmt` does it. The same draft gives the same bytes.
//!
//! What a remark speaks of gets the remark in a comment above it, and so does the id by which the source knows it.

mod flow;
mod page;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashSet;

use super::draft::{About, Description, Draft, ExternalKind, Roles, Step, Stream};
use super::names::{Name, Names, cleaned, is_shaping, words_of};
use super::remark::RemarkKind;
use crate::file_names::FileStems;
use crate::model::practices::PRACTICES;
use crate::sanitise::is_hidden;
use flow::{FlowKind, Flows};
use page::Page;

/// A file of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of the model, with `/` between folders.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The texts of a draft: declarations, descriptions of activities, and a file for each stream. What cannot be written as it
/// stands there is remarked upon in the draft.
pub fn write(draft: &mut Draft) -> Vec<File> {
    declare_practices(draft);
    let names = Names::settle(draft);
    Flows::mend(draft);
    let writer = Writer { draft, names: &names };
    let mut files = Vec::new();
    let mut add = |path: String, page: Page| {
        if let Some(text) = page.finish() {
            files.push(File { path, text });
        }
    };
    add("organisation.vsd".to_owned(), writer.declarations());
    let mut chain = Page::default();
    for description in &draft.descriptions {
        writer.description(description, &mut chain);
    }
    add("chain.vsd".to_owned(), chain);
    let mut stems = FileStems::default();
    for (stream, name) in draft.streams.iter().zip(names.streams()) {
        let mut page = Page::default();
        writer.stream(stream, name, &mut page);
        add(format!("streams/{}.vsd", stems.of(&name.name)), page);
    }
    files
}

/// Declares the practices that steps name and ITIL does not have.
fn declare_practices(draft: &mut Draft) {
    let mut known: FxHashSet<String> = PRACTICES.iter().map(|&practice| practice.to_owned()).collect();
    for practice in &draft.practices {
        known.insert(words_of(&cleaned(&practice.name)));
        known.extend(practice.alias.as_deref().map(|alias| words_of(&cleaned(alias))));
    }
    let mut missing = Vec::new();
    for step in &draft.steps {
        for practice in &step.practices {
            let words = words_of(&cleaned(practice));
            if !words.is_empty() && known.insert(words) {
                missing.push(About::new(practice.as_str(), step.about.place.clone()));
            }
        }
    }
    draft.practices.extend(missing);
}

struct Writer<'d> {
    draft: &'d Draft,
    names: &'d Names,
}

impl Writer<'_> {
    /// All that stands outside of blocks, but for streams and activities.
    fn declarations(&self) -> Page {
        let (draft, names) = (self.draft, self.names);
        let mut page = Page::default();
        if let Some(organisation) = &draft.organisation {
            let name = cleaned(&organisation.about.name);
            let name = if words_of(&name).is_empty() { "Unnamed organisation".to_owned() } else { name };
            let name = Name { name, alias: None, by_alias: false };
            let day = organisation.working_day.filter(|day| day.has_any());
            let fields: Vec<String> =
                day.map(|day| format!("working_day {}", day.show())).into_iter().collect();
            self.declaration("organisation", &organisation.about, &name, "", &fields, &mut page);
        }
        for kind in [ExternalKind::Stakeholder, ExternalKind::Repository] {
            let word = match kind {
                ExternalKind::Stakeholder => "stakeholder",
                ExternalKind::Repository => "repository",
            };
            page.gap();
            for (external, name) in draft.externals.iter().zip(names.externals()) {
                if external.kind == kind {
                    self.declaration(word, &external.about, name, "", &[], &mut page);
                }
            }
        }
        page.gap();
        for (item, name) in draft.items.iter().zip(names.items()) {
            let about = &item.about;
            if item.is_declared() {
                let broader: Vec<String> =
                    item.is.iter().map(|&item| quoted(names.item(item).reference())).collect();
                let is =
                    if broader.is_empty() { String::new() } else { format!(" is {}", broader.join(", ")) };
                self.declaration("item", about, name, &is, &[], &mut page);
            }
        }
        for (word, all, names) in
            [("practice", &draft.practices, &names.practices), ("role", &draft.roles, &names.roles)]
        {
            page.gap();
            for (about, name) in all.iter().zip(names) {
                self.declaration(word, about, name, "", &[], &mut page);
            }
        }
        page
    }

    /// A declaration with a block where there is something to say in it.
    fn declaration(
        &self,
        keyword: &str,
        about: &About,
        name: &Name,
        clause: &str,
        fields: &[String],
        page: &mut Page,
    ) {
        self.comments(about, page);
        let head = format!("{keyword} {}{clause}", named(name));
        if about.purpose.is_none() && about.links.is_empty() && fields.is_empty() {
            return page.line(&head);
        }
        page.open(&head);
        self.about(about, page);
        fields.iter().for_each(|field| page.line(field));
        page.close();
    }

    /// Comments above what they speak of.
    fn comments(&self, about: &About, page: &mut Page) {
        if let Some(id) = &about.source_id {
            page.comment(&format!("import: id {id}"));
        }
        self.remarks(&about.remarks, page);
        about.comments.iter().for_each(|comment| page.comment(comment));
    }

    fn remarks(&self, remarks: &[super::draft::RemarkId], page: &mut Page) {
        for remark in remarks {
            let Some(remark) = self.draft.remarks.get(remark.index()) else { continue };
            let word = match remark.kind {
                RemarkKind::Note | RemarkKind::Resolved => String::new(),
                kind => format!("{}: ", kind.word()),
            };
            page.comment(&format!("import: {word}{} ({})", remark.text, remark.place));
        }
    }

    fn about(&self, about: &About, page: &mut Page) {
        if let Some(purpose) = &about.purpose {
            page.line(&format!("purpose {}", text(purpose)));
        }
        for link in &about.links {
            page.line(&format!("link {}", text(link)));
        }
    }

    fn roles(&self, roles: &Roles, page: &mut Page) {
        for (keyword, roles) in [
            ("accountable", &roles.accountable),
            ("responsible", &roles.responsible),
            ("consulted", &roles.consulted),
            ("informed", &roles.informed),
        ] {
            let names: Vec<String> = roles.iter().map(|role| self.names.role(role)).collect();
            page.names(keyword, &names);
        }
    }

    fn description(&self, description: &Description, page: &mut Page) {
        self.comments(&description.about, page);
        page.open(&format!("activity {}", description.activity.name()));
        self.about(&description.about, page);
        self.roles(&description.roles, page);
        self.flows(FlowKind::Input, &description.inputs, None, page);
        self.flows(FlowKind::Output, &description.outputs, None, page);
        page.close();
    }

    fn stream(&self, stream: &Stream, name: &Name, page: &mut Page) {
        self.comments(&stream.about, page);
        if !stream.is_described {
            return page.line(&format!("stream {}", named(name)));
        }
        page.open(&format!("stream {}", named(name)));
        self.about(&stream.about, page);
        self.roles(&stream.roles, page);
        page.gap();
        self.flows(FlowKind::Trigger, &stream.triggers, None, page);
        for &step in &stream.steps {
            page.gap();
            self.step(&self.draft.steps[step.index()], self.names.step(step), page);
        }
        page.gap();
        self.flows(FlowKind::Outcome, &stream.outcomes, None, page);
        page.close();
    }

    fn step(&self, step: &Step, name: &Name, page: &mut Page) {
        self.comments(&step.about, page);
        let mut head = format!("step {}", named(name));
        if let Some(stream) = step.runs {
            head += &format!(" runs {}", quoted(self.names.stream(stream).reference()));
        }
        if let Some(activity) = step.activity {
            head += &format!(" in {}", activity.name());
        }
        page.open(&head);
        self.about(&step.about, page);
        let practices: Vec<String> =
            step.practices.iter().map(|practice| self.names.practice(practice)).collect();
        page.names("practice", &practices);
        page.names("uses", &step.uses);
        self.roles(&step.roles, page);
        if let Some(time) = step.lead_time.filter(|time| time.has_any()) {
            page.line(&format!("lead_time {}", time.show()));
        }
        if let Some(time) = step.process_time {
            page.line(&format!(
                "process_time {}",
                if time.has_any() { time.show() } else { "0min".to_owned() }
            ));
        }
        if let Some(share) = step.complete_and_accurate.filter(|share| (0.0..=100.0).contains(share)) {
            page.line(&format!("complete_and_accurate {}%", (share * 1000.0).round() / 1000.0));
        }
        self.flows(FlowKind::Input, &step.inputs, Some(step.stream), page);
        self.flows(FlowKind::Output, &step.outputs, Some(step.stream), page);
        page.close();
    }
}

/// A name behind its keyword, with its alias.
fn named(name: &Name) -> String {
    match &name.alias {
        Some(alias) => format!("{} as {}", quoted(&name.name), quoted(alias)),
        None => quoted(&name.name),
    }
}

/// A name in quotation marks. `fmt` takes them away where they are not needed.
fn quoted(name: &str) -> String {
    text(name)
}

/// A text in quotation marks, with escapes for whatever needs one: it reads as `text` again.
fn text(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for letter in text.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            letter if is_hidden(letter) && !is_shaping(letter) => {
                written.push_str(&format!("\\u{{{:x}}}", u32::from(letter)));
            }
            letter => written.push(letter),
        }
    }
    written.push('"');
    written
}
