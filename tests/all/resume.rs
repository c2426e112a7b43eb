//! Long runs: what is killed goes on, what has grown is read on, what is parted is put together.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::{gongkai, names, records, run, status, stderr};
use serde_json::Value;

/// A crawl of short documents, some of them copies of others.
fn crawl(directory: &Path, documents: usize) {
    fs::create_dir_all(directory).unwrap();
    for number in 0..documents {
        // Every seventh is a copy of the one before.
        let own = number - usize::from(number % 7 == 6);
        let text = document(own);
        fs::write(directory.join(format!("{number:03}.txt")), text).unwrap();
    }
}

/// A disclosure of a few sentences and a table.
fn document(number: usize) -> String {
    let year = 2016 + number % 8;
    let mut text = format!(
        "桐庐县水利局{year}年度部门决算\n\n一、收入决算情况说明\n本年收入合计{number}00.25万元，其中：\
         财政拨款收入{number}00.15万元，占99.9%；其他收入0.10万元，占0.1%。\n\n\
         二、收入决算表\n单位：万元\n| 项目 | 决算数 |\n| --- | --- |\n\
         | 财政拨款收入 | {number}00.15 |\n| 其他收入 | 0.10 |\n| 本年收入合计 | {number}00.25 |\n\n三、支出决算情况说明\n"
    );
    for sentence in 0..10 + number % 5 {
        text.push_str(&format!("项目{sentence}支出{sentence}.{number}万元。\n"));
    }
    text
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

/// How many runs are killed.
const KILLS: usize = 200;

/// At the latest after so many kills a run is let go to its end.
const MOST: usize = 8;

/// When a run is killed.
enum Moment {
    /// After a time.
    After(Duration),
    /// While a part is moved to its place: it is there, and not in the manifest.
    Placing,
}

impl Moment {
    fn any(seed: &mut u64, takes: Duration) -> Self {
        match random(seed) % 4 {
            0 => Self::Placing,
            _ => Self::After(takes.mul_f64((random(seed) % 1000) as f64 / 1000.0)),
        }
    }

    /// Waits until then, or until the run ends; whether it ended.
    fn wait(&self, run: &mut Child, dataset: &Path) -> bool {
        let start = Instant::now();
        let parts = |kind: &str| fs::read_dir(dataset.join(kind)).map_or(0, Iterator::count);
        loop {
            if let Some(status) = run.try_wait().unwrap() {
                assert!(status.success());
                return true;
            }
            match self {
                Self::After(time) if start.elapsed() >= *time => return false,
                Self::After(_) => thread::sleep(Duration::from_millis(1)),
                Self::Placing if parts("documents") > parts("manifest") => return false,
                Self::Placing => thread::sleep(Duration::from_micros(50)),
            }
        }
    }
}

#[test]
fn a_run_that_is_killed_at_any_moment_goes_on_and_is_as_if_it_had_not_been() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    crawl(&input, 24);
    let arguments = |output: &Path| {
        let size = ["--part-size", "12K", "--compression", "zstd", "--resume"];
        let mut command = gongkai(&["extract"]);
        command.args(size).arg(&input).arg("-o").arg(output);
        command.stderr(Stdio::null());
        command
    };
    let whole = dir.path().join("whole");
    let start = Instant::now();
    assert!(arguments(&whole).status().unwrap().success());
    let takes = start.elapsed();
    let expected = lines(&whole);
    let parts = names(&whole.join("facts")).len();
    assert!(parts > 5, "{parts}");
    let (mut kills, mut seed) = (0, 1);
    while kills < KILLS {
        let broken = dir.path().join(format!("broken{kills}"));
        let latest = kills + MOST;
        loop {
            let mut run = arguments(&broken).spawn().unwrap();
            let moment = match kills < latest {
                true => Moment::any(&mut seed, takes),
                false => Moment::After(Duration::MAX),
            };
            if moment.wait(&mut run, &broken) {
                break;
            }
            run.kill().unwrap();
            run.wait().unwrap();
            kills += 1;
        }
        assert!(lines(&broken) == expected, "after {kills} kills");
        let left = names(&broken).into_iter();
        let left: Vec<String> = left.filter(|name| name.starts_with('.')).collect();
        assert_eq!(left, [".lock"]);
        fs::remove_dir_all(&broken).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_with_what_is_whole_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    crawl(&input, 300);
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
    // None says the same as one that has left.
    let firsts = |dataset: &Path| {
        let documents = records(&lines(dataset)["documents"].join("\n"));
        let docs: Vec<&Value> = documents.iter().map(|one| &one["doc"]).collect();
        let same: Vec<&Value> = documents.iter().map(|one| &one["same_as"]).collect();
        let (firsts, others): (Vec<&Value>, Vec<&Value>) =
            same.into_iter().partition(|same| same.is_null());
        assert!(!others.is_empty() && others.iter().all(|same| docs.contains(same)));
        firsts.len()
    };
    assert_eq!(firsts(&grown), firsts(&anew));
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
fn a_shard_to_which_nothing_falls_is_no_failure() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    crawl(&input, 2);
    let shards = dir.path().join("shards");
    for shard in 1..=8 {
        let output = run(&[
            "extract",
            input.to_str().unwrap(),
            "-o",
            shards.join(shard.to_string()).to_str().unwrap(),
            "--shard",
            &format!("{shard}/8"),
        ]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
    }
    let made = std::fs::read_dir(&shards).unwrap().count();
    assert!((1..=2).contains(&made), "{made} of 8 shards hold anything");
}

#[test]
fn what_failed_is_told_once_and_read_when_it_can_be() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    crawl(&input, 3);
    fs::write(input.join("large.txt"), document(9).repeat(20)).unwrap();
    let mut archive = tar::Builder::new(Vec::new());
    archive
        .append_path_with_name(input.join("001.txt"), "in.txt")
        .unwrap();
    let archive = zstd::encode_all(&archive.into_inner().unwrap()[..], 1).unwrap();
    fs::write(input.join("cut.tar.zst"), &archive[..archive.len() / 2]).unwrap();
    let page = zstd::encode_all(document(8).as_bytes(), 1).unwrap();
    fs::write(input.join("page.txt.zst"), page).unwrap();
    let output = dir.path().join("records");
    let extract = |most: &str| {
        let resume = ["--part-size", "1", "--resume", "--max-bytes", most];
        let mut command = gongkai(&["extract"]);
        command.args(resume).arg(&input).arg("-o").arg(&output);
        status(&command.output().unwrap())
    };
    let failed = || -> Vec<String> {
        let errors = records(&lines(&output)["errors"].join("\n"));
        let names = errors.iter().map(|error| error["path"].as_str().unwrap());
        names
            .map(|path| path.rsplit('/').next().unwrap().to_owned())
            .collect()
    };
    for _ in 0..2 {
        assert_eq!(extract("6000"), 1);
        let mut failed = failed();
        failed.sort();
        assert_eq!(failed, ["cut.tar.zst", "large.txt"]);
        // A file that is compressed by itself is a document, whatever part it ends.
        assert_eq!(lines(&output)["documents"].len(), 4);
    }
    assert_eq!(extract("6000000"), 0);
    assert_eq!(failed(), ["cut.tar.zst"]);
    fs::write(input.join("cut.tar.zst"), archive).unwrap();
    assert_eq!(extract("6000000"), 0);
    assert_eq!(failed(), [""; 0]);
    let lines = lines(&output);
    assert_eq!([lines["documents"].len(), lines["copies"].len()], [5, 1]);
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_is_told_and_nothing_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("crawl");
    crawl(&input, 24);
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (full, whole) = (at("full"), at("whole"));
    let input = input.to_str().unwrap();
    // Files may have 16 blocks of 512 or 1024 bytes, by the shell, and those of facts would have more.
    let limited = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_gongkai"))
        .args(["extract", input, "-o", &full, "--part-size", "100K"])
        .output()
        .unwrap();
    assert_eq!(status(&limited), 2, "{}", stderr(&limited));
    let told = stderr(&limited);
    assert!(
        told.contains("cannot write") && told.contains("--resume goes on"),
        "{told}"
    );
    let resume = [
        "extract",
        input,
        "-o",
        &full,
        "--part-size",
        "100K",
        "--resume",
    ];
    assert_eq!(status(&run(&resume)), 0);
    run(&["extract", input, "-o", &whole, "--part-size", "100K"]);
    assert!(lines(Path::new(&full)) == lines(Path::new(&whole)));
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
