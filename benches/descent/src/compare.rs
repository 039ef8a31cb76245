//! Whether both parsers read a text alike.

/// What vsdlint's parser and this one read differently in `source`; none where they agree, on the tree or on there
/// being a syntax error.
pub fn difference(source: &str) -> Option<String> {
    let tree = vsdlint::syntax::parse(source);
    match (crate::parse(source), tree.errors.first()) {
        (None, Some(_)) => None,
        (None, None) => Some("only vsdlint can read it".to_owned()),
        (Some(_), Some(error)) => Some(format!("only vsdlint cannot read it: {error:?}")),
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
