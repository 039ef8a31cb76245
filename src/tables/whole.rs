//! All that a model says, as three tables: what is declared, the blocks, and the flows. `import` makes the same model of them.
//!
//! A cell with several names has a line for each.

use std::collections::HashMap;

use crate::export::model::{Declaration, Document, EndKind, Flow, FlowKind, Mode, Named, Roles};
use crate::tables::Table;

/// The heads of the three tables, by which they are known again.
pub const NAMES: [&str; 7] = ["Declared as", "Name", "Alias", "Is", "Purpose", "Links", "Working day"];
/// The heads of the table of blocks.
pub const BLOCKS: [&str; 18] = [
    "Block",
    "Stream",
    "Name",
    "Alias",
    "Described",
    "In activity",
    "Runs",
    "Accountable",
    "Responsible",
    "Consulted",
    "Informed",
    "Practices",
    "Uses",
    "Lead time",
    "Process time",
    "%C&A",
    "Purpose",
    "Links",
];
/// The heads of the table of flows.
pub const FLOWS: [&str; 10] =
    ["Stream", "Step", "Flow", "Mode", "Items", "Ends", "Ends are", "Streams of ends", "Every", "Within"];

/// The tables of a model.
pub fn whole(document: &Document) -> [Table; 3] {
    let mut all = Whole {
        names: Table::new("names", &NAMES),
        blocks: Table::new("blocks", &BLOCKS),
        flows: Table::new("flows", &FLOWS),
        streams: HashMap::new(),
    };
    let mut names: HashMap<&str, &str> = HashMap::new();
    for stream in &document.streams {
        names.insert(&stream.id, &stream.declaration.name);
        for step in &stream.steps {
            all.streams.insert(&step.id, &stream.declaration.name);
        }
    }
    all.declarations(document);
    for activity in &document.activities {
        let mut row = Row::new("activity", "", activity.activity);
        row.roles(&activity.roles);
        row.about(&activity.declaration);
        all.blocks.rows.push(row.0);
        all.flows("", activity.activity, &activity.inputs);
        all.flows("", activity.activity, &activity.outputs);
    }
    for stream in &document.streams {
        let name = &stream.declaration.name;
        let mut row = Row::new("stream", "", name);
        row.set(3, stream.declaration.alias.clone());
        row.set(4, Some(if stream.described { "yes" } else { "no" }.to_owned()));
        row.roles(&stream.roles);
        row.about(&stream.declaration);
        all.blocks.rows.push(row.0);
        all.flows(name, "", &stream.triggers);
        for step in &stream.steps {
            let mut row = Row::new("step", name, &step.declaration.name);
            row.set(3, step.declaration.alias.clone());
            row.set(5, step.activity.map(str::to_owned));
            let runs = step.runs.as_deref().and_then(|id| names.get(id));
            row.set(6, runs.map(|&name| name.to_owned()));
            row.roles(&step.roles);
            row.set(11, Some(lines(&step.practices)));
            row.set(12, Some(lines(&step.uses)));
            row.set(13, step.lead_time.as_ref().map(|time| time.text.clone()));
            row.set(14, step.process_time.as_ref().map(|time| time.text.clone()));
            row.set(15, step.accuracy.map(|share| format!("{}%", (share * 1e5).round() / 1e3)));
            row.about(&step.declaration);
            all.blocks.rows.push(row.0);
            all.flows(name, &step.declaration.name, &step.inputs);
            all.flows(name, &step.declaration.name, &step.outputs);
        }
        all.flows(name, "", &stream.outcomes);
    }
    [all.names, all.blocks, all.flows]
}

/// The tables in the making.
struct Whole<'d> {
    names: Table,
    blocks: Table,
    flows: Table,
    /// The names of the streams of steps, by the ids of these.
    streams: HashMap<&'d str, &'d str>,
}

/// A row of the table of blocks.
struct Row(Vec<String>);

impl Row {
    fn new(block: &str, stream: &str, name: &str) -> Row {
        let mut row = Row(vec![String::new(); BLOCKS.len()]);
        row.set(0, Some(block.to_owned()));
        row.set(1, Some(stream.to_owned()));
        row.set(2, Some(one_line(name)));
        row
    }

