//! How fast documents of each make are read, from 10 KB to 10 MB: `cargo bench --bench documents`.
//!
//! A figure that falls as documents grow is work that is not linear. The last three are what a reader that
//! looks back without bound would take longest over.

mod made;

use std::fmt;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gongkai::{Document, Options};

use made::MAKES;

fn main() {
    divan::main();
}

/// Sizes in KB.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// A make of document in one size.
struct Case {
    name: &'static str,
    make: fn(usize) -> String,
    kilobytes: usize,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} KB", self.name, self.kilobytes)
    }
}

/// The makes, each with the sizes.
fn cases() -> impl Iterator<Item = Case> {
    let sized = |&(name, make): &'static (&'static str, fn(usize) -> String)| {
        SIZES.map(|kilobytes| Case {
            name,
            make,
            kilobytes,
        })
    };
    MAKES.iter().flat_map(sized)
}

#[divan::bench(args = cases(), sample_count = 3)]
fn document(bencher: Bencher, case: &Case) {
    let text = (case.make)(case.kilobytes);
    let options = Options::default();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let document = Document::read("a.txt", black_box(text.as_str()), &options);
        document.map(|document| document.into_records().count())
    });
}
