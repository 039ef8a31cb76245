//! Bytes to text: most bytes stand for a word of the language, so that chance soon makes whole sentences.

use std::borrow::Cow;

/// Begins an input whose other bytes are the text as it is.
const AS_IT_IS: u8 = 0xff;

/// Stands between two files.
const NEXT_FILE: u8 = 0xfe;

/// What the bytes from 0x80 on stand for in a model.
const MODEL: &[&str] = &[
    "stream", "step", "activity", "stakeholder", "repository", "item", "practice", "role", "organisation", "input ",
    "output ", "trigger ", "outcome ", "purpose \"Why\"\n", "link \"l\"\n", "accountable ", "responsible ", "consulted ",
    "informed ", "uses ", "lead_time ", "process_time ", "complete_and_accurate ", "working_day ", " as ", " is ",
    " in ", " from ", " to ", " within ", " or ", "optional ", "rework ", "organization ", " {\n", "}\n", ", ", ".",
    "\"", "\"\"\"", "// c\n", "/* c */", "/*", "*/", "/// d\n", "@allow(", ", \"why\")\n", "@allow(unmatched-input, \"why\")\n",
    "all", "plan", "engage", "design_and_transition", "obtain_build", "deliver_and_support", "improve",
    "a", "b", "c", "d", "s", "t", "u", "\"A\"", "\"B b\"", "\"C c c\"", "\"Incident record\"", "\"Incident records\"",
    "\"Service desk\"", "\"Servce desk\"", "user", "4h", "1d", "2wd", "30min", "95%", "120%", "0s", "9",
    "stream s {\n", "stream t {\n", "stream u as \"U\" {\n", "step a in engage {\n", "step b in plan {\n", "step c {\n",
    "activity engage {\n", "activity improve {\n", "activity plan {\n", "stakeholder user\n", "item a is b\n",
    "trigger a\n", "trigger b from user\n", "outcome c\n", "outcome d to user within 4h\n", "input a\n",
    "input b from a\n", "input a, b from all\n", "input a or b\n", "output b\n", "output c to b\n", "output d to t\n",
    "output a, b to all\n", "output a or b\n", "output a to t.b\n", "input d from s.a\n", "output d to improve\n",
    "unknown-name", "late-input", "syntax-error", "unused-allow", "outptu ", "fron ", "\\", "\\u{e9}", "\\n", "é", "ß",
    "’", "\u{2118}", "\u{fb01}", "\u{feff}", "\u{202e}", "😀", "\r\n", "\n", "-", "&",
];

/// What the bytes from 0x80 on stand for in a `vsdlint.toml`.
const SETTINGS: &[&str] = &[
    "extends", "fail-on", "include", "exclude", "rules", "overrides", "files", "level", "extends = \"base.toml\"\n",
    "fail-on = \"warn\"\n", "include = [", "exclude = []\n", "[rules]\n", "[[overrides]]\n", "[rules.stream-size]\n",
    "files = [\"a/*\"]\n", "rules = { late-input = \"off\" }\n", " = ", "\"off\"\n", "\"info\"\n", "\"warn\"\n",
    "\"error\"\n", "\"eror\"\n", "\"never\"\n", "late-input", "stream-size", "unknown-name", "unmatched-input",
    "latte-input", "missing-purpose", "inconsistent-wording", "misnamed-flow", "steps", "most", "max-steps", "7\n", "-1\n", "0.5\n",
    "1e400\n", "nan\n", "inf\n", "true\n", "1979-05-27\n", "0x7f\n", "99999999999999999999\n", "[", "]", "[[", "]]",
    "{", "}", ",", "\"", "'", "\"\"\"", "'''", "#", "\n", "\r\n", ".", "\"**/*.vsd\"", "\"!a.vsd\"", "\"/a/\"", "\"..\"",
    "\"a[\"", "\"{a,b}\"", "\"\\\\\"", "\"*\"", "\"?\"", "\"[!a]\"", "\"\"", "\\", "\\u00e9", "\\U0010ffff", "é", "😀",
    "\u{feff}", "\t", "=",
];

/// The text of a model that `bytes` stand for.
pub fn model(bytes: &[u8]) -> Cow<'_, str> {
    text(bytes, MODEL)
}

/// The texts of up to four files that `bytes` stand for.
pub fn models(bytes: &[u8]) -> Vec<String> {
    bytes.split(|&byte| byte == NEXT_FILE).take(4).map(|bytes| model(bytes).into_owned()).collect()
}

/// The text of settings that `bytes` stand for.
pub fn settings(bytes: &[u8]) -> Cow<'_, str> {
    text(bytes, SETTINGS)
}

fn text<'b>(bytes: &'b [u8], words: &[&str]) -> Cow<'b, str> {
    if let [AS_IT_IS, text @ ..] = bytes {
        return String::from_utf8_lossy(text);
    }
    let mut text = String::with_capacity(4 * bytes.len());
    for &byte in bytes {
        match byte.checked_sub(0x80) {
            None => text.push(byte.into()),
            Some(word) => text.push_str(words.get(word as usize % words.len()).copied().unwrap_or_default()),
        }
    }
    Cow::Owned(text)
}
