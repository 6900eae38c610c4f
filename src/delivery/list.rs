//! A list on its way: what one moment of the catalog shows, the documents that it needs, the answer.

use std::{cell::RefCell, sync::Arc};

use super::{
    cache::Documents,
    catalog::Catalog,
    evaluate,
    fold::{Fold, Stamp},
    kept::{Kept, Made, Watch},
    problem::Refusal,
    query::ListQuery,
    respond::{Content, Exhibits, Item, Links, List, ListMeta, Subject, needs_documents},
    source::SourceError,
};
use crate::vocabulary::{Closure, EntryId, KindSpec, LiveEntry, Value, View, card};

/// What is to be shown, as one moment of the catalog has it.
pub struct Plan {
    total: usize,
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
    stamp: Stamp,
    exhibits: Exhibits,
    subjects: Vec<Subject>,
}

impl Plan {
    pub fn new(catalog: &Catalog, spec: KindSpec, query: &ListQuery) -> Result<Self, Refusal> {
        let fold = catalog.read();
        let page = evaluate::page(&fold, catalog.kinds(), &spec, query)?;
        let mut exhibits = Exhibits::default();
        exhibits.show_list(&spec);
        let rows = if needs_documents(&spec, &query.shown) {
            let mut alternates = Vec::with_capacity(page.entries.len());
            let mut closures = Vec::with_capacity(page.entries.len());
            for entry in page.entries {
                alternates.push(fold.alternates(&entry));
                let group = entry.group;
                let closure = catalog.closure(&*fold, entry);
                exhibits.show_closure(catalog.kinds(), &closure);
                let stamp = fold.stamp(&closure.reach, group);
                closures.push((closure, stamp));
            }
            Rows::Open(closures, alternates)
        } else {
            let subject = |entry| summary(catalog, &fold, entry, &mut exhibits);
            Rows::Ready(page.entries.into_iter().map(subject).collect())
        };
        Ok(Self { total: page.total, stamp: fold.latest(), exhibits, rows })
    }

    /// Gets the documents that are missing, together.
    pub async fn load(self, documents: &Documents) -> Result<Loaded, SourceError> {
        let Self { total, stamp, exhibits, rows } = self;
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
        Ok(Loaded { total, stamp, exhibits, subjects })
    }
}

impl Loaded {
    pub fn render(self, kinds: &[KindSpec], spec: &KindSpec, query: &ListQuery) -> Result<Kept, Refusal> {
        let total_pages = self.total.div_ceil(query.limit);
        let list = List {
            data: self.subjects.iter().map(|subject| Item::new(kinds, spec, subject, &query.shown)).collect(),
            meta: ListMeta { page: query.page, limit: query.limit, total: self.total, total_pages, next_cursor: None },
            links: Links::new(spec, query, total_pages),
        };
        let json = serde_json::to_vec(&list).map_err(Refusal::internal)?;
        Ok(Kept::new(Made { json, exhibits: self.exhibits, watch: Watch::Catalog, stamp: self.stamp }))
    }
}

/// An entry's head with the cards of what it refers to, each of which the answer then shows.
fn summary(catalog: &Catalog, fold: &Fold, entry: Arc<LiveEntry>, exhibits: &mut Exhibits) -> Subject {
    let kinds = catalog.kinds();
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
