//! What is no part of what, by the words of their names and by the classification.

use super::classification::{Entry, System, classification};
use super::label::MARKS;
use super::memo::{Memo, remembered};
use super::rows::NoPart;

thread_local! {
    static WHOLES: Memo<bool> = Memo::default();
    static ASKED: Memo<bool> = Memo::default();
}

/// Whether what bears one name cannot be a part of what bears the other.
pub fn excludes(part: &str, whole: &str) -> bool {
    // Most wholes exclude nothing.
    let excludes = || {
        let named = |row: &NoPart| row.whole.words().any(|word| whole.contains(word));
        NoPart::all().iter().any(named) || functional(whole).next().is_some()
    };
    remembered(&WHOLES, [whole], excludes)
        && remembered(&ASKED, [part, whole], || {
            are_apart(part, whole) || is_of_another_entry(part, whole)
        })
}

fn are_apart(part: &str, whole: &str) -> bool {
    NoPart::all().iter().any(|row| {
        let of_part = |name: &str| row.part.words().any(|word| name.contains(word));
        let of_whole = |name: &str| row.whole.words().any(|word| name.contains(word));
        of_part(part) && !of_whole(part) && of_whole(whole) && !of_part(whole)
    })
}

/// 农林水支出 is no part of 教育支出: no code of the one stands under a code of the other.
fn is_of_another_entry(part: &str, whole: &str) -> bool {
    // 住房公积金 may be one of the economic classification in an entry of the functional one.
    let sure = bare(part).is_some()
        || classification()
            .of_name(part)
            .all(|entry| entry.system == System::Functional);
    let wholes: Vec<&str> = functional(whole).map(|entry| entry.code).collect();
    let mut parts = functional(part).peekable();
    let known = sure && !wholes.is_empty() && parts.peek().is_some();
    known && !parts.any(|part| wholes.iter().any(|whole| part.code.starts_with(whole)))
}

/// The entries of the functional classification that a name is of.
fn functional(name: &str) -> impl Iterator<Item = &'static Entry> {
    let entries = classification().of_name(bare(name).unwrap_or(name));
    entries.filter(|entry| entry.system == System::Functional)
}

/// A name without the mark of its level: 行政运行(项).
fn bare(name: &str) -> Option<&str> {
    MARKS.iter().find_map(|mark| name.strip_suffix(*mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_tell_what_is_no_part() {
        for (part, whole, excluded) in [
            ("国(境)外公务接待", "国内公务接待", true),
            ("国(境)外公务接待", "公务接待", false),
            ("在职", "人员编制", true),
            ("在职人员编制", "人员编制", false),
            ("单价50万元以上设备", "车辆", true),
            ("农林水支出", "教育支出", true),
            ("行政运行(项)", "教育支出(类)", false),
            ("行政运行(项)", "住房保障支出", true),
            ("住房公积金", "行政运行(项)", false),
            ("河道整治", "教育支出", false),
        ] {
            assert_eq!(excludes(part, whole), excluded, "{part} {whole}");
        }
    }

    #[test]
    fn examples_name_both() {
        for row in NoPart::all() {
            for words in [&row.part, &row.whole] {
                let mut words = words.words();
                assert!(
                    words.any(|word| row.example.contains(word)),
                    "{}",
                    row.example
                );
            }
        }
    }
}
