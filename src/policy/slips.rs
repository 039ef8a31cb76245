//! What Rego passes over in silence, told before a policy runs: members that nothing in the input has, comparisons that
//! never hold, functions that there are not, findings of another shape. What a value is follows from where it is taken
//! from, by the schema of the model; where that does not show, it could be anything, and nothing is told.

mod calls;
mod findings;
mod references;
mod scope;
mod values;

use std::collections::HashMap;

use regorus::unstable::{AssignOp, BoolOp, Expr, Literal, Module, Query, Rule, RuleBody, RuleHead, Span};

use self::scope::{Package, Scope};
use super::kinds::{self, Known};
use super::structure::{aliases, head, package, path};
use crate::project::nearest_name;
use crate::text::{backquoted, listed};

/// How often a policy is gone through, so that what one function hands to another is known. What goes through more of
/// them could be anything.
const ROUNDS: usize = 4;

/// What cannot be right, at some bytes of a file.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    /// The file, as regorus was told.
    pub path: String,
    /// Its bytes.
    pub start: usize,
    /// The byte behind them.
    pub end: usize,
    /// What is wrong.
    pub reason: String,
    /// What to write instead.
    pub help: String,
}

/// The first slip in `modules`, of which `own` are the policy and its tests, and the others what it may import. Its
/// settings have the schema `settings`.
pub(super) fn slip(modules: &[&Module], own: usize, settings: &serde_json::Value) -> Option<Slip> {
    let mut reader = Reader {
        packages: modules.iter().map(|module| Package::of(module)).collect(),
        settings: None,
        arguments: HashMap::new(),
        called: HashMap::new(),
        aliases: HashMap::new(),
        package: String::new(),
        slips: Vec::new(),
    };
    for _ in 0..ROUNDS {
        reader.slips.clear();
        for (at, module) in modules.iter().enumerate() {
            // What several policies share may ask for settings that this one has not.
            reader.settings = if at < own { Some(settings) } else { None };
            reader.module(module);
        }
        reader.arguments = std::mem::take(&mut reader.called);
    }
    reader.slips.into_iter().next()
}

/// Goes through modules.
struct Reader<'s> {
    packages: Vec<Package>,
    /// The settings of the module that is looked at.
    settings: Known<'s>,
    /// What functions are called with, by their full paths.
    arguments: HashMap<String, Vec<Known<'s>>>,
    /// The same as it comes out in this round.
    called: HashMap<String, Vec<Known<'s>>>,
    /// The imports of the module that is looked at.
    aliases: HashMap<String, String>,
    /// Its package.
    package: String,
    slips: Vec<Slip>,
}

impl<'s> Reader<'s> {
    fn module(&mut self, module: &Module) {
        self.package = package(module);
        self.aliases = aliases(module);
        let nothing = Scope::default();
        for import in &module.imports {
            self.reference(&import.refr, &nothing, true);
        }
        for rule in &module.policy {
            self.rule(rule, &nothing);
        }
    }

    fn rule(&mut self, rule: &Rule, nothing: &Scope<'_, 's>) {
        let Rule::Spec { head: spec, bodies, .. } = rule else { return };
        let mut scope = Scope::within(nothing);
        if let RuleHead::Func { refr, args, .. } = spec {
            let name = path(refr).map(|name| format!("{}.{name}", self.package)).unwrap_or_default();
            let known = self.arguments.get(&name).cloned().unwrap_or_default();
            for (at, argument) in args.iter().enumerate() {
                scope.take(argument, known.get(at).copied().flatten());
            }
        }
        // What a rule gives is told of before its conditions, as it stands there.
        let nowhere = Scope::within(&scope);
        let inner = bodies.first().map_or(nowhere, |first| self.variables(&first.query, &scope));
        match spec {
            RuleHead::Compr { assign, .. } | RuleHead::Func { assign, .. } => {
                assign.iter().for_each(|assign| self.expr(&assign.value, &inner));
            }
            RuleHead::Set { key: Some(key), .. } => {
                self.expr(key, &inner);
                if path(head(rule)).is_some_and(|name| name == "findings") {
                    self.finding(key, &inner);
                }
            }
            RuleHead::Set { key: None, .. } => {}
        }
        for RuleBody { assign, query, .. } in bodies {
            let inner = self.variables(query, &scope);
            assign.iter().for_each(|assign| self.expr(&assign.value, &inner));
            self.statements(query, &inner);
        }
    }

