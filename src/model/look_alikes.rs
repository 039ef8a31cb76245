//! Names that are hardly two: one is the other with a slip of the pen, and nothing else shows it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::flows::End;
use crate::model::index::ends_of;
use crate::model::{ExternalId, Model, ScopeId};
use crate::similarity::{Slip, WordingReader, slips};
use crate::source::{FileId, FileSpan};
use crate::syntax::{Keyword, Symbol};

/// Two names of one namespace that are hardly two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookAlike {
    /// The keyword of what bears them: `item`, `role` or `uses`.
    pub kind: Keyword,
    /// The one that is probably misspelt, and where it stands, in the order of the files and the text.
    pub odd: (Symbol, Vec<FileSpan>),
    /// The other one, likewise.
    pub right: (Symbol, Vec<FileSpan>),
    /// Whether it may as well be the other way round.
    pub is_doubtful: bool,
}

/// Where the names of a namespace stand, and which may be one.
struct Namespace {
    kind: Keyword,
    places: FxHashMap<Symbol, Vec<FileSpan>>,
    /// The statements with several names that each stands in, ascending.
    lists: FxHashMap<Symbol, Vec<u32>>,
    /// Names that cannot be misspelt, because they are declared.
    declared: FxHashSet<Symbol>,
}

/// Two names, and the word of each in which they differ, if one does.
struct Pair {
    names: [Symbol; 2],
    words: Option<[String; 2]>,
    /// Which of them is an alternative that nothing gives, where the other is given: only that one can be wrong.
    in_vain: Option<usize>,
}

/// The look-alikes of all open namespaces, in the order in which the odd ones stand.
pub(super) fn find(model: &Model<'_>) -> Vec<LookAlike> {
    let mut found = items(model);
    let roles = [Keyword::Accountable, Keyword::Responsible, Keyword::Consulted, Keyword::Informed];
    if model.declared().roles().is_none() {
        found.extend(fields(model, Keyword::Role, &roles));
    }
    found.extend(fields(model, Keyword::Uses, &[Keyword::Uses]));
    found.sort_by(|one, other| one.odd.1.cmp(&other.odd.1));
    found
}

/// The alternatives of inputs that nothing gives, each with the streams that look for it.
struct InVain(FxHashMap<Symbol, Vec<ScopeId>>);

impl InVain {
    /// Those of steps whose work is their own, where they take the item of any step of the stream or of one that they
    /// name: nobody outside gives it.
    fn find(model: &Model<'_>) -> InVain {
        let mut alternatives: FxHashMap<Symbol, Vec<ScopeId>> = FxHashMap::default();
        for id in model.streams() {
            let scope = model.scope(id);
            for input in &scope.inputs {
                let Some(step) = input.node else { continue };
                let is_within = |end: End| matches!(end, End::Step(other) if other != step && model.node(other).scope == id);
                let this = model.node(step).statement;
                if input.choices < 2
                    || scope.open
                    || model.tree(this.file).runs(this.id).is_some()
                    || !ends_of(scope, input).iter().all(|named| is_within(named.end))
                {
                    continue;
                }
                for item in model.items(id, input) {
                    let streams = alternatives.entry(item).or_default();
                    if streams.last() != Some(&id) {
                        streams.push(id);
                    }
                }
            }
        }
        for id in model.scopes() {
            if alternatives.is_empty() {
                break;
            }
            let scope = model.scope(id);
            for flow in scope.outputs.iter().chain(&scope.triggers) {
                for item in model.items(id, flow) {
                    for given in model.declared().broader(&item) {
                        alternatives.remove(given);
                    }
                }
            }
        }
        InVain(alternatives)
    }

    /// What is given in the streams that look for something in vain.
    fn given(&self, model: &Model<'_>) -> FxHashMap<Symbol, Vec<ScopeId>> {
        let mut given: FxHashMap<Symbol, Vec<ScopeId>> = FxHashMap::default();
        let mut streams: Vec<ScopeId> = self.0.values().flatten().copied().collect();
        streams.sort_unstable();
        streams.dedup();
        for id in streams {
            let scope = model.scope(id);
            for flow in scope.outputs.iter().chain(&scope.triggers) {
                for item in model.items(id, flow) {
                    let known = given.entry(item).or_default();
                    if known.last() != Some(&id) {
                        known.push(id);
                    }
                }
            }
        }
        given
    }
}

/// Whether two ascending lists of streams share one.
fn share(ones: Option<&Vec<ScopeId>>, others: Option<&Vec<ScopeId>>) -> bool {
    let (Some(ones), Some(others)) = (ones, others) else { return false };
    ones.iter().any(|one| others.binary_search(one).is_ok())
}

