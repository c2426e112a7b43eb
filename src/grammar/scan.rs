//! Finds the quantities of a passage, and leaves out the numbers that are none: dates, ordinals,
//! document numbers, codes, list numbers, figures inside names.
//!
//! Most of a passage is no number: a table of characters finds the places where one may begin, and
//! only there a grammar is asked.

use std::cell::OnceCell;
use std::ops::Range;

use super::foreign::Foreign;
use super::lost::Declared;
use super::number::{self, Digits, Setting};
use super::quantity::{self, Quantity, Reading};
use super::start::{self, Start};
use super::vocabulary::{Class, Vocabulary};
use super::{comparator, count, glued, han, lost, percent, ratio, refuse, series, settle};
use crate::allowance::tick;
use crate::record::{Comparator, Quantity as Kind};
use crate::text::{Cut, is_han};

/// A quantity and the bytes of the passage it was read from, comparator included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it says.
    pub quantity: Quantity,
    /// Whether the unit is not printed with this number: lost, or said once for a range.
    pub unit_assumed: bool,
    /// Where its measure word is printed, if it has one.
    pub measure: Option<Range<usize>>,
}

/// All quantities of a folded passage, in order. `wide_comma` tells whether the `,` at an offset
/// is a full-width one among plain digits: such a comma parts clauses as often as thousands.
pub fn scan(words: &Vocabulary, passage: &str, wide_comma: &dyn Fn(usize) -> bool) -> Vec<Found> {
    let mut scanner = Scanner {
        words,
        passage,
        wide_comma,
        found: Vec::new(),
        list: None,
        spread: None,
        foreign: None,
        declared: OnceCell::new(),
    };
    scanner.run();
    // No two quantities share a character: of 31日元1% the sign 日元 belongs to one of them.
    let mut end = 0;
    scanner.found.retain(|found| {
        let apart = found.range.start >= end;
        end = if apart { found.range.end } else { end };
        apart
    });
    scanner.found
}

