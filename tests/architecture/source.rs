//! The source as the rules see it: files of tokens, without comments and without what is compiled for tests only.

use std::{collections::BTreeSet, fs, path::Path};

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// All Rust files of a folder.
pub struct House {
    pub files: Vec<Source>,
}

/// One file.
pub struct Source {
    /// Within the folder that was read: `delivery/api.rs`.
    pub path: String,
    pub text: String,
    /// What is compiled outside tests.
    pub tokens: Vec<Token>,
    /// Lines, those of tests aside.
    pub lines: usize,
    /// The modules that are declared for tests only: `mod x;`.
    test_modules: Vec<TestModule>,
}

struct TestModule {
    name: String,
    /// Of `#[path = "…"]`, which starts in the file's own folder.
    path: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Word,
    /// `joint`: stands directly before the next punctuation.
    Mark {
        joint: bool,
    },
    Literal,
    Open,
    Close,
}

#[derive(Debug, Clone)]
pub struct Token {
    pub shape: Shape,
    pub text: String,
    pub line: usize,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        self.shape != Shape::Literal && self.text == text
    }

    /// The inside of a string literal, escapes as they are written.
    pub fn string(&self) -> Option<&str> {
        let start = self.text.find('"')?;
        let end = self.text.rfind('"')?;
        (self.shape == Shape::Literal && start < end).then(|| &self.text[start + 1..end])
    }
}

impl House {
    /// Reads a folder of the repository. Files that only tests compile are left out where they are declared
    /// as such (`#[cfg(test)] mod x;`).
    pub fn read(folder: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files = Vec::new();
        collect(&root, "", &mut files);
        files.sort();
        Self::of(files)
    }

