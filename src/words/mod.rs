//! The panel's words: one Fluent catalogue, a file a room in `en/`. Pages hold no words of their own.
//!
//! [`t!`](crate::words::t) gives text, [`rich!`](crate::words::rich) gives markup with markup in it. The architecture
//! test holds pages and catalogue together: every key that is asked for is there with its arguments, and every message
//! is asked for. Knows nothing of what the words are about.

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use maud::{Markup, html};

/// The catalogue's files, by room.
const FILES: [&str; 19] = [
    include_str!("en/accounts.ftl"),
    include_str!("en/again.ftl"),
    include_str!("en/api-docs.ftl"),
    include_str!("en/audit.ftl"),
    include_str!("en/common.ftl"),
    include_str!("en/edit.ftl"),
    include_str!("en/editor.ftl"),
    include_str!("en/errors.ftl"),
    include_str!("en/find.ftl"),
    include_str!("en/frontends.ftl"),
    include_str!("en/help.ftl"),
    include_str!("en/history.ftl"),
    include_str!("en/home.ftl"),
    include_str!("en/kinds.ftl"),
    include_str!("en/lists.ftl"),
    include_str!("en/problems.ftl"),
    include_str!("en/publishing.ftl"),
    include_str!("en/settings.ftl"),
    include_str!("en/tokens.ftl"),
];

static CATALOGUE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let locales = "en".parse().into_iter().collect();
    let mut bundle = FluentBundle::new_concurrent(locales);
    // Pages set people's own text apart by `<bdi>`; marks in the text would be read out and compared.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(&number.as_string())),
        _ => None,
    }));
    for file in FILES {
        let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(?errors, "a message of the catalogue cannot be read");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, "a message of the catalogue is there twice");
        }
    }
    bundle
});

/// A message as text. By its whole key, `t!("save")`; with arguments, `t!("saved-by", name = "Ada")`; or one of several
/// whose keys begin alike, `t!("role-" + role)`.
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::message($key, $crate::words::args!($($name = $value),*))
    };
    ($prefix:literal + $rest:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::message(&format!("{}{}", $prefix, $rest), $crate::words::args!($($name = $value),*))
    };
}

/// A message as markup: as [`t!`], but each argument may be markup itself. The words between are escaped.
macro_rules! rich {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::markup($key, [$((stringify!($name), $crate::words::Slot::from($value))),*])
    };
    ($prefix:literal + $rest:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::markup(
            &format!("{}{}", $prefix, $rest),
            [$((stringify!($name), $crate::words::Slot::from($value))),*],
        )
    };
}

macro_rules! args {
    () => { ::std::option::Option::None };
    ($($name:ident = $value:expr),+) => {{
        let mut args = ::fluent_bundle::FluentArgs::new();
        $(args.set(stringify!($name), $value);)+
        ::std::option::Option::Some(args)
    }};
}

pub(crate) use args;
pub(crate) use rich;
pub(crate) use t;

/// What stands in a place of a message that becomes markup.
pub enum Slot {
    Markup(Markup),
    /// A text or a number, which the message may also decide by.
    Value(FluentValue<'static>),
}

impl From<Markup> for Slot {
    fn from(markup: Markup) -> Self {
        Self::Markup(markup)
    }
}

macro_rules! slots {
    ($($type:ty),+) => {$(
        impl From<$type> for Slot {
            fn from(value: $type) -> Self {
                Self::Value(value.into())
            }
        }
    )+};
}
slots!(String, u64, i64, usize);

impl From<&str> for Slot {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned().into())
    }
}

/// The message of a key; the key itself where there is none, which the tests do not let happen.
#[must_use]
pub fn message(key: &str, args: Option<FluentArgs<'_>>) -> String {
    format(key, args.as_ref()).unwrap_or_else(|| {
        tracing::error!(key, "the catalogue lacks a message");
        key.to_owned()
    })
}

/// The message of a key that need not be there.
#[must_use]
pub fn find(key: &str) -> Option<String> {
    format(key, None)
}

