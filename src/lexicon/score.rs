//! Names compared word by word, for labels that no name equals.
//!
//! A label and a name are taken as bags of jieba words, each weighing as much as it is rare among the
//! names, and words of the `light` list next to nothing. The score is the weight of the words in both
//! over the weight of the words in either: what is left over on one side counts against the name as
//! much as what is missing. Only a name that is much alike, and clearly more so than those of any
//! other concept, is an answer. What it lacks or adds are light words: its other characters are those of the
//! label.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::label::RULES;

/// The word list all of the crate cuts with.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// How alike a name must be.
const ENOUGH: f32 = 0.9;
/// How much more alike than the names of another concept.
const CLEAR: f32 = 0.08;
/// What a light word weighs, where a word of one name only weighs 1.
const LIGHT: f32 = 0.02;
/// How many characters of heavier words a label and a name must share: 项目 alone is no name.
const SHARED: usize = 4;
/// A label of more words than this is a sentence, not a name.
const MOST_WORDS: usize = 12;

struct Name {
    concept: u16,
    weight: f32,
    sides: Sides,
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
            income: key.contains("收入"),
            expenditure: key.contains("支出"),
        }
    }

    /// Whether a label may mean a name: what either says of income the other says, and what the name
    /// says of expenditure the label says. 支出 may be said of a cost whose name leaves it out.
    fn may_mean(self, name: Self) -> bool {
        self.income == name.income && (self.expenditure || !name.expenditure)
    }
}

/// The names of all concepts by their words.
pub(super) struct Scorer {
    names: Vec<Name>,
    words: HashMap<String, Word>,
}

struct Word {
    weight: f32,
    /// Indices into `names`, rising.
    names: Vec<u32>,
}

impl Scorer {
    /// Takes the keys that stand for a concept anywhere.
    pub fn new<'a>(keys: impl Iterator<Item = (&'a str, u16)>) -> Self {
        let mut scorer = Self {
            names: Vec::new(),
            words: HashMap::new(),
        };
        let mut bags = Vec::new();
        for (key, concept) in keys {
            let index = u32::try_from(bags.len()).unwrap_or(u32::MAX);
            let bag = bag(key);
            for word in &bag {
                let word = scorer.words.entry((*word).to_owned()).or_insert(Word {
                    weight: 0.0,
                    names: Vec::new(),
                });
                word.names.push(index);
            }
            bags.push((bag, Sides::of(key), concept));
        }
        let all = (bags.len() as f32 + 1.0).ln();
        for (text, word) in &mut scorer.words {
            word.weight = if RULES.light.contains(&text.as_str()) {
                LIGHT
            } else {
                1.0 - 0.5 * (word.names.len() as f32).ln() / all
            };
        }
        for (bag, sides, concept) in bags {
            let weight = bag.iter().map(|word| scorer.weight(word)).sum();
            scorer.names.push(Name {
                concept,
                weight,
                sides,
            });
        }
        scorer
    }

    fn weight(&self, word: &str) -> f32 {
        match self.words.get(word) {
            Some(known) => known.weight,
            None if RULES.light.contains(&word) => LIGHT,
            None => 1.0,
        }
    }

    /// The concept whose name is most like the key, and how much.
    pub fn best(&self, key: &str) -> Option<(u16, f32)> {
        let bag = bag(key);
        if bag.len() > MOST_WORDS {
            return None;
        }
        let whole: f32 = bag.iter().map(|word| self.weight(word)).sum();
        // A name that is enough alike has the label's heaviest word.
        let heaviest = bag
            .iter()
            .map(|word| (self.weight(word), *word))
            .max_by(|one, other| one.0.total_cmp(&other.0))?;
        if heaviest.0 <= LIGHT {
            return None;
        }
        let candidates = &self.words.get(heaviest.1)?.names;
        let sides = Sides::of(key);
        let mut best: Option<(u16, f32)> = None;
        let mut second = 0.0f32;
        for index in candidates {
            let name = &self.names[*index as usize];
            let mut common = 0.0f32;
            let mut shared = 0;
            for word in &bag {
                if let Some(known) = self.words.get(*word)
                    && known.names.binary_search(index).is_ok()
                {
                    common += known.weight;
                    if known.weight > LIGHT {
                        shared += word.chars().count();
                    }
                }
            }
            if shared < SHARED || !sides.may_mean(name.sides) {
                continue;
            }
            let score = common / (whole + name.weight - common);
            match &mut best {
                Some((concept, most)) if *concept == name.concept => *most = most.max(score),
                Some((_, most)) if score <= *most => second = second.max(score),
                _ => {
                    second = best.map_or(second, |(_, most)| second.max(most));
                    best = Some((name.concept, score));
                }
            }
        }
        best.filter(|(_, score)| *score >= ENOUGH && *score - second >= CLEAR)
    }
}

/// The characters of names outside light words. A label that is like a name has the same, so most labels
/// need no cutting into words, for which the word list would be read.
pub(super) struct Characters {
    light: HashSet<char>,
    names: HashSet<String>,
}

impl Characters {
    /// Takes the keys that stand for a concept anywhere.
    pub fn new<'a>(keys: impl Iterator<Item = &'a str>) -> Self {
        let mut characters = Self {
            light: RULES.light.iter().flat_map(|word| word.chars()).collect(),
            names: HashSet::new(),
        };
        for key in keys {
            let heavy = characters.heavy(key);
            characters.names.insert(heavy);
        }
        characters
    }

    /// Whether a name may be like the key.
    pub fn may_be_like(&self, key: &str) -> bool {
        self.names.contains(&self.heavy(key))
    }

    /// The different characters of a key that stand in no light word, in order.
    fn heavy(&self, key: &str) -> String {
        let mut heavy: Vec<char> = key.chars().filter(|c| !self.light.contains(c)).collect();
        heavy.sort_unstable();
        heavy.dedup();
        heavy.into_iter().collect()
    }
}

/// The different words of a key.
fn bag(key: &str) -> Vec<&str> {
    let mut words: Vec<&str> = JIEBA
        .cut(key, false)
        .into_iter()
        .map(|token| token.word)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
