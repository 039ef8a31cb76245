//! Sentences of "Names".

use proptest::prelude::*;
use vsdlint::syntax::words::normalize;

use crate::reference::names::key;

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
           output \"Approved C++ build of the shop\" //~ orphaned-output
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
           trigger Alert from \"Team + one\" //~ unknown-name
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
    let apart = ["orphaned-output", "unmatched-input"];
    pair(
        "Approved change request of the shop service desk",
        "Unapproved change request of the shop service desk",
        apart,
    );
    pair("Plan for release 1 of the shop service", "Plan for release 2 of the shop service", apart);
    pair("SLA report", "OLA report", apart);
    pair("Bugs report", "Bug report", ["", "misnamed-flow"]);
}
