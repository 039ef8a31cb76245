//! The figures, kind by kind, as the document shows them.

use std::collections::BTreeMap;
use std::fmt;

use crate::criterion::Effect;
use crate::fault::Fault;
use crate::kinds::{KINDS, Kind};
use crate::measure::{Fixed, Seen};

/// What came of the faults of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    pub seeded: usize,
    /// Those that leave no contradiction.
    pub right: usize,
    /// Of those, the ones of which something is said all the same.
    pub right_reported: usize,
    /// Those that leave one.
    pub wrong: usize,
    pub found: usize,
    pub single: usize,
    pub on_spot: usize,
    /// The first fix gives back the clean text.
    pub restored: usize,
    /// The first fix gives a text that means the same as the clean one, and is another.
    pub same_meaning: usize,
    /// A fix on offer leaves an error.
    pub harmed: usize,
}

/// The rows by kind.
#[derive(Default)]
pub struct Table(BTreeMap<&'static str, Row>);

impl Table {
    pub fn add(&mut self, fault: &Fault, seen: &Seen) {
        let row = self.0.entry(fault.kind).or_default();
        row.seeded += 1;
        row.harmed += usize::from(seen.harm.is_some());
        if seen.effect != Effect::Contradiction {
            row.right += 1;
            row.right_reported += usize::from(seen.count > 0);
            return;
        }
        row.wrong += 1;
        row.found += usize::from(seen.count > 0);
        row.single += usize::from(seen.count == 1);
        row.on_spot += usize::from(seen.on_spot);
        row.restored += usize::from(seen.fix == Fixed::Text);
        row.same_meaning += usize::from(seen.fix == Fixed::Meaning);
    }

    /// All faults.
    pub fn all(&self) -> Row {
        self.sum(|_| true)
    }

    /// Those that are misspellings.
    pub fn misspelt(&self) -> Row {
        self.sum(|kind| kind.misspelling)
    }

    fn sum(&self, of: impl Fn(&Kind) -> bool) -> Row {
        let kinds = KINDS.iter().filter(|kind| of(kind));
        let rows = kinds.filter_map(|kind| self.0.get(kind.name));
        rows.fold(Row::default(), |sum, row| Row {
            seeded: sum.seeded + row.seeded,
            right: sum.right + row.right,
            right_reported: sum.right_reported + row.right_reported,
            wrong: sum.wrong + row.wrong,
            found: sum.found + row.found,
            single: sum.single + row.single,
            on_spot: sum.on_spot + row.on_spot,
            restored: sum.restored + row.restored,
            same_meaning: sum.same_meaning + row.same_meaning,
            harmed: sum.harmed + row.harmed,
        })
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "| fault | seeded | still right | wrong | found | one finding | on the spot | restored | fix leaves an error |"
        )?;
        writeln!(out, "|---|--:|--:|--:|--:|--:|--:|--:|--:|")?;
        for kind in KINDS {
            line(out, kind.name, &self.0.get(kind.name).copied().unwrap_or_default())?;
        }
        line(out, "**all**", &self.all())?;
        line(out, "**misspellings**", &self.misspelt())?;
        line(out, "**misspellings and changed ends**", &self.sum(|kind| kind.misspelling || kind.changed_end))
    }
}

fn line(out: &mut fmt::Formatter<'_>, name: &str, row: &Row) -> fmt::Result {
    let share = |part: usize| match row.wrong {
        0 => "–".to_owned(),
        all => format!("{:.1} %", 100.0 * part as f64 / all as f64),
    };
    let restored = match row.same_meaning {
        0 => share(row.restored),
        more => format!("{} (+ {})", share(row.restored), share(more)),
    };
    let right = match row.right_reported {
        0 => row.right.to_string(),
        reported => format!("{} ({reported} reported)", row.right),
    };
    writeln!(
        out,
        "| {name} | {} | {right} | {} | {} | {} | {} | {restored} | {} |",
        row.seeded,
        row.wrong,
        share(row.found),
        share(row.single),
        share(row.on_spot),
        row.harmed,
    )
}
