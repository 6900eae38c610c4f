//! Another entry in the place of one that goes: in drafts and in what readers get, all or nothing.

use galley::{
    content::{Cause, ContentError, Use},
    permission::{Actor, Role},
    publishing::{Replace, Then},
    vocabulary::{EntryId, KindName, PersonId},
};
use serde_json::{Value as Json, json};

use super::*;
use crate::harness::{Desk, article, faq, id_of, named};

fn id(path: &str) -> EntryId {
    id_of(path).parse().unwrap()
}

fn wish(from: &str, to: &str, then: Then) -> Replace {
    Replace { from: id(from), to: id(to), then }
}

/// The newest content of an entry, and its state.
async fn draft(desk: &Desk, path: &str) -> Json {
    desk.get(path).await.is(200).data()
}

/// Everything that the log, the entries and readers say.
async fn whole(desk: &Desk, paths: &[&str]) -> (Vec<Json>, i64) {
    let mut seen = Vec::new();
    for path in paths {
        seen.push(draft(desk, path).await);
        seen.push(desk.get(&format!("{path}/revisions?limit=100")).await.is(200).data());
    }
    (seen, desk.site.app.feed.catalog().version().0)
}

async fn revisions(desk: &Desk, kind: &'static str, path: &str) -> Vec<(i64, Cause, Option<String>)> {
    let (app, actor) = (&desk.site.app, Actor::system("test"));
    let entry = app.entries.find(&actor, KindName::new(kind), id(path)).await.unwrap();
    let history = app.entries.history(&actor, &entry, None, 100).await.unwrap();
    history.into_iter().map(|revision| (revision.number.0, revision.cause, revision.note)).collect()
}

