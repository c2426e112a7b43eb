//! Candidates looked at in their place: which are headings, and which are items of lists, captions
//! of tables, or titles that go on in the next paragraph.

use std::ops::Range;

use super::candidate::{Candidate, Ending};
use super::contents::Contents;
use super::title;
use crate::fold::Folded;
use crate::grammar::heading::{self, Style};
use crate::layout::{Layout, names_file};
use crate::lexicon::label::MARKS;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sections;
use crate::text::Text;

/// Keeps the candidates that are headings.
pub fn select(
    text: &Text,
    layout: &Layout,
    tables: &[Range<usize>],
    contents: &Contents,
    mut candidates: Vec<Option<Candidate>>,
) -> Vec<Candidate> {
    for index in 0..candidates.len() {
        title::complete(layout, &mut candidates, index);
    }
    let content = Content {
        text,
        layout,
        tables,
        contents,
    };
    let mut selection = Selection {
        joined: &layout.joined,
        headings: Vec::new(),
        list: None,
        item: None,
    };
    let mut candidates = candidates.iter().flatten();
    while let Some(candidate) = candidates.next() {
        let next = candidates.clone().next();
        let over_cells = || content.is_over_table(candidate) || content.is_over_cells(candidate);
        if candidate.number.is_none() && over_cells() {
            continue;
        }
        if content.is_over_number(candidate) || content.is_over_files(candidate) {
            continue;
        }
        let has_content = content.follows(candidate, next);
        let paragraph = candidate.own_paragraph(layout).range.clone();
        if candidate.style >= Style::Item && selection.is_inline(candidate, paragraph) {
            continue;
        }

        let parts = next.is_some_and(|next| next.style > candidate.style);
        let mut candidate = candidate.clone();
        if candidate.is_dated {
            let style = content.dated_style(&candidate, next);
            candidate.is_dated = style.is_some();
            candidate.style = style.unwrap_or(candidate.style);
        }
        selection.judge(candidate, has_content, parts, next);
    }
    let mut headings = selection.headings;
    if is_own_title(&headings, &layout.joined) {
        headings.remove(0);
    }
    headings
}

/// Whether the first heading, 附件1, is no part of the document but all of it: an attachment that was
/// put out alone.
fn is_own_title(headings: &[Candidate], joined: &Folded) -> bool {
    let attached = |heading: &&Candidate| heading.style == Style::Attachment;
    headings.first().is_some_and(|first| {
        let title: String = first
            .title
            .iter()
            .map(|piece| joined.within(piece.clone()))
            .collect();
        attached(&first)
            && title.contains('年')
            && list(List::TitleEnd).ends(&title)
            && headings.iter().filter(attached).count() == 1
    })
}

/// Tells whether anything stands between two headings.
struct Content<'a> {
    text: &'a Text,
    layout: &'a Layout,
    tables: &'a [Range<usize>],
    contents: &'a Contents,
}

