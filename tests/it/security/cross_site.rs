//! Requests that another site makes a browser send.

use galley::paths::ROUTES;

use super::{recipes::Filling, *};

/// How a browser says that it was not one of our pages; one line each that is enough.
const SIGNS: [(&str, &str); 7] = [
    ("sec-fetch-site", "cross-site"),
    ("sec-fetch-site", "same-site"),
    ("origin", "https://evil.example"),
    ("origin", "null"),
    ("origin", "http://127.0.0.1:1"),
    ("origin", "file://"),
    ("origin", "http://127.0.0.1.evil.example"),
];

both! {
    async fn no_button_of_ours_can_be_pressed_from_elsewhere(site: &TestSite) {
        let olga = Member::join(site, "olga", Role::Owner).await;
        let mut asked = Vec::new();
        for route in ROUTES.iter().filter(|route| route.method != "GET" && route.pattern.starts_with(paths::HOME)) {
            asked.push((route, Filling::of(site, route, &olga.actor()).await));
        }
        let before = everything(site).await;
        assert!(asked.len() > 30, "{}", asked.len());
        for (route, about) in &asked {
            for (name, value) in SIGNS {
                let request = about.ask(&site.url, route).header(header::COOKIE, &olga.cookie).header(name, value);
                let status = request.send().await.unwrap().status().as_u16();
                assert_eq!(status, 403, "{route:?} {name}: {value}");
            }
        }
        assert_eq!(everything(site).await, before);
        olga.get(site, paths::HOME).await.is(200);
    }

    async fn nothing_changes_by_being_looked_at(site: &TestSite) {
        let olga = Member::join(site, "olga", Role::Owner).await;
        let mut asked = Vec::new();
        for route in ROUTES.iter().filter(|route| route.method == "GET" && route.pattern.starts_with(paths::HOME)) {
            asked.push((route, Filling::of(site, route, &olga.actor()).await));
        }
        let before = everything(site).await;
        for (route, about) in asked {
            for method in [Method::GET, Method::HEAD] {
                let request = nobody().request(method, format!("{}{}", site.url, about.path(route)));
                request.header(header::COOKIE, &olga.cookie).send().await.unwrap();
            }
        }
        assert_eq!(everything(site).await, before);
    }
}
