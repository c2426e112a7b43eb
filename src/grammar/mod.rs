//! Grammars: how numbers and headings are written, one concept a file.
//!
//! In comes folded text (see [`crate::fold`]), out come values with the bytes they were read from.
//! A grammar knows form; which words are units or comparators is in the lexicon. Each type stands
//! beside the nom parser that reads it.

pub mod comparator;
pub mod heading;
pub mod number;
pub mod quantity;
pub mod scan;
mod series;

/// What a parser of this module returns: the rest of the input, and what was read.
pub(crate) type Parsed<'a, T> = nom::IResult<&'a str, T, ()>;
