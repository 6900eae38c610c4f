//! The rows of links. Set-up links have the same table and are none of ours.

use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use super::Invitation;
use crate::{
    accounts::{
        entity::invitation::{ActiveModel, Column as C, Entity, Model},
        model::Email,
    },
    permission::{Actor, Role},
    vocabulary::{InvitationId, PersonId, Time},
};

const INVITE: &str = "invite";
const RESET: &str = "reset";

/// What every link has.
#[derive(Debug)]
pub struct NewLink<'a> {
    pub digest: String,
    pub by: &'a Actor,
    pub at: Time,
    pub expires_at: Time,
}

pub async fn insert_invitation(
    db: &impl ConnectionTrait,
    link: &NewLink<'_>,
    email: &Email,
    role: Role,
) -> Result<InvitationId, DbErr> {
    let id = InvitationId::new();
    let row = ActiveModel {
        id: Set(id.0),
        email: Set(Some(email.to_string())),
        role: Set(Some(role.to_string())),
        ..row(INVITE, link)
    };
    row.insert(db).await?;
    Ok(id)
}

pub async fn insert_reset(db: &impl ConnectionTrait, link: &NewLink<'_>, person: PersonId) -> Result<(), DbErr> {
    let row = ActiveModel { person_id: Set(Some(person.0)), ..row(RESET, link) };
    row.insert(db).await?;
    Ok(())
}

fn row(purpose: &str, link: &NewLink<'_>) -> ActiveModel {
    ActiveModel {
        id: Set(Uuid::now_v7()),
        purpose: Set(purpose.to_owned()),
        digest: Set(link.digest.clone()),
        person_id: Set(None),
        role: Set(None),
        email: Set(None),
        created_at: Set(link.at),
        expires_at: Set(link.expires_at),
        used_at: Set(None),
        created_by: Set(link.by.label()),
    }
}

/// By address. A row that this Galley cannot read is nobody's invitation.
pub async fn invitations(db: &impl ConnectionTrait) -> Result<Vec<Invitation>, DbErr> {
    let rows = Entity::find().filter(C::Purpose.eq(INVITE)).order_by_asc(C::Email).all(db).await?;
    Ok(rows.into_iter().filter_map(read).collect())
}

pub async fn invitation(db: &impl ConnectionTrait, id: InvitationId) -> Result<Option<Invitation>, DbErr> {
    let row = Entity::find_by_id(id.0).filter(C::Purpose.eq(INVITE)).one(db).await?;
    Ok(row.and_then(read))
}

/// The invitation of a digest, if it is good.
pub async fn invitation_of(db: &impl ConnectionTrait, digest: &str, now: Time) -> Result<Option<Invitation>, DbErr> {
    Ok(good(db, INVITE, digest, now).await?.and_then(read))
}

/// The reset link of a digest, if it is good, and whose password it sets.
pub async fn reset_of(db: &impl ConnectionTrait, digest: &str, now: Time) -> Result<Option<(Uuid, PersonId)>, DbErr> {
    let row = good(db, RESET, digest, now).await?;
    Ok(row.and_then(|row| Some((row.id, PersonId(row.person_id?)))))
}

/// Uses a link; whether it was still good. Of two at once one has it.
pub async fn take(db: &impl ConnectionTrait, id: Uuid, now: Time) -> Result<bool, DbErr> {
    let taken = Entity::delete_by_id(id).filter(C::ExpiresAt.gt(now)).exec(db).await?;
    Ok(taken.rows_affected == 1)
}

/// Ends the invitations for an address.
pub async fn drop_invitations(db: &impl ConnectionTrait, email: &Email) -> Result<(), DbErr> {
    let theirs = Entity::delete_many().filter(C::Purpose.eq(INVITE)).filter(C::Email.eq(email.as_str()));
    theirs.exec(db).await.map(drop)
}

/// Ends the reset links of a person.
pub async fn drop_resets(db: &impl ConnectionTrait, person: PersonId) -> Result<(), DbErr> {
    let theirs = Entity::delete_many().filter(C::Purpose.eq(RESET)).filter(C::PersonId.eq(person.0));
    theirs.exec(db).await.map(drop)
}

/// Ends the links that a person made for others.
pub async fn drop_made_by(db: &impl ConnectionTrait, person: PersonId) -> Result<(), DbErr> {
    let label = format!("person:{person}");
    let theirs = Entity::delete_many().filter(C::Purpose.is_in([INVITE, RESET])).filter(C::CreatedBy.eq(label));
    theirs.exec(db).await.map(drop)
}

async fn good(db: &impl ConnectionTrait, purpose: &str, digest: &str, now: Time) -> Result<Option<Model>, DbErr> {
    let query = Entity::find().filter(C::Purpose.eq(purpose)).filter(C::Digest.eq(digest));
    query.filter(C::ExpiresAt.gt(now)).filter(C::UsedAt.is_null()).one(db).await
}

fn read(row: Model) -> Option<Invitation> {
    let (email, role) = (row.email?.parse().ok()?, row.role?.parse().ok()?);
    Some(Invitation { id: InvitationId(row.id), email, role, expires_at: row.expires_at })
}
