//! Lenses: a document as it was at a moment, or as the drafts have it. The same compile, another choice of revisions.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{Source, log};
use crate::{
    content::{ContentError, Entry, Registry, authorise, store},
    delivery::{Catalog, Fold},
    permission::{Actor, Permission},
    platform::db::Db,
    vocabulary::{
        CatalogVersion, Closure, Document, EntryId, Lens, LiveEntry, ReferenceMode, RevisionNumber, Site, Time, View,
        card_entries,
    },
};

/// Looks at entries through any lens. Slower than delivery, which has its own for [`Lens::Published`].
#[derive(Clone)]
pub struct Lenses {
    db: Db,
    kinds: Arc<Registry>,
    catalog: Catalog,
    source: Source,
}

/// An entry through a lens.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub entry: Arc<LiveEntry>,
    pub document: Document,
}

/// An entry through a lens, with all that was looked at for it.
pub struct Through {
    pub closure: Closure,
    pub document: Document,
    /// Whether the entry itself lies in the trash.
    pub trashed: bool,
}

impl Lenses {
    #[must_use]
    pub fn new(db: Db, kinds: Arc<Registry>, catalog: Catalog) -> Self {
        let source = Source::new(db.clone(), kinds.clone());
        Self { db, kinds, catalog, source }
    }

    /// The entry's document through a lens, compiled afresh; `None` when the lens does not show it.
    ///
    /// # Errors
    /// [`ContentError::NotFound`] for whoever may not look through this lens at it, [`ContentError::Db`],
    /// [`ContentError::Corrupt`].
    pub async fn document(&self, actor: &Actor, id: EntryId, lens: &Lens) -> Result<Option<Seen>, ContentError> {
        let seen = self.through(actor, id, lens).await?;
        Ok(seen.map(|seen| Seen { entry: seen.closure.root, document: seen.document }))
    }

    /// The same with what the document was made of.
    ///
    /// # Errors
    /// As [`Lenses::document`].
    pub async fn through(&self, actor: &Actor, id: EntryId, lens: &Lens) -> Result<Option<Through>, ContentError> {
        let entry = store::entry(self.db.reader(), &self.kinds, id, false).await?;
        let permission = match lens {
            Lens::Published | Lens::Draft => Permission::ReadContent,
            Lens::At(_) => Permission::ReadHistory,
        };
        authorise(actor, permission, &entry)?;
        let view: Box<dyn View + Send + Sync> = match lens {
            Lens::Published => Box::new(self.log_until(None).await?),
            Lens::At(at) => Box::new(self.log_until(Some(*at)).await?),
            Lens::Draft => Box::new(self.drafts(id, entry.draft).await?),
        };
        let compiled = self.compiled(view, id).await?;
        let trashed = entry.trashed_at.is_some();
        Ok(compiled.map(|(closure, document)| Through { closure, document, trashed }))
    }

    /// One revision of an entry, with the drafts of all that it refers to.
    ///
    /// # Errors
    /// As [`document`](Self::document); [`ContentError::NotFound`] also where there is no such revision.
    pub async fn version(&self, actor: &Actor, id: EntryId, number: RevisionNumber) -> Result<Document, ContentError> {
        let entry = store::entry(self.db.reader(), &self.kinds, id, false).await?;
        authorise(actor, Permission::ReadHistory, &entry)?;
        let drafts = self.drafts(id, number).await?;
        let compiled = self.compiled(Box::new(drafts), id).await?;
        compiled.map(|(_, document)| document).ok_or(ContentError::NotFound)
    }

    /// The document as a view shows it, and all that it was made of.
    async fn compiled(
        &self,
        view: Box<dyn View + Send + Sync>,
        id: EntryId,
    ) -> Result<Option<(Closure, Document)>, ContentError> {
        let Some(root) = view.entry(id) else { return Ok(None) };
        let closure = self.catalog.closure(&*view, root);
        drop(view);
        let document = self.source.compile(std::slice::from_ref(&closure)).await?.pop();
        Ok(document.map(|document| (closure, document)))
    }

    /// The log folded up to a moment.
    pub(super) async fn log_until(&self, at: Option<Time>) -> Result<Fold, ContentError> {
        const PAGE: u64 = 2_000;
        let mut fold = Fold::new(self.catalog.kinds());
        let mut last = CatalogVersion(0);
        loop {
            let rows = log::after(self.db.reader(), last, PAGE).await?;
            let more = rows.len() as u64 == PAGE;
            for row in rows {
                let publication = log::to_publication(&self.kinds, row)?;
                last = publication.version;
                if at.is_some_and(|at| publication.at > at) {
                    return Ok(fold);
                }
                fold.apply(publication);
            }
            if !more {
                return Ok(fold);
            }
        }
    }

    /// A revision of an entry and the drafts of all that its document may look at; what is in the trash is not shown.
    async fn drafts(&self, root: EntryId, number: RevisionNumber) -> Result<Drafts, ContentError> {
        let mut drafts = Drafts { entries: HashMap::new(), whole: HashSet::new(), site: self.catalog.site() };
        // By entry, whether its embeds and links are followed too.
        let mut open = HashMap::from([(root, true)]);
        while !open.is_empty() {
            let ids: Vec<EntryId> = open.keys().copied().collect();
            let found = store::entries(self.db.reader(), &self.kinds, &ids, false).await?;
            let which = |entry: &Entry| if entry.id == root { number } else { entry.draft };
            let wanted: Vec<_> = found.values().map(|entry| (entry.id, entry.kind, which(entry))).collect();
            let mut revisions = store::revisions_of(self.db.reader(), &self.kinds, &wanted).await?;
            let mut next = HashMap::new();
            for entry in found.into_values() {
                let Some(revision) = revisions.remove(&entry.id) else { continue };
                if entry.trashed_at.is_some() && entry.id != root {
                    continue;
                }
                let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
                let facts = kind.facts(&revision.content)?;
                let seen = LiveEntry {
                    id: entry.id,
                    kind: entry.kind,
                    locale: entry.locale,
                    group: entry.group,
                    slug: revision.slug,
                    revision: revision.number,
                    version: CatalogVersion(0),
                    published_at: entry.published_at.unwrap_or(revision.at),
                    updated_at: revision.at,
                    head: facts.head,
                    embeds: log::targets(&facts.references, ReferenceMode::Embed),
                    links: log::targets(&facts.references, ReferenceMode::Link),
                };
                // The target of a link is asked for its card alone: links may loop, and would lead everywhere.
                let whole = open.get(&seen.id) == Some(&true);
                let links = seen.links.iter().copied().filter(|_| whole);
                for id in links.chain(card_entries(self.kinds.specs(), &seen)) {
                    next.entry(id).or_insert(false);
                }
                next.extend(seen.embeds.iter().filter(|_| whole).map(|&id| (id, true)));
                drafts.entries.insert(seen.id, Arc::new(seen));
            }
            drafts.whole.extend(open.into_iter().filter(|(_, whole)| *whole).map(|(id, _)| id));
            open = next;
            open.retain(|id, whole| match whole {
                true => !drafts.whole.contains(id),
                false => !drafts.entries.contains_key(id),
            });
        }
        Ok(drafts)
    }
}

struct Drafts {
    entries: HashMap<EntryId, Arc<LiveEntry>>,
    /// Those whose embeds were followed.
    whole: HashSet<EntryId>,
    site: Arc<Site>,
}

impl View for Drafts {
    fn entry(&self, id: EntryId) -> Option<Arc<LiveEntry>> {
        self.entries.get(&id).cloned()
    }

    fn site(&self) -> Arc<Site> {
        self.site.clone()
    }
}
