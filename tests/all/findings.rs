//! How often the rules of `check` are right: on small documents of our own under `tests/findings/`, each
//! wrong in a known place or sound in a manner that looks wrong, and on the disclosures of `tests/forms/`,
//! `tests/unseen/`, `tests/phrases/`, `tests/blind/` and `corpus/`, every error and warning of which somebody has judged by reading.
//!
//! ```text
//! %case what it is
//! %expect share_mismatch @ 占85.00%|占85%     a finding that must stand on a line with one of these words
//! %allow growth_mismatch @ 增长2.00%          one that may
//! 一、…                                       the text, under the title of final accounts
//! ```
//!
//! Notes do not count as false. `tests/findings/judged.tsv` says of each error and warning of the longer
//! documents whether it is true; one that is not judged fails the test. `MEASURED=write` writes what was
//! measured into `src/check/rules.tsv`; `--nocapture` prints it.

use crate::marked;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::floors::{Figure, Floors};
use gongkai::record::{Finding, Record, Severity};
use gongkai::{Document, Options};
use rust_decimal::Decimal;

/// What the small documents are titled.
const FINAL: &str = "桐溪县林业和草原局2022年度部门决算\n";
const BUDGET: &str = "桐溪县林业和草原局2022年部门预算\n";

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files of a directory with some ending, in order.
fn files(directory: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(project(directory))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            endings
                .iter()
                .any(|ending| path.extension().is_some_and(|own| own == *ending))
        })
        .collect();
    paths.sort();
    paths
}

fn findings(name: &str, text: &str) -> Vec<Finding> {
    let document = Document::read(name, text.as_bytes().to_vec(), &Options::default()).unwrap();
    document
        .into_records()
        .filter_map(|record| match record {
            Record::Finding(finding) => Some(*finding),
            _ => None,
        })
        .collect()
}

/// A text without its spaces.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Words on a line, for a rule.
struct Place {
    rule: String,
    words: Vec<String>,
}

impl Place {
    fn read(line: &str) -> Self {
        let (rule, words) = line
            .split_once(" @ ")
            .unwrap_or_else(|| panic!("no place: {line}"));
        Self {
            rule: rule.to_owned(),
            words: words.split('|').map(squeezed).collect(),
        }
    }

    fn is_of(&self, finding: &Finding, text: &str) -> bool {
        let line = squeezed(text.lines().nth(finding.line - 1).unwrap_or_default());
        finding.rule == self.rule && self.words.iter().any(|words| line.contains(words.as_str()))
    }
}

struct Case {
    name: String,
    text: String,
    expected: Vec<Place>,
    allowed: Vec<Place>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for path in files("tests/findings", &["cases"]) {
        let file = fs::read_to_string(&path).unwrap();
        for case in file.split("%case ").skip(1) {
            let (name, rest) = case.split_once('\n').unwrap();
            let marked = |mark: &'static str| {
                let lines = rest.lines().filter_map(move |line| line.strip_prefix(mark));
                lines.map(Place::read).collect()
            };
            let body: Vec<&str> = rest.lines().filter(|line| !line.starts_with('%')).collect();
            let body = body.join("\n");
            let budget = body.contains("预算数") && !body.contains("决算");
            cases.push(Case {
                name: format!("{}: {name}", path.file_stem().unwrap().to_str().unwrap()),
                text: format!("{}{body}\n", if budget { BUDGET } else { FINAL }),
                expected: marked("%expect "),
                allowed: marked("%allow "),
            });
        }
    }
    cases
}

/// How often a rule was right.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    /// Findings that were asked for.
    found: u32,
    missed: u32,
    /// Findings that are true, asked for or not.
    right: u32,
    wrong: u32,
}

