//! Tables against themselves: the classification hierarchy, total rows, total columns.

use std::collections::HashMap;

use super::book::factor;
use super::interval::{Interval, last_digit};
use super::ledger::{Ledger, Objection, raw};
use super::rule::Rule;
use super::sheet::{Entry, Sheet, is_total, row_key};
use crate::lexicon::breakdowns;
use crate::record::{Fact, Severity};

/// Rows and columns against their totals.
pub const TABLE_SUM: Rule = Rule {
    id: "table_sum_mismatch",
    severity: Severity::Error,
    chinese: "表内合计与分项之和不符（款之和与类、项之和与款、各行与合计、各列与合计）",
    english: "a total row, total column or classification level is not the sum of its parts",
};

/// Checks every table.
pub fn check(sheets: &[Sheet], ledger: &mut Ledger) {
    for sheet in sheets {
        let mut sums = Vec::new();
        for (_, entries) in &sheet.columns {
            if entries.iter().any(|entry| entry.fact.code.is_some()) {
                coded(entries, &mut sums, ledger);
            } else {
                plain(entries, &mut sums);
            }
        }
        settle(&sums, ledger);
        for row in &sheet.rows {
            across(row, ledger);
        }
    }
}

/// A total with its parts, to be compared.
struct Sum<'a> {
    /// What the total is called; the same in all columns of a table.
    name: String,
    total: Entry<'a>,
    parts: Vec<Entry<'a>>,
    /// Whether nothing but the other columns tells that the rows are the parts.
    doubtful: bool,
}

impl Sum<'_> {
    fn computed(&self) -> Interval {
        add(&self.parts)
    }

    fn holds(&self) -> bool {
        self.computed().meets(self.total.interval)
    }
}

fn add(parts: &[Entry]) -> Interval {
    parts
        .iter()
        .fold(Interval::exact(rust_decimal::Decimal::ZERO), |sum, part| {
            sum.plus(part.interval)
        })
}

/// The sums of a column whose rows bear codes.
fn coded<'a>(entries: &[Entry<'a>], sums: &mut Vec<Sum<'a>>, ledger: &mut Ledger) {
    let mut by_code: HashMap<&str, Entry<'a>> = HashMap::new();
    let mut order = Vec::new();
    for entry in entries {
        let Some(code) = entry.fact.code.as_deref() else {
            continue;
        };
        if !matches!(code.len(), 3 | 5 | 7) {
            return ledger.skip(&TABLE_SUM, &[entry.fact], "科目编码不完整");
        }
        if by_code.insert(code, *entry).is_some() {
            return ledger.skip(&TABLE_SUM, &[entry.fact], "同一科目编码在一列中出现多次");
        }
        order.push(code);
    }
    let mut children: HashMap<&str, Vec<Entry>> = HashMap::new();
    let mut outermost = Vec::new();
    for code in &order {
        match above(code, &by_code) {
            Some(above) => children.entry(above).or_default().push(by_code[code]),
            None => outermost.push(by_code[code]),
        }
    }
    for code in &order {
        if let Some(parts) = children.remove(code) {
            sums.push(Sum {
                name: (*code).to_owned(),
                total: by_code[code],
                parts,
                doubtful: false,
            });
        }
    }
    let first = order.first().map(|code| &code[..1]);
    let mixed = order.iter().any(|code| Some(&code[..1]) != first);
    if let (Some(total), false) = (total(entries), mixed && first == Some("2")) {
        sums.push(Sum {
            name: "合计".to_owned(),
            total,
            parts: outermost,
            doubtful: false,
        });
    }
}

/// The nearest code above one that has a row in the column.
fn above<'c>(code: &'c str, by_code: &HashMap<&str, Entry>) -> Option<&'c str> {
    [5, 3]
        .into_iter()
        .filter_map(|digits| code.get(..digits).filter(|above| *above != code))
        .find(|above| by_code.contains_key(above))
}

/// The row that all coded rows of a column add up to.
fn total<'a>(entries: &[Entry<'a>]) -> Option<Entry<'a>> {
    let named = |names: &[&str]| {
        entries.iter().copied().find(|entry| {
            entry.fact.code.is_none() && names.contains(&row_key(entry.fact).as_str())
        })
    };
    let carried = entries.iter().any(|entry| {
        let row = row_key(entry.fact);
        row.contains("结转") || row.contains("结余") || row.contains("弥补")
    });
    named(&["本年支出合计", "本年支出", "支出合计"]).or_else(|| {
        let whole = named(&["合计", "总计", "支出总计", "总合计"]);
        whole.filter(|_| !carried)
    })
}

/// The sum of a column without codes: all rows above the last, which is the total.
fn plain<'a>(entries: &[Entry<'a>], sums: &mut Vec<Sum<'a>>) {
    let Some((total, parts)) = entries.split_last() else {
        return;
    };
    let aside = |entry: &Entry| {
        let row = row_key(entry.fact);
        row.is_empty() || row.contains("计") || row.starts_with("其中") || row.starts_with('(')
    };
    if !is_total(&row_key(total.fact)) || parts.len() < 2 || parts.iter().any(aside) {
        return;
    }
    sums.push(Sum {
        name: "合计".to_owned(),
        total: *total,
        parts: parts.to_vec(),
        doubtful: true,
    });
}

