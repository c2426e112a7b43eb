//! Reads the word files as the program will, so that a row with a fault stops the build by its line.

#[path = "src/grammar/classes.rs"]
mod classes;
mod grammar {
    pub(crate) use super::classes;
}
#[allow(dead_code, reason = "only the words that rows hold are used here")]
#[path = "src/record/vocabulary.rs"]
mod record;
#[allow(dead_code, reason = "the program reads the fields")]
#[path = "src/lexicon/rows.rs"]
mod rows;
#[allow(dead_code, reason = "the program reads the words of lists")]
#[path = "src/lexicon/word_file.rs"]
mod word_file;

fn main() {
    // The files are compiled into this script: it is built and run again when one of them changes.
    println!("cargo::rerun-if-changed=build.rs");
    for fault in rows::faults() {
        println!("cargo::error={fault}");
    }
}
