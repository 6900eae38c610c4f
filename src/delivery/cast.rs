//! For tests: two toy kinds, a log that is easily written, and a source that can fail.

use std::borrow::Cow;

use uuid::Uuid;

use crate::vocabulary::{
    CatalogVersion, Cause, Change, EntryId, FieldSpec, FieldType, GroupId, Head, KindName, KindSpec, ListShape, Locale,
    Publication, RevisionNumber, Time, Value,
};

pub const STORY: KindSpec = KindSpec {
    name: KindName::new("story"),
    plural: "stories",
    list: ListShape::Summary,
    head: &[
        FieldSpec::new("title", FieldType::Text).sort().card(),
        FieldSpec::new("topic", FieldType::Entry).filter("topic"),
        FieldSpec::new("topics", FieldType::Entries).filter("anyTopic"),
        FieldSpec::new("words", FieldType::Integer).filter("words").sort(),
        FieldSpec::new("toldOn", FieldType::Date).filter("toldOn"),
    ],
    document: &["title", "topic", "topics", "words", "toldOn", "body"],
};

pub const TOPIC: KindSpec = KindSpec {
    name: KindName::new("topic"),
    plural: "topics",
    list: ListShape::Whole,
    head: &[FieldSpec::new("name", FieldType::Text).sort().card(), FieldSpec::new("parent", FieldType::Entry).card()],
    document: &["name", "parent", "note"],
};

pub fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

/// A log that numbers and dates its rows itself: one every ten seconds.
#[derive(Debug, Default)]
pub struct Log {
    pub rows: Vec<Publication>,
}

impl Log {
    pub fn time(version: i64) -> Time {
        Time::from_timestamp(1_800_000_000 + version * 10, 0).unwrap()
    }

    pub fn push(&mut self, change: Change) -> &mut Self {
        let version = i64::try_from(self.rows.len()).unwrap() + 1;
        self.rows.push(Publication { version: CatalogVersion(version), at: Self::time(version), change });
        self
    }

    pub fn live(&mut self, kind: &KindSpec, n: u128, slug: &str, fields: &[(&'static str, Value)]) -> &mut Self {
        self.live_in("en", n, kind, n, slug, fields)
    }

    pub fn live_in(
        &mut self,
        locale: &str,
        group: u128,
        kind: &KindSpec,
        n: u128,
        slug: &str,
        fields: &[(&'static str, Value)],
    ) -> &mut Self {
        let revision = i64::try_from(self.rows.len()).unwrap() + 1;
        let fields: Vec<_> = fields.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        let title = fields.iter().find_map(|(_, value)| value.as_str()).unwrap_or(slug).to_owned();
        let head = Head::new(kind, title, fields);
        let mut links = Vec::new();
        head.fields.iter().for_each(|value| value.entries(&mut links));
        self.push(Change::Live {
            id: entry(n),
            kind: kind.name,
            locale: locale.parse::<Locale>().unwrap(),
            group: GroupId(Uuid::from_u128(group)),
            slug: slug.parse().unwrap(),
            revision: RevisionNumber(revision),
            head,
            embeds: Box::default(),
            links: links.into(),
        })
    }

    pub fn offline(&mut self, n: u128, cause: Cause) -> &mut Self {
        self.push(Change::Offline { id: entry(n), cause })
    }
}
