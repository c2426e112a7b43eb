//! What tables say in the ways of other places: damage, page breaks, counts beside amounts.

use crate::read::{read, tables};
use gongkai::record::Fact;

#[track_caller]
fn assert_facts(source: &str, expected: &[&str]) {
    let facts = tables(source).facts;
    let shown: Vec<_> = facts
        .iter()
        .map(|fact| {
            let code = fact.code.as_deref().unwrap_or("-");
            let row = fact.row_label.as_deref().unwrap_or("-");
            let column = fact.column_label.as_deref().unwrap_or("-");
            let unit = fact.unit.as_deref().unwrap_or("-");
            format!(
                "{code} {row} | {column} = {} {unit} {:?}",
                fact.raw, fact.assumed
            )
        })
        .collect();
    assert_eq!(shown, expected, "{source}");
}

#[test]
fn a_head_that_contradicts_its_body_is_moved() {
    assert_facts(
        "2023年支出表\n单位：元\n\
         项目\t\t合计\t基本支出\n\
         科目编码\t单位代码\t\t\n\
         208\t101\t社会保障和就业支出\t3.00\t3.00\n\
         210\t101\t卫生健康支出\t1.50\t1.50\n",
        &[
            "208 社会保障和就业支出 | 合计 = 3.00 元 []",
            "208 社会保障和就业支出 | 基本支出 = 3.00 元 []",
            "210 卫生健康支出 | 合计 = 1.50 元 []",
            "210 卫生健康支出 | 基本支出 = 1.50 元 []",
        ],
    );
}

#[test]
fn a_table_goes_on_over_a_page_break() {
    assert_facts(
        "支出决算表\n单位：万元\n科目编码   科目名称       合计    基本支出   项目支出\n\
         201        一般公共服务支出   12.00   2.00       10.00\n\
         20101      人大事务           12.00   2.00       10.00\n\
         \u{c}205        教育支出   3.00   3.00\n\
         20502      普通教育   3.00   3.00\n注：本表反映支出。\n",
        &[
            "201 一般公共服务支出 | 合计 = 12.00 万元 [\"year\"]",
            "201 一般公共服务支出 | 基本支出 = 2.00 万元 [\"year\"]",
            "201 一般公共服务支出 | 项目支出 = 10.00 万元 [\"year\"]",
            "20101 人大事务 | 合计 = 12.00 万元 [\"year\"]",
            "20101 人大事务 | 基本支出 = 2.00 万元 [\"year\"]",
            "20101 人大事务 | 项目支出 = 10.00 万元 [\"year\"]",
            "205 教育支出 | 合计 = 3.00 万元 [\"year\"]",
            "205 教育支出 | 基本支出 = 3.00 万元 [\"year\"]",
            "20502 普通教育 | 合计 = 3.00 万元 [\"year\"]",
            "20502 普通教育 | 基本支出 = 3.00 万元 [\"year\"]",
        ],
    );
}

#[test]
fn strips_repeat_their_rows_and_share_their_unit() {
    let read = tables(
        "支出明细表\n\n\
         科目名称\t合计\t工资福\t\n\t\t小计\t基本工资\n\
         教育支出\t9.00\t5.00\t5.00\n普通教育\t9.00\t5.00\t5.00\n小学教育\t9.00\t5.00\t5.00\n\n\
         \t\t单位：元\n\
         科目名称\t利支出\t\n\t奖金\t小计\n\
         教育支出\t1.00\t3.00\n普通教育\t1.00\t3.00\n小学教育\t1.00\t3.00\n",
    );
    let (tables, facts) = (read.tables, read.facts);
    let continues: Vec<_> = tables.iter().map(|table| table.continues).collect();
    assert_eq!(continues, [false, true]);
    assert_eq!(tables[0].unit.as_deref(), Some("元"));
    let columns: Vec<_> = facts
        .iter()
        .filter_map(|fact| fact.column_label.as_deref())
        .collect();
    assert_eq!(
        columns[..3],
        ["合计", "工资福利支出/小计", "工资福利支出/基本工资"]
    );
    assert_eq!(columns[9..11], ["工资福利支出/奖金", "小计"]);
}

