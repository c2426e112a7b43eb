//! The walk through a passage: clause by clause, from one number to the next.

mod alone;
mod behind;
mod breath;
mod carried;
mod causes;
mod clause;
mod counted;
mod items;
mod lead;
mod meant;
mod measure;
mod naming;
mod number;
mod opening;
mod pairs;
mod price;
mod section;
mod time;
mod topic;
mod versus;
mod whole;

use std::borrow::Cow;
use std::cell::OnceCell;

pub use section::Section;

use super::heading::Heading;
use super::item;
use super::label;
use super::name;
use super::scope::{Against, Sentence, Subject, Whole};
use super::token::{self, Is, Token};
use super::{Context, Meaning};
use crate::grammar::heading::Style;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::heads::AMONG;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::regions::regions;
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Basis, Measure, Quantity as Kind, Sign};
use crate::text::Cut;
use number::is_level;
use section::Open;

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

/// Brackets within brackets that are kept apart: those around the innermost ones of a text of brackets are
/// forgotten.
const DEEPEST: usize = 32;

/// As many words stand before most numbers at most.
const USUAL_LEAD: usize = 16;

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
    around: Vec<Around>,
    /// The item that the passage is about.
    item: Option<Subject>,
    /// The item that the passage before was about.
    around_item: Option<Subject>,
    /// What the sentence before was about.
    before: Option<Subject>,
    /// The last level of each kind in the sentence before.
    before_last: Whole,
    /// Whether that sentence began with a list of parts.
    before_is_list: bool,
    /// Whether that was a list of the parts of another thing than was spoken of before it.
    before_strays: bool,
    /// Whether it told parts of something.
    before_opened: bool,
    /// Whether a number was read in this passage, and how many clauses in this sentence.
    at_start: bool,
    /// Whether the passage is numbered, and the year that it then begins with.
    numbered: bool,
    stated_year: Option<i32>,
    /// The latest year stated in the passage.
    newest: Option<i32>,
    clauses: usize,
    /// Whether what comes next is the name of what follows: 项目名称：.
    names: bool,
    /// The whole that was open where an enumeration began inside the passage.
    enumeration: Option<(Style, Option<(usize, Whole)>)>,
    /// What was said last, for what follows it directly, and in this sentence.
    last: Option<Said>,
    previous: Option<Said>,
    /// How many numbers had been read when that was.
    told: usize,
    /// Whether what is compared with is but a level of the year before: 上年支出5万元，同比减少….
    against_level: bool,
    /// What the number read last was the whole of.
    share_of: Option<String>,
    /// That of which a share was last told by name.
    shared_out: Option<String>,
    /// That whose parts were last told as those 中 it (税收收入中), by concept.
    among: Option<(&'static str, String)>,
    /// The things that 二者, 三项 before the number stand for.
    together: Option<Vec<Subject>>,
    /// Where the name ends that stood behind the number read last.
    behind_end: usize,
    /// Whether the number being read is named behind it, and the one before was.
    named_behind: bool,
    was_behind: bool,
    /// Whether the passage names one place at most, where that was asked.
    of_one_place: OnceCell<bool>,
    /// The passage's last whole, for the passages that follow.
    whole: Option<Whole>,
    meanings: Vec<Meaning>,
}

/// What stands around an open bracket.
struct Around {
    sentence: Sentence,
    lead: Vec<Token>,
    last: Option<Said>,
    previous: Option<Said>,
    told: usize,
}

/// What the number before said.
#[derive(Debug, Clone, Copy)]
struct Said {
    measure: Measure,
    sign: Option<Sign>,
    against: Option<Against>,
    /// Whether it was what a completion is measured from.
    planned: bool,
    /// Whether it was the whole that a share is measured from: 占脱贫户2.1万户的24%.
    of_whole: bool,
    /// Whether it was money, and named behind its verb: 压减印刷费3万元.
    money: bool,
    of_object: bool,
    /// Whether it was a count whose thing stood behind it: 9个行政村.
    counted_behind: bool,
    /// The books named before it in its clause: 年初批复预算8个项目985万元.
    stated: Option<Basis>,
}

