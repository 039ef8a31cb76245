//! Sentences of "Names".

use proptest::prelude::*;
use vsdlint::similarity::{Language, WordingReader};
use vsdlint::syntax::words::normalize;

use crate::reference::names::{is_typo, key, nearly_agree_in};

use super::{expect, expect_in_stream};

/// Names, one a line, of which no two are one.
const DIFFERENT: [&str; 8] = [
    "C build, C+ build, C++ build, C# build, C# build?, C build!, C* build, build C#, @C build",
    "Amount 500, Amount < 500, Amount <= 500, Amount > 500, Amount >= 500, Amount = 500, Amount ≥ 500, Amount ~ 500",
    "500, 500 €, 500 $, 500 £, 500 %, 500 ‰, 500 ‱, 500 °, 500′, 500″, §500, ¶500, †500, −500, ±500, №500, ^500",
    "given, 👍 given, 👍🏽 given, 👎 given, ❤ given, 🇩🇪 given, 🇫🇷 given, 👩‍💻 given, 👩 given, ✓ given, ✗ given",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 tour, 🏴󠁧󠁢󠁳󠁣󠁴󠁿 tour, 🏴 tour, tour",
    "1 h, 1½ h, ½ h, 11/2 h, 2 h, ¾ h, 12 h",
    "Step ❶, Step ❷, Step ①①, Step Ⅳ, Step",
    "A → B, A ← B, A ↔ B, A B, A & B, A + B, A × B, A ÷ B, A = B, \u{e000} A B",
];

/// Names that are one, each line.
const ALIKE: [&str; 12] = [
    "obtain_build, Obtain/Build, obtain-build, obtain—build, (obtain) [build], »obtain« „build“, obtain|build",
    "Stakeholders' feedback, stakeholders feedback, Stakeholders’ Feedback, Stakeholdersʼ feedback, Stakeholders´ feedback",
    "deliver & support, deliver and support, deliver&support",
    "C++, C ++, c + +, Ｃ＋＋, C+-+",
    "≥ 5 €, ≥5€, ≥-5-€",
    "№5, No 5, № 5",
    "1½ h, 1 1/2 h, 1 ½ h, 1 1⁄2 h",
    "CO₂, CO2, co2",
    "❤ love, ❤\u{fe0f} love, ❤\u{fe0e}love",
    "👩\u{200d}💻 desk, 👩💻 desk",
    "Dienst\u{ad}leistung, Dienstleistung, \u{200e}Dienst\u{200b}leistung\u{feff}",
    "¿Listo?, Listo ?, «Listo?»",
];

fn of_line(line: &str) -> Vec<&str> {
    line.split(", ").collect()
}

/// The words of a name as the linter reads it.
fn folded(name: &str) -> String {
    let mut words = String::new();
    normalize(name, &mut words);
    words
}

#[test]
fn signs_count() {
    for line in DIFFERENT {
        let names = of_line(line);
        for (number, one) in names.iter().enumerate() {
            for other in &names[number + 1..] {
                assert_ne!(key(one), key(other), "the reference: {one} and {other}");
                assert_ne!(folded(one), folded(other), "the linter: {one} and {other}");
            }
        }
    }
}

#[test]
fn separators_apostrophes_and_what_cannot_be_seen_do_not_count() {
    for line in ALIKE {
        let names = of_line(line);
        for name in &names[1..] {
            assert_eq!(key(name), key(names[0]), "the reference: {name} and {}", names[0]);
            assert_eq!(folded(name), folded(names[0]), "the linter: {name} and {}", names[0]);
        }
    }
    assert_eq!(key("500\u{a0}EUR"), key("500 EUR"));
    assert_eq!(folded("500\u{a0}\u{202f}EUR"), folded("500 EUR"));
}

#[test]
fn a_name_has_a_letter_or_digit() {
    for name in ["", "--", "???", "👍", "+\u{301}", "\u{ad}"] {
        assert_eq!((key(name), folded(name)), (String::new(), String::new()), "{name:?}");
    }
}

#[test]
fn alternatives_that_differ_in_a_sign_are_two() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output \"C++ build\" or \"C# build\"
           output \"Amount < 500\"
           output \"Amount >= 500\"
         }
         step Fourth in obtain_build {
           input \"c ++ build\" or \"C# build\"
           input \"Amount < 500\"
           input \"Amount >= 500\"
           output Result
         }",
    );
}

