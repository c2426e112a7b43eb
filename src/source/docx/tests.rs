use std::io::Write;

use super::*;
use crate::source::Limits;
use crate::source::error::SourceError;

/// A docx of these parts.
fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn body(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn text(parts: &[(&str, &str)]) -> Draft {
    read(&docx(parts), &Watch::start(Limits::default())).unwrap()
}

const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;

#[test]
fn automatic_numbers_are_restored() {
    let paragraph = |properties: &str, text: &str| {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let style = |style: &str| format!("<w:pStyle w:val=\"{style}\"/>");
    let list = |list: u8, level: u8| {
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
    };
    let document = [
        paragraph(&style("H"), "概况"),
        paragraph(&style("H2"), "职能"),
        paragraph(&style("H2"), "机构"),
        paragraph(&style("H"), "收入"),
        paragraph(&style("H2"), "总体"),
        paragraph(&list(1, 2), "明细"),
        paragraph(&list(0, 0), "正文"),
        paragraph(&list(2, 0), "附件"),
    ]
    .concat();
    let draft = text(&[
        ("word/document.xml", &body(&document)),
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", STYLES),
    ]);
    assert_eq!(
        draft.text,
        "一、概况\n（一）职能\n（二）机构\n二、收入\n（一）总体\n2.1 明细\n正文\n一、附件\n"
    );
}

#[test]
fn what_is_printed_is_read_once() {
    let draft = text(&[(
        "word/document.xml",
        &body(
            "<w:p><w:r><w:t>收入</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>\
             <w:ins><w:r><w:t xml:space=\"preserve\">756.8 &lt;万元&#62;&amp;</w:t></w:r></w:ins>\
             <w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:br/>\
             <w:r><w:t>次行</w:t></w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>\
             </w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>\
             </mc:Fallback></mc:AlternateContent></w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>尾</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        ),
    )]);
    assert_eq!(draft.text, "收入756.8 <万元>&\n次行\n框\n尾\n");
}

#[test]
fn tables_keep_their_merged_cells() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = [
        row(&[
            cell("<w:vMerge w:val=\"restart\"/>", "项目"),
            cell("<w:gridSpan w:val=\"2\"/>", "支出"),
        ]),
        row(&[
            cell("<w:vMerge/>", ""),
            cell("", "基本支出"),
            cell("", "项目支出"),
        ]),
        row(&[cell("", "合计"), cell("", "1"), cell("", "2")]),
    ]
    .concat();
    let draft = text(&[(
        "word/document.xml",
        &body(&format!(
            "<w:p><w:r><w:t>表</w:t></w:r></w:p><w:tbl>{table}</w:tbl>"
        )),
    )]);
    assert_eq!(
        draft.text,
        "表\n项目\t支出\t\n\t基本支出\t项目支出\n合计\t1\t2\n"
    );
    let grid = &draft.grids[0];
    assert!(grid.rows[1][0].merged && grid.rows[1][0].text == "项目");
    assert!(grid.rows[0][2].merged && grid.rows[0][2].text == "支出");
}

#[test]
fn damage_and_bombs_are_errors() {
    let limits = Limits {
        expansion: 1000,
        ..Limits::default()
    };
    let large = body(&"<w:p/>".repeat(1000));
    let bomb = docx(&[("word/document.xml", &large)]);
    let error = read(&bomb, &Watch::start(limits)).unwrap_err();
    assert!(error.to_string().contains("--max-expansion"), "{error}");
    let watch = Watch::start(Limits::default());
    let cut = &bomb[..bomb.len() / 2];
    assert!(matches!(
        read(cut, &watch),
        Err(SourceError::Damaged { .. })
    ));
    let deep = body(&"<w:sdt>".repeat(10_000));
    let deep = docx(&[("word/document.xml", &deep)]);
    assert!(matches!(
        read(&deep, &watch),
        Err(SourceError::Damaged { .. })
    ));
    let entities = "<!DOCTYPE x [<!ENTITY a \"啊啊\">]><w:document><w:body><w:p><w:r><w:t>见&a;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(text(&[("word/document.xml", entities)]).text, "见&a;\n");
}
