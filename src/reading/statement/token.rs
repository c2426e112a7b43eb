//! Words of a passage, each with its class: what every later step works on.

use std::ops::Range;

use super::approval;
use super::clause::{is_name_bracket, is_sign};
use super::date::year_length;
use super::improvements;
use super::loose;
use crate::grammar::scan::Found;
use crate::lexicon::clause::{Class, words};
use crate::lexicon::lists::{Class as List, list};
use crate::text::{Cut, split_while};

/// A word, a sign or a number of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub is: Is,
    /// Where it stands in the passage.
    pub range: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// A word of a class.
    Word(Class),
    /// A year.
    Year(i32),
    /// A number: its place in the list of those found.
    Number(usize),
    /// A sign that parts clauses.
    Sign(char),
}

impl Token {
    /// The letter that frames know it by.
    pub fn letter(&self) -> u8 {
        match self.is {
            Is::Word(class) => class.letter(),
            Is::Year(_) => Class::Year.letter(),
            Is::Number(_) => Class::Number.letter(),
            Is::Sign(_) => b'_',
        }
    }

    /// Whether it is a word of this class.
    pub fn is_a(&self, class: Class) -> bool {
        self.is == Is::Word(class)
    }

    /// Whether it is of what a sum is compared with: 2019年, 上年, 预算, 同期, 的.
    pub fn is_of_reference(&self) -> bool {
        match self.is {
            Is::Year(_) => true,
            Is::Word(class) => matches!(
                class,
                Class::Prior
                    | Class::Budget
                    | Class::Adjusted
                    | Class::Final
                    | Class::Date
                    | Class::Same
                    | Class::Of
            ),
            _ => false,
        }
    }
}

/// The tokens of a folded passage with the numbers that were found in it.
pub fn read(passage: &str, found: &[Found]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(passage.len() / 8);
    let mut at = 0;
    for (index, one) in found.iter().enumerate() {
        between(passage, at..one.range.start, &mut tokens);
        tokens.push(Token {
            is: Is::Number(index),
            range: one.range.clone(),
        });
        at = one.range.end;
    }
    between(passage, at..passage.len(), &mut tokens);
    compare_with_named(&mut tokens);
    approval::says_nothing(passage, &mut tokens);
    compare_with_bases(passage, &mut tokens);
    open_what_is_made_up(passage, &mut tokens);
    if !found.is_empty() {
        loose::brackets(&mut tokens);
        improvements::are_names(passage, found, &mut tokens);
    }
    tokens
}

/// 同比上年度增加, 同比2021年增长: 同比 is as 比 where what is compared with stands behind it.
fn compare_with_named(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if let Some([yoy, reference]) = tokens.get_mut(at - 1..=at)
            && yoy.is_a(Class::Yoy)
            && matches!(reference.is, Is::Year(_) | Is::Word(Class::Prior))
        {
            yoy.is = Is::Word(Class::Than);
        }
    }
}

/// 在 and what it is based on have at most so many words between them.
const LONGEST_BASE: usize = 6;

/// 在上年预算3万元基础上压减10%: 在 is as 比 where 基础上 stands behind what is compared with.
fn compare_with_bases(passage: &str, tokens: &mut Vec<Token>) {
    let of_reference =
        |token: &&mut Token| token.is_of_reference() || matches!(token.is, Is::Number(_));
    let mut at = 0;
    while let Some((before, [token, ..])) = tokens.split_at_mut_checked(at) {
        at += 1;
        if !token.is_a(Class::ThanEnd)
            || !list(List::Basis).contains(passage.within(token.range.clone()))
        {
            continue;
        }
        let place = before.len();
        let between = before.iter_mut().rev().take(LONGEST_BASE);
        let between = between.take_while(of_reference).count();
        if between > 0
            && let Some(opener) = before.iter_mut().rev().nth(between)
            && matches!(opener.is, Is::Word(Class::Text | Class::Link))
            && passage.within(opener.range.clone()).ends_with('在')
        {
            let end = opener.range.end;
            let split = end - '在'.len_utf8();
            let than = Token {
                is: Is::Word(Class::Than),
                range: split..end,
            };
            if opener.range.start == split {
                *opener = than;
            } else {
                opener.range.end = split;
                tokens.insert(place - between, than);
                at += 1;
            }
        }
    }
}

