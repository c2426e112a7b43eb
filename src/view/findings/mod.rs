//! Findings as a compiler prints them: where, what, and the lines with the numbers underlined.

pub mod page;
pub mod sarif;

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
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a Text,
    facts: HashMap<usize, (usize, Span)>,
}

/// How a piece of a line is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Not at all.
    None,
    /// As a number that takes part.
    Other,
    /// As the place of the finding.
    Main,
}

/// A line of evidence, cut to what is around its numbers.
#[derive(Debug)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// Its words, as they are marked.
    pub pieces: Vec<(String, Mark)>,
}

impl<'a> Places<'a> {
    /// The places of these facts in this text.
    pub fn new(text: &'a Text, facts: &[Box<Fact>]) -> Self {
        Self {
            text,
            facts: facts
                .iter()
                .map(|fact| (fact.id, (fact.line, fact.span)))
                .collect(),
        }
    }

    /// A finding with its lines, as text.
    pub fn finding(&self, path: &str, finding: &Finding) -> String {
        let mut out = format!(
            "{path}:{}: {}[{}]: {}\n",
            finding.line,
            finding.severity.name(),
            finding.rule,
            finding.message,
        );
        for line in self.lines(finding) {
            let words: String = line
                .pieces
                .iter()
                .map(|(words, _)| words.as_str())
                .collect();
            let mut marks = String::new();
            for (words, mark) in &line.pieces {
                let sign = match mark {
                    Mark::None => ' ',
                    Mark::Other => '~',
                    Mark::Main => '^',
                };
                // A Chinese character is two columns wide.
                marks.extend(std::iter::repeat_n(sign, words.width()));
            }
            // Writing into a string cannot fail.
            let _ = writeln!(out, "{:>6} | {words}", line.number);
            let _ = writeln!(out, "       | {}", marks.trim_end());
        }
        out
    }

    /// The lines of a finding's facts, its own first among them.
    pub fn lines(&self, finding: &Finding) -> Vec<Line> {
        let mut lines: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        lines.entry(finding.line).or_default().push(finding.span);
        for fact in &finding.facts {
            if let Some((line, span)) = self.facts.get(fact)
                && (lines.contains_key(line) || lines.len() < LINES)
            {
                lines.entry(*line).or_default().push(*span);
            }
        }
        let shown = lines.into_iter();
        shown
            .filter_map(|(line, spans)| self.line(line, &spans, finding.span))
            .collect()
    }

    /// A line with its marks.
    fn line(&self, number: usize, spans: &[Span], main: Span) -> Option<Line> {
        let index = number
            .checked_sub(1)
            .filter(|index| *index < self.text.line_count())?;
        let begin = self.text.code_point(self.text.line_range(index).start);
        let shown = self.text.line(index).chars();
        let mut shown: Vec<(char, Mark)> = shown.map(|c| (c, Mark::None)).collect();
        let length = shown.len();
        let inside = |at: usize| at.saturating_sub(begin).min(length);
        for span in spans.iter().filter(|span| **span != main).chain([&main]) {
            let mark = if *span == main {
                Mark::Main
            } else {
                Mark::Other
            };
            let marked = shown.iter_mut().take(inside(span.1)).skip(inside(span.0));
            marked.for_each(|(_, own)| *own = mark);
        }
        let first = spans.iter().map(|span| inside(span.0)).min()?;
        let last = spans.iter().map(|span| inside(span.1)).max()?;
        let from = first.saturating_sub(AROUND);
        let to = last.saturating_add(AROUND).min(length);
        let mut pieces: Vec<(String, Mark)> = Vec::new();
        if from > 0 {
            pieces.push(("…".to_owned(), Mark::None));
        }
        for (printed, own) in shown.into_iter().take(to).skip(from) {
            let printed = if printed.is_control() { ' ' } else { printed };
            if printed.width() == Some(0) {
                continue;
            }
            match pieces.last_mut().filter(|(_, mark)| *mark == own) {
                Some((words, _)) => words.push(printed),
                None => pieces.push((printed.to_string(), own)),
            }
        }
        if to < length {
            pieces.push(("…".to_owned(), Mark::None));
        }
        Some(Line { number, pieces })
    }
}

/// One check as a line: where, how it ended, what was checked.
pub fn outcome(path: &str, outcome: &Outcome, facts: &[Box<Fact>], language: Language) -> String {
    let operands: Vec<String> = outcome
        .facts
        .iter()
        .filter_map(|id| {
            let at = facts.binary_search_by_key(id, |fact| fact.id).ok()?;
            facts.get(at)
        })
        .map(|fact| {
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
    use crate::extraction::extract;
    use crate::source::Source;

    const TEXT: &str = "三、支出决算情况说明\n2020年本年支出合计200.00万元，其中：基本支出150.00万元，占85.00%；项目支出50.00万元，占25.00%。\n";

    fn shown() -> Vec<String> {
        let source = Source::from_bytes("a.txt".to_owned(), TEXT.into()).unwrap();
        let extraction = extract(&source);
        let places = Places::new(&source.text, &extraction.facts);
        let findings = extraction.findings.iter();
        findings
            .map(|finding| places.finding("a.txt", finding))
            .collect()
    }

    #[test]
    fn the_numbers_of_a_finding_are_underlined() {
        let shown = shown();
        assert_eq!(shown.len(), 1, "{shown:?}");
        assert!(
            shown[0].starts_with("a.txt:2: error[share_mismatch]: 基本支出占本年支出合计的比重")
        );
        let mut lines = shown[0].lines().skip(1);
        let (words, marks) = (lines.next().unwrap(), lines.next().unwrap());
        // The marks stand under the number: as wide as all that stands before it.
        let before = words.split_once("85.00%").unwrap().0;
        assert_eq!(marks.find("^^^^^^"), Some(before.width()));
        assert!(marks.contains("~~~~~~~~~~"));
    }
}
