//! One document, whatever its format and encoding, gives the same facts.

use crate::read::{Read, printed};
use crate::{made, read};
use encoding_rs::{BIG5, GB18030};
use gongkai::record::{Fact, Origin};

const GUANGDONG: &str = include_str!("../../corpus/04_guangdong_market_final_2023.txt");
const ZHEJIANG: &str = include_str!("../../corpus/01_zhejiang_water_final_2022.txt");
const YUNNAN: &str = include_str!("../../corpus/08_yunnan_archives_budget_2018_traditional.txt");

fn read(name: &str, bytes: Vec<u8>) -> Read {
    read::read(name, bytes).unwrap()
}

/// What a fact says, wherever it stands.
fn said(fact: &Fact) -> String {
    format!(
        "{:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        fact.origin,
        fact.raw,
        fact.value,
        fact.unit,
        fact.yuan,
        fact.label,
        fact.concept,
        fact.measure,
        fact.sign,
        fact.year,
        fact.basis,
        fact.column_label,
        fact.code,
    )
}

fn facts(read: &Read, origin: Option<Origin>) -> Vec<String> {
    let wanted = |fact: &&Fact| origin.is_none_or(|origin| fact.origin == origin);
    read.facts.iter().filter(wanted).map(said).collect()
}

/// Sees that a document says what the text says that it was made from.
fn assert_same(text: &str, name: &str, bytes: Vec<u8>, origin: Option<Origin>) -> Read {
    let from_text = read("a.txt", text.as_bytes().to_vec());
    let read = read(name, bytes);
    let (one, other) = (facts(&from_text, origin), facts(&read, origin));
    assert!(!one.is_empty());
    for (at, (one, other)) in one.iter().zip(&other).enumerate() {
        assert_eq!(one, other, "fact {at} of {name}");
    }
    assert_eq!(one.len(), other.len(), "{name}");
    for fact in &read.facts {
        assert_eq!(printed(&read.evidence(fact)), printed(&fact.raw), "{name}");
    }
    read
}

#[test]
fn encodings() {
    let wide = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let marked = [b"\xef\xbb\xbf", GUANGDONG.as_bytes()].concat();
    for (bytes, encoding) in [
        (marked, "UTF-8"),
        (wide(GUANGDONG), "UTF-16LE"),
        (GB18030.encode(GUANGDONG).0.into_owned(), "GB18030"),
    ] {
        let header = assert_same(GUANGDONG, "a.txt", bytes, None).header;
        assert_eq!((header.encoding.as_str(), header.replaced), (encoding, 0));
    }
    // What Big5 lacks is written as `&#…;` on both sides.
    let bytes = BIG5.encode(YUNNAN).0.into_owned();
    let text = BIG5.decode(&bytes).0.into_owned();
    let header = assert_same(&text, "a", bytes, None).header;
    assert_eq!(
        (header.encoding.as_str(), header.format.as_str()),
        ("Big5", "text")
    );
}

#[test]
fn web_pages() {
    let page = made::html(GUANGDONG, "utf-8");
    let header = assert_same(GUANGDONG, "a.txt", page.into_bytes(), None).header;
    assert_eq!(
        (header.format.as_str(), header.encoding.as_str()),
        ("html", "UTF-8")
    );
    let page = made::html(GUANGDONG, "gb2312");
    let header = assert_same(
        GUANGDONG,
        "a.doc",
        GB18030.encode(&page).0.into_owned(),
        None,
    )
    .header;
    assert_eq!(
        (header.format.as_str(), header.encoding.as_str()),
        ("html", "GB18030")
    );
}

#[test]
fn word_documents() {
    let header = assert_same(GUANGDONG, "a", made::docx(GUANGDONG), None).header;
    assert_eq!(header.format, "docx");
}

#[test]
fn workbooks() {
    let header = assert_same(
        GUANGDONG,
        "a.xls",
        made::xlsx(GUANGDONG),
        Some(Origin::Table),
    )
    .header;
    assert_eq!(header.format, "xlsx");
}

#[test]
fn pdfs() {
    // A PDF has no tabs.
    let lines = ZHEJIANG.split_inclusive('\n');
    let text: String = lines.filter(|line| !line.contains('\t')).collect();
    let read = assert_same(&text, "a", made::pdf(&text), None);
    assert_eq!(read.header.format, "pdf");
    for fact in &read.facts {
        let before: String = read.text.chars().take(fact.span.0).collect();
        assert_eq!(fact.page, Some(1 + before.matches('\u{c}').count()));
    }
    let last = read.facts.iter().filter_map(|fact| fact.page).max();
    assert_eq!(last, Some(text.matches('\u{c}').count() + 1));
}
