//! Names compared by their characters, for labels that no name equals.
//!
//! Words of the `light` list say nothing of what a thing is (预算, 安排, 总计): a label and a name that differ in their
//! characters alone are alike, and so are words in another order (保有公务用车, 公务用车保有). What the light words
//! leave must be the same characters; names of two concepts that are left the same answer nothing.

use rustc_hash::FxHashMap as HashMap;

use super::label::RULES;
use super::sides::{EXPENDITURE, INCOME};

/// How many characters a label and a name must share: 项目 alone is no name.
const SHARED: usize = 4;

/// The names of all concepts by their characters.
pub(super) struct Likeness {
    names: HashMap<String, Vec<(Sides, u16)>>,
}

impl Likeness {
    /// Takes the keys that stand for a concept anywhere.
    pub fn new<'a>(keys: impl Iterator<Item = (&'a str, u16)>) -> Self {
        let mut likeness = Self {
            names: HashMap::default(),
        };
        for (key, concept) in keys {
            if let Some(heavy) = Self::heavy(key) {
                let name = (Sides::of(key), concept);
                likeness.names.entry(heavy).or_default().push(name);
            }
        }
        likeness
    }

    /// The concept whose name is like the key, if it is one.
    pub fn find(&self, key: &str) -> Option<u16> {
        let names = self.names.get(&Self::heavy(key)?)?;
        let sides = Sides::of(key);
        let mut may_mean = names.iter().filter(|(name, _)| sides.may_mean(*name));
        let (_, concept) = may_mean.next()?;
        may_mean
            .all(|(_, other)| other == concept)
            .then_some(*concept)
    }

    /// The characters of a key that stand in no light word, sorted, if they are enough.
    fn heavy(key: &str) -> Option<String> {
        let mut heavy: Vec<char> = RULES.light.left_out_of(key).chars().collect();
        heavy.sort_unstable();
        (heavy.len() >= SHARED).then(|| heavy.into_iter().collect())
    }
}

/// Which side of the accounts a name says that it is on.
#[derive(Debug, Clone, Copy)]
struct Sides {
    income: bool,
    expenditure: bool,
}

impl Sides {
    fn of(key: &str) -> Self {
        Self {
            income: key.contains(INCOME),
            expenditure: key.contains(EXPENDITURE),
        }
    }

    /// Whether a label may mean a name: what either says of income the other says, and what the name
    /// says of expenditure the label says. 支出 may be said of a cost whose name leaves it out.
    fn may_mean(self, name: Self) -> bool {
        self.income == name.income && (self.expenditure || !name.expenditure)
    }
}
