//! Long runs: what is killed goes on, what has grown is read on, what is parted is put together.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{gongkai, names, records, run, status, stderr};
use serde_json::Value;

/// A crawl of short documents, some of them copies of others.
fn crawl(directory: &Path, documents: usize) {
    fs::create_dir_all(directory).unwrap();
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts: Vec<String> = common::corpus()
        .iter()
        .map(|path| fs::read_to_string(project.join(path)).unwrap())
        .collect();
    for number in 0..documents {
        // Every seventh is a copy of the one before.
        let own = number - usize::from(number % 7 == 6);
        let text = &texts[own % texts.len()];
        let end = text.char_indices().nth(700 + 13 * own);
        let end = end.map_or(text.len(), |(at, _)| at);
        let text = format!("{}\n附注{own}。\n", &text[..end]);
        fs::write(directory.join(format!("{number:03}.txt")), text).unwrap();
    }
}

/// The lines of a dataset by type, its parts in their order; how long each document took is left out.
fn lines(dataset: &Path) -> BTreeMap<String, Vec<String>> {
    let mut lines = BTreeMap::new();
    for kind in names(dataset) {
        let directory = dataset.join(&kind);
        if !directory.is_dir() {
            continue;
        }
        let own: &mut Vec<String> = lines.entry(kind.clone()).or_default();
        for part in names(&directory) {
            let bytes = fs::read(directory.join(&part)).unwrap();
            let bytes = match part.ends_with(".zst") {
                true => zstd::decode_all(&bytes[..]).unwrap(),
                false => bytes,
            };
            for line in String::from_utf8(bytes).unwrap().lines() {
                own.push(match kind == "manifest" {
                    true => {
                        let mut entry: Value = serde_json::from_str(line).unwrap();
                        entry.as_object_mut().unwrap().remove("seconds");
                        entry.to_string()
                    }
                    false => line.to_owned(),
                });
            }
        }
    }
    lines
}

/// Those of a type, whatever their order.
fn sorted(dataset: &Path, kind: &str) -> Vec<String> {
    let mut lines = lines(dataset).remove(kind).unwrap();
    lines.sort();
    lines
}

