//! The log's rows of the site's settings.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder,
};

use super::{CHANNEL, Log, publication, state};
use crate::{
    content::ContentError,
    permission::Actor,
    platform::dialect,
    publishing::site::SiteVersion,
    vocabulary::{CatalogVersion, Site, Time},
};

const SUBJECT: &str = "site";
const CAUSE: &str = "changed";

impl Log {
    /// Appends the row of new settings.
    ///
    /// # Errors
    /// [`ContentError::Db`].
    pub async fn append_site(
        &mut self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        at: Time,
        site: &Site,
    ) -> Result<(), ContentError> {
        let value = serde_json::to_string(site).map_err(|error| ContentError::Corrupt(error.to_string()))?;
        self.version = self.version.next();
        publication::ActiveModel {
            catalog_version: Set(self.version.0),
            operation: Set(self.operation.0),
            cause: Set(CAUSE.to_owned()),
            subject: Set(SUBJECT.to_owned()),
            value: Set(Some(value)),
            author: Set(actor.label()),
            author_name: Set(actor.name.clone()),
            at: Set(at),
            ..Default::default()
        }
        .insert(tx)
        .await?;
        let state = state::ActiveModel { id: Set(1), version: Set(self.version.0), at: Set(Some(at)) };
        state.update(tx).await?;
        dialect::notify(tx, CHANNEL).await?;
        self.last = Some(at);
        Ok(())
    }
}

/// The newest settings; those of a new site while the log has none.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn newest(conn: &impl ConnectionTrait) -> Result<SiteVersion, ContentError> {
    let rows = publication::Entity::find().filter(publication::Column::Subject.eq(SUBJECT));
    let row = rows.order_by_desc(publication::Column::CatalogVersion).one(conn).await?;
    let Some(row) = row else { return Ok(SiteVersion::default()) };
    let site = row.value.as_deref().and_then(|value| serde_json::from_str(value).ok());
    Ok(SiteVersion {
        site: site.ok_or_else(|| ContentError::Corrupt(format!("publication {}: its value", row.catalog_version)))?,
        version: CatalogVersion(row.catalog_version),
        changed: Some((row.author_name, row.at)),
    })
}

/// The version of the newest row, whatever it is of.
///
/// # Errors
/// [`ContentError::Db`].
pub async fn newest_version(conn: &impl ConnectionTrait) -> Result<CatalogVersion, ContentError> {
    let state = state::Entity::find_by_id(1).one(conn).await?;
    Ok(CatalogVersion(state.map_or(0, |state| state.version)))
}
