//! Documents of every format, made from a text and its tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use unicode_width::UnicodeWidthChar;

/// A piece of a document.
pub enum Piece {
    Line(String),
    Table(Vec<Vec<String>>),
}

/// The lines and tables of a text whose cells are parted by tabs or bars.
pub fn pieces(source: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for line in source.lines() {
        let Some(row) = row(line) else {
            pieces.push(Piece::Line(line.trim_end().to_owned()));
            continue;
        };
        match pieces.last_mut() {
            // The rule between head and body holds nothing.
            Some(Piece::Table(_)) if row.iter().all(|cell| cell.starts_with("--")) => {}
            Some(Piece::Table(rows)) => rows.push(row),
            _ => pieces.push(Piece::Table(vec![row])),
        }
    }
    pieces
}

fn row(line: &str) -> Option<Vec<String>> {
    let cells: Vec<&str> = match line.strip_prefix('|') {
        Some(cells) => cells.trim_end().trim_end_matches('|').split('|').collect(),
        None if line.contains('\t') => line.split('\t').collect(),
        None => return None,
    };
    Some(cells.iter().map(|cell| cell.trim().to_owned()).collect())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A page with a site around it.
pub fn html(source: &str, charset: &str) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"{charset}\"><title>公开_某网</title></head><body>\n\
         <div class=\"nav\"><a href=\"/\">首页</a><a href=\"/a\">公开</a><a href=\"/b\">互动</a></div><div class=\"TRS_Editor\">\n"
    );
    for piece in pieces(source) {
        match piece {
            Piece::Line(line) => {
                let _ = writeln!(page, "<p>{}</p>", escaped(&line));
            }
            Piece::Table(rows) => {
                page.push_str("<table border=1>\n");
                for row in &rows {
                    page.push_str("<tr>");
                    for cell in row {
                        let _ = write!(page, "<td><p>{}</p></td>", escaped(cell));
                    }
                    page.push_str("</tr>\n");
                }
                page.push_str("</table>\n");
            }
        }
    }
    page + "</div><div class=\"footer\">主办：某网</div></body></html>\n"
}

/// A zip archive of these parts.
pub fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document.
pub fn docx(source: &str) -> Vec<u8> {
    let paragraph = |text: &str| {
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(text)
        )
    };
    let mut body = String::new();
    for piece in pieces(source) {
        match piece {
            Piece::Line(line) => body.push_str(&paragraph(&line)),
            Piece::Table(rows) => {
                body.push_str("<w:tbl>");
                for row in &rows {
                    body.push_str("<w:tr>");
                    for cell in row {
                        let _ = write!(body, "<w:tc>{}</w:tc>", paragraph(cell));
                    }
                    body.push_str("</w:tr>");
                }
                body.push_str("</w:tbl>");
            }
        }
    }
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zipped(&[("word/document.xml", document)])
}

/// A workbook: each table a sheet, under the lines that stand above it in the text.
pub fn xlsx(source: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let cell = |row: usize, column: usize, text: &str| {
        let letter = char::from(b'A' + u8::try_from(column).unwrap());
        format!(
            "<c r=\"{letter}{row}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
            escaped(text)
        )
    };
    let mut sheets = Vec::new();
    let mut above: Vec<String> = Vec::new();
    for piece in pieces(source) {
        let table = match piece {
            Piece::Line(line) => {
                above.push(line);
                continue;
            }
            Piece::Table(rows) => rows,
        };
        let mut rows = String::new();
        let mut number = 0;
        for line in std::mem::take(&mut above) {
            number += 1;
            let _ = write!(
                rows,
                "<row r=\"{number}\">{}</row>",
                cell(number, 0, line.trim())
            );
        }
        for row in &table {
            number += 1;
            let cells: String = (row.iter().enumerate())
                .filter(|(_, text)| !text.is_empty())
                .map(|(column, text)| cell(number, column, text))
                .collect();
            let _ = write!(rows, "<row r=\"{number}\">{cells}</row>");
        }
        sheets.push(format!(
            "<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"
        ));
    }
    let (mut list, mut links) = (String::new(), String::new());
    let names: Vec<String> = (1..=sheets.len())
        .map(|at| format!("xl/worksheets/sheet{at}.xml"))
        .collect();
    for at in 1..=sheets.len() {
        let _ = write!(
            list,
            "<sheet name=\"Sheet{at}\" sheetId=\"{at}\" r:id=\"r{at}\"/>"
        );
        let _ = write!(
            links,
            "<Relationship Id=\"r{at}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        );
    }
    let mut parts = vec![
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{relations}\">{links}</Relationships>"),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>"
            ),
        ),
    ];
    parts.extend(names.iter().map(String::as_str).zip(sheets));
    zipped(&parts)
}

