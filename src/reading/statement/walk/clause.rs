//! Clauses that end without a number: the topic, the list or the comparison that they set for what follows.

use super::super::books;
use super::super::label;
use super::super::name;
use super::super::scope::{Against, Subject, Whole};
use super::super::token::{Is, Token};
use super::Walk;
use super::lead::LONGEST_LEAD;
use crate::grammar::heading::{self as numbers, Style};
use crate::lexicon::clause::Class;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides;
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Quantity as Kind, Versus};
use crate::text::Cut;

impl Walk<'_> {
    /// Reads a clause that ends without a number.
    pub(super) fn clause(&mut self, sign: char) {
        let mut words = std::mem::take(&mut self.lead);
        if words.is_empty() {
            return;
        }
        let lead = words.behind(words.len().saturating_sub(LONGEST_LEAD));
        let text = self.words(lead);
        self.enumerate(&text);
        self.frame_year(lead);
        let years = self.years_named(lead);
        if !years.is_empty() {
            self.sentence.years = years;
        }
        self.announce(lead, &text, sign);
        self.compare(lead);
        self.name_books(lead, sign);
        self.clauses += 1;
        self.at_start = false;
        // Their memory serves the next words.
        words.clear();
        self.lead = words;
    }

    /// 批准的年初预算为：一般公共预算收入…, 年初预算：…: the books of what stands behind the colon.
    fn name_books(&mut self, lead: &[Token], sign: char) {
        let link = |token: &&Token| token.is_a(Class::Link);
        let last = lead.iter().rev().find(|token| !link(token));
        let completes = lead.iter().any(|token| token.is_a(Class::Complete));
        // 年初预算：支出9万元，其中：本级5万元: the parts are of the same books.
        let opens = last.is_some_and(|token| token.is_a(Class::Whole));
        if sign == ':' && !completes && !opens {
            self.sentence.books = last.and_then(books::of_token);
        }
    }

    /// (2) at the beginning of a clause: the list goes on from where (1) stood.
    pub(super) fn enumerate(&mut self, text: &str) {
        let Ok((_, number)) = numbers::numbering(text) else {
            return;
        };
        if number.style < Style::Item {
            return;
        }
        match (&self.enumeration, number.ordinal) {
            (Some((style, whole)), Some(2..)) if *style == number.style => {
                self.sentence.wholes = whole.iter().cloned().collect();
            }
            (_, Some(1)) => {
                self.enumeration = Some((number.style, self.sentence.wholes.last().cloned()));
            }
            _ => {}
        }
    }

    /// The year that a clause begins with, perhaps behind the agency's name, is that of what follows.
    pub(super) fn frame_year(&mut self, lead: &[Token]) {
        let Some((at, year)) = lead
            .iter()
            .enumerate()
            .find_map(|(at, token)| match token.is {
                Is::Year(year) => Some((at, year)),
                _ => None,
            })
        else {
            return;
        };
        let before = self.words(lead.before(at));
        let titled = || {
            let end = lead.last().map_or(0, |last| last.range.end);
            is_title_of(&before, self.text.behind(end))
        };
        if !frames_what_follows(&before) {
            if !titled() {
                return;
            }
            self.stated_year = Some(year);
        }
        // 2016年无此项支出，净增3.2万元: what follows is more than there was.
        let prior = self.year().is_some_and(|own| year == own - 1);
        if prior && list(List::Unsaid).any_in(&self.words(lead)) {
            self.sentence.against.get_or_insert(Against {
                versus: Versus::PriorYear,
                year: Some(year),
            });
            return;
        }
        self.state_year(year);
    }

    /// Opens the whole that a clause announces, and takes the topic that it names.
    pub(super) fn announce(&mut self, lead: &[Token], text: &str, sign: char) {
        let _ = self.takes_entry(lead, text, sign)
            || self.takes_examined(text)
            || self.opens_among(text)
            || self.opens_division(text)
            || self.opens_parts(lead, text, sign)
            || self.takes_field(text, sign)
            || self.takes_subject(text)
            || self.takes_topic(lead, text, sign);
    }

    /// Takes the entry of the classification that a clause names.
    fn takes_entry(&mut self, lead: &[Token], text: &str, sign: char) -> bool {
        let Some(path) = name::path(text, &self.section.path) else {
            return false;
        };
        let label = name::path_label(&path, text);
        self.section.path = path;
        if let Some(label) = label {
            let subject = Subject {
                code: name::codes(self.text, lead).pop(),
                ..self.topic(label)
            };
            // （2）…（项）。in a line of several entries begins another one.
            let whole_sentence = sign == '。' || numbers::numbering(text).is_ok();
            let begins = self.clauses == 0 && self.last.is_none() && whole_sentence;
            if self.at_start || begins {
                self.item = Some(subject.clone());
                self.section.item.clone_from(&self.item);
            }
            self.speak_of(subject);
        }
        true
    }

    /// 支出中, 中: the parts of what stands before, or was said last, follow.
    fn opens_among(&mut self, text: &str) -> bool {
        if text == "中" && self.last.is_some() {
            self.open(self.sentence.last.clone());
            return true;
        }
        let whole = list(List::Within).strip_suffix(text);
        let Some(whole) = whole.filter(|whole| !whole.ends_with('其')) else {
            return false;
        };
        if let Some(label) = self.name_in(whole)
            && (name::is_topic(&label) || label::is_money_name(&label))
        {
            self.remember_among(&label);
            let whole = Whole::of(self.topic(label));
            self.open(whole);
        }
        true
    }

    /// 税收收入中，增值税5万元。契税2万元: what the codebook knows as parts is of it up to the passage's end.
    pub(super) fn remember_among(&mut self, label: &str) {
        let concept = self.concept(label).map(|concept| concept.id);
        self.among = concept.map(|id| (id, label.to_owned()));
    }

    /// 财政拨款支出按支出功能分类科目分，包括：
    fn opens_division(&mut self, text: &str) -> bool {
        if !announces(text) || self.sentence.named {
            return false;
        }
        let Some((named, _)) = text.split_once('按') else {
            return false;
        };
        let label = self.topic_in(named);
        let Some(label) = label else { return false };
        let generic = self.side(named).is_some() || sides::is_one(&label);
        let subject = match self.before.clone().filter(|_| generic) {
            Some(before) => before,
            None => self.topic(label),
        };
        self.open_spoken_of(subject);
        true
    }

    /// 支出预算包括：…; 按支出性质，基本支出…: the parts of what is named, or of what was said last, follow.
    fn opens_parts(&mut self, lead: &[Token], text: &str, sign: char) -> bool {
        let opener = lead.iter().rposition(|token| token.is_a(Class::Whole));
        let announces = announces(text);
        let divides = list(List::Dividing).begins(label::without_number(text)) && announces;
        if opener.is_none() && !(sign == ':' && announces) && !divides {
            return false;
        }
        let before = match opener {
            Some(at) => text.before(self.words(lead.before(at)).len()),
            None => name::without_announcement(text),
        };
        let only_use = opener.and_then(|at| lead.get(at)).is_some_and(|opener| {
            sign != ':' && !list(List::PartMark).contains(self.word(opener)) && !announces
        });
        if only_use {
            return true;
        }
        let before = before
            .split_once("的具体")
            .map_or(before, |(whole, _)| whole)
            .trim_end_matches('的');
        if let Some(total) = self.both_sides(before) {
            self.sentence.main.get_or_insert_with(|| total.clone());
            self.open(Whole::of(total));
            return true;
        }
        // 主要税收收入项目情况如下: the parts of 税收收入.
        let items = before.strip_suffix(ITEMS);
        let items = items.filter(|_| list(List::ItemsOf).ends(before));
        let named = self.topic_in(items.unwrap_or(before));
        // 收入预算包括：…；支出预算包括：…: the other side of the accounts is a whole of its own.
        let other_side = |label: &str| {
            let main = self.sentence.main.as_ref();
            main.is_some_and(|main| !self.same_side(main, Some(label)))
        };
        // 分项目看: by what something is divided is no name.
        let named = named.filter(|_| !divides).filter(|label| {
            let apart = sign == ':' && label::is_money_name(label) && other_side(label);
            !self.sentence.named || apart
        });
        // 从总税收收入看: what is looked at is spoken of.
        if let Some(label) = &named
            && let Some(name) = label.strip_prefix('从')
        {
            if label::is_money_name(name) {
                let subject = self.topic(name.to_owned());
                self.speak_of(subject);
            }
            return true;
        }
        if let Some(label) = named {
            let subject = self.spoken_of(&label).unwrap_or_else(|| self.topic(label));
            self.open_spoken_of(subject);
            return true;
        }
        let among = list(List::PartMark).ends(text);
        // 其中：人员经费48万元，主要包括：基本工资…: the parts of what was listed last.
        let inner = opener == Some(0)
            && lead.len() == 1
            && !self.sentence.wholes.is_empty()
            && self.sentence.last.money.is_some();
        let bare = label::without_number(text);
        // 财政支出中，民生支出6万元。分项目看，…: nothing says what is divided.
        let strays = self.sentence.main.is_none() && self.before_strays;
        if divides && bare.len() == text.len() && strays {
            return true;
        }
        if !divides || bare.len() == text.len() {
            self.open_last((sign == ':' || divides) && !among && !inner);
        } else if self.section.main.is_none() && self.sentence.around.is_none() {
            // （一）按功能分类：… under 财政拨款支出预算情况.
            self.open(self.titled_whole().unwrap_or_default());
        }
        true
    }

    /// Opens what is spoken of as the whole of what follows.
    fn open_spoken_of(&mut self, subject: Subject) {
        self.open(Whole::of(subject.clone()));
        self.sentence.main.get_or_insert_with(|| subject.clone());
        self.speak_of(subject);
    }

    /// What the clauses behind speak of.
    pub(super) fn speak_of(&mut self, subject: Subject) {
        self.sentence.subjects = vec![subject];
        self.sentence.named = true;
    }

    /// The words before those of a comparison, and these.
    pub(super) fn comparison<'t>(&self, lead: &'t [Token]) -> (&'t [Token], &'t [Token]) {
        let than = lead
            .iter()
            .position(|token| matches!(token.is, Is::Word(Class::Than | Class::From | Class::Yoy)));
        let Some(than) = than else {
            return (lead, &[]);
        };
        let (before, behind) = lead.split_at(than);
        let compared = behind.iter().take_while(|token| {
            !matches!(
                token.is,
                Is::Word(Class::Up | Class::UpVerb | Class::Down | Class::DownVerb | Class::Equal)
            )
        });
        let (compared, behind) = behind.split_at(compared.count());
        let compares = compared.iter().any(|token| {
            matches!(
                token.is,
                Is::Year(_)
                    | Is::Word(
                        Class::Prior
                            | Class::Yoy
                            | Class::Budget
                            | Class::Adjusted
                            | Class::Final
                            | Class::Target
                    )
            )
        });
        // 所有收入和支出均纳入部门预算管理: 和 and 与 compare where something is said of it.
        let words = self.words(compared);
        let joins = list(List::Joining).begins(&words)
            && behind.is_empty()
            && !words.contains('比')
            && !compared
                .iter()
                .any(|token| matches!(token.is, Is::Year(_) | Is::Word(Class::Prior | Class::Yoy)));
        match compares && !joins {
            true => (before, compared),
            false => (lead, &[]),
        }
    }

    /// 与2019年相比 before a sign holds for the clauses behind it.
    pub(super) fn compare(&mut self, lead: &[Token]) {
        let (thing, words) = self.comparison(lead);
        if words.is_empty() {
            return;
        }
        let Some(against) = self.named_against(words, self.year()) else {
            return;
        };
        // 决算数与报告的执行数一致: what follows is no difference from that.
        let told_alike =
            against.versus == Versus::Other && lead.iter().any(|word| word.is_a(Class::Equal));
        if told_alike {
            return;
        }
        self.compare_with(against);
        // 支出合计比上年无增减变化, and 比去年增加…: the clause sets what is spoken of.
        if !thing.is_empty()
            && let Some(label) = self.topic_in(&self.words(thing))
        {
            let subject = self.topic(label);
            self.speak_of(subject);
        }
    }

    /// The amount of the sentence before that a shorter name means: 财政拨款支出主要内容如下.
    fn spoken_of(&self, label: &str) -> Option<Subject> {
        let before = self.before.iter().chain(&self.before_last.money);
        before
            .rev()
            .find(|subject| subject.label.starts_with(label))
            .cloned()
    }

    pub(super) fn topic(&self, label: String) -> Subject {
        Subject::amount(label, books::of_document(self.context, self.year()))
    }

    pub(super) fn open(&mut self, whole: Whole) {
        if !whole.is_none() {
            if self.sentence.listed.is_empty() && self.around.is_empty() {
                self.sentence.is_list = true;
            }
            self.whole = Some(whole.clone());
            self.sentence.open(whole);
        }
    }

    /// 编制22人，实有17人。其中：科级3人: the count told last in the sentence or passage before, unless that opened a
    /// list.
    fn counted_last(&self) -> Option<&Subject> {
        let (spoken_of, counted) = match &self.before {
            Some(before) => (Some(before), &self.before_last.count),
            None => (self.section.previous.as_ref(), &self.section.counted),
        };
        let of_count = spoken_of.is_some_and(|one| one.kind == Kind::Count);
        let alone = of_count && !self.before_opened && (self.before.is_some() || !self.numbered);
        counted.as_ref().filter(|_| alone)
    }

    /// Opens what was said last; `announced` by a colon, what the sentence is about.
    pub(super) fn open_last(&mut self, announced: bool) {
        let mut last = self.sentence.last.clone();
        // （1）基本支出259.4万元，占41%。其中：…: the parts of the item that was listed last.
        // 更新购置公务用车0辆，其中：轿车0辆、金额0万元: the amount is that of the sentence before.
        if last.count.is_some() && last.money.is_none() {
            last.money = self.before_last.money.clone();
        }
        // 15个项目。平均得91分，其中优秀11个.
        if last.count.as_ref().is_some_and(|one| one.score)
            && let Some(counted) = self.before_last.count.as_ref().filter(|one| !one.score)
        {
            last.count = Some(counted.clone());
        }
        if last.is_none() && !announced && !self.sentence.named && self.before_is_list {
            last = self.before_last.clone();
        }
        let main = self
            .sentence
            .main
            .clone()
            .or_else(|| self.counted_last().or(self.before.as_ref()).cloned())
            .or_else(|| self.subject().cloned())
            .or_else(|| self.section.previous.clone().filter(|_| !self.numbered))
            .or_else(|| self.section.main.clone())
            .or_else(|| self.titled_whole().filter(|_| announced)?.money);
        let whole = match announced || last.money.is_none() && self.sentence.last.is_none() {
            false => last,
            true => main.map(Whole::of).unwrap_or(last),
        };
        self.open(whole);
    }
}

/// Whether a clause announces parts: 具体情况为.
fn announces(text: &str) -> bool {
    words(Says::Announce).ends(list(List::LinkEnd).trim_end(text))
}

/// Whether a year behind these words is that of what follows: none, the agency, 截至.
pub(super) fn frames_what_follows(before: &str) -> bool {
    let before = numbers::numbering(before).map_or(before, |(rest, _)| rest);
    let before = before.trim_matches([' ', '、', ':']);
    before.is_empty() || label::is_agency(before) || list(List::AsOf).contains(before)
}

/// (二)转移支付收入|2022年，预计全区转移支付收入…: whether words are a heading, whose name the text goes on with.
fn is_title_of(words: &str, behind: &str) -> bool {
    let Ok((name, _)) = numbers::numbering(words) else {
        return false;
    };
    let reach = behind.char_indices().nth(TITLE_REACH);
    let near = behind.before(reach.map_or(behind.len(), |(at, _)| at));
    let near = near.split('。').next().unwrap_or("");
    name.chars().count() > 2 && near.contains(name)
}

/// What the parts of a side are called: 收入项目.
const ITEMS: &str = "项目";

/// So many characters behind a heading its name is said again.
const TITLE_REACH: usize = 32;
