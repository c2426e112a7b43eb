//! Findings as a compiler prints them: where, what, the line with the numbers underlined, and what
//! follows.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::check::{Language, Outcome, Verdict, phrase};
use crate::record::{Fact, Finding, Span};
use crate::text::Text;

/// How many characters of a long line are shown before and behind its numbers.
const AROUND: usize = 24;
/// How many lines of facts are shown.
const LINES: usize = 5;

/// The places of a document's facts.
pub struct Places<'a> {
    text: &'a Text,
    facts: HashMap<usize, (usize, Span)>,
}

impl<'a> Places<'a> {
    /// The places of these facts in this text.
    pub fn new(text: &'a Text, facts: &[Fact]) -> Self {
        Self {
            text,
            facts: facts
                .iter()
                .map(|fact| (fact.id, (fact.line, fact.span)))
                .collect(),
        }
    }

    /// A finding with its excerpts.
    pub fn finding(&self, path: &str, finding: &Finding) -> String {
        let mut out = String::new();
        // Writing into a string cannot fail.
        let _ = writeln!(
            out,
            "{path}:{}: {}[{}]: {}",
            finding.line,
            finding.severity.name(),
            finding.rule,
            finding.message,
        );
        let mut lines: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        lines.entry(finding.line).or_default().push(finding.span);
        for fact in &finding.facts {
            if let Some((line, span)) = self.facts.get(fact)
                && (lines.contains_key(line) || lines.len() < LINES)
            {
                lines.entry(*line).or_default().push(*span);
            }
        }
        for (line, spans) in &lines {
            self.excerpt(*line, spans, finding.span, &mut out);
        }
        if let (Some(stated), Some(computed)) = (finding.stated, finding.computed) {
            let _ = write!(out, "       = 原文 {}，应为 {}", stated.0, computed.0);
            if let Some(tolerance) = finding.tolerance {
                let _ = write!(out, "，容差 ±{}", tolerance.0);
            }
            out.push('\n');
        }
        out
    }

    /// A line, cut to what is around its numbers, with the numbers underlined.
    fn excerpt(&self, line: usize, spans: &[Span], main: Span, out: &mut String) {
        let range = self.text.line_range(line - 1);
        let begin = self.text.code_point(range.start);
        let shown: Vec<char> = self.text.line(line - 1).chars().collect();
        let inside = |at: usize| at.saturating_sub(begin).min(shown.len());
        let first = spans.iter().map(|span| inside(span.0)).min().unwrap_or(0);
        let last = spans.iter().map(|span| inside(span.1)).max().unwrap_or(0);
        let from = first.saturating_sub(AROUND);
        let to = (last + AROUND).min(shown.len());
        let mut words = String::new();
        let mut marks = String::new();
        for (at, shown) in shown.iter().enumerate().take(to).skip(from) {
            let printed = if shown.is_control() { ' ' } else { *shown };
            let mark = spans.iter().filter(|span| {
                let (start, end) = (inside(span.0), inside(span.1));
                (start..end).contains(&at)
            });
            let mark = match mark.max_by_key(|span| **span == main) {
                Some(span) if *span == main => '^',
                Some(_) => '~',
                None => ' ',
            };
            words.push(printed);
            for _ in 0..printed.width().unwrap_or(0) {
                marks.push(mark);
            }
        }
        let (before, behind) = (
            if from > 0 { "…" } else { "" },
            if to < shown.len() { "…" } else { "" },
        );
        let indent = " ".repeat(before.width());
        let _ = writeln!(out, "{line:>6} | {before}{words}{behind}");
        let _ = writeln!(out, "       | {indent}{}", marks.trim_end());
    }
}

/// One check as a line: where, how it ended, what was checked.
pub fn outcome(path: &str, outcome: &Outcome, facts: &[Fact], language: Language) -> String {
    let operands: Vec<String> = outcome
        .facts
        .iter()
        .filter_map(|id| facts.binary_search_by_key(id, |fact| fact.id).ok())
        .map(|at| {
            let fact = &facts[at];
            let name = fact.label.as_deref().or(fact.row_label.as_deref());
            format!("{} {}", name.unwrap_or_default(), fact.raw)
        })
        .collect();
    let (word, told) = match &outcome.verdict {
        Verdict::Passed => ("passed", operands.join("; ")),
        Verdict::Failed(_, message) => ("FAILED", message.say(language)),
        Verdict::Skipped(why) => (
            "skipped",
            format!("{} ({})", operands.join("; "), phrase(why, language)),
        ),
    };
    let (line, rule) = (outcome.place.line, outcome.rule.id);
    format!("{path}:{line}: {word} {rule}: {told}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract;
    use crate::source::Source;

    #[test]
    fn the_numbers_of_a_finding_are_underlined() {
        let text = "三、支出决算情况说明\n2020年本年支出合计200.00万元，其中：基本支出150.00万元，占85.00%；项目支出50.00万元，占25.00%。\n";
        let source = Source::from_bytes("a.txt".to_owned(), text.into()).unwrap();
        let extraction = extract(&source);
        let shown: Vec<String> = extraction
            .findings
            .iter()
            .map(|finding| Places::new(&source.text, &extraction.facts).finding("a.txt", finding))
            .collect();
        assert_eq!(shown.len(), 1, "{shown:?}");
        assert!(shown[0].starts_with("a.txt:2: error[share_mismatch]: 基本支出："));
        assert!(shown[0].contains("^^^^^^"));
        assert!(shown[0].contains("~~~~~~~~~~"));
        assert!(shown[0].contains("原文 85.00，应为 75"));
    }
}
