//! What a page prints of itself: in the line under its title, in the box of 信息公开. A page that was
//! saved as text prints it as one of HTML does.

use std::ops::RangeInclusive;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;

use super::metadata::Metadata;
use crate::fold::Folded;
use crate::lexicon::agencies;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::words::Words;
use crate::text::Cut;

/// What the text of a page says of the page.
#[derive(Debug, Default)]
pub(super) struct Printed {
    /// 发布日期, as `YYYY-MM-DD`.
    pub(super) published: Option<String>,
    /// 索引号.
    pub(super) index_number: Option<String>,
    /// 发布机构.
    pub(super) publisher: Option<String>,
    /// 来源, where it is an agency.
    pub(super) origin: Option<String>,
    /// 原文链接.
    pub(super) address: Option<String>,
}

impl Printed {
    /// Reads what `said` says, a statement or more a line; `top` is what of it stands above the first sentence.
    pub(super) fn read(said: &str, top: &str) -> Self {
        let agency = |field: &Field| field.first(said).filter(|name| is_agency(name));
        Self {
            published: PUBLISHED
                .first(said)
                .or_else(|| STAMPED.first(top))
                .or_else(|| stamp(top))
                .or_else(|| MADE.first(said))
                .and_then(|date| day(&date)),
            index_number: INDEX_NUMBER
                .first(said)
                .filter(|number| number.bytes().any(|b| b.is_ascii_digit())),
            publisher: agency(&PUBLISHER),
            origin: agency(&ORIGIN),
            address: ADDRESS.first(said),
        }
    }
}

/// So many lines at the head of a text may be those of its page, and so many at its end.
const HEAD: usize = 60;
const FOOT: usize = 20;
/// A longer line, in characters, is text.
const LONGEST: usize = 200;

/// What a text says of the page that it was saved from.
pub(super) fn of_text(text: &str) -> Metadata {
    let plain_of = |line| (line, (!str::contains(line, '。')).then(|| plain(line)));
    let mut lines = text.lines();
    let head: Vec<(&str, Option<String>)> = lines.by_ref().take(HEAD).map(plain_of).collect();
    let foot: Vec<_> = lines.rev().take(FOOT).map(plain_of).collect();
    // What stands above the first sentence.
    let top: Vec<&str> = head.iter().map_while(|(_, line)| line.as_deref()).collect();
    let said: Vec<&str> = head
        .iter()
        .chain(foot.iter().rev())
        .filter(|(line, _)| line.chars().nth(LONGEST).is_none())
        .filter_map(|(_, line)| line.as_deref())
        .collect();
    let printed = Printed::read(&said.join("\n"), &top.join("\n"));
    let alone = || top.iter().find(|line| ALONE.is_match(line));
    Metadata {
        title: None,
        published: printed.published.or_else(|| day(alone()?)),
        source_url: printed.address,
        index_number: printed.index_number,
        publisher: printed.publisher.or(printed.origin),
    }
}

/// A line in plain characters, its pieces still apart, and a colon behind a key in brackets.
fn plain(line: &str) -> String {
    let pieces = line.split(|c: char| c.is_whitespace() || c == '|' || c == '｜');
    let folded: Vec<_> = pieces.map(Folded::folded).collect();
    let line = folded.join(" ");
    match line.contains(['[', '【', '〔']) {
        true => KEY.replace_all(&line, " $1:").into_owned(),
        false => line,
    }
}

/// `2018-02-26 11:08` at the head of a line.
fn stamp(top: &str) -> Option<String> {
    let line = top.lines().find(|line| TIMED.is_match(line))?;
    Some(line.to_owned())
}

/// What a page prints under a name of its own.
struct Field {
    names: &'static Words,
    /// How a name begins, and goes on: where neither stands, the expression need not be read.
    opens: Vec<(char, char)>,
    form: &'static str,
    /// So many characters it has. A count in the expression would make it a large one.
    lengths: RangeInclusive<usize>,
    pattern: OnceLock<Regex>,
}

impl Field {
    /// What stands in `form` behind a name of the class, whose place there is `{}`.
    fn new(class: List, form: &'static str, lengths: RangeInclusive<usize>) -> Self {
        let names = list(class);
        let open = |name: &str| {
            let mut chars = name.chars();
            Some((chars.next()?, chars.next()?))
        };
        Self {
            names,
            opens: names.words().filter_map(open).collect(),
            form,
            lengths,
            pattern: OnceLock::new(),
        }
    }

    /// The expression: the characters of a name may stand apart.
    fn pattern(&self) -> &Regex {
        self.pattern.get_or_init(|| {
            let apart = |name: &str| {
                let chars: Vec<String> = name.chars().map(String::from).collect();
                chars.join(r"\s*")
            };
            let names: Vec<String> = self.names.words().map(apart).collect();
            pattern(&self.form.replace("{}", &names.join("|")))
        })
    }

    /// What stands under the name where it first stands in `said`.
    fn first(&self, said: &str) -> Option<String> {
        let opens = |(open, then): &(char, char)| {
            let goes_on = |(at, open): (usize, &str)| {
                let behind = said.behind(at + open.len()).trim_start();
                behind.starts_with(*then)
            };
            said.match_indices(*open).any(goes_on)
        };
        if !self.opens.iter().any(opens) {
            return None;
        }
        let mut found = self.pattern().captures_iter(said);
        let printed = found.find_map(|found| {
            let printed = found.get(1)?.as_str().trim();
            self.lengths
                .contains(&printed.chars().count())
                .then_some(printed)
        });
        printed.map(str::to_owned)
    }
}

