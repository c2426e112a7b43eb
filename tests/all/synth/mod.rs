//! Disclosures that are made up, with what is true of them: any number of agencies and years, in the templates of
//! several provinces, sound or with damage in known places.
//!
//! The same plan makes the same documents. In goes a [`Plan`], out comes a [`World`]: the documents, and the amounts
//! that a panel should find in them.

mod accounts;
mod agencies;
mod damage;
mod document;

use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

pub use accounts::{Accounts, Cents};
pub use agencies::Agency;
use damage::Damage;

/// What is to be made.
pub struct Plan {
    /// How many agencies, of which each publishes a budget and final accounts a year.
    pub agencies: usize,
    /// Of which years.
    pub years: RangeInclusive<i32>,
    /// Whether documents are damaged, one in so many; none if 0.
    pub damaged: u64,
    /// Another one makes other amounts.
    pub seed: u64,
}

/// Which books a document is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Books {
    Budget,
    Final,
}

impl Books {
    /// As the panel calls them.
    pub fn name(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Final => "final",
        }
    }
}

/// A document that was made.
pub struct Made {
    /// The name of its file.
    pub name: String,
    pub agency: usize,
    pub year: i32,
    pub books: Books,
    pub text: String,
}

/// All that was made, and what is true of it.
pub struct World {
    pub agencies: Vec<Agency>,
    pub documents: Vec<Made>,
    /// The amounts in yuan by agency, year, books and concept.
    pub truth: BTreeMap<(String, i32, &'static str, &'static str), i64>,
}

impl World {
    pub fn new(plan: &Plan) -> Self {
        let agencies: Vec<Agency> = (0..plan.agencies).map(Agency::of).collect();
        let (mut documents, mut truth) = (Vec::new(), BTreeMap::new());
        for (at, agency) in agencies.iter().enumerate() {
            for books in [Books::Budget, Books::Final] {
                let mut chance = Chance::new(plan.seed, at, books);
                let mut before: Option<Accounts> = None;
                for year in plan.years.clone() {
                    let accounts = Accounts::next(before.as_ref(), agency, &mut chance);
                    for (concept, cents) in accounts.headlines() {
                        let key = (agency.name.clone(), year, books.name(), concept);
                        truth.insert(key, cents * 100);
                    }
                    let disclosure = document::Disclosure {
                        agency,
                        year,
                        books,
                        own: &accounts,
                        before: before.as_ref(),
                    };
                    let mut text = disclosure.text();
                    let is_damaged = plan.damaged > 0 && chance.below(plan.damaged) == 0;
                    if is_damaged {
                        let damage = Damage::of(chance.below(Damage::COUNT));
                        text = damage.done(&text, &accounts, before.as_ref(), agency);
                    }
                    documents.push(Made {
                        name: format!("{at:05}_{year}_{}.txt", books.name()),
                        agency: at,
                        year,
                        books,
                        text,
                    });
                    before = Some(accounts);
                }
            }
        }
        Self {
            agencies,
            documents,
            truth,
        }
    }

    /// Writes the documents into a directory.
    pub fn write(&self, directory: &Path) {
        for document in &self.documents {
            fs::write(directory.join(&document.name), &document.text).unwrap();
        }
    }
}

/// A row of numbers that seem to come by chance and always come alike.
pub struct Chance(u64);

impl Chance {
    fn new(seed: u64, agency: usize, books: Books) -> Self {
        let agency = u64::try_from(agency).unwrap();
        let mut chance = Self(seed ^ (agency << 8) ^ (books as u64));
        chance.below(1);
        chance
    }

    /// A number below another (splitmix64).
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// An amount between two.
    pub fn between(&mut self, low: Cents, high: Cents) -> Cents {
        low + Cents::try_from(self.below(u64::try_from(high - low).unwrap())).unwrap()
    }
}
