//! Reading a form or JSON into a kind's content, with every error at its field.

use std::cell::RefCell;

use chrono::{NaiveDate, SubsecRound};
use serde_json::{Map, Value as Json};

use super::{Name, Names};
use crate::{
    vocabulary::{EntryId, FieldErrors, Time},
    words::t,
};

/// What somebody sent: JSON from the management API, or a form whose dotted names were nested.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    pub json: Json,
    /// Forms send text alone: numbers are parsed, an empty text is nothing, lists come one to a line.
    pub form: bool,
}

impl Input {
    #[must_use]
    pub const fn json(json: Json) -> Self {
        Self { json, form: false }
    }

    /// Nests a form's pairs: `seo.title=x` becomes `{"seo": {"title": "x"}}`; a name that comes again makes a list.
    #[must_use]
    pub fn form(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut root = Map::new();
        for (name, text) in pairs {
            // Browsers send CRLF (HTML, section 4.10.22.4); stored text has LF.
            put(&mut root, &name, Json::String(text.replace("\r\n", "\n")));
        }
        Self { json: Json::Object(root), form: true }
    }
}

/// Depth to which dotted names nest; deeper dots are part of the name, and so an unknown field.
const FORM_DEPTH: usize = 4;

fn put(mut object: &mut Map<String, Json>, name: &str, value: Json) {
    let mut parts: Vec<&str> = name.splitn(FORM_DEPTH, '.').collect();
    let leaf = parts.pop().unwrap_or_default();
    for part in parts {
        let slot = object.entry(part).or_insert_with(|| Json::Object(Map::new()));
        if !slot.is_object() {
            *slot = Json::Object(Map::new());
        }
        match slot {
            Json::Object(inner) => object = inner,
            _ => return,
        }
    }
    match object.get_mut(leaf) {
        None => {
            object.insert(leaf.to_owned(), value);
        }
        Some(Json::Array(list)) => list.push(value),
        Some(first) => *first = Json::Array(vec![first.take(), value]),
    }
}

/// Finds entries by name: either known, or only noted so that they can be looked up.
pub(super) enum Lookup<'a> {
    Known(&'a Names),
    Recording(RefCell<Vec<Name>>),
}

impl<'a> Lookup<'a> {
    pub(super) const fn known(names: &'a Names) -> Self {
        Self::Known(names)
    }

    pub(super) const fn recording() -> Self {
        Self::Recording(RefCell::new(Vec::new()))
    }

    pub(super) fn into_recorded(self) -> Vec<Name> {
        match self {
            Self::Known(_) => Vec::new(),
            Self::Recording(names) => names.into_inner(),
        }
    }

    pub(super) fn resolve(&self, kind: Option<&str>, key: &str) -> Option<EntryId> {
        match self {
            Self::Known(names) => names.resolve(kind, key),
            Self::Recording(names) => {
                names.borrow_mut().push(Name { kind: kind.map(Into::into), key: key.to_owned() });
                // Any id will do: what this run reads is thrown away.
                Some(EntryId(uuid::Uuid::nil()))
            }
        }
    }
}

/// Takes fields out of an object one by one; what is left at the end is unknown and said so.
pub struct Reader<'a> {
    object: Map<String, Json>,
    form: bool,
    /// `""` or `"seo."`.
    prefix: String,
    pub(super) lookup: &'a Lookup<'a>,
    pub(super) errors: FieldErrors,
    not_kept: FieldErrors,
}

impl<'a> Reader<'a> {
    pub(super) fn new(input: &Input, lookup: &'a Lookup<'a>) -> Self {
        let mut reader = Self {
            object: Map::new(),
            form: input.form,
            prefix: String::new(),
            lookup,
            errors: FieldErrors::default(),
            not_kept: FieldErrors::default(),
        };
        match &input.json {
            Json::Object(object) => reader.object = object.clone(),
            _ => reader.errors.add("", "not_an_object", t!("problem-content-json-object")),
        }
        reader
    }

    /// Every error, those for fields that nobody asked for among them; and what could not be kept.
    pub(super) fn finish(mut self) -> (FieldErrors, FieldErrors) {
        self.refuse_rest();
        (self.errors, self.not_kept)
    }