/// Every message whose key begins so, by the rest of its key: for scripts. In place of an argument stands `#`.
#[must_use]
pub fn starting(prefix: &str) -> BTreeMap<String, String> {
    let resources = FILES.iter().flat_map(|file| file.lines());
    let keys = resources.filter_map(|line| Some(line.strip_prefix(prefix)?.split_once(" =")?.0));
    let mut hash = FluentArgs::new();
    hash.set("n", "#");
    keys.filter_map(|key| Some((key.to_owned(), format(&format!("{prefix}{key}"), Some(&hash))?))).collect()
}

/// Whether there is a message of this key.
#[must_use]
pub fn has(key: &str) -> bool {
    CATALOGUE.get_message(key).is_some_and(|message| message.value().is_some())
}

/// See [`rich!`].
#[must_use]
pub fn markup<const N: usize>(key: &str, slots: [(&'static str, Slot); N]) -> Markup {
    let mut args = FluentArgs::new();
    let mut parts: Vec<Markup> = Vec::new();
    for (name, slot) in slots {
        match slot {
            Slot::Value(value) => args.set(name, value),
            Slot::Markup(part) => {
                args.set(name, mark(parts.len()));
                parts.push(part);
            }
        }
    }
    let text = message(key, Some(args));
    // Text and marks by turns; a mark is one character of the private use area, which no message holds.
    let mut pieces: Vec<Markup> = Vec::new();
    let mut plain = String::new();
    for character in text.chars() {
        match parts.iter().enumerate().find(|(index, _)| mark(*index).starts_with(character)) {
            Some((_, part)) => {
                pieces.push(html! { (std::mem::take(&mut plain)) (part) });
            }
            None => plain.push(character),
        }
    }
    html! { @for piece in &pieces { (piece) } (plain) }
}

fn mark(index: usize) -> String {
    u32::try_from(index).ok().and_then(|index| char::from_u32(0xE000 + index)).map(String::from).unwrap_or_default()
}

fn format(key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let pattern = CATALOGUE.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = CATALOGUE.format_pattern(pattern, args, &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::error!(key, ?errors, "a message lacks an argument");
    }
    Some(text)
}

/// `1014` as `1,014`.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut text = String::with_capacity(number.len() + number.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && digit.is_ascii_digit() && (whole.len() - index).is_multiple_of(3) && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

/// A number as people read it: `1,014`.
#[must_use]
pub fn number(n: u64) -> Cow<'static, str> {
    grouped(&n.to_string()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_can_be_read_and_is_there_once() {
        let mut bundle = FluentBundle::<FluentResource>::new_concurrent(Vec::new());
        for file in FILES {
            let resource = FluentResource::try_new(file.to_owned()).map_err(|(_, errors)| errors);
            bundle.add_resource(resource.unwrap()).unwrap();
        }
    }

    #[test]
    fn numbers_are_grouped_and_decide_the_words() {
        for (n, text) in [("0", "0"), ("999", "999"), ("1014", "1,014"), ("-1234567", "-1,234,567"), ("-123", "-123")] {
            assert_eq!(grouped(n), text);
        }
        assert_eq!(t!("used-in", count = 1_u64), "Used in 1 entry");
        assert_eq!(t!("used-in", count = 1014_u64), "Used in 1,014 entries");
    }

    #[test]
    fn markup_stands_in_its_place_and_the_rest_is_escaped() {
        let shown = rich!("saved-by", when = html! { time { "14:02" } }, name = html! { bdi { "A<b>" } });
        assert_eq!(shown.into_string(), "Saved <time>14:02</time> by <bdi>A&lt;b&gt;</bdi>");
        let shown = rich!("saved-by", when = "<i>", name = 3_u64);
        assert_eq!(shown.into_string(), "Saved &lt;i&gt; by 3");
    }

    #[test]
    fn one_of_several_is_found_by_its_beginning() {
        assert_eq!(t!("role-" + "editor"), "Editor");
        assert_eq!(rich!("role-" + "editor").into_string(), "Editor");
        assert_eq!((find("role-nobody"), has("role-nobody"), has("role-editor")), (None, false, true));
    }
}
