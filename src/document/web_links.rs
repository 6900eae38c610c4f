//! Where a tree leads out of the site.

use super::{
    Tree,
    tree::{Inline, Mark},
};
use crate::vocabulary::WebLink;

/// Every address that the tree links to, in reading order and once a block. The path is the block's id.
#[must_use]
pub fn web_links(tree: &Tree) -> Vec<WebLink> {
    let mut found: Vec<WebLink> = Vec::new();
    tree.each(&mut |block| {
        let marks = block.inlines().unwrap_or_default().iter().flat_map(|inline| match inline {
            Inline::Text { marks, .. } => marks.as_slice(),
            _ => &[],
        });
        for mark in marks {
            if let Mark::Link { attrs } = mark
                && let Some(href) = &attrs.href
            {
                let link = WebLink { path: block.id().to_owned(), href: href.clone() };
                if !found.contains(&link) {
                    found.push(link);
                }
            }
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_address_is_found_once_in_its_block() {
        let text = |text: &str, href: &str| {
            let link = json!({ "type": "link", "attrs": { "href": href } });
            json!({ "type": "text", "text": text, "marks": [link] })
        };
        let bold = json!({ "type": "text", "text": "b", "marks": [{ "type": "bold" }, { "type": "link", "attrs": { "href": "https://a.example" } }] });
        let paragraph = json!({ "type": "paragraph", "attrs": { "id": "p1" }, "content": [text("a", "https://a.example"), bold, text("c", "/here")] });
        let heading = json!({ "type": "heading", "attrs": { "id": "h2", "level": 2 }, "content": [text("a", "https://a.example")] });
        let tree = Tree::from_json(json!({ "type": "doc", "content": [paragraph, heading] })).unwrap();
        let found: Vec<(String, String)> = web_links(&tree).into_iter().map(|link| (link.path, link.href)).collect();
        let wanted = [("p1", "https://a.example"), ("p1", "/here"), ("h2", "https://a.example")];
        assert_eq!(found, wanted.map(|(path, href)| (path.to_owned(), href.to_owned())));
    }
}
