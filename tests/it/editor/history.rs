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

    async fn what_readers_saw_at_a_moment_is_shown_as_it_was(site: &TestSite) {
        let (ada, vic) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Vic", Role::Viewer).await);
        let body = |word: &str| format!("Rest {word}.");
        let form = ada.published("faqs", &[("question", "Why?"), ("slug", "why"), ("answer.markdown", &body("first"))]).await;
        site.clock.advance(TimeDelta::days(1));
        ada.saved(&form, &[("question", "Why?"), ("slug", "why"), ("answer.markdown", &body("second")), ("_then", "publish")]).await;
        let frame = |at: &str| format!("{form}/past?at={at}");
        for (at, version, word, not) in [
            ("2026-03-02T10:00", "revisions/1", "first", "second"),
            ("2026-03-03T09:00", "revisions/2", "second", "first"),
            ("2026-03-03T09:59:59%2B01:00", "revisions/1", "first", "second"),
            ("", "revisions/2", "second", "first"),
        ] {
            let page = vic.get(&frame(at)).await;
            assert!(page.says(version), "{at}: {}", page.text);
            let framed = vic.get(&format!("{form}/past/page?at={at}")).await;
            assert!(framed.says(word) && !framed.says(not), "{at}: {}", framed.text);
        }
        let before = ada.get(&frame("2026-03-01T10:00")).await;
        assert!(before.says("Readers could not see it then") && !before.says("<iframe"), "{}", before.text);
        assert_eq!(ada.get(&format!("{form}/past/page?at=2026-03-01T10:00")).await.status, StatusCode::NOT_FOUND);
        let refused = ada.get(&frame("soon")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.says("value=\"soon\"") && refused.says("use a day and a time"), "{}", refused.text);
        // A change that was never published is not what readers saw.
        ada.saved(&form, &[("question", "Why?"), ("slug", "why"), ("answer.markdown", &body("third"))]).await;
        assert!(!ada.get(&format!("{form}/past/page")).await.says("third"));
        let history = ada.get(&format!("{form}/history")).await;
        assert!(history.says(&format!("{form}/past?at=2026-03-03T09%3A00%3A00Z")), "{}", history.text);
    }

    async fn two_versions_are_compared_in_the_layout_that_readers_get(site: &TestSite) {
        let (ada, vic) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Vic", Role::Viewer).await);
        let form = ada.made("faqs", &[("question", "Does it hurt?"), ("slug", "hurt"), ("answer.markdown", "It is rarely serious.\n\nWalk \\<b\\>.")]).await;
        ada.saved(&form, &[("question", "Does it hurt?"), ("slug", "hurt"), ("answer.markdown", "It is seldom serious.\n\nWalk \\<b\\>.\n\n- Swim")]).await;
        let page = vic.get(&format!("{form}/compare?from=1&to=2")).await;
        assert!(page.says(&format!("{form}/compare/page?from=1&amp;to=2")), "{}", page.text);
        let framed = vic.get(&format!("{form}/compare/page?from=2&to=1")).await;
        let text = framed.text.replace("<span class=\"visually-hidden\">", "").replace("</span>", "");
        for part in [
            "It is <del> [Removed] rarely [end] </del><ins> [Added] seldom [end] </ins> serious.",
            "<ins class=\"whole\"> [Added] <ul><li>Swim</li></ul> [end] </ins>",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("<b>") && !text.contains("<script"), "{text}");
        for path in ["/compare/page?from=1&to=9", "/compare/page?from=x"] {
            assert_eq!(vic.get(&format!("{form}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn one_block_goes_back_into_the_draft_and_readers_see_nothing_of_it(site: &TestSite) {
        let (ada, vic) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Vic", Role::Viewer).await);
        let answer = |text: &'static str| vec![("question", "Why?"), ("slug", "why"), ("answer.markdown", text)];
        let form = ada.published("faqs", &answer("One.\n\nTwo.\n\nThree.")).await;
        ada.saved(&form, &answer("One, changed.\n\nThree.\n\nFour.")).await;
        let page = ada.get(&format!("{form}/compare?from=1&to=2")).await;
        assert!(page.says("Put back") && page.says("Change back") && page.says("Take out"), "{}", page.text);
        assert!(!vic.get(&format!("{form}/compare?from=1&to=2")).await.says("Put back"));
        let block = |page: &str, verb: &str| {
            let before = page.split(verb).next().unwrap();
            before.rsplit("name=\"block\" value=\"").next().unwrap().split('"').next().unwrap().to_owned()
        };
        let two = block(&page.text, "Put back");
        let sent = [("revision", "1"), ("field", "answer"), ("block", &*two)];
        assert_eq!(vic.post(&format!("{form}/restoration/block"), &sent).await.status, StatusCode::FORBIDDEN);
        let done = ada.post(&format!("{form}/restoration/block"), &sent).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let draft = ada.get(&format!("{form}/preview/page")).await;
        assert!(draft.says("<p>One, changed.</p><p>Two.</p><p>Three.</p><p>Four.</p>"), "{}", draft.text);
        assert!(!ada.get(&format!("{form}/past/page")).await.says("changed"), "readers have what they had");
        assert!(ada.get(&format!("{form}/history")).await.says("one block of version 1"));
        // Undone by restoring the version before it.
        ada.post(&format!("{form}/restoration"), &[("revision", "2")]).await;
        assert!(!ada.get(&format!("{form}/preview/page")).await.says("Two."));
        for (revision, field, block) in [("9", "answer", &*two), ("1", "question", &*two), ("1", "nothing", &*two), ("1", "answer", "none"), ("x", "answer", &*two)] {
            let sent = [("revision", revision), ("field", field), ("block", block)];
            assert_eq!(ada.post(&format!("{form}/restoration/block"), &sent).await.status, StatusCode::NOT_FOUND, "{sent:?}");
        }
    }

    async fn a_version_is_named_from_its_page_and_a_name_that_is_none_comes_back(site: &TestSite) {
        let (ada, vic) = (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Vic", Role::Viewer).await);
        let form = ada.made("tags", &[("name", "First"), ("slug", "one")]).await;
        let name = format!("{form}/revisions/1/name");
        assert_eq!(vic.post(&name, &[("name", "Mine")]).await.status, StatusCode::FORBIDDEN);
        assert!(!vic.get(&format!("{form}/revisions/1")).await.says("/name\""));
        assert_eq!(ada.post(&name, &[("name", " Before <it> ")]).await.status, StatusCode::SEE_OTHER);
        assert!(ada.get(&format!("{form}/history")).await.says("Before &lt;it&gt;"));
        let long = "x".repeat(101);
        let refused = ada.post(&name, &[("name", &long)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says(&long) && refused.says("100 characters at most"), "{}", refused.text);
        ada.post(&name, &[("name", "")]).await;
        assert!(!ada.get(&format!("{form}/history")).await.says("Before &lt;it&gt;"));
        assert_eq!(ada.post(&format!("{form}/revisions/9/name"), &[("name", "x")]).await.status, StatusCode::NOT_FOUND);
    }
}
