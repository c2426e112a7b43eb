//! Candidates looked at in their place: which are headings, and which are items of lists, captions
//! of tables, or titles that go on in the next paragraph.

use std::ops::Range;

use super::candidate::{Candidate, Ending};
use super::contents::Contents;
use crate::fold::Folded;
use crate::grammar::heading::{self, Style};
use crate::layout::Layout;
use crate::lexicon::sections;

/// Keeps the candidates that are headings.
pub fn select(
    layout: &Layout,
    tables: &[Range<usize>],
    contents: &Contents,
    mut candidates: Vec<Option<Candidate>>,
) -> Vec<Candidate> {
    for index in 0..candidates.len() {
        complete_title(layout, &mut candidates, index);
    }
    let content = Content {
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
    for index in 0..candidates.len() {
        let Some(candidate) = &candidates[index] else {
            continue;
        };
        let next = candidates[index + 1..].iter().flatten().next();
        if candidate.number.is_none() && content.is_over_table(candidate) {
            continue;
        }
        let has_content = content.follows(candidate, next);

        let parts = next.is_some_and(|next| next.style > candidate.style);
        selection.judge(candidate.clone(), has_content, parts, next);
    }
    selection.headings
}

/// Words that end the title of a document or of an attachment.
const TITLE_ENDS: [&str; 12] = [
    "报告", "说明", "表", "方案", "公开", "目标", "清单", "总结", "情况", "办法", "通知", "自评",
];
/// A title goes on over at most this many paragraphs.
const MOST_PIECES: usize = 3;
/// The longest piece of such a title.
const LONGEST_PIECE: usize = 45;

/// Takes in the paragraphs over which a heading's title goes on: those behind 附件1 or 表一：, and
/// a rest such as 说明 that was wrapped.
fn complete_title(layout: &Layout, candidates: &mut [Option<Candidate>], index: usize) {
    let Some(candidate) = &candidates[index] else {
        return;
    };
    let joined = layout.joined.as_str();
    let attached = candidate.style == Style::Attachment || candidate.is_table;
    let ended = |text: &str| TITLE_ENDS.iter().any(|end| text.ends_with(end));
    let mut pieces: Vec<Range<usize>> = candidate
        .title
        .iter()
        .filter(|piece| !piece.is_empty())
        .cloned()
        .collect();
    let mut taken = 0;
    for (offset, paragraph) in layout.paragraphs[index + 1..]
        .iter()
        .take(MOST_PIECES)
        .enumerate()
    {
        let (mark, _) = heading::mark_up(&joined[paragraph.range.clone()]);
        let start = paragraph.range.start + mark;
        let line = joined[start..paragraph.range.end].trim_end_matches('*');
        let begun = pieces.last().map(|piece| &joined[piece.clone()]);
        let wanted = match begun {
            None => attached,
            Some(title) if attached => !ended(title) && candidate.ending != Ending::RunIn,
            Some(title) => candidate.ending == Ending::Alone && completes(title, line),
        };
        let numbered = candidates[index + 1 + offset]
            .as_ref()
            .is_some_and(|next| next.number.is_some());
        let fits = line.chars().count() <= LONGEST_PIECE
            && !line.starts_with(['(', '|', '['])
            && !line.contains(['。', ';', ',', ':']);
        if !wanted || numbered || !fits {
            break;
        }
        pieces.push(start..start + line.len());
        taken = offset + 1;
    }
    let whole = pieces
        .last()
        .is_some_and(|piece| ended(&joined[piece.clone()]));
    // Without a word that ends a title only its first piece is sure.
    if taken > 1 && !whole {
        let first = pieces.len() - taken + 1;
        pieces.truncate(first);
        taken = 1;
    }
    for used in 1..=taken {
        candidates[index + used] = None;
    }
    if let (Some(candidate), true) = (&mut candidates[index], taken > 0)
        && let Some(last) = pieces.last()
    {
        candidate.range.end = last.end;
        candidate.body = candidate.body.max(last.end);
        candidate.title = pieces;
    }
}

/// Whether a line is the wrapped rest of a title: together they are a title of the template, and the
/// line alone is none.
fn completes(title: &str, line: &str) -> bool {
    line.chars().count() <= LONGEST_REST
        && TITLE_ENDS.iter().any(|end| line.ends_with(end))
        && (sections::find(line).is_none() && sections::find(&format!("{title}{line}")).is_some())
}

/// The longest rest of a wrapped title.
const LONGEST_REST: usize = 14;

/// Tells whether anything stands between two headings.
struct Content<'a> {
    layout: &'a Layout,
    tables: &'a [Range<usize>],
    contents: &'a Contents,
}

