//! A page's tags become a tree.
//!
//! The tokenizer is that of the HTML standard. The tree is simpler than the standard's: end tags
//! that are left out are put in, an end tag without its start is ignored, and nothing is moved
//! about. That keeps every step bounded, whatever the page holds.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::{Index, IndexMut};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::allowance::tick;
use crate::source::limits::{LimitError, Watch};
use crate::source::xml::named;
use crate::text::Cut;

/// An element's place in the tree that it was counted in.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id(usize);

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) parent: Id,
    pub(super) children: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        named(&self.attributes, name)
    }
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Node {
    Element(Id),
    Text(String),
}

/// A page; an element's id is greater than its parent's.
#[derive(Debug)]
pub(super) struct Tree {
    elements: Vec<Element>,
    /// The comments, which hold where a page was saved from.
    pub(super) comments: Vec<String>,
}

/// The element that holds all others.
pub(super) const ROOT: Id = Id(0);

/// Elements are nested at most so deep; what is deeper stands in the deepest.
const DEEPEST: usize = 200;

/// Bytes that are read between two looks at the clock.
const CHUNK: usize = 1 << 16;

impl Tree {
    /// Reads a page.
    pub(super) fn parse(page: &str, watch: &Watch) -> Result<Self, LimitError> {
        let tokenizer = Tokenizer::new(Builder::new(), TokenizerOpts::default());
        let queue = BufferQueue::default();
        let page = bounded(page);
        let mut rest = &*page;
        while !rest.is_empty() {
            let (chunk, behind) = rest.split_at(crate::source::recognise::head(rest, CHUNK).len());
            rest = behind;
            queue.push_back(StrTendril::from_slice(chunk));
            // The sink never asks to run a script, so that all input is taken.
            let _ = tokenizer.feed(&queue);
            watch.time()?;
        }
        tokenizer.end();
        Ok(tokenizer.sink.state.into_inner().tree)
    }

    /// All elements, those that hold others before these.
    pub(super) fn elements(&self) -> std::slice::Iter<'_, Element> {
        self.elements.iter()
    }

    /// The same with their places.
    pub(super) fn places(&self) -> impl DoubleEndedIterator<Item = (Id, &Element)> {
        let elements = self.elements.iter().enumerate();
        elements.map(|(at, element)| (Id(at), element))
    }

    /// The same of every element.
    pub(super) fn each<T: Clone>(&self, what: T) -> Each<T> {
        Each(vec![what; self.elements.len()])
    }
}

impl Index<Id> for Tree {
    type Output = Element;

    #[expect(clippy::indexing_slicing, reason = "an id is that of an element")]
    fn index(&self, id: Id) -> &Element {
        &self.elements[id.0]
    }
}

/// What is to be said of every element of a tree.
#[derive(Debug)]
pub(super) struct Each<T>(Vec<T>);

impl<T> Index<Id> for Each<T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "an id is that of an element")]
    fn index(&self, id: Id) -> &T {
        &self.0[id.0]
    }
}

impl<T> IndexMut<Id> for Each<T> {
    #[expect(clippy::indexing_slicing, reason = "an id is that of an element")]
    fn index_mut(&mut self, id: Id) -> &mut T {
        &mut self.0[id.0]
    }
}

/// A tag has at most so many attributes; what stands behind them is dropped.
const MOST_ATTRIBUTES: usize = 256;

/// A page without the attributes that no page needs: the tokenizer compares every attribute of a tag with
/// those before it.
fn bounded(page: &str) -> Cow<'_, str> {
    let bytes = page.as_bytes();
    let mut kept = String::new();
    let mut from = 0;
    let mut at = 0;
    let open = |at| memchr::memchr(b'<', bytes.get(at..)?);
    while let Some(open) = open(at) {
        at += open + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        if let (Some(cut), end) = tag(bytes, &mut at) {
            kept.push_str(page.within(from..cut));
            from = end;
        }
    }
    match from {
        0 => Cow::Borrowed(page),
        _ => Cow::Owned(kept + page.behind(from)),
    }
}

/// Walks `at` to the end of the tag whose name begins there. Where it has too many attributes, tells where
/// the first of those begins and where the tag ends.
fn tag(bytes: &[u8], at: &mut usize) -> (Option<usize>, usize) {
    let mut attributes = 0;
    let mut cut = None;
    let mut quote = None;
    let mut last = b'x';
    while let Some(byte) = bytes.get(*at) {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => break,
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (None, _) if last.is_ascii_whitespace() && !byte.is_ascii_whitespace() => {
                attributes += 1;
                if attributes > MOST_ATTRIBUTES {
                    cut.get_or_insert(*at);
                }
            }
            (None, _) => {}
        }
        last = *byte;
        *at += 1;
    }
    (cut, *at)
}

struct Builder {
    state: RefCell<State>,
}

struct State {
    tree: Tree,
    /// The elements that are open, from the root.
    open: Vec<Id>,
}

impl Builder {
    fn new() -> Self {
        Self {
            state: RefCell::new(State {
                tree: Tree {
                    elements: vec![Element::default()],
                    comments: Vec::new(),
                },
                open: vec![ROOT],
            }),
        }
    }
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        tick();
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => state.end(&tag.name),
            Token::TagToken(tag) => {
                let raw = raw_kind(&tag.name);
                state.start(&tag);
                if let Some(raw) = raw {
                    return TokenSinkResult::RawData(raw);
                }
            }
            Token::CharacterTokens(text) => state.text(&text),
            Token::CommentToken(text) => state.tree.comments.push(text.to_string()),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "title" | "textarea" => Some(RawKind::Rcdata),
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        _ => None,
    }
}

