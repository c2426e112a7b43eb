//! `--format`: the tables in every format hold the records, and programs open them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::common::{gongkai, names, programs, run, status, stderr};

/// What each file below a directory holds, but for the manifest, which tells how long each document took.
fn files(dataset: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in names(dataset) {
        let path = dataset.join(&name);
        if name == "manifest" {
            continue;
        }
        if !path.is_dir() {
            files.insert(name, fs::read(path).unwrap());
            continue;
        }
        for part in names(&path) {
            let bytes = fs::read(path.join(&part)).unwrap();
            files.insert(format!("{name}/{part}"), bytes);
        }
    }
    files
}

/// Runs the program, which must do all that it is asked for.
fn done(arguments: &[&str]) {
    let output = run(arguments);
    assert_eq!(status(&output), 0, "{arguments:?} {}", stderr(&output));
}

/// Those files that stand in directories.
fn parts(dataset: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(dataset);
    files.retain(|name, _| name.contains('/'));
    files
}

#[test]
fn every_format_is_made_of_every_other_and_says_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let extract = |name: &str, formats: &str| {
        let size = ["--part-size", "500K"];
        done(&[
            "extract",
            "corpus",
            "-o",
            &at(name),
            "--format",
            formats,
            size[0],
            size[1],
        ]);
    };
    extract("lines", "jsonl");
    extract("all", "parquet,csv,jsonl");
    let lines = parts(&dir.path().join("lines"));
    let mut all = parts(&dir.path().join("all"));
    assert!(lines.len() > 9 && all.len() == 3 * lines.len());
    // A part is one of all formats, and its lines are those of a dataset of lines alone.
    for (name, bytes) in &lines {
        assert!(all.get(name) == Some(bytes), "{name}");
    }
    for format in ["csv", "parquet"] {
        done(&["merge", &at("lines"), "-o", &at(format), "--format", format]);
        let ending = format!(".{format}");
        let own = parts(&dir.path().join(format));
        assert_eq!(own.len(), lines.len());
        for (name, bytes) in &own {
            assert!(
                name.ends_with(&ending) && all.get(name) == Some(bytes),
                "{name}"
            );
        }
        let back = format!("{format}_back");
        done(&["merge", &at(format), "-o", &at(&back), "--format", "jsonl"]);
        assert!(parts(&dir.path().join(&back)) == lines, "{format}");
    }
    // The formats of the datasets, where none is named.
    done(&["merge", &at("all"), "-o", &at("again")]);
    assert!(parts(&dir.path().join("again")) == all);
    // Excel is told that it is UTF-8.
    done(&[
        "merge",
        &at("lines"),
        "-o",
        &at("bom"),
        "--format",
        "csv",
        "--bom",
    ]);
    for (name, bytes) in files(&dir.path().join("bom")) {
        if let Some(plain) = all.remove(&name) {
            let marked = [&b"\xEF\xBB\xBF"[..], &plain].concat();
            assert!(bytes == marked, "{name}");
        }
    }
    assert!(all.keys().all(|name| !name.ends_with(".csv")));
    let output = run(&[
        "extract",
        "corpus",
        "-o",
        &at("csv"),
        "--resume",
        "--format",
        "parquet",
    ]);
    assert_eq!(status(&output), 2);
    let told = stderr(&output);
    assert!(
        told.contains("was made with --format csv, not --format parquet"),
        "{told}"
    );
}

/// A few short disclosures, two of them copies of one.
fn crawl(directory: &Path) {
    fs::create_dir_all(directory).unwrap();
    for number in 0..8 {
        let own = number - usize::from(number == 5);
        let text = format!(
            "桐庐县水利局{}年度部门决算\n\n一、收入决算情况说明\n本年收入合计{own}00.25万元，其中：财政拨款收入{own}00.15万元，\
             占99.9%；其他收入0.10万元，占0.1%。\n",
            2016 + own
        );
        fs::write(directory.join(format!("{number}.txt")), text).unwrap();
    }
}

#[test]
fn what_has_changed_is_replaced_in_every_format() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    crawl(&input);
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let extract = |name: &str| {
        done(&[
            "extract",
            &at("crawl"),
            "-o",
            &at(name),
            "--format",
            name,
            "--part-size",
            "4K",
            "--resume",
        ]);
    };
    let all = ["jsonl", "csv", "parquet", "jsonl,csv,parquet"];
    all.iter().for_each(|formats| extract(formats));
    let count = parts(&dir.path().join("jsonl")).len();
    // The first of two copies, and another one.
    for name in ["2.txt", "4.txt"] {
        let text = fs::read_to_string(input.join(name)).unwrap();
        fs::write(input.join(name), format!("{text}其他支出7.5万元。\n")).unwrap();
    }
    all.iter().for_each(|formats| extract(formats));
    let lines = parts(&dir.path().join("jsonl"));
    assert!(lines.len() > count);
    for name in ["csv", "parquet"] {
        let back = format!("{name}_back");
        done(&["merge", &at(name), "-o", &at(&back), "--format", "jsonl"]);
        // Both are merged: what documents say the same as is told anew.
        let merged = parts(&dir.path().join(&back));
        assert!(merged == lines, "{name}");
    }
    let all = parts(&dir.path().join("jsonl,csv,parquet"));
    for name in ["jsonl", "csv", "parquet"] {
        for (file, bytes) in parts(&dir.path().join(name)) {
            assert!(all.get(&file) == Some(&bytes), "{file}");
        }
    }
}

