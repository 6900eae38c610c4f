//! Signing in with a password. Known, unknown and disabled accounts are answered alike, in words and in work.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;

use super::{
    Accounts,
    model::Person,
    password::HashError,
    secret,
    store::{self, Failures},
};
use crate::{
    permission::Actor,
    platform::{dialect, http::ClientAddress},
};

/// Tries are counted over this span.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Failed tries in a window, for an account.
const PER_ACCOUNT: u64 = 10;
/// Failed tries in a window, from a client's network, over all accounts.
const PER_ADDRESS: u64 = 100;
/// So long a network that signed in is remembered: strangers' tries do not lock the account's people out of it.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// No such account, another password, or an account that is disabled: which of these is not told.
    #[error("the e-mail address or the password is wrong")]
    Refused,
    #[error("too many tries")]
    TooMany { retry_after: u64 },
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

impl From<sea_orm::DbErr> for SignInError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Failed(error.into())
    }
}

impl From<HashError> for SignInError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::TooMany { retry_after: 2 },
            HashError::Failed(_) => Self::Failed(error.into()),
        }
    }
}

impl Accounts {
    /// Checks an address and a password, and writes down that a session begins.
    ///
    /// # Errors
    /// See [`SignInError`].
    pub async fn sign_in(&self, email: &str, password: String, from: ClientAddress) -> Result<Person, SignInError> {
        let person = self.prove(email, password, from).await?;
        let tx = self.db.begin().await?;
        store::note_sign_in(&tx, person.id, self.clock.now()).await?;
        let actor = Actor::person(person.id, person.name.as_str(), person.role);
        self.note_session(&tx, "session.started", &actor, from).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// Whose address and password these are. Tries are counted, whatever they are for.
    ///
    /// # Errors
    /// See [`SignInError`].
    pub(super) async fn prove(
        &self,
        email: &str,
        password: String,
        from: ClientAddress,
    ) -> Result<Person, SignInError> {
        let email = email.trim().to_lowercase();
        let account = secret::digest(&email);
        let network = from.network();
        let now = self.clock.now();

        // Reading alone: a flood of tries does not hold up those who write.
        if self.too_many(self.db.reader(), &account, &network).await? {
            return Err(too_many());
        }
        let tx = self.db.begin().await?;
        // Counted one after another, or of many tries at once some would not be seen by the others.
        dialect::take_turn(&tx, &network).await?;
        dialect::take_turn(&tx, &account).await?;
        if self.too_many(&tx, &account, &network).await? {
            return Err(too_many());
        }
        let attempt = store::insert_attempt(&tx, &account, &network, now).await?;
        tx.commit().await?;

        let (person, hash) = store::person_by_email(self.db.reader(), &email).await?.unzip();
        let right = self.hasher.verify(password, hash.flatten()).await?;
        let person = match person {
            Some(person) if right && !person.disabled => person,
            _ => return Err(SignInError::Refused),
        };

        let tx = self.db.begin().await?;
        store::settle_attempt(&tx, attempt).await?;
        store::forget_attempts(&tx, now - WINDOW, now - REMEMBERED).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// Whether there were enough tries.
    async fn too_many(&self, db: &impl ConnectionTrait, account: &str, network: &str) -> Result<bool, SignInError> {
        let now = self.clock.now();
        let from_here = Failures { account: None, address: Some(network), since: now - WINDOW };
        if store::count_failures(db, from_here).await? >= PER_ADDRESS {
            return Ok(true);
        }
        let known = store::has_succeeded(db, account, network, now - REMEMBERED).await?;
        let to_account = Failures { account: Some(account), address: known.then_some(network), ..from_here };
        Ok(store::count_failures(db, to_account).await? >= PER_ACCOUNT)
    }
}

const fn too_many() -> SignInError {
    SignInError::TooMany { retry_after: WINDOW.num_seconds().unsigned_abs() }
}
