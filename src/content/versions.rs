//! The names that people give to versions. A revision is never updated, so its name stands beside it.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::{ContentError, Entries, authorise, entity::version_name, store};
use crate::{
    permission::{Actor, Permission},
    vocabulary::{EntryId, FieldErrors, RevisionNumber},
    words::t,
};

/// The longest name, in characters.
const MAX: usize = 100;

impl Entries {
    /// Calls a version something; an empty name takes its name away.
    ///
    /// # Errors
    /// [`ContentError::Invalid`] at `name`, [`ContentError::NotFound`], [`ContentError::Denied`], [`ContentError::Db`].
    pub async fn name_version(
        &self,
        actor: &Actor,
        id: EntryId,
        number: RevisionNumber,
        name: &str,
    ) -> Result<(), ContentError> {
        let name = name.trim();
        if name.chars().count() > MAX || name.chars().any(char::is_control) {
            return Err(FieldErrors::one("name", "too_long", t!("version-name-long", max = MAX)).into());
        }
        let tx = self.db.begin().await?;
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        authorise(actor, Permission::EditContent, &entry)?;
        store::revision(&tx, &self.kinds, &entry, number).await?;
        if name.is_empty() {
            version_name::Entity::delete_by_id((id.0, number.0)).exec(&tx).await?;
        } else {
            let row = version_name::ActiveModel {
                entry_id: Set(id.0),
                number: Set(number.0),
                name: Set(name.to_owned()),
                named_by: Set(actor.label()),
                named_at: Set(self.clock.now()),
            };
            let mut again = OnConflict::columns([version_name::Column::EntryId, version_name::Column::Number]);
            again.update_columns([
                version_name::Column::Name,
                version_name::Column::NamedBy,
                version_name::Column::NamedAt,
            ]);
            version_name::Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The names of an entry's versions.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::Db`].
    pub async fn version_names(
        &self,
        actor: &Actor,
        entry: &super::Entry,
    ) -> Result<HashMap<RevisionNumber, String>, ContentError> {
        authorise(actor, Permission::ReadContent, entry)?;
        let rows = version_name::Entity::find()
            .filter(version_name::Column::EntryId.eq(entry.id.0))
            .all(self.db.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (RevisionNumber(row.number), row.name)).collect())
    }
}