/// A day behind its name.
const DATED: &str = r"(?:{})\s*[:：]?\s*([0-9]{4}\s*[-年/.]\s*[0-9]{1,2}\s*[-月/.]\s*[0-9]{1,2})";

/// A day has so many characters, blanks among them.
const DAY_LENGTHS: RangeInclusive<usize> = 8..=40;

/// `发布日期：2022-09-05`, `公开时间 2022年9月5日`.
static PUBLISHED: LazyLock<Field> =
    LazyLock::new(|| Field::new(List::PagePublished, DATED, DAY_LENGTHS));
/// `成文日期：2022-09-01`, where the page does not say when it was put out.
static MADE: LazyLock<Field> = LazyLock::new(|| Field::new(List::PageMade, DATED, DAY_LENGTHS));
/// `时间：2020.06.10` under a title.
static STAMPED: LazyLock<Field> = LazyLock::new(|| {
    Field::new(
        List::PageStamped,
        r"(?m)(?:^|\s)(?:{})\s*[:：]\s*([0-9]{4}\s*[-年/.]\s*[0-9]{1,2}\s*[-月/.]\s*[0-9]{1,2})日?(?:\s|$)",
        DAY_LENGTHS,
    )
});
/// A day and a time at the head of a line.
static TIMED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\s+[0-9]{1,2}:[0-9]{2}"));
/// A line of a day and nothing else, in digits: with 年 it may be an author's.
static ALONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\s*$"));
/// `[ 索引号 ]`, `【发布机构】`.
static KEY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\[【〔]\s*((?:[\u4E00-\u9FFF]\s?){2,8})[\]】〕]\s*[:：]?"));
/// `索引号：11510000/2022-00012`.
static INDEX_NUMBER: LazyLock<Field> =
    LazyLock::new(|| Field::new(List::PageIndex, r"(?:{})\s*[:：]?\s*([^\s:：|]+)", 4..=60));
/// `发布机构：某某县水利局`.
static PUBLISHER: LazyLock<Field> = LazyLock::new(|| {
    Field::new(
        List::PagePublisher,
        r"(?:{})\s*[:：]?\s*([^\s:：]+)",
        3..=40,
    )
});
/// `来源：某某县水利局`.
static ORIGIN: LazyLock<Field> =
    LazyLock::new(|| Field::new(List::PageOrigin, r"(?:{})\s*[:：]\s*([^\s:：]+)", 3..=40));
/// `原文链接：http://…`.
static ADDRESS: LazyLock<Field> = LazyLock::new(|| {
    Field::new(
        List::PageAddress,
        r"(?:{})[^\n:：]{0,4}[:：]\s*(https?://\S+)",
        8..=2048,
    )
});
/// A day, in any of the ways it is written.
static DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"([0-9]{4})\s*[-年/.]\s*([0-9]{1,2})\s*[-月/.]\s*([0-9]{1,2})"));

fn pattern(pattern: &str) -> Regex {
    // The patterns are constants, which the tests compile.
    Regex::new(pattern).expect("a constant pattern")
}

/// `YYYY-MM-DD`, if the text names a day.
pub(super) fn day(text: &str) -> Option<String> {
    let found = DAY.captures(text)?;
    let [year, month, day]: [u32; 3] = [
        found[1].parse().ok()?,
        found[2].parse().ok()?,
        found[3].parse().ok()?,
    ];
    let real = (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Whether a name is that of an agency, not of a site or a newspaper.
pub(super) fn is_agency(name: &str) -> bool {
    let folded = Folded::fold(name);
    !folded.starts_with('本') && agencies::last_word(&folded).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_page_says_where_it_is_from() {
        let page = of_text(
            "當前位置： 首頁 > 縣水務(wù)局\n索引號：113417/201909-00021　組配分類：部門決算\n\
             發布機構：青陽縣水務(wù)局　　生成日期：2019-09-12 16:05\n原文链接：http://x.gov.cn/1.htm\n\
             发布机构为某某县财政局。\n",
        );
        assert_eq!(page.index_number.as_deref(), Some("113417/201909-00021"));
        assert_eq!(page.publisher.as_deref(), Some("青阳县水务局"));
        assert_eq!(page.published.as_deref(), Some("2019-09-12"));
        assert_eq!(page.source_url.as_deref(), Some("http://x.gov.cn/1.htm"));
        for (said, published) in [
            (
                "某局2020年部门预算\n时间：2020.06.10 阅读量：3\n",
                "2020-06-10",
            ),
            (
                "某局2020年部门预算\n日期:2020-6-1 09:30 来源:本站\n",
                "2020-06-01",
            ),
            ("某局2018年部门预算\n2018-02-26 11:08\n", "2018-02-26"),
            ("某局2018年部门预算\n2018-02-26\n一、收入\n", "2018-02-26"),
            ("[ 发布日期 ] 2021-03-05\n", "2021-03-05"),
            ("【发布日期】2020/6/10\n", "2020-06-10"),
        ] {
            assert_eq!(
                of_text(said).published.as_deref(),
                Some(published),
                "{said}"
            );
        }
        for said in [
            "某局2018年部门预算\n收入8万元。\n2018-02-26\n",
            "填报时间：2020年3月4日\n执行时间：2020.01.01\n",
        ] {
            assert_eq!(of_text(said).published, None, "{said}");
        }
        let boxed = of_text("[ 索引号 ] 1150/2021-12 [ 发布机构 ] 某某县水利局\n");
        assert_eq!(boxed.index_number.as_deref(), Some("1150/2021-12"));
        assert_eq!(boxed.publisher.as_deref(), Some("某某县水利局"));
        let text = of_text("一、收入情况\n来源：财政拨款\n2021年收入8万元\n");
        assert_eq!(text, Metadata::default());
    }
}
