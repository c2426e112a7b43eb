//! Beginnings of documents, with the whole header of each.

use super::super::Kind;
use super::header;

/// Source, then title, kind, year, issuer, region.
type Case<'t> = (
    &'t str,
    Option<&'t str>,
    Kind,
    Option<i32>,
    Option<&'t str>,
    Option<&'t str>,
);

const DOCUMENTS: &[Case<'_>] = &[
    // A report's title goes on until it says that it is one.
    (
        "关于2020年陵水黎族自治县财政预算\n执行情况及2021年陵水黎族自治县\n财政预算的报告\n\n一、2020年预算执行情况\n收入8万元。\n",
        Some("关于2020年陵水黎族自治县财政预算执行情况及2021年陵水黎族自治县财政预算的报告"),
        Kind::ExecutionReport,
        Some(2020),
        None,
        Some("469028"),
    ),
    (
        "关于2020年陵水黎族自治县和县本级财政预算\n执行情况的报告\n\n一、2020年预算执行情况\n收入8万元。\n",
        Some("关于2020年陵水黎族自治县和县本级财政预算执行情况的报告"),
        Kind::ExecutionReport,
        Some(2020),
        None,
        Some("469028"),
    ),
    (
        "陵水黎族自治县2021年财政预算\n执行情况的通报\n\n一、收入\n2021年收入8万元。\n",
        Some("陵水黎族自治县2021年财政预算"),
        Kind::Budget,
        Some(2021),
        None,
        Some("469028"),
    ),
    // The site around a page: its name and its menu are no discloser.
    (
        "兰考县人民政府门户网站\n首页 政务公开 互动交流 县水利局\n2022年部门决算公开\n一、部门概况\n",
        Some("2022年部门决算公开"),
        Kind::FinalAccounts,
        Some(2022),
        None,
        None,
    ),
    (
        "兰考县人民政府\n首页 要闻动态 政务公开 走进兰考\n\n兰考县第二中学2022年部门决算\n",
        Some("兰考县第二中学2022年部门决算"),
        Kind::FinalAccounts,
        Some(2022),
        Some("兰考县第二中学"),
        Some("410225"),
    ),
    (
        "首页 政务公开 部门预算 兰考县财政局\n一、部门概况\n2022年部门预算支出8万元。\n",
        None,
        Kind::Budget,
        Some(2022),
        None,
        None,
    ),
    // But without a menu between them they are a title.
    (
        "兰考县财政局\n\n2022年部门决算\n",
        Some("兰考县财政局2022年部门决算"),
        Kind::FinalAccounts,
        Some(2022),
        Some("兰考县财政局"),
        Some("410225"),
    ),
    // The province in a bracket is none of the place that the title is about.
    (
        "（天津市）关于东丽区2022年财政决算的报告\n各位代表：\n",
        Some("(天津市)关于东丽区2022年财政决算的报告"),
        Kind::FinalAccounts,
        Some(2022),
        None,
        Some("120110"),
    ),
    // What a department works at is no name of it.
    (
        "海南省农业农村部门2022年“三公”经费预算情况说明\n\n农业农村厅2022年“三公”经费预算数为8万元。\n",
        Some("海南省农业农村部门2022年“三公”经费预算情况说明"),
        Kind::Budget,
        Some(2022),
        Some("农业农村厅"),
        Some("460000"),
    ),
    // Wrapped titles.
    (
        "广西壮族自治区河池市\n罗城仫佬族自治县水利局\n2022 年度部门决算\n目 录\n",
        Some("广西壮族自治区河池市罗城仫佬族自治县水利局2022年度部门决算"),
        Kind::FinalAccounts,
        Some(2022),
        Some("广西壮族自治区河池市罗城仫佬族自治县水利局"),
        Some("451225"),
    ),
    (
        "# 文昌市农业农村局\n\n## 2023年部门预算\n\n## 编制说明\n\n一、部门概况\n",
        Some("文昌市农业农村局2023年部门预算编制说明"),
        Kind::Budget,
        Some(2023),
        Some("文昌市农业农村局"),
        Some("469005"),
    ),
    (
        "   中共无锡市滨湖区委\n   统一战线工作部 2021 年度\n        部门决算公开\n\n目录\n",
        Some("中共无锡市滨湖区委统一战线工作部2021年度部门决算公开"),
        Kind::FinalAccounts,
        Some(2021),
        Some("中共无锡市滨湖区委统一战线工作部"),
        Some("320211"),
    ),
    (
        "2022年度\n\n邵东市司法局部门决算\n\n目录\n",
        Some("2022年度邵东市司法局部门决算"),
        Kind::FinalAccounts,
        Some(2022),
        Some("邵东市司法局"),
        Some("430582"),
    ),
    (
        "**附件1**\n漳浦县自然资源局部门2020年\n整体支出绩效评价报告\n一、部门概况\n",
        Some("漳浦县自然资源局部门2020年整体支出绩效评价报告"),
        Kind::PerformanceReport,
        Some(2020),
        Some("漳浦县自然资源局"),
        Some("350623"),
    ),
    (
        "标题: | 沂源县水利局2020年部门决算 | ||\n---|---|---|---|\n索引号: | 1137-05 | 文号: | |\n",
        Some("沂源县水利局2020年部门决算"),
        Kind::FinalAccounts,
        Some(2020),
        Some("沂源县水利局"),
        Some("370323"),
    ),
    (
        "邵东市司法局2022年度部门预算 |\n项目 | 预算数 |\n",
        Some("邵东市司法局2022年度部门预算"),
        Kind::Budget,
        Some(2022),
        Some("邵东市司法局"),
        Some("430582"),
    ),
    // A web page around it.
    (
        "您当前的位置: 首页 > 预决算公开\n鹿邑县医疗保障局2021年度部门决算\n发布时间：2022-09-20 来源：县医保局\n保密审查情况：已审查\n目录\n",
        Some("鹿邑县医疗保障局2021年度部门决算"),
        Kind::FinalAccounts,
        Some(2021),
        Some("鹿邑县医疗保障局"),
        Some("411628"),
    ),
    // The title stands after the contents.
    (
        "目录\n第一部分 部门概况\n第二部分 2021年度部门决算表\n第三部分 名词解释\n2021年度华池县林业和草原局部门决算\n第一部分 部门概况\n一、职责\n",
        Some("2021年度华池县林业和草原局部门决算"),
        Kind::FinalAccounts,
        Some(2021),
        Some("华池县林业和草原局"),
        Some("621023"),
    ),
    // Nothing but a signature.
    (
        "现将我厅2016年部门预算说明如下。\n一、2016年收入预算\n二、2016年支出预算\n\n   贵州省自然资源厅\n   2016年2月19日\n",
        None,
        Kind::Budget,
        Some(2016),
        Some("贵州省自然资源厅"),
        Some("520000"),
    ),
    // The title gives no place; the body does.
    (
        "民政局2020年部门预算\n第一部分 概况\n延吉市民政局负责全市社会救助工作。\n二、延吉市民政局2020年预算安排\n",
        Some("民政局2020年部门预算"),
        Kind::Budget,
        Some(2020),
        Some("延吉市民政局"),
        Some("222401"),
    ),
    // The title gives a short name that the text gives in full.
    (
        "海宁市卫健委2021年部门预算\n目录\n海宁市卫生健康委员会概况\n海宁市卫生健康委员会2021年收支预算\n",
        Some("海宁市卫健委2021年部门预算"),
        Kind::Budget,
        Some(2021),
        Some("海宁市卫生健康委员会"),
        Some("330481"),
    ),
    // No agency in the title.
    (
        "2024年部门预算公开表\n单位名称：\t蓬安县交通运输局\t单位：万元\n收入\t支出\n",
        Some("2024年部门预算公开表"),
        Kind::Budget,
        Some(2024),
        Some("蓬安县交通运输局"),
        Some("511323"),
    ),
    (
        "一、2019年度收入支出决算总表\n部门：霍州市信访局 金额单位：万元\n收入支出决算情况 决算数\n2019年度支出决算表\n",
        None,
        Kind::FinalAccounts,
        Some(2019),
        Some("霍州市信访局"),
        Some("141082"),
    ),
    (
        "第一部分 部门概况\n一、主要职能。\n平塘县退役军人事务局主要负责全县移交安置工作。\n2022年，平塘县退役军人事务局机关运行经费支出12.5万元。\n\
      第二部分 2022年度部门决算情况说明\n收入支出决算总体情况\n平塘县财政局下达预算。\n",
        None,
        Kind::FinalAccounts,
        Some(2022),
        Some("平塘县退役军人事务局"),
        Some("522727"),
    ),
    // The superior and the subordinates are named as well.
    (
        "第二部分 2020年度部门决算\n一、机构设置\n纳入濮阳县教育局2020年度部门决算编制范围的二级预算单位包括：\n1.濮阳县第一中学\n2.濮阳县实验小学\n\
      濮阳县教育局属濮阳市教育局指导。\n收入决算\n支出决算\n2020年，濮阳县教育局政府采购支出总额3万元。\n",
        None,
        Kind::FinalAccounts,
        Some(2020),
        Some("濮阳县教育局"),
        Some("410928"),
    ),
    // A district's name that several cities have; the text names one of them.
    (
        "鼓楼区科学技术局2023年部门预算\n目录\n根据徐州市财政局的部署\n",
        Some("鼓楼区科学技术局2023年部门预算"),
        Kind::Budget,
        Some(2023),
        Some("鼓楼区科学技术局"),
        Some("320302"),
    ),
    (
        "鼓楼区科学技术局2023年部门预算\n目录\n",
        Some("鼓楼区科学技术局2023年部门预算"),
        Kind::Budget,
        Some(2023),
        Some("鼓楼区科学技术局"),
        None,
    ),
    // A month's account.
    (
        "2024年5月份全市财政收支完成情况\n一、收入\n全市财政总收入完成115329万元。\n",
        Some("2024年5月份全市财政收支完成情况"),
        Kind::ExecutionReport,
        Some(2024),
        None,
        None,
    ),
    // A report to the people's congress; its year is the one that is over.
    (
        "关于黄平县2022年财政预算执行情况\n和2023年财政预算草案的报告\n——在县人民代表大会上\n黄平县财政局\n各位代表：\n受委托报告。\n",
        Some("关于黄平县2022年财政预算执行情况和2023年财政预算草案的报告"),
        Kind::ExecutionReport,
        Some(2022),
        Some("黄平县财政局"),
        Some("522622"),
    ),
    // Its title is broken where a title could end but for its last word.
    (
        "黄平县2022年预算执行\n情况和2023年预算草案\n一、2022年预算执行情况\n",
        Some("黄平县2022年预算执行情况和2023年预算草案"),
        Kind::ExecutionReport,
        Some(2022),
        None,
        Some("522622"),
    ),
    // Contents before the title: the report says what it brings.
    (
        "目录\n第一部分 报告\n第二部分 表格\n第一部分 报告\n各位代表：\n受县人民政府委托，现将2022年预算执行情况和2023年预算草案提请审议。\n",
        None,
        Kind::ExecutionReport,
        Some(2022),
        None,
        None,
    ),
    // A draft of an adjustment is of its year.
    (
        "关于2019年度区级财政预算调整方案（草案）的报告\n各位委员：\n",
        Some("关于2019年度区级财政预算调整方案(草案)的报告"),
        Kind::Budget,
        Some(2019),
        None,
        None,
    ),
    // The budget of the year's beginning stands beside what was spent.
    (
        "2018年“三公”经费支出3.16万元，年初预算为4.3万元。其中：公务用车运行维护费支出0万元，年初预算为1.3万元。\n",
        None,
        Kind::FinalAccounts,
        Some(2018),
        None,
        None,
    ),
    // A page of a web site, without a title.
    (
        "首页 > 财政信息\n经汇总，2021年县本级“三公”经费预算32万元，其中：因公出国费预算2万元；公务接待费预算4万元。\n",
        None,
        Kind::Budget,
        Some(2021),
        None,
        None,
    ),
    // Nothing is guessed.
    (
        "部门收支总表\n单位：万元\n收入\t支出\n1\t2\n",
        None,
        Kind::Other,
        None,
        None,
        None,
    ),
    (
        "关于做好防汛工作的通知\n长沙市应急管理局、株洲市应急管理局：\n请遵照执行。\n",
        None,
        Kind::Other,
        None,
        None,
        None,
    ),
    ("", None, Kind::Other, None, None, None),
];

#[test]
fn documents_say_it_in_many_ways() {
    let mut wrong = Vec::new();
    for (source, title, kind, year, issuer, region) in DOCUMENTS {
        let read = header(source);
        let got = (
            read.title.as_deref(),
            read.kind,
            read.fiscal_year,
            read.issuer.as_deref(),
            read.region,
        );
        if got != (*title, *kind, *year, *issuer, *region) {
            wrong.push(format!("{got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
