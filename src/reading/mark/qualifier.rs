//! Words that set the numbers behind them apart: `按同口径`, `1-5月`, `力争`.

use super::Found;
use crate::mark::Qualifier;
use crate::text::Cut;

/// The qualifiers among what was found, in order.
pub(super) fn read(found: &[Found]) -> Vec<Qualifier> {
    let qualifier = |one: &Found| {
        one.hit.says.sets_apart().then(|| Qualifier {
            says: one.hit.says,
            words: alike(one.words().within(one.hit.range.clone())),
            span: one.text.span(one.source(&one.hit.range)),
        })
    };
    let mut qualifiers: Vec<Qualifier> = found.iter().filter_map(qualifier).collect();
    qualifiers.sort_by_key(|one| one.span.0);
    qualifiers
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
    use crate::fold::Folded;
    use crate::lexicon::patterns::Says;
    use crate::text::Text;

    fn found_in(words: &str) -> Vec<(Says, String)> {
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&super::super::found(&text, &folded, &[whole]));
        found.into_iter().map(|one| (one.says, one.words)).collect()
    }

    #[test]
    fn periods_are_made_alike() {
        let period = |words: &str| vec![(Says::Period, words.to_owned())];
        assert_eq!(found_in("1—5月份收入20万元"), period("1-5月"));
        assert_eq!(found_in("1至5月收入20万元"), period("1-5月"));
        assert_eq!(found_in("12月31日余额5万元"), []);
        assert_eq!(found_in("1-12月收入20万元")[0].0, Says::WholeYear);
    }
}
