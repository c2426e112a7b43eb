//! The same table gives the same facts, however it is laid out.

use gongkai::fold::Folded;
use gongkai::layout::table::find;
use gongkai::reading::table::{Context, read};
use gongkai::record::{Fact, Form, Kind, Table};
use gongkai::text::Text;
use unicode_width::UnicodeWidthStr;

fn records(source: String) -> (Vec<Table>, Vec<Fact>) {
    let text = Text::new(source);
    let folded = Folded::new(&text);
    let grids = find(&text, &folded);
    let context = Context {
        text: &text,
        folded: &folded,
        doc: "0000000000000000",
        fiscal_year: Some(2023),
        kind: Kind::FinalAccounts,
        section_of: &|_| None,
    };
    let (tables, facts) = read(&context, &grids);
    for fact in &facts {
        let length = fact.span.1 - fact.span.0;
        let evidence: String = text
            .as_str()
            .chars()
            .skip(fact.span.0)
            .take(length)
            .collect();
        assert_eq!(Folded::fold(&evidence), Folded::fold(&fact.raw));
    }
    (tables, facts)
}

/// Facts as `code row | column = value unit`.
fn shown(facts: &[Fact]) -> Vec<String> {
    let part = |part: &Option<String>| part.clone().unwrap_or("-".to_owned());
    facts
        .iter()
        .map(|fact| {
            format!(
                "{} {} | {} = {} {}",
                part(&fact.code),
                part(&fact.row_label),
                part(&fact.column_label),
                fact.value.0.normalize(),
                part(&fact.unit)
            )
        })
        .collect()
}

/// A table as it is meant: `<` is a cell merged with the one on its left, `^` with the one above.
struct Meant {
    caption: &'static str,
    unit: &'static str,
    form: Form,
    head: Vec<Vec<&'static str>>,
    body: Vec<Vec<&'static str>>,
}

fn grid(rows: &str) -> Vec<Vec<&str>> {
    let row = |row| -> Vec<&str> { str::split(row, '|').map(str::trim).collect() };
    rows.lines().map(row).collect()
}

/// What a layout without merged cells prints.
fn flat(cell: &str) -> &str {
    if matches!(cell, "<" | "^") { "" } else { cell }
}

