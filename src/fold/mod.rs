//! The folded view: a document's text as the grammars read it.
//!
//! Folding makes alike what means alike and differs only by how a file came about: full-width
//! forms and look-alikes become the plain character, traditional characters become simplified
//! (one character for one), white space that Chinese does not need is dropped, and so is what
//! converters left ([`leaving`]): glosses, entities, doubled signs. What they lost from a date
//! ([`lost`]) is put back. Lines stay lines until
//! [`Folded::join`] takes out the line breaks that a PDF put inside a paragraph. Every folded byte
//! knows the source byte it came from.

mod character;
mod figure;
mod leaving;
mod lost;

use std::ops::Range;

use crate::allowance::tick;
use crate::text::{Text, is_han};
pub use character::fold_char;
use character::{Class, Doubled, FOLDING, class, doubled, fold_with, inert, is_private, parts};
use leaving::Read;

/// A printed name in simplified characters and without glosses; its signs stay as they are.
pub fn simplified(printed: &str) -> String {
    let mut plain = String::with_capacity(printed.len());
    let mut next = 0;
    for (at, c) in printed.char_indices() {
        if at < next {
            continue;
        }
        next = at + leaving::gloss_at(printed, at);
        if next == at {
            let read = fold_char(c);
            plain.push(if is_han(read) { read } else { c });
        }
    }
    plain
}

/// A stretch in which folded and source bytes run in step.
#[derive(Debug, Clone, Copy)]
struct Run {
    folded: usize,
    source: usize,
}

/// Folded text with the exact way back to its source.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    runs: Vec<Run>,
    /// Where each source line begins in the folded text.
    line_starts: Vec<usize>,
}

impl Folded {
    /// Folds a text line by line; line `i` of the result is line `i` of the source.
    pub fn new(text: &Text) -> Self {
        let table = FOLDING.as_slice();
        let mut folded = Self {
            text: String::with_capacity(text.as_str().len()),
            runs: Vec::new(),
            line_starts: Vec::with_capacity(text.line_count()),
        };
        for index in 0..text.line_count() {
            if index > 0 {
                folded.push::<true>('\n', text.line_range(index).start - 1);
            }
            folded.line_starts.push(folded.text.len());
            folded.fold_line::<true>(table, text.line(index), text.line_range(index).start);
        }
        folded
    }

    /// Folds a piece of text that stands alone, such as a label or a `raw`.
    pub fn fold(piece: &str) -> String {
        let mut folded = Self {
            text: String::with_capacity(piece.len()),
            ..Self::default()
        };
        folded.fold_line::<false>(&FOLDING, piece, 0);
        folded.text
    }

    /// Folds a line; `MAPPED` if the way back to its source is asked for.
    fn fold_line<const MAPPED: bool>(&mut self, table: &[u16], line: &str, start: usize) {
        let head = self.text.len();
        let mut last: Option<Class> = None;
        let mut space: Option<usize> = None;
        // Up to here the line is read.
        let mut next = 0;
        let mut lost = [None; 3].into_iter().flatten().peekable();
        for (at, mut printed) in line.char_indices() {
            if at < next {
                continue;
            }
            next = at + printed.len_utf8();
            while let Some((_, read)) = lost.next_if(|(place, _)| *place <= at) {
                // It comes from the digit before it.
                self.push::<MAPPED>(read, start + before(line, at));
                (space, last) = (None, Some(Class::Sign));
            }
            if lost.peek().is_none()
                && matches!(printed, '1' | '2' | '１' | '２')
                && !matches!(last, Some(Class::Word | Class::Point))
            {
                lost = lost::in_date(line, at).into_iter().flatten().peekable();
            }
            if let Some((class, read)) = inert(table, printed)
                && !(class == Class::Word && space.is_some())
            {
                space = None;
                last = Some(class);
                self.push::<MAPPED>(read, start + at);
                continue;
            }
            if let Some(found) = leaving::at(line, at) {
                next = at + found.length;
                match found.read {
                    Read::Nothing => continue,
                    Read::Space => {
                        space.get_or_insert(at);
                        continue;
                    }
                    Read::As(meant) => printed = meant,
                    Read::Number(number) => {
                        // It ends where what stands for it ends.
                        let end = before(line, next);
                        for (place, read) in number.char_indices() {
                            let closes = place + read.len_utf8() == number.len();
                            self.push::<MAPPED>(read, start + if closes { end } else { at });
                        }
                        (space, last) = (None, Some(Class::Sign));
                        continue;
                    }
                }
            }
            let class = class(printed);
            if class == Class::Nothing
                || is_private(printed) && figure::goes_on(&line[..at], &line[next..])
            {
                continue;
            }
            if class == Class::Space {
                space.get_or_insert(at);
                continue;
            }
            if let Some(gap) = space.take()
                && parts(last, class)
                && !figure::is_one(line[..gap].trim_end(), &line[at..])
            {
                self.push::<MAPPED>(' ', start + gap);
            }
            let read = fold_with(table, printed);
            last = Some(class);
            let before = self.text[head..].chars().next_back();
            match before.map_or(Doubled::No, |before| doubled(before, read, &line[next..])) {
                Doubled::No => self.push::<MAPPED>(read, start + at),
                Doubled::First => {
                    self.text.pop();
                    self.push::<MAPPED>(read, start + at);
                }
                Doubled::Second => {}
            }
        }
    }

