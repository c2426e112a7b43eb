//! One thing said twice: in two passages, in text and table, in two units.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::book::{Book, Said, factor, interval};
use super::identity::{
    Identity, Scope, identity, is_at_home, is_total_identity, root, said_scope, table_scope,
};
use super::interval::{Interval, last_digit};
use super::ledger::{Ledger, Objection, Place, Stated, named, raw, subject};
use super::rule::Rule;
use super::same_rise;
use crate::lexicon::label;
use crate::record::{Fact, Measure, Origin, Quantity, Severity, Table};

/// Two passages.
pub const TEXT_TEXT: Rule = Rule {
    id: "text_text_mismatch",
    severity: Severity::Error,
    chinese: "同一指标在正文两处的数字不一致",
    english: "two passages give different numbers for one thing",
};

/// Text and table.
pub const TEXT_TABLE: Rule = Rule {
    id: "text_table_mismatch",
    severity: Severity::Error,
    chinese: "同一指标在正文与表格中的数字不一致",
    english: "text and table give different numbers for one thing",
};

/// 元 for 万元, and money without a unit.
pub const UNIT: Rule = Rule {
    id: "unit_error",
    severity: Severity::Error,
    chinese: "金额单位有误（与另一处恰差一万倍）或缺失",
    english: "an amount is off by exactly 10,000 from its twin, or its unit is missing",
};

const TWO_NAMES: &str = "同一段中名称不同，可能不是同一指标";
const OTHER_TOTAL: &str = "与另一口径的合计相同，不能确定指哪一个";

/// Checks text against text, text against tables, and units.
pub fn check(book: &Book, tables: &[Table], facts: &[Fact], ledger: &mut Ledger) {
    let twins = Twins::new(book, tables, facts);
    twins.passages(ledger);
    same_rise::check(book, ledger);
    twins.tables(book, ledger);
    lost_units(book, ledger);
}

/// A fact of running text with its identity.
struct Told<'a> {
    fact: &'a Fact,
    scope: Scope,
    interval: Interval,
}

