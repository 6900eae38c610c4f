//! The site's settings: a row of the log like any other, because every document depends on them.

use serde_json::json;
use url::Url;

use super::{
    Publisher,
    log::{Log, site as rows},
};
use crate::{
    content::{ContentError, Registry},
    permission::{Actor, Permission},
    platform::{audit, events},
    vocabulary::{CatalogVersion, FieldErrors, Pages, PathPattern, Site, Time},
    words::t,
};

const MAX_NAME: usize = 100;
const MAX_ADDRESS: usize = 1_000;

/// The settings as one row of the log made them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SiteVersion {
    pub site: Site,
    /// Of the row; 0 while nobody has said anything.
    pub version: CatalogVersion,
    /// Who made it, by name, and when.
    pub changed: Option<(String, Time)>,
}

/// Why the settings were not changed, or not told.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("you may not do this")]
    Denied,
    #[error("{0}")]
    Invalid(FieldErrors),
    /// Somebody changed them since; the newest.
    #[error("the settings were changed meanwhile")]
    Stale(Box<SiteVersion>),
    #[error(transparent)]
    Failed(#[from] ContentError),
}

impl From<sea_orm::DbErr> for SiteError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Failed(error.into())
    }
}

impl Publisher {
    /// The settings as the log has them now, whatever this replica's readers get.
    ///
    /// # Errors
    /// [`SiteError::Denied`], [`SiteError::Failed`].
    pub async fn site(&self, actor: &Actor) -> Result<SiteVersion, SiteError> {
        authorise(actor)?;
        Ok(rows::newest(self.db.reader()).await?)
    }

    /// Makes these the site's settings; `based_on` is the version of those that the actor saw. Saying what is so
    /// already changes nothing. When it returns, this replica's readers get documents made with them.
    ///
    /// # Errors
    /// [`SiteError::Denied`], [`SiteError::Invalid`], [`SiteError::Stale`], [`SiteError::Failed`].
    pub async fn change_site(
        &self,
        actor: &Actor,
        based_on: CatalogVersion,
        site: Site,
    ) -> Result<SiteVersion, SiteError> {
        authorise(actor)?;
        let site = check(site, &self.kinds).map_err(SiteError::Invalid)?;
        let tx = self.db.begin().await?;
        let mut log = Log::lock(&tx).await?;
        let newest = rows::newest(&tx).await?;
        if newest.site == site {
            return Ok(newest);
        }
        if newest.version != based_on {
            return Err(SiteError::Stale(Box::new(newest)));
        }
        let at = log.at(self.clock.now());
        log.append_site(&tx, actor, at, &site).await?;
        let act = audit::Record::new(actor.label(), actor.name.as_str(), "site.changed");
        let detail = json!({ "old": newest.site, "new": site });
        audit::record(&tx, act.on("site", "site", site.name.as_str()).detail(detail), at).await?;
        let event = events::Event {
            name: "site.changed".into(),
            subject_kind: "site".into(),
            subject_id: "site".into(),
            payload: json!({ "version": log.version() }),
            actor: actor.label(),
        };
        events::append(&tx, vec![event], at).await?;
        tx.commit().await?;
        self.feed.catch_up().await;
        Ok(SiteVersion { site, version: log.version(), changed: Some((actor.name.clone(), at)) })
    }
}

fn authorise(actor: &Actor) -> Result<(), SiteError> {
    if actor.may_some(Permission::ManageSettings) { Ok(()) } else { Err(SiteError::Denied) }
}

