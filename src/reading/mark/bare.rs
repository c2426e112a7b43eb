//! Numbers that lost their unit: `货物支出84.00万元、工程支出116.00、服务支出100.00万元`, `占33.3，`.
//!
//! A number is bare only beside others of its sentence that bear the unit: a list under `单位：万元`, a
//! score or an index needs none.

use std::cell::{LazyCell, OnceCell};
use std::ops::Range;

use rustc_hash::FxHashMap as HashMap;

use crate::fold::Folded;
use crate::lexicon::classification::is_code;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::units;
use crate::mark::{Bare, Missing};
use crate::text::{Cut, Text, is_han, split_while};

/// Least numbers of a sentence that bear a unit, for it to be a series.
const SERIES: usize = 2;
/// Least percentages behind the same words, for one without its sign to lack it.
const MANY: usize = 3;
/// So many characters before a number tell that sentences are alike.
const LEAD: usize = 4;
/// So many tell that a number is one of a list of passages.
const SHORT: usize = 2;

/// Reads the bare numbers of all passages.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Bare> {
    let mut found = Vec::new();
    let like = LazyCell::new(|| like(joined, passages));
    for (nth, passage) in passages.iter().enumerate() {
        let mut start = passage.start;
        let beside = [nth.checked_sub(1), Some(nth + 1)].map(|at| {
            let beside = at.and_then(|at| passages.get(at)).cloned();
            beside.map_or("", |passage| joined.within(passage))
        });
        let beside = Beside {
            words: beside,
            units: OnceCell::new(),
        };
        let is_last = nth + 1 == passages.len();
        for sentence in joined.within(passage.clone()).split_inclusive('。') {
            in_sentence(sentence, &like, &beside, |missing, range, unit, alone| {
                // The text was cut off behind it.
                if is_last && range.end == sentence.len() {
                    return;
                }
                let source = joined.source_range(text, start + range.start..start + range.end);
                found.push(Bare {
                    missing,
                    raw: sentence.within(range).to_owned(),
                    unit: unit.to_owned(),
                    alone,
                    line: text.line_number(source.start),
                    span: text.span(source),
                });
            });
            start += sentence.len();
        }
    }
    found
}

/// The passages before and behind one, and what their numbers tell.
struct Beside<'p> {
    words: [&'p str; 2],
    units: OnceCell<Units<'p>>,
}

/// The units of numbers, by the words before them.
#[derive(Default)]
struct Units<'p> {
    /// Whether one is a percentage behind words that ask for one.
    percent: bool,
    /// The unit of the amounts behind the same words; none where they bear several.
    money: HashMap<&'p str, Option<&'p str>>,
}

impl<'p> Beside<'p> {
    /// The unit that a number lacks, if one beside it bears it behind the same words: 占20%；⏎占30；⏎占50%.
    fn unit(&self, missing: Missing, before: &str) -> Option<&'p str> {
        let units = self.units.get_or_init(|| self.told());
        match missing {
            Missing::Percent => units.percent.then_some("%"),
            _ => *units.money.get(words_before(before))?,
        }
    }

    fn told(&self) -> Units<'p> {
        let mut units = Units::default();
        for words in self.words {
            for one in numbers(words) {
                let before = words_before(words.before(one.range.start));
                match one.unit {
                    Some("%") => {
                        units.percent |= list(List::BeforePercent).at_end(before).is_some();
                    }
                    Some(unit) if before.chars().count() == SHORT => {
                        let told = units.money.entry(before).or_insert(Some(unit));
                        *told = told.filter(|told| *told == unit);
                    }
                    _ => {}
                }
            }
        }
        units
    }
}

/// The last words before a number.
fn words_before(before: &str) -> &str {
    let told = before.trim_end_matches(['为', ':', '是', '(']);
    let han = told
        .char_indices()
        .rev()
        .take(SHORT)
        .take_while(|(_, c)| is_han(*c));
    han.last().map_or("", |(at, _)| told.behind(at))
}

/// The words before percentages of the text, with how many percentages stand behind each.
type Like = HashMap<String, usize>;

fn like(joined: &Folded, passages: &[Range<usize>]) -> Like {
    let mut like = Like::default();
    for passage in passages {
        let words = joined.within(passage.clone());
        for number in numbers(words).filter(|number| number.unit == Some("%")) {
            if let Some(lead) = lead(words.before(number.range.start)) {
                *like.entry(lead.to_owned()).or_default() += 1;
            }
        }
    }
    like
}

/// The last characters before a number, if they are words.
fn lead(before: &str) -> Option<&str> {
    let (at, _) = before.char_indices().rev().nth(LEAD - 1)?;
    before
        .behind(at)
        .chars()
        .all(is_han)
        .then_some(before.behind(at))
}

