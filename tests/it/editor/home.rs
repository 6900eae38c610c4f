//! Home: what is mine, what others did, what a new site lacks.

use galley::{paths, permission::Role};

use super::Browser;
use crate::harness::{TestSite, both};

both! {
    async fn home_tells_mine_from_others(site: &TestSite) {
        let (ada, bo) =
            (Browser::signed_in(site, "Ada", Role::Editor).await, Browser::signed_in(site, "Bo", Role::Author).await);
        assert!(ada.get(paths::HOME).await.says("Nothing written yet"));
        let tag = ada.made("tags", &[("name", "Quiet <b>"), ("slug", "quiet")]).await;
        bo.published("tags", &[("name", "Loud"), ("slug", "loud")]).await;
        let faq = ada.published("faqs", &[("question", "Why?"), ("answer", "So."), ("tags", "loud")]).await;
        ada.saved(&faq, &[("question", "Why?"), ("answer", "So."), ("tags", "quiet"), ("slug", "why")]).await;

        let home = ada.get(paths::HOME).await;
        let (drafts, lately) = home.text.split_once("Lately").unwrap();
        assert!(drafts.contains("Quiet &lt;b&gt;") && drafts.contains(&tag) && !drafts.contains("Loud"), "{drafts}");
        assert!(drafts.contains("Why?</a> refers to <a"), "{drafts}");
        for told in ["<bdi>Bo</bdi> published", "<bdi>Ada</bdi> began", "<bdi>Ada</bdi> edited"] {
            assert!(lately.contains(told), "{told} in {lately}");
        }
        let home = bo.get(paths::HOME).await;
        assert!(home.says("Everything that you wrote last is live.") && !home.says("refers to"), "{}", home.text);
    }

    async fn the_first_steps_are_those_that_one_can_take(site: &TestSite) {
        let olive = Browser::signed_in(site, "Olive", Role::Owner).await;
        let home = olive.get(paths::HOME).await;
        for (step, href) in [
            ("Say where the site lives", paths::settings()),
            ("Add an author", paths::new("authors")),
            ("Publish an article", paths::new("articles")),
            ("Invite a colleague", paths::people()),
            ("Make a token for the website", paths::tokens()),
        ] {
            assert!(home.says(&format!("<a href=\"{href}\">{step}</a>")), "{step} in {}", home.text);
        }
        assert!(home.says("0 of 7 done"), "{}", home.text);
        olive.made("authors", &[("name", "Mara")]).await;
        let vic = Browser::signed_in(site, "Vic", Role::Viewer).await;
        assert!(!vic.get(paths::HOME).await.says("First steps"));
        let home = olive.get(paths::HOME).await;
        // An author, and a colleague.
        assert!(home.says("2 of 7 done") && !home.says(&format!("<a href=\"{}\">Add", paths::new("authors"))));
        let cleo = Browser::signed_in(site, "Cleo", Role::Contributor).await;
        assert!(cleo.get(paths::HOME).await.says("1 of 3 done"));
    }
}
