//! `--convert`: what is not read is given to LibreOffice, if the user asks.
#![cfg(unix)]

use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::common::{gongkai, of_type, records, status, stderr, stdout};
use zip::write::SimpleFileOptions;

/// A Word document of one paragraph.
fn docx(text: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let body = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    );
    for (name, part) in [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &body),
    ] {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(part.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A directory with a program that stands for LibreOffice, which writes what it is told to as it does.
fn office(directory: &Path, script: &str) -> String {
    let program = directory.join("soffice");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", directory.display(), std::env::var("PATH").unwrap())
}

#[test]
fn a_format_that_is_not_read_is_converted_when_asked() {
    let dir = tempfile::tempdir().unwrap();
    let made = dir.path().join("made.docx");
    fs::write(&made, docx("2021年度部门决算。本年收入合计12.5万元。")).unwrap();
    // Found in a directory it is told as one that could be read.
    let crawl = dir.path().join("crawl");
    fs::create_dir(&crawl).unwrap();
    fs::write(crawl.join("a.rtf"), "{\\rtf1 nothing}").unwrap();
    let script = format!(
        "while [ $# -gt 1 ]; do case $1 in --outdir) to=$2;; --convert-to) as=$2;; esac; shift; done\n\
         grep -q nothing \"$1\" && cp {} $to/document.$as",
        made.display()
    );
    let path = office(dir.path(), &script);
    let extract = |more: &[&str]| {
        let output = gongkai(&["extract"])
            .arg(&crawl)
            .args(more)
            .env("PATH", &path)
            .output();
        output.unwrap()
    };
    let output = extract(&[]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("--convert"), "{}", stderr(&output));
    let output = extract(&["--convert"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let all = records(stdout(&output));
    assert_eq!(of_type(&all, "fact")[0]["raw"], "12.5万元");
    // The document is the file that was given, not the one that was made.
    assert_eq!(of_type(&all, "document")[0]["bytes"], 15);
}

#[test]
fn a_converter_that_fails_or_never_ends_is_an_error_of_the_document() {
    for (script, says) in [("exit 3", "made nothing"), ("sleep 600", "--max-seconds")] {
        let dir = tempfile::tempdir().unwrap();
        let path = office(dir.path(), script);
        let rtf = dir.path().join("a.rtf");
        fs::write(&rtf, "{\\rtf1 nothing}").unwrap();
        let start = Instant::now();
        let output = gongkai(&["extract", "--convert", "--max-seconds", "1"])
            .arg(&rtf)
            .env("PATH", path)
            .output()
            .unwrap();
        assert_eq!(status(&output), 1);
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
