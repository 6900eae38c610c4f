//! What people do to their own account: name, password, how the panel looks, where they are signed in.

pub mod admin;
mod agent;
mod pages;
mod store;

use tower_sessions::Session;

use super::{
    Accounts,
    extract::Device,
    links,
    model::{AccountError, Password, Person},
    people::TURN,
    sessions::key,
    sign_in::SignInError,
    store::{self as people, PersonChange},
};
use crate::{
    permission::{Actor, Principal},
    platform::{dialect, http::ClientAddress},
    ui::Preferences,
    vocabulary::{PersonId, Time},
};

/// Somewhere that a person is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Enough of the row's key to tell a person's sessions apart.
    pub handle: String,
    /// Where it began.
    pub address: String,
    /// The browser's own words about itself.
    pub agent: String,
    pub since: Time,
    pub seen: Time,
    /// The one that asks.
    pub is_this: bool,
}

impl Accounts {
    /// The person who asks, as they are now.
    pub(super) async fn myself(&self, by: &Actor) -> Result<Person, AccountError> {
        people::person(self.db.reader(), own_id(by)?).await?.ok_or(AccountError::NotFound)
    }

    /// Gives oneself another name. It must have been read by `model::read_name`.
    pub(super) async fn rename(&self, by: &Actor, name: &str) -> Result<(), AccountError> {
        let id = own_id(by)?;
        let tx = self.db.begin().await?;
        let person = store::rename(&tx, id, name, self.clock.now()).await?;
        self.note_person(&tx, "person.renamed", by, &person).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Remembers how somebody likes the panel. No session ends.
    pub(super) async fn set_preferences(&self, by: &Actor, preferences: Preferences) -> Result<(), AccountError> {
        let id = own_id(by)?;
        let json = serde_json::to_string(&preferences).map_err(anyhow::Error::from)?;
        let tx = self.db.begin().await?;
        let person = store::set_preferences(&tx, id, json, self.clock.now()).await?;
        self.note_person(&tx, "person.preferences_changed", by, &person).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sets another password for whoever knows the one of now, and ends all sessions but this one, which gets a new
    /// id. Wrong tries count like those at sign-in.
    pub(super) async fn change_own_password(
        &self,
        by: &Actor,
        (current, new): (String, Password),
        session: &Session,
        device: &Device,
    ) -> Result<(), SignInError> {
        let me = self.myself(by).await.map_err(failed)?;
        let proven = self.prove(me.email.as_str(), current, device.address).await?;
        let hash = self.hasher.hash(new).await?;
        let tx = self.db.begin().await?;
        dialect::take_turn(&tx, TURN).await?;
        // Somebody may have been disabled, or have lost this password, since it was asked for.
        let before = people::person(&tx, proven.id).await?.filter(|now| !now.disabled && now.stamp == proven.stamp);
        if before.is_none() {
            return Err(SignInError::Refused);
        }
        let change = PersonChange { password_hash: Some(hash), ..PersonChange::default() };
        let person = people::change_person(&tx, proven.id, change, self.clock.now()).await.map_err(failed)?;
        links::store::drop_resets(&tx, person.id).await?;
        self.note_person(&tx, "person.password_changed", by, &person).await?;
        tx.commit().await?;
        self.begin_session(session, &person, device).await?;
        Ok(())
    }

    /// Where somebody is signed in, this session first.
    pub(super) async fn sessions(&self, by: &Actor, this: &Session) -> Result<Vec<OpenSession>, AccountError> {
        let this = this.id().map(key).unwrap_or_default();
        Ok(store::sessions(self.db.reader(), own_id(by)?, &this, self.clock.now()).await?)
    }

    /// Ends one of one's own sessions.
    ///
    /// # Errors
    /// [`AccountError::NotFound`] when it is over, or somebody else's.
    pub(super) async fn end_own_session(
        &self,
        by: &Actor,
        handle: &str,
        from: ClientAddress,
    ) -> Result<(), AccountError> {
        let id = own_id(by)?;
        let tx = self.db.begin().await?;
        if store::end_session(&tx, id, handle).await? == 0 {
            return Err(AccountError::NotFound);
        }
        self.note_session(&tx, "session.ended", by, from).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends all of one's sessions but this one.
    pub(super) async fn end_other_sessions(
        &self,
        by: &Actor,
        this: &Session,
        from: ClientAddress,
    ) -> Result<(), AccountError> {
        let id = own_id(by)?;
        let this = this.id().map(key).unwrap_or_default();
        let tx = self.db.begin().await?;
        store::end_others(&tx, id, &this).await?;
        self.note_session(&tx, "session.others_ended", by, from).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn own_id(by: &Actor) -> Result<PersonId, AccountError> {
    match by.principal {
        Principal::Person(id) => Ok(id),
        Principal::Token { .. } | Principal::System => Err(AccountError::Forbidden),
    }
}

fn failed(error: AccountError) -> SignInError {
    SignInError::Failed(error.into())
}
