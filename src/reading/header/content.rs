//! Whether a file has any content: an error page, a login page, a page whose content did not come.

use crate::fold::Folded;
use crate::lexicon::cues::{Class as Cue, cue};
use crate::text::is_han;

/// A page that says that it is none is at most so long, in characters.
const LONGEST: usize = 600;
/// A text of fewer Chinese characters says nothing.
const LEAST: usize = 12;

/// Why a text in which nothing was found has no content; `None` where it may have some.
pub fn none(folded: &Folded) -> Option<&'static str> {
    let text = folded.as_str();
    let short = text.chars().nth(LONGEST).is_none();
    let lower = match short {
        true => text.to_lowercase(),
        false => String::new(),
    };
    let han = |c: &char| is_han(*c);
    if cue(Cue::ErrorPage).any_in(&lower) {
        Some("no content: an error page")
    } else if cue(Cue::LoginPage).any_in(&lower) {
        Some("no content: a login page")
    } else if text.chars().filter(han).take(LEAST).count() < LEAST {
        Some("no content: hardly any text")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn a_page_without_content_says_so() {
        for (page, reason) in [
            ("404 Not Found\nnginx", Some("no content: an error page")),
            (
                "您访问的页面不存在，请返回首页。",
                Some("no content: an error page"),
            ),
            (
                "用户登录\n用户名：\n密码：\n忘记密码",
                Some("no content: a login page"),
            ),
            ("首页\n", Some("no content: hardly any text")),
            ("关于召开全县水利工作会议的通知，请各乡镇按时参加。", None),
            ("", Some("no content: hardly any text")),
        ] {
            let folded = Folded::new(&Text::new(page.to_owned()));
            assert_eq!(none(&folded), reason, "{page}");
        }
        let long = format!(
            "{}网站首页不存在“找不到”的栏目。",
            "本单位负责全县水利工程的建设和管理。".repeat(60)
        );
        assert_eq!(none(&Folded::new(&Text::new(long))), None);
    }
}
