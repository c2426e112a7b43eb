//! The ledger: every check with its operands and its outcome. Nothing is put into words here but
//! what a finding says.

use rust_decimal::Decimal;
use rustc_hash::FxHashSet as HashSet;

use super::interval::{Interval, last_digit};
use super::message::{Language, Message};
use super::rule::Rule;
use crate::lexicon::units;
use crate::record::{Fact, Finding, Number, Quantity, Severity, Span};

/// Where a check is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The code points.
    pub span: Span,
}

impl Place {
    /// Where a fact stands.
    pub fn of(fact: &Fact) -> Self {
        Self {
            line: fact.line,
            span: fact.span,
        }
    }
}

/// How a check ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The identity holds.
    Passed,
    /// It does not: the index of its finding, and what that says.
    Failed(usize, Message),
    /// It could not be made, and why: a phrase of `messages.tsv`.
    Skipped(&'static str),
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What was checked.
    pub rule: &'static Rule,
    /// Where.
    pub place: Place,
    /// Ids of the facts that took part.
    pub facts: Vec<usize>,
    /// How it ended.
    pub verdict: Verdict,
}

/// A number as stated, with what it may stand for.
#[derive(Debug, Clone, Copy)]
pub struct Stated {
    /// As printed.
    pub value: Decimal,
    /// The numbers that may be printed so.
    pub allowed: Interval,
    /// How many yuan its unit is; one for what is no money.
    pub factor: Decimal,
    /// Digits printed after the point.
    pub decimals: u32,
}

impl Stated {
    /// A percentage, rounded or cut; 16倍 is one that is printed in whole hundreds.
    pub fn percent(fact: &Fact) -> Option<Self> {
        let allowed = match fact.raw.contains('倍') {
            true => {
                let times = fact.value.0.checked_div(Decimal::ONE_HUNDRED)?.normalize();
                Interval::rounded_or_cut(times, times.scale())?.times(100)
            }
            false => Interval::rounded_or_cut(fact.value.0, fact.decimals)?,
        };
        Some(Self {
            value: fact.value.0,
            allowed,
            factor: Decimal::ONE,
            decimals: fact.decimals,
        })
    }

    /// Any other number, rounded.
    pub fn number(fact: &Fact, allowed: Interval) -> Option<Self> {
        Some(Self {
            value: fact.value.0,
            allowed,
            factor: factor(fact)?,
            decimals: fact.decimals,
        })
    }
}

/// What a rule has to say against the document.
#[derive(Debug)]
pub struct Objection {
    /// How grave it is.
    pub severity: Severity,
    /// What is stated and what follows.
    pub message: Message,
    /// The number as stated.
    pub stated: Option<Decimal>,
    /// The number that follows.
    pub computed: Option<Decimal>,
    /// How far the two might be apart.
    pub tolerance: Option<Decimal>,
}

impl Objection {
    /// An objection without numbers.
    pub fn plain(severity: Severity, message: Message) -> Self {
        Self {
            severity,
            message,
            stated: None,
            computed: None,
            tolerance: None,
        }
    }

    /// A number that is not what follows: `message` gets the places `should`, the number that follows, and
    /// `gap` and `unit`, how far off it is. A gap of no more than the last printed digit is a note.
    pub fn numbers(
        severity: Severity,
        message: Message,
        stated: &Stated,
        computed: Interval,
        unit: &str,
    ) -> Self {
        let Stated {
            factor, decimals, ..
        } = *stated;
        let gap = computed.gap(stated.allowed).middle(factor);
        let middle = computed.middle(factor);
        // What is off by less than a digit is shown with more of them.
        let difference = (stated.value.abs() - middle.abs()).abs();
        let digits = if difference < last_digit(decimals) {
            decimals + 2
        } else {
            decimals
        };
        let message = message
            .with("should", plain(middle, digits) + unit)
            .with("gap", plain(difference, digits));
        let message = match unit {
            "%" => message.word("unit", "word.points"),
            _ => message.with("unit", unit),
        };
        Self {
            severity: if gap <= last_digit(decimals) {
                Severity::Note
            } else {
                severity
            },
            message,
            stated: Some(stated.value),
            computed: Some(middle.round_dp(6).normalize()),
            tolerance: Some(
                (stated.allowed.radius(factor) + computed.radius(factor))
                    .round_dp(9)
                    .normalize(),
            ),
        }
    }
}

fn plain(number: Decimal, digits: u32) -> String {
    format!("{:.*}", digits as usize, number.round_dp(digits))
}

/// All checks of one document, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The checks that failed; with them the others, if they are to be told.
    pub outcomes: Vec<Outcome>,
    /// How many held.
    pub passed: usize,
    /// How many could not be made.
    pub skipped: usize,
    /// What did not hold.
    pub findings: Vec<Finding>,
    doc: String,
    tells_all: bool,
    /// Facts whose unit is wrong, and those that a finding has shown to be wrong already.
    wrong: HashSet<usize>,
}

impl Ledger {
    /// An empty ledger for a document; `tells_all` if checks that found nothing are to be told.
    pub fn new(doc: &str, tells_all: bool) -> Self {
        Self {
            doc: doc.to_owned(),
            tells_all,
            ..Self::default()
        }
    }

