//! One document: where a name leads, what its answer depends on, and the answer.

use std::sync::Arc;

use super::{
    Delivery,
    answers::Moment,
    fold::{Fold, Lookup, Stamp},
    kept::{Made, Watch},
    list::summary,
    problem::Refusal,
    query::OneQuery,
    related::related,
    respond::{Content, Exhibits, Included, Item, One, OneMeta, Resolved, Subject, address, with_query},
};
use crate::vocabulary::{Closure, KindSpec, LiveEntry};

/// A document that was found, with all that its answer depends on: one moment of the catalog.
pub struct Target {
    pub spec: KindSpec,
    pub closure: Closure,
    /// What the document is known by: the newest version of what it reaches.
    stamp: Stamp,
    /// Of the answer.
    watch: Watch,
    watched: Stamp,
    alternates: Vec<Arc<LiveEntry>>,
    exhibits: Exhibits,
    /// What goes with it, where that is asked for.
    related: Option<Vec<Subject>>,
}

/// What is found under a name.
pub enum Sight {
    Found(Box<Target>),
    Moved(Arc<LiveEntry>),
    Gone,
    Missing,
}

/// Looks a name up as the query says.
pub fn look(moment: &Moment, spec: KindSpec, name: &str, asked: &OneQuery) -> Sight {
    moment.see(|fold| match fold.find_in(spec.name, &asked.common.locales, name) {
        Lookup::Found(entry) => Sight::Found(Box::new(target(fold, spec, name, asked, entry))),
        Lookup::Moved(entry) => Sight::Moved(entry),
        Lookup::Gone => Sight::Gone,
        Lookup::Missing => Sight::Missing,
    })
}

fn target(fold: &Fold, spec: KindSpec, name: &str, asked: &OneQuery, entry: Arc<LiveEntry>) -> Target {
    let kinds = fold.kinds();
    let alternates = fold.alternates(&entry);
    let (id, group) = (entry.id, entry.group);
    let closure = fold.closure(entry);
    let mut exhibits = Exhibits::default();
    exhibits.show_closure(kinds, &closure);
    let related = asked.related.then(|| {
        // What else there is of its kind has a say in what goes with it.
        exhibits.show_list(&spec);
        let companions = related(fold, &spec, &closure.root);
        companions.into_iter().map(|entry| summary(fold, entry, &mut exhibits)).collect::<Vec<_>>()
    });
    let stamp = fold.stamp(&closure.reach, group);
    let (watch, watched) = match related {
        Some(_) => (Watch::Catalog, fold.latest()),
        None => {
            let (locales, reach) = (asked.common.locales.clone(), closure.reach.clone().into());
            (Watch::Entry { kind: spec.name, locales, name: name.into(), id, group, reach }, stamp)
        }
    };
    Target { spec, closure, stamp, watch, watched, alternates, exhibits, related }
}

impl Delivery {
    /// The document as its own address answers.
    pub(super) async fn document(&self, target: Target, asked: OneQuery) -> Result<Made, Refusal> {
        let kinds = self.0.catalog.kinds();
        self.write(target, &asked, |spec, subject, included, meta| {
            let data = Item::new(kinds, spec, subject, &asked.shown);
            serde_json::to_vec(&One { data, included, meta })
        })
        .await
    }

    /// The document as `/resolve` answers: with where it was found.
    pub(super) async fn resolved(&self, target: Target, asked: OneQuery) -> Result<Made, Refusal> {
        let kinds = self.0.catalog.kinds();
        let (site, locale) = (&target.closure.site, target.closure.root.locale.clone());
        // An address without a locale is in the site's own.
        let elsewhere = if locale == site.default_locale { String::new() } else { format!("locale={locale}") };
        self.write(target, &asked, |spec, subject, included, meta| {
            let entry = &subject.entry;
            let data = Resolved {
                r#type: "document",
                kind: spec.name.as_str(),
                id: entry.id,
                slug: entry.slug.as_str(),
                locale: entry.locale.as_str(),
                url: with_query(address(spec, entry.slug.as_str()), &elsewhere),
                document: Item::new(kinds, spec, subject, &asked.shown),
            };
            serde_json::to_vec(&One { data, included, meta })
        })
        .await
    }

    async fn write(
        &self,
        target: Target,
        asked: &OneQuery,
        write: impl FnOnce(&KindSpec, &Subject, Option<Included<'_>>, OneMeta<'_>) -> serde_json::Result<Vec<u8>>,
    ) -> Result<Made, Refusal> {
        let Target { spec, closure, stamp, watch, watched, alternates, exhibits, related } = target;
        let document = self.0.documents.one(&closure, stamp).await?;
        let subject = Subject { entry: closure.root.clone(), alternates, content: Content::Whole(closure, document) };
        let kinds = self.0.catalog.kinds();
        let included = related.as_deref().map(|subjects| Included::new(kinds, &spec, subjects, asked.shown.forms));
        let meta = OneMeta { cache_tags: &exhibits.tags };
        let bytes = write(&spec, &subject, included, meta).map_err(Refusal::internal)?;
        Ok(Made::json(bytes, exhibits, watch, watched))
    }
}
