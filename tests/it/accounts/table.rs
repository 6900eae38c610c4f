//! Every route of the table, asked by everybody: nobody, each role, and tokens without the scope.

use galley::{
    paths::{Access, ROUTES, Route},
    permission::{Reach, reach},
};
use reqwest::Method;

use super::*;

both! {
    async fn nobody_gets_in_without_a_session_or_a_token(site: &TestSite) {
        for route in ROUTES.iter().filter(|route| route.access != Access::Anyone) {
            for (name, value) in [("cookie", "galley=AAAAAAAAAAAAAAAAAAAAAA"), ("authorization", "Bearer glly_x")] {
                let status = ask(&site.url, route).header(name, value).send().await.unwrap().status().as_u16();
                assert!([303, 401, 404].contains(&status), "{route:?}: {status}");
            }
        }
    }

    async fn a_role_gets_no_further_than_the_table_says(site: &TestSite) {
        for role in Role::ALL {
            let cookie = cookie(site, role).await;
            for route in ROUTES.iter().filter(|route| route.pattern.starts_with(paths::HOME)) {
                let Access::Needs(permission) = route.access else { continue };
                let status = ask(&site.url, route).header("cookie", &cookie).send().await.unwrap().status().as_u16();
                if reach(role, permission) == Reach::None {
                    assert!([403, 404].contains(&status), "{role} {route:?}: {status}");
                } else {
                    assert!(![401, 403, 500].contains(&status), "{role} {route:?}: {status}");
                }
            }
        }
    }

    async fn a_token_gets_no_further_than_its_scopes(site: &TestSite) {
        for scope in Scope::ALL {
            let new = NewToken { name: "site".into(), scopes: vec![scope], expires_at: None };
            let token = site.app.accounts.create_token(&Actor::system("test"), new).await.unwrap();
            for route in ROUTES.iter().filter(|route| !route.pattern.starts_with(paths::HOME)) {
                let Access::Needs(permission) = route.access else { continue };
                let answer = ask(&site.url, route).bearer_auth(token.secret.reveal()).send().await.unwrap();
                let status = answer.status().as_u16();
                if Scope::for_permission(permission) == Some(scope) {
                    assert!(![401, 403, 500].contains(&status), "{scope} {route:?}: {status}");
                } else {
                    assert!([403, 404].contains(&status), "{scope} {route:?}: {status}");
                }
            }
        }
    }

    async fn other_spellings_of_an_address_lead_nowhere_else(site: &TestSite) {
        for path in ["/admin/", "//admin/articles", "/Admin/articles", "/admin//articles", "/admin/articles/",
            "/admin%2Farticles", "/api/v1/manage//articles", "/api/v1/Manage/articles"] {
            let status = site.get(path).send().await.unwrap().status().as_u16();
            assert!([303, 401, 404].contains(&status), "{path}: {status}");
        }
    }
}

/// The route's request, about an entry that does not exist.
fn ask(url: &str, route: &Route) -> reqwest::RequestBuilder {
    let nothing = uuid::Uuid::nil().to_string();
    let parts = [("{kinds}", "articles"), ("{id}", &nothing), ("{number}", "1"), ("{token}", "none")];
    let path = parts.iter().fold(route.pattern.to_owned(), |path, (name, value)| path.replace(name, value));
    nobody().request(Method::from_bytes(route.method.as_bytes()).unwrap(), format!("{url}{path}"))
}

/// Adds somebody of a role and signs them in.
async fn cookie(site: &TestSite, role: Role) -> String {
    let email = format!("{role}@example.com");
    let new = NewPerson::read("Ada Byron", &email, PASSWORD.into(), role).unwrap();
    site.app.accounts.create_person(&Actor::system("test"), new).await.unwrap();
    let body = format!("email={role}%40example.com&password={}", PASSWORD.replace(' ', "+"));
    let request = nobody().post(format!("{}{}", site.url, paths::SIGN_IN)).body(body);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    cookie_of(&request.send().await.unwrap())
}