    /// What the variables of a body are. Its statements may stand in any order.
    fn variables<'p>(&mut self, query: &Query, around: &'p Scope<'p, 's>) -> Scope<'p, 's> {
        let mut scope = Scope::within(around);
        // What each is may follow from one that stands below: three times is enough for what people write.
        for _ in 0..3 {
            let mut next = Scope::within(around);
            for statement in &query.stmts {
                match &statement.literal {
                    Literal::SomeVars { vars, .. } => {
                        vars.iter().for_each(|name| next.bind(name.text(), None));
                    }
                    Literal::SomeIn { value, collection, key, .. } => {
                        key.iter().for_each(|key| next.take(key, None));
                        next.take(value, kinds::item(self.known(collection, &scope)));
                    }
                    Literal::Expr { expr, .. } => {
                        if let Expr::AssignExpr { op: AssignOp::ColEq, lhs, rhs, .. } = &**expr {
                            next.take(lhs, self.known(rhs, &scope));
                        }
                    }
                    Literal::NotExpr { .. } | Literal::Every { .. } => {}
                }
            }
            scope = next;
        }
        scope
    }

    fn statements(&mut self, query: &Query, scope: &Scope<'_, 's>) {
        for statement in &query.stmts {
            match &statement.literal {
                Literal::SomeVars { .. } => {}
                Literal::SomeIn { collection, .. } => {
                    self.expr(collection, scope);
                    self.collection(collection, scope);
                }
                Literal::Expr { expr, .. } | Literal::NotExpr { expr, .. } => self.expr(expr, scope),
                Literal::Every { key, value, domain, query, .. } => {
                    self.expr(domain, scope);
                    self.collection(domain, scope);
                    let mut inner = Scope::within(scope);
                    key.iter().for_each(|key| inner.bind(key.text(), None));
                    inner.bind(value.text(), kinds::item(self.known(domain, scope)));
                    self.comprehension(&[], query, &inner);
                }
            }
            for with in &statement.with_mods {
                self.expr(&with.r#as, scope);
            }
        }
    }

    /// A body with what it gives.
    fn comprehension(&mut self, gives: &[&Expr], query: &Query, around: &Scope<'_, 's>) {
        let scope = self.variables(query, around);
        gives.iter().for_each(|given| self.expr(given, &scope));
        self.statements(query, &scope);
    }

    /// Tells what is wrong in an expression.
    fn expr(&mut self, expr: &Expr, scope: &Scope<'_, 's>) {
        match expr {
            Expr::String { .. }
            | Expr::RawString { .. }
            | Expr::Number { .. }
            | Expr::Bool { .. }
            | Expr::Null { .. } => {}
            Expr::Var { .. } | Expr::RefDot { .. } | Expr::RefBrack { .. } => {
                self.reference(expr, scope, true);
            }
            Expr::Array { items, .. } | Expr::Set { items, .. } => {
                items.iter().for_each(|item| self.expr(item, scope));
            }
            Expr::Object { fields, .. } => {
                for (_, key, value) in fields {
                    self.expr(key, scope);
                    self.expr(value, scope);
                }
            }
            Expr::ArrayCompr { term, query, .. } | Expr::SetCompr { term, query, .. } => {
                self.comprehension(&[&**term], query, scope);
            }
            Expr::ObjectCompr { key, value, query, .. } => {
                self.comprehension(&[&**key, &**value], query, scope);
            }
            Expr::Call { fcn, params, .. } => {
                self.call(fcn, params, scope);
                params.iter().for_each(|param| self.expr(param, scope));
            }
            Expr::UnaryExpr { expr, .. } => self.expr(expr, scope),
            Expr::BinExpr { lhs, rhs, .. } | Expr::ArithExpr { lhs, rhs, .. } => {
                self.expr(lhs, scope);
                self.expr(rhs, scope);
            }
            Expr::BoolExpr { op, lhs, rhs, .. } => {
                self.expr(lhs, scope);
                self.expr(rhs, scope);
                self.comparison(lhs, rhs, matches!(op, BoolOp::Eq | BoolOp::Ne), scope);
            }
            Expr::AssignExpr { op, lhs, rhs, .. } => {
                if matches!(op, AssignOp::Eq) {
                    self.expr(lhs, scope);
                    self.comparison(lhs, rhs, true, scope);
                }
                self.expr(rhs, scope);
            }
            Expr::Membership { key, value, collection, .. } => {
                key.iter().for_each(|key| self.expr(key, scope));
                self.expr(value, scope);
                self.expr(collection, scope);
                self.membership(value, collection, scope);
            }
        }
    }

    fn tell(&mut self, start: &Span, end: &Span, reason: impl Into<String>, help: impl Into<String>) {
        self.slips.push(Slip {
            path: start.source.get_path().clone(),
            start: start.start as usize,
            end: end.end as usize,
            reason: reason.into(),
            help: help.into(),
        });
    }

    /// The same of a whole expression.
    fn tell_of(&mut self, expr: &Expr, reason: impl Into<String>, help: impl Into<String>) {
        // The span of a reference is that of its last part.
        let mut first = expr;
        while let Expr::RefDot { refr, .. } | Expr::RefBrack { refr, .. } = first {
            first = refr;
        }
        let (start, end) = match expr {
            Expr::RefDot { field, .. } => (first.span(), &field.0),
            Expr::Object { fields, .. } if !fields.is_empty() => {
                let (first, last) = (&fields[0], &fields[fields.len() - 1]);
                (first.1.span(), last.2.span())
            }
            _ => (first.span(), expr.span()),
        };
        self.tell(start, end, reason, help);
    }
}

/// Help that offers the nearest of `names`, or all of them.
fn suggestion(name: &str, names: &[String]) -> String {
    match nearest_name(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", listed(&backquoted(names), "and")),
    }
}
