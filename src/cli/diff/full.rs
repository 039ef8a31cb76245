//! Changes as lines: by stream and by who is concerned, what breaks something first.

use std::io::{self, Write};

use vsdlint::compare::{
    Change, Comparison, Counts, Fate, FindingChange, FindingChanges, FindingsByStream, Group, State,
    StreamChanges, WayGroup, groups, ways,
};
use vsdlint::export::Place;
use vsdlint::sanitise::{sanitise, shown};
use vsdlint::text::{listed, plural};

use crate::cli::console::{Paint, Stream};

/// Writes all changes.
pub fn write(comparison: &Comparison, stream: Stream, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint(stream.color);
    if comparison.is_empty() {
        return writeln!(
            out,
            "nothing changed between {} and {}",
            shown(&comparison.then),
            shown(&comparison.now)
        );
    }
    if comparison.unrelated {
        writeln!(
            out,
            "nothing of {} is found again in {}: these may be models of two different things\n",
            shown(&comparison.then),
            shown(&comparison.now)
        )?;
    }
    let sheet = Sheet { paint };
    let mut findings = FindingsByStream::of(comparison);
    let (breaking, others): (Vec<_>, Vec<_>) = comparison.streams.iter().partition(|part| part.is_breaking());
    for part in breaking.into_iter().chain(others) {
        sheet.stream(part, &findings.take(part), out)?;
    }
    if !comparison.general.is_empty() {
        writeln!(out, "{}", paint.bold("Outside of all streams"))?;
        let groups = groups(&comparison.general);
        sheet.groups(&groups, groups.len() > 1, out)?;
        sheet.findings(&findings.take_outside(), out)?;
        writeln!(out)?;
    }
    let rest = findings.rest();
    if !rest.is_empty() {
        writeln!(out, "{}", paint.bold("Where nothing else changed"))?;
        sheet.findings(&rest, out)?;
        writeln!(out)?;
    }
    writeln!(out, "{}", summary(comparison))
}

/// `3 breaking changes, 2 others and 1 number; 2 new findings, 1 gone`, from then to now.
fn summary(comparison: &Comparison) -> String {
    let Counts { breaking, changes, numbers, new_findings, gone_findings } = comparison.counts;
    let mut parts = vec![plural(changes, "change")];
    if numbers > 0 {
        parts.push(plural(numbers, "changed number"));
    }
    if new_findings > 0 {
        parts.push(plural(new_findings, "new finding"));
    }
    if gone_findings > 0 {
        parts.push(format!("{} gone", plural(gone_findings, "finding")));
    }
    let breaking = match breaking {
        0 => "nothing breaks for others".to_owned(),
        1 => "1 breaks something for others".to_owned(),
        more => format!("{more} break something for others"),
    };
    format!("{} → {}: {}; {breaking}", shown(&comparison.then), shown(&comparison.now), listed(&parts, "and"))
}

/// The stream as it is called now, and what it was called.
fn heading(part: &StreamChanges) -> String {
    match (&part.then, &part.now) {
        (Some(then), Some(now)) if then != now => format!("{}, then {}", shown(now), shown(then)),
        (_, Some(now)) => shown(now).into_owned(),
        (then, None) => then.as_deref().map(shown).unwrap_or_default().into_owned(),
    }
}

struct Sheet {
    paint: Paint,
}

impl Sheet {
    /// A stream, with what breaks something for others first.
    fn stream(
        &self,
        part: &StreamChanges,
        findings: &FindingChanges<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", self.paint.bold(&heading(part)))?;
        let groups = groups(&part.changes);
        let are_many = groups.len() > 1;
        let (breaking, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(Group::is_breaking);
        let (worse, numbers): (Vec<_>, Vec<_>) =
            ways(&part.numbers).into_iter().partition(|way| way.breaking.is_some());
        self.groups(&breaking, are_many, out)?;
        for ways in worse.chunk_by(|one, next| one.heading() == next.heading()) {
            self.numbers(ways, out)?;
        }
        self.groups(&others, are_many || !worse.is_empty(), out)?;
        self.numbers(&numbers, out)?;
        self.findings(findings, out)?;
        writeln!(out)
    }

    /// Changes by who is concerned; `is_told` says that those of nobody would else seem to be somebody's.
    fn groups(&self, groups: &[Group<'_>], is_told: bool, out: &mut dyn Write) -> io::Result<()> {
        for group in groups {
            match group.heading() {
                Some(heading) => writeln!(out, "  {}", sanitise(&heading))?,
                None if is_told => writeln!(out, "  for nobody in particular")?,
                None => {}
            }
            for change in &group.changes {
                self.change(change, out)?;
            }
        }
        Ok(())
    }

    fn change(&self, change: &Change, out: &mut dyn Write) -> io::Result<()> {
        let (mark, paint): (&str, fn(Paint, &str) -> String) = match change.fate {
            Fate::Gone => ("-", Paint::red),
            Fate::New => ("+", Paint::green),
            Fate::Renamed | Fate::Moved | Fate::Changed => ("~", Paint::yellow),
        };
        let mark = paint(self.paint, mark);
        writeln!(out, "    {mark} {}{}", self.breaking(change.breaking.is_some()), sanitise(&change.words))?;
        if let Some(places) = places(change.then.as_ref(), change.now.as_ref()) {
            writeln!(out, "      {}", self.paint.faint(&places))?;
        }
        Ok(())
    }

    fn breaking(&self, is_breaking: bool) -> String {
        if is_breaking {
            format!("{} ", self.paint.bold(&self.paint.red("breaking:")))
        } else {
            String::new()
        }
    }

    fn numbers(&self, ways: &[WayGroup<'_>], out: &mut dyn Write) -> io::Result<()> {
        let Some(first) = ways.first() else { return Ok(()) };
        // What breaks nothing is of interest to those inside as well.
        let who = if first.breaking.is_some() { first.heading() } else { None };
        match who {
            Some(who) => writeln!(out, "  numbers {}", sanitise(&who))?,
            None => writeln!(out, "  numbers")?,
        }
        for way in ways {
            let mark = self.paint.yellow("~");
            writeln!(out, "    {mark} {}{}", self.breaking(way.breaking.is_some()), sanitise(&way.words()))?;
        }
        Ok(())
    }

    fn findings(&self, findings: &FindingChanges<'_>, out: &mut dyn Write) -> io::Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        writeln!(out, "  findings")?;
        for (mark, was, list) in
            [(self.paint.red("+"), "", &findings.new), (self.paint.green("-"), "was at ", &findings.gone)]
        {
            for &finding in list {
                let FindingChange { rule, level, message, place, .. } = finding;
                writeln!(out, "    {mark} {level}[{rule}] {}", sanitise(message))?;
                writeln!(out, "      {}", self.paint.faint(&format!("{was}{}", at(place))))?;
            }
        }
        Ok(())
    }
}

/// `streams/restore.vsd:12:3`.
fn at(place: &Place) -> String {
    format!("{}:{}:{}", shown(&place.path), place.start.line, place.start.column)
}

/// Where something stands, and where it stood if that is elsewhere.
fn places(then: Option<&State>, now: Option<&State>) -> Option<String> {
    let place = |state: Option<&State>| state.and_then(|state| state.place.as_ref()).map(at);
    match (place(then), place(now)) {
        (Some(then), Some(now)) if then != now => Some(format!("{now}, was at {then}")),
        (_, Some(now)) => Some(now),
        (Some(then), None) => Some(format!("was at {then}")),
        (None, None) => None,
    }
}
