//! Outlines in the manner of several provinces; the documents are ours.

use super::*;
use crate::layout::table;
use crate::reading::performance::WORDS;

/// Every heading as its depth in dots, its number and its title.
fn outline(source: &str) -> Vec<String> {
    let text = Text::new(source.to_owned());
    let folded = Folded::new(&text);
    let grids = table::find(&text, &folded, WORDS, &[]);
    let tables: Vec<Range<usize>> = grids.iter().map(|grid| grid.lines.clone()).collect();
    let mut layout = Layout::new(&text, &folded, &tables);
    apart(&text, &mut layout);
    let outline = read(&text, &layout, &tables, "doc", Kind::Budget);
    let print = |section: &Section| {
        let number = section.number.as_deref().unwrap_or("");
        format!("{}{number}{}", ".".repeat(section.level), section.title)
    };
    outline.sections.iter().map(print).collect()
}

#[test]
fn headings_without_numbers_lie_in_the_one_above() {
    assert_eq!(
        outline(
            "一、部门职责及机构设置情况\n部门职责：\n负责全县水土流失治理，监测水土流失。\n机构设置：\n内设3个股室，编制12名。\n\
             二、部门预算安排的总体情况\n1、收入说明\n本年收入预算8万元，比上年增加1万元。\n2、支出说明\n本年支出预算8万元，与上年持平。\n\
             三、绩效预算信息\n总体绩效目标：\n全年治理38平方公里，林草覆盖率提高。\n分项绩效目标：\n（一）坡耕地治理\n绩效目标：机修梯田，保土。\n\
             （二）监测点运行\n绩效目标：数据及时，准确。\n工作保障措施：\n1.完善制度建设。制定制度。2.加强管理。按季检查。\n",
        ),
        [
            ".一、部门职责及机构设置情况",
            "..部门职责",
            "..机构设置",
            ".二、部门预算安排的总体情况",
            "..1、收入说明",
            "..2、支出说明",
            ".三、绩效预算信息",
            "..总体绩效目标",
            "..分项绩效目标",
            "...（一）坡耕地治理",
            "...（二）监测点运行",
            "..工作保障措施",
        ]
    );
}

#[test]
fn chapters_of_one_line_are_parted_from_their_paragraphs() {
    assert_eq!(
        outline(
            "一、部门收支总体情况 2023年本单位收入预算1200万元，比上年增加100万元。\
             二、收入预算情况 收入预算1200万元，其中：一般公共预算1200万元，占100%。\
             三、支出预算情况 支出预算1200万元，其中：基本支出800万元，项目支出400万元。\n",
        ),
        [
            ".一、部门收支总体情况",
            ".二、收入预算情况",
            ".三、支出预算情况",
        ]
    );
}

#[test]
fn numbers_that_chapters_leave_out_are_chapters() {
    assert_eq!(
        outline(
            "第一部分 决算情况说明\n七、“三公”经费支出决算情况说明\n公务接待费支出，持平。\n\
             机关运行经费支出说明\n机关运行经费支出，下降。\n十、其他重要事项的情况说明\n机关运行经费支出，下降。\n",
        ),
        [
            ".第一部分决算情况说明",
            "..七、“三公”经费支出决算情况说明",
            "..机关运行经费支出说明",
            "..十、其他重要事项的情况说明",
        ]
    );
}

#[test]
fn titles_go_on_in_the_next_line() {
    assert_eq!(
        outline(
            "第一部分\n\n海晏县水利局\n\n单位概况\n\n一、主要职责\n负责全县水利工作，指导防汛。\n第二部分 2020年部门预算情况说明\n一、收支预算情\n况说明\n\
             2020年收支总预算2万元，比上年增加。\n二、其他重要事项的情况说明 （一）机关运行经费 2020年30万元。（二）政府采购情况 2020年50万元。\n\
             三、机关运行经费\n支出情况说明\n机关运行经费20万元，持平。\n",
        ),
        [
            ".第一部分海晏县水利局单位概况",
            "..一、主要职责",
            ".第二部分2020年部门预算情况说明",
            "..一、收支预算情况说明",
            "..二、其他重要事项的情况说明",
            "...（一）机关运行经费",
            "...（二）政府采购情况",
            "..三、机关运行经费支出情况说明",
        ]
    );
}

#[test]
fn titles_in_the_middle_of_the_page_are_parts() {
    assert_eq!(
        outline(
            "                    某某县供水中心机构设置\n\n    内设3个科室，编制18名。\n\n                    其他相关情况说明\n\n\
             一、机关运行经费\n    安排机关运行经费8万元，与上年持平。\n二、政府采购情况\n    安排政府采购9万元，与上年持平。\n",
        ),
        [
            ".某某县供水中心机构设置",
            ".其他相关情况说明",
            "..一、机关运行经费",
            "..二、政府采购情况",
        ]
    );
}

