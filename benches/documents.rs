//! How fast documents of each make are read, from 10 KB to 10 MB: `cargo bench --bench documents`.
//!
//! A figure that falls as documents grow is work that is not linear. The last three are what a reader that
//! looks back without bound would take longest over.

mod made;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gongkai::{Document, Options};

use made::MAKES;

fn main() {
    divan::main();
}

/// Sizes in KB.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// The makes, each with the sizes.
fn cases() -> impl Iterator<Item = (&'static str, usize)> {
    let names = MAKES.iter().map(|(name, _)| *name);
    names.flat_map(|name| SIZES.map(|kilobytes| (name, kilobytes)))
}

#[divan::bench(args = cases().map(|(name, kilobytes)| format!("{name} {kilobytes} KB")), sample_count = 3)]
fn document(bencher: Bencher, case: &str) {
    let same = |(name, kilobytes): &(&str, usize)| format!("{name} {kilobytes} KB") == case;
    let Some((wanted, kilobytes)) = cases().find(same) else {
        return;
    };
    let Some((_, make)) = MAKES.iter().find(|(name, _)| *name == wanted) else {
        return;
    };
    let text = make(kilobytes);
    let options = Options::default();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let document = Document::read("a.txt", black_box(text.as_str()), &options);
        document.map(|document| document.into_records().count())
    });
}
