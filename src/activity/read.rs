//! The audit log, read for somebody who may.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use super::{Activity, Narrowed, csv, pages::Act};
use crate::{
    accounts::SignedIn,
    error::AppError,
    paths,
    permission::{Actor, Permission},
    platform::audit,
    vocabulary::{EntryId, KindSpec},
};

/// Acts on one page.
pub const PER_PAGE: u64 = 100;
/// The most rows of one export.
pub const EXPORT: u64 = 10_000;
/// The most people and tokens that can be chosen from; others are found by the links of their acts.
const ACTORS: u64 = 500;

/// One page of acts.
pub struct Found {
    pub acts: Vec<Act>,
    /// How many there are, as narrowed.
    pub total: u64,
    /// Label and name of everybody who did something.
    pub actors: Vec<(String, String)>,
}

impl Activity {
    pub fn kinds(&self) -> &[KindSpec] {
        self.entries.kinds().specs()
    }

    /// The page that is asked for, the newest act first.
    ///
    /// # Errors
    /// [`AppError::Forbidden`], and when the database does not answer.
    pub async fn page(&self, who: &SignedIn, narrowed: &Narrowed) -> Result<Found, AppError> {
        authorise(&who.actor)?;
        let filter = narrowed.filter(self.kinds(), who.viewer.site.time_zone);
        let offset = (narrowed.page() - 1).saturating_mul(PER_PAGE).min(i64::MAX.unsigned_abs());
        let reader = self.db.reader();
        let rows = audit::list(reader, &filter, offset, PER_PAGE).await?;
        let total = audit::count(reader, &filter).await?;
        let actors = audit::actors(reader, ACTORS).await?;
        let ids: Vec<EntryId> = rows.iter().filter_map(|row| row.subject_id.as_deref()?.parse().ok()).collect();
        let there: HashSet<EntryId> = self.entries.those_of(&who.actor, &ids).await?.into_keys().collect();
        let acts = rows.into_iter().map(|row| self.act(row, &there)).collect();
        Ok(Found { acts, total, actors })
    }

    /// The newest acts that fit as CSV, [`EXPORT`] of them at most.
    ///
    /// # Errors
    /// As [`page`](Self::page).
    pub async fn export(&self, who: &SignedIn, narrowed: &Narrowed) -> Result<String, AppError> {
        authorise(&who.actor)?;
        let filter = narrowed.filter(self.kinds(), who.viewer.site.time_zone);
        let rows = audit::list(self.db.reader(), &filter, 0, EXPORT).await?;
        let mut out = csv::MARK.to_owned();
        csv::row(
            &mut out,
            ["at", "actor", "actorName", "action", "subjectKind", "subjectId", "subjectTitle", "address", "detail"],
        );
        for row in rows {
            let audit::Model {
                id: _,
                at,
                actor,
                actor_name,
                action,
                subject_kind,
                subject_id,
                subject_title,
                detail,
                address,
            } = row;
            let at = at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
            let (subject_id, address) = (subject_id.unwrap_or_default(), address.unwrap_or_default());
            csv::row(
                &mut out,
                [&*at, &actor, &actor_name, &action, &subject_kind, &subject_id, &subject_title, &address, &detail],
            );
        }
        Ok(out)
    }

    fn act(&self, row: audit::Model, there: &HashSet<EntryId>) -> Act {
        let id = row.subject_id.unwrap_or_default();
        let kind = self.entries.kinds().named(&row.subject_kind).map(|kind| kind.spec());
        let href = match (kind, id.parse::<EntryId>()) {
            (Some(spec), Ok(id)) => there.contains(&id).then(|| paths::edit(spec.plural, id)),
            (Some(_), Err(_)) => None,
            (None, _) => match row.subject_kind.as_str() {
                "person" | "invitation" => Some(paths::people()),
                "token" => Some(paths::tokens()),
                "site" => Some(paths::settings()),
                _ => None,
            },
        };
        let detail: Map<String, Json> = serde_json::from_str(&row.detail).unwrap_or_default();
        Act {
            at: row.at,
            actor: row.actor,
            actor_name: row.actor_name,
            action: row.action,
            kind: kind.map(|spec| spec.name),
            title: row.subject_title,
            subject: id,
            href,
            role: detail.get("role").and_then(Json::as_str).map(str::to_owned),
            fields: changed(&detail),
            address: row.address,
        }
    }
}

fn authorise(actor: &Actor) -> Result<(), AppError> {
    if actor.may_some(Permission::ReadAudit) { Ok(()) } else { Err(AppError::Forbidden) }
}

/// The fields that an act changed, where it wrote down both sides.
fn changed(detail: &Map<String, Json>) -> Vec<String> {
    let (Some(old), Some(new)) = (detail.get("old"), detail.get("new").and_then(Json::as_object)) else {
        return Vec::new();
    };
    new.iter().filter(|(name, value)| old.get(name) != Some(value)).map(|(name, _)| name.clone()).collect()
}
