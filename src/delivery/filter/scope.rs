//! Whose entries a filter is for, and which of their fields it names.

use super::{Condition, Filter, MAX_FILTERS, Operator, Place, operands};
use crate::{
    delivery::{
        index::key::{Field, Type, fields},
        problem::Faults,
    },
    vocabulary::{KindSpec, SearchSpec},
};

/// How many references a filter may go through.
const MAX_STEPS: usize = 4;

/// A name that the fields of several kinds have in common, whatever each calls its own.
pub type Shared = (&'static str, fn(&SearchSpec) -> &'static str);

/// Whose entries are filtered.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    /// All kinds: references lead to them.
    kinds: &'s [KindSpec],
    of: &'s [KindSpec],
    shared: &'static [Shared],
}

/// A field that a filter names.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its dotted name in the normal form.
    name: String,
    /// The references that lead to it.
    pub through: Vec<Place>,
    pub place: Place,
    pub ty: Type,
}

/// A name that filters have.
pub struct Named {
    pub name: String,
    pub ty: Type,
    /// The kinds that have such a field, where not all have.
    pub only: Option<String>,
}

/// What is wrong with a name: a code, and in words.
type Unfound = (&'static str, String);

impl<'s> Scope<'s> {
    /// The entries of one kind.
    pub fn one(kinds: &'s [KindSpec], spec: &'s KindSpec) -> Self {
        Self::several(kinds, std::slice::from_ref(spec), &[])
    }

    /// The entries of several kinds: where one has no such field, there is nothing in it.
    pub const fn several(kinds: &'s [KindSpec], of: &'s [KindSpec], shared: &'static [Shared]) -> Self {
        Self { kinds, of, shared }
    }

    /// Reads `filter[name]` or `filter[name][operator]`.
    pub fn read(&self, parameter: &str, value: &str, faults: &mut Faults) -> Option<Filter> {
        let Some((name, token)) = brackets(parameter) else {
            let detail = "write filter[field]=value or filter[field][operator]=value";
            faults.add(parameter, "unknown_parameter", detail.into());
            return None;
        };
        let found = match self.find(name) {
            Ok(found) => found,
            Err((code, detail)) => {
                faults.add(parameter, code, detail);
                return None;
            }
        };
        let mut filter = Filter { name: self.normal(name, &found), operator: Operator::Eq, conditions: Vec::new() };
        for (spec, found) in self.of.iter().zip(found) {
            let Some(Found { through, place, ty, .. }) = found else { continue };
            let operators = Operator::of(ty);
            let Some(&operator) = operators.iter().find(|known| known.token() == token) else {
                let known = operators.iter().map(|known| known.token()).collect::<Vec<_>>().join(", ");
                faults.add(parameter, "unknown_operator", format!("{token:?} is no operator of {name}; use {known}"));
                return None;
            };
            let operands = operands(ty, operator, parameter, value, faults)?;
            filter.operator = operator;
            filter.conditions.push(Condition { kind: spec.name, through, place, ty, operands });
        }
        Some(filter)
    }

    /// Every name of a field, in the normal form, in the order in which the kinds have them.
    pub fn names(&self) -> Vec<Named> {
        let mut all: Vec<(String, Type, Vec<&str>)> = Vec::new();
        for spec in self.of {
            let mut own: Vec<String> = fields(spec).into_iter().map(|field| field.name).collect();
            own.extend(self.shared.iter().map(|(name, _)| (*name).to_owned()));
            for name in own {
                let Ok(Found { ty, .. }) = self.find_in(spec, &name) else { continue };
                match all.iter_mut().find(|(known, ..)| *known == name) {
                    Some((.., kinds)) if kinds.last() == Some(&spec.plural) => {}
                    Some((.., kinds)) => kinds.push(spec.plural),
                    None => all.push((name, ty, vec![spec.plural])),
                }
            }
        }
        let named = |(name, ty, kinds): (_, _, Vec<&str>)| {
            let only = (kinds.len() < self.of.len()).then(|| kinds.join(" and "));
            Named { name, ty, only }
        };
        all.into_iter().map(named).collect()
    }

    /// The field of this name of each kind; at least one of them has it.
    fn find(&self, name: &str) -> Result<Vec<Option<Found>>, Unfound> {
        let found: Vec<_> = self.of.iter().map(|spec| self.find_in(spec, name)).collect();
        if found.iter().any(Result::is_ok) {
            return Ok(found.into_iter().map(Result::ok).collect());
        }
        let (mut code, mut details) = ("unknown_field", Vec::new());
        for (its, detail) in found.into_iter().filter_map(Result::err) {
            code = if its == code { code } else { its };
            details.push(detail);
        }
        if !self.shared.is_empty() {
            let shared = self.shared.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            details.push(format!("all of them are filtered by {shared}"));
        }
        Err((code, details.join("; ")))
    }

    /// The name in its normal form; as it was written where that would be another field of one of the kinds.
    fn normal(&self, name: &str, found: &[Option<Found>]) -> String {
        let normal = found.iter().flatten().map(|found| &found.name).find(|normal| {
            let means_the_same = |again: Vec<_>| again == found;
            self.find(normal).is_ok_and(means_the_same)
        });
        normal.map_or(name, String::as_str).to_owned()
    }

    /// The field of a dotted name, and the references on the way to it; or what is wrong with the name.
    fn find_in(&self, spec: &KindSpec, name: &str) -> Result<Found, Unfound> {
        let own = self.own(spec, name);
        let (mut names, mut through, mut at, mut rest) = (Vec::new(), Vec::new(), *spec, own.as_str());
        loop {
            let known = fields(&at);
            let place = |column, field: &Field| Place { kind: at.name, column, key: field.key };
            if let Some((column, field)) = known.iter().enumerate().find(|(_, field)| field.is_called(rest)) {
                names.push(field.name.clone());
                return Ok(Found { name: names.join("."), through, place: place(column, field), ty: field.ty });
            }
            let step = known.iter().enumerate().find_map(|(column, field)| {
                let Type::Entries(Some(target)) = field.ty else { return None };
                let names = [Some(field.name.as_str()), field.alias].into_iter().flatten();
                let after = names.filter_map(|name| rest.strip_prefix(name)?.strip_prefix('.')).next()?;
                let target = self.kinds.iter().find(|kind| kind.name.as_str() == target)?;
                Some((field.name.clone(), place(column, field), *target, after))
            });
            let Some((name, place, target, after)) = step else {
                let names = known.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ");
                let detail = format!(
                    "{rest:?} is not filtered by; {} are filtered by {names}, and through a reference by its target's fields",
                    at.plural
                );
                return Err(("unknown_field", detail));
            };
            names.push(name);
            through.push(place);
            if through.len() > MAX_STEPS {
                return Err(("too_deep", format!("a filter goes through {MAX_STEPS} references at most")));
            }
            (at, rest) = (target, after);
        }
    }

    /// A name with what the kind calls a field that is shared.
    fn own(&self, spec: &KindSpec, name: &str) -> String {
        let first = name.split('.').next().unwrap_or_default();
        let shared = self.shared.iter().find(|(shared, _)| *shared == first);
        let own = shared.and_then(|(_, own)| Some(own(spec.search.as_ref()?))).unwrap_or(first);
        format!("{own}{}", name.get(first.len()..).unwrap_or_default())
    }
}

/// Puts filters in order; one field is compared once by each operator.
pub fn arrange(filters: &mut [Filter], faults: &mut Faults) {
    filters.sort_by(|a, b| (&a.name, a.operator).cmp(&(&b.name, b.operator)));
    if let Some(twice) = filters.windows(2).find_map(|pair| match pair {
        [a, b] if (&a.name, a.operator) == (&b.name, b.operator) => Some(&a.name),
        _ => None,
    }) {
        faults.add(&format!("filter[{twice}]"), "duplicate", "give it once; several values go into [in]".into());
    }
    if filters.len() > MAX_FILTERS {
        faults.add("filter", "too_many", format!("there are {MAX_FILTERS} filters at most"));
    }
}

/// `filter[a]` is `(a, eq)`, `filter[a][b]` is `(a, b)`.
fn brackets(parameter: &str) -> Option<(&str, &str)> {
    let (name, rest) = parameter.strip_prefix("filter[")?.split_once(']')?;
    if rest.is_empty() {
        return Some((name, Operator::Eq.token()));
    }
    Some((name, rest.strip_prefix('[')?.strip_suffix(']')?))
}
