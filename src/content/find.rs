//! Entries of every kind and language while somebody types: by the letters of title or slug, and unasked.
//!
//! Made for a hundred thousand entries, as lists are: both parts of the search read the index by title, and neither
//! collects all that a few letters fit.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::SimpleExpr,
};

use super::{
    ContentError, Entries, Entry,
    access::authorise_some,
    beside::written_by,
    choices::rank,
    entity::entry,
    list::{self, lower_title},
    store,
};
use crate::permission::{Actor, Permission};

/// Of so many matches, the newest, the best are chosen.
const RANKED: u64 = 200;
/// So many matches are looked at, beside those that begin with the letters. Whoever looks for one of more types on.
const LOOKED_AT: u64 = 2_000;

impl Entries {
    /// What begins with the letters first, then the newest. Nothing in the trash.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn titled(&self, actor: &Actor, letters: &str, limit: usize) -> Result<Vec<Entry>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        let letters = letters.trim().to_lowercase();
        let query = list::Query { text: letters.clone(), ..list::Query::default() };
        let Some(holding) = query.found() else { return Ok(Vec::new()) };
        // Each kind by its name, so that the index by kind and title is of use.
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.spec().name.as_str()).collect();
        let holding = holding.filter(entry::Column::Kind.is_in(kinds));
        // The last of all characters ends what begins with the letters.
        let beginning = holding.clone().filter(lower_title().between(letters.as_str(), format!("{letters}\u{10ffff}")));
        let holding = holding.filter(lower_title().gte(""));
        let either = Condition::any().add(among(beginning, RANKED)).add(among(holding, LOOKED_AT));
        let find = entry::Entity::find().filter(entry::Column::TrashedAt.is_null()).filter(either);
        let newest = find.order_by_desc(entry::Column::UpdatedAt).order_by_desc(entry::Column::Id).limit(RANKED);
        let mut entries = self.read(newest).await?;
        entries.sort_by_key(|entry| rank(&entry.title, &letters));
        entries.truncate(limit);
        Ok(entries)
    }

    /// What the actor changed last.
    ///
    /// # Errors
    /// As [`titled`](Self::titled).
    pub async fn changed(&self, actor: &Actor, limit: u64) -> Result<Vec<Entry>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        self.read(written_by(&actor.label()).limit(limit)).await
    }

    async fn read(&self, find: Select<entry::Entity>) -> Result<Vec<Entry>, ContentError> {
        find.all(self.db.reader()).await?.into_iter().map(|row| store::to_entry(&self.kinds, row)).collect()
    }
}

fn among(find: Select<entry::Entity>, limit: u64) -> SimpleExpr {
    entry::Column::Id.in_subquery(find.select_only().column(entry::Column::Id).limit(limit).into_query())
}
