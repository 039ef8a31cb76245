//! Whether both parsers read a text alike.

/// What vsdlint's parser and this one read differently in `source`; none where they agree, on the tree or on there
/// being a syntax error.
pub fn difference(source: &str) -> Option<String> {
    let tree = vsdlint::syntax::parse(source);
    let is_right = tree.errors.is_empty() && tree.pasted.is_empty();
    match (crate::parse(source), tree.errors.first()) {
        (None, _) if !is_right => None,
        (None, _) => Some("only vsdlint can read it".to_owned()),
        (Some(_), Some(error)) => Some(format!("only vsdlint cannot read it: {error:?}")),
        (Some(_), None) if !is_right => Some("only this one takes pasted signs for plain ones".to_owned()),
        (Some(other), None) => {
            let same = tree.statements == other.statements
                && tree.terms == other.terms
                && tree.comments == other.comments
                && tree.allows == other.allows
                && tree.symbols.entries() == other.symbols.entries();
            (!same).then(|| format!("vsdlint: {tree:#?}\nother: {other:#?}"))
        }
    }
}
