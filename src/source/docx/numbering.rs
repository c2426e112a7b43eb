//! Automatic numbers: what Word prints before a paragraph of a list.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::FORMAT;
use super::styles::Place;
use crate::source::error::SourceError;
use crate::source::limits::Watch;
use crate::source::xml::{Element, Token, Xml};

/// A list has at most so many levels.
const LEVELS: usize = 9;

/// The lists of a document, with how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each abstract list.
    lists: HashMap<String, Vec<Level>>,
    /// Each list in use: its abstract list, and where it starts anew.
    uses: HashMap<String, Use>,
    /// How far each abstract list has counted.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

/// How a level is numbered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Level {
    start: u32,
    format: String,
    /// `第%1部分`, `%1、`, `%1.%2`.
    text: String,
    /// Whether all numbers of it are printed as 1, 2, 3.
    legal: bool,
}

#[derive(Debug, Default)]
struct Use {
    list: String,
    /// For each level, where this use starts it anew.
    starts: [Option<u32>; LEVELS],
    begun: bool,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub(super) fn read(part: &str, watch: &Watch) -> Result<Self, SourceError> {
        let mut xml = Xml::new(FORMAT, part, watch);
        let mut numbering = Self::default();
        loop {
            match xml.next()? {
                Token::Start(element) => match element.name.as_str() {
                    "abstractNum" => {
                        let id = element.attribute("abstractNumId").unwrap_or_default();
                        numbering.lists.insert(id.to_owned(), levels(&mut xml)?);
                    }
                    "num" => {
                        let id = element.attribute("numId").unwrap_or_default();
                        let read = usage(&mut xml)?;
                        numbering.uses.insert(id.to_owned(), read);
                    }
                    _ => {}
                },
                Token::Done => return Ok(numbering),
                _ => {}
            }
        }
    }

    /// Counts a paragraph on, and gives what Word prints before it.
    pub(super) fn next(&mut self, place: &Place) -> Option<String> {
        let usage = self.uses.get_mut(place.list.as_deref()?)?;
        let levels = self.lists.get(&usage.list)?;
        let at = place.level.unwrap_or(0);
        let level = levels.get(at)?;
        let counts = self.counts.entry(usage.list.clone()).or_default();
        if !usage.begun {
            usage.begun = true;
            for (count, start) in counts.iter_mut().zip(usage.starts) {
                if let Some(start) = start {
                    *count = start.checked_sub(1);
                }
            }
        }
        let starts = usage.starts.iter().zip(levels);
        let starts = starts.map(|(own, level)| own.unwrap_or(level.start));
        for (here, (count, start)) in counts.iter_mut().zip(starts).enumerate() {
            *count = match (here.cmp(&at), *count) {
                (Ordering::Greater, _) => None,
                (Ordering::Equal, Some(count)) => Some(count.saturating_add(1)),
                (_, count) => count.or(Some(start)),
            };
        }
        let label = print(level, levels, counts);
        (!label.is_empty()).then_some(label)
    }
}

/// Puts the counts into the text of a level.
fn print(level: &Level, levels: &[Level], counts: &[Option<u32>; LEVELS]) -> String {
    if level.format == "bullet" {
        return String::new();
    }
    let mut label = String::new();
    let mut chars = level.text.chars();
    while let Some(c) = chars.next() {
        let of = match c {
            '%' => chars.clone().next().and_then(|digit| digit.to_digit(10)),
            _ => None,
        };
        let Some(of) = of.filter(|of| (1..=LEVELS as u32).contains(of)) else {
            label.push(c);
            continue;
        };
        chars.next();
        let mut all = counts.iter().zip(levels);
        if let Some((Some(count), of)) = all.nth(of as usize - 1) {
            let format = if level.legal { "decimal" } else { &of.format };
            label.push_str(&number(*count, format));
        }
    }
    // A number that ends in a digit would grow into the text behind it.
    if label.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        label.push(' ');
    }
    label
}

fn levels(xml: &mut Xml) -> Result<Vec<Level>, SourceError> {
    let mut levels = vec![Level::default(); LEVELS];
    for level in &mut levels {
        level.start = 1;
    }
    loop {
        match xml.next()? {
            Token::Start(element) if element.name == "lvl" => {
                let at = index(&element);
                let read = level(xml)?;
                if let Some(level) = levels.get_mut(at) {
                    *level = read;
                }
            }
            Token::Start(_) => xml.skip()?,
            Token::Text(_) => {}
            Token::End | Token::Done => return Ok(levels),
        }
    }
}

fn index(element: &Element) -> usize {
    element
        .attribute("ilvl")
        .and_then(|level| level.parse().ok())
        .unwrap_or(LEVELS)
}

