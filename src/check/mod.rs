//! Records become findings: where the document contradicts itself.
//!
//! In come the records of one document and the marks that the reading made for the rules; out come
//! the findings, and every check with its outcome, so that silence is never taken for soundness. A
//! rule sees records, never text. What a printed number may stand for is an interval; two numbers
//! contradict each other only if their intervals have nothing in common.
//!
//! Messages are Chinese, the language of the documents and of the offices that mend them; the
//! numbers stand in the fields of the finding, and [`RULES`] has each rule in English too.

mod balance;
mod book;
mod breakdown;
mod duplicate;
mod identity;
mod interval;
mod ledger;
mod movement;
mod names;
mod relation;
mod rule;
mod same_rise;
mod share;
mod sheet;
mod table_balance;
mod table_sum;
mod tasks;
mod template;
mod twins;
mod years;

#[cfg(test)]
mod tests;

use crate::reading::leftover::Leftover;
use crate::reading::mention::Mention;
use crate::reading::reference::{Reference, Relation};
use crate::record::{Fact, Finding, Header, Indicator, Kind, Section, Table};

pub use interval::Interval;
pub use ledger::{Outcome, Place, Verdict};
pub use rule::Rule;

/// Every rule, in the order in which `gongkai rules` lists them.
pub const RULES: &[&Rule] = &[
    &share::SHARE,
    &movement::GROWTH,
    &movement::CHANGE,
    &movement::DIRECTION,
    &breakdown::SUM,
    &share::COMPLETION,
    &balance::BALANCE,
    &twins::TEXT_TEXT,
    &twins::TEXT_TABLE,
    &twins::UNIT,
    &table_sum::TABLE_SUM,
    &duplicate::DUPLICATE,
    &names::CODE_NAME,
    &years::YEAR,
    &template::TEMPLATE,
];

/// What the rules see of a document.
pub struct Checked<'a> {
    /// The document's id.
    pub doc: &'a str,
    /// Budget, final accounts, …
    pub kind: Kind,
    /// The year it is about.
    pub fiscal_year: Option<i32>,
    /// Its outline.
    pub sections: &'a [Section],
    /// Its tables.
    pub tables: &'a [Table],
    /// Its facts, in the order in which they stand.
    pub facts: &'a [Fact],
    /// The rows of its performance tables.
    pub indicators: &'a [Indicator],
    /// What the template left in the text.
    pub leftovers: &'a [Leftover],
    /// The classification names in the text.
    pub mentions: &'a [Mention],
    /// The words for the actual against the budget.
    pub relations: &'a [Relation],
    /// The years that the text compares with.
    pub references: &'a [Reference],
    /// Where a cell stands: by the table's index, the row and the column in its `rows`.
    pub place: &'a dyn Fn(usize, usize, usize) -> Option<Place>,
}

/// What the rules have to say.
#[derive(Debug, Default)]
pub struct Report {
    /// What does not hold, in the order of the text.
    pub findings: Vec<Finding>,
    /// Every check, in the order of the text.
    pub outcomes: Vec<Outcome>,
}

/// Makes every check.
pub fn run(checked: &Checked) -> Report {
    let mut ledger = ledger::Ledger::new(checked.doc);
    let book = book::Book::new(checked.facts, checked.sections);
    // First the units: a sum of amounts in a wrong unit says nothing new.
    twins::check(&book, checked.tables, checked.facts, &mut ledger);
    share::check(&book, &mut ledger);
    movement::check(&book, &mut ledger);
    relation::check(&book, checked.relations, &mut ledger);
    breakdown::check(&book, &mut ledger);
    balance::check(&book, &mut ledger);
    let sheets = sheet::sheets(checked.tables, checked.facts);
    table_sum::check(&sheets, &mut ledger);
    table_balance::check(&sheets, &mut ledger);
    tasks::check(checked, &mut ledger);
    duplicate::check(checked, &mut ledger);
    names::check(checked, &mut ledger);
    years::check(checked, &mut ledger);
    template::check(checked.facts, checked.leftovers, &mut ledger);
    Report::new(ledger)
}

impl Report {
    /// Puts checks and findings into the order of the text and numbers the findings.
    fn new(ledger: ledger::Ledger) -> Self {
        let (mut outcomes, findings) = (ledger.outcomes, ledger.findings);
        let mut order: Vec<usize> = (0..findings.len()).collect();
        order.sort_by_key(|at| (findings[*at].line, findings[*at].span, *at));
        let mut rank = vec![0; findings.len()];
        for (place, at) in order.iter().enumerate() {
            rank[*at] = place;
        }
        let mut slots: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
        let findings = order
            .iter()
            .enumerate()
            .filter_map(|(id, at)| slots[*at].take().map(|finding| Finding { id, ..finding }))
            .collect();
        for outcome in &mut outcomes {
            if let Verdict::Failed(at) = &mut outcome.verdict {
                *at = rank[*at];
            }
        }
        outcomes.sort_by_key(|outcome| outcome.place);
        Self { findings, outcomes }
    }

    /// Writes the counts into the document's record.
    pub fn count(&self, document: &mut Header) {
        let of = |wanted: fn(&Verdict) -> bool| {
            let wanted = |outcome: &&Outcome| wanted(&outcome.verdict);
            self.outcomes.iter().filter(wanted).count()
        };
        document.n_findings = self.findings.len();
        document.checks_passed = of(|verdict| *verdict == Verdict::Passed);
        document.checks_failed = of(|verdict| matches!(verdict, Verdict::Failed(_)));
        document.checks_skipped = of(|verdict| matches!(verdict, Verdict::Skipped(_)));
    }
}