    fn enter(&mut self, rule: &'static Rule, facts: &[&Fact], verdict: Verdict) {
        let Some(first) = facts.first() else { return };
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Skipped(_) => self.skipped += 1,
            // Its finding is counted.
            Verdict::Failed(..) => {}
        }
        if self.tells_all {
            self.outcomes.push(Outcome {
                rule,
                place: Place::of(first),
                facts: facts.iter().map(|fact| fact.id).collect(),
                verdict,
            });
        }
    }

    /// Marks a fact as wrong in its unit, so that no other rule takes it for an operand.
    pub fn distrust(&mut self, fact: &Fact) {
        self.wrong.insert(fact.id);
    }

    /// Whether a fact was found to be wrong in its unit.
    pub fn distrusts(&self, fact: &Fact) -> bool {
        self.wrong.contains(&fact.id)
    }

    /// The identity holds.
    pub fn pass(&mut self, rule: &'static Rule, facts: &[&Fact]) {
        self.enter(rule, facts, Verdict::Passed);
    }

    /// An operand is missing or doubtful.
    pub fn skip(&mut self, rule: &'static Rule, facts: &[&Fact], why: &'static str) {
        self.enter(rule, facts, Verdict::Skipped(why));
    }

    /// The identity does not hold between facts; the finding stands where the first one stands.
    pub fn fail(&mut self, rule: &'static Rule, facts: &[&Fact], objection: Objection) {
        if let Some(first) = facts.first() {
            let ids = facts.iter().map(|fact| fact.id).collect();
            self.object(rule, Place::of(first), ids, objection);
        }
    }

    /// Something is wrong at a place.
    pub fn object(
        &mut self,
        rule: &'static Rule,
        place: Place,
        facts: Vec<usize>,
        objection: Objection,
    ) {
        let at = self.findings.len();
        self.findings.push(Finding {
            doc: self.doc.clone(),
            id: at,
            rule: rule.id,
            severity: objection.severity,
            message: objection.message.say(Language::Chinese),
            facts: facts.clone(),
            stated: objection.stated.map(Number),
            computed: objection.computed.map(Number),
            tolerance: objection.tolerance.map(Number),
            line: place.line,
            span: place.span,
        });
        self.outcomes.push(Outcome {
            rule,
            place,
            facts,
            verdict: Verdict::Failed(at, objection.message),
        });
    }

    /// Compares what is stated with what follows: passes if the intervals meet, and objects
    /// otherwise with the sentence that `telling` makes (see [`Objection::numbers`]).
    pub fn compare(
        &mut self,
        rule: &'static Rule,
        facts: &[&Fact],
        stated: &Stated,
        computed: Interval,
        telling: impl FnOnce() -> Message,
    ) -> bool {
        self.compare_as((rule, rule.severity), facts, stated, computed, telling)
    }

    /// The same, where an objection is less grave than those of the rule are at most.
    pub fn compare_as(
        &mut self,
        (rule, severity): (&'static Rule, Severity),
        facts: &[&Fact],
        stated: &Stated,
        computed: Interval,
        telling: impl FnOnce() -> Message,
    ) -> bool {
        let Some(first) = facts.first() else {
            return true;
        };
        if stated.allowed.meets(computed) {
            self.pass(rule, facts);
            return true;
        }
        let unit = first.unit.as_deref().unwrap_or_default();
        let message = telling()
            .with("thing", subject(first))
            .with("raw", raw(first));
        let objection = Objection::numbers(severity, message, stated, computed, unit);
        self.fail(rule, facts, objection);
        false
    }
}

/// How many yuan the unit of an amount is worth; one for what is no money, or has no unit.
pub fn factor(fact: &Fact) -> Option<Decimal> {
    let Some(yuan) = fact.yuan.filter(|_| fact.kind == Quantity::Money) else {
        return Some(Decimal::ONE);
    };
    if fact.value.0.is_zero() {
        let unit = fact.unit.as_deref().and_then(units::unit);
        return Some(unit.and_then(|unit| unit.yuan).unwrap_or(Decimal::ONE));
    }
    yuan.0.checked_div(fact.value.0)
}

/// The numbers that a fact may stand for: in yuan for money, else as counted.
pub fn interval(fact: &Fact) -> Option<Interval> {
    let (value, decimals) = (fact.value.0, fact.decimals);
    match fact.kind {
        Quantity::Money => {
            fact.yuan?;
            Interval::printed(value, decimals, factor(fact)?)
        }
        Quantity::Percent => Interval::printed(value, decimals, Decimal::ONE),
        Quantity::Count => Interval::exact(value),
    }
}

/// What a fact is called in a message.
pub fn subject(fact: &Fact) -> &str {
    fact.label
        .as_deref()
        .or(fact.row_label.as_deref())
        .or(fact.column_label.as_deref())
        .unwrap_or("该数")
}

/// A fact as printed, with the unit of its table where it has none of its own.
pub fn raw(fact: &Fact) -> String {
    match (&fact.unit, fact.table_id) {
        (Some(unit), Some(_)) if !fact.raw.ends_with(unit.as_str()) => {
            format!("{}{unit}", fact.raw)
        }
        _ => fact.raw.to_string(),
    }
}

/// A twin as printed, and in the unit of the fact that it is compared with where that is another.
pub fn in_unit_of(fact: &Fact, twin: &Fact, interval: Interval) -> String {
    let printed = raw(twin);
    if fact.unit == twin.unit {
        return printed;
    }
    let unit = fact.unit.as_deref().unwrap_or_default();
    match factor(fact) {
        Some(factor) => format!("{printed}（{}{unit}）", interval.middle(factor).normalize()),
        None => printed,
    }
}

/// Facts as the terms of a sum.
pub fn terms<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> String {
    let terms: Vec<String> = facts.into_iter().map(raw).collect();
    terms.join(" + ")
}
