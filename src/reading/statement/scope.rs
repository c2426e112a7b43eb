//! Scopes: what was said before and may be meant. A section encloses passages, a passage sentences,
//! a sentence brackets; each begins with what encloses it and forgets its own when it ends.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use crate::grammar::quantity::Quantity;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Basis, Quantity as Kind, Versus};
use crate::text::Cut;

/// Something a number was said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its label.
    pub label: String,
    /// Money, count or percent.
    pub kind: Kind,
    /// The books it was said of.
    pub basis: Basis,
    /// Whether the text names these books.
    pub basis_said: bool,
    /// Whether it is a score, whose parts are scores.
    pub score: bool,
    /// What a count counts.
    pub counts: Counted,
    /// The classification code that was printed with it.
    pub code: Option<String>,
}

/// What a count may count, by its unit: nothing is a part of another kind of it. A set of kinds, as a unit may be of
/// several (台 of vehicles and of other things).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted(u8);

/// The units of each kind; what has none of them is a thing.
const KINDS: [List; 8] = [
    List::ThingUnit,
    List::PersonUnit,
    List::AreaUnit,
    List::LengthUnit,
    List::VehicleUnit,
    List::TimeUnit,
    List::WeightUnit,
    List::TimesUnit,
];

/// What each of these units counts.
static UNITS: LazyLock<HashMap<&str, Counted>> = LazyLock::new(|| {
    let mut units = HashMap::default();
    for (at, kind) in KINDS.iter().enumerate() {
        for unit in list(*kind).words() {
            units.entry(unit).or_insert(Counted(0)).0 |= 1 << at;
        }
    }
    units
});

impl Counted {
    /// Things of any kind.
    const THINGS: Self = Self(1);

    /// What a number counts.
    pub fn of(quantity: &Quantity) -> Self {
        let Some(unit) = quantity.unit.as_deref() else {
            return Self::THINGS;
        };
        UNITS.get(unit).copied().unwrap_or(Self::THINGS)
    }

    /// Whether one may be a part of the other.
    pub fn is_alike(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Subject {
    /// An amount of money of some books, where nothing else is known of it.
    pub fn amount(label: String, basis: Basis) -> Self {
        Self {
            label,
            kind: Kind::Money,
            basis,
            basis_said: false,
            score: false,
            counts: Counted::THINGS,
            code: None,
        }
    }
}

/// The whole that parts belong to: an amount, a count, or one of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whole {
    /// The amount.
    pub money: Option<Subject>,
    /// The count.
    pub count: Option<Subject>,
    /// The count of another kind told before it: 接待5批次、30人次.
    pub other: Option<Box<Subject>>,
}

impl Whole {
    /// The whole that one subject is.
    pub fn of(subject: Subject) -> Self {
        let mut whole = Self::default();
        whole.take(subject);
        whole
    }

    /// Takes in a subject in place of the one of its kind.
    pub fn take(&mut self, subject: Subject) {
        match subject.kind {
            // 15个项目平均得91分，其中优秀11个
            Kind::Count if subject.score && self.count.as_ref().is_some_and(|one| !one.score) => {}
            Kind::Count => {
                let unlike = |count: &Subject| !count.counts.is_alike(subject.counts);
                let other = self.count.take().filter(unlike).map(Box::new);
                self.other = other.or(self.other.take());
                self.count = Some(subject);
            }
            Kind::Money => self.money = Some(subject),
            Kind::Percent => {}
        }
    }

    /// The whole of a part of this kind; a percentage may be a part of either.
    pub fn for_kind(&self, kind: Kind) -> Option<&Subject> {
        match kind {
            Kind::Money => self.money.as_ref(),
            Kind::Count => self.count.as_ref(),
            Kind::Percent => self.money.as_ref().or(self.count.as_ref()),
        }
    }

    /// The same for a percentage that may be said of a count.
    pub fn of_part(&self, kind: Kind, counted: bool) -> Option<&Subject> {
        match kind {
            Kind::Percent if counted => self.count.as_ref().or(self.money.as_ref()),
            _ => self.for_kind(kind),
        }
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.money.is_none() && self.count.is_none()
    }
}

/// What a difference is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Against {
    /// The books and year compared with.
    pub versus: Versus,
    /// Its year, where one is named.
    pub year: Option<i32>,
}

