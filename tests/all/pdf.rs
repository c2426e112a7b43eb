//! PDFs: what is drawn, where, and what cannot be read.

use crate::read::Read;
use crate::{made, read};
use gongkai::record::SmolStr;
use gongkai::{Error, Options, SourceError};

fn read(bytes: Vec<u8>) -> Result<Read, Error> {
    read::read("a", bytes)
}

fn rows(read: &Read) -> Vec<String> {
    read.tables[0]
        .rows
        .iter()
        .map(|row| row.join("|"))
        .collect()
}

/// `项目` over two rows, `支出` over two columns, a label that wraps around its number.
const TEXTS: [(usize, usize, &str); 9] = [
    (40, 280, "支出决算表"),
    (50, 235, "项目"),
    (200, 250, "支出"),
    (160, 225, "基本"),
    (260, 225, "项目"),
    (42, 208, "机关事业单位"),
    (42, 193, "养老保险"),
    (160, 200, "12.50"),
    (20, 150, "注：没有其他。"),
];

const LINES: [[usize; 4]; 8] = [
    [40, 265, 340, 265],
    [140, 240, 340, 240],
    [40, 220, 340, 220],
    [40, 185, 340, 185],
    [40, 185, 40, 265],
    [140, 185, 140, 265],
    [240, 185, 240, 240],
    [340, 185, 340, 265],
];

#[test]
fn lines_make_cells() {
    let source = read(made::drawn(&TEXTS, &LINES, "")).unwrap();
    assert_eq!(
        rows(&source),
        [
            "项目|支出|支出",
            "项目|基本|项目",
            "机关事业单位养老保险|12.50|"
        ]
    );
    let text = &source.text;
    assert!(text.contains("支出决算表\n项目\t支出\t\n"), "{text}");
    assert!(text.ends_with("注：没有其他。\n"), "{text}");
}

/// The facts of a PDF as `row | column = amount`.
fn facts(bytes: Vec<u8>) -> Vec<String> {
    let facts = read(bytes).unwrap().facts;
    let part = |part: Option<SmolStr>| part.unwrap_or_default();
    facts
        .into_iter()
        .map(|fact| {
            let (row, column) = (part(fact.row_label), part(fact.column_label));
            format!("{row} | {column} = {}", fact.raw)
        })
        .collect()
}

#[test]
fn a_table_goes_on_with_a_single_row() {
    let first = [
        (40, 285, "支出决算表"),
        (50, 250, "科目编码"),
        (150, 250, "科目名称"),
        (260, 250, "金额"),
        (42, 230, "205"),
        (142, 230, "教育支出"),
        (250, 230, "12.50"),
    ];
    let second = [
        (62, 250, "210"),
        (162, 250, "卫生健康支出"),
        (270, 250, "2.50"),
    ];
    let above = [
        [40, 265, 340, 265],
        [40, 245, 340, 245],
        [40, 225, 340, 225],
        [40, 225, 40, 265],
        [140, 225, 140, 265],
        [240, 225, 240, 265],
        [340, 225, 340, 265],
    ];
    let below = [
        [60, 265, 360, 265],
        [60, 245, 360, 245],
        [60, 245, 60, 265],
        [160, 245, 160, 265],
        [260, 245, 260, 265],
        [360, 245, 360, 265],
    ];
    let pages: [made::Drawn; 2] = [(&first, &above), (&second, &below)];
    assert_eq!(
        facts(made::pages(&pages, "")),
        ["教育支出 | 金额 = 12.50", "卫生健康支出 | 金额 = 2.50"]
    );
    // By itself a row in a frame is no table.
    let alone: [made::Drawn; 1] = [(&second, &below)];
    assert!(read(made::pages(&alone, "")).unwrap().tables.is_empty());
}

#[test]
fn two_tables_without_lines_stand_on_a_page() {
    let texts = [
        (120, 285, "收入决算表"),
        (40, 270, "单位：万元"),
        (40, 255, "项目"),
        (200, 255, "决算数"),
        (40, 240, "财政拨款收入"),
        (200, 240, "12.50"),
        (40, 225, "其他收入"),
        (200, 225, "1.50"),
        (120, 190, "支出决算表"),
        (40, 175, "单位：元"),
        (40, 160, "项目"),
        (200, 160, "基本支出"),
        (300, 160, "项目支出"),
        (40, 145, "教育支出"),
        (200, 145, "8.50"),
        (300, 145, "3.50"),
        (40, 130, "卫生健康支出"),
        (300, 130, "2.50"),
    ];
    assert_eq!(
        facts(made::drawn(&texts, &[], "")),
        [
            "财政拨款收入 | 决算数 = 12.50",
            "其他收入 | 决算数 = 1.50",
            "教育支出 | 基本支出 = 8.50",
            "教育支出 | 项目支出 = 3.50",
            "卫生健康支出 | 项目支出 = 2.50"
        ]
    );
}

