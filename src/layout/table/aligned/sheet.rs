//! A region's pieces, in the measure in which they stand best under each other, with its columns.

use super::columns::{self, Column};
use super::region::{MOST_PIECES, Region, is_heading};
use super::token::{self, Look, Measure, Token, tokens};
use super::{leaf, stack};
use crate::layout::table::Page;
use crate::lexicon::{columns as words, heads, key};
use crate::text::{Cut, pairs};

/// A head of more lines than this is no head.
pub const LONGEST_HEAD: usize = 24;

/// So many amounts that stand under each other in one measure, and far fewer in the other, show how
/// a document was written.
const SURE: usize = 12;

/// The measure in which the amounts of a document stand under each other, if its lines tell.
pub fn usual_measure(page: &Page) -> Option<Measure> {
    let source = page.text.as_str();
    let mut last: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    let mut counts = [0; 2];
    for line in 0..page.text.line_count() {
        // A line without a point has no amount, and one without white space nothing beside it.
        let printed = page.text.line(line);
        let spaced = page.signs(line).gaps > 0 && is_spaced(printed);
        if page.is_claimed(line) || !spaced || !printed.contains('.') {
            continue;
        }
        let bytes = page.text.line_range(line);
        let characters = tokens(source, line, bytes.clone(), Measure::Characters);
        let width = tokens(source, line, bytes, Measure::Width);
        for ((last, count), tokens) in last.iter_mut().zip(&mut counts).zip([characters, width]) {
            let amounts = tokens
                .iter()
                .skip(1)
                .filter(|token| token.look == Look::Amount);
            let ends: Vec<usize> = amounts.map(|token| token.end).take(MOST_PIECES).collect();
            *count += ends.iter().filter(|end| last.contains(end)).count();
            *last = ends;
        }
    }
    let [characters, width] = counts;
    if characters > SURE && characters > 2 * width {
        Some(Measure::Characters)
    } else if width > SURE && width > 2 * characters {
        Some(Measure::Width)
    } else {
        None
    }
}

/// Whether white space stands inside a line.
fn is_spaced(line: &str) -> bool {
    let is_gap = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\t');
    line.trim().contains(is_gap)
}

/// A region's pieces in one measure.
pub struct Sheet {
    pub lines: Vec<Vec<Token>>,
    /// The first line of the body.
    pub body: usize,
    pub columns: Vec<Column>,
}

impl Sheet {
    /// The region in the measure of the document; where that is not known, in the one in which its
    /// pieces stand best under each other.
    pub fn best(page: &Page, region: &Region, known: Option<Measure>, goes_on: bool) -> Self {
        let source = page.text.as_str();
        if let Some(measure) = known {
            return Self::read(page, region, measure, goes_on);
        }
        let characters = Self::read(page, region, Measure::Characters, goes_on);
        let width = Self::read(page, region, Measure::Width, goes_on);
        if width.disorder(source) < characters.disorder(source) {
            width
        } else {
            characters
        }
    }

