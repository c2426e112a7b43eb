//! `gongkai inspect` on the command line.

use crate::common::{run, status, stderr, stdout};

const GANSU: &str = "corpus/03_gansu_health_final_2020.txt";

#[test]
fn the_overview_has_header_outline_and_counts() {
    let output = run(&["inspect", GANSU]);
    let view = stdout(&output);
    assert_eq!(status(&output), 0);
    assert!(
        view.contains("kind    final accounts\nyear    2020\n"),
        "{view}"
    );
    assert!(view.contains("├─ 一、基本职能及主要工作"), "{view}");
    assert!(view.contains("table   4 收入支出决算总表"), "{view}");
}

#[test]
fn a_table_is_an_aligned_grid_with_its_facts() {
    let output = run(&["inspect", GANSU, "--table", "4"]);
    let view = stdout(&output);
    let grid: Vec<_> = view.lines().take(13).collect();
    insta::assert_snapshot!("inspect_table", grid.join("\n"));
}

#[test]
fn a_section_is_found_below_its_part() {
    let output = run(&["inspect", GANSU, "--section", "二.七.（二）"]);
    let view = stdout(&output);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(view.contains("official_reception"), "{view}");
    assert!(view.contains("✗ growth_mismatch"), "{view}");
}

#[test]
fn colours_only_where_they_are_wanted() {
    let plain = run(&["inspect", GANSU, "--line", "60"]);
    assert!(!stdout(&plain).contains('\u{1b}'));
    let colored = run(&["inspect", GANSU, "--line", "60", "--color", "always"]);
    assert!(stdout(&colored).contains('\u{1b}'));
}

#[test]
fn a_part_that_is_not_there_is_wrong_usage() {
    for part in [
        ["--table", "99"],
        ["--line", "99999"],
        ["--concept", "nothing"],
        ["--section", "零"],
    ] {
        let output = run(&["inspect", GANSU, part[0], part[1]]);
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).contains("no "), "{}", stderr(&output));
    }
}

#[test]
fn a_page_is_never_written_over_its_document() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.html");
    let page = "<html><body><p>一、收入决算</p><p>2020年收入756.8万元。</p></body></html>";
    std::fs::write(&file, page).unwrap();
    let file = file.to_str().unwrap();
    let output = run(&["inspect", file, "--html", file]);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("the document itself"),
        "{}",
        stderr(&output)
    );
    assert_eq!(std::fs::read_to_string(file).unwrap(), page);
    let nowhere = format!("{file}/b.html");
    let output = run(&["inspect", file, "--html", &nowhere]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains(&nowhere), "{}", stderr(&output));
}

#[test]
fn it_speaks_chinese_throughout() {
    let english = |view: &str| -> Vec<String> {
        let words = view.split(|c: char| !c.is_ascii_alphabetic());
        // The path, the encoding, the names of concepts and the tag of a rule are names.
        let words = words.filter(|word| word.len() > 2).map(str::to_owned);
        words.collect()
    };
    let names = |view: &str| english(&view.replace(GANSU, "").replace("UTF-8", ""));
    let overview = run(&["inspect", GANSU, "--lang", "zh"]);
    assert_eq!(names(stdout(&overview)), Vec::<String>::new());
    for part in [["--table", "99"], ["--line", "99999"], ["--section", "零"]] {
        let output = run(&["inspect", GANSU, "--lang", "zh", part[0], part[1]]);
        assert_eq!(
            names(stderr(&output)),
            ["gongkai", "gongkai", "inspect"][..if part[0] == "--section" { 3 } else { 1 }]
        );
    }
    let table = run(&["inspect", GANSU, "--lang", "zh", "--table", "4"]);
    let first = stdout(&table).lines().next().unwrap();
    assert_eq!(names(first), Vec::<String>::new(), "{first}");
    assert!(!stdout(&table).contains("inferred"));
}