/// The look-alikes among the items that meet at a stakeholder or repository, or of which one is an alternative that
/// nothing gives.
fn items(model: &Model<'_>) -> Vec<LookAlike> {
    let mut ends: FxHashMap<Symbol, Vec<ExternalId>> = FxHashMap::default();
    let mut names = Vec::new();
    for id in model.scopes() {
        let scope = model.scope(id);
        for flows in [&scope.inputs, &scope.outputs, &scope.triggers, &scope.outcomes] {
            for flow in flows {
                let is_unknown = id == ScopeId::CHAIN
                    && flow.node.is_some_and(|node| model.node(node).activity_of.activity().is_none());
                if is_unknown {
                    continue;
                }
                for named in ends_of(scope, flow) {
                    let End::External(external) = named.end else { continue };
                    for item in model.items(id, flow) {
                        let known = ends.entry(item).or_default();
                        if known.is_empty() {
                            names.push(item);
                        }
                        if known.last() != Some(&external) {
                            known.push(external);
                        }
                    }
                }
            }
        }
    }
    let in_vain = InVain::find(model);
    let given = in_vain.given(model);
    for &name in in_vain.0.keys().chain(given.keys()) {
        if !ends.contains_key(&name) {
            names.push(name);
        }
    }
    let mut pairs = pairs(model, &names);
    for name in pairs.iter().flat_map(|pair| pair.names) {
        if let Some(ends) = ends.get_mut(&name) {
            ends.sort_unstable();
        }
    }
    let shares = |one: &Symbol, other: &Symbol| {
        let (Some(ones), Some(others)) = (ends.get(one), ends.get(other)) else { return false };
        ones.iter().any(|end| others.binary_search(end).is_ok())
    };
    for pair in &mut pairs {
        let [one, other] = pair.names;
        if share(in_vain.0.get(&one), given.get(&other)) {
            pair.in_vain = Some(0);
        } else if share(in_vain.0.get(&other), given.get(&one)) {
            pair.in_vain = Some(1);
        }
    }
    pairs.retain(|Pair { names: [one, other], in_vain, .. }| {
        (in_vain.is_some() || shares(one, other))
            && !model.two_names().are_two(*one, *other)
            && !model.is_mentioned(*one)
            && !model.is_mentioned(*other)
    });
    if pairs.is_empty() {
        return Vec::new();
    }
    let mut failing = FxHashSet::default();
    for (_, failure) in model.failures() {
        failing.extend(model.items(failure.occurrence.scope, &failure.part(model)));
    }
    pairs.retain(|pair| pair.names.iter().all(|name| !failing.contains(name)));
    let flows = [Keyword::Input, Keyword::Output, Keyword::Trigger, Keyword::Outcome];
    let mut namespace = Namespace::gather(model, Keyword::Item, &flows, &pairs);
    for &item in model.declared().items() {
        let tree = model.tree(item.file);
        namespace.declared.extend(tree.subject(item.id).and_then(|name| name.symbol()));
    }
    namespace.judge(model, &pairs, true)
}

/// The look-alikes among what the fields with these keywords name.
fn fields(model: &Model<'_>, kind: Keyword, keywords: &[Keyword]) -> Vec<LookAlike> {
    let (mut seen, mut names) = (FxHashSet::default(), Vec::new());
    for tree in model.trees() {
        for (id, statement) in tree.iter() {
            if !keywords.contains(&statement.keyword) {
                continue;
            }
            for name in tree.subjects(id).filter_map(|term| tree[term].symbol()) {
                if seen.insert(name) {
                    names.push(name);
                }
            }
        }
    }
    let mut pairs = pairs(model, &names);
    pairs.retain(|pair| pair.names.iter().all(|&name| !model.is_mentioned(name)));
    if pairs.is_empty() {
        return Vec::new();
    }
    let namespace = Namespace::gather(model, kind, keywords, &pairs);
    pairs.retain(|pair| !namespace.is_listed(pair));
    namespace.judge(model, &pairs, false)
}

/// The pairs among `names` that a slip of the pen lies between.
fn pairs(model: &Model<'_>, names: &[Symbol]) -> Vec<Pair> {
    let words: Vec<String> = names.iter().map(|&name| model.words(name)).collect();
    let reader = WordingReader::new(model.language());
    let mut pairs = Vec::new();
    for (one, other) in slips(&words) {
        let (first, second) = (reader.read(&words[one]), reader.read(&words[other]));
        let Some(slip) = first.slip(&second) else { continue };
        // Here every sign counts.
        if !slip.keeps_marks(&words[one], &words[other]) {
            continue;
        }
        let words = match slip {
            Slip::Spelling => None,
            Slip::Letter(one, other) => Some([one.to_owned(), other.to_owned()]),
        };
        pairs.push(Pair { names: [names[one], names[other]], words, in_vain: None });
    }
    pairs
}

