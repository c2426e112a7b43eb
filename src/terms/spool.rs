//! Documents as passages wait on disk until it is known which passages are the template's.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::passage::Passages;
use super::template::Sayings;
use super::{TERM_DOCUMENTS, TermKind};
use crate::output::OutputError;
use crate::record::Header;
use crate::run::key;

/// A row of the table of documents.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct DocumentRow {
    pub r#type: Cow<'static, str>,
    pub doc: String,
    pub path: String,
    pub kind: String,
    pub fiscal_year: Option<i32>,
    pub issuer: Option<String>,
    pub level: Option<String>,
    pub agency_class: Option<String>,
    pub unit_kind: Option<String>,
    pub region: Option<String>,
    pub region_name: Option<String>,
    pub n_passages: usize,
    pub n_boilerplate: usize,
    pub n_words: u64,
}

impl DocumentRow {
    fn of(header: &Header, passages: usize) -> Self {
        Self {
            r#type: TERM_DOCUMENTS.name().into(),
            doc: header.doc.clone(),
            path: header.path.clone(),
            kind: word(&header.kind).unwrap_or_default(),
            fiscal_year: header.fiscal_year,
            issuer: header.issuer.clone(),
            level: word(&header.level),
            agency_class: header.agency_class.map(str::to_owned),
            unit_kind: word(&header.unit_kind),
            region: header.region.clone(),
            region_name: header.region_name.clone(),
            n_passages: passages,
            n_boilerplate: 0,
            n_words: 0,
        }
    }

    /// The first two digits of the region's code; 0 where it is not known.
    fn province(&self) -> u8 {
        let code = self.region.as_deref().and_then(|code| code.get(..2));
        code.and_then(|code| code.parse().ok()).unwrap_or(0)
    }
}

/// How records write a word of a few.
fn word(value: &impl Serialize) -> Option<String> {
    let value = serde_json::to_value(value).ok()?;
    value.as_str().map(str::to_owned)
}

/// The documents while they are read.
pub(super) struct Spool {
    path: PathBuf,
    file: zstd::Encoder<'static, BufWriter<File>>,
    documents: u64,
    terms: Terms,
    sayings: Sayings,
}

/// The terms of all documents.
#[derive(Default)]
pub(super) struct Terms {
    pub all: Vec<(String, TermKind)>,
    numbers: FxHashMap<String, u32>,
    /// The mandated parts.
    sections: Vec<&'static str>,
}

impl Terms {
    /// The term that has a number.
    #[expect(clippy::indexing_slicing, reason = "the number was given to a term")]
    pub fn of(&self, number: u32) -> &(String, TermKind) {
        &self.all[number as usize]
    }

    fn number(&mut self, term: &str, kind: TermKind) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push((term.to_owned(), kind));
        self.numbers.insert(term.to_owned(), number);
        number
    }

    /// The number of a mandated part, from 1; 0 is none.
    fn section(&mut self, concept: Option<&'static str>) -> u32 {
        let Some(concept) = concept else { return 0 };
        let at = self.sections.iter().position(|known| *known == concept);
        let at = at.unwrap_or_else(|| {
            self.sections.push(concept);
            self.sections.len() - 1
        });
        u32::try_from(at + 1).unwrap_or(0)
    }

    /// The mandated part that has a number; 0 is none.
    #[expect(clippy::indexing_slicing, reason = "the number was given to a part")]
    pub fn section_of(&self, number: usize) -> Option<&'static str> {
        number.checked_sub(1).map(|at| self.sections[at])
    }
}

impl Spool {
    /// Nothing waits yet; what does waits in a directory.
    pub fn new(directory: &Path) -> Result<Self, OutputError> {
        let failed = failed(directory);
        let file = tempfile::tempfile_in(directory).map_err(&failed)?;
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(Self {
            file: zstd::Encoder::new(file, 1).map_err(&failed)?,
            documents: 0,
            terms: Terms::default(),
            sayings: Sayings::new(directory).map_err(&failed)?,
            path: directory.to_owned(),
        })
    }

