//! The document's own title: a line, or a few that follow each other, at its head.

use crate::fold::Folded;
use crate::grammar::heading::{self, Style};
use crate::lexicon::agencies;
use crate::lexicon::books::EXECUTION;
use crate::lexicon::concepts;
use crate::lexicon::cues::{Class as Cue, cue};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::regions::regions;

use super::{kind, menu, year};
use crate::record::Kind;
use crate::text::{Cut, pairs};

/// A document's title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    /// As the grammars read it.
    pub(super) folded: String,
}

/// So many printed lines may stand above the title: a web page's menu and the like.
const HEAD_LINES: usize = 60;
/// Nor has a table of contents more lines than this, with what stands above it.
const CONTENTS_LINES: usize = 200;
/// What a title says that stands at no title's place: an agency, its place and a year.
const FULL: usize = 4;
/// A title's lines are no longer than this, in characters, nor is it as a whole.
const LONGEST: usize = 64;
/// A title is spread over at most so many lines.
const MOST_LINES: usize = 4;
/// What the first chapter begins with where no parts are numbered.
const FIRST_CHAPTER: &str = "一、";
/// Empty lines that may part two lines of a title: a cover spreads them over the page.
const GAP: usize = 6;

/// A line of the head that may be part of a title.
struct Line<'t> {
    index: usize,
    folded: &'t str,
    /// Whether a line of the web site stands directly before it: what is above that is no part of a title.
    behind_site: bool,
}

/// Finds the title; a heading or a table's caption is none.
pub(super) fn find(folded: &Folded) -> Option<Title> {
    let lines = || (0..folded.line_count()).filter_map(|index| Line::new(folded, index));
    title_in(&head(lines()), 1).or_else(|| title_in(&after_contents(lines()), FULL))
}

/// The kind that a line of the head names that is a title but for its agency and year: 部门整体支出绩效评价报告.
pub(super) fn kind_of_head(folded: &Folded) -> Option<Kind> {
    let lines = (0..folded.line_count()).filter_map(|index| Line::new(folded, index));
    let head = head(lines);
    let mut titles = head.iter().filter(|line| is_last_line(line.folded));
    titles.find_map(|line| kind::of_title(line.folded))
}

/// The first title among lines that says at least so much.
fn title_in(lines: &[Line<'_>], least: usize) -> Option<Title> {
    let (first, end) = (1..=lines.len()).find_map(|end| {
        let first = begin(lines.before(end))?;
        (content(&join(lines.within(first..end))) >= least).then_some((first, end))
    })?;
    Some(Title {
        folded: join(lines.within(first..carried_on(lines, first, end))),
    })
}

impl<'t> Line<'t> {
    /// A line without what may stand around a title; `None` if nothing is left.
    fn new(folded: &'t Folded, index: usize) -> Option<Self> {
        let line = without_lead(bare(folded.line(index)));
        (!line.is_empty()).then_some(Self {
            index,
            folded: line,
            behind_site: false,
        })
    }
}

/// The lines before the body, those left out that belong to no title.
fn head<'t>(lines: impl Iterator<Item = Line<'t>>) -> Vec<Line<'t>> {
    let lines = lines
        .take(HEAD_LINES)
        .take_while(|line| !cue(Cue::Section).begins(line.folded) && !line.folded.contains('。'));
    let mut behind_site = false;
    let mut head = Vec::new();
    for line in lines {
        if menu::is_of_site(line.folded) {
            behind_site = true;
        } else if may_be_title(line.folded) {
            head.push(Line {
                behind_site: std::mem::take(&mut behind_site),
                ..line
            });
        }
    }
    head
}

/// The lines between a table of contents and the first part, where some put the title: the last
/// ones before the first part is named again, or before the first chapter where they say all of a title.
fn after_contents<'t>(lines: impl Iterator<Item = Line<'t>>) -> Vec<Line<'t>> {
    let first_part = |line: &Line<'_>| cue(Cue::FirstPart).begins(line.folded);
    let mut seen = 0;
    let mut between: Vec<Line<'t>> = Vec::new();
    for line in lines.take(CONTENTS_LINES) {
        if first_part(&line) {
            seen += 1;
            if seen == 2 {
                return last_lines(between);
            }
        } else if seen == 1 && line.folded.starts_with(FIRST_CHAPTER) {
            between = last_lines(between);
            if title_in(&between, FULL).is_some() {
                return between;
            }
        } else if seen == 1 && !cue(Cue::Section).begins(line.folded) && may_be_title(line.folded) {
            between.push(line);
        }
    }
    Vec::new()
}

/// The last of some lines, as many as a title may have.
fn last_lines(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let from = lines.len().saturating_sub(MOST_LINES);
    lines.split_off(from)
}

/// A line without the marks of markdown around it, the bars of a table of which it is a cell, and the name of that:
/// `标题: | 某县2020年预算执行情况 ||`.
fn bare(line: &str) -> &str {
    let mark = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '|' | '\u{feff}');
    let line = line.trim_matches(mark);
    let named = cue(Cue::TitleKey).strip_prefix(line);
    named.map_or(line, |title| title.trim_start_matches(mark))
}

fn may_be_title(line: &str) -> bool {
    line.chars().nth(LONGEST).is_none()
        && !line.contains([':', ',', ';', '|', '>', '=', '?', '!', '@', '[', ']'])
        && !cue(Cue::Page).any_in(line)
}

