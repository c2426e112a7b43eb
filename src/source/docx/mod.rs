//! Word documents (docx): paragraphs with their automatic numbers, tables with merged cells.

mod body;
mod numbering;
mod styles;

use super::draft::Draft;
use super::error::SourceError;
use super::limits::Watch;
use super::xml::{Token, Xml};
use super::zipped::Archive;
use crate::record::Layout;
use numbering::Numbering;
use styles::Styles;

const FORMAT: &str = "docx";

/// Reads a document. Its tables are laid out as those of a page: real grids with merged cells.
pub(super) fn read(bytes: &[u8], watch: &Watch) -> Result<Draft, SourceError> {
    let mut archive = Archive::open(FORMAT, bytes, watch)?;
    let main = main_part(&archive)
        .ok_or_else(|| SourceError::damaged(FORMAT, "it has no part word/document.xml"))?;
    let numbering = match xml(&mut archive, "word/numbering.xml")? {
        Some(part) => Numbering::read(&part, watch)?,
        None => Numbering::default(),
    };
    let styles = match xml(&mut archive, "word/styles.xml")? {
        Some(part) => Styles::read(&part, watch)?,
        None => Styles::default(),
    };
    let Some(part) = xml(&mut archive, &main)? else {
        return Err(SourceError::damaged(FORMAT, "its main part is lost"));
    };
    let blocks = body::read(&part, numbering, &styles, watch)?;
    let mut draft = Draft::default();
    draft.blocks(Layout::Html, &blocks)?;
    let missing = missing(&mut archive, &main, watch)?;
    if !missing.is_empty() {
        let missing = missing.join(", ");
        draft.damage.push(format!("parts are missing: {missing}"));
    }
    Ok(draft)
}

/// The parts that the main part refers to and the file does not hold; pictures are not asked for.
fn missing(archive: &mut Archive, main: &str, watch: &Watch) -> Result<Vec<String>, SourceError> {
    let (room, name) = main.rsplit_once('/').unwrap_or(("", main));
    let Some(part) = xml(archive, &format!("{room}/_rels/{name}.rels"))? else {
        return Ok(Vec::new());
    };
    let there = archive.names();
    let mut missing = Vec::new();
    let mut xml = Xml::new(FORMAT, &part, watch);
    loop {
        match xml.next()? {
            Token::Done => return Ok(missing),
            Token::Start(element) if element.attribute("TargetMode") != Some("External") => {
                let target = element.attribute("Target").unwrap_or_default();
                let path = match target.strip_prefix('/') {
                    Some(path) => path.to_owned(),
                    None => format!("{room}/{target}"),
                };
                let outside = target.starts_with("../") || !target.ends_with(".xml");
                if !outside && !there.contains(&path) {
                    missing.push(target.to_owned());
                }
            }
            _ => {}
        }
    }
}

/// The part that holds the text; some programs number it (`word/document2.xml`).
fn main_part(archive: &Archive) -> Option<String> {
    let is_main = |name: &String| name.starts_with("word/document") && name.ends_with(".xml");
    let names = archive.names().into_iter().filter(is_main);
    names.min_by_key(String::len)
}

fn xml(archive: &mut Archive, name: &str) -> Result<Option<String>, SourceError> {
    let bytes = archive.part(name)?;
    // Office writes UTF-8; a part in another encoding is damaged and read as far as it goes.
    Ok(bytes.map(|bytes| match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }))
}

#[cfg(test)]
mod tests;
