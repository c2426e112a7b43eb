//! The walk through a passage: clause by clause, from one number to the next.

use super::against;
use super::books;
use super::heading::Heading;
use super::label;
use super::name;
use super::path::Path;
use super::scope::{Against, Sentence, Subject, Whole};
use super::token::{self, Is, Token};
use super::{Context, Meaning};
use crate::grammar::heading::{self as numbers, Style};
use crate::grammar::scan::Found;
use crate::lexicon::breakdowns;
use crate::lexicon::clause::Class;
use crate::lexicon::concepts;
use crate::lexicon::frames::{self, Direction, Fit, Role, Slot};
use crate::lexicon::statement::{at_end, at_start, words};
use crate::record::{Basis, Measure, Quantity as Kind, Sign, Versus};

/// A clause is laid against the frames with at most so many words before its number, and behind.
const LONGEST_LEAD: usize = 48;
const LONGEST_TAIL: usize = 4;

/// What is known of the section that a passage stands in.
#[derive(Debug, Default)]
pub struct Section {
    heading: Heading,
    /// The year that its heading states.
    heading_year: Option<i32>,
    /// The year that its sentences stated for what follows.
    year: Option<i32>,
    /// What its differences were last measured against.
    against: Option<Against>,
    /// What the passage before was about that is no item of a list.
    main: Option<Subject>,
    /// What the passage before was about.
    previous: Option<Subject>,
    /// The name that the passage before consisted of.
    announced: Option<Subject>,
    /// Wholes whose parts stand in the following passages, with the numbering of the passage that
    /// opened them.
    open: Vec<Open>,
    /// Numbering of the last numbered passage.
    style: Option<Style>,
    /// The classification path said last.
    path: Path,
    /// The amounts said by concept, each with its label.
    said: Vec<(&'static str, String)>,
    /// What its heading names, by concept.
    titled: Option<(&'static str, String)>,
    /// Those said in the sections beside and around it.
    said_around: Vec<(&'static str, String)>,
}

/// A whole whose parts stand in the following passages.
#[derive(Debug)]
struct Open {
    /// The numbering of the passage that opened it.
    style: Option<Style>,
    /// The headings over that passage, innermost first.
    titles: Vec<String>,
    whole: Whole,
}

/// Reads one passage.
pub fn passage(
    context: Context,
    section: &mut Section,
    text: &str,
    found: &[Found],
    heading: &Heading,
) -> Vec<Meaning> {
    let tokens = token::read(text, found);
    let mut walk = Walk::begin(context, section, text, found, &tokens, heading);
    walk.run();
    walk.end()
}

struct Walk<'w> {
    context: Context<'w>,
    section: &'w mut Section,
    text: &'w str,
    found: &'w [Found],
    tokens: &'w [Token],
    /// The words since the last sign or number.
    lead: Vec<Token>,
    sentence: Sentence,
    /// What stands around the open brackets.
    around: Vec<(Sentence, Vec<Token>, Option<Said>)>,
    /// The item that the passage is about.
    item: Option<Subject>,
    /// What the sentence before was about.
    before: Option<Subject>,
    /// The last level of each kind in the sentence before.
    before_last: Whole,
    /// Whether that sentence began with a list of parts.
    before_is_list: bool,
    /// Whether a number was read in this passage, and how many clauses in this sentence.
    at_start: bool,
    /// Whether the passage is numbered.
    numbered: bool,
    clauses: usize,
    /// The whole that was open where an enumeration began inside the passage.
    enumeration: Option<(Style, Option<(usize, Whole)>)>,
    /// What was said last, for what follows it directly, and in this sentence.
    last: Option<Said>,
    previous: Option<Said>,
    /// Where the name ends that stood behind the number read last.
    behind_end: usize,
    /// Whether the number being read is named behind it, and the one before was.
    named_behind: bool,
    was_behind: bool,
    /// The passage's last whole, for the passages that follow.
    whole: Option<Whole>,
    meanings: Vec<Meaning>,
}

/// What the number before said.
#[derive(Debug, Clone, Copy)]
struct Said {
    measure: Measure,
    sign: Option<Sign>,
    against: Option<Against>,
    /// Whether it was what a completion is measured from.
    planned: bool,
    /// Whether it was money.
    money: bool,
}

impl<'w> Walk<'w> {
    fn begin(
        context: Context<'w>,
        section: &'w mut Section,
        text: &'w str,
        found: &'w [Found],
        tokens: &'w [Token],
        heading: &Heading,
    ) -> Self {
        if section.heading.id != heading.id {
            // A list that the heading around announced goes on under the headings inside it.
            let mut open = std::mem::take(&mut section.open);
            open.retain(|open| {
                heading.titles.len() > open.titles.len() && heading.titles.ends_with(&open.titles)
            });
            // The sections on “三公” under one heading are about one thing, and so are those below one.
            let old = &section.heading.titles;
            let under = heading.titles.get(1..).unwrap_or(&[]);
            let akin = !under.is_empty()
                && (old.get(1..) == Some(under) || old.as_slice() == under)
                && section.heading.is_of_three_public()
                && heading.is_of_three_public();
            let said_around = match akin {
                true => {
                    let mut said = std::mem::take(&mut section.said_around);
                    said.append(&mut section.said);
                    said
                }
                false => Vec::new(),
            };
            let titled = heading.own_label(context.issuer).and_then(|label| {
                let concept = concepts::find(&label)?.concept;
                label.ends_with(['费', '用']).then_some((concept.id, label))
            });
            *section = Section {
                open,
                titled,
                said_around,
                heading: heading.clone(),
                path: heading_path(heading, &section.path),
                heading_year: heading.year(),
                ..Section::default()
            };
            let whole = heading.label(context.issuer).filter(|_| {
                heading
                    .concept
                    .is_some_and(|concept| concept.ends_with(".structure"))
            });
            if let Some(label) = whole {
                let subject = Subject {
                    label,
                    kind: Kind::Money,
                    basis: Basis::Other,
                    basis_said: false,
                };
                section.open.push(Open {
                    style: None,
                    titles: heading.titles.clone(),
                    whole: Whole::of(subject),
                });
            }
        }
        let numbering = numbers::numbering(text)
            .ok()
            .map(|(_, number)| number.style);
        if let Some(style) = numbering {
            section.style = Some(style);
            let depth = heading.titles.len();
            section.open.retain(|open| {
                open.titles.len() < depth || open.style.is_none_or(|opener| opener < style)
            });
        }
        let announced = section.announced.take().filter(|_| numbering.is_none());
        let mut walk = Self {
            context,
            section,
            text,
            found,
            tokens,
            lead: Vec::new(),
            sentence: Sentence::default(),
            around: Vec::new(),
            item: None,
            before: announced,
            before_last: Whole::default(),
            before_is_list: false,
            at_start: true,
            numbered: numbering.is_some(),
            clauses: 0,
            enumeration: None,
            last: None,
            previous: None,
            behind_end: 0,
            named_behind: false,
            was_behind: false,
            whole: None,
            meanings: Vec::with_capacity(found.len()),
        };
        walk.begin_sentence();
        walk
    }

    fn run(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            match token.is {
                Is::Number(first) => at = self.numbers(at, first),
                Is::Sign(sign) => {
                    self.sign(sign);
                    at += 1;
                }
                Is::Word(_) | Is::Year(_) => {
                    self.lead.push(token.clone());
                    at += 1;
                }
            }
        }
    }

    /// Ends the passage; what it announced stays open for the next ones.
    fn end(mut self) -> Vec<Meaning> {
        let announces = self.text.trim_end_matches([' ', '*']);
        let colon = announces.ends_with(':');
        if !self.lead.is_empty() {
            self.clause(':');
        }
        let only_a_name = self.meanings.is_empty() && !colon;
        let main = self.about().or_else(|| self.before.clone());
        if only_a_name {
            let named = self.sentence.subjects.last().cloned();
            self.section.announced = named
                .filter(|_| self.sentence.named)
                .or_else(|| self.item.clone());
        }
        self.section.previous = self
            .item
            .clone()
            .or_else(|| main.clone())
            .or(self.section.previous.take());
        if let Some(main) = self.item.clone().or_else(|| main.clone())
            && (!self.numbered || self.section.main.is_none())
        {
            self.section.main = Some(main);
        }
        let bare = announces.trim_end_matches(':');
        if colon && self.sentence.year.is_some() {
            self.section.year = self.sentence.year;
        }
        if colon || at_end(&words().announce, bare).is_some() {
            let whole = match bare.ends_with("其中") {
                true => Some(self.sentence.last.clone())
                    .filter(|last| !last.is_none())
                    .or_else(|| main.map(Whole::of)),
                false => self.whole.clone().or_else(|| main.map(Whole::of)),
            };
            let style = self.section.style;
            if let Some(whole) = whole.filter(|whole| !whole.is_none())
                && self
                    .section
                    .open
                    .last()
                    .is_none_or(|open| open.whole != whole)
            {
                let titles = self.section.heading.titles.clone();
                self.section.open.push(Open {
                    style,
                    titles,
                    whole,
                });
            }
        }
        self.meanings
    }

    fn begin_sentence(&mut self) {
        let subject = self.item.clone().or_else(|| self.before.clone());
        let around = self.section.open.last().map(|open| open.whole.clone());
        self.sentence = Sentence {
            subjects: subject.into_iter().collect(),
            around,
            ..Sentence::default()
        };
        self.around.clear();
        self.clauses = 0;
        self.previous = None;
    }

    fn sign(&mut self, sign: char) {
        match sign {
            '(' | '[' | '【' => self.open_bracket(),
            ')' | ']' | '】' => self.close_bracket(),
            _ => {
                // 在编人员130人：行政人员42人; the colon behind a number opens its parts.
                if sign == ':' && self.lead.is_empty() && self.last.is_some() {
                    self.open(self.sentence.last.clone());
                    self.sentence.spans_parts();
                }
                self.clause(sign);
                self.last = None;
                match sign {
                    ';' => self.sentence.end_part(),
                    '。' | '!' | '?' => {
                        let list = self.sentence.is_list;
                        self.before_last = std::mem::take(&mut self.sentence.last);
                        self.before_is_list = list;
                        if let Some(main) = self.about() {
                            self.before = Some(main);
                        } else if self.sentence.named && !(list && self.before.is_some()) {
                            self.before = self.sentence.subjects.last().cloned();
                        }
                        self.begin_sentence();
                    }
                    _ => {}
                }
            }
        }
    }

    /// What the sentence is about: a list of parts (按支出项目类别划分：…) is about their whole.
    fn about(&self) -> Option<Subject> {
        if !self.sentence.is_list {
            return self.sentence.main.clone();
        }
        let first = self.sentence.wholes.first().map(|(_, whole)| whole);
        let whole = first.and_then(|whole| whole.money.clone());
        match self.before {
            Some(_) => None,
            None => whole.or_else(|| self.sentence.main.clone()),
        }
    }

    fn open_bracket(&mut self) {
        // 与上年预算数持平（增加300元）.
        let lead = std::mem::take(&mut self.lead);
        if lead.iter().any(|word| word.is_a(Class::Equal)) {
            self.compare(&lead, '(');
        }
        self.lead = lead;
        let outside = self.sentence.clone();
        self.around
            .push((outside, std::mem::take(&mut self.lead), self.last));
        if self.last.is_some_and(|last| is_level(last.measure)) {
            let last = self.sentence.subjects.last().cloned();
            if let Some(last) = last.filter(|last| last.kind != Kind::Percent) {
                self.sentence
                    .wholes
                    .push((self.sentence.part, Whole::of(last)));
            }
        }
    }

    fn close_bracket(&mut self) {
        if !self.lead.is_empty() {
            self.clause(')');
        }
        if let Some((sentence, lead, last)) = self.around.pop() {
            self.sentence = sentence;
            self.lead = lead;
            self.last = last;
        }
    }

    /// Reads a clause that ends without a number.
    fn clause(&mut self, sign: char) {
        let lead = std::mem::take(&mut self.lead);
        if lead.is_empty() {
            return;
        }
        let text = name::text(self.text, &lead);
        self.enumerate(&text);
        self.frame_year(&lead);
        self.announce(&lead, &text, sign);
        self.compare(&lead, sign);
        self.clauses += 1;
        self.at_start = false;
    }

    /// (2) at the beginning of a clause: the list goes on from where (1) stood.
    fn enumerate(&mut self, text: &str) {
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
    fn frame_year(&mut self, lead: &[Token]) {
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
        let before = name::text(self.text, &lead[..at]);
        if !frames_what_follows(&before) {
            return;
        }
        self.sentence.year = Some(year);
        if self.clauses == 0 && self.meanings.is_empty() && self.around.is_empty() {
            self.section.year = Some(year);
        }
    }

    /// Opens the whole that a clause announces, and takes the topic that it names.
    fn announce(&mut self, lead: &[Token], text: &str, sign: char) {
        if let Some(path) = name::path(text, &self.section.path) {
            let label = name::path_label(&path, text);
            self.section.path = path;
            if let Some(label) = label {
                let subject = self.topic(label);
                if self.at_start {
                    self.item = Some(subject.clone());
                }
                self.sentence.subjects = vec![subject];
                self.sentence.named = true;
            }
            return;
        }
        if text == "中" && self.last.is_some() {
            self.open(self.sentence.last.clone());
            return;
        }
        if let Some(part) = text.strip_suffix('中').filter(|part| !part.ends_with('其')) {
            if let Some(label) = name::clean(part, self.context.issuer)
                && name::is_topic(&label)
            {
                let whole = Whole::of(self.topic(label));
                self.open(whole);
            }
            return;
        }
        let opener = lead.iter().rposition(|token| token.is_a(Class::Whole));
        let announces = at_end(&words().announce, text.trim_end_matches('为')).is_some();
        // 财政拨款支出按支出功能分类科目分，包括：
        if announces
            && let Some((named, _)) = text.split_once('按')
            && let Some(label) = name::clean(named, self.context.issuer)
            && name::is_topic(&label)
            && !self.sentence.named
        {
            let generic = self.side(named).is_some() || matches!(label.as_str(), "收入" | "支出");
            let subject = match self.before.clone().filter(|_| generic) {
                Some(before) => before,
                None => self.topic(label),
            };
            self.open(Whole::of(subject.clone()));
            self.sentence.subjects = vec![subject.clone()];
            self.sentence.main.get_or_insert(subject);
            self.sentence.named = true;
            return;
        }
        if opener.is_some() || (sign == ':' && announces) {
            let before =
                opener.map_or(text, |at| &text[..name::text(self.text, &lead[..at]).len()]);
            let only_use = opener.is_some_and(|at| {
                sign != ':' && &self.text[lead[at].range.clone()] != "其中" && !announces
            });
            if only_use {
                return;
            }
            let before = before
                .split_once("的具体")
                .map_or(before, |(whole, _)| whole);
            let named =
                name::clean(before, self.context.issuer).filter(|name| name::is_topic(name));
            if let Some(label) = named.filter(|_| !self.sentence.named) {
                let subject = self.topic(label);
                self.open(Whole::of(subject.clone()));
                self.sentence.subjects = vec![subject.clone()];
                self.sentence.main.get_or_insert(subject);
                self.sentence.named = true;
            } else {
                let among = text.ends_with("其中");
                self.open_last(sign == ':' && !among);
            }
            return;
        }
        let reason = words().reason.any_in(text) || words().reason_end.any_in(text);
        if !reason && (sign == ':' || (!self.sentence.named && self.clauses == 0)) {
            let (thing, _) = self.comparison(lead);
            let named = label::clean_name(&name::text(self.text, thing), self.context.issuer);
            if let Some(label) = named.filter(|label| {
                super::clause::is_name(label) && (sign == ':' || name::is_topic(label))
            }) {
                let subject = self.topic(label);
                // 3.公务接待费：国内接待费1.12万元.
                if sign == ':' && self.at_start && label::is_money_name(&subject.label) {
                    self.open(Whole::of(subject.clone()));
                    self.sentence.is_list = false;
                }
                self.sentence.subjects = vec![subject];
                self.sentence.named = true;
            }
        }
    }

    /// The words before those of a comparison, and these.
    fn comparison<'t>(&self, lead: &'t [Token]) -> (&'t [Token], &'t [Token]) {
        let than = lead
            .iter()
            .position(|token| matches!(token.is, Is::Word(Class::Than | Class::From | Class::Yoy)));
        let Some(than) = than else {
            return (lead, &[]);
        };
        let behind = lead[than..].iter().take_while(|token| {
            !matches!(
                token.is,
                Is::Word(Class::Up | Class::UpVerb | Class::Down | Class::DownVerb | Class::Equal)
            )
        });
        let end = than + behind.count();
        let compares = lead[than..end].iter().any(|token| {
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
        match compares {
            true => (&lead[..than], &lead[than..end]),
            false => (lead, &[]),
        }
    }

    /// 与2019年相比 before a sign holds for the clauses behind it.
    fn compare(&mut self, lead: &[Token], _sign: char) {
        let (thing, words) = self.comparison(lead);
        if words.is_empty() {
            return;
        }
        let year = self.year();
        let Some(against) = against::read(words, self.text, year) else {
            return;
        };
        self.sentence.against = Some(against);
        self.section.against = Some(against);
        // 支出合计比上年无增减变化, and 比去年增加…: the clause sets what is spoken of.
        if !thing.is_empty()
            && let Some(label) = name::clean(&name::text(self.text, thing), self.context.issuer)
            && name::is_topic(&label)
        {
            let subject = self.topic(label);
            self.sentence.subjects = vec![subject];
            self.sentence.named = true;
        }
    }

    fn topic(&self, label: String) -> Subject {
        Subject {
            label,
            kind: Kind::Money,
            basis: books::of_document(self.context, self.year()),
            basis_said: false,
        }
    }

    fn open(&mut self, whole: Whole) {
        if !whole.is_none() {
            if self.sentence.listed.is_empty() && self.around.is_empty() {
                self.sentence.is_list = true;
            }
            self.whole = Some(whole.clone());
            self.sentence.open(whole);
        }
    }

    /// Opens what was said last; `announced` by a colon, what the sentence is about.
    fn open_last(&mut self, announced: bool) {
        let mut last = self.sentence.last.clone();
        // （1）基本支出259.4万元，占41%。其中：…: the parts of the item that was listed last.
        // 更新购置公务用车0辆，其中：轿车0辆、金额0万元: the amount is that of the sentence before.
        if last.count.is_some() && last.money.is_none() {
            last.money = self.before_last.money.clone();
        }
        if last.is_none() && !announced && !self.sentence.named && self.before_is_list {
            last = self.before_last.clone();
        }
        let main = self
            .sentence
            .main
            .clone()
            .or_else(|| self.before.clone())
            .or_else(|| self.sentence.subjects.last().cloned())
            .or_else(|| self.section.previous.clone().filter(|_| !self.numbered))
            .or_else(|| self.section.main.clone());
        let whole = match announced || last.money.is_none() && self.sentence.last.is_none() {
            false => last,
            true => main.map(Whole::of).unwrap_or(last),
        };
        self.open(whole);
    }

    /// The year spoken of.
    fn year(&self) -> Option<i32> {
        self.sentence
            .year
            .or(self.section.year)
            .or_else(|| self.document_year())
    }

    /// A budget's report on work done is about the year before.
    fn document_year(&self) -> Option<i32> {
        if let Some(year) = self.section.heading_year {
            return Some(year);
        }
        let looks_back = self.context.kind == crate::record::Kind::Budget
            && self.section.heading.reports_on_work;
        self.context
            .fiscal_year
            .map(|year| year - i32::from(looks_back))
    }

    /// Reads the number at a token and those listed with it; returns where to go on.
    fn numbers(&mut self, at: usize, first: usize) -> usize {
        let count = group_length(self.text, &self.found[first..]);
        let next = self.tokens[at..]
            .iter()
            .position(|token| matches!(token.is, Is::Number(index) if index + 1 == first + count))
            .map_or(at + 1, |offset| at + offset + 1);
        let tail: Vec<Token> = self.tokens[next..]
            .iter()
            .take(LONGEST_TAIL)
            .take_while(|token| matches!(token.is, Is::Word(_) | Is::Year(_)))
            .cloned()
            .collect();
        let lead = std::mem::take(&mut self.lead);
        let bound = self.group(&lead, first, count, &tail);
        if bound {
            // 单价50万元以上通用设备: the bound is part of the name that follows.
            self.lead = lead;
            self.lead.push(Token {
                is: Is::Word(Class::Text),
                range: self.found[first].range.clone(),
            });
        }
        self.at_start = false;
        next
    }

    /// Reads numbers that are said in one breath; whether they are a bound inside a name.
    fn group(&mut self, lead: &[Token], first: usize, count: usize, tail: &[Token]) -> bool {
        let found = &self.found[first..first + count];
        let end = found[count - 1].range.end;
        let lead = self.open_in_lead(lead);
        let lead = self.behind_name(lead);
        let among = self.among(lead);
        let lead = among.as_deref().unwrap_or(lead);
        let lead = &lead[lead.len().saturating_sub(LONGEST_LEAD)..];
        let behind = if count == 1 { &self.text[end..] } else { "" };
        let Some(fit) = frames::best(letter(&found[0]), &letters(lead, tail)) else {
            return false;
        };
        self.behind_end = 0;
        self.was_behind = std::mem::take(&mut self.named_behind);
        let mut said = self.said(&fit, lead, &found[0], behind);
        // 由5起下降到2起: what stands behind says what became of the thing, not its name.
        let verbal = tail.first().is_some_and(|word| {
            matches!(
                word.is,
                Is::Word(
                    Class::Up
                        | Class::UpVerb
                        | Class::Down
                        | Class::DownVerb
                        | Class::Reach
                        | Class::New
                )
            )
        });
        let year = self.time(&fit, lead, said.role);
        let against = self.against(&fit, lead, said.measure, year.0);
        let (labels, carried) = self.labels(&fit, lead, &mut said, found, behind, verbal);
        if said.measure == Measure::Amount
            && carried
            && said.role == Role::Base
            && self.last.is_some_and(|last| last.measure == Measure::Price)
        {
            said.measure = Measure::Price;
        }
        let per = labels
            .first()
            .is_some_and(|label| words().per.any_in(label))
            && !matches!(said.role, Role::Bound);
        if said.measure == Measure::Amount && per {
            said.measure = Measure::Price;
        }
        let subjects = if carried {
            self.carried(found, &said)
        } else {
            Vec::new()
        };
        let own = outside(lead, fit.versus, fit.whole);
        let own = self.behind_reason(own);
        let stated = books::said(own, &name::text(self.text, own));
        // 按每人每年5万元测算: the price that the sum was worked out with.
        let worked_with = ["测算", "安排"].iter().any(|word| behind.starts_with(word));
        if matches!(said.role, Role::Level | Role::Prior)
            && let Some(against) = against::read(own, self.text, self.newest_year())
        {
            // 上年执行数为80万元，增加16万元.
            self.sentence.against = Some(against);
        }
        let code = name::code(self.text, lead);
        let completes = said.measure != Measure::Completion
            && lead.iter().any(|token| token.is_a(Class::Complete));
        for (index, one) in found.iter().enumerate() {
            let label = labels.get(index).or_else(|| labels.last()).cloned();
            let subject = subjects.get(index).or_else(|| subjects.last());
            let parts = self
                .sentence
                .whole()
                .and_then(|whole| whole.for_kind(one.quantity.kind));
            let (whole, whole_carried) = self.whole_of(
                &fit,
                lead,
                said.measure,
                one.quantity.kind,
                label.as_deref(),
                carried,
            );
            let stated = match said.role {
                Role::Base => self.base_books(&fit, lead).or(stated),
                _ => stated,
            };
            let basis_of = subject.or(parts.filter(|_| whole.is_some()));
            let (basis, basis_assumed) = books::read(
                self.context,
                &books::Asked {
                    measure: said.measure,
                    worked_with,
                    of_assets: self
                        .section
                        .heading
                        .concept
                        .is_some_and(|concept| concept.ends_with("assets")),
                    money: self.sentence.last.money.as_ref(),
                    versus: against.map(|(against, _)| against.versus),
                    kind: one.quantity.kind,
                    label: label.as_deref().unwrap_or(""),
                    stated,
                    subject: basis_of,
                    year: match said.role {
                        // A level is compared with its like: last year's budget in a budget.
                        Role::Base | Role::Prior => self.context.fiscal_year,
                        _ => year.0,
                    },
                },
            );
            let mut meaning = Meaning {
                label,
                measure: said.measure,
                sign: said.sign,
                year: year.0,
                basis,
                whole,
                versus: against.map(|(against, _)| against.versus),
                versus_year: against.and_then(|(against, _)| against.year),
                path: Vec::new(),
                code: code.clone(),
                carried: Vec::new(),
                assumed: Vec::new(),
            };
            meaning.path = self.path_of(meaning.label.as_deref());
            note(
                &mut meaning,
                carried,
                whole_carried,
                year.1,
                basis_assumed,
                against.map(|(_, from)| from),
            );
            self.meanings.push(meaning);
        }
        self.remember(
            &fit,
            &said,
            found,
            carried,
            stated.is_some(),
            against.map(|(against, _)| against),
            completes,
        );
        said.role == Role::Bound
    }

    /// 签约12家企业、签约额1.36亿元: the words behind the name that belongs to the number before.
    fn behind_name<'t>(&self, lead: &'t [Token]) -> &'t [Token] {
        let comma = lead.iter().position(|token| token.is_a(Class::Comma));
        match comma {
            Some(at) if at > 0 && lead[at - 1].range.end == self.behind_end => &lead[at + 1..],
            _ => lead,
        }
    }

    /// The year spoken of, or the latest that the sentence names.
    fn newest_year(&self) -> Option<i32> {
        self.year().max(self.sentence.newest)
    }

    /// The words behind 原因是: the books that stand before it are not those of the reason.
    fn behind_reason<'t>(&self, words: &'t [Token]) -> &'t [Token] {
        let reason = |token: &Token| {
            let text = &self.text[token.range.clone()];
            text.contains("原因") || text.ends_with("由于")
        };
        words
            .iter()
            .rposition(reason)
            .map_or(words, |at| &words[at..])
    }

    /// 其中人员经费, 基本支出中工资福利支出: the whole that a lead opens. Returns what stands behind.
    fn open_in_lead<'t>(&mut self, lead: &'t [Token]) -> &'t [Token] {
        let text = name::text(self.text, lead);
        self.enumerate(&text);
        let mut lead = lead;
        let opener = lead.iter().rposition(|token| token.is_a(Class::Whole));
        // 主要是 gives the parts of a level, but the reason of a difference.
        let reason = opener
            .is_some_and(|at| matches!(&self.text[lead[at].range.clone()], "主要是" | "主要为"))
            && self
                .meanings
                .last()
                .is_some_and(|last| !is_level(last.measure));
        if let Some(at) = opener.filter(|_| !reason) {
            // 2019年执行数含…: the year is that of the parts.
            let (own, _) = self.comparison(&lead[..at]);
            self.sentence.year = name::year(own).or(self.sentence.year);
            let before = name::text(self.text, &lead[..at]);
            let named =
                name::clean(&before, self.context.issuer).filter(|name| name::is_topic(name));
            match named.filter(|_| self.last.is_none() && !self.sentence.named) {
                Some(label) => {
                    let subject = self.topic(label);
                    self.open(Whole::of(subject));
                }
                None => self.open_last(false),
            }
            lead = &lead[at + 1..];
        }
        while let [first, rest @ ..] = lead {
            if !first.is_a(Class::Comma) {
                break;
            }
            lead = rest;
        }
        lead
    }

    /// 基本支出中工资福利支出: what stands before 中 is the whole of what stands behind. The words behind.
    fn among(&mut self, lead: &[Token]) -> Option<Vec<Token>> {
        let (at, split) = lead.iter().enumerate().find_map(|(at, token)| {
            let text = &self.text[token.range.clone()];
            let split = text.find('中').filter(|_| token.is_a(Class::Text))?;
            let before = name::text(self.text, &lead[..at]) + &text[..split];
            label::is_money_name(&before).then_some((at, token.range.start + split))
        })?;
        let behind = split + '中'.len_utf8();
        let rest = &self.text[behind..lead[at].range.end];
        if rest.starts_with([
            '央', '心', '小', '医', '学', '国', '级', '型', '介', '标', '共', '长', '期',
        ]) {
            return None;
        }
        let mut words: Vec<Token> = Vec::with_capacity(lead.len() - at);
        if !rest.is_empty() {
            words.push(Token {
                is: Is::Word(Class::Text),
                range: behind..lead[at].range.end,
            });
        }
        words.extend_from_slice(&lead[at + 1..]);
        let before = name::text(self.text, &lead[..at]) + &self.text[lead[at].range.start..split];
        let label = name::clean(&before, self.context.issuer).filter(|_| !words.is_empty())?;
        let whole = Whole::of(self.topic(label));
        self.open(whole);
        Some(words)
    }

    /// Measure and sign of a fit.
    fn said(&self, fit: &Fit, lead: &[Token], one: &Found, behind: &str) -> Reading {
        let quantity = &one.quantity;
        let kind = quantity.kind;
        let level = match kind {
            Kind::Money => Measure::Amount,
            Kind::Percent => Measure::Rate,
            Kind::Count => Measure::Count,
        };
        let sign_of_number = match quantity.value {
            value if value.is_zero() => Sign::Level,
            value if value.is_sign_negative() => Sign::Down,
            _ => Sign::Up,
        };
        let sign = match fit.frame.direction {
            Direction::None => None,
            Direction::Said(sign) => Some(sign),
            Direction::OfNumber => Some(sign_of_number),
        };
        let mut reading = Reading {
            role: fit.frame.role,
            measure: match fit.frame.role {
                Role::Said(measure) => measure,
                Role::Bound => Measure::Price,
                _ => level,
            },
            sign,
        };
        let points = quantity
            .unit
            .as_deref()
            .is_some_and(|unit| unit.contains("百分点"));
        if points && reading.measure == Measure::Growth {
            reading.measure = Measure::Change;
        }
        if kind == Kind::Money
            && quantity
                .unit
                .as_deref()
                .is_some_and(|unit| unit.contains('/'))
        {
            reading = Reading {
                role: Role::Said(Measure::Price),
                measure: Measure::Price,
                sign: None,
            };
        }
        // The bound of a thing's price, where 单价 itself is lost: 50万元以上通用设备.
        if kind == Kind::Money
            && quantity.comparator == Some(crate::record::Comparator::AtLeast)
            && at_start(&words().threshold, behind.trim_start_matches('的')).is_some()
        {
            reading = Reading {
                role: Role::Bound,
                measure: Measure::Price,
                sign: None,
            };
        }
        if kind == Kind::Percent && reading.role == Role::Level || reading.measure == Measure::Rate
        {
            self.bare_percent(&mut reading, lead, one, behind, sign_of_number);
        }
        reading
    }

    /// A percentage that the words before it do not explain: (-25.81%) behind a difference is its growth,
    /// (12.7%) behind a part its share.
    fn bare_percent(
        &self,
        reading: &mut Reading,
        lead: &[Token],
        one: &Found,
        behind: &str,
        sign_of_number: Sign,
    ) {
        let of = |tokens: &[Token]| matches!(tokens, [token] if token.is_a(Class::Of));
        if of(lead) && self.last.is_some_and(|last| last.planned) {
            *reading = Reading::plain(Measure::Completion);
            return;
        }
        if behind
            .trim_start_matches(['按', '时', '足', '额', '全', '面'])
            .starts_with("完成")
        {
            *reading = Reading::plain(Measure::Completion);
            return;
        }
        let Some((_, outer, Some(last))) = self.around.last() else {
            return;
        };
        let bare = lead.is_empty()
            || name::text(self.text, lead)
                .trim_matches(['-', '+', ' '])
                .is_empty();
        if !bare || !outer.is_empty() {
            return;
        }
        match last.measure {
            Measure::Change => {
                let sign = match sign_of_number {
                    Sign::Down => Some(Sign::Down),
                    _ => last.sign,
                };
                let growth = one.quantity.unit.as_deref() == Some("%");
                if growth {
                    *reading = Reading {
                        role: Role::Said(Measure::Growth),
                        measure: Measure::Growth,
                        sign,
                    };
                }
            }
            Measure::Amount | Measure::Count
                if self.around[self.around.len() - 1].0.whole().is_some() =>
            {
                *reading = Reading::plain(Measure::Share);
            }
            _ => {}
        }
    }

    /// The year of a number, and whether the document alone says it.
    fn time(&mut self, fit: &Fit, lead: &[Token], role: Role) -> (Option<i32>, bool) {
        let year = self.year();
        let prior = |tokens: &[Token]| tokens.iter().any(|token| token.is_a(Class::Prior));
        if role == Role::Base {
            let words = slice(lead, fit.versus);
            let named = name::year(words).or_else(|| name::year(slice(lead, fit.behind_thing)));
            let from = fit.frame.id == "base.from";
            return match (named, from || prior(words)) {
                (Some(named), _) => (Some(named), false),
                (None, true) => (year.map(|year| year - 1), false),
                _ => (year, self.assumed_year()),
            };
        }
        let own = outside(lead, fit.versus, fit.whole);
        if let Some(stated) = name::year(own) {
            self.sentence.year = Some(stated);
            self.sentence.newest = self.sentence.newest.max(Some(stated));
            if self.clauses == 0 && self.meanings.is_empty() && self.around.is_empty() {
                self.section.year = Some(stated);
            }
            return (Some(stated), false);
        }
        // 2018年预算…，2017年预算…，对比减少…: a difference is of the later year.
        if matches!(role, Role::Said(Measure::Change | Measure::Growth))
            && self.sentence.newest > year
        {
            return (self.sentence.newest, false);
        }
        let level = matches!(role, Role::Level | Role::Prior | Role::Bound);
        if level && prior(own) {
            let year = year.map(|year| year - 1);
            // 上年末固定资产…，其中：房屋…
            if own
                .iter()
                .any(|token| self.text[token.range.clone()].ends_with(['末', '底']))
            {
                self.sentence.year = year;
            }
            return (year, false);
        }
        let text = name::text(self.text, own);
        if ["本年度", "今年"].iter().any(|word| text.starts_with(word)) {
            self.sentence.year = self.document_year();
            return (self.sentence.year, false);
        }
        (year, self.assumed_year())
    }

    fn assumed_year(&self) -> bool {
        self.sentence.year.is_none()
            && self.section.year.is_none()
            && self.section.heading_year.is_none()
    }

    /// What a difference or completion is measured against, and where that stands.
    fn against(
        &mut self,
        fit: &Fit,
        lead: &[Token],
        measure: Measure,
        year: Option<i32>,
    ) -> Option<(Against, From)> {
        let words = slice(lead, fit.versus);
        match measure {
            _ if fit.frame.role == Role::Base && fit.frame.id == "base" => {
                // 比上年支出4.14万元: what stands behind the year tells the books.
                let words = fit.versus.map_or(words, |(from, _)| &lead[from..]);
                if let Some(against) = against::read(words, self.text, year.max(self.year())) {
                    self.sentence.against = Some(against);
                    self.section.against = Some(against);
                }
                None
            }
            Measure::Change | Measure::Growth => {
                // 比上年预算减少4500元，同比下降12.7%: the growth is that of the difference.
                let same = !words.is_empty() && words.iter().all(|word| word.is_a(Class::Yoy));
                if same
                    && let Some(against) = self.sentence.against.filter(|against| {
                        matches!(
                            against.versus,
                            Versus::PriorBudget | Versus::PriorFinal | Versus::PriorYear
                        )
                    })
                {
                    return Some((against, From::Before));
                }
                let said = against::read(words, self.text, year);
                if let Some(against) = said {
                    self.sentence.against = Some(against);
                    self.section.against = Some(against);
                    return Some((against, From::Clause));
                }
                // 超支 is more than was planned.
                if lead
                    .iter()
                    .any(|word| self.text[word.range.clone()].starts_with("超支"))
                {
                    let versus = Versus::Budget;
                    return Some((Against { versus, year: None }, From::Clause));
                }
                if let Some(against) = self.sentence.against {
                    return Some((against, From::Before));
                }
                if let Some(against) = self.section.against {
                    return Some((against, From::Before));
                }
                let prior = Against {
                    versus: Versus::PriorYear,
                    year: year.map(|year| year - 1),
                };
                Some((prior, From::Nowhere))
            }
            Measure::Completion => {
                if let Some(against) = against::read(words, self.text, year) {
                    return Some((against, From::Clause));
                }
                if let Some(Said {
                    planned: true,
                    against: Some(against),
                    ..
                }) = self.last
                {
                    return Some((against, From::Before));
                }
                let text = name::text(self.text, lead);
                let target = ["任务", "目标", "计划"]
                    .iter()
                    .any(|word| text.contains(word));
                let budget =
                    text.contains("预算") || text.contains("执行") || text.contains("支出");
                let counted = self
                    .sentence
                    .subjects
                    .last()
                    .is_some_and(|subject| subject.kind == Kind::Count);
                let versus = match () {
                    () if target => Versus::Target,
                    () if budget => Versus::Budget,
                    () if counted || !lead.is_empty() && text.contains("完成率") => {
                        Versus::Target
                    }
                    () => Versus::Budget,
                };
                Some((
                    Against { versus, year: None },
                    if target || budget {
                        From::Clause
                    } else {
                        From::Nowhere
                    },
                ))
            }
            _ => None,
        }
    }

    /// What the numbers of a group measure, one label each where the text lists as many; and whether
    /// the labels stand before the clause.
    fn labels(
        &mut self,
        fit: &Fit,
        lead: &[Token],
        said: &mut Reading,
        found: &[Found],
        behind: &str,
        verbal: bool,
    ) -> (Vec<String>, bool) {
        let behind = if verbal { "" } else { behind };
        let own = self.own_label(fit, lead, said, found, behind);
        if let Some(label) = own {
            if found.len() > 1 {
                let parts = label::split(&label, found.len());
                if parts.len() == found.len() {
                    return (parts, false);
                }
                if self.sentence.subjects.len() == found.len() {
                    return (self.carried_labels(found, said), true);
                }
            }
            return (vec![label], false);
        }
        (self.carried_labels(found, said), true)
    }

    fn own_label(
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
        if let Some(path) = name::path(&thing_text, &self.section.path) {
            let label = name::path_label(&path, &thing_text);
            self.section.path = path;
            if label.is_some() {
                return label;
            }
        }
        if !object.is_empty() {
            let text = name::text(self.text, object);
            if let Some(label) =
                name::clean(&text, issuer).filter(|label| label != "支出" && label != "收入")
            {
                return Some(label);
            }
        }
        let one = found.len() == 1;
        if said.measure == Measure::Count
            && one
            && let Some(thing) = thing_behind(behind)
        {
            // 因公出国(境)共计0个团组.
            let before =
                name::clean(&thing_text, issuer).filter(|before| books::is_of_accounts(before));
            if let Some(at) = behind.find(thing) {
                self.behind_end = found[0].range.end + at + thing.len();
            }
            return Some(format!("{}{thing}", before.unwrap_or_default()));
        }
        let text = match said.role {
            Role::Said(Measure::Price) => {
                let text = name::text(self.text, lead);
                // 活动经费按每名代表每年1500元安排.
                let of = text
                    .split_once('按')
                    .filter(|(of, _)| label::is_money_name(of));
                of.map_or(text.clone(), |(of, _)| of.to_owned())
            }
            Role::Bound => match lead.iter().rfind(|token| token.is_a(Class::Bound)) {
                Some(bound) => self.text[bound.range.clone()].to_owned(),
                None => name::text(self.text, lead),
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
        if said.role == Role::Said(Measure::Price)
            && thing.is_empty()
            && !label::is_average(&name::text(self.text, lead))
            && (counted_by.chars().count() < 3 || name::text(self.text, lead).starts_with("平均每"))
        {
            return None;
        }
        // 上缴上级支出、经营支出均为0元: one number is said of them all.
        let of_all = lead.iter().any(|token| token.is_a(Class::Each));
        let before = name::clean(&text, issuer).map(|label| match of_all {
            true => label,
            false => shorten(&label, found.len()),
        });
        // 人均 is no tail of a price.
        let before = before.map(|label| match said.role {
            Role::Said(Measure::Price) if text.ends_with(&format!("{label}均")) => label + "均",
            _ => label,
        });
        let before = before.or_else(|| self.side(&text)).or_else(|| {
            let counted = said.measure == Measure::Count;
            let word = words().accounts.found_in(&text).last().filter(|_| counted);
            word.map(|(_, word)| word.to_owned())
        });
        let compares = thing.first().is_some_and(|word| word.is_a(Class::Than))
            && thing.iter().any(|word| word.is_a(Class::Prior));
        let before = before.filter(|_| !compares && !self.names_only_books(thing));
        let before = before.map(|label| match TOTALS.contains(&label.as_str()) {
            true => match self.section_thing() {
                Some(thing) => format!("{thing}{label}"),
                None => label,
            },
            false => label,
        });
        // 财政拨款收、支总计…。与上年相比，收、支总计各增加…: the total spoken of.
        let before = before.map(|label| {
            let spoken = self.sentence.subjects.last().filter(|subject| {
                !self.sentence.named
                    && !is_level(said.measure)
                    && label.ends_with(['计', '额'])
                    && label.chars().count() <= 8
                    && subject.label.ends_with(&label)
            });
            spoken.map_or(label, |subject| subject.label.clone())
        });
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
    }

    /// 支出 or 收入 alone, where the other side or nothing was spoken of.
    fn side(&self, words: &str) -> Option<String> {
        let bare = label::without_ends(words);
        let of_the_year = ["今年", "全年", "本年"]
            .iter()
            .any(|year| words.starts_with(year));
        if of_the_year && matches!(bare, "支出" | "收入") {
            return Some(bare.to_owned());
        }
        let other = match bare {
            "支出" => "收入",
            "收入" => "支出",
            _ => return None,
        };
        let subject = self.sentence.subjects.last();
        subject
            .is_none_or(|subject| {
                subject.kind == Kind::Percent
                    || subject.label.contains(other) && !subject.label.contains(bare)
            })
            .then(|| bare.to_owned())
    }

    /// Whether words say only in which books what was spoken of stands: “三公”经费年初预算8万元，支出决算….
    fn names_only_books(&self, thing: &[Token]) -> bool {
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
        if words.ends_with("总额") {
            return false;
        }
        let side = ["收入", "支出"]
            .into_iter()
            .find(|side| words.contains(side));
        // 收入预算…，支出预算…: the other side of the accounts is a name.
        let agrees = |label: &str| match side {
            None => true,
            Some("支出") => !label.contains('收'),
            Some(_) => label.contains("收入") && !label.contains("支出"),
        };
        match self.sentence.subjects.last() {
            Some(subject) => {
                (subject.kind == Kind::Money || subject.label.ends_with("项目"))
                    && !subject.label.starts_with("年中")
                    && agrees(&subject.label)
            }
            None => self
                .section
                .heading
                .own_label(self.context.issuer)
                .is_some_and(|label| label::is_money_name(&label) && agrees(&label)),
        }
    }

    /// The name of the section for a label that is only a total, where the section is about one
    /// thing: 支出总额 under 政府采购.
    fn section_thing(&self) -> Option<String> {
        self.section
            .heading
            .is_of_one_thing()
            .then(|| self.section.heading.label(self.context.issuer))
            .flatten()
    }

    /// What numbers whose clause names nothing are said of.
    fn carried(&self, found: &[Found], said: &Reading) -> Vec<Subject> {
        let subjects = &self.sentence.subjects;
        let count = found.len();
        let kind = found[0].quantity.kind;
        // 农林水支出…、城乡社区支出…，依次占…: the last ones that were listed.
        if count > 1 && subjects.len() != count && self.sentence.listed.len() >= count {
            return self.sentence.listed[self.sentence.listed.len() - count..].to_vec();
        }
        // 主要用于29个乡镇，较上年减少0.13万元: what was counted by the way is no money.
        let difference = !is_level(said.measure);
        let bracketed = self
            .around
            .last()
            .is_some_and(|(_, _, last)| last.is_some_and(|last| !last.money));
        let by_the_way = !bracketed
            && subjects.last().is_some_and(|last| {
                last.kind == Kind::Count
                    && last.basis == Basis::Other
                    && !last.label.ends_with("项目")
                    || last.kind == Kind::Percent && kind == Kind::Money
            });
        if by_the_way
            && (kind == Kind::Money || difference && self.previous.is_some_and(|last| last.money))
            && let Some(money) = self
                .sentence
                .listed
                .iter()
                .rfind(|one| one.kind == Kind::Money)
        {
            return vec![money.clone()];
        }
        if subjects.is_empty() {
            let main = self.section.main.clone();
            let heading = self
                .section
                .heading
                .label(self.context.issuer)
                .map(|label| self.topic(label));
            let from_before = match said.role {
                Role::Level => heading.or(main),
                _ => main.or(heading),
            };
            return from_before.into_iter().collect();
        }
        subjects.clone()
    }

    /// Labels for numbers whose clause gives none.
    fn carried_labels(&self, found: &[Found], said: &Reading) -> Vec<String> {
        let subjects = self.carried(found, said);
        let count = found.len();
        match subjects.as_slice() {
            [] => Vec::new(),
            subjects if subjects.len() == count => subjects
                .iter()
                .map(|subject| subject.label.clone())
                .collect(),
            // 收入、支出总计…，各增加65.2万元: one number is said of both.
            [first, .., last] if first.kind == last.kind && count == 1 => {
                let labels: Vec<&str> = subjects
                    .iter()
                    .map(|subject| subject.label.as_str())
                    .collect();
                vec![labels.join("、")]
            }
            [.., last] => vec![last.label.clone()],
        }
    }

    /// The whole: of a share the one named, else the one that 其中 opened; and whether it stands
    /// before the clause.
    fn whole_of(
        &self,
        fit: &Fit,
        lead: &[Token],
        measure: Measure,
        kind: Kind,
        label: Option<&str>,
        carried: bool,
    ) -> (Option<String>, bool) {
        let words = slice(lead, fit.whole);
        if measure == Measure::Share && !words.is_empty() {
            let text = name::text(self.text, words);
            let whole = name::clean(&text, self.context.issuer).unwrap_or(text);
            return (Some(whole), false);
        }
        match measure {
            Measure::Price | Measure::Rate => return (None, false),
            Measure::Completion | Measure::Growth | Measure::Change if carried => {
                return (None, false);
            }
            _ => {}
        }
        let other = |subject: &&Subject| label != Some(subject.label.as_str());
        let inner = self.sentence.wholes.iter().rev().map(|(_, whole)| whole);
        let mut wholes = inner.filter_map(|whole| whole.for_kind(kind).filter(other));
        // 其中：基本支出…，其中：人员经费…；项目支出…: the list inside has ended.
        let opened = wholes.next().map(|inner| {
            let akin = self.are_siblings(label, &inner.label);
            wholes.next().filter(|_| akin).unwrap_or(inner)
        });
        if let Some(whole) = opened {
            let whole = match self.same_side(whole, label) {
                true => whole,
                false => self.listed_of_side(label).unwrap_or(whole),
            };
            return (Some(whole.label.clone()), true);
        }
        // The codebook knows of what a thing is a part: 公务接待费 of the “三公”经费 said before.
        if kind != Kind::Count
            && let Some(whole) = label.and_then(|label| self.known_whole(label, &self.section.said))
        {
            return (Some(whole), true);
        }
        let around = self
            .sentence
            .around
            .as_ref()
            .and_then(|whole| whole.for_kind(kind).filter(other));
        // 3.公务接待费：国内接待费1.12万元 under a heading of its own.
        if kind != Kind::Count
            && let Some(whole) =
                label.and_then(|label| self.known_whole(label, self.section.titled.as_slice()))
        {
            return (Some(whole), true);
        }
        if around.is_none()
            && kind != Kind::Count
            && let Some(whole) =
                label.and_then(|label| self.known_whole(label, &self.section.said_around))
        {
            return (Some(whole), true);
        }
        let whole = around.or_else(|| {
            let main = self
                .sentence
                .main
                .as_ref()
                .or(self.before.as_ref())
                .or(self.section.main.as_ref());
            main.filter(other)
                .filter(|main| measure == Measure::Share && main.label.contains(['总', '合']))
        });
        (whole.map(|whole| whole.label.clone()), whole.is_some())
    }

    /// Whether the codebook knows two names as parts of one thing: neither is a part of the other.
    fn are_siblings(&self, label: Option<&str>, other: &str) -> bool {
        let label = label.and_then(|label| self.concept(label));
        match (label, self.concept(other)) {
            (Some(one), Some(another)) => breakdowns::are_parts_of_one(one.id, another.id),
            _ => false,
        }
    }

    /// Whether a part and its whole can stand on the same side of the accounts.
    fn same_side(&self, whole: &Subject, label: Option<&str>) -> bool {
        let Some(label) = label else { return true };
        let clash = |side: &str, other: &str| {
            label.contains(side) && whole.label.contains(other) && !whole.label.contains(side)
        };
        whole.kind != Kind::Money || !(clash("支出", "收入") || clash("收入", "支出"))
    }

    /// The level said last, in this sentence or the one before, that stands on the side of a part.
    fn listed_of_side(&self, label: Option<&str>) -> Option<&Subject> {
        let side = ["支出", "收入"]
            .into_iter()
            .find(|side| label.is_some_and(|label| label.contains(side)))?;
        let said = self
            .sentence
            .listed
            .iter()
            .rev()
            .chain(&self.before_last.money);
        said.filter(|said| said.kind == Kind::Money && Some(said.label.as_str()) != label)
            .find(|said| said.label.contains(side))
    }

    /// The concept of a label in this section.
    fn concept(&self, label: &str) -> Option<&'static concepts::Concept> {
        let title = self
            .section
            .heading
            .titles
            .first()
            .map_or("", String::as_str);
        concepts::find_in(label, &[title]).map(|found| found.concept)
    }

    /// The amount of those said that the codebook knows a label to be a part of.
    fn known_whole(&self, label: &str, said: &[(&'static str, String)]) -> Option<String> {
        let mut above = self.concept(label)?.parent;
        while let Some(id) = above {
            let whole = said
                .iter()
                .rfind(|(known, said)| *known == id && said != label);
            if let Some((_, whole)) = whole {
                return Some(whole.clone());
            }
            above = concepts::by_id(id).and_then(|concept| concept.parent);
        }
        None
    }

    /// The components of the path that was said last, if the label belongs to it.
    fn path_of(&self, label: Option<&str>) -> Vec<String> {
        let marked = label.is_some_and(|label| label.contains("(项)") || label.contains("(款)"));
        if marked {
            self.section.path.parts()
        } else {
            Vec::new()
        }
    }

    fn base_books(&self, fit: &Fit, lead: &[Token]) -> Option<Basis> {
        let words = slice(lead, fit.versus);
        books::said(words, "")
    }

    /// Keeps what the next clauses may refer to.
    #[allow(clippy::too_many_arguments)]
    fn remember(
        &mut self,
        fit: &Fit,
        said: &Reading,
        found: &[Found],
        carried: bool,
        basis_said: bool,
        against: Option<Against>,
        completes: bool,
    ) {
        let of_plan = fit.frame.id.starts_with("base.plan");
        let planned = of_plan || fit.frame.id == "base.share" || completes;
        let now = Said {
            measure: said.measure,
            sign: said.sign,
            against: match planned {
                true => against::read(&[], self.text, None).or(Some(Against {
                    versus: if of_plan {
                        Versus::Budget
                    } else {
                        Versus::Target
                    },
                    year: None,
                })),
                false => against,
            },
            planned,
            money: found[0].quantity.kind == Kind::Money,
        };
        self.last = Some(now);
        self.previous = self.last;
        if matches!(said.role, Role::Bound | Role::Prior) || said.role == Role::Base && carried {
            return;
        }
        let level = is_level(said.measure) || (said.measure == Measure::Rate && !carried);
        let average = |meaning: &Meaning| meaning.label.as_deref().is_some_and(label::is_average);
        let named_price = said.measure == Measure::Price
            && said.role != Role::Bound
            && !carried
            && self.meanings.last().is_some_and(average);
        let difference = !carried
            && fit.object.is_none()
            && matches!(
                said.measure,
                Measure::Change | Measure::Growth | Measure::Completion | Measure::Share
            );
        if !level && !difference && !named_price {
            return;
        }
        let kind = found[found.len() - 1].quantity.kind;
        let from = self.meanings.len() - found.len();
        let subjects: Vec<Subject> = self.meanings[from..]
            .iter()
            .filter_map(|meaning| {
                Some(Subject {
                    label: meaning.label.clone()?,
                    kind,
                    basis: meaning.basis,
                    basis_said,
                })
            })
            .collect();
        if subjects.is_empty() {
            return;
        }
        if level {
            for subject in &subjects {
                self.sentence.last.take(subject.clone());
            }
            self.sentence.listed.extend(subjects.iter().cloned());
            for subject in subjects
                .iter()
                .filter(|subject| subject.kind == Kind::Money && !carried)
            {
                if let Some(concept) = self.concept(&subject.label) {
                    self.section.said.retain(|(known, _)| *known != concept.id);
                    self.section.said.push((concept.id, subject.label.clone()));
                }
            }
            if self.around.is_empty() {
                let main = self
                    .sentence
                    .main
                    .get_or_insert_with(|| subjects[0].clone());
                // 年初预算为8万元，支出决算为7万元。其中：…: the parts are those of the document's books.
                let own = books::of_document(self.context, self.context.fiscal_year);
                if let Some(again) = subjects
                    .iter()
                    .find(|one| one.label == main.label && one.basis == own)
                {
                    *main = again.clone();
                }
            }
        }
        self.sentence.subjects = subjects;
        self.sentence.named = true;
    }
}

/// Where a thing stands that a number does not say itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    Clause,
    Before,
    Nowhere,
}

/// What a frame says of a number.
struct Reading {
    role: Role,
    measure: Measure,
    sign: Option<Sign>,
}

impl Reading {
    fn plain(measure: Measure) -> Self {
        Self {
            role: Role::Said(measure),
            measure,
            sign: None,
        }
    }
}

fn note(
    meaning: &mut Meaning,
    label: bool,
    whole: bool,
    year: bool,
    basis: bool,
    against: Option<From>,
) {
    if label && meaning.label.is_some() {
        meaning.carried.push("label");
    }
    if whole {
        meaning.carried.push("whole");
    }
    if against == Some(From::Before) {
        meaning.carried.push("versus");
    }
    if year && meaning.year.is_some() {
        meaning.assumed.push("year");
    }
    if basis {
        meaning.assumed.push("basis");
    }
    if against == Some(From::Nowhere) {
        meaning.assumed.push("versus");
    }
}

fn is_level(measure: Measure) -> bool {
    matches!(measure, Measure::Amount | Measure::Count)
}

/// The path that a heading names, for the items below it.
fn heading_path(heading: &Heading, before: &Path) -> Path {
    let title = heading.titles.first().map_or("", String::as_str);
    name::path(title, before).unwrap_or_default()
}

/// The tokens of a slot.
fn slice(lead: &[Token], slot: Slot) -> &[Token] {
    slot.and_then(|(from, to)| lead.get(from..to.min(lead.len())))
        .unwrap_or(&[])
}

/// The words before those of a comparison or a whole.
fn outside(lead: &[Token], versus: Slot, whole: Slot) -> &[Token] {
    let from = [versus, whole]
        .iter()
        .flatten()
        .map(|(from, _)| *from)
        .min();
    match from {
        // 与2019年相比 at the beginning.
        Some(0) => {
            let end = versus.or(whole).map_or(0, |(_, to)| to);
            &lead[end.min(lead.len())..]
        }
        Some(from) => &lead[..from.min(lead.len())],
        None => lead,
    }
}

/// The kind letter of a number; a capital for one with a minus.
fn letter(found: &Found) -> u8 {
    let letter = match found.quantity.kind {
        Kind::Money => b'm',
        Kind::Percent => b'p',
        Kind::Count => b'c',
    };
    if found.quantity.value.is_sign_negative() {
        letter.to_ascii_uppercase()
    } else {
        letter
    }
}

fn letters(lead: &[Token], tail: &[Token]) -> Vec<u8> {
    let mut letters = Vec::with_capacity(lead.len() + tail.len() + 1);
    letters.extend(lead.iter().map(Token::letter));
    letters.push(b'#');
    letters.extend(tail.iter().map(Token::letter));
    letters
}

/// How many quantities from the first on are listed with nothing but 、 or 和 between them.
fn group_length(text: &str, found: &[Found]) -> usize {
    let same = |a: &Found, b: &Found| {
        a.quantity.kind == b.quantity.kind
            && (a.quantity.kind != Kind::Count || a.quantity.unit == b.quantity.unit)
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
fn shorten(label: &str, numbers: usize) -> String {
    match label.rsplit_once('、') {
        Some((_, last))
            if numbers == 1
                && label.chars().count() > 14
                && last.chars().count() >= 3
                && !label.contains("分别") =>
        {
            last.to_owned()
        }
        _ => label.to_owned(),
    }
}

/// Whether a year behind these words is that of what follows: none, the agency, 截至.
fn frames_what_follows(before: &str) -> bool {
    let before = before.trim_matches([' ', '、', ':']);
    let agency = before.ends_with([
        '局', '委', '厅', '院', '办', '会', '校', '门', '位', '站', '所', '心', '处', '队',
    ]);
    agency || matches!(before, "" | "截至" | "截止" | "截止到" | "在" | "自" | "到")
}

/// The thing counted that stands behind its number: 3个科室, 1名为退休人员.
fn thing_behind(behind: &str) -> Option<&str> {
    let is = ["为", "是", "系"]
        .iter()
        .find_map(|word| behind.strip_prefix(word));
    if let Some(rest) = is {
        return label::phrase_behind(rest).filter(|name| name.chars().count() <= 8);
    }
    let per = at_start(&words().per, behind).is_some();
    label::behind(behind).filter(|_| !per)
}

fn attribute(words: &str) -> Option<&'static str> {
    ["价值", "金额", "面积"].into_iter().find(|word| {
        words.trim_matches(['为', '共', ':']).ends_with(word) && words.chars().count() <= 4
    })
}

/// The thing that money behind a verb is paid for: 代发了763万元抚恤金, 余下15万元用于场馆维修,
/// 0.33万元来自公务用车运行维护费.
fn behind_money<'t>(before: &str, behind: &'t str, goes_on: bool) -> Option<&'t str> {
    let named = ["用于", "来自", "为"]
        .iter()
        .find_map(|word| behind.strip_prefix(word));
    if let Some(rest) = named {
        return label::phrase_behind(rest);
    }
    (goes_on || !before.is_empty() && label::ends_in_verb(before))
        .then(|| label::phrase_behind(behind))
        .flatten()
}

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
