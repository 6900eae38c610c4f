//! Taking away what others use, by putting another in its place.

use galley::permission::Role;
use reqwest::StatusCode;

use super::{Browser, delivered};
use crate::harness::{TestSite, both};

async fn tag(ada: &Browser<'_>, name: &str, slug: &str) -> String {
    ada.published("tags", &[("name", name), ("slug", slug)]).await
}

both! {
    async fn who_may_not_publish_replaces_nothing(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let (sleep, rest) = (tag(&ada, "Sleep", "sleep").await, tag(&ada, "Rest", "rest").await);
        ada.published("faqs", &[("question", "Why?"), ("answer", "So."), ("tags", "sleep")]).await;
        let with = rest.rsplit('/').next().unwrap();
        for (name, role) in [("Vic", Role::Viewer), ("Cleo", Role::Contributor), ("Aron", Role::Author)] {
            let other = Browser::signed_in(site, name, role).await;
            let page = other.get(&format!("{sleep}/replacement?with=rest&then=unpublish")).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{role}");
            let page = other.post(&format!("{sleep}/replacement"), &[("with", with), ("then", "unpublish")]).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{role}");
        }
        assert_eq!(delivered(site, "tags/sleep").await.0, StatusCode::OK);
    }

    async fn it_is_refused_as_a_whole_when_one_of_the_users_is_anothers(site: &TestSite) {
        let (ada, aron) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Aron", Role::Author).await);
        let (sleep, _) = (tag(&aron, "Sleep", "sleep").await, tag(&aron, "Rest", "rest").await);
        let own = aron.published("faqs", &[("question", "Own?"), ("answer", "So."), ("tags", "sleep")]).await;
        ada.published("faqs", &[("question", "Hers?"), ("answer", "So."), ("tags", "sleep")]).await;
        let path = format!("{sleep}/replacement");
        let asked = aron.get(&format!("{path}?with=rest&then=trash")).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN);
        assert!(asked.says("Hers?") && asked.says("You may not change all"), "{}", asked.text);
        let refused = aron.post(&path, &[("with", "rest"), ("then", "trash")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(aron.get(&own).await.value("_base") == "1" && aron.get(&sleep).await.says("badge live"));
    }

    async fn what_cannot_take_the_place_is_said_at_the_field(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let sleep = tag(&ada, "Sleep", "sleep").await;
        ada.made("tags", &[("name", "Draft one"), ("slug", "draft-one")]).await;
        tag(&ada, "Good rest", "rest-1").await;
        tag(&ada, "Good food", "food").await;
        for (with, words) in [
            ("", "Say what takes its place."),
            ("nobody", "Nothing of this kind"),
            ("good", "Several are called so."),
            ("sleep", "cannot take its own place"),
            ("Draft one", "Readers do not find that one yet"),
            ("%22%3E%3Cb%3E", "Nothing of this kind"),
        ] {
            let page = ada.get(&format!("{sleep}/replacement?with={}&then=unpublish", with.replace(' ', "+"))).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{with}");
            assert!(page.says(words) && page.says("field-with-error") && !page.says("<b>"), "{words} in {}", page.text);
        }
    }

    async fn unpublishing_something_in_use_goes_by_way_of_another(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let (sleep, rest) = (tag(&ada, "Sleep", "sleep").await, tag(&ada, "Good rest", "rest").await);
        let faq = ada.published("faqs", &[("question", "Why?"), ("answer", "So."), ("slug", "why"), ("tags", "sleep")]).await;
        let asked = ada.post(&format!("{sleep}/unpublication"), &[]).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        for part in ["Why?", "as tag", "badge live", "<option value=\"rest\">Good rest", "Unpublish anyway", "/replacement\""] {
            assert!(asked.says(part), "{part} in {}", asked.text);
        }
        let shown = ada.get(&format!("{sleep}/replacement?with=good+REST&then=unpublish")).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        assert!(shown.says("Change 1 entry") && shown.says("Readers see it at once") && shown.says(&rest), "{}", shown.text);
        assert!(ada.get(&faq).await.value("_base") == "1", "nothing is changed by looking");

        let with = shown.value("with");
        let done = ada.post(&format!("{sleep}/replacement"), &[("with", &with), ("then", "unpublish")]).await;
        assert_eq!((done.status, &done.location), (StatusCode::SEE_OTHER, &sleep), "{}", done.text);
        assert_eq!(delivered(site, "faqs/why").await.1["tags"][0]["slug"], "rest");
        assert_eq!(delivered(site, "tags/sleep").await.0, StatusCode::GONE);
        assert!(ada.get(&format!("{faq}/history")).await.says("Sleep → Good rest"));
        let undone = ada.post(&format!("{sleep}/undo"), &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        assert_eq!(delivered(site, "faqs/why").await.1["tags"][0]["slug"], "sleep");
        assert_eq!(delivered(site, "tags/sleep").await.0, StatusCode::OK);
    }

    async fn whoever_was_writing_meanwhile_is_shown_both(site: &TestSite) {
        let (ada, bo) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Bo", Role::Editor).await);
        let sleep = tag(&ada, "Sleep", "sleep").await;
        tag(&ada, "Rest", "rest").await;
        let faq = ada.made("faqs", &[("question", "Why?"), ("answer", "So."), ("slug", "why"), ("tags", "sleep")]).await;
        let base = bo.get(&faq).await.value("_base");
        let done = ada.post(&format!("{sleep}/replacement"), &[("with", "rest"), ("then", "trash")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert!(ada.get(&sleep).await.says("badge trashed"));
        let typed = [("_base", base.as_str()), ("question", "Why?"), ("answer", "Because."), ("slug", "why"), ("tags", "rest")];
        let conflict = bo.post(&faq, &typed).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert!(conflict.says("Because.") && conflict.says("Ada</bdi> saved this"), "{}", conflict.text);
    }
}
