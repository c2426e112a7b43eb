//! What is read alike, and the way back to the source.

use super::*;
use proptest::prelude::*;

#[test]
fn folds_what_differs_only_in_form() {
    for (printed, read) in [
        ("２０２０ 年（决算）", "2020年(决算)"),
        ("財政撥款收入 1,516.64 萬元", "财政拨款收入1,516.64万元"),
        ("部⻔⻋辆⽀出", "部门车辆支出"),
        ("机房 UPS 电源 3 台", "机房UPS电源3台"),
        ("12, 345 67", "12, 345 67"),
        ("  　缩进\u{a0}的 行 ", "缩进的行"),
        ("①数量", "①数量"),
        // Glosses of mirrors; a remark in brackets is none.
        ("部門預(yù)算50萬(wàn)元", "部门预算50万元"),
        ("經（jīng）費，他們(men)", "经费,他们"),
        ("设备(tv)3台（lì）", "设备(tv)3台"),
        // Signs for lost white space, entities, private characters.
        ("??一、收入情况", "一、收入情况"),
        ("？（二）支出", "(二)支出"),
        ("收入7.5?万元，满意度?98%", "收入7.5万元,满意度?98%"),
        ("?98%", "?98%"),
        ("？。ㄒ唬┲收入情况", "(一)收入情况"),
        ("是否合规?是", "是否合规?是"),
        ("&nbsp;&nbsp;收入&ldquo;三公&rdquo;", "收入“三公”"),
        ("\u{f06c}主要\u{e004}职能", "主要职能"),
        // Doubled signs.
        ("收入，，支出,。结余。。", "收入,支出。结余。"),
        (
            "公务接待费费1万元，接待费费用",
            "公务接待费1万元,接待费费用",
        ),
        // Numbers that white space cuts.
        ("共1, 093.44 万 元，33. 00万元", "共1,093.44万元,33.00万元"),
        ("1. 2020 年，2 0 2 1 年", "1. 2020年,2021年"),
        // Marks of pages in a sentence; a dash may also be an empty cell.
        ("其中，教育— 11 —支出", "其中,教育支出"),
        ("其中，教育 - 9 - 支出", "其中,教育支出"),
        ("合计 - 9 - 支出", "合计-9-支出"),
        ("收入第 3 页 共 20 页支出", "收入支出"),
        ("其中，运行费— 11 —5.00万元", "其中,运行费5.00万元"),
        ("其中，运行费5.00 — 11 — 万元", "其中,运行费5.00万元"),
        ("其中，运行费5.00- 11 -", "其中,运行费5.00"),
        ("— 9 —出3万元，比上年增加", "出3万元,比上年增加"),
        ("-11-万元，比上年增加", "万元,比上年增加"),
        ("时间，2018 - 12 - 31", "时间,2018-12-31"),
        // Characters without width are nothing; private ones are nothing inside a number.
        (
            "支\u{200b}出1\u{200d}23\u{feff}.4\u{ad}4万元",
            "支出123.44万元",
        ),
        (
            "支出1\u{e004}23.44万元，2021\u{e5e5}项",
            "支出123.44万元,2021项",
        ),
        // A byte that was lost before a number in brackets.
        ("？。ㄈ公务用车", "(三)公务用车"),
        ("；？。ǘ公务用车4万元", ";(二)公务用车4万元"),
        ("支出8万元。ㄋ模公务接待费", "支出8万元。(四)公务接待费"),
        // Glosses with a capital letter, with accents of their own, in other brackets, twice.
        ("綠(Lǜ)化率，經(jīng)費", "绿化率,经费"),
        ("萬[wàn]元，經 ( jīng )費，訓(xùn)(xùn)", "万元,经费,训"),
        ("甲(A)类，收入[yù]", "甲(A)类,收入"),
        // Dates that lost characters.
        (
            "截至20171231日，截止２０１７１２３１日",
            "截至2017年12月31日,截止2017年12月31日",
        ),
        (
            "截止2017 12月31日，202112月31日",
            "截止2017年12月31日,2021年12月31日",
        ),
        (
            "2021年1231日，2021年12 31日",
            "2021年12月31日,2021年12月31日",
        ),
        ("截止2017 12 31 ，车辆", "截止2017年12月31日,车辆"),
        ("2021全区收入，2021 全县", "2021年全区收入,2021年全县"),
        (
            "编号20171231，20171日，12021全区",
            "编号20171231,20171日,12021全区",
        ),
    ] {
        assert_eq!(Folded::fold(printed), read, "{printed}");
    }
}

#[test]
fn a_name_is_simplified_and_keeps_its_signs() {
    assert_eq!(
        simplified("公務(wù)用車（含維護費）"),
        "公务用车（含维护费）"
    );
    assert_eq!(simplified("设备（tv）"), "设备（tv）");
}

#[test]
fn joins_lines_and_finds_the_way_back() {
    let text = Text::new("同比增\n加 21500 元\n\n- 3 -\n\n，下降".to_owned());
    let folded = Folded::new(&text);
    let joined = folded.join(
        &text,
        &[true, true, true, true, true, true],
        &[false, false, false, true, false, false],
    );
    assert_eq!(joined.as_str(), "同比增加21500元,下降");
    let at = joined.as_str().find("增加").unwrap();
    let range = joined.source_range(&text, at..at + "增加21500元".len());
    assert_eq!(&text.as_str()[range.clone()], "增\n加 21500 元");
    assert_eq!(
        joined.raw(&text, at..at + "增加21500元".len()),
        "增加21500元"
    );
}

#[test]
fn an_amount_that_is_wrapped_is_one() {
    let text = Text::new("支出总计10\n93.44万元".to_owned());
    let joined = Folded::new(&text).join(&text, &[true, true], &[false, false]);
    assert_eq!(joined.as_str(), "支出总计1093.44万元");
}

#[test]
fn no_number_is_made_from_two_halves() {
    let text = Text::new("共12\n34人".to_owned());
    let joined = Folded::new(&text).join(&text, &[true, true], &[false, false]);
    assert_eq!(joined.as_str(), "共12 34人");
}

proptest! {
    #[test]
    fn every_folded_range_comes_from_its_source(
        // No glosses (letters in brackets), points or page marks: what becomes of them hangs on what stands around.
        source in "[ \u{3000}\n\t0-9，。（）％萬財政万元⻔]{0,80}",
        soft in prop::collection::vec(any::<bool>(), 81),
        a in 0usize..80,
        b in 0usize..80,
    ) {
        let text = Text::new(source);
        let lines = text.line_count();
        let joined = Folded::new(&text).join(&text, &soft[..lines], &vec![false; lines]);
        let starts: Vec<usize> =
            joined.as_str().char_indices().map(|(at, _)| at).chain([joined.as_str().len()]).collect();
        let (a, b) = (starts[a.min(starts.len() - 1)], starts[b.min(starts.len() - 1)]);
        let range = a.min(b)..a.max(b);
        prop_assume!(!joined.as_str()[range.clone()].contains(['\n', ' ']));
        let source = &text.as_str()[joined.source_range(&text, range.clone())];
        // A sign that is doubled where two lines meet is there once.
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let read = words(&joined.as_str()[range.clone()]);
        prop_assert_eq!(words(&Folded::fold(source)), read.clone());
        prop_assert_eq!(words(&Folded::fold(&joined.raw(&text, range))), read);
    }
}