/// Elements that hold nothing and have no end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements that end a paragraph that is left open.
const BLOCKS: [&str; 24] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "div",
    "dl",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
];

impl State {
    fn name(&self, id: Id) -> &str {
        &self.tree[id].name
    }

    #[expect(clippy::indexing_slicing, reason = "an id is that of an element")]
    fn children(&mut self, id: Id) -> &mut Vec<Node> {
        &mut self.tree.elements[id.0].children
    }

    /// The innermost open element; the root is never closed.
    fn current(&self) -> Id {
        self.open.last().copied().unwrap_or(ROOT)
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.to_string();
        self.imply_ends(&name);
        let attributes = tag
            .attrs
            .iter()
            .map(|attribute| {
                (
                    attribute.name.local.to_string(),
                    attribute.value.to_string(),
                )
            })
            .collect();
        let parent = self.current();
        let id = Id(self.tree.elements.len());
        let void = VOID.contains(&name.as_str());
        // The parts of foreign elements (`<o:p/>`, `<path/>`) may close themselves, others not.
        let closed = void || (tag.self_closing && name.contains(':'));
        self.tree.elements.push(Element {
            name,
            attributes,
            parent,
            children: Vec::new(),
        });
        self.children(parent).push(Node::Element(id));
        if !closed && self.open.len() < DEEPEST {
            self.open.push(id);
        }
    }

    /// Closes what a start tag shows to be over.
    fn imply_ends(&mut self, name: &str) {
        match name {
            "td" | "th" => self.close(&["td", "th"], &["tr", "table"]),
            "tr" => self.close(&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => {
                self.close(&["tbody", "thead", "tfoot", "tr"], &["table"])
            }
            "li" => self.close(&["li"], &["ul", "ol", "td", "th", "table"]),
            "dt" | "dd" => self.close(&["dt", "dd"], &["dl", "td", "th", "table"]),
            "option" => self.close(&["option"], &["select"]),
            "table" | "ul" => {}
            _ if BLOCKS.contains(&name) => {
                self.close(&["p"], &["td", "th", "table", "li", "div", "button"]);
            }
            _ => {}
        }
    }

    /// Closes the outermost of `names` that stands inside the innermost of `scope`.
    fn close(&mut self, names: &[&str], scope: &[&str]) {
        let inside = self
            .open
            .iter()
            .rposition(|id| scope.contains(&self.name(*id)))
            .map_or(1, |at| at + 1);
        let mut open = self.open.iter().skip(inside);
        if let Some(at) = open.position(|id| names.contains(&self.name(*id))) {
            self.open.truncate(inside + at);
        }
    }

    fn end(&mut self, name: &str) {
        let found = self.open.iter().rposition(|id| self.name(*id) == name);
        let Some(at) = found.filter(|at| *at > 0) else {
            if name == "p" || name == "br" {
                self.text("\n");
            }
            return;
        };
        // A stray end tag inside a cell closes nothing outside it.
        let table = [
            "table", "tbody", "thead", "tfoot", "tr", "td", "th", "body", "html",
        ];
        let cell = self
            .open
            .iter()
            .rposition(|id| matches!(self.name(*id), "td" | "th"));
        if table.contains(&name) || cell.is_none_or(|cell| cell < at) {
            self.open.truncate(at);
        }
    }

    fn text(&mut self, text: &str) {
        let children = self.children(self.current());
        match children.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => children.push(Node::Text(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Limits;

    fn shown(page: &str) -> String {
        fn walk(tree: &Tree, id: Id, out: &mut String) {
            for node in &tree[id].children {
                match node {
                    Node::Text(text) => out.push_str(text),
                    Node::Element(id) => {
                        out.push_str(&format!("({}", tree[*id].name));
                        walk(tree, *id, out);
                        out.push(')');
                    }
                }
            }
        }
        let tree = Tree::parse(page, &Watch::start(Limits::default())).unwrap();
        let mut out = String::new();
        walk(&tree, ROOT, &mut out);
        out
    }

    #[test]
    fn end_tags_that_are_left_out_are_put_in() {
        assert_eq!(shown("<p>a<p>b<br>c"), "(pa)(pb(br)c)");
        assert_eq!(
            shown("<table><tr><td>1<td>2<tr><td><table><tr><td>3</table>4</table>5"),
            "(table(tr(td1)(td2))(tr(td(table(tr(td3)))4)))5"
        );
        assert_eq!(shown("<td>a</div>b</td>"), "(tdab)");
        assert_eq!(
            shown("<script>if (a<b) {}</script>x&amp;&#20803;"),
            "(scriptif (a<b) {})x&元"
        );
    }

    #[test]
    fn attributes_are_bounded() {
        let many: String = (0..300_000).map(|n| format!(" a{n}='>'")).collect();
        let page = format!("<p{many}>元</p><a title=\"b>c\" href=x>万</a>");
        let tree = Tree::parse(&page, &Watch::start(Limits::default())).unwrap();
        assert_eq!(tree.elements[1].attributes.len(), MOST_ATTRIBUTES);
        assert_eq!(shown(&page), "(p元)(a万)");
        assert!(matches!(bounded("<p a=1>元</p>"), Cow::Borrowed(_)));
    }

    #[test]
    fn depth_is_bounded() {
        assert!(shown(&"<div>".repeat(50_000)).len() < 500_000);
    }
}