    /// A house of samples: path and text.
    pub fn of<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        let mut files: Vec<Source> = files.into_iter().map(|(p, t)| Source::new(p.into(), t.into())).collect();
        let tests: BTreeSet<String> =
            files.iter().flat_map(|file| file.test_modules.iter().map(|module| file.place_of(module))).collect();
        files.retain(|file| {
            let path = module_path(&file.path).join("/");
            !tests.iter().any(|test| path == *test || path.starts_with(&format!("{test}/")))
        });
        Self { files }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() && !["node_modules", "target"].contains(&name.as_str()) {
            collect(&path, &format!("{name}/"), files);
        } else if name.ends_with(".rs") {
            files.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

impl Source {
    fn new(path: String, text: String) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut reader = Reader::default();
        reader.stream(stream);
        let lines = text.lines().count() - reader.test_lines;
        Self { path, text, tokens: reader.tokens, lines, test_modules: reader.test_modules }
    }

    /// Where a module of this file lies: `delivery/fold/tests`.
    fn place_of(&self, module: &TestModule) -> String {
        match &module.path {
            Some(path) => format!("{}{}", self.parts().0, path.trim_end_matches(".rs")),
            None => {
                let mut place = module_path(&self.path);
                place.push(module.name.clone());
                place.join("/")
            }
        }
    }

    /// A problem at a token: `delivery/api.rs:12: …`.
    pub fn at(&self, token: &Token, what: impl std::fmt::Display) -> String {
        format!("{}:{}: {what}", self.path, token.line)
    }

    /// Where these words and marks stand in a row: `["Utc", ":", ":", "now"]`.
    pub fn find<'a>(&'a self, row: &'a [&str]) -> impl Iterator<Item = &'a Token> {
        self.tokens
            .windows(row.len())
            .filter(move |window| window.iter().zip(row).all(|(token, text)| token.is(text)))
            .map(|window| &window[0])
    }

    /// The word as a segment of a path: `word::`, or inside a `use`.
    pub fn names_module<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a Token> {
        let tokens = &self.tokens;
        tokens.iter().enumerate().filter_map(move |(index, token)| {
            let colons = |at: Option<usize>| {
                at.and_then(|at| tokens.get(at..at + 2)).is_some_and(|two| two.iter().all(|t| t.is(":")))
            };
            let segment = colons(Some(index + 1)) || colons(index.checked_sub(2));
            (token.is(word) && token.shape == Shape::Word && segment).then_some(token)
        })
    }

    /// The file's folder and name: `("delivery/", "api.rs")`.
    pub fn parts(&self) -> (&str, &str) {
        self.path.split_at(self.path.rfind('/').map_or(0, |slash| slash + 1))
    }

    /// Every path in the file that starts in this crate, from its root: `crate::a::{b, c::d}` gives `a::b` and
    /// `a::c::d`; `super` is followed.
    pub fn own_paths(&self) -> Vec<(Vec<String>, &Token)> {
        let module = module_path(&self.path);
        let mut found = Vec::new();
        let mut index = 0;
        while let Some(token) = self.tokens.get(index) {
            let inside = index >= 2 && self.tokens[index - 1].is(":") && self.tokens[index - 2].is(":");
            index += 1;
            if inside || token.shape != Shape::Word || !(token.is("crate") || token.is("super")) {
                continue;
            }
            let ups = if token.is("crate") { module.len() } else { 1 };
            let base = &module[..module.len().saturating_sub(ups)];
            let mut paths = Vec::new();
            follow(&self.tokens, index, base.to_vec(), &mut paths);
            found.extend(paths.into_iter().map(|path| (path, token)));
        }
        found
    }
}

/// `delivery/api.rs` is the module `delivery::api`, `delivery/mod.rs` is `delivery`.
fn module_path(path: &str) -> Vec<String> {
    let mut parts: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// Follows `::x::{y, z}` from `at`, which is behind a segment; returns where it ends.
fn follow(tokens: &[Token], mut at: usize, mut path: Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.is(text));
    while is(at, ":") && is(at + 1, ":") {
        at += 2;
        if is(at, "{") {
            at += 1;
            while at < tokens.len() && !is(at, "}") {
                let mut inner = path.clone();
                if tokens[at].shape == Shape::Word && !is(at, "self") {
                    inner.push(tokens[at].text.clone());
                }
                at = follow(tokens, at + 1, inner, found);
                // To the next name: over `as x` and the comma.
                while at < tokens.len() && !is(at, ",") && !is(at, "}") {
                    at += 1;
                }
                at += usize::from(is(at, ","));
            }
            return at + 1;
        }
        match tokens.get(at) {
            Some(token) if token.is("super") => {
                path.pop();
            }
            Some(token) if token.shape == Shape::Word => path.push(token.text.clone()),
            _ => break,
        }
        at += 1;
    }
    found.push(path);
    at
}

#[derive(Default)]
struct Reader {
    tokens: Vec<Token>,
    test_lines: usize,
    test_modules: Vec<TestModule>,
}

impl Reader {
    fn stream(&mut self, stream: TokenStream) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut index = 0;
        while index < trees.len() {
            if let Some(attribute) = attribute_at(&trees, index) {
                let inside = attribute.stream().to_string();
                if inside.starts_with("cfg") && inside.contains("test") && !inside.contains("not") {
                    index = self.skip_item(&trees, index);
                    continue;
                }
                if inside.starts_with("doc") {
                    index += if is_mark(&trees[index + 1], '!') { 3 } else { 2 };
                    continue;
                }
            }
            self.tree(&trees[index]);
            index += 1;
        }
    }

    /// Skips the item that starts with the attribute at `start`: to its braces or its semicolon.
    fn skip_item(&mut self, trees: &[TokenTree], start: usize) -> usize {
        let end = (start..trees.len())
            .find(|&at| match &trees[at] {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                tree => is_mark(tree, ';'),
            })
            .unwrap_or(trees.len() - 1);
        let words: Vec<String> = trees[start..=end].iter().map(ToString::to_string).collect();
        if is_mark(&trees[end], ';')
            && let Some(at) = words.iter().position(|word| word == "mod")
        {
            let path = trees[start..end].iter().find_map(|tree| match tree {
                TokenTree::Group(group) => Some(group.stream().to_string().strip_prefix("path = ")?.replace('"', "")),
                _ => None,
            });
            self.test_modules.push(TestModule { name: words[at + 1].clone(), path });
        }
        let last = match &trees[end] {
            TokenTree::Group(group) => group.span_close().end().line,
            tree => tree.span().end().line,
        };
        self.test_lines += last + 1 - trees[start].span().start().line;
        end + 1
    }

