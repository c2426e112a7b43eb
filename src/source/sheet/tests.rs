use std::io::Write;

use super::*;
use crate::source::Limits;

fn watch() -> Watch {
    Watch::start(Limits::default())
}

/// An xlsx whose only sheet has these rows and merged areas.
fn book(rows: &str, merged: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    for (name, content) in [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"收入表\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"密\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"4\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
            ),
        ),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn text(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn number(place: &str, style: u8, number: &str) -> String {
    format!("<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>")
}

#[test]
fn every_sheet_that_is_shown_is_a_table() {
    let row = |at: u32, cells: &[String]| format!("<row r=\"{at}\">{}</row>", cells.concat());
    let rows = [
        row(2, &[text("B2", "收入决算表")]),
        row(3, &[text("D3", "单位：万元")]),
        row(4, &[text("B4", "项目"), text("C4", "支出")]),
        row(5, &[text("C5", "基本"), text("D5", "占比")]),
        row(
            6,
            &[
                text("B6", "合计"),
                number("C6", 1, "1234.5"),
                number("D6", 2, "0.25"),
            ],
        ),
        row(9, &[text("B9", "注：没有其他。")]),
    ]
    .concat();
    let merged = "<mergeCell ref=\"B2:D2\"/><mergeCell ref=\"B4:B5\"/><mergeCell ref=\"C4:D4\"/><mergeCell ref=\"B9:D9\"/>";
    let draft = xlsx(&book(&rows, merged), &watch()).unwrap();
    assert_eq!(
        draft.text,
        "收入表\n收入决算表\n\t\t单位：万元\n项目\t支出\t\n\t基本\t占比\n合计\t1,234.50\t25.00%\n注：没有其他。\n"
    );
    let grid = &draft.grids[0];
    assert_eq!(grid.lines, 2..6);
    assert_eq!(grid.rows[2][0].text, "项目");
    assert!(grid.rows[2][0].merged && grid.rows[1][2].merged);
}

#[test]
fn a_sheet_of_any_size_is_bounded() {
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        text("A1", "一"),
        text("XFD1048576", "二")
    );
    let draft = xlsx(&book(&rows, "<mergeCell ref=\"A1:XFD1048576\"/>"), &watch()).unwrap();
    assert!(draft.text.len() < 1000);
}

/// A record of the format of Excel 97-2003.
fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut content = [row, column, 0, units.len() as u16]
        .map(u16::to_le_bytes)
        .concat();
    content.push(1);
    content.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    record(0x0204, &content)
}

/// An xls whose only sheet has `项目 | 支出` over `合计 | 1234.5`, and `表` over both columns.
fn old_book() -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000a, &[]);
    let number = [
        [2u16, 1, 0].map(u16::to_le_bytes).concat(),
        1234.5f64.to_le_bytes().to_vec(),
    ]
    .concat();
    let sheet = [
        begin(0x10),
        record(0x0200, &[0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 2, 0, 0, 0]),
        label(0, 0, "收入决算表"),
        label(1, 0, "项目"),
        label(1, 1, "支出"),
        label(2, 0, "合计"),
        record(0x0203, &number),
        record(0x00e5, &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
        end.clone(),
    ]
    .concat();
    let name: Vec<u8> = [vec![0, 0, 6, 0], b"Sheet1".to_vec()].concat();
    let globals = |offset: usize| {
        let at = u32::try_from(offset).unwrap().to_le_bytes();
        [
            begin(5),
            record(0x0085, &[&at[..], &name].concat()),
            end.clone(),
        ]
        .concat()
    };
    let offset = globals(0).len();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut stream = file.create_stream("Workbook").unwrap();
    stream
        .write_all(&[globals(offset), sheet].concat())
        .unwrap();
    stream.write_all(&[0; 8192]).unwrap();
    stream.flush().unwrap();
    drop(stream);
    // As every real workbook, it has a short stream beside.
    let mut short = file.create_stream("\u{5}SummaryInformation").unwrap();
    short.write_all(&[0; 64]).unwrap();
    drop(short);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn a_workbook_of_old_is_read() {
    let draft = xls(&old_book(), &watch()).unwrap();
    assert_eq!(draft.text, "收入决算表\t\n项目\t支出\n合计\t1234.5\n");
    assert_eq!(draft.grids[0].lines, 0..3);
    let error = xls(&old_book()[..2000], &watch()).unwrap_err();
    assert!(matches!(error, SourceError::Damaged { .. }), "{error}");
}
