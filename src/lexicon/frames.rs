//! Frames: how a number is said of something, from `data/frames.tsv`.
//!
//! A frame is a pattern over the classes of the words before a number. Patterns are compiled to
//! regular expressions over one letter a word, so a frame costs no code.

use std::sync::{LazyLock, OnceLock};

use regex::bytes::Regex;

use super::clause::Class;
use super::memo::{Memo, remembered};
use super::rows::{FrameMeasure, FrameRow, FrameSign};
use crate::record::{Measure, Sign};
use crate::text::rsplit_while;

/// What a number in a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A level of the thing: amount, count or rate by the number's kind.
    Level,
    /// A level of the thing in the year before.
    Prior,
    /// The level that a difference or completion is measured from.
    Base,
    /// A bound inside the name of a thing (单价50万元以上设备).
    Bound,
    /// A share, change, growth, completion, rate or price.
    Said(Measure),
}

/// The direction that a frame gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// None: not a difference.
    None,
    /// The one that the words say.
    Said(Sign),
    /// That of the number's own sign.
    OfNumber,
}

/// One way of saying a number.
#[derive(Debug)]
pub struct Frame {
    /// Its name in the data file.
    pub id: &'static str,
    /// Kinds of number: `m` money, `p` percent, `c` count; a capital for one with a minus.
    kinds: &'static [u8],
    /// What the number is.
    pub role: Role,
    /// Its direction.
    pub direction: Direction,
    pattern: Pattern,
}

/// A pattern as an expression over letters, read when a lead first has the words that it needs.
#[derive(Debug)]
struct Pattern {
    written: String,
    /// Sets of classes, a word of each of which must stand before the number, and behind it.
    needs: [Vec<u64>; 2],
    expression: OnceLock<Regex>,
}

impl Pattern {
    /// Whether a lead has the words without which the pattern fits none.
    fn may_fit(&self, present: [u64; 2]) -> bool {
        let met = |(needs, present): (&Vec<u64>, u64)| needs.iter().all(|one| one & present != 0);
        self.needs.iter().zip(present).all(met)
    }

    fn expression(&self) -> &Regex {
        self.expression.get_or_init(|| {
            Regex::new(&self.written)
                .unwrap_or_else(|why| unreachable!("a test reads the example of each: {why}"))
        })
    }
}

/// The classes of some words as a set.
fn set(letters: &[u8]) -> u64 {
    let bit = |letter: &u8| 1u64 << (letter.wrapping_sub(b'A') & 63);
    letters.iter().fold(0, |set, letter| set | bit(letter))
}

/// Words of a lead, from the first to behind the last.
pub type Slot = Option<(usize, usize)>;

/// A frame found to fit, with what it wanted to know.
#[derive(Debug, Clone, Copy)]
pub struct Fit {
    /// The frame.
    pub frame: &'static Frame,
    /// The thing measured.
    pub thing: Slot,
    /// The thing behind the words of a comparison or a price.
    pub behind_thing: Slot,
    /// The thing behind the verb.
    pub object: Slot,
    /// What is compared with, or what was to be done.
    pub versus: Slot,
    /// The whole of a share.
    pub whole: Slot,
    /// Words that the frame explains.
    pub explained: usize,
}

/// What is compared with: a year or books, with words around them that say no more; a name may stand between
/// the year and the books (2017年收支预算总数).
const REFERENCE: &str = "(?:[Yydxo]*[Yy][Yydxo]*T[bjf][Yybjfgxdo]*|[Yydxo]*[Yybjfg][Yybjfgxdo]*|A)";

/// What stands behind 高于: as books, a plan or the year before, or what others have, perhaps two of them.
const LEVEL: &str = "(?:[Yyx]*(?:[bjfg]+|y)x*|T?A)";

static FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| {
    let frame = |row| frame(row).unwrap_or_else(|why| unreachable!("a test compiles all: {why}"));
    FrameRow::all().iter().map(frame).collect()
});

/// All frames, in the order of the file.
pub fn all() -> &'static [Frame] {
    &FRAMES
}

/// The frame that explains most of a lead. `kind` is the number's letter; `classes` holds a letter
/// a word before the number, `#`, and the letters behind it.
pub fn best(kind: u8, classes: &str) -> Option<Fit> {
    let mut letter = [0; 4];
    let question = [&*char::from(kind).encode_utf8(&mut letter), classes];
    remembered(&FITS, question, || best_fresh(kind, classes))
}

thread_local! {
    /// Clauses of the same words in the same order come again and again.
    static FITS: Memo<Option<Fit>> = Memo::default();
}

