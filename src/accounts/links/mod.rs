//! Links that let somebody in once: an invitation makes an account, a reset link sets a password. Whoever has the link
//! is let in, so it is shown once, stored as a digest, and out of date soon. A row is a link that is still good for
//! something: used and withdrawn ones are gone.

pub mod admin;
mod pages;
pub mod store;

use chrono::TimeDelta;

use super::{
    Accounts,
    extract::Device,
    model::{AccountError, Email, NewPerson, Password, Person, TokenSecret},
    people::{TURN, allowed, not_oneself},
    secret,
    store::{self as people, PersonChange},
};
use crate::{
    permission::{Actor, Role},
    platform::dialect,
    vocabulary::{FieldErrors, InvitationId, PersonId, Time},
    words::t,
};

/// How long an invitation is good.
const INVITATION: TimeDelta = TimeDelta::days(7);
/// How long a reset link is good.
const RESET: TimeDelta = TimeDelta::hours(24);

/// A link that was made: its secret can be seen here and never again.
#[derive(Debug, Clone)]
pub struct IssuedLink {
    pub secret: TokenSecret,
    pub expires_at: Time,
    /// Whom it is for.
    pub email: Email,
}

/// Somebody who is to get an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: Email,
    pub role: Role,
    pub expires_at: Time,
}

impl Accounts {
    /// The invitations that nobody has used yet, also those that are out of date.
    ///
    /// # Errors
    /// [`AccountError::Forbidden`].
    pub async fn invitations(&self, by: &Actor) -> Result<Vec<Invitation>, AccountError> {
        allowed(by, &[])?;
        Ok(store::invitations(self.db.reader()).await?)
    }

    /// Makes a link by which somebody gets an account. An earlier one for the same address ends.
    ///
    /// # Errors
    /// [`AccountError::Invalid`] at `email` when the address has an account; [`AccountError::Forbidden`], also for an
    /// owner invited by somebody who is none.
    pub async fn invite(&self, by: &Actor, email: Email, role: Role) -> Result<IssuedLink, AccountError> {
        allowed(by, &[role])?;
        let tx = self.db.begin().await?;
        dialect::take_turn(&tx, TURN).await?;
        if people::person_by_email(&tx, email.as_str()).await?.is_some() {
            return Err(FieldErrors::one("email", "taken", t!("email-taken")).into());
        }
        store::drop_invitations(&tx, &email).await?;
        let (secret, now) = (secret::random(), self.clock.now());
        let link = store::NewLink { digest: secret::digest(&secret), by, at: now, expires_at: now + INVITATION };
        let id = store::insert_invitation(&tx, &link, &email, role).await?;
        self.note_invitation(&tx, "person.invited", by, (id, &email, role)).await?;
        tx.commit().await?;
        Ok(IssuedLink { secret: TokenSecret(secret), expires_at: link.expires_at, email })
    }

    /// Makes a new link for an invitation; the one before ends.
    ///
    /// # Errors
    /// As [`invite`](Self::invite), and [`AccountError::NotFound`].
    pub async fn renew_invitation(&self, by: &Actor, id: InvitationId) -> Result<IssuedLink, AccountError> {
        allowed(by, &[])?;
        let invitation = store::invitation(self.db.reader(), id).await?.ok_or(AccountError::NotFound)?;
        self.invite(by, invitation.email, invitation.role).await
    }

