//! How fast documents of each make are read, from 10 KB to 10 MB: `cargo bench --bench documents`.
//!
//! A figure that falls as documents grow is work that is not linear. The last three are what a reader that
//! looks back without bound would take longest over.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gongkai::{Document, Options};

fn main() {
    divan::main();
}

const HEAD: &str = "某某县水利局2020年度部门决算\n\n一、收入支出决算总体情况说明\n";

/// Sizes in KB.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// A document of so many KB, made of numbered pieces.
fn document(kilobytes: usize, head: &str, piece: impl Fn(usize) -> String) -> String {
    let mut text = format!("{HEAD}{head}");
    let pieces = (0..).map(piece);
    for piece in pieces {
        if text.len() >= kilobytes * 1000 {
            break;
        }
        text.push_str(&piece);
    }
    text
}

/// Measures the reading of one document.
fn read(bencher: Bencher, text: String) {
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let document = Document::read("a.txt", black_box(text.as_str()), &Options::default());
        document.map(|document| document.into_records().count())
    });
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

#[divan::bench(args = SIZES, sample_count = 5)]
fn prose(bencher: Bencher, kilobytes: usize) {
    let paragraph = |at| format!("{}.{}\n", at % 9 + 1, sentence(at));
    read(bencher, document(kilobytes, "", paragraph));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn one_paragraph(bencher: Bencher, kilobytes: usize) {
    read(bencher, document(kilobytes, "", sentence));
}

/// A row of a table with its cells parted so.
fn table(bencher: Bencher, kilobytes: usize, row: fn([String; 3]) -> String) {
    let cells = ["科目名称", "合计", "基本支出"].map(str::to_owned);
    let head = format!("支出决算表\n单位：万元\n{}", row(cells));
    let body = |at| row([format!("第{at}项支出"), amount(at), amount(at + 7)]);
    read(bencher, document(kilobytes, &head, body));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn table_pipe(bencher: Bencher, kilobytes: usize) {
    table(bencher, kilobytes, |[a, b, c]| format!("|{a}|{b}|{c}|\n"));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn table_tab(bencher: Bencher, kilobytes: usize) {
    table(bencher, kilobytes, |[a, b, c]| format!("{a}\t{b}\t{c}\n"));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn table_aligned(bencher: Bencher, kilobytes: usize) {
    table(bencher, kilobytes, |[a, b, c]| {
        format!("{a:<20}{b:>16}{c:>16}\n")
    });
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn table_cell_per_line(bencher: Bencher, kilobytes: usize) {
    table(bencher, kilobytes, |[a, b, c]| format!("{a}\n{b}\n{c}\n"));
}

/// The sizes at which what looks back shows it.
const SLOW: [usize; 3] = [50, 200, 800];

#[divan::bench(args = SLOW, sample_count = 3)]
fn shares_in_brackets(bencher: Bencher, kilobytes: usize) {
    let share = |at| {
        format!(
            "（支出合计{}万元，其中基本支出{}万元，占{}%）",
            amount(at),
            amount(at + 3),
            at % 90 + 1
        )
    };
    read(bencher, document(kilobytes, "", share));
}

#[divan::bench(args = SLOW, sample_count = 3)]
fn brackets_not_closed(bencher: Bencher, kilobytes: usize) {
    read(bencher, document(kilobytes, "", |_| "（其中：".to_owned()));
}

#[divan::bench(args = SLOW, sample_count = 3)]
fn shares_of_one_whole(bencher: Bencher, kilobytes: usize) {
    let share = |at| format!("第{at}项支出{}万元，占{}%；", amount(at), at % 90 + 1);
    read(
        bencher,
        document(kilobytes, "支出合计900万元，其中：", share),
    );
}