/// A number that looks random, and is the same in every run.
fn random(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// Waits for a process until then.
fn ends_within(child: &mut Child, time: Duration) -> Option<i32> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if start.elapsed() > time {
            return None;
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// How often a run is killed.
const KILLS: usize = 200;

#[test]
fn a_run_that_is_killed_at_any_moment_goes_on_and_is_as_if_it_had_not_been() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    crawl(&input, 24);
    let arguments = |output: &Path| {
        let mut command = gongkai(&[
            "extract",
            "--part-size",
            "40K",
            "--compression",
            "zstd",
            "--resume",
        ]);
        command
            .arg(&input)
            .arg("-o")
            .arg(output)
            .stderr(Stdio::null());
        command
    };
    let whole = dir.path().join("whole");
    let start = Instant::now();
    assert!(arguments(&whole).status().unwrap().success());
    let takes = start.elapsed();
    let expected = lines(&whole);
    assert!(names(&whole.join("facts")).len() > 5);
    let (mut kills, mut seed) = (0, 1);
    while kills < KILLS {
        let broken = dir.path().join(format!("broken{kills}"));
        loop {
            let mut child = arguments(&broken).spawn().unwrap();
            let time = takes.mul_f64(random(&mut seed) as f64 % 1000.0 / 1000.0);
            if let Some(status) = ends_within(&mut child, time) {
                assert_eq!(status, 0);
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            if kills % 20 == 0 {
                // Not every run is so unlucky that it never comes to its end.
                assert!(arguments(&broken).status().unwrap().success());
                break;
            }
        }
        assert!(lines(&broken) == expected, "after {kills} kills");
        let left: Vec<String> = names(&broken)
            .into_iter()
            .filter(|name| name.starts_with('.'))
            .collect();
        assert_eq!(left, [".lock"]);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_with_what_is_whole_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    common::copy_corpus(&input, 60);
    let output = dir.path().join("records");
    let child = gongkai(&["extract", "-j", "1"])
        .arg(&input)
        .arg("-o")
        .arg(&output)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let begun = || names(&output).iter().any(|name| name.starts_with(".part-"));
    while !(output.exists() && begun()) {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "nothing was begun"
        );
        thread::sleep(Duration::from_millis(5));
    }
    let killed = std::process::Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(killed.unwrap().success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(130));
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(told.contains("--resume goes on"), "{told}");
    let read = lines(&output)["documents"].len();
    assert!(read > 0);
    let path = output.to_str().unwrap();
    let resumed = run(&["extract", input.to_str().unwrap(), "-o", path, "--resume"]);
    assert_eq!(status(&resumed), 0, "{}", stderr(&resumed));
    let whole = dir.path().join("whole");
    run(&[
        "extract",
        input.to_str().unwrap(),
        "-o",
        whole.to_str().unwrap(),
    ]);
    assert!(lines(&output) == lines(&whole));
}

#[test]
fn a_crawl_that_has_grown_is_read_on_and_what_has_changed_is_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    crawl(&input, 20);
    let (grown, anew) = (dir.path().join("grown"), dir.path().join("anew"));
    let extract = |output: &Path, more: &[&str]| {
        let output = gongkai(&["extract", "--part-size", "40K"])
            .args(more)
            .arg(&input)
            .arg("-o")
            .arg(output)
            .output()
            .unwrap();
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stderr(&output).to_owned()
    };
    extract(&grown, &[]);
    let change = |name: &str, more: &str| {
        let path = input.join(name);
        let text = fs::read_to_string(&path).unwrap_or_default();
        fs::write(&path, format!("{text}{more}")).unwrap();
    };
    // A document, the first of two copies, a copy; a new copy and a new one.
    let copies: Vec<Value> = records(&lines(&grown)["copies"].join("\n"));
    assert!(copies.len() > 1, "{copies:?}");
    change("003.txt", "本年收入合计1.5万元。\n");
    change("005.txt", "本年收入合计2.5万元。\n");
    change("013.txt", "本年收入合计3.5万元。\n");
    fs::copy(input.join("002.txt"), input.join("900.txt")).unwrap();
    change(
        "901.txt",
        "2020年度部门决算\n一、收入决算情况说明\n本年收入合计756.8万元。\n",
    );
    let told = extract(&grown, &["--resume"]);
    assert!(told.contains("17 unchanged since the last run"), "{told}");
    extract(&anew, &[]);
    for kind in ["documents", "facts", "sections", "copies", "errors"] {
        let same = |record: &String| {
            let mut record: Value = serde_json::from_str(record).unwrap();
            record.as_object_mut().unwrap().remove("same_as");
            record.to_string()
        };
        let of =
            |dataset: &Path| -> Vec<String> { sorted(dataset, kind).iter().map(same).collect() };
        assert!(of(&grown) == of(&anew), "{kind}");
    }
    assert!(extract(&grown, &["--resume"]).starts_with("0 documents"));
    let other = run(&[
        "extract",
        input.to_str().unwrap(),
        "-o",
        grown.to_str().unwrap(),
        "--resume",
        "--records",
        "fact",
    ]);
    assert_eq!(status(&other), 2);
    assert!(
        stderr(&other).contains("was made with --records"),
        "{}",
        stderr(&other)
    );
}

#[test]
fn shards_hold_every_document_once_and_merge_to_the_whole() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    crawl(&input, 24);
    let input = input.to_str().unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    run(&["extract", input, "-o", &at("whole")]);
    let shards: Vec<String> = (1..=3).map(|shard| at(&format!("shard{shard}"))).collect();
    for (shard, output) in (1..).zip(&shards) {
        let shard = format!("{shard}/3");
        let size = ["--part-size", "40K"];
        let output = run(&[
            "extract", input, "-o", output, "--shard", &shard, size[0], size[1],
        ]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
    }
    let merged = at("merged");
    let merge: Vec<&str> = ["merge", "-o", &merged]
        .into_iter()
        .chain(shards.iter().map(String::as_str))
        .collect();
    let output = run(&merge);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let docs = |dataset: &str| -> Vec<String> {
        let documents = records(&lines(Path::new(dataset))["documents"].join("\n"));
        let mut docs: Vec<String> = documents.iter().map(|one| one["doc"].to_string()).collect();
        docs.sort();
        docs
    };
    assert_eq!(docs(&merged), docs(&at("whole")));
    let (merged, whole) = (Path::new(&merged).to_owned(), dir.path().join("whole"));
    for kind in ["facts", "sections", "tables", "findings"] {
        assert!(sorted(&merged, kind) == sorted(&whole, kind), "{kind}");
    }
    assert_eq!(
        lines(&merged)["copies"].len(),
        lines(&whole)["copies"].len()
    );
    assert_eq!(lines(&merged)["manifest"].len(), 24);
    // Once more into the same place is no merge.
    let output = run(&merge);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("--overwrite"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn two_runs_do_not_write_into_one_directory() {
    let dir = tempfile::tempdir().unwrap();
    let output = dir.path().join("records");
    fs::create_dir(&output).unwrap();
    let lock = fs::File::create(output.join(".lock")).unwrap();
    lock.lock().unwrap();
    let second = run(&["extract", "corpus", "-o", output.to_str().unwrap()]);
    assert_eq!(status(&second), 2);
    assert!(
        stderr(&second).contains("another run"),
        "{}",
        stderr(&second)
    );
}
