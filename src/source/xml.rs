//! The events of an XML part, as the readers of Office documents want them: names without their
//! prefix, an empty element as a start and an end. Entities are never expanded but the five that
//! XML knows.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::error::SourceError;
use super::limits::{LimitError, Watch};

/// Elements are nested at most so deep.
const DEEPEST: usize = 200;
/// Events between two looks at the clock.
const EVENTS: usize = 1 << 14;

/// An event.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Start(Element),
    End,
    Text(String),
    Done,
}

/// An element's name and attributes, without their prefixes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        named(&self.attributes, name)
    }

    /// The attribute `val`, in which Word keeps what an element says.
    pub(super) fn val(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// Whether an element that switches something on does so.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val(), Some("0" | "false" | "off" | "none"))
    }
}

/// The value of a name among attributes.
pub(super) fn named<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut known = attributes.iter();
    known.find_map(|(known, value)| (known == name).then_some(value.as_str()))
}

/// A part that is being read.
pub(super) struct Xml<'a> {
    format: &'static str,
    reader: Reader<&'a [u8]>,
    watch: &'a Watch,
    depth: usize,
    events: usize,
}

impl<'a> Xml<'a> {
    /// Reads a part from its start; `format` is for messages.
    pub(super) fn new(format: &'static str, part: &'a str, watch: &'a Watch) -> Self {
        let mut reader = Reader::from_str(part);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Self {
            format,
            reader,
            watch,
            depth: 0,
            events: 0,
        }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Token, SourceError> {
        loop {
            self.tick()?;
            let event = self.reader.read_event().map_err(|error| {
                let at = self.reader.error_position();
                SourceError::damaged(self.format, format_args!("{error} at byte {at} of its XML"))
            })?;
            return Ok(match event {
                Event::Start(start) => {
                    let element = element(&start);
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(SourceError::damaged(
                            self.format,
                            format_args!("elements are nested more than {DEEPEST} deep"),
                        ));
                    }
                    Token::Start(element)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::End
                }
                Event::Text(text) => Token::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Token::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(name) => {
                    // An entity that the part declares is not expanded: it stands as written.
                    let written = format!("&{};", &*name);
                    let text = quick_xml::escape::unescape(&written)
                        .map_or_else(|_| written.clone(), |text| text.into_owned());
                    Token::Text(text)
                }
                Event::Eof => Token::Done,
                _ => continue,
            });
        }
    }

    fn tick(&mut self) -> Result<(), LimitError> {
        self.events += 1;
        if self.events.is_multiple_of(EVENTS) {
            self.watch.time()?;
        }
        Ok(())
    }

    /// Passes over the rest of the element that was just begun.
    pub(super) fn skip(&mut self) -> Result<(), SourceError> {
        let mut open = 1;
        while open > 0 {
            match self.next()? {
                Token::Start(_) => open += 1,
                Token::End => open -= 1,
                Token::Text(_) => {}
                Token::Done => break,
            }
        }
        Ok(())
    }

    /// The text of the rest of the element that was just begun.
    pub(super) fn text(&mut self) -> Result<String, SourceError> {
        let mut text = String::new();
        let mut open = 1;
        while open > 0 {
            match self.next()? {
                Token::Start(_) => open += 1,
                Token::End => open -= 1,
                Token::Text(piece) => text.push_str(&piece),
                Token::Done => break,
            }
        }
        Ok(text)
    }
}

fn element(start: &BytesStart) -> Element {
    let mut attributes = start.attributes();
    let attributes = attributes
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let raw: &str = &attribute.value;
            let value = quick_xml::escape::unescape(raw)
                .map_or_else(|_| raw.to_owned(), |value| value.into_owned());
            (local(attribute.key.as_ref()).to_owned(), value)
        })
        .collect();
    Element {
        name: local(start.name().as_ref()).to_owned(),
        attributes,
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
