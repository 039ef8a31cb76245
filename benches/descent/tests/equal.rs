//! Both parsers read every text alike: the same tree, or no tree from this one where vsdlint reports a syntax error.

// Clippy lets test functions unwrap, but not what they share.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use vsdlint_descent::difference;

fn same(source: &str) {
    if let Some(difference) = difference(source) {
        panic!("{difference}\n── in ──\n{source}");
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The texts of all files below `folder` that end in `ending`.
fn texts(folder: &Path, ending: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            texts.extend(self::texts(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            texts.extend(std::fs::read_to_string(&path).ok());
        }
    }
    texts
}

fn fixtures() -> Vec<String> {
    texts(&root().join("fixtures"), "vsd")
}

/// The blocks of `.vsd` in the pages of the rules and in the language's document.
fn examples() -> Vec<String> {
    let mut pages = texts(&root().join("rules"), "md");
    pages.push(std::fs::read_to_string(root().join("docs/language.md")).unwrap());
    let blocks = pages.iter().flat_map(|page| page.split("\n```vsd").skip(1));
    blocks
        .filter_map(|block| Some(block.split_once('\n')?.1.split("\n```").next()?.to_owned() + "\n"))
        .collect()
}

/// Whether one may cut a text at byte `at`, of which it has `length`: everywhere in short texts.
fn is_cut(at: usize, length: usize) -> bool {
    at.is_multiple_of(1 + length / 60)
}

#[test]
fn fixtures_and_examples_are_read_alike() {
    let (fixtures, examples) = (fixtures(), examples());
    assert!(fixtures.len() > 75 && examples.len() > 150, "{} and {}", fixtures.len(), examples.len());
    fixtures.iter().chain(&examples).for_each(|text| same(text));
}

#[test]
fn truncations_are_read_alike() {
    for text in fixtures().iter().chain(&examples()) {
        for (at, _) in text.char_indices().filter(|&(at, _)| is_cut(at, text.len())) {
            same(&text[..at]);
        }
    }
}

#[test]
fn large_texts_are_read_alike() {
    let northwind = texts(&root().join("fixtures/northwind"), "vsd").concat();
    let long = northwind.repeat(200 * 1024 / northwind.len() + 1);
    // Around the places where vsdlint cuts a text into chunks.
    for at in (64 * 1024 - 15..64 * 1024 + 15).chain(128 * 1024 - 2..128 * 1024 + 2) {
        if long.is_char_boundary(at) {
            same(&long[..at]);
            same(&format!("{}{long}", " ".repeat(at - 60 * 1024)));
        }
    }
    for whole in [
        format!("/*{}*/ {northwind}", " ".repeat(100_000)),
        format!("stakeholder \"{}\"", "a b ".repeat(250)),
        format!("stakeholder \"{}\"", "a b ".repeat(251)),
        format!("stakeholder \"{}\"", r"\u{61}".repeat(1_000)),
        format!("stakeholder {}", "ä".repeat(1_000)),
        format!("stakeholder {}", "ä".repeat(70_000)),
        format!("{northwind}\nitem a is {}", "\"a b\",\n".repeat(30_000)),
        format!("organisation a {{ purpose \"\"\"{}\"\"\" }}", "\"\n".repeat(70_000)),
    ] {
        same(&whole);
    }
}

#[test]
fn letters_are_the_same() {
    // All of them would take a minute; of those that are all alike, in East Asia and for private use, some will do.
    let alike = |letter: &char| matches!(u32::from(*letter), 0x3400..0x9fff | 0xac00..0xd7a0 | 0xe000..0xf8ff | 0x2_0000..);
    let letters = ('\u{80}'..=char::MAX).filter(|letter| !alike(letter) || u32::from(*letter) % 251 == 0);
    for letter in letters {
        let first = vsdlint_descent::parse(&format!("role {letter}")).is_some();
        let inside = vsdlint_descent::parse(&format!("role a{letter}")).is_some();
        let tree = |source: &str| {
            let tree = vsdlint::syntax::parse(source);
            tree.errors.is_empty() && tree.pasted.is_empty()
        };
        assert_eq!(first, tree(&format!("role {letter}")), "{letter:?} first");
        assert_eq!(inside, tree(&format!("role a{letter}")), "{letter:?} inside");
    }
}

#[test]
fn corners_of_the_language_are_read_alike() {
    for (source, reads) in [
        ("role a,", false),
        ("role a or", false),
        ("stakeholder a as b,", false),
        ("role a { purpose \"x\", }", false),
        ("role a { purpose \"x\" or }", false),
        ("role a { purpose \"x\".b }", false),
        ("role a { purpose \"x\".\"b\" }", false),
        ("role a { purpose \"\" }", true),
        ("role a { purpose \"\"\"\"\"\" }", true),
        ("role a { purpose \"\"\"\"x\"\"\" }", true),
        ("role a { link \"\"\"x\"\"\" }", false),
        ("organisation a { working_day 7h, }", false),
        ("organisation a { working_day 7h or }", false),
        ("organisation a { working_day 7h /**/ 5min }", false),
        ("organisation a { working_day /**/ 7h\n5min /**/ }", true),
        ("stream s { step t in engage, { } }", false),
        ("stream s { step t { complete_and_accurate 9%, } }", false),
        ("stream s { outcome a within 4h, }", false),
        ("stream s { outcome a, b, to c, d.e, within 4h }", true),
        ("stream s { trigger a every month trigger b, c from d, every 1d 4h }", true),
        ("stream s { trigger day every day }", true),
        ("stream s { step a as b runs \"C\" in d { } step e runs f { } }", true),
        ("stream s { step a in d runs c { } }", false),
        ("stream s { step a runs c, d { } }", false),
        ("stream s { step a runs c.d { } }", false),
        ("stream s { trigger a every months }", false),
        ("stream s { trigger a every \"month\" }", false),
        ("stream s { trigger a every day, }", false),
        ("stream s { trigger a every month from b }", false),
        ("stream s { outcome a every month }", false),
        ("stream s { trigger a from b.to }", false),
        ("stream s { trigger a from b.\"to\" }", true),
        ("stream s { trigger a from b .c }", false),
        ("stream s { trigger a or b, }", true),
        ("stream s { trigger a or , b }", false),
        ("stream s { trigger a or , b or c }", false),
        ("stream s { trigger a or or b }", false),
        ("stream s { trigger a, b or c }", false),
        ("stream s { trigger a or b, or c }", false),
        ("role \"a\\u{+41}\"", false),
        ("role \"a\\u{0041}\"", true),
        ("role \"a\\u{0000041}\"", false),
        ("role \"a\\u{d800}\"", false),
        ("role \"a\\\rb\"", false),
        ("@allow(a, \"r\",) role a", true),
        ("@allow(a, \"\\q\") role a", false),
        ("@allow(a, \"\") role a", false),
        ("@allow(a, \" \") role a", false),
        ("@allow(a, \"\\n\\u{200b}\") role a", false),
        ("@allow(a, \"-\") role a", true),
        ("@allow(a b, \"r\") role a", false),
        ("@allow /**/ (a, \"r\")", true),
        ("@ allow(a, \"r\") role a", false),
        ("activity plan { optional rework input a }", false),
        ("activity plan { optional /**/ input a }", true),
        ("activity plan { optional output a or b to c }", true),
        ("activity plan { rework output a }", false),
        ("activity plan { reply input a from b }", true),
        ("role\"a\"role b", true),
        ("role \u{2118}", false),
        ("\u{feff}role a", true),
        ("\u{feff}\u{feff}role a", false),
    ] {
        assert_eq!(vsdlint_descent::parse(source).is_some(), reads, "{source}");
        same(source);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn soups_of_words_are_read_alike(words in proptest::collection::vec(proptest::sample::select(vec![
        "stream", "step", "activity", "stakeholder", "item", "input", "output", "trigger", "outcome", "from", "to",
        "in", "as", "is", "or", "within", "every", "month", "runs", "optional", "rework", "reply", "{", "}", "{", "}", ",", ",", ".", "\n", "\r\n",
        "all", "engage", "a", "b", "a.b", "\"A\"", "\"B\"", "\"A b\"", "\"\"", "\"", "\"\"\"", "/*", "*/", "// x\n",
        "4h", "30min", "95%", "-", "1wd", "lead_time", "practice", "purpose", "accountable", "@allow", "(", ")",
        "@allow(late-input, \"why\")", "\\", "ß", "organisation", "working_day", "stream s {", "step t {",
    ]), 0..14), apart in any::<bool>()) {
        let source = words.join(if apart { " " } else { "" });
        prop_assert_eq!(difference(&source), None, "{:?}", source);
    }

    #[test]
    fn statements_with_one_word_wrong_are_read_alike(
        statement in proptest::sample::select(vec![
            "organisation a { working_day 7h 30min }", "stakeholder a as b { purpose \"x\" link \"y\" }",
            "item a as b is c , \"d\" , { }", "activity engage { rework input a or \"b\" , from c , \"d\" }",
            "stream s as \"t\" { step u as v in engage { output a , \"b\" , to c , d.e , } }",
            "stream s { outcome a or b or c to d , e within 1d 4h }", "@allow( a , b , \"c\" , ) role a",
            "stream s { step t { uses a , b lead_time 4h complete_and_accurate 95.5% optional input c optional output d } }",
        ]),
        at in any::<prop::sample::Index>(),
        word in proptest::sample::select(vec![
            "", ",", "or", "a", "\"b\"", "\"\"", "\"\"\"c\"\"\"", "from", "to", "as", "is", "in", "within", "every", "week", "runs", ".", ".a",
            "4h", "5min", "9%", "{", "}", "@allow(a, \"b\")", "/* c */", "// d\n", "input", "optional", "role", ")",
        ]),
        instead in any::<bool>(),
    ) {
        let mut words: Vec<&str> = statement.split(' ').collect();
        let at = at.index(words.len());
        if instead { words[at] = word } else { words.insert(at, word) }
        let source = words.join(" ");
        prop_assert_eq!(difference(&source), None, "{:?}", source);
    }

    #[test]
    fn texts_with_one_byte_wrong_are_read_alike(
        text in proptest::sample::select(fixtures()),
        at in any::<prop::sample::Index>(),
        byte in prop_oneof![any::<u8>(), proptest::sample::select(b" \n\r\t\",.{}()@/*\\-%0aA".to_vec())],
    ) {
        let mut bytes = text.into_bytes();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let source = String::from_utf8_lossy(&bytes);
        prop_assert_eq!(difference(&source), None, "{:?}", source);
    }
}