/// The settings as they are kept, or everything that is wrong with them, by the dotted name of the field.
///
/// # Errors
/// The errors, in the order of the fields.
pub fn check(site: Site, kinds: &Registry) -> Result<Site, FieldErrors> {
    let mut errors = FieldErrors::default();
    let Site { name, base_url, mut paths, mut listed, default_locale, time_zone, mut organisation, social_image } =
        site;
    let name = text(&mut errors, "name", &name);
    if name.is_empty() && errors.is_empty() {
        errors.add("name", "required", t!("problem-give-site-name"));
    }
    let base_url = base_address(&mut errors, &base_url);
    for plural in paths.keys().filter(|plural| kinds.plural(plural).is_none()) {
        errors.add(format!("paths.{plural}"), "unknown_kind", t!("problem-no-kind"));
    }
    // Where every kind lives unless something else is said.
    paths.retain(|plural, pattern| {
        *pattern = pattern.trim().to_owned();
        *pattern != Site::default().pattern(plural)
    });
    for plural in listed.iter().flatten() {
        if kinds.plural(plural).is_none_or(|kind| kind.spec().pages == Pages::None) {
            errors.add(format!("sitemap.{plural}"), "unknown_kind", t!("problem-no-kind"));
        }
    }
    // What every site lists unless something else is said.
    let all = kinds.specs().iter();
    listed =
        listed.filter(|listed| all.clone().any(|kind| listed.contains(kind.plural) != Site::default().lists(kind)));
    let site = Site { name, base_url, paths, listed, default_locale, time_zone, ..Site::default() };
    check_paths(&mut errors, &site, kinds);
    organisation.name = text(&mut errors, "organisation.name", &organisation.name);
    organisation.url = address(&mut errors, "organisation.url", &organisation.url);
    organisation.logo = address(&mut errors, "organisation.logo", &organisation.logo);
    let social_image = address(&mut errors, "socialImage", &social_image);
    if organisation.name.is_empty() && !(organisation.url.is_empty() && organisation.logo.is_empty()) {
        errors.add("organisation.name", "required", t!("problem-say-whose-address-logo-these"));
    }
    errors.into_result().map(|()| Site { organisation, social_image, ..site })
}

/// A line of text.
fn text(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    let text = text.trim();
    if text.chars().count() > MAX_NAME {
        errors.add(field, "too_long", t!("problem-max-name-characters-most", max_name = MAX_NAME.to_string()));
    }
    if text.contains(char::is_control) {
        errors.add(field, "control_character", t!("problem-one-line-plain-text"));
    }
    text.to_owned()
}

/// Where the site begins: what the paths of entries are put behind.
fn base_address(errors: &mut FieldErrors, text: &str) -> String {
    let url = address(errors, "baseUrl", text.trim().trim_end_matches('/'));
    if url.contains(['?', '#']) {
        errors.add("baseUrl", "not_a_base", t!("problem-leave-out-what-stands-behind"));
    }
    url.trim_end_matches('/').to_owned()
}

/// An address in the web, as browsers would write it; empty for none.
fn address(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let in_the_web = |url: &Url| {
        ["http", "https"].contains(&url.scheme())
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    };
    match Url::parse(text) {
        Ok(url) if in_the_web(&url) && url.as_str().len() <= MAX_ADDRESS => url.into(),
        Ok(url) if in_the_web(&url) => {
            errors.add(
                field,
                "too_long",
                t!("problem-max-address-characters-most", max_address = MAX_ADDRESS.to_string()),
            );
            text.to_owned()
        }
        _ => {
            errors.add(field, "not_an_address", t!("problem-use-address-https-www-example"));
            text.to_owned()
        }
    }
}

/// Each path is a pattern, and no path could be two kinds': otherwise a path would not lead to one entry.
fn check_paths(errors: &mut FieldErrors, site: &Site, kinds: &Registry) {
    let mut taken: Vec<(&str, PathPattern)> = Vec::new();
    for spec in kinds.specs() {
        let field = format!("paths.{}", spec.plural);
        match site.pattern(spec.plural).parse::<PathPattern>() {
            Err(wrong) => {
                errors.add(field, "not_a_pattern", t!("pattern-" + wrong.code(), max = PathPattern::MAX.to_string()))
            }
            Ok(pattern) => {
                if let Some((other, theirs)) = taken.iter().find(|(_, theirs)| theirs.clashes(&pattern)) {
                    let detail = t!(
                        "problem-other-could-same-address-they",
                        other = other.to_string(),
                        a = theirs.as_str().to_string()
                    );
                    errors.add(field, "clash", detail);
                }
                taken.push((spec.plural, pattern));
            }
        }
    }
}
