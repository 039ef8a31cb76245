//! Keywords as the kinds of symbols that the protocol knows.

use gen_lsp_types::SymbolKind;
use vsdlint::syntax::Keyword;

/// The protocol has kinds of program code only; these are the nearest.
pub fn kind(keyword: Keyword) -> SymbolKind {
    match keyword {
        Keyword::Organisation => SymbolKind::Package,
        Keyword::Stakeholder => SymbolKind::Interface,
        Keyword::Repository => SymbolKind::File,
        Keyword::Item => SymbolKind::Object,
        Keyword::Practice => SymbolKind::Struct,
        Keyword::Role => SymbolKind::Interface,
        Keyword::Activity => SymbolKind::Module,
        Keyword::Stream => SymbolKind::Class,
        Keyword::Step => SymbolKind::Method,
        Keyword::Trigger | Keyword::Outcome => SymbolKind::Event,
        _ => SymbolKind::Property,
    }
}
