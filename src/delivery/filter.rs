//! Filters of lists: a closed set per kind, compared in memory. Nothing of a filter ever becomes a query of a database.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use super::problem::Faults;
use crate::vocabulary::{
    EntryId, FieldType, KindSpec, Shape, Slug, Time,
    parameter::{Look, Parameter},
};

const MAX_VALUES: usize = 50;
/// In bytes.
const MAX_VALUE: usize = 200;

/// One condition, as the client wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// The name in the brackets.
    pub name: &'static str,
    pub by: FilterBy,
    pub operator: Operator,
    pub operands: Vec<Operand>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterBy {
    Slug,
    PublishedAt,
    /// The head's field at this place.
    Head(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    Eq,
    In,
    Gte,
    Lte,
}

/// A value to compare with: what was written, and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    pub written: Box<str>,
    pub meaning: Meaning,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// Compared byte for byte: text, a date, a slug, the name of an entry.
    Text,
    Integer(i64),
    /// From the first moment to the last; a date is all of its day.
    Span(Time, Time),
}

/// How the values of a filter are read.
#[derive(Clone, Copy)]
enum Reading {
    Text,
    Integer,
    Date,
    Moment,
    Slug,
    Entry,
}

impl Operator {
    const fn token(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::In => "in",
            Self::Gte => "gte",
            Self::Lte => "lte",
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Eq => "Only those with this",
            Self::In => "Only those with one of these as",
            Self::Gte => "Only those with this or more as",
            Self::Lte => "Only those with this or less as",
        }
    }
}

impl Filter {
    /// The parameter's name in the normal form.
    pub fn parameter(&self) -> String {
        match self.operator {
            Operator::Eq => format!("filter[{}]", self.name),
            operator => format!("filter[{}][{}]", self.name, operator.token()),
        }
    }

    /// Its value in the normal form.
    pub fn value(&self) -> String {
        let written: Vec<&str> = self.operands.iter().map(|operand| &*operand.written).collect();
        written.join(",")
    }
}

/// Reads `filter[name]` or `filter[name][operator]`.
pub fn read(spec: &KindSpec, parameter: &str, value: &str, faults: &mut Faults) -> Option<Filter> {
    let Some((name, operator)) = brackets(parameter) else {
        faults.add(parameter, "unknown_parameter", "write filter[field]=value or filter[field][operator]=value".into());
        return None;
    };
    let Some((name, by, reading)) = known(spec).find(|(known, ..)| *known == name) else {
        let names = known(spec).map(|(name, ..)| name).collect::<Vec<_>>().join(", ");
        let detail = format!("{name:?} is not filtered by; {} are filtered by {names}", spec.plural);
        faults.add(parameter, "unknown_field", detail);
        return None;
    };
    let operators = reading.operators();
    let Some(&operator) = operators.iter().find(|known| known.token() == operator) else {
        let known = operators.iter().map(|known| known.token()).collect::<Vec<_>>().join(", ");
        faults.add(parameter, "unknown_operator", format!("{operator:?} is no operator of {name}; use {known}"));
        return None;
    };
    let mut written: Vec<&str> = if operator == Operator::In { value.split(',').collect() } else { vec![value] };
    // The order of alternatives means nothing, so it has no say in the normal form.
    written.sort_unstable();
    if written.len() > MAX_VALUES {
        faults.add(parameter, "too_many", format!("give {MAX_VALUES} values at most"));
        return None;
    }
    let mut operands = Vec::with_capacity(written.len());
    for (index, text) in written.iter().enumerate() {
        match reading.read(text) {
            Some(_) if index > 0 && written.get(index - 1) == Some(text) => {
                faults.add(parameter, "duplicate", format!("{text:?} stands there twice"));
            }
            Some(meaning) if text.len() <= MAX_VALUE => operands.push(Operand { written: (*text).into(), meaning }),
            _ => faults.add(parameter, "invalid_value", reading.advice().into()),
        }
    }
    Some(Filter { name, by, operator, operands })
}

