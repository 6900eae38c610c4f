//! One address, one spelling: no odd way of writing a path leads past a door.

use super::*;

both! {
    async fn an_entry_is_found_under_its_own_kind_alone(desk: &Desk) {
        let tag = desk.live("tags", "knees", &named("Knees")).await;
        let id = id_of(&tag);
        desk.read(&format!("/tags/{id}")).await.is(200);
        for kinds in ["articles", "faqs", "ctas", "authors", "categories"] {
            desk.read(&format!("/{kinds}/{id}")).await.is(404);
            desk.read(&format!("/{kinds}/knees")).await.is(404);
            for tail in ["", "/usage", "/revisions", "/revisions/1"] {
                assert_eq!(desk.get(&format!("/{kinds}/{id}{tail}")).await.is(404).code(), "not_found");
            }
            for tail in ["/publication", "/undo", "/recovery", "/restoration"] {
                desk.post(&format!("/{kinds}/{id}{tail}"), &json!({ "revision": 1 })).await.is(404);
            }
            desk.save(Method::PUT, &format!("/{kinds}/{id}"), 1, &json!({ "content": {} })).await.is(404);
            desk.save(Method::PATCH, &format!("/{kinds}/{id}"), 1, &json!({ "content": {} })).await.is(404);
            desk.delete(&format!("/{kinds}/{id}")).await.is(404);
            desk.delete(&format!("/{kinds}/{id}/publication")).await.is(404);
        }
        assert_eq!(desk.get(&tag).await.data()["state"], "live");
    }

    async fn odd_spellings_of_a_path_lead_nowhere(desk: &Desk) {
        let tag = desk.live("tags", "knees", &named("Knees")).await;
        let id = id_of(&tag);
        for path in [
            "/api/v1/tags/", "/api/v1//tags", "//api/v1/tags", "/api/v1/tags//knees", "/api/v1/tags/knees/",
            "/api/v1/Tags/knees", "/API/v1/tags/knees", "/api/v1/tags/Knees", "/api/v1/tags/%2e%2e/tags/knees",
            "/api/v1/tags%2fknees", "/api/v1/tags/knees%2f", "/api/v1/tags/knees%00", "/api/v1/tags/knees;x=1",
            "/api/v1/tags/knees.json", "/api/v1/%74ags/x", "/api/v1/tags/..%2fmanage%2ftags",
        ] {
            let answer = raw(desk, path).await;
            assert!(answer == 404 || answer == 400, "{path}: {answer}");
        }
        // However it is written, the management API asks for a token or is not there.
        for path in [
            "/api/v1/manage/tags/", "/api/v1//manage/tags", "//api/v1/manage/tags", "/api/v1/manage//tags",
            "/api/v1/Manage/tags", "/api/v1/manage/Tags", "/api/v1/%6danage/tags", "/api/v1/manage%2ftags",
            "/api/v1/manage/tags/%2e%2e/tags", "/api/v1/tags/../manage/tags", "/api/v1/manage/tags?x=1", "/api/v1/manage/tags;x",
            &format!("/api/v1/manage/tags/{}", id.to_uppercase()), &format!("/api/v1/manage/tags/{id}/"),
            &format!("/api/v1/manage/tags/{id}%2fusage"), "/admin/tags", "/admin//tags", "/ADMIN/tags", "/admin/tags/",
        ] {
            let status = raw(desk, path).await;
            assert!([303, 400, 401, 404].contains(&status), "{path}: {status}");
        }
    }

    async fn an_id_has_one_spelling(desk: &Desk) {
        let tag = desk.live("tags", "knees", &named("Knees")).await;
        let id = id_of(&tag);
        for odd in [id.to_uppercase(), id.replace('-', ""), format!("{{{id}}}"), format!("urn:uuid:{id}")] {
            desk.read(&format!("/tags/{odd}")).await.is(404);
            desk.get(&format!("/tags/{odd}")).await.is(404);
        }
    }

    async fn nobody_sets_what_is_not_theirs_to_set(desk: &Desk) {
        const COLUMNS: [&str; 24] = [
            "id", "kind", "title", "state", "draftRevision", "draft_revision", "liveRevision", "live_revision",
            "live_version", "publishedAt", "published_at", "publish_at", "unpublish_at", "trashedAt", "trashed_at",
            "createdAt", "created_at", "createdBy", "created_by", "updatedAt", "updatedBy", "updated_by",
            "translation_group", "external_id",
        ];
        let tag = desk.draft("tags", "knees", &named("Knees")).await;
        let before = desk.get(&tag).await.data();
        for column in COLUMNS {
            let mut body = json!({ "content": named("Other") });
            body[column] = json!("2020-01-01T00:00:00Z");
            let fault = [format!("/{column} unknown_field")];
            assert_eq!(desk.post("/tags", &body).await.is(422).faults(), fault);
            assert_eq!(desk.save(Method::PUT, &tag, 1, &body).await.is(422).faults(), fault);
            assert_eq!(desk.save(Method::PATCH, &tag, 1, &body).await.is(422).faults(), fault);
            let within = json!({ "content": { "name": "Other", column: 1 } });
            let fault = [format!("/content/{column} unknown_field")];
            assert_eq!(desk.post("/tags", &within).await.is(422).faults(), fault);
            assert_eq!(desk.save(Method::PUT, &tag, 1, &within).await.is(422).faults(), fault);
        }
        for fixed in ["locale", "externalId", "translationOf", "translationGroup"] {
            let mut body = json!({ "content": named("Other") });
            body[fixed] = json!("de");
            desk.save(Method::PUT, &tag, 1, &body).await.is(422);
        }
        assert_eq!(desk.get(&tag).await.data(), before);
        assert_eq!(desk.get("/tags").await.json()["meta"]["total"], 1);
    }
}

/// The status of a path sent as it is: clients tidy paths up before they send them.
async fn raw(desk: &Desk, path: &str) -> u16 {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(desk.site.url.trim_start_matches("http://")).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: galley.example\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(!answer.contains(CANARY) && !answer.contains("\"Knees\""), "{path}: {answer}");
    answer[9..12].parse().unwrap()
}
