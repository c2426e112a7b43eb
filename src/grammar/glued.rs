//! Sums whose digits may be a year and a sum: 比201423.45万元, where 年 is lost.

use super::scan::Found;
use crate::text::Cut;

/// The digits of a year.
const YEAR: usize = "2014".len();

/// Takes the worth from a sum that may hold a year: behind a word that compares, or where another
/// quantity ends (394.85万元2014247.15万元).
pub(super) fn doubt(passage: &str, one: &mut Found, last: Option<&Found>) {
    let before = passage.before(one.range.start);
    let touching = last.is_some_and(|last| last.range.end == before.len());
    if touching || before.ends_with(['比', '较', '与', '同']) {
        let yuan = one.quantity.yuan.take();
        one.quantity.yuan = yuan.filter(|_| !holds_a_year(passage.within(one.range.clone())));
    }
}

fn holds_a_year(sum: &str) -> bool {
    let of_now = sum
        .strip_prefix("20")
        .is_some_and(|rest| rest.starts_with(['0', '1', '2']));
    let digits = sum.bytes().take_while(u8::is_ascii_digit).count();
    let decimal = sum.behind(digits).starts_with('.');
    // 20140.5 may be 0.5 of 2014; 201405.5 is not 05.5.
    let rest = sum.get(YEAR..digits).unwrap_or("");
    of_now && decimal && (rest == "0" || rest.starts_with(|c| matches!(c, '1'..='9')))
}

#[cfg(test)]
mod tests {
    use crate::grammar::scan::scan;
    use crate::lexicon::numbers::vocabulary;

    /// What the sums of a passage are worth.
    fn worth(passage: &str) -> Vec<Option<String>> {
        let found = scan(vocabulary(), passage, &|_| false);
        let yuan = |one: super::Found| one.quantity.yuan.map(|yuan| yuan.normalize().to_string());
        found.into_iter().map(yuan).collect()
    }

    #[test]
    fn a_sum_that_may_hold_a_year_is_worth_nothing_sure() {
        assert_eq!(worth("比201423.45万元增加"), [None]);
        assert_eq!(worth("比20140.5万元增加"), [None]);
        let two = worth("支出39万元2014247.15万元相比");
        assert_eq!(two, [Some("390000".to_owned()), None]);
    }

    #[test]
    fn a_sum_that_begins_like_a_year_is_read() {
        for passage in [
            "支出201423.45万元",
            "比上年201423.45万元增加",
            "比201405.5元增加",
            "比2014.45万元增加",
            "比2014234万元增加",
        ] {
            assert!(worth(passage).iter().all(Option::is_some), "{passage}");
        }
    }
}
