//! `inconsistent-wording`: one name of one thing spelled in several ways.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::finding::Fix;
use crate::model::{Model, ScopeId, StatementRef, declared};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted;
use crate::rules::support::name_words::symbol_words;
use crate::rules::support::roles;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::bare::is_plain;
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, Statement, StatementFlags, StatementId, Symbol, Term, TermId, Tree};

pub(crate) const RULE: Rule = rule!("inconsistent-wording", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let mut findings = Vec::new();
    for (Key { name, .. }, uses) in respelt_uses(context.model) {
        findings.extend(compare(context.model, name, &uses));
    }
    findings
}

/// What is compared with each other: a name of one thing, as a plain one such as `incident-record` or as a label such as
/// "Incident record". Quotation marks make no difference, so formatting a file does not either.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    name: Symbol,
    thing: Thing,
    is_plain: bool,
}

/// What a name stands for, as far as one name may stand for several.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Thing {
    /// An activity, a stakeholder, a repository or a stream.
    End,
    /// A step of this stream; of a stream that is not described, of the chain.
    Step(ScopeId),
    Item,
    Practice,
    Role,
    /// What a step uses.
    Means,
    Organisation,
}

/// A place where a name stands, and whether a declaration gives it that name.
#[derive(Clone, Copy)]
struct Use {
    place: FileSpan,
    declares: bool,
}

/// Where each name of the project that is not written in one way stands, as far as it can be read, in the order of the
/// files and the text. Nearly every name is written in one way, and which are not is known from reading; so only those
/// are gathered.
fn respelt_uses(model: &Model<'_>) -> FxHashMap<Key, Vec<Use>> {
    let mut uses: FxHashMap<Key, Vec<Use>> = FxHashMap::default();
    let respelt = model.respelt_names();
    if respelt.is_empty() {
        return uses;
    }
    let mut asked = vec![false; model.name_count()];
    for name in respelt {
        asked[name.index()] = true;
    }
    let streams: FxHashMap<StatementRef, ScopeId> =
        model.declared().streams().iter().copied().zip(model.streams()).collect();
    for (file, tree) in model.trees().iter().enumerate() {
        let file = FileId::new(file);
        let mut next_top = StatementId::FIRST;
        let mut scope = ScopeId::CHAIN;
        let fixed = Fixed::of(tree);
        for (id, statement) in tree.iter() {
            let top = id == next_top;
            if top {
                next_top = statement.next;
                let stream = StatementRef { file, id };
                scope = streams.get(&stream).copied().unwrap_or(ScopeId::CHAIN);
            }
            if statement.flags.has(StatementFlags::HAS_ERROR) {
                continue;
            }
            // What a declaration calls a thing stands before its clause.
            let declares = top || statement.keyword == Keyword::Step;
            for at in tree.terms_of(id) {
                let term: &Term = &tree[at];
                let Some(name) = term.symbol() else { continue };
                // How a name without its quotes is spelt is reported already.
                if !asked[name.index()] || fixed.touches(term.span) {
                    continue;
                }
                let place = FileSpan { file, span: term.span };
                let declares = declares && at < statement.clause;
                let is_plain = is_plain(&unquote(model.slice(place)));
                let thing = thing(model, tree, scope, statement, at);
                uses.entry(Key { name, thing, is_plain }).or_default().push(Use { place, declares });
            }
        }
    }
    uses
}

/// What the fixes of a text's syntax errors change: where each begins, in order, and where the furthest so far ends.
struct Fixed(Vec<(u32, u32)>);

impl Fixed {
    fn of(tree: &Tree) -> Fixed {
        let mut spans = Vec::new();
        for error in &tree.errors {
            if let Some((span, _)) = &error.fix {
                spans.push((span.start, span.end));
            }
        }
        spans.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut spans {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Fixed(spans)
    }

    /// Whether a fix changes something of `span`.
    fn touches(&self, span: Span) -> bool {
        let before = self.0.partition_point(|&(start, _)| start < span.end);
        before.checked_sub(1).is_some_and(|last| self.0[last].1 > span.start)
    }
}

/// What the name at `at` stands for, in a statement of this scope.
fn thing(model: &Model<'_>, tree: &Tree, scope: ScopeId, statement: &Statement, at: TermId) -> Thing {
    let is_subject = at < statement.clause;
    match statement.keyword {
        Keyword::Item => Thing::Item,
        Keyword::Practice => Thing::Practice,
        Keyword::Role => Thing::Role,
        keyword if roles::FIELDS.contains(&keyword) => Thing::Role,
        Keyword::Uses => Thing::Means,
        Keyword::Organisation => Thing::Organisation,
        Keyword::Step if is_subject => Thing::Step(scope),
        Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome if is_subject => Thing::Item,
        Keyword::Input | Keyword::Output => end(model, tree, scope, statement, at),
        _ => Thing::End,
    }
}

/// What the name at `at` stands for among the ends of an input or output; those of a trigger or outcome are no steps.
fn end(model: &Model<'_>, tree: &Tree, scope: ScopeId, statement: &Statement, at: TermId) -> Thing {
    if at > statement.clause && tree[at.before(1)].is_joined() {
        let stream = tree[at.before(1)].symbol().and_then(|stream| model.declared().end(stream));
        return match stream {
            Some(declared::Thing::Stream(stream)) => Thing::Step(stream),
            _ => Thing::Step(ScopeId::CHAIN),
        };
    }
    let is_step = tree[at].symbol().is_some_and(|name| model.scope(scope).step(name).is_some());
    if is_step && !tree[at].is_joined() { Thing::Step(scope) } else { Thing::End }
}

/// How often a spelling stands, where it is declared, and where it stands first.
struct Spelling {
    count: usize,
    declared: Option<FileSpan>,
    first: FileSpan,
}

/// A finding for each use of `name` that is not spelt as most are.
fn compare(model: &Model<'_>, name: Symbol, uses: &[Use]) -> Vec<FindingBuilder> {
    let mut spellings: BTreeMap<_, Spelling> = BTreeMap::new();
    for found in uses {
        let spelling = spellings.entry(unquote(model.slice(found.place))).or_insert(Spelling {
            count: 0,
            declared: None,
            first: found.place,
        });
        spelling.count += 1;
        if found.declares {
            spelling.declared.get_or_insert(found.place);
        }
    }
    // The order of the files must not matter: after the votes and the declarations the alphabet decides.
    let mut ranked: Vec<_> = spellings.iter().collect();
    ranked.sort_by_key(|(_, spelling)| Reverse((spelling.count, spelling.declared.is_some())));
    let [(text, best), _, ..] = ranked[..] else { return Vec::new() };
    let place = best.declared.unwrap_or(best.first);
    let label = if best.declared.is_some() { "declared with this spelling" } else { "spelt so here" };
    let written = model.slice(place);
    let mut findings = Vec::new();
    for found in uses {
        if unquote(model.slice(found.place)) == **text {
            continue;
        }
        let message = format!("{} is spelt `{text}` elsewhere", quoted(model, found.place));
        let finding = FindingBuilder::new(found.place, message)
            .label("spelt differently")
            .secondary(place, label)
            .fingerprint([symbol_words(model, name)])
            .fix(Fix::safe(format!("write `{text}`"), vec![(found.place, written.to_owned())]));
        findings.push(finding);
    }
    findings
}
