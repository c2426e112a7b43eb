//! One document, whatever its format and encoding, gives the same facts.

mod made;

use encoding_rs::{BIG5, GB18030};
use gongkai::record::{Fact, Origin};
use gongkai::source::Source;
use gongkai::{Extraction, extract};

const GUANGDONG: &str = include_str!("../corpus/04_guangdong_market_final_2023.txt");
const ZHEJIANG: &str = include_str!("../corpus/01_zhejiang_water_final_2022.txt");
const YUNNAN: &str = include_str!("../corpus/08_yunnan_archives_budget_2018_traditional.txt");

fn read(name: &str, bytes: Vec<u8>) -> (Source, Extraction) {
    let source = Source::from_bytes(name.to_owned(), bytes).unwrap();
    let extraction = extract(&source);
    (source, extraction)
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

fn facts(extraction: &Extraction, origin: Option<Origin>) -> Vec<String> {
    let wanted = |fact: &&Fact| origin.is_none_or(|origin| fact.origin == origin);
    extraction.facts.iter().filter(wanted).map(said).collect()
}

/// Sees that a document says what the text says that it was made from.
fn assert_same(text: &str, name: &str, bytes: Vec<u8>, origin: Option<Origin>) -> Source {
    let (_, from_text) = read("a.txt", text.as_bytes().to_vec());
    let (source, extraction) = read(name, bytes);
    let (one, other) = (facts(&from_text, origin), facts(&extraction, origin));
    assert!(!one.is_empty());
    for (at, (one, other)) in one.iter().zip(&other).enumerate() {
        assert_eq!(one, other, "fact {at} of {name}");
    }
    assert_eq!(one.len(), other.len(), "{name}");
    let text = source.text.as_str();
    for fact in &extraction.facts {
        let span: String = text
            .chars()
            .skip(fact.span.0)
            .take(fact.span.1 - fact.span.0)
            .collect();
        assert_eq!(gongkai::fold::unspaced(&span), fact.raw, "{name}");
    }
    source
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
        let source = assert_same(GUANGDONG, "a.txt", bytes, None);
        assert_eq!((source.encoding, source.replaced), (encoding, 0));
    }
    // What Big5 lacks is written as `&#…;` on both sides.
    let bytes = BIG5.encode(YUNNAN).0.into_owned();
    let text = BIG5.decode(&bytes).0.into_owned();
    let source = assert_same(&text, "a", bytes, None);
    assert_eq!((source.encoding, source.format), ("Big5", "text"));
}

#[test]
fn web_pages() {
    let page = made::html(GUANGDONG, "utf-8");
    let source = assert_same(GUANGDONG, "a.txt", page.into_bytes(), None);
    assert_eq!((source.format, source.encoding), ("html", "UTF-8"));
    let page = made::html(GUANGDONG, "gb2312");
    let source = assert_same(
        GUANGDONG,
        "a.doc",
        GB18030.encode(&page).0.into_owned(),
        None,
    );
    assert_eq!((source.format, source.encoding), ("html", "GB18030"));
}

#[test]
fn word_documents() {
    let source = assert_same(GUANGDONG, "a", made::docx(GUANGDONG), None);
    assert_eq!(source.format, "docx");
}

#[test]
fn workbooks() {
    let source = assert_same(
        GUANGDONG,
        "a.xls",
        made::xlsx(GUANGDONG),
        Some(Origin::Table),
    );
    assert_eq!(source.format, "xlsx");
}

#[test]
fn pdfs() {
    // A PDF has no tabs.
    let lines = ZHEJIANG.split_inclusive('\n');
    let text: String = lines.filter(|line| !line.contains('\t')).collect();
    let source = assert_same(&text, "a", made::pdf(&text), None);
    assert_eq!(source.format, "pdf");
    let (_, extraction) = read("a.pdf", made::pdf(&text));
    let pages = text.matches('\u{c}').count() + 1;
    assert_eq!(source.pages.len(), pages);
    for fact in &extraction.facts {
        let before: String = source.text.as_str().chars().take(fact.span.0).collect();
        assert_eq!(fact.page, Some(1 + before.matches('\u{c}').count()));
    }
}