    fn read(page: &Page, region: &Region, measure: Measure, goes_on: bool) -> Self {
        let source = page.text.as_str();
        let mut lines = region.sheet(page, measure);
        token::split_at_columns(source, &mut lines, measure);
        let mut body = body_start(page, &lines);
        // A body of words begins below the heads that name its columns.
        if body == lines.len()
            && let Some(head) = lines.iter().position(|line| is_roster(source, line))
        {
            body = head + 1;
        }
        // What stands above the first number on a page without a head is a label that wraps.
        if goes_on && body < lines.len() && !names_columns(source, lines.before(body)) {
            body = 0;
        }
        // The levels of the code may stand on the line of the first row.
        if let Some(line) = lines.get_mut(body)
            && let levels @ 1.. = code_levels(source, line)
        {
            let row = line.split_off(levels);
            body += 1;
            lines.insert(body, row);
        }
        let is_head = |text: &str| heads::is_known(&heads::name(text));
        token::split_heads(source, lines.split_at_mut(body).0, measure, is_head);
        let mut first = lines.iter().enumerate().skip(body).take(2);
        let numbering = first.find_map(|(at, line)| Some((at, numbered(source, line)?)));
        let mut counted = lines.behind(body).to_vec();
        if let Some((at, _)) = numbering {
            for token in counted.iter_mut().skip(at - body).take(1).flatten() {
                token.look = match token.look {
                    Look::Digits => Look::Amount,
                    look => look,
                };
            }
        }
        columns::tell_codes(&mut counted);
        let find = |body_lines: &[Vec<Token>], head: &[Vec<Token>]| {
            columns::find(body_lines, head, &leaves(source, head))
        };
        let mut columns = find(&counted, lines.before(body));
        // Numbers of columns that do not stand over the amounts make columns of their own.
        if let Some((at, count)) = numbering
            && columns
                .iter()
                .filter(|column| column.role.is_amount())
                .count()
                != count
        {
            lines.remove(at);
            counted = lines.behind(body).to_vec();
            columns::tell_codes(&mut counted);
            columns = find(&counted, lines.before(body));
        }
        lines.truncate(body);
        let amounts: Vec<usize> = columns
            .iter()
            .filter(|column| column.role.is_amount())
            .map(Column::middle)
            .collect();
        token::split_known(source, &mut lines, measure, &amounts);
        lines.append(&mut counted);
        Self {
            lines,
            body,
            columns,
        }
    }

    /// How badly the pieces stand under each other: at how many places numbers begin or end, at how
    /// many any piece begins, how far heads are from columns.
    fn disorder(&self, source: &str) -> (usize, usize, usize) {
        let distinct = |words: bool, edge: fn(&Token) -> usize| {
            let tokens = self.lines.iter().skip(self.body).flatten();
            let mut edges: Vec<_> = tokens
                .filter(|token| words || token.look != Look::Words)
                .map(edge)
                .collect();
            edges.sort_unstable();
            edges.dedup();
            edges.len()
        };
        let numbers = distinct(false, |token| token.start).min(distinct(false, |token| token.end));
        let starts = distinct(true, |token| token.start);
        // A longer head is none.
        let head = self.lines.before(self.body.min(LONGEST_HEAD));
        let heads = stack::cells(source, head);
        let misfit = leaf::misfit(&heads, &self.columns);
        (numbers, starts, misfit)
    }
}

/// How many pieces at the beginning of a line, before others, are the levels of a code: 类 款 项.
fn code_levels(source: &str, line: &[Token]) -> usize {
    let levels = ["类", "款", "项"].iter().zip(line);
    let count = levels
        .take_while(|(level, token)| token.text(source) == **level)
        .count();
    if count > 1 && line.len() > count {
        count
    } else {
        0
    }
}

/// How many columns a line numbers that does nothing else: `栏次 1 2 3`, `1 2=3+6 3`.
fn numbered(source: &str, line: &[Token]) -> Option<usize> {
    let mut count = 0;
    for token in line {
        let text = token.text(source);
        let number = text.split(['=', '＝']).next().unwrap_or(text);
        match number.parse::<usize>() {
            Ok(number) if number == count + 1 => count += 1,
            Err(_) if count == 0 && words::role(text) == Some(words::Role::RowNumber) => {}
            _ => return None,
        }
    }
    (count > 2).then_some(count)
}

/// Where the lowest heads stand; none where there are too many lines for a head.
fn leaves(source: &str, head: &[Vec<Token>]) -> Vec<columns::Leaf> {
    if head.len() > LONGEST_HEAD {
        return Vec::new();
    }
    let cells = stack::cells(source, head);
    let leaves = leaf::leaves(&cells).into_iter();
    leaves
        .map(|leaf| columns::Leaf {
            middle: leaf.middle(),
            of_amounts: words::role(&leaf.text).is_none_or(|role| role == words::Role::Value),
        })
        .collect()
}

