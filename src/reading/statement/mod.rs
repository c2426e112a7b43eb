//! Statements: what each number of the running text means.
//!
//! In come the passages with their quantities, out comes a [`Meaning`] for each: what is measured,
//! how, of what, for which year, in which books. A passage is read from left to right, clause by
//! clause; what a clause leaves unsaid comes from what was said before: the subject of the clause
//! before, the whole that 其中 opened, the year of the sentence, the heading.

mod clause;
mod heading;
mod label;
mod measure;
mod path;
mod state;
mod time;
mod whole;

use crate::grammar::scan::Found;
use crate::record::{Basis, Kind, Measure, Quantity as Quantities, Sign, Versus};

pub use heading::Heading;

use measure::Said;
use state::State;
use whole::Subject;

/// What is known of the document.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The year it is about.
    pub fiscal_year: Option<i32>,
    /// Budget or final accounts.
    pub kind: Kind,
    /// Folded name of the disclosing agency.
    pub issuer: Option<&'a str>,
}

/// What a number means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// What is measured, in the document's words, folded.
    pub label: Option<String>,
    /// Amount, share, change, …
    pub measure: Measure,
    /// Direction of a change or growth.
    pub sign: Option<Sign>,
    /// The year the number is about.
    pub year: Option<i32>,
    /// Whether the text does not state that year.
    pub year_assumed: bool,
    /// Final accounts, budget or other.
    pub basis: Basis,
    /// The whole of a share or a part.
    pub of: Option<String>,
    /// What a change, growth or completion is measured against.
    pub versus: Option<Versus>,
    /// The year of that, where it is named or follows.
    pub versus_year: Option<i32>,
    /// Fields of the fact that stand not in the number's own clause but before it.
    pub carried: Vec<&'static str>,
    /// The classification path that stands before the number: 类, 款, 项 as printed.
    pub path: Vec<String>,
}

/// Reads the passages of a document in order.
pub struct Reader<'a> {
    context: Context<'a>,
    state: State,
    /// Whether the number before stood behind 完成.
    completing: bool,
}

impl<'a> Reader<'a> {
    /// Begins a document.
    pub fn new(context: Context<'a>) -> Self {
        Self {
            context,
            state: State::default(),
            completing: false,
        }
    }

    /// Reads one passage: `text` is its folded text, `heading` the section it stands in.
    pub fn passage(&mut self, text: &str, found: &[Found], heading: &Heading) -> Vec<Meaning> {
        self.state.begin_passage(text, heading, self.context.issuer);
        let mut meanings = Vec::with_capacity(found.len());
        let mut cursor = 0;
        let mut index = 0;
        while index < found.len() {
            let group = group_length(text, &found[index..]);
            let first = &found[index];
            let lead = self
                .state
                .walk(&text[cursor..first.range.start], self.context.issuer);
            let last = &found[index + group - 1];
            let behind = &text[last.range.end..];
            meanings.extend(self.group(lead, &found[index..index + group], behind));
            cursor = last.range.end;
            index += group;
        }
        self.state.end_passage(&text[cursor..], self.context.issuer);
        meanings
    }

    /// Reads numbers that are said in one breath: `181.24万元、242.82万元`.
    fn group(&mut self, lead: &str, found: &[Found], behind: &str) -> Vec<Meaning> {
        let lead = self.state.open_in_lead(lead);
        let first_behind = if found.len() == 1 { behind } else { "" };
        let mut said = measure::read(lead, &found[0].quantity, first_behind);
        // 完成目标任务13.93万人的122.5%.
        if lead == "的" && said.measure == Measure::Rate && self.completing {
            said.measure = Measure::Completion;
        }
        self.completing = lead.contains("完成");
        let labels = self.labels(&said, found, first_behind);
        let time = time::read(lead, said.measure, &mut self.state, self.context);
        let mut meanings = Vec::with_capacity(found.len());
        for (index, one) in found.iter().enumerate() {
            let named = labels.get(index).or_else(|| labels.last());
            let basis = self.basis(lead, &said, one, named, time.year);
            meanings.push(Meaning {
                label: named.map(|named| named.label.clone()),
                measure: said.measure,
                sign: said.sign,
                year: time.year,
                year_assumed: time.assumed,
                basis,
                of: self.whole_of(&said, one, named),
                versus: None,
                versus_year: None,
                carried: Vec::new(),
                path: self.state.path(named.map(|named| named.label.as_str())),
            });
        }
        self.remember(&said, found, &labels, &meanings);
        meanings
    }

