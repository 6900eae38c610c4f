//! The query of a request, read strictly: whatever is unknown is refused by name, together with what is known.
//!
//! Every query has one normal form, so that two spellings of it share an answer.

use url::form_urlencoded;

use super::{
    filter::{self, Filter},
    problem::{Faults, Refusal},
};
use crate::vocabulary::{BodyForms, KindSpec, Locale};

/// The longest query, in bytes, and the most parameters in one.
const MAX_BYTES: usize = 4096;
const MAX_PARAMETERS: usize = 32;
const MAX_SORT: usize = 4;
pub const DEFAULT_LIMIT: usize = 20;
pub const MAX_LIMIT: usize = 100;
/// Names that every answer has before and after the kind's own.
pub const ENVELOPE_BEFORE: [&str; 4] = ["id", "type", "slug", "locale"];
pub const ENVELOPE_AFTER: [&str; 4] = ["alternates", "publishedAt", "updatedAt", "revision"];

/// What of an entry is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// Names in the order of the answer; all of them when `None`.
    pub fields: Option<Vec<&'static str>>,
    pub forms: BodyForms,
}

/// The query of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OneQuery {
    pub locale: Option<Locale>,
    pub shown: Shown,
    /// A token: its draft is wanted. Never part of a normal form, since no such answer is kept.
    pub preview: Option<String>,
}

/// The query of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListQuery {
    /// From 1.
    pub page: usize,
    pub limit: usize,
    pub sort: Vec<Sort>,
    pub filters: Vec<Filter>,
    pub locale: Option<Locale>,
    pub shown: Shown,
}

/// The query of `/resolve`.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolveQuery {
    pub path: String,
    pub one: OneQuery,
}

/// One key that a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    pub name: &'static str,
    pub by: SortBy,
    pub descending: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortBy {
    PublishedAt,
    UpdatedAt,
    Title,
    Slug,
    /// The head's field at this place.
    Head(usize),
}

/// The newest first, unless the client says otherwise.
const DEFAULT_SORT: Sort = Sort { name: "publishedAt", by: SortBy::PublishedAt, descending: true };

impl OneQuery {
    pub fn read(spec: &KindSpec, query: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let mut read = Self::default();
        for (name, value) in parameters(query, &mut faults) {
            if name == "preview" {
                read.preview = Some(value);
            } else if !read.take(Some(spec), &name, &value, &mut faults) {
                unknown(&name, &["fields", "locale", "body", "preview"], &mut faults);
            }
        }
        faults.or(read)
    }

    /// Takes a parameter that concerns one document; says whether it was one.
    fn take(&mut self, spec: Option<&KindSpec>, name: &str, value: &str, faults: &mut Faults) -> bool {
        match (name, spec) {
            ("fields", Some(spec)) => self.shown.fields = fields(spec, value, faults),
            ("locale", _) => match value.parse() {
                Ok(locale) => self.locale = Some(locale),
                Err(error) => faults.add(name, "invalid_value", format!("{error}")),
            },
            ("body", _) => self.shown.forms = forms(value, faults),
            _ => return false,
        }
        true
    }

    /// The normal form, without a question mark.
    pub fn normal(&self) -> String {
        let mut normal = Normal::default();
        self.write(&mut normal);
        normal.0
    }

    fn write(&self, normal: &mut Normal) {
        if let Some(fields) = &self.shown.fields {
            normal.add("fields", &fields.join(","));
        }
        if let Some(locale) = &self.locale {
            normal.add("locale", locale.as_str());
        }
        let forms = self.shown.forms;
        if forms != BodyForms::default() {
            let names = BODY_FORMS.iter().filter(|name| asks(forms, name)).copied().collect::<Vec<_>>();
            normal.add("body", &names.join(","));
        }
    }
}

