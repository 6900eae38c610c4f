//! The page that Galley must carry, typed into forms: readers get what they would get had a program written it.

use std::collections::HashMap;

use galley::{paths, permission::Role};
use reqwest::StatusCode;
use serde_json::{Map, Value as Json};

use super::{Browser, delivered};
use crate::harness::{Stage as _, TestSite, both};

const PAGE: &str = "articles/lower-back-pain-after-running";

/// Content as an editor types it: dotted names, a list's references one by one, other lists a line each, rich text
/// as Markdown with the line ends that browsers send.
fn typed(content: &Map<String, Json>, prefix: &str, fields: &mut Vec<(String, String)>) {
    for (name, value) in content {
        let name = format!("{prefix}{name}");
        match value {
            Json::String(text) => fields.push((name, text.replace('\n', "\r\n"))),
            Json::Array(list) if list.iter().all(|item| item.get("slug").is_some()) => {
                fields.extend(list.iter().map(|item| (name.clone(), item["slug"].as_str().unwrap().to_owned())));
            }
            Json::Array(list) => fields.push((name, list.iter().map(line).collect::<Vec<_>>().join("\r\n"))),
            Json::Object(object) => match (object.get("markdown"), object.get("slug"), object.get("kind")) {
                (Some(Json::String(markdown)), ..) => fields.push((name, markdown.replace('\n', "\r\n"))),
                (_, Some(Json::String(slug)), Some(Json::String(kind))) => {
                    fields.push((name, format!("{kind}/{slug}")))
                }
                (_, Some(Json::String(slug)), None) => fields.push((name, slug.clone())),
                _ => typed(object, &format!("{name}."), fields),
            },
            other => panic!("{name}: {other}"),
        }
    }
}

fn line(item: &Json) -> String {
    let part = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
    match item["required"].as_bool() {
        Some(required) => {
            let required = if required { " | required" } else { "" };
            format!("{} | {} | {}{required}", part("name"), part("label"), part("type"))
        }
        None => format!("{} | {}", part("label"), part("url")),
    }
}

/// The page without what differs from one making of it to the next: ids by the order in which they appear, keys,
/// and how often something was saved.
fn told(json: &Json, ids: &mut HashMap<String, usize>) -> Json {
    match json {
        Json::String(text) if text.parse::<uuid::Uuid>().is_ok() => {
            let next = ids.len();
            (*ids.entry(text.clone()).or_insert(next)).into()
        }
        Json::Array(list) => list.iter().map(|item| told(item, ids)).collect(),
        Json::Object(object) => {
            let kept = object.iter().filter(|(name, _)| !["_key", "revision", "version"].contains(&name.as_str()));
            Json::Object(kept.map(|(name, value)| (name.clone(), told(value, ids))).collect())
        }
        other => other.clone(),
    }
}

both! {
    async fn the_whole_page_typed_into_forms_is_the_page_that_a_program_would_write(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let lines = galley::demo::lines().unwrap();
        let mut forms = Vec::new();
        for line in &lines {
            let kind = line["kind"].as_str().unwrap();
            let kinds = if kind == "category" { "categories".to_owned() } else { format!("{kind}s") };
            // Names first: what is written then may point anywhere.
            forms.push(ada.made(&kinds, &[("slug", line["slug"].as_str().unwrap())]).await);
        }
        for (line, form) in lines.iter().zip(&forms) {
            let mut fields = vec![("slug".to_owned(), line["slug"].as_str().unwrap().to_owned())];
            typed(line["content"].as_object().unwrap(), "", &mut fields);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (&**name, &**text)).collect();
            let saved = ada.saved(form, &fields).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{form}: {}", saved.text);
        }
        let page = lines.iter().position(|line| PAGE == format!("articles/{}", line["slug"].as_str().unwrap())).unwrap();
        let done = ada.post(&format!("{}/publication", forms[page]), &[("together", "true")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert!(ada.get(&paths::list("articles")).await.says("Lower back pain after running"));

        let program = TestSite::start(site.database.backend).await;
        program.app.load_demo().await.unwrap();
        let (typed, written) = (delivered(site, PAGE).await, delivered(&program, PAGE).await);
        assert_eq!((typed.0, written.0), (StatusCode::OK, StatusCode::OK));
        let (typed, written) = (told(&typed.1, &mut HashMap::new()), told(&written.1, &mut HashMap::new()));
        for (name, value) in written.as_object().unwrap() {
            assert_eq!(&typed[name], value, "{name}");
        }
        program.finish().await;
    }
}
