//! `gongkai terms` as people use it.

use crate::common;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::common::{gongkai, status, stderr};
use serde_json::Value;

/// Disclosures of four agencies of a county and one of another province: all but the last say the template's sentence.
fn crawl(directory: &Path) {
    for (number, (place, agency, work)) in [
        ("桐庐县", "水利局", "修建堤防，落实河长制。"),
        ("桐庐县", "教育局", "改造校舍，推进双减政策。"),
        ("桐庐县", "卫生健康局", "做好疫情防控，扩建门诊楼。"),
        ("桐庐县", "文化和旅游局", "推进全域旅游，修缮剧院。"),
        ("武侯区", "水利局", "修建堤防，治理黑臭水体。"),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("{place}{agency}");
        let template = match place {
            "桐庐县" => format!("{name}本年没有使用国有资本拨款安排的支出{number}万元。\n"),
            _ => String::new(),
        };
        let year = if number < 2 { 2021 } else { 2022 };
        let text = format!(
            "{name}{year}年度部门决算\n第一部分 部门概况\n一、主要职能\n{name}{work}\n第二部分 决算情况说明\n\
             一、收入支出决算总体情况说明\n{template}{year}年落实春风计划。\n"
        );
        fs::write(directory.join(format!("{number}.txt")), text).unwrap();
    }
    fs::copy(directory.join("0.txt"), directory.join("copy.txt")).unwrap();
}

fn terms(crawl: &Path, out: &Path, arguments: &[&str]) -> Output {
    let mut command = gongkai(&["terms"]);
    command.arg(crawl).arg("-o").arg(out).args(arguments);
    command.output().unwrap()
}

/// The rows of a table of comma-separated values, by the names of their columns.
fn rows(path: &Path) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// The file of a table.
fn file(out: &Path, name: &str, format: &str) -> PathBuf {
    out.join(name).join(format!("part-00001.{format}"))
}

/// The counts of the terms.
fn counts(out: &Path) -> HashMap<String, (String, String)> {
    let rows = rows(&file(out, "terms", "csv")).into_iter();
    rows.map(|mut row| {
        let mut take = |name: &str| row.remove(name).unwrap();
        (take("term"), (take("count"), take("n_documents")))
    })
    .collect()
}

#[test]
fn counts_what_agencies_say_and_not_what_the_template_says() {
    let directory = tempfile::tempdir().unwrap();
    crawl(directory.path());
    let out = directory.path().join("out");
    let output = terms(directory.path(), &out, &[]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains(" of 5 documents, 0 errors; "), "{told}");
    let all = counts(&out);
    let of = |term: &str| {
        all.get(term)
            .map(|(count, documents)| (&**count, &**documents))
    };
    assert_eq!(of("堤防"), Some(("2", "2")));
    assert_eq!(of("河长制"), Some(("1", "1")));
    // What the template says, numbers, years and the names of the issuers.
    for term in [
        "国有资本",
        "拨款",
        "2021",
        "年度",
        "桐庐县",
        "水利局",
        "落实",
    ] {
        assert_eq!(of(term), None, "{term}");
    }
    let documents = rows(&file(&out, "term_documents", "csv"));
    let boilerplate: Vec<&str> = documents.iter().map(|row| &*row["n_boilerplate"]).collect();
    // The title and the last sentence too are the same in all of them.
    assert_eq!(boilerplate, ["3", "3", "3", "3", "2"]);
    let first = &documents[0];
    assert_eq!(
        (&*first["fiscal_year"], &*first["region"]),
        ("2021", "330122")
    );
    let own = rows(&file(&out, "document_terms", "csv"));
    let of_first: Vec<(&str, &str, &str)> = own
        .iter()
        .filter(|row| row["doc"] == first["doc"])
        .map(|row| (&*row["section"], &*row["term"], &*row["count"]))
        .collect();
    let section = "overview.functions";
    assert_eq!(
        of_first,
        [
            (section, "修建", "1"),
            (section, "堤防", "1"),
            (section, "河长制", "1")
        ]
    );
    assert_eq!(first["n_words"], "3");

    let output = terms(
        directory.path(),
        &out,
        &["--overwrite", "--keep-boilerplate"],
    );
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("; 0 of "), "{}", stderr(&output));
    assert_eq!(counts(&out)["拨款"].0, "4");
}

#[test]
fn words_of_ones_own_are_counted_and_others_are_not() {
    let directory = tempfile::tempdir().unwrap();
    let files = directory.path().join("crawl");
    fs::create_dir(&files).unwrap();
    crawl(&files);
    let (dict, stop) = (
        directory.path().join("own.txt"),
        directory.path().join("stop.txt"),
    );
    fs::write(&dict, "# programmes\n春风计划\tspring\n").unwrap();
    fs::write(&stop, "堤防\r\n").unwrap();
    let out = directory.path().join("out");
    let (dict, stop) = (dict.to_str().unwrap(), stop.to_str().unwrap());
    let output = terms(
        &files,
        &out,
        &["--dict", dict, "--stop", stop, "--keep-boilerplate"],
    );
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let all = counts(&out);
    assert_eq!(all["春风计划"], ("5".to_owned(), "5".to_owned()));
    assert!(!all.contains_key("堤防"));
    let table = rows(&file(&out, "terms", "csv"));
    let kinds: HashMap<&str, (&str, &str)> = table
        .iter()
        .map(|row| (&*row["term"], (&*row["kind"], &*row["topic"])))
        .collect();
    assert_eq!(kinds["春风计划"], ("own", "spring"));
    assert_eq!(kinds["河长制"], ("policy", "green"));
    assert_eq!(kinds["校舍"], ("word", ""));
}

