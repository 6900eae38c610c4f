//! The verbs about people. Each ends what sessions the person has, so that the change holds from the next request.

use super::{
    Accounts,
    model::{AccountError, NewPerson, Password, Person},
    store::{self, PersonChange},
};
use crate::{
    permission::{Actor, Permission, Role},
    vocabulary::PersonId,
};

impl Accounts {
    /// Adds a person with a password.
    ///
    /// # Errors
    /// [`AccountError::Invalid`] at `email` when the address is taken; [`AccountError::Forbidden`] for whoever may
    /// not manage people, and for an owner made by somebody who is none.
    pub async fn create_person(&self, by: &Actor, new: NewPerson) -> Result<Person, AccountError> {
        may_manage(by, &[new.role])?;
        let hash = self.hasher.hash(new.password.clone()).await?;
        let now = self.clock.now();
        let tx = self.db.begin().await?;
        let person = store::insert_person(&tx, &new, hash, now).await?;
        self.note_person(&tx, "person.created", by, &person).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// Gives a person another role.
    ///
    /// # Errors
    /// As [`create_person`](Self::create_person), and [`AccountError::LastOwner`].
    pub async fn change_role(&self, by: &Actor, id: PersonId, role: Role) -> Result<Person, AccountError> {
        self.change(by, id, "person.role_changed", PersonChange { role: Some(role), ..PersonChange::default() }).await
    }

    /// Lets a person sign in no more, and their tokens act no more; or lets them again.
    ///
    /// # Errors
    /// As [`change_role`](Self::change_role).
    pub async fn set_disabled(&self, by: &Actor, id: PersonId, disabled: bool) -> Result<Person, AccountError> {
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
        let before = store::person(&tx, id).await?.ok_or(AccountError::NotFound)?;
        may_manage(by, &[before.role, change.role.unwrap_or(before.role)])?;
        let after = store::change_person(&tx, id, change, self.clock.now()).await?;
        let was_owner = before.role == Role::Owner && !before.disabled;
        let is_owner = after.role == Role::Owner && !after.disabled;
        if was_owner && !is_owner && store::count_other_owners(&tx, id).await? == 0 {
            return Err(AccountError::LastOwner);
        }
        self.note_person(&tx, action, by, &after).await?;
        tx.commit().await?;
        Ok(after)
    }
}

/// People are managed by whoever may, owners by owners alone.
fn may_manage(by: &Actor, roles: &[Role]) -> Result<(), AccountError> {
    let owner_involved = roles.contains(&Role::Owner);
    let may = by.may_some(Permission::ManagePeople) && (!owner_involved || by.role().is_none_or(|r| r == Role::Owner));
    if may { Ok(()) } else { Err(AccountError::Forbidden) }
}