impl Against {
    /// Books of no year of their own.
    pub fn of(versus: Versus) -> Self {
        Self { versus, year: None }
    }

    /// The year before.
    pub fn prior(year: Option<i32>) -> Self {
        Self {
            versus: Versus::PriorYear,
            year: year.map(|year| year - 1),
        }
    }
}

/// What is known inside a sentence, or inside a bracket of it.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// What is spoken of: more than one for a list.
    pub subjects: Vec<Subject>,
    /// The levels said of in this sentence, in order.
    pub listed: Vec<Subject>,
    /// The things that were counted, each by its name: A、B、C三个项目.
    pub counted: Vec<Subject>,
    /// Whether the subjects were named in this sentence.
    pub named: bool,
    /// The first thing said of in this sentence.
    pub main: Option<Subject>,
    /// The last level of each kind.
    pub last: Whole,
    /// The part of the sentence in which the last amount stood.
    pub money_part: usize,
    /// The whole that stands open around the sentence.
    pub around: Option<Whole>,
    /// The wholes open, innermost last, each with the number of the part of the sentence (parts end
    /// at `;`) that opened it.
    pub wholes: Vec<(usize, Whole)>,
    /// Whether it begins with the list of the parts of what was said before.
    pub is_list: bool,
    /// The part of the sentence.
    pub part: usize,
    /// The years that a clause named for the numbers behind it, one each: 2019-2021年，收入分别为….
    pub years: Vec<i32>,
    /// The year stated last.
    pub year: Option<i32>,
    /// What is compared with, as stated for the clauses to come.
    pub against: Option<Against>,
    /// The books that a clause named for the amounts behind it: 批准的年初预算为：收入….
    pub books: Option<Basis>,
}

/// Lists that can be open in a sentence: nobody opens more.
const MOST_OPEN: usize = 32;

/// So many of the things that a sentence speaks of are looked back on.
const MOST_LISTED: usize = 64;

impl Sentence {
    /// What is known inside a bracket that opens here. Of long lists it is the end, so that a sentence of
    /// many brackets costs no more than one of few.
    pub fn inside(&self) -> Self {
        let end = |list: &[Subject]| list.behind(list.len().saturating_sub(MOST_LISTED)).to_vec();
        Self {
            subjects: end(&self.subjects),
            listed: end(&self.listed),
            counted: self.counted.clone(),
            years: self.years.clone(),
            main: self.main.clone(),
            last: self.last.clone(),
            around: self.around.clone(),
            wholes: self.wholes.clone(),
            ..*self
        }
    }

    /// Lists what was said.
    pub fn list(&mut self, said: &[Subject]) {
        self.listed.extend_from_slice(said);
        if self.listed.len() > 2 * MOST_LISTED {
            self.listed.drain(..self.listed.len() - MOST_LISTED);
        }
    }

    /// The innermost whole that is open.
    pub fn whole(&self) -> Option<&Whole> {
        self.wholes
            .last()
            .map(|(_, whole)| whole)
            .or(self.around.as_ref())
    }

    /// Opens a whole for the parts that follow.
    pub fn open(&mut self, whole: Whole) {
        if whole.is_none() {
            return;
        }
        // A second list in the same part of the sentence stands in the first one's place.
        if let Some((part, last)) = self.wholes.last_mut()
            && *part == self.part
            && self.part > 0
        {
            *last = whole;
            return;
        }
        self.nest(whole);
    }

    /// Opens a whole inside those that are open.
    pub fn nest(&mut self, whole: Whole) {
        self.wholes.truncate(MOST_OPEN - 1);
        self.wholes.push((self.part, whole));
    }

    /// The list opened last goes on over `;`: 在编人员130人：行政人员42人；事业人员88人.
    pub fn spans_parts(&mut self) {
        if let Some((part, _)) = self.wholes.last_mut() {
            *part = usize::MAX;
        }
    }

    /// `;` ends the lists that its part of the sentence opened inside the first one.
    pub fn end_part(&mut self) {
        while self.wholes.len() > 1
            && self
                .wholes
                .last()
                .is_some_and(|(part, _)| *part != usize::MAX)
        {
            self.wholes.pop();
        }
        self.part += 1;
    }
}
