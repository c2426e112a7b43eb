//! Where a table may stand: what each line is to it, and from where to where a region goes.
//!
//! A title or a unit announces a table; a sentence, a note or a page ends it. Lines that only stand near a
//! region are none of it.

use std::ops::Range;

use super::token::{Look, Measure, Token, tokens};
use crate::grammar::heading::is_numeral;
use crate::layout::line::{is_furniture, is_of_page};
use crate::layout::table::{Page, declares};
use crate::lexicon::columns::{self, Role};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::{heads, units};
use crate::record::Quantity;

/// A blank stretch longer than this ends a table.
const LONGEST_GAP: usize = 4;

/// A single piece longer than this, in characters, is a line of prose.
const LONGEST_LABEL: usize = 32;

/// A line of more pieces than this is no row.
pub const MOST_PIECES: usize = 48;

/// Headings begin within so many columns from the left.
const LEFT: usize = 12;

/// What a line is to a table.
#[derive(Debug)]
pub enum Kind {
    Blank,
    /// A title or a unit: a table may follow.
    Title,
    /// It holds pieces that stand apart.
    Pieces(Vec<Token>),
    /// A sentence, a note, a line of another table: no table goes on over it.
    Break,
}

pub fn line_kind(page: &Page, line: usize) -> Kind {
    let folded = page.folded.line(line);
    if page.is_claimed(line) {
        return Kind::Break;
    }
    let sentence =
        || folded.contains('。') || folded.contains([';', '!', '?']) || folded.ends_with(',');
    // What 第4页 begins may be the number of a page.
    if !folded.starts_with('第') && sentence() {
        return Kind::Break;
    }
    if folded.is_empty() || is_page_number(page, line) {
        return Kind::Blank;
    }
    let dots = folded.contains(['.', '…', '·'])
        && ["....", "……", "····"]
            .iter()
            .any(|dots| folded.contains(dots));
    let noted = || list(List::Note).strip_prefix(folded)?.strip_prefix(':');
    let note = folded.starts_with(['#', '|', '>']) || noted().is_some();
    let part = || folded.starts_with('第') && is_heading(folded);
    let tabbed = || page.signs(line).tabs > 0 && page.text.line(line).trim().contains('\t');
    if dots || sentence() || note || part() || tabbed() || is_of_page(folded) {
        return Kind::Break;
    }
    let pieces = pieces_of(page, line);
    let commas = || folded.matches(',').count();
    let digits = || folded.matches(|c: char| c.is_ascii_digit()).count();
    if pieces.len() > MOST_PIECES || pieces.len() < 3 && commas() > digits() / 3 {
        return Kind::Break;
    }
    let declared = declares(folded, List::TableKey) || is_unit(folded);
    let titled = folded.ends_with('表') || (folded.starts_with("表") && folded.ends_with(':'));
    if (declared && pieces.len() < 5) || (titled && pieces.len() < 3) {
        return Kind::Title;
    }
    if pieces.len() == 1 && folded.chars().nth(LONGEST_LABEL).is_some() {
        return Kind::Break;
    }
    Kind::Pieces(pieces)
}

/// Whether a line is a unit of money and nothing else.
fn is_unit(folded: &str) -> bool {
    let unit = units::unit(folded.trim_matches(['(', ')']));
    unit.is_some_and(|unit| unit.kind == Quantity::Money)
}

/// Whether a line is the number of a page: `第4页`, `- 4 -`, or digits alone at its end.
pub fn is_page_number(page: &Page, line: usize) -> bool {
    let folded = page.folded.line(line);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    is_furniture(folded) && (!digits(folded) || starts_page(page, line + 1))
}

fn is_blank(page: &Page, line: usize) -> bool {
    !page.is_claimed(line) && (page.folded.line(line).is_empty() || is_page_number(page, line))
}

pub fn starts_page(page: &Page, line: usize) -> bool {
    line < page.text.line_count() && page.text.line(line).starts_with('\u{c}')
}

/// Lines that may be a table.
pub struct Region {
    /// The lines.
    pub lines: Range<usize>,
    /// The line whose pieces are the first.
    first: usize,
    pieces: Vec<Vec<Token>>,
}

impl Region {
    /// From a line with its pieces down to the last line that may belong to its table.
    pub fn from(page: &Page, start: usize, pieces: Vec<Token>) -> Self {
        let mut region = Self {
            lines: start..start + 1,
            first: start,
            pieces: vec![pieces],
        };
        region.lines.end = region.end(page);
        region.pieces.truncate(region.lines.len());
        region
    }

    /// The line after the last, with the pieces of the lines before it.
    fn end(&mut self, page: &Page) -> usize {
        let mut blank = 0;
        let mut amounts = has_amount(page, self.first, self.of(self.first));
        for line in self.lines.end..page.text.line_count() {
            // A line of heads below amounts, after a blank, begins another table.
            if starts_page(page, line) || amounts && blank > 0 && is_head(page, line) {
                return line;
            }
            match line_kind(page, line) {
                Kind::Blank => {
                    blank += 1;
                    self.pieces.push(pieces_of(page, line));
                }
                Kind::Pieces(pieces) => {
                    blank = 0;
                    amounts = amounts || has_amount(page, line, &pieces);
                    self.pieces.push(pieces);
                }
                Kind::Title | Kind::Break => return line,
            }
            if blank > LONGEST_GAP {
                // What is blank down to the end of the page is its margin.
                let next = (line..page.text.line_count()).find(|next| {
                    *next > line && starts_page(page, *next) || !is_blank(page, *next)
                });
                let next = next.filter(|next| starts_page(page, *next));
                let end = next.unwrap_or(line);
                let margin = (line + 1..end).map(|line| pieces_of(page, line));
                self.pieces.extend(margin);
                return end;
            }
        }
        page.text.line_count()
    }