fn tally_of_cases(tallies: &mut BTreeMap<String, Tally>, told: &mut Vec<String>) {
    for case in cases() {
        let mut made = findings("case.txt", &case.text);
        for place in &case.expected {
            let tally = tallies.entry(place.rule.clone()).or_default();
            match made.iter().position(|one| place.is_of(one, &case.text)) {
                Some(at) => {
                    made.remove(at);
                    tally.found += 1;
                    tally.right += 1;
                }
                None => {
                    tally.missed += 1;
                    told.push(format!("missed: {}: {}", case.name, place.rule));
                }
            }
        }
        for finding in made.iter().filter(|one| one.severity != Severity::Note) {
            let tally = tallies.entry(finding.rule.to_owned()).or_default();
            if case
                .allowed
                .iter()
                .any(|place| place.is_of(finding, &case.text))
            {
                tally.right += 1;
            } else {
                tally.wrong += 1;
                told.push(format!("false: {}: {}", case.name, finding.message));
            }
        }
    }
}

/// The longer documents: name and text.
fn documents() -> Vec<(String, String)> {
    let marked = [
        "tests/forms",
        "tests/unseen",
        "tests/phrases",
        "tests/blind",
    ]
    .iter()
    .flat_map(|directory| {
        files(directory, &["marked"]).into_iter().map(|path| {
            let source = fs::read_to_string(&path).unwrap();
            (path, marked::read(&source, None).unwrap().text)
        })
    });
    let corpus = files("corpus", &["txt", "md"]).into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        (path, text)
    });
    let name = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    marked
        .chain(corpus)
        .map(|(path, text)| (name(path), text))
        .collect()
}

/// What was judged: document, rule, the number or words that the finding stands at, verdict.
fn judged() -> Vec<[String; 4]> {
    let text = fs::read_to_string(project("tests/findings/judged.tsv")).unwrap();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            cells
                .try_into()
                .unwrap_or_else(|line| panic!("not four cells: {line:?}"))
        })
        .collect()
}

fn tally_of_documents(tallies: &mut BTreeMap<String, Tally>, told: &mut Vec<String>) {
    let mut judged = judged();
    for (name, text) in documents() {
        for finding in findings(&name, &text) {
            if finding.severity == Severity::Note {
                continue;
            }
            let (start, end) = (finding.span.0, finding.span.1);
            let raw: String = text.chars().skip(start).take(end - start).collect();
            let key = [name.as_str(), finding.rule, &squeezed(&raw)];
            let known = judged.iter().position(|one| one[..3] == key);
            let tally = tallies.entry(finding.rule.to_owned()).or_default();
            match known.map(|at| judged.remove(at)) {
                Some(one) if one[3] == "true" => tally.right += 1,
                Some(_) => tally.wrong += 1,
                None => told.push(format!(
                    "not judged: {}: {}",
                    key.join("\t"),
                    finding.message
                )),
            }
        }
    }
    let gone = judged.iter().filter(|one| one[3] == "true");
    told.extend(gone.map(|one| format!("no longer found: {}", one.join("\t"))));
}

#[test]
fn the_rules_are_right_as_often_as_they_say() {
    let (mut tallies, mut told) = (BTreeMap::new(), Vec::new());
    tally_of_cases(&mut tallies, &mut told);
    let mut all = Tally::default();
    for tally in tallies.values() {
        all.found += tally.found;
        all.missed += tally.missed;
    }
    tally_of_documents(&mut tallies, &mut told);
    for tally in tallies.values() {
        all.right += tally.right;
        all.wrong += tally.wrong;
    }
    for (rule, tally) in &tallies {
        println!("{rule:24} {tally:?}");
    }
    println!("{all:?}\n{}", told.join("\n"));
    let share = |right: u32, wrong: u32| {
        let all = Decimal::from(right + wrong);
        let share = Decimal::from(right)
            .checked_div(all)
            .unwrap_or(Decimal::ONE);
        share.trunc_with_scale(3)
    };
    let figure = |field: &str, share| Figure {
        layer: "finding".to_owned(),
        field: field.to_owned(),
        share,
    };
    let figures = [
        figure("recall", share(all.found, all.missed)),
        figure("precision", share(all.right, all.wrong)),
    ];
    let mut floors = Floors::read(&project("tests/findings/floors.tsv"));
    floors.rise([("cases", figures.as_slice())]);
    let below = floors.below("cases", &figures, &|_| told.clone());
    assert!(below.is_empty(), "{}", below.join("\n"));
    let unknown: Vec<_> = told.iter().filter(|one| one.starts_with("no")).collect();
    assert!(
        unknown.is_empty(),
        "tests/findings/judged.tsv: {unknown:#?}"
    );
    measured(&tallies);
}

