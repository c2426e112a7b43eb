//! Which paragraph styles are numbered.

use std::collections::HashMap;

use super::FORMAT;
use crate::source::error::SourceError;
use crate::source::limits::Watch;
use crate::source::xml::{Token, Xml};

/// Which list and which level of it a paragraph belongs to; what it leaves open its style says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

impl Place {
    /// Reads the rest of a `numPr`.
    pub(super) fn read(xml: &mut Xml) -> Result<Self, SourceError> {
        let mut place = Self::default();
        loop {
            match xml.next()? {
                Token::Start(element) => {
                    match element.name.as_str() {
                        "numId" => place.list = element.val().map(str::to_owned),
                        "ilvl" => place.level = element.val().and_then(|level| level.parse().ok()),
                        _ => {}
                    }
                    xml.skip()?;
                }
                Token::Text(_) => {}
                Token::End | Token::Done => return Ok(place),
            }
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            list: self.list.or(other.list),
            level: self.level.or(other.level),
        }
    }
}

/// The paragraph styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    place: Place,
}

/// Styles are based on each other over at most so many steps.
const STEPS: usize = 20;

impl Styles {
    /// Reads `word/styles.xml`.
    pub(super) fn read(part: &str, watch: &Watch) -> Result<Self, SourceError> {
        let mut xml = Xml::new(FORMAT, part, watch);
        let mut styles = Self::default();
        loop {
            match xml.next()? {
                Token::Start(element) if element.name == "style" => {
                    let id = element.attribute("styleId").unwrap_or_default().to_owned();
                    let is_usual = element.attribute("default") == Some("1")
                        && element.attribute("type") == Some("paragraph");
                    if is_usual {
                        styles.usual = Some(id.clone());
                    }
                    let style = style(&mut xml)?;
                    styles.styles.insert(id, style);
                }
                Token::Done => return Ok(styles),
                _ => {}
            }
        }
    }

    /// The place of a paragraph of a style that itself says `place`.
    pub(super) fn place(&self, style: Option<&str>, place: Place) -> Place {
        let mut place = place;
        let mut next = style.or(self.usual.as_deref());
        for _ in 0..STEPS {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else {
                break;
            };
            place = place.or(style.place.clone());
            next = style.based_on.as_deref();
        }
        place
    }
}

fn style(xml: &mut Xml) -> Result<Style, SourceError> {
    let mut style = Style::default();
    // `numPr` stands in `pPr`: its elements are read as those of the style.
    let mut open = 1;
    while open > 0 {
        match xml.next()? {
            Token::Start(element) => match element.name.as_str() {
                "basedOn" => {
                    style.based_on = element.val().map(str::to_owned);
                    xml.skip()?;
                }
                "numPr" => style.place = Place::read(xml)?,
                _ => open += 1,
            },
            Token::End => open -= 1,
            Token::Text(_) => {}
            Token::Done => break,
        }
    }
    Ok(style)
}
