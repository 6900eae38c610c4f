//! The words on pages: each comes from the catalogue, and the catalogue holds no word that no page says.

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use crate::source::{House, Shape, Source, Token};

/// Messages that are asked for under a key made at run time, outside the two macros.
const ASKED_FOR_BY_NAME: [&str; 4] = ["field-", "error-", "place-", "editor-"];

/// Asked-for messages are there with just these arguments; what is there is asked for.
pub fn messages(house: &House) -> Vec<String> {
    check(house, &catalogue())
}

type Messages = BTreeMap<String, BTreeSet<String>>;

fn check(house: &House, messages: &Messages) -> Vec<String> {
    let mut problems = Vec::new();
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for file in &house.files {
        for call in calls(file) {
            let fits = |key: &str| if call.prefix { key.starts_with(&call.key) } else { key == call.key };
            let found: Vec<_> = messages.iter().filter(|(key, _)| fits(key)).collect();
            if found.is_empty() {
                problems.push(file.at(call.token, format_args!("the catalogue has no {}", call.key)));
            }
            for (key, wanted) in found {
                said.insert(key);
                let given = &call.arguments;
                // One of several may say less than it is told.
                let right = if call.prefix { wanted.is_subset(given) } else { wanted == given };
                if !right {
                    problems.push(file.at(call.token, format_args!("{key} takes {wanted:?} and is given {given:?}")));
                }
            }
        }
    }
    let by_name = |key: &str| ASKED_FOR_BY_NAME.iter().any(|prefix| key.starts_with(prefix));
    let idle = messages.keys().filter(|key| !said.contains(key.as_str()) && !by_name(key));
    problems.extend(idle.map(|key| format!("words/en: nobody says {key}")));
    problems
}

struct Call<'a> {
    token: &'a Token,
    key: String,
    prefix: bool,
    arguments: BTreeSet<String>,
}

/// `t!("key", name = …)`, `t!("prefix-" + …)`, and `rich!` alike.
fn calls(file: &Source) -> Vec<Call<'_>> {
    let tokens = &file.tokens;
    let mut calls = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let macro_name = token.is("t") || token.is("rich");
        let opens =
            tokens.get(index + 1).is_some_and(|t| t.is("!")) && tokens.get(index + 2).is_some_and(|t| t.is("("));
        let Some(key) = tokens.get(index + 3).and_then(Token::string).filter(|_| macro_name && opens) else { continue };
        let prefix = tokens.get(index + 4).is_some_and(|t| t.is("+"));
        let mut arguments = BTreeSet::new();
        let mut depth = 0_i32;
        for (at, one) in tokens.iter().enumerate().skip(index + 2) {
            match one.shape {
                Shape::Open => depth += 1,
                Shape::Close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            let named = depth == 1
                && one.shape == Shape::Word
                && tokens[at - 1].is(",")
                && tokens.get(at + 1).is_some_and(|t| t.is("="));
            if named {
                arguments.insert(one.text.clone());
            }
        }
        calls.push(Call { token, key: key.to_owned(), prefix, arguments });
    }
    calls
}

/// Every message of the catalogue with the arguments that stand in it.
fn catalogue() -> Messages {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words/en");
    let mut messages = Messages::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        messages.extend(read(&text));
    }
    messages
}

fn read(text: &str) -> Messages {
    let resource = parser::parse(text.to_owned()).map_err(|(_, errors)| errors).unwrap();
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    messages
        .map(|message| {
            let mut arguments = BTreeSet::new();
            message.value.iter().for_each(|pattern| within(pattern, &mut arguments));
            (message.id.name.clone(), arguments)
        })
        .collect()
}

fn within(pattern: &Pattern<String>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => inside(inline, arguments),
            Expression::Select { selector, variants } => {
                inside(selector, arguments);
                variants.iter().for_each(|variant| within(&variant.value, arguments));
            }
        }
    }
}

fn inside(inline: &InlineExpression<String>, arguments: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inline) = &**expression {
                inside(inline, arguments);
            }
        }
        _ => {}
    }
}

/// No words in the pages themselves: neither between the tags nor in what is read out or shown of an attribute.
pub fn literals(house: &House) -> Vec<String> {
    let mut problems = Vec::new();
    for file in house.files.iter().filter(|file| draws(file)) {
        for (index, token) in file.tokens.iter().enumerate() {
            let Some(text) = token.string() else { continue };
            if is_said(text) && !is_key(&file.tokens, index) {
                problems.push(file.at(token, format_args!("\"{text}\" belongs in the catalogue")));
            }
        }
    }
    problems
}

