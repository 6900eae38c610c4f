//! The shapes of the blocks: what [`write`](super::write) makes, told apart by `_type`.

use crate::vocabulary::{Field, Named, Shape, shape::Body};

const KEY: Field = Field::new("_key", Shape::Text).about("The same as long as the block lives.");

const fn tagged(word: &'static [&'static str]) -> Field {
    Field::new("_type", Shape::Choice(word))
}

/// Any block of a rich text.
pub static BLOCK: Named = Named {
    name: "Block",
    about: "A block of rich text, in Portable Text: standard text blocks, and blocks of our own.",
    body: Body::Union {
        tag: "_type",
        of: &[&TEXT, &CALLOUT, &TABLE, &CODE, &EMBED, &DIVIDER, &CTA, &BUTTON_ROW, &FAQS],
    },
};

static TEXT: Named = Named {
    name: "TextBlock",
    about: "A paragraph, a heading or an item of a list.",
    body: Body::Object(&[
        tagged(&["block"]),
        KEY,
        Field::new("style", Shape::Choice(&["normal", "h2", "h3", "h4", "blockquote"])),
        Field::new("anchor", Shape::Nullable(&Shape::Text))
            .optional()
            .about("Of a heading: its address within the page, without `#`."),
        Field::new("listItem", Shape::Choice(&["bullet", "number"])).optional(),
        Field::new("level", Shape::Integer).optional().about("Of an item of a list: how deep it stands, from 1."),
        Field::new("start", Shape::Integer).optional().about("The number of a list's first item, where it is not 1."),
        Field::new("markDefs", Shape::List(&Shape::Named(&MARK_DEFINITION))),
        Field::new("children", Shape::List(&Shape::Named(&SPAN))),
    ]),
};

static SPAN: Named = Named {
    name: "Span",
    about: "A run of text with the same marks.",
    body: Body::Object(&[
        tagged(&["span"]),
        KEY,
        Field::new("text", Shape::Text),
        Field::new("marks", Shape::List(&Shape::Text)).about(
            "`strong`, `em`, `underline`, `strike-through`, `sub`, `sup`, `code`, or the `_key` of a mark's definition.",
        ),
    ]),
};

static MARK_DEFINITION: Named = Named {
    name: "MarkDefinition",
    about: "What a mark means that is more than a word.",
    body: Body::Union { tag: "_type", of: &[&LINK, &LANGUAGE] },
};

static LINK: Named = Named {
    name: "LinkMark",
    about: "A link.",
    body: Body::Object(&[
        tagged(&["link"]),
        KEY,
        Field::new("href", Shape::Href),
        Field::new("entry", Shape::Nullable(&Shape::Named(&LINKED_ENTRY)))
            .about("Where it leads to an entry of the site."),
        Field::new("title", Shape::Nullable(&Shape::Text)),
        Field::new("rel", Shape::Nullable(&Shape::Choice(&["nofollow", "sponsored", "nofollow sponsored"]))),
    ]),
};

static LINKED_ENTRY: Named = Named {
    name: "LinkedEntry",
    about: "The entry that a link leads to.",
    body: Body::Object(&[
        Field::new("id", Shape::Id),
        Field::new("type", Shape::Kind),
        Field::new("slug", Shape::Slug),
    ]),
};

static LANGUAGE: Named = Named {
    name: "LanguageMark",
    about: "Words in another language.",
    body: Body::Object(&[tagged(&["lang"]), KEY, Field::new("lang", Shape::Locale)]),
};

static CALLOUT: Named = Named {
    name: "CalloutBlock",
    about: "Something set apart from the text.",
    body: Body::Object(&[
        tagged(&["callout"]),
        KEY,
        Field::new("kind", Shape::Choice(&["info", "tip", "warning"])),
        Field::new("content", Shape::List(&Shape::Named(&BLOCK))),
    ]),
};

static TABLE: Named = Named {
    name: "TableBlock",
    about: "A table.",
    body: Body::Object(&[tagged(&["table"]), KEY, Field::new("rows", Shape::List(&Shape::Named(&ROW)))]),
};

static ROW: Named = Named {
    name: "TableRow",
    about: "A row of a table.",
    body: Body::Object(&[tagged(&["row"]), KEY, Field::new("cells", Shape::List(&Shape::Named(&CELL)))]),
};

