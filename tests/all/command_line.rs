//! The command line as people use it: what it takes, what it says, how it ends.

use crate::{common, made};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use crate::common::{
    TEXT, corpus, extract, gongkai, of_type, paths_of, records, run, status, stderr, stdout,
};

#[test]
fn extracts_the_corpus_in_path_order_and_sums_up() {
    let output = run(&["extract", "corpus"]);
    assert_eq!(status(&output), 0);
    let expected: Vec<_> = corpus()
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    assert_eq!(paths_of(stdout(&output), "document"), expected);
    let count = stdout(&output).lines().count();
    // What was left out of a table is told above the summary.
    let (told, summary): (Vec<_>, Vec<_>) = stderr(&output)
        .lines()
        .partition(|line| line.contains("are left out: their columns are not sure"));
    assert!(told.len() < expected.len(), "{told:?}");
    let [summary] = summary[..] else {
        panic!("{summary:?}");
    };
    assert!(
        summary.starts_with(&format!("{} documents, ", expected.len())),
        "{summary}"
    );
    assert!(
        summary.contains(&format!(" MB, {count} records, 0 errors in ")),
        "{summary}"
    );
    // The list of what the corpus holds is no document.
    assert!(summary.contains(" MB/s); 1 files left out"), "{summary}");
}

