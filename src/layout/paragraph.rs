//! Paragraphs: which line breaks are the author's, and which a PDF or a page put in.

use std::ops::Range;

use super::line::{Kind, Line};
use crate::fold::{self, Folded};
use crate::grammar::heading;
use crate::lexicon::clause::{Class, words};
use crate::lexicon::cues::{Class as Cue, cue};
use crate::lexicon::heads::AMONG;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::numbers::vocabulary;
use crate::lexicon::units;
use crate::text::Cut;

/// A stretch of text that its author wrote as one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Lines (from 0) of the source, first to behind the last.
    pub lines: Range<usize>,
    /// Bytes of the joined text, without the line break.
    pub range: Range<usize>,
}

/// What becomes of every line and of the break behind it.
#[derive(Debug)]
pub struct Breaks {
    /// Whether the break behind the line is taken out.
    pub soft: Vec<bool>,
    /// Whether the line is left out: blank, table, page number.
    pub skip: Vec<bool>,
}

/// A line is full when it is at most this many columns shorter than the width of the text.
const RAGGED: usize = 8;
/// Text is wrapped at some width if that width is at most so many columns…
const WIDEST: usize = 120;
/// … and at least so many.
const NARROWEST: usize = 36;
/// Prose is longer than this.
const PROSE: usize = 15;

/// Decides for every line break whether it ends a paragraph.
pub fn breaks(folded: &Folded, lines: &[Line]) -> Breaks {
    let wrap = wrap_width(folded, lines);
    let mut breaks = Breaks {
        soft: vec![false; lines.len()],
        skip: lines.iter().map(|line| line.kind != Kind::Text).collect(),
    };
    let mut last: Option<(usize, &Line)> = None;
    // Whether the last line carries a paragraph on.
    let mut carried = false;
    for (index, line) in lines.iter().enumerate() {
        match line.kind {
            Kind::Blank | Kind::Furniture => {}
            Kind::Table => last = None,
            Kind::Text => {
                let soft = |above: &_| is_soft(folded, lines, wrap, *above, (index, line), carried);
                let above = last.filter(soft);
                carried = above.is_some();
                if let Some((above, _)) = above {
                    let between = breaks.soft.iter_mut().take(index).skip(above);
                    between.for_each(|soft| *soft = true);
                }
                last = Some((index, line));
            }
        }
    }
    breaks
}

/// The width at which the text was wrapped; `None` where its lines are whole paragraphs.
fn wrap_width(folded: &Folded, lines: &[Line]) -> Option<usize> {
    let mut counts = [0usize; WIDEST + 2];
    let mut texts = 0usize;
    for line in lines.iter().filter(|line| line.kind == Kind::Text) {
        if let Some(count) = counts.get_mut(line.width.min(WIDEST + 1)) {
            *count += 1;
        }
        texts += 1;
    }
    // Wrapped text has hardly a line longer than its width, and many that reach it.
    if texts < 8 || counts[WIDEST + 1] * 20 > texts {
        return None;
    }
    let mut longer = 0;
    let widths = || counts.iter().enumerate().take(WIDEST + 1);
    let (width, _) = widths().skip(1).rev().find(|(_, count)| {
        longer += **count;
        longer * 12 > texts
    })?;
    let reach = widths().skip(width.saturating_sub(RAGGED));
    let full: usize = reach.map(|(_, count)| count).sum();
    // … and of those that reach it, many stop in the middle of a sentence.
    let cut = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.kind == Kind::Text && !line.numbered)
        .filter(|(index, line)| line.width + RAGGED >= width && !ends_sentence(folded.line(*index)))
        .count();
    (width >= NARROWEST && full * 4 >= texts && cut * 8 >= texts).then_some(width)
}

fn is_soft(
    folded: &Folded,
    lines: &[Line],
    wrap: Option<usize>,
    (above, over): (usize, &Line),
    (below, under): (usize, &Line),
    carried: bool,
) -> bool {
    let (upper, lower) = (folded.line(above), folded.line(below));
    let open = || has_point(lower) || lower.matches('(').count() > lower.matches(')').count();
    if below - above == 1 && stands_beside(over, under) && open() {
        return true;
    }
    if under.numbered || ends_sentence(upper) || is_labelled(lower) {
        return false;
    }
    let apart = below - above > 1;
    // A unit or a closing sign begins no paragraph: its number stands on the line above.
    if continues(upper, lower) {
        return true;
    }
    let full = wrap.is_some_and(|width| over.reach + RAGGED >= width);
    let titled = over.numbered && !full && is_unpointed(upper);
    // What carries a sentence on is of it, however short.
    let runs = is_prose(upper) || carried && has_point(upper);
    let prose = runs && !titled && !announces(upper);
    let runs_on = full && has_point(lower);
    if over.numbered && !prose && !runs_on {
        return false;
    }
    let indented =
        under.indent >= over.indent.min(2) + 2 || (under.indent >= 2 && over.indent == 0);
    if apart {
        let between = lines.get(above + 1..below).unwrap_or(&[]);
        let blank = between.iter().all(|line| line.kind == Kind::Blank);
        let parted = blank && wrap.is_none() && is_told(upper) && states(lower);
        return (prose || runs_on)
            && is_prose_start(lower)
            && !(wrap.is_some() && indented)
            && !parted;
    }
    if let Some(width) = wrap {
        let before = lines.before(above).last();
        let beside = before.is_some_and(|before| stands_beside(before, over));
        let reach = over.reach + over.indent;
        let fills = beside || reach + RAGGED >= width;
        // Amid a sentence a long word or number may be pushed to the line below.
        let ragged = prose && has_point(lower) && reach * 4 >= width * 3;
        return !indented
            && (fills || ragged || upper.ends_with([',', '、', '(']))
            && (prose || has_point(lower) || full);
    }
    upper.ends_with([',', '、', '(']) || (prose && !indented && has_point(lower))
}

