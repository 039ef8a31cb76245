//! Names that nobody would give with good intentions.

/// Each is dangerous in a way of its own, and in none of them is a line feed or a quotation mark, so that they can
/// also be names of files.
pub const HOSTILE: [&str; 14] = [
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;https://example.org\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{9b}31mred",
    "back\u{8}\u{8}\u{8}\u{8}space",
    "car\rriage",
    "over\u{202e}desrever\u{202c}",
    "iso\u{2067}late\u{2069}",
    "zero\u{200b}width\u{2060}\u{feff}",
    "soft\u{ad}hyphen\u{61c}",
    "line\u{2028}para\u{2029}graph\u{85}next",
    "tag\u{e0041}\u{e007f}",
    "%0A::error::100%",
    "]]> <!-- </a> & ' {0} [x](y)",
];

/// What a name may hold only by way of an escape: a line feed begins what looks like a command of the runner.
pub const ESCAPED: [&str; 4] =
    ["a\\n::error::forged", "b\\n##[error]forged", "c\\u{0}\\u{1b}[2J", "d\\\"e\\\\f\\t\\u{202e}g"];

/// All of them, as they stand between quotation marks.
pub fn all() -> impl Iterator<Item = &'static str> {
    HOSTILE.into_iter().chain(ESCAPED)
}

/// A model in which such a name stands in every place that takes a name, a text or a comment; most places are wrong,
/// so that findings speak of them.
pub fn model(name: &str) -> String {
    let comment = name.replace('\\', "");
    format!(
        "// {comment}\n/* {comment} */\n/// {comment}\n\
         organisation \"O {name}\" {{\n  working_day \"{name}\"\n}}\n\
         stakeholder \"S {name}\" as \"alias {name}\"\n\
         stakeholder \"S {name}\" {{ purpose \"{name}\" link \"{name}\" }}\n\
         repository \"R {name}\"\n\
         item \"I {name}\" is \"J {name}\"\nitem \"J {name}\" is \"I {name}\"\n\
         practice \"P {name}\"\nrole \"Q {name}\"\n\
         activity \"A {name}\" {{}}\n\
         activity plan {{\n\
           input \"X {name}\" from engage, \"nobody {name}\"\n\
           output \"Y {name} reports\" to improve, plan\n  output \"Y {name} reports\" to improve\n\
         }}\n\
         activity engage {{\n  output \"X {name} too\" to plan\n  accountable \"Z {name}\", \"ZZ {name}\"\n}}\n\
         @allow(self-flow, \"reason {name}\")\n\
         stream \"T {name}\" as t {{\n\
           trigger \"U {name}\" from \"R {name}\"\n\
           step \"V {name}\" as v in \"W {name}\" {{\n\
             practice \"PP {name}\"\n    uses \"{name}\"\n    lead_time \"{name}\"\n\
             input \"K {name}\" from \"step {name}\"\n    input \"L {name}\" from \"T {name}\".\"M {name}\"\n\
             output \"N {name}\" to w\n  }}\n\
           step \"VV {name}\" as w {{\n    input \"N {name} lots\"\n    output \"OO {name}\" to v\n  }}\n\
           outcome \"OOO {name}\" within 1h\n\
         }}\n\
         stream \"T {name}\" {{\n  {comment}\n}}\n\
         strem \"{name}\"\n\
         purpose {comment}\n"
    )
}
