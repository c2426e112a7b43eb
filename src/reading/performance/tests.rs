//! Whole tables: one table in every layout, each kind of damage, forms of other provinces.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::{Context, Source, WORDS, read};
use crate::fold::Folded;
use crate::layout::table::{Grid, find};
use crate::lexicon::forms::is_performance;
use crate::reading::table;
use crate::record::{Indicator, Kind, Project, Table};
use crate::text::Text;

/// Reads every performance table of a text.
fn records(source: &str) -> (Vec<Project>, Vec<Indicator>) {
    records_under(None, source)
}

/// Reads every performance table of a text, under a caption.
fn records_under(caption: Option<&str>, source: &str) -> (Vec<Project>, Vec<Indicator>) {
    let text = Text::new(format!("{}\n{source}", caption.unwrap_or("")));
    let folded = Folded::new(&text);
    let grids = find(&text, &folded, WORDS, &[]);
    let tables = tables(&text, &grids);
    let sources = grids.iter().zip(&tables);
    let sources: Vec<Source> = sources
        .filter(|(_, table)| is_performance(table.form))
        .map(|(grid, table)| Source {
            grid,
            id: table.id,
            form: table.form,
            unit: None,
        })
        .collect();
    let context = Context {
        text: &text,
        folded: &folded,
        doc: "0",
        usual_unit: None,
        section_at: &|_| None,
    };
    read(&context, &sources)
}

fn tables(text: &Text, grids: &[Grid]) -> Vec<Table> {
    let context = table::Context {
        text,
        doc: "0",
        fiscal_year: None,
        kind: Kind::None,
        section_of: &|_| None,
    };
    table::read(&context, grids.to_vec()).tables
}

/// `一级/二级/三级/指标值/实际值/分值/得分`, with the anomaly after it if there is one.
fn shown(source: &str) -> Vec<String> {
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let points = |number: &Option<crate::record::Number>| {
        number.map_or_else(|| "-".to_owned(), |number| number.0.normalize().to_string())
    };
    let line = |row: &Indicator| {
        let anomaly = row
            .anomaly
            .map_or_else(String::new, |anomaly| format!(" {anomaly:?}"));
        format!(
            "{}/{}/{}/{}/{}/{}/{}{anomaly}",
            or(&row.level1),
            or(&row.level2),
            or(&row.level3),
            or(&row.target_raw),
            or(&row.actual_raw),
            points(&row.weight),
            points(&row.score),
        )
    };
    records(source).1.iter().map(line).collect()
}

/// A grid of `|`-separated rows in a layout.
fn written(grid: &str, layout: &str) -> String {
    let rows = grid.lines().map(|row| row.split('|').map(str::trim));
    let mut text = String::new();
    for row in rows {
        let cells: Vec<&str> = row.collect();
        match layout {
            "pipe" => text += &format!("| {} |\n", cells.join(" | ")),
            "tab" => text += &format!("{}\n", cells.join("\t")),
            "cell after tab" => {
                cells.iter().for_each(|cell| text += &format!("\t{cell}\n"));
                text += "\n";
            }
            "cell before bar" => cells
                .iter()
                .for_each(|cell| text += format!("{cell} |\n").trim_start()),
            "aligned" => {
                for (cell, width) in cells.iter().zip(widths(grid)) {
                    let gap = width + 2 - cell.width();
                    text += &format!("{cell}{}", " ".repeat(gap));
                }
                text += "\n";
            }
            "filled cell before bar" => cells
                .iter()
                .filter(|cell| !cell.is_empty())
                .for_each(|cell| text += &format!("{cell} |\n")),
            _ => panic!("{layout}"),
        }
    }
    format!("某某馆2023年度决算。\n\n{text}\n以上为绩效情况。\n")
}

/// How wide the columns of a grid are on a terminal.
fn widths(grid: &str) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in grid.lines() {
        for (at, cell) in row.split('|').enumerate() {
            widths.resize(widths.len().max(at + 1), 0);
            widths[at] = widths[at].max(cell.trim().width());
        }
    }
    widths
}

const LAYOUTS: [&str; 6] = [
    "pipe",
    "tab",
    "aligned",
    "cell after tab",
    "cell before bar",
    "filled cell before bar",
];

