//! How each answer is made, from a query to bytes. Runs only while no ready answer is up to date.

use std::{sync::Arc, time::Duration};

use axum::http::Uri;

use super::{
    Delivery,
    catalog::Catalog,
    fold::Fold,
    history::Asker,
    kept::{Kept, Made},
    list,
    one::{Sight, look},
    problem::Refusal,
    query::{ListQuery, OneQuery, ResolveQuery, Start},
    respond::{address, list_address, with_query},
    search::{self, AnswersQuery, SearchQuery},
    site::{About, redirect},
    source::SourceError,
};
use crate::{
    paths::API,
    vocabulary::{CatalogVersion, KindSpec, Time, View as _},
};

/// How long a reader who comes from a replica that is ahead waits for this one.
const CATCH_UP: Duration = Duration::from_secs(1);

/// What is asked for, as the routes tell it.
#[derive(Clone, Copy)]
pub enum Endpoint {
    List(KindSpec),
    One(KindSpec),
    Resolve,
    About(About),
    Search,
    Answers,
}

/// What is asked for, read: nothing is wrong with its words.
pub enum Asked {
    List(KindSpec, ListQuery),
    One(KindSpec, OneQuery),
    Resolve(ResolveQuery),
    /// Its own room reads it.
    About(About),
    Search(SearchQuery),
    Answers(AnswersQuery),
}

impl Asked {
    /// Whether its answer looks at many entries, so that making it counts against a client's share. A list as it
    /// comes does not, nor a document: whoever builds a site reads all of it.
    pub fn counts(&self) -> bool {
        match self {
            Self::List(_, asked) => asked.conditions().next().is_some(),
            Self::One(..) | Self::Resolve(_) => false,
            Self::Search(_) | Self::Answers(_) => true,
            Self::About(about) => matches!(about, About::Sitemap | About::Atom | About::JsonFeed),
        }
    }
}

/// What a request gets where nothing is wrong with it.
pub enum Outcome {
    Answer(Arc<Kept>),
    /// `308` to this address.
    Moved(String),
    /// For whoever holds a token, this once.
    Once(Vec<u8>),
}

/// A moment of the catalog: that of now, or one that has passed.
#[derive(Clone)]
pub enum Moment {
    Now(Catalog),
    Past(Arc<Fold>),
}

impl Moment {
    /// Looks at it. Nobody publishes meanwhile: nothing that takes long.
    pub fn see<T>(&self, look: impl FnOnce(&Fold) -> T) -> T {
        match self {
            Self::Now(catalog) => look(&catalog.read()),
            Self::Past(fold) => look(fold),
        }
    }
}

impl Delivery {
    pub(super) fn read(&self, endpoint: Endpoint, query: &str) -> Result<Asked, Refusal> {
        Ok(match endpoint {
            Endpoint::List(spec) => Asked::List(spec, ListQuery::read(self.0.catalog.kinds(), &spec, query)?),
            Endpoint::One(spec) => Asked::One(spec, OneQuery::read(self.0.catalog.kinds(), &spec, query)?),
            Endpoint::Resolve => Asked::Resolve(ResolveQuery::read(query)?),
            Endpoint::About(about) => Asked::About(about),
            Endpoint::Search => Asked::Search(self.search_query(query)?),
            Endpoint::Answers => Asked::Answers(self.answers_query(query)?),
        })
    }

    pub(super) async fn outcome(
        &self,
        asked: Asked,
        version: CatalogVersion,
        uri: &Uri,
        asker: Asker<'_>,
    ) -> Result<Outcome, Refusal> {
        let query = uri.query().unwrap_or_default();
        match asked {
            Asked::One(spec, asked) => {
                let name = uri.path().rsplit('/').next().unwrap_or_default();
                if let Some(token) = &asked.preview {
                    return Ok(Outcome::Once(self.draft(spec, name, token, &asked).await?));
                }
                let moment = self.moment(asked.common.at, asker).await?;
                match look(&moment, spec, name, &asked) {
                    Sight::Found(target) => {
                        let key = with_query(address(&spec, name), &asked.normal());
                        self.give(&moment, &key, version, self.document(*target, asked)).await
                    }
                    Sight::Moved(entry) => Ok(Outcome::Moved(with_query(address(&spec, entry.slug.as_str()), query))),
                    Sight::Gone => Err(Refusal::Gone),
                    Sight::Missing => Err(Refusal::Missing),
                }
            }
            Asked::List(spec, asked) => {
                let moment = self.moment(asked.common.at, asker).await?;
                if let Start::After(cursor) = asked.start {
                    self.catch_up(cursor.version).await;
                }
                let key = list_address(&spec, &asked, asked.start);
                self.give(&moment, &key, version, self.list(moment.clone(), spec, asked)).await
            }
            Asked::Resolve(asked) => self.resolve(version, asked, asker).await,
            Asked::About(about) => self.about(about, version, query).await,
            Asked::Search(asked) => {
                self.answer(&search::results_address(&asked, asked.page), version, self.search(asked)).await
            }
            Asked::Answers(asked) => self.answer(&search::answers_address(&asked), version, self.passages(asked)).await,
        }
    }

