//! Two people before the same entry: nothing that either typed is lost.

use galley::permission::Role;
use reqwest::StatusCode;

use super::Browser;
use crate::harness::{TestSite, both};

both! {
    async fn a_save_over_somebody_elses_shows_both_and_keeps_what_was_chosen(site: &TestSite) {
        let (ada, bo) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Bo", Role::Editor).await);
        let form = ada.made("faqs", &[("question", "Why?"), ("answer", "One."), ("slug", "why")]).await;
        let base = ada.get(&form).await.value("_base");
        bo.saved(&form, &[("question", "Why?"), ("answer", "Bo's answer."), ("slug", "why")]).await;

        let mine = [("question", "Why?"), ("answer", "Ada's\r\n\r\nanswer."), ("slug", "why")];
        let typed = |base: &'static str| [&[("_base", base)], mine.as_slice()].concat();
        let conflict = ada.post(&form, &[&[("_base", base.as_str())], mine.as_slice()].concat()).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT, "{}", conflict.text);
        for part in ["Bo</bdi> saved this FAQ", "Bo's answer.", "Ada's", "Keep mine", "Keep theirs"] {
            assert!(conflict.says(part), "{part} in {}", conflict.text);
        }
        assert_eq!((conflict.value("_base").as_str(), conflict.text.matches("class=\"difference\"").count()), ("2", 1));
        assert!(ada.get(&form).await.says("Bo's answer."), "nothing is saved yet");

        let going_on = ada.post(&form, &[typed("2").as_slice(), &[("_then", "edit")]].concat()).await;
        assert_eq!((going_on.status, going_on.value("_base").as_str()), (StatusCode::OK, "2"));
        assert!(going_on.says("Ada's") && going_on.says("Not saved"), "{}", going_on.text);

        // Theirs is kept; mine lies in the history before it.
        let kept = ada.post(&form, &[typed("2").as_slice(), &[("_then", "theirs")]].concat()).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        assert!(ada.get(&form).await.says("Bo's answer."));
        assert!(ada.get(&format!("{form}/revisions/3")).await.says("Ada's"));

        // Or mine is.
        let kept = ada.post(&form, &typed("4")).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        assert!(ada.get(&form).await.says("Ada's"));
    }

    async fn saying_the_same_is_no_conflict(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.made("tags", &[("name", "First"), ("slug", "one")]).await;
        let same = [("_base", "1"), ("name", "Second"), ("slug", "one")];
        assert_eq!(ada.post(&form, &same).await.status, StatusCode::SEE_OTHER);
        assert_eq!(ada.post(&form, &same).await.status, StatusCode::SEE_OTHER, "a repeated save");
        assert_eq!(ada.get(&form).await.value("_base"), "2");
    }
}