const ASSESSED: &str = "\
项目名称|图书采购经费||主管部门|某市文化局|||
项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|年度资金总额|20.00|22.00|19.50|10|88.6%|8.86
|其中：财政拨款|20.00|22.00|19.50|—|88.6%|—
|其他资金|0|0|0|—|0|—
年度总体目标|预期目标|||实际完成情况|||
|采购图书5000册，丰富馆藏。|||采购图书5200册。|||
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
产出指标（50分）|数量指标|采购图书数量|≥5000册|5200册|15|15|无
||新书种类|≥30类|32类|5|5|无
|质量指标|图书合格率|≥98%|99%|10|10|无
|时效指标|采购完成时间|2023年12月底前|2023年11月底|10|10|无
效益指标（30分）|社会效益指标|馆藏丰富程度|有所提升|有所提升|30|28|宣传不足
满意度指标（10分）|服务对象满意度指标|读者满意度|≥90%|95%|10|10|无
总分|||||100|96.86|";

#[test]
fn a_table_says_the_same_in_every_layout() {
    for layout in LAYOUTS {
        let source = written(ASSESSED, layout);
        assert_eq!(
            shown(&source),
            [
                "产出指标/数量指标/采购图书数量/≥5000册/5200册/15/15",
                "产出指标/数量指标/新书种类/≥30类/32类/5/5",
                "产出指标/质量指标/图书合格率/≥98%/99%/10/10",
                "产出指标/时效指标/采购完成时间/2023年12月底前/2023年11月底/10/10",
                "效益指标/社会效益指标/馆藏丰富程度/有所提升/有所提升/30/28",
                "满意度指标/服务对象满意度指标/读者满意度/≥90%/95%/10/10",
            ],
            "{layout}"
        );
        let (projects, indicators) = records(&source);
        assert_eq!(projects.len(), 1, "{layout}");
        let project = &projects[0];
        let number = |number: &Option<crate::record::Number>| {
            number.map_or_else(String::new, |number| number.0.normalize().to_string())
        };
        assert_eq!(project.name.as_deref(), Some("图书采购经费"), "{layout}");
        assert_eq!(project.agency.as_deref(), Some("某市文化局"), "{layout}");
        assert_eq!(number(&project.budget), "22", "{layout}");
        assert_eq!(number(&project.executed), "19.5", "{layout}");
        assert_eq!(number(&project.fiscal_budget), "22", "{layout}");
        assert_eq!(number(&project.fiscal_executed), "19.5", "{layout}");
        assert_eq!(number(&project.other_budget), "0", "{layout}");
        assert_eq!(project.unit.as_deref(), Some("万元"), "{layout}");
        assert_eq!(
            project.goal.as_deref(),
            Some("采购图书5000册，丰富馆藏。"),
            "{layout}"
        );
        assert_eq!(
            project.result.as_deref(),
            Some("采购图书5200册。"),
            "{layout}"
        );
        for indicator in &indicators {
            assert_eq!(indicator.project_id, Some(project.id), "{layout}");
        }
    }
}

/// A table with a head of one line, the headings and `rows`.
fn table(headings: &str, rows: &str) -> String {
    written(
        &format!("项目名称|河道清淤费||||\n{headings}\n{rows}"),
        "pipe",
    )
}

const TOLD: &str = "绩效指标|一级指标|二级指标|三级指标|指标值|实际完成值";