    /// Ends an invitation.
    ///
    /// # Errors
    /// [`AccountError::NotFound`] and [`AccountError::Forbidden`].
    pub async fn withdraw_invitation(&self, by: &Actor, id: InvitationId) -> Result<(), AccountError> {
        allowed(by, &[])?;
        let tx = self.db.begin().await?;
        let invitation = store::invitation(&tx, id).await?.ok_or(AccountError::NotFound)?;
        allowed(by, &[invitation.role])?;
        store::drop_invitations(&tx, &invitation.email).await?;
        let subject = (id, &invitation.email, invitation.role);
        self.note_invitation(&tx, "person.invitation_withdrawn", by, subject).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes a link by which a person sets a new password; the one before ends.
    ///
    /// # Errors
    /// [`AccountError::NotFound`], [`AccountError::Forbidden`]; [`AccountError::Disabled`]; [`AccountError::Yourself`],
    /// for whom there is the profile, which asks for the password of now.
    pub async fn make_reset_link(&self, by: &Actor, id: PersonId) -> Result<IssuedLink, AccountError> {
        allowed(by, &[])?;
        not_oneself(by, id)?;
        let tx = self.db.begin().await?;
        dialect::take_turn(&tx, TURN).await?;
        let person = people::person(&tx, id).await?.ok_or(AccountError::NotFound)?;
        allowed(by, &[person.role])?;
        if person.disabled {
            return Err(AccountError::Disabled);
        }
        store::drop_resets(&tx, id).await?;
        let (secret, now) = (secret::random(), self.clock.now());
        let link = store::NewLink { digest: secret::digest(&secret), by, at: now, expires_at: now + RESET };
        store::insert_reset(&tx, &link, id).await?;
        self.note_person(&tx, "person.reset_link_made", by, &person).await?;
        tx.commit().await?;
        Ok(IssuedLink { secret: TokenSecret(secret), expires_at: link.expires_at, email: person.email })
    }

    /// The invitation of a link.
    pub(super) async fn invitation_of(&self, token: &str) -> Result<Invitation, AccountError> {
        let found = store::invitation_of(self.db.reader(), &secret::digest(token), self.clock.now()).await?;
        found.ok_or(AccountError::LinkUsed)
    }

    /// Uses an invitation: its holder gets an account with the role and address that it says.
    pub(super) async fn join(&self, token: &str, new: NewPerson, device: &Device) -> Result<Person, AccountError> {
        let Invitation { id, email, role, expires_at: _ } = self.invitation_of(token).await?;
        let new = NewPerson { email, role, ..new };
        let hash = self.hasher.hash(new.password.clone()).await?;
        let now = self.clock.now();
        let tx = self.db.begin().await?;
        dialect::take_turn(&tx, TURN).await?;
        let taken = store::take(&tx, id.0, now).await?;
        if !taken || people::person_by_email(&tx, new.email.as_str()).await?.is_some() {
            return Err(AccountError::LinkUsed);
        }
        let person = people::insert_person(&tx, &new, hash, now).await?;
        people::note_sign_in(&tx, person.id, now).await?;
        let actor = Actor::person(person.id, person.name.as_str(), person.role);
        self.note_person(&tx, "person.joined", &actor, &person).await?;
        self.note_session(&tx, "session.started", &actor, device.address).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// Whose password a reset link sets.
    pub(super) async fn reset_of(&self, token: &str) -> Result<Person, AccountError> {
        let found = store::reset_of(self.db.reader(), &secret::digest(token), self.clock.now()).await?;
        let (_, id) = found.ok_or(AccountError::LinkUsed)?;
        let person = people::person(self.db.reader(), id).await?;
        person.filter(|person| !person.disabled).ok_or(AccountError::LinkUsed)
    }

    /// Uses a reset link: sets the password and ends all sessions.
    pub(super) async fn reset_password(
        &self,
        token: &str,
        new: Password,
        device: &Device,
    ) -> Result<Person, AccountError> {
        self.reset_of(token).await?;
        let password_hash = Some(self.hasher.hash(new).await?);
        let now = self.clock.now();
        let tx = self.db.begin().await?;
        dialect::take_turn(&tx, TURN).await?;
        let (link, id) = store::reset_of(&tx, &secret::digest(token), now).await?.ok_or(AccountError::LinkUsed)?;
        let person = people::person(&tx, id).await?.ok_or(AccountError::LinkUsed)?;
        if person.disabled || !store::take(&tx, link, now).await? {
            return Err(AccountError::LinkUsed);
        }
        let change = PersonChange { password_hash, ..PersonChange::default() };
        let person = people::change_person(&tx, id, change, now).await?;
        people::note_sign_in(&tx, id, now).await?;
        let actor = Actor::person(person.id, person.name.as_str(), person.role);
        self.note_person(&tx, "person.password_changed", &actor, &person).await?;
        self.note_session(&tx, "session.started", &actor, device.address).await?;
        tx.commit().await?;
        Ok(person)
    }
}
