//! How many there are of what a new site needs first: for the panel's checklist.

use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use super::{Accounts, entity::token, model::AccountError, store};

/// Whether the site has more than its first person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Census {
    /// Somebody besides the first person has an account.
    pub has_colleague: bool,
    pub has_token: bool,
}

impl Accounts {
    /// Counts people and tokens.
    ///
    /// # Errors
    /// [`AccountError::Failed`] when the database does not answer.
    pub async fn census(&self) -> Result<Census, AccountError> {
        let conn = self.db.reader();
        let has_colleague = store::count_people(conn).await? > 1;
        Ok(Census { has_colleague, has_token: token::Entity::find().count(conn).await? > 0 })
    }
}
