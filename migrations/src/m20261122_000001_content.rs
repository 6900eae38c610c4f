//! Entries, their revisions, the publication log and what is folded from it.

use sea_orm_migration::prelude::*;

use crate::columns::{
    index, integer, integer_null, key, keys, table, text, text_null, time, time_null, unique, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        entries(manager).await?;
        revisions(manager).await?;
        publications(manager).await?;
        references_and_slugs(manager).await?;
        catalog_state(manager).await
    }
}

async fn entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let entries = table(
        "entries",
        [
            key(uuid("id")),
            text("kind"),
            text("locale"),
            uuid("translation_group"),
            text("slug"),
            text("title"),
            text_null("external_id"),
            integer("draft_revision"),
            integer_null("live_revision"),
            integer_null("live_version"),
            time_null("published_at"),
            time_null("publish_at"),
            time_null("unpublish_at"),
            time_null("trashed_at"),
            time("created_at"),
            text("created_by"),
            time("updated_at"),
            text("updated_by"),
        ],
    );
    manager.create_table(entries).await?;
    let untrashed = || Expr::col("trashed_at").is_null();
    manager.create_index(unique("entries", ["kind", "locale", "slug"]).and_where(untrashed()).take()).await?;
    manager.create_index(unique("entries", ["kind", "locale", "external_id"])).await?;
    manager.create_index(unique("entries", ["translation_group", "locale"]).and_where(untrashed()).take()).await?;
    manager.create_index(index("entries", ["kind", "updated_at"])).await
}

async fn revisions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let revisions = table(
        "revisions",
        [
            uuid("entry_id"),
            integer("number"),
            text("slug"),
            text("title"),
            text("content"),
            integer("schema_version"),
            text("cause"),
            text_null("note"),
            integer_null("based_on"),
            text("author"),
            text("author_name"),
            time("created_at"),
        ],
    )
    .primary_key(&mut keys(["entry_id", "number"]))
    .foreign_key(ForeignKey::create().from("revisions", "entry_id").to("entries", "id"))
    .take();
    manager.create_table(revisions).await
}

async fn publications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let publications = table(
        "publications",
        [
            key(integer("catalog_version")),
            uuid("operation"),
            text("cause"),
            text("subject"),
            uuid_null("entry_id"),
            text_null("kind"),
            text_null("locale"),
            uuid_null("translation_group"),
            text_null("slug"),
            integer_null("revision"),
            text_null("head"),
            text_null("refs"),
            text_null("value"),
            text("author"),
            text("author_name"),
            time("at"),
        ],
    );
    manager.create_table(publications).await?;
    manager.create_index(index("publications", ["entry_id", "catalog_version"])).await?;
    manager.create_index(index("publications", ["operation"])).await?;
    manager.create_index(index("publications", ["at"])).await
}

async fn references_and_slugs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let references =
        table("entry_references", [uuid("from_entry"), text("side"), uuid("to_entry"), text("mode"), text("path")])
            .primary_key(&mut keys(["from_entry", "side", "to_entry", "path"]))
            .take();
    manager.create_table(references).await?;
    manager.create_index(index("entry_references", ["to_entry", "side"])).await?;

    let slugs = table("slugs", [text("kind"), text("locale"), text("slug"), uuid("entry_id"), integer("since")])
        .primary_key(&mut keys(["kind", "locale", "slug"]))
        .take();
    manager.create_table(slugs).await
}

/// One row, which every publishing transaction locks and counts up.
async fn catalog_state(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(table("catalog_state", [key(integer("id")), integer("version"), time_null("at")])).await?;
    let first = Query::insert()
        .into_table("catalog_state")
        .columns(["id", "version"])
        .values([1_i64.into(), 0_i64.into()])
        .map_err(|error| DbErr::Migration(error.to_string()))?
        .take();
    manager.get_connection().execute(&first).await?;
    Ok(())
}
