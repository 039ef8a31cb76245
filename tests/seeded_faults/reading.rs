//! A project's trees as the second reading wants them: plain statements, each with a number in place of its line.

use vsdlint::source::Span;
use vsdlint::syntax::words::unquote;
use vsdlint::syntax::{Keyword, StatementFlags, StatementId, Term, TermId, TermRange, Tree};

use crate::reference::organisation as plain;

/// The project as plain statements. A statement's line is its index in its tree.
pub fn organisation(trees: &[Tree], texts: &[String]) -> plain::Project {
    let read = |(file, tree): (usize, &Tree)| {
        let reader = Reader { tree, text: &texts[file] };
        plain::File {
            path: file.to_string(),
            working_day: working_day(tree, &texts[file]),
            declarations: tree.top().filter_map(|at| reader.declaration(at)).collect(),
        }
    };
    plain::Project { files: trees.iter().enumerate().map(read).collect() }
}

fn working_day(tree: &Tree, text: &str) -> Option<plain::Time> {
    let day = tree.ids().find(|&at| tree[at].keyword == Keyword::WorkingDay)?;
    let term = tree.terms_of(day).next()?;
    Some(plain::Time::read(&text[tree[term].span.range()]))
}

struct Reader<'t> {
    tree: &'t Tree,
    text: &'t str,
}

impl Reader<'_> {
    fn written(&self, span: Span) -> String {
        unquote(&self.text[span.range()]).into_owned()
    }

    fn names(&self, terms: TermRange) -> Vec<String> {
        terms.map(|at| self.written(self.tree[at].span)).collect()
    }

    fn time(&self, term: TermId) -> plain::Time {
        plain::Time::read(&self.text[self.tree[term].span.range()])
    }

    fn declaration(&self, at: StatementId) -> Option<plain::Declaration> {
        let statement = &self.tree[at];
        let kind = match statement.keyword {
            Keyword::Stakeholder => plain::Kind::Stakeholder,
            Keyword::Repository => plain::Kind::Repository,
            Keyword::Item => plain::Kind::Item,
            Keyword::Activity => plain::Kind::Activity,
            Keyword::Stream => plain::Kind::Stream,
            _ => return None,
        };
        let has_body = statement.flags.has(StatementFlags::BLOCK)
            && matches!(kind, plain::Kind::Activity | plain::Kind::Stream);
        let body = || self.tree.children(at).filter_map(|child| self.statement(child)).collect();
        Some(plain::Declaration {
            line: at.index() as u32,
            // What is suppressed stays wrong.
            allows: Vec::new(),
            kind,
            name: self.names(self.tree.subjects(at)).pop().unwrap_or_default(),
            alias: self.tree.alias(at).map(|alias| self.written(alias.span)),
            is: if kind == plain::Kind::Item { self.names(self.tree.clause(at)) } else { Vec::new() },
            body: has_body.then(body),
        })
    }

    fn statement(&self, at: StatementId) -> Option<plain::Statement> {
        if self.tree[at].keyword != Keyword::Step {
            return self.flow(at).map(plain::Statement::Flow);
        }
        let mut times = self.tree.children(at).filter(|&child| self.tree[child].keyword == Keyword::LeadTime);
        Some(plain::Statement::Step(plain::Step {
            line: at.index() as u32,
            // What is suppressed stays wrong.
            allows: Vec::new(),
            name: self.names(self.tree.subjects(at)).pop().unwrap_or_default(),
            alias: self.tree.alias(at).map(|alias| self.written(alias.span)),
            runs: self.tree.runs(at).map(|term| self.written(self.tree[term].span)),
            activity: self.names(self.tree.clause(at)).pop(),
            lead_time: times.next().and_then(|time| Some(self.time(self.tree.terms_of(time).next()?))),
            flows: self.tree.children(at).filter_map(|child| self.flow(child)).collect(),
        }))
    }

    fn flow(&self, at: StatementId) -> Option<plain::Flow> {
        let statement = &self.tree[at];
        let flags = statement.flags;
        let kind = match statement.keyword {
            Keyword::Input if flags.has(StatementFlags::OPTIONAL) => {
                plain::FlowKind::Input(plain::Mode::Optional)
            }
            Keyword::Input if flags.has(StatementFlags::REWORK) => {
                plain::FlowKind::Input(plain::Mode::Rework)
            }
            Keyword::Input if flags.has(StatementFlags::REPLY) => plain::FlowKind::Input(plain::Mode::Reply),
            Keyword::Input => plain::FlowKind::Input(plain::Mode::Mandatory),
            Keyword::Output if flags.has(StatementFlags::OPTIONAL) => plain::FlowKind::OptionalOutput,
            Keyword::Output => plain::FlowKind::Output,
            Keyword::Trigger => plain::FlowKind::Trigger,
            Keyword::Outcome => plain::FlowKind::Outcome,
            _ => return None,
        };
        Some(plain::Flow {
            line: at.index() as u32,
            // What is suppressed stays wrong.
            allows: Vec::new(),
            kind,
            items: self.names(self.tree.subjects(at)),
            either: flags.has(StatementFlags::EITHER),
            ends: self.ends(at),
            within: self.tree.within(at).map(|_| self.time(self.tree.terms_of(at).end.before(1))),
            every: self.tree.every(at).map(|term| self.written(term.span)),
        })
    }

    fn ends(&self, at: StatementId) -> Vec<plain::End> {
        let mut ends = Vec::new();
        let mut stream: Option<String> = None;
        for term in self.tree.clause(at) {
            let term: &Term = &self.tree[term];
            let name = self.written(term.span);
            if term.is_joined() {
                stream = Some(name);
            } else if stream.is_none() && !term.is_quoted() && name.eq_ignore_ascii_case("all") {
                ends.push(plain::End::All);
            } else {
                ends.push(plain::End::Named { stream: stream.take(), name });
            }
        }
        ends
    }
}
