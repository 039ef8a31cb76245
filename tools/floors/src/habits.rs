//! Habits of code that no lint of the compiler counts: chains of filters, closures with names, casts.

use std::path::Path;

use syn::visit::{self, Visit};

use crate::Error;

/// How many of each a thousand lines may hold, on average over one folder.
const BOUNDS: [(&str, f64); 3] =
    [("`.filter(`", 4.0), ("closures with a name", 5.0), ("`as usize` or `as u32`", 3.0)];

/// Counts over all files below `folder`: a line for each habit, and whether it keeps its bound.
///
/// # Errors
/// Where a file cannot be read, or is no Rust.
pub fn habits(folder: &Path) -> Result<Vec<(bool, String)>, Error> {
    let mut counts = Counts::default();
    let mut lines = 0_usize;
    count(folder, &mut counts, &mut lines)?;
    let found = [counts.filters, counts.closures, counts.casts];
    let mut reported = Vec::new();
    for ((what, bound), count) in BOUNDS.into_iter().zip(found) {
        let rate = count as f64 * 1000.0 / lines.max(1) as f64;
        let line = format!("{}: {rate:.1} {what} in 1,000 lines (at most {bound})", folder.display());
        reported.push((rate <= bound, line));
    }
    Ok(reported)
}

fn count(folder: &Path, counts: &mut Counts, lines: &mut usize) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder).map_err(|error| Error::new(folder, &error))? {
        let path = entry.map_err(|error| Error::new(folder, &error))?.path();
        if path.is_dir() {
            count(&path, counts, lines)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).map_err(|error| Error::new(&path, &error))?;
            let tree = syn::parse_file(&text).map_err(|error| Error::new(&path, &error))?;
            counts.visit_file(&tree);
            *lines += text.lines().count();
        }
    }
    Ok(())
}

#[derive(Default)]
struct Counts {
    filters: usize,
    closures: usize,
    casts: usize,
}

impl<'ast> Visit<'ast> for Counts {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.filters += usize::from(call.method == "filter");
        visit::visit_expr_method_call(self, call);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        let is_closure = local.init.as_ref().is_some_and(|init| matches!(*init.expr, syn::Expr::Closure(_)));
        self.closures += usize::from(is_closure);
        visit::visit_local(self, local);
    }

    fn visit_expr_cast(&mut self, cast: &'ast syn::ExprCast) {
        if let syn::Type::Path(kind) = &*cast.ty {
            self.casts += usize::from(kind.path.is_ident("usize") || kind.path.is_ident("u32"));
        }
        visit::visit_expr_cast(self, cast);
    }
}
