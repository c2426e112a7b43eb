//! The name of what is measured: in the clause, behind the number, or carried over from before.

use std::borrow::Cow;

use super::super::books;
use super::super::date;
use super::super::label;
use super::super::name;
use super::super::path::Path;
use super::super::scope::Subject;
use super::super::several;
use super::super::thing;
use super::super::token::{Is, Token};
use super::Walk;
use super::behind::{attribute, behind_money, left_over, lists_kind, lists_more, shorten};
use super::breath::Breath;
use super::lead::slice;
use super::number::{is_level, is_score};
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::Role;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides::{self, EXPENDITURE, INCOME};
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Measure, Quantity as Kind};
use crate::text::Cut;

/// What says what became of money is no longer, in characters.
const LONGEST_FUND: usize = 8;

/// What is counted where nothing else is named.
pub(super) const PROJECT: &str = "项目";

impl<'w> Walk<'w> {
    /// What the numbers of a breath measure, one label each where the text lists as many; and whether
    /// the labels stand before the clause.
    pub(super) fn labels(&mut self, breath: &Breath) -> (Vec<String>, bool) {
        let Breath {
            lead, said, found, ..
        } = breath;
        let many = found.len();
        // 三类资金执行率依次为95%、89%、80%
        let all = self.together.as_ref().filter(|all| all.len() == many);
        if let Some(all) = all.filter(|_| many > 1) {
            return (all.iter().map(|one| one.label.clone()).collect(), true);
        }
        if let Some(label) = self.own_label(breath) {
            if many == 1 {
                return (vec![label], false);
            }
            let parts = several::split(&label, many);
            return match parts.len() == many {
                true => (parts.into_iter().map(innermost).collect(), false),
                false if self.sentence.subjects.len() == many => {
                    (self.carried_labels(found, said), true)
                }
                false => (vec![label], false),
            };
        }
        if let Some((label, carried)) = self.price_of_each(breath) {
            return (vec![label], carried);
        }
        if let Some(label) = self.amount_behind_rate(breath) {
            return (vec![label], false);
        }
        if let Some((label, carried)) = self.sum_of_list(breath) {
            return (vec![label], carried);
        }
        if let Some(label) = self.rest_of_whole(breath) {
            return (vec![label], false);
        }
        if self.counts_another_thing(breath) {
            return (Vec::new(), false);
        }
        self.take_both_sides(breath);
        let carried = self.carried_labels(found, said);
        // 预算执行率96%: a rate that is one of nothing said before is its own name, and so where all that was said
        // are the books.
        if breath.is_completion_rate() && (carried.is_empty() || self.speaks_of_books()) {
            let text = self.words(lead);
            return (vec![label::without_ends(&text).to_owned()], false);
        }
        match self.fund_under_heading(breath, &carried) {
            Some(label) => (vec![label], false),
            None => (carried, true),
        }
    }

    /// 产业项目4万元，道路项目2万元，合计6万元: a sum of what was listed is not of the last. The whole of the list, said
    /// before, or its own word.
    fn sum_of_list(&self, breath: &Breath) -> Option<(String, bool)> {
        let text = self.words(breath.thing());
        let sum = label::without_number(&text);
        if !is_level(breath.said.measure) || !list(List::SumAlone).contains(sum) {
            return None;
        }
        let kind = breath.first().kind;
        let whole = self.sentence.whole().and_then(|whole| whole.for_kind(kind));
        let whole = whole.map(|whole| whole.label.as_str());
        let whole = whole.filter(|whole| !list(List::NoWhole).ends(whole));
        let part = |one: &&Subject| one.kind == kind && Some(one.label.as_str()) != whole;
        let mut listed = self.sentence.listed.iter().filter(part);
        let first = listed.next()?;
        let several = listed.any(|one| one.label != first.label);
        several.then(|| (whole.unwrap_or(sum).to_owned(), whole.is_some()))
    }

    /// 公用经费8万元，其中办公费2万元，其余6万元: what is left is not of the last item.
    fn rest_of_whole(&self, breath: &Breath) -> Option<String> {
        let text = self.words(breath.thing());
        let rest = label::without_ends(label::without_number(&text));
        let level = breath.is_single() && is_level(breath.said.measure);
        (level && list(List::Remainder).contains(rest)).then(|| rest.to_owned())
    }

    /// 资金到位率100%。截至12月底共支出28万元: an amount is not one of a rate.
    fn amount_behind_rate(&self, breath: &Breath) -> Option<String> {
        let last = self.subject()?;
        let listed = &self.sentence.listed;
        if last.kind != Kind::Percent
            || listed.iter().any(|one| one.kind == Kind::Money)
            || breath.first().kind != Kind::Money
            || !is_level(breath.said.measure)
        {
            return None;
        }
        let text = self.words(breath.thing());
        let named = label::without_ends(date::without_time(label::without_number(&text)));
        (named.chars().count() >= 2).then(|| named.to_owned())
    }

