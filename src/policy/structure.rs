//! What a policy is made of, by its syntax tree: its package, its rules, its tests, and what calls what.

use std::collections::{HashMap, HashSet};

use regorus::unstable::{Expr, ExprRef, Literal, Module, Query, Rule, RuleBody, RuleHead};

/// How deep calls may go into one another, rules of rules included. Each takes stack.
const MAX_DEPTH: usize = 200;

/// A function or rule, where it is first named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The file, as regorus was told.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The bytes of its name.
    pub bytes: (usize, usize),
    /// What stands there.
    pub name: String,
}

/// The path of a module's package: `data.vsdlint.four_eyes`.
pub(super) fn package(module: &Module) -> String {
    format!("data.{}", path(&module.package.refr).unwrap_or_default())
}

/// The names of a module's rules, each once, with where it first stands.
pub(super) fn rules(module: &Module) -> Vec<Spot> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for rule in &module.policy {
        let head = head(rule);
        let Some(name) = path(head) else { continue };
        if seen.insert(name.clone()) {
            found.push(spot(head, name));
        }
    }
    found
}

/// Where a rule called `name` is something else than a set, and what it is.
pub(super) fn misshapen(module: &Module, name: &str) -> Option<(Spot, &'static str)> {
    let mut default = None;
    let mut has_value = false;
    for rule in &module.policy {
        let refr = head(rule);
        if path(refr).as_deref() != Some(name) {
            continue;
        }
        let what = match &**rule {
            Rule::Default { args, .. } if args.is_empty() => {
                default = Some((spot(refr, name.to_owned()), "nothing but a default"));
                continue;
            }
            Rule::Default { .. } | Rule::Spec { head: RuleHead::Func { .. }, .. } => Some("a function"),
            Rule::Spec { head: RuleHead::Set { .. }, .. } => None,
            Rule::Spec { head: RuleHead::Compr { assign, .. }, bodies, .. } => match &**refr {
                Expr::RefBrack { .. } => Some("an object"),
                _ if assign.is_none() && bodies.iter().all(|body| body.assign.is_none()) => {
                    Some("true or false")
                }
                _ => None,
            },
        };
        if let Some(what) = what {
            return Some((spot(refr, name.to_owned()), what));
        }
        has_value = true;
    }
    if has_value { None } else { default }
}

/// The first rule that gathers a set.
pub(super) fn gathering(module: &Module) -> Option<Spot> {
    module.policy.iter().find_map(|rule| match &**rule {
        Rule::Spec { head: RuleHead::Set { refr, .. }, .. } => Some(spot(refr, path(refr)?)),
        _ => None,
    })
}

fn spot(expr: &Expr, name: String) -> Spot {
    let span = expr.span();
    let bytes = (span.start as usize, span.end as usize);
    Spot { path: span.source.get_path().clone(), line: span.line, bytes, name }
}

/// What a rule is called, as an expression.
pub(super) fn head(rule: &Rule) -> &ExprRef {
    match rule {
        Rule::Spec {
            head: RuleHead::Compr { refr, .. } | RuleHead::Set { refr, .. } | RuleHead::Func { refr, .. },
            ..
        }
        | Rule::Default { refr, .. } => refr,
    }
}

/// The names of a reference, joined with dots: of `a.b["c"]`, `a.b.c`. None for what begins with no name; what stands in
/// brackets and is no text ends it.
pub(super) fn path(expr: &Expr) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = expr;
    loop {
        match rest {
            Expr::Var { value, .. } => {
                names.push(value.as_string().ok()?.to_string());
                names.reverse();
                return Some(names.join("."));
            }
            Expr::RefDot { refr, field, .. } => {
                names.push(field.1.as_string().ok()?.to_string());
                rest = refr;
            }
            Expr::RefBrack { refr, index, .. } => {
                match &**index {
                    Expr::String { value, .. } => names.push(value.as_string().ok()?.to_string()),
                    _ => names.clear(),
                }
                rest = refr;
            }
            _ => return None,
        }
    }
}

/// What a module imports, by the names under which it does.
pub(super) fn aliases(module: &Module) -> HashMap<String, String> {
    let mut aliases = HashMap::new();
    for import in &module.imports {
        let Some(full) = path(&import.refr) else { continue };
        let last = full.rsplit('.').next().unwrap_or_default().to_owned();
        aliases.insert(import.r#as.as_ref().map_or(last, |span| span.text().to_owned()), full);
    }
    aliases
}

/// What is wrong with how the functions of some modules call each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tangle {
    /// This function comes back to itself.
    Circle(Spot),
    /// What is called from this function or rule goes too deep.
    Deep(Spot),
}