#[test]
fn counts_stand_beside_amounts() {
    assert_facts(
        "“三公”经费决算表\n| 项目 | 行次 | 决算数（万元） |\n|---|---|---|\n\
         | 一、“三公”经费支出 | 1 | — |\n\
         | 1．公务接待费 | 2 | 13.30 |\n\
         | 2．国内公务接待批次（个） | 3 | 12 |\n",
        &[
            "- 1．公务接待费 | 决算数（万元） = 13.30 万元 [\"year\"]",
            "- 2．国内公务接待批次（个） | 决算数（万元） = 12 个 [\"year\"]",
        ],
    );
    assert_facts(
        "国有资产情况表\n\n| 项目 | 数量 | 价值（万元） |\n|---|---|---|\n| 房屋（平方米） | 12 | 560.1 |\n",
        &[
            "- 房屋（平方米） | 数量 = 12 平方米 [\"year\"]",
            "- 房屋（平方米） | 价值（万元） = 560.1 万元 [\"year\"]",
        ],
    );
}

#[test]
fn the_number_of_an_agency_is_no_amount() {
    assert_facts(
        "2023年收入预算表（单位：万元）\n\n\
         | 部门（单位）代码 | 部门（单位）名称 | 合计 | 本年收入 | |\n|---|---|---|---|---|\n\
         | | | | 小计 | 事业收入 |\n\
         | 012 | 某市水利局 | 100 | 90.00 | 10.00 |\n",
        &[
            "- 某市水利局 | 合计 = 100 万元 []",
            "- 某市水利局 | 本年收入/小计 = 90.00 万元 []",
            "- 某市水利局 | 本年收入/事业收入 = 10.00 万元 []",
        ],
    );
}

#[test]
fn an_undeclared_unit_is_that_of_the_other_tables() {
    assert_facts(
        "收入表\n单位：万元\n\n| 项目 | 金额 |\n|---|---|\n| 事业收入 | 1.00 |\n\n\
         我局的支出如下。\n\n| 项目 | 金额 |\n|---|---|\n| 公务接待 | 2.00 |\n",
        &[
            "- 事业收入 | 金额 = 1.00 万元 [\"year\"]",
            "- 公务接待 | 金额 = 2.00 万元 [\"unit\", \"year\"]",
        ],
    );
}

const PIECE: &str = "(支出决算表|科目编码|科目名称|项目|合计|行政运行|其中：|一、教育支出|类|款|项|208|05|2080505|1,234\\.50|0\\.00|-|—|12%|单位：万元|注：本表|第3页|<br>|。|  |   |\u{3000}|\\||\t|\t\t|\n|\n|\n\n|\u{c})";

proptest::proptest! {
    #[test]
    fn any_text_is_read_with_its_evidence(pieces in proptest::collection::vec(PIECE, 0..120)) {
        let source = pieces.concat();
        let tables = tables(&source).tables;
        for pair in tables.windows(2) {
            proptest::prop_assert!(pair[0].end_line < pair[1].line);
        }
    }
}

#[test]
fn a_head_of_a_decrease_says_which_way_and_a_heading_parts_tables() {
    let read = tables(
        "青山县2020年度“三公”经费支出情况\n单位：万元\n经费项目 |\n2020年度支出(万元) |\n支出减少情况(万元) |\n\
         支出减少率 |\n因公出国（境）费 |\n10.5 |\n2.5 |\n19.2% |\n公务接待费 |\n20.1 |\n4.9 |\n19.6% |\n\
         2020年度全县“三公”经费使用情况\n使用项目 |\n2020年度数量或人次 |\n因公出国（境）团组数 |\n3 |\n\
         公务用车保有量 |\n120 |\n国内公务接待批次 |\n200 |\n",
    );
    assert_eq!(read.tables.len(), 2);
    assert_eq!(read.header.damage, None);
    let said = |fact: &Fact| format!("{} {:?} {:?}", fact.raw, fact.measure, fact.sign);
    let said: Vec<String> = read.facts.iter().map(said).collect();
    assert_eq!(
        said,
        [
            "10.5 Some(Amount) None",
            "2.5 Some(Change) Some(Down)",
            "19.2% Some(Growth) Some(Down)",
            "20.1 Some(Amount) None",
            "4.9 Some(Change) Some(Down)",
            "19.6% Some(Growth) Some(Down)",
            "3 Some(Count) None",
            "120 Some(Count) None",
            "200 Some(Count) None",
        ]
    );
}

#[test]
fn what_is_left_of_a_table_is_told() {
    let told = |source: &str| tables(source).header.damage;
    // Two lines stand above all that is read here.
    let lost = "第一部分 概况\n某县全年收支平衡。\n某项支出\n1,250.00\n另一项支出\n3,400.50\n第二部分 说明\n";
    assert_eq!(
        told(lost).as_deref(),
        Some("2 amounts alone on their lines from line 6 on are left out: they are of no table")
    );
    // The numbers of a table of contents are none, nor is a number of running text that was broken.
    assert_eq!(told("目录\n第一部分 概况\n1\n第二部分 说明\n12\n"), None);
    let broken =
        "2021年某县一般公共预算支出\n1,250.00\n万元，政府性基金预算支出\n3,400.50\n万元。\n";
    assert_eq!(told(broken), None);
}

