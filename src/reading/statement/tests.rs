//! Whole statements, as documents of many provinces make them.

use super::*;
use crate::fold::Folded;
use crate::grammar::scan::scan;
use crate::lexicon::frames;
use crate::lexicon::numbers::vocabulary;
use crate::lexicon::rows::FrameRow;
use proptest::prelude::*;

pub(super) const CONTEXT: Context = Context {
    fiscal_year: Some(2020),
    kind: Kind::FinalAccounts,
    issuer: Some("巴山县水利局"),
};

pub(super) fn meanings(context: Context, heading: &Heading, passages: &[&str]) -> Vec<Meaning> {
    let mut reader = Reader::new(context);
    passages
        .iter()
        .flat_map(|passage| {
            let folded = Folded::fold(passage);
            let found = scan(vocabulary(), &folded, &|_| false);
            reader.passage(&folded, &found, heading)
        })
        .collect()
}

/// `label measure year whole`, for every number of the passages, read one after the other.
pub(super) fn read(context: Context, heading: &Heading, passages: &[&str]) -> Vec<String> {
    let show = |meaning: Meaning| {
        let sign = match meaning.sign {
            Some(Sign::Up) => "+",
            Some(Sign::Down) => "-",
            Some(Sign::Level) => "0",
            Some(Sign::Unfilled) => "?",
            None => "",
        };
        format!(
            "{} {:?}{sign} {} {}",
            meaning.label.unwrap_or_default(),
            meaning.measure,
            meaning.year.unwrap_or_default(),
            meaning.whole.unwrap_or_default()
        )
        .trim_end()
        .to_owned()
    };
    meanings(context, heading, passages)
        .into_iter()
        .map(show)
        .collect()
}

pub(super) fn said(passage: &str) -> Vec<String> {
    read(CONTEXT, &Heading::default(), &[passage])
}