    /// Whether the input is a form, where everything is text.
    #[must_use]
    pub const fn is_form(&self) -> bool {
        self.form
    }

    /// Adds an error at a field of this object.
    pub fn error(&mut self, field: &str, code: &'static str, detail: impl Into<String>) {
        let path = format!("{}{field}", self.prefix);
        self.errors.add(path, code, detail);
    }

    /// Says that something of a field's input could not be kept.
    pub fn not_kept(&mut self, field: &str, what: impl Into<String>) {
        let path = self.path(field);
        self.not_kept.add(path, "not_kept", what);
    }

    /// The raw value, `None` when it is absent, `null`, or an empty text of a form.
    pub fn take(&mut self, field: &str) -> Option<Json> {
        match self.object.remove(field)? {
            Json::Null => None,
            Json::String(text) if self.form && text.trim().is_empty() => None,
            value => Some(value),
        }
    }

    /// Text on one line, at most `max` characters.
    pub fn line(&mut self, field: &str, max: usize) -> String {
        let text = self.text(field, max);
        if text.contains(['\n', '\r']) {
            self.error(field, "line_break", t!("problem-on-one-line"));
        }
        text
    }

    /// Text of any lines, at most `max` characters; empty when absent.
    pub fn text(&mut self, field: &str, max: usize) -> String {
        let text = match self.take(field) {
            None => return String::new(),
            Some(Json::String(text)) if self.form => text.trim().to_owned(),
            Some(Json::String(text)) => text,
            Some(_) => {
                self.error(field, "not_text", t!("problem-text"));
                return String::new();
            }
        };
        if text.chars().count() > max {
            self.error(field, "too_long", t!("problem-max-characters-most", max = max.to_string()));
        }
        if text.contains('\0') {
            self.error(field, "nul", t!("problem-not-contain-character-u-0000"));
        }
        text
    }

