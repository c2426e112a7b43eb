//! Words of the statements about numbers, from `data/statement.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::rows::{StatementClass as Class, Word};

/// A class of words, found by their first or last character.
#[derive(Debug, Default)]
pub struct Words {
    all: Vec<&'static str>,
    by_first: HashMap<char, Vec<&'static str>>,
    by_last: HashMap<char, Vec<&'static str>>,
}

impl Words {
    fn push(&mut self, word: &'static str) {
        self.all.push(word);
        if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
            self.by_first.entry(first).or_default().push(word);
            self.by_last.entry(last).or_default().push(word);
        }
    }

    /// The words, longest first.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.all.iter().copied()
    }

    /// Whether `text` is one of the words.
    pub fn contains(&self, text: &str) -> bool {
        let first = text
            .chars()
            .next()
            .and_then(|first| self.by_first.get(&first));
        first.is_some_and(|words| words.contains(&text))
    }

    /// Whether any of the words stands in `text`.
    pub fn any_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, c)| {
            self.by_first
                .get(&c)
                .is_some_and(|words| words.iter().any(|word| text[at..].starts_with(word)))
        })
    }

    /// The words that stand in `text`, with their places, in order.
    pub fn found_in<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        text.char_indices().flat_map(move |(at, c)| {
            let words = self.by_first.get(&c).map_or(&[][..], Vec::as_slice);
            words
                .iter()
                .copied()
                .filter(move |word| text[at..].starts_with(word))
                .map(move |word| (at, word))
        })
    }
}

/// The words by class.
#[derive(Debug, Default)]
pub struct Statement {
    /// Words that name nothing.
    pub generic: Words,
    /// Labels of such words that name something all the same.
    pub name: Words,
    /// Stripped from the end of a label.
    pub tail: Words,
    /// Stripped from its beginning.
    pub head: Words,
    /// Before these a head word is kept.
    pub keep: Words,
    /// Stand at the beginning of a label; the thing measured stands behind them.
    pub verb: Words,
    /// The thing measured stands behind the last of these, wherever it stands.
    pub object: Words,
    /// End the name of a thing that is counted.
    pub noun: Words,
    /// Stand behind the name of a thing that is counted.
    pub stop: Words,
    /// Things whose counts belong to the accounts.
    pub accounts: Words,
    /// Make an amount a price: 每人, 人均.
    pub per: Words,
    /// Mark a clause that gives a reason.
    pub reason: Words,
    /// What a price with a bound names.
    pub threshold: Words,
    /// Words of money that was received or spent.
    pub spent: Words,
    /// Words of money that is planned, right before its number.
    pub planned: Words,
    /// Words of money that is planned, wherever they stand.
    pub proposed: Words,
    /// Ends of the words that introduce a reason.
    pub reason_end: Words,
    /// Ends of names of money.
    pub money: Words,
    /// Ends of names that can be the topic of a clause.
    pub topic: Words,
    /// Ends of clauses that announce the parts of what was said.
    pub announce: Words,
    /// Where money comes from, before the name of what it is for.
    pub source: Words,
}

static STATEMENT: LazyLock<Statement> = LazyLock::new(|| {
    let mut statement = Statement::default();
    let mut rows: Vec<_> = Word::<Class>::all().iter().collect();
    // Longer words are asked before shorter ones.
    rows.sort_by_key(|row| std::cmp::Reverse(row.word.len()));
    for row in rows {
        statement.class(row.class).push(&row.word);
    }
    statement
});

impl Statement {
    fn class(&mut self, class: Class) -> &mut Words {
        match class {
            Class::Generic => &mut self.generic,
            Class::Name => &mut self.name,
            Class::Tail => &mut self.tail,
            Class::Head => &mut self.head,
            Class::Keep => &mut self.keep,
            Class::Verb => &mut self.verb,
            Class::Object => &mut self.object,
            Class::Noun => &mut self.noun,
            Class::Stop => &mut self.stop,
            Class::Accounts => &mut self.accounts,
            Class::Per => &mut self.per,
            Class::Reason => &mut self.reason,
            Class::Threshold => &mut self.threshold,
            Class::Spent => &mut self.spent,
            Class::Planned => &mut self.planned,
            Class::Proposed => &mut self.proposed,
            Class::ReasonEnd => &mut self.reason_end,
            Class::Money => &mut self.money,
            Class::Topic => &mut self.topic,
            Class::Announce => &mut self.announce,
            Class::Source => &mut self.source,
        }
    }
}

/// The words.
pub fn words() -> &'static Statement {
    &STATEMENT
}

/// The longest of `words` that `text` ends in.
pub fn at_end(words: &Words, text: &str) -> Option<&'static str> {
    let last = text.chars().next_back()?;
    words
        .by_last
        .get(&last)?
        .iter()
        .find(|word| text.ends_with(**word))
        .copied()
}

/// The longest of `words` that `text` begins with.
pub fn at_start(words: &Words, text: &str) -> Option<&'static str> {
    let first = text.chars().next()?;
    words
        .by_first
        .get(&first)?
        .iter()
        .find(|word| text.starts_with(**word))
        .copied()
}