/// No words in errors either: what is wrong with a field is said to people too. Readers' own API is for programs,
/// and so is what is said of both APIs.
pub fn details(house: &House) -> Vec<String> {
    let mut problems = Vec::new();
    let looked_at = |file: &&Source| {
        let (folder, _) = file.parts();
        !["delivery/", "platform/", "words/", "vocabulary/", "document/html/", "document/portable_text/", "openapi/"]
            .iter()
            .any(|room| folder.starts_with(room))
    };
    for file in house.files.iter().filter(looked_at) {
        for (index, token) in file.tokens.iter().enumerate() {
            let Some(text) = token.string() else { continue };
            // Behind a comma and the code of an error: `errors.add("title", "required", "…")`.
            let before = |n: usize| index.checked_sub(n).and_then(|at| file.tokens.get(at));
            let code = before(2)
                .and_then(Token::string)
                .is_some_and(|code| !code.is_empty() && code.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            if code && before(1).is_some_and(|t| t.is(",")) && is_said(text) {
                problems.push(file.at(token, format_args!("\"{text}\" belongs in the catalogue")));
            }
        }
    }
    problems
}

fn draws(file: &Source) -> bool {
    let (folder, name) = file.parts();
    name == "pages.rs" || folder.contains("/pages/") || folder.starts_with("ui/") || folder == "editor/"
}

/// Two words in a row, or one with a capital: what people read and programs do not.
fn is_said(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let two_words = letters.windows(3).any(|w| w[0].is_alphabetic() && w[1] == ' ' && w[2].is_alphabetic());
    let one_word =
        letters.len() > 2 && letters[0].is_uppercase() && letters.iter().skip(1).all(|c| c.is_lowercase() || *c == '…');
    // Paths of icons, and patterns of dates and selectors.
    let technical = text.contains('%') || text.contains('=') || text.chars().filter(char::is_ascii_digit).count() > 4;
    (two_words || one_word) && !technical
}

/// Keys of messages and content types are not said.
fn is_key(tokens: &[Token], index: usize) -> bool {
    let before = |n: usize| index.checked_sub(n).and_then(|at| tokens.get(at));
    before(1).is_some_and(|t| t.is("("))
        && before(2).is_some_and(|t| t.is("!"))
        && before(3).is_some_and(|t| t.is("t") || t.is("rich"))
}

mod tests {
    use super::*;

    fn house(text: &str) -> House {
        House::of([("ui/x.rs", text)])
    }

    #[test]
    fn a_message_that_is_not_there_or_not_said_or_told_wrongly_is_found() {
        let messages = read(
            "save = Save\nby = By { $name }\nrole-a = A\nused = { $n ->\n    [one] 1\n   *[other] { $n } of { $all }\n}\n",
        );
        let count = |text: &str| check(&house(text), &messages).len();
        let all = "fn f() { t!(\"save\"); rich!(\"by\", name = g(x, y = 1)); t!(\"role-\" + role); t!(\"used\", n = 1, all = 2) }";
        assert_eq!(count(all), 0, "{:?}", check(&house(all), &messages));
        assert_eq!(count(&format!("{all} fn g() {{ t!(\"gone\") }}")), 1);
        assert_eq!(count(&format!("{all} fn g() {{ t!(\"by\") }}")), 1);
        assert_eq!(count(&format!("{all} fn g() {{ t!(\"save\", x = 1) }}")), 1);
        assert_eq!(count(&all.replace("t!(\"save\"); ", "")), 1);
    }

    #[test]
    fn words_in_an_error_are_found() {
        let found = |text: &str| details(&House::of([("content/x.rs", text)])).len();
        assert_eq!(found("fn f() { errors.add(\"title\", \"required\", \"Give it a title.\") }"), 1);
        assert_eq!(found("fn f() { errors.add(\"title\", \"required\", t!(\"problem-title\")) }"), 0);
        assert_eq!(found("fn f() { g(\"one\", \"two\") }"), 0);
    }

    #[test]
    fn words_in_a_page_are_found() {
        for text in [
            "p { \"Nothing here\" }",
            "a title=\"Close\" {}",
            "(Button::plain(\"Save\"))",
            "\" by \" (name) \"and so on\"",
        ] {
            assert_eq!(literals(&house(&format!("fn f() {{ html! {{ {text} }} }}"))).len(), 1, "{text}");
        }
        for text in ["p { (t!(\"save\")) }", "a class=\"row-title\" {}", "meta charset=\"utf-8\";", "(t!(\"Save\"))"] {
            assert_eq!(literals(&house(&format!("fn f() {{ html! {{ {text} }} }}"))).len(), 0, "{text}");
        }
    }
}
