//! The verbs about people. What takes rights away or gives new ones ends what sessions the person has, so that it
//! holds from the next request.

pub mod admin;
mod pages;
mod store;

use super::{
    Accounts, links,
    model::{AccountError, NewPerson, Password, Person, may_manage},
    store::{self as people, PersonChange},
};
use crate::{
    permission::{Actor, Principal, Role},
    platform::dialect,
    vocabulary::PersonId,
};

/// Changes of people wait for each other: of two owners who disable one another at once, one is too late.
pub(super) const TURN: &str = "people";

impl Accounts {
    /// Adds a person with a password.
    ///
    /// # Errors
    /// [`AccountError::Invalid`] at `email` when the address is taken; [`AccountError::Forbidden`] for whoever may
    /// not manage people, and for an owner made by somebody who is none.
    pub async fn create_person(&self, by: &Actor, new: NewPerson) -> Result<Person, AccountError> {
        allowed(by, &[new.role])?;
        let hash = self.hasher.hash(new.password.clone()).await?;
        let now = self.clock.now();
        let tx = self.db.begin().await?;
        let person = people::insert_person(&tx, &new, hash, now).await?;
        links::store::drop_invitations(&tx, &person.email).await?;
        self.note_person(&tx, "person.created", by, &person).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// Everybody with an account, by name, a page at a time, and how many they are.
    ///
    /// # Errors
    /// [`AccountError::Forbidden`].
    pub async fn people(&self, by: &Actor, page: u64, limit: u64) -> Result<(Vec<Person>, u64), AccountError> {
        allowed(by, &[])?;
        Ok(store::list(self.db.reader(), page, limit).await?)
    }

    /// The first people by name whose name or address holds each word.
    ///
    /// # Errors
    /// [`AccountError::Forbidden`].
    pub async fn people_named(&self, by: &Actor, letters: &str, limit: u64) -> Result<Vec<Person>, AccountError> {
        allowed(by, &[])?;
        Ok(store::named(self.db.reader(), letters, limit).await?)
    }

    /// One person.
    ///
    /// # Errors
    /// [`AccountError::Forbidden`], [`AccountError::NotFound`].
    pub async fn person(&self, by: &Actor, id: PersonId) -> Result<Person, AccountError> {
        allowed(by, &[])?;
        people::person(self.db.reader(), id).await?.ok_or(AccountError::NotFound)
    }

    /// Gives a person another role. What links they made for others, and others for them, end.
    ///
    /// # Errors
    /// As [`create_person`](Self::create_person), [`AccountError::LastOwner`], and [`AccountError::Yourself`].
    pub async fn change_role(&self, by: &Actor, id: PersonId, role: Role) -> Result<Person, AccountError> {
        not_oneself(by, id)?;
        self.change(by, id, "person.role_changed", PersonChange { role: Some(role), ..PersonChange::default() }).await
    }

    /// Lets a person sign in no more, and their tokens act no more; or lets them again.
    ///
    /// # Errors
    /// As [`change_role`](Self::change_role).
    pub async fn set_disabled(&self, by: &Actor, id: PersonId, disabled: bool) -> Result<Person, AccountError> {
        not_oneself(by, id)?;
        let action = if disabled { "person.disabled" } else { "person.enabled" };
        self.change(by, id, action, PersonChange { disabled: Some(disabled), ..PersonChange::default() }).await
    }

    /// Gives a person another password.
    ///
    /// # Errors
    /// As [`change_role`](Self::change_role).
    pub async fn set_password(&self, by: &Actor, id: PersonId, new: Password) -> Result<Person, AccountError> {
        let password_hash = Some(self.hasher.hash(new).await?);
        self.change(by, id, "person.password_changed", PersonChange { password_hash, ..PersonChange::default() }).await
    }

    async fn change(
        &self,
        by: &Actor,
        id: PersonId,
        action: &'static str,
        change: PersonChange,
    ) -> Result<Person, AccountError> {
        let tx = self.db.begin().await?;
        dialect::take_turn(&tx, TURN).await?;
        let before = people::person(&tx, id).await?.ok_or(AccountError::NotFound)?;
        allowed(by, &[before.role, change.role.unwrap_or(before.role)])?;
        let after = people::change_person(&tx, id, change, self.clock.now()).await?;
        let was_owner = before.role == Role::Owner && !before.disabled;
        let is_owner = after.role == Role::Owner && !after.disabled;
        if was_owner && !is_owner && people::count_other_owners(&tx, id).await? == 0 {
            return Err(AccountError::LastOwner);
        }
        // A link to a password is a way into whatever the person may now do.
        links::store::drop_resets(&tx, id).await?;
        if before.role != after.role || after.disabled {
            links::store::drop_made_by(&tx, id).await?;
        }
        self.note_person(&tx, action, by, &after).await?;
        tx.commit().await?;
        Ok(after)
    }
}

pub(super) fn allowed(by: &Actor, roles: &[Role]) -> Result<(), AccountError> {
    if may_manage(by, roles) { Ok(()) } else { Err(AccountError::Forbidden) }
}

pub(super) fn not_oneself(by: &Actor, id: PersonId) -> Result<(), AccountError> {
    if by.principal == Principal::Person(id) { Err(AccountError::Yourself) } else { Ok(()) }
}
