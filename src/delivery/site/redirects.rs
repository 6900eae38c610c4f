//! Addresses that have moved: where one of them leads, and all of them for whoever builds a site.

use axum::http::StatusCode;
use serde_json::json;

use super::super::{
    catalog::Catalog,
    fold::Fold,
    kept::{Made, Watch},
    problem::Refusal,
    respond::Exhibits,
};
use crate::vocabulary::{KindSpec, LiveEntry, Locale, View as _};

/// What `/resolve` says of an old path.
pub fn redirect(fold: &Fold, spec: KindSpec, entry: &LiveEntry) -> Result<Made, Refusal> {
    let mut exhibits = Exhibits::default();
    exhibits.show(fold.kinds(), entry);
    let location = fold.site().path(spec.plural, &entry.slug);
    let data = json!({ "type": "redirect", "location": location, "status": StatusCode::PERMANENT_REDIRECT.as_u16() });
    let bytes = json!({ "data": data, "meta": { "cacheTags": exhibits.tags } }).to_string().into_bytes();
    Ok(Made::json(bytes, exhibits, Watch::Catalog, fold.latest()))
}

/// Every old path of the site, in one locale, with the path that it leads to.
pub fn redirects(catalog: &Catalog, locale: Option<&Locale>) -> Result<Made, Refusal> {
    let fold = catalog.read();
    let site = fold.site();
    let locale = locale.unwrap_or(&site.default_locale);
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut exhibits = Exhibits::default();
    for spec in catalog.kinds() {
        exhibits.show_list(spec);
        let path = |slug| site.path(spec.plural, slug);
        pairs.extend(fold.moved(spec.name, locale).map(|(old, entry)| (path(old), path(&entry.slug))));
    }
    pairs.sort_unstable();
    let status = StatusCode::PERMANENT_REDIRECT.as_u16();
    let data: Vec<_> = pairs.iter().map(|(from, to)| json!({ "from": from, "to": to, "status": status })).collect();
    let bytes = json!({ "meta": { "locale": locale, "total": data.len() }, "data": data }).to_string().into_bytes();
    Ok(Made::json(bytes, exhibits, Watch::Catalog, fold.latest()))
}
