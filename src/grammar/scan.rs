//! Finds the quantities of a passage, and leaves out the numbers that are none: dates, ordinals,
//! document numbers, codes, list numbers, figures inside names.

use std::ops::Range;

use rust_decimal::Decimal;

use super::comparator;
use super::number::{self, is_han_numeral};
use super::quantity::{self, Quantity};
use super::series;
use crate::lexicon::set_phrases;
use crate::record::{Comparator, Quantity as Kind};

/// A quantity and the bytes of the passage it was read from, comparator included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it says.
    pub quantity: Quantity,
    /// Whether the unit is not printed with this number: lost, or said once for a range.
    pub unit_assumed: bool,
}

/// A quoted name is at most this long; a quotation mark that finds no partner within it is a slip.
const LONGEST_QUOTE: usize = 40;
/// The title of a document is at most this long.
const LONGEST_TITLE: usize = 80;

/// No number is longer: what goes on for longer is a list, and is not looked through from every
/// place in it.
const LONGEST_NUMBER: usize = 40;

/// All quantities of a folded passage, in order. `wide_comma` tells whether the `,` at an offset
/// is a full-width one among plain digits: such a comma parts clauses, not thousands.
pub fn scan(passage: &str, wide_comma: &dyn Fn(usize) -> bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    let mut last: Option<char> = None;
    while let Some(c) = passage[at..].chars().next() {
        if let Some(end) = quoted(passage, at, c) {
            last = passage[..end].chars().next_back();
            at = end;
        } else if c.is_ascii_digit() || is_han_numeral(c) || passage[at..].starts_with("百分之")
        {
            let end = match read_at(passage, at, last, &found, wide_comma) {
                Some(one) => {
                    let end = one.range.end;
                    found.push(one);
                    end
                }
                None => skip_numeral(passage, at, wide_comma),
            };
            last = passage[..end].chars().next_back();
            at = end;
        } else {
            last = Some(c);
            at += c.len_utf8();
        }
    }
    found
}

/// Where the quotation or book title that opens at `at` ends; `None` where none opens, or where it
/// is too long to be a name.
fn quoted(passage: &str, at: usize, open: char) -> Option<usize> {
    let (close, longest) = match open {
        '“' => ('”', LONGEST_QUOTE),
        '「' => ('」', LONGEST_QUOTE),
        '‘' => ('’', LONGEST_QUOTE),
        '《' => ('》', LONGEST_TITLE),
        _ => return None,
    };
    let mut depth = 0usize;
    for (offset, c) in passage[at..].char_indices().take(longest) {
        match c {
            '。' | '\n' | ';' if open != '《' => return None,
            _ if c == open => depth += 1,
            _ if c == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + offset + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the number at `at`, which is no quantity, ends.
fn skip_numeral(passage: &str, at: usize, wide_comma: &dyn Fn(usize) -> bool) -> usize {
    let rest = clause_of(passage, at, wide_comma);
    let end = if rest.starts_with(|c: char| c.is_ascii_digit()) {
        match number::digits(rest) {
            Ok((after, _)) => rest.len() - after.len(),
            // A date or a version: 2020.12.31.
            Err(_) => rest
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(rest.len()),
        }
    } else {
        rest.find(|c: char| !is_han_numeral(c))
            .unwrap_or(rest.len())
    };
    at + end.max(rest.chars().next().map_or(1, char::len_utf8))
}

fn read_at(
    passage: &str,
    at: usize,
    last: Option<char>,
    found: &[Found],
    wide_comma: &dyn Fn(usize) -> bool,
) -> Option<Found> {
    let rest = clause_of(passage, at, wide_comma);
    if is_inside_token(last)
        || last == Some('第')
        || is_page_counter(&passage[..at])
        || set_phrases::at_start(rest)
    {
        return None;
    }
    let before = &passage[..at];
    let shared = series::first_of_range(before, rest).or_else(|| series::one_of_list(before, rest));
    if let Some(quantity) = shared {
        let range = at..at + quantity.length;
        let mut one = Found {
            range,
            quantity,
            unit_assumed: true,
        };
        take_comparator(passage, &mut one);
        return Some(one);
    }
    let (quantity, unit_assumed) = match quantity::quantity(rest) {
        Some(quantity) => (quantity, false),
        None => (money_without_unit(&passage[..at], rest)?, true),
    };
    if quantity.han && !is_counting(&passage[..at], rest, &quantity) {
        return None;
    }
    if is_clock_time(&passage[..at], &quantity) {
        return None;
    }
    let mut one = Found {
        range: at..at + quantity.length,
        quantity,
        unit_assumed,
    };
    settle_bare(passage, &mut one);
    take_minus(passage, &mut one, found);
    take_comparator(passage, &mut one);
    Some(one)
}

/// The passage from `at` on, ended at a full-width comma that stands between digits.
fn clause_of<'a>(passage: &'a str, at: usize, wide_comma: &dyn Fn(usize) -> bool) -> &'a str {
    let rest = &passage[at..];
    let in_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b',' | b'.');
    let run = rest.bytes().take(LONGEST_NUMBER);
    let run = run.take_while(in_number).count();
    match rest[..run]
        .char_indices()
        .find(|(offset, c)| *c == ',' && wide_comma(at + offset))
    {
        Some((offset, _)) => &rest[..offset],
        None => rest,
    }
}

