//! The same table gives the same facts, however it is laid out.

use crate::meant::{Meant, grid, shown};
use crate::read;
use gongkai::record::Form;

/// What every layout of a table must give.
trait Gives {
    fn gives(&self, expected: &[&str]);
    fn check(&self, layout: &str, source: String, expected: &[&str]);
}

impl Gives for Meant {
    #[track_caller]
    fn gives(&self, expected: &[&str]) {
        for (layout, source) in self.layouts() {
            self.check(layout, source, expected);
        }
    }

    #[track_caller]
    fn check(&self, layout: &str, source: String, expected: &[&str]) {
        let read = read::tables(&source);
        let (tables, facts) = (read.tables, read.facts);
        assert_eq!(tables.len(), 1, "{layout}:\n{source}");
        let table = &tables[0];
        assert_eq!(
            table.caption.as_deref(),
            Some(self.caption.as_str()),
            "{layout}:\n{source}"
        );
        assert_eq!(
            table.unit.as_deref(),
            Some(self.unit.as_str()),
            "{layout}:\n{source}"
        );
        assert_eq!(table.form, self.form, "{layout}:\n{source}");
        let rows: Vec<_> = table.rows.iter().map(|row| row.join("|")).collect();
        assert_eq!(
            shown(&facts),
            expected,
            "{layout}:\n{source}\n{}",
            rows.join("\n")
        );
    }
}

fn expenditure() -> Meant {
    Meant {
        caption: "支出决算表".to_owned(),
        unit: "万元".to_owned(),
        form: Form::Expenditure,
        head: grid(
            "项目|<|本年支出合计|基本支出|项目支出|上缴上级支出\n\
             科目编码|科目名称|^|^|^|^",
        ),
        body: grid(
            "|合计|1,317.82|105.58|1,212.24|\n\
             208|社会保障和就业支出|1,304.33|93.33|1,211.00|\n\
             20805|行政事业单位养老支出|94.57|93.33|1.24|\n\
             2080505|机关事业单位基本养老保险缴费支出|94.57|93.33|1.24|\n\
             210|卫生健康支出|13.49|12.25|1.24|0.00\n\
             2101199|其他行政事业单位医疗支出|-13.49|-12.25|-1.24|",
        ),
    }
}

const EXPENDITURE: &[&str] = &[
    "- 合计 | 本年支出合计 = 1317.82 万元",
    "- 合计 | 基本支出 = 105.58 万元",
    "- 合计 | 项目支出 = 1212.24 万元",
    "208 社会保障和就业支出 | 本年支出合计 = 1304.33 万元",
    "208 社会保障和就业支出 | 基本支出 = 93.33 万元",
    "208 社会保障和就业支出 | 项目支出 = 1211 万元",
    "20805 行政事业单位养老支出 | 本年支出合计 = 94.57 万元",
    "20805 行政事业单位养老支出 | 基本支出 = 93.33 万元",
    "20805 行政事业单位养老支出 | 项目支出 = 1.24 万元",
    "2080505 机关事业单位基本养老保险缴费支出 | 本年支出合计 = 94.57 万元",
    "2080505 机关事业单位基本养老保险缴费支出 | 基本支出 = 93.33 万元",
    "2080505 机关事业单位基本养老保险缴费支出 | 项目支出 = 1.24 万元",
    "210 卫生健康支出 | 本年支出合计 = 13.49 万元",
    "210 卫生健康支出 | 基本支出 = 12.25 万元",
    "210 卫生健康支出 | 项目支出 = 1.24 万元",
    "210 卫生健康支出 | 上缴上级支出 = 0 万元",
    "2101199 其他行政事业单位医疗支出 | 本年支出合计 = -13.49 万元",
    "2101199 其他行政事业单位医疗支出 | 基本支出 = -12.25 万元",
    "2101199 其他行政事业单位医疗支出 | 项目支出 = -1.24 万元",
];

#[test]
fn a_table_by_function() {
    expenditure().gives(EXPENDITURE);
}

#[test]
fn a_table_by_function_one_cell_a_line() {
    let table = expenditure();
    table.check("cell per line", table.cell_per_line(), EXPENDITURE);
}

