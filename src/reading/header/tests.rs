//! Titles and documents from many provinces: names are official, documents are ours.

use proptest::prelude::*;

use super::*;
use crate::lexicon::regions::regions;
use crate::text::Text;

fn header(source: &str) -> Header {
    let text = Text::new(source.to_owned());
    let folded = Folded::new(&text);
    read(&folded, None)
}

#[test]
fn a_title_is_neither_two_nor_a_part() {
    for (source, title) in [
        (
            "某县航道管理站2018年度整体支出绩效自评报告及评分表\n某县2018年度部门整体支出\n绩效评价自评报告\n一、概况\n",
            "某县2018年度部门整体支出绩效评价自评报告",
        ),
        (
            "某省人民检察院\n\n\n\n\n2017年部门预算\n\n第一部分 部门概况\n",
            "某省人民检察院2017年部门预算",
        ),
        (
            "目录\n第一部分 概况\n第二部分 兰考县茶叶站2019年度部门决算表\n第三部分 兰考县茶叶站2019年度部门决算情况说明\n\
             第一部分 概况\n一、主要职能\n",
            "兰考县茶叶站2019年度部门决算情况说明",
        ),
    ] {
        assert_eq!(header(source).title.as_deref(), Some(title));
    }
}

#[test]
fn an_issuer_is_named_as_fully_as_the_text_names_it() {
    for (source, issuer, region) in [
        (
            "霞溪镇2023年度部门决算公开\n南安市霞溪镇人民政府\n2024年9月10日\n第一部分 部门概况\n",
            "南安市霞溪镇人民政府",
            "350583",
        ),
        (
            "海勃湾区教育局2022年度部门决算公开\n第一部分 概况\n一、主要职能\n乌海市海勃湾区教育局主要职能：负责全区教育。\n",
            "乌海市海勃湾区教育局",
            "150302",
        ),
        (
            "关于南岭新城2022年预算执行情况的报告\n——在某会议上\n兰考县南岭新城管理委员会\n各位委员:\n",
            "兰考县南岭新城管理委员会",
            "410225",
        ),
        (
            "兰考县2021年财政决算(草案)的报告\n——在某会议上\n县财政局\n主任、各位委员:\n",
            "兰考县财政局",
            "410225",
        ),
        (
            "农业局2022年度节水项目绩效自评报告\n兰考县农业局 2023-04-26 08:47 点击数:55\n一、概况\n",
            "兰考县农业局",
            "410225",
        ),
        (
            "第十师北屯市水利管理中心2024年部门预算公开\n第一部分 概况\n",
            "第十师北屯市水利管理中心",
            "659005",
        ),
    ] {
        let read = header(source);
        assert_eq!(
            (read.issuer.as_deref(), read.region),
            (Some(issuer), Some(region))
        );
    }
}

#[test]
fn what_the_body_was_asked_for_is_assumed() {
    let titled = header("兰考县水利局2019年度部门决算\n一、概况\n");
    assert_eq!(titled.assumed, [""; 0]);
    let body =
        "一、收入决算说明\n2019年度收入决算5万元，支出决算5万元，2019年度决算数与预算数持平。\n";
    let read = header(body);
    assert_eq!(
        (read.kind, read.fiscal_year),
        (Kind::FinalAccounts, Some(2019))
    );
    assert_eq!(read.assumed, ["kind", "fiscal_year"]);
}

/// Title as printed, then kind, year, issuer, region.
type Expected<'t> = (&'t str, Kind, i32, &'t str, Option<&'t str>);