#[test]
fn declarations_that_differ_in_a_sign_are_two() {
    expect("stakeholder \"Team #1\"\nstakeholder \"Team 1\"\nstakeholder \"team-1\" //~ duplicate-name");
}

#[test]
fn names_that_differ_in_a_sign_are_not_misnamed() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output \"Approved C++ build of the shop\"
         }
         step Fourth in obtain_build {
           input \"Approved C# build of the shop\" //~ unmatched-input
           output Result
         }",
    );
}

#[test]
fn a_declaration_with_another_sign_is_not_misspelt() {
    expect(
        "stakeholder \"Team # one\"
         stream main {
           trigger Start from \"Team + one\" //~ unknown-name
           trigger Alert from \"Team + one\"
           outcome Result to customer
           step First in engage {
             input Start or Alert
             output Result
             output Lessons to improve
           }
         }
         stakeholder customer",
    );
}

#[test]
fn names_with_the_same_signs_may_be_misnamed() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output \"C++ build\"
         }
         step Fourth in obtain_build {
           input \"C++ biuld\" //~ misnamed-flow
           output Result
         }",
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_readings_find_the_same_words(name in "([ -~]{0,12}|(\\PC|[ -~]|[\u{80}-\u{2ff}\u{2000}-\u{2bff}\u{fe00}-\u{feff}\u{1f000}-\u{1faff}]){0,12})") {
        prop_assert_eq!(key(&name), folded(&name));
    }

    #[test]
    fn a_sign_more_makes_another_name(
        one in "[a-z]{0,3}", sign in "[#%*@!?+<>=~$^§†‰°→€😀]", other in "[a-z]{1,3}"
    ) {
        let with = format!("{one}{sign}{other}");
        for without in [format!("{one}{other}"), format!("{one} {other}"), format!("{one}{sign}{sign}{other}")] {
            prop_assert_ne!(folded(&with), folded(&without));
        }
    }
}

/// Words of several languages, mostly in pairs that are near, or look so.
const WORDS: &str = "approved unapproved approve improve order orders export import trainer trainee the tha II III IX P1 P2 1 10 \
    Änderung Änderungen Aenderung Anderung Antrag Anträge Antraege Größe Groesse Anmeldung Abmeldung nicht \
    Zahlungsaufforderung Zahlungs aufforderung demande demandes approuvée approuvées réclamation reclamation sans \
    solicitud solicitudes aprobación aprobaciones заявка заявки утверждённая утвержденная неутверждённая вход выход \
    onaylanmış onaylanmamış talep talepler İstek istek kaydı onaylı onaysız 变更请求 变更求请 已批准变更 未批准变更 변경 요청 \
    # ! ? ≠ = E mail Email a b é ñ ł";

proptest! {
    #![proptest_config(ProptestConfig { cases: 20000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_readings_find_the_same_names_near(
        picks in proptest::collection::vec(0..1000usize, 1..5),
        others in proptest::collection::vec((0..8usize, 0..1000usize), 1..5),
        change in 0..6usize,
        letter in 0..1000usize,
        language in 0..18usize,
    ) {
        let all: Vec<&str> = WORDS.split_whitespace().collect();
        let words: Vec<&str> = picks.iter().map(|pick| all[pick % all.len()]).collect();
        let one = words.join(" ");
        // The other has most of the words, or none of them, with a letter changed.
        let mut other: Vec<char> = match change {
            0 => others.iter().map(|(_, pick)| all[pick % all.len()]).collect::<Vec<_>>().join(" "),
            _ => (0..words.len().max(others.len()))
                .map(|at| match (words.get(at), others.get(at)) {
                    (Some(word), Some((1.., _)) | None) => *word,
                    (_, other) => other.map_or("", |(_, pick)| all[pick % all.len()]),
                })
                .collect::<Vec<_>>()
                .join(" "),
        }.chars().collect();
        let at = letter % other.len().max(1);
        match change {
            1 if at < other.len() => { other.remove(at); }
            2 => other.insert(at, 'e'),
            3 if at + 1 < other.len() => other.swap(at, at + 1),
            4 => other.insert(at, '-'),
            _ => {}
        }
        let other: String = other.into_iter().collect();
        let (code, language) = Language::ALL[language];
        let reader = WordingReader::new(language);
        let (first, second) = (reader.read(&folded(&one)), reader.read(&folded(&other)));
        prop_assert_eq!(first.is_near(&second), nearly_agree_in(code, &one, &other), "{} and {} in {}", one, other, code);
        prop_assert_eq!(second.is_near(&first), first.is_near(&second));
        prop_assert_eq!(first.is_misspelt(&second), is_typo(&one, &other), "{} and {}", one, other);
    }

    #[test]
    fn no_language_chokes_on_a_word(word in "\\PC{0,40}", language in 0..18usize) {
        let (_, language) = Language::ALL[language];
        let reader = WordingReader::new(language);
        prop_assert!(reader.read(&folded(&word)).is_near(&reader.read(&folded(&word))) || folded(&word).is_empty());
    }
}