/// No paragraph is indented by so many columns.
const DEEPEST: usize = 12;

/// Whether a line begins where the one above it ends: the two were one, a little out of line.
fn stands_beside(above: &Line, below: &Line) -> bool {
    let end = above.indent + above.length;
    below.indent >= DEEPEST && below.indent.abs_diff(end) <= 3
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['”', '’', ')', '》', '*'])
        .ends_with(['。', '!', '?', ';', ':'])
}

/// Whether a line has signs of running text, its own number left aside.
fn has_point(line: &str) -> bool {
    let (mark, _) = heading::mark_up(line);
    let body = heading::numbering(line.behind(mark)).map_or(line.behind(mark), |(rest, _)| rest);
    body.contains([',', '。', ';', '、'])
}

/// Whether a line is a title by its last word, though it lists things: `三公经费、会议费等情况`.
fn announces(line: &str) -> bool {
    is_unpointed(line) && cue(Cue::HeadingEnd).ends(line)
}

/// A line that names things and says nothing of them: `（一）绩效评价目的、对象和范围`.
fn is_unpointed(line: &str) -> bool {
    !line.contains([',', '。', ';'])
        && !line.ends_with('、')
        && line.chars().count() <= LONGEST_TITLE
}

/// The longest title, in characters.
const LONGEST_TITLE: usize = 45;

/// A line that can only be running text.
fn is_prose(line: &str) -> bool {
    has_point(line) && line.chars().count() >= PROSE
}

/// Whether a sentence may end with a line that has no full stop: 收入预算500万元，与上年预算持平.
fn is_told(line: &str) -> bool {
    line.ends_with(['元', '%', '个', '人', '辆']) || list(List::NoChange).ends(line)
}

/// Whether a line begins with a sentence of its own: a name before its first number.
fn states(line: &str) -> bool {
    let clause = line.split([',', '。', ';']).next().unwrap_or(line);
    let name = clause.before(clause.find(|c: char| c.is_ascii_digit()).unwrap_or(0));
    let named = name.chars().nth(1).is_some();
    let begins = |class: Class| {
        matches!(
            class,
            Class::Budget | Class::Adjusted | Class::Final | Class::Text | Class::Same
        )
    };
    let goes_on = |name: &str| {
        let first = words(name).next();
        first.is_some_and(|(at, class)| at.start == 0 && !begins(class))
    };
    named && !goes_on(name)
}

fn is_prose_start(line: &str) -> bool {
    has_point(line) || line.starts_with(['。', ')', '%'])
}

/// Whether the lower line begins with what can only follow the upper one.
fn continues(upper: &str, lower: &str) -> bool {
    if lower.starts_with([',', '。', ';', '、', ')', '%', '”', '》']) {
        return true;
    }
    // A number may be cut behind its point.
    if upper.ends_with(['.', ',']) && fold::is_one_number(upper, lower) {
        return true;
    }
    let number = upper.ends_with(|c: char| c.is_ascii_digit());
    let unit = units::leading(lower).is_some_and(|unit| unit.name.ends_with('元'));
    number && (unit || vocabulary().begins_with_measure(lower)) && upper.chars().count() > 4
}

/// `资金执行时间：…`: a short label and a colon begin a line of their own; `情况如下：` ends a sentence.
fn is_labelled(line: &str) -> bool {
    line.char_indices()
        .take(13)
        .find(|(_, c)| matches!(c, ':' | ',' | '。' | '、' | ';'))
        .is_some_and(|(at, c)| {
            let sentence = line.starts_with(AMONG) || line.before(at).ends_with("如下");
            c == ':' && at > 0 && !sentence
        })
}

