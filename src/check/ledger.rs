//! The ledger: every check with its operands and its outcome.

use rust_decimal::Decimal;

use super::interval::{Interval, last_digit};
use super::rule::Rule;
use crate::record::{Fact, Finding, Number, Severity, Span};

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
    /// It does not: the index of its finding.
    Failed(usize),
    /// It could not be made, and why.
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
    /// The identity with its operands, for people.
    pub claim: String,
    /// How it ended.
    pub verdict: Verdict,
}

/// A number as stated, with what it may stand for.
#[derive(Debug, Clone, Copy)]
pub struct Stated {
    /// As printed.
    pub value: Decimal,
    /// The numbers that may be printed so, in the same unit.
    pub allowed: Interval,
    /// The unit of its last digit.
    pub digit: Decimal,
}

impl Stated {
    /// A percentage, rounded or cut.
    pub fn percent(fact: &Fact) -> Option<Self> {
        Some(Self {
            value: fact.value.0,
            allowed: Interval::rounded_or_cut(fact.value.0, fact.decimals)?,
            digit: last_digit(fact.decimals),
        })
    }

    /// Any other number, rounded.
    pub fn number(fact: &Fact) -> Option<Self> {
        Some(Self {
            value: fact.value.0,
            allowed: Interval::printed(fact.value.0, fact.decimals, Decimal::ONE)?,
            digit: last_digit(fact.decimals),
        })
    }
}

/// What a rule has to say against the document.
#[derive(Debug)]
pub struct Objection {
    /// How grave it is.
    pub severity: Severity,
    /// What is stated and what follows.
    pub message: String,
    /// The number as stated.
    pub stated: Option<Decimal>,
    /// The number that follows.
    pub computed: Option<Decimal>,
    /// How far the two might be apart.
    pub tolerance: Option<Decimal>,
}

impl Objection {
    /// An objection without numbers.
    pub fn plain(severity: Severity, message: String) -> Self {
        Self {
            severity,
            message,
            stated: None,
            computed: None,
            tolerance: None,
        }
    }
}

/// All checks of one document, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The checks.
    pub outcomes: Vec<Outcome>,
    /// What did not hold.
    pub findings: Vec<Finding>,
    doc: String,
}

impl Ledger {
    /// An empty ledger for a document.
    pub fn new(doc: &str) -> Self {
        Self {
            doc: doc.to_owned(),
            ..Self::default()
        }
    }

    fn enter(&mut self, rule: &'static Rule, facts: &[&Fact], claim: String, verdict: Verdict) {
        let Some(first) = facts.first() else { return };
        self.outcomes.push(Outcome {
            rule,
            place: Place::of(first),
            facts: facts.iter().map(|fact| fact.id).collect(),
            claim,
            verdict,
        });
    }

    /// Whether a fact was found to be off by 10,000.
    pub fn unit_is_wrong(&self, fact: &Fact) -> bool {
        self.findings.iter().any(|finding| {
            finding.rule == "unit_error"
                && finding.severity == Severity::Error
                && finding.facts.contains(&fact.id)
        })
    }

    /// The identity holds.
    pub fn pass(&mut self, rule: &'static Rule, facts: &[&Fact], claim: String) {
        self.enter(rule, facts, claim, Verdict::Passed);
    }

    /// An operand is missing or doubtful.
    pub fn skip(&mut self, rule: &'static Rule, facts: &[&Fact], why: &'static str) {
        let claim = facts.first().map_or_else(String::new, |fact| named(fact));
        self.enter(rule, facts, claim, Verdict::Skipped(why));
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
        self.outcomes.push(Outcome {
            rule,
            place,
            facts: facts.clone(),
            claim: objection.message.clone(),
            verdict: Verdict::Failed(self.findings.len()),
        });
        self.findings.push(Finding {
            doc: self.doc.clone(),
            id: self.findings.len(),
            rule: rule.id,
            severity: objection.severity,
            message: objection.message,
            facts,
            stated: objection.stated.map(Number),
            computed: objection.computed.map(Number),
            tolerance: objection.tolerance.map(Number),
            line: place.line,
            span: place.span,
        });
    }

    /// Compares what is stated with what follows: passes if the intervals meet, and objects
    /// otherwise. A gap of no more than the last printed digit is a note.
    pub fn compare(
        &mut self,
        rule: &'static Rule,
        facts: &[&Fact],
        stated: Stated,
        computed: Interval,
        claim: &str,
    ) -> bool {
        let Some(first) = facts.first() else {
            return true;
        };
        let unit = first.unit.as_deref().unwrap_or_default();
        if stated.allowed.meets(computed) {
            self.pass(
                rule,
                facts,
                format!("{}：{claim} = {computed}{unit}", named(first)),
            );
            return true;
        }
        let gap = stated.allowed.gap(computed);
        let severity = if gap <= stated.digit {
            Severity::Note
        } else {
            rule.severity
        };
        let scale = first.decimals + 2;
        let middle = computed.middle().round_dp(scale).normalize();
        let message = format!(
            "{}：原文为{}{unit}，按{claim}应为{middle}{unit}；推算区间{computed}与原文可代表的区间{}不相交",
            subject(first),
            stated.value,
            stated.allowed,
        );
        let tolerance = stated.allowed.radius().saturating_add(computed.radius());
        self.fail(
            rule,
            facts,
            Objection {
                severity,
                message,
                stated: Some(stated.value),
                computed: Some(middle),
                tolerance: Some(tolerance.round_dp(9).normalize()),
            },
        );
        false
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

/// A fact with its name.
pub fn named(fact: &Fact) -> String {
    format!("{} {}", subject(fact), raw(fact))
}

/// A fact as printed, with the unit of its table where it has none of its own.
pub fn raw(fact: &Fact) -> String {
    match (&fact.unit, fact.table_id) {
        (Some(unit), Some(_)) if !fact.raw.ends_with(unit.as_str()) => {
            format!("{}{unit}", fact.raw)
        }
        _ => fact.raw.clone(),
    }
}
