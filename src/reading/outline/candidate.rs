//! One paragraph looked at alone: what its number, title and run-in text would be if it were a
//! heading.

use std::ops::Range;

use crate::fold::Folded;
use crate::grammar::heading::{self, Style};
use crate::grammar::scan::scan;
use crate::layout::{Layout, Paragraph};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::numbers::vocabulary;
use crate::lexicon::sections::{self, Match};
use crate::lexicon::years;
use crate::text::{Cut, Text};

/// A paragraph that may be a heading. Ranges are bytes of the joined view.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// Number and title.
    pub range: Range<usize>,
    /// The number as written.
    pub number: Option<Range<usize>>,
    /// Its style, or that of the part it names, or a sub-report's title.
    pub style: Style,
    /// Its ordinal.
    pub ordinal: Option<u64>,
    /// The title's pieces: more than one where it is wrapped over paragraphs.
    pub title: Vec<Range<usize>>,
    /// Where the text that runs in behind the title begins.
    pub body: usize,
    /// How the title ends.
    pub ending: Ending,
    /// The mandated part that the title names.
    pub part: Option<Match>,
    /// Whether it is marked as a table: 表一：.
    pub is_table: bool,
    /// Whether it is the title of a document within the document.
    pub is_title: bool,
    /// Whether it stands in the middle of its line and lost its number, as in PDF text.
    pub is_centred: bool,
    /// Whether it has no number but a year, as titles have: 2023年预算执行情况.
    pub is_dated: bool,
}

impl Candidate {
    /// The paragraph that it stands in.
    #[expect(
        clippy::indexing_slicing,
        reason = "candidates are read from the paragraphs"
    )]
    pub fn own_paragraph<'l>(&self, layout: &'l Layout) -> &'l Paragraph {
        &layout.paragraphs[self.paragraph]
    }
}

/// How a title is told from what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The paragraph is nothing but the heading.
    Alone,
    /// The heading is a sentence of its own, with nothing behind it.
    Sentence,
    /// Text runs in behind it.
    RunIn,
}

/// The longest title of a heading that stands alone, in characters.
const LONGEST_ALONE: usize = 60;
/// The shortest title of a heading that lost its number: 收入 and 支出 are heads of columns.
const SHORTEST_UNNUMBERED: usize = 4;
/// The longest title that runs into its paragraph.
const LONGEST_RUN_IN: usize = 30;
/// The longest title that is told from its paragraph by nothing but a space or its last word.
const LONGEST_GLUED: usize = 20;

/// Reads the paragraph as a heading, if it can be one.
pub fn read(
    text: &Text,
    joined: &Folded,
    index: usize,
    paragraph: &Paragraph,
) -> Option<Candidate> {
    let line = joined.within(paragraph.range.clone());
    let (mark, bold) = heading::mark_up(line);
    let start = paragraph.range.start + mark;
    let marked = line.behind(mark);
    match heading::numbering(marked) {
        Ok((rest, number)) => {
            let number_range = start..start + number.length;
            let title = title(text, joined, number_range.end, rest, bold)?;
            Some(Candidate {
                paragraph: index,
                range: start..title.end.max(number_range.end),
                number: Some(trim_closing(joined, number_range)),
                style: number.style,
                ordinal: number.ordinal,
                part: sections::find(joined.within(title.range.clone()))
                    .or_else(|| sections::find_run_in(joined.within(title.range.clone()))),
                title: vec![title.range],
                body: title.body,
                ending: title.ending,
                is_table: number.table,
                is_title: false,
                is_centred: false,
                is_dated: false,
            })
        }
        Err(_) => {
            let centred = is_centred(text, paragraph);
            unnumbered(index, start, marked, mark > 0 || bold, centred)
        }
    }
}

/// So many columns of white space before a line put it in the middle of the page.
const CENTRED: usize = 12;

/// Whether a paragraph is a single line in the middle of the page.
fn is_centred(text: &Text, paragraph: &Paragraph) -> bool {
    let line = text.line(paragraph.lines.start);
    let indent = line.before(line.len() - line.trim_start().len());
    let columns: usize = indent
        .chars()
        .map(|c| if c == '\u{3000}' { 2 } else { 1 })
        .sum();
    paragraph.lines.len() == 1 && columns >= CENTRED
}

/// The number as written stands without white space behind it, and without a sign that it does not
/// need: `第一部分：`.
fn trim_closing(joined: &Folded, number: Range<usize>) -> Range<usize> {
    let printed = joined.within(number.clone()).trim_end();
    let bare = printed.trim_end_matches([':', '、', '.', ',']);
    let complete = bare.ends_with([')', '分', '章']) || bare.starts_with("附件");
    let printed = if complete { bare } else { printed };
    number.start..number.start + printed.len()
}

