//! What GitHub's runner makes of a log: its own rules for finding commands in lines.

/// The commands that the runner knows and a report could want to forge.
const KNOWN: &[&str] = &[
    "error",
    "warning",
    "notice",
    "debug",
    "group",
    "endgroup",
    "add-mask",
    "add-matcher",
    "set-env",
    "set-output",
    "stop-commands",
    "echo",
    "save-state",
    "add-path",
    "command",
];

/// A command.
#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    pub name: String,
    pub properties: Vec<(String, String)>,
    pub data: String,
}

/// The commands in a log, in both forms that there are.
pub fn commands(log: &str) -> Vec<Command> {
    log.split(['\n', '\r']).filter_map(|line| double_colon(line).or_else(|| bracket(line))).collect()
}

/// `::name key=value,key=value::data`, after any blanks.
fn double_colon(line: &str) -> Option<Command> {
    let (head, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let pairs = properties.trim().split(',').filter_map(|pair| pair.split_once('='));
    known(name)?;
    Some(Command {
        name: name.to_owned(),
        properties: pairs.map(|(key, value)| (key.to_owned(), unescaped(value))).collect(),
        data: unescaped(data),
    })
}

/// `##[name]data`, anywhere in the line.
fn bracket(line: &str) -> Option<Command> {
    let (head, data) = line.split_once("##[")?.1.split_once(']')?;
    let name = head.split(' ').next()?;
    known(name)?;
    Some(Command { name: name.to_owned(), properties: Vec::new(), data: unescaped(data) })
}

fn known(name: &str) -> Option<()> {
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)).then_some(())
}

fn unescaped(text: &str) -> String {
    let escapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    escapes.iter().fold(text.to_owned(), |text, (escape, plain)| text.replace(escape, plain))
}