fn in_sentence(
    sentence: &str,
    like: &LazyCell<Like, impl FnOnce() -> Like>,
    beside: &Beside,
    mut tell: impl FnMut(Missing, Range<usize>, &str, bool),
) {
    let mut numbers: Vec<Number> = numbers(sentence).collect();
    if numbers.iter().all(|number| number.missing.is_none()) {
        return;
    }
    // 完成预算的90.91: in sentences like this one a percentage stands behind the same words.
    let mut series = Vec::new();
    for number in numbers.iter_mut().filter(|number| number.missing.is_some()) {
        let lead = lead(sentence.before(number.range.start));
        let many = lead.and_then(|lead| like.get(lead)).copied().unwrap_or(0);
        if many >= MANY {
            number.missing = None;
            series.push(number.range.clone());
        }
    }
    for range in series {
        tell(Missing::Percent, range, "%", true);
    }
    let units: Vec<&str> = numbers.iter().filter_map(|number| number.unit).collect();
    let lists = numbers.chunk_by(|one, next| {
        let between = sentence.within(one.range.end..next.range.start);
        !between.contains([';', ':', '(', ')'])
            && !list(List::PartsOpen).any_in(between)
            && !between.contains(['比', '较'])
    });
    // 燃油0.61、保险0.19、维修0.22万元: the unit is said once, behind the last of the list.
    let said_once = |list: &[Number]| {
        list.split_last().is_some_and(|(last, others)| {
            let money = last.unit.is_some_and(|unit| unit != "%");
            money && others.iter().all(|one| one.unit.is_none())
        })
    };
    let mut bare: Vec<(Missing, &Range<usize>)> = Vec::new();
    for list in lists {
        let once = said_once(list);
        for number in list {
            match number.missing {
                Some(Missing::Unit) if once => {
                    let unit = list.last().and_then(|last| last.unit).unwrap_or_default();
                    tell(Missing::SaidOnce, number.range.clone(), unit, false);
                }
                Some(missing) if !once => bare.push((missing, &number.range)),
                _ => {}
            }
        }
    }
    let of_neighbours = |missing: Missing| unit_of_neighbours(missing, &units);
    let [percent, money] = [Missing::Percent, Missing::Unit].map(of_neighbours);
    let alone = |missing: Missing| {
        let mut like = bare.iter().filter(|(other, _)| *other == missing);
        like.next().is_some() && like.next().is_none()
    };
    let [percent_alone, money_alone] = [Missing::Percent, Missing::Unit].map(alone);
    let mut amounts = units.iter().filter(|unit| **unit != "%");
    let amount = amounts.next().copied();
    let one_unit = amounts.all(|other| Some(*other) == amount);
    for (missing, range) in &bare {
        let (neighbours, alone) = match missing {
            Missing::Percent => (percent, percent_alone),
            _ => (money, money_alone),
        };
        let in_list = || {
            let unit = beside.unit(*missing, sentence.before(range.start))?;
            let fits = unit == "%" || one_unit && amount.is_none_or(|other| other == unit);
            fits.then_some(unit)
        };
        if let Some(unit) = neighbours.or_else(in_list) {
            tell(*missing, (*range).clone(), unit, alone);
        }
    }
}

/// The one unit that enough numbers of a sentence bear of those that a bare one may lack.
fn unit_of_neighbours<'s>(missing: Missing, units: &[&'s str]) -> Option<&'s str> {
    let of_percent = missing == Missing::Percent;
    let enough = if of_percent { 1 } else { SERIES };
    let mut neighbours = units.iter().filter(|unit| (**unit == "%") == of_percent);
    let unit = *neighbours.clone().next()?;
    let one_unit = neighbours.clone().count() >= enough && neighbours.all(|other| *other == unit);
    one_unit.then_some(unit)
}

/// A number of a sentence.
struct Number<'s> {
    range: Range<usize>,
    unit: Option<&'s str>,
    missing: Option<Missing>,
}

/// The numbers of a sentence. One that follows the unit of another, or the sign of a broken number, is none.
fn numbers(sentence: &str) -> impl Iterator<Item = Number<'_>> {
    // 变动率=(3.92-4.46)/4.46: the terms of a sum need no unit.
    let terms = sentence.find(['=', '×', '÷']).unwrap_or(sentence.len());
    let (mut at, mut taken) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            at += sentence.behind(at).find(|c: char| c.is_ascii_digit())?;
            let (before, rest) = sentence.split_at(at);
            let behind = behind_number(rest);
            let range = at..sentence.len() - behind.len();
            at = range.end;
            if range.start > 0 && (range.start <= taken || before.ends_with(['.', ','])) {
                continue;
            }
            let unit = units::leading(behind).map(|unit| unit.name);
            let unit = unit.filter(|unit| unit.ends_with(['元', '%']));
            at += unit.map_or(0, str::len);
            taken = at;
            let missing = match unit {
                None if range.start <= terms => missing(sentence, range.clone()),
                _ => None,
            };
            return Some(Number {
                range,
                unit,
                missing,
            });
        }
    })
}

