//! Seeds a fault, asks the linter, and notes what came of it.

use vsdlint::finding::{Finding, Fix, Level};
use vsdlint::workspace::Workspace;

use crate::criterion::{Effect, clean_meaning, effect, meaning_of};
use crate::fault::{Fault, Judged};
use crate::project::{Project, file_id};

/// What came of one fault.
#[derive(Clone, Debug)]
pub struct Seen {
    pub effect: Effect,
    /// How many findings there are.
    pub count: usize,
    /// Whether a label of one of them points at the fault.
    pub on_spot: bool,
    pub fix: Fixed,
    /// What one of the fixes on offer, made alone, leaves that was not said before: an error.
    pub harm: Option<String>,
    /// The findings, for whoever looks at what is missed.
    pub findings: Vec<Finding>,
}

/// What the first fix on offer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// There is none.
    None,
    /// It gives something else.
    Elsewhere,
    /// It gives a text that means the same as the clean one.
    Meaning,
    /// It gives back the clean text, byte for byte.
    Text,
}

/// Seeds `fault` into `project`, whose clean texts are in `workspace`, and takes it out again.
pub fn seed(project: &Project, fault: &Fault, workspace: &mut Workspace<'_>) -> Seen {
    let made = fault.made(project);
    for (file, text) in &made {
        workspace.replace(file_id(*file), text.clone());
    }
    let findings = workspace.check().findings;
    let harm =
        findings.iter().find_map(|finding| harm(project, &made, workspace, &findings, finding.fix.as_ref()?));
    for (file, _) in &made {
        workspace.replace(file_id(*file), project.files[*file].1.clone());
    }
    let on_spot = { findings.iter().flat_map(Finding::labels) }
        .any(|label| fault.is_at(label.place.file.index(), label.place.span));
    let fix = findings.iter().find_map(|finding| finding.fix.as_ref());
    let fix = fix.map_or(Fixed::None, |fix| fixed(project, fault, &made, fix));
    Seen { effect: effect(project, fault, &made), count: findings.len(), on_spot, fix, harm, findings }
}

/// The texts of the files that a fault and then a fix change.
fn with_fix(project: &Project, made: &[(usize, String)], fix: &Fix) -> Vec<(usize, String)> {
    let mut texts: Vec<(usize, String)> = made.to_vec();
    for edit in fix.edits.iter().rev() {
        let file = edit.place.file.index();
        let at = texts.iter().position(|(other, _)| *other == file).unwrap_or_else(|| {
            texts.push((file, project.files[file].1.clone()));
            texts.len() - 1
        });
        texts[at].1.replace_range(edit.place.span.range(), &edit.text);
    }
    texts
}

/// An error that is there for the first time once a fix is made. The texts in `workspace` are those with the fault.
fn harm(
    project: &Project,
    made: &[(usize, String)],
    workspace: &mut Workspace<'_>,
    before: &[Finding],
    fix: &Fix,
) -> Option<String> {
    let texts = with_fix(project, made, fix);
    for (file, text) in &texts {
        workspace.replace(file_id(*file), text.clone());
    }
    let after = workspace.check().findings;
    for (file, _) in &texts {
        let faulty = made.iter().find(|(other, _)| other == file);
        workspace.replace(file_id(*file), faulty.map_or(&project.files[*file].1, |(_, text)| text).clone());
    }
    let is_known = |finding: &Finding| {
        before.iter().any(|old| {
            old.rule == finding.rule
                && (old.fingerprint == finding.fingerprint || old.message == finding.message)
        })
    };
    let new = after.iter().find(|finding| finding.level == Level::Error && !is_known(finding))?;
    Some(format!("{} leaves {}: {}", fix.title, new.rule, new.message))
}

fn fixed(project: &Project, fault: &Fault, made: &[(usize, String)], fix: &Fix) -> Fixed {
    let texts = with_fix(project, made, fix);
    if texts.iter().all(|(file, text)| project.files[*file].1 == *text) {
        return Fixed::Text;
    }
    // Only the second reading tells what else means the same, and it does not read everything.
    match meaning_of(project, &texts).filter(|_| fault.judged == Judged::Reading) {
        Some(meaning) if meaning == *clean_meaning(project) => Fixed::Meaning,
        _ => Fixed::Elsewhere,
    }
}
