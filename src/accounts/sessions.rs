//! Sessions in the database, behind tower-sessions. A row holds who signed in, when, and under which security stamp;
//! its key is the digest of the cookie's id, so that a stolen table opens no session.

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::{Accounts, entity::session, extract::Device, model::Person, secret, store};
use crate::{
    permission::Actor,
    platform::{clock::Clock, db::Db, http::ClientAddress},
    vocabulary::{PersonId, Time},
};

/// A session that is not used for this long is over.
const IDLE: TimeDelta = TimeDelta::days(7);
/// However much it is used, a session is over after this long.
const ABSOLUTE: TimeDelta = TimeDelta::days(30);
/// Use is written down once in this span: reading must not write each time.
const TOUCH: TimeDelta = TimeDelta::hours(1);

/// Where in a session's data its [`Holder`] is.
const HOLDER: &str = "holder";

/// All that a session says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Holder {
    person: PersonId,
    at: Time,
    stamp: i64,
    /// Where it began. Sessions of older Galleys do not say it.
    #[serde(default)]
    address: Option<String>,
    #[serde(default)]
    agent: Option<String>,
}

impl Accounts {
    /// The layer that finds a request's session and sets its cookie.
    pub(super) fn session_layer(&self) -> SessionManagerLayer<Sessions> {
        let store = Sessions { db: self.db.clone(), clock: self.clock.clone() };
        SessionManagerLayer::new(store)
            .with_name(self.cookie_name())
            .with_secure(self.https)
            .with_http_only(true)
            .with_same_site(SameSite::Lax)
            .with_expiry(Expiry::OnInactivity(time::Duration::seconds(ABSOLUTE.num_seconds())))
    }

    /// `__Host-` (RFC 6265bis, section 4.1.3.2) needs `Secure`, which browsers take over https alone.
    pub(super) const fn cookie_name(&self) -> &'static str {
        if self.https { "__Host-galley" } else { "galley" }
    }

    /// Begins a session under a new id; what the browser had before is over.
    pub(super) async fn begin_session(
        &self,
        session: &Session,
        person: &Person,
        device: &Device,
    ) -> anyhow::Result<()> {
        if session.id().is_some() {
            session.cycle_id().await?;
        }
        let holder = Holder {
            person: person.id,
            at: self.clock.now(),
            stamp: person.stamp,
            address: Some(device.address.0.to_string()),
            agent: Some(device.agent.clone()),
        };
        session.insert(HOLDER, holder).await?;
        Ok(())
    }

    /// Ends the session; the row of a signed-in person goes in the transaction that writes it down.
    pub(super) async fn end_session(
        &self,
        session: &Session,
        actor: Option<Actor>,
        from: ClientAddress,
    ) -> anyhow::Result<()> {
        if let (Some(id), Some(actor)) = (session.id(), actor) {
            let tx = self.db.begin().await?;
            session::Entity::delete_by_id(key(id)).exec(&tx).await?;
            self.note_session(&tx, "session.ended", &actor, from).await?;
            tx.commit().await?;
        }
        session.flush().await?;
        Ok(())
    }

    /// Takes the cookie away. Browsers take no word about a `__Host-` cookie that is not `Secure` itself, which the
    /// layer's own is not.
    pub(super) fn spent_cookie(&self) -> String {
        let secure = if self.https { "; Secure" } else { "" };
        format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", self.cookie_name())
    }

    /// Whose session this is, as the person is now; `None` when it is nobody's or no longer good.
    pub(super) async fn holder(&self, session: &Session) -> anyhow::Result<Option<Person>> {
        if session.id().is_none() {
            return Ok(None);
        }
        let Some(holder) = session.get::<Holder>(HOLDER).await? else { return Ok(None) };
        let person = store::person(self.db.reader(), holder.person).await?;
        Ok(person.filter(|person| !person.disabled && person.stamp == holder.stamp))
    }
}

/// The session store; the times in it are ours, tower-sessions' own expiry is the cookie's alone.
#[derive(Debug, Clone)]
pub struct Sessions {
    db: Db,
    clock: Clock,
}

#[async_trait]
impl SessionStore for Sessions {
    /// Takes another id when this one is there already, and sweeps out what is over.
    async fn create(&self, record: &mut Record) -> Result<()> {
        let now = self.clock.now();
        let tx = self.db.begin().await.map_err(backend)?;
        session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now)).exec(&tx).await.map_err(backend)?;
        let (person, address, agent) = match holder_of(record) {
            Some(Holder { person, address, agent, at: _, stamp: _ }) => (Some(person.0), address, agent),
            None => (None, None, None),
        };
        for _ in 0..3 {
            let row = session::ActiveModel {
                id: Set(key(record.id)),
                person_id: Set(person),
                data: Set(encode(record)?),
                created_at: Set(now),
                seen_at: Set(now),
                expires_at: Set(now + IDLE),
                address: Set(address.clone()),
                agent: Set(agent.clone()),
            };
            let unless_taken = OnConflict::column(session::Column::Id).do_nothing().to_owned();
            let insert = session::Entity::insert(row).on_conflict(unless_taken);
            if insert.exec_without_returning(&tx).await.map_err(backend)? > 0 {
                return tx.commit().await.map_err(backend);
            }
            record.id = Id::default();
        }
        Err(Error::Backend("no free session id".into()))
    }

    /// Only changes what is there: a slow request must not bring a session back that was signed out meanwhile.
    async fn save(&self, record: &Record) -> Result<()> {
        let tx = self.db.begin().await.map_err(backend)?;
        session::Entity::update_many()
            .col_expr(session::Column::Data, Expr::value(encode(record)?))
            .col_expr(session::Column::PersonId, Expr::value(holder_of(record).map(|holder| holder.person.0)))
            .filter(session::Column::Id.eq(key(record.id)))
            .exec(&tx)
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = self.clock.now();
        let query = session::Entity::find_by_id(key(*id)).filter(session::Column::ExpiresAt.gt(now));
        let Some(row) = query.one(self.db.reader()).await.map_err(backend)? else { return Ok(None) };
        if row.seen_at + TOUCH <= now
            && let Err(error) = self.touch(&row, now).await
        {
            tracing::warn!("a session's use was not written down: {error}");
        }
        let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp())
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let tx = self.db.begin().await.map_err(backend)?;
        session::Entity::delete_by_id(key(*id)).exec(&tx).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

impl Sessions {
    async fn touch(&self, row: &session::Model, now: Time) -> std::result::Result<(), DbErr> {
        let expires = (now + IDLE).min(row.created_at + ABSOLUTE);
        let tx = self.db.begin().await?;
        session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(now))
            .col_expr(session::Column::ExpiresAt, Expr::value(expires))
            .filter(session::Column::Id.eq(row.id.as_str()))
            .exec(&tx)
            .await?;
        tx.commit().await
    }
}

/// A session's key in the table.
pub(super) fn key(id: Id) -> String {
    secret::digest(&id.to_string())
}

fn holder_of(record: &Record) -> Option<Holder> {
    record.data.get(HOLDER).and_then(|value| Holder::deserialize(value).ok())
}

fn encode(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

fn backend(error: DbErr) -> Error {
    Error::Backend(error.to_string())
}
