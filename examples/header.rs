//! Prints the `document` record's header fields of text files, and how long reading them took.

use std::time::Instant;

use gongkai::fold::Folded;
use gongkai::reading::header;
use gongkai::text::Text;

const REPS: usize = 10;

fn main() -> std::io::Result<()> {
    let start = Instant::now();
    gongkai::lexicon::regions::regions();
    eprintln!("regions {:?}", start.elapsed());
    for path in std::env::args().skip(1) {
        let text = Text::new(std::fs::read_to_string(path)?);
        let folded = Folded::new(&text);
        let start = Instant::now();
        let header = header::read(&text, &folded);
        let first = start.elapsed();
        let start = Instant::now();
        for _ in 0..REPS {
            std::hint::black_box(header::read(&text, &folded));
        }
        let nanos = start.elapsed().as_nanos() as f64 / REPS as f64 / text.as_str().len() as f64;
        eprintln!("first {first:?}, then {nanos:.2} ns/byte");
        let record = serde_json::json!({
            "type": "document", "kind": header.kind, "fiscal_year": header.fiscal_year,
            "issuer": header.issuer, "region": header.region, "region_name": header.region_name,
            "title": header.title,
        });
        println!("{record}");
    }
    Ok(())
}
