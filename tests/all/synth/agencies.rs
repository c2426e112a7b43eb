//! Who publishes.

use std::sync::LazyLock;

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

static DUTIES: LazyLock<Vec<Duty>> = LazyLock::new(|| {
    let duty = |row: Vec<&'static str>| {
        let item = |at: usize| Item {
            code: row[at],
            name: row[at + 1],
        };
        Duty {
            name: row[0],
            class: row[1],
            items: [2, 4, 6, 8].map(item),
        }
    };
    rows(include_str!("duties.tsv")).map(duty).collect()
});

/// Counties, with the manner of their province.
static COUNTIES: LazyLock<Vec<(&str, Template)>> = LazyLock::new(|| {
    let county = |row: Vec<&'static str>| {
        let template = match row[2] {
            "tabs" => Template::Tabs,
            "bars" => Template::Bars,
            "yuan" => Template::Yuan,
            other => panic!("no template: {other}"),
        };
        (row[1], template)
    };
    rows(include_str!("counties.tsv")).map(county).collect()
});

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

/// An agency.
pub struct Agency {
    pub name: String,
    pub template: Template,
    pub duty: &'static Duty,
}

impl Agency {
    /// The agency of a number. There are 162 of them, then come their service centres.
    pub fn of(number: usize) -> Self {
        let (county, template) = COUNTIES[number % COUNTIES.len()];
        let round = number / COUNTIES.len();
        let duty = &DUTIES[round % DUTIES.len()];
        let name = match round / DUTIES.len() {
            0 => format!("{county}{}", duty.name),
            1 => format!("{county}{}服务中心", duty.name),
            more => format!("{county}{}第{more}服务中心", duty.name),
        };
        Self {
            name,
            template,
            duty,
        }
    }
}
