//! Which part of a page is the article.
//!
//! A publishing system marks the article by an id or a class; where none is known, it is the
//! deepest element that holds nearly all text outside of links. What is left of the site inside
//! (menus, links to share, a footer) is left out.

use super::render::is_shown;
use super::tree::{Each, Element, Id, Node, ROOT, Tree};

/// The article of a page.
#[derive(Debug)]
pub(super) struct Parts {
    /// The element that holds it.
    pub(super) article: Id,
    /// For every element, whether it is no part of it.
    pub(super) left_out: Each<bool>,
}

/// Ids and classes by which publishing systems mark the article.
const ARTICLE: [&str; 46] = [
    "zoom",
    "ucap-content",
    "trs_editor",
    "trs_ueditor",
    "trs_uedtior",
    "trs_preappend",
    "view",
    "article",
    "article-content",
    "article_content",
    "articlecontent",
    "article-con",
    "article_con",
    "articlecon",
    "articlebody",
    "content",
    "contents",
    "contentbox",
    "content_text",
    "contenttext",
    "content-text",
    "content_body",
    "content_main",
    "contxt",
    "con_text",
    "con-text",
    "news_content",
    "newscontent",
    "news-content",
    "xxgk_content",
    "xxgk-content",
    "detail",
    "detail_content",
    "detail-content",
    "detailcontent",
    "details",
    "main-content",
    "maincontent",
    "main_content",
    "pages_content",
    "textcontent",
    "txtcontent",
    "vsb_content",
    "v_news_content",
    "wzcon",
    "doc_content",
];

/// Ids and classes of what stands around an article.
const AROUND: [&str; 30] = [
    "nav",
    "navbar",
    "menu",
    "footer",
    "foot",
    "header",
    "crumb",
    "crumbs",
    "breadcrumb",
    "breadcrumbs",
    "position",
    "location",
    "share",
    "bdsharebuttonbox",
    "bshare-custom",
    "copyright",
    "sidebar",
    "side",
    "related",
    "relation",
    "pagination",
    "pager",
    "page-nav",
    "toolbar",
    "tools",
    "qrcode",
    "ewm",
    "friendlink",
    "links",
    "search",
];

/// Finds the article of a page.
pub(super) fn find(tree: &Tree) -> Parts {
    let mut left_out = unshown(tree);
    let weights = weigh(tree, &left_out);
    for (id, element) in tree.places().skip(1) {
        left_out[id] = left_out[element.parent]
            || left_out[id]
            || is_around(element, &weights[id], &weights[ROOT]);
    }
    let weights = weigh(tree, &left_out);
    let article = marked(tree, &weights, &left_out).unwrap_or_else(|| densest(tree, &weights));
    Parts {
        article: out_of_rows(tree, article),
        left_out,
    }
}

/// How much text an element holds, in characters without white space.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    text: usize,
    /// Of which in links.
    linked: usize,
    /// How many links.
    links: usize,
}

impl Weight {
    fn plain(&self) -> usize {
        self.text - self.linked
    }
}

pub(super) fn unshown(tree: &Tree) -> Each<bool> {
    let mut unshown = tree.each(false);
    for (id, element) in tree.places().skip(1) {
        // A parent comes before its children.
        unshown[id] = unshown[element.parent] || !is_shown(element);
    }
    unshown
}

/// Adds up from the leaves: an element comes after its parent.
fn weigh(tree: &Tree, left_out: &Each<bool>) -> Each<Weight> {
    let mut weights = tree.each(Weight::default());
    for (id, element) in tree.places().rev() {
        if left_out[id] {
            continue;
        }
        let own: usize = element
            .children
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.chars().filter(|c| !c.is_whitespace()).count(),
                Node::Element(_) => 0,
            })
            .sum();
        let weight = &mut weights[id];
        weight.text += own;
        if element.name == "a" && element.attribute("href").is_some() {
            weight.linked = weight.text;
            weight.links += 1;
        }
        let weight = *weight;
        if id != ROOT {
            let parent = &mut weights[element.parent];
            parent.text += weight.text;
            parent.linked += weight.linked;
            parent.links += weight.links;
        }
    }
    weights
}

/// Whether an element is navigation or the like: it is called so and holds little, or is links.
fn is_around(element: &Element, weight: &Weight, page: &Weight) -> bool {
    let called = matches!(element.name.as_str(), "nav" | "footer" | "aside")
        || marks(element).any(|mark| AROUND.contains(&mark.as_str()));
    let small = weight.plain() * 5 < page.plain();
    // The entries of a table of contents are links too, but to places within the page.
    let linked = matches!(
        element.name.as_str(),
        "div" | "ul" | "ol" | "p" | "dl" | "section" | "td" | "table"
    ) && weight.links > 2
        && weight.linked * 10 > weight.text * 7;
    (called && small) || linked
}

/// The ids and classes of an element.
fn marks(element: &Element) -> impl Iterator<Item = String> {
    ["id", "class"]
        .into_iter()
        .filter_map(|name| element.attribute(name))
        .flat_map(str::split_whitespace)
        .map(str::to_ascii_lowercase)
}

/// The element marked as the article, if it holds most of the text: the innermost of those that
/// hold about as much.
fn marked(tree: &Tree, weights: &Each<Weight>, left_out: &Each<bool>) -> Option<Id> {
    let is_marked = |element: &Element| {
        matches!(element.name.as_str(), "article" | "main")
            || marks(element).any(|mark| ARTICLE.contains(&mark.as_str()))
    };
    let found = tree
        .places()
        .skip(1)
        .filter(|(id, element)| !left_out[*id] && is_marked(element));
    let found: Vec<Id> = found.map(|(id, _)| id).collect();
    let most = found.iter().map(|id| weights[*id].plain()).max()?;
    if most * 5 < weights[ROOT].plain() * 3 {
        return None;
    }
    found
        .into_iter()
        .rev()
        .find(|id| weights[*id].plain() * 20 >= most * 17)
}

/// The deepest element that holds nearly all text.
fn densest(tree: &Tree, weights: &Each<Weight>) -> Id {
    let mut id = ROOT;
    loop {
        let heaviest = tree[id]
            .children
            .iter()
            .filter_map(|node| match node {
                Node::Element(id) => Some(*id),
                Node::Text(_) => None,
            })
            .max_by_key(|id| weights[*id].plain());
        match heaviest {
            Some(child)
                if weights[child].plain() > 0
                    && weights[child].plain() * 5 >= weights[id].plain() * 4
                    && tree[child].name != "p" =>
            {
                id = child;
            }
            _ => return id,
        }
    }
}

/// The table of which an element is a part but no cell.
fn out_of_rows(tree: &Tree, id: Id) -> Id {
    let mut at = id;
    while matches!(tree[at].name.as_str(), "tbody" | "thead" | "tfoot" | "tr") {
        at = tree[at].parent;
    }
    at
}