    /// Appends a folded character that came from the source character at `source`.
    fn push<const MAPPED: bool>(&mut self, read: char, source: usize) {
        if MAPPED {
            let folded = self.text.len();
            let in_step = self
                .runs
                .last()
                .is_some_and(|run| folded - run.folded == source.wrapping_sub(run.source));
            if !in_step {
                self.runs.push(Run { folded, source });
            }
        }
        self.text.push(read);
    }

    /// The whole folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many source lines it has.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The folded bytes of line `index` (from 0), without a line break.
    pub fn line_range(&self, index: usize) -> Range<usize> {
        tick();
        let start = self.line_starts[index];
        let end = self
            .line_starts
            .get(index + 1)
            .copied()
            .unwrap_or(self.text.len());
        let broken = end > start && self.text.as_bytes()[end - 1] == b'\n';
        start..if broken { end - 1 } else { end }
    }

    /// Line `index` (from 0), folded.
    pub fn line(&self, index: usize) -> &str {
        &self.text[self.line_range(index)]
    }

    /// The same text with the line breaks after the lines that `soft` marks taken out, and the
    /// lines that `skip` marks left empty. Both have one entry a line.
    pub fn join(&self, text: &Text, soft: &[bool], skip: &[bool]) -> Self {
        let mut joined = Self {
            text: String::with_capacity(self.text.len()),
            runs: Vec::with_capacity(self.runs.len()),
            line_starts: Vec::with_capacity(self.line_starts.len()),
        };
        for index in 0..self.line_count() {
            let range = self.line_range(index);
            // Two words that meet at a line break stay two: no number is made from two halves.
            if !skip[index]
                && !range.is_empty()
                && let Some((last, _)) = joined.text.char_indices().next_back()
                && let Some(last) = text.as_str()[joined.source_start(last)..].chars().next()
                && let Some(next) = text.as_str()[self.source_start(range.start)..]
                    .chars()
                    .next()
                && last != '\n'
                && parts(Some(class(last)), class(next))
                && !figure::is_one(last_line(&joined.text), &self.text[range.clone()])
                && !figure::is_broken(last_line(&joined.text), &self.text[range.clone()])
            {
                joined.push::<true>(' ', self.source_start(range.start) - 1);
            }
            joined.line_starts.push(joined.text.len());
            if !skip[index] {
                joined.push_range(self, range.clone());
            }
            if index + 1 < self.line_count() && !soft[index] {
                joined.push::<true>('\n', self.source_start(range.end));
            }
        }
        joined
    }

    fn push_range(&mut self, from: &Self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let run = from.run_index(at);
            let end = from
                .runs
                .get(run + 1)
                .map_or(range.end, |next| next.folded.min(range.end));
            let source = from.runs[run].source + (at - from.runs[run].folded);
            self.runs.push(Run {
                folded: self.text.len(),
                source,
            });
            self.text.push_str(&from.text[at..end]);
            at = end;
        }
    }

    fn run_index(&self, folded: usize) -> usize {
        self.runs.partition_point(|run| run.folded <= folded) - 1
    }

    /// The source byte at which the folded character at `folded` begins.
    pub fn source_start(&self, folded: usize) -> usize {
        tick();
        if self.runs.is_empty() {
            return 0;
        }
        let run = self.runs[self.run_index(folded)];
        run.source + (folded - run.folded)
    }

    /// The source bytes that a range of the folded text was read from: from where its first
    /// character begins to where its last one ends.
    pub fn source_range(&self, text: &Text, folded: Range<usize>) -> Range<usize> {
        if folded.is_empty() {
            let at = self.source_end(text, folded.start);
            return at..at;
        }
        self.source_start(folded.start)..self.source_end(text, folded.end)
    }

    /// The source byte at which the character before the folded byte `folded` ends.
    fn source_end(&self, text: &Text, folded: usize) -> usize {
        let Some((last, _)) = self.text[..folded].char_indices().next_back() else {
            return 0;
        };
        let last = self.source_start(last);
        let end = last
            + text.as_str()[last..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        // A gloss belongs to its character.
        end + leaving::gloss_at(&text.as_str()[last..], end - last)
    }

    /// Whether the source has white space directly before the folded character at `folded`.
    pub fn gap_before(&self, text: &Text, folded: usize) -> bool {
        let before = &text.as_str()[..self.source_start(folded)];
        before
            .chars()
            .next_back()
            .is_some_and(|c| class(c) == Class::Space)
    }

    /// The source of a folded range without the white space that folding drops: what a record
    /// gives as `raw`.
    pub fn raw(&self, text: &Text, folded: Range<usize>) -> String {
        let source = &text.as_str()[self.source_range(text, folded.clone())];
        if source.len() == folded.len() || !source.chars().any(is_dropped) {
            return source.to_owned();
        }
        unspaced(source)
    }
}