#[test]
fn damage_is_named_and_read_as_it_was_meant() {
    for (what, rows, indicators) in [
        (
            "a row one cell to the left",
            "|产出指标|数量指标|清淤长度|3公里|3公里\n\
             |质量指标|验收合格率|100%|100%|\n\
             |效益指标|社会效益指标|防洪能力|提升|提升",
            vec![
                "产出指标/数量指标/清淤长度/3公里/3公里/-/-",
                "产出指标/质量指标/验收合格率/100%/100%/-/- Shifted",
                "效益指标/社会效益指标/防洪能力/提升/提升/-/-",
            ],
        ),
        (
            "a foreign column pushes the table to the right, the actual values are lost",
            "|产出指标|数量指标|数量指标|清淤长度|3公里\n\
             |||质量指标|验收合格率|100%\n\
             ||时效指标|社会效益|防洪能力|明显提升\n\
             |效益指标|社会效益指标||村民安全感|明显提升",
            vec![
                "产出指标/数量指标/清淤长度/3公里/-/-/- Shifted",
                "产出指标/质量指标/验收合格率/100%/-/-/- Shifted",
                "效益指标/社会效益/防洪能力/明显提升/-/-/- Shifted",
                "效益指标/社会效益/村民安全感/明显提升/-/-/- Shifted",
            ],
        ),
        (
            "the column of second levels is lost",
            "|产出指标|清淤长度|3公里|3公里|\n\
             ||清淤土方量|8000立方米|8100立方米|\n\
             |效益指标|防洪能力评价达标率|95%|96%|",
            vec![
                "产出指标/-/清淤长度/3公里/3公里/-/- Shifted",
                "产出指标/-/清淤土方量/8000立方米/8100立方米/-/- Shifted",
                "效益指标/-/防洪能力评价达标率/95%/96%/-/- Shifted",
            ],
        ),
        (
            "an actual value is missing",
            "|产出指标|数量指标|清淤长度|3公里|\n\
             |效益指标|社会效益指标|防洪能力|提升|提升",
            vec![
                "产出指标/数量指标/清淤长度/3公里/-/-/- MissingActual",
                "效益指标/社会效益指标/防洪能力/提升/提升/-/-",
            ],
        ),
        (
            "the values stand in the next row",
            "|产出指标|数量指标|清淤长度||\n\
             ||||3公里|3公里\n\
             |效益指标|社会效益指标|防洪能力|提升|提升",
            vec![
                "产出指标/数量指标/清淤长度/3公里/3公里/-/- Shifted",
                "效益指标/社会效益指标/防洪能力/提升/提升/-/-",
            ],
        ),
        (
            "a second level under a first that it does not belong to",
            "|产出指标|数量指标|清淤长度|3公里|3公里\n\
             ||经济效益指标|减少损失|50万元|52万元",
            vec![
                "产出指标/数量指标/清淤长度/3公里/3公里/-/-",
                "产出指标/经济效益指标/减少损失/50万元/52万元/-/- LevelMismatch",
            ],
        ),
    ] {
        assert_eq!(shown(&table(TOLD, rows)), indicators, "{what}");
    }
}

#[test]
fn a_table_cut_in_its_head_is_read_with_the_words_of_the_others() {
    let whole = "\t项目名称\n\t渡口维护费\n\n\t预算数:\n\t6\n\t执行数:\n\t6\n\n\
        \t\n\t财政拨款:\n\t6\n\t财政拨款:\n\t6\n\n\
        \t绩效指标\n\t一级指标\n\t二级指标\n\t三级指标\n\t指标值\n\t实际完成值\n\n\
        \t\n\t项目产出\n\t数量指标\n\t维护渡口\n\t4个\n\t4个\n\n";
    let cut = "\t项目名称\n\t9\n\t执行数:\n\t9\n\n\
        \t\n\t财政拨款:\n\t9\n\t财政拨款:\n\t9\n\n\
        \t\n\t其他资金:\n\t77处\n\n";
    let rest = "\t\n\t\n\t\n\t巡查航道\n\t12次\n\t12次\n\n\
        \t\n\t\n\t质量指标\n\t航标完好率\n\t95%\n\t96%\n\n\
        \t\n\t效益指标\n\t社会效益指标\n\t通航条件\n\t改善\n\t改善\n\n";
    let prose = "(1)航道巡查费项目绩效目标完成情况综述。项目全年预算数9万元。\n\
        (2)渡口维护费项目绩效目标完成情况综述。项目全年预算数6万元。\n";
    let source = format!("{prose}{whole}\n\n{cut}{rest}");
    assert_eq!(
        shown(&source),
        [
            "项目产出/数量指标/维护渡口/4个/4个/-/-",
            "项目产出/数量指标/巡查航道/12次/12次/-/- TruncatedTable",
            "项目产出/质量指标/航标完好率/95%/96%/-/- TruncatedTable",
            "效益指标/社会效益指标/通航条件/改善/改善/-/-",
        ]
    );
    let projects = records(&source).0;
    let names: Vec<_> = projects
        .iter()
        .map(|project| project.name.as_deref())
        .collect();
    assert_eq!(names, [Some("渡口维护费"), Some("航道巡查费")]);
    assert_eq!(projects[1].budget.map(|budget| budget.0), Some(9.into()));
}

