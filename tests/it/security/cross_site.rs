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
        let about = Filling {
            entry: tag(site, &olga.actor(), "Sleep").await,
            token: token(site, &olga.actor(), &[Scope::ContentRead]).await.0,
        };
        let before = everything(site).await;
        let unsafe_routes: Vec<_> =
            ROUTES.iter().filter(|route| route.method != "GET" && route.pattern.starts_with(paths::HOME)).collect();
        assert!(unsafe_routes.len() > 12, "{unsafe_routes:?}");
        for route in unsafe_routes {
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
        let about = Filling {
            entry: tag(site, &olga.actor(), "Sleep").await,
            token: token(site, &olga.actor(), &[Scope::ContentRead]).await.0,
        };
        let before = everything(site).await;
        for route in ROUTES.iter().filter(|route| route.method == "GET" && route.pattern.starts_with(paths::HOME)) {
            for method in [Method::GET, Method::HEAD] {
                let request = nobody().request(method, format!("{}{}", site.url, about.path(route)));
                request.header(header::COOKIE, &olga.cookie).send().await.unwrap();
            }
        }
        assert_eq!(everything(site).await, before);
    }
}
