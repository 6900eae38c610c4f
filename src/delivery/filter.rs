//! Filters of lists: a closed set of fields and operators per kind, read strictly. Nothing of a filter ever becomes a
//! query of a database.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use super::{
    index::{
        column::lower,
        key::{Field, Key, Type, fields},
    },
    problem::Faults,
};
use crate::vocabulary::{
    EntryId, KindName, KindSpec, Shape, Slug, Time,
    parameter::{Look, Parameter},
};

const MAX_VALUES: usize = 50;
/// In bytes.
const MAX_VALUE: usize = 200;
/// How many references a filter may go through.
const MAX_STEPS: usize = 4;

/// One condition, as the client wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// The name in the brackets, in its normal form.
    pub name: String,
    /// The references that it goes through.
    pub through: Vec<Place>,
    pub place: Place,
    pub ty: Type,
    pub operator: Operator,
    pub operands: Vec<Operand>,
}

/// A field of a kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub kind: KindName,
    /// Of the kind's [`fields`].
    pub column: usize,
    pub key: Key,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    Eq,
    Ne,
    In,
    Nin,
    Gt,
    Gte,
    Lt,
    Lte,
    Contains,
    Exists,
}

/// A value to compare with: what was written, and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    pub written: Box<str>,
    pub meaning: Meaning,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// Equal byte for byte; before or behind it whatever the case.
    Text,
    /// A part of a text, in lower case.
    Part(String),
    Integer(i64),
    /// From the first moment to the last; a date is all of its day.
    Span(Time, Time),
    Id(EntryId),
    /// The slug or the id of an entry.
    Name,
    Flag(bool),
}

impl Operator {
    pub const fn token(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::In => "in",
            Self::Nin => "nin",
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::Contains => "contains",
            Self::Exists => "exists",
        }
    }

    /// What a type's fields are compared by.
    pub const fn of(ty: Type) -> &'static [Self] {
        use Operator as O;
        match ty {
            Type::Text => &[O::Eq, O::Ne, O::In, O::Nin, O::Gt, O::Gte, O::Lt, O::Lte, O::Contains, O::Exists],
            Type::Slug => &[O::Eq, O::Ne, O::In, O::Nin, O::Contains],
            Type::Id => &[O::Eq, O::Ne, O::In, O::Nin],
            Type::Integer | Type::Date | Type::Time => {
                &[O::Eq, O::Ne, O::In, O::Nin, O::Gt, O::Gte, O::Lt, O::Lte, O::Exists]
            }
            Type::Entries(_) => &[O::Eq, O::Ne, O::In, O::Nin, O::Exists],
            Type::Opaque => &[O::Exists],
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Eq => "Only those with this",
            Self::Ne => "Only those without this",
            Self::In => "Only those with one of these as",
            Self::Nin => "Only those with none of these as",
            Self::Gt => "Only those with more than this as",
            Self::Gte => "Only those with this or more as",
            Self::Lt => "Only those with less than this as",
            Self::Lte => "Only those with this or less as",
            Self::Contains => "Only those with this within",
            Self::Exists => "Only those that have, or have not,",
        }
    }

    const fn takes_several(self) -> bool {
        matches!(self, Self::In | Self::Nin)
    }
}

impl Filter {
    /// The parameter's name in the normal form.
    pub fn parameter(&self) -> String {
        parameter(&self.name, self.operator)
    }

    /// Its value in the normal form.
    pub fn value(&self) -> String {
        let written: Vec<&str> = self.operands.iter().map(|operand| &*operand.written).collect();
        written.join(",")
    }

    /// Whether it holds for what the same filter without its `not` does not hold for.
    pub fn is_negative(&self) -> bool {
        match self.operator {
            Operator::Ne | Operator::Nin => true,
            Operator::Exists => self.operands.iter().any(|operand| operand.meaning == Meaning::Flag(false)),
            _ => false,
        }
    }
}

