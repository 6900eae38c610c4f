//! Two pages of our own HTML in one: what went and what came, in the layout that both have.
//!
//! Both are read as trees, put together block by block and word by word within blocks, and written again with every text and
//! attribute escaped. Ids, and what points at them, are left out: the same one would stand there twice.

use std::{collections::HashMap, time::Instant};

use markup5ever_rcdom::{Handle, NodeData};
use similar::{Algorithm, ChangeTag, DiffOp, DiffableStr as _, capture_diff_slices_deadline};

use super::{attr, escape};
use crate::document::{
    diff::{Piece, alike, letters, runs},
    paste::dom,
};

/// Elements that stand in lines; all others are blocks.
const INLINE: [&str; 19] = [
    "a", "bdi", "br", "button", "cite", "code", "del", "em", "input", "ins", "label", "s", "span", "strong", "sub",
    "sup", "time", "u", "wbr",
];
const VOID: [&str; 4] = ["br", "hr", "input", "wbr"];
/// Elements that may stand in their parents alone, so that a change is marked within them.
const PARTS: [&str; 10] = ["dd", "dt", "legend", "li", "summary", "tbody", "td", "th", "thead", "tr"];
const LEFT_OUT: [&str; 4] = ["aria-describedby", "aria-labelledby", "for", "id"];
/// So many blocks after one that was rewritten are asked whether they are what became of it.
const AHEAD: usize = 16;

/// What is said, to whoever does not see it, before words that went or came and behind them.
#[derive(Debug, Clone)]
pub struct Told {
    pub removed: String,
    pub added: String,
    pub end: String,
}

/// Puts two pages together. What is not compared when the time is up counts as rewritten.
#[must_use]
pub fn compare(old: &str, new: &str, told: &Told, until: Instant) -> String {
    let mut merge = Merge { out: String::new(), told, until };
    merge.children(&read(old), &read(new));
    merge.out
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Tag {
    name: String,
    attrs: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Node {
    Block(Tag, Vec<Node>),
    Line(Vec<Token>),
}

/// A word, a space or an element without content, with the inline elements around it, the outermost first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Token {
    word: Word,
    within: Vec<Tag>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Word {
    Text(String),
    Void(Tag),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Removed,
    Added,
}

fn read(html: &str) -> Vec<Node> {
    let mut body = Vec::new();
    // Its nodes are emptied as soon as it goes.
    let page = dom::parse(html);
    dom::find(&page, &["body"], &mut body);
    body.iter().flat_map(|body| nodes(&dom::children(body))).collect()
}

fn nodes(handles: &[Handle]) -> Vec<Node> {
    let mut found = Vec::new();
    let mut line = Vec::new();
    for handle in handles {
        match tag(handle) {
            Some(tag) if !tag.is_inline() => {
                found.extend(Node::line(&mut line));
                found.push(Node::Block(tag, nodes(&dom::children(handle))));
            }
            _ => tokens(handle, &mut Vec::new(), &mut line),
        }
    }
    found.extend(Node::line(&mut line));
    found
}

fn tag(handle: &Handle) -> Option<Tag> {
    let NodeData::Element { name, attrs, .. } = &handle.data else { return None };
    let attrs = attrs.borrow();
    let kept = attrs.iter().filter(|attr| !LEFT_OUT.contains(&&*attr.name.local));
    let attrs = kept.map(|attr| (attr.name.local.to_string(), attr.value.to_string())).collect();
    Some(Tag { name: name.local.to_string(), attrs })
}

fn tokens(handle: &Handle, within: &mut Vec<Tag>, line: &mut Vec<Token>) {
    if let Some(text) = dom::text(handle) {
        let words = text.tokenize_unicode_words();
        line.extend(words.into_iter().map(|word| Token { word: Word::Text(word.to_owned()), within: within.clone() }));
        return;
    }
    let Some(tag) = tag(handle) else { return };
    if VOID.contains(&&*tag.name) {
        line.push(Token { word: Word::Void(tag), within: within.clone() });
        return;
    }
    within.push(tag);
    dom::children(handle).iter().for_each(|child| tokens(child, within, line));
    within.pop();
}

impl Tag {
    fn is_inline(&self) -> bool {
        INLINE.contains(&&*self.name) && !self.attrs.iter().any(|(name, value)| name == "class" && value == "whole")
    }
}

impl Node {
    /// The line so far, unless it is but the space between two blocks.
    fn line(tokens: &mut Vec<Token>) -> Option<Self> {
        let tokens = std::mem::take(tokens);
        let said = tokens.iter().any(|token| !token.is_blank());
        said.then_some(Self::Line(tokens))
    }

    fn same_shell(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Block(one, _), Self::Block(two, _)) => one == two,
            (Self::Line(_), Self::Line(_)) => true,
            _ => false,
        }
    }

    fn count<'a>(&'a self, words: &mut HashMap<&'a str, usize>) {
        match self {
            Self::Block(_, children) => children.iter().for_each(|child| child.count(words)),
            Self::Line(tokens) => {
                let texts = tokens.iter().filter_map(Token::text).filter(|text| letters(text) > 0);
                texts.for_each(|text| *words.entry(text).or_default() += 1);
            }
        }
    }

    /// Whether one may have become the other.
    fn alike(&self, other: &Self) -> bool {
        let (mut one, mut two) = (HashMap::new(), HashMap::new());
        self.count(&mut one);
        other.count(&mut two);
        let sum = |words: &HashMap<&str, usize>| words.iter().map(|(word, count)| letters(word) * count).sum();
        let shared = one.iter().map(|(word, count)| letters(word) * count.min(two.get(word).unwrap_or(&0))).sum();
        self.same_shell(other) && alike(shared, sum(&one), sum(&two))
    }
}

