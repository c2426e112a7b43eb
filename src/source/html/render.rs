//! Elements become lines and tables.

use super::tree::{Each, Element, Id, Node, Tree};
use crate::source::block::{Block, Cell, Table};

/// Elements whose content is not shown.
pub(super) const UNSHOWN: [&str; 18] = [
    "head", "script", "style", "noscript", "template", "iframe", "select", "button", "textarea",
    "svg", "math", "object", "audio", "video", "map", "canvas", "title", "xml",
];

/// Elements within a line.
const INLINE: [&str; 34] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font",
    "i", "img", "input", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

/// The pieces of an element, without the elements that are `left_out`.
pub(super) fn blocks(tree: &Tree, root: Id, left_out: &Each<bool>) -> Vec<Block> {
    let mut writer = Writer {
        tree,
        left_out,
        blocks: Vec::new(),
        line: String::new(),
        verbatim: false,
    };
    match tree[root].name.as_str() {
        "table" => writer.element(root),
        _ => writer.children(root),
    }
    writer.end_line();
    writer.blocks
}

/// Whether an element is shown at all.
pub(super) fn is_shown(element: &Element) -> bool {
    let hidden = element.attribute("style").is_some_and(|style| {
        let style: String = style.split_whitespace().collect();
        style.to_ascii_lowercase().contains("display:none")
    });
    !hidden && element.attribute("hidden").is_none() && !UNSHOWN.contains(&element.name.as_str())
}

struct Writer<'a> {
    tree: &'a Tree,
    left_out: &'a Each<bool>,
    blocks: Vec<Block>,
    /// The line that is being written.
    line: String,
    /// Whether white space is kept as it stands.
    verbatim: bool,
}

impl Writer<'_> {
    fn children(&mut self, id: Id) {
        let tree = self.tree;
        for node in &tree[id].children {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(id) => self.element(*id),
            }
        }
    }

    fn element(&mut self, id: Id) {
        if self.left_out[id] {
            return;
        }
        match self.tree[id].name.as_str() {
            "br" => self.end_line(),
            "table" => {
                self.end_line();
                self.table(id);
            }
            "pre" => {
                self.end_line();
                let before = std::mem::replace(&mut self.verbatim, true);
                self.children(id);
                self.end_line();
                self.verbatim = before;
            }
            // Foreign elements (`o:p`, `st1:date`) are Word's marks within a line.
            name if INLINE.contains(&name) || name.contains(':') => self.children(id),
            _ => {
                self.end_line();
                self.children(id);
                self.end_line();
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.verbatim {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.end_line();
                }
                self.line.push_str(line);
            }
            return;
        }
        for c in text.chars() {
            if !c.is_ascii_whitespace() {
                self.line.push(c);
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn end_line(&mut self) {
        if self.line.chars().any(|c| !c.is_whitespace()) {
            self.blocks
                .push(Block::Line(std::mem::take(&mut self.line)));
        }
        self.line.clear();
    }

    fn table(&mut self, id: Id) {
        let mut table = Table::default();
        self.rows(id, &mut table, false);
        self.end_line();
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// Reads the rows below an element; what stands in a table and in no cell stands before it.
    fn rows(&mut self, id: Id, table: &mut Table, mut open: bool) {
        let tree = self.tree;
        for node in &tree[id].children {
            let Node::Element(id) = node else {
                if let Node::Text(text) = node
                    && !text.trim().is_empty()
                {
                    self.text(text);
                }
                continue;
            };
            if self.left_out[*id] {
                continue;
            }
            match tree[*id].name.as_str() {
                "td" | "th" => {
                    if !open || table.rows.is_empty() {
                        table.rows.push(Vec::new());
                        open = true;
                    }
                    let cell = self.cell(*id);
                    if let Some(row) = table.rows.last_mut() {
                        row.push(cell);
                    }
                }
                "tr" => {
                    table.rows.push(Vec::new());
                    self.rows(*id, table, true);
                    open = false;
                }
                "tbody" | "thead" | "tfoot" => self.rows(*id, table, false),
                "form" => self.rows(*id, table, open),
                "colgroup" | "col" => {}
                _ => self.element(*id),
            }
        }
    }

    fn cell(&self, id: Id) -> Cell {
        let span = |name| {
            let value = self.tree[id].attribute(name)?.trim();
            value.parse::<usize>().ok()
        };
        Cell {
            column: None,
            columns: span("colspan").unwrap_or(1).max(1),
            // A rowspan of 0 reaches to the table's end.
            rows: span("rowspan").map_or(1, |rows| if rows == 0 { usize::MAX } else { rows }),
            blocks: blocks(self.tree, id, self.left_out),
        }
    }
}
