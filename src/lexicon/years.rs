//! Years as texts write them.

use crate::text::split_while;

/// What stands behind the year that a text begins with: of 2020年度 it is 度.
pub fn behind(text: &str) -> Option<&str> {
    let (digits, rest) = split_while(text, |c| c.is_ascii_digit());
    rest.strip_prefix('年').filter(|_| digits.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_four_digits() {
        assert_eq!(behind("2020年度预算"), Some("度预算"));
        assert_eq!(behind("20年"), None);
        assert_eq!(behind("2020元"), None);
    }
}