/// Looks for functions that call themselves, by whatever way, and for calls that go too deep. regorus would follow both
/// until the stack ends.
pub(super) fn tangle(modules: &[&Module]) -> Option<Tangle> {
    let mut graph = Graph::default();
    for module in modules {
        graph.take(module);
    }
    graph.tangle()
}

/// A function or a rule of a module.
#[derive(Default)]
struct Node {
    spot: Option<Spot>,
    /// What it calls.
    calls: Vec<usize>,
    /// What it mentions. A variable of the same name counts as well.
    mentions: Vec<usize>,
}

/// Functions and rules, by their full paths.
#[derive(Default)]
struct Graph {
    nodes: Vec<Node>,
    index: HashMap<String, usize>,
}

impl Graph {
    fn node(&mut self, path: String) -> usize {
        let next = self.nodes.len();
        let node = *self.index.entry(path).or_insert(next);
        if node == next {
            self.nodes.push(Node::default());
        }
        node
    }

    fn take(&mut self, module: &Module) {
        let package = package(module);
        let aliases = aliases(module);
        for rule in &module.policy {
            let Some(name) = path(head(rule)) else { continue };
            let node = self.node(format!("{package}.{name}"));
            let at = spot(head(rule), name);
            self.nodes[node].spot.get_or_insert(at);
            let mut names = Names::default();
            names.of_rule(rule);
            for (name, is_call) in names.found {
                let (first, rest) = name.split_once('.').map_or((name.as_str(), None), |(a, b)| (a, Some(b)));
                let full = match (aliases.get(first), rest) {
                    (Some(full), Some(rest)) => format!("{full}.{rest}"),
                    (Some(full), None) => full.clone(),
                    (None, _) if first == "data" => name.clone(),
                    (None, _) => format!("{package}.{name}"),
                };
                self.link(node, &full, is_call);
            }
        }
    }

    /// Notes that `node` calls or mentions what `path` names: a rule, or something in what a rule gives.
    fn link(&mut self, node: usize, path: &str, is_call: bool) {
        if is_call {
            let called = self.node(path.to_owned());
            self.nodes[node].calls.push(called);
            return;
        }
        // A package and a rule in it have few names; what follows lies in the value of the rule.
        const MOST_NAMES: usize = 8;
        let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]);
        for end in ends.skip(2).take(MOST_NAMES) {
            let mentioned = self.node(path[..end].to_owned());
            self.nodes[node].mentions.push(mentioned);
        }
    }

    fn tangle(&self) -> Option<Tangle> {
        let mut depth: Vec<Option<usize>> = vec![None; self.nodes.len()];
        let comes_to_an_end = self.comes_to_an_end();
        for (start, node) in self.nodes.iter().enumerate() {
            if let Some(spot) = &node.spot
                && !comes_to_an_end[start]
                && self.is_circular(start)
            {
                return Some(Tangle::Circle(spot.clone()));
            }
        }
        for (start, node) in self.nodes.iter().enumerate() {
            if let Some(spot) = &node.spot
                && self.depth(start, &mut depth) > MAX_DEPTH
            {
                return Some(Tangle::Deep(spot.clone()));
            }
        }
        None
    }

    /// From which nodes every row of calls comes to an end: it leads to no circle.
    fn comes_to_an_end(&self) -> Vec<bool> {
        let mut callers: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut open: Vec<usize> = Vec::new();
        let mut left: Vec<usize> = Vec::with_capacity(self.nodes.len());
        for (caller, node) in self.nodes.iter().enumerate() {
            node.calls.iter().for_each(|&called| callers[called].push(caller));
            left.push(node.calls.len());
            if node.calls.is_empty() {
                open.push(caller);
            }
        }
        let mut ends = vec![false; self.nodes.len()];
        while let Some(node) = open.pop() {
            ends[node] = true;
            for &caller in &callers[node] {
                left[caller] -= 1;
                if left[caller] == 0 {
                    open.push(caller);
                }
            }
        }
        ends
    }

    /// Whether calls lead from `start` back to it.
    fn is_circular(&self, start: usize) -> bool {
        let mut seen = HashSet::new();
        let mut open = self.nodes[start].calls.clone();
        while let Some(node) = open.pop() {
            if node == start {
                return true;
            }
            if seen.insert(node) {
                open.extend(&self.nodes[node].calls);
            }
        }
        false
    }

    /// How many calls and mentions stand on one another at most, from `start` on. What leads back counts no further.
    fn depth(&self, start: usize, known: &mut [Option<usize>]) -> usize {
        // Without recursion: what is looked for is too deep for that.
        let mut open: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some(&(node, at)) = open.last() {
            let links = self.nodes[node].calls.iter().chain(&self.nodes[node].mentions);
            match links.clone().nth(at) {
                Some(&next) => {
                    if let Some(last) = open.last_mut() {
                        last.1 += 1;
                    }
                    if known[next].is_none() {
                        // While it is looked at, it counts as the end.
                        known[next] = Some(0);
                        open.push((next, 0));
                    }
                }
                None => {
                    let deepest = links.filter_map(|&next| known[next]).max();
                    known[node] = Some(deepest.map_or(0, |deepest| deepest + 1));
                    open.pop();
                }
            }
        }
        known[start].unwrap_or(0)
    }
}

