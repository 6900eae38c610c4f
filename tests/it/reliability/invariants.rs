//! What holds in the tables at every moment, whatever was interrupted: the log and all that is folded from it agree.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use galley::{
    content::{
        Registry,
        entity::{entry, reference, revision},
        kind::Facts,
    },
    delivery::{Catalog, DocumentSource as _, Fold, Lookup},
    kinds,
    platform::{audit, db::Db},
    publishing::{
        Source,
        entity::{publication, slug, state},
        log,
    },
    vocabulary::{EntryId, LiveEntry, Locale, Reference, ReferenceMode, View as _},
};
use sea_orm::{
    AccessMode, DatabaseTransaction, DbBackend, EntityTrait, IsolationLevel, QueryOrder as _, TransactionTrait as _,
};
use uuid::Uuid;

/// The spine's tables, read at one moment.
struct Tables {
    entries: Vec<entry::Model>,
    revisions: HashMap<Uuid, Vec<revision::Model>>,
    rows: Vec<publication::Model>,
    references: Vec<reference::Model>,
    slugs: Vec<slug::Model>,
    state: state::Model,
    audit: Vec<audit::Model>,
}

type Pointer = (Uuid, String, &'static str);

/// Fails, naming everything that does not hold.
pub async fn assert_sound(db: &Db) {
    let postgres = db.backend() == DbBackend::Postgres;
    let level = postgres.then_some(IsolationLevel::RepeatableRead);
    let tx = db.reader().begin_with_config(level, postgres.then_some(AccessMode::ReadOnly)).await.unwrap();
    let wrong = unsound(db, &tx).await;
    assert!(wrong.is_empty(), "{} things do not hold:\n{}", wrong.len(), wrong.join("\n"));
}

/// Everything that does not hold, as a transaction sees the tables.
pub async fn unsound(db: &Db, tx: &DatabaseTransaction) -> Vec<String> {
    let mut wrong = Vec::new();
    let kinds = kinds::registry();
    let tables = Tables::read(tx).await;
    let facts = tables.revisions(&kinds, &mut wrong);
    tables.log(&mut wrong);
    tables.folded(&facts, &mut wrong);
    tables.audited(&mut wrong);
    tables.readers(db, kinds, &mut wrong).await;
    wrong
}

impl Tables {
    async fn read(tx: &DatabaseTransaction) -> Self {
        let mut revisions: HashMap<Uuid, Vec<revision::Model>> = HashMap::new();
        for row in revision::Entity::find().order_by_asc(revision::Column::Number).all(tx).await.unwrap() {
            revisions.entry(row.entry_id).or_default().push(row);
        }
        let ordered = publication::Entity::find().order_by_asc(publication::Column::CatalogVersion);
        Self {
            entries: all::<entry::Entity>(tx).await,
            revisions,
            rows: ordered.all(tx).await.unwrap(),
            references: all::<reference::Entity>(tx).await,
            slugs: all::<slug::Entity>(tx).await,
            state: state::Entity::find_by_id(1).one(tx).await.unwrap().unwrap(),
            audit: all::<audit::Entity>(tx).await,
        }
    }

    /// Revisions are numbered without a gap, and the newest is the draft. Returns what each says.
    fn revisions(&self, kinds: &Registry, wrong: &mut Vec<String>) -> HashMap<(Uuid, i64), Facts> {
        let mut facts = HashMap::new();
        for entry in &self.entries {
            let revisions = self.revisions.get(&entry.id).map_or(&[][..], Vec::as_slice);
            if !revisions.iter().map(|row| row.number).eq(1..=entry.draft_revision) {
                wrong.push(format!(
                    "{}: {} revisions, the draft is {}",
                    entry.id,
                    revisions.len(),
                    entry.draft_revision
                ));
            }
            let newest = revisions.last().map(|row| (row.slug.as_str(), row.title.as_str()));
            if newest != Some((&entry.slug, &entry.title)) {
                wrong.push(format!("{}: its slug and title are not its draft's", entry.id));
            }
            let kind = kinds.named(&entry.kind).unwrap();
            for row in revisions {
                match kind.facts(&serde_json::from_str(&row.content).unwrap()) {
                    Ok(found) => drop(facts.insert((entry.id, row.number), found)),
                    Err(error) => wrong.push(format!("{} revision {}: {error}", entry.id, row.number)),
                }
            }
        }
        facts
    }

    /// The log has no gap, its times do not go back, and what one operation wrote stands together.
    fn log(&self, wrong: &mut Vec<String>) {
        if !self.rows.iter().map(|row| row.catalog_version).eq(1..=self.state.version) {
            wrong.push(format!("{} rows in the log, the version is {}", self.rows.len(), self.state.version));
        }
        if self.rows.last().map(|row| row.at) != self.state.at {
            wrong.push("the catalog's time is not that of the log's last row".into());
        }
        let mut ended = HashSet::new();
        for (before, row) in self.rows.iter().zip(self.rows.iter().skip(1)) {
            if row.at < before.at {
                wrong.push(format!("row {} is older than the row before it", row.catalog_version));
            }
            if row.operation != before.operation && (!ended.insert(before.operation) || ended.contains(&row.operation))
            {
                wrong.push(format!("the operation of row {} is torn", row.catalog_version));
            }
        }
    }

    /// Entries, references and slugs say what the log says.
    fn folded(&self, facts: &HashMap<(Uuid, i64), Facts>, wrong: &mut Vec<String>) {
        let (mut last, mut owners) = (HashMap::new(), BTreeMap::new());
        for row in self.rows.iter().filter(|row| row.entry_id.is_some()) {
            last.insert(row.entry_id.unwrap(), row);
            if let Some(slug) = &row.slug {
                let key = (row.kind.clone().unwrap(), row.locale.clone().unwrap(), slug.clone());
                owners.insert(key, (row.entry_id.unwrap(), row.catalog_version));
            }
        }
        let stored = self.slugs.iter().cloned();
        let stored: BTreeMap<_, _> = stored.map(|s| ((s.kind, s.locale, s.slug), (s.entry_id, s.since))).collect();
        if stored != owners {
            wrong.push(format!("slugs: {stored:?} where the log says {owners:?}"));
        }
        let live: HashSet<Uuid> = self.entries.iter().filter(|e| e.live_revision.is_some()).map(|e| e.id).collect();
        for entry in &self.entries {
            let row = last.get(&entry.id).filter(|row| row.revision.is_some());
            let said = row.map(|row| (row.revision.unwrap(), row.catalog_version));
            if entry.live_revision.zip(entry.live_version) != said {
                wrong.push(format!("{}: live {:?} where the log says {said:?}", entry.id, entry.live_revision));
            }
            let draft = facts.get(&(entry.id, entry.draft_revision)).map(|facts| facts.references.as_slice());
            self.pointers(entry.id, "draft", draft.unwrap_or_default(), wrong);
            let Some(row) = row else {
                self.pointers(entry.id, "live", &[], wrong);
                continue;
            };
            let refs: Vec<Reference> = serde_json::from_str(row.refs.as_deref().unwrap()).unwrap();
            self.pointers(entry.id, "live", &refs, wrong);
            let revision = facts.get(&(entry.id, row.revision.unwrap()));
            if revision.map(|facts| &facts.references) != Some(&refs) {
                wrong.push(format!("{}: the log's references are not those of its revision", entry.id));
            }
            for to in refs.iter().map(|reference| reference.to.0).filter(|to| !live.contains(to)) {
                wrong.push(format!("{}: readers would miss {to}", entry.id));
            }
        }
    }

    fn pointers(&self, of: Uuid, side: &str, said: &[Reference], wrong: &mut Vec<String>) {
        let mode = |mode| if mode == ReferenceMode::Embed { "embed" } else { "link" };
        let said: BTreeSet<Pointer> = said.iter().map(|r| (r.to.0, r.path.clone(), mode(r.mode))).collect();
        let stored = self.references.iter().filter(|row| row.from_entry == of && row.side == side);
        let stored: BTreeSet<_> = stored.map(|row| (row.to_entry, row.path.clone(), row.mode.as_str())).collect();
        if stored != said {
            wrong.push(format!("{of}: {side} references {stored:?} where it says {said:?}"));
        }
    }

    /// Each row of the log and each revision was written down as somebody's act, in the same transaction.
    fn audited(&self, wrong: &mut Vec<String>) {
        let mut acts: HashMap<(&str, &str), usize> = HashMap::new();
        for act in &self.audit {
            let verb = act.action.rsplit('.').next().unwrap();
            *acts.entry((act.subject_id.as_deref().unwrap_or_default(), verb)).or_default() += 1;
        }
        for entry in &self.entries {
            let id = entry.id.to_string();
            let count = |verbs: &[&str]| -> usize { verbs.iter().filter_map(|verb| acts.get(&(&*id, *verb))).sum() };
            let rows = self.rows.iter().filter(|row| row.entry_id == Some(entry.id)).count();
            let revisions = self.revisions.get(&entry.id).map_or(0, Vec::len);
            let written = (count(&["published", "unpublished", "undone"]), count(&["created", "updated", "restored"]));
            if written != (rows, revisions) {
                wrong.push(format!("{id}: {written:?} acts for {rows} rows and {revisions} revisions"));
            }
        }
    }

    /// Whoever starts now serves just this, and can compile all of it.
    async fn readers(&self, db: &Db, kinds: Registry, wrong: &mut Vec<String>) {
        let mut fold = Fold::new(kinds.specs());
        for row in &self.rows {
            fold.apply(log::to_publication(&kinds, row.clone()).unwrap());
        }
        let mut live: Vec<std::sync::Arc<LiveEntry>> = Vec::new();
        for entry in &self.entries {
            let seen = fold.entry(EntryId(entry.id));
            let told = seen.as_ref().map(|seen| (seen.revision.0, seen.version.0, seen.published_at));
            let stored = entry.live_revision.map(|n| (n, entry.live_version.unwrap(), entry.published_at.unwrap()));
            if told != stored {
                wrong.push(format!("{}: readers get {told:?}, the entry says {stored:?}", entry.id));
            }
            live.extend(seen);
        }
        for row in &self.slugs {
            let (kind, locale) = (kinds.named(&row.kind).unwrap().spec().name, row.locale.parse::<Locale>().unwrap());
            let agrees = match fold.find(kind, Some(&locale), &row.slug) {
                Lookup::Found(seen) => seen.id.0 == row.entry_id && seen.slug.as_str() == row.slug,
                Lookup::Moved(seen) => seen.id.0 == row.entry_id && seen.slug.as_str() != row.slug,
                Lookup::Gone => fold.entry(EntryId(row.entry_id)).is_none(),
                Lookup::Missing => false,
            };
            if !agrees {
                wrong.push(format!("slug {}: readers are led elsewhere", row.slug));
            }
        }
        let catalog = Catalog::new(kinds.specs());
        let closures: Vec<_> = live.iter().map(|entry| catalog.closure(&fold, entry.clone())).collect();
        match Source::new(db.clone(), std::sync::Arc::new(kinds)).documents(closures).await {
            Ok(documents) => assert_eq!(documents.len(), live.len()),
            Err(error) => wrong.push(format!("what is live does not compile: {error}")),
        }
    }
}

async fn all<E: EntityTrait>(tx: &DatabaseTransaction) -> Vec<E::Model> {
    E::find().all(tx).await.unwrap()
}