/// 总收入由财政拨款收入8万元、其他收入2万元组成: 由 opens the parts as 包括 does where the list ends in 组成.
fn open_what_is_made_up(passage: &str, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let (before, [token, ..]) = tokens.split_at_mut(at) else {
            return;
        };
        let made_up = matches!(token.is, Is::Number(_))
            && list(List::MadeUp).begins(passage.behind(token.range.end));
        if !made_up {
            continue;
        }
        let same = |token: &&mut Token| !matches!(token.is, Is::Sign('。' | ';' | '!' | '?'));
        let mut before = before.iter_mut().rev().take(LONGEST_LIST).take_while(same);
        if let Some(from) = before.find(|token| token.is_a(Class::From)) {
            from.is = Is::Word(Class::Whole);
        }
    }
}

/// A list that is made up of parts has at most so many tokens.
const LONGEST_LIST: usize = 96;

/// The tokens of the text between two numbers.
fn between(passage: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let text = passage.within(range.clone());
    let base = range.start;
    // 5.3万台(注册登记)、驾驶人5.8万名: what ends behind the bracket of a number is no name.
    let behind_number = (base > 0).then(|| bracket_alone(text)).flatten();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        if at < start || !is_sign(sign) {
            continue;
        }
        if sign == '('
            && let Some(length) = code_in_bracket(text.behind(at + 1))
        {
            phrase(text, base, start..at, tokens);
            start = at + 1 + length;
            push(tokens, Is::Word(Class::Code), base + at..base + start);
            continue;
        }
        // 比上年增长(以下简称“增长”)12.5%: how a word is used from here on says nothing here.
        if sign == '('
            && let Some(length) = definition(text.behind(at + 1))
        {
            phrase(text, base, start..at, tokens);
            start = at + 1 + length;
            // 占预算(指调整预算,下同)的98%: the books that are meant are those.
            let of_plan = tokens.last().is_some_and(|last| last.is_a(Class::Budget));
            let meant = || meant_books(text.within(at + 1..start - 1));
            if let Some(meant) = of_plan.then(meant).flatten() {
                phrase(text, base, at + 1 + meant.start..at + 1 + meant.end, tokens);
            }
            continue;
        }
        let of_number = behind_number.is_some_and(|end| at == 0 || at == end);
        if !of_number && is_name_bracket(text, at, sign) {
            continue;
        }
        phrase(text, base, start..at, tokens);
        start = at + sign.len_utf8();
        push(tokens, Is::Sign(sign), base + at..base + start);
    }
    phrase(text, base, start..text.len(), tokens);
}

/// Where the bracket closes that a text begins with, if a sign stands behind it.
fn bracket_alone(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let end = inner
        .find(['(', ')'])
        .filter(|end| inner.behind(*end).starts_with(')'))?
        + 1;
    let ends = |c: char| c == '、' || is_sign(c);
    text.behind(end + 1).starts_with(ends).then_some(end)
}

/// Where the books stand in `指调整预算,下同`, a bracket that says which are meant.
fn meant_books(inner: &str) -> Option<Range<usize>> {
    let (meant, _) = inner.split_once(',').unwrap_or((inner, ""));
    let (found, class) = words(meant).next()?;
    let named = matches!(class, Class::Budget | Class::Adjusted) && found.end == meant.len();
    (named && list(List::TakesIn).contains(meant.before(found.start))).then_some(found)
}

/// The length of `以下简称“增长”)`, a bracket that says what a word is to stand for, or of `含上级补助)`, one that says
/// what a name takes in.
fn definition(text: &str) -> Option<usize> {
    let end = || text.bytes().take(LONGEST_TEXT).position(|b| b == b')');
    if list(List::Defines).begins(text) {
        return end().map(|end| end + 1);
    }
    // (含) behind a bound is a part of it.
    let taken_in = list(List::TakesIn).strip_prefix(text)?;
    let end = end().filter(|_| !taken_in.starts_with(')'))? + 1;
    // 贫困(含部分已脱贫)人员 is one name.
    let ends = text.behind(end).chars().next();
    let ends = ends.is_none_or(|behind| is_sign(behind) || behind == '的');
    ends.then_some(end)
}

