//! Prints the table, project and indicator records of a file's performance tables as JSON lines,
//! for the scorer. With `--grids` it prints the grids instead.

use gongkai::fold::Folded;
use gongkai::layout::table::{Grid, find};
use gongkai::reading::performance::{Context, Source, form_of, read};
use gongkai::record::Record;
use gongkai::text::Text;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let show = arguments.iter().any(|argument| argument == "--grids");
    arguments.retain(|argument| argument != "--grids");
    for path in arguments {
        let text = Text::new(std::fs::read_to_string(path)?);
        let folded = Folded::new(&text);
        let grids = find(&text, &folded);
        if show {
            grids.iter().for_each(print);
            continue;
        }
        let sources: Vec<Source> = grids
            .iter()
            .filter_map(|grid| source(&text, grid))
            .collect();
        let context = Context {
            text: &text,
            folded: &folded,
            doc: "",
            section_at: &|_| None,
        };
        let (projects, indicators) = read(&context, &sources);
        for source in &sources {
            let lines = &source.grid.lines;
            println!(
                "{}",
                serde_json::json!({
                    "type": "table", "id": source.id, "line": lines.start + 1,
                    "end_line": lines.end, "form": source.form,
                })
            );
        }
        let projects = projects
            .into_iter()
            .map(|project| Record::Project(Box::new(project)));
        let indicators = indicators
            .into_iter()
            .map(|indicator| Record::Indicator(Box::new(indicator)));
        for record in projects.chain(indicators) {
            println!("{}", serde_json::to_string(&record)?);
        }
    }
    Ok(())
}

/// The table's title is looked for in the lines above the grid.
fn source<'a>(text: &Text, grid: &'a Grid) -> Option<Source<'a>> {
    let above = (grid.lines.start.saturating_sub(6)..grid.lines.start)
        .rev()
        .map(|line| text.line(line).trim())
        .find(|line| line.chars().count() > 2 && !line.starts_with(['(', '（']));
    Some(Source {
        grid,
        id: text.code_point(text.line_range(grid.lines.start).start),
        form: form_of(grid, above)?,
        unit: None,
    })
}

fn print(grid: &Grid) {
    println!("{}-{}", grid.lines.start + 1, grid.lines.end);
    for row in &grid.rows {
        let cells: Vec<_> = row.iter().map(|cell| cell.text.as_str()).collect();
        println!("   {cells:?}");
    }
}
