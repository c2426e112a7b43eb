//! The name of what is measured: in the clause, behind the number, or carried over from before.

use super::super::books;
use super::super::date;
use super::super::label;
use super::super::name;
use super::super::path::Path;
use super::super::several;
use super::super::side::{self, EXPENDITURE, INCOME};
use super::super::token::{Is, Token};
use super::Walk;
use super::behind::{attribute, behind_money, left_over, shorten, thing_behind};
use super::lead::slice;
use super::measure::Reading;
use super::number::{is_level, is_score, is_whole};
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{Fit, Role};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Measure, Quantity as Kind};

impl Walk<'_> {
    /// What the numbers of a group measure, one label each where the text lists as many; and whether
    /// the labels stand before the clause.
    pub(super) fn labels(
        &mut self,
        fit: &Fit,
        lead: &[Token],
        said: &mut Reading,
        found: &[Found],
        behind: &str,
    ) -> (Vec<String>, bool) {
        // 三类资金执行率依次为95%、89%、80%
        let of_them = self
            .together
            .as_ref()
            .filter(|all| found.len() > 1 && all.len() == found.len());
        if let Some(all) = of_them {
            return (all.iter().map(|one| one.label.clone()).collect(), true);
        }
        let own = self.own_label(fit, lead, said, found, behind);
        if let Some(label) = own {
            if found.len() > 1 {
                let parts = several::split(&label, found.len());
                if parts.len() == found.len() {
                    return (parts.into_iter().map(innermost).collect(), false);
                }
                if self.sentence.subjects.len() == found.len() {
                    return (self.carried_labels(found, said), true);
                }
            }
            return (vec![label], false);
        }
        // 国内接待8批、52人，人均77元 is no price of those who were counted.
        let counted = self.sentence.subjects.last().map(|last| last.kind) == Some(Kind::Count);
        if said.role == Role::Said(Measure::Price) && counted {
            let text = name::text(self.text, lead);
            let each = list(List::LinkEnd).trim_end(label::without_number(&text));
            if each.contains('均') && words(Says::Per).any_in(each) {
                return (vec![each.to_owned()], false);
            }
        }
        // 资金到位率100%。截至12月底共支出28万元: an amount is not one of a rate.
        let unlike = self.sentence.subjects.last().is_some_and(|last| {
            last.kind == Kind::Percent
                && !self
                    .sentence
                    .listed
                    .iter()
                    .any(|one| one.kind == Kind::Money)
        });
        if unlike && found[0].quantity.kind == Kind::Money && is_level(said.measure) {
            let text = name::text(self.text, slice(lead, fit.thing));
            let named = label::without_ends(date::without_time(label::without_number(&text)));
            if named.chars().count() >= 2 {
                return (vec![named.to_owned()], false);
            }
        }
        let carried = self.carried_labels(found, said);
        // 预算执行率96%: a rate that is one of nothing said before is its own name, and so where all that was said
        // are the books.
        if (carried.is_empty() || self.speaks_of_books()) && fit.frame.id == "completion.rate" {
            let text = name::text(self.text, lead);
            return (vec![label::without_ends(&text).to_owned()], false);
        }
        (carried, true)
    }

    pub(super) fn own_label(
        &mut self,
        fit: &Fit,
        lead: &[Token],
        said: &Reading,
        found: &[Found],
        behind: &str,
    ) -> Option<String> {
        let issuer = self.context.issuer;
        let object = slice(lead, fit.object);
        let thing = slice(lead, fit.thing);
        let thing_text = name::text(self.text, thing);
        // 教育(类)、卫生健康(类)支出分别为: a list of names, no path.
        let listed = found.len() > 1 && thing_text.split('、').count() >= found.len();
        if !listed && let Some(path) = name::path(&thing_text, &self.section.path) {
            let label = name::path_label(&path, &thing_text);
            self.section.path = path;
            if label.is_some() {
                return label;
            }
        }
        if is_whole(fit) {
            // 全县脱贫户 is more than 脱贫户: the whole keeps all its words.
            let text = name::text(self.text, slice(lead, fit.whole));
            return Some(date::without_time(&text).to_owned());
        }
        if !object.is_empty() {
            let text = name::text(self.text, object);
            let named = name::clean(&text, issuer).filter(|label| !side::is_one(label));
            if named.is_some() {
                return named;
            }
        }
        let one = found.len() == 1;
        // 轿车0客车2: a number whose unit is left out is named before it.
        // 减少1辆公务用车
        let moved = said.measure == Measure::Change
            && found[0].quantity.kind == Kind::Count
            && thing.is_empty();
        if (said.measure == Measure::Count || moved)
            && one
            && !found[0].unit_assumed
            && let Some(thing) = thing_behind(behind)
        {
            // 因公出国(境)共计0个团组.
            let before =
                name::clean(&thing_text, issuer).filter(|before| books::is_of_accounts(before));
            if let Some(at) = behind.find(thing) {
                self.behind_end = found[0].range.end + at + thing.len();
            }
            // 内设9个机构: the word alone names nothing.
            let before = before.or_else(|| {
                let kind = list(List::BeforeOffices).at_end(&thing_text);
                kind.filter(|_| thing == "机构").map(str::to_owned)
            });
            return Some(format!("{}{thing}", before.unwrap_or_default()));
        }
        let text = match said.role {
            Role::Said(Measure::Price) => {
                let reach = lead.iter().position(|token| token.is_a(Class::Reach));
                let named = reach.filter(|at| *at > 0).unwrap_or(lead.len());
                // 用餐标准控制在每人每餐60元以内.
                let text = name::text(self.text, &lead[..named]);
                // 活动经费按每名代表每年1500元安排.
                let of = text
                    .split_once('按')
                    .filter(|(of, _)| label::is_money_name(of));
                of.map_or_else(|| text.clone(), |(of, _)| of.to_owned().into())
            }
            Role::Bound => match lead.iter().rfind(|token| token.is_a(Class::Bound)) {
                Some(bound) => self.text[bound.range.clone()].into(),
                // 50万元以上的设备1台
                None => match label::behind(behind) {
                    Some(thing) => return Some(thing.to_owned()),
                    None => name::text(self.text, lead),
                },
            },
            Role::Said(Measure::Completion)
                if fit.frame.id == "completion.rate" && !thing.is_empty() =>
            {
                name::text(self.text, lead)
            }
            _ => thing_text,
        };
        // 人均74元, 每公里6500元: of what was spoken of.
        let counted_by = name::text(self.text, slice(lead, fit.behind_thing));
        let whole_lead = name::text(self.text, lead);
        if said.role == Role::Said(Measure::Price)
            && thing.is_empty()
            && !label::is_average(&whole_lead)
            && !list(List::Cost).any_in(&whole_lead)
            && (counted_by.chars().count() < 3 || whole_lead.starts_with("平均每"))
        {
            return None;
        }
        // 上缴上级支出、经营支出均为0元: one number is said of them all.
        // 出国经费、接待费共计60万元, likewise.
        let added_up = list(List::TotalName).at_end(&whole_lead);
        let of_all = lead.iter().any(|token| token.is_a(Class::Each)) || added_up.is_some();
        let before = name::clean(&text, issuer).map(|label| match of_all {
            true => label,
            false => shorten(&label, found.len()),
        });
        // 人均 is no tail of a price.
        let before = before.map(|label| match said.role {
            Role::Said(Measure::Price) if text.ends_with(&format!("{label}均")) => label + "均",
            _ => label,
        });
        // 项目由31个减少到19个: what is a mere word before money is what is counted.
        let before = before.or_else(|| {
            let counted = found[0].quantity.kind == Kind::Count;
            let named = label::without_ends(&text);
            let alone = |rest: &str| rest.is_empty() || label::is_generic(rest);
            (counted && named.strip_suffix("项目").is_some_and(alone)).then(|| {
                let known = words(Says::Name).contains(named);
                if known { named } else { "项目" }.to_owned()
            })
        });
        // 投入10分得9分: what names nothing of money is a part of a score.
        let before = before.or_else(|| {
            let aspect = label::without_ends(&text);
            (is_score(&found[0].quantity) && words(Says::Aspect).contains(aspect))
                .then(|| aspect.to_owned())
        });
        let before = before.or_else(|| self.side(&text)).or_else(|| {
            let counted = said.measure == Measure::Count;
            let word = words(Says::Accounts)
                .found_in(&text)
                .last()
                .filter(|_| counted);
            word.map(|(_, word)| word.to_owned())
        });
        // 比常规品种高一成: what is compared with is no name.
        let compares = thing.len() > 1
            && thing[0].is_a(Class::Than)
            && self.text[thing[0].range.clone()].starts_with(['比', '较', '相']);
        let before = before.filter(|_| !compares && !self.names_only_books(thing));
        let before = before.map(
            |label| match list(List::BareTotal).contains(label.as_str()) {
                true => match self.section_thing() {
                    Some(thing) => format!("{thing}{label}"),
                    None => label,
                },
                false => label,
            },
        );
        // 财政拨款收、支总计…。与上年相比，收、支总计各增加…: the total spoken of.
        let before = before.map(|label| {
            let spoken = self.sentence.subjects.last().filter(|subject| {
                !self.sentence.named
                    && !is_level(said.measure)
                    && label::is_total(&label)
                    && label.chars().count() <= 8
                    && subject.label.ends_with(&label)
            });
            spoken.map_or(label, |subject| subject.label.clone())
        });
        // 余下的15万元是项目支出: what is left is named behind.
        if said.measure == Measure::Amount
            && one
            && let Some(thing) = left_over(&text, behind)
        {
            self.named_behind = true;
            return name::clean(thing, issuer).or_else(|| Some(thing.to_owned()));
        }
        // 代发了763万元抚恤金: the thing paid for stands behind the number.
        let goes_on = text.is_empty() && self.was_behind;
        if said.measure == Measure::Amount
            && before.is_none()
            && one
            && let Some(thing) = behind_money(&text, behind, goes_on)
        {
            self.named_behind = true;
            return Some(thing.to_owned());
        }
        // 价值 and 金额 are of the thing that was counted before.
        if said.measure == Measure::Amount
            && let Some(attribute) = attribute(&text)
            && let Some(thing) = self.sentence.last.count.as_ref()
        {
            return Some(format!("{}{attribute}", thing.label));
        }
        before
            .map(|label| self.counterpart(label))
            .or_else(|| self.named_before_bracket(said))
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
        if bare.strip_prefix("全年").is_some_and(side::is_one) {
            return Some(bare.to_owned());
        }
        let other = side::other(bare)?;
        if list(List::OfTheYear).begins(words) {
            return Some(bare.to_owned());
        }
        match self.sentence.subjects.last() {
            Some(subject) => {
                // 收入158万元；年初结转0万元；支出158万元: the other side was spoken of in the sentence.
                let listed = self.sentence.listed.iter().map(|one| one.label.as_str());
                subject.kind == Kind::Percent
                    || listed
                        .chain([subject.label.as_str()])
                        .any(|label| side::is_only(label, other))
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
            [first, rest @ ..]
                if list(List::ReasonStart).contains(&self.text[first.range.clone()]) =>
            {
                rest
            }
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
        let words = name::text(self.text, thing);
        // 年初预算收入…，决算收入…: two names, not two books of one.
        let last = self.sentence.subjects.last();
        let both = last.is_some_and(|last| is_of_books(&last.label));
        if words.ends_with("总额") || self.speaks_of_books() || both {
            return false;
        }
        let side = side::first_in(&words, [INCOME, EXPENDITURE]);
        // 收入预算…，支出预算…: the other side of the accounts is a name.
        let agrees = |label: &str| match side {
            None => true,
            Some(EXPENDITURE) => !label.contains('收'),
            Some(side) => side::is_only(label, side),
        };
        match self.sentence.subjects.last() {
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
fn is_of_books(label: &str) -> bool {
    list(List::HollowBooks).left_out_of(label).is_empty()
}

/// The innermost entry of a path in a list: 住房改革支出(款)住房公积金(项)、提租补贴(项).
fn innermost(part: String) -> String {
    let nested = Path::read(&part).filter(|path| path.parts().len() > 1);
    nested.and_then(|path| path.label()).unwrap_or(part)
}