#[test]
fn records_of_a_document_stand_in_the_order_of_the_contract() {
    let output = run(&["extract", "corpus"]);
    let order = [
        "document",
        "section",
        "table",
        "fact",
        "project",
        "indicator",
        "finding",
    ];
    let mut last = (String::new(), 0, 0);
    for record in records(stdout(&output)) {
        let doc = record["doc"].as_str().unwrap().to_owned();
        let place = order
            .iter()
            .position(|name| record["type"] == *name)
            .unwrap();
        let id = record["id"].as_u64().unwrap_or(0);
        if last.0 == doc {
            assert!((last.1, last.2) < (place, id), "{record}");
        } else {
            assert_eq!(place, 0, "{record}");
        }
        last = (doc, place, id);
    }
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_right() {
    for (arguments, said) in [
        (&["extract"][..], "<PATH>..."),
        (&["extract", "corpus", "--jobs", "0"], "--jobs"),
        (&["extract", "corpus", "--records", "sum"], "indicator"),
        (&["extract", "-", "corpus", "-"], "only once"),
        (&["check", "-", "corpus", "-"], "only once"),
        (&["extrakt"], "extract"),
        (&[], "Usage: gongkai"),
    ] {
        let output = run(arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
}

#[test]
fn nothing_to_do_is_2() {
    let empty = tempfile::tempdir().unwrap();
    fs::write(empty.path().join("table.png"), "x").unwrap();
    let output = extract(&[empty.path()], &[]);
    assert_eq!(status(&output), 2);
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("no document found"));
}

#[test]
fn every_command_keeps_the_limits() {
    for command in ["extract", "check", "inspect", "text"] {
        let output = run(&[command, "README.md", "--max-bytes", "10"]);
        assert_eq!(status(&output), if command == "check" { 2 } else { 1 });
        let said = stderr(&output);
        assert!(said.contains("larger than 10 bytes"), "{command}: {said}");
    }
}

#[test]
fn a_check_says_what_came_of_it_in_the_language_asked_for() {
    let told = |lang| run(&["check", "corpus", "--lang", lang]);
    let last = |output: &Output| stderr(output).lines().last().unwrap().to_owned();
    let (english, chinese) = (told("en"), told("zh"));
    assert!(last(&english).starts_with("8 documents: "));
    let said = last(&chinese);
    assert!(said.starts_with("8份文件："), "{said}");
    assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{said}");
    assert!(stderr(&english).contains("  errors warnings  notes  by rule\n"));
    assert!(stderr(&chinese).contains("按规则\n"));
}

#[test]
fn the_number_of_threads_changes_nothing_of_a_check() {
    let one = run(&["check", "corpus", "--explain", "--jobs", "1"]);
    let four = run(&["check", "corpus", "--explain", "--jobs", "4"]);
    assert_eq!(status(&one), status(&four));
    assert!(!stdout(&one).is_empty());
    assert_eq!(stdout(&one), stdout(&four));
    assert_eq!(stderr(&one), stderr(&four));
}

#[test]
fn a_number_too_large_to_reckon_with_stops_no_command() {
    let directory = tempfile::tempdir().unwrap();
    let target = "9999999999999999999999999999万亿人";
    let text = format!(
        "项目支出绩效自评表\n|一级指标|二级指标|三级指标|指标值|实际完成值|\n|---|---|---|---|---|\n\
         |产出指标|数量指标|培训人数|{target}|{target}|\n"
    );
    let path = directory.path().join("a.txt");
    fs::write(&path, text).unwrap();
    for command in ["extract", "check", "inspect", "text"] {
        let output = run(&[command, path.to_str().unwrap()]);
        assert_eq!(status(&output), 0, "{command}: {}", stderr(&output));
    }
}

#[test]
fn help_and_version_are_printed_on_standard_output() {
    for arguments in [&["--help"][..], &["extract", "--help"], &["--version"]] {
        let output = run(arguments);
        assert_eq!(status(&output), 0);
        assert!(stdout(&output).contains("gongkai"));
    }
    let output = run(&["extract", "--help"]);
    assert!(stdout(&output).contains("Exit status: 0"));
}

#[test]
fn a_dash_is_standard_input() {
    let mut child = gongkai(&["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(TEXT.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 0);
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.txt");
    fs::write(&file, TEXT).unwrap();
    let named = extract(&[&file], &[]);
    let path = serde_json::to_string(&file.display().to_string()).unwrap();
    assert_eq!(stdout(&output), stdout(&named).replacen(&path, "\"-\"", 1));
}

#[test]
fn a_document_that_fails_is_a_record_and_a_line_and_the_run_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    for (name, bytes) in [
        ("a_empty.txt", &b""[..]),
        ("b_blank.txt", b" \n\t\n"),
        ("c_binary.txt", b"PK\x03\x04\x00\x00"),
        ("d_picture.doc", b"\x89PNG\r\n\x1a\n"),
        ("e_good.txt", TEXT.as_bytes()),
    ] {
        fs::write(root.join(name), bytes).unwrap();
    }
    let output = extract(&[root, &root.join("missing.txt")], &[]);
    assert_eq!(status(&output), 1);
    let all = records(stdout(&output));
    let failed: Vec<_> = of_type(&all, "error")
        .iter()
        .map(|error| {
            let path = Path::new(error["path"].as_str().unwrap());
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, error["stage"].as_str().unwrap().to_owned())
        })
        .collect();
    let mut expected = [
        "a_empty.txt",
        "b_blank.txt",
        "c_binary.txt",
        "d_picture.doc",
    ]
    .map(|name| (name.to_owned(), "decode".to_owned()))
    .to_vec();
    expected.push(("missing.txt".to_owned(), "walk".to_owned()));
    assert_eq!(failed, expected);
    assert_eq!(of_type(&all, "document").len(), 1);
    let said: Vec<_> = stderr(&output).lines().collect();
    assert_eq!(said.len(), 6, "{said:?}");
    for (line, (name, _)) in said.iter().zip(&expected) {
        assert!(
            line.starts_with("gongkai: ") && line.contains(name),
            "{line}"
        );
    }
    assert!(said[5].starts_with("1 documents, ") && said[5].contains("5 errors"));
}

#[test]
fn failures_are_told_even_where_their_records_are_not_wanted() {
    let output = run(&["extract", "nowhere", "corpus", "--records", "document"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).starts_with("gongkai: nowhere: "));
    assert_eq!(paths_of(stdout(&output), "error").len(), 0);
}

#[test]
fn keeps_only_the_wanted_types() {
    let whole = run(&["extract", "corpus"]);
    let of = |types: &[&str]| -> String {
        let of_type = |line: &&str| {
            let is = |name: &&str| line.starts_with(&format!("{{\"type\":\"{name}\""));
            types.iter().any(is)
        };
        let lines = stdout(&whole).split_inclusive('\n');
        lines.filter(of_type).collect()
    };
    // What is not asked for is not read, and what is asked for is the same without it.
    for (types, names) in [
        ("section,fact", &["section", "fact"][..]),
        ("facts,sections", &["section", "fact"]),
        ("document", &["document"]),
        ("section", &["section"]),
        ("table", &["table"]),
        ("fact", &["fact"]),
        ("project", &["project"]),
        ("indicator", &["indicator"]),
        ("finding", &["finding"]),
    ] {
        let output = run(&["extract", "corpus", "--records", types]);
        assert_eq!(status(&output), 0);
        let expected = of(names);
        assert!(!expected.is_empty() || types == "finding", "{types}");
        assert!(stdout(&output) == expected, "{types}");
        // What is left out of the facts is told with them, whatever else is asked for.
        let told = stderr(&output).contains("amounts of the table at line");
        assert_eq!(told, types != "section", "{types}");
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let one = run(&["extract", "corpus", "--jobs", "1"]);
    for jobs in [&["--jobs", "4"][..], &["--jobs", "13"], &[]] {
        let output = gongkai(&["extract", "corpus"]).args(jobs).output().unwrap();
        assert_eq!(status(&output), 0);
        assert!(one.stdout == output.stdout, "{jobs:?}");
    }
}

#[test]
fn a_reader_that_goes_early_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    common::copy_corpus(dir.path(), 4);
    let mut child = gongkai(&["extract"])
        .arg(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.starts_with("{\"type\":\"document\""));
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 0);
    assert_eq!(stderr(&output), "");
}

#[test]
fn standard_error_that_nobody_reads_stops_nothing() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = gongkai(&["extract", "nowhere", "corpus"])
        .stderr(writer)
        .output()
        .unwrap();
    assert_eq!(status(&output), 1);
    assert_eq!(paths_of(stdout(&output), "document").len(), corpus().len());
}

