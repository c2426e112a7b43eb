//! Titles that go on in the next paragraphs.

use std::ops::Range;

use super::candidate::{Candidate, Ending};
use crate::grammar::heading::{self, Style};
use crate::layout::Layout;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sections;
use crate::text::Cut;

/// A title goes on over at most this many paragraphs.
const MOST_PIECES: usize = 3;
/// The longest piece of such a title.
const LONGEST_PIECE: usize = 45;
/// The longest rest of a wrapped title.
const LONGEST_REST: usize = 14;

/// Takes in the paragraphs over which a heading's title goes on: those behind 附件1 or 表一：, and
/// a rest such as 说明 that was wrapped.
pub(super) fn complete(layout: &Layout, candidates: &mut [Option<Candidate>], index: usize) {
    let Some((Some(candidate), behind)) =
        candidates.get_mut(index..).and_then(<[_]>::split_first_mut)
    else {
        return;
    };
    let joined = layout.joined.as_str();
    let mut pieces: Vec<Range<usize>> = candidate
        .title
        .iter()
        .filter(|piece| !piece.is_empty())
        .cloned()
        .collect();
    let own = pieces.len();
    for (paragraph, next) in (layout.paragraphs.iter().skip(index + 1))
        .zip(&*behind)
        .take(MOST_PIECES)
    {
        let begun = pieces.last().map(|piece| joined.within(piece.clone()));
        let numbered = next.as_ref().is_some_and(|next| next.number.is_some());
        match rest(candidate, begun, joined, &paragraph.range, numbered) {
            Some(piece) => pieces.push(piece),
            None => break,
        }
    }
    let whole = pieces.last().is_some_and(|piece| {
        let line = joined.within(piece.clone());
        is_ended(line) || candidate.style == Style::Part && sections::find(line).is_some()
    });
    // Without a word that ends a title only its first piece is sure.
    if !whole {
        pieces.truncate(own + 1);
    }
    let taken = pieces.len() - own;
    behind.iter_mut().take(taken).for_each(|used| *used = None);
    if taken > 0
        && let Some(last) = pieces.last()
    {
        candidate.range.end = last.end;
        candidate.body = candidate.body.max(last.end);
        let whole: String = pieces
            .iter()
            .map(|piece| joined.within(piece.clone()))
            .collect();
        candidate.part = candidate.part.or_else(|| sections::find(&whole));
        candidate.title = pieces;
    }
}

/// The line of a paragraph, if a heading's title, of which `begun` is the last piece, goes on in it.
fn rest(
    candidate: &Candidate,
    begun: Option<&str>,
    joined: &str,
    paragraph: &Range<usize>,
    numbered: bool,
) -> Option<Range<usize>> {
    let (mark, _) = heading::mark_up(joined.within(paragraph.clone()));
    let start = paragraph.start + mark;
    let line = joined.within(start..paragraph.end).trim_end_matches('*');
    let attached = candidate.style == Style::Attachment || candidate.is_table;
    let wanted = match begun {
        // 第一部分 and 一、 stand on a line of their own.
        None => attached || candidate.style <= Style::Clause,
        Some(title) if attached => !is_ended(title) && candidate.ending != Ending::RunIn,
        // 第一部分, then the agency, then what the part is.
        Some(title) if candidate.style == Style::Part && sections::find(title).is_none() => {
            !is_ended(title) && sections::find(line).is_some()
        }
        Some(title) => {
            candidate.ending == Ending::Alone
                && (completes(title, line) || candidate.number.is_some() && says_more(title, line))
        }
    };
    let fits = line.chars().count() <= LONGEST_PIECE
        && !line.is_empty()
        && !is_form_number(line)
        && !line.starts_with(['(', '|', '['])
        && !line.contains(['。', ';', ',', ':']);
    // 第五部分 may be 附件.
    let is_attachments = candidate.style == Style::Part && line == "附件";
    (wanted && (!numbered || is_attachments) && fits).then(|| start..start + line.len())
}

/// Whether a line ends as titles do.
fn is_ended(line: &str) -> bool {
    list(List::TitleEnd).ends(line)
}

/// `公开01表` stands above a table, at its edge.
fn is_form_number(line: &str) -> bool {
    let number = line
        .strip_prefix("公开")
        .and_then(|rest| rest.strip_suffix('表'));
    number.is_some_and(|number| number.chars().count() <= 4)
}

/// Whether a title that does not end as titles do goes on in a line that does, and names the same part with it:
/// 机关运行经费|支出情况说明.
fn says_more(title: &str, line: &str) -> bool {
    let part = |title: &str| sections::find(title).map(|found| std::ptr::from_ref(found.part));
    line.chars().count() <= LONGEST_REST
        && is_ended(line)
        && !is_ended(title)
        && part(title).is_some_and(|own| part(&format!("{title}{line}")) == Some(own))
}

/// Whether a line is the wrapped rest of a title: a word goes on in it (情|况说明), or together they
/// are a title of the template, which the line alone is not.
fn completes(title: &str, line: &str) -> bool {
    let goes_on = list(List::WrappedTitle).words().any(|whole| {
        whole
            .strip_suffix(line)
            .is_some_and(|begun| !begun.is_empty() && title.ends_with(begun))
            && !is_ended(title)
    });
    goes_on
        || line.chars().count() <= LONGEST_REST
            && is_ended(line)
            && (sections::find(line).is_none()
                && sections::find(&format!("{title}{line}")).is_some())
}
