//! Numbers that lost their unit or their % where their neighbours have it.

use super::ledger::{Ledger, Objection, Place};
use super::message::Message;
use super::rule::{MISSING_PERCENT, MISSING_UNIT};
use crate::mark::{Bare, Missing};
use crate::record::Severity;

/// Reports every bare number.
pub fn check(bare: &[Bare], ledger: &mut Ledger) {
    for one in bare {
        let rule = match one.missing {
            Missing::Unit => &MISSING_UNIT,
            Missing::Percent => &MISSING_PERCENT,
            Missing::SaidOnce => continue,
        };
        let message = Message::new("missing.unit")
            .with("raw", &one.raw)
            .with("unit", &one.unit);
        let place = Place {
            line: one.line,
            span: one.span,
        };
        // Several in a sentence are a manner of writing, one is a slip.
        let severity = match one.alone {
            true => rule.severity,
            false => Severity::Note,
        };
        let objection = Objection::plain(severity, message);
        ledger.object(rule, place, Vec::new(), objection);
    }
}
