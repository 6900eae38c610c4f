//! From shapes to schemas. What has a name becomes a component, once.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use utoipa::openapi::{
    AllOfBuilder, Array, Discriminator, KnownFormat, ObjectBuilder, OneOf, OneOfBuilder, Ref, RefOr, Schema,
    SchemaFormat, Type,
    schema::{AdditionalProperties, AnyOfBuilder, SchemaType},
};

use crate::{
    content::Registry,
    vocabulary::{Field, KindName, KindSpec, Named, Shape, parameter::Look, shape::Body},
};

/// Which way a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Every member is there.
    Answered,
    /// What is left out, or `null`, is empty; in a patch (RFC 7396) it stays as it is.
    Given,
}

/// Shapes on their way to schemas, and the components that were made meanwhile.
pub struct Schemas<'a> {
    pub kinds: &'a Registry,
    components: BTreeMap<String, RefOr<Schema>>,
    way: Way,
    /// Whose [`Shape::Content`] is meant.
    kind: Option<KindName>,
}

impl<'a> Schemas<'a> {
    pub fn new(kinds: &'a Registry) -> Self {
        Self { kinds, components: BTreeMap::new(), way: Way::Answered, kind: None }
    }

    pub fn into_components(self) -> BTreeMap<String, RefOr<Schema>> {
        self.components
    }

    /// Whose content is meant at the moment.
    pub const fn kind(&self) -> Option<KindName> {
        self.kind
    }

    /// The same with the values going this way, and the content of this kind in them.
    pub fn within<T>(&mut self, way: Way, kind: Option<KindName>, make: impl FnOnce(&mut Self) -> T) -> T {
        let before = (std::mem::replace(&mut self.way, way), std::mem::replace(&mut self.kind, kind));
        let made = make(self);
        (self.way, self.kind) = before;
        made
    }