/// The last column of the rules' file is what was measured.
fn measured(tallies: &BTreeMap<String, Tally>) {
    let path = project("src/check/rules.tsv");
    let file = fs::read_to_string(&path).unwrap();
    let mut measured = String::new();
    for line in file.lines() {
        let rule = line.split('\t').next().unwrap_or_default();
        let row = line
            .rsplit_once('\t')
            .filter(|_| rule != "id" && !line.starts_with('#'));
        match row {
            Some((row, _)) => {
                let tally = tallies.get(rule).copied().unwrap_or_default();
                let (right, made) = (tally.right, tally.right + tally.wrong);
                writeln!(measured, "{row}\t{right}/{made}").unwrap();
            }
            None => writeln!(measured, "{line}").unwrap(),
        }
    }
    if env::var_os("MEASURED").is_some_and(|mode| mode == "write") {
        fs::write(&path, &measured).unwrap();
    }
    assert!(
        measured == file || env::var_os("MEASURED").is_some(),
        "MEASURED=write brings {} up to date",
        path.display()
    );
}

/// The slips that were put into the corpus on purpose: file, line, rules of which one must find it.
const SLIPS: &[(&str, usize, &[&str])] = &[
    ("02_hubei_education_budget_2021", 190, &["share_mismatch"]),
    ("02_hubei_education_budget_2021", 214, &["unit_error"]),
    ("02_hubei_education_budget_2021", 65, &["duplicate_row"]),
    (
        "02_hubei_education_budget_2021",
        91,
        &["code_name_mismatch"],
    ),
    ("03_gansu_health_final_2020", 35, &["direction_conflict"]),
    (
        "03_gansu_health_final_2020",
        41,
        &["text_table_mismatch", "sum_mismatch"],
    ),
    ("03_gansu_health_final_2020", 50, &["sum_mismatch"]),
    ("03_gansu_health_final_2020", 59, &["growth_mismatch"]),
    ("03_gansu_health_final_2020", 46, &["unfilled_template"]),
    ("03_gansu_health_final_2020", 57, &["unfilled_template"]),
    ("03_gansu_health_final_2020", 352, &["unfilled_template"]),
    (
        "05_jiangsu_farmland_performance_report_2022",
        31,
        &["share_mismatch"],
    ),
    (
        "05_jiangsu_farmland_performance_report_2022",
        61,
        &["sum_mismatch", "text_table_mismatch"],
    ),
    (
        "05_jiangsu_farmland_performance_report_2022",
        85,
        &["table_sum_mismatch"],
    ),
    (
        "05_jiangsu_farmland_performance_report_2022",
        151,
        &["completion_mismatch"],
    ),
    (
        "06_henan_culture_tourism_final_2019",
        90,
        &["balance_mismatch"],
    ),
    (
        "06_henan_culture_tourism_final_2019",
        17,
        &["change_mismatch"],
    ),
    (
        "06_henan_culture_tourism_final_2019",
        330,
        &["text_text_mismatch"],
    ),
    (
        "06_henan_culture_tourism_final_2019",
        35,
        &["year_conflict"],
    ),
];

#[test]
fn every_slip_of_the_corpus_is_found() {
    let mut made = BTreeMap::new();
    for path in files("corpus", &["txt", "md"]) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let findings = findings(&name, &fs::read_to_string(&path).unwrap());
        made.insert(name, findings);
    }
    for (name, line, rules) in SLIPS {
        let near = |finding: &&Finding| finding.line.abs_diff(*line) <= 1;
        let found = made[*name]
            .iter()
            .filter(near)
            .any(|one| rules.contains(&one.rule));
        assert!(found, "{name}:{line}: {rules:?}");
    }
    for sound in [
        "01_zhejiang_water_final_2022",
        "04_guangdong_market_final_2023",
        "07_shanghai_waterway_final_2024",
        "08_yunnan_archives_budget_2018_traditional",
    ] {
        let grave = made[sound]
            .iter()
            .filter(|one| one.severity != Severity::Note);
        assert_eq!(grave.count(), 0, "{sound}");
    }
}