#[test]
fn what_two_datasets_hold_is_a_copy_in_every_format() {
    let dir = tempfile::tempdir().unwrap();
    crawl(&dir.path().join("crawl"));
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    for format in ["jsonl", "csv", "parquet"] {
        let both = ["one", "other"].map(|name| at(&format!("{name}_{format}")));
        for output in &both {
            done(&["extract", &at("crawl"), "-o", output, "--format", format]);
        }
        let merged = at(format);
        done(&["merge", &both[0], &both[1], "-o", &merged]);
        let back = at(&format!("{format}_back"));
        done(&["merge", &merged, "-o", &back, "--format", "jsonl"]);
    }
    let lines = parts(&dir.path().join("jsonl"));
    // One was a copy before, all seven others are in the second dataset.
    let copies = &lines["copies/part-00002.jsonl"];
    assert_eq!(copies.iter().filter(|byte| **byte == b'\n').count(), 8);
    assert!(lines["facts/part-00002.jsonl"].is_empty());
    for format in ["csv", "parquet"] {
        let back = parts(&dir.path().join(format!("{format}_back")));
        assert!(back == lines, "{format}");
    }
}

#[test]
fn a_run_of_several_formats_that_is_killed_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    crawl(&dir.path().join("crawl"));
    let command = |output: &Path| {
        let mut command = gongkai(&[
            "extract",
            "--format",
            "csv,parquet",
            "--part-size",
            "2K",
            "--resume",
        ]);
        command.arg(dir.path().join("crawl")).arg("-o").arg(output);
        command.stderr(std::process::Stdio::null());
        command
    };
    let whole = dir.path().join("whole");
    let start = std::time::Instant::now();
    assert!(command(&whole).status().unwrap().success());
    let takes = start.elapsed();
    let broken = dir.path().join("broken");
    for part in 1..=12 {
        let mut run = command(&broken).spawn().unwrap();
        std::thread::sleep(
            takes
                .mul_f64(f64::from(part) / 12.0)
                .min(Duration::from_secs(20)),
        );
        run.kill().unwrap();
        run.wait().unwrap();
        // Killed before it began.
        if !broken.exists() {
            continue;
        }
        // A part is there in both formats, or in none that counts.
        let listed = fs::read_dir(broken.join("manifest")).map_or(0, Iterator::count);
        for name in names(&broken)
            .iter()
            .filter(|name| broken.join(name).is_dir())
        {
            let count = fs::read_dir(broken.join(name)).map_or(0, Iterator::count);
            assert!(
                name == "manifest" || name.starts_with('.') || count >= 2 * listed,
                "{name}"
            );
        }
    }
    assert!(command(&broken).status().unwrap().success());
    assert!(files(&broken) == files(&whole));
}

/// Runs a script that opens a dataset and fails where it is not as it should be.
fn opened(program: &Path, script: &str, dataset: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/opened")
        .join(script);
    let output = Command::new(program)
        .arg(script)
        .current_dir(dataset)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let told = told + &String::from_utf8_lossy(&output.stdout);
    let end = told
        .char_indices()
        .nth(2000)
        .map_or(told.len(), |(at, _)| at);
    assert!(
        output.status.success(),
        "{}: {}",
        program.display(),
        &told[..end]
    );
}

#[test]
fn programs_open_the_tables_and_find_them_as_described() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    done(&[
        "extract",
        "corpus",
        "-o",
        &at("records"),
        "--format",
        "jsonl,csv,parquet",
        "--bom",
        "--part-size",
        "500K",
    ]);
    for format in ["csv", "jsonl"] {
        done(&[
            "merge",
            &at("records"),
            "-o",
            &at(format),
            "--format",
            format,
        ]);
    }
    let commands = ["panel", "items", "series", "coverage"];
    for command in commands {
        let records = at("records");
        done(&[
            command,
            &records,
            "-o",
            &at(command),
            "--format",
            "jsonl,csv,parquet",
            "--bom",
        ]);
        done(&[command, &records, "-o", &at(&format!("{command}-csv"))]);
    }
    let python = ["-c", "import duckdb, frictionless, pandas, pyarrow"];
    for program in programs::of(
        "GONGKAI_TABLES_PYTHON",
        "python3",
        python,
        "the tables are not opened in Python",
    ) {
        opened(&program, "open.py", &dir.path().join("records"));
        opened(&program, "validate.py", &dir.path().join("csv"));
        opened(&program, "validate.py", &dir.path().join("jsonl"));
        for command in commands {
            opened(&program, "open.py", &dir.path().join(command));
            opened(
                &program,
                "validate.py",
                &dir.path().join(format!("{command}-csv")),
            );
        }
    }
    for program in programs::of(
        "GONGKAI_R",
        "Rscript",
        ["-e", "library(jsonlite)"],
        "the tables are not opened in R",
    ) {
        for tables in commands.into_iter().chain(["records"]) {
            opened(&program, "open.R", &dir.path().join(tables));
        }
    }
}