both! {
    async fn whoever_may_not_change_one_of_them_changes_none(desk: &Desk) {
        let (old, new) = (desk.live("tags", "old", &named("Old")).await, desk.live("tags", "new", &named("New")).await);
        let mut content = faq("Why?", "So.");
        content["tags"] = json!([{ "slug": "old" }]);
        let user = desk.live("faqs", "why", &content).await;
        let before = whole(desk, &[&old, &new, &user]).await;
        let publisher = &desk.site.app.publisher;
        let wish = wish(&old, &new, Then::Trash);
        for role in [Role::Viewer, Role::Contributor, Role::Author] {
            let actor = Actor::person(PersonId::new(), "Somebody", role);
            let refused = publisher.replace(&actor, wish).await;
            assert!(matches!(refused, Err(ContentError::Denied)), "{role}: {refused:?}");
            assert!(matches!(publisher.replacement(&actor, wish).await, Err(ContentError::Denied)), "{role}");
        }
        assert_eq!(whole(desk, &[&old, &new, &user]).await, before);
    }

    async fn what_cannot_take_the_place_is_refused(desk: &Desk) {
        let old = desk.live("categories", "old", &named("Old")).await;
        let draft = desk.draft("categories", "draft", &named("Draft")).await;
        let below = desk.live("categories", "below", &json!({ "name": "Below", "parent": { "slug": "old" } })).await;
        let tag = desk.live("tags", "tag", &named("Tag")).await;
        let trashed = desk.live("categories", "trashed", &named("Trashed")).await;
        desk.delete(&trashed).await.is(200);
        let before = whole(desk, &[&old, &below]).await;
        let nobody = format!("/categories/{}", EntryId::new());
        for (to, code) in [
            (&old, "itself"), (&draft, "not_live"), (&trashed, "not_live"), (&tag, "wrong_kind"), (&below, "refers_back"),
            (&nobody, "unknown_reference"),
        ] {
            let refused = desk.site.app.publisher.replace(&Actor::system("test"), wish(&old, to, Then::Unpublish)).await;
            let Err(ContentError::Invalid(errors)) = refused else { panic!("{code}: {refused:?}") };
            assert_eq!(errors.at("with").unwrap().code, code);
        }
        let gone = desk.site.app.publisher.replace(&Actor::system("test"), wish(&trashed, &old, Then::Unpublish)).await;
        assert!(matches!(gone, Err(ContentError::Trashed(_))), "{gone:?}");
        assert_eq!(whole(desk, &[&old, &below]).await, before);
    }

    async fn no_unpublished_words_go_live_by_it(desk: &Desk) {
        let (old, new) = (desk.live("faqs", "old", &faq("Old?", "So.")).await, desk.live("faqs", "new", &faq("New?", "So.")).await);
        let body = "Live words.\n\n::faqs{heading=\"FAQs\" refs=\"old, new\"}\n\nSee [it](galley:faq/old).";
        let live = desk.live("articles", "live", &article("Live", body)).await;
        let changed = desk.live("articles", "changed", &article("Changed", body)).await;
        let secret = article("Changed title", &body.replace("Live words", "Secret words"));
        desk.patch(&changed, &json!({ "content": secret })).await;
        let moved_on = desk.live("articles", "moved-on", &article("Moved on", body)).await;
        desk.patch(&moved_on, &json!({ "content": article("Moved on", "Nothing of it any more.") })).await;
        let written = desk.draft("articles", "written", &article("Written", body)).await;

        let actor = Actor::system("test");
        let plan = desk.site.app.publisher.replacement(&actor, wish(&old, &new, Then::Unpublish)).await.unwrap();
        let uses: Vec<EntryId> = plan.uses.iter().map(|Use { id, .. }| *id).collect();
        assert_eq!(uses.len(), 4);
        let done = desk.site.app.publisher.replace(&actor, wish(&old, &new, Then::Unpublish)).await.unwrap();
        assert_eq!(done.entries.len(), 4, "three that are live, and the one that goes");

        for (path, slug) in [(&live, "live"), (&changed, "changed"), (&moved_on, "moved-on")] {
            let text = desk.read(&format!("/articles/{slug}?body=markdown")).await.is(200).data().to_string();
            assert!(text.contains("Live words") && !text.contains("Secret") && !text.contains("Old?"), "{text}");
            assert!(draft(desk, path).await["liveRevision"].as_i64() > Some(1), "{path}");
        }
        assert_eq!(desk.read("/faqs/old").await.status, 410);
        let markdown = |data: &Json| data["content"]["body"]["markdown"].as_str().unwrap().to_owned();
        for (path, words) in [(&live, "Live words"), (&changed, "Secret words"), (&written, "Live words")] {
            let text = markdown(&draft(desk, path).await);
            assert!(text.contains(words) && text.contains("refs=\"new\"") && text.contains("(galley:faq/new)"), "{text}");
        }
        assert_eq!(markdown(&draft(desk, &moved_on).await), "Nothing of it any more.");
        let states = [(&live, "live"), (&changed, "changed"), (&moved_on, "changed"), (&written, "draft"), (&old, "draft")];
        for (path, state) in states {
            assert_eq!(draft(desk, path).await["state"], state, "{path}");
        }
        let note = Some("Old? → New?".to_owned());
        assert_eq!(revisions(desk, "article", &live).await[0], (2, Cause::Replace, note.clone()));
        let of_changed = revisions(desk, "article", &changed).await;
        assert_eq!(of_changed[..2], [(4, Cause::Replace, note.clone()), (3, Cause::Replace, note)]);

        // What readers saw comes back, all of it at one press, and the drafts stay.
        desk.post(&format!("{old}/undo"), &json!({})).await.is(200);
        assert_eq!(desk.read("/faqs/old").await.status, 200);
        assert!(desk.read("/articles/moved-on").await.is(200).data().to_string().contains("Old?"));
        assert_eq!(draft(desk, &live).await["state"], "changed");
    }

    async fn what_goes_to_the_trash_can_come_back(desk: &Desk) {
        let (old, new) = (desk.live("tags", "old", &named("Old")).await, desk.live("tags", "new", &named("New")).await);
        let mut content = faq("Why?", "So.");
        content["tags"] = json!([{ "slug": "new" }, { "slug": "old" }]);
        let user = desk.live("faqs", "why", &content).await;
        let actor = Actor::system("test");
        desk.site.app.publisher.replace(&actor, wish(&old, &new, Then::Trash)).await.unwrap();
        assert_eq!(draft(desk, &old).await["state"], "trashed");
        assert_eq!(draft(desk, &user).await["content"]["tags"], json!([{ "slug": "new" }]));
        let undo = desk.post(&format!("{user}/undo"), &json!({})).await;
        assert_eq!(undo.is(409).code(), "unpublished_references");
        desk.post(&format!("{old}/recovery"), &json!({})).await.is(200);
        desk.post(&format!("{user}/undo"), &json!({})).await.is(200);
        assert_eq!(desk.read("/faqs/why").await.is(200).data()["tags"][1]["slug"], "old");
        let acts = desk.site.app.entries.activity(&actor, 50).await.unwrap();
        for verb in ["replaced", "trashed"] {
            assert!(acts.iter().any(|act| act.verb == verb && act.entry == id(&old) && act.who == "test"), "{acts:?}");
        }
    }

    async fn every_kind_of_reference_is_replaced(desk: &Desk) {
        let live = async |kinds: &str, slug: &str, content: Json| desk.live(kinds, slug, &content).await;
        live("authors", "old", named("Old")).await;
        live("authors", "new", named("New")).await;
        let parent = live("categories", "old", named("Old")).await;
        live("categories", "new", named("New")).await;
        live("categories", "child", json!({ "name": "Child", "parent": { "slug": "old" } })).await;
        let mut faq = faq("Why?", "So.");
        faq["topic"] = json!({ "slug": "old" });
        live("faqs", "why", faq).await;
        let mut page = article("Page", "Text.");
        page["authors"] = json!([{ "slug": "old" }]);
        page["reviewedBy"] = json!({ "slug": "old" });
        page["category"] = json!({ "slug": "old" });
        let page = live("articles", "page", page).await;
        let actor = Actor::system("test");
        for kinds in ["authors", "categories"] {
            let of = async |slug: &str| {
                let list = desk.get(&format!("/{kinds}?limit=100")).await.is(200).data();
                let found = list.as_array().unwrap().iter().find(|entry| entry["slug"] == slug).cloned().unwrap();
                format!("/{kinds}/{}", found["id"].as_str().unwrap())
            };
            let wish = wish(&of("old").await, &of("new").await, Then::Unpublish);
            desk.site.app.publisher.replace(&actor, wish).await.unwrap();
        }
        let content = draft(desk, &page).await["content"].clone();
        assert_eq!(content["authors"], json!([{ "slug": "new" }]));
        assert_eq!((&content["reviewedBy"], &content["category"]), (&json!({ "slug": "new" }), &json!({ "slug": "new" })));
        assert_eq!(desk.read("/faqs/why").await.is(200).data()["topic"]["slug"], "new");
        assert_eq!(desk.read("/categories/child").await.is(200).data()["parent"]["slug"], "new");
        assert_eq!(desk.get(&format!("{parent}/usage")).await.is(200).data(), json!([]));
    }
}
