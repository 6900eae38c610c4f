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
            assert!(conflict.compared().contains(part), "{part} in {}", conflict.text);
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

    async fn both_are_kept_and_the_copy_leads_to_its_original(site: &TestSite) {
        let (ada, bo) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Bo", Role::Editor).await);
        let form = ada.made("faqs", &[("question", "Why?"), ("answer", "One."), ("slug", "why")]).await;
        bo.saved(&form, &[("question", "Why?"), ("answer", "Bo's answer."), ("slug", "why")]).await;
        let mine = [("_base", "1"), ("question", "Why?"), ("answer", "Ada's **answer**."), ("slug", "why")];
        assert_eq!(ada.post(&form, &mine).await.status, StatusCode::CONFLICT);

        let kept = ada.post(&form, &[mine.as_slice(), &[("_then", "copy")]].concat()).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        let (copy, original) = kept.location.split_once("?original=").unwrap();
        assert!(copy != form && form.ends_with(original), "{}", kept.location);
        let shown = ada.get(&kept.location).await;
        for part in ["Why? (copy)", "value=\"why-copy\"", "Ada's **answer**.", "badge draft", form.as_str()] {
            assert!(shown.says(part), "{part} in {}", shown.text);
        }
        assert!(ada.get(&form).await.says("Bo's answer."), "the original stays theirs");
        assert!(!ada.get(copy).await.says("Saved as an entry of its own"));
        // Whoever asks for nonsense is told nothing.
        assert!(!ada.get(&format!("{copy}?original=nonsense")).await.says("Saved as an entry of its own"));
    }

    async fn what_was_typed_over_something_trashed_is_not_lost(site: &TestSite) {
        let (ada, bo) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Bo", Role::Editor).await);
        let form = ada.made("faqs", &[("question", "Why?"), ("answer", "One."), ("slug", "why")]).await;
        assert_eq!(bo.post(&format!("{form}/removal"), &[]).await.status, StatusCode::SEE_OTHER);

        let mine = [("_base", "1"), ("question", "Why?"), ("answer", "Ada's\r\nanswer."), ("slug", "why")];
        for typed in [mine, [("_base", "1"), ("question", "Why?"), ("answer", "# Ada's\r\nanswer."), ("slug", "why")]] {
            let gone = ada.post(&form, &typed).await;
            assert_eq!(gone.status, StatusCode::CONFLICT, "{}", gone.text);
            for part in ["Bo</bdi> put", "Ada's", "Recover and save mine", "Save mine as a new entry", "<title>Error: "] {
                assert!(gone.says(part), "{part} in {}", gone.text);
            }
        }
        let copied = ada.post(&form, &[mine.as_slice(), &[("_then", "copy")]].concat()).await;
        assert_eq!(copied.status, StatusCode::SEE_OTHER, "{}", copied.text);
        let copy = ada.get(&copied.location).await;
        assert!(copy.says("Ada's") && !copy.says("(copy)") && copy.says("value=\"why\""), "{}", copy.text);
        assert!(ada.get(&form).await.says("badge trashed"));

        // The copy has the slug by now: the entry comes back under another, and the form says so at its field.
        let taken = ada.post(&form, &[mine.as_slice(), &[("_then", "recover")]].concat()).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", taken.text);
        assert!(taken.says("field-slug-error") && taken.says("Ada's"), "{}", taken.text);
        let base = taken.value("_base");
        let free = [("_base", base.as_str()), ("question", "Why?"), ("answer", "Ada's\r\nanswer."), ("slug", "why-2")];
        assert_eq!(ada.post(&form, &free).await.status, StatusCode::SEE_OTHER);
        assert!(ada.get(&form).await.says("Ada's"));
    }

    async fn who_may_not_recover_or_create_is_offered_neither(site: &TestSite) {
        let (ada, cleo) = (Browser::signed_in(site, "Ada", Role::Author).await, Browser::signed_in(site, "Cleo", Role::Contributor).await);
        let form = ada.made("tags", &[("name", "Sleep"), ("slug", "sleep")]).await;
        assert_eq!(ada.post(&format!("{form}/removal"), &[]).await.status, StatusCode::SEE_OTHER);
        for then in ["copy", "recover", "theirs", "save"] {
            let typed = [("_base", "1"), ("name", "x"), ("slug", "x"), ("_then", then)];
            let refused = cleo.post(&form, &typed).await;
            // What one may make, one may make of anything that one may read.
            let expected = if then == "copy" { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
            assert_eq!(refused.status, expected, "{then}");
        }
        assert!(ada.get(&form).await.says("badge trashed"));
        let recovered = ada.post(&form, &[("_base", "1"), ("name", "Food"), ("slug", "sleep"), ("_then", "recover")]).await;
        assert_eq!((recovered.status, &recovered.location), (StatusCode::SEE_OTHER, &form), "{}", recovered.text);
        assert!(ada.get(&form).await.says("Food"));
    }

    async fn a_hostile_text_is_compared_and_not_obeyed(site: &TestSite) {
        let (ada, bo) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Bo", Role::Editor).await);
        let form = ada.made("tags", &[("name", "A"), ("slug", "a")]).await;
        let hostile = "</ins><script>alert(1)</script>";
        bo.saved(&form, &[("name", "A"), ("slug", "a"), ("description", "</del><img src=x onerror=alert(1)>")]).await;
        let page = ada.post(&form, &[("_base", "1"), ("name", "A"), ("slug", "a"), ("description", hostile)]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.compared().contains("&lt;script&gt;"), "{}", page.text);
        assert!(!page.compared().contains("<script>alert") && !page.compared().contains("<img src=x"), "{}", page.text);
        ada.saved(&form, &[("name", "A"), ("slug", "a"), ("description", hostile)]).await;
        for path in ["/compare?from=2&to=3", "/compare?from=1&to=3", "/history", "/revisions/3"] {
            let page = ada.get(&format!("{form}{path}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            let text = page.compared();
            assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{path}: {text}");
        }
        // Beside what is new, whole, stands what the old version said.
        let compared = ada.get(&format!("{form}/compare?from=1&to=3")).await;
        assert!(compared.compared().contains("&lt;script&gt;alert(1)"), "{}", compared.text);
    }
}