impl ListQuery {
    pub fn read(spec: &KindSpec, query: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let mut one = OneQuery::default();
        let (mut page, mut limit, mut sort, mut filters) = (1, DEFAULT_LIMIT, vec![DEFAULT_SORT], Vec::new());
        for (name, value) in parameters(query, &mut faults) {
            if one.take(Some(spec), &name, &value, &mut faults) {
                continue;
            }
            match &*name {
                "page" => match number(&value) {
                    Some(n) => page = n,
                    None => faults.add(&name, "invalid_value", "use a whole number from 1".into()),
                },
                "limit" => match number(&value).filter(|n| *n <= MAX_LIMIT) {
                    Some(n) => limit = n,
                    None => faults.add(&name, "invalid_value", format!("use a whole number from 1 to {MAX_LIMIT}")),
                },
                "sort" => sort = sorts(spec, &value, &mut faults),
                _ if name.starts_with("filter[") => filters.extend(filter::read(spec, &name, &value, &mut faults)),
                _ => {
                    let known = ["page", "limit", "sort", "fields", "locale", "body", "filter[…]"];
                    unknown(&name, &known, &mut faults);
                }
            }
        }
        filters.sort_by(|a, b| (a.name, a.operator).cmp(&(b.name, b.operator)));
        if let Some(twice) = filters.windows(2).find_map(|pair| match pair {
            [a, b] if (a.name, a.operator) == (b.name, b.operator) => Some(a.name),
            _ => None,
        }) {
            faults.add(&format!("filter[{twice}]"), "duplicate", "give it once; several values go into [in]".into());
        }
        let OneQuery { locale, shown, preview: _ } = one;
        faults.or(Self { page, limit, sort, filters, locale, shown })
    }

    /// The normal form of the same query at another page, without a question mark.
    pub fn normal(&self, page: usize) -> String {
        let mut normal = Normal::default();
        for filter in &self.filters {
            normal.add(&filter.parameter(), &filter.value());
        }
        if self.sort != [DEFAULT_SORT] {
            let keys =
                self.sort.iter().map(|key| if key.descending { format!("-{}", key.name) } else { key.name.into() });
            normal.add("sort", &keys.collect::<Vec<_>>().join(","));
        }
        OneQuery { locale: self.locale.clone(), shown: self.shown.clone(), preview: None }.write(&mut normal);
        if self.limit != DEFAULT_LIMIT {
            normal.add("limit", &self.limit.to_string());
        }
        if page != 1 {
            normal.add("page", &page.to_string());
        }
        normal.0
    }
}

impl ResolveQuery {
    pub fn read(query: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let (mut path, mut one) = (String::new(), OneQuery::default());
        for (name, value) in parameters(query, &mut faults) {
            if name == "path" {
                path = value;
            } else if !one.take(None, &name, &value, &mut faults) {
                unknown(&name, &["path", "locale", "body"], &mut faults);
            }
        }
        if !path.starts_with('/') {
            faults.add(
                "path",
                "required",
                "give a path of the site that begins with a slash: /articles/back-pain".into(),
            );
        }
        faults.or(Self { path, one })
    }

    pub fn normal(&self) -> String {
        let mut normal = Normal::default();
        normal.add("path", &self.path);
        self.one.write(&mut normal);
        normal.0
    }
}

/// The locale alone, for what takes nothing else.
pub fn locale_only(query: &str) -> Result<Option<Locale>, Refusal> {
    let mut faults = Faults::default();
    let mut one = OneQuery::default();
    for (name, value) in parameters(query, &mut faults) {
        if name != "locale" {
            unknown(&name, &["locale"], &mut faults);
        } else {
            one.take(None, &name, &value, &mut faults);
        }
    }
    faults.or(one.locale)
}

/// The names that `fields` takes, in the order of the answer.
pub fn names(spec: &KindSpec) -> impl Iterator<Item = &'static str> {
    let head = spec.head.iter().map(|field| field.name).filter(|name| !spec.document.contains(name));
    ENVELOPE_BEFORE.into_iter().chain(spec.document.iter().copied()).chain(head).chain(ENVELOPE_AFTER)
}

/// The parameters, decoded; each once.
pub fn parameters(query: &str, faults: &mut Faults) -> Vec<(String, String)> {
    if query.len() > MAX_BYTES {
        faults.add("", "too_long", format!("a query has {MAX_BYTES} bytes at most"));
        return Vec::new();
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if found.len() >= MAX_PARAMETERS {
            faults.add("", "too_many", format!("a query has {MAX_PARAMETERS} parameters at most"));
            return Vec::new();
        }
        if found.iter().any(|(other, _)| *other == name) {
            faults.add(&name, "duplicate", "give it once".into());
        } else {
            found.push((name.into_owned(), value.into_owned()));
        }
    }
    found
}