/// `filter[a]` is `(a, eq)`, `filter[a][b]` is `(a, b)`.
fn brackets(parameter: &str) -> Option<(&str, &str)> {
    let (name, rest) = parameter.strip_prefix("filter[")?.split_once(']')?;
    if rest.is_empty() {
        return Some((name, Operator::Eq.token()));
    }
    Some((name, rest.strip_prefix('[')?.strip_suffix(']')?))
}

/// Every filter of a kind's lists, one parameter for each operator.
pub fn parameters(spec: &KindSpec) -> Vec<Parameter> {
    let mut all = Vec::new();
    for (name, by, reading) in known(spec) {
        for &operator in reading.operators() {
            let parameter = Filter { name, by, operator, operands: Vec::new() }.parameter();
            let about = format!("{} {name}: {}.", operator.about(), reading.advice());
            let look = if operator == Operator::In {
                Look::Several { of: reading.shape(), most: MAX_VALUES }
            } else if matches!(reading, Reading::Moment) {
                Look::DateOrTime
            } else {
                Look::One(reading.shape())
            };
            all.push(Parameter { name: parameter.into(), about: about.into(), look, required: false });
        }
    }
    all
}

/// What a kind's entries are filtered by.
fn known(spec: &KindSpec) -> impl Iterator<Item = (&'static str, FilterBy, Reading)> {
    let always = [("slug", FilterBy::Slug, Reading::Slug), ("publishedAt", FilterBy::PublishedAt, Reading::Moment)];
    let head = spec.head.iter().enumerate().filter_map(|(index, field)| {
        let reading = match field.ty {
            FieldType::Text => Reading::Text,
            FieldType::Integer => Reading::Integer,
            FieldType::Date => Reading::Date,
            FieldType::Entry | FieldType::Entries => Reading::Entry,
            FieldType::Json => return None,
        };
        Some((field.filter?, FilterBy::Head(index), reading))
    });
    always.into_iter().chain(head)
}

impl Reading {
    const fn operators(self) -> &'static [Operator] {
        match self {
            Self::Text | Self::Slug | Self::Entry => &[Operator::Eq, Operator::In],
            Self::Integer | Self::Date | Self::Moment => &[Operator::Eq, Operator::In, Operator::Gte, Operator::Lte],
        }
    }

    fn read(self, text: &str) -> Option<Meaning> {
        match self {
            Self::Text => (!text.is_empty()).then_some(Meaning::Text),
            Self::Integer => text.parse().ok().map(Meaning::Integer),
            Self::Date => day(text).map(|_| Meaning::Text),
            Self::Moment => span(text),
            Self::Slug => text.parse::<Slug>().ok().map(|_| Meaning::Text),
            Self::Entry => (text.parse::<Slug>().is_ok() || text.parse::<EntryId>().is_ok()).then_some(Meaning::Text),
        }
    }

    const fn shape(self) -> Shape {
        match self {
            // A moment that may also be a date is told as such, see [`parameters`].
            Self::Text | Self::Moment | Self::Entry => Shape::Text,
            Self::Integer => Shape::Integer,
            Self::Date => Shape::Date,
            Self::Slug => Shape::Slug,
        }
    }

    const fn advice(self) -> &'static str {
        match self {
            Self::Text => "give a text of 200 bytes at most",
            Self::Integer => "use a whole number",
            Self::Date => "use a date such as 2026-11-01",
            Self::Moment => "use a date such as 2026-11-01, or a time such as 2026-11-01T09:30:00Z",
            Self::Slug => "use a slug: lower-case letters, digits and single hyphens between them",
            Self::Entry => "use a slug or an id",
        }
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
    let time = Time::from(chrono::DateTime::parse_from_rfc3339(text).ok()?);
    Some(Meaning::Span(time, time))
}
