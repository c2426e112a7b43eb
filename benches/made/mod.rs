//! Documents of one make, of any size.

const HEAD: &str = "某某县水利局2020年度部门决算\n\n一、收入支出决算总体情况说明\n";

/// A document of so many KB, made of numbered pieces.
pub fn document(kilobytes: usize, head: &str, piece: impl Fn(usize) -> String) -> String {
    let mut text = format!("{HEAD}{head}");
    for piece in (0..).map(piece) {
        if text.len() >= kilobytes * 1000 {
            break;
        }
        text.push_str(&piece);
    }
    text
}

/// An amount that is another for each number.
fn amount(at: usize) -> String {
    format!("{}.{:02}", at * 37 % 90_000 + 100, at % 100)
}

fn sentence(at: usize) -> String {
    format!(
        "2020年度支出决算{}万元，比上年增加{}万元，增长{}%，主要原因是人员经费增加。",
        amount(at),
        amount(at + 1),
        at % 90 + 1
    )
}

/// Numbered paragraphs of a sentence.
pub fn prose(kilobytes: usize) -> String {
    document(kilobytes, "", |at| {
        format!("{}.{}\n", at % 9 + 1, sentence(at))
    })
}

/// One paragraph.
pub fn one_paragraph(kilobytes: usize) -> String {
    document(kilobytes, "", sentence)
}

/// A table with its cells parted so.
fn table(kilobytes: usize, row: fn([String; 3]) -> String) -> String {
    let cells = ["科目名称", "合计", "基本支出"].map(str::to_owned);
    let head = format!("支出决算表\n单位：万元\n{}", row(cells));
    let body = |at| row([format!("第{at}项支出"), amount(at), amount(at + 7)]);
    document(kilobytes, &head, body)
}

/// Cells between bars.
pub fn table_pipe(kilobytes: usize) -> String {
    table(kilobytes, |[a, b, c]| format!("|{a}|{b}|{c}|\n"))
}

/// Cells parted by tabs.
pub fn table_tab(kilobytes: usize) -> String {
    table(kilobytes, |[a, b, c]| format!("{a}\t{b}\t{c}\n"))
}

/// Columns kept by spaces, as in the text of a PDF.
pub fn table_aligned(kilobytes: usize) -> String {
    table(kilobytes, |[a, b, c]| format!("{a:<20}{b:>16}{c:>16}\n"))
}

/// Cells with one space between them.
pub fn table_spaced(kilobytes: usize) -> String {
    table(kilobytes, |[a, b, c]| format!("{a} {b} {c}\n"))
}

/// A cell a line.
pub fn table_cell_per_line(kilobytes: usize) -> String {
    table(kilobytes, |[a, b, c]| format!("{a}\n{b}\n{c}\n"))
}

/// Totals with a share each, in brackets: what a check that compares each with all would take longest over.
pub fn shares_in_brackets(kilobytes: usize) -> String {
    document(kilobytes, "", |at| {
        format!(
            "（支出合计{}万元，其中基本支出{}万元，占{}%）",
            amount(at),
            amount(at + 3),
            at % 90 + 1
        )
    })
}

/// Brackets that nothing closes.
pub fn brackets_not_closed(kilobytes: usize) -> String {
    document(kilobytes, "", |_| "（其中：".to_owned())
}

/// Shares of one whole in one sentence.
pub fn shares_of_one_whole(kilobytes: usize) -> String {
    document(kilobytes, "支出合计900万元，其中：", |at| {
        format!("第{at}项支出{}万元，占{}%；", amount(at), at % 90 + 1)
    })
}

/// A maker of documents of so many KB.
pub type Make = fn(usize) -> String;

/// Every make by its name.
pub const MAKES: [(&str, Make); 10] = [
    ("prose", prose),
    ("one_paragraph", one_paragraph),
    ("table_pipe", table_pipe),
    ("table_tab", table_tab),
    ("table_aligned", table_aligned),
    ("table_spaced", table_spaced),
    ("table_cell_per_line", table_cell_per_line),
    ("shares_in_brackets", shares_in_brackets),
    ("brackets_not_closed", brackets_not_closed),
    ("shares_of_one_whole", shares_of_one_whole),
];
