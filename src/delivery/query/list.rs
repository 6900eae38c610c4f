//! The query of a list: which entries, in what order, from where on.

use super::{
    Common, DEFAULT_LIMIT, Faults, MAX_LIMIT, Normal, Refusal, Shown, limit, parameters,
    sort::{Sort, default_sort, sorts},
    unknown,
};
use crate::{
    delivery::{
        cursor::Cursor,
        filter::{self, Filter, Scope},
        parameters::LIST,
    },
    vocabulary::KindSpec,
};

#[derive(Debug, Clone, PartialEq)]
pub struct ListQuery {
    pub start: Start,
    pub limit: usize,
    pub sort: Vec<Sort>,
    pub filters: Vec<Filter>,
    pub updated_since: Option<Filter>,
    pub common: Common,
    pub shown: Shown,
}

/// Where a list is read from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Start {
    /// From 1.
    Page(usize),
    /// Behind the entry that a cursor names.
    After(Cursor),
}

impl ListQuery {
    pub fn read(kinds: &[KindSpec], spec: &KindSpec, query: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let mut read = Self {
            start: Start::Page(1),
            limit: DEFAULT_LIMIT,
            sort: vec![default_sort(spec)],
            filters: Vec::new(),
            updated_since: None,
            common: Common::default(),
            shown: Shown::default(),
        };
        let scope = Scope::one(kinds, spec);
        let (mut page, mut cursor) = (None, None);
        for (name, value) in parameters(query, &mut faults) {
            match &*name {
                "page" => page = super::page(&value, &mut faults),
                "cursor" => cursor = Some(value),
                "limit" => read.limit = limit(MAX_LIMIT, &value, &mut faults).unwrap_or(read.limit),
                "sort" => read.sort = sorts(spec, &value, &mut faults),
                "updatedSince" => read.updated_since = filter::updated_since(spec, &value, &mut faults),
                _ if name.starts_with("filter[") => {
                    read.filters.extend(scope.read(&name, &value, &mut faults));
                }
                _ if read.common.take(&name, &value, &mut faults) => {}
                _ if read.shown.take(Some((kinds, spec)), &name, &value, &mut faults) => {}
                _ => unknown(&name, LIST, &mut faults),
            }
        }
        filter::arrange(&mut read.filters, &mut faults);
        match (page, cursor) {
            (Some(_), Some(_)) => faults.add("page", "conflict", "give a page or a cursor, not both".into()),
            (Some(page), None) => read.start = Start::Page(page),
            (None, Some(text)) => match Cursor::read(&text, read.digest(spec)) {
                Ok(cursor) => read.start = Start::After(cursor),
                Err((code, detail)) => faults.add("cursor", code, detail.into()),
            },
            (None, None) => {}
        }
        read.common.check(&mut faults);
        faults.or(read)
    }

    /// The filters, and those that have a parameter of their own.
    pub fn conditions(&self) -> impl Iterator<Item = &Filter> {
        self.filters.iter().chain(&self.updated_since)
    }

    /// Which query a cursor is of: all that says which entries there are, and in what order.
    pub fn digest(&self, spec: &KindSpec) -> u64 {
        let mut normal = Normal::default();
        normal.add("of", spec.plural);
        self.write_choice(&mut normal);
        self.common.write(&mut normal);
        Cursor::digest(&normal.0)
    }

    /// The normal form of the same query from another place on, without a question mark.
    pub fn normal(&self, start: Start) -> String {
        let mut normal = Normal::default();
        self.write_choice(&mut normal);
        self.shown.write(&mut normal);
        self.common.write(&mut normal);
        if self.limit != DEFAULT_LIMIT {
            normal.add("limit", &self.limit.to_string());
        }
        match start {
            Start::Page(1) => {}
            Start::Page(page) => normal.add("page", &page.to_string()),
            Start::After(cursor) => normal.add("cursor", &cursor.to_string()),
        }
        normal.0
    }

    fn write_choice(&self, normal: &mut Normal) {
        for filter in &self.filters {
            normal.add(&filter.parameter(), &filter.value());
        }
        if let Some(filter) = &self.updated_since {
            normal.add("updatedSince", &filter.value());
        }
        if !self.sort.iter().map(Sort::to_string).eq(["-publishedAt"]) {
            normal.add("sort", &self.sort.iter().map(Sort::to_string).collect::<Vec<_>>().join(","));
        }
    }
}
