//! What imports what: every path in the code that leads to another file of `src/`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

use crate::Error;

/// A file, and the files that it imports.
#[derive(Debug, Default)]
pub struct Imports {
    /// By file, relative to `src/`, with `/`: the files that it names, with the 1-based line of the first mention.
    pub files: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Imports {
    /// The arrows between folders: from, to, and one file and line that draws it.
    pub fn between_folders(&self) -> BTreeMap<(String, String), (String, usize)> {
        let mut arrows = BTreeMap::new();
        for (file, named) in &self.files {
            for (other, line) in named {
                let (from, to) = (folder_of(file), folder_of(other));
                if from != to && !is_root(file) && !is_root(other) {
                    arrows.entry((from.to_owned(), to.to_owned())).or_insert_with(|| (file.clone(), *line));
                }
            }
        }
        arrows
    }

    /// All folders and single files directly below `src/`.
    pub fn folders(&self) -> BTreeSet<&str> {
        self.files.keys().filter(|file| !is_root(file)).map(|file| folder_of(file)).collect()
    }
}

/// The folder of a file, or the file without `.rs` where it lies directly below `src/`.
pub fn folder_of(file: &str) -> &str {
    file.split_once('/').map_or(file.trim_end_matches(".rs"), |(folder, _)| folder)
}

fn is_root(file: &str) -> bool {
    file == "lib.rs" || file == "main.rs"
}

/// Reads all Rust files below `src`.
///
/// # Errors
/// Where a file cannot be read, or is no Rust.
pub fn read(src: &Path) -> Result<Imports, Error> {
    let mut paths = Vec::new();
    walk(src, &mut paths)?;
    let mut modules = BTreeMap::new();
    for path in &paths {
        let file = relative(src, path);
        modules.insert(module_of(&file), file);
    }
    let mut trees = Vec::new();
    for path in &paths {
        let text = std::fs::read_to_string(path).map_err(|error| Error::new(path, &error))?;
        trees.push((relative(src, path), syn::parse_file(&text).map_err(|error| Error::new(path, &error))?));
    }
    let mut handed_on = BTreeMap::new();
    for (file, tree) in &trees {
        let own = module_of(file);
        for item in &tree.items {
            if let syn::Item::Use(item) = item
                && is_handed_on(item)
            {
                hand_on(&modules, &own, &item.tree, &mut Vec::new(), &mut handed_on);
            }
        }
    }
    let mut imports = Imports::default();
    for (file, tree) in trees {
        let mut reader = Reader {
            modules: &modules,
            handed_on: &handed_on,
            own: module_of(&file),
            file: &file,
            found: BTreeMap::new(),
        };
        reader.visit_file(&tree);
        let found = reader.found;
        imports.files.insert(file, found);
    }
    Ok(imports)
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Error> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::new(folder, &error))?;
    let mut found = Vec::new();
    for entry in entries {
        found.push(entry.map_err(|error| Error::new(folder, &error))?.path());
    }
    found.sort();
    for path in found {
        if path.is_dir() {
            walk(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}

fn relative(src: &Path, path: &Path) -> String {
    path.strip_prefix(src).unwrap_or(path).display().to_string().replace('\\', "/")
}

/// The path of the module that a file is: `rules/flow/mod.rs` is `rules`, `flow`.
fn module_of(file: &str) -> Vec<String> {
    let mut parts: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// What modules hand on from others, by the path under which they do: the path of the thing itself.
type HandedOn = BTreeMap<Vec<String>, Vec<String>>;

/// Whether a module hands on what this names. It need not use that itself.
fn is_handed_on(item: &syn::ItemUse) -> bool {
    !matches!(item.vis, syn::Visibility::Inherited)
}

/// Notes what the module `own` hands on by `tree`, of which the part `before` is read.
fn hand_on(
    modules: &BTreeMap<Vec<String>, String>,
    own: &[String],
    tree: &syn::UseTree,
    before: &mut Vec<String>,
    handed_on: &mut HandedOn,
) {
    let (name, given) = match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            hand_on(modules, own, &path.tree, before, handed_on);
            before.pop();
            return;
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                hand_on(modules, own, tree, before, handed_on);
            }
            return;
        }
        syn::UseTree::Glob(_) => return,
        syn::UseTree::Name(name) => (&name.ident, &name.ident),
        syn::UseTree::Rename(name) => (&name.ident, &name.rename),
    };
    let path: Vec<String> = before.iter().cloned().chain([name.to_string()]).collect();
    if let Some(path) = absolute(modules, own, &path) {
        handed_on.insert(own.iter().cloned().chain([given.to_string()]).collect(), path);
    }
}

/// A path as it is counted from the root of the crate; none for one that leads to another crate.
fn absolute(modules: &BTreeMap<Vec<String>, String>, own: &[String], path: &[String]) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    let mut from = match first.as_str() {
        "crate" | "vsdlint" => Vec::new(),
        "self" => own.to_vec(),
        "super" => own[..own.len().saturating_sub(1)].to_vec(),
        // A child that this file declares, or another crate.
        child => {
            let path: Vec<String> = own.iter().cloned().chain([child.to_owned()]).collect();
            if !modules.contains_key(&path) {
                return None;
            }
            path
        }
    };
    for part in rest {
        match part.as_str() {
            "super" => {
                from.pop();
            }
            part => from.push(part.to_owned()),
        }
    }
    Some(from)
}

struct Reader<'m> {
    modules: &'m BTreeMap<Vec<String>, String>,
    handed_on: &'m HandedOn,
    own: Vec<String>,
    file: &'m str,
    found: BTreeMap<String, usize>,
}

impl Reader<'_> {
    /// Notes the file that a path leads to, if it is another one of `src/`.
    fn note(&mut self, path: &[String], line: usize) {
        let Some(mut from) = absolute(self.modules, &self.own, path) else { return };
        // What a module only hands on stands in another.
        for end in 1..=from.len() {
            if let Some(itself) = self.handed_on.get(&from[..end]) {
                from = itself.clone();
                break;
            }
        }
        // The longest beginning that is a module: what follows is an item in it.
        while !from.is_empty() {
            if let Some(file) = self.modules.get(&from) {
                if file != self.file {
                    self.found.entry(file.clone()).or_insert(line);
                }
                return;
            }
            from.pop();
        }
    }

    fn tree(&mut self, tree: &syn::UseTree, before: &mut Vec<String>, line: usize) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(&path.tree, before, line);
                before.pop();
            }
            syn::UseTree::Name(name) => {
                before.push(name.ident.to_string());
                self.note(before, line);
                before.pop();
            }
            syn::UseTree::Rename(name) => {
                before.push(name.ident.to_string());
                self.note(before, line);
                before.pop();
            }
            syn::UseTree::Glob(_) => self.note(before, line),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, before, line);
                }
            }
        }
    }
}

/// Whether an item is for tests only.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) && !is_handed_on(item) {
            let line = item.use_token.span.start().line;
            self.tree(&item.tree, &mut Vec::new(), line);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    /// `pub(in crate::rules)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let line = path.segments.first().map_or(0, |first| first.ident.span().start().line);
        if parts.len() > 1 {
            self.note(&parts, line);
        }
        visit::visit_path(self, path);
    }
}
