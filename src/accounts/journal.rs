//! What is written down of the verbs about people, sessions and tokens, in the transaction of the verb.

use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Value as Json, json};

use super::{
    Accounts,
    model::{Email, Person},
};
use crate::{
    permission::{Actor, Role},
    platform::{
        audit::{self, Record},
        http::ClientAddress,
    },
    vocabulary::{InvitationId, TokenId},
};

impl Accounts {
    /// Something was done to a person.
    pub(super) async fn note_person(
        &self,
        tx: &impl ConnectionTrait,
        action: &'static str,
        by: &Actor,
        person: &Person,
    ) -> Result<(), DbErr> {
        let record = record(by, action).on("person", person.id, person.name.as_str());
        audit::record(tx, record.detail(json!({"role": person.role})), self.clock.now()).await
    }

    /// Somebody was invited, or is so no more.
    pub(super) async fn note_invitation(
        &self,
        tx: &impl ConnectionTrait,
        action: &'static str,
        by: &Actor,
        (id, email, role): (InvitationId, &Email, Role),
    ) -> Result<(), DbErr> {
        let record = record(by, action).on("invitation", id, email.as_str());
        audit::record(tx, record.detail(json!({"role": role})), self.clock.now()).await
    }

    /// Somebody's session began or ended.
    pub(super) async fn note_session(
        &self,
        tx: &impl ConnectionTrait,
        action: &'static str,
        actor: &Actor,
        from: ClientAddress,
    ) -> Result<(), DbErr> {
        audit::record(tx, record(actor, action).from_address(from.0), self.clock.now()).await
    }

    /// Something was done to a token.
    pub(super) async fn note_token(
        &self,
        tx: &impl ConnectionTrait,
        action: &'static str,
        by: &Actor,
        (id, name): (TokenId, &str),
        detail: Json,
    ) -> Result<(), DbErr> {
        audit::record(tx, record(by, action).on("token", id, name).detail(detail), self.clock.now()).await
    }
}

fn record(by: &Actor, action: &'static str) -> Record {
    Record::new(by.label(), by.name.as_str(), action)
}
