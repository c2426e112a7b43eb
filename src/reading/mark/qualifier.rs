//! Words that set the numbers behind them apart: `按同口径`, `1-5月`, `力争`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::fold::Folded;
use crate::lexicon::rows::QualifierRow;
use crate::mark::{Qualifier, Setting};
use crate::text::Text;

/// The expressions of each setting, as one.
static PATTERNS: LazyLock<Vec<(Setting, Regex)>> = LazyLock::new(|| {
    let settings = QualifierRow::all().chunk_by(|one, next| one.setting == next.setting);
    let patterns = settings.filter_map(|rows| {
        let all: Vec<&str> = rows.iter().map(|row| &*row.pattern).collect();
        // That all are expressions is tested.
        Some((rows.first()?.setting, Regex::new(&all.join("|")).ok()?))
    });
    patterns.collect()
});

/// Reads the qualifiers of all passages, in order.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Qualifier> {
    let mut found = Vec::new();
    for passage in passages {
        let words = joined.within(passage.clone());
        for (setting, pattern) in &*PATTERNS {
            for one in super::found(pattern, words) {
                let Some(group) = one.iter().skip(1).flatten().next().or(one.get(0)) else {
                    continue;
                };
                let range = passage.start + group.start()..passage.start + group.end();
                found.push(Qualifier {
                    setting: *setting,
                    words: alike(group.as_str()),
                    span: text.span(joined.source_range(text, range)),
                });
            }
        }
    }
    found.sort_by_key(|one| one.span.0);
    found
}

/// 1—5月份 and 1至5月 are one period.
fn alike(words: &str) -> String {
    let dash = |c: char| match c {
        '—' | '–' | '~' | '至' | '到' => '-',
        other => other,
    };
    words.chars().filter(|c| *c != '份').map(dash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found_in(words: &str) -> Vec<(Setting, String)> {
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&text, &folded, &[whole]);
        found
            .into_iter()
            .map(|one| (one.setting, one.words))
            .collect()
    }

    #[test]
    fn every_row_finds_its_example() {
        let settings = QualifierRow::all().chunk_by(|one, next| one.setting == next.setting);
        assert_eq!(PATTERNS.len(), settings.count());
        for row in QualifierRow::all() {
            let found = found_in(&row.example);
            assert!(
                found.iter().any(|(setting, _)| *setting == row.setting),
                "{}",
                row.example
            );
        }
    }

    #[test]
    fn periods_are_made_alike() {
        let period = |words: &str| vec![(Setting::Period, words.to_owned())];
        assert_eq!(found_in("1—5月份收入20万元"), period("1-5月"));
        assert_eq!(found_in("1至5月收入20万元"), period("1-5月"));
        assert_eq!(found_in("12月31日余额5万元"), []);
        assert_eq!(found_in("1-12月收入20万元")[0].0, Setting::WholeYear);
    }
}
