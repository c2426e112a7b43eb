//! The README's examples of loading a dataset are run, and print what stands below them.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{programs, run};

/// A language of the examples and how its programs are found.
struct Language {
    name: &'static str,
    /// Names the programs that run it, as PATH names directories.
    variable: &'static str,
    /// The program that is taken if the variable names none, where it can run this.
    usual: &'static str,
    probe: [&'static str; 2],
    /// Prints a line of its own.
    mark: &'static str,
}

const LANGUAGES: [Language; 2] = [
    Language {
        name: "python",
        variable: "GONGKAI_PYTHON",
        usual: "python3",
        probe: ["-c", "import duckdb, matplotlib, pandas"],
        mark: "print('-- next --', flush=True)\n",
    },
    Language {
        name: "r",
        variable: "GONGKAI_R",
        usual: "Rscript",
        probe: ["-e", "library(jsonlite)"],
        mark: "cat('-- next --\\n')\n",
    },
];

/// The figure that the examples of each language draw.
const FIGURE: &str = "share.pdf";

impl Language {
    /// The programs to run the examples by; where there is none, that is said loudly.
    fn programs(&self) -> Vec<PathBuf> {
        programs::of(
            self.variable,
            self.usual,
            self.probe,
            "the README's examples are not run",
        )
    }

    /// What the examples print, run one after the other in one session.
    fn outputs(&self, program: &Path, examples: &[Example], directory: &Path) -> Vec<String> {
        let script = directory.join("script");
        let code: Vec<&str> = examples.iter().map(|example| &*example.code).collect();
        fs::write(&script, code.join(self.mark)).unwrap();
        let own = Path::new(env!("CARGO_BIN_EXE_gongkai")).parent().unwrap();
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(own.to_owned()).chain(std::env::split_paths(&paths));
        let output = Command::new(program)
            .arg(&script)
            .env("PATH", std::env::join_paths(paths).unwrap())
            .env("LC_ALL", "C.UTF-8")
            .current_dir(directory)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {errors}", program.display());
        // What they draw is there, and the next program draws it anew.
        let figure = directory.join(FIGURE);
        assert!(fs::read(&figure).unwrap().starts_with(b"%PDF"));
        fs::remove_file(figure).unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let trimmed = |part: &str| -> String {
            let lines = part.lines().map(str::trim_end);
            lines
                .filter(|line| !line.is_empty())
                .flat_map(|line| [line, "\n"])
                .collect()
        };
        printed.split("-- next --\n").map(trimmed).collect()
    }
}

/// A block of code of the README, and where what it prints stands.
struct Example {
    code: String,
    output: Range<usize>,
}

/// The blocks of a language, each with the block of text right behind it.
fn examples(readme: &str, language: &str) -> Vec<Example> {
    let begin = format!("\n```{language}\n");
    let end = "\n```\n";
    readme
        .match_indices(&begin)
        .map(|(at, _)| {
            let start = at + begin.len();
            let code = &readme[start..start + readme[start..].find(end).unwrap() + 1];
            let output = start + code.len() - 1 + end.len();
            let shown = readme[output..].strip_prefix("\n```text\n").expect(code);
            let output = output + "\n```text\n".len();
            // A block that is still empty ends where it begins.
            let length = shown.find("```\n").unwrap();
            Example {
                code: code.to_owned(),
                output: output..output + length,
            }
        })
        .collect()
}

fn readme() -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    (path, readme)
}

/// Makes the dataset and the panel of the corpus.
fn made(directory: &Path) {
    let dataset = directory.join("records");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let output = run(&[
        "extract",
        corpus.to_str().unwrap(),
        "-o",
        dataset.to_str().unwrap(),
        // Several parts, as a crawl has them.
        "--part-size",
        "500K",
    ]);
    assert!(output.status.success());
    let panel = directory.join("panel");
    let output = run(&[
        "panel",
        dataset.to_str().unwrap(),
        "-o",
        panel.to_str().unwrap(),
    ]);
    assert!(output.status.success());
}

#[test]
fn they_print_what_the_readme_says() {
    let (path, readme) = readme();
    let directory = tempfile::tempdir().unwrap();
    made(directory.path());
    let mut written = readme.clone();
    let update = std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always");
    for language in &LANGUAGES {
        let count = examples(&readme, language.name).len();
        assert!(count > 0, "{}", language.name);
        for program in language.programs() {
            let examples = examples(&written, language.name);
            let outputs = language.outputs(&program, &examples, directory.path());
            assert_eq!(outputs.len(), count);
            // From the last, so that the places of those before stay.
            for (example, output) in examples.iter().zip(&outputs).rev() {
                let shown = &written[example.output.clone()];
                // The last of all programs has the word; the others must agree with it.
                if !update {
                    assert_eq!(shown, output, "{} prints otherwise", program.display());
                }
                written.replace_range(example.output.clone(), output);
            }
        }
    }
    if update {
        fs::write(path, written).unwrap();
    }
}

/// Words of Stata.
const STATA: [&str; 12] = [
    "cd", "clear", "do", "export", "box", "generate", "graph", "over", "panel", "replace", "use",
    "ytitle",
];

/// There is no Stata to run them.
#[test]
fn what_the_lines_of_stata_name_is_there() {
    let (_, readme) = readme();
    let (_, lines) = readme.split_once("\n```stata\n").unwrap();
    let (lines, _) = lines.split_once("```\n").unwrap();
    let directory = tempfile::tempdir().unwrap();
    made(directory.path());
    let script = fs::read_to_string(directory.path().join("panel/load.do")).unwrap();
    let (_, table) = lines.split_once("use ").unwrap();
    let (table, _) = table.split_once(',').unwrap();
    // What the script does for the table: it renames its columns, and saves it.
    let (_, own) = script.split_once(&format!("\n* {table}\n")).unwrap();
    let (own, _) = own.split_once(&format!("save \"{table}.dta\"")).unwrap();
    let mut known: Vec<&str> = own
        .lines()
        .filter_map(|line| line.trim().strip_prefix("rename v"))
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    assert!(known.len() > 20);
    let mut columns = 0;
    for line in lines.lines() {
        if let Some(made) = line.strip_prefix("generate ") {
            known.extend(made.split(' ').next());
        }
        // Neither what is quoted nor names of files.
        let line: String = line.split('"').step_by(2).collect();
        let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || "._".contains(c)));
        for word in words.filter(|word| !word.is_empty() && !STATA.contains(word)) {
            let is_there = word == table || word == FIGURE || word == "load.do";
            assert!(is_there || known.contains(&word), "{word}");
            columns += usize::from(known.contains(&word));
        }
    }
    assert!(columns > 4);
}
