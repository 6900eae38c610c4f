//! The sitemap (sitemaps.org, protocol 0.9): the pages that search engines should know, each with its translations.

use std::sync::Arc;

use super::{
    super::{
        catalog::Catalog,
        fold::Fold,
        kept::{Made, Watch},
        problem::Refusal,
        respond::Exhibits,
    },
    base,
    xml::Xml,
};
use crate::vocabulary::{KindSpec, LiveEntry, Site, Time, Value, View as _};

/// The protocol's bounds on one sitemap.
const MAX_URLS: usize = 50_000;
const MAX_BYTES: usize = 50 * 1024 * 1024;
/// `</urlset>`.
const END: usize = 9;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const XHTML: (&str, &str) = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");

/// One sitemap, or where they are more the list of them; `page` asks for one of those.
pub fn sitemap(catalog: &Catalog, page: Option<usize>) -> Result<Made, Refusal> {
    let mut exhibits = Exhibits::of_site();
    // Only gathered in here, for nothing is published meanwhile.
    let (site, latest, pages) = {
        let fold = catalog.read();
        let site = fold.site();
        let listed: Vec<&KindSpec> = catalog.kinds().iter().filter(|kind| site.lists(kind)).collect();
        listed.iter().for_each(|kind| exhibits.show_list(kind));
        let pages: Vec<Page<'_>> = listed.into_iter().flat_map(|kind| of_kind(&fold, &site, kind)).collect();
        (site, fold.latest(), pages)
    };
    let base = base(&site)?;
    let mut parts = parts(&site, &pages, page);
    let bytes = match page {
        None if parts.count <= 1 => parts.wanted.take().unwrap_or_default(),
        None => index(base, parts.count, latest.at),
        Some(_) => parts.wanted.take().ok_or_else(beyond)?,
    };
    Ok(Made::json(bytes, exhibits, Watch::Catalog, latest))
}

/// A page of the site.
struct Page<'k> {
    kind: &'k KindSpec,
    entry: Arc<LiveEntry>,
    /// Its translations.
    others: Vec<Arc<LiveEntry>>,
}

fn beyond() -> Refusal {
    Refusal::fault("page", "invalid_value", "there are fewer pages: /sitemap.xml lists them")
}

/// The entries of a kind that search engines should know, in all locales, from the one that readers got first.
fn of_kind<'k, 'f>(fold: &'f Fold, site: &'f Site, kind: &'k KindSpec) -> impl Iterator<Item = Page<'k>> + use<'k, 'f> {
    let index = fold.index(kind.name);
    let all = index.into_iter().flat_map(|index| fold.entries().of(index.members())).map(|(_, entry)| entry);
    let found = all.filter(move |entry| is_to_be_found(site, kind, entry));
    found.map(move |entry| Page { kind, entry: entry.clone(), others: fold.alternates(entry) })
}

/// Neither kept out by its author, nor at home elsewhere.
fn is_to_be_found(site: &Site, kind: &KindSpec, entry: &LiveEntry) -> bool {
    let seo = entry.head.get(kind, "seo");
    let says = |name| seo.and_then(|seo| seo.get(name)).and_then(Value::as_str);
    !says("robots").is_some_and(|robots| robots.contains("noindex"))
        && says("canonicalUrl").is_none_or(|canonical| canonical == site.url(&site.path(kind.plural, &entry.slug)))
}

struct Parts {
    count: usize,
    /// The one that was asked for, or else the first.
    wanted: Option<Vec<u8>>,
}

/// Deals the pages out to as few sitemaps as the protocol allows.
fn parts(site: &Site, pages: &[Page<'_>], wanted: Option<usize>) -> Parts {
    let mut parts = Parts { count: 0, wanted: None };
    let mut rest = pages.iter();
    loop {
        let mut xml = Xml::new();
        let mut urls = 0;
        xml.element("urlset", &[NAMESPACE, XHTML], |xml| {
            while urls < MAX_URLS
                && let Some(page) = rest.as_slice().first()
            {
                let before = xml.length();
                url(xml, site, page);
                // One that is too large by itself has a sitemap of its own: there must be an end.
                if xml.length() + END > MAX_BYTES && urls > 0 {
                    xml.take_back(before);
                    break;
                }
                rest.next();
                urls += 1;
            }
        });
        parts.count += 1;
        if parts.count == wanted.unwrap_or(1) {
            parts.wanted = Some(xml.finish());
        }
        if rest.len() == 0 {
            return parts;
        }
    }
}

fn url(xml: &mut Xml, site: &Site, page: &Page<'_>) {
    let Page { kind, entry, others } = page;
    let address = |entry: &LiveEntry| site.url(&site.path(kind.plural, &entry.slug));
    xml.element("url", &[], |xml| {
        xml.text("loc", &[], &address(entry));
        xml.text("lastmod", &[], &time(entry.updated_at));
        // Each names all of them, itself too.
        let all = std::iter::once(entry).filter(|_| !others.is_empty()).chain(others);
        for version in all {
            let attributes = [("rel", "alternate"), ("hreflang", version.locale.as_str()), ("href", &address(version))];
            xml.empty("xhtml:link", &attributes);
        }
    });
}

fn index(base: &str, count: usize, at: Option<Time>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("sitemapindex", &[NAMESPACE], |xml| {
        for page in 1..=count {
            xml.element("sitemap", &[], |xml| {
                xml.text("loc", &[], &format!("{base}/sitemap.xml?page={page}"));
                if let Some(at) = at {
                    xml.text("lastmod", &[], &time(at));
                }
            });
        }
    });
    xml.finish()
}

/// W3C Datetime, to the second.
pub fn time(at: Time) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
