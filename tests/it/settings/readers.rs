//! What the settings change for readers: at once, everywhere, and not in the past.

use super::*;

/// The page of an article's JSON-LD.
async fn page(desk: &Desk, slug: &str) -> Json {
    desk.read(&format!("/articles/{slug}")).await.is(200).data()["jsonLd"][0].take()
}

both! {
    async fn readers_get_documents_made_with_the_new_settings_at_once(desk: &Desk) {
        desk.live("articles", "back", &article("Back", "One.")).await;
        let before = page(desk, "back").await;
        assert_eq!((&before["url"], &before["publisher"]["name"]), (&Json::Null, &"Galley".into()));
        let etag = desk.read("/articles/back").await.header("etag").to_owned();
        desk.read("/resolve?path=/articles/back").await.is(200);

        let ada = Browser::signed_in(&desk.site, "Ada", Role::Owner).await;
        let settings = [
            ("_base", "0"), ("name", "Clinic"), ("baseUrl", "https://Clinic.example/site/"),
            ("paths.articles", "/blog/{slug}.html"), ("organisation.name", "Clinic Ltd"),
            ("organisation.url", "https://ltd.example"), ("organisation.logo", "https://ltd.example/logo.png"),
            ("timeZone", "Europe/Berlin"), ("socialImage", "https://clinic.example/share.png"),
        ];
        let saved = ada.post(paths::SETTINGS, &settings).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);

        let after = page(desk, "back").await;
        assert_eq!(after["url"], "https://clinic.example/site/blog/back.html");
        assert_eq!((&before["image"], &after["image"]), (&Json::Null, &"https://clinic.example/share.png".into()));
        let publisher = &after["publisher"];
        assert_eq!((&publisher["name"], &publisher["url"]), (&"Clinic Ltd".into(), &"https://ltd.example/".into()));
        assert_eq!(publisher["logo"]["url"], "https://ltd.example/logo.png");
        assert_ne!(desk.read("/articles/back").await.header("etag"), etag);
        desk.read("/resolve?path=/articles/back").await.is(404);
        let found = desk.read("/resolve?path=/blog/back.html").await.is(200).data();
        assert_eq!(found["slug"], "back");
        // The panel tells the time in the new zone: the clock stands at nine in the morning, UTC.
        assert!(ada.get(paths::SETTINGS).await.says("10:00 CET"));
    }

    async fn the_past_keeps_the_settings_it_had(desk: &Desk) {
        let path = desk.live("articles", "back", &article("Back", "One.")).await;
        let id = id_of(&path).parse().unwrap();
        let past = desk.site.clock.now();
        desk.site.clock.advance(chrono::TimeDelta::hours(1));
        change(&desk.site, |site| site.base_url = "https://clinic.example".into()).await.unwrap();

        let seen = async |lens: Lens| {
            let seen = desk.site.app.lenses.document(&owner(), id, &lens).await.unwrap().unwrap();
            let value = serde_json::to_value(seen.document.get("jsonLd").unwrap().answer(Default::default())).unwrap();
            value[0]["url"].clone()
        };
        assert_eq!(seen(Lens::At(past)).await, Json::Null);
        for lens in [Lens::At(desk.site.clock.now()), Lens::Published, Lens::Draft] {
            assert_eq!(seen(lens).await, "https://clinic.example/articles/back");
        }
    }

    async fn another_replica_and_the_next_start_have_them_too(desk: &Desk) {
        let before = desk.site.another().await;
        change(&desk.site, |site| site.name = "Clinic".into()).await.unwrap();
        before.feed.sync().await.unwrap();
        let after = desk.site.another().await;
        for app in [&before, &after, &desk.site.app] {
            assert_eq!((app.catalog.site().name.as_str(), app.catalog.version()), ("Clinic", CatalogVersion(1)));
        }
    }

    async fn a_change_is_written_down_with_both_sides_and_undone_by_nobody_elses_undo(desk: &Desk) {
        use galley::platform::{audit, events};
        use sea_orm::EntityTrait as _;
        let path = desk.live("tags", "knees", &crate::harness::named("Knees")).await;
        change(&desk.site, |site| site.name = "Clinic".into()).await.unwrap();
        let filter = audit::Filter { actions: vec!["site.changed".into()], ..audit::Filter::default() };
        let acts = audit::list(desk.site.db().reader(), &filter, 0, 10).await.unwrap();
        assert_eq!((acts.len(), acts[0].subject_title.as_str(), acts[0].actor.as_str()), (1, "Clinic", "system:test"));
        let detail: Json = serde_json::from_str(&acts[0].detail).unwrap();
        assert_eq!((&detail["old"]["name"], &detail["new"]["name"]), (&"Galley".into(), &"Clinic".into()));
        let told = events::Entity::find().all(desk.site.db().reader()).await.unwrap();
        assert_eq!(told.iter().filter(|event| event.name == "site.changed").count(), 1);
        // Undo takes back what was done to the entry, whatever was said of the site since.
        desk.post(&format!("{path}/undo"), &Json::Null).await.is(200);
        assert_eq!(desk.site.app.catalog.site().name, "Clinic");
        crate::reliability::invariants::assert_sound(desk.site.db()).await;
    }
}