fn best_fresh(kind: u8, classes: &str) -> Option<Fit> {
    let words = classes.find('#').unwrap_or(classes.len());
    let (before, behind) = classes.split_at(words);
    let present = [before, behind].map(|part| set(part.as_bytes()));
    let mut best: Option<(Fit, usize)> = None;
    for frame in all() {
        if !frame.kinds.contains(&kind) || !frame.pattern.may_fit(present) {
            continue;
        }
        let Some(found) = frame.pattern.expression().captures(classes.as_bytes()) else {
            continue;
        };
        let slot = |name: &str| {
            let slot = found.name(name).filter(|slot| !slot.is_empty())?;
            Some((slot.start(), slot.end()))
        };
        let versus = slot("versus").or_else(|| slot("before"));
        let free = ["thing", "thing2", "object", "whole"].map(slot);
        let left: usize = free.iter().flatten().map(|(from, to)| to - from).sum();
        let fit = Fit {
            frame,
            thing: free[0].or(free[1]),
            behind_thing: free[1],
            object: free[2],
            versus,
            whole: free[3],
            explained: words.saturating_sub(left),
        };
        if best
            .as_ref()
            .is_none_or(|(other, rest)| (fit.explained, *rest) > (other.explained, left))
        {
            best = Some((fit, left));
        }
    }
    best.map(|(fit, _)| fit)
}

fn frame(row: &'static FrameRow) -> Result<Frame, String> {
    let said = |measure| Role::Said(measure);
    let role = match row.measure {
        FrameMeasure::Level => Role::Level,
        FrameMeasure::Prior => Role::Prior,
        FrameMeasure::Base => Role::Base,
        FrameMeasure::Bound => Role::Bound,
        FrameMeasure::Share => said(Measure::Share),
        FrameMeasure::Change => said(Measure::Change),
        FrameMeasure::Growth => said(Measure::Growth),
        FrameMeasure::Completion => said(Measure::Completion),
        FrameMeasure::Rate => said(Measure::Rate),
        FrameMeasure::Price => said(Measure::Price),
    };
    let direction = match row.sign {
        FrameSign::None => Direction::None,
        FrameSign::Up => Direction::Said(Sign::Up),
        FrameSign::Down => Direction::Said(Sign::Down),
        FrameSign::Unfilled => Direction::Said(Sign::Unfilled),
        FrameSign::OfNumber => Direction::OfNumber,
    };
    Ok(Frame {
        id: &row.id,
        kinds: row.kinds.as_bytes(),
        role,
        direction,
        pattern: pattern(&row.pattern)?,
    })
}

/// What a pattern of class names means over class letters.
fn pattern(names: &str) -> Result<Pattern, String> {
    let (before, behind) = names.split_once('#').unwrap_or((names, ""));
    let mut written = format!("(?s-u)^(?:(?P<before>[wzF]+{REFERENCE}[zw]+|m)k?)?");
    let mut needs = [Vec::new(), Vec::new()];
    for (part, needs) in [before, behind].into_iter().zip(&mut needs) {
        for name in part.split_whitespace() {
            let (expression, need) = element(name)?;
            written.push_str(&expression);
            needs.extend(need);
        }
        written.push('#');
    }
    // The letters behind the number need no end.
    written.pop();
    Ok(Pattern {
        written,
        needs,
        expression: OnceLock::new(),
    })
}

/// The expression of an element, and the classes one of which it cannot do without.
fn element(part: &str) -> Result<(String, Option<u64>), String> {
    let (name, repeat) = rsplit_while(part, |c| matches!(c, '?' | '*'));
    let (inner, need) = match name {
        "[thing]" => ("(?P<thing>.*?)".to_owned(), ""),
        "[thing2]" => ("(?P<thing2>.+?)".to_owned(), ""),
        "[object]" => ("(?P<object>.+?)".to_owned(), ""),
        "[whole]" => ("(?P<whole>.+?)".to_owned(), ""),
        "[versus]" => (format!("(?P<versus>[wzF]+{REFERENCE}[zw]*|m[wz]*)"), "wzFm"),
        "[base]" => (format!("(?P<versus>[wzF]+{REFERENCE})"), "wzF"),
        "[ref]" => (format!("(?P<versus>{LEVEL}(?:[wk]{LEVEL})?)"), "bjfgyA"),
        "[plan]" => ("(?P<versus>[Yyxf]*[bjg]+x*)".to_owned(), "bjg"),
        "[target]" => ("(?P<versus>[Yyx]*g+x*)".to_owned(), "g"),
        classes => {
            let names = classes.trim_start_matches('(').trim_end_matches(')');
            let letters: Result<Vec<String>, String> = names.split('/').map(letters).collect();
            let letters = letters?.concat();
            let need = set(letters.as_bytes());
            let expression = format!("(?:[{letters}]){repeat}");
            return Ok((expression, repeat.is_empty().then_some(need)));
        }
    };
    let need = (repeat.is_empty() && !need.is_empty()).then(|| set(need.as_bytes()));
    // A name that may be missing takes no word that the frame knows: 人均(控制在).
    let repeat = match name {
        "[thing2]" | "[object]" if repeat == "?" => "??",
        _ => repeat,
    };
    Ok((format!("(?:{inner}){repeat}"), need))
}

/// The letters of a class; up and down stand for the verbs too.
fn letters(name: &str) -> Result<String, String> {
    let class = Class::named(name).ok_or_else(|| format!("no class {name}"))?;
    let also = match class {
        Class::Up => "G",
        Class::Down => "H",
        _ => "",
    };
    Ok(format!("{}{also}", char::from(class.letter())))
}
