//! The body of a Word document: paragraphs and tables, as they are printed.

use super::FORMAT;
use super::numbering::Numbering;
use super::styles::{Place, Styles};
use crate::source::block::{Block, Cell, Table};
use crate::source::error::SourceError;
use crate::source::limits::Watch;
use crate::source::xml::{Token, Xml};

/// Reads `word/document.xml`.
pub(super) fn read(
    part: &str,
    numbering: Numbering,
    styles: &Styles,
    watch: &Watch,
) -> Result<Vec<Block>, SourceError> {
    let mut body = Body {
        xml: Xml::new(FORMAT, part, watch),
        watch,
        size: 0,
        numbering,
        styles,
    };
    let mut blocks = Vec::new();
    body.blocks(&mut blocks)?;
    Ok(blocks)
}

/// What was deleted, what is there twice for old programs, what is no text.
const PASSED_OVER: [&str; 20] = [
    "Fallback",
    "del",
    "moveFrom",
    "sectPr",
    "sdtPr",
    "sdtEndPr",
    "tblPr",
    "tblGrid",
    "tblPrEx",
    "instrText",
    "delText",
    "delInstrText",
    "fldData",
    "footnoteReference",
    "endnoteReference",
    "commentReference",
    "annotationRef",
    "background",
    "proofErr",
    "customXmlPr",
];

struct Body<'a> {
    xml: Xml<'a>,
    watch: &'a Watch,
    /// Bytes of text so far; a paragraph, be it empty, is a line.
    size: usize,
    numbering: Numbering,
    styles: &'a Styles,
}

/// What a paragraph says of itself.
#[derive(Default)]
struct Properties {
    style: Option<String>,
    place: Place,
}

