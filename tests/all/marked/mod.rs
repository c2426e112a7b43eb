//! Marked documents: text with the meaning of each number written where it stands.
//!
//! ```text
//! %doc kind=final_accounts year=2022 issuer=… region=510100
//! ⟦h2⟧（二）支出决算情况            a heading of true depth 2, to the end of its line
//! ⟦h3⟧1.基本支出。⟦/h⟧基本支出…      one that runs into its paragraph
//! 年初预算为⟦54.53万元|l=行政运行（项）;b=budget⟧
//! ⟦table form=expenditure unit=万元 layout=cell_per_line header=1 code=1 label=2 caption=支出决算表⟧
//! 科目编码<TAB>科目名称<TAB>合计     one row a line; `<` is merged from the left, `^` from above
//! 2080101<TAB>行政运行<TAB>54.53
//! ⟦/table⟧
//! ```
//!
//! Keys of a number: `l` label (`a~b`: either is right), `m` measure, `s` sign, `y` year, `b` basis, `of` whole,
//! `vs` and `vy` what it is compared with and its year, `c` comparator; `v` value, `u` unit, `k` kind and `yuan`
//! where they cannot be told from the printed number. What is not marked is no fact.
//!
//! In comes such a file, out come the plain text and the [`Labels`]: what a reader should make of it.

mod grid;
mod label;
mod number;
mod reader;

pub use grid::Layout;
pub use label::{Cell, Fact, Labels, Table};
pub use reader::read;
