//! Bytes to text: most bytes stand for a word of the language, or for a whole statement of it, so that chance soon makes
//! sense.

use std::borrow::Cow;

/// Begins an input whose other bytes are the text as it is.
const AS_IT_IS: u8 = 0xff;

/// Stands between two files.
const NEXT_FILE: u8 = 0xfe;

/// What the bytes from 0x80 on stand for in a model.
const MODEL: &[&str] = &[
    "stream",
    "step",
    "activity",
    "stakeholder",
    "repository",
    "item",
    "practice",
    "role",
    "organisation",
    "input ",
    "output ",
    "trigger ",
    "outcome ",
    "purpose \"Why\"\n",
    "link \"l\"\n",
    "accountable ",
    "responsible ",
    "consulted ",
    "informed ",
    "uses ",
    "lead_time ",
    "process_time ",
    "complete_and_accurate ",
    "working_day ",
    " as ",
    " is ",
    " in ",
    " from ",
    " to ",
    " within ",
    " every ",
    " runs ",
    "month",
    " or ",
    "optional ",
    "rework ",
    "reply ",
    "organization ",
    " {\n",
    "}\n",
    ", ",
    ".",
    "\"",
    "\"\"\"",
    "// c\n",
    "/* c */",
    "/*",
    "*/",
    "/// d\n",
    "@allow(",
    ", \"why\")\n",
    "@allow(unmatched-input, \"why\")\n",
    "all",
    "plan",
    "engage",
    "design_and_transition",
    "obtain_build",
    "deliver_and_support",
    "improve",
    "a",
    "b",
    "c",
    "d",
    "s",
    "t",
    "u",
    "\"A\"",
    "\"B b\"",
    "\"C c c\"",
    "\"Incident record\"",
    "\"Incident records\"",
    "\"Service desk\"",
    "\"Servce desk\"",
    "user",
    "4h",
    "1d",
    "2wd",
    "30min",
    "95%",
    "120%",
    "0s",
    "9",
    "stream s {\n",
    "stream t {\n",
    "stream u as \"U\" {\n",
    "step a in engage {\n",
    "step b runs t in plan {\n",
    "step c {\n",
    "activity engage {\n",
    "activity improve {\n",
    "activity plan {\n",
    "stakeholder user\n",
    "item a is b\n",
    "trigger a\n",
    "trigger b from user every month\n",
    "outcome c\n",
    "outcome d to user within 4h\n",
    "input a\n",
    "input b from a\n",
    "input a, b from all\n",
    "input a or b\n",
    "output b\n",
    "output c to b\n",
    "output d to t\n",
    "output a, b to all\n",
    "optional output a or b\n",
    "output a to t.b\n",
    "reply input d from s.a\n",
    "output d to improve\n",
    "unknown-name",
    "late-input",
    "syntax-error",
    "unused-allow",
    "outptu ",
    "fron ",
    "\\",
    "\\u{e9}",
    "\\n",
    "é",
    "ß",
    "’",
    "\u{2118}",
    "\u{fb01}",
    "\u{feff}",
    "\u{202e}",
    "😀",
    "\r\n",
    "\n",
    "-",
    "&",
];

