//! What is wrong with XML, in words that do not depend on what reads it.

use quick_xml::Error;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::escape::EscapeError;
use quick_xml::events::attributes::AttrError;

use super::names::brief;

/// What is wrong with a text that is no well-formed XML.
pub(super) fn fault(error: &Error) -> String {
    match error {
        Error::Syntax(error) => syntax(*error).to_owned(),
        Error::IllFormed(error) => ill_formed(error),
        Error::InvalidAttr(error) => attribute(error).to_owned(),
        Error::Escape(EscapeError::UnrecognizedEntity(_, name)) => {
            let name = name.trim_start_matches('&').trim_end_matches(';');
            format!("it uses the entity `{}`, which XML does not define", brief(name))
        }
        Error::Escape(EscapeError::UnterminatedEntity(_)) => {
            "`&` stands there without a `;` behind it; the sign itself is written `&amp;`".to_owned()
        }
        Error::Escape(_) => "it names a character that there is not".to_owned(),
        Error::Namespace(_) => "a prefix means something that XML does not allow".to_owned(),
        _ => "it cannot be read as text".to_owned(),
    }
}

fn syntax(error: SyntaxError) -> &'static str {
    match error {
        SyntaxError::InvalidBangMarkup => "`<!` begins nothing that XML has",
        SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => {
            "what begins with `<?` never ends with `?>`"
        }
        SyntaxError::UnclosedComment => "a comment never ends with `-->`",
        SyntaxError::UnclosedDoctype => "`<!DOCTYPE` never ends with `>`",
        SyntaxError::UnclosedCData => "`<![CDATA[` never ends with `]]>`",
        SyntaxError::UnclosedTag => "a tag never ends with `>`",
        SyntaxError::UnclosedSingleQuotedAttributeValue | SyntaxError::UnclosedDoubleQuotedAttributeValue => {
            "the value of an attribute has no quotation mark at its end"
        }
    }
}

fn ill_formed(error: &IllFormedError) -> String {
    match error {
        IllFormedError::MissingEndTag(tag) => format!("`<{}>` is left open", brief(tag)),
        IllFormedError::UnmatchedEndTag(tag) => format!("`</{}>` ends nothing", brief(tag)),
        IllFormedError::MismatchedEndTag { expected, found } => {
            format!("`</{}>` stands where `</{}>` has to", brief(found), brief(expected))
        }
        IllFormedError::DoubleHyphenInComment => "`--` stands in a comment".to_owned(),
        IllFormedError::UnclosedReference => {
            "`&` stands there without a `;` behind it; the sign itself is written `&amp;`".to_owned()
        }
        _ => "its first line is none that XML begins with".to_owned(),
    }
}

/// What is wrong with an attribute.
pub(super) fn attribute(error: &AttrError) -> &'static str {
    match error {
        AttrError::ExpectedEq(_) => "an attribute has no `=` behind its name",
        AttrError::ExpectedValue(_) => "an attribute has no value",
        AttrError::UnquotedValue(_) => "the value of an attribute stands without quotation marks",
        AttrError::ExpectedQuote(..) => "the value of an attribute has no quotation mark at its end",
        AttrError::Duplicated(..) => "an element has one attribute twice",
    }
}