/// The first line of the title that ends, or may end, with the last of the lines.
fn begin(head: &[Line<'_>]) -> Option<usize> {
    let (last, above) = head.split_last()?;
    if !is_last_line(last.folded) {
        return None;
    }
    let (mut first, mut next) = (above.len(), last);
    let mut said = content(last.folded);
    for (at, line) in above.iter().enumerate().rev().take(MOST_LINES - 1) {
        let wider = join(head.behind(at));
        let more = content(&wider);
        let is_near = next.index - line.index <= GAP + 1;
        let says_more = more > said || is_parent(line.folded, &wider);
        let is_another = is_complete(line.folded)
            && !line.folded.ends_with(EXECUTION)
            && is_complete(&join(head.behind(first)))
            && !list(List::TitleJoin).ends(line.folded);
        if is_another
            || next.behind_site
            || !is_near
            || !says_more
            || wider.chars().nth(LONGEST).is_some()
        {
            break;
        }
        (first, next, said) = (at, line, more);
    }
    Some(first)
}

/// Whether words name a disclosure with its year: two such lines are two titles, that of the page and the
/// document's own.
fn is_complete(words: &str) -> bool {
    let year = year::all(words).next().is_some();
    year && list(List::BooksOfTitle).any_in(words)
}

/// Whether a line is nothing but the place that the title's own place lies in.
fn is_parent(line: &str, title: &str) -> bool {
    let whole = |text: &str| regions().at_start(text).map_or(0, |place| place.range.end);
    whole(line) == line.len() && whole(title) > line.len()
}

/// Whether a title can end with these words: it names a kind of disclosure, and is no table's
/// caption.
fn is_last_line(words: &str) -> bool {
    let words = without_part(without_brackets(words));
    list(List::BooksOfTitle).any_in(words) && cue(Cue::TitleEnd).ends(words)
}

/// A title without the part of the accounts that it names behind a dash: 部门决算公示说明|—三公经费. What else stands behind
/// one is not the title's: the name of the site, that of the column.
fn without_part(title: &str) -> &str {
    let dash = |c: char| matches!(c, '—' | '-' | '―' | '─');
    let Some(at) = title.rfind(dash) else {
        return title;
    };
    let part = title.behind(at).trim_start_matches(dash);
    match concepts::find(part) {
        Some(_) => title.before(at).trim_end_matches(dash),
        None => title,
    }
}

/// Adds the lines that only carry the title on (编制说明), and those down to the end of a report's (关于2020年财政预算|
/// 执行情况及2021年财政预算|的报告).
fn carried_on(head: &[Line<'_>], first: usize, end: usize) -> usize {
    let end = report_end(head, first, end).unwrap_or(end);
    let more = pairs(head).skip(end - 1).take_while(|(last, next)| {
        next.index - last.index <= GAP + 1
            && (cue(Cue::TitleTail).contains(next.folded) || is_second_half(next.folded))
    });
    end + more.count()
}

/// Where the title of a report ends whose lines up to `end` say no end of one.
fn report_end(head: &[Line<'_>], first: usize, end: usize) -> Option<usize> {
    let whole = |to: usize| join(head.within(first..to));
    let ends = |to: &usize| list(List::ReportEnd).ends(&whole(*to));
    if !list(List::TitleOfReport).begins(&whole(end)) || ends(&end) {
        return None;
    }
    let near = |to: &usize| {
        let lines = head.within(*to - 2..*to);
        let beside =
            lines.len() == 2 && pairs(lines).all(|(one, next)| next.index == one.index + 1);
        beside && whole(*to).chars().nth(LONGEST).is_none()
    };
    let more = (end + 1..=head.len()).take(MOST_LINES - 1);
    more.take_while(near).find(ends)
}

/// `和2023年预算草案的报告` goes on with a title.
fn is_second_half(line: &str) -> bool {
    list(List::TitleJoin).begins(line) && is_last_line(line)
}

/// How much a title says: an agency, that agency's place, a place at all, a year.
fn content(words: &str) -> usize {
    let agencies = agencies::find(words);
    let agency = agencies
        .first()
        .map_or(0, |agency| 1 + usize::from(agency.place.is_some()));
    let place = usize::from(regions().first_in(words).is_some());
    let year = year::all(words).next().is_some() || year::of_months(words).is_some();
    agency + place + usize::from(year)
}

fn join(lines: &[Line<'_>]) -> String {
    lines.iter().map(|line| line.folded).collect()
}

/// A title without `附件1` or `第三部分` before it.
fn without_lead(title: &str) -> &str {
    if title.starts_with('第')
        && let Ok((rest, number)) = heading::numbering(title)
        && number.style == Style::Part
        && content(rest) >= FULL
    {
        return rest;
    }
    let Some(lead) = cue(Cue::TitleLead).at_start(title) else {
        return title;
    };
    let rest = title.behind(lead.len()).trim_start();
    // 附件12020年…: of the digits, the last four are the year's.
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = if digits > 4 { digits - 4 } else { digits };
    rest.behind(number)
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
}

/// A title without a remark in brackets at its end: `…部门预算(本级)`.
fn without_brackets(title: &str) -> &str {
    title
        .strip_suffix(')')
        .and_then(|title| title.rfind('(').map(|at| title.before(at)))
        .filter(|title| !title.is_empty())
        .unwrap_or(title)
}
