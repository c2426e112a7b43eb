//! A table of what was found.

use std::fmt::Write as _;

use super::words::{both, or_nothing};
use crate::view::words::{Language, word};

/// A table whose rows stand as lists on a narrow screen, each cell with its head.
pub(super) struct Rows {
    heads: Vec<&'static str>,
    rows: String,
}

impl Rows {
    pub(super) fn new(heads: &[&'static str]) -> Self {
        Self {
            heads: heads.to_vec(),
            rows: String::new(),
        }
    }

    /// Cells of HTML.
    pub(super) fn row(&mut self, cells: &[String]) {
        self.rows.push_str("<tr>");
        for (head, cell) in self.heads.iter().zip(cells) {
            let [english, chinese] =
                [Language::English, Language::Chinese].map(|own| word(head, own));
            let is_number = cell
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b',');
            let class = if is_number { " class=n" } else { "" };
            let _ = write!(
                self.rows,
                "<td{class} data-en=\"{english}\" data-zh=\"{chinese}\">{cell}</td>"
            );
        }
        self.rows.push_str("</tr>");
    }

    pub(super) fn html(&self) -> String {
        if self.rows.is_empty() {
            return or_nothing(String::new());
        }
        let heads: String = self
            .heads
            .iter()
            .map(|head| format!("<th>{}</th>", both(head, &[])))
            .collect();
        format!(
            "<table class=rows><thead><tr>{heads}</tr></thead><tbody>{}</tbody></table>",
            self.rows
        )
    }
}
