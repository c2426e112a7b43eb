//! Years as texts write them.

/// What stands behind the year that a text begins with: of 2020年度 it is 度.
pub fn behind(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text[digits..].strip_prefix('年').filter(|_| digits == 4)
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
