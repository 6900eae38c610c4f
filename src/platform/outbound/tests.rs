//! Requests to a small server on this machine.

use axum::{Router, response::Redirect, routing::get};
use tokio::net::TcpListener;

use super::*;

/// Where a router is served.
async fn server(router: Router) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    url.parse().unwrap()
}

fn outbound(allowed: &str) -> Outbound {
    Outbound::new(allowed.parse().unwrap())
}

fn refused(result: Result<Fetched, OutboundError>) -> OutboundError {
    result.unwrap_err()
}

#[tokio::test]
async fn a_private_address_is_refused_however_it_is_written() {
    let url = server(Router::new().route("/", get(|| async { "secret" }))).await;
    let port = url.port().unwrap();
    let nobody = outbound("");
    for host in ["127.0.0.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "localhost"] {
        let url = format!("http://{host}:{port}/").parse().unwrap();
        assert!(matches!(refused(nobody.get(&url).await), OutboundError::Refused(_)), "{host}");
    }
    for url in ["http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://10.0.0.1:22/"] {
        assert!(matches!(refused(nobody.head(&url.parse().unwrap()).await), OutboundError::Refused(_)), "{url}");
    }
}

#[tokio::test]
async fn only_the_web_is_asked() {
    for url in ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "data:,x", "http://a:b@127.0.0.1/"] {
        assert_eq!(refused(outbound("127.0.0.0/8").get(&url.parse().unwrap()).await), OutboundError::Unusable);
    }
}

#[tokio::test]
async fn a_redirect_is_checked_like_the_first_address() {
    let to = |to: &'static str| get(move || async move { Redirect::temporary(to) });
    let router = Router::new()
        .route("/private", to("http://169.254.169.254/"))
        .route("/file", to("file:///etc/passwd"))
        .route("/nowhere", get(|| async { StatusCode::FOUND }))
        .route("/loop", to("/loop"))
        .route("/once", to("/there?x=1"))
        .route("/there", get(|| async { "there" }));
    let url = server(router).await;
    let outbound = outbound("127.0.0.1");
    let ask = |path: &str| {
        let (outbound, url) = (outbound.clone(), url.join(path).unwrap());
        async move { outbound.get(&url).await }
    };
    assert_eq!(refused(ask("private").await), OutboundError::Refused("169.254.169.254".into()));
    assert_eq!(refused(ask("file").await), OutboundError::Unusable);
    assert_eq!(refused(ask("loop").await), OutboundError::TooManyRedirects);
    assert_eq!(ask("nowhere").await.unwrap().status, StatusCode::FOUND);
    let there = ask("once").await.unwrap();
    assert_eq!((there.url.as_str(), &there.body[..]), (url.join("there?x=1").unwrap().as_str(), &b"there"[..]));
}

#[tokio::test]
async fn an_answer_is_bounded_and_says_who_asked() {
    let agent = |headers: HeaderMap| async move { format!("{:?}", headers.get(header::USER_AGENT)) };
    let router = Router::new()
        .route("/", get(agent))
        .route("/long", get(|| async { "x".repeat(100_000) }))
        .route("/404", get(|| async { (StatusCode::NOT_FOUND, "none") }));
    let url = server(router).await;
    let bounds = Bounds { body: 1000, ..Bounds::default() };
    let outbound = outbound("localhost, 127.0.0.1").within(bounds);
    let ask = |path: &str| {
        let (outbound, url) = (outbound.clone(), url.join(path).unwrap());
        async move { outbound.get(&url).await.unwrap() }
    };
    assert!(std::str::from_utf8(&ask("/").await.body).unwrap().contains("Galley/"));
    assert_eq!(ask("/long").await.body.len(), 1000);
    assert_eq!(ask("/404").await.status, StatusCode::NOT_FOUND);
    let head = outbound.head(&url.join("/long").unwrap()).await.unwrap();
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn what_went_wrong_is_named() {
    let url = server(Router::new()).await;
    let outbound = outbound("127.0.0.1");
    let mut secure = url.clone();
    secure.set_scheme("https").unwrap();
    let why = refused(outbound.get(&secure).await);
    assert!(matches!(why, OutboundError::Tls(_)), "{why:?}");
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let closed = format!("http://{closed}/").parse().unwrap();
    assert_eq!(refused(outbound.get(&closed).await), OutboundError::ConnectionRefused);
    let unknown = "http://nobody.invalid/".parse().unwrap();
    assert_eq!(refused(outbound.get(&unknown).await), OutboundError::NameNotFound);
}

#[tokio::test]
async fn nobody_is_waited_for_longer_than_is_said() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap()).parse().unwrap();
    let bounds = Bounds { time: Duration::from_millis(50), ..Bounds::default() };
    assert_eq!(refused(outbound("127.0.0.1").within(bounds).get(&url).await), OutboundError::TimedOut);
}