    /// What the numbers of a group measure, one label each where the text lists as many.
    fn labels(&mut self, said: &Said, found: &[Found], behind: &str) -> Vec<Named> {
        let own = self.own_label(said, found, behind);
        if let Some(label) = &own {
            let parts = if found.len() > 1 {
                label::split(label)
            } else {
                Vec::new()
            };
            if parts.len() == found.len() {
                return parts.into_iter().map(Named::own).collect();
            }
            if self.state.subjects.len() != found.len() || found.len() == 1 {
                return vec![Named::own(label.clone())];
            }
        }
        let carried = self.state.carried(said, found.len(), self.context.issuer);
        if carried.is_empty() {
            own.into_iter().map(Named::own).collect()
        } else {
            carried
        }
    }

    /// The label that the clause itself gives.
    fn own_label(&mut self, said: &Said, found: &[Found], behind: &str) -> Option<String> {
        let words = if said.object.is_empty() {
            said.subject
        } else {
            said.object
        };
        if let Some(label) = self.state.path_label(words) {
            return Some(label);
        }
        let words = time::without_comparison(words);
        let before = label::clean(words, self.context.issuer).map(|label| shorten(&label, found));
        // 年初预算为…，支出决算为… behind an item are said of it.
        let before =
            before.filter(|label| !(self.state.follows_item() && BOOKS.contains(&label.as_str())));
        let before = before.map(|label| match TOTALS.contains(&label.as_str()) {
            true => match self.state.section_thing(self.context.issuer) {
                Some(thing) => format!("{thing}{label}"),
                None => label,
            },
            false => label,
        });
        if said.measure == Measure::Count
            && let Some(thing) = label::behind(behind)
        {
            return Some(thing.to_owned());
        }
        if said.measure == Measure::Price {
            let named =
                before.filter(|label| label.ends_with(['价', '值']) || label.chars().count() > 3);
            return named
                .or_else(|| self.state.price_label.clone())
                .inspect(|label| {
                    self.state.price_label = Some(label.clone());
                });
        }
        // 代发了763万元抚恤金: the thing paid for stands behind the number.
        if let (Measure::Amount, None, 1) = (said.measure, &before, found.len())
            && !words.is_empty()
            && label::ends_in_verb(words)
            && let Some(thing) = label::phrase_behind(behind)
        {
            return Some(thing.to_owned());
        }
        if let (Measure::Count, Some(price)) = (said.measure, &self.state.price_words)
            && let Some(name) = &before
        {
            return Some(format!("{price}{name}"));
        }
        // 价值 and 金额 are of the thing that was counted before.
        if said.measure == Measure::Amount
            && let Some(attribute) = attribute(words)
            && let Some(thing) = self.state.counted()
        {
            return Some(format!("{thing}{attribute}"));
        }
        before
    }

    /// The whole: of a share the one named, else the one that 其中 opened.
    fn whole_of(&self, said: &Said, one: &Found, named: Option<&Named>) -> Option<String> {
        if said.measure == Measure::Share
            && let Some(whole) = said.whole
        {
            return label::clean(whole, self.context.issuer).or_else(|| Some(whole.to_owned()));
        }
        if matches!(
            said.measure,
            Measure::Completion | Measure::Price | Measure::Rate | Measure::Growth
        ) {
            return None;
        }
        let is_other = |whole: &&Subject| named.is_none_or(|named| named.label != whole.label);
        let whole = self
            .state
            .whole(one.quantity.kind)
            .filter(is_other)
            .or_else(|| {
                // A share of nothing named is one of the total that the sentence began with.
                let first = self.state.first().filter(is_other);
                first.filter(|first| {
                    said.measure == Measure::Share && first.label.contains(['总', '合'])
                })
            });
        whole.map(|whole| whole.label.clone())
    }

    fn basis(
        &self,
        lead: &str,
        said: &Said,
        one: &Found,
        named: Option<&Named>,
        year: Option<i32>,
    ) -> Basis {
        let label = named.map_or("", |named| named.label.as_str());
        match (said.measure, one.quantity.kind) {
            (Measure::Price | Measure::Rate, _) => Basis::Other,
            (_, Quantities::Count) => match is_of_accounts(label) && said.measure == Measure::Count
            {
                true => self.books(year),
                false => Basis::Other,
            },
            (Measure::Change, Quantities::Money) => named
                .and_then(|named| named.basis)
                // 比上年执行数 names the books compared with.
                .or_else(|| self.stated_basis("", label))
                .unwrap_or_else(|| self.books(year)),
            (_, Quantities::Money) => self
                .stated_basis(lead, label)
                .unwrap_or_else(|| self.books(year)),
            (_, Quantities::Percent) => match named.and_then(|named| named.basis) {
                Some(basis) => basis,
                None if said.whole.is_some() => self.books(year),
                None if said.measure == Measure::Completion && label.contains("预算") => {
                    self.books(year)
                }
                None => Basis::Other,
            },
        }
    }

