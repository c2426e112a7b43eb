//! Words that set the numbers behind them apart: `按同口径`, `1-5月`, `力争`.

use std::ops::Range;

use crate::fold::Folded;
use crate::lexicon::patterns::{Says, patterns};
use crate::mark::{Qualifier, Setting};
use crate::text::{Cut, Text};

const SETTINGS: [(Says, Setting); 7] = [
    (Says::Basis, Setting::Basis),
    (Says::Period, Setting::Period),
    (Says::WholeYear, Setting::WholeYear),
    (Says::Aim, Setting::Aim),
    (Says::Projects, Setting::Projects),
    (Says::Reason, Setting::Reason),
    (Says::Adjusted, Setting::Adjusted),
];

/// Reads the qualifiers of all passages, in order.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Qualifier> {
    let mut found = Vec::new();
    let settings = SETTINGS.map(|(says, setting)| (patterns(says), setting));
    for passage in passages {
        let words = joined.within(passage.clone());
        for (patterns, setting) in settings {
            for one in patterns.found_in(words) {
                found.push(Qualifier {
                    setting,
                    words: alike(words.within(one.range.clone())),
                    span: super::span(text, joined, passage, &one.range),
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
    fn periods_are_made_alike() {
        let period = |words: &str| vec![(Setting::Period, words.to_owned())];
        assert_eq!(found_in("1—5月份收入20万元"), period("1-5月"));
        assert_eq!(found_in("1至5月收入20万元"), period("1-5月"));
        assert_eq!(found_in("12月31日余额5万元"), []);
        assert_eq!(found_in("1-12月收入20万元")[0].0, Setting::WholeYear);
    }
}