#[test]
fn rows_of_years_tell_when_and_the_heads_what() {
    let read = tables(
        "“三公”经费情况表\n单位：万元\n\
         | 项目 | 公务接待费 |\n|---|---|\n\
         | 2022年决算数 | 8.00 |\n| 2023年预算数 | 9.00 |\n| 上年数 | 8.00 |\n| 2023年 | 6.00 |\n\
         | 增减额 | -2.00 |\n| 增减% | -25 |\n| 会议费 | 4.00 |\n",
    );
    let shown: Vec<_> = read
        .facts
        .iter()
        .map(|fact| {
            let label = fact.label.as_deref().unwrap_or("-");
            let concept = fact.concept.unwrap_or("-");
            let unit = fact.unit.as_deref().unwrap_or("-");
            let (measure, basis) = (fact.measure.unwrap(), fact.basis.unwrap());
            format!(
                "{label} {concept} {}{unit} {measure:?} {:?} {basis:?}",
                fact.raw, fact.year
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "公务接待费 official_reception 8.00万元 Amount Some(2022) Final",
            "公务接待费 official_reception 9.00万元 Amount Some(2023) Budget",
            "公务接待费 official_reception 8.00万元 Amount Some(2022) Final",
            "公务接待费 official_reception 6.00万元 Amount Some(2023) Final",
            "公务接待费 official_reception -2.00万元 Change Some(2023) Final",
            "公务接待费 official_reception -25% Growth Some(2023) Final",
            // What names a thing is what it names.
            "会议费 meeting_cost 4.00万元 Amount Some(2023) Final",
        ]
    );
}

#[test]
fn a_column_of_units_tells_those_of_its_rows() {
    let shown = |source: &str| -> Vec<String> {
        let fact = |fact: &Fact| {
            let label = fact.label.as_deref().unwrap_or("-");
            let unit = fact.unit.as_deref().unwrap_or("-");
            let (measure, sign, year) = (fact.measure.unwrap(), fact.sign, fact.year);
            format!("{label} {}{unit} {measure:?} {sign:?} {year:?}", fact.raw)
        };
        tables(source).facts.iter().map(fact).collect()
    };
    assert_eq!(
        shown(
            "2020年税收情况表\n项目\t计算单位\t1-4月累计\t比上年同期增长(%)\t结构(%)\n\
             增值税\t万元\t184.5\t-2.4\t33.4\n纳税户\t户\t12\t3\t1.5\n"
        ),
        [
            "增值税 184.5万元 Amount None Some(2020)",
            "增值税 -2.4% Growth Some(Down) Some(2020)",
            "增值税 33.4% Share None Some(2020)",
            "纳税户 12户 Count None Some(2020)",
            "纳税户 3% Growth Some(Up) Some(2020)",
            "纳税户 1.5% Share None Some(2020)",
        ]
    );
    // A column that holds other words besides is none of units.
    let mixed = shown("2020年支出表\n项目\t单位\t金额\n会议费\t万元\t1.5\n培训费\t某局\t2.5\n");
    assert!(
        mixed.iter().all(|fact| fact.contains("- Amount")),
        "{mixed:?}"
    );
}

#[test]
fn the_income_of_a_fund_is_no_expenditure() {
    let concepts = |head: &str| -> Vec<_> {
        let facts = tables(&format!(
            "2021年政府性基金收支平衡表\n单位：万元\n{head}\n总计\t800\t总计\t800\n上年结转\t300\t上解支出\t90\n"
        ))
        .facts;
        facts.iter().map(|fact| fact.concept).take(2).collect()
    };
    let both = concepts("收入\t执行数\t支出\t执行数");
    assert_eq!(both, [None, Some("fund_expenditure")]);
}

#[test]
fn cells_that_lost_their_lines_are_told_and_not_read() {
    let read = read(
        "a.txt",
        "附表\n数量指标足额保障率=100% 22.5 调整次数≤12次 22.5 时效指标按时发放率=100% 22.5 评价结论及时\n说明\n本年支出合计12万元。\n"
            .to_owned(),
    )
    .unwrap();
    let damage = read.header.damage.unwrap_or_default();
    assert!(damage.contains("6 numbers on line 2"), "{damage}");
    let values: Vec<_> = read.facts.iter().map(|fact| fact.raw.as_str()).collect();
    assert_eq!(values, ["12万元"]);
}
