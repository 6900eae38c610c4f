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
        lists(manager).await?;
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

/// For lists of very many entries: in each order, of one maker, counted by state, and of those that name an entry in a
/// field. The first and the second hold what lists are narrowed by, so that no other entry's row is read.
async fn lists(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let untrashed = || Expr::col("trashed_at").is_null();
    let mut by_time = index("entries", ["kind", "updated_at", "id", "live_revision", "draft_revision", "created_by"]);
    for mut index in [
        by_time.name("entries_by_time").take(),
        index("entries", ["kind", "published_at", "id"]),
        index("entries", ["kind", "created_by", "updated_at", "id"]),
        index("entries", ["kind", "live_revision", "draft_revision"]),
        index("entries", ["updated_by", "updated_at"]),
    ] {
        manager.create_index(index.and_where(untrashed()).take()).await?;
    }
    // The builder refuses expressions for SQLite, which takes them as PostgreSQL does.
    let by_title = "CREATE INDEX entries_by_title ON entries (kind, lower(title), id, slug) WHERE trashed_at IS NULL";
    manager.get_connection().execute_unprepared(by_title).await?;
    manager.create_index(index("entries", ["trashed_at"]).and_where(untrashed().not()).take()).await?;
    manager.drop_index(Index::drop().name("entries_kind_updated_at").table("entries").to_owned()).await?;
    manager.create_index(index("entry_references", ["to_entry", "side", "path", "from_entry"])).await?;
    manager.drop_index(Index::drop().name("entry_references_to_entry_side").table("entry_references").to_owned()).await
}