/// What a rule calls and mentions.
#[derive(Default)]
struct Names {
    found: Vec<(String, bool)>,
}

impl Names {
    fn of_rule(&mut self, rule: &Rule) {
        match rule {
            Rule::Spec { head, bodies, .. } => {
                match head {
                    RuleHead::Compr { assign, .. } | RuleHead::Func { assign, .. } => {
                        assign.iter().for_each(|assign| self.of_expr(&assign.value));
                    }
                    RuleHead::Set { key, .. } => key.iter().for_each(|key| self.of_expr(key)),
                }
                for RuleBody { assign, query, .. } in bodies {
                    assign.iter().for_each(|assign| self.of_expr(&assign.value));
                    self.of_query(query);
                }
            }
            Rule::Default { value, .. } => self.of_expr(value),
        }
    }

    fn of_query(&mut self, query: &Query) {
        for statement in &query.stmts {
            match &statement.literal {
                Literal::SomeVars { .. } => {}
                Literal::SomeIn { key, value, collection, .. } => {
                    key.iter().for_each(|key| self.of_expr(key));
                    self.of_expr(value);
                    self.of_expr(collection);
                }
                Literal::Expr { expr, .. } | Literal::NotExpr { expr, .. } => self.of_expr(expr),
                Literal::Every { domain, query, .. } => {
                    self.of_expr(domain);
                    self.of_query(query);
                }
            }
            for with in &statement.with_mods {
                self.of_expr(&with.r#as);
            }
        }
    }

    /// The parser bounds how deep an expression is, but for a row of fields, which is followed here.
    fn of_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::String { .. }
            | Expr::RawString { .. }
            | Expr::Number { .. }
            | Expr::Bool { .. }
            | Expr::Null { .. } => {}
            Expr::Var { .. } => self.found.extend(path(expr).map(|path| (path, false))),
            Expr::Array { items, .. } | Expr::Set { items, .. } => {
                items.iter().for_each(|item| self.of_expr(item));
            }
            Expr::Object { fields, .. } => {
                for (_, key, value) in fields {
                    self.of_expr(key);
                    self.of_expr(value);
                }
            }
            Expr::ArrayCompr { term, query, .. } | Expr::SetCompr { term, query, .. } => {
                self.of_expr(term);
                self.of_query(query);
            }
            Expr::ObjectCompr { key, value, query, .. } => {
                self.of_expr(key);
                self.of_expr(value);
                self.of_query(query);
            }
            Expr::Call { fcn, params, .. } => {
                self.found.extend(path(fcn).map(|path| (path, true)));
                params.iter().for_each(|param| self.of_expr(param));
            }
            Expr::UnaryExpr { expr, .. } => self.of_expr(expr),
            Expr::RefDot { .. } | Expr::RefBrack { .. } => self.of_reference(expr),
            Expr::BinExpr { lhs, rhs, .. }
            | Expr::BoolExpr { lhs, rhs, .. }
            | Expr::ArithExpr { lhs, rhs, .. }
            | Expr::AssignExpr { lhs, rhs, .. } => {
                self.of_expr(lhs);
                self.of_expr(rhs);
            }
            Expr::Membership { key, value, collection, .. } => {
                key.iter().for_each(|key| self.of_expr(key));
                self.of_expr(value);
                self.of_expr(collection);
            }
        }
    }

    /// A row of fields and brackets, with what stands in the brackets.
    fn of_reference(&mut self, expr: &Expr) {
        self.found.extend(path(expr).map(|path| (path, false)));
        let mut rest = expr;
        loop {
            match rest {
                Expr::RefDot { refr, .. } => rest = refr,
                Expr::RefBrack { refr, index, .. } => {
                    self.of_expr(index);
                    rest = refr;
                }
                Expr::Var { .. } => return,
                other => return self.of_expr(other),
            }
        }
    }
}
