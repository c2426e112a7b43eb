//! Words of the statements about numbers, from `data/statement.tsv`.

use std::sync::LazyLock;

use super::rows::{StatementClass as Class, Word, words_of};
pub use super::words::Words;

/// The words by class.
#[derive(Debug)]
pub struct Statement {
    /// 增加, 增长, 增幅.
    pub up: Words,
    /// 减少, 下降, 降幅.
    pub down: Words,
    /// What may stand between such a word and its number.
    pub link: Words,
    /// What makes a level of it: 增加到.
    pub level: Words,
    /// 占, 占比.
    pub share: Words,
    /// 执行率, 完成率.
    pub completion: Words,
    /// What 完成 is said of: 预算, 任务.
    pub plan: Words,
    /// 其中, 主要包括.
    pub whole: Words,
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
}

static STATEMENT: LazyLock<Statement> = LazyLock::new(|| {
    let of = |class| words_of(Word::<Class>::all(), class);
    Statement {
        up: of(Class::Up),
        down: of(Class::Down),
        link: of(Class::Link),
        level: of(Class::Level),
        share: of(Class::Share),
        completion: of(Class::Completion),
        plan: of(Class::Plan),
        whole: of(Class::Whole),
        generic: of(Class::Generic),
        name: of(Class::Name),
        tail: of(Class::Tail),
        head: of(Class::Head),
        keep: of(Class::Keep),
        verb: of(Class::Verb),
        object: of(Class::Object),
        noun: of(Class::Noun),
        stop: of(Class::Stop),
        accounts: of(Class::Accounts),
        per: of(Class::Per),
        reason: of(Class::Reason),
        threshold: of(Class::Threshold),
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