/// Where the character before byte `at` of a line begins.
fn before(line: &str, at: usize) -> usize {
    line[..at]
        .char_indices()
        .next_back()
        .map_or(0, |(at, _)| at)
}

/// Whether folding drops a character wherever it stands.
fn is_dropped(c: char) -> bool {
    matches!(class(c), Class::Space | Class::Nothing)
}

/// What stands behind the last line break, as far as a number reaches back.
fn last_line(text: &str) -> &str {
    let near = text.char_indices().rev().take(LONGEST_NUMBER);
    let start = near.take_while(|(_, c)| *c != '\n').last();
    &text[start.map_or(text.len(), |(at, _)| at)..]
}

/// Characters of a number that is cut in two, and of what tells that it is none.
const LONGEST_NUMBER: usize = 32;

/// Whether two folded lines cut a number in two: `33.` and `50万元`.
pub fn is_one_number(upper: &str, lower: &str) -> bool {
    figure::is_one(last_line(upper), lower)
}

/// A piece of source text without the white space that folding drops.
pub fn unspaced(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut last: Option<Class> = None;
    let mut spaced = false;
    for printed in source.chars() {
        let class = class(printed);
        if class == Class::Nothing || is_private(printed) {
            continue;
        }
        if class == Class::Space {
            spaced = true;
            continue;
        }
        if spaced && parts(last, class) {
            kept.push(' ');
        }
        spaced = false;
        kept.push(printed);
        last = Some(class);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_what_differs_only_in_form() {
        for (printed, read) in [
            ("２０２０ 年（决算）", "2020年(决算)"),
            ("財政撥款收入 1,516.64 萬元", "财政拨款收入1,516.64万元"),
            ("部⻔⻋辆⽀出", "部门车辆支出"),
            ("机房 UPS 电源 3 台", "机房UPS电源3台"),
            ("12, 345 67", "12, 345 67"),
            ("  　缩进\u{a0}的 行 ", "缩进的行"),
            ("①数量", "①数量"),
            // Glosses of mirrors; a remark in brackets is none.
            ("部門預(yù)算50萬(wàn)元", "部门预算50万元"),
            ("經（jīng）費，他們(men)", "经费,他们"),
            ("设备(tv)3台（lì）", "设备(tv)3台"),
            // Signs for lost white space, entities, private characters.
            ("??一、收入情况", "一、收入情况"),
            ("？（二）支出", "(二)支出"),
            ("收入7.5?万元，满意度?98%", "收入7.5万元,满意度?98%"),
            ("?98%", "?98%"),
            ("？。ㄒ唬┲收入情况", "(一)收入情况"),
            ("是否合规?是", "是否合规?是"),
            ("&nbsp;&nbsp;收入&ldquo;三公&rdquo;", "收入“三公”"),
            ("\u{f06c}主要\u{e004}职能", "主要职能"),
            // Doubled signs.
            ("收入，，支出,。结余。。", "收入,支出。结余。"),
            (
                "公务接待费费1万元，接待费费用",
                "公务接待费1万元,接待费费用",
            ),
            // Numbers that white space cuts.
            ("共1, 093.44 万 元，33. 00万元", "共1,093.44万元,33.00万元"),
            ("1. 2020 年，2 0 2 1 年", "1. 2020年,2021年"),
            // Marks of pages in a sentence; a dash may also be an empty cell.
            ("其中，教育— 11 —支出", "其中,教育支出"),
            ("其中，教育 - 9 - 支出", "其中,教育支出"),
            ("合计 - 9 - 支出", "合计-9-支出"),
            ("收入第 3 页 共 20 页支出", "收入支出"),
            ("其中，运行费— 11 —5.00万元", "其中,运行费5.00万元"),
            ("其中，运行费5.00 — 11 — 万元", "其中,运行费5.00万元"),
            ("其中，运行费5.00- 11 -", "其中,运行费5.00"),
            ("— 9 —出3万元，比上年增加", "出3万元,比上年增加"),
            ("-11-万元，比上年增加", "万元,比上年增加"),
            ("时间，2018 - 12 - 31", "时间,2018-12-31"),
            // Characters without width are nothing; private ones are nothing inside a number.
            (
                "支\u{200b}出1\u{200d}23\u{feff}.4\u{ad}4万元",
                "支出123.44万元",
            ),
            (
                "支出1\u{e004}23.44万元，2021\u{e5e5}项",
                "支出123.44万元,2021项",
            ),
            // A byte that was lost before a number in brackets.
            ("？。ㄈ公务用车", "(三)公务用车"),
            ("；？。ǘ公务用车4万元", ";(二)公务用车4万元"),
            ("支出8万元。ㄋ模公务接待费", "支出8万元。(四)公务接待费"),
            // Glosses with a capital letter, with accents of their own, in other brackets, twice.
            ("綠(Lǜ)化率，經(jīng)費", "绿化率,经费"),
            ("萬[wàn]元，經 ( jīng )費，訓(xùn)(xùn)", "万元,经费,训"),
            ("甲(A)类，收入[yù]", "甲(A)类,收入"),
            // Dates that lost characters.
            (
                "截至20171231日，截止２０１７１２３１日",
                "截至2017年12月31日,截止2017年12月31日",
            ),
            (
                "截止2017 12月31日，202112月31日",
                "截止2017年12月31日,2021年12月31日",
            ),
            (
                "2021年1231日，2021年12 31日",
                "2021年12月31日,2021年12月31日",
            ),
            ("截止2017 12 31 ，车辆", "截止2017年12月31日,车辆"),
            ("2021全区收入，2021 全县", "2021年全区收入,2021年全县"),
            (
                "编号20171231，20171日，12021全区",
                "编号20171231,20171日,12021全区",
            ),
        ] {
            assert_eq!(Folded::fold(printed), read, "{printed}");
        }
    }

    #[test]
    fn a_name_is_simplified_and_keeps_its_signs() {
        assert_eq!(
            simplified("公務(wù)用車（含維護費）"),
            "公务用车（含维护费）"
        );
        assert_eq!(simplified("设备（tv）"), "设备（tv）");
    }

    #[test]
    fn joins_lines_and_finds_the_way_back() {
        let text = Text::new("同比增\n加 21500 元\n\n- 3 -\n\n，下降".to_owned());
        let folded = Folded::new(&text);
        let joined = folded.join(
            &text,
            &[true, true, true, true, true, true],
            &[false, false, false, true, false, false],
        );
        assert_eq!(joined.as_str(), "同比增加21500元,下降");
        let at = joined.as_str().find("增加").unwrap();
        let range = joined.source_range(&text, at..at + "增加21500元".len());
        assert_eq!(&text.as_str()[range.clone()], "增\n加 21500 元");
        assert_eq!(
            joined.raw(&text, at..at + "增加21500元".len()),
            "增加21500元"
        );
    }

    #[test]
    fn an_amount_that_is_wrapped_is_one() {
        let text = Text::new("支出总计10\n93.44万元".to_owned());
        let joined = Folded::new(&text).join(&text, &[true, true], &[false, false]);
        assert_eq!(joined.as_str(), "支出总计1093.44万元");
    }

    #[test]
    fn no_number_is_made_from_two_halves() {
        let text = Text::new("共12\n34人".to_owned());
        let joined = Folded::new(&text).join(&text, &[true, true], &[false, false]);
        assert_eq!(joined.as_str(), "共12 34人");
    }

    proptest! {
        #[test]
        fn every_folded_range_comes_from_its_source(
            // No glosses (letters in brackets), points or page marks: what becomes of them hangs on what stands around.
            source in "[ \u{3000}\n\t0-9，。（）％萬財政万元⻔]{0,80}",
            soft in prop::collection::vec(any::<bool>(), 81),
            a in 0usize..80,
            b in 0usize..80,
        ) {
            let text = Text::new(source);
            let lines = text.line_count();
            let joined = Folded::new(&text).join(&text, &soft[..lines], &vec![false; lines]);
            let starts: Vec<usize> =
                joined.as_str().char_indices().map(|(at, _)| at).chain([joined.as_str().len()]).collect();
            let (a, b) = (starts[a.min(starts.len() - 1)], starts[b.min(starts.len() - 1)]);
            let range = a.min(b)..a.max(b);
            prop_assume!(!joined.as_str()[range.clone()].contains(['\n', ' ']));
            let source = &text.as_str()[joined.source_range(&text, range.clone())];
            // A sign that is doubled where two lines meet is there once.
            let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let read = words(&joined.as_str()[range.clone()]);
            prop_assert_eq!(words(&Folded::fold(source)), read.clone());
            prop_assert_eq!(words(&Folded::fold(&joined.raw(&text, range))), read);
        }
    }
}
