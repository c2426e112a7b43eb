//! Whatever the bytes: no panic, valid records or a plain error, in bounded time.

use crate::made;
use std::time::{Duration, Instant};

use crate::common::invariants::{self, Read};
use crate::read::within;
use gongkai::Options;
use proptest::prelude::*;

const TEXT: &str = include_str!("../../corpus/08_yunnan_archives_budget_2018_traditional.txt");

/// Reads bytes as a document, if they are one, and sees that what comes out holds together.
fn read(bytes: Vec<u8>) {
    let start = Instant::now();
    let mut options = Options::default();
    options.limits.expansion = 8 << 20;
    if let Ok(read) = within("a", bytes, &options) {
        invariants::hold(&Read::new(&read.text, read.lines));
    }
    // What grows with the square takes hours; a busy machine takes a few times as long as an idle one.
    assert!(
        start.elapsed() < Duration::from_secs(90),
        "took {:?}",
        start.elapsed()
    );
}

/// Bytes with some of them changed, cut at some place.
fn damaged(
    mut bytes: Vec<u8>,
    changes: &[(prop::sample::Index, u8)],
    cut: Option<prop::sample::Index>,
) -> Vec<u8> {
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
    bytes
}

fn damage() -> impl Strategy<Value = (Vec<(prop::sample::Index, u8)>, Option<prop::sample::Index>)>
{
    (
        prop::collection::vec(any::<(prop::sample::Index, u8)>(), 0..30),
        any::<Option<prop::sample::Index>>(),
    )
}

/// Tags and text that pages and Word documents are made of, in any order.
fn mark_up(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(words), 0..120).prop_map(|words| words.concat())
}

const PAGE: &[&str] = &[
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td rowspan=3>",
    "<td colspan=4>",
    "<td rowspan=99999 colspan=99999>",
    "<th>",
    "<p>",
    "</p>",
    "<div id=zoom>",
    "</div>",
    "<br>",
    "<a href=x>",
    "</a>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "&nbsp;",
    "&#20803;",
    "<",
    ">",
    "\n",
    "\t",
    "项目",
    "合计",
    "12.5",
    "收入决算表",
    "单位：万元",
    "2020年收入756.8万元，增长3%。",
    "<li>",
    "<ul>",
    "<form>",
    "<body>",
    "\u{a0}",
    "<span style=\"display:none\">",
    "</span>",
    "<h1>",
    "</h1>",
    "\u{feff}",
    "|",
    "发布日期：2022-09-05",
];

/// What the formats begin with.
const LEADS: &[&[u8]] = &[
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"PK\x03\x04xl/",
    b"PK\x03\x04word/document",
    b"\xff\xfe",
    b"<html>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0k\0b\0o\0o\0k\0",
];

const WORD: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>",
    "<w:tcPr><w:vMerge/></w:tcPr>",
    "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>",
    "<w:br/>",
    "<w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:sdt>",
    "</w:sdt>",
    "&amp;",
    "&x;",
    "项目",
    "12.5",
    "一、收入756.8万元",
    "\n",
    "<w:trPr><w:gridBefore w:val=\"9\"/></w:trPr>",
];

fn word(body: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).unwrap();
    zip.write_all(format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes())
        .unwrap();
    zip.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn bytes(
        lead in prop::sample::select(LEADS),
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        read([lead, &bytes].concat());
    }

    #[test]
    fn damaged_text((changes, cut) in damage()) {
        read(damaged(TEXT.as_bytes().to_vec(), &changes, cut));
    }

    #[test]
    fn pages(page in mark_up(PAGE), (changes, cut) in damage()) {
        read(format!("<html>{page}").into_bytes());
        read(damaged(made::html(TEXT, "utf-8").into_bytes(), &changes, cut));
    }

    #[test]
    fn word_documents(body in mark_up(WORD), (changes, cut) in damage()) {
        read(word(&body));
        read(damaged(made::docx(TEXT), &changes, cut));
    }

    #[test]
    fn workbooks((changes, cut) in damage()) {
        read(damaged(made::xlsx(TEXT), &changes, cut));
    }

    #[test]
    fn pdfs((changes, cut) in damage()) {
        read(damaged(made::pdf(&TEXT[..TEXT.floor_char_boundary(3000)]), &changes, cut));
    }
}

#[test]
fn large_documents_of_little_are_bounded() {
    for bytes in [
        "<td>".repeat(200_000),
        "<b><p>".repeat(100_000),
        "<table><tr><td rowspan=1000 colspan=1000>".repeat(2_000),
        format!(
            "<table>{}</table>",
            "<tr><td rowspan=60000 colspan=500>".repeat(20_000)
        ),
        format!("<table>{}</table>", "<tr><td>1<td>2".repeat(20_000)),
        "<a href=x>".repeat(100_000),
        "&#20803;".repeat(100_000),
        "<!--".repeat(200_000),
        format!("<p{}>", " a".repeat(300_000)),
        format!(
            "<p{}>",
            (0..300_000).map(|n| format!(" a{n}=1")).collect::<String>()
        ),
    ] {
        read(format!("<html>{bytes}").into_bytes());
    }
}

#[test]
fn long_texts_of_little_are_bounded() {
    for (piece, times) in [
        ("（", 100_000),
        ("“", 50_000),
        ("一", 50_000),
        ("一千", 30_000),
        ("1,", 30_000),
        ("2020年", 10_000),
        ("（万元", 20_000),
        ("一、\n", 10_000),
        ("其中：货物5、", 4_000),
    ] {
        read(piece.repeat(times).into_bytes());
    }
}