#[test]
fn names_that_are_one_without_separators_are_near_and_others_are_not() {
    assert_eq!(folded("变更（紧急）"), folded("变更(紧急)"));
    let near = |language: &str, one: &str, other: &str| nearly_agree_in(language, one, other);
    assert!(near("en", "Email", "E-mail") && near("en", "Ready", "Ready?") && near("de", "Größe", "Groesse"));
    assert!(near("de", "Zahlungsaufforderung", "Zahlungs-aufforderung"));
    assert!(near("fr", "Demandes approuvées", "Demande approuvée"));
    assert!(near("ru", "Проверенные заявки", "Проверенная заявка"));
    assert!(!near("en", "Проверенные заявки", "Проверенная заявка"));
    assert!(!near("en", "Release 1.0", "Release 10") && !near("de", "Anmeldung", "Abmeldung"));
    assert!(!near("ru", "Вход", "Выход") && !near("en", "已批准变更", "未批准变更"));
}

#[test]
fn opposites_and_series_are_no_typos_and_inflections_are() {
    let pair = |output: &str, input: &str, found: [&str; 2]| {
        expect_in_stream(&format!(
            "step Give in plan {{
               input Start
               output \"{output}\" //~ {}
               output Notes to improve
             }}
             step Take in plan {{
               input \"{input}\" //~ {}
               output Figures to improve
             }}",
            found[0], found[1]
        ));
    };
    // What is left over and what is lacking is one finding, which does not call the one name the other misspelt.
    let apart = ["", "unmatched-input"];
    pair(
        "Approved change request of the shop service desk",
        "Unapproved change request of the shop service desk",
        apart,
    );
    pair("Plan for release 1 of the shop service", "Plan for release 2 of the shop service", apart);
    pair("SLA report", "OLA report", apart);
    pair("Bugs report", "Bug report", ["", "misnamed-flow"]);
}

#[test]
fn names_in_one_list_or_with_flows_of_their_own_are_two() {
    // In one list.
    expect_in_stream(
        "step Give in plan {
           input Start
           output \"Signed contract\" or \"Singed contract\" //~ orphaned-output
         }
         step Take in plan {
           input \"Signed contract\"
           output \"Weekly report\" to improve
         }",
    );
    // Both are given and taken somewhere.
    expect_in_stream(
        "step Give in plan {
           input Start
           output \"Sales report\"
           output \"Sale report\"
         }
         step Take in plan {
           input \"Sales report\"
           input \"Sale report\"
           output \"Sales report\" to Other //~ orphaned-output
           output \"Visitor count\" to Other //~ orphaned-output
         }
         step Other in obtain_build {
           input \"Sales report\" from Give
           input \"Sale report\" from Take //~ unmatched-input
           output Figures to improve
         }",
    );
}

#[test]
fn marks_at_other_places_make_other_names() {
    let read = |one: &str, other: &str, mark: &str| {
        expect(&format!(
            "stakeholder user
             stream report {{
               trigger {one:?} from user
               outcome Answer to user
               step Read in engage {{
                 input {one:?}
                 input {other:?} from user {mark}
                 output Answer
                 output Figures to improve
               }}
             }}"
        ));
    };
    read("Outage report?", "Out-age report?", "//~ look-alike-name");
    read("?Outage report", "Ou?tage report", "");
    read("Outage? report", "Outag?e report", "");
}
