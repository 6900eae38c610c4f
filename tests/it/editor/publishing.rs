//! The step before going live: what it says before anybody presses.

use galley::permission::Role;
use reqwest::StatusCode;

use super::{Browser, delivered};
use crate::harness::{TestSite, both};

const CTA: [(&str, &str); 6] = [
    ("name", "Book a visit"),
    ("kind", "button"),
    ("style", "primary"),
    ("label", "Book"),
    ("target.type", "url"),
    ("target.url", "/book"),
];

both! {
    async fn what_goes_along_must_be_ones_own_to_publish(site: &TestSite) {
        let (ada, cleo) = (Browser::signed_in(site, "Ada", Role::Author).await, Browser::signed_in(site, "Cleo", Role::Contributor).await);
        cleo.made("faqs", &[("question", "Why?"), ("answer", "So."), ("slug", "why")]).await;
        let body = "Text.\r\n\r\n::faqs{heading=\"FAQs\" refs=\"why\"}";
        let form = ada.made("articles", &[("title", "Knees"), ("body", body), ("slug", "knees")]).await;
        let ask = ada.get(&format!("{form}/publication")).await;
        assert_eq!(ask.status, StatusCode::OK);
        assert!(ask.says("You may not publish this one") && !ask.says("name=\"together\""), "{}", ask.text);
        let refused = ada.post(&format!("{form}/publication"), &[("together", "true")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.says("Why?") && refused.says("<title>Error: Not published"), "{}", refused.text);
        assert_eq!(delivered(site, "articles/knees").await.0, StatusCode::NOT_FOUND);
    }

    async fn everything_is_said_before_the_first_press_and_one_press_does_it(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        ada.made("tags", &[("name", "Sleep"), ("slug", "sleep")]).await;
        let faq = ada.made("faqs", &[("question", "Why?"), ("answer", "So."), ("slug", "why"), ("tags", "sleep")]).await;
        ada.published("ctas", &[CTA.as_slice(), &[("slug", "visit")]].concat()).await;
        let body = "Text.\r\n\r\n::cta{ref=\"visit\"}\r\n\r\n::faqs{heading=\"FAQs\" refs=\"why\"}";
        let form = ada.made("articles", &[("title", "Knees"), ("body", body), ("slug", "knees")]).await;
        let ask = ada.get(&format!("{form}/publication")).await;
        // The question and, through it, the tag; not what is live.
        for part in ["2 entries are not live yet", &faq, "Why?", "Sleep", "in the body", "Publish together", "autofocus"] {
            assert!(ask.says(part), "{part} in {}", ask.text);
        }
        assert!(ask.says("#field-standfirst") && ask.says("badge draft") && !ask.says("Book a visit"), "{}", ask.text);
        let pressed = [("revision", ask.value("revision")), ("together", ask.value("together"))];
        let pressed: Vec<(&str, &str)> = pressed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let done = ada.post(&format!("{form}/publication"), &pressed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(delivered(site, "faqs/why").await.0, StatusCode::OK);
        assert!(ada.get(&form).await.says("Published <time"));
    }

    async fn what_cannot_be_helped_by_pressing_says_why(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let faq = ada.made("faqs", &[("question", "Why?"), ("answer", ""), ("slug", "why")]).await;
        let body = "Text.\r\n\r\n::faqs{heading=\"FAQs\" refs=\"why\"}";
        let form = ada.made("articles", &[("title", "Knees"), ("body", body), ("slug", "knees")]).await;
        let ask = ada.get(&format!("{form}/publication")).await;
        assert!(ask.says("Write the answer.") && ask.says(&faq) && !ask.says("autofocus"), "{}", ask.text);
        let refused = ada.post(&format!("{form}/publication"), &[("together", "true")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);

        let trashed = ada.post(&format!("{faq}/removal"), &[("force", "true")]).await;
        assert_eq!(trashed.status, StatusCode::SEE_OTHER, "{}", trashed.text);
        assert!(ada.get(&format!("{form}/publication")).await.says("It is in the trash"));

        // Readers are still served another at the slug.
        let old = ada.published("tags", &[("name", "Old"), ("slug", "sleep")]).await;
        ada.saved(&old, &[("name", "Old"), ("slug", "slumber")]).await;
        let new = ada.made("tags", &[("name", "New"), ("slug", "sleep")]).await;
        let ask = ada.get(&format!("{new}/publication")).await;
        assert!(ask.says("Readers are served another entry") && ask.says(&old), "{}", ask.text);
        assert_eq!(ada.post(&format!("{new}/publication"), &[]).await.status, StatusCode::CONFLICT);
    }

    async fn an_update_that_needs_more_falls_back_to_the_question(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.published("articles", &[("title", "Knees"), ("body", "Text."), ("slug", "knees")]).await;
        ada.made("faqs", &[("question", "Why?"), ("answer", "So."), ("slug", "why")]).await;
        let body = "Text.\r\n\r\n::faqs{heading=\"FAQs\" refs=\"why\"}";
        let asked = ada.saved(&form, &[("title", "Knees"), ("body", body), ("slug", "knees"), ("_then", "publish")]).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        assert!(asked.says("Publish together") && asked.says("badge changed") && asked.says("Why?"), "{}", asked.text);
        let pressed = [("revision", asked.value("revision")), ("together", asked.value("together"))];
        let pressed: Vec<(&str, &str)> = pressed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let done = ada.post(&format!("{form}/publication"), &pressed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    }
}
