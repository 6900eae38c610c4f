//! What the panel remembers of people: how they like it, where they are signed in, which lists they come back to; and
//! which token took whose place.

use sea_orm_migration::prelude::*;

use crate::columns::{index, key, table, text, text_null, time, unique, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "people", text_null("preferences")).await?;
        add(manager, "sessions", text_null("address")).await?;
        add(manager, "sessions", text_null("agent")).await?;
        add(manager, "tokens", uuid_null("successor")).await?;
        saved_views(manager).await?;
        // Lists in other orders, and what somebody worked on last.
        manager.create_index(index("entries", ["kind", "title"])).await?;
        manager.create_index(index("entries", ["updated_by", "updated_at"])).await?;
        // The audit log by what was done, and by who did it.
        manager.create_index(index("audit", ["action", "at"])).await?;
        manager.create_index(index("audit", ["actor", "at"])).await
    }
}

/// SQLite adds one column at a time.
async fn add(manager: &SchemaManager<'_>, to: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(to).add_column(column).take()).await
}

/// A list as somebody narrowed and sorted it, under a name; `query` is the part of the address behind the `?`.
async fn saved_views(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let views = table(
        "saved_views",
        [key(uuid("id")), uuid("person_id"), text("kind"), text("name"), text("query"), time("created_at")],
    );
    manager.create_table(views).await?;
    manager.create_index(unique("saved_views", ["person_id", "kind", "name"])).await
}
