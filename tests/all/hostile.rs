//! Documents made to be hard, each of the structure of its format: none takes more memory than it may, none
//! holds up the run, on none the program itself fails.
#![cfg(target_os = "linux")]

use crate::hard;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::hard::Kind;

/// What a process may take at the default limits; it is stopped where it asks for more.
const MEMORY: u64 = 512 << 20;

/// How long one may take; without optimisation little more than the time limit, at which it is given up.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 65 } else { 10 });

/// How many documents are tried; `HOSTILE` says another number.
const USUAL: usize = 40;

/// What reading a document took.
struct Cost {
    name: String,
    bytes: usize,
    time: Duration,
    memory: u64,
}

/// The document of a number: the kinds take turns, and every so often one is large.
fn document(number: usize) -> (Kind, Vec<u8>) {
    const ROOMS: [usize; 6] = [2_000, 20_000, 200_000, 1_000_000, 4_000_000, 16_000_000];
    let kind = Kind::ALL[number % Kind::ALL.len()];
    // The first hundred are small, for every day.
    let rooms = if number < 100 { 3 } else { ROOMS.len() };
    let room = ROOMS[number / Kind::ALL.len() % rooms];
    let choices = hard::stream(number as u64, 40 << (number % 7));
    (kind, hard::document(kind, &choices, room))
}

/// Reads a document in a process that may take so much memory and no more.
fn read(path: &Path, name: String, bytes: usize) -> Cost {
    let limit = format!("ulimit -d {} && exec \"$@\"", MEMORY >> 10);
    let start = Instant::now();
    let errors = path.with_extension("errors");
    let mut child = Command::new("sh")
        .args(["-c", &limit, "sh", env!("CARGO_BIN_EXE_gongkai")])
        .args(["extract", "--jobs", "1"])
        .arg(path)
        .stdout(Stdio::null())
        .stderr(fs::File::create(&errors).unwrap())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        memory = memory.max(high_water(&fs::read_to_string(&status).unwrap_or_default()));
        thread::sleep(Duration::from_millis(2));
    };
    let said = fs::read_to_string(&errors).unwrap();
    assert!(
        matches!(status.code(), Some(0 | 1)) && !said.contains("internal error"),
        "{name}: {status}: {said}"
    );
    Cost {
        name,
        bytes,
        time: start.elapsed(),
        memory,
    }
}

/// The `VmHWM` of a process in bytes; one that has ended has none.
fn high_water(status: &str) -> u64 {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    kilobytes
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
        * 1024
}

#[test]
fn no_name_is_borne_by_every_number_however_long_it_is() {
    const HEAD: &str = "2020年度部门决算\n一、收入支出决算总体情况说明\n";
    let long = |word: &str| word.repeat(10_000);
    let table = |head: &str| {
        let rows: String = (0..1_500)
            .map(|row| format!("|教育{row}|{row}.5|\n"))
            .collect();
        format!("2020年度部门决算\n支出决算表\n单位：万元\n|项目|{head}|\n|---|---|\n{rows}")
    };
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in [
        (
            "carried",
            format!(
                "{HEAD}{}支出5万元{}。\n",
                long("教育"),
                "，增长3%".repeat(3_000)
            ),
        ),
        (
            "item",
            format!(
                "{HEAD}1.{}（类）支出（项）。\n{}\n",
                long("教育"),
                "支出5万元，增长3%。".repeat(1_500)
            ),
        ),
        (
            "whole",
            format!(
                "{HEAD}{}支出5万元，其中：{}\n",
                long("教育"),
                "农林支出3万元，占3%；".repeat(1_500)
            ),
        ),
        ("head", table(&long("合计"))),
        (
            "brackets",
            format!(
                "{HEAD}2020年支出5万元，{}。\n",
                "教育支出3万元（占3%），".repeat(3_000)
            ),
        ),
        (
            "open",
            format!(
                "{HEAD}2020年收入100万元{}。\n",
                "（其中：教育支出3万元".repeat(3_000)
            ),
        ),
        (
            "among",
            format!(
                "{HEAD}2020年收入100万元，{}。\n",
                "其中：教育支出3万元，占3%，".repeat(3_000)
            ),
        ),
    ] {
        let path = directory.path().join(name);
        fs::write(&path, &text).unwrap();
        let cost = read(&path, name.to_owned(), text.len());
        assert!(cost.time < TIME, "{name}: {:?}", cost.time);
    }
}

#[test]
fn hard_documents_cost_no_more_than_they_may() {
    let count = std::env::var("HOSTILE").map_or(USUAL, |count| count.parse().unwrap());
    let directory = tempfile::tempdir().unwrap();
    let keep = std::env::var_os("HOSTILE_KEEP");
    let mut costs: Vec<Cost> = (0..count)
        .map(|number| {
            let (kind, bytes) = document(number);
            let name = format!("{number:03}.{}", format!("{kind:?}").to_lowercase());
            let path = keep
                .as_ref()
                .map_or(directory.path(), |path| Path::new(path));
            let path = path.join(&name);
            fs::write(&path, &bytes).unwrap();
            read(&path, name, bytes.len())
        })
        .collect();
    let told = |costs: &[Cost]| {
        for Cost {
            name,
            bytes,
            time,
            memory,
        } in &costs[..costs.len().min(8)]
        {
            println!("{name}: {bytes} bytes, {time:.1?}, {} MB", memory >> 20);
        }
    };
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.time));
    println!("the slowest of {count}:");
    told(&costs);
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.memory));
    println!("the largest of {count}:");
    told(&costs);
    assert!(costs.iter().all(|cost| cost.time < TIME));
}