fn level(xml: &mut Xml) -> Result<Level, SourceError> {
    let mut level = Level {
        start: 1,
        ..Level::default()
    };
    loop {
        match xml.next()? {
            Token::Start(element) => {
                let val = || element.val().unwrap_or_default().to_owned();
                match element.name.as_str() {
                    "start" => level.start = val().parse().unwrap_or(1),
                    "numFmt" => level.format = val(),
                    "lvlText" => level.text = val(),
                    "isLgl" => level.legal = element.is_on(),
                    _ => {}
                }
                xml.skip()?;
            }
            Token::Text(_) => {}
            Token::End | Token::Done => return Ok(level),
        }
    }
}

fn usage(xml: &mut Xml) -> Result<Use, SourceError> {
    let mut usage = Use::default();
    loop {
        match xml.next()? {
            Token::Start(element) if element.name == "lvlOverride" => {
                let at = index(&element);
                let start = start_override(xml)?;
                if let Some(place) = usage.starts.get_mut(at) {
                    *place = start;
                }
            }
            Token::Start(element) => {
                if element.name == "abstractNumId" {
                    usage.list = element.val().unwrap_or_default().to_owned();
                }
                xml.skip()?;
            }
            Token::Text(_) => {}
            Token::End | Token::Done => return Ok(usage),
        }
    }
}

fn start_override(xml: &mut Xml) -> Result<Option<u32>, SourceError> {
    let mut start = None;
    loop {
        match xml.next()? {
            Token::Start(element) => {
                if element.name == "startOverride" {
                    start = element.val().and_then(|start| start.parse().ok());
                }
                xml.skip()?;
            }
            Token::Text(_) => {}
            Token::End | Token::Done => return Ok(start),
        }
    }
}

/// A number as a format prints it.
fn number(count: u32, format: &str) -> String {
    let from = |first: u32, most: u32| {
        (1..=most)
            .contains(&count)
            .then(|| char::from_u32(first + count - 1))
            .flatten()
            .map(String::from)
    };
    let digits = |digits: &str| -> String {
        let digits: Vec<char> = digits.chars().collect();
        let printed = count.to_string();
        let of = |c: char| c.to_digit(10).and_then(|at| digits.get(at as usize));
        printed.chars().filter_map(of).collect()
    };
    let special = match format {
        "none" | "bullet" => Some(String::new()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => Some(counted(count)),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            Some(digits("〇一二三四五六七八九"))
        }
        "chineseLegalSimplified" => Some(digits("零壹贰叁肆伍陆柒捌玖")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(digits("０１２３４５６７８９")),
        "decimalZero" => Some(format!("{count:02}")),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => from('①' as u32, 20),
        "decimalEnclosedParen" => from('⑴' as u32, 20),
        "decimalEnclosedFullstop" => from('⒈' as u32, 20),
        "ideographEnclosedCircle" => from('㈠' as u32, 10),
        "ideographTraditional" => "甲乙丙丁戊己庚辛壬癸"
            .chars()
            .nth((count as usize).wrapping_sub(1))
            .map(String::from),
        "upperLetter" => from('A' as u32, 26),
        "lowerLetter" => from('a' as u32, 26),
        "upperRoman" => Some(roman(count)),
        "lowerRoman" => Some(roman(count).to_lowercase()),
        _ => None,
    };
    special.unwrap_or_else(|| count.to_string())
}

/// 一, 十, 十一, 二十, 一百零一.
fn counted(count: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if count == 0 || count > 9999 {
        return count.to_string();
    }
    let mut printed = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = count / unit % 10;
        if digit == 0 {
            gap = gap || !printed.is_empty();
            continue;
        }
        if gap {
            printed.push('零');
            gap = false;
        }
        // 十, not 一十, at the beginning.
        if !(unit == 10 && digit == 1 && printed.is_empty()) {
            printed.extend(DIGITS.get(digit as usize));
        }
        printed.push_str(name);
    }
    printed
}

fn roman(mut count: u32) -> String {
    if count > 3999 {
        return count.to_string();
    }
    let mut printed = String::new();
    for (value, letters) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while count >= value {
            printed.push_str(letters);
            count -= value;
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_does() {
        for (count, format, printed) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (11, "japaneseCounting", "十一"),
            (20, "chineseCounting", "二十"),
            (101, "chineseCounting", "一百零一"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (21, "decimalEnclosedCircle", "21"),
            (4, "upperRoman", "IV"),
            (2, "lowerLetter", "b"),
            (12, "ideographDigital", "一二"),
            (7, "unheardOf", "7"),
        ] {
            assert_eq!(number(count, format), printed, "{format}");
        }
    }
}
