//! Other spellings of an address lead to the same decision or to nothing.

use galley::{
    paths::{Access, ROUTES, Route},
    permission::{Reach, reach},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{
    recipes::{Filling, Sent, recipe},
    *,
};

/// The path with one thing about it changed: what proxies, servers and file systems have been known to read alike.
fn spellings(path: &str) -> Vec<String> {
    let cut = path.rfind('/').unwrap();
    let (head, tail) = path.split_at(cut);
    let tail = &tail[1..];
    let upper = |text: &str| text[..1].to_uppercase() + &text[1..];
    let encoded = format!("%{:02x}{}", tail.as_bytes()[0], &tail[1..]);
    let mut all = vec![
        format!("{path}/"),
        format!("/{path}"),
        format!("{head}//{tail}"),
        format!("{head}%2f{tail}"),
        format!("{head}%2F{tail}"),
        format!("{head}/{}", upper(tail)),
        format!("/{}", upper(&path[1..])),
        format!("{path};x=1"),
        format!("{head};x=1/{tail}"),
        format!("{head}/./{tail}"),
        format!("{head}/%2e/{tail}"),
        format!("{head}/x/../{tail}"),
        format!("{head}/x/%2e%2e/{tail}"),
        format!("/x/..{path}"),
        format!("/api/v1/..%2f..{path}"),
        format!("{head}/{encoded}"),
        format!("{path}%00"),
        format!("{path}%20"),
        format!("{path}.json"),
        format!("{path}%3fx"),
        format!("{head}\\{tail}"),
    ];
    all.retain(|spelling| spelling != path);
    all
}

/// The status of a request whose target goes over the wire to the letter.
async fn status(site: &TestSite, route: &Route, target: &str, headers: &str) -> u16 {
    let host = site.url.trim_start_matches("http://");
    let (kind, body) = match recipe(route).sent {
        Sent::Nothing => ("", String::new()),
        Sent::Form(fields) => {
            (FORM, url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
        }
        Sent::Json(body) => ("application/json", body.to_owned()),
    };
    let kind = if kind.is_empty() { String::new() } else { format!("Content-Type: {kind}\r\nIf-Match: \"1\"\r\n") };
    let length = body.len();
    let request = format!(
        "{} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{kind}{headers}Content-Length: {length}\r\n\r\n{body}",
        route.method
    );
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    answer.get(9..12).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{target}: {answer}"))
}

both! {
    async fn another_spelling_opens_no_more_than_the_plain_one(site: &TestSite) {
        let vic = Member::join(site, "vic", Role::Viewer).await;
        let system = Actor::system("test");
        let (_, lame) = token(site, &system, &[Scope::MediaWrite]).await;
        let lame = format!("Authorization: Bearer {lame}\r\n");
        let cookie = format!("Cookie: {}\r\n", vic.cookie);
        // That the token was used is written down before anything is compared.
        status(site, &ROUTES[ROUTES.len() - 1], &paths::manage_list("tags"), &lame).await;
        let mut asked = Vec::new();
        for route in ROUTES.iter().filter(|route| route.access != Access::Anyone) {
            asked.push((route, Filling::of(site, route, &system).await));
        }
        let before = everything(site).await;
        for (route, about) in asked {
            let path = about.path(route);
            let known = if path.starts_with(paths::HOME) { &cookie } else { &lame };
            // What a viewer may change would change: that is asked by nobody alone.
            let refused = match route.access {
                Access::Needs(permission) => reach(Role::Viewer, permission) == Reach::None,
                Access::Known | Access::Anyone => false,
            };
            let askers = if refused || route.method == "GET" { vec!["", known.as_str()] } else { vec![""] };
            for headers in askers {
                let plain = status(site, route, &path, headers).await;
                for spelling in spellings(&path) {
                    let other = status(site, route, &spelling, headers).await;
                    let refused = [303, 400, 401, 403, 404, 405, 410, 422].contains(&other);
                    // What opens is refused or is what the plain one opens; what does not, in no spelling.
                    let same = other == plain;
                    assert!(same || refused, "{} {spelling}: {other}, {path}: {plain}", route.method);
                }
            }
        }
        assert_eq!(everything(site).await, before);
    }
}
