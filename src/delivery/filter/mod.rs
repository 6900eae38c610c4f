//! Filters of lists: a closed set of fields and operators per kind, read strictly. Nothing of a filter ever becomes a
//! query of a database.

mod scope;

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use scope::Named;
pub use scope::{Scope, Shared, arrange};

use super::{
    index::{
        column::lower,
        key::{Key, Type, fields},
    },
    problem::Faults,
};
use crate::vocabulary::{
    EntryId, KindName, KindSpec, Shape, Slug, Time,
    parameter::{Look, Parameter},
};

const MAX_FILTERS: usize = 16;
const MAX_VALUES: usize = 50;
/// In bytes.
const MAX_VALUE: usize = 200;

/// One filter, as the client wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// The name in the brackets, in its normal form.
    pub name: String,
    pub operator: Operator,
    /// What it means for each of the kinds that have such a field.
    pub conditions: Vec<Condition>,
}

/// What a filter means for one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub kind: KindName,
    /// The references that it goes through.
    pub through: Vec<Place>,
    pub place: Place,
    pub ty: Type,
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
        let operands = self.conditions.iter().take(1).flat_map(|condition| &condition.operands);
        let written: Vec<&str> = operands.map(|operand| &*operand.written).collect();
        written.join(",")
    }

    /// Whether it holds for what the same filter without its `not` does not hold for.
    pub fn is_negative(&self) -> bool {
        match self.operator {
            Operator::Ne | Operator::Nin => true,
            Operator::Exists => self.value() == "false",
            _ => false,
        }
    }
}

/// Only what was updated since a moment: a parameter of its own.
pub fn updated_since(spec: &KindSpec, value: &str, faults: &mut Faults) -> Option<Filter> {
    let (column, field) = fields(spec).into_iter().enumerate().find(|(_, field)| field.key == Key::UpdatedAt)?;
    let operator = Operator::Gte;
    let operands = operands(field.ty, operator, "updatedSince", value, faults)?;
    let place = Place { kind: spec.name, column, key: field.key };
    let condition = Condition { kind: spec.name, through: Vec::new(), place, ty: field.ty, operands };
    Some(Filter { name: field.name, operator, conditions: vec![condition] })
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

/// Every filter by the kinds' own fields, one parameter for each operator. Through a reference there are those of its
/// target, under dotted names.
pub fn parameters(scope: &Scope<'_>) -> Vec<Parameter> {
    let mut all = Vec::new();
    for Named { name, ty, only } in scope.names() {
        let only =
            only.map(|kinds| format!(" Only {kinds} have one; in the others there is nothing.")).unwrap_or_default();
        for &operator in Operator::of(ty) {
            let about = format!("{} {name}: {}.{only}", operator.about(), advice(ty, operator));
            let look = match (operator, ty) {
                (Operator::Exists, _) => Look::One(Shape::Bool),
                (Operator::Contains, _) => Look::One(Shape::Short(MAX_VALUE)),
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
        Type::Text | Type::Time | Type::Entries(_) | Type::Opaque => Shape::Short(MAX_VALUE),
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