    /// The pieces of a line of the region.
    #[expect(
        clippy::indexing_slicing,
        reason = "its lines were cut when it was found"
    )]
    fn of(&self, line: usize) -> &[Token] {
        &self.pieces[line - self.first]
    }

    /// The pieces of its lines in a measure, but for the numbers of pages.
    pub fn sheet(&self, page: &Page, measure: Measure) -> Vec<Vec<Token>> {
        let lines = self
            .lines
            .clone()
            .filter(|line| !is_page_number(page, *line));
        let pieces = lines.map(|line| match measure {
            Measure::Characters => self.of(line).to_vec(),
            Measure::Width => {
                let bytes = page.text.line_range(line);
                tokens(page.text.as_str(), line, bytes, measure)
            }
        });
        pieces.filter(|pieces| !pieces.is_empty()).collect()
    }
}

fn pieces_of(page: &Page, line: usize) -> Vec<Token> {
    let bytes = page.text.line_range(line);
    tokens(page.text.as_str(), line, bytes, Measure::Characters)
}

fn has_amount(page: &Page, line: usize, pieces: &[Token]) -> bool {
    let mut behind = pieces.iter().skip(1);
    behind.any(|token| token.look == Look::Amount) && page.text.line(line).contains('.')
}

/// A head has no more lines where it is looked for below amounts.
const HEAD_LINES: usize = 4;

/// Whether a head begins on a line: lines without a number of which most pieces are known heads, one of them of codes
/// or labels. Two that stand near each other may be read as one that is not known.
fn is_head(page: &Page, line: usize) -> bool {
    let printed = |line: &usize| {
        !page.folded.line(*line).is_empty()
            && !page.text.line(*line).contains(|c: char| c.is_ascii_digit())
    };
    let lines = (line..page.text.line_count()).take(HEAD_LINES);
    let lines = lines.take_while(printed);
    let tokens: Vec<Token> = lines.flat_map(|line| pieces_of(page, line)).collect();
    let text = |token: &Token| token.text(page.text.as_str());
    let stub = |token: &Token| columns::role(text(token)).is_some_and(|role| role != Role::Value);
    let known = |token: &&Token| heads::is_known(&heads::name(text(token)));
    let all = tokens.iter().filter(known).count();
    tokens.iter().any(stub) && all > 2 && all * 3 >= tokens.len() * 2
}

/// The region without lines of one piece that only stand near it.
pub fn trim(page: &Page, region: &Region, goes_on: bool) -> Range<usize> {
    let lines = region.lines.clone();
    let pieces = |line: usize| region.of(line);
    let wide = |line: &usize| pieces(*line).len() > 1;
    let (Some(first), Some(last)) = (lines.clone().find(wide), lines.clone().rev().find(wide))
    else {
        return lines.start..lines.start;
    };
    // A row of one label stands where other rows have theirs, and not at the left, where headings
    // stand; the end of a label that wraps stands directly below.
    let tokens = lines.clone().flat_map(pieces);
    let mut starts: Vec<_> = tokens.map(|token| token.start).collect();
    starts.sort_unstable();
    let is_row = |line: usize| match pieces(line) {
        [] => true,
        [token] => {
            let from = starts.partition_point(|start| start + 1 < token.start);
            let to = starts.partition_point(|start| *start <= token.start + 1);
            to - from > 2 && (token.start > LEFT || goes_on)
        }
        _ => true,
    };
    let mut end = last + 1;
    while end < lines.end
        && (is_row(end)
            || (pieces(end).len() == 1
                && !is_heading(page.folded.line(end))
                && !pieces(end - 1).is_empty()))
    {
        end += 1;
    }
    while pieces(end - 1).is_empty() {
        end -= 1;
    }
    let mut start = lines.start;
    let above = |line: usize| {
        let folded = page.folded.line(line);
        let alone = match pieces(line) {
            [piece] => is_plain_title(folded) || piece.start == 0 && ends_declaration(page, line),
            _ => false,
        };
        let announces = pieces(line).len() == 1 && folded.ends_with(':');
        is_heading(folded) && !is_row(line) || alone || announces
    };
    while start < first && above(start) || pieces(start).is_empty() {
        start += 1;
    }
    start..end
}

/// Whether a folded line is numbered as a heading is: `第一部分`, `一、`, `(一)`.
pub fn is_heading(folded: &str) -> bool {
    let inner = folded.trim_start_matches(['(', '第']);
    let rest = inner.trim_start_matches(is_numeral);
    rest.len() < inner.len() && rest.starts_with(['、', ')', '部', '章'])
}

/// Whether a line is the end of the agency's name, wrapped below `部门：` and perhaps the unit.
fn ends_declaration(page: &Page, line: usize) -> bool {
    let folded = page.folded.line(line);
    let declared = |above: usize| declares(page.folded.line(above), List::AgencyKey);
    (line.saturating_sub(2)..line).any(declared)
        && !folded.contains(' ')
        && !heads::is_known(&heads::name(folded))
        && !heads::begins_known(folded)
}

/// Whether a line may be the title of a table that does not say 表: `资产占用情况`.
fn is_plain_title(folded: &str) -> bool {
    folded.chars().count() > 5 && list(List::PlainTitle).ends(folded)
}
