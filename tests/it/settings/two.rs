//! Two people before the settings: nothing that either typed is lost.

use super::*;

both! {
    async fn a_change_over_somebody_elses_shows_both_and_keeps_what_was_chosen(site: &TestSite) {
        let (ada, bo) = (Browser::signed_in(site, "Ada", Role::Owner).await, Browser::signed_in(site, "Bo", Role::Admin).await);
        let base = ada.get(paths::SETTINGS).await.value("_base");
        assert_eq!(bo.post(paths::SETTINGS, &[("_base", &base), ("name", "Bo's")]).await.status, StatusCode::SEE_OTHER);

        let mine = [("_base", base.as_str()), ("name", "Ada's"), ("timeZone", "Europe/Berlin")];
        let conflict = ada.post(paths::SETTINGS, &mine).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT, "{}", conflict.text);
        for part in ["Bo</bdi> changed the settings", "Bo's", "Ada's", "Keep mine", "Keep theirs"] {
            assert!(conflict.says(part), "{part} in {}", conflict.text);
        }
        assert_eq!(conflict.text.matches("class=\"difference\"").count(), 2);
        assert!(ada.get(paths::SETTINGS).await.says("value=\"Bo's\""), "nothing is saved yet");

        let newest = conflict.value("_base");
        let going_on = [("_base", newest.as_str()), ("name", "Ada's"), ("_then", "edit")];
        let form = ada.post(paths::SETTINGS, &going_on).await;
        assert_eq!((form.status, form.value("_base")), (StatusCode::OK, newest.clone()));
        assert!(form.says("value=\"Ada's\"") && form.says("Not saved yet") && form.says("data-unsaved"));

        let kept = ada.post(paths::SETTINGS, &[("_base", &newest), ("name", "Ada's")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        assert!(ada.get(paths::SETTINGS).await.says("value=\"Ada's\""));
    }

    async fn saying_the_same_is_no_conflict_and_no_change(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let same = [("_base", "0"), ("name", "Clinic")];
        assert_eq!(ada.post(paths::SETTINGS, &same).await.status, StatusCode::SEE_OTHER);
        assert_eq!(ada.post(paths::SETTINGS, &same).await.status, StatusCode::SEE_OTHER, "a repeated save");
        assert_eq!(site.app.catalog.version(), CatalogVersion(1));
    }

    async fn of_many_changes_at_once_none_is_overwritten(site: &TestSite) {
        let changes = (0..8).map(|n| {
            let wanted = Site { name: format!("Site {n}"), ..Site::default() };
            let publisher = site.app.publisher.clone();
            async move { publisher.change_site(&owner(), CatalogVersion(0), wanted).await }
        });
        let done = futures_util::future::join_all(changes).await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        assert!(done.iter().all(|done| matches!(done, Ok(_) | Err(SiteError::Stale(_)))));
        assert_eq!(site.app.catalog.version(), CatalogVersion(1));
    }
}