static CELL: Named = Named {
    name: "TableCell",
    about: "A cell of a table.",
    body: Body::Object(&[
        tagged(&["cell"]),
        KEY,
        Field::new("header", Shape::Bool),
        Field::new("colspan", Shape::Integer),
        Field::new("rowspan", Shape::Integer),
        Field::new("content", Shape::List(&Shape::Named(&BLOCK))),
    ]),
};

static CODE: Named = Named {
    name: "CodeBlock",
    about: "Text as a program has it.",
    body: Body::Object(&[
        tagged(&["code"]),
        KEY,
        Field::new("language", Shape::Nullable(&Shape::Text)),
        Field::new("code", Shape::Text),
    ]),
};

static EMBED: Named = Named {
    name: "EmbedBlock",
    about: "A page of another site, such as a video.",
    body: Body::Object(&[tagged(&["embed"]), KEY, Field::new("url", Shape::Href)]),
};

static DIVIDER: Named = Named {
    name: "DividerBlock",
    about: "A rule between two parts.",
    body: Body::Object(&[tagged(&["divider"]), KEY]),
};

static CTA: Named = Named {
    name: "CtaBlock",
    about: "A call to action.",
    body: Body::Object(&[tagged(&["cta"]), KEY, Field::new("cta", Shape::embedded("cta"))]),
};

static BUTTON_ROW: Named = Named {
    name: "ButtonRowBlock",
    about: "Calls to action side by side.",
    body: Body::Object(&[tagged(&["buttonRow"]), KEY, Field::new("items", Shape::List(&Shape::embedded("cta")))]),
};

static FAQS: Named = Named {
    name: "FaqsBlock",
    about: "Questions and answers under a heading of their own.",
    body: Body::Object(&[
        tagged(&["faqs"]),
        KEY,
        Field::new("heading", Shape::Nullable(&Shape::Text)),
        Field::new("anchor", Shape::Nullable(&Shape::Text)),
        Field::new("items", Shape::List(&Shape::embedded("faq"))),
    ]),
};

#[cfg(test)]
mod tests {
    use proptest::proptest;

    use super::*;
    use crate::{
        document::samples::{Live, config, trees},
        vocabulary::{BodyForms, FieldSpec, FieldType, KindName, KindSpec, ListShape, Pages, shape::fits::World},
    };

    /// The sample entries of this room are buttons and nothing more, whatever a block calls them.
    const fn kind(name: &'static str, document: &'static [Field]) -> KindSpec {
        const HEAD: &[FieldSpec] = &[FieldSpec::new("label", FieldType::Text)];
        KindSpec {
            name: KindName::new(name),
            plural: name,
            list: ListShape::Whole,
            pages: Pages::None,
            head: HEAD,
            document,
            search: None,
        }
    }

    const LABEL: Field = Field::new("label", Shape::Text);
    const ANCHORED: [Field; 2] = [LABEL, Field::new("anchor", Shape::Text)];
    const BLOCKS: Shape = Shape::List(&Shape::Named(&BLOCK));

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn every_block_has_the_shape_that_is_declared_for_it(tree in trees()) {
            let kinds = [kind("cta", &[LABEL]), kind("faq", &ANCHORED), kind("article", &[LABEL])];
            let world = World { kinds: &kinds, block: &BLOCK };
            let blocks = super::super::write(&tree, &Live::default());
            let json = serde_json::to_value(blocks.answer(BodyForms::default())).unwrap();
            assert_eq!(world.misfit(BLOCKS, &json, "body"), None);
        }
    }

    #[test]
    fn a_block_that_is_not_declared_does_not_fit() {
        let kinds = [kind("cta", &[LABEL])];
        let world = World { kinds: &kinds, block: &BLOCK };
        for bad in [
            serde_json::json!({ "_type": "carousel", "_key": "b1" }),
            serde_json::json!({ "_type": "divider", "_key": "b1", "width": 3 }),
            serde_json::json!({ "_type": "embed", "_key": "b1", "url": null }),
            serde_json::json!({ "_type": "callout", "_key": "b1", "kind": "loud", "content": [] }),
            serde_json::json!({ "_type": "cta", "_key": "b1", "cta": { "id": "x", "label": "Book" } }),
        ] {
            assert!(world.misfit(Shape::Named(&BLOCK), &bad, "").is_some(), "{bad}");
        }
    }
}
