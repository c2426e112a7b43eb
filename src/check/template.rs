//! What the template left in the text.

use super::ledger::{Ledger, Objection, Place};
use super::rule::Rule;
use crate::reading::leftover::Leftover;
use crate::record::{Fact, Severity, Sign};

/// 增加/减少0万元, ……, ***（款）.
pub const TEMPLATE: Rule = Rule {
    id: "unfilled_template",
    severity: Severity::Note,
    chinese: "模板文字未填写或未删除（增加/减少、……、***（款）、填写说明）",
    english: "phrases of the template were left unfilled or not taken out",
};

/// Reports each paragraph that has something left in it, once.
pub fn check(facts: &[Fact], leftovers: &[Leftover], ledger: &mut Ledger) {
    let open: Vec<&Fact> = facts
        .iter()
        .filter(|fact| fact.sign == Some(Sign::Unfilled))
        .collect();
    for leftover in leftovers {
        let within =
            |fact: &&&Fact| leftover.passage.0 <= fact.span.0 && fact.span.1 <= leftover.passage.1;
        let ids = open.iter().filter(within).map(|fact| fact.id).collect();
        let place = Place {
            line: leftover.line,
            span: leftover.span,
        };
        let message = format!("模板文字未填写：{}", leftover.text);
        ledger.object(
            &TEMPLATE,
            place,
            ids,
            Objection::plain(TEMPLATE.severity, message),
        );
    }
    let mut last = None;
    for fact in open {
        let seen = leftovers
            .iter()
            .any(|leftover| leftover.passage.0 <= fact.span.0 && fact.span.1 <= leftover.passage.1);
        if seen || last == Some(fact.line) {
            continue;
        }
        last = Some(fact.line);
        let message = format!("增加还是减少没有填写：{}", fact.raw);
        let objection = Objection::plain(TEMPLATE.severity, message);
        ledger.fail(&TEMPLATE, &[fact], objection);
    }
}
