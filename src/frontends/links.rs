//! Tokens that show one draft: for a look of one's own, for others as a link that can be revoked, for a test.
//!
//! Whoever may not see an entry may not make one, and one shows nothing that its maker may not see at that moment.

use std::{sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use serde_json::json;
use tokio::sync::OnceCell;

use super::{
    entity::link,
    model::{Lifetime, Link},
    store,
    token::{Claims, Signer},
};
use crate::{
    accounts::Accounts,
    content::{ContentError, Entry, authorise},
    permission::{Actor, Permission, Principal},
    platform::{audit, clock::Clock, db::Db},
    vocabulary::{EntryId, PersonId, PreviewLinkId, Time},
};

const KEY: &str = "preview";
/// How long somebody may look at what the panel shows them without loading the page again.
const OWN: TimeDelta = TimeDelta::hours(1);
const PROBE: TimeDelta = TimeDelta::minutes(2);
/// Links of one entry that work at a time.
const MOST: usize = 50;
/// The last use is written down once in this span.
const USE_NOTED: TimeDelta = TimeDelta::minutes(1);
/// How long a look waits for that.
const USE_PATIENCE: Duration = Duration::from_millis(500);

/// The verbs on tokens. Cheap to clone.
#[derive(Clone)]
pub struct Links {
    db: Db,
    clock: Clock,
    accounts: Accounts,
    signer: Arc<OnceCell<Signer>>,
}

/// Why a token shows nothing.
#[derive(Debug, thiserror::Error)]
pub enum RedeemError {
    #[error("not a token of ours")]
    Invalid,
    #[error("the token has expired")]
    Expired,
    /// By somebody, or with the account of its maker.
    #[error("the token was revoked")]
    Revoked,
    #[error(transparent)]
    Failed(#[from] ContentError),
}

impl Links {
    #[must_use]
    pub fn new(db: Db, clock: Clock, accounts: Accounts) -> Self {
        Self { db, clock, accounts, signer: Arc::default() }
    }

    /// Makes the key that signs, where there is none yet: with the start, so that looking at a page never writes.
    ///
    /// # Errors
    /// [`ContentError::Db`].
    pub async fn prepare(&self) -> Result<(), ContentError> {
        self.signer().await.map(drop)
    }

    /// A token for the actor's own eyes, for an hour.
    ///
    /// # Errors
    /// [`ContentError::NotFound`] for whoever may not see the entry, [`ContentError::Denied`] for whoever is no
    /// person, [`ContentError::Db`].
    pub async fn own(&self, actor: &Actor, entry: &Entry) -> Result<String, ContentError> {
        let person = maker(actor, entry)?;
        let claims = Claims { entry: entry.id, person, link: None, expires_at: self.clock.now() + OWN };
        Ok(self.signer().await?.sign(&claims))
    }

    /// A link for others: whoever holds it sees this draft, until it expires or somebody ends it.
    ///
    /// # Errors
    /// As [`Links::own`].
    pub async fn share(&self, actor: &Actor, entry: &Entry, lifetime: Lifetime) -> Result<PreviewLinkId, ContentError> {
        let person = maker(actor, entry)?;
        let now = self.clock.now();
        let tx = self.db.begin().await?;
        store::sweep_links(&tx, now).await?;
        // The oldest gives way: a list that grows without end helps nobody.
        for old in store::links_to(&tx, entry.id, now).await?.into_iter().skip(MOST - 1) {
            store::delete_link(&tx, PreviewLinkId(old.id)).await?;
        }
        let row = row(actor, person, entry, false, (now, now + TimeDelta::hours(lifetime.hours())));
        let (id, expires_at) = (PreviewLinkId(row.id), row.expires_at);
        store::insert_link(&tx, row).await?;
        let act = act(actor, entry, "preview_shared").detail(json!({ "link": id, "expiresAt": expires_at }));
        audit::record(&tx, act, now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The links to an entry that still work, the newest first.
    ///
    /// # Errors
    /// As [`Links::own`].
    pub async fn list(&self, actor: &Actor, entry: &Entry) -> Result<Vec<Link>, ContentError> {
        authorise(actor, Permission::ReadContent, entry)?;
        let rows = store::links_to(self.db.reader(), entry.id, self.clock.now()).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let signer = self.signer().await?;
        Ok(rows.into_iter().map(|row| described(actor, entry, signer, row)).collect())
    }

    /// Ends a link. Its maker may, and whoever may change the entry.
    ///
    /// # Errors
    /// [`ContentError::NotFound`] where there is no such link to this entry, [`ContentError::Denied`],
    /// [`ContentError::Db`].
    pub async fn revoke(&self, actor: &Actor, entry: &Entry, id: PreviewLinkId) -> Result<(), ContentError> {
        authorise(actor, Permission::ReadContent, entry)?;
        let tx = self.db.begin().await?;
        let row = store::link(&tx, id).await?.filter(|row| row.entry_id == entry.id.0 && !row.probe);
        let row = row.ok_or(ContentError::NotFound)?;
        if !may_revoke(actor, entry, row.person_id) {
            return Err(ContentError::Denied);
        }
        if !store::delete_link(&tx, id).await? {
            return Err(ContentError::NotFound);
        }
        let act = act(actor, entry, "preview_revoked").detail(json!({ "link": id }));
        audit::record(&tx, act, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    /// A token whose use can be seen, for a test; to be forgotten when that is over.
    ///
    /// # Errors
    /// As [`Links::own`].
    pub async fn probe(&self, actor: &Actor, entry: &Entry) -> Result<(PreviewLinkId, String), ContentError> {
        let person = maker(actor, entry)?;
        let now = self.clock.now();
        let row = row(actor, person, entry, true, (now, now + PROBE));
        let link = PreviewLinkId(row.id);
        let claims = Claims { entry: entry.id, person, link: Some(link), expires_at: row.expires_at };
        let tx = self.db.begin().await?;
        store::insert_link(&tx, row).await?;
        tx.commit().await?;
        Ok((link, self.signer().await?.sign(&claims)))
    }

    /// Forgets a test's token; says whether it was used.
    ///
    /// # Errors
    /// [`ContentError::Db`].
    pub async fn forget_probe(&self, id: PreviewLinkId) -> Result<bool, ContentError> {
        let tx = self.db.begin().await?;
        let used = store::link(&tx, id).await?.is_some_and(|row| row.used_at.is_some());
        store::delete_link(&tx, id).await?;
        tx.commit().await?;
        Ok(used)
    }

    /// With whose eyes a token lets somebody see which entry. What those may see is for whoever shows it to ask.
    ///
    /// # Errors
    /// Why it shows nothing.
    pub async fn redeem(&self, token: &str) -> Result<(Actor, EntryId), RedeemError> {
        let claims = self.signer().await?.read(token).ok_or(RedeemError::Invalid)?;
        let now = self.clock.now();
        if claims.expires_at <= now {
            return Err(RedeemError::Expired);
        }
        let person = self.accounts.acting(claims.person).await.map_err(ContentError::from)?;
        let actor = person.ok_or(RedeemError::Revoked)?;
        if let Some(id) = claims.link {
            let row = store::link(self.db.reader(), id).await.map_err(ContentError::from)?;
            let row = row.filter(|row| row.entry_id == claims.entry.0).ok_or(RedeemError::Revoked)?;
            if row.used_at.is_none_or(|at| at + USE_NOTED <= now) {
                self.note_use(id, now).await;
            }
        }
        Ok((actor, claims.entry))
    }

    /// A look that cannot be written down is no reason to refuse it.
    async fn note_use(&self, id: PreviewLinkId, now: Time) {
        let noted = async {
            let tx = self.db.begin().await?;
            store::note_use(&tx, id, now, now - USE_NOTED).await?;
            tx.commit().await
        };
        match tokio::time::timeout(USE_PATIENCE, noted).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!("link.id" = %id, "a look at a draft was not written down: {error}"),
            Err(late) => tracing::debug!("link.id" = %id, "a look at a draft was not written down: {late}"),
        }
    }

    /// The same for all replicas.
    async fn signer(&self) -> Result<&Signer, ContentError> {
        self.signer.get_or_try_init(|| self.load_signer()).await
    }

    async fn load_signer(&self) -> Result<Signer, ContentError> {
        let mut kept = store::signing_key(self.db.reader(), KEY).await?;
        if kept.is_none() {
            let mut bytes = [0_u8; 32];
            rand::fill(&mut bytes);
            let tx = self.db.begin().await?;
            store::keep_signing_key(&tx, KEY, &STANDARD.encode(bytes), self.clock.now()).await?;
            // What is there now, whoever put it there.
            kept = store::signing_key(&tx, KEY).await?;
            tx.commit().await?;
        }
        let key = kept.and_then(|key| STANDARD.decode(key).ok());
        key.and_then(|key| Signer::new(&key)).ok_or_else(|| ContentError::Corrupt("the key of previews".into()))
    }
}

/// Who vouches for a token, when they may see the entry.
fn maker(actor: &Actor, entry: &Entry) -> Result<PersonId, ContentError> {
    authorise(actor, Permission::ReadContent, entry)?;
    person(actor).ok_or(ContentError::Denied)
}

const fn person(actor: &Actor) -> Option<PersonId> {
    match &actor.principal {
        Principal::Person(id) => Some(*id),
        Principal::Token { .. } | Principal::System => None,
    }
}

/// What somebody did with a link to an entry, for the audit log.
fn act(actor: &Actor, entry: &Entry, verb: &str) -> audit::Record {
    let act = audit::Record::new(actor.label(), actor.name.as_str(), format!("{}.{verb}", entry.kind));
    act.on(entry.kind.as_str(), entry.id, entry.title.as_str())
}

fn may_revoke(actor: &Actor, entry: &Entry, maker: uuid::Uuid) -> bool {
    person(actor).is_some_and(|person| person.0 == maker) || actor.may(Permission::EditContent, &entry.created_by)
}

fn row(actor: &Actor, person: PersonId, entry: &Entry, probe: bool, (from, to): (Time, Time)) -> link::Model {
    link::Model {
        id: PreviewLinkId::new().0,
        entry_id: entry.id.0,
        person_id: person.0,
        person_name: actor.name.clone(),
        probe,
        created_at: from,
        expires_at: to,
        used_at: None,
    }
}

fn described(actor: &Actor, entry: &Entry, signer: &Signer, row: link::Model) -> Link {
    let (id, person) = (PreviewLinkId(row.id), PersonId(row.person_id));
    let claims = Claims { entry: entry.id, person, link: Some(id), expires_at: row.expires_at };
    Link {
        id,
        entry: entry.id,
        by: row.person_name,
        created_at: row.created_at,
        expires_at: row.expires_at,
        used_at: row.used_at,
        token: signer.sign(&claims),
        revocable: may_revoke(actor, entry, row.person_id),
    }
}