const TITLES: &[Expected<'_>] = &[
    (
        "柞水县审计局2020年部门决算",
        Kind::FinalAccounts,
        2020,
        "柞水县审计局",
        Some("611026"),
    ),
    (
        "2023年度泸州市中医医院单位决算",
        Kind::FinalAccounts,
        2023,
        "泸州市中医医院",
        Some("510500"),
    ),
    (
        "2021年湛江市人民政府行政服务中心部门决算",
        Kind::FinalAccounts,
        2021,
        "湛江市人民政府行政服务中心",
        Some("440800"),
    ),
    (
        "岳阳市国资委2022年度部门决算公开",
        Kind::FinalAccounts,
        2022,
        "岳阳市国资委",
        Some("430600"),
    ),
    (
        "红河州数据发展中心2024年度项目支出绩效单位自评报告",
        Kind::PerformanceReport,
        2024,
        "红河州数据发展中心",
        Some("532500"),
    ),
    (
        "南县住房和城乡建设局2018年度整体支出绩效评价报告",
        Kind::PerformanceReport,
        2018,
        "南县住房和城乡建设局",
        Some("430921"),
    ),
    (
        "中共岳阳市云溪区委宣传部2023年部门预算公开说明",
        Kind::Budget,
        2023,
        "中共岳阳市云溪区委宣传部",
        Some("430603"),
    ),
    (
        "重庆市江津区油溪镇人民政府2019年度部门决算情况说明",
        Kind::FinalAccounts,
        2019,
        "重庆市江津区油溪镇人民政府",
        Some("500116"),
    ),
    (
        "石楼县第二中学校2022年预算公示情况说明",
        Kind::Budget,
        2022,
        "石楼县第二中学校",
        Some("141126"),
    ),
    (
        "禄丰县金山镇人民政府2019年度部门决算",
        Kind::FinalAccounts,
        2019,
        "禄丰县金山镇人民政府",
        Some("532331"),
    ),
    (
        "海南省华侨商业学校2022年决算批复公开资料",
        Kind::FinalAccounts,
        2022,
        "海南省华侨商业学校",
        Some("460000"),
    ),
    (
        "国家税务总局宁波市税务局2021年部门预算",
        Kind::Budget,
        2021,
        "国家税务总局宁波市税务局",
        Some("330200"),
    ),
    (
        "广西壮族自治区人民检察院2020年度部门决算公开",
        Kind::FinalAccounts,
        2020,
        "广西壮族自治区人民检察院",
        Some("450000"),
    ),
    (
        "内蒙古自治区呼伦贝尔市鄂温克族自治旗民政局2022年度部门预算公开报告",
        Kind::Budget,
        2022,
        "内蒙古自治区呼伦贝尔市鄂温克族自治旗民政局",
        Some("150724"),
    ),
    (
        "共青团绍兴市委员会2021年部门预算",
        Kind::Budget,
        2021,
        "共青团绍兴市委员会",
        Some("330600"),
    ),
    (
        "哈尔滨市南岗区人民法院２０２２年度部门决算",
        Kind::FinalAccounts,
        2022,
        "哈尔滨市南岗区人民法院",
        Some("230103"),
    ),
    (
        "二〇二一年度拉萨市城关区教育局部门决算",
        Kind::FinalAccounts,
        2021,
        "拉萨市城关区教育局",
        Some("540102"),
    ),
    (
        "关于锡林郭勒盟行政公署林业和草原局2023年部门预算公开的说明",
        Kind::Budget,
        2023,
        "锡林郭勒盟行政公署林业和草原局",
        Some("152500"),
    ),
    (
        "附件2：都江堰市融媒体中心2024年单位预算编制说明",
        Kind::Budget,
        2024,
        "都江堰市融媒体中心",
        Some("510181"),
    ),
    (
        "景宁畲族自治县残疾人联合会2019年部门预算",
        Kind::Budget,
        2019,
        "景宁畲族自治县残疾人联合会",
        Some("331127"),
    ),
    (
        "商丘市睢阳区城市管理综合行政执法大队2020年度部门决算（本级）",
        Kind::FinalAccounts,
        2020,
        "商丘市睢阳区城市管理综合行政执法大队",
        Some("411403"),
    ),
    (
        "中国民主同盟青岛市委员会2022年度部门决算",
        Kind::FinalAccounts,
        2022,
        "中国民主同盟青岛市委员会",
        Some("370200"),
    ),
    (
        "北京市东城区人民政府东四街道办事处2023年部门预算信息公开",
        Kind::Budget,
        2023,
        "北京市东城区人民政府东四街道办事处",
        Some("110101"),
    ),
    (
        "新疆维吾尔自治区阿克苏地区库车市塔里木乡人民政府2022年部门预算公开",
        Kind::Budget,
        2022,
        "新疆维吾尔自治区阿克苏地区库车市塔里木乡人民政府",
        Some("652902"),
    ),
    (
        "六盘水市住房公积金管理中心2020年度決算公開",
        Kind::FinalAccounts,
        2020,
        "六盘水市住房公积金管理中心",
        Some("520200"),
    ),
    (
        "定西市安定区巉口镇2021年部门预算公开",
        Kind::Budget,
        2021,
        "定西市安定区巉口镇",
        Some("621102"),
    ),
    (
        "财政局2021年部门预算公开",
        Kind::Budget,
        2021,
        "财政局",
        None,
    ),
    (
        "淮安市洪泽区老子山温泉旅游度假区2023年度部门预算公开",
        Kind::Budget,
        2023,
        "淮安市洪泽区老子山温泉旅游度假区",
        Some("320813"),
    ),
];

#[test]
fn a_title_says_it_all() {
    let mut wrong = Vec::new();
    for (title, kind, year, issuer, region) in TITLES {
        let read = header(&format!("{title}\n\n目录\n第一部分 概况\n"));
        let expected = Header {
            kind: *kind,
            fiscal_year: Some(*year),
            issuer: Some((*issuer).to_owned()),
            region: *region,
            region_name: region
                .and_then(|code| regions().by_code(code))
                .map(|region| region.name),
            title: Some(Folded::fold(title.trim_start_matches("附件2："))),
            ..read.clone()
        };
        if read != expected {
            wrong.push(format!("{read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

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

proptest! {
    #[test]
    fn any_text_has_a_header(source in "(?s).{0,300}") {
        header(&source);
    }

    #[test]
    fn any_mix_of_our_words_has_a_header(
        words in prop::collection::vec(prop::sample::select(vec![
            "中共", "长沙市", "岳麓区", "鼓楼区", "朝阳", "局", "委", "部", "部门", "办公室", "中心", "2020", "年度", "二〇二一年",
            "决算", "预算", "绩效", "公开", "关于", "附件1", "\n", "：", "(", ")", "、", "。", " ", "\t", "#", "|", "单位名称", "属", "和",
        ]), 0..40)
    ) {
        header(&words.concat());
    }
}
