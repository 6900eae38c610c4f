//! A list on its way: what one moment of the catalog shows, the documents that it needs, the answer.

use std::{cell::RefCell, sync::Arc};

use super::{
    cache::Documents,
    cursor::Cursor,
    evaluate,
    fold::{Fold, Stamp},
    kept::{Made, Watch},
    problem::Refusal,
    query::{ListQuery, Start},
    respond::{Content, Exhibits, Item, Links, List, ListMeta, Subject, needs_documents},
    source::SourceError,
};
use crate::vocabulary::{Closure, EntryId, KindSpec, LiveEntry, Value, View, card};

/// What is to be shown, as one moment of the catalog has it.
pub struct Plan {
    total: usize,
    next: Option<Cursor>,
    stamp: Stamp,
    exhibits: Exhibits,
    rows: Rows,
}

/// Either all of a list's items are made of heads or all are made of documents.
enum Rows {
    Ready(Vec<Subject>),
    Open(Vec<(Closure, Stamp)>, Vec<Vec<Arc<LiveEntry>>>),
}

/// A plan whose documents are there.
pub struct Loaded {
    total: usize,
    next: Option<Cursor>,
    stamp: Stamp,
    exhibits: Exhibits,
    subjects: Vec<Subject>,
}

impl Plan {
    pub fn new(fold: &Fold, spec: KindSpec, query: &ListQuery) -> Result<Self, Refusal> {
        let page = evaluate::page(fold, &spec, query)?;
        let mut exhibits = Exhibits::default();
        exhibits.show_list(&spec);
        let rows = if needs_documents(&spec, &query.shown) {
            let mut alternates = Vec::with_capacity(page.entries.len());
            let mut closures = Vec::with_capacity(page.entries.len());
            for entry in page.entries {
                alternates.push(fold.alternates(&entry));
                let group = entry.group;
                let closure = fold.closure(entry);
                exhibits.show_closure(fold.kinds(), &closure);
                let stamp = fold.stamp(&closure.reach, group);
                closures.push((closure, stamp));
            }
            Rows::Open(closures, alternates)
        } else {
            let subject = |entry| summary(fold, entry, &mut exhibits);
            Rows::Ready(page.entries.into_iter().map(subject).collect())
        };
        Ok(Self { total: page.total, next: page.next, stamp: fold.latest(), exhibits, rows })
    }

    /// Gets the documents that are missing, together.
    pub async fn load(self, documents: &Documents) -> Result<Loaded, SourceError> {
        let Self { total, next, stamp, exhibits, rows } = self;
        let subjects = match rows {
            Rows::Ready(subjects) => subjects,
            Rows::Open(closures, alternates) => {
                let loaded = documents.many(&closures).await?;
                let rows = closures.into_iter().zip(alternates).zip(loaded);
                rows.map(|(((closure, _), alternates), document)| Subject {
                    entry: closure.root.clone(),
                    alternates,
                    content: Content::Whole(closure, document),
                })
                .collect()
            }
        };
        Ok(Loaded { total, next, stamp, exhibits, subjects })
    }
}

impl Loaded {
    pub fn render(self, kinds: &[KindSpec], spec: &KindSpec, query: &ListQuery) -> Result<Made, Refusal> {
        let total_pages = self.total.div_ceil(query.limit);
        let page = if let Start::Page(page) = query.start { Some(page) } else { None };
        let list = List {
            data: self.subjects.iter().map(|subject| Item::new(kinds, spec, subject, &query.shown)).collect(),
            meta: ListMeta {
                page,
                limit: query.limit,
                total: self.total,
                total_pages,
                next_cursor: self.next.map(|cursor| cursor.to_string()),
            },
            links: Links::new(spec, query, total_pages, self.next),
        };
        let bytes = serde_json::to_vec(&list).map_err(Refusal::internal)?;
        Ok(Made::json(bytes, self.exhibits, Watch::Catalog, self.stamp))
    }
}

/// An entry's head with the cards of what it refers to, each of which the answer then shows.
pub fn summary(fold: &Fold, entry: Arc<LiveEntry>, exhibits: &mut Exhibits) -> Subject {
    let kinds = fold.kinds();
    exhibits.show(kinds, &entry);
    let exhibits = RefCell::new(exhibits);
    let view = |id: EntryId| {
        let entry = fold.entry(id)?;
        exhibits.borrow_mut().show(kinds, &entry);
        Some(entry)
    };
    let values: Vec<Value> =
        entry.head.fields.iter().map(|value| value.resolve(&|id| card(kinds, &view, id))).collect();
    Subject { alternates: fold.alternates(&entry), entry, content: Content::Head(values) }
}
