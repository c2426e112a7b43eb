//! PDFs: pages that share and repeat their parts, forms that draw forms, fonts that map to anything.

use std::fmt::Write as _;
use std::io::Write as _;

use super::Choices;
use super::words::WORDS;

/// Objects that every PDF has; those behind them are what pages draw.
const FONT: usize = 3;
const MAP: usize = 6;
const FIRST_FREE: usize = 7;

/// Steps of a drawing; `#` is a number, `@` a text, `$` an object that can be drawn.
const STEPS: &[&str] = &[
    "1 0 0 1 # # Tm @ Tj\n",
    "@ Tj\n",
    "# # Td @ Tj\n",
    "[@ # @] TJ\n",
    "BT /F1 10 Tf\n",
    "BT /F1 # Tf\n",
    "ET\n",
    "# # m # # l S\n",
    "# # # # re f\n",
    "# # # # # # c\n",
    "# # m 9 9 l W n\n",
    "q\n",
    "Q\n",
    "# 0 0 # # # cm\n",
    "0 1 -1 0 # # cm\n",
    "/X$ Do\n",
    "BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI\n",
    "/P$ scn\n",
    "/Pattern cs\n",
    "(",
    "<<",
    "[",
    "# Tc # Tw # Tz # TL T*\n",
    "3 Tr\n",
    "/S1 sh\n",
    "[# #] # d\n",
    "/G1 gs\n",
];

fn drawing(choices: &mut Choices, forms: usize) -> String {
    let mut content = String::from("BT /F1 10 Tf 1 0 0 1 20 700 Tm\n");
    while !choices.is_done() {
        let mut piece = String::new();
        for _ in 0..=choices.below(4) {
            for c in choices.of(STEPS).chars() {
                match c {
                    '#' => piece.push_str(&choices.number().to_string()),
                    '$' => piece.push_str(&choices.below(forms + 1).to_string()),
                    '@' => {
                        piece.push('<');
                        for _ in 0..=choices.below(6) {
                            let _ = write!(piece, "{:04X}", choices.below(WORDS.len()));
                        }
                        piece.push('>');
                    }
                    c => piece.push(c),
                }
            }
        }
        choices.repeat(&mut content, &piece);
        if choices.below(16) == 0 {
            break;
        }
    }
    content
}

/// What the codes of the font mean: each a word, which may be repeated.
fn map(choices: &mut Choices) -> String {
    let mut map =
        String::from("/CMapName /M def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
    for (code, word) in WORDS.iter().enumerate() {
        let word = word.repeat(match choices.below(64) {
            0 => 1 + choices.below(300),
            _ => 1,
        });
        let hex: String = word
            .encode_utf16()
            .map(|unit| format!("{unit:04X}"))
            .collect();
        let _ = writeln!(map, "1 beginbfchar <{code:04X}> <{hex}> endbfchar");
    }
    if choices.below(4) == 0 {
        let range = "1 beginbfrange <0000> <FFFF> <4E00> endbfrange\n";
        choices.repeat(&mut map, range);
    }
    map
}

fn stream(choices: &mut Choices, entries: &str, content: &str) -> Vec<u8> {
    let packed = choices.below(2) == 0;
    let mut body = content.as_bytes().to_vec();
    let mut filter = "";
    if packed {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        // Writing to memory does not fail.
        encoder.write_all(&body).unwrap();
        body = encoder.finish().unwrap();
        filter = "/Filter /FlateDecode ";
    }
    let length = match choices.below(16) {
        0 => choices.number(),
        _ => i64::try_from(body.len()).unwrap(),
    };
    let mut stream = format!("<< {filter}{entries} /Length {length} >>\nstream\n").into_bytes();
    stream.extend(body);
    stream.extend(b"\nendstream");
    stream
}

pub fn pdf(choices: &mut Choices) -> Vec<u8> {
    let forms = choices.below(12);
    let drawings = 1 + choices.below(4);
    let form = |at: usize| FIRST_FREE + at;
    let mut names = String::new();
    for at in 0..forms {
        let _ = write!(names, "/X{at} {} 0 R ", form(at));
    }
    let resources = format!(
        "/Resources << /Font << /F1 {FONT} 0 R >> /XObject << {names} >> /Pattern << /P0 {} 0 R >> >>",
        form(0)
    );
    let map = map(choices);
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        Vec::new(),
        format!("<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode {MAP} 0 R >>").into_bytes(),
        format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW {} >>", choices.of(&[1000, 1, 0, -1000, 50_000])).into_bytes(),
        b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>".to_vec(),
    ];
    objects.push(stream(choices, "", &map));
    for at in 0..forms {
        // Mostly each draws the next, twice; sometimes itself.
        let next = (at + 1) % forms;
        let mut content = format!("/X{next} Do /X{next} Do\n").repeat(choices.below(3));
        let own = choices.below(2_000);
        let room = std::mem::replace(&mut choices.room, own);
        content.push_str(&drawing(choices, forms));
        choices.room = room;
        let kind = choices.of(&[
            "/Subtype /Form",
            "/Subtype /Form /Group << /S /Transparency >>",
            "/PatternType 1 /PaintType 1 /TilingType 1 /XStep 1 /YStep 1",
        ]);
        let entries = format!("/Type /XObject {kind} /BBox [0 0 1000 1000] {resources}");
        objects.push(stream(choices, &entries, &content));
    }
    let mut contents = String::new();
    for at in 0..drawings {
        let content = drawing(choices, forms);
        objects.push(stream(choices, "", &content));
        choices.repeat(&mut contents, &format!("{} 0 R ", form(forms + at)));
    }
    let page = objects.len() + 1;
    let rotate = choices.of(&[0, 90, 180, 45]);
    objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1200 800] /Rotate {rotate} {resources} /Contents [{contents}] >>").into_bytes());
    let mut kids = String::new();
    choices.repeat(&mut kids, &format!("{page} 0 R "));
    if choices.below(8) == 0 {
        kids.push_str("2 0 R");
    }
    objects[1] = format!(
        "<< /Type /Pages /Kids [{kids}] /Count {} >>",
        choices.number()
    )
    .into_bytes();
    file(&objects)
}

fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (at, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.extend(
        format!("xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    file
}
