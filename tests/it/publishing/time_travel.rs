//! A moment in the past looks as it did.

use std::{cell::Cell, collections::BTreeMap};

use galley::{
    permission::Actor,
    vocabulary::{BodyForms, EntryId, Lens, Time, Value},
};
use proptest::{prop_assert_eq, test_runner::TestCaseError};
use serde_json::Value as Json;

use super::{
    history::{CAST, History, for_histories},
    *,
};

const FORMS: BodyForms = BodyForms { blocks: true, html: true, markdown: true, text: true };

/// What readers get of an entry, if anything.
async fn got(readers: &Readers, plural: &str, id: EntryId) -> Option<Json> {
    let (answer, mut json) = readers.ask(&format!("/{plural}/{id}?body=blocks,html,markdown,text")).await;
    match &answer[..3] {
        "200" => Some(json["data"].take()),
        "404" | "410" => None,
        _ => panic!("{answer}"),
    }
}

/// Compares what was got at a moment with what a lens shows of it.
async fn compare(app: &App, id: EntryId, lens: &Lens, expected: Option<&Json>) -> Result<(), TestCaseError> {
    let seen = app.lenses.document(&Actor::system("test"), id, lens).await.unwrap();
    prop_assert_eq!(seen.is_some(), expected.is_some(), "{} {:?}", id, lens);
    let (Some(seen), Some(expected)) = (seen, expected) else { return Ok(()) };
    let entry = &seen.entry;
    let envelope = [
        ("slug", Value::text(entry.slug.as_str())),
        ("revision", entry.revision.0.into()),
        ("publishedAt", entry.published_at.into()),
        ("updatedAt", entry.updated_at.into()),
    ];
    let own = seen.document.fields.iter().map(|(name, value)| (&**name, value.clone()));
    for (name, value) in envelope.into_iter().chain(own) {
        let value = serde_json::to_value(value.answer(FORMS)).unwrap();
        prop_assert_eq!(&value, &expected[name], "{} of {} {:?}", name, id, lens);
    }
    Ok(())
}

both! {
    async fn a_moment_in_the_past_looks_as_it_did(site: &TestSite) {
        let readers = Readers::of(&site.app);
        let (shown, hidden) = (Cell::new(0), Cell::new(0));
        for_histories(async |case, steps| {
            let mut history = History::new(site, format!("case-{case}"));
            // The last that was got at a moment is what that moment has.
            let mut past: BTreeMap<Time, Vec<(EntryId, Option<Json>)>> = BTreeMap::new();
            for step in &steps {
                history.take(step).await?;
                let mut now = Vec::new();
                for (id, (_, plural)) in history.ids.iter().zip(CAST).filter_map(|(id, cast)| Some(((*id)?, cast))) {
                    now.push((id, got(&readers, plural, id).await));
                }
                past.insert(site.clock.now(), now);
            }
            for (id, expected) in past.values().last().into_iter().flatten() {
                compare(&site.app, *id, &Lens::Published, expected.as_ref()).await?;
            }
            for (at, entries) in past {
                for (id, expected) in entries {
                    compare(&site.app, id, &Lens::At(at), expected.as_ref()).await?;
                    let count = if expected.is_some() { &shown } else { &hidden };
                    count.set(count.get() + 1);
                }
            }
            history.end().await;
            site.clock.advance(TimeDelta::hours(1));
            Ok(())
        });
        // Histories in which everything is refused would prove nothing.
        assert!(shown.get() > 50 && hidden.get() > 50, "{shown:?} {hidden:?}");
    }
}
