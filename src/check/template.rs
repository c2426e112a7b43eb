//! What the template left in the text.

use super::ledger::{Ledger, Objection, Place};
use super::message::Message;
use super::rule::TEMPLATE;
use super::split;
use crate::mark::Leftover;
use crate::record::{Fact, Sign};

/// Reports each paragraph that has something left in it, once.
pub fn check(facts: &[Box<Fact>], leftovers: &[Leftover], ledger: &mut Ledger) {
    let open: Vec<&Fact> = facts
        .iter()
        .map(|fact| &**fact)
        .filter(|fact| fact.sign == Some(Sign::Unfilled))
        .collect();
    for leftover in leftovers {
        let (from, to) = (leftover.passage.0, leftover.passage.1);
        let (_, behind) = split(&open, |fact| fact.span.0 < from);
        let within = behind.iter().take_while(|fact| fact.span.1 <= to);
        let ids = within.map(|fact| fact.id).collect();
        let place = Place {
            line: leftover.line,
            span: leftover.span,
        };
        let message = Message::new("template.left")
            .with("text", &leftover.text)
            .word("why", leftover.why);
        ledger.object(
            &TEMPLATE,
            place,
            ids,
            Objection::plain(TEMPLATE.severity, message),
        );
    }
    let mut last = None;
    for fact in open {
        let (before, _) = split(leftovers, |leftover| leftover.passage.0 <= fact.span.0);
        let seen = before
            .last()
            .is_some_and(|leftover| fact.span.1 <= leftover.passage.1);
        if seen || last == Some(fact.line) {
            continue;
        }
        last = Some(fact.line);
        let message = Message::new("template.open").with("raw", &fact.raw);
        let objection = Objection::plain(TEMPLATE.severity, message);
        ledger.fail(&TEMPLATE, &[fact], objection);
    }
}
