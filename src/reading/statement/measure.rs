//! How a number is said of its subject: as a level, a share, a change, a growth, a part of a plan.
//!
//! What is read is the *lead*: the words between the number before (or the last sign) and this one.

use crate::grammar::quantity::Quantity;
use crate::lexicon::statement::{at_end, at_start, words};
use crate::record::{Comparator, Measure, Quantity as Kind, Sign};

/// What a lead says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<'a> {
    /// Level, share, change, …
    pub measure: Measure,
    /// Direction of a change or growth.
    pub sign: Option<Sign>,
    /// The words of the lead that may name the subject.
    pub subject: &'a str,
    /// The words behind the trigger that name the subject better (增加死亡抚恤金18万元).
    pub object: &'a str,
    /// The whole of a share, where the lead names it.
    pub whole: Option<&'a str>,
}

/// Reads a lead. `behind` is the text behind the number.
pub fn read<'a>(lead: &'a str, quantity: &Quantity, behind: &str) -> Said<'a> {
    let level = |subject| Said {
        measure: level_of(quantity),
        sign: None,
        subject,
        object: "",
        whole: None,
    };
    if is_price(lead, quantity, behind) {
        return Said {
            measure: Measure::Price,
            ..level(lead)
        };
    }
    let difference = difference(lead, quantity.kind);
    if let Some(said) = difference {
        return said;
    }
    if quantity.kind != Kind::Percent {
        return level(lead);
    }
    if let Some(subject) = completion(lead) {
        return Said {
            measure: Measure::Completion,
            ..level(subject)
        };
    }
    if let Some((subject, whole)) = share(lead) {
        return Said {
            measure: Measure::Share,
            whole,
            ..level(subject)
        };
    }
    let carried_out = behind
        .trim_start_matches(['按', '时', '足', '额', '全', '面'])
        .starts_with("完成");
    if carried_out {
        return Said {
            measure: Measure::Completion,
            ..level("")
        };
    }
    level(lead)
}

/// The measure of a number that is a plain level.
fn level_of(quantity: &Quantity) -> Measure {
    match quantity.kind {
        Kind::Money => Measure::Amount,
        Kind::Percent => Measure::Rate,
        Kind::Count => Measure::Count,
    }
}

/// `300元/人`, and the bound of `单价50万元以上通用设备`.
fn is_price(lead: &str, quantity: &Quantity, behind: &str) -> bool {
    if quantity.kind != Kind::Money {
        return false;
    }
    if words().per.any_in(lead) {
        return true;
    }
    if quantity
        .unit
        .as_deref()
        .is_some_and(|unit| unit.contains('/'))
    {
        return true;
    }
    quantity.comparator == Some(Comparator::AtLeast)
        && at_start(&words().threshold, behind).is_some()
}

/// `比上年增加`, `下降`, `增加/减少`, `增加死亡抚恤金`.
fn difference(lead: &str, kind: Kind) -> Option<Said<'_>> {
    let measure = if kind == Kind::Percent {
        Measure::Growth
    } else {
        Measure::Change
    };
    let bare = without_links(lead);
    if let Some((start, sign)) = trigger_at_end(bare) {
        let subject = lead[..start].trim_end_matches(['各', '均', '共']);
        let subject = subject.strip_suffix("分别").unwrap_or(subject);
        return Some(Said {
            measure,
            sign: Some(sign),
            subject,
            object: "",
            whole: None,
        });
    }
    // 增加到 and 降至 give the new level.
    if kind != Kind::Money || bare.len() < lead.len() && at_end(&words().level, lead).is_some() {
        return None;
    }
    let (start, end, sign) = trigger_before_object(lead)?;
    Some(Said {
        measure,
        sign: Some(sign),
        subject: &lead[..start],
        object: &lead[end..],
        whole: None,
    })
}

fn without_links(lead: &str) -> &str {
    let mut bare = lead;
    while let Some(link) = at_end(&words().link, bare) {
        bare = &bare[..bare.len() - link.len()];
    }
    bare
}