    /// The books that the words before a number name.
    fn stated_basis(&self, lead: &str, label: &str) -> Option<Basis> {
        let words = neutral(lead);
        let said = |list: &[&str], text: &str| list.iter().any(|word| text.contains(word));
        if said(
            &["决算", "执行数", "实际", "支付", "拨付", "到位", "收回"],
            &words,
        ) {
            return Some(Basis::Final);
        }
        let label = neutral(label);
        if said(&["预算", "申报", "批复", "计划安排"], &words) || said(&["预算"], &label)
        {
            return Some(Basis::Budget);
        }
        None
    }

    /// The books that the document reports for a year.
    fn books(&self, year: Option<i32>) -> Basis {
        match self.context.kind {
            Kind::FinalAccounts => Basis::Final,
            Kind::Budget | Kind::ExecutionReport if year < self.context.fiscal_year => Basis::Final,
            Kind::Budget | Kind::ExecutionReport => Basis::Budget,
            Kind::PerformanceReport => Basis::Final,
            Kind::Other | Kind::None => Basis::Other,
        }
    }

    /// Keeps what the next clauses may refer to.
    fn remember(&mut self, said: &Said, found: &[Found], labels: &[Named], meanings: &[Meaning]) {
        let last = &found[found.len() - 1].quantity;
        match said.measure {
            Measure::Price => {
                let bound = found[0].quantity.unit.as_deref().unwrap_or("");
                let label = meanings[0].label.as_deref().unwrap_or("");
                self.state.price_words = Some(format!(
                    "{label}{}{bound}以上",
                    found[0].quantity.value.normalize()
                ));
                return;
            }
            Measure::Count => self.state.price_words = None,
            Measure::Completion | Measure::Share => return,
            _ => {}
        }
        let level = matches!(said.measure, Measure::Amount | Measure::Count)
            || (said.measure == Measure::Rate && labels.iter().any(|named| named.own));
        let named = labels.iter().any(|named| named.own) && said.object.is_empty();
        let difference = named && matches!(said.measure, Measure::Change | Measure::Growth);
        if !level && !difference {
            return;
        }
        let subjects = meanings.iter().filter_map(|meaning| {
            let label = meaning.label.clone()?;
            Some(Subject {
                label,
                kind: last.kind,
                basis: meaning.basis,
            })
        });
        self.state.say(subjects.collect());
    }
}

/// Labels that say only which books.
const BOOKS: [&str; 7] = [
    "年初预算",
    "年初预算数",
    "支出决算",
    "支出预算",
    "收入决算",
    "调整预算",
    "调整预算数",
];

/// Labels that say only that it is a total.
const TOTALS: [&str; 7] = [
    "支出总额",
    "总额",
    "支出合计",
    "合计",
    "支出总计",
    "总计",
    "预算总额",
];

/// A label and where it comes from.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    label: String,
    /// Whether the clause itself gives it.
    own: bool,
    /// The books of the fact it was carried over from.
    basis: Option<Basis>,
}

impl Named {
    fn own(label: String) -> Self {
        Self {
            label,
            own: true,
            basis: None,
        }
    }
}

/// How many quantities from the first on are listed with nothing but 、 or 和 between them.
fn group_length(text: &str, found: &[Found]) -> usize {
    let same = |a: &Found, b: &Found| {
        a.quantity.kind == b.quantity.kind
            && (a.quantity.kind != Quantities::Count || a.quantity.unit == b.quantity.unit)
    };
    let listed = found
        .windows(2)
        .take_while(|pair| {
            let between = &text[pair[0].range.end..pair[1].range.start];
            matches!(
                between,
                "、" | "和" | "," | "及" | "与" | "至" | "到" | "-" | "~" | "—"
            ) && same(&pair[0], &pair[1])
        })
        .count();
    listed + 1
}

/// A long list before one number is not its name; the last item is.
fn shorten(label: &str, found: &[Found]) -> String {
    match label.rsplit_once('、') {
        Some((_, last))
            if found.len() == 1
                && label.chars().count() > 14
                && last.chars().count() >= 3
                && !label.contains("分别") =>
        {
            last.to_owned()
        }
        _ => label.to_owned(),
    }
}

fn attribute(words: &str) -> Option<&'static str> {
    ["价值", "金额", "面积"].into_iter().find(|word| {
        words.trim_matches(['为', '共', ':']).ends_with(word) && words.chars().count() <= 4
    })
}

fn is_of_accounts(label: &str) -> bool {
    crate::lexicon::statement::words().accounts.any_in(label)
}

/// A text without the names of budgets, which say nothing of the books.
fn neutral(text: &str) -> String {
    let mut text = text.to_owned();
    for name in [
        "一般公共预算",
        "政府性基金预算",
        "国有资本经营预算",
        "公共财政预算",
        "财政预算",
        "预算单位",
        "完成预算",
        "预算稳定调节基金",
        "预算内",
    ] {
        if text.contains(name) {
            text = text.replace(name, "");
        }
    }
    text
}

#[cfg(test)]
mod tests;
