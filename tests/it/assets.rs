//! What every page loads comes from Galley itself, and is loaded once.

use galley::platform::assets;

use crate::harness::{Backend, Stage as _, TestSite};

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