#[test]
fn two_halves_with_row_numbers() {
    Meant {
        caption: "收入支出决算总表".to_owned(),
        unit: "元".to_owned(),
        form: Form::IncomeExpenditure,
        head: grid(
            "收入|<|<|支出|<|<\n\
             项目|行次|决算数|项目|行次|决算数\n\
             栏次||1|栏次||2",
        ),
        body: grid(
            "一、一般公共预算财政拨款收入|1|3,162,923.00|一、一般公共服务支出|31|2,875,129.00\n\
             二、政府性基金预算财政拨款收入|2||二、外交支出|32|\n\
             三、上级补助收入|3||三、国防支出|33|287,794.00\n\
             本年收入合计|27|3,162,923.00|本年支出合计|57|3,162,923.00",
        ),
    }
    .gives(&[
        "- 一、一般公共预算财政拨款收入 | 收入/决算数 = 3162923 元",
        "201 一、一般公共服务支出 | 支出/决算数 = 2875129 元",
        "203 三、国防支出 | 支出/决算数 = 287794 元",
        "- 本年收入合计 | 收入/决算数 = 3162923 元",
        "- 本年支出合计 | 支出/决算数 = 3162923 元",
    ]);
}

#[test]
fn heads_of_three_levels() {
    Meant {
        caption: "财政拨款“三公”经费支出决算表".to_owned(),
        unit: "万元".to_owned(),
        form: Form::ThreePublic,
        head: grid(
            "预算数|<|<|<|决算数|<|<|<\n\
             合计|公务用车购置及运行费|<|公务接待费|合计|公务用车购置及运行费|<|公务接待费\n\
             ^|小计|公务用车运行费|^|^|小计|公务用车运行费|^",
        ),
        body: grid("13.30|3.10|3.10|10.20|12.20|3.00|3.00|9.20"),
    }
    .gives(&[
        "- - | 预算数/合计 = 13.3 万元",
        "- - | 预算数/公务用车购置及运行费/小计 = 3.1 万元",
        "- - | 预算数/公务用车购置及运行费/公务用车运行费 = 3.1 万元",
        "- - | 预算数/公务接待费 = 10.2 万元",
        "- - | 决算数/合计 = 12.2 万元",
        "- - | 决算数/公务用车购置及运行费/小计 = 3 万元",
        "- - | 决算数/公务用车购置及运行费/公务用车运行费 = 3 万元",
        "- - | 决算数/公务接待费 = 9.2 万元",
    ]);
}

#[test]
fn codes_in_three_columns_remarks_and_percentages() {
    Meant {
        caption: "一般公共预算支出表".to_owned(),
        unit: "万元".to_owned(),
        form: Form::GeneralExpenditure,
        head: grid(
            "科目编码|<|<|科目名称|2022年决算数|2023年预算数|增减%|备注\n\
             类|款|项|^|^|^|^|^",
        ),
        body: grid(
            "208|||社会保障和就业支出|100.00|110.00|10.00%|\n\
             208|05||行政事业单位养老支出|50.00|55.00|10.00%|按标准\n\
             208|05|05|机关事业单位基本养老保险缴费支出|50.00|55.00|10.00%|",
        ),
    }
    .gives(&[
        "208 社会保障和就业支出 | 2022年决算数 = 100 万元",
        "208 社会保障和就业支出 | 2023年预算数 = 110 万元",
        "208 社会保障和就业支出 | 增减% = 10 %",
        "20805 行政事业单位养老支出 | 2022年决算数 = 50 万元",
        "20805 行政事业单位养老支出 | 2023年预算数 = 55 万元",
        "20805 行政事业单位养老支出 | 增减% = 10 %",
        "2080505 机关事业单位基本养老保险缴费支出 | 2022年决算数 = 50 万元",
        "2080505 机关事业单位基本养老保险缴费支出 | 2023年预算数 = 55 万元",
        "2080505 机关事业单位基本养老保险缴费支出 | 增减% = 10 %",
    ]);
}

#[test]
fn two_stubs_by_economic_classification() {
    Meant {
        caption: "一般公共预算财政拨款基本支出决算表".to_owned(),
        unit: "万元".to_owned(),
        form: Form::GeneralBasic,
        head: grid(
            "人员经费|<|<|公用经费|<|<\n\
             科目编码|科目名称|金额|科目编码|科目名称|金额",
        ),
        body: grid(
            "301|工资福利支出|95.36|302|商品和服务支出|10.23\n\
             30101|基本工资|14.12|30201|办公费|3.78\n\
             30108|机关事业单位基本养老保险缴费|6.18|30202|印刷费|0.00\n\
             303|对个人和家庭的补助|0.00|||\n\
             |人员经费合计|95.36||公用经费合计|10.23",
        ),
    }
    .gives(&[
        "301 工资福利支出 | 人员经费/金额 = 95.36 万元",
        "302 商品和服务支出 | 公用经费/金额 = 10.23 万元",
        "30101 基本工资 | 人员经费/金额 = 14.12 万元",
        "30201 办公费 | 公用经费/金额 = 3.78 万元",
        "30108 机关事业单位基本养老保险缴费 | 人员经费/金额 = 6.18 万元",
        "30202 印刷费 | 公用经费/金额 = 0 万元",
        "303 对个人和家庭的补助 | 人员经费/金额 = 0 万元",
        "- 人员经费合计 | 人员经费/金额 = 95.36 万元",
        "- 公用经费合计 | 公用经费/金额 = 10.23 万元",
    ]);
}

