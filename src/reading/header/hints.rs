//! What tells the kind of a text that has no title: its headings, and the few words of a short page.

use std::sync::LazyLock;

use crate::fold::Folded;
use crate::grammar::heading;
use crate::index::Index;
use crate::lexicon::books::{BUDGET, DRAFT, FINAL};
use crate::lexicon::cues::{Class as Cue, cue};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::years;
use crate::record::Kind;
use crate::text::Cut;

/// A text of so many bytes has few words to tell its kind by.
const SHORT: usize = 3 << 10;
/// A heading that tells the kind has at most so many characters.
const LONGEST_HEADING: usize = 40;

/// How much the words of a short text of amounts say of final accounts and of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hints {
    of_final: usize,
    of_budget: usize,
    /// Whether it reports how a budget was carried out.
    executes: bool,
}

/// What a word hints at.
#[derive(Debug, Clone, Copy)]
enum Hint {
    Final(usize),
    Budget,
    Execution,
    /// 一般公共预算 is a name: it tells neither.
    Neither,
}

static HINTS: LazyLock<Index<Hint>> = LazyLock::new(|| {
    let classes = [
        (Cue::HintsFinal, Hint::Final(1)),
        (Cue::TellsFinal, Hint::Final(2)),
        (Cue::HintsExecution, Hint::Execution),
        (Cue::HintsBudget, Hint::Budget),
        (Cue::NamesBooks, Hint::Neither),
    ];
    let words = classes.map(|(class, hint)| cue(class).words().map(move |word| (word, hint)));
    Index::beginning(words.into_iter().flatten())
});

impl Hints {
    /// Reads a folded text; `None` where it is long, or tells no amounts of the books.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.len() > SHORT || !text.contains('元') {
            return None;
        }
        let mut hints = Self {
            of_final: 0,
            of_budget: 0,
            executes: false,
        };
        let mut end = 0;
        for (at, word) in HINTS.all_in(text) {
            if at < end {
                continue;
            }
            end = at + word.word.len();
            match word.says {
                Hint::Final(weight) => hints.of_final += weight,
                Hint::Execution => {
                    hints.of_final += 2;
                    hints.executes = true;
                }
                Hint::Budget => hints.of_budget += 1,
                Hint::Neither => {}
            }
        }
        if of_months(text) {
            hints.of_final += 2;
            hints.executes = true;
        }
        (hints.executes || list(List::BooksOfTitle).any_in(text)).then_some(hints)
    }

    /// The kind that the words speak for.
    pub(super) fn kind(self) -> Option<Kind> {
        let Self {
            of_final,
            of_budget,
            executes,
        } = self;
        if of_budget > 1 && of_budget >= 2 * of_final {
            Some(Kind::Budget)
        } else if of_final > 1 && of_final >= 2 * of_budget {
            Some(match executes {
                true => Kind::ExecutionReport,
                false => Kind::FinalAccounts,
            })
        } else {
            None
        }
    }
}

/// Whether a text tells of the first months of a year: 1-5月,全县….
fn of_months(text: &str) -> bool {
    text.match_indices('1').any(|(at, _)| {
        let alone = !text.before(at).ends_with(|c: char| c.is_ascii_digit());
        alone && years::months(text.behind(at)).is_some_and(|months| months.several)
    })
}

/// The kind that numbered headings name, if they name one only: 一、全镇收支决算情况, (一)一般公共预算.
pub(super) fn of_headings(folded: &Folded) -> Option<Kind> {
    let lines = (0..folded.line_count()).map(|index| folded.line(index));
    let mut named = None;
    for line in lines {
        let Ok((title, _)) = heading::numbering(line) else {
            continue;
        };
        let long = title.chars().nth(LONGEST_HEADING).is_some();
        if long || title.contains(['。', ',', '|', '\t', '%']) || title.ends_with("元") {
            continue;
        }
        match (of_heading(title), named) {
            (Some(Kind::Budget), _) => return None,
            (kind, None) => named = kind,
            _ => {}
        }
    }
    named
}

/// The kind that a heading names.
fn of_heading(title: &str) -> Option<Kind> {
    let bare = cue(Cue::NamesBooks).left_out_of(title);
    let names = |word: &str| bare.contains(word);
    if names(FINAL) {
        return (!names(BUDGET)).then_some(Kind::FinalAccounts);
    }
    let executed = list(List::ExecutedHead).any_in(&bare) || list(List::Executed).ends(title);
    match (executed && !names(DRAFT), names(BUDGET)) {
        (true, _) => Some(Kind::ExecutionReport),
        (false, true) => Some(Kind::Budget),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn headings_name_a_kind() {
        for (text, kind) in [
            (
                "一、全乡收支决算情况\n(一)一般公共预算\n2022年收入40万元\n(二)政府性基金预算\n",
                Some(Kind::FinalAccounts),
            ),
            (
                "一、2021年预算执行情况\n(一)一般公共预算收支情况\n",
                Some(Kind::ExecutionReport),
            ),
            ("一、2022年预算执行情况\n二、2023年预算安排\n", None),
            ("一、支出预算情况\n(一)一般公共预算\n", None),
            ("(一)一般公共预算\n(二)政府性基金预算\n", None),
        ] {
            let folded = Folded::new(&Text::new(text.to_owned()));
            assert_eq!(of_headings(&folded), kind, "{text}");
        }
    }

    #[test]
    fn a_short_page_hints_at_its_kind() {
        let final_accounts = Some(Kind::FinalAccounts);
        for (text, kind) in [
            (
                "2021年安排机关运行经费20万元,比上年预算数增加2万元",
                Some(Kind::Budget),
            ),
            // What was spent is compared with the budget, a budget with that of the year before.
            (
                "2020年全县“三公”经费支出90万元,比年初预算减少7万元",
                final_accounts,
            ),
            (
                "2020年全县安排“三公”经费支出90万元,较年初预算减少7万元",
                final_accounts,
            ),
            (
                "2020年“三公”经费支出90万元,比上年累计支出97万元减少7万元",
                final_accounts,
            ),
            (
                "2021年,高新区预算执行情况平稳。\n财政总收入5亿元,一般预算支出4亿元",
                Some(Kind::ExecutionReport),
            ),
            (
                "1-5月,全县完成财政总收入40万元,占年初预算90万元的44.4%;一般公共预算支出70万元,占年初预算99万元的70.7%",
                Some(Kind::ExecutionReport),
            ),
            (
                "1月至5月,全县一般公共预算收入40万元,为年预算的44.4%,支出70万元,为年预算的70.7%",
                Some(Kind::ExecutionReport),
            ),
            (
                "2020年全县“三公”经费支出90万元,占年初预算的98%",
                final_accounts,
            ),
            (
                "2020年1月起,全县安排“三公”经费预算90万元,预算管理从严",
                Some(Kind::Budget),
            ),
            ("全乡一般公共预算收入40万元,政府性基金预算收入9万元", None),
            ("县财政安排资金20万元,各乡镇要安排专人值班", None),
        ] {
            assert_eq!(Hints::of(text).and_then(Hints::kind), kind, "{text}");
        }
    }
}