/// Reads `filter[name]` or `filter[name][operator]`.
pub fn read(kinds: &[KindSpec], spec: &KindSpec, parameter: &str, value: &str, faults: &mut Faults) -> Option<Filter> {
    let Some((name, operator)) = brackets(parameter) else {
        faults.add(parameter, "unknown_parameter", "write filter[field]=value or filter[field][operator]=value".into());
        return None;
    };
    let (through, field, place) = match find(kinds, spec, name) {
        Ok(found) => found,
        Err((code, detail)) => {
            faults.add(parameter, code, detail);
            return None;
        }
    };
    let operators = Operator::of(field.ty);
    let Some(&operator) = operators.iter().find(|known| known.token() == operator) else {
        let known = operators.iter().map(|known| known.token()).collect::<Vec<_>>().join(", ");
        faults.add(parameter, "unknown_operator", format!("{operator:?} is no operator of {name}; use {known}"));
        return None;
    };
    let operands = operands(field.ty, operator, parameter, value, faults)?;
    let mut names: Vec<&str> = through.iter().map(|(name, _)| name.as_str()).collect();
    names.push(&field.name);
    let name = names.join(".");
    Some(Filter {
        name,
        through: through.into_iter().map(|(_, place)| place).collect(),
        place,
        ty: field.ty,
        operator,
        operands,
    })
}

/// Only what was updated since a moment: a parameter of its own.
pub fn updated_since(spec: &KindSpec, value: &str, faults: &mut Faults) -> Option<Filter> {
    let (column, field) = fields(spec).into_iter().enumerate().find(|(_, field)| field.key == Key::UpdatedAt)?;
    let operands = operands(field.ty, Operator::Gte, "updatedSince", value, faults)?;
    let place = Place { kind: spec.name, column, key: field.key };
    Some(Filter { name: field.name, through: Vec::new(), place, ty: field.ty, operator: Operator::Gte, operands })
}

fn operands(ty: Type, operator: Operator, parameter: &str, value: &str, faults: &mut Faults) -> Option<Vec<Operand>> {
    let mut written: Vec<&str> = if operator.takes_several() { value.split(',').collect() } else { vec![value] };
    // The order of alternatives means nothing, so it has no say in the normal form.
    written.sort_unstable();
    if written.len() > MAX_VALUES {
        faults.add(parameter, "too_many", format!("give {MAX_VALUES} values at most"));
        return None;
    }
    let mut operands = Vec::with_capacity(written.len());
    for (index, text) in written.iter().enumerate() {
        match meaning(ty, operator, text) {
            Some(_) if index > 0 && written.get(index - 1) == Some(text) => {
                faults.add(parameter, "duplicate", format!("{text:?} stands there twice"));
            }
            Some(meaning) if text.len() <= MAX_VALUE => operands.push(Operand { written: (*text).into(), meaning }),
            _ => faults.add(parameter, "invalid_value", advice(ty, operator).into()),
        }
    }
    Some(operands)
}

/// `filter[a]` is `(a, eq)`, `filter[a][b]` is `(a, b)`.
fn brackets(parameter: &str) -> Option<(&str, &str)> {
    let (name, rest) = parameter.strip_prefix("filter[")?.split_once(']')?;
    if rest.is_empty() {
        return Some((name, Operator::Eq.token()));
    }
    Some((name, rest.strip_prefix('[')?.strip_suffix(']')?))
}

/// Every filter of a kind's lists by its own fields, one parameter for each operator. Through a reference there are those
/// of its target, under dotted names.
pub fn parameters(spec: &KindSpec) -> Vec<Parameter> {
    let mut all = Vec::new();
    for Field { name, ty, .. } in fields(spec) {
        for &operator in Operator::of(ty) {
            let about = format!("{} {name}: {}.", operator.about(), advice(ty, operator));
            let look = match (operator, ty) {
                (Operator::Exists, _) => Look::One(Shape::Bool),
                (Operator::Contains, _) => Look::One(Shape::Text),
                (_, Type::Time) if operator.takes_several() => Look::Several { of: Shape::Date, most: MAX_VALUES },
                (_, Type::Time) => Look::DateOrTime,
                _ if operator.takes_several() => Look::Several { of: shape(ty), most: MAX_VALUES },
                _ => Look::One(shape(ty)),
            };
            let name = parameter(&name, operator);
            all.push(Parameter { name: name.into(), about: about.into(), look, required: false });
        }
    }
    all
}

const fn shape(ty: Type) -> Shape {
    match ty {
        Type::Text | Type::Time | Type::Entries(_) | Type::Opaque => Shape::Text,
        Type::Slug => Shape::Slug,
        Type::Id => Shape::Id,
        Type::Integer => Shape::Integer,
        Type::Date => Shape::Date,
    }
}