impl<'w> Walk<'w> {
    /// A word as the passage has it.
    fn word(&self, word: &Token) -> &'w str {
        self.text.within(word.range.clone())
    }

    /// Words as the passage has them.
    fn words(&self, words: &[Token]) -> Cow<'w, str> {
        name::text(self.text, words)
    }

    /// What words name.
    fn name_in(&self, words: &str) -> Option<String> {
        let name = name::clean(words, self.context.issuer)?;
        // Of several places each has its own.
        match item::behind_place(&name).filter(|_| self.is_of_one_place()) {
            Some(item) => Some(item.to_owned()),
            None => Some(name),
        }
    }

    /// Whether the passage names one place at most.
    fn is_of_one_place(&self) -> bool {
        *self.of_one_place.get_or_init(|| {
            let places = regions().find_all(self.text);
            let mut names = places
                .iter()
                .map(|place| self.text.within(place.range.clone()));
            let first = names.next();
            names.all(|name| Some(name) == first)
        })
    }

    /// What words name, where it may be what the next clauses speak of.
    fn topic_in(&self, words: &str) -> Option<String> {
        self.name_in(words).filter(|name| name::is_topic(name))
    }

    /// The number before one.
    fn number_before(&self, one: &Found) -> Option<&'w Found> {
        let at = self
            .found
            .partition_point(|other| other.range.start < one.range.start);
        self.found.get(at.checked_sub(1)?)
    }

    /// What is spoken of.
    fn subject(&self) -> Option<&Subject> {
        self.sentence.subjects.last()
    }

    fn begin(
        context: Context<'w>,
        section: &'w mut Section,
        text: &'w str,
        found: &'w [Found],
        tokens: &'w [Token],
        heading: &Heading,
    ) -> Self {
        let numbering = section.enter(context, text, heading);
        let announced = section.announced.take().filter(|_| numbering.is_none());
        let around_item = section.item.take().filter(|_| numbering.is_none());
        // …（项）。on a line of its own: what follows is told of the item.
        section.item = announced
            .clone()
            .filter(|announced| announced.label.ends_with(')'));
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
            around_item,
            before: announced,
            before_last: Whole::default(),
            before_is_list: false,
            before_strays: false,
            before_opened: false,
            at_start: true,
            numbered: numbering.is_some(),
            stated_year: None,
            newest: None,
            clauses: 0,
            names: false,
            enumeration: None,
            last: None,
            previous: None,
            told: 0,
            against_level: false,
            share_of: None,
            shared_out: None,
            among: None,
            together: None,
            behind_end: 0,
            named_behind: false,
            was_behind: false,
            of_one_place: OnceCell::new(),
            whole: None,
            meanings: Vec::with_capacity(found.len()),
        };
        walk.begin_sentence();
        walk
    }

    fn run(&mut self) {
        let mut at = 0;
        let tokens = self.tokens;
        while let Some(token) = tokens.get(at) {
            match token.is {
                Is::Number(first) => at = self.numbers(at, first),
                Is::Sign(sign) => {
                    self.sign(sign);
                    at += 1;
                }
                Is::Word(_) | Is::Year(_) => {
                    if self.lead.capacity() == 0 {
                        self.lead.reserve(USUAL_LEAD);
                    }
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
        self.doubt_second_changes();
        let last = match self.sentence.last.is_none() {
            true => (&self.before_last, self.before_opened),
            false => (&self.sentence.last, !self.sentence.wholes.is_empty()),
        };
        self.section.counted = last.0.count.clone().filter(|_| !last.1);
        let only_a_name = self.meanings.is_empty() && !colon;
        let main = self.about().or_else(|| self.before.clone());
        if only_a_name {
            let named = self.subject().cloned();
            self.section.announced = named
                .filter(|_| self.sentence.named)
                .or_else(|| self.item.clone());
        }
        self.section.previous = self
            .item
            .clone()
            .or_else(|| main.clone())
            .or(self.section.previous.take());
        self.leave_item(main.as_ref());
        if let Some(main) = self.item.clone().or_else(|| main.clone())
            && (!self.numbered || self.section.main.is_none())
        {
            self.section.main = Some(main);
        }
        let bare = announces.trim_end_matches(':');
        if colon && self.sentence.year.is_some() {
            self.section.year = self.sentence.year;
        }
        if colon || words(Says::Announce).ends(bare) {
            let last = Some(self.sentence.last.clone());
            let main = main.map(Whole::of);
            let whole = match bare.ends_with(AMONG) {
                true => last.filter(|last| !last.is_none()).or(main),
                false => self.listing().or(main).or_else(|| self.titled_whole()),
            };
            self.leave_open(whole);
        }
        self.meanings
    }

    /// The whole whose parts a passage announces: the one that it opened last, but for an earlier sentence's where the
    /// last tells an amount of its own (全镇支出8万元，主要项目是：).
    fn listing(&self) -> Option<Whole> {
        let own = self.sentence.main.is_some() && !self.sentence.listed.is_empty();
        let stale = own && self.sentence.wholes.is_empty();
        self.whole.clone().filter(|_| !stale)
    }

    /// Leaves a whole open whose parts stand in the passages that follow.
    fn leave_open(&mut self, whole: Option<Whole>) {
        // 主任、各位委员: whom a report is given to has no parts.
        let agency = |one: &Subject| label::is_agency(&one.label);
        let whole =
            whole.filter(|whole| !whole.is_none() && !whole.money.as_ref().is_some_and(agency));
        let Section {
            open,
            heading,
            style,
            ..
        } = &mut *self.section;
        let Some(whole) = whole else { return };
        if open.last().is_some_and(|open| open.whole == whole) {
            return;
        }
        if open.len() == DEEPEST {
            open.remove(0);
        }
        open.push(Open {
            style: *style,
            titles: heading.titles.clone(),
            whole,
            of_items: false,
        });
    }

    /// The amount that the headings name, for a list that says no more than 主要用于以下方面.
    pub(super) fn titled_whole(&self) -> Option<Whole> {
        let label = self.section.heading.label(self.context.issuer);
        label
            .filter(|label| label::is_money_name(label) && !list(List::BothSides).ends(label))
            .map(|label| Whole::of(self.topic(label)))
    }

    fn begin_sentence(&mut self) {
        let subject = self.item.clone().or_else(|| self.before.clone());
        // What stands behind the last item of a numbered list is no part of its whole.
        let open = self.section.open.last();
        let around = open
            .filter(|open| self.numbered || !open.of_items)
            .map(|open| self.item_above().unwrap_or_else(|| open.whole.clone()));
        self.sentence = Sentence {
            subjects: subject.into_iter().collect(),
            around,
            ..Sentence::default()
        };
        self.around.clear();
        self.clauses = 0;
        self.previous = None;
        self.against_level = false;
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
                        self.before_strays = list && self.strays();
                        self.before_last = std::mem::take(&mut self.sentence.last);
                        self.before_is_list = list;
                        self.before_opened = !self.sentence.wholes.is_empty();
                        if let Some(main) = self.about() {
                            self.before = Some(main);
                        } else if self.sentence.named && !(list && self.before.is_some()) {
                            self.before = self.subject().cloned();
                        }
                        self.begin_sentence();
                    }
                    _ => {}
                }
            }
        }
    }

    /// 县本级支出8万元。财政支出中，民生支出6万元: whether a list opened another whole than what was spoken of before.
    fn strays(&self) -> bool {
        let first = self.sentence.wholes.first();
        let whole = first.and_then(|(_, whole)| whole.money.as_ref());
        let both = whole.zip(self.before.as_ref());
        both.is_some_and(|(whole, before)| whole.label != before.label)
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
            self.compare(&lead);
        }
        self.lead = lead;
        let inside = self.sentence.inside();
        let outside = std::mem::replace(&mut self.sentence, inside);
        if self.around.len() == DEEPEST {
            self.around.remove(0);
        }
        self.around.push(Around {
            sentence: outside,
            lead: std::mem::take(&mut self.lead),
            last: self.last,
            previous: self.previous,
            told: self.told,
        });
        if self.last.is_some_and(|last| is_level(last.measure)) {
            let last = self.subject().cloned();
            if let Some(last) = last.filter(|last| last.kind != Kind::Percent) {
                self.sentence.nest(Whole::of(last));
                self.sentence.spans_parts();
            }
        }
    }

    fn close_bracket(&mut self) {
        if !self.lead.is_empty() {
            self.clause(')');
        }
        if let Some(around) = self.around.pop() {
            self.sentence = around.sentence;
            self.lead = around.lead;
            self.last = around.last;
            self.previous = around.previous;
            self.told = around.told;
        }
    }
}
