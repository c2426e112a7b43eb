//! Prints the table, project and indicator records of a file as JSON lines, for the scorer.
use gongkai::layout::table::cell_per_line;
use gongkai::text::Text;

fn main() {
    for path in std::env::args().skip(1) {
        let text = Text::new(std::fs::read_to_string(path).unwrap());
        for grid in cell_per_line::find(&text) {
            println!("{}-{}", grid.lines.start + 1, grid.lines.end);
            for row in &grid.rows {
                println!(
                    "   {:?}",
                    row.iter().map(|c| c.text.as_str()).collect::<Vec<_>>()
                );
            }
        }
    }
}
