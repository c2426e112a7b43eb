//! The front door: one document from its bytes to its records.

use std::cell::Cell;
#[cfg(feature = "crawl")]
use std::path::Path;

use thiserror::Error;

use crate::allowance;
#[cfg(feature = "crawl")]
use crate::check::{Language, Verdict};
use crate::extraction::{Extraction, Wanted, extract_watched};
use crate::guard::{Stopped, guard};
#[cfg(feature = "crawl")]
use crate::record::Failure;
use crate::record::{Header, Record, Stage};
use crate::source::{LimitError, Limits, Source, SourceError, Watch};
#[cfg(feature = "cli")]
use crate::view::html;

/// How a document is read. Begin with [`Options::default`] and change what should differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// What the document may cost.
    pub limits: Limits,
}

/// A disclosure that was read: its text and its records.
///
/// ```
/// use gongkai::record::Record;
/// use gongkai::{Document, Options};
///
/// let text = "2020年度部门决算\n一、收入决算情况说明\n本年收入合计756.8万元。\n";
/// let document = Document::read("a.txt", text, &Options::default())?;
/// for record in document.records() {
///     if let Record::Fact(fact) = record {
///         assert_eq!(fact.label.as_deref(), Some("本年收入合计"));
///         assert_eq!(fact.yuan.unwrap().to_string(), "7568000");
///         // Spans are code points of the text, not bytes.
///         let (start, end) = (fact.span.0, fact.span.1);
///         let printed: String = document.text().chars().skip(start).take(end - start).collect();
///         assert_eq!(printed, "756.8万元");
///     }
/// }
/// # Ok::<(), gongkai::Error>(())
/// ```
#[derive(Debug)]
pub struct Document {
    pub(crate) source: Source,
    pub(crate) extraction: Extraction,
}

impl Document {
    /// Reads a document. What the bytes are (text in any of the usual encodings, HTML, docx, xlsx, xls,
    /// PDF) is told by their content; `name` is the path that the records bear, and tells markdown from
    /// plain text.
    ///
    /// # Errors
    /// If the bytes are no document that can be read, or cost more than the limits of the options. A
    /// panic of the program itself is caught and is an [`Error::Internal`].
    pub fn read(
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        options: &Options,
    ) -> Result<Self, Error> {
        Self::within(name.into(), bytes.into(), &Watch::start(options.limits))
    }

    /// Reads a document within the limits of a watch that may have begun before.
    pub(crate) fn within(name: String, bytes: Vec<u8>, watch: &Watch) -> Result<Self, Error> {
        Self::wanted(name, bytes, watch, Wanted::default())
    }

    /// Reads as much of a document as serves the records asked for.
    pub(crate) fn wanted(
        name: String,
        bytes: Vec<u8>,
        watch: &Watch,
        wanted: Wanted,
    ) -> Result<Self, Error> {
        let source = decode(name, bytes, watch)?;
        let stage = Cell::new(Stage::Layout);
        let extraction = guarded(&stage, watch, || extract_watched(&source, wanted, &stage))?;
        let stage = stage.get();
        watch
            .time()
            .map_err(|error| Error::Limit { stage, error })?;
        Ok(Self { source, extraction })
    }

    /// Reads the document at a path, or the member of an archive at `archive!member`, as [`Self::apart`].
    ///
    /// # Errors
    /// If its bytes cannot be had, or as for [`Self::read`].
    #[cfg(feature = "crawl")]
    pub fn open(path: impl AsRef<Path>, options: &Options) -> Result<Self, Failure> {
        crate::run::one(path.as_ref(), options.limits)
    }

    /// Reads a document as [`Self::read`], on a thread of its own: one that would never come to its end is left behind
    /// when its time is up.
    ///
    /// # Errors
    /// As for [`Self::read`].
    #[cfg(feature = "crawl")]
    pub fn apart(
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        options: &Options,
    ) -> Result<Self, Failure> {
        let watch = Watch::start(options.limits);
        crate::run::apart(name.into(), bytes.into(), &watch, Self::within)
    }

    /// The text as decoded, that spans and lines of the records refer to.
    pub fn text(&self) -> &str {
        self.source.text.as_str()
    }

    /// The document's own record: kind, fiscal year, issuer, counts.
    pub fn header(&self) -> &Header {
        &self.extraction.document
    }

    /// Says where the document comes from, as far as its container knows: an address at which it was found stands
    /// before one that a page gives itself.
    #[cfg(feature = "crawl")]
    pub(crate) fn came_from(&mut self, origin: crate::container::Origin) {
        let header = &mut self.extraction.document;
        header.crawled = origin.crawled;
        if let Some(url) = origin.url {
            header.source_url = Some(url);
        }
    }

    /// Puts the messages of the findings into a language; they are in Chinese at first.
    #[cfg(feature = "crawl")]
    pub fn tell_in(&mut self, language: Language) {
        let extraction = &mut self.extraction;
        for outcome in &extraction.outcomes {
            if let Verdict::Failed(at, message) = &outcome.verdict
                && let Some(finding) = extraction.findings.get_mut(*at)
            {
                finding.message = message.say(language);
            }
        }
    }

    /// The page on which `gongkai inspect` shows the document and its records, in one file.
    #[cfg(feature = "cli")]
    pub fn page(&self, language: Language) -> String {
        let mut page = Vec::new();
        // Writing into memory cannot fail, and what is written is UTF-8.
        let _ = html::write(&mut page, &self.source.text, &self.extraction, language);
        String::from_utf8_lossy(&page).into_owned()
    }

