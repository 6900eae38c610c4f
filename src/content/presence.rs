//! Who is at an entry, and whose turn it is. It tells people of each other and never stops a save.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{ContentError, Entries, Revision, authorise, entity::presence, store};
use crate::{
    permission::{Actor, Permission},
    vocabulary::{EntryId, PersonId, Time},
};

/// A tab that has said nothing for so long is gone.
pub const GONE: chrono::TimeDelta = chrono::TimeDelta::seconds(45);

/// What a tab says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    Here,
    /// Asks for the turn.
    TakeOver,
    Leave,
}

/// Somebody else at the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    pub name: String,
    pub since: Time,
}

/// Whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    You,
    Other(String),
}

/// What a tab is told.
#[derive(Debug, Clone)]
pub struct Met {
    /// Each once, those who came first before the others.
    pub others: Vec<Other>,
    pub holder: Option<Holder>,
    /// The newest revision, and whether whoever asks made it.
    pub newest: Revision,
    pub yours: bool,
}

impl Entries {
    /// Notes that somebody is at an entry in a tab, and tells who else is.
    ///
    /// # Errors
    /// [`ContentError::Denied`] also for those who may only read it, [`ContentError::NotFound`], [`ContentError::Db`].
    pub async fn meet(
        &self,
        actor: &Actor,
        person: PersonId,
        id: EntryId,
        tab: Uuid,
        does: Does,
    ) -> Result<Met, ContentError> {
        let tx = self.db.begin().await?;
        // Locked, so that the turn is given once.
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        authorise(actor, Permission::EditContent, &entry)?;
        let now = self.clock.now();
        presence::Entity::delete_many().filter(presence::Column::SeenAt.lt(now - GONE)).exec(&tx).await?;
        let newest = store::revision(&tx, &self.kinds, &entry, entry.draft).await?;
        match does {
            Does::Leave => {
                let own = presence::Column::PersonId.eq(person.0);
                presence::Entity::delete_by_id((id.0, tab)).filter(own).exec(&tx).await?;
            }
            Does::Here | Does::TakeOver => seen(&tx, (id, tab), (person, &actor.name), now).await?,
        }
        let rows = turn(&tx, id, (does == Does::TakeOver).then_some(tab)).await?;
        tx.commit().await?;

        let mut others: Vec<(Uuid, Other)> = Vec::new();
        for row in rows.iter().filter(|row| row.person_id != person.0) {
            if !others.iter().any(|(known, _)| *known == row.person_id) {
                others.push((row.person_id, Other { name: row.name.clone(), since: row.since }));
            }
        }
        let holder = rows
            .iter()
            .find(|row| row.holds)
            .map(|row| if row.person_id == person.0 { Holder::You } else { Holder::Other(row.name.clone()) });
        let yours = newest.author == actor.label();
        Ok(Met { others: others.into_iter().map(|(_, other)| other).collect(), holder, newest, yours })
    }
}

/// Renews a tab's row. A tab's number is its person's alone.
async fn seen(
    tx: &DatabaseTransaction,
    (entry, tab): (EntryId, Uuid),
    (person, name): (PersonId, &str),
    now: Time,
) -> Result<(), ContentError> {
    let known = presence::Entity::find_by_id((entry.0, tab)).one(tx).await?;
    match known {
        Some(row) if row.person_id != person.0 => {}
        Some(row) => {
            let mut row: presence::ActiveModel = row.into();
            row.seen_at = Set(now);
            row.update(tx).await?;
        }
        None => {
            let row = presence::ActiveModel {
                entry_id: Set(entry.0),
                tab: Set(tab),
                person_id: Set(person.0),
                name: Set(name.to_owned()),
                since: Set(now),
                seen_at: Set(now),
                holds: Set(false),
            };
            presence::Entity::insert(row).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

/// All who are there, the first to come first. The turn is whose it was, or `asked`'s, or else the first's.
async fn turn(
    tx: &DatabaseTransaction,
    entry: EntryId,
    asked: Option<Uuid>,
) -> Result<Vec<presence::Model>, ContentError> {
    let mut rows = presence::Entity::find()
        .filter(presence::Column::EntryId.eq(entry.0))
        .order_by_asc(presence::Column::Since)
        .order_by_asc(presence::Column::Tab)
        .all(tx)
        .await?;
    let held = rows.iter().find(|row| row.holds).map(|row| row.tab);
    let next = asked.filter(|tab| rows.iter().any(|row| row.tab == *tab)).or(held);
    let next = next.or_else(|| rows.first().map(|row| row.tab));
    for row in &mut rows {
        let holds = Some(row.tab) == next;
        if row.holds != holds {
            row.holds = holds;
            let change = presence::ActiveModel {
                entry_id: Set(row.entry_id),
                tab: Set(row.tab),
                holds: Set(holds),
                ..Default::default()
            };
            change.update(tx).await?;
        }
    }
    Ok(rows)
}
