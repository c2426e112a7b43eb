//! Years as texts write them.

/// What stands behind the year that a text begins with: of 2020年度 it is 度.
pub fn behind(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text[digits..].strip_prefix('年').filter(|_| digits == 4)
}