    /// The name that the words around a number give it.
    fn own_label(&mut self, breath: &Breath) -> Option<String> {
        let thing = self.words(breath.thing());
        if let Some(entry) = self.entry(&thing, breath) {
            return Some(entry);
        }
        if breath.is_whole() {
            // 全县脱贫户 is more than 脱贫户: the whole keeps all its words.
            let text = self.words(breath.whole());
            return Some(date::without_time(&text).to_owned());
        }
        let object = self.object(breath);
        if let Some(label) = object.or_else(|| self.counted_behind(&thing, breath)) {
            return Some(label);
        }
        // 50万元以上的设备1台
        if breath.is_bare_bound()
            && let Some(thing) = thing::behind(breath.name_behind)
        {
            return Some(thing.to_owned());
        }
        if self.is_price_of_each(breath) || self.is_price_of_what_was_said(breath) {
            return None;
        }
        let text = self.naming_words(thing, breath);
        let before = self.named_before(&text, breath);
        let before = before
            .filter(|_| !self.is_compared_with(breath) && !self.names_only_books(breath.thing()));
        let before = before.map(|label| self.of_what_was_said(label, breath));
        if breath.said.measure == Measure::Amount {
            let elsewhere = self.named_elsewhere(&text, before.is_none(), breath);
            if elsewhere.is_some() {
                return elsewhere;
            }
        }
        before
            .map(|label| self.counterpart(label))
            .or_else(|| self.named_before_bracket(&breath.said))
    }

    /// 9个行政村、1103户: what stood behind one count is not counted by the next in another unit, unless the codebook
    /// knows it (团组2个、14人).
    fn counts_another_thing(&self, breath: &Breath) -> bool {
        let [one, ..] = breath.found else {
            return false;
        };
        let named = self.last.is_some_and(|last| last.counted_behind);
        let before = self.number_before(one);
        let unlike = |last: &Found| last.quantity.unit != one.quantity.unit;
        let counted = one.quantity.kind == Kind::Count && !is_score(&one.quantity);
        let known = || self.concept(&self.subject()?.label);
        named && counted && before.is_some_and(unlike) && known().is_none()
    }

    /// The entry of the classification that the words before a number name.
    fn entry(&mut self, thing: &str, breath: &Breath) -> Option<String> {
        // 教育(类)、卫生健康(类)支出分别为: a list of names, no path.
        let many = breath.found.len();
        if many > 1 && thing.split('、').count() >= many {
            return None;
        }
        let path = name::path(thing, &self.section.path)?;
        let label = name::path_label(&path, thing);
        self.section.path = path;
        label
    }

    /// What stands behind the verb before a number.
    fn object(&self, breath: &Breath) -> Option<String> {
        let object = slice(breath.lead, breath.fit.object);
        let text = (!object.is_empty()).then(|| self.words(object))?;
        let label = self.name_in(&text).filter(|label| !sides::is_one(label))?;
        // 教育支出减少拨款3万元: the money is that for the thing before.
        let bare = list(List::BareObject).contains(&label);
        let of_thing = || {
            let thing = self.name_in(&self.words(breath.thing()));
            thing.is_some_and(|thing| label::is_money_name(&thing))
        };
        (!(bare && of_thing())).then_some(label)
    }