/// The passage while it is read.
struct Scanner<'a> {
    words: &'a Vocabulary,
    passage: &'a str,
    wide_comma: &'a dyn Fn(usize) -> bool,
    found: Vec<Found>,
    /// Where the last number of a list with one unit begins, and what it counts.
    list: Option<(usize, Quantity)>,
    /// A comparator that is said for all of a list: 分别不少于60份、25份.
    spread: Option<Comparator>,
    /// What the passage says of money of other countries, once that was asked.
    foreign: Option<Foreign>,
    /// The unit of money that the passage declares, once that was asked.
    declared: OnceCell<Option<Declared>>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some((offset, start)) = start::first(self.passage.behind(at)) {
            at += offset;
            at = match start {
                Start::Digit | Start::Han => self.number(at),
                Start::Point => {
                    let (before, behind) = self.passage.split_at(at);
                    match before.ends_with(is_han) && number::is_decimal(behind) {
                        true => self.number(at),
                        false => at + 1,
                    }
                }
                Start::Quote => at + start::quoted(self.passage.behind(at)),
                Start::Letter => refuse::word_end(self.words, self.passage, at),
            };
        }
    }

    /// Reads what begins at `at` and tells where to go on.
    fn number(&mut self, at: usize) -> usize {
        tick();
        let setting_comma = |offset: usize| (self.wide_comma)(at + offset);
        let (before, rest) = self.passage.split_at(at);
        let setting = Setting::new(self.words, before, &setting_comma);
        if let Some(length) = refuse::no_number(self.words, setting.before, rest) {
            return at + length;
        }
        if self.ends_a_code(at) {
            return at + refuse::length(rest);
        }
        let digits = number::digits(rest, &setting);
        if let Some(Digits::Number(_, end)) = digits
            && rest.behind(end).starts_with(':')
            && let Some(ratio) = ratio::read(self.words, setting.before, rest)
        {
            return self.push(at, ratio, false);
        }
        if digits.is_none() {
            if let Some(worded) = percent::worded(self.words, setting.before, rest) {
                return self.push(at, worded, false);
            }
            if rest.starts_with(['半', '对', '番']) {
                return at + '半'.len_utf8();
            }
        }
        if let Some((last_at, list)) = &self.list
            && at < *last_at
        {
            let listed = Setting {
                listed: true,
                proven: true,
                ..setting
            };
            if let Some(one) = series::one_of_list(list, &listed, rest) {
                return self.push(at, one, true);
            }
        }
        if let Some(Digits::Number(first, end)) = digits
            && let Some(list) = series::list(&setting, rest, first, end)
            && let Some(one) = series::one_of_list(&list.last, &setting, rest)
        {
            self.list = Some((at + list.last_at, list.last));
            return self.push(at, one, true);
        }
        if let Some(mut one) = series::first_of_range(self.words, setting.before, rest)
            .or_else(|| series::first_of_change(self.words, setting.before, rest))
        {
            settle::times(self.words, setting.before, &mut one);
            return self.push(at, one, true);
        }
        let currency = refuse::currency_before(self.words, setting.before);
        let (sign, _) = currency.unzip();
        let reading = quantity::read_on(rest, digits, &setting, sign);
        let (quantity, skip) = match reading {
            Reading::Quantity(quantity) => (Some(quantity), 0),
            Reading::Nothing(skip) => (None, skip),
        };
        if let Some(mut quantity) = quantity {
            settle::times(self.words, setting.before, &mut quantity);
            let length = quantity.length;
            settle::pieces(
                self.words,
                setting.before,
                rest.behind(length),
                &mut quantity,
            );
            if refuse::no_quantity(self.words, setting.before, rest, &quantity) {
                return at + length.max(1);
            }
            let start = match currency {
                Some((currency, length))
                    if sign_says_unit(&quantity, currency)
                        || comparator::strip(self.words, self.passage.before(at - length))
                            .is_some() =>
                {
                    at - length
                }
                _ => at,
            };
            return self.take(start, at, quantity);
        }
        if let Some(years) = count::years(self.words, setting.before, rest) {
            return self.push(at, years, false);
        }
        let ends_range = self
            .found
            .last()
            .and_then(|first| series::second_of_range(self.words, self.passage, first, at));
        match ends_range.or_else(|| self.without_unit(rest, digits, &setting)) {
            Some(one) => self.push(at, one, true),
            None => at + skip.max(1),
        }
    }

    /// Whether digits and a hyphen before `at` are no end of a quantity, 0571-8701234, or digits and a stop,
    /// where a point was meant: 12。5%.
    fn ends_a_code(&self, at: usize) -> bool {
        let digits = self.passage.before(at).strip_suffix(['-', '。']);
        digits.is_some_and(|head| {
            let of_quantity = self
                .found
                .last()
                .is_some_and(|last| last.range.end == head.len());
            head.ends_with(|c: char| c.is_ascii_digit()) && !of_quantity
        })
    }

    /// Whether a stop and an amount follow: 33。5万元 is none of 5万元.
    fn point_meant(&self, behind: &str) -> bool {
        let amount = behind
            .strip_prefix('。')
            .and_then(|next| quantity::quantity(self.words, next));
        amount.is_some_and(|amount| amount.kind != Kind::Count)
    }

    /// A number whose unit is lost, where the words around it say what it is.
    fn without_unit(
        &self,
        rest: &str,
        digits: Option<Digits>,
        setting: &Setting<'_>,
    ) -> Option<Quantity> {
        let (numeral, length) = match digits {
            Some(Digits::Number(numeral, length)) if !self.point_meant(rest.behind(length)) => {
                (numeral, length)
            }
            Some(_) => return None,
            None => {
                let (after, numeral) = han::numeral(rest).filter(|_| rest.starts_with('零'))?;
                (numeral, rest.len() - after.len())
            }
        };
        let (words, passage) = (self.words, self.passage);
        let in_declared = || {
            let declared = self.declared.get_or_init(|| lost::declared(words, passage));
            let place = (setting.before, rest.behind(length));
            let last = self.found.last();
            lost::in_declared(
                words,
                passage,
                declared.as_ref()?,
                place,
                &numeral,
                length,
                last,
            )
        };
        match lost::read(words, setting.before, rest, numeral, length, &self.found) {
            Some(read) if read.kind == Kind::Money && read.unit.is_none() => {
                in_declared().or(Some(read))
            }
            read => read.or_else(in_declared),
        }
    }

    /// Takes in a quantity with all that touches it.
    fn take(&mut self, start: usize, at: usize, mut quantity: Quantity) -> usize {
        let before = self.passage.before(start);
        settle::power_alone(before, self.passage.behind(at), &mut quantity);
        let end = at + quantity.length;
        let known = settle::bare(
            self.words,
            before,
            self.passage.behind(end),
            &mut quantity,
            &self.found,
        );
        if !known {
            return end;
        }
        quantity.length = end - start;
        let shift = at - start;
        quantity.measure = quantity.measure.start + shift..quantity.measure.end + shift;
        self.push(start, quantity, false)
    }

    /// Keeps a quantity that begins at `at`; tells where to go on.
    fn push(&mut self, at: usize, mut quantity: Quantity, unit_assumed: bool) -> usize {
        if quantity.yuan.is_some() {
            let (words, passage) = (self.words, self.passage);
            let foreign = self
                .foreign
                .get_or_insert_with(|| Foreign::new(words, passage));
            if foreign.is(words, passage, at..at + quantity.length) {
                quantity.yuan = None;
            }
        }
        let measure = (!quantity.measure.is_empty())
            .then(|| at + quantity.measure.start..at + quantity.measure.end);
        let end = at + quantity.length;
        let next = end + quantity.bracket;
        let mut one = Found {
            range: at..end,
            quantity,
            unit_assumed,
            measure,
        };
        glued::doubt(self.passage, &mut one, self.found.last());
        settle::sign(self.passage, &mut one, self.found.last());
        self.take_comparator(&mut one);
        if let Some(last) = self.found.last_mut() {
            let start = one.range.start;
            let before = self.passage.before(last.range.start);
            let between = self.passage.within(last.range.end.min(start)..start);
            if series::are_range(&last.quantity, between, &one.quantity, before) {
                let without = |text: &str| comparator::inclusion(text).0 == Some(false);
                let lower = match without(between) {
                    true => Comparator::Above,
                    false => Comparator::AtLeast,
                };
                let upper = match without(self.passage.behind(end)) {
                    true => Comparator::Below,
                    false => Comparator::AtMost,
                };
                last.quantity.comparator.get_or_insert(lower);
                one.quantity.comparator.get_or_insert(upper);
            }
        }
        self.found.push(one);
        next
    }

    /// Takes in the comparator that touches the number, or that was said for its whole list.
    fn take_comparator(&mut self, one: &mut Found) {
        let before = self.passage.before(one.range.start);
        let Some((comparator, head)) = comparator::strip(self.words, before) else {
            let joined = before
                .strip_suffix(['、', '和', '与', '及'])
                .is_some_and(|head| {
                    self.found
                        .last()
                        .is_some_and(|last| last.range.end == head.len())
                });
            self.spread = self.spread.filter(|_| joined);
            let said = self
                .spread
                .or_else(|| comparator::apart(self.words, before));
            one.quantity.comparator = one.quantity.comparator.or(said);
            return;
        };
        // 近100余家 is about, whichever word says it; 超100余家 is more than.
        if let Some(comparator) = comparator
            && (one.quantity.comparator.is_none() || comparator != Comparator::About)
        {
            one.quantity.comparator = Some(comparator);
        }
        one.range.start = head.len();
        self.spread = comparator.filter(|_| self.words.ends(Class::Listing, head));
    }
}