impl Content<'_> {
    /// Whether the next thing behind a candidate is a bare number: then it is a cell of a table that
    /// lost its form.
    fn is_over_number(&self, candidate: &Candidate) -> bool {
        let next = self.layout.paragraphs.get(candidate.paragraph + 1);
        candidate.ending == Ending::Alone
            && candidate.style >= Style::Chapter
            && next.is_some_and(|next| {
                let line = self.layout.joined.within(next.range.clone());
                !line.is_empty()
                    && line
                        .bytes()
                        .all(|b| b.is_ascii_digit() || b",.%-".contains(&b))
            })
    }

    /// Whether a candidate is 附件 over the files that a page links to.
    fn is_over_files(&self, candidate: &Candidate) -> bool {
        let end = candidate.own_paragraph(self.layout).lines.end;
        let lines = (end..self.text.line_count()).map(|line| self.text.line(line));
        candidate.style == Style::Attachment
            && candidate.ordinal.is_none()
            && candidate.title.iter().all(Range::is_empty)
            && lines
                .skip_while(|line| line.trim().is_empty())
                .take(1)
                .any(|line| names_file(&Folded::fold(line)))
    }

    /// Whether what follows a candidate are cells: short lines without a point. A heading stands over
    /// text, or over further headings that do.
    fn is_over_cells(&self, candidate: &Candidate) -> bool {
        if candidate.is_title
            || candidate.ending != Ending::Alone
            || candidate.range.end < candidate.body
        {
            return false;
        }
        let below = self
            .layout
            .paragraphs
            .iter()
            .skip(candidate.paragraph + 1)
            .map(|one| self.layout.joined.within(one.range.clone()));
        // 部门概况 over 主要职责 over its text.
        let is_text = |line: &&str| {
            line.ends_with('。')
                || sections::find(line).is_none()
                || heading::numbering(line).is_ok()
        };
        let next = below.take(MOST_STACKED).find(is_text);
        next.is_none_or(|line| is_unit(line) || is_cell(line))
    }

    /// Whether the next thing behind a candidate is a table.
    fn is_over_table(&self, candidate: &Candidate) -> bool {
        let paragraphs = &self.layout.paragraphs;
        let end = candidate.own_paragraph(self.layout).lines.end;
        let from = self.tables.partition_point(|table| table.start < end);
        let Some(table) = self.tables.get(from) else {
            return false;
        };
        // The unit may stand between a caption and its table.
        let between = paragraphs
            .iter()
            .skip(candidate.paragraph + 1)
            .take_while(|paragraph| paragraph.lines.start < table.start)
            .take(3)
            .collect::<Vec<_>>();
        between.len() <= 2
            && between.iter().all(|paragraph| {
                let line = self.layout.joined.within(paragraph.range.clone());
                line.contains(':') && line.chars().count() <= 40
            })
    }

    /// The style of a line with a year (2023年预算执行情况) that stands over the first number of a list, behind the
    /// sentence that ends a report's head: one above that number's. Elsewhere it is a title, or a caption.
    fn dated_style(&self, candidate: &Candidate, next: Option<&Candidate>) -> Option<Style> {
        let next = next.filter(|next| {
            next.paragraph == candidate.paragraph + 1
                && next.number.is_some()
                && next.ordinal == Some(1)
        })?;
        let mut above = self.layout.paragraphs.iter().take(candidate.paragraph);
        let addressed = above.any(|one| {
            let line = self.layout.joined.within(one.range.clone());
            line.ends_with(['。', ':'])
        });
        match next.style {
            Style::Chapter if addressed => Some(Style::Part),
            Style::Clause if addressed => Some(Style::Chapter),
            _ => None,
        }
    }

    fn follows(&self, candidate: &Candidate, next: Option<&Candidate>) -> bool {
        if candidate.ending == Ending::RunIn {
            return true;
        }
        let paragraphs = &self.layout.paragraphs;
        let end = next.map_or(paragraphs.len(), |next| next.paragraph);
        let mut between = (paragraphs.iter().enumerate().take(end)).skip(candidate.paragraph + 1);
        let text = between.any(|(index, paragraph)| {
            !self.contents.contains(index) && paragraph.range.end > candidate.body
        });
        let start = |next: &Candidate| next.own_paragraph(self.layout).lines.start;
        let lines = candidate.own_paragraph(self.layout).lines.end..next.map_or(usize::MAX, start);
        let from = self
            .tables
            .partition_point(|table| table.start < lines.start);
        text || self
            .tables
            .get(from)
            .is_some_and(|table| table.start < lines.end)
    }
}

/// Headings that lost their numbers stand over each other at most so deep.
const MOST_STACKED: usize = 3;
/// The longest line that is taken for a cell, in characters.
const LONGEST_CELL: usize = 20;

