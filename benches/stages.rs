//! How fast each stage and the whole are, on the corpus: `cargo bench --features stages`.
//!
//! Every figure is in bytes of source text a second, on one thread. The times of the stages add up
//! to the whole, but for performance tables, which are measured only there; `h_statements` finds
//! the quantities anew and so holds `g_quantities`.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use gongkai::stages::{Staged, Unwritten};

fn main() {
    divan::main();
}

static CORPUS: LazyLock<Vec<Staged>> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let files = fs::read_dir(directory).expect("the corpus is there");
    let mut paths: Vec<_> = files
        .map(|file| file.expect("the corpus is there").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == "txt" || ending == "md")
        })
        .collect();
    paths.sort();
    let documents = paths.into_iter().map(|path| {
        let bytes = fs::read(&path).expect("the corpus is there");
        Staged::new(path.display().to_string(), bytes).expect("the corpus is text")
    });
    documents.collect()
});

fn size() -> BytesCount {
    BytesCount::new(CORPUS.iter().map(Staged::bytes).sum::<usize>())
}

/// Measures what one stage does with the whole corpus.
fn measure(bencher: Bencher, stage: fn(&Staged)) {
    bencher
        .counter(size())
        .bench(|| CORPUS.iter().for_each(stage));
}

macro_rules! stages {
    ($($name:ident: $stage:ident,)*) => {
        $(
            #[divan::bench]
            fn $name(bencher: Bencher) {
                measure(bencher, Staged::$stage);
            }
        )*
    };
}

stages! {
    a_decode: decode,
    b_fold: fold,
    c_grids: grids,
    d_layout: layout,
    e_header: header,
    f_outline: outline,
    g_quantities: quantities,
    h_statements: statements,
    i_table_facts: table_facts,
    whole: whole,
}

#[divan::bench]
fn j_encode(bencher: Bencher) {
    bencher
        .counter(size())
        .with_inputs(|| CORPUS.iter().map(Staged::extract).collect::<Vec<_>>())
        .bench_values(|records| records.into_iter().for_each(Unwritten::write));
}
