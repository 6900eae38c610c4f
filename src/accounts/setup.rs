//! The first run: while there is nobody, a link that works once lets whoever has it become the owner.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Accounts,
    entity::invitation,
    model::{AccountError, NewPerson, Person},
    secret, store,
};
use crate::{
    permission::{Actor, Role},
    platform::http::ClientAddress,
    vocabulary::FieldErrors,
};

const PURPOSE: &str = "setup";
/// The link is made anew at each start, so that this only bounds how long a forgotten one is good.
const LIFETIME: TimeDelta = TimeDelta::days(7);

/// What the first run came to.
#[derive(Debug)]
pub enum FirstRun {
    /// There are people; nothing was done.
    Done,
    /// The owner of the configuration was made.
    OwnerCreated(Person),
    /// The token of the link to print (see [`paths::setup`](crate::paths::setup)).
    Link(String),
}

impl Accounts {
    /// To be called at each start. With nobody there, makes the configuration's owner (address and password), or a
    /// set-up link. Links of other replicas stay good until one of them is used.
    ///
    /// # Errors
    /// [`AccountError::Invalid`] when the configuration's address or password cannot be taken.
    pub async fn first_run(&self, owner: Option<(&str, &str)>) -> Result<FirstRun, AccountError> {
        if store::count_people(self.db.reader()).await? > 0 {
            return Ok(FirstRun::Done);
        }
        match owner {
            Some((email, password)) => self.configured_owner(email, password).await,
            None => self.setup_link().await.map(FirstRun::Link),
        }
    }

    /// Whether nobody has an account yet.
    pub(super) async fn is_new(&self) -> Result<bool, AccountError> {
        Ok(store::count_people(self.db.reader()).await? == 0)
    }

    /// Whether a set-up link is good.
    pub(super) async fn check_setup(&self, token: &str) -> Result<(), AccountError> {
        let open = open_links().filter(invitation::Column::ExpiresAt.gt(self.clock.now()));
        let found = open.filter(invitation::Column::Digest.eq(secret::digest(token))).count(self.db.reader()).await?;
        if found > 0 && self.is_new().await? { Ok(()) } else { Err(AccountError::LinkUsed) }
    }

    /// Uses a set-up link: its holder becomes the owner, and all other links end.
    ///
    /// # Errors
    /// [`AccountError::LinkUsed`], also for the second of two at once.
    pub(super) async fn set_up(
        &self,
        token: &str,
        owner: NewPerson,
        from: ClientAddress,
    ) -> Result<Person, AccountError> {
        self.check_setup(token).await?;
        let hash = self.hasher.hash(owner.password.clone()).await?;
        let now = self.clock.now();
        let tx = self.db.begin().await?;
        // Every open link is taken, so that a second set-up waits here and then finds none.
        let taken = invitation::Entity::update_many()
            .col_expr(invitation::Column::UsedAt, Expr::value(now))
            .filter(invitation::Column::Purpose.eq(PURPOSE))
            .filter(invitation::Column::UsedAt.is_null())
            .exec(&tx)
            .await?;
        if taken.rows_affected == 0 || store::count_people(&tx).await? > 0 {
            return Err(AccountError::LinkUsed);
        }
        let person = store::insert_person(&tx, &owner, hash, now).await?;
        store::note_sign_in(&tx, person.id, now).await?;
        let actor = Actor::person(person.id, person.name.as_str(), person.role);
        self.note_person(&tx, "person.created", &actor, &person).await?;
        self.note_session(&tx, "session.started", &actor, from).await?;
        tx.commit().await?;
        Ok(person)
    }

    async fn setup_link(&self) -> Result<String, AccountError> {
        let token = secret::random();
        let now = self.clock.now();
        let row = invitation::ActiveModel {
            id: Set(Uuid::now_v7()),
            purpose: Set(PURPOSE.to_owned()),
            digest: Set(secret::digest(&token)),
            person_id: Set(None),
            role: Set(Some(Role::Owner.to_string())),
            email: Set(None),
            created_at: Set(now),
            expires_at: Set(now + LIFETIME),
            used_at: Set(None),
            created_by: Set(Actor::system("start").label()),
        };
        let tx = self.db.begin().await?;
        let over = open_links().filter(invitation::Column::ExpiresAt.lte(now));
        let over = over.all(&tx).await?.into_iter().map(|link| link.id);
        invitation::Entity::delete_many().filter(invitation::Column::Id.is_in(over)).exec(&tx).await?;
        row.insert(&tx).await?;
        tx.commit().await?;
        Ok(token)
    }

    async fn configured_owner(&self, email: &str, password: &str) -> Result<FirstRun, AccountError> {
        let name = email.split('@').next().unwrap_or(email);
        let owner = NewPerson::read(name, email, password.to_owned(), Role::Owner)?;
        match self.create_person(&Actor::system("start"), owner).await {
            Ok(person) => Ok(FirstRun::OwnerCreated(person)),
            // Another replica was quicker.
            Err(AccountError::Invalid(errors)) if is_taken(&errors) => Ok(FirstRun::Done),
            Err(error) => Err(error),
        }
    }
}

fn open_links() -> sea_orm::Select<invitation::Entity> {
    use invitation::Column as C;
    invitation::Entity::find().filter(C::Purpose.eq(PURPOSE)).filter(C::UsedAt.is_null())
}

fn is_taken(errors: &FieldErrors) -> bool {
    errors.at("email").is_some_and(|error| error.code == "taken")
}