    /// Puts a document aside.
    pub fn add(&mut self, header: &Header, passages: &Passages) -> Result<(), OutputError> {
        let row = DocumentRow::of(header, passages.passages.len());
        // Documents whose issuer is not known are nobody's: together they count as one.
        let issuer = key(row.issuer.as_deref().unwrap_or(""));
        let said = passages.passages.iter().map(|passage| passage.key);
        self.sayings
            .add(row.province(), issuer, said)
            .and_then(|()| self.write(&row, passages))
            .map_err(failed(&self.path))?;
        self.documents += 1;
        Ok(())
    }

    fn write(&mut self, row: &DocumentRow, passages: &Passages) -> io::Result<()> {
        let row = serde_json::to_vec(row)?;
        let own: Vec<u32> = passages
            .terms
            .iter()
            .map(|(term, kind)| self.terms.number(term, *kind))
            .collect();
        #[expect(
            clippy::indexing_slicing,
            reason = "a passage counts terms of its document"
        )]
        let own = |term: u32| own[term as usize];
        put(&mut self.file, row.len() as u64)?;
        self.file.write_all(&row)?;
        for passage in &passages.passages {
            let section = self.terms.section(passage.section);
            put(&mut self.file, passage.key)?;
            put(&mut self.file, section.into())?;
            put(&mut self.file, passage.counts.len() as u64)?;
            for (term, count) in &passage.counts {
                put(&mut self.file, own(*term).into())?;
                put(&mut self.file, (*count).into())?;
            }
        }
        Ok(())
    }

    /// Everything is read: what waits can be taken, in its order.
    pub fn end(self) -> Result<(Waiting, Terms, Sayings), OutputError> {
        let failed = failed(&self.path);
        let file = self.file.finish().map_err(&failed)?;
        let mut file = file
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        file.rewind().map_err(&failed)?;
        let decoder = zstd::Decoder::new(file).map_err(&failed)?;
        let waiting = Waiting {
            file: BufReader::with_capacity(1 << 16, decoder),
            path: self.path.clone(),
            left: self.documents,
        };
        Ok((waiting, self.terms, self.sayings))
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> OutputError + '_ {
    |error| OutputError::File {
        path: path.to_owned(),
        error,
    }
}

/// Documents that wait.
pub(super) struct Waiting {
    file: BufReader<zstd::Decoder<'static, BufReader<File>>>,
    path: PathBuf,
    left: u64,
}

/// A passage that waited.
#[derive(Debug, Default)]
pub(super) struct Waited {
    pub key: u64,
    /// The number of its mandated part, from 1; 0 is none.
    pub section: usize,
    pub counts: Vec<(u32, u64)>,
}

impl Waiting {
    /// The next document; `each` is given its passages.
    pub fn next(
        &mut self,
        mut each: impl FnMut(&DocumentRow, &Waited),
    ) -> Result<Option<DocumentRow>, OutputError> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let row = self.read(&mut each).map_err(failed(&self.path))?;
        Ok(Some(row))
    }

    fn read(&mut self, each: &mut impl FnMut(&DocumentRow, &Waited)) -> io::Result<DocumentRow> {
        let mut row = vec![0; take(&mut self.file)?];
        self.file.read_exact(&mut row)?;
        let row: DocumentRow = serde_json::from_slice(&row)?;
        let mut passage = Waited::default();
        for _ in 0..row.n_passages {
            passage.key = number(&mut self.file)?;
            passage.section = take(&mut self.file)?;
            passage.counts.clear();
            for _ in 0..number(&mut self.file)? {
                let term = u32::try_from(number(&mut self.file)?).map_err(io::Error::other)?;
                passage.counts.push((term, number(&mut self.file)?));
            }
            each(&row, &passage);
        }
        Ok(row)
    }
}

fn put(out: &mut impl Write, number: u64) -> io::Result<()> {
    out.write_all(&number.to_le_bytes())
}

fn number(input: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    input.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

fn take(input: &mut impl Read) -> io::Result<usize> {
    usize::try_from(number(input)?).map_err(io::Error::other)
}