#[test]
fn a_list_that_begins_anew_lies_in_the_chapter() {
    assert_eq!(
        outline(
            "第一部分 部门概况\n一、主要职责\n负责检察工作，保障公正。\n二、机构设置\n内设5个部门，编制30名。\n三、主要工作任务\n\
             全年做好各项检察工作，服务大局。\n一、维护社会稳定\n1. 依法严惩犯罪。深入推进专项斗争。\n二、履行公益职责\n2. 推进公益诉讼。办好案件。\n\
             第二部分 名词解释\n一、基本支出：指人员经费。\n",
        ),
        [
            ".第一部分部门概况",
            "..一、主要职责",
            "..二、机构设置",
            "..三、主要工作任务",
            "...一、维护社会稳定",
            "....1.依法严惩犯罪",
            "...二、履行公益职责",
            "....2.推进公益诉讼",
            ".第二部分名词解释",
        ]
    );
}

#[test]
fn short_bodies_and_none_take_no_heading_away() {
    assert_eq!(
        outline(
            "第一部分 部门概况\n主要职责\n负责全县林业工作。\n第二部分 部门预算情况说明\n收支总体情况\n收入预算8万元，支出预算8万元。\n\
             “三公”经费情况\n“三公”经费支出3.00万元。\n国有资产占用情况\n车辆3辆。\n其他重要事项的情况说明\n机关运行经费情况\n\
             机关运行经费20.00万元。\n",
        ),
        [
            ".第一部分部门概况",
            "..主要职责",
            ".第二部分部门预算情况说明",
            "..收支总体情况",
            "..“三公”经费情况",
            "..国有资产占用情况",
            "..其他重要事项的情况说明",
            "...机关运行经费情况",
        ]
    );
}

#[test]
fn a_number_that_lost_a_byte_is_none() {
    assert_eq!(
        outline(
            "一、“三公”经费情况\n？。ㄒ唬公务接待费\n支出3万元，比上年减少。\n？。ㄈ公务用车购置及运行费\n支出5万元，比上年减少。\n\
             附件：\n1.某县林业局预算公开表.xlsx（35.6KB）\n上一篇：没有了\n",
        ),
        [
            ".一、“三公”经费情况",
            "..公务接待费",
            "..公务用车购置及运行费",
        ]
    );
}

#[test]
fn what_is_no_heading() {
    assert_eq!(
        outline(
            "当前位置：首页 > 政务公开 > 财政预决算\n【大 中 小】 打印 关闭\n一、主要职责\n（一）贯彻方针政策。\n（二）组织防疫，实施免疫。\n\
             二、“三公”经费\n（一）公务用车购置及运行维护费较2017年预算持平。单位有车1辆。\n2022年“三公”经费决算数对比情况\n单位：万元\n年度\n合计\n\
             因公出国（境）费用\n公务接待费\n2021年\n1.46\n0\n注：1.“机关运行经费”指有关单位的支出，包括办公费。\n2.“科目编码”和“科目名称”为必填项。\n\
             附件：某县水利局2018年部门预算公开表.xlsx\n",
        ),
        [".一、主要职责", ".二、“三公”经费"]
    );
}

#[test]
fn a_year_over_the_first_number_is_a_heading() {
    assert_eq!(
        outline(
            "兰考县2022年预算执行情况和2023年预算草案的报告\n各位代表：\n受县人民政府委托，现将报告提请审议。\n\
             2022年预算执行情况\n一、一般公共预算\n全县收入完成8万元，增长3%。\n二、政府性基金预算\n全县收入完成9万元。\n\
             2023年预算草案\n一、一般公共预算\n全县收入安排8万元，增长3%。\n",
        ),
        [
            ".2022年预算执行情况",
            "..一、一般公共预算",
            "..二、政府性基金预算",
            ".2023年预算草案",
            "..一、一般公共预算",
        ]
    );
    // At the head it is the title, over text it may be a caption, and a sentence is none.
    for source in [
        "2022年预算执行情况\n一、一般公共预算\n全县收入完成8万元，增长3%。\n",
        "各位代表：\n现将报告提请审议。\n2022年预算执行情况\n全县收入完成8万元，增长3%。\n一、一般公共预算\n收入完成8万元。\n",
        "各位代表：\n现将报告提请审议。\n2022年预算执行情况良好。\n一、一般公共预算\n收入完成8万元。\n",
    ] {
        assert_eq!(outline(source), [".一、一般公共预算"], "{source}");
    }
}
