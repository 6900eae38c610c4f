//! People, and the ways in: sessions, tokens, invitations, and the count of failed tries.

use sea_orm_migration::prelude::*;

use crate::columns::{boolean, index, integer, key, table, text, text_null, time, time_null, unique, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        people(manager).await?;
        sessions(manager).await?;
        tokens(manager).await?;
        invitations(manager).await?;
        sign_in_attempts(manager).await
    }
}

/// The e-mail address is stored in lower case.
async fn people(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let people = table(
        "people",
        [
            key(uuid("id")),
            text("email"),
            text("name"),
            text("role"),
            text_null("password_hash"),
            time_null("disabled_at"),
            time("created_at"),
            time("updated_at"),
            time_null("last_sign_in_at"),
            integer("security_stamp").default(0).take(),
        ],
    );
    manager.create_table(people).await?;
    manager.create_index(unique("people", ["email"])).await
}

/// `id` is the hexadecimal SHA-256 of the cookie's id: a stolen table opens no session.
async fn sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sessions = table(
        "sessions",
        [
            key(text("id")),
            uuid_null("person_id"),
            text("data"),
            time("created_at"),
            time("seen_at"),
            time("expires_at"),
        ],
    );
    manager.create_table(sessions).await?;
    manager.create_index(index("sessions", ["person_id"])).await?;
    manager.create_index(index("sessions", ["expires_at"])).await
}

async fn tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let tokens = table(
        "tokens",
        [
            key(uuid("id")),
            text("name"),
            text("prefix"),
            text("digest"),
            text("scopes"),
            uuid_null("created_by"),
            time("created_at"),
            time_null("expires_at"),
            time_null("last_used_at"),
            text_null("last_used_from"),
            time_null("revoked_at"),
        ],
    );
    manager.create_table(tokens).await?;
    manager.create_index(unique("tokens", ["digest"])).await
}

/// Links that may be used once; `purpose` is `setup`, `invite` or `reset`.
async fn invitations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let invitations = table(
        "invitations",
        [
            key(uuid("id")),
            text("purpose"),
            text("digest"),
            uuid_null("person_id"),
            text_null("role"),
            text_null("email"),
            time("created_at"),
            time("expires_at"),
            time_null("used_at"),
            text("created_by"),
        ],
    );
    manager.create_table(invitations).await?;
    manager.create_index(unique("invitations", ["digest"])).await
}

async fn sign_in_attempts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let attempts = table(
        "sign_in_attempts",
        [key(uuid("id")), text("account"), text("address"), boolean("succeeded"), time("at")],
    );
    manager.create_table(attempts).await?;
    manager.create_index(index("sign_in_attempts", ["account", "at"])).await?;
    manager.create_index(index("sign_in_attempts", ["address", "at"])).await
}
