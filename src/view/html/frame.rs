//! What all pages stand in: one file, which fetches nothing and opens in one of two languages.

use std::io::{self, Write};

use super::escape::escaped;
use crate::view::words::Language;

/// A page of ours.
pub struct Frame<'a> {
    /// The language in which it opens.
    pub language: Language,
    /// What it is called.
    pub title: &'a str,
    /// Its style sheet.
    pub style: &'a str,
    /// The template of what it shows.
    pub body: &'a str,
}

impl Frame<'_> {
    /// Writes it; `fill` writes what belongs into a place of the body.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write<W: Write>(
        &self,
        out: &mut W,
        mut fill: impl FnMut(&mut W, &str) -> io::Result<()>,
    ) -> io::Result<()> {
        filled(
            out,
            include_str!("frame.html"),
            &mut |out, place| match place {
                "lang" => out.write_all(match self.language {
                    Language::English => b"en",
                    Language::Chinese => b"zh",
                }),
                "title" => write!(out, "{}", escaped(self.title)),
                "style" => out.write_all(self.style.as_bytes()),
                "body" => filled(out, self.body, &mut fill),
                _ => Ok(()),
            },
        )
    }
}

fn filled<W: Write>(
    out: &mut W,
    template: &str,
    fill: &mut impl FnMut(&mut W, &str) -> io::Result<()>,
) -> io::Result<()> {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("<!--{") {
        out.write_all(before.as_bytes())?;
        // The template is ours and every place in it is closed; what follows an open one is lost.
        let (place, behind) = after.split_once("}-->").unwrap_or((after, ""));
        fill(out, place)?;
        rest = behind;
    }
    out.write_all(rest.as_bytes())
}
