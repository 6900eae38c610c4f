//! Answers about the whole site: for crawlers, feed readers, and whoever builds the site's pages. Each is made of the
//! catalog as it is, and is out of date with the next publication.

mod about;
mod changes;
mod feed;
mod query;
mod redirects;
mod sitemap;
mod xml;

use std::sync::Arc;

pub use query::{MAX_CHANGES, MAX_VERSION};
pub use redirects::redirect;

use super::{
    Delivery,
    answers::{Outcome, blocking},
    catalog::Catalog,
    kept::Made,
    problem::Refusal,
    respond::with_query,
};
use crate::{
    paths::API,
    vocabulary::{CatalogVersion, Site},
};

/// What is asked about the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Site,
    Robots,
    Sitemap,
    Atom,
    JsonFeed,
    Redirects,
    Changes,
}

impl About {
    pub const ALL: [Self; 7] =
        [Self::Site, Self::Robots, Self::Sitemap, Self::Atom, Self::JsonFeed, Self::Redirects, Self::Changes];

    /// Where the API has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Robots => "robots.txt",
            Self::Sitemap => "sitemap.xml",
            Self::Atom => "feed.xml",
            Self::JsonFeed => "feed.json",
            Self::Redirects => "redirects",
            Self::Changes => "changes",
        }
    }

    /// The media type of its answers.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Site | Self::Redirects | Self::Changes => "application/json",
            Self::Robots => "text/plain; charset=utf-8",
            Self::Sitemap => "application/xml",
            Self::Atom => "application/atom+xml",
            Self::JsonFeed => "application/feed+json",
        }
    }
}

impl Delivery {
    pub(super) async fn about(&self, about: About, version: CatalogVersion, query: &str) -> Result<Outcome, Refusal> {
        match about {
            About::Site => {
                query::nothing(query)?;
                self.of_catalog(about, version, "", about::site).await
            }
            About::Robots => {
                query::nothing(query)?;
                self.of_catalog(about, version, "", about::robots).await
            }
            About::Sitemap => {
                let page = query::page(query)?;
                let normal = page.map(|page| format!("page={page}")).unwrap_or_default();
                self.of_catalog(about, version, &normal, move |catalog| sitemap::sitemap(catalog, page)).await
            }
            About::Redirects => {
                let locale = query::locale_only(query)?;
                let normal = locale.as_ref().map(|locale| format!("locale={locale}")).unwrap_or_default();
                self.of_catalog(about, version, &normal, move |catalog| redirects::redirects(catalog, locale.as_ref()))
                    .await
            }
            About::Changes => {
                let asked = query::Changes::read(query)?;
                self.catch_up(asked.since).await;
                let normal = asked.normal(asked.since);
                self.of_catalog(about, version, &normal, move |catalog| changes::changes(catalog, &asked)).await
            }
            About::Atom | About::JsonFeed => self.feed(about, version, query).await,
        }
    }

    async fn of_catalog(
        &self,
        about: About,
        version: CatalogVersion,
        normal: &str,
        make: impl FnOnce(&Catalog) -> Result<Made, Refusal> + Send + 'static,
    ) -> Result<Outcome, Refusal> {
        let catalog = self.0.catalog.clone();
        let make = move || Ok(Made { media: about.media(), ..make(&catalog)? });
        self.answer(&address(about, normal), version, blocking(make)).await
    }
}

fn address(about: About, normal: &str) -> String {
    with_query(format!("{API}/{}", about.name()), normal)
}

/// Where the site is: whoever is told of pages is told whole addresses.
fn base(site: &Arc<Site>) -> Result<&str, Refusal> {
    if site.base_url.is_empty() { Err(Refusal::NoAddress) } else { Ok(&site.base_url) }
}