/// What the bytes from 0x80 on stand for in a model that is checked: whole statements, since the rules see little of a
/// text that cannot be read. For each `%` the next byte chooses from the list that the letter behind it names.
const STATEMENTS: &[&str] = &[
    "}\nstep %n in %a {\n",
    "}\n}\nstream %n {\n",
    "}\n}\nactivity %a {\n",
    "input %i\n",
    "input %i from %e\n",
    "input %i, %i\n",
    "input %i or %i\n",
    "input %i, %i from %e, %e\n",
    "input %i or %i from %e\n",
    "input %i from %n.%n\n",
    "optional input %i\n",
    "optional input %i from %e\n",
    "rework input %i\n",
    "reply input %i from %e\n",
    "optional output %i\n",
    "optional output %i or %i to %e\n",
    "rework input %i from %e\n",
    "output %i\n",
    "output %i to %e\n",
    "output %i, %i\n",
    "output %i or %i\n",
    "output %i, %i to %e, %e\n",
    "output %i or %i to %e\n",
    "output %i to %n.%n\n",
    "}\ntrigger %i\n",
    "}\ntrigger %i from %e\n",
    "}\ntrigger %i, %i from %e, %e\n",
    "}\noutcome %i\n",
    "}\noutcome %i to %e\n",
    "}\noutcome %i to %e, %e within 4h\n",
    "}\noutcome %i or %i\n",
    "stream %n {\ntrigger %i\nstep %n in %a {\n",
    "stream %n as %n {\n",
    "step %n as %n in %a {\n",
    "step %n {\n",
    "activity %a {\n",
    "}\n",
    "}\n}\n",
    "}\n}\nstream %n\n",
    "}\n}\nstakeholder %n\n",
    "}\n}\nstakeholder %n as %n\n",
    "}\n}\nrepository %n\n",
    "}\n}\nitem %i\n",
    "}\n}\nitem %i is %i\n",
    "}\n}\nitem %i as %i is %i, %i\n",
    "}\n}\nrole %n\n",
    "}\n}\npractice %p\n",
    "}\n}\norganisation %n { working_day %d }\n",
    "purpose \"Why\"\n",
    "link \"l\"\n",
    "accountable %n\n",
    "accountable %n, %n\n",
    "responsible %n\n",
    "practice %p\n",
    "uses %n\n",
    "lead_time %d\n",
    "process_time %d\n",
    "complete_and_accurate 95%%\n",
    "complete_and_accurate 120%%\n",
    "@allow(%r, \"why\")\n",
    "/// d\n",
    "// c\n",
    "outptu %i\n",
    "input %i form %e\n",
    "step %n runs %n in %a {\n",
    "}\nstep %n as %n runs %n {\n",
    "}\ntrigger %i every %t\n",
    "}\ntrigger %i from %e every %t\n",
    "reply input %i\n",
    "reply input %i, %i from %e, %e\n",
    "optional output %i to %e\n",
];

/// Items.
const ITEMS: &[&str] = &[
    "a",
    "b",
    "c",
    "d",
    "\"Incident record\"",
    "\"Incident records\"",
    "incident-record",
    "\"Incidnet record\"",
    "\"Change record\"",
    "\"Change A\"",
    "\"Change B\"",
];

/// Names of everything else.
const NAMES: &[&str] =
    &["s", "t", "u", "v", "user", "a", "\"Service desk\"", "\"Servce desk\"", "service-desk", "improve"];

/// Ends.
const ENDS: &[&str] = &[
    "user",
    "s",
    "t",
    "u",
    "engage",
    "improve",
    "plan",
    "deliver_and_support",
    "all",
    "s.a",
    "t.u",
    "nobody",
    "\"Service desk\"",
    "\"Servce desk\"",
];

/// Activities, and what is none.
const ACTIVITIES: &[&str] = &[
    "engage",
    "deliver_and_support",
    "plan",
    "improve",
    "obtain_build",
    "design_and_transition",
    "\"Obtain/build\"",
    "engge",
];

/// Practices.
const PRACTICES: &[&str] = &["\"Service desk\"", "\"Change management\"", "\"Incident managment\"", "own"];

/// Durations.
const DURATIONS: &[&str] = &["4h", "30min", "1d", "2wd", "0s"];

/// Periods, and what is none.
const PERIODS: &[&str] = &["month", "day", "quarter", "2wd", "4h", "0s", "fortnight", "\"month\""];

/// Rules.
const RULES: &[&str] =
    &["unmatched-input", "orphaned-output", "misnamed-flow", "unknown-name", "unused-allow", "late-input"];