    fn set(&mut self, column: usize, text: Option<String>) {
        self.0[column] = text.unwrap_or_default();
    }

    fn roles(&mut self, roles: &Roles) {
        for (column, roles) in
            (7..).zip([&roles.accountable, &roles.responsible, &roles.consulted, &roles.informed])
        {
            self.set(column, Some(lines(roles)));
        }
    }

    fn about(&mut self, declaration: &Declaration) {
        self.set(16, declaration.purpose.clone());
        self.set(17, Some(declaration.links.join("\n")));
    }
}

impl<'d> Whole<'d> {
    fn declarations(&mut self, document: &'d Document) {
        if let Some(organisation) = &document.organisation {
            let day = format!("{} min", organisation.working_day_minutes);
            self.declaration("organisation", &organisation.declaration, &[], &day);
        }
        for (word, all) in [
            ("stakeholder", &document.stakeholders),
            ("repository", &document.repositories),
            ("practice", &document.practices),
            ("role", &document.roles),
        ] {
            all.iter().for_each(|declaration| self.declaration(word, declaration, &[], ""));
        }
        document
            .items
            .iter()
            .for_each(|item| self.declaration("item", &item.declaration, &item.directly, ""));
    }

    fn declaration(&mut self, word: &str, declaration: &Declaration, is: &[String], day: &str) {
        self.names.rows.push(vec![
            word.to_owned(),
            one_line(&declaration.name),
            declaration.alias.clone().unwrap_or_default(),
            is.iter().map(|name| one_line(name)).collect::<Vec<_>>().join("\n"),
            declaration.purpose.clone().unwrap_or_default(),
            declaration.links.join("\n"),
            day.to_owned(),
        ]);
    }

    /// A row for each item, or for the alternatives of a statement.
    fn flows(&mut self, stream: &str, step: &str, flows: &[Flow]) {
        let mut before = None;
        for flow in flows {
            let statement = (flow.statement.path.as_str(), flow.statement.start.offset);
            let items: Vec<String> = flow.items.iter().map(|item| one_line(item)).collect();
            if flow.is_alternative
                && before == Some(statement)
                && let Some(row) = self.flows.rows.last_mut()
            {
                row[4] = format!("{}\n{}", row[4], items.join("\n"));
                continue;
            }
            before = Some(statement);
            let (mut ends, mut kinds, mut streams) = (Vec::new(), Vec::new(), Vec::new());
            for end in &flow.ends {
                ends.push(one_line(&end.name));
                kinds.push(kind(end.kind).to_owned());
                let of = end.id.as_deref().and_then(|id| self.streams.get(id));
                streams.push(of.map(|name| one_line(name)).unwrap_or_default());
            }
            self.flows.rows.push(vec![
                one_line(stream),
                one_line(step),
                match flow.kind {
                    FlowKind::Input => "input",
                    FlowKind::Output => "output",
                    FlowKind::Trigger => "trigger",
                    FlowKind::Outcome => "outcome",
                }
                .to_owned(),
                match flow.mode {
                    Mode::Mandatory => "",
                    Mode::Optional => "optional",
                    Mode::Rework => "rework",
                    Mode::Reply => "reply",
                }
                .to_owned(),
                items.join("\n"),
                ends.join("\n"),
                kinds.join("\n"),
                streams.join("\n"),
                flow.every.clone().unwrap_or_default(),
                flow.within.as_ref().map(|time| time.text.clone()).unwrap_or_default(),
            ]);
        }
    }
}

fn kind(kind: EndKind) -> &'static str {
    match kind {
        EndKind::Activity => "activity",
        EndKind::All => "all",
        EndKind::Stakeholder => "stakeholder",
        EndKind::Repository => "repository",
        EndKind::Step => "step",
        EndKind::Stream => "stream",
        EndKind::Itself => "itself",
        EndKind::Undescribed => "undescribed",
        EndKind::Unknown => "unknown",
    }
}

/// Names on lines of their own.
fn lines(names: &[Named]) -> String {
    names.iter().map(|named| one_line(&named.name)).collect::<Vec<_>>().join("\n")
}

/// A name without line ends: they only separate its words.
fn one_line(name: &str) -> String {
    name.replace(['\n', '\r'], " ")
}