/// A short line without a point, which no heading's number or mark-up begins.
fn is_cell(line: &str) -> bool {
    let (mark, bold) = heading::mark_up(line);
    line.chars().count() <= LONGEST_CELL
        && mark == 0
        && !bold
        && !line.contains([',', '。', ';', ':', '、'])
        && heading::numbering(line).is_err()
}

/// `单位：万元` stands over a table.
fn is_unit(line: &str) -> bool {
    list(List::UnitLine).begins(line) && line.contains('元')
}

struct Selection<'a> {
    joined: &'a Folded,
    headings: Vec<Candidate>,
    /// The style of the open section whose numbered lines are items of a list.
    list: Option<Style>,
    /// The item of a list that was passed over last.
    item: Option<(Style, Option<u64>)>,
}

impl Selection<'_> {
    fn judge(
        &mut self,
        candidate: Candidate,
        content: bool,
        parts: bool,
        next: Option<&Candidate>,
    ) {
        if self.is_heading(&candidate, content, parts, next) {
            self.item = None;
            self.list = match (candidate.part, self.list) {
                (Some(found), _) if found.part.is_list => Some(candidate.style),
                (_, Some(open)) if candidate.style > open => Some(open),
                _ => None,
            };
            self.headings.push(candidate);
        } else if candidate.number.is_some() {
            self.item = Some((candidate.style, candidate.ordinal));
        }
    }

    fn is_heading(
        &self,
        candidate: &Candidate,
        content: bool,
        parts: bool,
        next: Option<&Candidate>,
    ) -> bool {
        if let Some(decided) = self.decided(candidate, next) {
            return decided;
        }
        let title = candidate.folded_title(self.joined);
        let states = candidate.ending == Ending::Sentence
            && title.contains(',')
            && !candidate.is_short(self.joined);
        if states || self.is_unled(candidate) {
            return false;
        }
        let follows_item = self.item.is_some_and(|(style, ordinal)| {
            style == candidate.style && ordinal.map(|last| last + 1) == candidate.ordinal
        });
        match candidate.ending {
            Ending::RunIn => candidate.is_short(self.joined) && !title.contains(';'),
            Ending::Alone | Ending::Sentence => {
                let list = follows_item || next.is_some_and(|next| next.style == candidate.style);
                let stands_over = if list { content } else { content || parts };
                stands_over && !(follows_item && candidate.style >= Style::Item)
            }
        }
    }

    /// What a candidate's words and number alone decide.
    fn decided(&self, candidate: &Candidate, next: Option<&Candidate>) -> Option<bool> {
        let title = candidate.folded_title(self.joined);
        // A title opens the document itself until a first heading has come.
        if candidate.is_title {
            return Some(!self.headings.is_empty());
        }
        // A part of the template that stands alone is no item of a list.
        let is_part = candidate.part.is_some_and(|found| !found.is_prefixed)
            && candidate.ending == Ending::Alone;
        let is_item = self.list.is_some_and(|open| candidate.style > open) && !is_part;
        let repeats = candidate.number.is_none() && self.is_caption_or_repeat(candidate);
        if is_item || repeats || names_file(title) {
            return Some(false);
        }
        match candidate.style {
            Style::Attachment if candidate.ordinal.is_none() && self.is_caption(candidate) => {
                return Some(false);
            }
            Style::Part | Style::Attachment => return Some(!self.is_sentence(candidate)),
            _ if candidate.is_table => return Some(!title.is_empty()),
            _ if title.is_empty() => return Some(false),
            _ => {}
        }
        let alone = candidate.ending == Ending::Alone;
        // The title of a table is its caption; a list of such titles is a list.
        let captions = alone && ends_as_table(title) && !self.leads_to_text(candidate, next);
        let classified = !alone && is_classified(title);
        if captions
            || classified
            || is_explained(title)
            || candidate.has_quantity(self.joined)
            || reports(title)
        {
            return Some(false);
        }
        candidate.part.map(|_| true)
    }

    /// Whether the next number of its style is no table's: 一、…支出决算表, 二、…支出情况说明.
    fn leads_to_text(&self, candidate: &Candidate, next: Option<&Candidate>) -> bool {
        candidate.number.is_some()
            && next.is_some_and(|next| {
                next.style == candidate.style
                    && candidate.ordinal.map(|ordinal| ordinal + 1) == next.ordinal
                    && !ends_as_table(next.folded_title(self.joined))
            })
    }

    /// Whether the next item of its list stands in the same paragraph: `1.…。2.…。`
    fn is_inline(&self, candidate: &Candidate, paragraph: Range<usize>) -> bool {
        let Some(next) = candidate.ordinal.map(|ordinal| ordinal + 1) else {
            return false;
        };
        let text = self
            .joined
            .within(candidate.body.min(paragraph.end)..paragraph.end);
        candidate.ending == Ending::RunIn
            && [
                format!("。{next}."),
                format!("。{next}、"),
                format!(";{next}."),
            ]
            .iter()
            .any(|item| text.contains(item))
    }

    /// `2.` without a heading `1.` before it: a note, or an item whose first is none either.
    fn is_unled(&self, candidate: &Candidate) -> bool {
        let last = || {
            self.headings
                .iter()
                .rev()
                .find(|one| one.style == candidate.style)
        };
        candidate.style >= Style::Item
            && candidate.ordinal.is_some_and(|ordinal| ordinal > 1)
            && last().is_none_or(|last| last.ordinal.map(|last| last + 1) != candidate.ordinal)
    }

    /// Whether a title is a table's.
    fn is_caption(&self, candidate: &Candidate) -> bool {
        let last = candidate.title.last();
        last.is_some_and(|last| ends_as_table(self.joined.within(last.clone())))
    }

    /// A line without a number over a table is its caption, one that repeats the heading before it
    /// is no other, and one with a year before all headings is the document's title.
    fn is_caption_or_repeat(&self, candidate: &Candidate) -> bool {
        let concept =
            |heading: &Candidate| heading.part.map(|found| std::ptr::from_ref(found.part));
        match self.headings.last() {
            Some(last) if concept(last).is_some() && concept(last) == concept(candidate) => {
                !candidate.part.is_some_and(|found| found.part.runs_in)
            }
            None => {
                if candidate.is_dated {
                    return false;
                }
                let title = candidate.folded_title(self.joined);
                title.contains('年') || list(List::ReportEnd).ends(title)
            }
            _ => false,
        }
    }

    /// 附件 and 第一部分 also open sentences.
    fn is_sentence(&self, candidate: &Candidate) -> bool {
        candidate.length(self.joined) > 60
            || (candidate.ending == Ending::RunIn && candidate.style == Style::Attachment)
    }
}

/// `收入支出决算总表`, `完成情况表1`; `预算执行情况(详见表1)` only refers to one.
fn ends_as_table(title: &str) -> bool {
    without_reference(title)
        .trim_end_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '(' | ')') || heading::is_numeral(c)
        })
        .ends_with('表')
}

/// A title without a bracket behind it that says where its tables stand: (详见表1-表12).
fn without_reference(title: &str) -> &str {
    let bracket = title.strip_suffix(')').and_then(|all| all.rsplit_once('('));
    bracket
        .filter(|(_, inner)| list(List::Reference).begins(inner))
        .map_or(title, |(title, _)| title)
}

/// `公务接待费较上年持平` reports; it does not announce.
fn reports(title: &str) -> bool {
    list(List::NoChange).ends(title)
}

/// `财政拨款收入：指…` explains a term.
fn is_explained(title: &str) -> bool {
    title
        .split_once(':')
        .is_some_and(|(_, rest)| list(List::Explains).begins(rest))
}

/// A classification path is a reported item, not a heading.
fn is_classified(title: &str) -> bool {
    MARKS.iter().any(|mark| title.contains(mark))
}
