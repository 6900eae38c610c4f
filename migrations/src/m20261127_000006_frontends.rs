//! Previews on the sites' own pages: where those are, the links that were shared, and the key that signs them.

use sea_orm_migration::prelude::*;

use crate::columns::{boolean, index, key, table, text, text_null, time, time_null, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `framing`: what the last test found of whether the site may stand in a frame of ours.
        let frontends = [key(uuid("id")), text("name"), text("template"), text_null("framing"), time("created_at")];
        manager.create_table(table("frontends", frontends)).await?;
        // `probe`: made by a test of a frontend, for itself alone.
        let links = [
            key(uuid("id")),
            uuid("entry_id"),
            uuid("person_id"),
            text("person_name"),
            boolean("probe"),
            time("created_at"),
            time("expires_at"),
            time_null("used_at"),
        ];
        manager.create_table(table("preview_links", links)).await?;
        manager.create_index(index("preview_links", ["entry_id", "created_at"])).await?;
        manager.create_index(index("preview_links", ["expires_at"])).await?;
        manager.create_table(table("signing_keys", [key(text("name")), text("key"), time("created_at")])).await
    }
}