    /// One of the words that `T` can be; `T::default()` when absent.
    pub fn choice<T: Default + Copy>(&mut self, field: &str, choices: &[(&'static str, T)]) -> T {
        let Some(value) = self.take(field) else { return T::default() };
        let chosen = value.as_str().and_then(|text| choices.iter().find(|(name, _)| *name == text));
        match chosen {
            Some((_, value)) => *value,
            None => {
                let names = choices.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
                self.error(field, "not_a_choice", t!("problem-one-names", names = names.to_string()));
                T::default()
            }
        }
    }

    /// A calendar date, `2026-11-01` (RFC 3339, full-date).
    pub fn date(&mut self, field: &str) -> Option<NaiveDate> {
        let value = self.take(field)?;
        let date = value.as_str().and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok());
        if date.is_none() {
            self.error(field, "not_a_date", t!("problem-date-2026-11-01"));
        }
        date
    }

    /// A moment, RFC 3339; a form's local input without a zone is read as UTC.
    pub fn time(&mut self, field: &str) -> Option<Time> {
        let value = self.take(field)?;
        let text = value.as_str().unwrap_or_default();
        let utc = if self.form && !text.ends_with('Z') {
            let seconds = if text.matches(':').count() == 1 { ":00" } else { "" };
            format!("{text}{seconds}Z")
        } else {
            text.to_owned()
        };
        let time = chrono::DateTime::parse_from_rfc3339(&utc).ok().map(|time| time.to_utc().trunc_subsecs(6));
        if time.is_none() {
            self.error(field, "not_a_time", t!("problem-time-2026-11-01t09-00"));
        }
        time
    }

    /// A flag; a form's checkbox is `on`, `true` or absent.
    pub fn flag(&mut self, field: &str) -> bool {
        match self.take(field) {
            None => false,
            Some(Json::Bool(flag)) => flag,
            Some(Json::String(text)) if self.form => matches!(text.as_str(), "on" | "true"),
            Some(_) => {
                self.error(field, "not_a_flag", t!("problem-true-false"));
                false
            }
        }
    }

    /// A nested object, read by `read` with its fields named `field.…`; absent reads as an empty object.
    pub fn object<T>(&mut self, field: &str, read: impl FnOnce(&mut Reader<'a>) -> T) -> T {
        let object = match self.take(field) {
            None => Map::new(),
            Some(Json::Object(object)) => object,
            Some(_) => {
                self.error(field, "not_an_object", t!("problem-object"));
                Map::new()
            }
        };
        self.nested(object, field, read)
    }

    /// A list of objects; `max` of them at most.
    pub fn objects<T>(&mut self, field: &str, max: usize, mut read: impl FnMut(&mut Reader<'a>) -> T) -> Vec<T> {
        let items = match self.take(field) {
            None => return Vec::new(),
            Some(Json::Array(items)) => items,
            Some(_) => {
                self.error(field, "not_a_list", t!("problem-list"));
                return Vec::new();
            }
        };
        if items.len() > max {
            self.error(field, "too_many", t!("problem-max-items-most", max = max.to_string()));
        }
        let mut values = Vec::new();
        for (index, item) in items.into_iter().take(max).enumerate() {
            let name = format!("{field}.{index}");
            match item {
                Json::Object(object) => values.push(self.nested(object, &name, &mut read)),
                _ => self.error(&name, "not_an_object", t!("problem-object")),
            }
        }
        values
    }

    /// The texts of a list; a form's text is split into its lines.
    pub fn lines(&mut self, field: &str) -> Vec<String> {
        match self.take(field) {
            None => Vec::new(),
            Some(Json::String(text)) if self.form => {
                text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Into::into).collect()
            }
            Some(Json::Array(items)) if items.iter().all(Json::is_string) => items
                .iter()
                .filter_map(Json::as_str)
                .filter(|text| !(self.form && text.is_empty()))
                .map(Into::into)
                .collect(),
            Some(_) => {
                self.error(field, "not_a_list", t!("problem-list-texts"));
                Vec::new()
            }
        }
    }

    fn nested<T>(&mut self, object: Map<String, Json>, field: &str, read: impl FnOnce(&mut Reader<'a>) -> T) -> T {
        let mut inner = Reader {
            object,
            form: self.form,
            prefix: format!("{}{field}.", self.prefix),
            lookup: self.lookup,
            errors: std::mem::take(&mut self.errors),
            not_kept: std::mem::take(&mut self.not_kept),
        };
        let value = read(&mut inner);
        inner.refuse_rest();
        self.errors = inner.errors;
        self.not_kept = inner.not_kept;
        value
    }

    fn refuse_rest(&mut self) {
        let left: Vec<String> = self.object.keys().cloned().collect();
        for field in left {
            self.error(&field, "unknown_field", t!("problem-no-field-field", field = field.to_string()));
        }
        self.object.clear();
    }

    pub(super) fn path(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_form_nests_dotted_names_and_collects_lists() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let input =
            Input::form([pair("title", "A\r\nB"), pair("seo.title", "x"), pair("tags", "a"), pair("tags", "b")]);
        assert_eq!(input.json, json!({"title": "A\nB", "seo": {"title": "x"}, "tags": ["a", "b"]}));
        let hostile = Input::form([pair("a", "x"), pair("a.b", "y"), pair("a.b.c.d.e", "z"), pair("", "q")]);
        assert!(hostile.json.is_object());
    }

    #[test]
    fn whatever_nobody_asked_for_is_an_error_at_its_path() {
        let input = Input::json(json!({"title": "x", "sneaky": 1, "seo": {"title": "t", "odd": true}}));
        let lookup = Lookup::recording();
        let mut reader = Reader::new(&input, &lookup);
        assert_eq!(reader.line("title", 10), "x");
        assert_eq!(reader.object("seo", |seo| seo.line("title", 10)), "t");
        let (errors, _) = reader.finish();
        let fields: Vec<&str> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["seo.odd", "sneaky"]);
    }

    #[test]
    fn text_is_bounded_and_free_of_nul() {
        let input = Input::json(json!({"a": "four", "b": "x\0", "c": 3, "d": "1\n2"}));
        let lookup = Lookup::recording();
        let mut reader = Reader::new(&input, &lookup);
        for field in ["a", "b", "c"] {
            reader.text(field, 3);
        }
        reader.line("d", 10);
        let codes: Vec<&str> = reader.finish().0.0.iter().map(|error| error.code).collect();
        assert_eq!(codes, ["too_long", "nul", "not_text", "line_break"]);
    }
}