impl Body<'_> {
    /// Reads paragraphs and tables up to the end of the element that was begun.
    fn blocks(&mut self, blocks: &mut Vec<Block>) -> Result<(), SourceError> {
        loop {
            match self.xml.next()? {
                Token::Start(element) => match element.name.as_str() {
                    "p" => self.paragraph(blocks)?,
                    "tbl" => self.table(blocks)?,
                    name if PASSED_OVER.contains(&name) => self.xml.skip()?,
                    // `body`, `sdt`, `sdtContent`, `ins`, `customXml`: what they hold counts.
                    _ => self.blocks(blocks)?,
                },
                Token::Text(_) => {}
                Token::End | Token::Done => return Ok(()),
            }
        }
    }

    fn paragraph(&mut self, blocks: &mut Vec<Block>) -> Result<(), SourceError> {
        let mut properties = Properties::default();
        let mut text = String::new();
        let mut boxes = Vec::new();
        self.inline(&mut text, &mut boxes, &mut properties)?;
        self.size = self.size.saturating_add(text.len() + 1);
        self.watch.text(self.size)?;
        let place = self
            .styles
            .place(properties.style.as_deref(), properties.place);
        // An empty paragraph counts too.
        let label = self.numbering.next(&place);
        if !text.trim().is_empty() {
            let text = match label {
                Some(label) => format!("{label}{}", text.trim_start_matches([' ', '\u{3000}'])),
                None => text,
            };
            let lines = text.split('\n').filter(|line| !line.trim().is_empty());
            blocks.extend(lines.map(|line| Block::Line(line.to_owned())));
        }
        blocks.append(&mut boxes);
        Ok(())
    }

    /// Reads what stands within a paragraph, up to the end of the element that was begun. Text
    /// boxes that are anchored in it follow it.
    fn inline(
        &mut self,
        text: &mut String,
        boxes: &mut Vec<Block>,
        properties: &mut Properties,
    ) -> Result<(), SourceError> {
        let mut hidden = false;
        let before = text.len();
        loop {
            match self.xml.next()? {
                Token::Start(element) => match element.name.as_str() {
                    "t" => text.push_str(&self.xml.text()?),
                    "pPr" => *properties = self.properties()?,
                    "rPr" => hidden = self.is_hidden()?,
                    "tab" | "ptab" => self.sign(text, ' ')?,
                    "br" | "cr" => self.sign(text, '\n')?,
                    "noBreakHyphen" => self.sign(text, '-')?,
                    "txbxContent" => self.blocks(boxes)?,
                    name if PASSED_OVER.contains(&name) => self.xml.skip()?,
                    _ => self.inline(text, boxes, properties)?,
                },
                Token::Text(_) => {}
                Token::End | Token::Done => break,
            }
        }
        if hidden {
            text.truncate(before);
        }
        Ok(())
    }

    fn sign(&mut self, text: &mut String, sign: char) -> Result<(), SourceError> {
        text.push(sign);
        self.xml.skip()
    }

    fn properties(&mut self) -> Result<Properties, SourceError> {
        let mut properties = Properties::default();
        loop {
            match self.xml.next()? {
                Token::Start(element) => match element.name.as_str() {
                    "numPr" => properties.place = Place::read(&mut self.xml)?,
                    name => {
                        if name == "pStyle" {
                            properties.style = element.val().map(str::to_owned);
                        }
                        self.xml.skip()?;
                    }
                },
                Token::Text(_) => {}
                Token::End | Token::Done => return Ok(properties),
            }
        }
    }

    /// Reads the rest of a run's properties: whether it is not printed.
    fn is_hidden(&mut self) -> Result<bool, SourceError> {
        let mut hidden = false;
        loop {
            match self.xml.next()? {
                Token::Start(element) => {
                    hidden = hidden || (element.name == "vanish" && element.is_on());
                    self.xml.skip()?;
                }
                Token::Text(_) => {}
                Token::End | Token::Done => return Ok(hidden),
            }
        }
    }

    fn table(&mut self, blocks: &mut Vec<Block>) -> Result<(), SourceError> {
        let mut table = Table::default();
        let mut open = Open::default();
        self.rows(&mut table, &mut open)?;
        if !table.rows.is_empty() {
            blocks.push(Block::Table(table));
        }
        Ok(())
    }

    fn rows(&mut self, table: &mut Table, open: &mut Open) -> Result<(), SourceError> {
        loop {
            match self.xml.next()? {
                Token::Start(element) => match element.name.as_str() {
                    "tr" => {
                        table.rows.push(Vec::new());
                        let mut column = 0;
                        self.cells(table, open, &mut column)?;
                    }
                    name if PASSED_OVER.contains(&name) => self.xml.skip()?,
                    _ => self.rows(table, open)?,
                },
                Token::Text(_) => {}
                Token::End | Token::Done => return Ok(()),
            }
        }
    }

    fn cells(
        &mut self,
        table: &mut Table,
        open: &mut Open,
        column: &mut usize,
    ) -> Result<(), SourceError> {
        loop {
            match self.xml.next()? {
                Token::Start(element) => match element.name.as_str() {
                    "trPr" => *column = self.columns_before()?,
                    "tc" => {
                        let (span, merge, blocks) = self.cell()?;
                        open.place(table, *column, span, merge, blocks);
                        *column = column.saturating_add(span);
                    }
                    name if PASSED_OVER.contains(&name) => self.xml.skip()?,
                    _ => self.cells(table, open, column)?,
                },
                Token::Text(_) => {}
                Token::End | Token::Done => return Ok(()),
            }
        }
    }

    /// Reads the rest of a row's properties: how many columns it leaves out at its beginning.
    fn columns_before(&mut self) -> Result<usize, SourceError> {
        let mut columns = 0;
        loop {
            match self.xml.next()? {
                Token::Start(element) => {
                    if element.name == "gridBefore" {
                        columns = count(element.val(), 0);
                    }
                    self.xml.skip()?;
                }
                Token::Text(_) => {}
                Token::End | Token::Done => return Ok(columns),
            }
        }
    }

    /// Reads the rest of a cell: how many columns it spans, how it is merged, what it holds.
    fn cell(&mut self) -> Result<(usize, Merge, Vec<Block>), SourceError> {
        let (mut span, mut merge) = (1, Merge::None);
        let mut blocks = Vec::new();
        loop {
            match self.xml.next()? {
                Token::Start(element) => match element.name.as_str() {
                    "tcPr" => (span, merge) = self.cell_properties()?,
                    "p" => self.paragraph(&mut blocks)?,
                    "tbl" => self.table(&mut blocks)?,
                    name if PASSED_OVER.contains(&name) => self.xml.skip()?,
                    _ => self.blocks(&mut blocks)?,
                },
                Token::Text(_) => {}
                Token::End | Token::Done => return Ok((span, merge, blocks)),
            }
        }
    }

    fn cell_properties(&mut self) -> Result<(usize, Merge), SourceError> {
        let (mut span, mut merge) = (1, Merge::None);
        loop {
            match self.xml.next()? {
                Token::Start(element) => {
                    match (element.name.as_str(), element.val()) {
                        ("gridSpan", val) => span = count(val, 1).max(1),
                        ("vMerge", Some("restart")) => merge = Merge::Begin,
                        ("vMerge", _) => merge = Merge::Up,
                        ("hMerge", val) if val != Some("restart") => merge = Merge::Left,
                        _ => {}
                    }
                    self.xml.skip()?;
                }
                Token::Text(_) => {}
                Token::End | Token::Done => return Ok((span, merge)),
            }
        }
    }
}

fn count(val: Option<&str>, usual: usize) -> usize {
    val.and_then(|val| val.parse::<usize>().ok())
        .map_or(usual, |count| count.min(1000))
}

/// How a cell is merged with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    /// The cells below may belong to it.
    Begin,
    /// It belongs to the cell above.
    Up,
    /// It belongs to the cell on its left.
    Left,
}

/// For every column, the cell that was begun there and may go on below: its row and index.
#[derive(Default)]
struct Open {
    cells: std::collections::HashMap<usize, (usize, usize)>,
}

impl Open {
    fn place(
        &mut self,
        table: &mut Table,
        column: usize,
        span: usize,
        merge: Merge,
        blocks: Vec<Block>,
    ) {
        let row = table.rows.len() - 1;
        if let (Merge::Up, Some(begun)) = (&merge, self.cells.get(&column)) {
            table.cell_mut(*begun).rows = row + 1 - begun.0;
            return;
        }
        // A cell stands in a row.
        let Some(cells) = table.rows.last_mut() else {
            return;
        };
        if let (Merge::Left, Some(cell)) = (&merge, cells.last_mut()) {
            cell.columns += span;
            return;
        }
        match merge {
            Merge::Begin => self.cells.insert(column, (row, cells.len())),
            _ => self.cells.remove(&column),
        };
        cells.push(Cell {
            column: Some(column),
            columns: span,
            rows: 1,
            blocks,
        });
    }
}
