//! Word documents and workbooks.

use std::io::{Cursor, Write as _};

use super::Choices;
use super::words::WORDS;

/// A zip archive of parts.
fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in parts {
        // Writing to memory does not fail, and no name stands twice.
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Elements of a Word document's body.
const BODY: &[(&str, &str)] = &[
    ("<w:p><w:r><w:t>", "</w:t></w:r></w:p>"),
    ("<w:p>", "</w:p>"),
    ("<w:r><w:t>", "</w:t></w:r>"),
    ("<w:tbl>", "</w:tbl>"),
    ("<w:tr>", "</w:tr>"),
    ("<w:tc>", "</w:tc>"),
    ("<w:tc><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:tc>"),
    (
        "<w:tc><w:tcPr><w:gridSpan w:val=\"30\"/></w:tcPr>",
        "</w:tc>",
    ),
    (
        "<w:tc><w:tcPr><w:gridSpan w:val=\"99999999\"/></w:tcPr>",
        "</w:tc>",
    ),
    ("<w:tc><w:tcPr><w:vMerge/></w:tcPr>", "</w:tc>"),
    (
        "<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>",
        "</w:tc>",
    ),
    ("<w:trPr><w:gridBefore w:val=\"4000000000\"/></w:trPr>", ""),
    (
        "<w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
        "",
    ),
    ("<w:pPr><w:pStyle w:val=\"s1\"/></w:pPr>", ""),
    ("<w:pPr><w:pStyle w:val=\"s9\"/></w:pPr>", ""),
    ("<w:br/>", ""),
    ("<w:br w:type=\"page\"/>", ""),
    ("<w:tab/>", ""),
    ("<w:txbxContent>", "</w:txbxContent>"),
    ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ("<w:del>", "</w:del>"),
    (
        "<mc:AlternateContent><mc:Choice>",
        "</mc:Choice></mc:AlternateContent>",
    ),
    ("<mc:Fallback>", "</mc:Fallback>"),
    ("<!--", "-->"),
    ("<![CDATA[", "]]>"),
];

/// Elements of its numbering.
const NUMBERING: &[(&str, &str)] = &[
    ("<w:abstractNum w:abstractNumId=\"1\">", "</w:abstractNum>"),
    (
        "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/>",
        "</w:num>",
    ),
    ("<w:lvl w:ilvl=\"1\">", "</w:lvl>"),
    ("<w:start w:val=\"4294967295\"/>", ""),
    ("<w:numFmt w:val=\"chineseCounting\"/>", ""),
    ("<w:numFmt w:val=\"upperRoman\"/>", ""),
    ("<w:numFmt w:val=\"lowerLetter\"/>", ""),
    ("<w:lvlText w:val=\"%1%2%1%2%1%2、\"/>", ""),
    (
        "<w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"9\"/>",
        "</w:lvlOverride>",
    ),
];

/// Elements of its styles, which may be based on each other in a ring.
const STYLES: &[(&str, &str)] = &[
    (
        "<w:style w:styleId=\"s1\"><w:basedOn w:val=\"s2\"/>",
        "</w:style>",
    ),
    (
        "<w:style w:styleId=\"s2\"><w:basedOn w:val=\"s1\"/>",
        "</w:style>",
    ),
    (
        "<w:style w:styleId=\"s9\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
        "</w:style>",
    ),
    ("<w:outlineLvl w:val=\"0\"/>", ""),
];

/// Part of the room, for a part that is not the main one.
fn small<'a>(choices: &mut Choices<'a>, make: impl FnOnce(&mut Choices<'a>) -> String) -> String {
    let whole = choices.room;
    let own = match choices.below(8) {
        0 => whole / 2,
        _ => whole.min(2_000),
    };
    // A part of few choices, so that some are left for the others.
    let most = choices.bytes.len() / 4;
    let (own_bytes, rest) = choices.bytes.as_slice().split_at(most);
    choices.bytes = rest.iter();
    let mut part = Choices {
        bytes: own_bytes.iter(),
        room: own,
    };
    let made = make(&mut part);
    choices.room = whole - (own - part.room);
    made
}

pub fn docx(choices: &mut Choices) -> Vec<u8> {
    let numbering = small(choices, |part| part.tagged(NUMBERING, &[""]));
    let styles = small(choices, |part| part.tagged(STYLES, &[""]));
    let body = choices.tagged(BODY, WORDS);
    let part =
        |root: &str, content: String| format!("<w:{root} xmlns:w=\"w\">{content}</w:{root}>");
    zipped(&[
        (
            "word/document.xml".to_owned(),
            part("document", format!("<w:body>{body}</w:body>")),
        ),
        (
            "word/numbering.xml".to_owned(),
            part("numbering", numbering),
        ),
        ("word/styles.xml".to_owned(), part("styles", styles)),
    ])
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Elements of a sheet.
const SHEET: &[(&str, &str)] = &[
    ("<row>", "</row>"),
    ("<row r=\"1048576\">", "</row>"),
    ("<c><v>1</v>", "</c>"),
    ("<c t=\"s\"><v>0</v>", "</c>"),
    ("<c t=\"s\"><v>99999999</v>", "</c>"),
    ("<c s=\"1\"><v>43831.5</v>", "</c>"),
    ("<c s=\"4000000000\"><v>1e308</v>", "</c>"),
    (
        "<c r=\"XFD1048576\" t=\"inlineStr\"><is><t>",
        "</t></is></c>",
    ),
    ("<c r=\"ZZZZZZZ99999999999\"><v>7</v>", "</c>"),
    ("<c t=\"inlineStr\"><is><t>", "</t></is></c>"),
    ("<c t=\"str\"><v>", "</v></c>"),
    ("<c t=\"d\"><v>2020-01-01</v>", "</c>"),
    ("<c t=\"b\"><v>1</v>", "</c>"),
    (
        "<f t=\"shared\" ref=\"A1:XFD1048576\" si=\"0\">A1+1",
        "</f>",
    ),
    (
        "</sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/>",
        "</mergeCells>",
    ),
    ("<mergeCell ref=\"B2:A1\"/>", ""),
];

/// Elements of the styles and of the shared strings.
const BOOK: &[(&str, &str)] = &[
    ("<si><t>", "</t></si>"),
    ("<si><r><t>", "</t></r></si>"),
    ("<rPh><t>", "</t></rPh>"),
    (
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0.00;[Red](0.0)\"/>",
        "</numFmts>",
    ),
    (
        "<numFmt numFmtId=\"165\" formatCode=\"0.000000000000000000000000000000000000000000000%\"/>",
        "",
    ),
    ("<cellXfs>", "</cellXfs>"),
    ("<xf numFmtId=\"164\"/>", ""),
    ("<xf numFmtId=\"14\"/>", ""),
    ("<xf numFmtId=\"165\"/>", ""),
];

pub fn xlsx(choices: &mut Choices) -> Vec<u8> {
    let root = |name: &str, content: &str| format!("<{name} xmlns=\"{MAIN}\">{content}</{name}>");
    let styles = small(choices, |part| part.tagged(BOOK, &[""]));
    let strings = small(choices, |part| part.tagged(BOOK, WORDS));
    let count = 1 + match choices.below(8) {
        0 => choices.below(2_000),
        _ => choices.below(3),
    };
    let (mut list, mut links) = (String::new(), String::new());
    let mut rows = String::new();
    // A plain sheet at first, which any reader reads; then whatever comes.
    for _ in 0..choices.below(3) {
        let row = format!(
            "<row>{}</row>",
            format!(
                "<c t=\"inlineStr\"><is><t>{}</t></is></c>",
                choices.run(&WORDS[3..60], 2).replace(['<', '&'], "")
            )
            .repeat(1 + choices.below(30))
        );
        choices.repeat(&mut rows, &row);
    }
    rows.push_str(&choices.tagged(SHEET, &WORDS[..80]));
    let mut parts = Vec::new();
    for at in 1..=count {
        let hidden = if choices.below(6) == 1 {
            " state=\"hidden\""
        } else {
            ""
        };
        list.push_str(&format!(
            "<sheet name=\"s{at}\" sheetId=\"{at}\"{hidden} r:id=\"r{at}\"/>"
        ));
        // All sheets are the one that was made.
        links.push_str(&format!("<Relationship Id=\"r{at}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"));
    }
    parts.push((
        "xl/worksheets/sheet1.xml".to_owned(),
        root("worksheet", &format!("<sheetData>{rows}</sheetData>")),
    ));
    parts.push(("xl/styles.xml".to_owned(), root("styleSheet", &styles)));
    parts.push(("xl/sharedStrings.xml".to_owned(), root("sst", &strings)));
    let relations =
        |links: &str| format!("<Relationships xmlns=\"{RELATIONS}\">{links}</Relationships>");
    let book = format!(
        "<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>"
    );
    parts.push(("_rels/.rels".to_owned(), relations(&book)));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations(&links)));
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>"
    );
    parts.push(("xl/workbook.xml".to_owned(), book));
    zipped(&parts)
}