fn flat_row(row: &[&'static str]) -> Vec<&'static str> {
    row.iter().map(|cell| flat(cell)).collect()
}

impl Meant {
    fn rows(&self) -> impl Iterator<Item = &Vec<&'static str>> {
        self.head.iter().chain(&self.body)
    }

    fn above(&self) -> String {
        let Self { caption, unit, .. } = self;
        format!("{caption}\n\n公开03表\n部门：某局\n单位：{unit}\n\n")
    }

    fn pipe(&self) -> String {
        let mut out = self.above();
        for (at, row) in self.rows().enumerate() {
            out += &format!("| {} |\n", flat_row(row).join(" | "));
            if at == 0 {
                out += &format!("|{}\n", "---|".repeat(row.len()));
            }
        }
        out
    }

    fn tab(&self) -> String {
        let Self { caption, unit, .. } = self;
        let mut out = format!("{caption}\n\n部门：某局\t\t单位：{unit}\n");
        for row in self.rows() {
            out += &format!("{}\n", flat_row(row).join("\t"));
        }
        out
    }

    fn sheet_in_tabs(&self) -> String {
        let blank = "\t".repeat(self.head[0].len() - 1);
        let rows: Vec<_> = self.tab().lines().skip(2).map(str::to_owned).collect();
        format!(
            "{}{blank}\n公开03表{blank}\n{}\n",
            self.caption,
            rows.join("\n")
        )
    }

    /// One cell a line, each begun by a tab.
    fn cell_per_line(&self) -> String {
        let mut out = self.above();
        for row in self.rows() {
            for cell in flat_row(row) {
                out += &format!("\t{}\n", if cell.is_empty() { "\u{3000}" } else { cell });
            }
            out.push('\n');
        }
        out
    }

    /// Columns kept by spaces, heads centred, labels wrapped at `wrap` characters.
    fn aligned(&self, width: fn(&str) -> usize, wrap: usize) -> String {
        // A head over several columns has room.
        let wrapped = |row: &[&str], column: usize| -> Vec<String> {
            let cell = row[column];
            let is_label = cell.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let spans = row.get(column + 1) == Some(&"<");
            let length = if is_label && !spans {
                wrap
            } else {
                cell.len().max(1)
            };
            let chars: Vec<char> = flat(cell).chars().collect();
            chars
                .chunks(length)
                .map(|piece| piece.iter().collect())
                .collect()
        };
        let widths: Vec<usize> = (0..self.head[0].len())
            .map(|column| {
                let own = self.rows().filter(|row| row.get(column + 1) != Some(&"<"));
                let pieces = own.flat_map(|row| wrapped(row, column));
                pieces.map(|piece| width(&piece)).max().unwrap_or(0).max(6) + 3
            })
            .collect();
        let mut out = self.above();
        for (at, row) in self.rows().enumerate() {
            let is_head = at < self.head.len();
            let cells: Vec<_> = (0..row.len()).map(|column| wrapped(row, column)).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
            // A number has a middle line to stand on.
            let height = if height == 2 && !is_head { 3 } else { height };
            for line in 0..height {
                let mut printed = String::new();
                for (column, pieces) in cells.iter().enumerate() {
                    if row[column] == "<" {
                        continue;
                    }
                    let merged = row[column + 1..].iter().take_while(|cell| **cell == "<");
                    let room: usize = widths[column..=column + merged.count()].iter().sum();
                    let piece = match (pieces.len(), height) {
                        (2, 3) => [Some(0), None, Some(1)][line],
                        (count, _) => line.checked_sub((height - count) / 2),
                    };
                    let piece = piece
                        .and_then(|at| pieces.get(at))
                        .map_or("", String::as_str);
                    let free = room - width(piece);
                    let number =
                        !is_head && piece.ends_with(|c: char| c.is_ascii_digit() || c == '%');
                    let left = match piece {
                        "" => 0,
                        _ if is_head => free / 2,
                        // Amounts are set to the right, codes to the left.
                        _ if number && (piece.contains('.') || piece.len() < 3) => free - 2,
                        _ => 0,
                    };
                    printed += &format!("{}{piece}{}", " ".repeat(left), " ".repeat(free - left));
                }
                out += printed.trim_end();
                out.push('\n');
            }
        }
        out + "注：本表反映部门本年度支出情况。\n"
    }

    fn layouts(&self) -> Vec<(&'static str, String)> {
        let characters = |text: &str| text.chars().count();
        vec![
            ("pipe", self.pipe()),
            ("tab", self.tab()),
            ("sheet in tabs", self.sheet_in_tabs()),
            ("aligned", self.aligned(characters, 20)),
            ("aligned, wide", self.aligned(UnicodeWidthStr::width, 20)),
            ("aligned, wrapped", self.aligned(characters, 8)),
            (
                "aligned, wide, wrapped",
                self.aligned(UnicodeWidthStr::width, 8),
            ),
        ]
    }

    #[track_caller]
    fn gives(&self, expected: &[&str]) {
        for (layout, source) in self.layouts() {
            self.check(layout, source, expected);
        }
    }

    #[track_caller]
    fn check(&self, layout: &str, source: String, expected: &[&str]) {
        let (tables, facts) = records(source.clone());
        assert_eq!(tables.len(), 1, "{layout}:\n{source}");
        let table = &tables[0];
        assert_eq!(
            table.caption.as_deref(),
            Some(self.caption),
            "{layout}:\n{source}"
        );
        assert_eq!(
            table.unit.as_deref(),
            Some(self.unit),
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
        caption: "支出决算表",
        unit: "万元",
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
        caption: "收入支出决算总表",
        unit: "元",
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
        caption: "财政拨款“三公”经费支出决算表",
        unit: "万元",
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
        caption: "一般公共预算支出表",
        unit: "万元",
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
        caption: "一般公共预算财政拨款基本支出决算表",
        unit: "万元",
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
        caption: "国有资本经营预算财政拨款支出决算表",
        unit: "万元",
        form: Form::StateCapital,
        head: grid(
            "项目|<|本年支出|<|<\n\
             科目编码|科目名称|合计|基本支出|项目支出",
        ),
        body: grid("|合计|||"),
    }
    .gives(&[]);
}