#[test]
fn text_prints_what_spans_refer_to() {
    for path in corpus() {
        let output = run(&["text", path.to_str().unwrap()]);
        assert_eq!(status(&output), 0);
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(output.stdout == fs::read(project.join(path)).unwrap());
    }
    let dir = tempfile::tempdir().unwrap();
    let marked = dir.path().join("marked.txt");
    fs::write(&marked, "\u{feff}一\r\n").unwrap();
    let output = gongkai(&["text"]).arg(&marked).output().unwrap();
    assert_eq!(stdout(&output), "一\r\n");
    let output = run(&["text", "nowhere.txt"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).starts_with("gongkai: nowhere.txt: "));
}

#[test]
fn the_codebook_is_a_table() {
    let output = run(&["concepts"]);
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).starts_with("id\tname\tenglish\tunit\tparent\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    for arguments in [&["extract", "corpus"][..], &["schema"], &["concepts"]] {
        let output = gongkai(arguments)
            .stdout(full.try_clone().unwrap())
            .output()
            .unwrap();
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains("cannot write"), "{arguments:?}");
    }
}

#[test]
fn a_file_that_is_not_whole_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let page = made::html(&TEXT.repeat(20), "utf-8");
    let pdf = made::pdf(&TEXT.repeat(20));
    let book = String::from_utf8_lossy(b"404 Not Found").into_owned();
    let missing = made::zipped(&[
        (
            "word/document.xml",
            format!(
                "<w:document><w:body><w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p></w:body></w:document>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Target=\"numbering.xml\"/></Relationships>".to_owned(),
        ),
    ]);
    for (name, bytes, said) in [
        (
            "a.html",
            &page.as_bytes()[..page.find("</body>").unwrap()],
            "the end of the page is missing",
        ),
        (
            "b.pdf",
            &pdf[..pdf.len() - 7],
            "the end of the file is missing",
        ),
        ("c.docx", &missing, "parts are missing: numbering.xml"),
        ("d.html", book.as_bytes(), "no content: an error page"),
    ] {
        fs::write(root.join(name), bytes).unwrap();
        let output = extract(&[&root.join(name)], &[]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let all = records(stdout(&output));
        let document = of_type(&all, "document")[0];
        assert!(
            document["damage"].as_str().unwrap().contains(said),
            "{document}"
        );
        assert_eq!(document["kind"] == "none", name == "d.html", "{document}");
        let warning = format!("{name}: warning: ");
        assert!(stderr(&output).contains(&warning), "{}", stderr(&output));
        let checked = gongkai(&["check"]).arg(root.join(name)).output().unwrap();
        assert!(stderr(&checked).contains(&warning), "{}", stderr(&checked));
    }
}

#[test]
fn every_command_gives_a_hostile_document_up_in_time() {
    let dir = tempfile::tempdir().unwrap();
    // A sentence of clauses without end.
    let file = dir.path().join("a.txt");
    fs::write(
        &file,
        "收入合计756.8万元，其中2020年增长1.5%、".repeat(150_000),
    )
    .unwrap();
    for command in ["extract", "check", "inspect"] {
        let start = Instant::now();
        let output = gongkai(&[command, "--max-seconds", "1"])
            .arg(&file)
            .output()
            .unwrap();
        assert!(
            stderr(&output).contains("--max-seconds"),
            "{}",
            stderr(&output)
        );
        assert!(start.elapsed() < Duration::from_secs(10), "{command}");
    }
}

#[test]
fn a_limit_that_is_exceeded_is_an_error_that_names_it() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.txt");
    fs::write(&file, TEXT).unwrap();
    for (option, value) in [
        ("--max-bytes", "10"),
        ("--max-seconds", "0"),
        ("--max-text", "10"),
        ("--max-records", "0"),
    ] {
        let output = extract(&[&file], &[option, value]);
        assert_eq!(status(&output), 1, "{option}");
        let all = records(stdout(&output));
        let message = all[0]["message"].as_str().unwrap();
        assert!(message.contains(option), "{message}");
    }
}
