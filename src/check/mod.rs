//! Records become findings: where the document contradicts itself.
//!
//! In come the records of one document and the marks that the reading made for the rules; out come
//! the findings, and every check with its outcome, so that silence is never taken for soundness. A
//! rule sees records, never text. What a printed number may stand for is an interval; two numbers
//! contradict each other only if their intervals have nothing in common. A rule objects only where it
//! is clear what its operands are; otherwise the check is skipped, with its reason.
//!
//! The facts of running text are a [`book::Book`], those of tables are [`sheet::Sheet`]s, and both
//! stand in one [`register::Register`] by what they measure. Each is made once; no rule looks through
//! all facts for each fact.

mod apart;
mod balance;
mod book;
mod breakdown;
mod completion;
mod contents;
mod duplicate;
mod empty;
mod identity;
pub(crate) mod interval;
mod ledger;
mod message;
mod missing;
mod movement;
mod names;
mod operands;
mod overlap;
mod phases;
mod projects;
mod register;
mod relation;
mod rule;
mod same_rise;
mod share;
mod sheet;
mod sum;
mod table_across;
mod table_balance;
mod table_moves;
mod table_sum;
mod table_table;
mod tasks;
mod template;
mod twins;
mod unit;
mod unlike;
mod years;

#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap as HashMap;

use crate::mark::Marks;
use crate::record::{Fact, Finding, Header, Indicator, Kind, Project, Section, Table};

pub use ledger::{Outcome, Place, Verdict};
pub use message::{Language, Message, phrase};
pub use rule::RULES;

/// What the rules see of a document.
pub struct Checked<'a> {
    /// The document's id.
    pub doc: &'a str,
    /// Budget, final accounts, …
    pub kind: Kind,
    /// The year it is about.
    pub fiscal_year: Option<i32>,
    /// Whether checks that found nothing are to be told.
    pub outcomes: bool,
    /// Its outline.
    pub sections: &'a [Section],
    /// Its tables.
    pub tables: &'a [Table],
    /// Its facts, in the order in which they stand.
    pub facts: &'a [Box<Fact>],
    /// The heads of its performance tables.
    pub projects: &'a [Project],
    /// Their rows.
    pub indicators: &'a [Indicator],
    /// What the reading marked for the rules.
    pub marks: &'a Marks,
    /// Where a cell stands: by the table's index, the row and the column in its `rows`.
    pub place: &'a dyn Fn(usize, usize, usize) -> Option<Place>,
    /// Where a table's title stands, by the table's index.
    pub caption: &'a dyn Fn(usize) -> Option<Place>,
}

/// What the rules have to say.
#[derive(Debug, Default)]
pub struct Report {
    /// What does not hold, in the order of the text.
    pub findings: Vec<Finding>,
    /// Every check that failed, and the others if they are to be told, in the order of the text.
    pub outcomes: Vec<Outcome>,
    passed: usize,
    skipped: usize,
}

/// Makes every check.
pub fn run(checked: &Checked) -> Report {
    let mut ledger = ledger::Ledger::new(checked.doc, checked.outcomes);
    let era = book::Era::new(checked);
    let book = book::Book::new(checked, era);
    let sheets = sheet::sheets(checked);
    let repeated = duplicate::Repeated::find(&sheets, &mut ledger);
    let holding = table_sum::check(&sheets, &repeated, &mut ledger);
    let register = register::Register::new(&book, &sheets, &holding);
    // First the units: a sum of amounts in a wrong unit says nothing new.
    twins::passages(&register, &mut ledger);
    same_rise::check(&book, &mut ledger);
    twins::tables(&book, &sheets, &register, &mut ledger);
    twins::lost_units(&book, &checked.marks.bare, &mut ledger);
    missing::check(&checked.marks.bare, &mut ledger);
    breakdown::check(&book, &mut ledger);
    phases::check(&book, &checked.marks.phases, &mut ledger);
    share::check(&book, &mut ledger);
    completion::check(&book, &mut ledger);
    balance::check(&book, &mut ledger);
    movement::check(&book, &mut ledger);
    relation::check(&book, &checked.marks.relations, &mut ledger);
    table_balance::check(&sheets, &mut ledger);
    table_moves::check(&sheets, era, &mut ledger);
    table_table::check(&register, &sheets, &mut ledger);
    tasks::check(checked, &mut ledger);
    projects::check(checked, &book, &sheets, &mut ledger);
    empty::check(checked, &mut ledger);
    contents::check(checked, &mut ledger);
    duplicate::check(checked, &mut ledger);
    names::check(checked, &mut ledger);
    years::check(checked, &mut ledger);
    template::check(checked.facts, &checked.marks.leftovers, &mut ledger);
    Report::new(ledger)
}

/// The part of a list for which something holds that holds for none behind, and the rest.
fn split<T>(list: &[T], holds: impl FnMut(&T) -> bool) -> (&[T], &[T]) {
    list.split_at(list.partition_point(holds))
}

impl Report {
    /// Puts checks and findings into the order of the text and numbers the findings.
    fn new(ledger: ledger::Ledger) -> Self {
        let (passed, skipped) = (ledger.passed, ledger.skipped);
        let (mut outcomes, findings) = (ledger.outcomes, ledger.findings);
        let mut findings: Vec<(usize, Finding)> = findings.into_iter().enumerate().collect();
        findings.sort_by_key(|(_, finding)| (finding.line, finding.span));
        let ids = findings.iter().enumerate();
        let ids: HashMap<usize, usize> = ids.map(|(id, (at, _))| (*at, id)).collect();
        let findings = findings.into_iter().enumerate();
        let findings = findings
            .map(|(id, (_, finding))| Finding { id, ..finding })
            .collect();
        for outcome in &mut outcomes {
            if let Verdict::Failed(at, _) = &mut outcome.verdict
                && let Some(id) = ids.get(at)
            {
                *at = *id;
            }
        }
        outcomes.sort_by_key(|outcome| outcome.place);
        Self {
            findings,
            outcomes,
            passed,
            skipped,
        }
    }

    /// Writes the counts into the document's record.
    pub fn count(&self, document: &mut Header) {
        document.n_findings = self.findings.len();
        document.checks_passed = self.passed;
        // A check that fails makes a finding.
        document.checks_failed = self.findings.len();
        document.checks_skipped = self.skipped;
    }
}