/// Where the trigger that ends `text` begins; both directions joined by a stroke say nothing.
fn trigger_at_end(text: &str) -> Option<(usize, Sign)> {
    let (word, sign) = one_trigger(text)?;
    let head = &text[..text.len() - word.len()];
    let other = head
        .strip_suffix(['/', '(', '、', '或'])
        .or_else(|| head.strip_suffix("(或"));
    if let Some(rest) = other.or_else(|| head.strip_suffix('|'))
        && let Some((first, other)) = one_trigger(rest)
        && other != sign
    {
        return Some((rest.len() - first.len(), Sign::Unfilled));
    }
    Some((head.len(), sign))
}

fn one_trigger(text: &str) -> Option<(&'static str, Sign)> {
    let up = at_end(&words().up, text).map(|word| (word, Sign::Up));
    let down = at_end(&words().down, text).map(|word| (word, Sign::Down));
    up.into_iter()
        .chain(down)
        .max_by_key(|(word, _)| word.len())
}

/// Triggers that take an object: the thing that grew stands between them and the number.
const TAKE_OBJECT: [(&str, Sign); 9] = [
    ("增加", Sign::Up),
    ("新增", Sign::Up),
    ("追加", Sign::Up),
    ("调增", Sign::Up),
    ("减少", Sign::Down),
    ("压减", Sign::Down),
    ("压缩", Sign::Down),
    ("减轻", Sign::Down),
    ("核减", Sign::Down),
];

fn trigger_before_object(lead: &str) -> Option<(usize, usize, Sign)> {
    let (at, word, sign) = TAKE_OBJECT
        .iter()
        .filter_map(|(word, sign)| lead.rfind(word).map(|at| (at, *word, *sign)))
        .max_by_key(|(at, _, _)| *at)?;
    let end = at + word.len();
    let object = &lead[end..];
    // 增加值, 减少的: no verb with its object.
    let plain =
        object.chars().count() >= 2 && !object.starts_with(['的', '值', '额', '率', '到', '至']);
    plain.then_some((at, end, sign))
}

/// `占`, `占本年支出合计的`, `占比`: the subject before it, and the whole.
fn share(lead: &str) -> Option<(&str, Option<&str>)> {
    let bare = without_links(lead);
    for word in ["所占比例", "所占比重", "占比", "比重"] {
        if let Some(subject) = bare.strip_suffix(word) {
            return Some((subject.strip_suffix('的').unwrap_or(subject), None));
        }
    }
    let at = lead.rfind('占')?;
    let whole = without_links(&lead[at + '占'.len_utf8()..]);
    let whole = ["的比例", "的比重", "比例", "比重", "的"]
        .iter()
        .find_map(|word| whole.strip_suffix(word))
        .unwrap_or(whole);
    Some((&lead[..at], (!whole.is_empty()).then_some(whole)))
}