#[test]
fn a_head_broken_by_a_line_break_in_a_cell_is_one_head() {
    let source = "项目名称\t公路养护\t主管部门\t某区交通局\n项目期\t1年\t项目类型\t延续\n项目资金\n\
        （万元）\t年度资金总额：\t120\t\n\t其中：财政拨款\t100\t\n年度目标\t保障畅通\t\t\n\
        一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护里程\t350公里\n";
    let (projects, indicators) = records_under(Some("项目绩效目标申报表"), source);
    assert_eq!(projects.len(), 1);
    assert_eq!(projects[0].name.as_deref(), Some("公路养护"));
    assert_eq!(projects[0].budget.map(|budget| budget.0), Some(120.into()));
    assert_eq!(projects[0].goal.as_deref(), Some("保障畅通"));
    assert_eq!(indicators[0].project_id, Some(projects[0].id));
}

#[test]
fn a_goal_stands_below_its_heading() {
    for (heading, printed, read) in [
        (
            "                                 年度总体目标",
            " 维护渡口12处，保障通行安全。",
            "维护渡口12处，保障通行安全。",
        ),
        (
            "年度总体目标",
            "维护渡口12处，保障通行安全，\n改善沿岸条件。",
            "维护渡口12处，保障通行安全，改善沿岸条件。",
        ),
    ] {
        let source = format!(
            "项目绩效目标表\n单位：万元\n\
             项目名称        渡口维护                    \n\
             主管部门        某区交通局              实施单位          某区航道站\n\
             项目资金        年度资金总额            80.00\n\
             {heading}\n{printed}\n\
             一级指标        二级指标                三级指标                指标值\n\
             产出指标        数量指标                维护渡口（处）          ≥12\n\
             效益指标        社会效益指标            通行条件                改善\n"
        );
        let (projects, indicators) = records(&source);
        let goals = projects.iter().map(|project| project.goal.as_deref());
        assert_eq!(goals.collect::<Vec<_>>(), [Some(read)], "{heading}");
        assert_eq!(indicators[0].target_unit.as_deref(), Some("处"));
    }
}

