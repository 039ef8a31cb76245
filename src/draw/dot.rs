//! Writes a picture as DOT, the language of Graphviz.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::draw::diagram::{Diagram, ExternalKind, Flow, NodeKind, Origin, Style, Target};
use crate::draw::words::item;
use crate::sanitise::shown;

/// Writes a picture.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(diagram: &Diagram, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph {} {{", quoted(&diagram.title))?;
    let mut label = diagram.title.clone();
    if !diagram.note.is_empty() {
        let _ = write!(label, "\n{}", diagram.note);
    }
    writeln!(out, "  rankdir=LR; charset=\"UTF-8\"; label={}; labelloc=t;", quoted(&label))?;
    writeln!(out, "  node [shape=box, style=rounded, fontname=\"DejaVu Sans\", fontsize=11];")?;
    writeln!(out, "  edge [fontname=\"DejaVu Sans\", fontsize=9];")?;
    for (lane, own) in diagram.lanes.iter().enumerate() {
        let is_shown = diagram.has_lane(own);
        if is_shown {
            writeln!(out, "  subgraph cluster_{lane} {{")?;
            writeln!(out, "    label={}; style=filled; color=\"#eef2f5\";", quoted(&own.name))?;
        }
        for (index, node) in diagram.nodes.iter().enumerate() {
            if node.lane != lane {
                continue;
            }
            let mut text = node.name.clone();
            for more in [&node.detail, &node.figures] {
                if !more.is_empty() {
                    let _ = write!(text, "\n{more}");
                }
            }
            let mut look = String::new();
            if node.kind == NodeKind::Run {
                look += ", peripheries=2";
            }
            if let Some(mark) = &node.mark {
                look += ", color=\"#c01f26\", penwidth=2";
                let _ = write!(text, "\n⚠ {}", mark.count);
            }
            writeln!(out, "    n{index} [label={}{look}];", quoted(&text))?;
        }
        if is_shown {
            writeln!(out, "  }}")?;
        }
    }
    for (index, external) in diagram.externals.iter().enumerate() {
        let shape = match external.kind {
            ExternalKind::Stakeholder => "ellipse",
            ExternalKind::Repository => "cylinder",
            ExternalKind::Stream => "cds",
            ExternalKind::Activity | ExternalKind::Unknown => "box",
        };
        writeln!(out, "  e{index} [label={}, shape={shape}, style=solid];", quoted(&external.name))?;
    }
    for (index, flow) in diagram.flows.iter().enumerate() {
        write_flow(diagram, index, flow, out)?;
    }
    writeln!(out, "}}")
}

fn write_flow(diagram: &Diagram, index: usize, flow: &Flow, out: &mut dyn Write) -> io::Result<()> {
    let point = |name: &str, label: &str| format!("  {name}{index} [label={}, shape=circle];", quoted(label));
    let from = match flow.from {
        Origin::Output(port) => format!("n{}", port.node),
        Origin::External(external) => format!("e{external}"),
        Origin::Start | Origin::Nobody => {
            writeln!(out, "{}", point("s", if flow.from == Origin::Start { "●" } else { "?" }))?;
            format!("s{index}")
        }
    };
    let to = match flow.to {
        Target::Input(port) => format!("n{}", port.node),
        Target::External(external) => format!("e{external}"),
        Target::Finish | Target::Nobody => {
            writeln!(out, "{}", point("f", if flow.to == Target::Finish { "◉" } else { "✗" }))?;
            format!("f{index}")
        }
    };
    let mut look = match flow.style {
        Style::Solid => "",
        Style::Optional => ", style=dashed",
        Style::Rework => ", style=dotted, constraint=false",
        Style::Reply => ", style=dashed, constraint=false",
        Style::Runs => ", style=bold, arrowhead=empty",
    }
    .to_owned();
    if flow.fault.is_some() {
        look += ", color=\"#c01f26\", penwidth=2";
    }
    writeln!(out, "  {from} -> {to} [label={}{look}];", quoted(&item(diagram, flow)))
}

/// A text in quotation marks, in which nothing means anything to Graphviz but the end of a line.
fn quoted(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| shown(line).replace('\\', "\\\\").replace('"', "\\\"")).collect();
    format!("\"{}\"", lines.join("\\n"))
}