/// The paragraphs of the joined text.
pub fn split(joined: &Folded, breaks: &Breaks) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut open = false;
    assert!(breaks.skip.len() == joined.line_count());
    for (index, (skip, soft)) in breaks.skip.iter().zip(&breaks.soft).enumerate() {
        let range = joined.line_range(index);
        if open {
            if let Some(last) = paragraphs.last_mut()
                && !skip
            {
                last.lines.end = index + 1;
                last.range.end = range.end;
            }
        } else if !skip {
            let start = range.start + usize::from(joined.within(range.clone()).starts_with(' '));
            paragraphs.push(Paragraph {
                lines: index..index + 1,
                range: start..range.end,
            });
        }
        open = *soft;
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::super::Layout;
    use super::*;
    use crate::text::Text;

    fn paragraphs(source: &str) -> Vec<String> {
        let text = Text::new(source.to_owned());
        let folded = Folded::new(&text);
        let layout = Layout::new(&text, &folded, &[]);
        layout
            .paragraphs
            .iter()
            .map(|one| layout.joined.as_str()[one.range.clone()].to_owned())
            .collect()
    }

    #[test]
    fn a_sentence_broken_by_a_page_is_joined() {
        let read = paragraphs(
            "全年支出预算100万元，其中教育支出 87.5\n\n- 3 -\n\n万元，其他支出 12.5 万元。\n\n二、其他\n",
        );
        assert_eq!(
            read,
            [
                "全年支出预算100万元,其中教育支出87.5万元,其他支出12.5万元。",
                "二、其他"
            ]
        );
    }

    #[test]
    fn an_empty_line_ends_a_sentence_without_a_full_stop() {
        let read = paragraphs(
            "收入预算500万元，与2021年预算持平\n\n支出预算500万元，较2021年预算下降4.2%\n\n主要原因是人员减少，经费下降。\n",
        );
        assert_eq!(
            read,
            [
                "收入预算500万元,与2021年预算持平",
                "支出预算500万元,较2021年预算下降4.2%主要原因是人员减少,经费下降。"
            ]
        );
        let read = paragraphs(
            "全年安排支出预算500万元，比上年增加30万元\n\n增长6.38%，主要原因是人员增加。\n",
        );
        assert_eq!(read.len(), 1, "{read:?}");
    }

    #[test]
    fn a_short_line_amid_a_sentence_is_of_it() {
        let read = paragraphs(
            "全年收入1093.44万元，比上年增加93.44万元，主要原因是项\n目支出增加，其中公务接待费支\n出3.00万元，公务用车运行费5.00\n万元。\n",
        );
        assert_eq!(read.len(), 1, "{read:?}");
        assert!(read[0].contains("公务接待费支出3.00万元"), "{read:?}");
    }

    #[test]
    fn a_number_cut_behind_its_point_is_one() {
        let read = paragraphs("全年支出预算，其中教育支出33.\n50万元，其他支出1,\n093.44万元。\n");
        assert_eq!(
            read,
            ["全年支出预算,其中教育支出33.50万元,其他支出1,093.44万元。"]
        );
    }

    #[test]
    fn a_title_that_lists_things_is_no_sentence() {
        let read =
            paragraphs("五、“三公”经费、培训费、会议费等情况\n全年安排5.8万元，比上年减少。\n");
        assert_eq!(read.len(), 2, "{read:?}");
    }

    #[test]
    fn headings_and_labels_stay_apart() {
        let read = paragraphs(
            "名词解释\n\n财政拨款：指资金，由财政安排\n\n执行时间：全年，分四季\n单位：万元\n",
        );
        assert_eq!(
            read,
            [
                "名词解释",
                "财政拨款:指资金,由财政安排",
                "执行时间:全年,分四季",
                "单位:万元"
            ]
        );
    }

    #[test]
    fn short_paragraphs_of_like_width_are_not_wrapped_text() {
        let read = paragraphs(
            "第二部分 部门决算情况说明\n一、收入决算情况说明\n本年收入合计4,500万元，增长。\n二、国有资产\n车8辆，增加。\n\
             十、机构运行经费支出决算情况说明\n2023年度机构运行经费支出120.5万元，增长。\n第四部分 决算公开联系方式及信息反馈渠道\n联系，电话\n",
        );
        assert_eq!(read.len(), 9, "{read:?}");
    }

    #[test]
    fn wrapped_text_is_joined_line_by_line() {
        let source = "    本单位负责全县水利工程的规划和建设，组织实施重点项目，\n指导乡镇做好防汛抗旱工作，落实河长制各项任务，推进节水型社会\n建设，完成上级交办的其他事项，保障全县供水安全和农田灌溉需要，\n同比增加21500元。\n    下一年度将继续推进上述工作，做好水库除险加固和中小河流治理，\n落实资金三百万元。\n    各乡镇水利站配合实施，按季度报送进度，年底前完成全部建设任务\n并组织验收，确保工程质量，发挥投资效益，让群众满意。\n";
        let read = paragraphs(source);
        assert_eq!(read.len(), 3, "{read:?}");
        assert!(read[0].ends_with("同比增加21500元。"));
    }
}