    fn tree(&mut self, tree: &TokenTree) {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => self.group(group),
            TokenTree::Ident(word) => self.push(Shape::Word, word.to_string(), line),
            TokenTree::Punct(mark) => {
                let joint = mark.spacing() == Spacing::Joint;
                self.push(Shape::Mark { joint }, mark.as_char().to_string(), line);
            }
            TokenTree::Literal(literal) => self.push(Shape::Literal, literal.to_string(), line),
        }
    }

    fn group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => ("", ""),
        };
        self.push(Shape::Open, open.to_owned(), group.span_open().start().line);
        self.stream(group.stream());
        self.push(Shape::Close, close.to_owned(), group.span_close().end().line);
    }

    fn push(&mut self, shape: Shape, text: String, line: usize) {
        self.tokens.push(Token { shape, text, line });
    }
}

/// The brackets of the attribute, inner or outer, that starts here.
fn attribute_at(trees: &[TokenTree], index: usize) -> Option<&Group> {
    let rest = trees.get(index..)?;
    let (first, rest) = rest.split_first()?;
    let rest = if rest.first().is_some_and(|tree| is_mark(tree, '!')) { rest.get(1..)? } else { rest };
    match rest.first()? {
        TokenTree::Group(group) if is_mark(first, '#') && group.delimiter() == Delimiter::Bracket => Some(group),
        _ => None,
    }
}

fn is_mark(tree: &TokenTree, mark: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == mark)
}

mod tests {
    use super::*;

    fn paths(path: &str, text: &str) -> Vec<String> {
        let house = House::of([(path, text)]);
        house.files[0].own_paths().into_iter().map(|(path, _)| path.join("::")).collect()
    }

    #[test]
    fn paths_are_followed_through_groups_and_upwards() {
        let text = "use crate::{a::{self, B as C}, d::E}; fn f() { crate::g::h(super::i::J, super::super::k()) }";
        assert_eq!(paths("x/y.rs", text), ["a", "a::B", "d::E", "g::h", "x::i::J", "k"]);
        assert_eq!(paths("x/mod.rs", "use super::k::{l, m};"), ["k::l", "k::m"]);
        assert_eq!(paths("main.rs", "use galley::a; pub use crate::b;"), ["b"]);
    }

    #[test]
    fn tests_and_comments_are_not_read() {
        let text =
            "//! x\n/// crate::a\nfn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::b;\n}\n#[cfg(test)]\nmod c;\n";
        let house = House::of([("x/mod.rs", text), ("x/c.rs", "fn g() {}"), ("x/c/d.rs", ""), ("c.rs", "")]);
        let names: Vec<&str> = house.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(names, ["x/mod.rs", "c.rs"]);
        assert!(house.files[0].own_paths().is_empty());
        assert_eq!(house.files[0].lines, 3);
    }

    #[test]
    fn tests_in_a_file_of_their_own_name_are_not_read() {
        let text = "#[cfg(test)]\n#[path = \"fold_tests.rs\"]\nmod tests;\nfn f() {}\n";
        let house = House::of([("x/fold.rs", text), ("x/fold_tests.rs", "fn g() {}"), ("x/y.rs", "")]);
        assert_eq!(house.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["x/fold.rs", "x/y.rs"]);
    }

    #[test]
    fn what_is_compiled_outside_tests_is_read() {
        let house = House::of([("x.rs", "#[cfg(not(test))] fn f() { crate::a::b() }")]);
        assert_eq!(house.files[0].own_paths().len(), 1);
    }

    #[test]
    fn a_module_is_named_before_or_behind_colons_only() {
        let house = House::of([("x.rs", "use super::store; fn f(store: u8) { store::save(store.len()) }")]);
        assert_eq!(house.files[0].names_module("store").count(), 2);
    }
}
