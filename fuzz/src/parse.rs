//! Text to tree: the tree fits the text, and the parser in `benches/descent` reads the same.

use vsdlint::source::Span;
use vsdlint::syntax::{Statement, StatementFlags, Tree};

/// Reads a text and looks at the whole tree.
pub fn parse(bytes: &[u8]) {
    let text = super::words::model(bytes);
    holds(&vsdlint::syntax::parse(&text), &text);
}

/// Reads a text with both parsers.
pub fn descent(bytes: &[u8]) {
    let text = super::words::model(bytes);
    if let Some(difference) = vsdlint_descent::difference(&text) {
        panic!("{difference}");
    }
}

/// Asserts that `span` is a piece of `text`.
pub fn fits(span: Span, text: &str) {
    assert!(span.start <= span.end, "{span:?}");
    assert!(text.get(span.range()).is_some(), "{span:?} is no piece of the text");
}

/// Asserts that `tree` can be the tree of `text`.
fn holds(tree: &Tree, text: &str) {
    in_order(tree.statements.iter().map(|statement| statement.span.start));
    in_order(tree.errors.iter().map(|error| error.span.start));
    apart(tree.terms.iter().map(|term| term.span), text);
    apart(tree.comments.iter().map(|comment| comment.span), text);
    apart(tree.allows.iter().map(|allow| allow.span), text);
    let count = tree.next_statement();
    let names = tree.symbols.entries();
    names.iter().for_each(|entry| fits(entry.span, text));
    for (at, statement) in tree.iter() {
        fits(statement.span, text);
        assert!(at < statement.next && statement.next <= count, "{statement:?}");
        let terms = tree.terms_of(at);
        let (subjects, clause) = (tree.subjects(at), tree.clause(at));
        assert!(terms.start <= subjects.start && subjects.start <= subjects.end, "{statement:?}");
        assert!(subjects.end <= clause.start && clause.start <= clause.end, "{statement:?}");
        assert!(clause.end <= terms.end, "{statement:?}");
        for term in &tree[terms] {
            assert!(statement.span.contains(term.span), "{term:?} is out of {statement:?}");
        }
        tree.alias(at);
        tree.within(at);
        tree.every(at);
        tree.runs(at);
        for child in tree.children(at) {
            let Statement { span, next, .. } = tree[child];
            assert!(statement.span.contains(span), "{span:?} is out of {statement:?}");
            assert!(next <= statement.next, "{next:?} is out of {statement:?}");
            assert!(statement.flags.has(StatementFlags::BLOCK), "{statement:?}");
        }
    }
    for symbol in tree.terms.iter().filter_map(|term| term.symbol()) {
        assert!((symbol.0 as usize) < names.len());
    }
    for allow in &tree.allows {
        assert!(allow.rules.iter().all(|&rule| allow.span.contains(rule)), "{allow:?}");
        fits(allow.reason, text);
        assert!(allow.target.is_none_or(|target| target < count), "{allow:?}");
        assert!(!allow.rules.is_empty(), "{allow:?}");
    }
    for error in &tree.errors {
        fits(error.span, text);
        error.related.iter().for_each(|(span, _)| fits(*span, text));
        error.fix.iter().for_each(|(span, _)| fits(*span, text));
        assert!(!error.message.is_empty());
    }
}

fn in_order(starts: impl Iterator<Item = u32> + Clone) {
    assert!(starts.clone().is_sorted(), "out of order: {:?}", starts.collect::<Vec<_>>());
}

/// Asserts that spans come one after another, and that each is a piece of `text`.
fn apart(spans: impl Iterator<Item = Span>, text: &str) {
    let mut end = 0;
    for span in spans {
        fits(span, text);
        assert!(end <= span.start, "{span:?} begins before {end}");
        end = span.end;
    }
}
