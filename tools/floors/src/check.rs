//! What breaks the rules of the house: arrows that lead up or round in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Imports, Plan};

/// Folders in which a file may not even use what the module holds that it lies in: their modules only hand things on.
const STRICT: &[&str] = &["lsp", "rules"];

/// Every breach, one sentence each; none if the code is as the plan says.
pub fn check(imports: &Imports, plan: &Plan) -> Vec<String> {
    let mut breaches = Vec::new();
    for folder in imports.folders() {
        if plan.floor_of(folder).is_none() {
            breaches.push(format!("`{folder}` stands on no floor: add it to floors.toml"));
        }
    }
    for name in plan.floor.iter().flat_map(|floor| &floor.folders) {
        if !imports.folders().contains(name.as_str()) {
            breaches.push(format!("floors.toml names `{name}`, which is not in src"));
        }
    }
    for ((from, to), (file, line)) in imports.between_folders() {
        let (Some(above), Some(below)) = (plan.floor_of(&from), plan.floor_of(&to)) else { continue };
        if above >= below {
            let how = if above == below { "sideways" } else { "up" };
            breaches.push(format!("src/{file}:{line}: `{from}` imports `{to}`, which leads {how}"));
        }
    }
    for folder in imports.folders() {
        breaches.extend(circles(imports, folder));
    }
    for (file, named) in &imports.files {
        if file.starts_with("rules/")
            && let Some(line) = named.get("rules/mod.rs")
        {
            breaches.push(format!("src/{file}:{line}: a file of rules/ imports rules/mod.rs"));
        }
    }
    breaches
}

/// Groups of files of one folder that import each other in a circle. A file may use what the module holds that it lies
/// in, unless the folder is one of the [`STRICT`]: a module and its parts are one thing, cut into files.
fn circles(imports: &Imports, folder: &str) -> Vec<String> {
    let prefix = format!("{folder}/");
    let mut arrows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, named) in imports.files.iter().filter(|(file, _)| file.starts_with(&prefix)) {
        let mut inside: BTreeSet<&str> = BTreeSet::new();
        for other in named.keys() {
            if other.starts_with(&prefix) && (STRICT.contains(&folder) || !holds(other, file)) {
                inside.insert(other);
            }
        }
        arrows.insert(file, inside);
    }
    let mut found = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for &file in arrows.keys() {
        if seen.contains(file) {
            continue;
        }
        let from_here = reached(&arrows, file);
        if !from_here.contains(file) {
            continue;
        }
        let circle: Vec<&str> =
            from_here.into_iter().filter(|other| reached(&arrows, other).contains(file)).collect();
        seen.extend(&circle);
        found.push(format!("files import each other in a circle: {}", circle.join(", ")));
    }
    found
}

/// Whether `file` lies in the module that `other` is: `a/mod.rs` and `a.rs` hold `a/b.rs` and `a/b/c.rs`.
fn holds(other: &str, file: &str) -> bool {
    let module = other.strip_suffix("/mod.rs").unwrap_or(other.trim_end_matches(".rs"));
    file != other && file.strip_prefix(module).is_some_and(|rest| rest.starts_with('/'))
}

/// The files that can be reached from `start` over at least one arrow.
fn reached<'i>(arrows: &BTreeMap<&'i str, BTreeSet<&'i str>>, start: &str) -> BTreeSet<&'i str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![start];
    while let Some(file) = open.pop() {
        for &next in arrows.get(file).into_iter().flatten() {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Floor;

    fn imports(arrows: &[(&str, &str)]) -> Imports {
        let mut imports = Imports::default();
        for (from, to) in arrows {
            imports.files.entry((*from).to_owned()).or_default().insert((*to).to_owned(), 1);
            imports.files.entry((*to).to_owned()).or_default();
        }
        imports
    }

    fn plan(floors: &[&[&str]]) -> Plan {
        let floor = |folders: &&[&str]| Floor {
            name: String::new(),
            folders: folders.iter().map(|folder| (*folder).to_owned()).collect(),
            everybody: false,
        };
        Plan { floor: floors.iter().map(floor).collect() }
    }

    #[test]
    fn an_arrow_down_is_right() {
        let found = check(&imports(&[("cli/mod.rs", "model/mod.rs")]), &plan(&[&["cli"], &["model"]]));
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn an_arrow_up_or_sideways_is_a_breach() {
        let imports = imports(&[("model/mod.rs", "cli/mod.rs"), ("model/a.rs", "syntax/a.rs")]);
        let found = check(&imports, &plan(&[&["cli"], &["model", "syntax"]]));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("leads up") && found[1].contains("leads sideways"), "{found:?}");
    }

    #[test]
    fn a_circle_of_files_is_reported_once() {
        let imports =
            imports(&[("lsp/a.rs", "lsp/b.rs"), ("lsp/b.rs", "lsp/c.rs"), ("lsp/c.rs", "lsp/a.rs")]);
        let found = check(&imports, &plan(&[&["lsp"]]));
        assert_eq!(found, ["files import each other in a circle: lsp/a.rs, lsp/b.rs, lsp/c.rs"]);
    }

    #[test]
    fn a_file_may_use_what_its_module_holds_unless_the_folder_is_strict() {
        let arrows = |folder: &str| {
            let [module, part] = ["mod.rs", "part.rs"].map(|file| format!("{folder}/{file}"));
            check(&imports(&[(&module, &part), (&part, &module)]), &plan(&[&[folder]]))
        };
        assert!(arrows("model").is_empty());
        assert_eq!(arrows("lsp"), ["files import each other in a circle: lsp/mod.rs, lsp/part.rs"]);
        let siblings = imports(&[("model/a.rs", "model/b.rs"), ("model/b.rs", "model/a.rs")]);
        assert_eq!(check(&siblings, &plan(&[&["model"]])).len(), 1);
    }

    #[test]
    fn a_folder_without_a_floor_is_reported() {
        let found = check(&imports(&[("new/mod.rs", "model/mod.rs")]), &plan(&[&["model"]]));
        assert_eq!(found, ["`new` stands on no floor: add it to floors.toml"]);
    }
}
