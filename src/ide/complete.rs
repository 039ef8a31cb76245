//! What could be written at a place: the words that may stand there, and the names that make sense, likely ones first.

mod context;
mod ends;
mod item;
mod items;
mod names;
mod viewpoint;

use crate::ide::document_symbols::holds;
use crate::model::Model;
use crate::rule::RuleTable;
use crate::source::{FileId, FileSpan};
use crate::syntax::StatementId;
use crate::syntax::keyword::{Body, Context, Keyword, PERIODS, Preposition};

use self::context::{Here, Slot};
pub use self::item::{CompletionItem, CompletionList, Kind};
use self::viewpoint::Viewpoint;

/// More than these nobody looks through; whoever types on narrows them.
const MAX_ITEMS: usize = 250;

/// What could be written at byte `offset` of `file`, where `rules` are those of the project.
pub fn at(model: &Model<'_>, rules: &RuleTable, file: FileId, offset: u32) -> CompletionList {
    let text = model.source(file).text.as_str();
    let Some(before) = text.get(..offset as usize) else { return CompletionList::default() };
    let here = Here::find(text, before);
    let mut all = Vec::new();
    match &here.slot {
        Slot::Nothing => {}
        Slot::Modified(modifier) => {
            for keyword in [Keyword::Input, Keyword::Output] {
                if keyword.takes(*modifier) {
                    all.push(word(keyword.word(), &format!("{} ", keyword.word()), about(keyword), 0));
                }
            }
        }
        Slot::Rules => names::rules(rules, &mut all),
        Slot::Period => periods(&mut all),
        Slot::Statement => statements(model, file, &here, &mut all),
        Slot::Behind { joints, either } => behind(joints, *either, &here, &mut all),
        Slot::Name(wanted) => {
            let typed = FileSpan { file, span: here.replaced };
            let viewpoint = Viewpoint::at(model, typed, offset, here.modifier);
            names::names(model, &viewpoint, wanted, &mut all);
        }
    }
    all.sort_by(|one, other| (one.rank, &one.label).cmp(&(other.rank, &other.label)));
    all.dedup_by(|one, other| one.text == other.text && one.kind == other.kind);
    let is_cut = all.len() > MAX_ITEMS;
    if is_cut {
        let typed = before[here.replaced.start as usize..].trim_start_matches('"');
        all.retain(|item| holds(&item.label, typed));
        all.truncate(MAX_ITEMS);
    }
    CompletionList { replaced: here.replaced, all, is_cut }
}

/// A word of the language.
fn word(label: &str, text: &str, detail: &str, rank: u8) -> CompletionItem {
    CompletionItem::new(label, text, Kind::Keyword, detail.to_owned(), rank)
}

/// The statements that may stand here, those that the block lacks first.
fn statements(model: &Model<'_>, file: FileId, here: &Here, all: &mut Vec<CompletionItem>) {
    let context = here.context;
    let present = here.block.map(|block| present(model, file, block)).unwrap_or_default();
    for keyword in Keyword::ALL {
        if !context.allows(keyword) || keyword.is_single_field() && present.contains(&keyword) {
            continue;
        }
        let rank = rank(keyword, context);
        let mut item = word(keyword.word(), &format!("{} ", keyword.word()), about(keyword), rank);
        item.snippet = snippet(keyword, context);
        all.push(item);
    }
    if context.allows(Keyword::Input) {
        for (label, detail) in [
            ("optional input", "it may come or not"),
            ("optional output", "it may come or not"),
            ("rework input", "it comes back after a first attempt"),
            ("reply input", "the answer to what the step has asked for"),
        ] {
            all.push(word(label, &format!("{label} "), detail, 4));
        }
    }
    let mut allow = word("@allow", "@allow", "suppresses a rule, with a reason", 9);
    allow.snippet = Some("@allow(${1:rule}, \"${2:why it may stay}\")".to_owned());
    if here.is_at_sign {
        allow.text = "allow".to_owned();
        allow.label = "allow".to_owned();
        allow.snippet = Some("allow(${1:rule}, \"${2:why it may stay}\")".to_owned());
        all.clear();
    }
    all.push(allow);
}

