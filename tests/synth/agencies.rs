//! Who publishes.

/// The manner in which the agencies of a province publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// Tables before the text, cells parted by tabs, amounts in 万元.
    Tabs,
    /// Text before the tables, cells between bars, amounts in 万元.
    Bars,
    /// Tables before the text, amounts in 元.
    Yuan,
}

/// An item of the functional classification.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    pub code: &'static str,
    pub name: &'static str,
}

/// What an agency of some duty spends on: class, section, the item that keeps it running, the item of its projects.
pub struct Duty {
    pub name: &'static str,
    /// The class of agencies that it is one of.
    pub class: &'static str,
    pub items: [Item; 4],
}

macro_rules! items {
    ($($code:literal $name:literal),+) => { [$(Item { code: $code, name: $name }),+] };
}

const DUTIES: [Duty; 6] = [
    Duty {
        name: "水利局",
        class: "水利",
        items: items!["213" "农林水支出", "21303" "水利", "2130301" "行政运行", "2130306" "水利工程运行与维护"],
    },
    Duty {
        name: "教育局",
        class: "教育",
        items: items!["205" "教育支出", "20502" "普通教育", "2050201" "学前教育", "2050202" "小学教育"],
    },
    Duty {
        name: "审计局",
        class: "审计",
        items: items!["201" "一般公共服务支出", "20108" "审计事务", "2010801" "行政运行", "2010804" "审计业务"],
    },
    Duty {
        name: "财政局",
        class: "财政",
        items: items!["201" "一般公共服务支出", "20106" "财政事务", "2010601" "行政运行", "2010608" "财政委托业务支出"],
    },
    Duty {
        name: "农业农村局",
        class: "农业农村",
        items: items!["213" "农林水支出", "21301" "农业农村", "2130101" "行政运行", "2130122" "农业生产发展"],
    },
    Duty {
        name: "文化和旅游局",
        class: "文化和旅游",
        items: items!["207" "文化旅游体育与传媒支出", "20701" "文化和旅游", "2070101" "行政运行", "2070109" "群众文化"],
    },
];

/// Counties, with the manner of their province.
const COUNTIES: [(&str, &str, Template); 27] = [
    ("330122", "桐庐县", Template::Tabs),
    ("511921", "通江县", Template::Bars),
    ("440783", "开平市", Template::Yuan),
    ("330225", "象山县", Template::Tabs),
    ("511922", "南江县", Template::Bars),
    ("440784", "鹤山市", Template::Yuan),
    ("330127", "淳安县", Template::Tabs),
    ("511923", "平昌县", Template::Bars),
    ("440785", "恩平市", Template::Yuan),
    ("330226", "宁海县", Template::Tabs),
    ("511722", "宣汉县", Template::Bars),
    ("440781", "台山市", Template::Yuan),
    ("330324", "永嘉县", Template::Tabs),
    ("511723", "开江县", Template::Bars),
    ("440881", "廉江市", Template::Yuan),
    ("330326", "平阳县", Template::Tabs),
    ("511724", "大竹县", Template::Bars),
    ("440882", "雷州市", Template::Yuan),
    ("330327", "苍南县", Template::Tabs),
    ("511725", "渠县", Template::Bars),
    ("440883", "吴川市", Template::Yuan),
    ("330328", "文成县", Template::Tabs),
    ("510821", "旺苍县", Template::Bars),
    ("440981", "高州市", Template::Yuan),
    ("330329", "泰顺县", Template::Tabs),
    ("510822", "青川县", Template::Bars),
    ("440982", "化州市", Template::Yuan),
];

/// An agency.
pub struct Agency {
    pub region: &'static str,
    pub name: String,
    pub template: Template,
    pub duty: &'static Duty,
}

impl Agency {
    /// The agency of a number. There are 162 of them.
    pub fn of(number: usize) -> Self {
        let (region, county, template) = COUNTIES[number % COUNTIES.len()];
        let duty = &DUTIES[number / COUNTIES.len()];
        let name = format!("{county}{}", duty.name);
        Self {
            region,
            name,
            template,
            duty,
        }
    }
}
