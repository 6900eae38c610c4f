//! What the platform keeps: jobs, events, the audit log, settings.

use sea_orm_migration::prelude::*;

use crate::columns::{index, integer, key, table, text, text_null, time, time_null, unique, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        jobs(manager).await?;
        events(manager).await?;
        audit(manager).await?;
        settings(manager).await
    }
}

/// A job that waits or runs is there once per name and key, and `generation` counts how often it was asked for.
/// A done one is deleted; one that was given up stays, to be looked at.
async fn jobs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let jobs = table(
        "jobs",
        [
            key(uuid("id")),
            text("name"),
            text("key"),
            text("payload"),
            time("run_at"),
            integer("attempts").default(0).take(),
            integer("generation").default(0).take(),
            time_null("locked_until"),
            time_null("failed_at"),
            text_null("last_error"),
            time("created_at"),
        ],
    );
    manager.create_table(jobs).await?;
    let waiting = || Expr::col("failed_at").is_null();
    manager.create_index(unique("jobs", ["name", "key"]).and_where(waiting()).take()).await?;
    manager.create_index(index("jobs", ["run_at"]).and_where(waiting()).take()).await
}

async fn events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let events = table(
        "events",
        [
            key(uuid("id")),
            text("name"),
            text("subject_kind"),
            text("subject_id"),
            text("payload"),
            text("actor"),
            time("at"),
        ],
    );
    manager.create_table(events).await?;
    manager.create_index(index("events", ["at"])).await?;
    manager.create_index(index("events", ["subject_kind", "subject_id"])).await
}

async fn audit(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let audit = table(
        "audit",
        [
            key(uuid("id")),
            time("at"),
            text("actor"),
            text("actor_name"),
            text("action"),
            text("subject_kind"),
            text_null("subject_id"),
            text("subject_title"),
            text("detail"),
            text_null("address"),
        ],
    );
    manager.create_table(audit).await?;
    manager.create_index(index("audit", ["at"])).await?;
    manager.create_index(index("audit", ["subject_kind", "subject_id"])).await
}

async fn settings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let settings = table("settings", [key(text("name")), text("value"), time("updated_at"), text("updated_by")]);
    manager.create_table(settings).await
}
