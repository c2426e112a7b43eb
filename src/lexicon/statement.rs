//! Words of the statements about numbers, from `data/statement.tsv`.

use std::sync::LazyLock;

use super::rows::{StatementClass as Class, Word, words_of};
pub use super::words::Words;

/// The words by class.
#[derive(Debug)]
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
    /// Names of one character of what is counted.
    pub short: Words,
    /// What is done with a thing that is counted: no name of it.
    pub activity: Words,
    /// Ends of names of money that stands in no books: 产值.
    pub outside: Words,
    /// Names of parts of a score.
    pub aspect: Words,
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
    /// Things held, whose counts a budget gives as they stand.
    pub held: Words,
    /// Ends of names of money.
    pub money: Words,
    /// Ends of names that can be the topic of a clause.
    pub topic: Words,
    /// Ends of clauses that announce the parts of what was said.
    pub announce: Words,
    /// Stand between a name and the words that announce its parts.
    pub contents: Words,
    /// Ends of names of rates of money.
    pub fund_rate: Words,
    /// Where money comes from, before the name of what it is for.
    pub source: Words,
}

static STATEMENT: LazyLock<Statement> = LazyLock::new(|| {
    let of = |class| words_of(Word::<Class>::all(), class);
    Statement {
        generic: of(Class::Generic),
        name: of(Class::Name),
        tail: of(Class::Tail),
        head: of(Class::Head),
        keep: of(Class::Keep),
        verb: of(Class::Verb),
        object: of(Class::Object),
        noun: of(Class::Noun),
        short: of(Class::Short),
        activity: of(Class::Activity),
        outside: of(Class::Outside),
        aspect: of(Class::Aspect),
        stop: of(Class::Stop),
        accounts: of(Class::Accounts),
        per: of(Class::Per),
        reason: of(Class::Reason),
        threshold: of(Class::Threshold),
        spent: of(Class::Spent),
        planned: of(Class::Planned),
        proposed: of(Class::Proposed),
        reason_end: of(Class::ReasonEnd),
        held: of(Class::Held),
        money: of(Class::Money),
        topic: of(Class::Topic),
        announce: of(Class::Announce),
        contents: of(Class::Contents),
        fund_rate: of(Class::FundRate),
        source: of(Class::Source),
    }
});

/// The words.
pub fn words() -> &'static Statement {
    &STATEMENT
}

/// The longest of `words` that `text` ends in.
pub fn at_end(words: &Words, text: &str) -> Option<&'static str> {
    words.at_end(text)
}

/// The longest of `words` that `text` begins with.
pub fn at_start(words: &Words, text: &str) -> Option<&'static str> {
    words.at_start(text)
}