impl Content<'_> {
    /// Whether the next thing behind a candidate is a table.
    fn is_over_table(&self, candidate: &Candidate) -> bool {
        let paragraphs = &self.layout.paragraphs;
        let end = paragraphs[candidate.paragraph].lines.end;
        let from = self.tables.partition_point(|table| table.start < end);
        let Some(table) = self.tables.get(from) else {
            return false;
        };
        // The unit may stand between a caption and its table.
        let between = paragraphs[candidate.paragraph + 1..]
            .iter()
            .take_while(|paragraph| paragraph.lines.start < table.start)
            .take(3)
            .collect::<Vec<_>>();
        between.len() <= 2
            && between.iter().all(|paragraph| {
                let line = &self.layout.joined.as_str()[paragraph.range.clone()];
                line.contains(':') && line.chars().count() <= 40
            })
    }

    fn follows(&self, candidate: &Candidate, next: Option<&Candidate>) -> bool {
        if candidate.ending == Ending::RunIn {
            return true;
        }
        let paragraphs = &self.layout.paragraphs;
        let end = next.map_or(paragraphs.len(), |next| next.paragraph);
        let text = (candidate.paragraph + 1..end).any(|index| {
            !self.contents.contains(index) && paragraphs[index].range.end > candidate.body
        });
        let lines = paragraphs[candidate.paragraph].lines.end
            ..next.map_or(usize::MAX, |next| paragraphs[next.paragraph].lines.start);
        let from = self
            .tables
            .partition_point(|table| table.start < lines.start);
        text || self
            .tables
            .get(from)
            .is_some_and(|table| table.start < lines.end)
    }
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
        let title = candidate.folded_title(self.joined);
        // A title opens the document itself until a first heading has come.
        if candidate.is_title {
            return !self.headings.is_empty();
        }
        let known = candidate.part.is_some();
        let runs_in = candidate.ending == Ending::RunIn;
        if self.list.is_some_and(|open| candidate.style > open) && (!known || runs_in) {
            return false;
        }
        if candidate.number.is_none() && self.is_caption_or_repeat(candidate) {
            return false;
        }

        match candidate.style {
            Style::Part | Style::Attachment => return !self.is_sentence(candidate),
            _ if candidate.is_table => return !title.is_empty(),
            _ if title.is_empty() => return false,
            _ => {}
        }
        // The title of a table is its caption; a list of such titles is a list.
        if candidate.ending == Ending::Alone && ends_as_table(title) {
            return false;
        }
        if is_explained(title) || is_classified(title) || candidate.has_quantity(self.joined) {
            return false;
        }
        if known {
            return true;
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
                let title = candidate.folded_title(self.joined);
                title.contains('年') || TITLE_ENDS[..2].iter().any(|end| title.ends_with(end))
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

/// `收入支出决算总表`, `完成情况表1`.
fn ends_as_table(title: &str) -> bool {
    title
        .trim_end_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '(' | ')' | '一' | '二' | '三')
        })
        .ends_with('表')
}

/// `财政拨款收入：指…` explains a term.
fn is_explained(title: &str) -> bool {
    title
        .split_once(':')
        .is_some_and(|(_, rest)| rest.starts_with(['指', '是', '为', '反']))
}

/// A classification path is a reported item, not a heading.
fn is_classified(title: &str) -> bool {
    ["(类)", "(款)", "(项)"]
        .iter()
        .any(|mark| title.contains(mark))
}