/// The length of `213)`: a classification code that stands alone in a bracket.
fn code_in_bracket(text: &str) -> Option<usize> {
    let (digits, rest) = split_while(text, |c| c.is_ascii_digit());
    let code = matches!(digits.len(), 3 | 5 | 7) && rest.starts_with(')');
    code.then_some(digits.len() + 1)
}

fn push(tokens: &mut Vec<Token>, is: Is, range: Range<usize>) {
    if !range.is_empty() {
        tokens.push(Token { is, range });
    }
}

/// The tokens of a stretch without signs: years and dates first, then words.
fn phrase(text: &str, base: usize, range: Range<usize>, tokens: &mut Vec<Token>) {
    let mut start = range.start;
    let mut at = range.start;
    let begins_own = |c: char| c.is_ascii_digit() || matches!(c, '(' | '、');
    while let Some(passed) = text.within(at..range.end).find(begins_own) {
        at += passed;
        let rest = text.within(at..range.end);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let own = if digits > 0 {
            time(rest, digits, text.before(at))
        } else if rest.starts_with('(') {
            bracket(rest, tokens.last(), start == at, text.within(start..at))
        } else {
            Some((Is::Word(Class::Comma), '、'.len_utf8()))
        };
        match own {
            Some((is, length)) => {
                worded(text.within(start..at), base + start, tokens);
                push(tokens, is, base + at..base + at + length);
                at += length;
                start = at;
            }
            // Neither a digit nor a bracket is longer than a byte.
            None => at += digits.max(1),
        }
    }
    worded(text.within(start..range.end), base + start, tokens);
}

/// A bracket inside a name is text, whatever words it holds; behind a year (2019年(疫情前)决算数) it says
/// nothing. One that holds a direction (增加(减少)) is left to the words.
fn bracket(rest: &str, last: Option<&Token>, follows: bool, before: &str) -> Option<(Is, usize)> {
    let end = rest.find(')')?;
    let inner = rest.within(1..end);
    let direction = |(found, class): (Range<usize>, Class)| is_up(class).map(|_| (found, class));
    if let Some((found, class)) = words(inner).next().and_then(direction) {
        // 较上年(减少)8万元, (减)幅9%: chosen from a form. But 增加(减少) was not.
        let other = words(before).last().and_then(direction);
        let not_chosen = other.is_some_and(|(found, _)| found.end == before.len());
        let length = end
            + 1
            + list(List::Extent)
                .at_start(rest.behind(end + 1))
                .map_or(0, str::len);
        return (found.len() == inner.len() && !not_chosen).then_some((Is::Word(class), length));
    }
    let timed = follows && last.is_some_and(|token| matches!(token.is, Is::Year(_)));
    // 预算(安排)数 is 预算数.
    let behind = rest.behind(end + 1);
    if behind.starts_with('数') && list(List::BooksWord).ends(before) {
        return Some((Is::Word(Class::Same), end + 1 + '数'.len_utf8()));
    }
    let class = if timed { Class::Same } else { Class::Text };
    Some((Is::Word(class), end + 1))
}

/// The words of a stretch, and the text between them.
fn worded(stretch: &str, offset: usize, tokens: &mut Vec<Token>) {
    let mut at = 0;
    for (found, class) in words(stretch) {
        if found.start < at {
            continue;
        }
        plain(stretch, at..found.start, offset, tokens);
        // 年初预算计划: what a budget plans is of the budget.
        let planned = tokens.last_mut().filter(|last| {
            class == Class::Target
                && last.range.end == offset + found.start
                && (last.is_a(Class::Budget) || last.is_a(Class::Adjusted))
        });
        if let Some(budget) = planned {
            at = found.end;
            budget.range.end = offset + at;
            continue;
        }
        // 增加/减少, 增加(减少): both directions say none.
        let other = other_direction(stretch, &found, class);
        let class = other.map_or(class, |_| Class::Either);
        at = other.unwrap_or(found.end);
        push(tokens, Is::Word(class), offset + found.start..offset + at);
    }
    plain(stretch, at..stretch.len(), offset, tokens);
}

/// No name is longer, in bytes: of a longer text only the end is taken, lest every number behind it bear it all.
const LONGEST_TEXT: usize = 600;

