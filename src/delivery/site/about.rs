//! What frontends and crawlers are told of the site itself.

use serde_json::json;

use super::{
    super::{
        catalog::Catalog,
        kept::{Made, Watch},
        problem::Refusal,
        respond::Exhibits,
    },
    base,
};
use crate::vocabulary::View as _;

/// The settings that concern readers.
pub fn site(catalog: &Catalog) -> Result<Made, Refusal> {
    let fold = catalog.read();
    let site = fold.site();
    let text = |text: &str| if text.is_empty() { None } else { Some(text.to_owned()) };
    let kind = |kind: &crate::vocabulary::KindSpec| {
        let path = site.pattern(kind.plural);
        json!({ "type": kind.name.as_str(), "plural": kind.plural, "path": path, "listed": site.lists(kind) })
    };
    let organisation = json!({
        "name": text(&site.organisation.name),
        "url": text(&site.organisation.url),
        "logo": text(&site.organisation.logo),
    });
    let data = json!({
        "name": site.name,
        "url": text(&site.base_url),
        "defaultLocale": site.default_locale,
        "locales": fold.locales(),
        "kinds": fold.kinds().iter().map(kind).collect::<Vec<_>>(),
        "organisation": organisation,
        "socialImage": text(&site.social_image),
    });
    let exhibits = Exhibits::of_site();
    let bytes = json!({ "data": data, "meta": { "cacheTags": exhibits.tags } }).to_string().into_bytes();
    Ok(Made::json(bytes, exhibits, Watch::Catalog, fold.latest()))
}

/// What `/robots.txt` of the site says: where its sitemap is. Pages that are not to be found say so themselves, in what
/// `seo.robots` holds; crawlers must be let in to read that.
pub fn robots(catalog: &Catalog) -> Result<Made, Refusal> {
    let fold = catalog.read();
    let site = fold.site();
    let base = base(&site)?;
    let bytes = format!("User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n").into_bytes();
    Ok(Made::json(bytes, Exhibits::of_site(), Watch::Catalog, fold.latest()))
}
