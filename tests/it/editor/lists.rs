//! Lists: narrowed, sorted and counted by their address.

use chrono::TimeDelta;
use galley::{paths, permission::Role};

use super::{Browser, Shown};
use crate::harness::{TestSite, both};

impl Shown {
    /// The titles of the rows, in their order.
    pub fn rows(&self) -> Vec<&str> {
        let after = self.text.split("<a class=\"row-title\"").skip(1);
        after.map(|row| row.split_once('>').unwrap().1.split_once('<').unwrap().0).collect()
    }
}

async fn tick(site: &TestSite) {
    site.clock.advance(TimeDelta::hours(1));
}

both! {
    async fn a_list_is_sorted_by_what_its_address_says(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        for name in ["beta", "Alpha", "Gamma"] {
            ada.published("tags", &[("name", name)]).await;
            tick(site).await;
        }
        ada.made("tags", &[("name", "never live")]).await;
        let order = async |query: &str| {
            let page = ada.get(&format!("/admin/tags?{query}")).await;
            page.rows().into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(order("").await, ["never live", "Gamma", "Alpha", "beta"]);
        assert_eq!(order("sort=updated").await, ["beta", "Alpha", "Gamma", "never live"]);
        assert_eq!(order("sort=title").await, ["Alpha", "beta", "Gamma", "never live"]);
        assert_eq!(order("sort=-title").await, ["never live", "Gamma", "beta", "Alpha"]);
        assert_eq!(order("sort=published").await, ["beta", "Alpha", "Gamma", "never live"]);
        assert_eq!(order("sort=-published").await, ["Gamma", "Alpha", "beta", "never live"]);
        let page = ada.get("/admin/tags?sort=title").await;
        assert!(page.says("aria-sort=\"ascending\"><a href=\"/admin/tags?sort=-title\">"), "{}", page.text);
    }

    async fn a_list_is_narrowed_by_what_its_entries_name(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let bo = Browser::signed_in(site, "Bo", Role::Author).await;
        ada.made("authors", &[("name", "Mara"), ("slug", "mara")]).await;
        ada.made("authors", &[("name", "Noor"), ("slug", "noor")]).await;
        ada.made("categories", &[("name", "Knees"), ("slug", "knees")]).await;
        ada.made("tags", &[("name", "Running"), ("slug", "running")]).await;
        let both = ("authors", "mara");
        ada.made("articles", &[("title", "One"), ("body", "x"), both, ("authors", "noor"), ("category", "knees")]).await;
        tick(site).await;
        bo.made("articles", &[("title", "Two"), ("body", "x"), both, ("tags", "running")]).await;
        ada.made("articles", &[("title", "Three"), ("body", "x"), ("reviewedBy", "mara")]).await;
        let rows = async |query: &str| {
            let page = ada.get(&format!("/admin/articles?{query}")).await;
            let mut rows: Vec<String> = page.rows().into_iter().map(str::to_owned).collect();
            rows.sort();
            rows
        };
        assert_eq!(rows("author=mara").await, ["One", "Two"]);
        assert_eq!(rows("author=noor").await, ["One"]);
        assert_eq!(rows("author=mara&category=knees").await, ["One"]);
        assert_eq!(rows("tag=running").await, ["Two"]);
        assert_eq!(rows("by=me").await, ["One", "Three"]);
        assert_eq!(rows("since=2026-03-03").await, Vec::<String>::new());
        assert_eq!(rows("since=2026-03-02").await, ["One", "Three", "Two"]);
        let page = ada.get("/admin/articles?author=mara").await;
        assert!(page.says("2 of 3 articles") && page.says("Mara, Noor") && page.says(">Bo<"), "{}", page.text);
        assert!(page.says("Without “Author: Mara”"), "{}", page.text);
        let vain = ada.get("/admin/articles?author=nobody&state=gone&utm_source=x").await;
        assert_eq!(vain.rows().len(), 3);
        assert!(vain.says("Left out") && vain.says("state=gone, utm_source=x, author=nobody"), "{}", vain.text);
    }

    async fn a_long_list_has_pages_and_its_counts_are_true(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        for n in 0..53 {
            ada.made("tags", &[("name", &format!("Tag {n:02}"))]).await;
        }
        let live = ada.published("tags", &[("name", "Live")]).await;
        ada.saved(&live, &[("name", "Live anew"), ("slug", "live")]).await;
        ada.published("tags", &[("name", "Quiet")]).await;
        let first = ada.get("/admin/tags?sort=title").await;
        assert_eq!(first.rows().len(), 50);
        assert!(first.says("55 tags") && first.says("sort=title&amp;page=2\" rel=\"next\""), "{}", first.text);
        let second = ada.get("/admin/tags?sort=title&page=2").await;
        assert_eq!(second.rows(), ["Tag 48", "Tag 49", "Tag 50", "Tag 51", "Tag 52"]);
        for part in ["Draft</span><span class=\"n\">53<", "Live</span><span class=\"n\">1<", "Live, changed</span><span class=\"n\">1<"] {
            assert!(first.says(part), "{part} in {}", first.text);
        }
        assert_eq!(ada.get("/admin/tags?state=changed").await.rows(), ["Live anew"]);
        assert!(ada.get("/admin/tags?page=18446744073709551615").await.says("No such page"));
    }

    async fn a_search_finds_each_word_and_takes_none_for_a_pattern(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        for name in ["Back pain", "Pain in the knee", "100% rest", "a_b"] {
            ada.made("tags", &[("name", name)]).await;
        }
        site.app.drafts.sync().await.unwrap();
        let found = async |q: &str| {
            let query: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish();
            ada.get(&format!("/admin/tags?{query}")).await.rows().len()
        };
        for (q, n) in [("PAIN", 2), ("pain back", 1), ("%", 1), ("_", 1), ("\\", 0), ("'", 0), ("knee-", 1), ("in-the", 1)] {
            assert_eq!(found(q).await, n, "{q}");
        }
    }

    async fn categories_stand_in_one_another(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        ada.made("categories", &[("name", "Sports"), ("slug", "sports")]).await;
        ada.made("categories", &[("name", "Body"), ("slug", "body")]).await;
        ada.made("categories", &[("name", "Running"), ("slug", "running"), ("parent", "sports")]).await;
        ada.made("categories", &[("name", "Trails"), ("slug", "trails"), ("parent", "running")]).await;
        ada.made("categories", &[("name", "Ball games"), ("slug", "ball"), ("parent", "sports")]).await;
        let tree = ada.get(&paths::list("categories")).await;
        assert_eq!(tree.rows(), ["Body", "Sports", "Ball games", "Running", "Trails"]);
        assert_eq!((tree.text.matches("class=\"depth-1\"").count(), tree.text.matches("class=\"depth-2\"").count()), (2, 1));
        let flat = ada.get("/admin/categories?q=r").await;
        assert!(!flat.says("depth-1") && flat.rows().len() == 3, "{}", flat.text);
        assert_eq!(ada.get("/admin/categories?parent=sports").await.rows().len(), 2);
    }

    async fn what_cannot_be_done_to_a_row_is_not_offered(site: &TestSite) {
        let (ada, bo, vic) = (
            Browser::signed_in(site, "Ada", Role::Editor).await,
            Browser::signed_in(site, "Bo", Role::Author).await,
            Browser::signed_in(site, "Vic", Role::Viewer).await,
        );
        let adas = ada.published("tags", &[("name", "Hers")]).await;
        let bos = bo.made("tags", &[("name", "His")]).await;
        let page = bo.get(&paths::list("tags")).await;
        assert!(page.says(&format!("{bos}/removal")) && page.says(&format!("{bos}/publication")), "{}", page.text);
        assert!(!page.says(&format!("{adas}/removal")) && !page.says(&format!("{adas}/unpublication")));
        assert_eq!(page.text.matches("name=\"id\"").count(), 1);
        let page = vic.get(&paths::list("tags")).await;
        assert!(!page.says("name=\"id\"") && !page.says("/removal\"") && page.says(&format!("{adas}/history")));
    }

    async fn the_trash_says_who_and_when_and_gives_back(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let bo = Browser::signed_in(site, "Bo", Role::Author).await;
        let faq = ada.made("faqs", &[("question", "Why rest?"), ("answer", "So.")]).await;
        let tag = bo.made("tags", &[("name", "Resting")]).await;
        for form in [&faq, &tag] {
            ada.post(&format!("{form}/removal"), &[]).await;
            tick(site).await;
        }
        let trash = bo.get(paths::TRASH).await;
        assert!(trash.says("2 entries") && trash.says(">Ada<") && trash.says("09:00 UTC"), "{}", trash.text);
        assert!(trash.says(&format!("{tag}/recovery")) && !trash.says(&format!("{faq}/recovery")));
        assert_eq!(bo.get("/admin/trash?q=why").await.rows(), ["Why rest?"]);
        let ids = [&faq, &tag].map(|form| ("id", form.rsplit('/').next().unwrap()));
        let done = bo.post(&paths::recoveries(), &ids).await;
        assert!(done.says("1 of 2 recovered") && done.says("It is not yours"), "{}", done.text);
        assert_eq!(bo.get(paths::TRASH).await.rows(), ["Why rest?"]);
    }
}
