//! How many instructions the program takes for a byte of text: `cargo bench --profile guard --bench instructions`.
//!
//! Time depends on the machine and what else runs on it, instructions hardly: valgrind counts them. What the program
//! takes at its start is left out of the figures for a byte. No figure may rise by more than [`TOLERANCE`] over that
//! of `instructions.tsv`, and a byte of a large document may take no more than [`GROWTH`] times that of a small one.
//! `MEASURED=write` writes the file anew. So is guarded what memory a large table takes, where Linux tells it.

mod made;
#[path = "../tests/all/common/peak.rs"]
mod peak;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

/// Compilers differ by a little.
const TOLERANCE: f64 = 1.1;
/// How much more a byte of a large document may take.
const GROWTH: f64 = 1.3;
/// Sizes in KB: for each make the second against the first is a small document, the third against the second a
/// large one.
const SIZES: [usize; 3] = [50, 150, 550];

/// The sizes in KB of the tables whose memory is measured.
const TABLES: [usize; 2] = [1000, 5000];

const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.tsv");
const HEAD: &str = "case\tfigure";

fn main() -> ExitCode {
    let Some(measured) = measure() else {
        eprintln!("valgrind counts instructions, and is not installed");
        return match std::env::var_os("GONGKAI_REQUIRE_VALGRIND") {
            Some(_) => ExitCode::FAILURE,
            None => ExitCode::SUCCESS,
        };
    };
    let (figures, mut failures) = measured;
    if std::env::var("MEASURED").as_deref() == Ok("write") {
        let mut file = format!("{HEAD}\n");
        for (case, figure) in &figures {
            let _ = writeln!(file, "{case}\t{figure:.0}");
        }
        fs::write(FIGURES, file).expect("the file of figures can be written");
    }
    let known = fs::read_to_string(FIGURES).expect("benches/instructions.tsv");
    let known = |wanted: &str| -> Option<f64> {
        let mut rows = known.lines().filter_map(|row| row.split_once('\t'));
        rows.find(|(case, _)| *case == wanted)?.1.parse().ok()
    };
    for (case, figure) in figures {
        println!("{case}: {figure:.0}");
        match known(&case) {
            Some(most) if figure > most * TOLERANCE => {
                failures.push(format!("{case}: {figure:.0}, and {most:.0} before"));
            }
            Some(_) => {}
            None => failures.push(format!("{case}: no figure; MEASURED=write writes it")),
        }
    }
    for failure in &failures {
        eprintln!("{failure}");
    }
    match failures.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Figures by their cases, and what is wrong with them.
type Measured = (Vec<(String, f64)>, Vec<String>);

/// All figures; `None` without valgrind.
fn measure() -> Option<Measured> {
    let dir = tempfile::tempdir().expect("a directory");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let empty = dir.path().join("empty.txt");
    fs::write(&empty, made::document(0, "", |_| String::new())).expect("a file");
    let start = instructions(&empty, "all")?;
    let mut figures = vec![("start".to_owned(), start)];
    let mut failures = Vec::new();
    // Each document twice: the second time what was learnt by the first is known.
    let [once, twice] = ["once", "twice"].map(|name| dir.path().join(name));
    let mut bytes = 0;
    for file in fs::read_dir(&corpus).expect("the corpus") {
        let path = file.expect("a file of the corpus").path();
        let text = fs::read_to_string(&path).expect("text");
        bytes += text.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for (dir, copies) in [(&once, &["a"][..]), (&twice, &["a", "b"])] {
            fs::create_dir_all(dir).expect("a directory");
            for copy in copies {
                let text = format!("{text}{}", if *copy == "a" { "" } else { "\n" });
                fs::write(dir.join(format!("{copy}{name}")), text).expect("a file");
            }
        }
    }
    let per_byte = |more: f64, less: f64, bytes: usize| (more - less) / bytes as f64;
    for (case, records) in [
        ("corpus, a byte", "all"),
        ("corpus, a byte, sections alone", "section"),
    ] {
        let [once, twice] = [&once, &twice].map(|dir| instructions(dir, records));
        figures.push((case.to_owned(), per_byte(twice?, once?, bytes)));
    }
    for (name, make) in made::MAKES {
        let counts: Option<Vec<(usize, f64)>> = SIZES
            .iter()
            .map(|kilobytes| {
                let text = make(*kilobytes);
                let path = dir.path().join(format!("{name}{kilobytes}.txt"));
                fs::write(&path, &text).expect("a file");
                Some((text.len(), instructions(&path, "all")?))
            })
            .collect();
        let counts = counts?;
        let slopes: Vec<f64> = counts
            .windows(2)
            .map(|pair| per_byte(pair[1].1, pair[0].1, pair[1].0 - pair[0].0))
            .collect();
        figures.push((format!("{name}, a byte"), slopes[1]));
        if slopes[1] > slopes[0] * GROWTH {
            failures.push(format!(
                "{name}: a byte takes {:.0} instructions in a small document and {:.0} in a large one",
                slopes[0], slopes[1]
            ));
        }
    }
    if cfg!(target_os = "linux") {
        let [(few, least), (many, most)] = TABLES.map(|kilobytes| {
            let text = made::table_tab(kilobytes);
            let path = dir.path().join(format!("table{kilobytes}.txt"));
            fs::write(&path, &text).expect("a file");
            (text.len(), memory(&path))
        });
        let case = "table_tab, memory a byte".to_owned();
        figures.push((case, per_byte(most, least, many - few)));
    }
    Some((figures, failures))
}

/// The most memory that it takes to write all records of a document, the least of a few runs.
fn memory(path: &Path) -> f64 {
    let once = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(["extract", "--jobs", "1", "--max-text", "16777216"]);
        command.args(["--max-records", "10000000", "--max-seconds", "100000"]);
        peak::run(command.arg(path)).0 as f64
    };
    (0..3).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// How many instructions it takes to write the records of a type of what stands under a path; `None` without
/// valgrind.
fn instructions(path: &Path, records: &str) -> Option<f64> {
    let mut command = Command::new("valgrind");
    command
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ])
        .arg(env!("CARGO_BIN_EXE_gongkai"))
        .args(["extract", "--jobs", "1", "--max-seconds", "100000"]);
    if records != "all" {
        command.args(["--records", records]);
    }
    let run = command.arg(path).stdout(Stdio::null()).output().ok()?;
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}: {told}", path.display());
    let line = told
        .lines()
        .find(|line| line.contains("I refs:") || line.contains("I   refs:"));
    let digits: String = line?
        .split(':')
        .next_back()?
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