    /// The schema of a value.
    pub fn shape(&mut self, shape: Shape) -> RefOr<Schema> {
        match shape {
            Shape::Null => plain(Type::Null).into(),
            Shape::Image => {
                let image = plain(Type::Object).additional_properties(Some(AdditionalProperties::FreeForm(true)));
                let image = image.description(Some("An image; always `null` until there is a media library."));
                nullable(image.into())
            }
            Shape::Bool => plain(Type::Boolean).into(),
            Shape::Integer => plain(Type::Integer).format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64))).into(),
            Shape::Text | Shape::Href => plain(Type::String).into(),
            Shape::Short(max) => plain(Type::String).max_length(Some(max)).into(),
            Shape::Html => plain(Type::String).content_media_type("text/html").into(),
            Shape::Date => plain(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).into(),
            Shape::Time => plain(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).into(),
            Shape::Id => formatted("uuid").into(),
            Shape::Address => formatted("uri-reference").into(),
            Shape::Path => plain(Type::String).pattern(Some("^/")).into(),
            Shape::Slug => plain(Type::String).pattern(Some("^[a-z0-9]+(-[a-z0-9]+)*$")).max_length(Some(120)).into(),
            Shape::Locale => plain(Type::String).pattern(Some("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")).into(),
            Shape::Kind => words(self.kinds.specs().iter().map(|spec| spec.name.as_str())).into(),
            Shape::KindIs(kind) => words([kind.as_str()]).into(),
            Shape::Choice(choices) => words(choices.iter().copied()).into(),
            Shape::Open(whose) => plain(Type::Object)
                .additional_properties(Some(AdditionalProperties::FreeForm(true)))
                .description(Some(format!("An object in the words of {whose}.")))
                .into(),
            Shape::Nullable(shape) => {
                let schema = self.shape(*shape);
                nullable(schema)
            }
            Shape::List(shape) => Schema::Array(Array::new(self.shape(*shape))).into(),
            Shape::Named(named) => self.named(named),
            Shape::Card(kind) => {
                self.of_kind(kind, "Card", "How another entry shows it by reference", KindSpec::card_fields)
            }
            Shape::Embedded(kind) => {
                self.of_kind(kind, "Embedded", "A whole document within another", KindSpec::embedded_fields)
            }
            Shape::Document => self.any_document(),
            Shape::Rich => self.rich(),
            Shape::Written => self.written(),
            Shape::Reference(_) => self.reference(),
            Shape::AnyReference => self.any_reference(),
            Shape::Content => self.content(),
        }
    }

    /// An object of these members. What is given has no others; to an answer, more may be added some day.
    pub fn object(&mut self, fields: &[Field]) -> ObjectBuilder {
        let mut object = plain(Type::Object);
        if self.way == Way::Given {
            object = closed(object);
        }
        for field in fields {
            let schema = self.shape(field.shape);
            let may_be_nothing =
                self.way == Way::Given && !field.optional && !matches!(field.shape, Shape::Nullable(_));
            let schema = if may_be_nothing { nullable(schema) } else { schema };
            object = object.property(field.name, described(schema, field.about));
            if !field.optional && self.way == Way::Answered {
                object = object.required(field.name);
            }
        }
        object
    }

    /// A component by name, made where there is none yet; a component may refer to itself.
    pub fn component(&mut self, name: String, make: impl FnOnce(&mut Self) -> Schema) -> RefOr<Schema> {
        if !self.components.contains_key(&name) {
            self.components.insert(name.clone(), RefOr::T(Schema::default()));
            let schema = make(self);
            self.components.insert(name.clone(), RefOr::T(schema));
        }
        Ref::from_schema_name(name).into()
    }

    /// A component of the members of a kind.
    fn of_kind(
        &mut self,
        kind: KindName,
        suffix: &str,
        about: &str,
        fields: impl FnOnce(&KindSpec) -> Vec<Field>,
    ) -> RefOr<Schema> {
        let Some(spec) = self.kinds.spec(kind) else { return plain(Type::Object).into() };
        self.component(format!("{}{suffix}", pascal(kind.as_str())), |schemas| {
            schemas.object(&fields(spec)).description(Some(format!("{about}: {kind}."))).build().into()
        })
    }

    fn named(&mut self, named: &'static Named) -> RefOr<Schema> {
        let name = match (self.way, named.name.strip_suffix("Content")) {
            (Way::Answered, _) => named.name.to_owned(),
            (Way::Given, Some(stem)) => format!("{stem}Input"),
            (Way::Given, None) => format!("{}Input", named.name),
        };
        self.component(name, |schemas| match &named.body {
            Body::Object(fields) => schemas.object(fields).description(Some(named.about)).build().into(),
            Body::Union { tag, of } => {
                let mut union = OneOfBuilder::new().description(Some(named.about));
                let mut discriminator = Discriminator::new(*tag);
                for one in *of {
                    let reference = schemas.named(one);
                    if let (Some(word), RefOr::Ref(at)) = (one.tagged(tag), &reference) {
                        discriminator.mapping.insert(word.to_owned(), at.ref_location.clone());
                    }
                    union = union.item(reference);
                }
                union.discriminator(Some(discriminator)).build().into()
            }
        })
    }

    fn any_document(&mut self) -> RefOr<Schema> {
        let kinds = self.kinds.specs().to_vec();
        self.component("Document".into(), |schemas| {
            let mut discriminator = Discriminator::new("type");
            let mut union = OneOfBuilder::new().description(Some("A document of any kind."));
            for spec in &kinds {
                let reference = super::delivery::document(schemas, spec);
                if let RefOr::Ref(at) = &reference {
                    discriminator.mapping.insert(spec.name.to_string(), at.ref_location.clone());
                }
                union = union.item(reference);
            }
            union.discriminator(Some(discriminator)).build().into()
        })
    }

    fn rich(&mut self) -> RefOr<Schema> {
        self.component("RichText".into(), |schemas| {
            let block = schemas.named(&crate::document::portable_text::BLOCK);
            plain(Type::Object)
                .description(Some(
                    "Rich text in the forms that `body` asks for; `blocks` and `html` where it is not given.",
                ))
                .property("blocks", Schema::Array(Array::new(block)))
                .property("html", plain(Type::String).content_media_type("text/html"))
                .property("markdown", plain(Type::String).content_media_type("text/markdown"))
                .property("text", plain(Type::String))
                .min_properties(Some(1))
                .build()
                .into()
        })
    }

    fn written(&mut self) -> RefOr<Schema> {
        self.component("RichTextContent".into(), |schemas| {
            let tree = schemas.tree();
            one_of([
                only("markdown", plain(Type::String).content_media_type("text/markdown").into()),
                only("html", plain(Type::String).content_media_type("text/html").into()),
                only("doc", tree),
            ])
            .description(Some(
                "Rich text as it is written, in one form: Markdown, HTML, or the tree that the editor works on.",
            ))
            .build()
            .into()
        })
    }

    fn tree(&mut self) -> RefOr<Schema> {
        self.component("EditorDocument".into(), |schemas| {
            let nodes = schemas.component("EditorNode".into(), |_| {
                plain(Type::Object)
                    .description(Some("A node of the editor's tree, as ProseMirror has it."))
                    .property("type", plain(Type::String))
                    .required("type")
                    .property("attrs", plain(Type::Object))
                    .property("content", Schema::Array(Array::new(Ref::from_schema_name("EditorNode"))))
                    .property("marks", Schema::Array(Array::new(Ref::from_schema_name("EditorNode"))))
                    .property("text", plain(Type::String))
                    .additional_properties(Some(AdditionalProperties::FreeForm(false)))
                    .build()
                    .into()
            });
            plain(Type::Object)
                .description(Some("The tree that the editor works on."))
                .property("type", words(["doc"]))
                .required("type")
                .property("content", Schema::Array(Array::new(nodes)))
                .additional_properties(Some(AdditionalProperties::FreeForm(false)))
                .build()
                .into()
        })
    }

    fn reference(&mut self) -> RefOr<Schema> {
        self.component("Reference".into(), |schemas| {
            let (slug, id) = (schemas.shape(Shape::Slug), schemas.shape(Shape::Id));
            one_of([only("slug", slug), only("id", id)]).description(Some("An entry, by slug or by id.")).build().into()
        })
    }

    fn any_reference(&mut self) -> RefOr<Schema> {
        self.component("AnyReference".into(), |schemas| {
            let [kind, slug, id] = [Shape::Kind, Shape::Slug, Shape::Id].map(|shape| schemas.shape(shape));
            let by_slug = plain(Type::Object)
                .property("kind", kind)
                .required("kind")
                .property("slug", slug)
                .required("slug")
                .additional_properties(Some(AdditionalProperties::FreeForm(false)));
            one_of([by_slug.build().into(), only("id", id)])
                .description(Some("An entry of any kind, by kind and slug or by id."))
                .build()
                .into()
        })
    }

    fn content(&mut self) -> RefOr<Schema> {
        let kind = self.kind.and_then(|kind| self.kinds.named(kind.as_str())).cloned();
        let Some(kind) = kind else { return plain(Type::Object).into() };
        let (name, suffix) = (kind.spec().name, if self.way == Way::Given { "Input" } else { "Content" });
        self.component(format!("{}{suffix}", pascal(name.as_str())), |schemas| {
            let about = match schemas.way {
                Way::Given => format!("What is written of an entry: {name}. What is left out or `null` is empty."),
                Way::Answered => format!("What is written of an entry: {name}."),
            };
            schemas.object(kind.content_fields()).description(Some(about)).build().into()
        })
    }

    /// The schema of a parameter, and whether it is a list with commas between.
    pub fn look(&mut self, look: &Look) -> (RefOr<Schema>, bool) {
        let list = |items: RefOr<Schema>, most: usize| {
            let mut array = Array::new(items);
            (array.min_items, array.unique_items) = (Some(1), true);
            array.max_items = (most != usize::MAX).then_some(most);
            RefOr::T(Schema::Array(array))
        };
        match look {
            Look::One(shape) => (self.shape(*shape), false),
            Look::Number { least, most, default } => {
                let number = plain(Type::Integer)
                    .minimum(Some(*least))
                    .maximum(Some(*most))
                    .default(default.map(Json::from))
                    .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)));
                (number.into(), false)
            }
            Look::Words { of, most } => (list(words(of.iter().map(String::as_str)).into(), *most), true),
            Look::Several { of, most } => (list(self.shape(*of), *most), true),
            Look::DateOrTime => {
                let [date, time] = [Shape::Date, Shape::Time].map(|shape| self.shape(shape));
                (Schema::AnyOf(AnyOfBuilder::new().item(date).item(time).build()).into(), false)
            }
        }
    }
}

