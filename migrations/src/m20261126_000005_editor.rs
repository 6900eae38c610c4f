//! What the editor needs to save while somebody writes: a save's own key, which a retry repeats; who is at an entry; and
//! the names that people give to versions.

use sea_orm_migration::prelude::*;

use crate::columns::{boolean, index, integer, keys, table, text, time, unique, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("revisions").add_column(uuid_null("save_key")).take()).await?;
        manager.create_index(unique("revisions", ["save_key"])).await?;
        presence(manager).await?;
        version_names(manager).await
    }
}

/// A row for each open tab, renewed while it is open; swept when it is not. `holds`: the one whose turn it is.
async fn presence(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid("entry_id"),
        uuid("tab"),
        uuid("person_id"),
        text("name"),
        time("since"),
        time("seen_at"),
        boolean("holds"),
    ];
    manager.create_table(table("presence", columns).primary_key(&mut keys(["entry_id", "tab"])).take()).await?;
    manager.create_index(index("presence", ["seen_at"])).await
}

/// Revisions are never updated, so what people call them stands beside them.
async fn version_names(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [uuid("entry_id"), integer("number"), text("name"), text("named_by"), time("named_at")];
    manager.create_table(table("version_names", columns).primary_key(&mut keys(["entry_id", "number"])).take()).await
}
