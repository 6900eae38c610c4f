//! The search of the whole panel: who finds what, in which order, and that it is bounded.

use galley::{paths, permission::Role};
use reqwest::StatusCode;

use super::Browser;
use crate::harness::{TestSite, both};

/// What was found, without the frame of the page, which names every place.
async fn found(who: &Browser<'_>, letters: &str) -> String {
    let page = who.get(&format!("{}?q={letters}", paths::find())).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let (_, results) = page.text.split_once("id=\"results\"").unwrap();
    results.split_once("</main>").unwrap().0.to_owned()
}

/// The titles in their order.
fn titles(found: &str) -> Vec<&str> {
    let after = found.split("<span class=\"hit-title\" dir=\"auto\">").skip(1);
    after.map(|rest| rest.split_once('<').unwrap().0).collect()
}

both! {
    async fn nobody_searches_without_a_session(site: &TestSite) {
        let answer = site.get(&format!("{}?q=a", paths::find())).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let ada = Browser::signed_in(site, "Ada", Role::Viewer).await;
        assert_eq!(ada.post(&paths::find(), &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
    }

    async fn nobody_finds_what_they_may_not_see(site: &TestSite) {
        let zoe = Browser::signed_in(site, "Zoe", Role::Owner).await;
        for role in [Role::Editor, Role::Author, Role::Contributor, Role::Viewer] {
            let who = Browser::signed_in(site, &role.to_string(), role).await;
            for letters in ["zoe", "zoe%40example.com", "example"] {
                assert!(titles(&found(&who, letters).await).is_empty(), "{role}: {letters}");
            }
            for letters in ["settings", "token", "frontend", "invite", "audit"] {
                assert!(titles(&found(&who, letters).await).is_empty(), "{role}: {letters}");
            }
            assert!(!found(&who, "").await.contains("Settings: "), "{role}");
        }
        let viewer = Browser::signed_in(site, "Vera", Role::Viewer).await;
        assert!(titles(&found(&viewer, "new").await).is_empty(), "a viewer begins nothing");
        assert_eq!(titles(&found(&zoe, "zoe").await), ["Zoe"]);
        assert_eq!(titles(&found(&zoe, "EXAMPLE+zoe").await), ["Zoe"], "by the address, and by every word");
        assert_eq!(titles(&found(&zoe, "audit").await), ["Settings: Audit log"]);
        assert!(!found(&zoe, "").await.contains("Zoe"), "people are not listed unasked");
        assert!(titles(&found(&zoe, "%25").await).is_empty(), "no pattern");
        assert!(titles(&found(&zoe, "%00%27%22%3B--").await).is_empty());
    }

    async fn entries_of_every_kind_are_found_and_say_what_they_are(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let faq = ada.published("faqs", &[("question", "Is knee pain normal?"), ("answer", "Often.")]).await;
        let article = ada.made("articles", &[("title", "Knees & hips"), ("body", "A text.")]).await;
        let tag = ada.made("tags", &[("name", "Old knee")]).await;
        let shown = found(&ada, "knee").await;
        assert_eq!(titles(&shown), ["Knees &amp; hips", "Old knee", "Is knee pain normal?"], "{shown}");
        for part in [&*faq, &*article, &*tag, ">FAQ<", ">Tag<", "Live", "Draft"] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert_eq!(ada.post(&format!("{tag}/removal"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(titles(&found(&ada, "old+knee").await), [""; 0], "what is in the trash is in the trash");
        let unasked = found(&ada, "").await;
        assert_eq!(titles(&unasked)[..2], ["Knees &amp; hips", "Is knee pain normal?"], "the last changed first");
        assert!(unasked.contains("New article") && unasked.contains("Go to FAQs"), "{unasked}");
    }

    async fn what_is_called_by_the_letters_comes_first(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        ada.made("articles", &[("title", "A new article of the law"), ("body", "A text.")]).await;
        assert_eq!(titles(&found(&ada, "new+article").await), ["New article", "A new article of the law"]);
        assert_eq!(titles(&found(&ada, "a+new").await)[0], "A new article of the law");
    }

    async fn a_search_of_everything_is_bounded(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        for n in 0..12 {
            ada.made("tags", &[("name", &format!("Sleep {n}"))]).await;
        }
        assert_eq!(titles(&found(&ada, "sleep").await).len(), 10);
        assert_eq!(ada.get(&format!("{}?q={}", paths::find(), "a".repeat(5_000))).await.status, StatusCode::OK);
    }
}
