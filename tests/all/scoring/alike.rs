//! When two texts say the same.

/// Without white space, quotation marks and stars, full-width signs as half-width ones.
pub fn squash(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '，' => ',',
            '：' => ':',
            '；' => ';',
            '“' | '”' | '‘' | '’' => '"',
            '％' => '%',
            '》' | '〉' => '>',
            '．' => '.',
            _ => c,
        })
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | '*'))
        .collect()
}

/// Two texts, either of which may be absent, are the same but for signs.
pub fn same(one: Option<&str>, other: Option<&str>) -> bool {
    squash(one.unwrap_or_default()) == squash(other.unwrap_or_default())
}

/// Two names are the same, or one holds most of the other.
pub fn near(one: &str, other: &str) -> bool {
    let (one, other) = (squash(one), squash(other));
    if one == other {
        return true;
    }
    let (short, long) = match one.len() <= other.len() {
        true => (&one, &other),
        false => (&other, &one),
    };
    let length = |text: &str| text.chars().count();
    !short.is_empty() && long.contains(short.as_str()) && length(short) * 10 >= length(long) * 6
}