/// A PDF in which every character of the text stands where a terminal would show it: a digit is
/// half as wide as a Chinese character. A form feed begins a page.
pub fn pdf(source: &str) -> Vec<u8> {
    const SIZE: usize = 8;
    const LINE: usize = 12;
    let mut codes: BTreeMap<char, usize> = BTreeMap::new();
    let mut pages = Vec::new();
    for page in source.split('\u{c}') {
        let lines: Vec<&str> = page.lines().collect();
        let top = LINE * (lines.len() + 2);
        let mut content = String::from("BT\n");
        for (at, line) in lines.iter().enumerate() {
            let y = top - LINE * (at + 1);
            let mut column = 0;
            for c in line.chars() {
                let width = c.width().unwrap_or(0);
                if !c.is_whitespace() {
                    let next = codes.len() + 1;
                    let code = *codes.entry(c).or_insert(next);
                    let x = 20 + column * SIZE / 2;
                    let _ = writeln!(content, "/F1 {SIZE} Tf 1 0 0 1 {x} {y} Tm <{code:04X}> Tj");
                }
                column += width;
            }
        }
        content.push_str("ET");
        pages.push((content, top));
    }
    pdf_of(&pages, &codes, "")
}

/// A PDF of one page, 300 high, with texts at places (from the lower left) and lines
/// from place to place. `entry` is put into the page's dictionary.
pub fn drawn(texts: &[(usize, usize, &str)], lines: &[[usize; 4]], entry: &str) -> Vec<u8> {
    pages(&[(texts, lines)], entry)
}

/// Texts at places, and the lines between them.
pub type Drawn<'a> = (&'a [(usize, usize, &'a str)], &'a [[usize; 4]]);

/// A PDF of pages, each 300 high.
pub fn pages(drawn: &[Drawn], entry: &str) -> Vec<u8> {
    let mut codes: BTreeMap<char, usize> = BTreeMap::new();
    let mut contents = Vec::new();
    for (texts, lines) in drawn {
        let mut content = String::new();
        for [x, y, to_x, to_y] in *lines {
            let _ = writeln!(content, "{x} {y} m {to_x} {to_y} l S");
        }
        content.push_str("BT /F1 10 Tf\n");
        for (x, y, text) in *texts {
            let mut hex = String::new();
            for c in text.chars() {
                let next = codes.len() + 1;
                let _ = write!(hex, "{:04X}", *codes.entry(c).or_insert(next));
            }
            let _ = writeln!(content, "1 0 0 1 {x} {y} Tm <{hex}> Tj");
        }
        content.push_str("ET");
        contents.push((content, 300));
    }
    pdf_of(&contents, &codes, entry)
}

fn pdf_of(pages: &[(String, usize)], codes: &BTreeMap<char, usize>, entry: &str) -> Vec<u8> {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    let mut widths = String::new();
    for (c, code) in codes {
        let mut units = [0; 2];
        let hex: String = c
            .encode_utf16(&mut units)
            .iter()
            .map(|unit| format!("{unit:04X}"))
            .collect();
        let _ = writeln!(map, "1 beginbfchar <{code:04X}> <{hex}> endbfchar");
        let _ = write!(widths, "{code} [{}] ", c.width().unwrap_or(1) * 500);
    }
    map.push_str("endcmap end end");
    let stream = |content: &str| {
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        )
    };
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", 7 + 2 * at))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>".to_owned(),
        format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [{widths}] >>"),
        "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>".to_owned(),
        stream(&map),
    ];
    let width = 1200;
    for (at, (content, height)) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R {entry} >>",
            8 + 2 * at
        ));
        objects.push(stream(content));
    }
    file(&objects)
}

/// A PDF of these objects, of which the first is its catalog.
pub fn file(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        let _ = writeln!(file, "{offset:010} 00000 n ");
    }
    let _ = write!(
        file,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    file.into_bytes()
}