/// Whether the currency before a number is part of its unit: `¥300`, `港币2960元`, but not
/// `人民币12万元`.
fn sign_says_unit(quantity: &Quantity, currency: super::vocabulary::Currency) -> bool {
    !currency.is_yuan || currency.word.is_ascii() || currency.word == "¥" || {
        let unit = quantity.unit.as_deref().unwrap_or("");
        unit.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::Folded;
    use crate::lexicon::numbers::vocabulary;
    use proptest::prelude::*;

    /// `raw=value unit`, for every quantity of a passage.
    fn read(passage: &str) -> String {
        let folded = Folded::fold(passage);
        let found = scan(vocabulary(), &folded, &|_| false);
        let show = |one: &Found| {
            format!(
                "{}={}{}",
                &folded[one.range.clone()],
                one.quantity.value.normalize(),
                one.quantity.unit.as_deref().unwrap_or("?")
            )
        };
        found.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn finds_what_a_passage_reports() {
        for (passage, expected) in [
            ("批复计划15批次1600余个", "15批次=15批次 1600余个=1600个"),
            // The unit of a list of names stands behind the last number.
            (
                "资金分配：帐篷162、棉衣被148、发电照明128万元",
                "162=162? 148=148? 128万元=128万元",
            ),
            ("安排办公费12.5、水电费3万元", "12.5=12.5? 3万元=3万元"),
            (
                "核定行政编制5、事业编制3、工勤编制2名",
                "5=5名 3=3名 2名=2名",
            ),
            (
                "项目支出22万元，占65%，包括：宣传9、展览13。",
                "22万元=22万元 65%=65% 9=9? 13=13?",
            ),
            ("基数5、满意度98%", "98%=98%"),
            ("附件1、附件2、附件共3个", "3个=3个"),
            ("见2019、2020、2021年", ""),
            ("组织50余批1000余人次", "50余批=50批 1000余人次=1000人次"),
            ("单笔1万元-5万元", "1万元=1万元 5万元=5万元"),
            ("单笔10-20万元", "10=10万元 20万元=20万元"),
            ("每场10~20人", "10=10人 20人=20人"),
            (
                "收、支总计各是4125.49、4143.91万元",
                "4125.49=4125.49万元 4143.91万元=4143.91万元",
            ),
            ("1、2020年收入5万元", "5万元=5万元"),
            ("支出决算数为729.3，完成预算100%", "729.3=729.3? 100%=100%"),
            ("预算数为2.3万，执行数为2.3万。", "2.3万=2.3万 2.3万=2.3万"),
            ("帮助21.19万贫困劳动力", "21.19万=211900?"),
            ("惠及群众15万，", "15万=150000?"),
            ("净额为-4.7万元", "-4.7万元=-4.7万元"),
            ("满意度不低于95%", "不低于95%=95%"),
            ("持卡率未达到100%", "未达到100%=100%"),
            ("失业率控制在3.57%以内", "3.57%以内=3.57%"),
            ("比上年节约5万元", "5万元=5万元"),
            ("近万条信息", "近万条=10000条"),
            ("共十一个经办机构", "十一个=11个"),
            ("甲乙丙等五市签订协议", "五市=5市"),
            ("车辆3辆，价值 51.95 万元", "3辆=3辆 51.95万元=51.95万元"),
            (
                "单价50万元以上通用设备0台（套）",
                "50万元以上=50万元 0台(套)=0台(套)",
            ),
            ("压缩办理时限293个工作日", "293个工作日=293工作日"),
            ("共计14个， 12人", "14个=14个 12人=12人"),
            ("下属二级预算单位2个", "2个=2个"),
            ("办结12345热线91件", "91件=91件"),
            ("增长1.2个百分点", "1.2个百分点=1.2个百分点"),
            ("得分95分", "95分=95分"),
        ] {
            assert_eq!(read(passage), expected, "{passage}");
        }
    }

    #[test]
    fn leaves_out_what_is_no_quantity() {
        for passage in [
            "2020年12月31日前",
            "2020年1月-12月",
            "1992-1993年",
            "川财会〔2013〕9号文件",
            "人社厅发﹝2018﹞54号",
            "第十三批、第3批、第十一次会议",
            "严格落实中央八项规定",
            "增强“四个意识”、坚定“四个自信”",
            "内设“4室16科1院1队5中心”",
            "“三公”经费",
            "《关于印发二十条措施的通知》",
            "拨打12345热线或0571-8701234",
            "教育205（类）",
            "其他用车0辆0，".trim_start_matches("其他用车0辆"),
            "省公共就业系统V2.0",
            "一次性补助",
            "统一个人账户",
            "二次分配",
            "三个方面",
            "省委十一届七次八次全会",
            "单位：万元",
            "十堰市、六安市、三明市",
            "上午9时30分",
            "每年20日前",
            "实行100分制",
            "2020 年度",
            "浏览：1047次",
            "市七届人大三次会议",
        ] {
            assert_eq!(read(passage), "", "{passage}");
        }
    }

    #[test]
    fn a_full_width_comma_parts_clauses_among_plain_digits() {
        let passage = "分别为100,200,300万元";
        let values = |wide: bool| {
            let found = scan(vocabulary(), passage, &|_| wide);
            found
                .iter()
                .map(|one| one.quantity.value.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(values(false), [""; 0], "one number or three");
        assert_eq!(values(true), ["100", "200", "300"]);
    }

    proptest! {
        #[test]
        fn any_passage_is_read_without_panic(
            passage in "[0-9一二十百千万亿零元%人个批次台(套),.。、\\-~至近约超余多“”《》以上内第年 a]{0,60}"
        ) {
            let found = scan(vocabulary(), &passage, &|_| false);
            let mut end = 0;
            for one in found {
                prop_assert!(one.range.start >= end && passage.is_char_boundary(one.range.start));
                end = one.range.end;
            }
        }
    }
}