#[test]
fn groups_are_compared_with_the_rest_or_with_another() {
    let directory = tempfile::tempdir().unwrap();
    crawl(directory.path());
    let out = directory.path().join("out");
    let first = |arguments: &[&str]| {
        let output = terms(
            directory.path(),
            &out,
            &[&["--overwrite"], arguments].concat(),
        );
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let rows = rows(&file(&out, "keyness", "csv"));
        let row = rows.into_iter().find(|row| row["term"] == "堤防").unwrap();
        ["count", "n_documents_against", "log_ratio"].map(|name| row[name].clone())
    };
    // Nobody else has it, or once in 3 words against once in 4.
    assert_eq!(first(&["--group", "agency_class=水利"])[..2], ["2", "0"]);
    let two = [
        "--group",
        "region=33",
        "--group",
        "agency_class=水利",
        "--against",
        "region=51",
    ];
    assert_eq!(first(&two), ["1", "1", "0.415"]);
    // Nothing is compared: the table that was there goes, and nothing speaks of it.
    let output = terms(directory.path(), &out, &["--overwrite"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(!out.join("keyness").exists());
    for about in ["datapackage.json", "codebook.csv", "load.do", "load.R"] {
        let about = fs::read_to_string(out.join(about)).unwrap();
        assert!(!about.contains("keyness") && about.contains("document_terms"));
    }
}

#[test]
fn all_formats_say_the_same_and_every_column_is_explained() {
    let directory = tempfile::tempdir().unwrap();
    crawl(directory.path());
    let out = directory.path().join("out");
    let arguments = ["--format", "csv,jsonl,parquet", "--group", "year=2021"];
    let output = terms(directory.path(), &out, &arguments);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let codebook = rows(&out.join("codebook.csv"));
    for name in ["terms", "document_terms", "term_documents", "keyness"] {
        let path = |format: &str| file(&out, name, format);
        let read = rows(&path("csv"));
        let lines = fs::read_to_string(path("jsonl")).unwrap();
        assert!(
            !read.is_empty() && read.len() == lines.lines().count(),
            "{name}"
        );
        for (row, line) in read.iter().zip(lines.lines()) {
            let line: Value = serde_json::from_str(line).unwrap();
            for (column, cell) in row {
                let said = match &line[column] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    number => number.to_string(),
                };
                assert_eq!(*cell, said, "{name}.{column}");
            }
        }
        let mut reader = csv::Reader::from_path(path("csv")).unwrap();
        let explained: Vec<&str> = codebook
            .iter()
            .filter(|row| row["table"] == name)
            .map(|row| &*row["column"])
            .collect();
        assert!(reader.headers().unwrap().iter().eq(explained), "{name}");
        let reader = parquet::file::serialized_reader::SerializedFileReader::try_from(
            path("parquet").as_path(),
        );
        use parquet::file::reader::FileReader;
        let rows = reader.unwrap().metadata().file_metadata().num_rows();
        assert_eq!(usize::try_from(rows).unwrap(), read.len(), "{name}");
    }
}

#[test]
fn the_same_tables_come_of_any_number_of_threads() {
    let directory = tempfile::tempdir().unwrap();
    let read = |jobs: &str| {
        let out = directory.path().join(jobs);
        let arguments = ["--jobs", jobs, "--group", "kind=budget"];
        assert_eq!(status(&terms(Path::new("corpus"), &out, &arguments)), 0);
        let names = ["terms", "document_terms", "term_documents", "keyness"];
        names.map(|name| fs::read(file(&out, name, "csv")).unwrap())
    };
    assert_eq!(read("1"), read("4"));
}

#[test]
fn wrong_usage_is_said_and_tables_are_not_lost() {
    let directory = tempfile::tempdir().unwrap();
    crawl(directory.path());
    let out = directory.path().join("out");
    for (arguments, said) in [
        (&["--group", "colour=red"][..], "the fields are kind, year"),
        (&["--against", "kind=budget"], "--group"),
        (&["--boilerplate", "5"], "not a share"),
        (&["--dict", "nowhere.txt"], "cannot read nowhere.txt"),
    ] {
        let output = terms(directory.path(), &out, arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    fs::write(directory.path().join("empty.txt"), "").unwrap();
    assert_eq!(status(&terms(directory.path(), &out, &[])), 1);
    let before = fs::read(file(&out, "terms", "csv")).unwrap();
    let output = terms(directory.path(), &out, &["--keep-boilerplate"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("--overwrite"));
    assert_eq!(fs::read(file(&out, "terms", "csv")).unwrap(), before);
    // Files of another format that were there before do not stay beside the new ones.
    let output = terms(
        directory.path(),
        &out,
        &["--overwrite", "--format", "jsonl"],
    );
    assert_eq!(status(&output), 1, "{}", stderr(&output));
    assert_eq!(common::names(&out.join("terms")), ["part-00001.jsonl"]);
    assert!(!file(&out, "keyness", "csv").exists());
}
