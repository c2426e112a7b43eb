//! What a page says of itself: in its head, in the line under its title, in the box of 信息公开.

use super::article;
use super::render;
use super::tree::{Element, Node, ROOT, Tree};
use crate::fold::unspaced;
use crate::source::block::{Block, Table};
use crate::source::metadata::Metadata;
use crate::source::page::{self, Printed};

/// Reads a page's metadata.
pub(super) fn read(tree: &Tree) -> Metadata {
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            tree.elements()
                .filter(|element| element.name == "meta")
                .find(|element| {
                    let named = element.attribute("name").or(element.attribute("property"));
                    named.is_some_and(|named| named.eq_ignore_ascii_case(name))
                })
                .and_then(|element| clean(element.attribute("content")?))
        })
    };
    let said = said(tree);
    let top = said.split('。').next().unwrap_or(&said);
    let printed = Printed::read(&said, top);
    Metadata {
        title: meta(&["ArticleTitle", "og:title"]).or_else(|| title(tree)),
        published: meta(&[
            "PubDate",
            "PublishDate",
            "article:published_time",
            "publishdate",
        ])
        .and_then(|date| page::day(&date))
        .or(printed.published),
        source_url: meta(&["Url", "og:url"])
            .or_else(|| canonical(tree))
            .or_else(|| saved_from(tree))
            .filter(|url| url.starts_with("http")),
        index_number: printed.index_number,
        publisher: printed
            .publisher
            .or_else(|| meta(&["ContentSource"]).filter(|name| page::is_agency(name)))
            .or(printed.origin),
    }
}

fn clean(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The first heading of the first order, else the page's title without the site's name.
fn title(tree: &Tree) -> Option<String> {
    let text = |name: &str| {
        let mut found = tree.elements().filter(|element| element.name == name);
        let element = found.next()?;
        let only = found.next().is_none();
        let mut text = String::new();
        collect(tree, element, &mut text);
        only.then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
    };
    let short = |title: String| {
        let cut = title.split_once(['_', '-', '|', '–', '—', '－']);
        match cut.map(|(head, _)| head.trim_end()) {
            Some(head) if head.chars().count() > 5 => head.to_owned(),
            _ => title,
        }
    };
    text("h1").or_else(|| text("title").map(short))
}

fn collect(tree: &Tree, element: &Element, out: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(id) => collect(tree, &tree[*id], out),
        }
    }
}

fn canonical(tree: &Tree) -> Option<String> {
    tree.elements()
        .find(|element| element.name == "link" && element.attribute("rel") == Some("canonical"))
        .and_then(|element| clean(element.attribute("href")?))
}

/// `saved from url=(0030)http://…`: a browser's mark in a page that it saved.
fn saved_from(tree: &Tree) -> Option<String> {
    tree.comments.iter().find_map(|comment| {
        let url = comment.split_once("saved from url=(")?.1.split_once(')')?.1;
        clean(url.split_whitespace().next()?)
    })
}

/// So much of a page's beginning may hold what is said of it, in characters.
const REACH: usize = 20_000;

/// The page's text, a cell a line, for the patterns.
fn said(tree: &Tree) -> String {
    let nothing = article::unshown(tree);
    let mut said = String::new();
    lines(&render::blocks(tree, ROOT, &nothing), &mut said);
    said
}

fn lines(blocks: &[Block], said: &mut String) {
    for block in blocks {
        if said.len() > REACH * 3 {
            return;
        }
        match block {
            Block::Line(line) => {
                said.push_str(&unspaced(line));
                said.push('\n');
            }
            Block::Table(Table { rows, .. }) => {
                for cell in rows.iter().flatten() {
                    lines(&cell.blocks, said);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Limits, limits::Watch};

    fn page(html: &str) -> Metadata {
        read(&Tree::parse(html, &Watch::start(Limits::default())).unwrap())
    }

    #[test]
    fn metadata_is_read_from_the_page_itself() {
        let metadata = page(
            "<!-- saved from url=(0030)http://x.gov.cn/1.htm --><title>某县教育局2021年部门预算-某县人民政府网</title>\
             <p>发布时间： 2021年3月1日 &nbsp; 来源：本网 &nbsp; 浏览次数：3</p><p>索引号：某教〔2021〕3号</p>",
        );
        assert_eq!(metadata.title.as_deref(), Some("某县教育局2021年部门预算"));
        assert_eq!(metadata.published.as_deref(), Some("2021-03-01"));
        assert_eq!(
            metadata.source_url.as_deref(),
            Some("http://x.gov.cn/1.htm")
        );
        assert_eq!(metadata.index_number.as_deref(), Some("某教〔2021〕3号"));
        assert_eq!(metadata.publisher, None);
    }
}
