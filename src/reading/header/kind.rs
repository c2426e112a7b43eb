//! The kind of disclosure: by its title, else by the words that its kind cannot do without.

use std::sync::LazyLock;

use super::year;
use crate::index::Index;
use crate::lexicon::books::{BUDGET, BUDGET_AND_FINAL, DRAFT, FINAL, PERFORMANCE};
use crate::lexicon::cues::{Class as Cue, cue};
use crate::lexicon::lists::{Class as List, list};
use crate::record::Kind;
use crate::text::Cut;

/// How often a document speaks of each kind, and of which years in doing so.
#[derive(Debug)]
pub(super) struct Counts<'t> {
    text: &'t str,
    final_accounts: usize,
    budget: usize,
    performance: usize,
    /// What is said of a kind without its name, where the name stands too seldom: 完成年初预算, 预算安排.
    votes: [(Kind, usize); 3],
    /// A year counts for a kind, or for a total (`Kind::Other`).
    years: Vec<(Kind, i32)>,
}

/// Fewer mentions than this are no evidence.
const FEW: usize = 3;
/// How far before 决算 or 预算 its year may stand, in characters (2021年XX局部门预算).
const YEAR_REACH: usize = 24;

/// The kind that a title names.
pub(super) fn of_title(title: &str) -> Option<Kind> {
    // 一般公共预算财政拨款“三公”经费 says whose money it was.
    let bare = list(List::FundsOfPart).left_out_of(title);
    let names = |word: &str| bare.contains(word);
    if names(PERFORMANCE) && list(List::Evaluation).any_in(title) {
        return Some(Kind::PerformanceReport);
    }
    let of_government = !list(List::OwnPart).any_in(title);
    // 2022年预算执行及2023年预算公开的说明.
    let of_books = names(BUDGET) || list(List::BothSides).any_in(title);
    let on_execution = of_books && list(List::Executed).any_in(title);
    // 2024年1月一般公共预算收入完成情况, 2018年上半年公共财政预算支出情况.
    let of_months = list(List::ToldSoFar).any_in(title) && list(List::FlowWord).any_in(title);
    let drafted = names(BUDGET) && names(DRAFT) && (names(FINAL) || !adjusts(&bare));
    if of_government && (on_execution || drafted || of_months) {
        return Some(Kind::ExecutionReport);
    }
    match (names(FINAL), names(BUDGET) || names(BUDGET_AND_FINAL)) {
        (true, true) => None,
        (true, false) => Some(Kind::FinalAccounts),
        (false, true) => Some(Kind::Budget),
        (false, false) if names(PERFORMANCE) => Some(Kind::PerformanceReport),
        (false, false) => list(List::FinalTitle)
            .any_in(title)
            .then_some(Kind::FinalAccounts),
    }
}

/// Whether a title is on how a budget is adjusted in its year: 2019年财政预算调整方案(草案).
fn adjusts(title: &str) -> bool {
    let mut budgets = title.match_indices(BUDGET);
    budgets.any(|(at, word)| list(List::Adjusting).begins(title.behind(at + word.len())))
}

/// What a word says of a document's kind.
#[derive(Debug, Clone, Copy)]
enum Said {
    /// It names a kind, or a total.
    Names(Kind),
    /// It speaks for a kind without naming it.
    Votes(Kind),
}

/// The names of the kinds and of totals, and the words that speak for a kind.
static SAYS: LazyLock<Index<Said>> = LazyLock::new(|| {
    let names = [
        (FINAL, Kind::FinalAccounts),
        (BUDGET, Kind::Budget),
        (PERFORMANCE, Kind::PerformanceReport),
    ];
    let totals = list(List::SummedUp).words();
    let totals = totals.map(|word| (word, Kind::Other));
    let votes = [
        (Kind::FinalAccounts, Cue::SaysFinal),
        (Kind::Budget, Cue::SaysBudget),
        (Kind::ExecutionReport, Cue::SaysExecution),
    ];
    let votes = votes.map(|(kind, class)| {
        cue(class)
            .words()
            .map(move |word| (word, Said::Votes(kind)))
    });
    let names = names.into_iter().chain(totals);
    let names = names.map(|(word, kind)| (word, Said::Names(kind)));
    Index::beginning(names.chain(votes.into_iter().flatten()))
});