impl Namespace {
    /// Where the names of `pairs` stand in statements with these keywords.
    fn gather(model: &Model<'_>, kind: Keyword, keywords: &[Keyword], pairs: &[Pair]) -> Namespace {
        let asked: FxHashSet<Symbol> = pairs.iter().flat_map(|pair| pair.names).collect();
        let (mut places, mut lists) = (FxHashMap::default(), FxHashMap::default());
        let mut list = 0;
        for (file, tree) in model.trees().iter().enumerate() {
            for (id, statement) in tree.iter() {
                if !keywords.contains(&statement.keyword) {
                    continue;
                }
                list += 1;
                for term in tree.subjects(id) {
                    let Some(name) = tree[term].symbol() else { continue };
                    let name = if kind == Keyword::Item { model.declared().item(name) } else { name };
                    if asked.contains(&name) {
                        let place = FileSpan { file: FileId::new(file), span: tree[term].span };
                        places.entry(name).or_insert_with(Vec::new).push(place);
                        lists.entry(name).or_insert_with(Vec::new).push(list);
                    }
                }
            }
        }
        Namespace { kind, places, lists, declared: FxHashSet::default() }
    }

    /// Whether both names stand in one statement.
    fn is_listed(&self, pair: &Pair) -> bool {
        let [ones, others] = pair.names.map(|name| self.lists.get(&name).map_or(&[][..], Vec::as_slice));
        ones.iter().any(|list| others.binary_search(list).is_ok())
    }

    /// Which of these pairs are look-alikes. Those in doubt are, if `may_doubt`.
    fn judge(&self, model: &Model<'_>, pairs: &[Pair], may_doubt: bool) -> Vec<LookAlike> {
        let known = known_words(model, pairs);
        let mut partners: FxHashMap<Symbol, u32> = FxHashMap::default();
        for name in pairs.iter().flat_map(|pair| pair.names) {
            *partners.entry(name).or_default() += 1;
        }
        let mut found = Vec::new();
        for (at, pair) in pairs.iter().enumerate() {
            let names = pair.names.map(|name| (name, self.places.get(&name).cloned().unwrap_or_default()));
            // Whether one may be a misspelling of the other, and whether anything speaks for the other.
            let sides = [0, 1].map(|side| {
                let (own, other) = (names[side].1.len(), names[1 - side].1.len());
                let is_known = known.contains(&(at, side));
                let is_declared = self.declared.contains(&names[side].0);
                let may_be_odd = pair.in_vain.is_none_or(|in_vain| in_vain == side);
                let is_odd = may_be_odd && !is_declared && !is_known && (own == 1 || 3 * own <= other);
                (is_odd, is_known || is_declared || own >= 3 || pair.in_vain.is_some())
            });
            let [one, other] = names;
            let (first, second, [odd, right]) = if one.1 <= other.1 {
                (one, other, sides)
            } else {
                let [one_side, other_side] = sides;
                (other, one, [other_side, one_side])
            };
            let (odd, right, is_doubtful) = match (odd, right) {
                ((true, _), (is_odd, is_sure)) => (first, second, is_odd || !is_sure),
                ((false, is_sure), (true, _)) => (second, first, !is_sure),
                ((false, _), (false, _)) => continue,
            };
            if partners[&odd.0] == 1 && (may_doubt || !is_doubtful) {
                found.push(LookAlike { kind: self.kind, odd, right, is_doubtful });
            }
        }
        found
    }
}

/// Of so many names one is none of a given two: each has one alias at most.
const MOST_BEARERS: usize = 5;

/// The sides of `pairs`, each with the index of its pair, whose differing word stands in a name that is none of the two.
fn known_words(model: &Model<'_>, pairs: &[Pair]) -> FxHashSet<(usize, usize)> {
    // The names with each word that is asked for, and the items they mean.
    let mut bearers: FxHashMap<&str, Vec<[Symbol; 2]>> = FxHashMap::default();
    for word in pairs.iter().flat_map(|pair| pair.words.iter().flatten()) {
        bearers.insert(word, Vec::new());
    }
    let mut known = FxHashSet::default();
    if bearers.is_empty() {
        return known;
    }
    let mut seen = vec![false; model.name_count()];
    let reader = WordingReader::new(model.language());
    for tree in model.trees() {
        for statement in &tree.statements {
            for term in statement.terms.to(statement.clause) {
                let Some(name) = tree[term].symbol() else { continue };
                if std::mem::replace(&mut seen[name.index()], true) {
                    continue;
                }
                let item = model.declared().item(name);
                for word in reader.read(&model.words(name)).words() {
                    if let Some(bearers) = bearers.get_mut(word)
                        && bearers.len() < MOST_BEARERS
                        && bearers.last() != Some(&[name, item])
                    {
                        bearers.push([name, item]);
                    }
                }
            }
        }
    }
    for (at, pair) in pairs.iter().enumerate() {
        for (side, word) in pair.words.iter().flatten().enumerate() {
            let is_own = |bearer: &[Symbol; 2]| bearer.iter().any(|name| pair.names.contains(name));
            if !bearers[word.as_str()].iter().all(is_own) {
                known.insert((at, side));
            }
        }
    }
    known
}