/// The text between words.
fn plain(stretch: &str, range: Range<usize>, offset: usize, tokens: &mut Vec<Token>) {
    let end = range.end;
    let start = stretch.ceil_char_boundary(range.start.max(end.saturating_sub(LONGEST_TEXT)));
    push(tokens, Is::Word(Class::Text), offset + start..offset + end);
}

/// Where the other direction ends that stands right behind one: `/减少`, `(减少)`, `或减少`.
fn other_direction(stretch: &str, found: &Range<usize>, class: Class) -> Option<usize> {
    let up = is_up(class)?;
    let behind = stretch.behind(found.end);
    let joined = list(List::EitherSign).strip_prefix(behind)?;
    let (next, other) = words(joined).next()?;
    if next.start != 0 || is_up(other)? == up {
        return None;
    }
    let end = stretch.len() - joined.len() + next.end;
    Some(end + usize::from(stretch.behind(end).starts_with(')')))
}

fn is_up(class: Class) -> Option<bool> {
    match class {
        Class::Up | Class::UpVerb => Some(true),
        Class::Down | Class::DownVerb => Some(false),
        _ => None,
    }
}

/// A year or a date that a text begins with, and its length.
fn time(rest: &str, digits: usize, before: &str) -> Option<(Is, usize)> {
    let behind = rest.behind(digits);
    if let Some(length) = year_length(rest) {
        let year = rest
            .before(4)
            .parse()
            .ok()
            .filter(|year| (1990..=2100).contains(year))?;
        // 1992-1993年 is a span, part of a name, and so is the year of 2019年年初结转.
        if list(List::YearOfBalance).begins(behind) || before.ends_with(['-', '—', '~']) {
            return None;
        }
        return Some((Is::Year(year), length));
    }
    let unit = behind.chars().next()?;
    (digits <= 2 && matches!(unit, '月' | '日')).then(|| {
        let tail = list(List::DayTail).trim_start(behind.behind(unit.len_utf8()));
        (Is::Word(Class::Date), rest.len() - tail.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::Folded;
    use crate::grammar::scan::scan;
    use crate::lexicon::numbers::vocabulary;

    fn letters(text: &str) -> String {
        let folded = Folded::fold(text);
        let found = scan(vocabulary(), &folded, &|_| false);
        let tokens = read(&folded, &found);
        tokens
            .iter()
            .map(|token| char::from(token.letter()))
            .collect()
    }

    #[test]
    fn clauses_become_rows_of_classes() {
        for (text, row) in [
            ("公务接待费比上年决算数减少0.2万元", "TwyfHn"),
            ("与2019年度相比，各增加65.2万元", "wYz_eGn"),
            ("比2020年增长（以下简称“增长”）12.5%", "wYUn"),
            ("比人代会预算（安排）数增加6万元", "wxbxGn"),
            ("为县人民代表大会批准的全县全年预算的60%", "lxxxbon"),
            ("为批准预算的60%", "lxbon"),
            ("比向县人代会报告的预算执行数增加6万元", "wxxxxfGn"),
            ("公务接待费占全县预算的60%", "TSTbon"),
            ("增加（减少）0万元", "Pn"),
            ("同比上年度增加3万元", "wyGn"),
            ("同比2021年增加3万元", "wYGn"),
            ("同比增加3万元", "mGn"),
            ("增长/下降0%", "Pn"),
            ("预算在2013年年初预算基础上压减15%", "bwYbzHn"),
            ("在上年预算3万元基础上压减10%", "wybnzHn"),
            ("在2013年支出3万元", "lYTn"),
            ("占本年收入合计的99%", "STon"),
            ("占预算（指调整预算，下同）的98%", "Sbjon"),
            ("占收入（含调整预算）的98%", "STon"),
            ("完成年初预算的98%", "Cbon"),
            ("截至2020年12月31日，共有车辆3辆", "TYdd_TTn"),
            ("农林水支出（213）100万元", "TKn"),
            ("一般公共预算100万元", "Tn"),
            ("收入总计由财政收入8万元、其他收入2万元组成", "TqTnkTnT"),
            ("收入总计由8万元减少到2万元", "TFnLn"),
        ] {
            assert_eq!(letters(text), row, "{text}");
        }
    }
}