/// Counts what a folded text speaks of.
pub(super) fn count(text: &str) -> Counts<'_> {
    let mut counts = Counts {
        text,
        final_accounts: 0,
        budget: 0,
        performance: 0,
        votes: [Kind::FinalAccounts, Kind::Budget, Kind::ExecutionReport].map(|kind| (kind, 0)),
        years: Vec::new(),
    };
    for (at, said) in SAYS.all_in(text) {
        let (before, after) = (text.before(at), text.behind(at + said.word.len()));
        match said.says {
            // What was done is measured against a budget: 为年预算的32%.
            Said::Names(Kind::Budget)
                if !cue(Cue::BudgetBefore).ends(before)
                    || [Cue::NamesBooks, Cue::TellsFinal]
                        .into_iter()
                        .any(|class| cue(class).ends(text.before(text.len() - after.len())))
                    || cue(Cue::BudgetNotAfter).begins(after) => {}
            Said::Names(kind) => counts.add(kind, before),
            Said::Votes(kind) => {
                let votes = counts.votes.iter_mut().filter(|(of, _)| *of == kind);
                votes.for_each(|(_, count)| *count += 1);
            }
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
    Some(year::last_in(before.behind(start))?.value)
}

impl Counts<'_> {
    /// One more mention of a kind, after the words `before`.
    fn add(&mut self, kind: Kind, before: &str) {
        // 部门决算 names the disclosure itself, 支出决算 something in it.
        let names_it = list(List::OwnPart).ends(before);
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
        let [.., (_, executions)] = self.votes;
        if executions >= FEW
            && self.final_accounts < FEW
            && self.voted() == Some(Kind::ExecutionReport)
        {
            return Kind::ExecutionReport;
        }
        if self.performance >= FEW && self.performance > 2 * accounts {
            Kind::PerformanceReport
        } else if self.final_accounts >= FEW && self.final_accounts >= self.budget {
            Kind::FinalAccounts
        } else if self.budget >= FEW && self.budget > self.final_accounts {
            Kind::Budget
        } else {
            self.voted().unwrap_or(Kind::Other)
        }
    }

    /// The kind that other words than its name speak for, clearly.
    fn voted(&self) -> Option<Kind> {
        let mut votes = self.votes;
        votes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let [(kind, most), (_, second), _] = votes;
        (most >= FEW && most >= 2 * second).then_some(kind)
    }

    /// Every year that the text names, where nothing says whose year it is.
    fn named(&self) -> impl Iterator<Item = i32> {
        let years = year::all(self.text);
        // 2021年无此项预算 tells of the year before.
        let told = |behind: &str| {
            let behind = behind.trim_start().strip_prefix('年');
            behind.is_some_and(|rest| {
                let rest = rest.strip_prefix('度').unwrap_or(rest);
                !list(List::OfOtherYear).begins(rest)
            })
        };
        let years = years.filter(move |year| told(self.text.behind(year.end)));
        years.map(|year| year.value)
    }

    /// The year that stands most often before the word of this kind; if none does, before a total;
    /// if none does, anywhere.
    pub(super) fn year(&self, kind: Kind) -> Option<i32> {
        let before = |kind| {
            let years = self.years.iter().filter(move |(of, _)| *of == kind);
            years.map(|(_, year)| *year)
        };
        let of_kind = before(kind).next().is_some();
        leading(before(if of_kind { kind } else { Kind::Other })).or_else(|| leading(self.named()))
    }
}

/// The year that is named twice as often as any other.
fn leading(years: impl Iterator<Item = i32>) -> Option<i32> {
    let mut votes: Vec<(usize, i32)> = Vec::new();
    for year in years {
        match votes.iter_mut().find(|(_, other)| *other == year) {
            Some((count, _)) => *count += 1,
            None => votes.push((1, year)),
        }
    }
    votes.sort_unstable_by(|a, b| b.cmp(a));
    match votes[..] {
        [(_, year)] => Some(year),
        [(first, year), (second, _), ..] if first >= 2 * second => Some(year),
        _ => None,
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
            (
                "某县水利局2015年度“三公”经费支出情况的公示",
                Some(Kind::FinalAccounts),
            ),
            ("某县水利局2015年“三公”经费公开", None),
            ("2015年“三公”经费预算支出情况说明", Some(Kind::Budget)),
            ("某县2019年度一般公共预算财政拨款“三公”经费公开说明", None),
            (
                "某县2019年一般公共预算财政拨款“三公”经费预算公开",
                Some(Kind::Budget),
            ),
            (
                "某县2019年一般公共预算财政拨款“三公”经费支出情况",
                Some(Kind::FinalAccounts),
            ),
            ("某县2019年一般公共预算公开说明", Some(Kind::Budget)),
            (
                "黄平县2022年预算执行情况和2023年预算草案的报告",
                Some(Kind::ExecutionReport),
            ),
            (
                "大姚县2024年4月财政收支执行情况",
                Some(Kind::ExecutionReport),
            ),
            ("某县教育局2021年部门预算执行情况", Some(Kind::Budget)),
            (
                "关于黄平县2021年财政收支情况的说明",
                Some(Kind::ExecutionReport),
            ),
            ("黄平县2021年财政收支预算情况", Some(Kind::Budget)),
            (
                "黄平县2022年预算执行及2023年预算公开的说明",
                Some(Kind::ExecutionReport),
            ),
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
        let page = count("2021年“三公”经费支出4万元,2021年区本级预算安排8万元,拟安排支出3万元");
        assert_eq!(page.kind(), Kind::Budget);
        assert_eq!(page.year(Kind::Budget), Some(2021));
        let months = count(
            "1-5月,收入完成2万元,为年预算的32.3%;税收收入1万元,为年预算的28.9%;支出5万元,为年预算的44.7%",
        );
        assert_ne!(months.kind(), Kind::Budget);
        let short = count("2021年安排机关运行经费20万元,比上年预算数增加2万元");
        assert_eq!(short.kind(), Kind::Other);
        let month = count("4月,一般公共预算收入累计完成2万元,税收收入1万元,基金支出累计完成5万元");
        assert_eq!(month.kind(), Kind::ExecutionReport);
    }
}
