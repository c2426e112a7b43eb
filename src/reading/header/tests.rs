//! Titles and documents from many provinces: names are official, documents are ours.

use proptest::prelude::*;

use super::*;
use crate::lexicon::regions::regions;
use crate::text::Text;

mod documents;

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
            "兰考县2023年预算执行情况和\n2024年预算草案的报告\n一、2023年预算执行情况\n",
            "兰考县2023年预算执行情况和2024年预算草案的报告",
        ),
        (
            "首页\n某县教育局\n[ 主题分类 ] 教育 [ 体裁分类 ] 财政预算、决算\n某县实验学校2022年部门预算情况说明\n",
            "某县实验学校2022年部门预算情况说明",
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
fn a_title_may_name_the_part_that_it_is_of() {
    for (source, title, kind) in [
        (
            "2015年兰考县水利局部门决算公示说明—三公经费\n全县水利系统2015年共计支出“三公”经费5万元。\n",
            Some("2015年兰考县水利局部门决算公示说明—三公经费"),
            Kind::FinalAccounts,
        ),
        (
            "2016年兰考县水利局部门预算情况说明——“三公”经费\n“三公”经费5万元。\n",
            Some("2016年兰考县水利局部门预算情况说明——“三公”经费"),
            Kind::Budget,
        ),
        // The name of a site or of a column is no part.
        (
            "2015年兰考县水利局部门决算公开-专栏\n2015年支出合计5万元。\n",
            None,
            Kind::FinalAccounts,
        ),
    ] {
        let read = header(source);
        assert_eq!(read.title.as_deref(), title, "{source}");
        assert_eq!(read.kind, kind, "{source}");
    }
}

#[test]
fn a_title_may_stand_between_the_contents_and_the_first_chapter() {
    let contents =
        "目录\n第一部分:部门概况\n第二部分:决算情况\n1、收支总表(表1)\n10、自评表(表10)\n";
    for (below, title) in [
        (
            "兰考县水利局关于2018年度\n部门决算信息公开的说明\n一、部门概况\n2018年支出合计6万元。\n",
            Some("兰考县水利局关于2018年度部门决算信息公开的说明"),
        ),
        // Nothing but what a heading says.
        (
            "部门决算信息公开的说明\n一、部门概况\n2018年支出合计6万元。\n",
            None,
        ),
    ] {
        let source = format!("{contents}{below}");
        assert_eq!(header(&source).title.as_deref(), title, "{source}");
    }
}

#[test]
fn who_alone_is_in_the_accounts_has_put_them_out() {
    let read = header(
        "市老干部休养所2016年度部门决算公开\n第一部分 概况\n一、单位构成\n部门决算只包含益阳市老干部休养所一个单位。\n",
    );
    assert_eq!(read.issuer.as_deref(), Some("益阳市老干部休养所"));
    assert_eq!(read.region, Some("430900"));
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
fn who_is_cited_does_not_disclose() {
    let cited = "根据《开封市财政局关于下达资金的通知》，调增支出5万元。\n".repeat(4);
    let own = "开封市财政局下达资金，调增支出5万元。\n".repeat(4);
    assert_eq!(header(&cited).issuer, None);
    assert_eq!(header(&own).issuer.as_deref(), Some("开封市财政局"));
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

#[test]
fn pages_with_part_of_a_title_are_told_by_what_they_say() {
    for (source, kind, issuer) in [
        (
            "一、机关运行经费\n2021年安排机关运行经费20万元，比上年预算数增加2万元。\n",
            Kind::Budget,
            None,
        ),
        (
            "会同县民政局2019年公开信息\n安排本年收入300万元，支出预算数300万元。\n",
            Kind::Budget,
            Some("会同县民政局"),
        ),
        (
            "部门整体支出绩效评价报告\n一、基本情况\n2021年收入8万元，支出8万元。\n",
            Kind::PerformanceReport,
            None,
        ),
        (
            "关于做好防火工作的通知\n县财政安排资金20万元，各乡镇要安排专人值班。\n",
            Kind::Other,
            None,
        ),
    ] {
        let read = header(source);
        assert_eq!(
            (read.kind, read.issuer.as_deref()),
            (kind, issuer),
            "{source}"
        );
        assert!(read.assumed.contains(&"kind"));
    }
}

#[test]
fn names_of_two_parts_are_whole() {
    for (title, issuer, class, unit_kind) in [
        (
            "中国人民政治协商会议安乡县委员会办公室2019年度部门决算",
            "中国人民政治协商会议安乡县委员会办公室",
            "政协",
            UnitKind::Department,
        ),
        (
            "怀化市生态环境局会同分局2019年度部门决算",
            "怀化市生态环境局会同分局",
            "生态环境",
            UnitKind::Unit,
        ),
        (
            "会同县国家保密局2019年度部门决算",
            "会同县国家保密局",
            "保密",
            UnitKind::Department,
        ),
        (
            "中国共产党会同县委员会统一战线工作部2019年度部门决算",
            "中国共产党会同县委员会统一战线工作部",
            "统战",
            UnitKind::Department,
        ),
        (
            "会同县农业农村局下属会同县种子管理站2019年度单位决算",
            "会同县种子管理站",
            "农业农村",
            UnitKind::Unit,
        ),
        // What the title says of it stands where nothing says that it is a unit.
        (
            "会同县疾病预防控制中心2019年度部门决算",
            "会同县疾病预防控制中心",
            "卫生健康",
            UnitKind::Department,
        ),
    ] {
        let read = header(&format!("{title}\n一、收支情况\n收入8万元，支出8万元。\n"));
        assert_eq!(read.kind, Kind::FinalAccounts, "{title}");
        assert_eq!(
            (read.issuer.as_deref(), read.agency_class, read.unit_kind),
            (Some(issuer), Some(class), Some(unit_kind)),
            "{title}"
        );
    }
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
