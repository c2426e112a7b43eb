//! What was said before and may be meant: subjects, wholes, years, headings.

mod items;

use super::clause::{SIGNS, is_name, is_name_bracket};
use super::heading::Heading;
use super::measure::Said;
use super::path::Path;
use super::whole::{Subject, Whole};
use super::{Named, label, time};
use crate::grammar::heading::{self, Style};
use crate::lexicon::statement::words;
use crate::record::{Basis, Measure, Quantity as Kind};

/// What is known when a clause begins.
#[derive(Debug, Default)]
pub struct State {
    heading: Heading,
    /// What the last statement was about: more than one for a list.
    pub subjects: Vec<Subject>,
    /// Whether a subject was named in this sentence.
    said_in_sentence: bool,
    /// The first thing said of in this sentence.
    first: Option<Subject>,
    /// The last amount and the last count of this sentence.
    last: Whole,
    /// Wholes open in this sentence, innermost last; brackets open new ones.
    wholes: Vec<Whole>,
    /// What was spoken of before each open bracket.
    outside: Vec<Vec<Subject>>,
    /// The whole that was opened last in this passage.
    passage_whole: Whole,
    /// Wholes whose parts stand in the following passages, with the numbering of the passage that
    /// opened them.
    open: Vec<(Option<Style>, Whole)>,
    /// What the sentence began with before any number: its topic.
    topic: Option<String>,
    /// The topic of a passage that was nothing but a name.
    announced: Option<String>,
    /// The classification path said last.
    path: Path,
    /// How many labels came from paths in this passage.
    paths: usize,
    sentence_year: Option<i32>,
    section_year: Option<i32>,
    at_sentence_start: bool,
    at_passage_start: bool,
    /// Whether anything was named in this passage.
    said_in_passage: bool,
    /// Clauses read in this sentence.
    clauses: usize,
    /// Numbering of the last numbered passage of the section.
    style: Option<Style>,
    /// The last thing counted.
    thing: Option<String>,
    /// 单价 or 单位价值, said once for several bounds.
    pub price_label: Option<String>,
    /// The bound that belongs to the next count's name.
    pub price_words: Option<String>,
    /// Whether the section reports on work done.
    pub reports_on_work: bool,
}

impl State {
    /// Begins a passage.
    pub fn begin_passage(&mut self, text: &str, heading: &Heading, issuer: Option<&str>) {
        if self.heading.id != heading.id {
            self.heading = heading.clone();
            self.reports_on_work = heading.reports_on_work;
            self.open.clear();
            self.style = None;
            self.section_year = None;
            self.path = Path::default();
            self.subjects.clear();
            self.price_label = None;
            if heading
                .concept
                .is_some_and(|concept| concept.ends_with(".structure"))
            {
                self.open_heading(issuer);
            }
        }
        if let Ok((_, number)) = heading::numbering(text) {
            self.style = Some(number.style);
            self.open
                .retain(|(opener, _)| opener.is_none_or(|opener| opener < number.style));
        }
        let numbered = heading::numbering(text).is_ok();
        let announced = self.announced.take().filter(|_| !numbered);
        self.paths = 0;
        self.price_words = None;
        self.thing = None;
        self.passage_whole = Whole::default();
        self.begin_sentence();
        self.at_passage_start = true;
        self.said_in_passage = false;
        self.topic = announced;
    }

    /// A section on the structure of an amount gives the parts of what its heading names.
    fn open_heading(&mut self, issuer: Option<&str>) {
        if let Some(label) = self.heading.label(issuer) {
            let whole = Subject {
                label,
                kind: Kind::Money,
                basis: Basis::Other,
            };
            self.open.push((None, Whole::of(whole)));
        }
    }

    fn begin_sentence(&mut self) {
        self.wholes = vec![
            self.open
                .last()
                .map(|(_, whole)| whole.clone())
                .unwrap_or_default(),
        ];
        self.topic = None;
        self.sentence_year = None;
        self.said_in_sentence = false;
        self.at_sentence_start = true;
        self.outside.clear();
        self.first = None;
        self.last = Whole::default();
        self.clauses = 0;
    }