/// Whether one of the lines names columns, as a head does.
fn names_columns(source: &str, lines: &[Vec<Token>]) -> bool {
    lines.iter().any(|line| {
        let known = |token: &&Token| words::role(&key(token.text(source))).is_some();
        line.iter().filter(known).count() > 1
    })
}

/// Whether lines are a table: announced as one, or with amounts under each other.
pub fn is_table(source: &str, lines: &[Vec<Token>], announced: bool) -> bool {
    let wide: Vec<_> = lines.iter().filter(|line| line.len() > 1).collect();
    // Whole numbers under each other are found in lists too.
    let exact =
        |token: &Token| token.look == Look::Amount && token.text(source).contains(['.', ',']);
    let amount = |line: &Vec<Token>| line.iter().skip(1).any(exact);
    let amounts = wide.iter().filter(|line| amount(line)).count();
    if announced {
        return (wide.len() > 1 || amounts > 0) && !is_contents(source, &wide);
    }
    let first = wide.iter().filter_map(|line| line.first());
    let counted = first.filter(|token| token.look == Look::Digits && token.width() < 3);
    let several = counted.count() > 1;
    let listed = wide.split_first().is_some_and(|(first, others)| {
        let even = others.iter().all(|line| line.len() == first.len());
        !others.is_empty()
            && even
            && (several || is_roster(source, first) || are_pairs(source, &wide))
    });
    (amounts > 1 || listed) && !is_contents(source, &wide)
}

/// Whether a line is nothing but heads that are known.
fn is_roster(source: &str, line: &[Token]) -> bool {
    let known = |token: &Token| heads::is_known(&heads::name(token.text(source)));
    line.len() > 2 && line.iter().all(known)
}

/// Whether every line is of names that have a whole number each behind them, several beside each other.
fn are_pairs(source: &str, wide: &[&Vec<Token>]) -> bool {
    let is_whole = |token: &Token| {
        let mut bytes = token.text(source).bytes();
        bytes.all(|byte| byte.is_ascii_digit())
    };
    let pair = |pair: &[Token]| matches!(pair, [name, number] if name.look == Look::Words && is_whole(number));
    wide.iter()
        .all(|line| line.len() > 2 && line.chunks(2).all(pair))
}

/// Whether the lines are titles with page numbers.
fn is_contents(source: &str, wide: &[&Vec<Token>]) -> bool {
    let mut page = 0;
    wide.iter().all(|line| {
        let number = line
            .last()
            .and_then(|last| last.text(source).parse::<u32>().ok());
        let rises = number.is_some_and(|number| number >= page && number < 1000);
        page = number.unwrap_or(page);
        rises && line.len() == 2
    })
}

/// The first line of the body: the first with an amount, a code or a numbered label; a label that
/// wraps above it belongs to it.
fn body_start(page: &Page, lines: &[Vec<Token>]) -> usize {
    let source = page.text.as_str();
    let begins = |tokens: &Vec<Token>| {
        tokens
            .iter()
            .enumerate()
            .any(|(at, token)| match token.look {
                Look::Amount => at > 0 || tokens.len() > 1,
                // Years may stand in a head.
                Look::Digits => tokens.len() > 1 && token.width() != 4,
                Look::Words => is_heading(token.text(source)),
            })
    };
    let Some((first, row)) = lines.iter().enumerate().find(|(_, line)| begins(line)) else {
        return lines.len();
    };
    if row.iter().any(|token| token.look == Look::Words) {
        return first;
    }
    let wraps = pairs(lines)
        .take(first)
        .skip(1)
        .rev()
        .take_while(|(above, below)| {
            let lines = (above.as_slice(), below.first());
            matches!(lines, ([above], Some(below)) if above.line + 1 == below.line)
        });
    first - wraps.count()
}