/// The keywords that stand directly in the block that begins at byte `block`.
fn present(model: &Model<'_>, file: FileId, block: u32) -> Vec<Keyword> {
    let tree = model.tree(file);
    let found = tree.statements.binary_search_by_key(&block, |statement| statement.span.start);
    let Ok(at) = found else { return Vec::new() };
    tree.children(StatementId::new(at)).map(|child| tree[child].keyword).collect()
}

/// The words that may follow what stands in the statement already.
fn behind(joints: &[Preposition], either: bool, here: &Here, all: &mut Vec<CompletionItem>) {
    for joint in joints {
        all.push(word(joint.word(), &format!("{} ", joint.word()), &format!("then {}", joint.wants()), 1));
    }
    if either {
        all.push(word("or", "or ", "another that does as well", 2));
    }
    let rank = match here.body {
        None | Some(Body::None) => None,
        Some(Body::Required) => Some(0),
        Some(Body::Optional) => Some(3),
    };
    if let Some(rank) = rank {
        let mut block = word("{ }", "{", "a block", rank);
        block.snippet = Some("{\n\t$0\n}".to_owned());
        all.push(block);
    }
}

/// The periods that a trigger may come again after; a duration will do as well.
fn periods(all: &mut Vec<CompletionItem>) {
    for (period, rank) in PERIODS.into_iter().zip(0..) {
        all.push(word(period, period, "how often it comes again", rank));
    }
}

/// A statement with places to fill in.
fn snippet(keyword: Keyword, context: Context) -> Option<String> {
    use Keyword::*;
    Some(match keyword {
        Organisation | Stakeholder | Repository | Item | Role => format!("{} \"${{1:name}}\"", keyword.word()),
        Practice if context == Context::File => "practice \"${1:name}\"".to_owned(),
        Activity => "activity ${1:engage} {\n\tpurpose \"${2:what it is for}\"\n\t$0\n}".to_owned(),
        Stream => "stream \"${1:name}\" as ${2:alias} {\n\tpurpose \"${3:what it is for}\"\n\n\ttrigger \"$4\"\n\n\t$0\n\n\toutcome \"$5\"\n}"
            .to_owned(),
        Step => "step \"${1:name}\" in ${2:activity} {\n\tinput \"$3\"\n\toutput \"$4\"\n\t$0\n}".to_owned(),
        Purpose | Link => format!("{} \"$1\"", keyword.word()),
        _ => return None,
    })
}

/// Where a keyword stands among the others: in the order in which a block is read.
fn rank(keyword: Keyword, context: Context) -> u8 {
    use Keyword::*;
    match keyword {
        Input | Output => 0,
        Step | Stream => 1,
        Trigger | Outcome | Activity => 2,
        Practice if context != Context::File => 3,
        Accountable | Responsible | LeadTime => 4,
        Purpose => 3,
        Stakeholder | Repository | Item => 3,
        _ => 5,
    }
}

/// What a keyword is for.
pub fn about(keyword: Keyword) -> &'static str {
    use Keyword::*;
    match keyword {
        Organisation => "whose model this is",
        Stakeholder => "somebody outside the value chain",
        Repository => "a place where records live",
        Item => "something that flows",
        Practice => "a practice of ITIL or of your own",
        Role => "somebody who does work here",
        Activity => "one of the six activities of the value chain",
        Stream => "a value stream",
        Step => "a step of the stream",
        Input => "what it takes, and from whom",
        Output => "what it gives, and to whom",
        Trigger => "what starts the stream",
        Outcome => "what the stream ends with",
        Purpose => "what it is for",
        Link => "where to read more",
        Accountable => "who answers for it",
        Responsible => "who does it",
        Consulted => "who is asked",
        Informed => "who is told",
        Uses => "tools, data, sites",
        LeadTime => "from when it could begin until it is done",
        ProcessTime => "how long somebody works on it",
        CompleteAndAccurate => "the share that can be used as it is",
        WorkingDay => "how long a working day is",
    }
}
