//! Acts on entries, written down for people (audit) and for programs (events).

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{ContentError, Entry};
use crate::{
    permission::Actor,
    platform::{audit, events},
    vocabulary::Time,
};

/// Writes acts down in their own transaction; a verb in the past tense each: `published`.
///
/// # Errors
/// [`ContentError::Db`].
pub async fn record(
    tx: &DatabaseTransaction,
    actor: &Actor,
    acts: &[(&Entry, &str)],
    at: Time,
) -> Result<(), ContentError> {
    let mut records = Vec::with_capacity(acts.len());
    let mut happened = Vec::with_capacity(acts.len());
    for (entry, verb) in acts {
        let name = format!("{}.{verb}", entry.kind);
        let detail = json!({ "revision": entry.draft, "slug": entry.slug, "locale": entry.locale });
        happened.push(events::Event {
            name: name.clone(),
            subject_kind: entry.kind.to_string(),
            subject_id: entry.id.to_string(),
            payload: detail.clone(),
            actor: actor.label(),
        });
        let act = audit::Record::new(actor.label(), actor.name.clone(), name);
        records.push(act.on(entry.kind.as_str(), entry.id, entry.title.as_str()).detail(detail));
    }
    audit::record_all(tx, records, at).await?;
    events::append(tx, happened, at).await?;
    Ok(())
}
