//! What a token may do, call by call.

use super::*;

/// Every call, and the scope that it takes.
fn calls(path: &str) -> Vec<(Method, String, Scope)> {
    use Scope::{ContentPublish as Publish, ContentRead as Read, ContentWrite as Write};
    let call = |method: Method, tail: &str, scope| (method, format!("{path}{tail}"), scope);
    vec![
        (Method::GET, "/tags".into(), Read),
        (Method::POST, "/tags".into(), Write),
        (Method::POST, "/batch".into(), Write),
        call(Method::GET, "", Read),
        call(Method::PUT, "", Write),
        call(Method::PATCH, "", Write),
        call(Method::DELETE, "", Write),
        call(Method::POST, "/recovery", Write),
        call(Method::GET, "/usage", Read),
        call(Method::POST, "/publication", Publish),
        call(Method::DELETE, "/publication", Publish),
        call(Method::POST, "/undo", Publish),
        call(Method::GET, "/revisions", Read),
        call(Method::GET, "/revisions/1", Read),
        call(Method::POST, "/restoration", Write),
    ]
}

both! {
    async fn without_a_token_nothing_answers(desk: &Desk) {
        let path = desk.live("tags", "knees", &named("Knees")).await;
        for (method, path, _) in calls(&path) {
            for token in [None, Some(""), Some("x"), Some("glly_x")] {
                let refused = desk.call(token, method.clone(), &path, &[], "").await.is(401);
                assert!(["unauthorized", "invalid_token"].contains(&refused.code().as_str()), "{method} {path}");
                assert!(refused.header("www-authenticate").starts_with("Bearer"), "{method} {path}");
                assert_eq!(refused.header("cache-control"), "no-store");
            }
        }
        assert_eq!(desk.get(&path).await.data()["state"], "live");
    }

    async fn each_missing_scope_is_said(desk: &Desk) {
        let path = desk.live("tags", "knees", &named("Knees")).await;
        for (method, path, scope) in calls(&path) {
            let others: Vec<Scope> = Scope::ALL.into_iter().filter(|other| *other != scope).collect();
            let refused = desk.call(Some(&desk.token(&others).await), method.clone(), &path, &[], "").await.is(403);
            assert_eq!(refused.code(), "insufficient_scope", "{method} {path}");
            let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
            assert_eq!(refused.header("www-authenticate"), challenge, "{method} {path}");
        }
        assert_eq!(desk.get(&path).await.data()["state"], "live");
    }

    async fn a_reader_reads_and_a_writer_does_not_publish(desk: &Desk) {
        let path = desk.live("tags", "knees", &named("Knees")).await;
        let reader = desk.token(&[Scope::ContentRead]).await;
        for tail in ["", "/usage", "/revisions", "/revisions/1"] {
            desk.call(Some(&reader), Method::GET, &format!("{path}{tail}"), &[], "").await.is(200);
        }
        let writer = desk.token(&[Scope::ContentRead, Scope::ContentWrite]).await;
        let other = json!({ "content": named("Other") }).to_string();
        desk.call(Some(&writer), Method::PATCH, &path, &[("if-match", "\"1\"")], other).await.is(200);
        // What is live is published's to take away.
        desk.call(Some(&writer), Method::DELETE, &path, &[], "").await.is(403);
        desk.read("/tags/knees").await.is(200);
        let lines = json!({ "kind": "tag", "slug": "toe", "content": named("Toe"), "publish": true }).to_string();
        let ndjson = [("content-type", "application/x-ndjson")];
        let batch = desk.call(Some(&writer), Method::POST, "/batch", &ndjson, lines).await.is(200);
        assert_eq!(batch.lines()[0]["problem"]["code"], "forbidden", "{}", batch.text());
        desk.read("/tags/toe").await.is(404);
    }

    async fn a_session_opens_no_call_and_a_method_that_is_not_there_is_said(desk: &Desk) {
        let cookie = [("cookie", "galley_session=x; __Host-galley=x")];
        desk.call(None, Method::GET, "/tags", &cookie, "").await.is(401);
        let refused = desk.ask(Method::DELETE, "/tags", &Json::Null).await.is(405);
        assert_eq!(refused.header("allow"), "GET, POST");
        desk.ask(Method::GET, "/tags/not-an-id", &Json::Null).await.is(404);
    }
}
