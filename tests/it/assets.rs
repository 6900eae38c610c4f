//! What every page loads comes from Galley itself, and is loaded once.

use galley::{
    accounts::NewPerson,
    paths,
    permission::{Actor, Role},
    platform::assets,
};

use crate::harness::{Answer, Backend, Desk, Stage as _, TestSite, article};

#[tokio::test]
async fn a_stranger_gets_the_styles_of_the_sign_in_page_and_may_keep_them() {
    let site = TestSite::start(Backend::Sqlite).await;
    let page = site.get("/admin/sign-in").send().await.unwrap().text().await.unwrap();
    for name in ["admin.css", "admin.js", "favicon.svg"] {
        let href = assets::href(name);
        assert!(page.contains(&href), "{href} in {page}");
        let asset = site.get(&href).header("accept-encoding", "br").send().await.unwrap();
        assert_eq!(asset.status(), 200);
        assert_eq!(asset.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(asset.headers()["x-content-type-options"], "nosniff");
        assert_eq!(asset.headers()["content-encoding"], "br");
        let tag = asset.headers()["etag"].clone();
        let again = site.get(&href).header("accept-encoding", "br").header("if-none-match", tag).send().await.unwrap();
        assert_eq!(again.status(), 304);
    }
    assert_eq!(site.get("/admin/assets/manifest.json").send().await.unwrap().status(), 404);
    site.finish().await;
}

/// In bytes, compressed: what the panel's list costs whoever sees it for the first time.
const LIST: usize = 60 * 1024;

#[tokio::test]
async fn the_list_with_all_that_it_loads_is_light() {
    let desk = Desk::start(Backend::Sqlite).await;
    for n in 1..=50 {
        let title = format!("What to do in week {n} after a long run, and what to leave alone");
        desk.draft("articles", &format!("week-{n}"), &article(&title, "Rest, walk, and begin again slowly.")).await;
    }
    let new = NewPerson::read("Ada", "ada@example.com", "three quiet herons".into(), Role::Owner).unwrap();
    desk.site.app.accounts.create_person(&Actor::system("test"), new).await.unwrap();
    let browser = desk.site.browser();
    let form = "email=ada%40example.com&password=three+quiet+herons";
    let entered = browser.post(format!("{}{}", desk.site.url, paths::SIGN_IN)).body(form);
    entered.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
    let get = async |path: &str, coding: &str| {
        let request = browser.get(format!("{}{path}", desk.site.url)).header("accept-encoding", coding);
        Answer::of(request.send().await.unwrap()).await.is(200)
    };
    let list = paths::list("articles");
    let plain = get(&list, "identity").await;
    assert_eq!((plain.header("content-encoding"), plain.text().matches("week-").count() >= 50), ("", true));
    for coding in ["br", "gzip"] {
        let page = get(&list, coding).await;
        assert_eq!((page.header("content-encoding"), page.header("vary")), (coding, "accept-encoding"));
        let mut weight = page.body.len();
        for name in ["admin.css", "admin.js", "favicon.svg"] {
            weight += get(&assets::href(name), coding).await.body.len();
        }
        println!("{coding}: the page {} of {}, with all that it loads {weight}", page.body.len(), plain.body.len());
        assert!(weight <= LIST, "{weight}");
    }
    desk.finish().await;
}
