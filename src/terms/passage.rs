//! A document becomes passages: the sentences of its running text, each with its terms.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::TermKind;
use super::dictionary::{Dictionary, Piece};
use crate::Document;
use crate::fold::Folded;
use crate::layout::Layout;
use crate::lexicon::rows::{TermClass, Word, words_of};
use crate::record::{Section, Span};
use crate::text::Cut;

/// The passages of a document.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// The different terms.
    pub terms: Vec<(String, TermKind)>,
    /// The passages that have any, in the order of the text.
    pub passages: Vec<Passage>,
}

/// A sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The same for sentences that differ only in numbers, dates, places and the issuer's name.
    pub key: u64,
    /// The mandated part that it stands in.
    pub section: Option<&'static str>,
    /// Its terms as places in the list of terms, and how often each stands here.
    pub counts: Vec<(u32, u32)>,
}

/// The mandated parts that say the same everywhere.
static NO_TEXT: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words_of(Word::<TermClass>::all(), TermClass::NoText));

/// The passages of a document's running text; headings and tables are none.
pub(super) fn read(document: &Document, dictionary: &Dictionary) -> Passages {
    let text = &document.source.text;
    let extraction = &document.extraction;
    let tables: Vec<Range<usize>> = extraction
        .tables
        .iter()
        .map(|table| table.line - 1..table.end_line)
        .collect();
    let folded = Folded::new(text);
    let layout = Layout::new(text, &folded, &tables);
    let joined = &layout.joined;
    let mut reader = Reader {
        dictionary,
        own: own_names(document),
        numbers: FxHashMap::default(),
        passages: Passages::default(),
    };
    let mut sections = Sections::new(&extraction.sections);
    for paragraph in &layout.paragraphs {
        let words = joined.within(paragraph.range.clone());
        for sentence in sentences(words) {
            let start = paragraph.range.start + sentence.start;
            let source = joined.source_range(text, start..paragraph.range.start + sentence.end);
            let section = match sections.at(text.span(source)) {
                Place::Heading => continue,
                Place::Text(section) => section,
            };
            if section.is_none_or(|concept| !NO_TEXT.contains(concept)) {
                reader.sentence(words.within(sentence), section);
            }
        }
    }
    reader.passages
}

/// What the issuer is called in its own text.
fn own_names(document: &Document) -> Vec<String> {
    let header = document.header();
    let issuer = header.issuer.as_deref().map(Folded::fold);
    let region = header.region_name.as_deref().map(Folded::fold);
    let short = issuer.as_deref().and_then(|issuer| {
        let short = issuer.strip_prefix(region.as_deref()?)?;
        (short.chars().count() >= SHORT).then(|| short.to_owned())
    });
    issuer.into_iter().chain(short).collect()
}

/// A name without its place that has fewer characters may be that of others.
const SHORT: usize = 4;

const QUOTES: [char; 8] = ['“', '”', '‘', '’', '"', '\'', '《', '》'];

/// The sentences of a paragraph.
fn sentences(words: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    words
        .split_inclusive(['。', ';', '!', '?'])
        .map(move |sentence| {
            let range = start..start + sentence.len();
            start = range.end;
            range
        })
}

struct Reader<'d> {
    dictionary: &'d Dictionary,
    own: Vec<String>,
    numbers: FxHashMap<String, u32>,
    passages: Passages,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: &str, section: Option<&'static str>) {
        crate::allowance::tick();
        let mut sentence = Cow::Borrowed(sentence);
        if let Some(name) = self
            .own
            .iter()
            .find(|name| sentence.contains(name.as_str()))
        {
            sentence = sentence.replace(name.as_str(), ",").into();
        }
        // A word in quotation marks goes on behind them: “三公”经费.
        if sentence.contains(QUOTES) {
            sentence = sentence.replace(QUOTES, "").into();
        }
        let mut hasher = DefaultHasher::new();
        let mut counts: Vec<(u32, u32)> = Vec::new();
        let (numbers, terms) = (&mut self.numbers, &mut self.passages.terms);
        self.dictionary.cut(&sentence, |piece| {
            let term = match piece {
                Piece::Term(term, kind) => {
                    term.hash(&mut hasher);
                    Some((term, kind))
                }
                Piece::Other(word) => {
                    word.hash(&mut hasher);
                    None
                }
                Piece::Varying(term) => term,
            };
            let Some((term, kind)) = term else { return };
            let number = match numbers.get(term) {
                Some(number) => *number,
                None => {
                    let number = u32::try_from(terms.len()).unwrap_or(u32::MAX);
                    terms.push((term.to_owned(), kind));
                    numbers.insert(term.to_owned(), number);
                    number
                }
            };
            counts.push((number, 1));
        });
        counts.sort_unstable();
        counts.dedup_by(|next, first| {
            let is_same = next.0 == first.0;
            first.1 += u32::from(is_same) * next.1;
            is_same
        });
        if !counts.is_empty() {
            self.passages.passages.push(Passage {
                key: hasher.finish(),
                section,
                counts,
            });
        }
    }
}

