//! Documents in archives, web archives and rows: as good as loose files; hostile ones end in an error.

use crate::common;
use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use crate::common::{extract, of_type, records, status, stderr, stdout};
use flate2::write::{GzEncoder, ZlibEncoder};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

/// Three documents, with the names that they have in every container.
fn documents() -> Vec<(String, String)> {
    let document = |year: i32| {
        let text = format!(
            "桐庐县水利局{year}年度部门决算\n一、收入支出决算情况说明\n本年收入合计{year}.5万元，其中：财政拨款收入{}万元。\n",
            year - 100
        );
        (format!("决算/{year}.txt"), text)
    };
    [2019, 2020, 2021].map(document).into()
}

/// The facts of a run, without what tells from where they are.
fn facts(output: &Output) -> Vec<Value> {
    let records = records(stdout(output));
    of_type(&records, "fact").into_iter().cloned().collect()
}

fn read(path: &Path, arguments: &[&str]) -> Output {
    extract(&[path], arguments)
}

fn tar(members: &[(String, String)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, text) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive
            .append_data(&mut header, name, text.as_bytes())
            .unwrap();
    }
    archive.into_inner().unwrap()
}

fn zip(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn write(directory: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = directory.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// A record of a web archive.
fn warc(kind: &str, fields: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in fields {
        record.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut record = record.into_bytes();
    record.extend_from_slice(b"\r\n");
    record.extend_from_slice(body);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

/// What a server said, as a record.
fn response(id: usize, head: &str, body: &[u8]) -> Vec<u8> {
    let said = [head.as_bytes(), b"\r\n\r\n", body].concat();
    let fields = [
        ("WARC-Record-ID", &*format!("<urn:uuid:{id}>")),
        ("WARC-Target-URI", &*format!("http://xx.gov.cn/{id}.html")),
        ("WARC-Date", "2022-03-04T05:06:07Z"),
        ("Content-Type", "application/http; msgtype=response"),
    ];
    warc("response", &fields, &said)
}

#[test]
fn an_archive_is_read_as_its_files_are() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    let documents = documents();
    let loose = at.join("loose");
    fs::create_dir_all(loose.join("决算")).unwrap();
    for (name, text) in &documents {
        fs::write(loose.join(name), text).unwrap();
    }
    let expected = facts(&read(&loose, &[]));
    assert_eq!(expected.len(), 6);

    let plain = tar(&documents);
    let bytes: Vec<(String, Vec<u8>)> = documents
        .iter()
        .map(|(name, text)| (name.clone(), text.clone().into_bytes()))
        .collect();
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(&plain).unwrap();
    let mut xz =
        lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    xz.write_all(&plain).unwrap();
    let zipped = zip(&bytes);
    for (name, bytes) in [
        ("a.tar", plain.clone()),
        ("a.tar.gz", gzip(&plain)),
        ("a.tar.bz2", bzip2.finish().unwrap()),
        ("a.tar.xz", xz.finish().unwrap()),
        ("a.tar.zst", zstd::encode_all(&plain[..], 1).unwrap()),
        ("a.zip", zipped.clone()),
        // By its content, whatever it is called.
        ("archive", zipped.clone()),
        (
            "nested.zip",
            zip(&[("in.tar.gz".to_owned(), gzip(&tar(&documents)))]),
        ),
        ("nested.tar.gz", gzip(&zip_in_tar(&zipped))),
    ] {
        let path = write(at, name, &bytes);
        let output = read(&path, &[]);
        assert_eq!(status(&output), 0, "{name}: {}", stderr(&output));
        assert_eq!(facts(&output), expected, "{name}");
    }
    // A directory is searched for archives too, and a member is shown by its path.
    fs::create_dir(at.join("crawl")).unwrap();
    write(&at.join("crawl"), "2021.zip", &zipped);
    assert_eq!(facts(&read(&at.join("crawl"), &[])), expected);
    let member = format!("{}!{}", at.join("a.tar.gz").display(), documents[1].0);
    let output = common::run(&["text", &member]);
    assert_eq!(stdout(&output), documents[1].1, "{}", stderr(&output));
}

fn zip_in_tar(zip: &[u8]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(zip.len() as u64);
    header.set_cksum();
    archive.append_data(&mut header, "in.zip", zip).unwrap();
    archive.into_inner().unwrap()
}

#[test]
fn a_web_archive_gives_its_pages_with_their_addresses() {
    let dir = tempfile::tempdir().unwrap();
    let texts: Vec<String> = documents().into_iter().map(|(_, text)| text).collect();
    let page = |text: &str| {
        format!(
            "<html><body><p>{}</p></body></html>",
            text.replace('\n', "</p><p>")
        )
    };
    let pages: Vec<String> = texts.iter().map(|text| page(text)).collect();
    let chunked: Vec<u8> = pages[1]
        .as_bytes()
        .chunks(100)
        .flat_map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())
        .chain(*b"0\r\n\r\n")
        .collect();
    let mut deflated = ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    deflated.write_all(pages[2].as_bytes()).unwrap();
    let deflated = deflated.finish().unwrap();
    let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html";
    let records_of = [
        warc("warcinfo", &[], b"software: a crawler"),
        response(
            0,
            &format!("{ok}\r\nContent-Encoding: gzip"),
            &gzip(pages[0].as_bytes()),
        ),
        warc(
            "request",
            &[("Content-Type", "application/http")],
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        response(1, &format!("{ok}\r\nTransfer-Encoding: chunked"), &chunked),
        response(2, &format!("{ok}\r\nContent-Encoding: deflate"), &deflated),
        response(
            3,
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html",
            pages[0].as_bytes(),
        ),
        response(4, "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
    ];
    // One file of all records, and one in which each is compressed by itself, as crawlers write them.
    let plain = write(dir.path(), "a.warc", &records_of.concat());
    let packed: Vec<u8> = records_of.iter().flat_map(|record| gzip(record)).collect();
    let packed = write(dir.path(), "a.warc.gz", &packed);
    for path in [plain, packed] {
        let output = read(&path, &["--verbose"]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let all = records(stdout(&output));
        let found: Vec<_> = of_type(&all, "document")
            .into_iter()
            .map(|document| {
                [
                    &document["source_url"],
                    &document["crawled"],
                    &document["fiscal_year"],
                ]
            })
            .map(|fields| fields.map(Value::clone))
            .collect();
        let expected = |id: usize, year: i32| {
            let url = format!("http://xx.gov.cn/{id}.html");
            [json!(url), json!("2022-03-04T05:06:07Z"), json!(year)]
        };
        assert_eq!(
            found,
            [expected(0, 2019), expected(1, 2020), expected(2, 2021)]
        );
        assert!(
            of_type(&all, "document")[0]["path"]
                .as_str()
                .unwrap()
                .ends_with("!urn:uuid:0")
        );
        assert_eq!(facts(&output).len(), 6);
        let told = stderr(&output);
        assert!(
            told.contains("!urn:uuid:3: left out") && told.contains("!urn:uuid:4: left out"),
            "{told}"
        );
    }
}

#[test]
fn rows_are_documents_where_their_field_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let documents = documents();
    let mut lines = String::new();
    for (name, text) in &documents {
        let row =
            json!({"name": name, "body": text, "url": "http://xx.gov.cn/", "day": "2022-03-04"});
        lines.push_str(&format!("{row}\n"));
    }
    lines.push_str("{\"name\": \"empty\"}\nno row\n");
    let rows = write(dir.path(), "rows.jsonl", lines.as_bytes());
    let fields = [
        "--text-field",
        "body",
        "--id-field",
        "name",
        "--url-field",
        "url",
        "--date-field",
        "day",
    ];
    let output = read(&rows, &fields);
    assert_eq!(status(&output), 1);
    assert_eq!(facts(&output).len(), 6);
    let all = records(stdout(&output));
    let path = format!("{}!{}", rows.display(), documents[0].0);
    let first = of_type(&all, "document")[0].clone();
    assert_eq!(first["path"], path);
    assert_eq!(first["source_url"], "http://xx.gov.cn/");
    assert_eq!(first["crawled"], "2022-03-04");
    let errors = of_type(&all, "error");
    assert!(
        errors[0]["message"]
            .as_str()
            .unwrap()
            .contains("no field `body`"),
        "{errors:?}"
    );
    assert!(
        errors[1]["path"].as_str().unwrap().ends_with("!line 5"),
        "{errors:?}"
    );
    // Without a field it is data, and says so.
    let output = read(&rows, &[]);
    assert_eq!(status(&output), 1);
    assert!(
        stderr(&output).contains("--text-field"),
        "{}",
        stderr(&output)
    );

    for kind in ["BYTE_ARRAY body (UTF8)", "BYTE_ARRAY body"] {
        let path = dir.path().join("rows.parquet");
        parquet_file(&path, kind, &documents);
        let output = read(&path, &["--text-field", "body", "--id-field", "name"]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert_eq!(facts(&output).len(), 6);
        let all = records(stdout(&output));
        let path = of_type(&all, "document")[2]["path"].as_str().unwrap();
        assert!(path.ends_with(&format!("!{}", documents[2].0)), "{path}");
        let output = read(&dir.path().join("rows.parquet"), &["--text-field", "text"]);
        assert!(
            stderr(&output).contains("no column `text`; there are name, body"),
            "{}",
            stderr(&output)
        );
    }
}

fn parquet_file(path: &Path, body: &str, documents: &[(String, String)]) {
    let schema = format!("message rows {{ REQUIRED BYTE_ARRAY name (UTF8); REQUIRED {body}; }}");
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let properties = Arc::new(WriterProperties::new());
    let mut writer =
        SerializedFileWriter::new(File::create(path).unwrap(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for column in 0..2 {
        let value =
            |(name, text): &(String, String)| ByteArray::from([name, text][column].as_str());
        let values: Vec<ByteArray> = documents.iter().map(value).collect();
        let mut own = group.next_column().unwrap().unwrap();
        own.typed::<ByteArrayType>()
            .write_batch(&values, None, None)
            .unwrap();
        own.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
}

#[test]
fn names_in_the_encoding_of_a_chinese_system_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let text = documents()[0].1.clone().into_bytes();
    let mut archive = zip(&[("%%%%.txt".to_owned(), text)]);
    // 决算 in GBK, as old archivers write it without a word.
    let at: Vec<usize> = archive
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == b"%%%%")
        .map(|(at, _)| at)
        .collect();
    for at in at {
        archive[at..at + 4].copy_from_slice(b"\xbe\xf6\xcb\xe3");
    }
    let path = write(dir.path(), "a.zip", &archive);
    let output = read(&path, &["-r", "document"]);
    assert!(
        stdout(&output).contains("a.zip!决算.txt"),
        "{}",
        stdout(&output)
    );
}

/// A tar archive whose first head has been changed, with the sum that it must have.
fn summed(mut archive: Vec<u8>) -> Vec<u8> {
    archive[148..156].fill(b' ');
    let sum: u32 = archive[..512].iter().copied().map(u32::from).sum();
    archive[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    archive
}

/// A tar archive whose only member says that it is larger than it is.
fn lying() -> Vec<u8> {
    let mut archive = tar(&documents()[..1]);
    archive[124..136].copy_from_slice(b"77777777777\0");
    summed(archive)
}

#[test]
fn a_hostile_archive_ends_in_an_error_and_the_run_goes_on() {
    let good = documents()[0].1.clone();
    let page = "收入支出决算说明。".repeat(40_000);
    let mut bomb = zstd::Encoder::new(Vec::new(), 1).unwrap();
    for _ in 0..400 {
        bomb.write_all(page.as_bytes()).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    let mut deep = good.clone().into_bytes();
    for _ in 0..12 {
        deep = gzip(&deep);
    }
    let mut tar_of_bomb = tar::Builder::new(Vec::new());
    for (name, bytes) in [("bomb.zst", &bomb[..]), ("good.txt", good.as_bytes())] {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar_of_bomb.append_data(&mut header, name, bytes).unwrap();
    }
    let whole = tar(&documents());
    let endless = [b"WARC/1.0\r\n".to_vec(), b"x: y\r\n".repeat(50_000)].concat();
    let mut locked = zip::ZipWriter::new(Cursor::new(Vec::new()));
    locked
        .start_file("a.txt", SimpleFileOptions::default())
        .unwrap();
    locked.write_all(good.as_bytes()).unwrap();
    let mut locked = locked.finish().unwrap().into_inner();
    // The flag of encryption, in the member's head and in the directory.
    locked[6] |= 1;
    let directory = locked.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    locked[directory + 8] |= 1;
    for (name, bytes, says, documents) in [
        ("bomb.zst", bomb.clone(), "--max-", 0),
        ("deep.gz", deep, "stand in one another", 0),
        (
            "of-bomb.tar",
            tar_of_bomb.into_inner().unwrap(),
            "--max-",
            1,
        ),
        (
            "cut.tar.gz",
            gzip(&whole)[..200].to_vec(),
            "cannot be unpacked",
            0,
        ),
        ("lying.tar", lying(), "cannot be unpacked", 0),
        ("endless.warc", endless, "a head without end", 0),
        ("locked.zip", locked, "cannot be unpacked", 0),
        ("up.tar", tar_up(&good), "", 1),
    ] {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), name, &bytes);
        write(dir.path(), "z.txt", good.as_bytes());
        let output = read(dir.path(), &[]);
        let told = stderr(&output);
        let all = records(stdout(&output));
        let found = of_type(&all, "document").len() + of_type(&all, "copy").len();
        assert_eq!(found, documents + 1, "{name}: {told}");
        assert_eq!(
            status(&output),
            i32::from(!says.is_empty()),
            "{name}: {told}"
        );
        assert!(told.contains(says), "{name}: {told}");
        // Nothing was unpacked beside the archive.
        assert_eq!(common::names(dir.path()).len(), 2, "{name}");
    }
}

/// A member that would stand above its directory.
fn tar_up(text: &str) -> Vec<u8> {
    let mut archive = tar(&[("aa/aa/evil.txt".to_owned(), text.to_owned())]);
    archive[..5].copy_from_slice(b"../..");
    summed(archive)
}

#[test]
fn the_same_bytes_are_read_once_and_the_same_text_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let amounts: String = (1..20)
        .map(|i| format!("{i}.项目{i}支出{i}{i}.{i}万元。\n"))
        .collect();
    let text = format!("桐庐县水利局2021年度部门决算\n一、支出决算情况说明\n{amounts}");
    let page = format!(
        "<html><body><p>{}</p></body></html>",
        text.replace('\n', "</p><p>")
    );
    for (name, bytes) in [("a.txt", &text), ("b.txt", &text), ("c.html", &page)] {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    let output = read(dir.path(), &[]);
    let all = records(stdout(&output));
    let documents = of_type(&all, "document");
    assert_eq!(documents.len(), 2);
    assert_eq!(of_type(&all, "copy").len(), 1);
    assert_eq!(documents[0]["same_as"], Value::Null);
    assert_eq!(documents[1]["same_as"], documents[0]["doc"]);
    assert!(
        stderr(&output).contains("1 of them say the same as others"),
        "{}",
        stderr(&output)
    );
}
