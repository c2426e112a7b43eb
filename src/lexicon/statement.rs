//! Words of the statements about numbers, from `data/statement.tsv`.

use std::sync::LazyLock;

/// A class of words, longest first.
type Words = Vec<&'static str>;

/// The words by class.
#[derive(Debug, Default)]
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
    let mut statement = Statement::default();
    for row in super::rows(include_str!("data/statement.tsv")) {
        let [class, word] = row.as_slice() else {
            continue;
        };
        statement.class(class).push(word);
    }
    for class in CLASSES {
        statement
            .class(class)
            .sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    statement
});

const CLASSES: [&str; 21] = [
    "up",
    "down",
    "link",
    "level",
    "share",
    "completion",
    "plan",
    "whole",
    "generic",
    "name",
    "tail",
    "head",
    "keep",
    "verb",
    "object",
    "noun",
    "stop",
    "accounts",
    "per",
    "reason",
    "threshold",
];

impl Statement {
    fn class(&mut self, name: &str) -> &mut Words {
        match name {
            "up" => &mut self.up,
            "down" => &mut self.down,
            "link" => &mut self.link,
            "level" => &mut self.level,
            "share" => &mut self.share,
            "completion" => &mut self.completion,
            "plan" => &mut self.plan,
            "whole" => &mut self.whole,
            "generic" => &mut self.generic,
            "name" => &mut self.name,
            "tail" => &mut self.tail,
            "head" => &mut self.head,
            "keep" => &mut self.keep,
            "verb" => &mut self.verb,
            "object" => &mut self.object,
            "noun" => &mut self.noun,
            "stop" => &mut self.stop,
            "accounts" => &mut self.accounts,
            "per" => &mut self.per,
            "reason" => &mut self.reason,
            _ => &mut self.threshold,
        }
    }
}

/// The words.
pub fn words() -> &'static Statement {
    &STATEMENT
}

/// The longest of `words` that `text` ends in.
pub fn at_end(words: &Words, text: &str) -> Option<&'static str> {
    words.iter().find(|word| text.ends_with(**word)).copied()
}

/// The longest of `words` that `text` begins with.
pub fn at_start(words: &Words, text: &str) -> Option<&'static str> {
    words.iter().find(|word| text.starts_with(**word)).copied()
}
