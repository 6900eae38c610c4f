//! Links that lead out of the site: whether there is still something where they lead.

use sea_orm_migration::prelude::*;

use crate::columns::{index, integer, integer_null, key, keys, table, text, text_null, time, time_null, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `digest`: of the address, which may be longer than an index takes. `state`: nothing before the first look.
        let links = [
            key(text("digest")),
            text("url"),
            text("host"),
            text_null("state"),
            integer_null("status"),
            time_null("failing_since"),
            time_null("checked_at"),
            time("due_at"),
        ];
        manager.create_table(table("web_links", links)).await?;
        manager.create_index(index("web_links", ["host", "due_at"])).await?;
        manager.create_index(index("web_links", ["due_at"])).await?;
        manager.create_index(index("web_links", ["checked_at"])).await?;
        // Which drafts hold which of them, and the revision of each draft that was read for it.
        let mut uses = table("web_link_uses", [uuid("entry_id"), text("digest")]);
        manager.create_table(uses.primary_key(&mut keys(["entry_id", "digest"])).take()).await?;
        manager.create_index(index("web_link_uses", ["digest"])).await?;
        manager.create_table(table("web_link_reads", [key(uuid("entry_id")), integer("revision")])).await
    }
}
