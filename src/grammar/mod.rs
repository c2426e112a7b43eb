//! Grammars: how numbers and headings are written, one concept a file.
//!
//! In comes folded text (see [`crate::fold`]), out come values with the bytes they were read from.
//! A grammar knows form; which words are units or comparators it is told by a
//! [`vocabulary::Vocabulary`], which the lexicon fills.
//!
//! Numbers: [`number`] and [`han`] read numerals, [`quantity`] what they count (money, percent,
//! count), [`scan`] finds them in a passage.

pub mod classes;
pub mod comparator;
mod count;
#[cfg(test)]
mod expressions;
pub mod foreign;
mod glued;
mod han;
pub mod heading;
pub mod lost;
mod money;
pub mod number;
mod percent;
pub mod quantity;
mod ratio;
mod refuse;
pub mod scan;
mod series;
mod settle;
mod start;
pub mod vocabulary;

/// What a parser of this module returns: the rest of the input, and what was read.
pub(crate) type Parsed<'a, T> = nom::IResult<&'a str, T, ()>;