#[test]
fn reads_the_forms_of_other_places() {
    for (what, source, indicators) in [
        (
            "a list of projects, with comparator and unit in columns of their own",
            "单位名称|项目名称|预算金额|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重\n\
             某县档案馆|库房改造|35|完成改造|产出指标|数量指标|改造库房|≥|3|间|20\n\
             |||||质量指标|合格率|＝|100|%|20\n\
             |档案扫描|12|扫描档案|产出指标|数量指标|扫描页数|≥|20|万页|30\n\
             ||||满意度指标|服务对象满意度指标|查档群众满意度|≥|95|%|10",
            vec![
                "产出指标/数量指标/改造库房/≥3间/-/20/-",
                "产出指标/质量指标/合格率/＝100%/-/20/-",
                "产出指标/数量指标/扫描页数/≥20万页/-/30/-",
                "满意度指标/服务对象满意度指标/查档群众满意度/≥95%/-/10/-",
            ],
        ),
        (
            "a project a row, a pair of columns for each first level",
            "项目单位(项目名称)|项目资金||年度目标|绩效指标|||\n\
             |资金总额|财政拨款||项目完成指标||效益指标|\n\
             ||||三级指标|指标值|三级指标|指标值\n\
             101-某县水务局|30|30|||||\n\
             水质检测费|30|30|按期检测|检测次数|12次|饮水安全|保障\n\
             ||||检测点位|5个||",
            vec![
                "项目完成指标/-/检测次数/12次/-/-/-",
                "效益指标/-/饮水安全/保障/-/-/-",
                "项目完成指标/-/检测点位/5个/-/-/-",
            ],
        ),
        (
            "headings without a first level",
            "项目名称|绿化养护|||\n\
             二级指标|三级指标|指标值|实际值|得分\n\
             数量指标|养护面积|200亩|210亩|10\n\
             满意度指标|市民满意度|90%|93%|10",
            vec![
                "产出指标/数量指标/养护面积/200亩/210亩/-/10",
                "满意度指标/满意度指标/市民满意度/90%/93%/-/10",
            ],
        ),
    ] {
        for layout in ["pipe", "tab", "cell after tab"] {
            assert_eq!(
                shown(&written(source, layout)),
                indicators,
                "{what}, {layout}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_table_panics(
        rows in prop::collection::vec(prop::collection::vec(
            prop::sample::select(vec![
                "", "项目名称", "预算数:", "执行数", "财政拨款", "年度目标", "一级指标", "二级指标",
                "三级指标", "指标值", "实际完成值", "得分", "产出指标", "数量指标", "成本指标",
                "满意度指标", "≥98%", "12", "3.5万元", "2023年底", "某某工作", "总分", "—",
            ]), 1..9), 1..14),
        layout in prop::sample::select(LAYOUTS.to_vec()),
    ) {
        let rows: Vec<String> = rows.iter().map(|row| row.join("|")).collect();
        let source = written(&rows.join("\n"), layout);
        let text = Text::new(source.clone());
        let (projects, indicators) = records(&source);
        let mut ids = std::collections::HashSet::new();
        for indicator in &indicators {
            prop_assert!(ids.insert(indicator.id));
            prop_assert_eq!(indicator.id, indicator.span.0);
            prop_assert!(indicator.span.0 < indicator.span.1);
            prop_assert!(indicator.line <= text.line_count());
        }
        let mut ids = std::collections::HashSet::new();
        for project in &projects {
            prop_assert!(ids.insert(project.id));
        }
    }
}

#[test]
fn a_row_one_cell_short_has_its_level_carried() {
    let head = "绩效指标|一级指标|二级指标|三级指标|指标值|实际完成值|得分";
    let rows = "产出指标|数量指标|办结信访|143起|143起|10|\n日效性指标|解决问题时间|2天以内|2天以内|10||\n时效指标|资金下达|按期|按期|5||\n效益指标|社会效益指标|改善环境|有效改善|有效改善|10|\n社会效益指标|提升出行效率|有效提升|有效提升|10||";
    let read = shown(&written(&format!("{head}\n{rows}"), "pipe"));
    assert_eq!(
        read,
        [
            "产出指标/数量指标/办结信访/143起/143起/-/10",
            "产出指标/日效性指标/解决问题时间/2天以内/2天以内/-/10 Shifted",
            "产出指标/时效指标/资金下达/按期/按期/-/5 Shifted",
            "效益指标/社会效益指标/改善环境/有效改善/有效改善/-/10",
            "效益指标/社会效益指标/提升出行效率/有效提升/有效提升/-/10 Shifted",
        ]
    );
    let head = "绩效指标|一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分";
    let rows = "产出指标|数量指标|拨款率|100%|100%|10|10|\n质量指标|办结率|100%|100%|10|10||\n成本指标|运行费|180万|180万|10|10||\n效益指标|社会效益指标|正常率|100%|99%|10|9|";
    assert_eq!(
        shown(&written(&format!("{head}\n{rows}"), "pipe")),
        [
            "产出指标/数量指标/拨款率/100%/100%/10/10",
            "产出指标/质量指标/办结率/100%/100%/10/10 Shifted",
            "产出指标/成本指标/运行费/180万/180万/10/10 Shifted",
            "效益指标/社会效益指标/正常率/100%/99%/10/9",
        ]
    );
    // A table that gives no points: the last number is the actual value.
    let rows = "产出指标|数量指标|办结信访|143|150|\n|质量指标|合格率|95|96|";
    let head = "一级指标|二级指标|三级指标|指标值|实际完成值|得分";
    assert_eq!(
        shown(&written(&format!("{head}\n{rows}"), "pipe")),
        [
            "产出指标/数量指标/办结信访/143/150/-/-",
            "产出指标/质量指标/合格率/95/96/-/-",
        ]
    );
    // A name that says what is aimed at.
    let rows = "产出指标|质量指标|提高素质|提高素质|已提高|10";
    assert_eq!(
        shown(&written(&format!("{head}\n{rows}"), "pipe")),
        ["产出指标/质量指标/提高素质/提高素质/已提高/-/10"]
    );
}

#[test]
fn the_head_of_the_rows_is_none_of_their_money() {
    let head = "预算执行情况|年度预算数(万元)|年初预算|调整后预算数|预算执行数|预算执行率|得分";
    let rows = "总额|4.5|5.5|5.0|90.91%|9|\n其中:财政资金|4.5|5.5|5.0|90.91%|/|";
    let row = |row: &str| format!("| {} |\n", row.replace('|', " | "));
    let source = format!("项目名称|某项|||||\n{head}\n{rows}");
    let source: String = source.lines().map(row).collect();
    let (projects, _) = records_under(Some("项目支出绩效自评表"), &source);
    let money = |project: &Project| {
        let sums = [project.budget, project.executed, project.fiscal_budget];
        sums.map(|sum| sum.map(|sum| sum.0.to_string()))
    };
    let expected = ["5.5", "5.0", "5.5"].map(|sum| Some(sum.to_owned()));
    assert_eq!(projects.iter().map(money).collect::<Vec<_>>(), [expected]);
}
