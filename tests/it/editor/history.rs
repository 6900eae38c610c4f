//! Versions: who changed what, two of them by words, and the way back.

use chrono::TimeDelta;
use galley::permission::Role;
use reqwest::StatusCode;

use super::Browser;
use crate::harness::{TestSite, both};

both! {
    async fn a_version_that_is_none_is_not_found_and_another_kind_has_none(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.made("tags", &[("name", "First"), ("slug", "one")]).await;
        let id = form.rsplit('/').next().unwrap();
        for path in [
            format!("{form}/compare?from=1&to=9"),
            format!("{form}/compare?from=0&to=1"),
            format!("{form}/compare?from=x"),
            format!("{form}/compare?to=-1"),
            format!("/admin/articles/{id}/compare"),
        ] {
            assert_eq!(ada.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        // An entry with one version is compared with itself.
        assert!(ada.get(&format!("{form}/compare")).await.says("Both say the same"));
    }

    async fn who_may_only_read_compares_and_restores_nothing(site: &TestSite) {
        let (ada, vic) = (Browser::signed_in(site, "Ada", Role::Author).await, Browser::signed_in(site, "Vic", Role::Viewer).await);
        let olga = Browser::signed_in(site, "Olga", Role::Owner).await;
        let form = ada.made("tags", &[("name", "First"), ("slug", "one")]).await;
        ada.saved(&form, &[("name", "Second"), ("slug", "one")]).await;
        for path in ["/history", "/compare?from=1&to=2", "/revisions/1"] {
            let page = vic.get(&format!("{form}{path}")).await;
            assert!(page.status == StatusCode::OK && !page.says("name=\"revision\""), "{path}: {}", page.text);
            assert!(ada.get(&format!("{form}{path}")).await.says("name=\"revision\" value=\"1\""), "{path}");
        }
        assert!(!ada.get(&format!("{form}/history")).await.says("/admin/audit?subject="));
        assert!(olga.get(&format!("{form}/history")).await.says("/admin/audit?subject="));
    }

    async fn the_history_says_what_changed_and_what_readers_saw(site: &TestSite) {
        let (ada, bo) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Bo", Role::Editor).await);
        let form = ada.published("tags", &[("name", "First"), ("slug", "one")]).await;
        site.clock.advance(TimeDelta::days(1));
        bo.saved(&form, &[("name", "Second"), ("slug", "one"), ("description", "New."), ("_then", "publish")]).await;
        let page = ada.get(&format!("{form}/history")).await;
        for part in [
            "Monday, 2 March 2026", "Tuesday, 3 March 2026", "<bdi>Ada</bdi>", "<bdi>Bo</bdi>", "changed Name, Description",
            "Readers have seen it since", "Readers saw it from", "2 Mar 2026, 09:00 UTC", "3 Mar 2026, 09:00 UTC",
        ] {
            assert!(page.says(part), "{part} in {}", page.text);
        }
        let compared = ada.get(&format!("{form}/compare?from=2&to=1")).await;
        let text = &compared.text;
        assert!(text.find("<del>").unwrap() < text.find("First").unwrap() && compared.says("<ins>"), "{text}");
        assert!(compared.says("New.") && compared.says("badge live"), "{text}");
    }

    async fn restoring_takes_three_actions_and_is_undone_by_restoring_the_other(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.made("tags", &[("name", "First"), ("slug", "one")]).await;
        ada.saved(&form, &[("name", "Second"), ("slug", "one")]).await;
        assert!(ada.get(&form).await.says(&format!("{form}/history")));
        let history = ada.get(&format!("{form}/history")).await;
        assert!(history.says(&format!("{form}/revisions/1")) && history.says("Restore version 1"), "{}", history.text);
        ada.post(&format!("{form}/restoration"), &[("revision", "1")]).await;
        assert!(ada.get(&form).await.says("First"));
        ada.post(&format!("{form}/restoration"), &[("revision", "2")]).await;
        assert!(ada.get(&form).await.says("Second"));
        assert!(ada.get(&format!("{form}/compare?from=2&to=4")).await.says("Both say the same"));
    }
}
