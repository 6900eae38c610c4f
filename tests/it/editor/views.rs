//! Lists under a name.

use galley::{paths, permission::Role};
use reqwest::StatusCode;

use super::Browser;
use crate::harness::{TestSite, both};

both! {
    async fn a_view_is_its_persons_alone(site: &TestSite) {
        let (vic, bo) =
            (Browser::signed_in(site, "Vic", Role::Viewer).await, Browser::signed_in(site, "Bo", Role::Author).await);
        bo.made("tags", &[("name", "Sleep")]).await;
        let views = paths::views("tags");
        let kept = vic.post(&views, &[("name", " My  <drafts> "), ("query", "page=2&state=draft&evil=1&q=sl")]).await;
        assert_eq!((kept.status, &*kept.location), (StatusCode::SEE_OTHER, "/admin/tags?q=sl&state=draft"));
        let list = vic.get(&paths::list("tags")).await;
        assert!(list.says(">My &lt;drafts&gt;</a>") && list.says("/admin/tags?q=sl&amp;state=draft\""), "{}", list.text);
        let removal = list.text.split("action=\"").find(|part| part.contains("/views/")).unwrap();
        let removal = removal.split('"').next().unwrap().to_owned();

        assert!(!bo.get(&paths::list("tags")).await.says("drafts&gt;") && !vic.get(&paths::list("faqs")).await.says("&lt;drafts"));
        assert_eq!(bo.post(&removal, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(vic.post(&removal.replace("/tags/", "/faqs/"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(vic.post("/admin/tags/views/x/removal", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(vic.get(&removal).await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(vic.get(&paths::list("tags")).await.says("My &lt;drafts&gt;"));
        assert_eq!(vic.post(&removal, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!vic.get(&paths::list("tags")).await.says("drafts&gt;"));
    }

    async fn a_name_that_cannot_be_taken_comes_back_with_why(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        ada.made("tags", &[("name", "Sleep")]).await;
        let keep = async |name: &str| ada.post(&paths::views("tags"), &[("name", name), ("query", "q=s")]).await;
        for (name, words) in [(" ", "Give the view a name."), (&*"x".repeat(61), "60 characters")] {
            let refused = keep(name).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.says(words) && refused.says("<title>Error: Tags"), "{}", refused.text);
        }
        assert_eq!(keep("Mine").await.status, StatusCode::SEE_OTHER);
        let refused = keep("mine").await;
        assert!(refused.says("You have a view of this name already.") && refused.says("value=\"mine\""), "{}", refused.text);
        for n in 2..=20 {
            assert_eq!(keep(&format!("View {n}")).await.status, StatusCode::SEE_OTHER);
        }
        assert!(keep("One more").await.says("You have 20 views of this list"));
    }
}