#[test]
fn an_empty_form_is_a_table_without_facts() {
    Meant {
        caption: "国有资本经营预算财政拨款支出决算表".to_owned(),
        unit: "万元".to_owned(),
        form: Form::StateCapital,
        head: grid(
            "项目|<|本年支出|<|<\n\
             科目编码|科目名称|合计|基本支出|项目支出",
        ),
        body: grid("|合计|||"),
    }
    .gives(&[]);
}

/// A column that is empty in all rows keeps its place where cells are marked, and where heads are set to the left.
#[test]
fn columns_that_are_always_empty() {
    let table = Meant {
        caption: "“三公”经费财政拨款预算表".to_owned(),
        unit: "万元".to_owned(),
        form: Form::ThreePublic,
        head: grid(
            "单位名称|当年预算安排|<|<|<|<|<\n\
             ^|合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费\n\
             ^|^|^|小计|公务用车购置费|公务用车运行费|^",
        ),
        body: grid(
            "某市档案馆本级|7.20||5.40||5.40|1.80\n\
             某市城建档案室|5.20||4.50||4.50|0.70",
        ),
    };
    let expected = [
        "- 某市档案馆本级 | 当年预算安排/合计 = 7.2 万元",
        "- 某市档案馆本级 | 当年预算安排/公务用车购置及运行费/小计 = 5.4 万元",
        "- 某市档案馆本级 | 当年预算安排/公务用车购置及运行费/公务用车运行费 = 5.4 万元",
        "- 某市档案馆本级 | 当年预算安排/公务接待费 = 1.8 万元",
        "- 某市城建档案室 | 当年预算安排/合计 = 5.2 万元",
        "- 某市城建档案室 | 当年预算安排/公务用车购置及运行费/小计 = 4.5 万元",
        "- 某市城建档案室 | 当年预算安排/公务用车购置及运行费/公务用车运行费 = 4.5 万元",
        "- 某市城建档案室 | 当年预算安排/公务接待费 = 0.7 万元",
    ];
    let layouts = table.marked().into_iter();
    for (layout, source) in layouts.chain([("set left", table.set_left())]) {
        table.check(layout, source, &expected);
    }
}

/// Three lists of codes side by side under two heads, and a side with one amount beside one with several.
#[test]
fn halves_of_other_widths() {
    let basic = Meant {
        caption: "一般公共预算财政拨款基本支出决算明细表".to_owned(),
        unit: "元".to_owned(),
        form: Form::GeneralBasic,
        head: grid(
            "人员经费|<|<|公用经费|<|<|<|<|<\n\
             科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数",
        ),
        body: grid(
            "301|工资福利支出|3286.55|302|商品和服务支出|402.30|310|资本性支出|18.60\n\
             30101|基本工资|1120.00|30201|办公费|58.20|31002|办公设备购置|18.60\n\
             30103|奖金|600.45|30202|印刷费||31003|专用设备购置|",
        ),
    };
    let expected = [
        "301 工资福利支出 | 人员经费/决算数 = 3286.55 元",
        "302 商品和服务支出 | 公用经费/决算数 = 402.3 元",
        "310 资本性支出 | 公用经费/决算数 = 18.6 元",
        "30101 基本工资 | 人员经费/决算数 = 1120 元",
        "30201 办公费 | 公用经费/决算数 = 58.2 元",
        "31002 办公设备购置 | 公用经费/决算数 = 18.6 元",
        "30103 奖金 | 人员经费/决算数 = 600.45 元",
    ];
    // A bar behind each cell does not tell which of both heads is over three columns and which over six.
    let marked = basic.marked().into_iter();
    let layouts = marked.filter(|(layout, _)| *layout != "barred");
    for (layout, source) in layouts.chain([("set left", basic.set_left())]) {
        basic.check(layout, source, &expected);
    }
    basic.check("barred", basic.barred(), &[]);
    let fiscal = Meant {
        caption: "财政拨款收入支出决算总表".to_owned(),
        unit: "万元".to_owned(),
        form: Form::FiscalAppropriation,
        head: grid(
            "收入|<|<|支出|<|<|<|<\n\
             项目|行次|金额|项目|行次|合计|一般公共预算财政拨款|政府性基金预算财政拨款",
        ),
        body: grid(
            "一、一般公共预算财政拨款|1|1655.10|一、教育支出|37|1655.10|1655.10|\n\
             二、政府性基金预算财政拨款|2|86.00|二、城乡社区支出|43|86.00||86.00",
        ),
    };
    let expected = [
        "- 一、一般公共预算财政拨款 | 收入/金额 = 1655.1 万元",
        "205 一、教育支出 | 支出/合计 = 1655.1 万元",
        "205 一、教育支出 | 支出/一般公共预算财政拨款 = 1655.1 万元",
        "- 二、政府性基金预算财政拨款 | 收入/金额 = 86 万元",
        "212 二、城乡社区支出 | 支出/合计 = 86 万元",
        "212 二、城乡社区支出 | 支出/政府性基金预算财政拨款 = 86 万元",
    ];
    for (layout, source) in fiscal.marked() {
        fiscal.check(layout, source, &expected);
    }
}