    /// The words before a number that name what it measures.
    fn naming_words(&self, thing: Cow<'w, str>, breath: &Breath) -> Cow<'w, str> {
        let lead = breath.lead;
        match breath.said.role {
            Role::Said(Measure::Price) => {
                let reach = lead.iter().position(|token| token.is_a(Class::Reach));
                let named = reach.filter(|at| *at > 0).unwrap_or(lead.len());
                // 用餐标准控制在每人每餐60元以内.
                let text = self.words(lead.before(named));
                // 活动经费按每名代表每年1500元安排.
                match text.split_once('按') {
                    Some((of, _)) if label::is_money_name(of) => of.to_owned().into(),
                    _ => text,
                }
            }
            Role::Bound => match lead.iter().rfind(|token| token.is_a(Class::Bound)) {
                Some(bound) => self.word(bound).into(),
                None => self.words(lead),
            },
            Role::Said(Measure::Completion)
                if breath.is_completion_rate() && !breath.thing().is_empty() =>
            {
                self.words(lead)
            }
            _ => thing,
        }
    }

    /// What the words before a number name; of a long list, the last.
    fn named_whole(&self, text: &str, breath: &Breath) -> Option<String> {
        let label = self.name_in(text)?;
        // 上缴上级支出、经营支出均为0元: one number is said of them all.
        // 出国经费、接待费共计60万元, likewise.
        let each = breath.lead.iter().any(|token| token.is_a(Class::Each));
        let of_all = each || list(List::TotalName).ends(&self.words(breath.lead));
        // 调入资金、上年结转等收入: one number of them all, too.
        let money = breath.first().kind == Kind::Money;
        let of_more = money && label.contains('、') && (lists_more(&label) || lists_kind(&label));
        // 河西小学教学楼、综合楼新建项目 is one.
        let label = match of_all || of_more || label::is_of_unit(&label) {
            true => label,
            // 行政单位、事业单位使用财政拨款安排的“三公”经费
            false => name::without_source(&shorten(&label, breath.found.len())).to_owned(),
        };
        // 人均 is no tail of a price.
        let mean = breath.is_price().then(|| format!("{label}均"));
        let mean = mean.filter(|mean| text.ends_with(mean));
        Some(mean.unwrap_or(label))
    }

    /// What the words before a number name, if only in part.
    fn named_before(&self, text: &str, breath: &Breath) -> Option<String> {
        // 项目由31个减少到19个: what is a mere word before money is what is counted.
        let project = || {
            let bare = label::without_ends(text);
            let alone = |rest: &str| rest.is_empty() || label::is_generic(rest);
            let counted = breath.first().kind == Kind::Count;
            (counted && bare.strip_suffix(PROJECT).is_some_and(alone)).then(|| {
                let known = words(Says::Name).contains(bare);
                if known { bare } else { PROJECT }.to_owned()
            })
        };
        // 投入10分得9分: what names nothing of money is a part of a score.
        let aspect = || {
            let bare = label::without_ends(text);
            let aspect = is_score(breath.first()) && words(Says::Aspect).contains(bare);
            aspect.then(|| bare.to_owned())
        };
        let of_accounts = || {
            let counted = breath.said.measure == Measure::Count;
            let word = counted.then(|| words(Says::Accounts).found_in(text).last());
            word.flatten().map(|(_, word)| word.to_owned())
        };
        // 到位资金8万元，支付资金7万元: what became of the money names it.
        let fund = || {
            let amount = breath.said.measure == Measure::Amount && breath.is_single();
            let fund = date::without_time(label::without_number(text));
            let fund = list(List::LinkEnd).trim_end(fund);
            let named = amount && list(List::Fund).ends(fund) && !list(List::Fund).contains(fund);
            (named && fund.chars().count() <= LONGEST_FUND).then(|| fund.to_owned())
        };
        self.part_alone(text)
            .or_else(|| self.named_whole(text, breath))
            .or_else(|| self.bought(text, breath))
            .or_else(project)
            .or_else(aspect)
            .or_else(|| self.side(text))
            .or_else(of_accounts)
            .or_else(fund)
    }

    /// 比常规品种高一成: whether the words before a number name only what it is compared with.
    fn is_compared_with(&self, breath: &Breath) -> bool {
        matches!(breath.thing(), [than, _, ..] if self.is_than(than))
    }

    /// The full name of a total, of the thing that the section or the sentence is about.
    fn of_what_was_said(&self, label: String, breath: &Breath) -> String {
        // 税收收入8万元，占全部收入的比重提高2个百分点: a rate of what the sentence speaks of.
        let rate = || {
            list(List::BareRate).contains(&label)
                || label.starts_with('占') && list(List::Proportion).ends(&label)
        };
        let said = self.sentence.listed.last();
        let percent = breath.first().kind == Kind::Percent;
        if let Some(said) = said.filter(|said| percent && said.kind == Kind::Money && rate()) {
            return format!("{}{label}", said.label);
        }
        let bare = list(List::BareTotal).contains(&label);
        let label = match bare.then(|| self.section_thing()).flatten() {
            Some(thing) => format!("{thing}{label}"),
            None => label,
        };
        // 财政拨款收、支总计…。与上年相比，收、支总计各增加…: the total spoken of.
        let total = !self.sentence.named
            && !is_level(breath.said.measure)
            && label::is_total(&label)
            && label.chars().count() <= 8;
        let spoken = self.subject();
        let spoken = spoken.filter(|subject| total && subject.label.ends_with(&label));
        spoken.map_or(label, |subject| subject.label.clone())
    }

    /// The name of an amount that does not stand before it.
    fn named_elsewhere(&mut self, text: &str, unnamed: bool, breath: &Breath) -> Option<String> {
        let behind = breath.name_behind;
        // 余下的15万元是项目支出: what is left is named behind.
        if breath.is_single()
            && let Some(thing) = left_over(text, behind)
        {
            self.named_behind = true;
            return self.name_in(thing).or_else(|| Some(thing.to_owned()));
        }
        // 代发了763万元抚恤金: the thing paid for stands behind the number.
        let goes_on = text.is_empty() && self.was_behind;
        if unnamed
            && breath.is_single()
            && let Some(thing) = behind_money(text, behind, goes_on)
        {
            self.named_behind = true;
            return Some(thing.to_owned());
        }
        // 价值 and 金额 are of the thing that was counted before.
        let counted = self.sentence.last.count.as_ref()?;
        Some(format!("{}{}", counted.label, attribute(text)?))
    }

    /// 支出 or 收入 alone, where the other side or nothing was spoken of.
    pub(super) fn side(&self, words: &str) -> Option<String> {
        // （二）2015年支出
        let words = label::without_number(words);
        let words = match words.starts_with(|c: char| c.is_ascii_digit()) {
            true => date::without_time(words),
            false => words,
        };
        let bare = label::without_ends(words);
        // 全年支出: a head word is kept before the sides of the accounts.
        if bare.strip_prefix("全年").is_some_and(sides::is_one) {
            return Some(bare.to_owned());
        }
        let other = sides::other(bare)?;
        if list(List::OfTheYear).begins(words) {
            return Some(bare.to_owned());
        }
        match self.subject() {
            Some(subject) => {
                // 收入158万元；年初结转0万元；支出158万元: the other side was spoken of in the sentence.
                let listed = self.sentence.listed.iter().map(|one| one.label.as_str());
                subject.kind == Kind::Percent
                    || listed
                        .chain([subject.label.as_str()])
                        .any(|label| sides::is_only(label, other))
            }
            None => !self.is_under_its_thing(),
        }
        .then(|| bare.to_owned())
    }

    /// （一）机关运行经费。支出61万元: whether what is said is of the section's thing.
    fn is_under_its_thing(&self) -> bool {
        let heading = &self.section.heading;
        heading.is_of_one_thing() || heading.is_of_three_public()
    }

    /// Whether words say only in which books what was spoken of stands: “三公”经费年初预算8万元，支出决算….
    pub(super) fn names_only_books(&self, thing: &[Token]) -> bool {
        // 由于年初预算数为0: why something could not be worked out.
        let thing = match thing {
            [first, rest @ ..] if list(List::ReasonStart).contains(self.word(first)) => rest,
            _ => thing,
        };
        let only_books = thing.iter().any(|token| books::of_token(token).is_some())
            && thing.iter().all(|token| {
                books::of_token(token).is_some()
                    || matches!(
                        token.is,
                        Is::Word(
                            Class::Same | Class::Prior | Class::Link | Class::Of | Class::Date
                        ) | Is::Year(_)
                    )
            });
        if !only_books {
            return false;
        }
        let words = self.words(thing);
        // 年初预算收入…，决算收入…: two names, not two books of one.
        let last = self.subject();
        let both = last.is_some_and(|last| is_of_books(&last.label));
        if words.ends_with("总额") || self.speaks_of_books() || both {
            return false;
        }
        let side = sides::first_in(&words, [INCOME, EXPENDITURE]);
        // 收入预算…，支出预算…: the other side of the accounts is a name.
        let agrees = |label: &str| match side {
            None => true,
            Some(EXPENDITURE) => !label.contains('收'),
            Some(side) => sides::is_only(label, side),
        };
        match self.subject() {
            Some(subject) => subject.kind == Kind::Money && agrees(&subject.label),
            None => self
                .section
                .heading
                .own_label(self.context.issuer)
                .is_some_and(|label| label::is_money_name(&label) && agrees(&label)),
        }
    }

    /// 年初预算8万元，年中追加2万元，上年结转1万元: whether the sentence is about no thing, but about its books.
    fn speaks_of_books(&self) -> bool {
        let main = self.sentence.main.as_ref();
        main.is_some_and(|main| is_of_books(&main.label))
    }

    /// The name of the section for a label that is only a total, where the section is about one
    /// thing: 支出总额 under 政府采购.
    pub(super) fn section_thing(&self) -> Option<String> {
        self.section
            .heading
            .is_of_one_thing()
            .then(|| self.section.heading.label(self.context.issuer))
            .flatten()
    }
}

/// Whether a name says nothing but which books are meant: 年初预算.
pub(super) fn is_of_books(label: &str) -> bool {
    list(List::HollowBooks).left_out_of(label).is_empty()
}

/// The innermost entry of a path in a list: 住房改革支出(款)住房公积金(项)、提租补贴(项).
fn innermost(part: String) -> String {
    let nested = Path::read(&part).filter(|path| path.parts().len() > 1);
    nested.and_then(|path| path.label()).unwrap_or(part)
}