/// Compares the sums of a table. That the rows are all there is shown by the columns that add up.
fn settle(sums: &[Sum], ledger: &mut Ledger) {
    for sum in sums {
        let mut facts: Vec<&Fact> = vec![sum.total.fact];
        facts.extend(sum.parts.iter().map(|part| part.fact));
        if sum.holds() {
            let claim = format!("{} = {}", raw(sum.total.fact), terms(&sum.parts));
            ledger.pass(&TABLE_SUM, &facts, claim);
            continue;
        }
        let proven = sums
            .iter()
            .any(|other| other.name == sum.name && other.holds() && other.parts.len() > 1);
        let over = sum.computed().low > sum.total.interval.high;
        let excess = sum.computed().minus(sum.total.interval);
        let one_too_many = over
            && sum
                .parts
                .iter()
                .any(|part| !part.fact.value.0.is_zero() && part.interval.meets(excess));
        if one_too_many {
            ledger.skip(&TABLE_SUM, &facts, "多出的恰是其中一行，不能确定它是否并列");
            continue;
        }
        if sum.doubtful && !proven {
            ledger.skip(&TABLE_SUM, &facts, "不能确定各行就是合计的全部分项");
            continue;
        }
        let severity = if over || proven {
            Severity::Error
        } else {
            Severity::Warning
        };
        object(&facts, sum.total, &sum.parts, severity, ledger);
    }
}

fn terms(parts: &[Entry]) -> String {
    let terms: Vec<&str> = parts.iter().map(|part| part.fact.raw.as_str()).collect();
    terms.join(" + ")
}

fn object(facts: &[&Fact], total: Entry, parts: &[Entry], severity: Severity, ledger: &mut Ledger) {
    let fact = total.fact;
    let computed = add(parts);
    let Some(scale) = factor(fact) else {
        return;
    };
    let gap = computed.gap(total.interval) / scale;
    let severity = if gap <= last_digit(fact.decimals) {
        Severity::Note
    } else {
        severity
    };
    let middle = (computed.middle() / scale).round_dp(6).normalize();
    let name = [fact.row_label.as_deref(), fact.column_label.as_deref()];
    let name: Vec<&str> = name.into_iter().flatten().collect();
    let message = format!(
        "{}：表中为{}，分项之和{} = {middle}{}",
        name.join("·"),
        raw(fact),
        terms(parts),
        fact.unit.as_deref().unwrap_or_default(),
    );
    let tolerance = (computed.radius() + total.interval.radius()) / scale;
    ledger.fail(
        &TABLE_SUM,
        facts,
        Objection {
            severity,
            message,
            stated: Some(fact.value.0),
            computed: Some(middle),
            tolerance: Some(tolerance.round_dp(9).normalize()),
        },
    );
}

/// The totals of a row against the columns beside them.
fn across(row: &[Entry], ledger: &mut Ledger) {
    let paths: Vec<Vec<&str>> = row
        .iter()
        .map(|entry| {
            let column = entry.fact.column_label.as_deref().unwrap_or_default();
            column.split('/').collect()
        })
        .collect();
    for (at, path) in paths.iter().enumerate() {
        let Some((last, group)) = path.split_last() else {
            continue;
        };
        if !is_total(&crate::lexicon::key(last)) {
            continue;
        }
        let members = members(row, &paths, group);
        let heads: Vec<&str> = members.iter().map(|(head, _)| *head).collect();
        if members.is_empty() || !breakdowns::are_columns_of_one_whole(&heads) {
            continue;
        }
        let given: Vec<Entry> = members.iter().filter_map(|(_, own)| own.given).collect();
        let parts: Vec<Entry> = members
            .iter()
            .flat_map(|(_, own)| own.parts.iter().copied())
            .collect();
        let total = row[at];
        let mut facts: Vec<&Fact> = vec![total.fact];
        facts.extend(given.iter().map(|part| part.fact));
        let holds = add(&given).meets(total.interval) || add(&parts).meets(total.interval);
        if holds {
            let claim = format!("{} = {}", raw(total.fact), terms(&given));
            ledger.pass(&TABLE_SUM, &facts, claim);
        } else if members.iter().any(|(_, own)| own.given.is_none()) {
            ledger.skip(&TABLE_SUM, &facts, "有的分项没有数额");
        } else if members.len() < 2 {
            ledger.skip(&TABLE_SUM, &facts, "不能确定各列就是合计的全部分项");
        } else {
            object(&facts, total, &given, Severity::Error, ledger);
        }
    }
}

/// What stands under one head: its own number or subtotal, and its innermost numbers.
#[derive(Default)]
struct Member<'a> {
    given: Option<Entry<'a>>,
    parts: Vec<Entry<'a>>,
}

/// The heads beside a total, each with its numbers.
fn members<'a, 'p>(
    row: &[Entry<'a>],
    paths: &[Vec<&'p str>],
    group: &[&'p str],
) -> Vec<(&'p str, Member<'a>)> {
    let mut members: Vec<(&str, Member)> = Vec::new();
    for (entry, path) in row.iter().zip(paths) {
        let Some(rest) = path.strip_prefix(group) else {
            continue;
        };
        let total = |head: &str| is_total(&crate::lexicon::key(head));
        let Some(head) = rest.first().filter(|head| !total(head)) else {
            continue;
        };
        let at = members
            .iter()
            .position(|(known, _)| known == head)
            .unwrap_or_else(|| {
                members.push((head, Member::default()));
                members.len() - 1
            });
        let member = &mut members[at].1;
        match rest {
            [_] => {
                member.given = Some(*entry);
                if member.parts.is_empty() {
                    member.parts.push(*entry);
                }
            }
            [_, sub] if total(sub) => member.given = Some(*entry),
            _ => member.parts.push(*entry),
        }
    }
    members
}