/// Where a sentence stands.
enum Place {
    Heading,
    /// In the mandated part, if in one.
    Text(Option<&'static str>),
}

/// The sections of a document, for places that rise.
struct Sections<'d> {
    all: &'d [Section],
    /// The next to begin.
    next: usize,
    /// Those that have begun and not ended: where each ends, and the mandated part that it is or stands in.
    open: Vec<(usize, Option<&'static str>)>,
    heading: Span,
}

impl<'d> Sections<'d> {
    fn new(all: &'d [Section]) -> Self {
        Self {
            all,
            next: 0,
            open: Vec::new(),
            heading: Span(0, 0),
        }
    }

    fn at(&mut self, span: Span) -> Place {
        while let Some(section) = self.all.get(self.next).filter(|next| next.span.0 <= span.0) {
            self.close(section.span.0);
            let above = self.open.last().and_then(|(_, concept)| *concept);
            self.open.push((section.body.1, section.concept.or(above)));
            self.heading = section.span;
            self.next += 1;
        }
        self.close(span.0);
        // The sign behind a heading is not of it.
        let is_heading = span.0 >= self.heading.0 && span.1 <= self.heading.1 + 1;
        match is_heading && self.heading.1 > 0 {
            true => Place::Heading,
            false => Place::Text(self.open.last().and_then(|(_, concept)| *concept)),
        }
    }

    fn close(&mut self, at: usize) {
        while self.open.last().is_some_and(|(end, _)| *end <= at) {
            self.open.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::new(&[], &[]));

    fn passages(text: &str) -> Passages {
        let document = Document::read("a.txt", text, &Options::default()).unwrap();
        read(&document, &DICTIONARY)
    }

    const TEXT: &str = "桐庐县水利局2022年度部门决算\n第一部分 部门概况\n一、主要职能\n桐庐县水利局负责防汛抗旱和水土保持。\n\
        第二部分 决算情况说明\n一、收入支出决算总体情况说明\n2022年投入1250万元修建堤防；巡查堤防30次，修建堤防三处。\n\
        第三部分 名词解释\n一、财政拨款收入：指财政当年拨付的资金。\n";

    #[test]
    fn a_sentence_has_its_terms_and_its_part_of_the_template() {
        let read = passages(TEXT);
        let told: Vec<_> = read
            .passages
            .iter()
            .map(|passage| {
                let counts = passage.counts.iter();
                let counts = counts.map(|(term, count)| (&*read.terms[*term as usize].0, *count));
                (passage.section, counts.collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(
            told,
            [
                (None, vec![("决算", 1)]),
                (
                    Some("overview.functions"),
                    vec![("防汛", 1), ("抗旱", 1), ("水土保持", 1)]
                ),
                (
                    Some("final.income_expenditure"),
                    vec![("投入", 1), ("修建", 1), ("堤防", 1)]
                ),
                (
                    Some("final.income_expenditure"),
                    vec![("修建", 1), ("堤防", 2), ("巡查", 1)]
                ),
            ]
        );
    }

    #[test]
    fn sentences_are_one_that_differ_in_numbers_places_and_issuer() {
        let keys = |text: &str| -> Vec<u64> {
            let passages = passages(text).passages;
            passages.iter().map(|passage| passage.key).collect()
        };
        let other = TEXT
            .replace("桐庐县", "武侯区")
            .replace("2022", "2019")
            .replace("1250", "80.5")
            .replace("三处", "十二处");
        assert_eq!(keys(TEXT), keys(&other));
        assert_ne!(keys(TEXT), keys(&TEXT.replace("巡查", "加固")));
    }
}