/// What the bytes from 0x80 on stand for in a `vsdlint.toml`.
const SETTINGS: &[&str] = &[
    "extends",
    "fail-on",
    "include",
    "exclude",
    "rules",
    "overrides",
    "files",
    "level",
    "extends = \"base.toml\"\n",
    "fail-on = \"warn\"\n",
    "include = [",
    "exclude = []\n",
    "[rules]\n",
    "[[overrides]]\n",
    "[rules.stream-size]\n",
    "files = [\"a/*\"]\n",
    "rules = { late-input = \"off\" }\n",
    " = ",
    "\"off\"\n",
    "\"info\"\n",
    "\"warn\"\n",
    "\"error\"\n",
    "\"eror\"\n",
    "\"never\"\n",
    "late-input",
    "stream-size",
    "unknown-name",
    "unmatched-input",
    "latte-input",
    "missing-purpose",
    "inconsistent-wording",
    "misnamed-flow",
    "steps",
    "most",
    "max-steps",
    "7\n",
    "-1\n",
    "0.5\n",
    "1e400\n",
    "nan\n",
    "inf\n",
    "true\n",
    "1979-05-27\n",
    "0x7f\n",
    "99999999999999999999\n",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "#",
    "\n",
    "\r\n",
    ".",
    "\"**/*.vsd\"",
    "\"!a.vsd\"",
    "\"/a/\"",
    "\"..\"",
    "\"a[\"",
    "\"{a,b}\"",
    "\"\\\\\"",
    "\"*\"",
    "\"?\"",
    "\"[!a]\"",
    "\"\"",
    "\\",
    "\\u00e9",
    "\\U0010ffff",
    "é",
    "😀",
    "\u{feff}",
    "\t",
    "=",
];

/// The text of a model that `bytes` stand for word by word.
pub fn model(bytes: &[u8]) -> Cow<'_, str> {
    text(bytes, MODEL)
}

/// The text of a model that `bytes` stand for word by word or, if their number is even, statement by statement.
pub fn either(bytes: &[u8]) -> String {
    if bytes.len().is_multiple_of(2) { statements(bytes) } else { model(bytes).into_owned() }
}

/// The texts of up to four files that `bytes` stand for statement by statement.
pub fn models(bytes: &[u8]) -> Vec<String> {
    bytes.split(|&byte| byte == NEXT_FILE).take(4).map(statements).collect()
}

/// The text of a model that `bytes` stand for statement by statement. What is left open is closed, and nothing is closed
/// that is not open.
pub fn statements(bytes: &[u8]) -> String {
    if let [AS_IT_IS, text @ ..] = bytes {
        return String::from_utf8_lossy(text).into_owned();
    }
    let mut text = String::with_capacity(16 * bytes.len());
    let mut open = 0;
    let mut bytes = bytes.iter();
    while let Some(&byte) = bytes.next() {
        let Some(statement) = byte.checked_sub(0x80) else {
            text.push(byte.into());
            continue;
        };
        let mut letters = STATEMENTS[statement as usize % STATEMENTS.len()].chars();
        let mut closed = false;
        while let Some(letter) = letters.next() {
            match letter {
                '}' if open == 0 => closed = true,
                '\n' if closed => closed = false,
                '%' => {
                    let list = match letters.next() {
                        Some('i') => ITEMS,
                        Some('e') => ENDS,
                        Some('n') => NAMES,
                        Some('a') => ACTIVITIES,
                        Some('p') => PRACTICES,
                        Some('d') => DURATIONS,
                        Some('t') => PERIODS,
                        Some('r') => RULES,
                        _ => &["%"],
                    };
                    let chosen = if list.len() > 1 { bytes.next().copied().unwrap_or_default() } else { 0 };
                    text.push_str(list[chosen as usize % list.len()]);
                }
                letter => {
                    open = if letter == '{' { open + 1 } else { open - i32::from(letter == '}') };
                    text.push(letter);
                }
            }
        }
    }
    text.extend((0..open).map(|_| '}'));
    text
}

/// The text of settings that `bytes` stand for.
pub fn settings(bytes: &[u8]) -> Cow<'_, str> {
    text(bytes, SETTINGS)
}

/// What the input of a target stands for: a text, or several one behind the other.
pub fn shown(target: &str, bytes: &[u8]) -> String {
    match target {
        "settings" => settings(bytes).into_owned(),
        "check" => models(bytes).join("\n--- the next file ---\n"),
        "fixes" => statements(bytes),
        "format" => either(bytes),
        _ => model(bytes).into_owned(),
    }
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