struct Title {
    range: Range<usize>,
    /// Where heading and closing sign end.
    end: usize,
    body: usize,
    ending: Ending,
}

/// Splits what stands behind a number into title and run-in text.
fn title(text: &Text, joined: &Folded, start: usize, rest: &str, bold: bool) -> Option<Title> {
    let split = |length: usize, closing: usize| {
        let printed = rest.before(length).trim_end_matches(['*', ':', '。', ' ']);
        let body = start + length + closing;
        let left = rest.behind(length + closing).trim_matches(['*', ' ', '。']);
        let ending = match (left.is_empty(), closing) {
            (false, _) => Ending::RunIn,
            (true, 0) => Ending::Alone,
            (true, _) => Ending::Sentence,
        };
        let range = start..start + printed.len();
        Some(Title {
            end: range.end,
            range,
            body,
            ending,
        })
    };
    if rest.is_empty() {
        return split(0, 0);
    }
    if bold
        && let Some(end) = rest.find("**")
        && rest.before(end).chars().count() <= LONGEST_ALONE
    {
        return split(end, 2);
    }
    if let Some(length) = summary(rest) {
        return split(
            length,
            rest.behind(length).chars().next().map_or(0, char::len_utf8),
        );
    }
    let mark = rest
        .char_indices()
        .find(|(_, c)| matches!(c, '。' | ':' | ';' | '!'));
    match mark {
        Some((at, mark @ ('。' | '!'))) if rest.before(at).chars().count() <= LONGEST_ALONE => {
            glued(text, joined, start, rest.before(at))
                .map_or_else(|| split(at, mark.len_utf8()), |length| split(length, 0))
        }
        Some((at, ':')) => {
            // 收入预算情况 收入预算8万元，其中：…: a title of the template before the paragraph that has the colon.
            let before = || {
                glued(text, joined, start, rest)
                    .filter(|length| sections::find(rest.before(*length)).is_some())
            };
            after_colon(rest, at)
                .or_else(|| before().map(|length| (length, 0)))
                .and_then(|(length, closing)| split(length, closing))
        }
        None if rest.chars().count() <= LONGEST_ALONE => split(rest.len(), 0),
        _ => glued(text, joined, start, rest).and_then(|length| split(length, 0)),
    }
}

/// `项目名称：某经费` is a title as a whole; `主要职责：负责…` is a title with text behind it, if
/// the title is one that the template knows.
fn after_colon(rest: &str, at: usize) -> Option<(usize, usize)> {
    let tail = rest.behind(at + 1);
    if tail.is_empty() {
        return Some((at, 1));
    }
    let whole = !tail.contains(['。', ';', ',']) && rest.chars().count() <= LONGEST_ALONE;
    if whole && scan(vocabulary(), tail, &|_| false).is_empty() {
        return Some((rest.len(), 0));
    }
    let known = sections::find(rest.before(at)).is_some();
    known.then_some((at, 1))
}

/// The length of a title that only a space, or its last word 情况, tells from its paragraph.
fn glued(text: &Text, joined: &Folded, start: usize, rest: &str) -> Option<usize> {
    let head_end = rest.find([',', '。', ':', ';', '(']).unwrap_or(rest.len());
    let head = rest.before(head_end);
    let gap = head
        .char_indices()
        .skip(4)
        .take(LONGEST_GLUED)
        .find(|(at, c)| {
            let parts =
                joined.gap_before(text, start + at) && !is_wrapped(text, joined, start + at);
            // White space beside a digit parts nothing, unless it parts a title from its text: 四、名词解释 1.….
            let beside = c.is_ascii() || rest.before(*at).ends_with(|c: char| c.is_ascii());
            let begins = || years::behind(rest.behind(*at)).is_some() || is_first(rest.behind(*at));
            parts && (!beside || begins() && sections::find(rest.before(*at)).is_some())
        });
    if let Some((at, _)) = gap {
        return Some(at);
    }
    let end = head.find("情况")? + "情况".len();
    let glued = list(List::Glued).begins(head.behind(end));
    let titled = head.before(end).chars().count() <= LONGEST_GLUED;
    (titled && glued).then_some(end)
}

/// Whether a text begins with the first number of a list.
fn is_first(text: &str) -> bool {
    heading::numbering(text).is_ok_and(|(_, number)| number.ordinal == Some(1))
}

/// Whether the white space before a place is a line break that was joined.
fn is_wrapped(text: &Text, joined: &Folded, at: usize) -> bool {
    let before = text.as_str().before(joined.source_start(at));
    before.behind(before.trim_end().len()).contains('\n')
}

/// The length of a title that the template lets run in, ended by any sign: …综述，项目全年….
fn summary(rest: &str) -> Option<usize> {
    let end = rest.find([',', '。', ':'])?;
    sections::find_run_in(rest.before(end)).map(|_| end)
}

