//! What the panel refuses, and to whom.

use galley::{paths, permission::Role, vocabulary::EntryId};
use reqwest::StatusCode;

use super::{Browser, delivered};
use crate::harness::{TestSite, both};

both! {
    async fn a_stranger_is_led_to_the_door(site: &TestSite) {
        for path in [paths::HOME.to_owned(), paths::list("articles"), paths::new("faqs"), paths::TRASH.to_owned()] {
            let answer = site.get(&path).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
            assert!(answer.headers()["location"].to_str().unwrap().starts_with(paths::SIGN_IN));
        }
    }

    async fn a_viewer_reads_everything_and_changes_nothing(site: &TestSite) {
        let (ada, vic) =
            (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Vic", Role::Viewer).await);
        let form = ada.made("tags", &[("name", "Sleep"), ("slug", "sleep")]).await;
        let page = vic.get(&form).await;
        assert!(page.status == StatusCode::OK && page.says("disabled") && !page.says("Save<"), "{}", page.text);
        assert!(!vic.get(&paths::list("tags")).await.says("New tag"));
        for verb in ["", "/publication", "/unpublication", "/undo", "/removal", "/recovery", "/restoration", "/replacement"] {
            let refused = vic.post(&format!("{form}{verb}"), &[("name", "x"), ("_base", "1"), ("revision", "1")]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{verb}");
        }
        assert_eq!(vic.post(&paths::list("tags"), &[("name", "x")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(vic.get(&paths::new("tags")).await.status, StatusCode::FORBIDDEN);
    }

    async fn ones_own_is_not_anothers(site: &TestSite) {
        let (ada, cleo) =
            (Browser::signed_in(site, "Ada", Role::Author).await, Browser::signed_in(site, "Cleo", Role::Contributor).await);
        let adas = ada.made("tags", &[("name", "Sleep"), ("slug", "sleep")]).await;
        let cleos = cleo.made("tags", &[("name", "Food"), ("slug", "food")]).await;
        let change = [("name", "x"), ("_base", "1"), ("slug", "x")];
        assert_eq!(cleo.post(&adas, &change).await.status, StatusCode::FORBIDDEN);
        assert_eq!(ada.post(&cleos, &change).await.status, StatusCode::FORBIDDEN);
        assert_eq!(ada.post(&format!("{cleos}/publication"), &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(ada.get(&format!("{cleos}/publication")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(cleo.post(&format!("{cleos}/publication"), &[]).await.status, StatusCode::FORBIDDEN);
        assert!(!cleo.get(&cleos).await.says("Publish…"));
        assert_eq!(delivered(site, "tags/food").await.0, StatusCode::NOT_FOUND);
    }

    async fn an_address_that_names_nothing_is_not_found(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let tag = ada.made("tags", &[("name", "Sleep"), ("slug", "sleep")]).await;
        let id = tag.rsplit('/').next().unwrap();
        let nobody = EntryId::new();
        for path in [
            "/admin/secrets".to_owned(),
            "/admin/tags/sleep".to_owned(),
            format!("/admin/articles/{id}"),
            format!("/admin/tags/{}", id.to_uppercase()),
            format!("/admin/tags/{nobody}"),
            format!("/admin/tags/{id}/revisions/9"),
            format!("/admin/tags/{id}/revisions/x"),
            format!("/admin/articles/{id}/history"),
            format!("/admin/articles/{id}/usage"),
            format!("/admin/articles/{id}/compare"),
            format!("/admin/articles/{id}/replacement?with=x"),
        ] {
            assert_eq!(ada.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for verb in ["", "/publication", "/unpublication", "/undo", "/removal", "/recovery", "/restoration", "/replacement"] {
            let wrong_kind = ada.post(&format!("/admin/articles/{id}{verb}"), &[("revision", "1")]).await;
            assert_eq!(wrong_kind.status, StatusCode::NOT_FOUND, "{verb}");
        }
    }

    async fn another_site_cannot_press_a_button(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let tag = ada.made("tags", &[("name", "Sleep"), ("slug", "sleep")]).await;
        let url = format!("{}{tag}/publication", site.url);
        let forged = ada.client.post(url).header("origin", "https://evil.example").send().await.unwrap();
        assert_eq!(forged.status(), StatusCode::FORBIDDEN);
        assert_eq!(delivered(site, "tags/sleep").await.0, StatusCode::NOT_FOUND);
    }
}