/// `article` as a program's type: `Article`.
pub fn pascal(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

pub fn plain(ty: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(ty)
}

/// The same without any member that is not named.
pub fn closed(object: ObjectBuilder) -> ObjectBuilder {
    object.additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

fn formatted(format: &str) -> ObjectBuilder {
    plain(Type::String).format(Some(SchemaFormat::Custom(format.to_owned())))
}

fn words<'w>(of: impl IntoIterator<Item = &'w str>) -> ObjectBuilder {
    plain(Type::String).enum_values(Some(of))
}

/// An object of this one member.
fn only(name: &str, schema: RefOr<Schema>) -> RefOr<Schema> {
    let object = plain(Type::Object).property(name, schema).required(name);
    object.additional_properties(Some(AdditionalProperties::FreeForm(false))).into()
}

fn one_of<const N: usize>(items: [RefOr<Schema>; N]) -> OneOfBuilder {
    items.into_iter().fold(OneOfBuilder::new(), OneOfBuilder::item)
}

pub fn nullable(schema: RefOr<Schema>) -> RefOr<Schema> {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            if let SchemaType::Type(ty) = &object.schema_type
                && *ty != Type::Null
            {
                object.schema_type = SchemaType::Array(vec![ty.clone(), Type::Null]);
                object.enum_values.iter_mut().for_each(|words| words.push(Json::Null));
            }
            Schema::Object(object).into()
        }
        RefOr::T(Schema::Array(mut array)) => {
            array.schema_type = SchemaType::Array(vec![Type::Array, Type::Null]);
            Schema::Array(array).into()
        }
        other => {
            let mut one_of = OneOf::with_capacity(2);
            one_of.items.extend([plain(Type::Null).into(), other]);
            Schema::OneOf(one_of).into()
        }
    }
}

/// The schema with words about this use of it.
pub fn described(schema: RefOr<Schema>, about: &str) -> RefOr<Schema> {
    if about.is_empty() {
        return schema;
    }
    let words = Some(about.to_owned());
    match schema {
        RefOr::Ref(mut reference) => {
            about.clone_into(&mut reference.description);
            reference.into()
        }
        RefOr::T(Schema::Object(mut object)) => {
            object.description = words;
            Schema::Object(object).into()
        }
        RefOr::T(Schema::Array(mut array)) => {
            array.description = words;
            Schema::Array(array).into()
        }
        RefOr::T(Schema::OneOf(mut one_of)) => {
            one_of.description = words;
            Schema::OneOf(one_of).into()
        }
        other => Schema::AllOf(AllOfBuilder::new().item(other).description(words).build()).into(),
    }
}