pub fn unknown(name: &str, known: &[&str], faults: &mut Faults) {
    faults.add(name, "unknown_parameter", format!("not a parameter here; use {}", known.join(", ")));
}

/// A whole number from 1, written in one way.
pub fn number(text: &str) -> Option<usize> {
    let plain = !text.starts_with('0') && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn fields(spec: &KindSpec, value: &str, faults: &mut Faults) -> Option<Vec<&'static str>> {
    let asked: Vec<&str> = value.split(',').collect();
    for (index, name) in asked.iter().enumerate() {
        if !names(spec).any(|known| known == *name) {
            let known = names(spec).collect::<Vec<_>>().join(", ");
            faults.add("fields", "unknown_field", format!("{name:?} is no field of {}; use {known}", spec.plural));
        } else if asked.iter().take(index).any(|other| other == name) {
            faults.add("fields", "duplicate", format!("{name:?} stands there twice"));
        }
    }
    Some(names(spec).filter(|name| matches!(*name, "id" | "type") || asked.contains(name)).collect())
}

const BODY_FORMS: [&str; 4] = ["blocks", "html", "markdown", "text"];

fn forms(value: &str, faults: &mut Faults) -> BodyForms {
    let mut forms = BodyForms { blocks: false, html: false, markdown: false, text: false };
    for name in value.split(',') {
        let form = match name {
            "blocks" => &mut forms.blocks,
            "html" => &mut forms.html,
            "markdown" => &mut forms.markdown,
            "text" => &mut forms.text,
            _ => {
                let known = BODY_FORMS.join(", ");
                faults.add("body", "unknown_value", format!("{name:?} is no form of a body; use {known}"));
                continue;
            }
        };
        if std::mem::replace(form, true) {
            faults.add("body", "duplicate", format!("{name:?} stands there twice"));
        }
    }
    forms
}

fn asks(forms: BodyForms, name: &str) -> bool {
    match name {
        "blocks" => forms.blocks,
        "html" => forms.html,
        "markdown" => forms.markdown,
        _ => forms.text,
    }
}

fn sorts(spec: &KindSpec, value: &str, faults: &mut Faults) -> Vec<Sort> {
    let of_head = spec.head.iter().enumerate().filter(|(_, field)| field.sort);
    let of_head = of_head.map(|(index, field)| (field.name, SortBy::Head(index)));
    let always = [
        ("publishedAt", SortBy::PublishedAt),
        ("updatedAt", SortBy::UpdatedAt),
        ("title", SortBy::Title),
        ("slug", SortBy::Slug),
    ];
    let known: Vec<_> = of_head.filter(|(name, _)| !always.iter().any(|(other, _)| other == name)).collect();
    let known: Vec<_> = always.into_iter().chain(known).collect();
    let mut sorts: Vec<Sort> = Vec::new();
    for key in value.split(',').take(MAX_SORT + 1) {
        let (name, descending) = key.strip_prefix('-').map_or((key, false), |name| (name, true));
        match known.iter().find(|(known, _)| *known == name) {
            None => {
                let names = known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
                faults.add("sort", "unknown_field", format!("{name:?} is not sorted by; use {names}"));
            }
            Some((name, _)) if sorts.iter().any(|sort| sort.name == *name) => {
                faults.add("sort", "duplicate", format!("{name:?} stands there twice"));
            }
            Some((name, by)) => sorts.push(Sort { name, by: *by, descending }),
        }
    }
    if sorts.len() > MAX_SORT {
        faults.add("sort", "too_many", format!("sort by {MAX_SORT} fields at most"));
    }
    sorts
}

/// A query string in the making. Commas stay as they are: they separate, in every value that has them.
#[derive(Default)]
pub struct Normal(pub String);

impl Normal {
    pub fn add(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        for (index, part) in value.split(',').enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            self.0.extend(form_urlencoded::byte_serialize(part.as_bytes()));
        }
    }
}

#[cfg(test)]
#[path = "query_tests.rs"]
mod tests;
