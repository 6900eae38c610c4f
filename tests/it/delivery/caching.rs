//! What caches and browsers are told, and the bytes that they get.

use std::io::Read as _;

use super::*;

const PAGE: &str = "/api/v1/articles/lower-back-pain-after-running";

async fn ask(desk: &Desk, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers.iter().fold(desk.site.get(path), |request, (name, value)| request.header(*name, *value));
    Answer::of(request.send().await.unwrap()).await
}

fn decoded(answer: &Answer) -> Vec<u8> {
    let mut plain = Vec::new();
    match answer.header("content-encoding") {
        "br" => drop(brotli::Decompressor::new(&*answer.body, 4096).read_to_end(&mut plain).unwrap()),
        "gzip" => drop(flate2::read::GzDecoder::new(&*answer.body).read_to_end(&mut plain).unwrap()),
        other => panic!("{other:?}"),
    }
    plain
}

both! {
    async fn compressed_bytes_hold_the_same_document(desk: &Desk) {
        desk.with_the_clinic().await;
        for path in [PAGE, "/api/v1/articles?limit=3", "/api/v1/faqs"] {
            let plain = ask(desk, path, &[]).await.is(200);
            assert_eq!(plain.header("vary"), "accept-encoding");
            for (wanted, coding) in [("br", "br"), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("br;q=0, gzip", "gzip")] {
                let coded = ask(desk, path, &[("accept-encoding", wanted)]).await.is(200);
                assert_eq!(coded.header("content-encoding"), coding, "{path} {wanted}");
                assert!(coded.body.len() < plain.body.len());
                assert_eq!(decoded(&coded), plain.body, "{path} {wanted}");
                assert_ne!(coded.header("etag"), plain.header("etag"), "a strong tag is of the very bytes");
            }
            let identity = ask(desk, path, &[("accept-encoding", "deflate")]).await.is(200);
            assert_eq!((identity.header("content-encoding"), &identity.body), ("", &plain.body));
        }
    }

    async fn who_has_it_already_gets_no_body(desk: &Desk) {
        desk.with_the_clinic().await;
        for path in [PAGE, "/api/v1/tags", "/api/v1/redirects"] {
            let first = ask(desk, path, &[]).await.is(200);
            let tag = first.header("etag");
            assert!(tag.starts_with('"') && tag.len() > 10, "{tag}");
            for asked in [tag.to_owned(), format!("\"x\", W/{tag}"), "*".into()] {
                let again = ask(desk, path, &[("if-none-match", &asked)]).await.is(304);
                assert_eq!((again.header("etag"), again.body.len()), (tag, 0), "{asked}");
                assert_eq!(again.header("cache-control"), first.header("cache-control"));
                assert_eq!(again.header("vary"), "accept-encoding");
            }
            ask(desk, path, &[("if-none-match", "\"other\"")]).await.is(200);
        }
        let modified = ask(desk, PAGE, &[]).await.header("last-modified").to_owned();
        assert_eq!(modified, "Mon, 02 Mar 2026 09:00:00 GMT");
        ask(desk, PAGE, &[("if-modified-since", &modified)]).await.is(304);
        ask(desk, PAGE, &[("if-modified-since", &modified), ("if-none-match", "\"other\"")]).await.is(200);
    }

    async fn a_head_says_what_a_get_would(desk: &Desk) {
        desk.with_the_clinic().await;
        for path in [PAGE, "/api/v1/articles", "/api/v1/articles/none", "/api/v1/tags?x=1"] {
            let get = ask(desk, path, &[]).await;
            let head = Answer::of(desk.site.ask(Method::HEAD, path).send().await.unwrap()).await;
            assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
            for name in ["etag", "content-type", "cache-control", "cache-tag", "last-modified", "vary"] {
                assert_eq!(head.header(name), get.header(name), "{path} {name}");
            }
            if get.status == 200 {
                assert_eq!(head.header("content-length"), get.body.len().to_string());
            }
        }
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let refused = Answer::of(desk.site.ask(method, PAGE).send().await.unwrap()).await.is(405);
            assert_eq!((&*refused.code(), refused.header("allow")), ("method_not_allowed", "GET, HEAD, OPTIONS"));
        }
    }

    async fn caches_are_told_how_long_and_by_which_names(desk: &Desk) {
        desk.with_the_clinic().await;
        let page = ask(desk, PAGE, &[]).await.is(200);
        let contract = "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400";
        assert_eq!(page.header("cache-control"), contract);
        assert_eq!(page.header("content-type"), "application/json");
        assert_eq!(page.header("access-control-allow-origin"), "*");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("set-cookie"), "");
        let tags: Vec<String> = page.json()["meta"]["cacheTags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap().to_owned()).collect();
        assert_eq!(page.header("cache-tag"), tags.join(","));
        assert_eq!(page.header("surrogate-key"), tags.join(" "));
        let list = ask(desk, "/api/v1/tags", &[]).await.is(200);
        assert!(list.header("cache-tag").split(',').any(|tag| tag == "tags"), "{}", list.header("cache-tag"));
    }

    async fn no_header_but_accept_encoding_changes_an_answer(desk: &Desk) {
        desk.with_the_clinic().await;
        let token = desk.token(&Scope::ALL).await;
        let bearer = format!("Bearer {token}");
        let plain = ask(desk, PAGE, &[]).await.is(200);
        for (name, value) in [
            ("host", "evil.example"),
            ("x-forwarded-host", "evil.example"),
            ("x-forwarded-proto", "https"),
            ("x-original-url", "/api/v1/manage/articles"),
            ("x-http-method-override", "DELETE"),
            ("accept", "text/html"),
            ("accept-language", "de"),
            ("cookie", "galley=1"),
            ("authorization", bearer.as_str()),
            ("origin", "https://evil.example"),
            ("range", "bytes=0-10"),
        ] {
            let answer = ask(desk, PAGE, &[(name, value)]).await.is(200);
            assert_eq!(answer.body, plain.body, "{name}");
            for header in ["etag", "cache-control", "vary", "access-control-allow-origin", "cache-tag"] {
                assert_eq!(answer.header(header), plain.header(header), "{name}: {header}");
            }
        }
    }

    async fn a_problem_is_kept_by_no_cache(desk: &Desk) {
        for (path, status) in [("/api/v1/articles/none", 404), ("/api/v1/articles?x=1", 400), ("/api/v1/novels", 404), ("/api/v2", 404)] {
            let problem = ask(desk, path, &[]).await.is(status);
            assert_eq!(problem.header("cache-control"), "no-store", "{path}");
            let json = problem.json();
            for member in ["type", "title", "status", "detail", "instance", "code", "requestId"] {
                assert!(json.get(member).is_some(), "{path} {member}");
            }
        }
    }
}
