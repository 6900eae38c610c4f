//! The audit log on a screen: who may see it, what is found in it, and a table that does nothing by itself.

use galley::{
    paths,
    permission::{Actor, Role},
    platform::audit,
};
use reqwest::StatusCode;

use crate::{
    editor::{Browser, Shown},
    harness::{TestSite, both},
};

/// Writes acts down as though they had been done now.
async fn written(site: &TestSite, acts: impl IntoIterator<Item = audit::Record>) {
    let tx = site.db().begin().await.unwrap();
    audit::record_all(&tx, acts.into_iter().collect(), site.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The acts of a page, as text alone.
fn acts(page: &Shown) -> Vec<String> {
    let items = page.text.split("<li class=\"act\">").skip(1).map(|item| item.split("</p>").next().unwrap());
    items.map(|item| text(item.split("<p>").nth(1).unwrap())).collect()
}

fn text(html: &str) -> String {
    let mut inside = false;
    html.chars()
        .filter(|character| {
            inside = *character == '<' || inside && *character != '>';
            !inside && *character != '>'
        })
        .collect()
}

both! {
    async fn whoever_may_not_read_the_log_gets_neither_page_nor_table(site: &TestSite) {
        for role in [Role::Editor, Role::Author, Role::Contributor, Role::Viewer] {
            let somebody = Browser::signed_in(site, role.as_str(), role).await;
            for path in [paths::AUDIT, paths::AUDIT_EXPORT] {
                assert_eq!(somebody.get(path).await.status, StatusCode::FORBIDDEN, "{role} {path}");
            }
        }
        for path in [paths::AUDIT, paths::AUDIT_EXPORT] {
            assert_eq!(site.get(path).send().await.unwrap().status(), StatusCode::SEE_OTHER, "{path}");
        }
    }

    async fn acts_are_told_in_words_and_found_by_what_they_were(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let bo = Browser::signed_in(site, "Bo", Role::Editor).await;
        let tag = bo.published("tags", &[("name", "Knees & <b>"), ("slug", "knees")]).await;
        let id = tag.rsplit('/').next().unwrap();
        bo.made("faqs", &[("question", "Why?"), ("slug", "why")]).await;

        let all = acts(&ada.get(paths::AUDIT).await);
        assert_eq!(all[..3], ["Bo made the FAQ “Why?”", "Bo published the tag “Knees &amp; &lt;b&gt;”",
            "Bo made the tag “Knees &amp; &lt;b&gt;”"]);
        assert!(all.contains(&"Bo signed in".to_owned()) && all.contains(&"Galley (test) added Bo, Editor".to_owned()));

        let of = async |query: &str| acts(&ada.get(&format!("{}?{query}", paths::AUDIT)).await);
        assert_eq!(of("what=publishing").await.len(), 1);
        assert_eq!(of("what=content").await.len(), 2);
        assert_eq!(of("what=content&kind=faq").await, ["Bo made the FAQ “Why?”"]);
        assert_eq!(of(&format!("subject={id}")).await.len(), 2);
        assert_eq!(of("what=sessions").await, ["Bo signed in", "Ada signed in"]);
        assert_eq!(of("who=system%3Atest&what=people").await.len(), 2);
        assert_eq!(of("who=person%3Anobody").await.len(), 0);
        assert_eq!(of("from=2026-03-02&until=2026-03-02").await.len(), all.len());
        assert_eq!(of("until=2026-03-01").await.len(), 0);
        assert_eq!(of("from=2026-03-03").await.len(), 0);
        assert_eq!(of("what=odd&from=odd&page=odd&nothing=1").await.len(), all.len());
        let page = ada.get(paths::AUDIT).await;
        assert!(page.says(&format!("href=\"{tag}\"")) && page.says(&format!("subject={id}")), "{}", page.text);
        assert!(page.says("127.0.0.1"));
    }

    async fn what_is_gone_is_named_and_leads_nowhere(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let gone = galley::vocabulary::EntryId::new();
        written(site, [audit::Record::new("person:1", "Cleo", "article.published").on("article", gone, "Old")]).await;
        let page = ada.get(&paths::audit_of(gone)).await;
        assert_eq!(acts(&page), ["Cleo published the article “Old”"]);
        assert!(!page.says(&format!("href=\"/admin/articles/{gone}\"")));
    }

    async fn a_long_log_has_pages(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let act = |n: u32| audit::Record::new("token:x", "x", "tag.updated").on("tag", n, format!("Tag {n}"));
        written(site, (0..120).map(act)).await;
        let first = ada.get(&format!("{}?who=token%3Ax", paths::AUDIT)).await;
        assert!(first.says("1–100 of 120") && first.says("who=token%3Ax&amp;page=2"), "{}", first.text);
        assert_eq!(acts(&ada.get(&format!("{}?who=token%3Ax&page=2", paths::AUDIT)).await).len(), 20);
        let far = ada.get(&format!("{}?page=18446744073709551615", paths::AUDIT)).await;
        assert_eq!((far.status, acts(&far).len()), (StatusCode::OK, 0));
        let table = ada.get(&format!("{}?who=token%3Ax", paths::AUDIT_EXPORT)).await;
        assert_eq!(table.text.lines().count(), 121);
    }

    async fn the_table_does_nothing_by_itself(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let hostile = "=HYPERLINK(\"https://evil.example\")\r\n\u{1b}[0m,\"x";
        written(site, [audit::Record::new("token:a", "+cmd", "tag.updated").on("tag", "-1", hostile)]).await;
        let answer = ada.client.get(format!("{}{}", site.url, paths::AUDIT_EXPORT)).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
        let disposition = answer.headers()["content-disposition"].to_str().unwrap();
        assert_eq!(disposition, "attachment; filename=\"galley-audit-2026-03-02.csv\"");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let table = answer.text().await.unwrap();
        let mut lines = table.split("\r\n");
        assert!(lines.next().unwrap().starts_with("\u{feff}\"at\",\"actor\","));
        let row = lines.next().unwrap();
        let cells = "\"token:a\",\"'+cmd\",\"tag.updated\",\"tag\",\"'-1\",\
             \"'=HYPERLINK(\"\"https://evil.example\"\")\\r\\n\\u{1b}[0m,\"\"x\",\"\",\"{}\"";
        assert!(row.ends_with(cells), "{row}");
    }
}

both! {
    async fn what_system_does_is_told_apart_from_people(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let token = galley::accounts::NewToken {
            name: "Ada".into(),
            scopes: vec![galley::permission::Scope::ContentRead],
            expires_at: None,
        };
        site.app.accounts.create_token(&Actor::system("Ada"), token).await.unwrap();
        let told = acts(&ada.get(&format!("{}?what=tokens", paths::AUDIT)).await);
        assert_eq!(told, ["Galley (Ada) made the token “Ada”"]);
    }
}
