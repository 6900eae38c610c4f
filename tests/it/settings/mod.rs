//! The site's settings: who may change them, what they change for readers, and what is never lost.

use galley::{
    paths,
    permission::{Actor, Role, Scope},
    publishing::{SiteError, SiteVersion},
    vocabulary::{CatalogVersion, Lens, Site},
};
use reqwest::StatusCode;
use serde_json::Value as Json;

use crate::{
    editor::Browser,
    harness::{Desk, Stage as _, TestSite, article, both, id_of},
};

mod frontends;
mod readers;
mod refusals;
mod system;
mod two;

fn owner() -> Actor {
    Actor::system("test")
}

/// Changes what is kept now.
async fn change(site: &TestSite, with: impl FnOnce(&mut Site)) -> Result<SiteVersion, SiteError> {
    let SiteVersion { site: mut wanted, version, .. } = site.app.publisher.site(&owner()).await?;
    with(&mut wanted);
    site.app.publisher.change_site(&owner(), version, wanted).await
}
