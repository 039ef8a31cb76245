//! Writes a project as `.vsd` text, one statement a line, and notes the line of every statement.

use super::organisation::{
    Allow, Declaration, End, File, Flow, FlowKind, Kind, Mode, Project, Statement, Step,
};

const KEYWORDS: &str = "organisation organization stakeholder repository item practice role activity stream step \
    as is in from to or within every runs optional rework reply input output trigger outcome purpose link accountable responsible \
    consulted informed uses lead_time process_time complete_and_accurate working_day all";

/// The texts of the files with their paths; sets every `line` of the project.
pub fn print(project: &mut Project) -> Vec<(String, String)> {
    project.files.iter_mut().map(|file| (file.path.clone(), print_file(file))).collect()
}

fn print_file(file: &mut File) -> String {
    let mut page = Page { lines: Vec::new() };
    if let Some(time) = file.working_day {
        page.write("organisation \"Northwind IT\" {".to_owned());
        page.write(format!("  working_day {}", time.print()));
        page.write("}".to_owned());
    }
    for declaration in &mut file.declarations {
        print_declaration(declaration, &mut page);
    }
    page.lines.iter().map(|line| format!("{line}\n")).collect()
}

struct Page {
    lines: Vec<String>,
}

impl Page {
    fn write(&mut self, line: String) -> u32 {
        self.lines.push(line);
        self.lines.len() as u32
    }
}

fn print_declaration(declaration: &mut Declaration, page: &mut Page) {
    print_allows(&mut declaration.allows, "", page);
    let word = match declaration.kind {
        Kind::Stakeholder => "stakeholder",
        Kind::Repository => "repository",
        Kind::Item => "item",
        Kind::Activity => "activity",
        Kind::Stream => "stream",
    };
    let mut head = format!("{word} {}{}", quote(&declaration.name), alias(declaration.alias.as_ref()));
    if !declaration.is.is_empty() {
        let broader: Vec<String> = declaration.is.iter().map(|name| quote(name)).collect();
        head.push_str(&format!(" is {}", broader.join(", ")));
    }
    match &mut declaration.body {
        None => declaration.line = page.write(head),
        Some(statements) => {
            declaration.line = page.write(format!("{head} {{"));
            for statement in statements {
                match statement {
                    Statement::Flow(flow) => print_flow(flow, "  ", page),
                    Statement::Step(step) => print_step(step, page),
                }
            }
            page.write("}".to_owned());
        }
    }
}

fn print_step(step: &mut Step, page: &mut Page) {
    print_allows(&mut step.allows, "  ", page);
    let activity = step.activity.as_ref().map(|name| format!(" in {}", quote(name))).unwrap_or_default();
    let runs = step.runs.as_ref().map(|name| format!(" runs {}", quote(name))).unwrap_or_default();
    step.line =
        page.write(format!("  step {}{}{runs}{activity} {{", quote(&step.name), alias(step.alias.as_ref())));
    if let Some(time) = step.lead_time {
        page.write(format!("    lead_time {}", time.print()));
    }
    for flow in &mut step.flows {
        print_flow(flow, "    ", page);
    }
    page.write("  }".to_owned());
}

fn print_allows(allows: &mut [Allow], indent: &str, page: &mut Page) {
    for allow in allows {
        allow.line = page.write(format!("{indent}@allow({}, \"so it is\")", allow.rules.join(", ")));
    }
}

fn print_flow(flow: &mut Flow, indent: &str, page: &mut Page) {
    print_allows(&mut flow.allows, indent, page);
    let (word, preposition) = match flow.kind {
        FlowKind::Input(Mode::Mandatory) => ("input", "from"),
        FlowKind::Input(Mode::Optional) => ("optional input", "from"),
        FlowKind::Input(Mode::Rework) => ("rework input", "from"),
        FlowKind::Input(Mode::Reply) => ("reply input", "from"),
        FlowKind::Output => ("output", "to"),
        FlowKind::OptionalOutput => ("optional output", "to"),
        FlowKind::Trigger => ("trigger", "from"),
        FlowKind::Outcome => ("outcome", "to"),
    };
    let items: Vec<String> = flow.items.iter().map(|item| quote(item)).collect();
    let mut line = format!("{indent}{word} {}", items.join(if flow.either { " or " } else { ", " }));
    if !flow.ends.is_empty() {
        let ends: Vec<String> = flow.ends.iter().map(print_end).collect();
        line.push_str(&format!(" {preposition} {}", ends.join(", ")));
    }
    if let Some(time) = flow.within {
        line.push_str(&format!(" within {}", time.print()));
    }
    if let Some(period) = &flow.every {
        line.push_str(&format!(" every {period}"));
    }
    flow.line = page.write(line);
}

fn print_end(end: &End) -> String {
    match end {
        End::All => "all".to_owned(),
        End::Named { stream: None, name } => quote(name),
        End::Named { stream: Some(stream), name } => format!("{}.{}", quote(stream), quote(name)),
    }
}

fn alias(alias: Option<&String>) -> String {
    alias.map(|name| format!(" as {}", quote(name))).unwrap_or_default()
}

/// Bare where the language lets a name be bare, in quotes elsewhere.
fn quote(name: &str) -> String {
    let mut letters = name.chars();
    let bare = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !KEYWORDS.split_whitespace().any(|word| word == name);
    if bare { name.to_owned() } else { format!("\"{name}\"") }
}