#[test]
fn a_head_in_a_frame_stands_over_a_body_without_lines() {
    let texts = [
        (120, 285, "三公经费支出决算表"),
        (50, 250, "合计"),
        (150, 250, "公务接待费"),
        (260, 250, "会议费"),
        (50, 230, "12.50"),
        (155, 230, "4.50"),
        (262, 230, "8.00"),
    ];
    let lines = [
        [40, 265, 340, 265],
        [40, 245, 340, 245],
        [40, 245, 40, 265],
        [140, 245, 140, 265],
        [240, 245, 240, 265],
        [340, 245, 340, 265],
    ];
    assert_eq!(
        facts(made::drawn(&texts, &lines, "")),
        [
            " | 合计 = 12.50",
            " | 公务接待费 = 4.50",
            " | 会议费 = 8.00"
        ]
    );
}

#[test]
fn a_page_that_is_turned_is_read_upright() {
    // The page is drawn upright and shown turned: what is read is what stands in its text.
    let source = read(made::drawn(&TEXTS, &LINES, "/Rotate 90")).unwrap();
    assert_eq!(rows(&source).len(), 3);
    assert!(source.text.contains("支出决算表"));
}

#[test]
fn lines_that_leave_rows_together_make_no_cells() {
    let texts = [
        (50, 250, "项目"),
        (160, 250, "支出"),
        (50, 230, "合计"),
        (160, 230, "12.50"),
        (50, 210, "其他"),
        (160, 210, "1.50"),
    ];
    let lines = [
        [40, 265, 340, 265],
        [40, 245, 340, 245],
        [40, 200, 340, 200],
        [40, 200, 40, 265],
        [140, 200, 140, 265],
        [340, 200, 340, 265],
    ];
    let source = read(made::drawn(&texts, &lines, "")).unwrap();
    // The table is read from where its words stand.
    assert_eq!(rows(&source), ["项目|支出", "合计|12.50", "其他|1.50"]);
}

#[test]
fn what_is_drawn_twice_is_read_once() {
    let texts = [
        (40, 280, "收入合计"),
        (40, 280, "收入合计"),
        (40, 260, "人人"),
    ];
    let source = read(made::drawn(&texts, &[], "")).unwrap();
    assert_eq!(source.text, "收入合计\n人人\n");
}

#[test]
fn a_page_without_text_is_told() {
    let error = read(made::drawn(&[], &LINES, "")).err().unwrap();
    assert!(matches!(
        error,
        Error::Source(SourceError::Scanned { pages: 1 })
    ));
    assert!(error.to_string().contains("ocrmypdf"));
    let cut = made::drawn(&TEXTS, &LINES, "");
    assert!(matches!(
        read(cut[..9].to_vec()),
        Err(Error::Source(SourceError::Damaged { .. }))
    ));
}

#[test]
fn what_unpacks_to_too_much_is_told() {
    use std::io::Write as _;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b' '; 1 << 20]).unwrap();
    let stream = packed.finish().unwrap();
    let head = format!(
        "%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n",
        stream.len()
    );
    let file = [head.as_bytes(), &stream, b"\nendstream\nendobj\n"].concat();
    let mut options = Options::default();
    options.limits.expansion = 1 << 16;
    let error = read::within("a", file, &options).err().unwrap();
    assert!(error.to_string().contains("--max-expansion"), "{error}");
}

/// Thirty forms, each drawn twice by the one before: a thousand million drawings of seven kilobytes.
#[test]
fn forms_that_draw_each_other_are_read_in_part() {
    let stream = |dictionary: &str, content: &str| {
        format!(
            "<<{dictionary}/Length {}>>stream\n{content}\nendstream",
            content.len()
        )
    };
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
            .to_owned(),
        stream("", "/F Do"),
    ];
    for next in 6..36 {
        let form = format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F {next} 0 R>>>>"
        );
        objects.push(stream(&form, "/F Do /F Do"));
    }
    objects.push(stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]",
        "0 0 m 9 9 l S",
    ));
    let start = std::time::Instant::now();
    let failed = read(made::file(&objects)).err().unwrap();
    assert!(
        matches!(failed, Error::Source(SourceError::Scanned { .. })),
        "{failed}"
    );
    assert!(start.elapsed() < std::time::Duration::from_secs(90));
}
