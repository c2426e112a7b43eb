//! Text of a document as text of a page.

use std::fmt;

use serde::Serialize;

/// Shows text so that HTML reads it as text, inside elements and inside quoted attributes.
pub fn escaped(text: &str) -> impl fmt::Display {
    Escaped(text)
}

struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in self
            .0
            .split_inclusive(['<', '>', '&', '"', '\'', '\r', '\0'])
        {
            let mut chars = piece.chars();
            let sign = match chars.next_back() {
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('&') => "&amp;",
                Some('"') => "&quot;",
                Some('\'') => "&#39;",
                // A carriage return is white space of the line, and HTML has no null.
                Some('\r' | '\0') => "",
                _ => {
                    out.write_str(piece)?;
                    continue;
                }
            };
            out.write_str(chars.as_str())?;
            out.write_str(sign)?;
        }
        Ok(())
    }
}

/// A value as JSON that may stand inside a `<script>`: no `<` is left that could end it or open a
/// comment, and no line separator that old scripts stumble over.
///
/// # Errors
/// If the value cannot be written as JSON.
pub fn script_json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string(value)?
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        let shown = escaped("<a href=\"x\">'&'</a>").to_string();
        assert_eq!(
            shown,
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"
        );
    }

    #[test]
    fn a_script_cannot_be_ended_from_data() {
        let json = script_json(&"</script><!-- <script>").unwrap();
        assert_eq!(json, r#""\u003c/script>\u003c!-- \u003cscript>""#);
    }
}
