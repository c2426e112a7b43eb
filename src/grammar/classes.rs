//! What words around numbers are to the grammar: the classes of the word files.

use serde::Deserialize;

/// Where a measure word may be taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// After digits and after Chinese numerals.
    Any,
    /// After digits only.
    Digits,
    /// A division of the country; after a Chinese numeral only behind 等, 共 and the like.
    Place,
    /// Only behind a stroke: 元/生, 元/床日.
    Per,
    /// Looks like a measure word and is none: 100分制.
    None,
}

/// Whole classes of words, one list each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Behind these, several numbers follow: 分别为.
    Listing,
    /// The number behind it is a ratio: 师生比.
    Ratio,
    /// Measure words of which even one is a count: 一所.
    BooksBehind,
    Single,
    /// Before one of these it is none: 同一所.
    Alike,
    /// Money stands behind these even where its unit is lost: 决算数.
    Amount,
    /// Counts stand behind these even where their unit is lost: 编制数.
    Headcount,
    /// 类, 款, 项: the code before them is no number.
    ItemLevel,
    /// What stands before the unit that a passage declares: 单位:.
    Declaring,
    /// Verbs between an amount's name and its number: 为, 共.
    Copula,
    /// A change of money follows: 增加.
    Change,
    /// A change in percent follows: 增长, 下降.
    Growth,
    /// What follows or stands in brackets are parts of the number before: 其中.
    Parts,
    /// A web page counts its readers: 浏览次数.
    PageCounter,
    /// Before a Chinese numeral that counts divisions of the country: 等五市.
    BeforePlaces,
    /// Before these, a Chinese numeral counts nothing: 第, 每, 首.
    NotCounting,
    /// Numerals inside these are no quantities: 八项规定.
    SetPhrase,
    /// Nouns that make a count in Chinese numerals mere style: 方面.
    VagueNoun,
    /// Verbs and the like behind a number without a unit: no noun that it counts.
    NoNoun,
    /// They say that a bare 2.3万 is money.
    MoneyCue,
    /// They say that it is a count.
    CountCue,
    /// Shares that are said without a numeral: 一半.
    Half,
    /// Articles of a rule, whose number is its name: 30条规定.
    RuleNoun,
    /// Behind them rules are counted: 出台30条规定.
    RuleMade,
    /// Words that only begin like a rule: 5项规定动作.
    RuleWord,
    /// They stand between the two ends of a change: 增至.
    Turn,
    /// They turn the comparator behind them: 未超过.
    Negation,
    /// Verbs between 约 and the number that is about: 约占70%.
    Approximated,
    /// So many years behind these are a length of time: 期限.
    Term,
}
