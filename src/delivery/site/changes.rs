//! What changed for readers since a catalog version: for whoever keeps pages, and makes anew only those that changed.
//!
//! A page also changes with what it shows of other entries: the tags of its answer name them, as each change does.

use serde_json::{Value as Json, json};

use super::{
    super::{
        catalog::Catalog,
        fold::{Changed, Stamp},
        kept::{Made, Watch},
        problem::Refusal,
        respond::{Exhibits, SITE_TAG},
    },
    About, address, query,
};
use crate::vocabulary::{Site, View as _, spec_of};

/// The changes after a version, the oldest first, each entry once: with what readers get of it now, or that they get
/// nothing.
pub fn changes(catalog: &Catalog, asked: &query::Changes) -> Result<Made, Refusal> {
    let fold = catalog.read();
    let latest = fold.latest();
    if asked.since > latest.version {
        let detail = format!("the newest version is {}: begin anew, without since", latest.version.0);
        return Err(Refusal::fault("since", "unknown_version", detail));
    }
    let site = fold.site();
    let mut changed: Vec<Change> = fold.changed_after(asked.since).take(asked.limit + 1).map(Change::Entry).collect();
    let site_changed = fold.site_changed();
    if site_changed.version > asked.since {
        changed.push(Change::Site(site_changed));
        changed.sort_by_key(|change| change.at().version);
    }
    let more = changed.len() > asked.limit;
    changed.truncate(asked.limit);
    let version = match changed.last().filter(|_| more) {
        Some(last) => last.at().version,
        None => latest.version,
    };
    let data: Vec<Json> = changed.iter().map(|change| change.to_json(catalog, &site)).collect();
    let next = more.then(|| address(About::Changes, &asked.normal(version)));
    let this = address(About::Changes, &asked.normal(asked.since));
    let bytes = json!({
        "data": data,
        "meta": { "since": asked.since.0, "version": version.0, "more": more },
        "links": { "self": this, "next": next },
    });
    let mut exhibits = Exhibits::of_site();
    fold.kinds().iter().for_each(|kind| exhibits.show_list(kind));
    Ok(Made::json(bytes.to_string().into_bytes(), exhibits, Watch::Catalog, latest))
}

enum Change {
    Entry(Changed),
    /// The settings: every page may look otherwise.
    Site(Stamp),
}

impl Change {
    const fn at(&self) -> Stamp {
        match self {
            Self::Entry(changed) => changed.at,
            Self::Site(at) => *at,
        }
    }

    fn to_json(&self, catalog: &Catalog, site: &Site) -> Json {
        let Stamp { version, at } = self.at();
        let at = at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
        match self {
            Self::Site(_) => json!({
                "version": version.0, "at": at, "change": "site", "type": null, "id": null, "locale": null,
                "slug": null, "path": null, "cacheTag": SITE_TAG,
            }),
            Self::Entry(changed) => {
                let live = changed.live.as_ref();
                let path = live.zip(spec_of(catalog.kinds(), changed.kind));
                json!({
                    "version": version.0,
                    "at": at,
                    "change": if live.is_some() { "published" } else { "unpublished" },
                    "type": changed.kind.as_str(),
                    "id": changed.id,
                    "locale": changed.locale,
                    "slug": live.map(|entry| entry.slug.as_str()),
                    "path": path.map(|(entry, spec)| site.path(spec.plural, &entry.slug)),
                    "cacheTag": format!("{}:{}", changed.kind, changed.id),
                })
            }
        }
    }
}