/// Whether the character before says that the digits are part of a word: V2.0, 5262345-1, A4.
fn is_inside_token(last: Option<char>) -> bool {
    last.is_some_and(|c| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | ':' | '〔' | '﹝')
    }) && last != Some(':')
}

/// Whether a web page counts its readers here: 浏览:1047次.
fn is_page_counter(before: &str) -> bool {
    let before = before.trim_end_matches(':');
    [
        "浏览",
        "浏览次数",
        "点击",
        "点击数",
        "访问量",
        "阅读",
        "阅读量",
        "点击率",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

/// Words that a number of money stands behind even where its unit is lost.
const AMOUNT_WORDS: [&str; 11] = [
    "决算数",
    "预算数",
    "执行数",
    "支出数",
    "收入数",
    "金额",
    "总额",
    "合计",
    "总计",
    "总收入",
    "总支出",
];

/// `729.3` of `支出决算数为729.3,完成预算`: money whose unit was lost.
fn money_without_unit(before: &str, rest: &str) -> Option<Quantity> {
    let (after, numeral) = number::digits(rest).ok()?;
    if !(after.is_empty() || after.starts_with([',', ';', '。', '、', ')'])) {
        return None;
    }
    if !names_an_amount(before) {
        return None;
    }
    Some(Quantity {
        kind: Kind::Money,
        value: numeral.value,
        decimals: numeral.decimals,
        unit: None,
        yuan: None,
        comparator: None,
        bare: false,
        han: false,
        place: false,
        length: rest.len() - after.len(),
    })
}

/// Whether the words before a number say that it is money: 支出决算数为.
fn names_an_amount(before: &str) -> bool {
    let head = before.trim_end_matches(':');
    let verb = ["为", "是", "共", "达"]
        .iter()
        .find_map(|word| head.strip_suffix(word));
    AMOUNT_WORDS
        .iter()
        .any(|word| verb.unwrap_or(head).ends_with(word))
}

/// What stands before a Chinese numeral that counts divisions of the country: 等五市.
const BEFORE_PLACES: [&str; 6] = ["等", "共", "辖", "及其", "所属", "全部"];

/// Whether a quantity in Chinese numerals counts something, rather than being a turn of phrase.
fn is_counting(before: &str, rest: &str, quantity: &Quantity) -> bool {
    let numeral_end = rest
        .find(|c: char| !is_han_numeral(c))
        .unwrap_or(rest.len());
    let numeral = &rest[..numeral_end];
    // 百, 千, 万 alone count only where a comparator touches them: 近万条, but not 单位:万元.
    if numeral.starts_with(['百', '千', '万', '亿', '佰', '仟']) {
        return comparator::before(before).is_some() || before.ends_with(['上', '过', '成']);
    }
    if quantity.kind == Kind::Percent || quantity.kind == Kind::Money {
        return true;
    }
    // 一 and 二 count nothing: 一批, 二次.
    if matches!(numeral, "一" | "二" | "零" | "〇" | "壹" | "贰") {
        return false;
    }
    if quantity.place {
        return BEFORE_PLACES.iter().any(|word| before.ends_with(word));
    }
    // 人大三次会议 is the third.
    if before.ends_with(['大', '届']) && rest[quantity.length..].starts_with("会议") {
        return false;
    }
    if before.ends_with([
        '届', '次', '每', '某', '这', '那', '各', '上', '下', '前', '后', '首', '头', '初', '星',
        '周', '期',
    ]) {
        return false;
    }
    let noun = &rest[quantity.length..];
    !set_phrases::is_vague_noun(noun)
}

/// `30分` behind `9时` or `9:`.
fn is_clock_time(before: &str, quantity: &Quantity) -> bool {
    quantity.unit.as_deref() == Some("分") && before.ends_with(['时', '点', ':'])
}

/// Words that say that a bare 2.3万 is money.
const MONEY_WORDS: [char; 12] = [
    '费', '款', '额', '金', '算', '支', '资', '价', '债', '税', '元', '补',
];
/// Words that say that it is a count.
const COUNT_WORDS: [char; 10] = ['人', '户', '次', '名', '件', '份', '量', '家', '册', '群'];

/// So many characters before a number may say what it is.
const CUE_REACH: usize = 16;

/// Decides what a number with a bare scale word is: a noun behind it is counted (21.19万贫困劳动力);
/// else the words before it tell money from count.
fn settle_bare(passage: &str, one: &mut Found) {
    if !one.quantity.bare {
        return;
    }
    let behind = passage[one.range.end..].chars().next();
    let counted = behind.is_some_and(|c| {
        ('\u{4e00}'..='\u{9fff}').contains(&c)
            && !matches!(c, '其' | '占' | '比' | '较' | '用' | '和' | '与')
    });
    let before = &passage[..one.range.start];
    let near = before.char_indices().rev().take(CUE_REACH);
    let start = near
        .take_while(|(_, c)| !matches!(c, ',' | '。' | ';'))
        .last()
        .map_or(before.len(), |(at, _)| at);
    let clause = &before[start..];
    let cue = clause
        .chars()
        .rev()
        .find(|c| MONEY_WORDS.contains(c) || COUNT_WORDS.contains(c));
    let money =
        !counted && (names_an_amount(clause) || cue.is_some_and(|c| MONEY_WORDS.contains(&c)));
    if !money {
        let quantity = &mut one.quantity;
        quantity.kind = Kind::Count;
        quantity.value = quantity.yuan.take().unwrap_or(quantity.value);
        quantity.decimals = quantity.value.normalize().scale();
        quantity.unit = None;
    }
}

/// Takes in a minus sign that no range, date or code put there.
fn take_minus(passage: &str, one: &mut Found, found: &[Found]) {
    let before = &passage[..one.range.start];
    let Some(head) = before.strip_suffix('-') else {
        return;
    };
    let ends_a_quantity = found
        .last()
        .is_some_and(|last| last.range.end == head.len());
    let after_word = head.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '年' || c == '月');
    if ends_a_quantity || after_word || one.quantity.han {
        return;
    }
    one.range.start -= 1;
    one.quantity.value = -one.quantity.value;
    one.quantity.yuan = one.quantity.yuan.map(|yuan: Decimal| -yuan);
}

/// Takes in the comparator that touches the number.
fn take_comparator(passage: &str, one: &mut Found) {
    if let Some((comparator, length)) = comparator::before(&passage[..one.range.start]) {
        // 近100余家 is about, whichever word says it; 超100余家 is more than.
        if one.quantity.comparator.is_none() || comparator != Comparator::About {
            one.quantity.comparator = Some(comparator);
        }
        one.range.start -= length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::Folded;
    use proptest::prelude::*;

    /// `raw=value unit`, for every quantity of a passage.
    fn read(passage: &str) -> String {
        let folded = Folded::fold(passage);
        let found = scan(&folded, &|_| false);
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
            let found = scan(passage, &|_| wide);
            found
                .iter()
                .map(|one| one.quantity.value.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(values(false), ["100200300"]);
        assert_eq!(values(true), ["300"]);
    }

    proptest! {
        #[test]
        fn any_passage_is_read_without_panic(
            passage in "[0-9一二十百千万亿零元%人个批次台(套),.。、\\-~至近约超余多“”《》以上内第年 a]{0,60}"
        ) {
            let found = scan(&passage, &|_| false);
            let mut end = 0;
            for one in found {
                prop_assert!(one.range.start >= end && passage.is_char_boundary(one.range.start));
                end = one.range.end;
            }
        }
    }
}
