//! The dates that the words before a number begin with.

/// Takes off everything up to a year, and 截至…日: `巴山县水利局2020年支出预算` names 支出预算. A year that
/// belongs to the name stays: `2019年年初结转`.
pub fn without_time(text: &str) -> &str {
    let mut text = text;
    while let Some(end) = year_end(text) {
        crate::allowance::tick();
        let rest = &text[end..];
        let named = (rest.starts_with(['初', '末'])
            || rest.starts_with("年初")
            || rest.starts_with("年末"))
            && !rest.contains("预算")
            || rest.chars().nth(1).is_none();
        // 2023年度年末结转和结余 is of the year's own end.
        let own = text[..end].ends_with("年度") && rest.starts_with("年末");
        if end == 0 || (named && !own && text[..end].chars().nth(6).is_none()) {
            break;
        }
        text = rest;
    }
    text
}

/// Where the first date of a text ends: 2020年, 2020年度, 2020年12月31日, 12月底.
pub(super) fn year_end(text: &str) -> Option<usize> {
    let at = text.bytes().position(|byte| byte.is_ascii_digit())?;
    let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = at + digits;
    let mut rest = &text[end..];
    if digits == 4 && rest.starts_with('年') {
        end += '年'.len_utf8();
        rest = &text[end..];
        for word in ["度", "底", "末", "全年", "以来"] {
            // 末 belongs to 年末结转.
            if let Some(behind) = rest.strip_prefix(word)
                && !(word == "末" && behind.starts_with("结"))
            {
                end += word.len();
                break;
            }
        }
        return Some(month_end(text, end));
    }
    if digits <= 2 && (rest.starts_with('月') || rest.starts_with('日')) {
        return Some(month_end(text, at));
    }
    None
}

fn month_end(text: &str, mut end: usize) -> usize {
    for unit in ['月', '日'] {
        let rest = &text[end..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && rest[digits..].starts_with(unit) {
            end += digits + unit.len_utf8();
        }
    }
    for word in ["底", "份", "前"] {
        if text[end..].starts_with(word) {
            end += word.len();
        }
    }
    end
}