impl Token {
    fn text(&self) -> Option<&str> {
        match &self.word {
            Word::Text(text) => Some(text),
            Word::Void(_) => None,
        }
    }

    fn is_blank(&self) -> bool {
        self.text().is_some_and(|text| text.trim().is_empty())
    }
}

struct Merge<'a> {
    out: String,
    told: &'a Told,
    until: Instant,
}

impl Merge<'_> {
    fn children(&mut self, old: &[Node], new: &[Node]) {
        for op in capture_diff_slices_deadline(Algorithm::Patience, old, new, Some(self.until)) {
            let gone = old.get(op.old_range()).unwrap_or_default();
            let come = new.get(op.new_range()).unwrap_or_default();
            match op {
                DiffOp::Equal { .. } => come.iter().for_each(|node| self.node(node)),
                _ => self.gap(gone, come),
            }
        }
    }

    /// Blocks that are not the same: those of which one became the other are put together.
    fn gap(&mut self, old: &[Node], new: &[Node]) {
        let alone = old.len() == 1 && new.len() == 1;
        let mut rest = new;
        for node in old {
            let is = |other: &&Node| if alone { node.same_shell(other) } else { node.alike(other) };
            let found = rest.iter().take(AHEAD).enumerate().find(|(_, other)| is(other));
            match found.and_then(|(at, _)| Some((rest.get(..at)?, rest.get(at)?, rest.get(at + 1..)?))) {
                Some((before, became, after)) => {
                    before.iter().for_each(|node| self.whole(node, Change::Added));
                    self.pair(node, became);
                    rest = after;
                }
                None => self.whole(node, Change::Removed),
            }
        }
        rest.iter().for_each(|node| self.whole(node, Change::Added));
    }

    fn pair(&mut self, old: &Node, new: &Node) {
        match (old, new) {
            (Node::Block(_, before), Node::Block(tag, after)) => {
                self.open(tag, None);
                self.children(before, after);
                self.close(tag);
            }
            (Node::Line(before), Node::Line(after)) => self.line(before, after),
            _ => {
                self.whole(old, Change::Removed);
                self.whole(new, Change::Added);
            }
        }
    }

    fn line(&mut self, old: &[Token], new: &[Token]) {
        let ops = capture_diff_slices_deadline(Algorithm::Patience, old, new, Some(self.until));
        let changes = ops.iter().flat_map(|op| {
            let gone = old.get(op.old_range()).unwrap_or_default();
            let come = new.get(op.new_range()).unwrap_or_default();
            match op {
                DiffOp::Equal { .. } => tagged(&[], ChangeTag::Delete).chain(tagged(come, ChangeTag::Equal)),
                _ => tagged(gone, ChangeTag::Delete).chain(tagged(come, ChangeTag::Insert)),
            }
        });
        let pieces = runs(changes, |token| token.text().map_or(0, letters), |token| token.is_blank());
        for piece in pieces {
            match piece {
                Piece::Same(tokens) => self.tokens(tokens),
                Piece::Deleted(tokens) => self.marked(Change::Removed, "", |merge| merge.tokens(tokens)),
                Piece::Inserted(tokens) => self.marked(Change::Added, "", |merge| merge.tokens(tokens)),
            }
        }
    }

    /// A block or line that only one of the two has.
    fn whole(&mut self, node: &Node, change: Change) {
        match node {
            Node::Line(tokens) => self.marked(change, "", |merge| merge.tokens(tokens)),
            Node::Block(tag, children) if PARTS.contains(&&*tag.name) => {
                self.open(tag, Some(change));
                children.iter().for_each(|child| self.whole(child, change));
                self.close(tag);
            }
            Node::Block(..) => self.marked(change, " class=\"whole\"", |merge| merge.node(node)),
        }
    }

    /// Screen readers say little of `ins` and `del`, so words do.
    fn marked(&mut self, change: Change, class: &str, write: impl FnOnce(&mut Self)) {
        let (name, words) = match change {
            Change::Removed => ("del", &self.told.removed),
            Change::Added => ("ins", &self.told.added),
        };
        self.out.push_str(&format!("<{name}{class}>"));
        spoken(&mut self.out, words);
        write(self);
        spoken(&mut self.out, &self.told.end);
        self.out.push_str(&format!("</{name}>"));
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Line(tokens) => self.tokens(tokens),
            Node::Block(tag, children) => {
                self.open(tag, None);
                children.iter().for_each(|child| self.node(child));
                self.close(tag);
            }
        }
    }

    fn tokens<'t>(&mut self, tokens: impl IntoIterator<Item = &'t Token>) {
        let mut around: &[Tag] = &[];
        for token in tokens {
            let stay = around.iter().zip(&token.within).take_while(|(one, other)| one == other).count();
            around.iter().skip(stay).rev().for_each(|tag| self.close(tag));
            token.within.iter().skip(stay).for_each(|tag| self.open(tag, None));
            around = &token.within;
            match &token.word {
                Word::Text(text) => escape(&mut self.out, text),
                Word::Void(tag) => self.open(tag, None),
            }
        }
        around.iter().rev().for_each(|tag| self.close(tag));
    }

    fn open(&mut self, tag: &Tag, change: Option<Change>) {
        self.out.push('<');
        self.out.push_str(&tag.name);
        tag.attrs.iter().for_each(|(name, value)| attr(&mut self.out, name, value));
        match change {
            Some(Change::Removed) => attr(&mut self.out, "data-change", "removed"),
            Some(Change::Added) => attr(&mut self.out, "data-change", "added"),
            None => {}
        }
        self.out.push('>');
    }

    fn close(&mut self, tag: &Tag) {
        if !VOID.contains(&&*tag.name) {
            self.out.push_str(&format!("</{}>", tag.name));
        }
    }
}