    async fn resolve(
        &self,
        version: CatalogVersion,
        asked: ResolveQuery,
        asker: Asker<'_>,
    ) -> Result<Outcome, Refusal> {
        let moment = self.moment(asked.one.common.at, asker).await?;
        let key = with_query(format!("{API}/resolve"), &asked.normal());
        let site = moment.see(|fold| fold.site());
        let mut otherwise = Refusal::Missing;
        let mut moved = None;
        for spec in self.0.catalog.kinds() {
            let Some((_, slug)) = site.at_path(&[spec.plural], &asked.path) else { continue };
            match look(&moment, *spec, slug, &asked.one) {
                // An id is a name in the API, not on the site.
                Sight::Found(target) if target.closure.root.slug.as_str() == slug => {
                    return self.give(&moment, &key, version, self.resolved(*target, asked.one)).await;
                }
                Sight::Moved(entry) => moved = moved.or(Some((*spec, entry))),
                Sight::Gone => otherwise = Refusal::Gone,
                Sight::Found(_) | Sight::Missing => {}
            }
        }
        let Some((spec, entry)) = moved else { return Err(otherwise) };
        let make = async { moment.see(|fold| redirect(fold, spec, &entry)) };
        self.give(&moment, &key, version, make).await
    }

    /// The moment that is asked about; of the past only for whoever may read history.
    async fn moment(&self, at: Option<Time>, asker: Asker<'_>) -> Result<Moment, Refusal> {
        match at {
            None => Ok(Moment::Now(self.0.catalog.clone())),
            Some(at) => Ok(Moment::Past(self.0.doors.history.at(asker, at).await?)),
        }
    }

    /// Waits a little for what a client was told by a replica that is ahead.
    pub(super) async fn catch_up(&self, version: CatalogVersion) {
        if tokio::time::timeout(CATCH_UP, self.0.catalog.wait_for(version)).await.is_err() {
            tracing::debug!(version = version.0, "a client is ahead of this replica");
        }
    }

    /// An answer of now is kept, one of the past is not.
    async fn give(
        &self,
        moment: &Moment,
        key: &str,
        version: CatalogVersion,
        make: impl Future<Output = Result<Made, Refusal>>,
    ) -> Result<Outcome, Refusal> {
        match moment {
            Moment::Now(_) => self.answer(key, version, make).await,
            Moment::Past(_) => Ok(Outcome::Once(make.await?.bytes)),
        }
    }

    /// The answer at hand, or one that is made now, once for all who ask; when it cannot be made because the source
    /// does not answer, an older one that shows nothing taken away meanwhile.
    pub(super) async fn answer(
        &self,
        key: &str,
        version: CatalogVersion,
        make: impl Future<Output = Result<Made, Refusal>>,
    ) -> Result<Outcome, Refusal> {
        let (answers, catalog) = (&self.0.answers, &self.0.catalog);
        let old = answers.get(key).await;
        if let Some(kept) = old.as_ref().filter(|kept| kept.is_fresh(catalog)) {
            return Ok(Outcome::Answer(kept.clone()));
        }
        let make = async {
            let kept = Arc::new(Kept::new(make.await?));
            // What was overtaken while it was made is served but not kept.
            if kept.is_fresh(catalog) {
                answers.keep(key, &kept).await;
            }
            Ok(kept)
        };
        match (answers.make(key, version, make).await, old) {
            (Ok(kept), _) => Ok(Outcome::Answer(kept)),
            (Err(Refusal::Source(SourceError::Unavailable(why))), Some(old)) if old.is_presentable(catalog) => {
                tracing::warn!(path = ?key, "an older answer is served, the store does not answer: {why}");
                Ok(Outcome::Answer(old))
            }
            (Err(refusal), _) => Err(refusal),
        }
    }

    async fn list(&self, moment: Moment, spec: KindSpec, query: ListQuery) -> Result<Made, Refusal> {
        let query = Arc::new(query);
        let asked = query.clone();
        let plan = blocking(move || moment.see(|fold| list::Plan::new(fold, spec, &asked))).await?;
        let plan = plan.load(&self.0.documents).await?;
        let catalog = self.0.catalog.clone();
        blocking(move || plan.render(catalog.kinds(), &spec, &query)).await
    }
}

/// Does what takes longer than an async thread may be held up.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(Refusal::internal(error)),
    }
}