/// What a line without a number announces.
struct Announced {
    /// Where its title ends, and where the text behind it begins.
    length: usize,
    body: usize,
    ending: Ending,
    style: Style,
    part: Option<Match>,
    is_title: bool,
    is_centred: bool,
    is_dated: bool,
}

/// A heading whose number was lost, or the title of a document within the document.
fn unnumbered(
    index: usize,
    start: usize,
    line: &str,
    marked: bool,
    centred: bool,
) -> Option<Candidate> {
    let found = run_in(line).or_else(|| alone(line, marked, centred))?;
    Some(Candidate {
        paragraph: index,
        range: start..start + found.length,
        number: None,
        style: found.style,
        ordinal: None,
        // One piece: a title wrapped over paragraphs is completed later.
        title: std::iter::once(start..start + found.length).collect(),
        body: start + found.body,
        ending: found.ending,
        part: found.part,
        is_table: false,
        is_title: found.is_title,
        is_centred: found.is_centred,
        is_dated: found.is_dated,
    })
}

/// A title that runs into its paragraph. 某项目绩效自评综述：… is a sentence, no heading that lost its number.
fn run_in(line: &str) -> Option<Announced> {
    let length = summary(line).filter(|length| !line.behind(*length).starts_with(':'))?;
    Some(Announced {
        length,
        body: length + line.behind(length).chars().next().map_or(0, char::len_utf8),
        ending: Ending::RunIn,
        style: Style::SubItem,
        part: sections::find_run_in(line.before(length)),
        is_title: false,
        is_centred: false,
        is_dated: false,
    })
}

/// A title that is a line of its own.
fn alone(line: &str, marked: bool, centred: bool) -> Option<Announced> {
    let bare = line.trim_end_matches(['*', '。', ':', ' ']);
    let characters = bare.chars().count();
    let is_title_like = !bare.is_empty()
        && characters <= LONGEST_ALONE
        && !bare.contains(['。', ';', ',', '!', '?', '|']);
    // A line that states a quantity reports; it does not announce.
    if !is_title_like || !scan(vocabulary(), bare, &|_| false).is_empty() {
        return None;
    }
    let ending = match line.ends_with('。') {
        true => Ending::Sentence,
        false => Ending::Alone,
    };
    let part = sections::find(bare);
    let announced = Announced {
        length: bare.len(),
        body: line.len(),
        ending,
        style: Style::Part,
        part,
        is_title: true,
        is_centred: false,
        is_dated: false,
    };
    if let Some(found) = part
        && characters >= SHORTEST_UNNUMBERED
        && (centred || !found.is_prefixed)
        && !bare.contains(':')
        && !list(List::PictureEnd).ends(bare)
        // 具体情况如下：
        && !(bare.ends_with("如下") && line.behind(bare.len()).contains(':'))
        && !list(List::ReportStart).begins(bare)
        && !(bare.starts_with('(') && bare.ends_with(')'))
    {
        return Some(Announced {
            style: found.part.style,
            is_title: false,
            is_centred: centred,
            is_dated: ending == Ending::Alone
                && years::behind(bare).is_some()
                && !list(List::ReportEnd).ends(bare),
            ..announced
        });
    }
    (ending == Ending::Alone && is_document_title(bare, marked)).then_some(announced)
}

/// `某局关于2021年“三公”经费预算情况的说明`, `某局2020年整体支出绩效评价报告`.
fn is_document_title(line: &str, marked: bool) -> bool {
    let named = list(List::DocumentEnd).ends(line);
    let about = list(List::Disclosed).any_in(line);
    let year = line.contains('年');
    let plain = !line.contains([':', '(', ')']) || marked;
    named && about && year && plain && line.chars().count() >= 14
}

impl Candidate {
    /// The title as written, white space taken out.
    pub fn title_text(&self, text: &Text, joined: &Folded) -> String {
        self.title
            .iter()
            .map(|piece| joined.raw(text, piece.clone()))
            .collect()
    }

    /// The title as folded.
    pub fn folded_title<'a>(&self, joined: &'a Folded) -> &'a str {
        match self.title.first() {
            Some(piece) => joined.within(piece.clone()),
            None => "",
        }
    }

    /// Whether the title states a quantity, as items of lists do.
    pub fn has_quantity(&self, joined: &Folded) -> bool {
        !scan(vocabulary(), self.folded_title(joined), &|_| false).is_empty()
    }

    /// How many characters the title has.
    pub fn length(&self, joined: &Folded) -> usize {
        self.folded_title(joined).chars().count()
    }

    /// Whether the title fits in front of run-in text.
    pub fn is_short(&self, joined: &Folded) -> bool {
        self.length(joined) <= LONGEST_RUN_IN
    }
}