fn tagged(tokens: &[Token], tag: ChangeTag) -> impl Iterator<Item = (ChangeTag, &Token)> {
    tokens.iter().map(move |token| (tag, token))
}

fn spoken(out: &mut String, words: &str) {
    out.push_str("<span class=\"visually-hidden\"> [");
    escape(out, words);
    out.push_str("] </span>");
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::document::{
        Tree,
        html::write,
        samples::{self, Live},
    };

    fn told() -> Told {
        Told { removed: "Removed".into(), added: "Added".into(), end: "end".into() }
    }

    fn compared(old: &str, new: &str) -> String {
        let html = compare(old, new, &told(), Instant::now() + Duration::from_secs(5));
        html.replace("<span class=\"visually-hidden\"> [end] </span>", "")
            .replace("<span class=\"visually-hidden\"> [Removed] </span>", "")
            .replace("<span class=\"visually-hidden\"> [Added] </span>", "")
    }

    #[test]
    fn words_are_marked_within_their_paragraphs_and_marks() {
        assert_eq!(
            compared(
                "<h2 id=\"a\">Rest</h2><p>It is <em>rarely</em> serious.</p>",
                "<h2 id=\"b\">Rest</h2><p>It is <em>seldom</em> serious.</p>"
            ),
            "<h2>Rest</h2><p>It is <del><em>rarely</em></del><ins><em>seldom</em></ins> serious.</p>"
        );
        assert_eq!(
            compared("<p>Book a <a href=\"/a\">visit</a> now</p>", "<p>Book a <a href=\"/b\">visit</a> now</p>"),
            "<p>Book a <del><a href=\"/a\">visit</a></del><ins><a href=\"/b\">visit</a></ins> now</p>"
        );
    }

    #[test]
    fn whole_blocks_come_and_go_where_they_stand() {
        let old = "<article><h1>Back pain</h1><p>One stays.</p><p>Two goes away.</p></article>";
        let new = "<article><h1>Back pain</h1><p>One stays.</p><ul><li>Walk</li></ul></article>";
        assert_eq!(
            compared(old, new),
            "<article><h1>Back pain</h1><p>One stays.</p><del class=\"whole\"><p>Two goes away.</p></del>\
             <ins class=\"whole\"><ul><li>Walk</li></ul></ins></article>"
        );
        assert_eq!(
            compared("<ul><li>Walk</li><li>Swim</li></ul>", "<ul><li>Walk</li></ul>"),
            "<ul><li>Walk</li><li data-change=\"removed\"><del>Swim</del></li></ul>"
        );
        assert_eq!(
            compared(
                "<table><tbody><tr><td>1</td></tr></tbody></table>",
                "<table><tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>"
            ),
            "<table><tbody><tr><td>1</td></tr><tr data-change=\"added\"><td data-change=\"added\"><ins>2</ins></td></tr></tbody></table>"
        );
    }

    #[test]
    fn what_is_rewritten_is_not_mixed_and_nothing_becomes_markup() {
        assert_eq!(
            compared("<p>Knees bear</p>", "<p>a &lt;b&gt; c</p>"),
            "<p><del>Knees bear</del><ins>a &lt;b&gt; c</ins></p>"
        );
        assert_eq!(
            compared("<p title=\"&quot;&lt;\">x</p>", "<p title=\"&quot;&lt;\">x</p>"),
            "<p title=\"&quot;&lt;\">x</p>"
        );
    }

    #[test]
    fn words_say_what_is_marked() {
        let html = compare("<p>a</p>", "<p>a b</p>", &told(), Instant::now() + Duration::from_secs(5));
        assert!(html.contains("<ins><span class=\"visually-hidden\"> [Added] </span>"), "{html}");
    }

    /// One side of a comparison: without what only the other has, and without the marks.
    fn side(html: &str, (gone, stays): (&str, &str), change: &str) -> Vec<Node> {
        fn clean(nodes: Vec<Node>, gone: &str, stays: &str, change: &str) -> Vec<Node> {
            let mut clear = Vec::new();
            for node in nodes {
                match node {
                    Node::Block(tag, _) if tag.name == gone => {}
                    Node::Block(tag, children) if tag.name == stays => {
                        clear.extend(clean(children, gone, stays, change))
                    }
                    Node::Block(mut tag, children) => {
                        if tag.attrs.iter().any(|(name, value)| name == "data-change" && value == change) {
                            continue;
                        }
                        tag.attrs.retain(|(name, _)| name != "data-change");
                        clear.push(Node::Block(tag, clean(children, gone, stays, change)));
                    }
                    Node::Line(mut tokens) => {
                        tokens.retain(|token| token.within.iter().all(|tag| tag.name != gone));
                        tokens.iter_mut().for_each(|token| token.within.retain(|tag| tag.name != stays));
                        clear.extend(Node::line(&mut tokens));
                    }
                }
            }
            joined(clear)
        }
        clean(read(html), gone, stays, change)
    }

    /// Lines side by side as one, and the words of a line under the same elements as one.
    fn joined(nodes: Vec<Node>) -> Vec<Node> {
        let mut together: Vec<Node> = Vec::new();
        for node in nodes {
            let node = match node {
                Node::Block(tag, children) => Node::Block(tag, joined(children)),
                line @ Node::Line(_) => line,
            };
            match (together.last_mut(), node) {
                (Some(Node::Line(before)), Node::Line(tokens)) => before.extend(tokens),
                (_, node) => together.push(node),
            }
        }
        for node in &mut together {
            let Node::Line(tokens) = node else { continue };
            let mut words: Vec<Token> = Vec::new();
            for token in std::mem::take(tokens) {
                match (words.last_mut(), &token.word) {
                    (Some(Token { word: Word::Text(before), within }), Word::Text(text)) if *within == token.within => {
                        before.push_str(text)
                    }
                    _ => words.push(token),
                }
            }
            *tokens = words;
        }
        together
    }

    fn holds_both(old: &Tree, new: &Tree) -> Result<(), TestCaseError> {
        let (old, new) = (write(old, &Live::default()), write(new, &Live::default()));
        let html = compared(&old, &new);
        prop_assert_eq!(side(&html, ("ins", "del"), "added"), joined(read(&old)), "{}", html);
        prop_assert_eq!(side(&html, ("del", "ins"), "removed"), joined(read(&new)), "{}", html);
        Ok(())
    }

    proptest! {
        #![proptest_config(samples::config())]

        #[test]
        fn both_pages_can_be_read_out_of_the_comparison(old in samples::trees(), new in samples::trees()) {
            holds_both(&old, &new)?;
            let both = Tree::new(old.content.iter().chain(&new.content).cloned().collect());
            holds_both(&old, &both)?;
        }

        #[test]
        fn equal_pages_have_no_marks(tree in samples::trees()) {
            let html = write(&tree, &Live::default());
            let compared = compared(&html, &html);
            prop_assert!(!compared.contains("<ins") && !compared.contains("<del"), "{}", compared);
        }
    }
}
