//! Headings that run together on one line, as converters leave them that know no line breaks:
//! `第一部分 部门概况 一、主要职责`.

use crate::fold::Folded;
use crate::grammar::heading::{self, Style};
use crate::layout::{Layout, Paragraph};
use crate::lexicon::cues::{Class as Cue, cue};
use crate::lexicon::sections;
use crate::lexicon::years;
use crate::text::{Cut, Text};

/// Parts the paragraphs at the headings of the template that stand inside them.
pub fn apart(text: &Text, layout: &mut Layout) {
    let mut parted = Vec::with_capacity(layout.paragraphs.len());
    for paragraph in &layout.paragraphs {
        let mut start = paragraph.range.start;
        for cut in cuts(text, &layout.joined, paragraph) {
            let end = start + layout.joined.within(start..cut).trim_end().len();
            parted.push(Paragraph {
                lines: paragraph.lines.clone(),
                range: start..end,
            });
            start = cut;
        }
        parted.push(Paragraph {
            lines: paragraph.lines.clone(),
            range: start..paragraph.range.end,
        });
    }
    layout.paragraphs = parted;
}

/// Where headings begin inside a paragraph: behind white space or a full stop, with a number and a
/// title that the template knows.
fn cuts(text: &Text, joined: &Folded, paragraph: &Paragraph) -> Vec<usize> {
    let line = joined.within(paragraph.range.clone());
    let mut cuts = Vec::new();
    let mut last = None;
    for (at, c) in line.char_indices().skip(1) {
        if !(may_open(c) || last.is_some() && c.is_ascii_digit()) {
            continue;
        }
        let place = paragraph.range.start + at;
        let begun = cuts.last().map_or(0, |last| last - paragraph.range.start);
        let before = line.within(begun..at);
        let is_cut = || line.before(at).ends_with(['。', ' ']) || joined.gap_before(text, place);
        if !(cue(Cue::HeadingEnd).ends(before.trim_end()) || is_cut()) {
            continue;
        }
        let Ok((rest, number)) = heading::numbering(line.behind(at)) else {
            continue;
        };
        let first = || is_first_of(before, number.style, number.ordinal);
        let numbers = matches!(number.style, Style::Part | Style::Chapter | Style::Clause);
        // 1.总体情况。…。2.结构情况。
        let next = last.is_some_and(|(style, ordinal): (Style, Option<u64>)| {
            style == number.style && ordinal.map(|last| last + 1) == number.ordinal
        });
        if number.table || !((numbers || next) && is_cut() || first()) {
            continue;
        }
        let title = title(text, joined, paragraph.range.end - rest.len(), rest);
        let known = sections::find(title).is_some_and(|found| !found.is_prefixed);
        // 第三部分 名词解释 一、财政拨款收入
        let alone = || title.len() == rest.len() && !title.is_empty() && is_cut() && first();
        if known || alone() {
            cuts.push(place);
            last = Some((number.style, number.ordinal));
        }
    }
    cuts
}

/// Whether what stands before a number is a heading of the template with a number of an outer style, of whose parts
/// it is the first: 四、其他重要事项说明 1.
fn is_first_of(before: &str, style: Style, ordinal: Option<u64>) -> bool {
    ordinal == Some(1)
        && heading::numbering(before).is_ok_and(|(title, outer)| {
            let title = title.trim_end();
            outer.style < style
                && !outer.table
                && cue(Cue::HeadingEnd).ends(title)
                && sections::find(title).is_some_and(|found| !found.is_prefixed)
        })
}

/// Whether a heading's number may begin with this character.
fn may_open(c: char) -> bool {
    matches!(c, '第' | '(' | '1') || heading::is_numeral(c)
}

/// The longest title, in characters.
const LONGEST: usize = 40;

/// What stands before the next sign, white space or number.
fn title<'t>(text: &Text, joined: &Folded, start: usize, rest: &'t str) -> &'t str {
    let ends = |at: usize, c: char| {
        let before = rest.before(at).chars().next_back();
        let gap = !c.is_ascii()
            && before.is_some_and(|before| !before.is_ascii())
            && joined.gap_before(text, start + at);
        // White space beside a digit parts nothing, unless it parts a title from its text.
        let is_title = || {
            years::behind(rest.behind(at)).is_some()
                && joined.gap_before(text, start + at)
                && sections::find(rest.before(at)).is_some()
        };
        matches!(c, '。' | ':' | ';' | ',')
            || at > 0
                && (is_title() || gap || may_open(c) && heading::numbering(rest.behind(at)).is_ok())
    };
    let end = rest
        .char_indices()
        .take(LONGEST)
        .find(|(at, c)| ends(*at, *c));
    end.map_or(rest, |(at, _)| rest.before(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_one_line_are_parted() {
        for (line, expected) in [
            (
                "第一部分 部门概况 一、主要职责 负责供水。二、机构设置 内设3个股室。",
                &[
                    "第一部分部门概况",
                    "一、主要职责负责供水。",
                    "二、机构设置内设3个股室。",
                ][..],
            ),
            (
                "一、名词解释 二、收入决算情况说明 2021 年度收入8万元",
                &["一、名词解释", "二、收入决算情况说明2021年度收入8万元"],
            ),
            (
                "二、预算情况说明（一）收支预算情况",
                &["二、预算情况说明", "(一)收支预算情况"],
            ),
            (
                "四、其他重要事项说明 1.机关运行经费情况说明",
                &["四、其他重要事项说明", "1.机关运行经费情况说明"],
            ),
            (
                "第三部分 名词解释 一、财政拨款收入",
                &["第三部分名词解释", "一、财政拨款收入"],
            ),
            (
                "（五）支出决算情况说明 1.支出决算总体情况。支出8万元。2.支出决算结构情况。用于：",
                &[
                    "(五)支出决算情况说明",
                    "1.支出决算总体情况。支出8万元。",
                    "2.支出决算结构情况。用于:",
                ],
            ),
            ("四、其他事项说明 1.5万元", &["四、其他事项说明1.5万元"]),
            (
                "详见第一部分、第二部分 内容",
                &["详见第一部分、第二部分内容"],
            ),
            (
                "坚持四、五月开工。三、抓好落实",
                &["坚持四、五月开工。三、抓好落实"],
            ),
        ] {
            let text = Text::new(line.to_owned());
            let folded = Folded::new(&text);
            let mut layout = Layout::new(&text, &folded, &[]);
            apart(&text, &mut layout);
            let parted: Vec<&str> = layout
                .paragraphs
                .iter()
                .map(|one| &layout.joined.as_str()[one.range.clone()])
                .collect();
            assert_eq!(parted, expected, "{line}");
        }
    }
}
