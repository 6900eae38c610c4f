//! The panel from a browser's side, by forms alone: what an editor does in a day, and what the panel refuses.

use galley::{
    accounts::{NewPerson, Person},
    paths,
    permission::{Actor, Role},
};
use reqwest::{Client, Response, StatusCode, header};
use serde_json::Value as Json;

use crate::harness::TestSite;

mod bulk;
mod conflict;
mod day;
mod draft;
mod edit;
mod find;
mod history;
mod home;
mod lists;
mod lookup;
mod preview;
mod preview_tokens;
mod publishing;
mod refusals;
mod replace;
mod views;
mod web_links;
mod whole_page;
mod words;

const PASSWORD: &str = "three quiet herons";

/// Somebody before a browser, signed in.
pub struct Browser<'a> {
    site: &'a TestSite,
    pub client: Client,
}

/// A page as it arrived.
pub struct Shown {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
}

impl Shown {
    pub fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// What two versions are told to say, without the marks of what differs.
    fn compared(&self) -> String {
        let mut text = self.text.clone();
        for words in ["Removed", "Added", "Only theirs", "Only yours", "end"] {
            text = text.replace(&format!("<span class=\"visually-hidden\"> [{words}] </span>"), "");
        }
        for mark in ["<del>", "</del>", "<ins>", "</ins>"] {
            text = text.replace(mark, "");
        }
        text
    }

    /// The value of the first input of this name.
    pub fn value(&self, name: &str) -> String {
        let after = self.text.split(&format!("name=\"{name}\" value=\"")).nth(1);
        let after = after.unwrap_or_else(|| panic!("no {name} in {}", self.text));
        after.split('"').next().unwrap().to_owned()
    }
}

impl<'a> Browser<'a> {
    pub async fn signed_in(site: &'a TestSite, name: &str, role: Role) -> Browser<'a> {
        let email = format!("{}@example.com", name.to_lowercase());
        let new = NewPerson::read(name, &email, PASSWORD.into(), role).unwrap();
        let _: Person = site.app.accounts.create_person(&Actor::system("test"), new).await.unwrap();
        let browser = Browser { site, client: site.browser() };
        let page = browser.post(paths::SIGN_IN, &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        browser
    }

    pub async fn get(&self, path: &str) -> Shown {
        shown(self.client.get(format!("{}{path}", self.site.url)).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.client.post(format!("{}{path}", self.site.url)).body(body);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        shown(request.send().await.unwrap()).await
    }

    /// Makes an entry and returns the address of its form.
    pub async fn made(&self, kinds: &str, fields: &[(&str, &str)]) -> String {
        let page = self.post(&paths::list(kinds), fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        page.location
    }

    /// Makes an entry and publishes it.
    pub async fn published(&self, kinds: &str, fields: &[(&str, &str)]) -> String {
        let form = self.made(kinds, fields).await;
        let page = self.post(&format!("{form}/publication"), &[]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        form
    }

    /// Saves over what the form shows now.
    pub async fn saved(&self, form: &str, fields: &[(&str, &str)]) -> Shown {
        let base = self.get(form).await.value("_base");
        let mut all = vec![("_base", base.as_str())];
        all.extend(fields);
        self.post(form, &all).await
    }
}

async fn shown(response: Response) -> Shown {
    let status = response.status();
    let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
    Shown { status, location: location.unwrap_or_default(), text: response.text().await.unwrap() }
}

/// What readers get.
async fn delivered(site: &TestSite, path: &str) -> (StatusCode, Json) {
    let response = site.get(&format!("/api/v1/{path}")).send().await.unwrap();
    let status = response.status();
    let mut json: Json = response.json().await.unwrap();
    (status, json.get_mut("data").map(Json::take).unwrap_or(json))
}