#[test]
fn every_frame_reads_its_own_example() {
    let mut wrong = Vec::new();
    // A frame comes from each row, in their order.
    for (row, frame) in FrameRow::all().iter().zip(frames::all()) {
        let FrameRow { id, example, .. } = row;
        let Some(last) = meanings(CONTEXT, &Heading::default(), &[example]).pop() else {
            wrong.push(format!("{id}: no number in {example}"));
            continue;
        };
        let measure = match frame.role {
            frames::Role::Said(measure) => measure,
            frames::Role::Bound => Measure::Price,
            _ if example.contains('%') => Measure::Rate,
            _ if example.contains('元') => Measure::Amount,
            _ => Measure::Count,
        };
        let got_versus = last
            .versus
            .map(|versus| serde_json::to_value(versus).unwrap());
        let got = (
            last.measure,
            last.label.unwrap_or_default(),
            last.whole.unwrap_or_default(),
            got_versus
                .and_then(|one| one.as_str().map(str::to_owned))
                .unwrap_or_default(),
        );
        // The level that a difference is measured from gives its comparison to what follows.
        let versus = match frame.role {
            frames::Role::Base => "",
            _ => &row.versus,
        };
        let (label, whole) = (row.label.to_string(), row.whole.to_string());
        let want = (measure, label, whole, versus.to_owned());
        if got != want {
            wrong.push(format!("{id}: {example}: want {want:?}, got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn shares_and_changes_take_their_subject_from_before() {
    assert_eq!(
        said(
            "2020年本年支出合计729.3万元，其中：基本支出507.2万元，占70%；项目支出222.1万元，占30%。"
        ),
        [
            "本年支出合计 Amount 2020",
            "基本支出 Amount 2020 本年支出合计",
            "基本支出 Share 2020 本年支出合计",
            "项目支出 Amount 2020 本年支出合计",
            "项目支出 Share 2020 本年支出合计",
        ]
    );
    assert_eq!(
        said("与2019年相比，收入总计增加402.98万元、增长4.87%；支出总计减少4.7万元，下降0.6%。"),
        [
            "收入总计 Change+ 2020",
            "收入总计 Growth+ 2020",
            "支出总计 Change- 2020",
            "支出总计 Growth- 2020",
        ]
    );
}

#[test]
fn lists_are_paired_in_order() {
    assert_eq!(
        said(
            "2020年度收、支总计2952.11万元、2845.57万元。与2019年相比，收、支总计各减少181.24万元、242.82万元，分别下降5.78%、7.86%。"
        ),
        [
            "收入总计 Amount 2020",
            "支出总计 Amount 2020",
            "收入总计 Change- 2020",
            "支出总计 Change- 2020",
            "收入总计 Growth- 2020",
            "支出总计 Growth- 2020",
        ]
    );
}

#[test]
fn lists_whose_numbers_have_verbs_of_their_own() {
    assert_eq!(
        said("收入总计、支出总计与上年相比分别减少3万元、增加5万元。"),
        ["收入总计 Change- 2020", "支出总计 Change+ 2020",]
    );
}

#[test]
fn a_share_of_a_whole_that_is_counted_with_it() {
    assert_eq!(
        said("惠及脱贫户512户，占全县脱贫户2100户的24.38%；建成茶叶基地8个，占特色基地40个的20%。"),
        [
            "脱贫户 Count 2020",
            "全县脱贫户 Count 2020",
            "脱贫户 Share 2020 全县脱贫户",
            "茶叶基地 Count 2020",
            "特色基地 Count 2020",
            "茶叶基地 Share 2020 特色基地",
        ]
    );
}

#[test]
fn scores_are_parts_of_scores_and_things_of_things() {
    assert_eq!(
        said("对15个（含上年结转5个）项目开展自评，平均得分91分，其中优秀11个，占73%。"),
        [
            "项目 Count 2020",
            "上年结转 Count 2020 项目",
            "平均得分 Count 2020",
            "优秀 Count 2020 项目",
            "优秀 Share 2020 项目",
        ]
    );
}

#[test]
fn what_is_as_it_was_last_year_is_of_this_year() {
    assert_eq!(
        said("因公出国（境）费预算为0万元，决算数与上年同为0万元。"),
        ["因公出国(境)费 Amount 2020", "因公出国(境)费 Amount 2020",]
    );
}

#[test]
fn a_part_told_in_a_sentence_of_its_own() {
    assert_eq!(
        said(
            "一般公共预算财政拨款基本支出90万元。其中：人员经费70万元，较上年增加1万元。公用经费20万元。"
        ),
        [
            "一般公共预算财政拨款基本支出 Amount 2020",
            "人员经费 Amount 2020 一般公共预算财政拨款基本支出",
            "人员经费 Change+ 2020",
            "公用经费 Amount 2020 一般公共预算财政拨款基本支出",
        ]
    );
}

#[test]
fn one_number_said_of_several_names_them_all() {
    assert_eq!(
        said("2022年度收入、支出总计2080.10万元、2080.10万元，与上年相比，各增加65.2万元。"),
        [
            "收入总计 Amount 2022",
            "支出总计 Amount 2022",
            "收入总计、支出总计 Change+ 2022",
        ]
    );
}

#[test]
fn a_number_compared_with_is_of_its_own_year() {
    assert_eq!(
        said(
            "2020年总收入756.8万元，比2019年总收入739万元增加17.8万元，主要原因是增加抚恤金18万元。"
        ),
        [
            "总收入 Amount 2020",
            "总收入 Amount 2019",
            "总收入 Change+ 2020",
            "抚恤金 Change+ 2020",
        ]
    );
    assert_eq!(
        said("公务接待费年初预算为3万元，上年执行数为2.8万元，较上年增0.2万元，增幅7.14%。"),
        [
            "公务接待费 Amount 2020",
            "公务接待费 Amount 2019",
            "公务接待费 Change+ 2020",
            "公务接待费 Growth+ 2020",
        ]
    );
}

#[test]
fn a_template_left_unfilled_says_so() {
    assert_eq!(
        said(
            "机关运行经费支出0万元，比2019年增加/减少0万元，增长/下降0%（或与2019年决算数持平）。"
        ),
        [
            "机关运行经费支出 Amount 2020",
            "机关运行经费支出 Change? 2020",
            "机关运行经费支出 Growth? 2020",
        ]
    );
}

#[test]
fn classification_paths_carry_their_upper_levels() {
    let meanings = said(
        "1.教育支出（类）普通教育（款）小学教育（项）：2020年预算数为30万元，比上年执行数减少2万元；初中教育（项）支出决算为63.92万元。",
    );
    assert_eq!(
        meanings,
        [
            "小学教育(项) Amount 2020",
            "小学教育(项) Change- 2020",
            "初中教育(项) Amount 2020"
        ]
    );
}

#[test]
fn parts_that_follow_in_the_next_paragraphs() {
    let meanings = read(
        CONTEXT,
        &Heading::default(),
        &[
            "2020年一般公共预算财政拨款基本支出531.9万元，其中：",
            "人员经费451万元，主要包括：基本工资100万元、津贴补贴80万元。",
            "公用经费80.9万元。",
        ],
    );
    assert_eq!(
        meanings,
        [
            "一般公共预算财政拨款基本支出 Amount 2020",
            "人员经费 Amount 2020 一般公共预算财政拨款基本支出",
            "基本工资 Amount 2020 人员经费",
            "津贴补贴 Amount 2020 人员经费",
            "公用经费 Amount 2020 一般公共预算财政拨款基本支出",
        ]
    );
}

#[test]
fn what_the_clause_leaves_unsaid_comes_from_the_heading() {
    let heading = Heading {
        id: Some(1),
        titles: vec!["数字档案建设项目绩效目标完成情况综述".to_owned()],
        ..Heading::default()
    };
    let meanings = read(
        CONTEXT,
        &heading,
        &["项目全年预算数40万元，执行数为38万元，完成预算的95%。"],
    );
    assert_eq!(
        meanings,
        [
            "数字档案建设项目 Amount 2020",
            "数字档案建设项目 Amount 2020",
            "数字档案建设项目 Completion 2020",
        ]
    );
}

#[test]
fn a_budget_reports_on_work_of_the_year_before() {
    let heading = Heading {
        id: Some(1),
        reports_on_work: true,
        ..Heading::default()
    };
    let budget = Context {
        kind: Kind::Budget,
        ..CONTEXT
    };
    assert_eq!(
        read(budget, &heading, &["完成农村饮水工程12处。"]),
        ["农村饮水工程 Count 2019"]
    );
}

proptest! {
    #[test]
    fn any_passage_is_read(
        passage in "[0-9年月日第一二三（类）（款）（项）其中：占完成预算增加减少比上与，。、；%万元个人的共中(),.a ]{0,80}"
    ) {
        let folded = Folded::fold(&passage);
        let found = scan(vocabulary(), &folded, &|_| false);
        let meanings = Reader::new(CONTEXT).passage(&folded, &found, &Heading::default());
        prop_assert_eq!(meanings.len(), found.len());
    }
}

#[test]
fn what_stands_behind_a_bracket_is_said_of_what_stood_before_it() {
    assert_eq!(
        said(
            "公务用车购置及运行维护费76万元（其中：公务用车购置费23万元，公务用车运行维护费53万元），比年初预算增加18万元。"
        ),
        [
            "公务用车购置及运行维护费 Amount 2020",
            "公务用车购置费 Amount 2020 公务用车购置及运行维护费",
            "公务用车运行维护费 Amount 2020 公务用车购置及运行维护费",
            "公务用车购置及运行维护费 Change+ 2020",
        ]
    );
}

#[test]
fn the_year_compared_with_is_not_the_year_spoken_of() {
    assert_eq!(
        said("2022年度“三公”经费预算较2021年度增加1.68万元。"),
        ["“三公”经费预算 Change+ 2022"]
    );
}
