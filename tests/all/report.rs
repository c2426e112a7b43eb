//! `gongkai report` as people use it.

use std::fs;
use std::path::Path;

use crate::common::{extract, gongkai, run, status, stderr, stdout};

/// The page of a dataset.
fn page(dataset: &Path, arguments: &[&str]) -> String {
    let mut command = gongkai(&["report", "-o", "-"]);
    let output = command.arg(dataset).args(arguments).output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    stdout(&output).to_owned()
}

/// A part of the page.
fn section<'a>(page: &'a str, id: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("<section id={id}")).unwrap();
    rest.split_once("</section>").unwrap().0
}

/// Makes a dataset of documents.
fn dataset(directory: &Path, documents: &[(&str, &str)], arguments: &[&str]) -> std::path::PathBuf {
    let files = directory.join("files");
    fs::create_dir_all(&files).unwrap();
    for (name, text) in documents {
        fs::write(files.join(name), text).unwrap();
    }
    let out = directory.join("records");
    let arguments = [&["-o", out.to_str().unwrap(), "--overwrite"], arguments].concat();
    let output = extract(&[&files], &arguments);
    assert!(status(&output) <= 1, "{}", stderr(&output));
    out
}

const FINAL: &str = "桐庐县水利局2021年度部门决算\n第二部分 2021年度部门决算情况说明\n\
    一、收入支出决算总体情况说明\n桐庐县水利局2021年度收入总计120.50万元。与2020年度相比，收入总计增加20.50万元，增长20.5%。\n\
    二、“三公”经费支出决算情况说明\n2021年公务接待费支出9700万元。\n\
    第三部分 2021年度部门决算表\n“三公”经费支出决算表\n单位：万元\n项目\t决算数\n合计\t0.97\n公务接待费\t0.97\n";

#[test]
fn says_what_the_dataset_holds() {
    let directory = tempfile::tempdir().unwrap();
    let documents = [
        ("a.txt", FINAL),
        ("b.txt", ""),
        ("c.pdf", "%PDF-1.7 cut off"),
    ];
    let records = dataset(directory.path(), &documents, &[]);
    let page = page(&records, &[]);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    let told = |id: &str, said: &str| {
        let part = section(&page, id);
        assert!(part.contains(said), "{id}: {said}\n{part}");
    };
    told("summary", "Fiscal years 2021 to 2021");
    told("map", "data-code=33");
    told("heat", "<th class=y>2021</th>");
    told("coverage", "<span class=en>final accounts</span>");
    told("growth", "n = 1, median 20 %");
    told("findings", "<code>unit_error</code>");
    told("outliers", "9700万元");
    told(
        "outliers",
        "9700 stated, 0.97 computed"
            .replace("computed", "follows")
            .as_str(),
    );
    // What the text says of the figure and what the table says differ.
    let differ = "<td class=n data-en=\"differ\" data-zh=\"不一致\">1</td>";
    told("agreement", differ);
    // Both failures are told with an example.
    assert_eq!(section(&page, "failures").matches("<code>").count(), 2);
    assert_eq!(page.matches("</script>").count(), 1);
}

#[test]
fn what_documents_say_is_text_on_the_page() {
    let directory = tempfile::tempdir().unwrap();
    let text = FINAL.replace("公务接待费", "公务接待费<img src=x>");
    let documents = [
        ("<b>a.txt", text.as_str()),
        ("\"><script>.pdf", "%PDF-1.7 cut off"),
    ];
    let records = dataset(directory.path(), &documents, &[]);
    let page = page(&records, &["--lang", "zh"]);
    assert!(page.contains("<html lang=\"zh\">"));
    assert!(page.contains("&lt;b&gt;a.txt") && page.contains("&lt;script&gt;.pdf"));
    assert!(!page.contains("<b>a") && !page.contains("<img"));
    assert_eq!(page.matches("<script>").count(), 1);
}

#[test]
fn a_dataset_in_any_format_has_one_page_and_one_without_numbers_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let documents = [("a.txt", FINAL)];
    let of = |arguments: &[&str]| page(&dataset(directory.path(), &documents, arguments), &[]);
    let lines = of(&[]);
    for arguments in [
        &["--format", "csv"][..],
        &["--format", "parquet"],
        &["--compression", "zstd"],
    ] {
        assert_eq!(of(arguments), lines, "{arguments:?}");
    }
    let bare = of(&["--records", "document"]);
    assert!(section(&bare, "growth").contains("no records of this kind"));
    assert!(section(&bare, "heat").contains("2021"));
}

#[test]
fn the_evidence_stands_beside_the_page_as_long_as_the_document_is_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let records = dataset(directory.path(), &[("a.txt", FINAL)], &[]);
    let out = directory.path().join("a report.html");
    let write = || {
        let mut command = gongkai(&["report", "--evidence", "-o"]);
        let output = command.arg(&out).arg(&records).output().unwrap();
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        (
            fs::read_to_string(&out).unwrap(),
            stderr(&output).to_owned(),
        )
    };
    let (page, _) = write();
    let (_, link) = page.split_once("href=\"a%20report_evidence/").unwrap();
    let (name, line) = link.split_once('"').unwrap().0.split_once("#L").unwrap();
    let shown = directory.path().join("a report_evidence").join(name);
    let shown = fs::read_to_string(shown).unwrap();
    assert!(shown.contains(&format!("id=L{line} ")));

    fs::write(directory.path().join("files/a.txt"), "2021年度部门决算\n").unwrap();
    let (page, told) = write();
    assert!(!page.contains("report_evidence/"));
    assert!(told.contains("a.txt has changed since"), "{told}");
}

#[test]
fn wrong_usage_is_said() {
    let directory = tempfile::tempdir().unwrap();
    let empty = directory.path().to_str().unwrap();
    for (arguments, said) in [
        (&["report", "corpus"][..], "--output"),
        (&["report", empty, "-o", "-"], "holds no dataset"),
        (
            &["report", empty, "-o", "-", "--evidence"],
            "beside the page",
        ),
    ] {
        let output = run(arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
}
