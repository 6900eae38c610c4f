//! The frame of the page on which the API is read and tried; its contents are drawn by Swagger UI.

use maud::{DOCTYPE, Markup, html};

use crate::{paths, platform::assets, words::t};

/// The page. Without a script it leads to the document itself.
#[must_use]
pub fn docs() -> Markup {
    let file = |name: &str| paths::api_docs_file(name);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (t!("api-docs-title")) }
                link rel="stylesheet" href=(file("swagger-ui.css"));
                link rel="stylesheet" href=(assets::href("docs.css"));
            }
            body {
                main #swagger-ui data-openapi=(paths::OPENAPI) {
                    noscript { p { (t!("api-docs-no-script")) " " a href=(paths::OPENAPI) { (paths::OPENAPI) } } }
                }
                script src=(file("swagger-ui-bundle.js")) {}
                script type="module" src=(assets::href("docs.js")) {}
            }
        }
    }
}
