//! The first pass: every line gets its id, and what cannot be saved is known before anything is written.

use std::collections::{HashMap, HashSet, hash_map::Entry as Slot};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    Lines, Work,
    ahead::{self, Ready},
};
use crate::{
    content::{
        ContentError, Input, Name, Names,
        access::authorise_some,
        entity::entry,
        lookup,
        names::Named,
        save::{check_external_id, read},
        slugs::parse_slug,
        store,
    },
    permission::{Actor, Permission},
    publishing::Publisher,
    vocabulary::{EntryId, FieldErrors, KindName, Locale, Slug},
    words::t,
};

/// The entries that the call itself makes, by what other lines call them.
pub(super) type Making = HashMap<(KindName, Locale, Slug), Named>;

impl Publisher {
    pub(super) async fn plan_lines(&self, actor: &Actor, lines: &dyn Lines) -> Result<Vec<Work>, ContentError> {
        authorise_some(actor, Permission::CreateContent)?;
        let mut work: Vec<Work> = (0..lines.len()).map(|index| self.begin(lines, index)).collect();
        self.find_existing(&mut work).await?;
        self.refuse_taken_slugs(&mut work).await?;
        // A line that cannot be read takes those that refer to it with it, until none is left that does.
        loop {
            let making = self.making(&work);
            let failed = self.read_all(lines, &mut work, &making).await?;
            if !failed {
                return Ok(work);
            }
        }
    }

    fn begin(&self, lines: &dyn Lines, index: usize) -> Work {
        let mut work = Work {
            external_id: None,
            kind: KindName::new(""),
            locale: Locale::default(),
            slug: None,
            publish: false,
            level: 0,
            id: EntryId::new(),
            exists: false,
            ready: None,
            facts: None,
            status: None,
            error: None,
        };
        match lines.line(index) {
            Err(error) => work.fail(error),
            Ok(line) => {
                work.level = self.kinds.named(line.kind.as_str()).map_or(0, |kind| kind.level());
                work.external_id = line.external_id;
                work.kind = line.kind;
                work.locale = line.locale;
                work.slug = line.slug.filter(|slug| !slug.is_empty());
                work.publish = line.publish;
                let slug = work.slug.as_deref().map_or(Ok(()), |slug| parse_slug(slug).map(drop));
                let name = work.external_id.as_deref().map_or(Ok(()), check_external_id);
                if let Err(error) = slug.and(name) {
                    work.fail(error);
                }
            }
        }
        work
    }

    /// A line whose external id is known is an update of that entry.
    async fn find_existing(&self, work: &mut [Work]) -> Result<(), ContentError> {
        let mut by_name: HashMap<(KindName, Locale, String), usize> = HashMap::new();
        for (index, line) in work.iter_mut().enumerate() {
            let Some(external_id) = line.external_id.clone().filter(|_| !line.failed()) else { continue };
            let key = (line.kind, line.locale.clone(), external_id);
            match by_name.entry(key) {
                Slot::Vacant(slot) => drop(slot.insert(index)),
                Slot::Occupied(_) => {
                    let detail = t!("problem-earlier-line-externalid");
                    line.fail(FieldErrors::one("/externalId", "repeated", detail).into());
                }
            }
        }
        let names: Vec<&String> = by_name.keys().map(|(_, _, name)| name).collect();
        let mut rows = Vec::new();
        for chunk in names.chunks(store::CHUNK) {
            let find = entry::Entity::find().filter(entry::Column::ExternalId.is_in(chunk.iter().copied()));
            rows.extend(find.all(self.db.reader()).await?);
        }
        for row in rows {
            let entry = store::to_entry(&self.kinds, row)?;
            let Some(name) = entry.external_id.clone() else { continue };
            if let Some(line) = by_name.get(&(entry.kind, entry.locale, name)).and_then(|&index| work.get_mut(index)) {
                line.id = entry.id;
                line.exists = true;
            }
        }
        Ok(())
    }

