//! In which language the names of a project are.

use rust_stemmers::Algorithm;

/// The language of names, by which the endings of their words are told. English unless something else is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// `ar`.
    Arabic,
    /// `da`.
    Danish,
    /// `nl`.
    Dutch,
    /// `en`.
    #[default]
    English,
    /// `fi`.
    Finnish,
    /// `fr`.
    French,
    /// `de`.
    German,
    /// `el`.
    Greek,
    /// `hu`.
    Hungarian,
    /// `it`.
    Italian,
    /// `no`.
    Norwegian,
    /// `pt`.
    Portuguese,
    /// `ro`.
    Romanian,
    /// `ru`.
    Russian,
    /// `es`.
    Spanish,
    /// `sv`.
    Swedish,
    /// `ta`.
    Tamil,
    /// `tr`.
    Turkish,
}

impl Language {
    /// Every language with its code of two letters (ISO 639-1), by the codes.
    pub const ALL: [(&'static str, Language); 18] = [
        ("ar", Language::Arabic),
        ("da", Language::Danish),
        ("de", Language::German),
        ("el", Language::Greek),
        ("en", Language::English),
        ("es", Language::Spanish),
        ("fi", Language::Finnish),
        ("fr", Language::French),
        ("hu", Language::Hungarian),
        ("it", Language::Italian),
        ("nl", Language::Dutch),
        ("no", Language::Norwegian),
        ("pt", Language::Portuguese),
        ("ro", Language::Romanian),
        ("ru", Language::Russian),
        ("sv", Language::Swedish),
        ("ta", Language::Tamil),
        ("tr", Language::Turkish),
    ];

    /// Its code of two letters.
    pub fn code(self) -> &'static str {
        Language::ALL.iter().find(|(_, language)| *language == self).map_or("en", |&(code, _)| code)
    }

    /// How the endings of its words are taken off.
    pub(super) fn algorithm(self) -> Algorithm {
        match self {
            Language::Arabic => Algorithm::Arabic,
            Language::Danish => Algorithm::Danish,
            Language::Dutch => Algorithm::Dutch,
            Language::English => Algorithm::English,
            Language::Finnish => Algorithm::Finnish,
            Language::French => Algorithm::French,
            Language::German => Algorithm::German,
            Language::Greek => Algorithm::Greek,
            Language::Hungarian => Algorithm::Hungarian,
            Language::Italian => Algorithm::Italian,
            Language::Norwegian => Algorithm::Norwegian,
            Language::Portuguese => Algorithm::Portuguese,
            Language::Romanian => Algorithm::Romanian,
            Language::Russian => Algorithm::Russian,
            Language::Spanish => Algorithm::Spanish,
            Language::Swedish => Algorithm::Swedish,
            Language::Tamil => Algorithm::Tamil,
            Language::Turkish => Algorithm::Turkish,
        }
    }
}