/// What stands behind the number that a text begins with: digits and commas, and the digits behind a point.
fn behind_number(text: &str) -> &str {
    let (_, behind) = split_while(text, |c| c.is_ascii_digit() || c == ',');
    let decimals = behind.strip_prefix('.');
    match decimals.map(|rest| split_while(rest, |c| c.is_ascii_digit())) {
        Some(("", _)) | None => behind,
        Some((_, rest)) => rest,
    }
}

/// What a number without a unit lacks, if anything.
fn missing(sentence: &str, number: Range<usize>) -> Option<Missing> {
    let (before, behind) = (sentence.before(number.start), sentence.behind(number.end));
    let mut next = behind.chars();
    let stop = next.next();
    let ends = matches!(stop, None | Some('、' | ',' | ';' | '。' | ')' | ':'));
    // 4125.49、4143.91万元: the unit is said once for all.
    let listed =
        matches!(stop, Some('、' | ',')) && next.clone().next().is_some_and(|c| c.is_ascii_digit());
    // 9.7:1 is a proportion, 农林水支出(213) a code beside its name.
    let proportion = stop == Some(':') && next.next().is_some_and(|c| c.is_ascii_digit());
    let coded =
        before.ends_with('(') && stop == Some(')') && is_code(sentence.within(number.clone()));
    if !ends || listed || proportion || coded {
        return None;
    }
    let told = before.trim_end_matches(['为', ':', '是', '(']);
    let after = |words: List| list(words).at_end(told).is_some();
    let digits = sentence.within(number);
    let decimals = digits.contains('.');
    // Nothing is nothing in any unit.
    if after(List::BeforeOther) || digits.chars().all(|c| matches!(c, '0' | '.')) {
        None
    } else if after(List::BeforePercent) {
        Some(Missing::Percent)
    } else if after(List::BeforeMoney) || decimals && told.ends_with(is_han) {
        Some(Missing::Unit)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(words: &str) -> Vec<(Missing, String)> {
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&text, &folded, &[whole]);
        found
            .into_iter()
            .filter(|one| one.missing != Missing::SaidOnce)
            .map(|one| (one.missing, one.raw))
            .collect()
    }

    #[test]
    fn a_number_beside_others_with_a_unit_needs_one() {
        for (words, missing, raw) in [
            (
                "总额300.00万元，其中：货物84.00万元、工程116.00、服务100.00万元。",
                Missing::Unit,
                "116.00",
            ),
            (
                "基本支出150.00万元，占75.00%；项目支出50.00万元，占25.00。",
                Missing::Percent,
                "25.00",
            ),
            (
                "收入增长4.2%，支出增长3.9，主要是人员增加。",
                Missing::Percent,
                "3.9",
            ),
            (
                "完成预算的80.5%。完成预算的70.2%。完成预算的66.1%。支出3万元、4万元，完成预算的90.9。",
                Missing::Percent,
                "90.9",
            ),
        ] {
            assert_eq!(bare(words), [(missing, raw.to_owned())], "{words}");
        }
    }

    #[test]
    fn numbers_of_other_sorts_need_none() {
        for words in [
            "收入、支出总计分别为4125.49、4143.91万元，较上年减少181.24、242.82万元。",
            "基本支出620.00，62.00；项目支出380.00，38.00；合计1000.00，100.00。",
            "投入50万元、60万元，平均得分94.6，满意度指数为91.2。",
            "补助25万元，涉及2020、2021年，共支出30万元。",
            "预算40万元，执行40万元，得分10，完成率100%。",
            "建成2.0版系统，投入30万元、40万元。",
            "维修支出1.02万元、2.04万元，其中燃油0.61、保险0.19、轮胎0.22万元。",
            "农林水支出(213)年初预算数为142.6万元，支出决算为97.2万元。",
            "职工薪酬351.78万元、公用经费36.68万元，二者之比约为9.7:1。",
            "支出5.02万元，控制在预算6万元内；变动率=（本年5.02-上年4.46）/上年×100%=12.56%。",
            "环境整治880.5万元，包括清运618、街道保洁22.5、路灯电费240万元。",
        ] {
            assert_eq!(bare(words), [], "{words}");
        }
    }
}
