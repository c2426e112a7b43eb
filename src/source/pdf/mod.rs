//! PDFs with a text layer: glyphs with their places become lines that keep their columns, and
//! tables where lines are drawn around their cells.

mod expansion;
mod glyphs;
mod ink;
mod lines;
mod ruled;
mod rules;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::draft::Draft;
use super::error::SourceError;
use super::limits::Watch;

/// A PDF as text.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The text with its grids; every page but the first begins with a form feed.
    pub(super) draft: Draft,
    /// The byte at which each page begins.
    pub(super) starts: Vec<usize>,
    /// Glyphs of which the PDF does not say what they are; each is a U+FFFD of the text.
    pub(super) replaced: usize,
}

/// With fewer glyphs a page than this, what a page shows is a picture of text.
const GLYPHS_A_PAGE: usize = 8;

/// Reads a PDF.
pub(super) fn read(bytes: Vec<u8>, watch: &Watch) -> Result<Pages, SourceError> {
    let spoilt = expansion::measure(&bytes, watch)?;
    let cut_off = !has_end(&bytes);
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            SourceError::Encrypted("PDF")
        }
        LoadPdfError::Decryption(_) => SourceError::damaged("PDF", "its encryption cannot be read"),
        LoadPdfError::Invalid => SourceError::damaged("PDF", "it cannot be parsed"),
    })?;
    let mut pages = Pages::default();
    let mut count = glyphs::Count::default();
    let reader = glyphs::Reader::new(&pdf);
    let mut cut = None;
    for page in pdf.pages().iter() {
        watch.time()?;
        let page = reader.read(page);
        count.add(&page.count);
        watch.text(pages.draft.text.len())?;
        pages.begin();
        lines::write(page, &mut pages.draft, &mut cut)?;
    }
    if count.glyphs < GLYPHS_A_PAGE * pages.starts.len().max(1)
        && (count.images > 0 || count.glyphs == 0)
    {
        return Err(SourceError::Scanned {
            pages: pages.starts.len(),
        });
    }
    if count.unknown * 2 > count.glyphs {
        return Err(SourceError::Unmapped {
            unknown: count.unknown,
            glyphs: count.glyphs,
        });
    }
    pages.replaced = count.unknown;
    let mut damage = |count: usize, what: &str| {
        if count > 0 {
            pages.draft.damage.push(format!("{count} {what}"));
        }
    };
    damage(spoilt, "compressed parts are spoilt");
    damage(count.overdrawn, "pages draw too much and were read in part");
    if cut_off {
        let what = "the end of the file is missing";
        pages.draft.damage.push(what.to_owned());
    }
    Ok(pages)
}

/// The mark of a PDF's end stands in its last bytes; some servers append a little.
const END: usize = 4096;

/// Whether the end of a PDF is there.
fn has_end(bytes: &[u8]) -> bool {
    let (_, end) = bytes.split_at(bytes.len().saturating_sub(END));
    memchr::memmem::find(end, b"%%EOF").is_some()
}

impl Pages {
    fn begin(&mut self) {
        self.starts.push(self.draft.text.len());
        if self.starts.len() > 1 {
            self.draft.begin_page();
        }
    }
}