/// `完成年初预算的`, `预算执行率为`: the words before it.
fn completion(lead: &str) -> Option<&str> {
    let mut bare = lead.strip_suffix('的').unwrap_or(lead);
    loop {
        if at_end(&words().completion, bare).is_some() {
            return Some(bare);
        }
        // 率 and 比例 may end the name itself, so one word is taken off at a time.
        let Some(link) = at_end(&words().link, bare) else {
            break;
        };
        bare = &bare[..bare.len() - link.len()];
    }
    // 为调整预算数的100.66%, 占年度预算的98%.
    let plan = lead.trim_end_matches('的').trim_end_matches('数');
    if let Some(at) = plan.rfind(['为', '占'])
        && ["预算", "计划"].iter().any(|word| plan.ends_with(word))
        && plan[at..].chars().count() <= 8
    {
        return Some(&lead[..at]);
    }
    let at = lead.rfind("完成")?;
    let plan = lead[at + "完成".len()..].trim_end_matches('的');
    let named = words().plan.any_in(plan);
    named.then_some(&lead[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::Folded;
    use crate::grammar::scan::scan;
    use crate::lexicon::numbers::vocabulary;

    /// Reads the last number of a clause.
    fn said(clause: &str) -> (Measure, Option<Sign>, String, Option<String>) {
        let folded = Folded::fold(clause);
        let found = scan(vocabulary(), &folded, &|_| false);
        let last = found.last().expect(clause);
        let start = found.iter().rev().nth(1).map_or(0, |one| one.range.end);
        let said = read(
            &folded[start..last.range.start],
            &last.quantity,
            &folded[last.range.end..],
        );
        let named = if said.object.is_empty() {
            said.subject
        } else {
            said.object
        };
        (
            said.measure,
            said.sign,
            named.to_owned(),
            said.whole.map(str::to_owned),
        )
    }

    #[test]
    fn levels() {
        for (clause, subject) in [
            ("2020年总收入756.8万元", "2020年总收入"),
            ("支出决算增加到50万元", "支出决算增加到"),
            ("参保率达到96.2%", "参保率达到"),
            ("接待30批次", "接待"),
        ] {
            let (measure, sign, named, _) = said(clause);
            assert!(
                matches!(measure, Measure::Amount | Measure::Count | Measure::Rate),
                "{clause}"
            );
            assert_eq!((sign, named.as_str()), (None, subject), "{clause}");
        }
    }

    #[test]
    fn differences_of_many_provinces() {
        for (clause, measure, sign, named) in [
            (
                "收入总计增加402.98万元",
                Measure::Change,
                Sign::Up,
                "收入总计",
            ),
            ("较上年增17.1万元", Measure::Change, Sign::Up, "较上年"),
            ("增幅17.18%", Measure::Growth, Sign::Up, ""),
            ("减幅为100%", Measure::Growth, Sign::Down, ""),
            ("同比降低2.99%", Measure::Growth, Sign::Down, "同比"),
            ("比上年减少了0.1万元", Measure::Change, Sign::Down, "比上年"),
            ("增长/下降0%", Measure::Growth, Sign::Unfilled, ""),
            (
                "支出决算比2019年增加/减少0万元",
                Measure::Change,
                Sign::Unfilled,
                "支出决算比2019年",
            ),
            (
                "收、支总计各减少181.24万元",
                Measure::Change,
                Sign::Down,
                "收、支总计",
            ),
            (
                "增加死亡抚恤金18万元",
                Measure::Change,
                Sign::Up,
                "死亡抚恤金",
            ),
            (
                "新增机房改造费用10万元",
                Measure::Change,
                Sign::Up,
                "机房改造费用",
            ),
            (
                "减轻社保缴费负担7.43亿元",
                Measure::Change,
                Sign::Down,
                "社保缴费负担",
            ),
            ("在职减少16人", Measure::Change, Sign::Down, "在职"),
            (
                "可支配收入增速6.7%",
                Measure::Growth,
                Sign::Up,
                "可支配收入",
            ),
        ] {
            let (got, direction, subject, _) = said(clause);
            assert_eq!(
                (got, direction, subject.as_str()),
                (measure, Some(sign), named),
                "{clause}"
            );
        }
    }

    #[test]
    fn shares_and_completion() {
        for (clause, measure, subject, whole) in [
            ("占70%", Measure::Share, "", None),
            (
                "占本年支出合计的100%",
                Measure::Share,
                "",
                Some("本年支出合计"),
            ),
            ("占总收入100%", Measure::Share, "", Some("总收入")),
            ("占比98.6%", Measure::Share, "", None),
            ("完成预算95.92%", Measure::Completion, "", None),
            ("完成年初预算的102%", Measure::Completion, "", None),
            ("预算执行率为98%", Measure::Completion, "预算执行率", None),
            (
                "目标任务完成率为100.1%",
                Measure::Completion,
                "目标任务完成率",
                None,
            ),
            ("为调整预算数的100.66%", Measure::Completion, "", None),
            ("占年度预算的98%", Measure::Completion, "", None),
            ("业务办结率100%", Measure::Rate, "业务办结率", None),
        ] {
            let (got, _, named, of) = said(clause);
            assert_eq!(
                (got, named.as_str(), of.as_deref()),
                (measure, subject, whole),
                "{clause}"
            );
        }
    }

    #[test]
    fn a_bound_inside_a_label_is_a_price() {
        let folded = "单价50万元以上通用设备";
        let found = scan(vocabulary(), folded, &|_| false);
        let read = read("单价", &found[0].quantity, "通用设备0台");
        assert_eq!(read.measure, Measure::Price);
    }
}