struct Twins<'a> {
    told: BTreeMap<usize, (Identity, Vec<Told<'a>>)>,
    printed: HashMap<Identity, Vec<(Scope, &'a Fact)>>,
    rows: HashMap<String, Vec<&'a Fact>>,
    /// All numbers of a concept and code, in whatever year, books and scope.
    kindred: HashMap<(&'static str, Option<String>), Vec<&'a Fact>>,
    /// Whether all money is money of the general budget, so that scopes do not differ.
    one_scope: bool,
}

impl<'a> Twins<'a> {
    fn new(book: &Book<'a>, tables: &'a [Table], facts: &'a [Fact]) -> Self {
        let mut order: HashMap<Identity, usize> = HashMap::new();
        let mut told: BTreeMap<usize, (Identity, Vec<Told>)> = BTreeMap::new();
        for (index, one) in book.said.iter().enumerate() {
            let (Some((identity, own)), Some(interval)) = (identity(one.fact), interval(one.fact))
            else {
                continue;
            };
            if !is_at_home(book, index) {
                continue;
            }
            let at = order.len();
            let at = *order.entry(identity.clone()).or_insert(at);
            let (_, list) = told.entry(at).or_insert_with(|| (identity, Vec::new()));
            // Two items of one list under one name: the second name was not read.
            let misread = |told: &Told| {
                told.fact.section_id == one.fact.section_id
                    && one.fact.code.is_some()
                    && !told.interval.meets(interval)
            };
            if list.iter().any(misread) {
                continue;
            }
            list.push(Told {
                fact: one.fact,
                scope: said_scope(book, one.fact, own),
                interval,
            });
        }
        let (printed, rows) = index(tables, facts);
        let mut kindred: HashMap<_, Vec<&Fact>> = HashMap::new();
        for (identity, fact) in facts
            .iter()
            .filter(|fact| fact.origin == Origin::Table)
            .filter_map(|fact| Some((identity(fact)?.0, fact)))
        {
            let key = (identity.concept, identity.code);
            kindred.entry(key).or_default().push(fact);
        }
        let mut twins = Self {
            told,
            printed,
            rows,
            kindred,
            one_scope: false,
        };
        twins.one_scope = twins.is_one_scope();
        twins
    }

    /// Whether the expenditure of the general budget is said to be all expenditure.
    fn is_one_scope(&self) -> bool {
        self.told
            .values()
            .filter(|(identity, _)| identity.concept == "expenditure_this_year")
            .any(|(_, list)| {
                let of = |scope: Scope| list.iter().find(|told| told.scope == scope);
                matches!(
                    (of(Scope::All), of(Scope::General)),
                    (Some(all), Some(general)) if all.fact.yuan == general.fact.yuan
                )
            })
    }

    /// Whether an amount is also given for another total of the same side, so that 总收入 may mean
    /// either.
    fn is_another_total(&self, identity: &Identity, interval: Interval) -> bool {
        is_total_identity(identity)
            && self
                .told
                .values()
                .filter(|(other, _)| {
                    other.concept != identity.concept
                        && is_total_identity(other)
                        && other.year == identity.year
                        && root(other.concept) == root(identity.concept)
                })
                .flat_map(|(_, list)| list)
                .any(|told| told.interval.meets(interval))
    }

    fn comparable(&self, one: Scope, other: Scope) -> bool {
        one == other || self.one_scope && one != Scope::Narrow && other != Scope::Narrow
    }

    /// Every number against the first one of the same identity.
    fn passages(&self, ledger: &mut Ledger) {
        for (identity, list) in self.told.values() {
            let mut values: Vec<&Told> = Vec::new();
            let mut doubtful = false;
            for told in list {
                let scope = told.scope;
                let peers = || {
                    values
                        .iter()
                        .filter(move |first| self.comparable(first.scope, scope))
                };
                if let Some(same) = peers().find(|first| first.interval.meets(told.interval)) {
                    let claim = format!("{}与第{}行相同", named(told.fact), same.fact.line);
                    ledger.pass(&TEXT_TEXT, &[told.fact, same.fact], claim);
                    continue;
                }
                match peers().count() {
                    0 => {}
                    1 => {
                        if let Some(first) = peers().next() {
                            let facts = [told.fact, first.fact];
                            // Two names in one passage are two things: 预算收入…，收入合计….
                            if first.fact.line == told.fact.line
                                && first.fact.label != told.fact.label
                            {
                                ledger.skip(&TEXT_TEXT, &facts, TWO_NAMES);
                            } else if self.is_another_total(identity, told.interval) {
                                ledger.skip(&TEXT_TEXT, &facts, OTHER_TOTAL);
                            } else {
                                differ(&TEXT_TEXT, told.fact, first.fact, ledger);
                            }
                        }
                    }
                    _ => doubtful = true,
                }
                values.push(told);
            }
            if doubtful && let Some(told) = list.first() {
                ledger.skip(
                    &TEXT_TEXT,
                    &[told.fact],
                    "文中有三个以上不同的数额，口径可能不同",
                );
            }
        }
    }

    /// Every number of the text against the tables.
    fn tables(&self, book: &Book, ledger: &mut Ledger) {
        for (identity, list) in self.told.values() {
            let Some(printed) = self.printed.get(identity) else {
                continue;
            };
            for told in list {
                let twins: Vec<&Fact> = printed
                    .iter()
                    .filter(|(scope, _)| self.comparable(told.scope, *scope))
                    .map(|(_, fact)| *fact)
                    .collect();
                let key = (identity.concept, identity.code.clone());
                let kindred = self.kindred.get(&key).map_or(&[][..], Vec::as_slice);
                let doubt = self
                    .is_another_total(identity, told.interval)
                    .then_some(OTHER_TOTAL);
                against(told.fact, told.interval, &twins, kindred, doubt, ledger);
            }
        }
        for one in &book.said {
            if let (true, Some(twins)) = (one.fact.concept.is_none(), self.row_of(one))
                && let Some(interval) = interval(one.fact)
            {
                against(one.fact, interval, &twins, &[], None, ledger);
            }
        }
    }

    /// The numbers of the table rows that bear a fact's own words.
    fn row_of(&self, one: &Said) -> Option<Vec<&'a Fact>> {
        let level = one.is(Measure::Amount) && one.fact.kind == Quantity::Money && one.is_level();
        if !level || one.name.chars().count() < 4 {
            return None;
        }
        let twins: Vec<&Fact> = self
            .rows
            .get(&one.name)?
            .iter()
            .filter(|fact| fact.year == one.fact.year && fact.basis == one.fact.basis)
            .copied()
            .collect();
        (!twins.is_empty()).then_some(twins)
    }
}

/// The first number of every table row, by identity and by the words of the row.
#[expect(clippy::type_complexity, reason = "two maps that are made in one pass")]
fn index<'a>(
    tables: &'a [Table],
    facts: &'a [Fact],
) -> (
    HashMap<Identity, Vec<(Scope, &'a Fact)>>,
    HashMap<String, Vec<&'a Fact>>,
) {
    let by_id: HashMap<usize, &Table> = tables.iter().map(|table| (table.id, table)).collect();
    let mut printed: HashMap<Identity, Vec<(Scope, &Fact)>> = HashMap::new();
    let mut rows: HashMap<String, Vec<&Fact>> = HashMap::new();
    let mut last: Option<&Fact> = None;
    for fact in facts.iter().filter(|fact| fact.origin == Origin::Table) {
        let same_row = last.is_some_and(|last| {
            last.table_id == fact.table_id
                && last.row_label == fact.row_label
                && last.code == fact.code
                && fact.row_label.is_some()
                && last.year == fact.year
                && last.basis == fact.basis
        });
        last = Some(fact);
        let Some(table) = fact
            .table_id
            .and_then(|id| by_id.get(&id))
            .filter(|_| !same_row)
        else {
            continue;
        };
        if let (Some((identity, _)), Some(scope)) = (identity(fact), table_scope(table)) {
            printed.entry(identity).or_default().push((scope, fact));
        } else if let Some(row) = fact.row_label.as_deref()
            && fact.kind == Quantity::Money
            && fact.code.is_none()
        {
            rows.entry(label::label(row).key).or_default().push(fact);
        }
    }
    (printed, rows)
}

/// A number of the text against its twins in tables. A number that stands in a table for another
/// year or other books may be read from the wrong column, and is no proof of a difference.
fn against(
    fact: &Fact,
    interval: Interval,
    twins: &[&Fact],
    kindred: &[&Fact],
    doubt: Option<&'static str>,
    ledger: &mut Ledger,
) {
    let Some(first) = twins.first() else { return };
    let intervals: Option<Vec<Interval>> = twins
        .iter()
        .map(|twin| super::book::interval(twin))
        .collect();
    let Some(intervals) = intervals else {
        return ledger.skip(&TEXT_TABLE, &[fact, first], "表格的金额单位不明");
    };
    if let Some(at) = intervals.iter().position(|other| other.meets(interval)) {
        let claim = format!("{}与第{}行表格相同", named(fact), twins[at].line);
        return ledger.pass(&TEXT_TABLE, &[fact, twins[at]], claim);
    }
    if intervals.iter().any(|other| !other.meets(intervals[0])) {
        return ledger.skip(
            &TEXT_TABLE,
            &[fact, first],
            "表格之间的数额不同，不能确定对应哪一个",
        );
    }
    let meets =
        |other: &&&Fact| super::book::interval(other).is_some_and(|other| other.meets(interval));
    if let Some(other) = kindred.iter().find(meets) {
        return ledger.skip(
            &TEXT_TABLE,
            &[fact, other],
            "表格另一栏有相同的数额，口径可能不同",
        );
    }
    match doubt {
        Some(why) => ledger.skip(&TEXT_TABLE, &[fact, first], why),
        None => differ(&TEXT_TABLE, fact, first, ledger),
    }
}

/// Reports two numbers of one thing that differ; 10,000 times apart it is the unit.
fn differ(rule: &'static Rule, fact: &Fact, twin: &Fact, ledger: &mut Ledger) {
    let (Some(one), Some(other), Some(scale)) = (interval(fact), interval(twin), factor(fact))
    else {
        return;
    };
    let facts = [fact, twin];
    let place = if twin.origin == Origin::Table {
        "表格"
    } else {
        ""
    };
    let many = Decimal::from(10_000);
    let apart = |small: Interval, large: Interval| {
        small.low > Decimal::ZERO && small.times(many).is_some_and(|small| small.meets(large))
    };
    if apart(one, other) || apart(other, one) {
        let message = format!(
            "{}：此处为{}，第{}行{place}为{}，恰差一万倍，疑为“元”与“万元”之误",
            subject(fact),
            raw(fact),
            twin.line,
            raw(twin),
        );
        return ledger.fail(
            &UNIT,
            &facts,
            numbers(fact, other, scale, UNIT.severity, message),
        );
    }
    let gap = one.gap(other) / scale;
    let severity = if gap <= last_digit(fact.decimals) {
        Severity::Note
    } else {
        rule.severity
    };
    let message = format!(
        "{}：此处为{}，第{}行{place}为{}，两者可代表的区间不相交",
        subject(fact),
        raw(fact),
        twin.line,
        raw(twin),
    );
    ledger.fail(rule, &facts, numbers(fact, other, scale, severity, message));
}

fn numbers(
    fact: &Fact,
    other: Interval,
    scale: Decimal,
    severity: Severity,
    message: String,
) -> Objection {
    let own = Stated::number(fact).map_or(Decimal::ZERO, |stated| stated.allowed.radius());
    Objection {
        severity,
        message,
        stated: Some(fact.value.0),
        computed: Some((other.middle() / scale).round_dp(6).normalize()),
        tolerance: Some((own + other.radius() / scale).round_dp(9).normalize()),
    }
}

/// Money whose unit is not printed.
fn lost_units(book: &Book, ledger: &mut Ledger) {
    for one in &book.said {
        let fact = one.fact;
        if fact.kind != Quantity::Money || fact.measure != Some(Measure::Amount) {
            continue;
        }
        if fact.unit.is_some() {
            ledger.pass(&UNIT, &[fact], format!("{}有单位", named(fact)));
            continue;
        }
        let message = format!("{}：{}没有写单位", subject(fact), fact.raw);
        let objection = Objection::plain(Severity::Note, message);
        ledger.object(&UNIT, Place::of(fact), vec![fact.id], objection);
    }
}