    /// A slug that another entry or an earlier line has is refused before others can refer to it.
    async fn refuse_taken_slugs(&self, work: &mut [Work]) -> Result<(), ContentError> {
        let mut wanted: HashMap<KindName, HashSet<String>> = HashMap::new();
        for line in work.iter().filter(|line| !line.failed()) {
            wanted.entry(line.kind).or_default().extend(line.slug.clone());
        }
        let mut owners: HashMap<(KindName, String, String), EntryId> = HashMap::new();
        for (kind, slugs) in wanted {
            let slugs: Vec<String> = slugs.into_iter().collect();
            for chunk in slugs.chunks(store::CHUNK) {
                let find = entry::Entity::find()
                    .filter(entry::Column::Kind.eq(kind.as_str()))
                    .filter(entry::Column::Slug.is_in(chunk.iter().map(String::as_str)))
                    .filter(entry::Column::TrashedAt.is_null());
                let rows = find.all(self.db.reader()).await?;
                owners.extend(rows.into_iter().map(|row| ((kind, row.locale, row.slug), EntryId(row.id))));
            }
        }
        for line in work.iter_mut().filter(|line| !line.failed()) {
            let Some(slug) = line.slug.clone() else { continue };
            let owner = owners.entry((line.kind, line.locale.to_string(), slug.clone())).or_insert(line.id);
            if *owner != line.id {
                let detail = t!("problem-another-entry-slug-slug", slug = slug.to_string());
                line.fail(FieldErrors::one("slug", "taken", detail).into());
            }
        }
        Ok(())
    }

    pub(super) fn making(&self, work: &[Work]) -> Making {
        let mut making = Making::new();
        for line in work.iter().filter(|line| !line.failed()) {
            let Some(slug) = line.slug.as_deref().and_then(|slug| slug.parse::<Slug>().ok()) else { continue };
            let named =
                Named { id: line.id, kind: line.kind, level: line.level, slug: slug.clone(), title: String::new() };
            making.insert((line.kind, line.locale.clone(), slug), named);
        }
        making
    }

    /// Reads every line that has not failed; whether one of them failed now.
    async fn read_all(&self, lines: &dyn Lines, work: &mut [Work], making: &Making) -> Result<bool, ContentError> {
        let mut failed = false;
        let mut kept = 0;
        for start in (0..work.len()).step_by(super::CHUNK) {
            let end = work.len().min(start + super::CHUNK);
            let chunk: Vec<usize> =
                (start..end).filter(|&index| work.get(index).is_some_and(|line| !line.failed())).collect();
            let names = self.names_for(self.db.reader(), lines, work, &chunk, making).await?;
            let read_one = |index: &usize| {
                let line = work.get(*index)?;
                let (kind, names) = (self.kinds.named(line.kind.as_str())?, names.get(&line.locale)?);
                let content = lines.line(*index).map(|line| Input::json(line.content));
                Some(content.and_then(|input| read(&**kind, &input, None, names)))
            };
            let results = ahead::each(&chunk, read_one);
            for (index, result) in chunk.into_iter().zip(results) {
                let (Some(line), Some(result)) = (work.get_mut(index), result) else { continue };
                match result {
                    Err(error) => {
                        line.fail(error);
                        failed = true;
                    }
                    // An update is read again: on top of the revision that it follows.
                    Ok((taken, facts)) if !line.exists && kept < ahead::KEPT => {
                        let content = taken.content.to_string();
                        kept += content.len();
                        line.ready = Some(Ready { content, facts });
                    }
                    Ok(_) => line.ready = None,
                }
            }
        }
        Ok(failed)
    }

    /// What some lines' names mean, by their locale: what the call itself makes comes before what is stored.
    pub(super) async fn names_for(
        &self,
        conn: &impl sea_orm::ConnectionTrait,
        lines: &dyn Lines,
        work: &[Work],
        chunk: &[usize],
        making: &Making,
    ) -> Result<HashMap<Locale, Names>, ContentError> {
        let named = ahead::each(chunk, |&index| {
            let line = work.get(index)?;
            let kind = self.kinds.named(line.kind.as_str())?;
            Some(lines.line(index).map(|sent| (line.locale.clone(), kind.names(&Input::json(sent.content)))))
        });
        let mut wanted: HashMap<Locale, HashSet<Name>> = HashMap::new();
        for result in named.into_iter().flatten() {
            let (locale, names) = result?;
            wanted.entry(locale).or_default().extend(names);
        }
        let mut found = HashMap::new();
        for (locale, wanted) in wanted {
            let made = |name: &Name| {
                let kind = self.kinds.named(name.kind.as_deref()?)?.spec().name;
                making.get(&(kind, locale.clone(), name.key.parse().ok()?))
            };
            let (own, stored): (Vec<Name>, Vec<Name>) = wanted.into_iter().partition(|name| made(name).is_some());
            let mut names = lookup::names(conn, &self.kinds, &locale, &stored).await?;
            for named in own.iter().filter_map(made) {
                names.add(named.clone(), true);
            }
            found.insert(locale, names);
        }
        Ok(found)
    }
}