/// Where a blank stood is told by what columns are reckoned from: a change, a rate of growth.
#[test]
fn changes_and_rates_under_the_heads_of_years() {
    let table = Meant {
        caption: "“三公”经费支出统计表".to_owned(),
        unit: "万元".to_owned(),
        form: Form::ThreePublic,
        head: grid(
            "序号|项目|2014年支出|2015年|<|较上年增减|<\n\
             ^|^|^|年初预算|实际支出|金额|幅度（%）",
        ),
        body: grid(
            "一|公务接待费|5.00|4.00|3.00|-2.00|-40.0\n\
             二|公务用车购置及运行费|13.00|12.00|10.40|-2.60|-20.0\n\
             三|因公出国（境）费|0.00|2.50|1.50|1.50|\n\
             |合 计|18.00|18.50|14.90|-3.10|-17.2",
        ),
    };
    let (read, heads) = (
        ["18", "18.5", "14.9", "-3.1"],
        ["2014年支出", "2015年/年初预算"],
    );
    for (layout, source) in table.layouts() {
        let read_tables = read::tables(&source);
        let facts = shown(&read_tables.facts);
        let new = facts
            .iter()
            .filter(|fact| fact.contains("因公出国"))
            .count();
        assert_eq!(
            (facts.len(), new),
            (19, 4),
            "{layout}:\n{source}\n{facts:#?}"
        );
        assert!(
            read.iter().all(|sum| facts
                .iter()
                .any(|fact| fact.contains("合") && fact.contains(&format!("= {sum} ")))),
            "{layout}: {facts:#?}"
        );
        assert!(
            heads
                .iter()
                .all(|head| facts.iter().any(|fact| fact.contains(head))),
            "{layout}: {facts:#?}"
        );
    }
}

/// A part is never larger than its whole, column by column, even where only some parts are printed.
#[test]
fn parts_stand_where_their_whole_does() {
    let table = Meant {
        caption: "一般公共预算基本支出表".to_owned(),
        unit: "元".to_owned(),
        form: Form::GeneralBasic,
        head: grid("科目编码|经济分类科目名称|基本支出|人员经费|公用经费"),
        body: grid(
            "301|工资福利支出|842,600.00|842,600.00|\n\
             30101|基本工资|268,400.00|268,400.00|\n\
             302|商品和服务支出|57,400.00||57,400.00\n\
             30201|办公费|18,000.00||18,000.00\n\
             |合计|900,000.00|842,600.00|57,400.00",
        ),
    };
    table.gives(&[
        "301 工资福利支出 | 基本支出 = 842600 元",
        "301 工资福利支出 | 人员经费 = 842600 元",
        "30101 基本工资 | 基本支出 = 268400 元",
        "30101 基本工资 | 人员经费 = 268400 元",
        "302 商品和服务支出 | 基本支出 = 57400 元",
        "302 商品和服务支出 | 公用经费 = 57400 元",
        "30201 办公费 | 基本支出 = 18000 元",
        "30201 办公费 | 公用经费 = 18000 元",
        "- 合计 | 基本支出 = 900000 元",
        "- 合计 | 人员经费 = 842600 元",
        "- 合计 | 公用经费 = 57400 元",
    ]);
}

#[test]
fn thousands_of_rows_are_one_table_one_cell_a_line() {
    let mut source = "支出决算表\n单位：万元\n科目名称\n合计\n基本支出\n项目支出\n".to_owned();
    for row in 0..1_600 {
        let (basic, project) = (row * 7 % 900 + 1, row * 11 % 700 + 1);
        source += &format!(
            "第{row}项支出\n{}.25\n{basic}.10\n{project}.15\n",
            basic + project
        );
    }
    let read = read::tables(&source);
    assert_eq!(read.tables.len(), 1);
    assert_eq!(read.facts.len(), 4_800);
}