    /// Reads the clauses between two numbers and returns the lead: what stands behind their last
    /// sign.
    pub fn walk<'t>(&mut self, between: &'t str, issuer: Option<&str>) -> &'t str {
        let mut start = 0;
        for (at, sign) in between.char_indices() {
            if !SIGNS.contains(&sign) {
                continue;
            }
            // Brackets that mark a level or belong to a name part nothing.
            if is_name_bracket(between, at, sign) {
                continue;
            }
            // 在编人员130人：行政人员42人; the colon behind a number opens its parts.
            if sign == ':' && at == 0 {
                self.set_whole(self.last.clone());
            }
            self.clause(&between[start..at], sign, issuer);
            start = at + sign.len_utf8();
        }
        &between[start..]
    }

    /// Ends a passage with the text behind its last number.
    pub fn end_passage(&mut self, rest: &str, issuer: Option<&str>) {
        let last = self.walk(rest, issuer);
        let closed = rest.trim_end_matches([' ', '*']);
        if !last.trim().is_empty() {
            self.clause(last, ' ', issuer);
        }
        if !self.said_in_sentence {
            self.announced.clone_from(&self.topic);
        }
        let announces = words()
            .whole
            .iter()
            .any(|word| closed.trim_end_matches(':').ends_with(word));
        if !closed.ends_with(':') && !announces {
            return;
        }
        // 其中： opens what was said last, 具体情况如下： what the passage is about.
        let said = self
            .subjects
            .last()
            .cloned()
            .map(Whole::of)
            .unwrap_or_default();
        let sentence = self.wholes.last().cloned().unwrap_or_default();
        let whole = match closed.trim_end_matches(':').ends_with("其中") {
            true => said,
            false if !self.passage_whole.is_none() => self.passage_whole.clone(),
            false if !sentence.is_none() => sentence,
            false => said,
        };
        self.open_for_passages(whole);
    }

    fn open_for_passages(&mut self, whole: Whole) {
        if !whole.is_none() && self.open.last().is_none_or(|(_, open)| *open != whole) {
            self.open.push((self.style, whole));
        }
    }

    fn clause(&mut self, clause: &str, sign: char, issuer: Option<&str>) {
        if let Some((year, frame)) = time::opening(clause) {
            self.sentence_year = Some(year);
            if frame && self.at_sentence_start {
                self.section_year = Some(year);
            }
        }
        self.open_by_words(clause, sign, issuer);
        if let Some(path) = Path::read(clause) {
            self.path = path.after(&self.path);
            self.topic = self.path.label();
        } else if sign == ':' || (self.topic.is_none() && !self.said_in_sentence) {
            let named = label::clean_name(time::without_comparison(clause), issuer);
            if let Some(named) = named.filter(|name| is_name(name)) {
                self.topic = Some(named);
            }
        }
        self.at_sentence_start = false;
        self.at_passage_start = false;
        let clauses = self.clauses;
        self.clauses += 1;
        match sign {
            '(' | '[' | '【' => {
                self.wholes
                    .push(self.wholes.last().cloned().unwrap_or_default());
                self.outside.push(self.subjects.clone());
            }
            ')' | ']' | '】' if self.wholes.len() > 1 => {
                self.wholes.pop();
                // 购置及运行费76万元（其中：…），比上年增加18万元: the bracket is over.
                if let Some(subjects) = self.outside.pop().filter(|subjects| !subjects.is_empty()) {
                    self.subjects = subjects;
                }
            }
            '。' | '!' | '?' => {
                // 行政运行（项）。年初预算为…: a sentence that is but a name is the topic of the next.
                let name = self
                    .topic
                    .take()
                    .filter(|_| !self.said_in_sentence && clauses == 0);
                self.begin_sentence();
                self.topic = name;
            }
            _ => {}
        }
    }

    /// Opens the whole that a clause announces: `其中：`, `主要用于以下方面：`, `…支出决算中，`.
    fn open_by_words(&mut self, clause: &str, sign: char, issuer: Option<&str>) {
        if let Some(whole) = clause
            .strip_suffix('中')
            .filter(|rest| !rest.ends_with('其'))
        {
            let named = ["支出", "收入", "经费", "预算", "决算"]
                .iter()
                .any(|word| whole.contains(word));
            if let Some(label) = label::clean(whole, issuer)
                && named
                && label.chars().count() <= 24
            {
                self.set_whole(Whole::of(Subject {
                    label,
                    kind: Kind::Money,
                    basis: Basis::Other,
                }));
            }
            return;
        }
        let Some(word) = words().whole.found_in(clause).map(|(_, word)| word).next() else {
            return;
        };
        // 主要用于 also says what money is for; it opens a list only before a colon.
        if word != "其中" && sign != ':' && !clause.contains("以下方面") {
            return;
        }
        let before = &clause[..clause.find(word).unwrap_or(0)];
        let announced = label::clean(before, issuer).filter(|name| is_name(name));
        if let Some(label) = announced
            && !self.said_in_sentence
        {
            let basis = self
                .subjects
                .last()
                .map_or(Basis::Other, |subject| subject.basis);
            self.set_whole(Whole::of(Subject {
                label,
                kind: Kind::Money,
                basis,
            }));
        } else {
            self.open_last();
        }
    }

    /// Opens what was said last: an amount and a count, if the sentence said both.
    fn open_last(&mut self) {
        let opens_passage = self.at_passage_start && !self.said_in_sentence;
        let mut whole = self.last.clone();
        if whole.is_none() {
            whole = self
                .subjects
                .last()
                .cloned()
                .map(Whole::of)
                .unwrap_or_default();
        }
        if whole.is_none() {
            return;
        }
        // A passage that begins with 其中 goes on in the next ones.
        if opens_passage {
            self.open_for_passages(whole.clone());
        }
        self.set_whole(whole);
    }

    /// Opens the whole that a lead begins with: `其中人员经费`, `基本支出中工资福利支出`. Returns the rest.
    pub fn open_in_lead<'t>(&mut self, lead: &'t str) -> &'t str {
        let trimmed = lead.trim_start_matches(['、', ' ']);
        for word in ["其中", "主要包括", "具体包括", "包括"] {
            if let Some(rest) = trimmed.strip_prefix(word) {
                self.open_last();
                return rest;
            }
        }
        if let Some(at) = trimmed.find('中')
            && at > 0
        {
            let (whole, rest) = (&trimmed[..at], &trimmed[at + '中'.len_utf8()..]);
            if ["支出", "收入", "经费"]
                .iter()
                .any(|word| whole.ends_with(word))
                && rest.chars().count() >= 2
            {
                self.set_whole(Whole::of(Subject {
                    label: whole.to_owned(),
                    kind: Kind::Money,
                    basis: Basis::Other,
                }));
                return rest;
            }
        }
        trimmed
    }

    fn set_whole(&mut self, whole: Whole) {
        if whole.is_none() {
            return;
        }
        self.passage_whole = whole.clone();
        match self.wholes.last_mut() {
            Some(last) => *last = whole,
            None => self.wholes.push(whole),
        }
    }

    /// The whole that is open for parts of a kind; a share may be of either.
    pub fn whole(&self, kind: Kind) -> Option<&Subject> {
        let whole = self.wholes.last()?;
        match kind {
            Kind::Money => whole.money.as_ref(),
            Kind::Count => whole.count.as_ref(),
            Kind::Percent => whole.money.as_ref().or(whole.count.as_ref()),
        }
    }

    /// What the sentence began with: the whole of a share that names none.
    pub fn first(&self) -> Option<&Subject> {
        self.first.as_ref()
    }

    /// Keeps the subjects of a statement.
    pub fn say(&mut self, subjects: Vec<Subject>) {
        if subjects.is_empty() {
            return;
        }
        if let Some(counted) = subjects
            .last()
            .filter(|subject| subject.kind == Kind::Count)
        {
            self.thing = Some(counted.label.clone());
        }
        if self.first.is_none() {
            self.first = subjects.first().cloned();
        }
        for subject in &subjects {
            self.last.take(subject.clone());
        }
        self.subjects = subjects;
        self.said_in_sentence = true;
        self.said_in_passage = true;
        self.at_passage_start = false;
    }

    /// The last thing that was counted in this passage.
    pub fn counted(&self) -> Option<&str> {
        self.thing.as_deref()
    }

    /// Labels for numbers whose clause gives none.
    pub fn carried(&self, said: &Said, count: usize, issuer: Option<&str>) -> Vec<Named> {
        let carry = |subject: &Subject| Named {
            label: subject.label.clone(),
            own: false,
            basis: Some(subject.basis),
        };
        let follows = !matches!(
            said.measure,
            Measure::Amount | Measure::Count | Measure::Rate
        );
        // 完成预算100% behind several items is said of the class they belong to.
        if said.measure == Measure::Completion
            && !self.said_in_sentence
            && self.paths > 1
            && let Some(class) = self.path.class()
        {
            let basis = self.subjects.last().map(|subject| subject.basis);
            return vec![Named {
                label: class,
                own: false,
                basis,
            }];
        }
        // 收入支出总体与上年相比，增加58.21万元: the sentence began with another subject.
        if follows
            && !self.said_in_sentence
            && let Some(label) = &self.topic
        {
            return vec![Named {
                label: label.clone(),
                own: true,
                basis: None,
            }];
        }
        if follows && !self.subjects.is_empty() {
            return match self.subjects.as_slice() {
                subjects if subjects.len() == count => subjects.iter().map(carry).collect(),
                // 收入、支出总计…，各增加65.2万元: one number is said of both.
                [first, .., last] if first.kind == last.kind => {
                    let labels: Vec<&str> = self
                        .subjects
                        .iter()
                        .map(|subject| subject.label.as_str())
                        .collect();
                    vec![Named {
                        label: labels.join("、"),
                        own: false,
                        basis: Some(last.basis),
                    }]
                }
                subjects => subjects.last().map(carry).into_iter().collect(),
            };
        }
        if self.said_in_sentence {
            return self.subjects.last().map(carry).into_iter().collect();
        }
        // 专项普查活动（项）39.99万元。主要用于…。年初预算为76.33万元: the passage goes on about its item.
        if self.topic.is_none() && (self.said_in_passage || self.follows_item()) {
            return self.subjects.last().map(carry).into_iter().collect();
        }
        let topic = self.topic.clone().or_else(|| self.heading.label(issuer));
        match topic {
            Some(label) => vec![Named {
                label,
                own: true,
                basis: None,
            }],
            None => self.subjects.last().map(carry).into_iter().collect(),
        }
    }

    /// Sets the year of the sentence.
    pub fn set_year(&mut self, year: i32) {
        self.sentence_year = Some(year);
        // 2020年 before the first number of a sentence is also the year of what follows.
        if self.at_sentence_start {
            self.section_year = Some(year);
        }
    }

    /// The year that was stated for what is being said.
    pub fn year(&self) -> Option<i32> {
        self.sentence_year.or(self.section_year)
    }
}
