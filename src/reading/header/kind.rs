//! The kind of disclosure: by its title, else by the words that its kind cannot do without.

use super::year;
use crate::lexicon::cues::{self, cues};
use crate::record::Kind;

/// How often a document speaks of each kind, and of which years in doing so.
#[derive(Debug, Default)]
pub(super) struct Counts {
    final_accounts: usize,
    budget: usize,
    performance: usize,
    /// A year counts for a kind, or for a total (`Kind::Other`).
    years: Vec<(Kind, i32)>,
}

/// Fewer mentions than this are no evidence.
const FEW: usize = 3;
/// How far before 决算 or 预算 its year may stand, in characters (2021年XX局部门预算).
const YEAR_REACH: usize = 24;

/// The kind that a title names.
pub(super) fn of_title(title: &str) -> Option<Kind> {
    let names = |word: &str| title.contains(word);
    if names("绩效") && ["评价", "自评", "绩效报告"].iter().any(|word| names(word)) {
        return Some(Kind::PerformanceReport);
    }
    match (names("决算"), names("预算") || names("预决算")) {
        (true, true) => None,
        (true, false) => Some(Kind::FinalAccounts),
        (false, true) => Some(Kind::Budget),
        (false, false) => names("绩效").then_some(Kind::PerformanceReport),
    }
}

/// Counts what a folded text speaks of. The words are looked for one after the other by a single
/// character each, which is several times faster than all at once.
pub(super) fn count(text: &str) -> Counts {
    let mut counts = Counts::default();
    for (at, _) in text.match_indices('算') {
        if text[..at].ends_with('决') {
            counts.add(Kind::FinalAccounts, &text[..at - '决'.len_utf8()]);
        } else if text[..at].ends_with('预') {
            let before = &text[..at - '预'.len_utf8()];
            let after = &text[at + '算'.len_utf8()..];
            if cues::ends(&cues().budget_before, before)
                && !cues::begins(&cues().budget_not_after, after)
            {
                counts.add(Kind::Budget, before);
            }
        }
    }
    for (at, _) in text.match_indices('绩') {
        if text[at..].starts_with("绩效") {
            counts.add(Kind::PerformanceReport, &text[..at]);
        }
    }
    for (at, _) in text.match_indices('计') {
        if text[..at].ends_with(['总', '合']) {
            counts.add(Kind::Other, &text[..at]);
        }
    }
    counts
}

/// The year named last before a word, on its line.
fn year_before(before: &str) -> Option<i32> {
    let mut start = before.len();
    for (at, c) in before.char_indices().rev().take(YEAR_REACH) {
        if matches!(c, '\n' | '。' | ';' | '|') {
            break;
        }
        start = at;
    }
    Some(year::last_in(&before[start..])?.value)
}

impl Counts {
    /// One more mention of a kind, after the words `before`.
    fn add(&mut self, kind: Kind, before: &str) {
        // 部门决算 names the disclosure itself, 支出决算 something in it.
        let names_it = before.ends_with("部门") || before.ends_with("单位");
        let weight = if names_it { 2 } else { 1 };
        match kind {
            Kind::FinalAccounts => self.final_accounts += weight,
            Kind::Budget => self.budget += weight,
            Kind::PerformanceReport => self.performance += weight,
            // A total: it has a year, and no kind.
            Kind::ExecutionReport | Kind::Other | Kind::None => {}
        }
        if let Some(year) = year_before(before) {
            self.years.push((kind, year));
        }
    }

    /// The kind that the words speak for: final accounts say 决算 throughout and name the budget
    /// beside it, budgets hardly ever say 决算, reports on performance say little of either.
    pub(super) fn kind(&self) -> Kind {
        let accounts = self.final_accounts + self.budget;
        if self.performance >= FEW && self.performance > 2 * accounts {
            Kind::PerformanceReport
        } else if self.final_accounts >= FEW && self.final_accounts >= self.budget {
            Kind::FinalAccounts
        } else if self.budget >= FEW && self.budget > self.final_accounts {
            Kind::Budget
        } else {
            Kind::Other
        }
    }

    /// The year that stands most often before the word of this kind; if none does, before a total.
    pub(super) fn year(&self, kind: Kind) -> Option<i32> {
        let before = |kind| self.years.iter().filter(move |(of, _)| *of == kind);
        let kind = if before(kind).next().is_some() {
            kind
        } else {
            Kind::Other
        };
        let mut votes: Vec<(usize, i32)> = Vec::new();
        for (_, year) in before(kind) {
            match votes.iter_mut().find(|(_, other)| other == year) {
                Some((count, _)) => *count += 1,
                None => votes.push((1, *year)),
            }
        }
        votes.sort_unstable_by(|a, b| b.cmp(a));
        match votes[..] {
            [(_, year)] => Some(year),
            [(first, year), (second, _), ..] if first >= 2 * second => Some(year),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_kind() {
        for (title, expected) in [
            ("来宾市林业局2019年度部门决算", Some(Kind::FinalAccounts)),
            ("关于2022年部门预算编制的说明", Some(Kind::Budget)),
            ("2020年部门预算及绩效目标公开", Some(Kind::Budget)),
            (
                "2020年部门整体支出绩效评价报告",
                Some(Kind::PerformanceReport),
            ),
            ("2021年度预算绩效自评报告", Some(Kind::PerformanceReport)),
            ("2020年财政决算和2021年财政预算", None),
            ("临泽县教育局2022年部门预决算公开", None),
            ("关于做好春耕的通知", None),
        ] {
            assert_eq!(of_title(title), expected, "{title}");
        }
    }

    #[test]
    fn words_tell_the_kind_and_the_year() {
        let accounts = count(
            "2021年度部门决算情况说明\n收入决算情况说明\n支出决算情况说明\n\
             2021年度支出决算为12万元,完成预算98%\n一般公共预算财政拨款支出决算",
        );
        assert_eq!(accounts.kind(), Kind::FinalAccounts);
        assert_eq!(accounts.year(Kind::FinalAccounts), Some(2021));
        let budget =
            count("2023年部门预算\n收支预算总表\n2023年收入预算\n2023年支出预算\n比2022年决算");
        assert_eq!(budget.kind(), Kind::Budget);
        assert_eq!(budget.year(Kind::Budget), Some(2023));
        assert_eq!(count("年度总结").kind(), Kind::Other);
    }
}