    /// The records in the order of the contract: document, sections, tables, facts, projects,
    /// indicators, findings.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        self.extraction.clone().into_records()
    }

    /// The same records, for a caller that needs nothing else of the document.
    pub fn into_records(self) -> impl Iterator<Item = Record> {
        self.extraction.into_records()
    }
}

/// Turns bytes into text.
pub(crate) fn decode(name: String, bytes: Vec<u8>, watch: &Watch) -> Result<Source, Error> {
    let stage = Cell::new(Stage::Decode);
    guarded(&stage, watch, || Source::watched(name, bytes, watch))?.map_err(Error::Source)
}

fn guarded<T>(stage: &Cell<Stage>, watch: &Watch, work: impl FnOnce() -> T) -> Result<T, Error> {
    guard(|| allowance::within(watch, work)).map_err(|stopped| {
        let stage = stage.get();
        match stopped {
            Stopped::Panic(message) => Error::Internal { stage, message },
            Stopped::Limit(error) => Error::Limit { stage, error },
        }
    })
}

/// Why a document was not read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no document that can be read.
    #[error(transparent)]
    Source(SourceError),
    /// It cost more than it may.
    #[error("{error}")]
    Limit {
        /// How far it had come.
        stage: Stage,
        /// The limit.
        error: LimitError,
    },
    /// A fault of the program, not of the document.
    #[error("internal error, please report it: {message}")]
    Internal {
        /// How far it had come.
        stage: Stage,
        /// What went wrong, and where in the program.
        message: String,
    },
}

impl Error {
    /// The step that failed.
    pub fn stage(&self) -> Stage {
        match self {
            Self::Source(_) => Stage::Decode,
            Self::Limit { stage, .. } | Self::Internal { stage, .. } => *stage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_stage() {
        let stage = Cell::new(Stage::Layout);
        let error = guarded(&stage, &Watch::start(Limits::default()), || {
            stage.set(Stage::Check);
            let numbers: Vec<i32> = Vec::new();
            *numbers.first().expect("a number that is not there")
        })
        .unwrap_err();
        assert_eq!(error.stage(), Stage::Check);
        let message = error.to_string();
        assert!(
            message
                .starts_with("internal error, please report it: a number that is not there (src/"),
            "{message}"
        );
    }

    #[test]
    fn what_is_no_document_is_an_error() {
        for bytes in [&b""[..], b"PK\x03\x04\x00", b"\xd6\x00\x01"] {
            let error = Document::read("a.txt", bytes, &Options::default()).unwrap_err();
            assert_eq!(error.stage(), Stage::Decode, "{error}");
        }
        let mut options = Options::default();
        options.limits.bytes = 3;
        assert!(Document::read("a.txt", "收入", &options).is_err());
    }

    #[test]
    fn twice_the_document_takes_twice_the_steps() {
        type Piece = fn(usize) -> String;
        let shapes: [(&str, Piece); 9] = [
            ("prose", |at| {
                format!(
                    "{}.支出决算{at}万元，比上年增加{at}万元，增长{at}%。\n",
                    at % 9 + 1
                )
            }),
            ("one paragraph", |at| {
                format!("支出决算{at}万元，比上年增加{at}万元，增长{at}%。")
            }),
            ("pipes", |at| format!("|第{at}项支出|{at}.50|{at}.25|\n")),
            ("tabs", |at| format!("第{at}项支出\t{at}.50\t{at}.25\n")),
            ("aligned", |at| {
                format!("第{at:0>9}项支出{at:>16}.50{at:>16}.25\n")
            }),
            ("a cell a line", |at| {
                format!("第{at}项支出\n{at}.50\n{at}.25\n")
            }),
            ("shares in brackets", |at| {
                format!("（支出合计{at}万元，其中基本支出{at}.5万元，占{at}%）")
            }),
            ("brackets not closed", |_| "（其中：".to_owned()),
            ("shares of one whole", |at| {
                format!("第{at}项支出{at}万元，占{at}%；")
            }),
        ];
        for (shape, piece) in shapes {
            let steps = |pieces: usize| {
                let body: String = (10..10 + pieces).map(piece).collect();
                let text = format!(
                    "2020年度部门决算\n一、支出决算情况说明\n支出决算表\n单位：万元\n|项目|合计|基本支出|\n{body}"
                );
                allowance::steps(|| {
                    let read = Document::read("a.txt", text, &Options::default());
                    assert!(read.is_ok(), "{shape}");
                })
            };
            let (few, many) = (steps(400), steps(800));
            assert!(
                many < few * 5 / 2,
                "{shape}: {few} steps, {many} for twice as much"
            );
        }
    }

    #[test]
    fn no_number_is_too_large_to_be_read() {
        for amount in [
            "9999999999999999999999999999万亿元",
            "9999999999999999999999999999万亿人",
            "99999999999999999999999999999999999999亿元",
            "0.0000000000000000000000000001万元",
        ] {
            let text = format!(
                "2020年度部门决算\n一、收入决算情况说明\n收入合计{amount}，比上年增加{amount}，增长{amount}，\
                 完成预算的99999999999999999999999999999%，占{amount}的7922816251426433759354395033.5%。\n\
                 项目支出绩效自评表\n单位：万元\n|一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分|\n\
                 |---|---|---|---|---|---|---|\n|产出指标|数量指标|培训人数|≥{amount}|{amount}|10|10|\n\
                 |产出指标|数量指标|培训次数|≥{amount}|{amount}|79228162514264337593543950335|1|\n"
            );
            if let Err(error) = Document::read("a.txt", text, &Options::default()) {
                panic!("{amount}: {error}");
            }
        }
    }
}