fn parameter(name: &str, operator: Operator) -> String {
    match operator {
        Operator::Eq => format!("filter[{name}]"),
        operator => format!("filter[{name}][{}]", operator.token()),
    }
}

type Found = (Vec<(String, Place)>, Field, Place);

/// The field of a dotted name, and the references on the way to it; or what is wrong with the name.
fn find(kinds: &[KindSpec], spec: &KindSpec, name: &str) -> Result<Found, (&'static str, String)> {
    let (mut through, mut at, mut rest) = (Vec::new(), *spec, name);
    loop {
        let known = fields(&at);
        let place = |column, field: &Field| Place { kind: at.name, column, key: field.key };
        if let Some((column, field)) = known.iter().enumerate().find(|(_, field)| field.is_called(rest)) {
            return Ok((through, field.clone(), place(column, field)));
        }
        let step = known.iter().enumerate().find_map(|(column, field)| {
            let Type::Entries(Some(target)) = field.ty else { return None };
            let names = [Some(field.name.as_str()), field.alias].into_iter().flatten();
            let after = names.filter_map(|name| rest.strip_prefix(name)?.strip_prefix('.')).next()?;
            let target = kinds.iter().find(|kind| kind.name.as_str() == target)?;
            Some(((field.name.clone(), place(column, field)), *target, after))
        });
        let Some((step, target, after)) = step else {
            let names = known.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ");
            let detail = format!(
                "{rest:?} is not filtered by; {} are filtered by {names}, and through a reference by its target's fields",
                at.plural
            );
            return Err(("unknown_field", detail));
        };
        through.push(step);
        if through.len() > MAX_STEPS {
            return Err(("too_deep", format!("a filter goes through {MAX_STEPS} references at most")));
        }
        (at, rest) = (target, after);
    }
}

fn meaning(ty: Type, operator: Operator, text: &str) -> Option<Meaning> {
    match (operator, ty) {
        (Operator::Exists, _) => text.parse().ok().map(Meaning::Flag),
        (Operator::Contains, _) => {
            let fits = !text.is_empty() && !text.contains(char::is_control);
            fits.then(|| Meaning::Part(lower(text).collect()))
        }
        (_, Type::Text) => (!text.is_empty()).then_some(Meaning::Text),
        (_, Type::Integer) => text.parse().ok().map(Meaning::Integer),
        (_, Type::Date) => day(text).map(|_| Meaning::Text),
        (_, Type::Time) => span(text),
        (_, Type::Slug) => text.parse::<Slug>().ok().map(|_| Meaning::Text),
        (_, Type::Id) => text.parse().ok().map(Meaning::Id),
        (_, Type::Entries(_)) => {
            (text.parse::<Slug>().is_ok() || text.parse::<EntryId>().is_ok()).then_some(Meaning::Name)
        }
        (_, Type::Opaque) => None,
    }
}

const fn advice(ty: Type, operator: Operator) -> &'static str {
    match (operator, ty) {
        (Operator::Exists, _) => "use true or false",
        (Operator::Contains, _) => "give a part of a text, of 200 bytes at most, in one line",
        (_, Type::Text | Type::Opaque) => "give a text of 200 bytes at most",
        (_, Type::Integer) => "use a whole number",
        (_, Type::Date) => "use a date such as 2026-11-01",
        (_, Type::Time) => "use a date such as 2026-11-01, or a time such as 2026-11-01T09:30:00Z",
        (_, Type::Slug) => "use a slug: lower-case letters, digits and single hyphens between them",
        (_, Type::Id) => "use an id: a lower-case UUID with hyphens",
        (_, Type::Entries(_)) => "use a slug or an id",
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    // One spelling per day, so that dates compare as text.
    (date.to_string() == text).then_some(date)
}

fn span(text: &str) -> Option<Meaning> {
    if let Some(date) = day(text) {
        let start = date.and_time(NaiveTime::MIN).and_utc();
        let end = start.checked_add_days(Days::new(1))?.checked_sub_signed(TimeDelta::microseconds(1))?;
        return Some(Meaning::Span(start, end));
    }
    let time = moment(text)?;
    Some(Meaning::Span(time, time))
}

/// A moment as RFC 3339 writes it.
pub fn moment(text: &str) -> Option<Time> {
    Some(Time::from(chrono::DateTime::parse_from_rfc3339(text).ok()?))
}
