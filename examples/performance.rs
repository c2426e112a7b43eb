//! Prints the table, project and indicator records of a file's performance tables as JSON lines,
//! for the scorer. With `--grids` it prints the grids instead.

use gongkai::fold::Folded;
use gongkai::layout::table::{Grid, find};
use gongkai::reading::performance::{Context, Source, form_of, read};
use gongkai::reading::table;
use gongkai::record::{Kind, Record, Table};
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
        let (tables, facts) = table::read(
            &table::Context {
                text: &text,
                folded: &folded,
                doc: "",
                fiscal_year: None,
                kind: Kind::Other,
                section_of: &|_| None,
            },
            &grids,
        );
        let forms: Vec<_> = grids
            .iter()
            .zip(&tables)
            .map(|(grid, table)| form_of(grid, table.caption.as_deref()))
            .collect();
        let sources: Vec<Source> = grids
            .iter()
            .zip(&tables)
            .zip(&forms)
            .filter_map(|((grid, table), form)| {
                Some(Source {
                    grid,
                    id: table.id,
                    form: (*form)?,
                    unit: table.unit.as_deref(),
                })
            })
            .collect();
        let context = Context {
            text: &text,
            folded: &folded,
            doc: "",
            usual_unit: usual_unit(&tables),
            section_at: &|_| None,
        };
        let (projects, indicators) = read(&context, &sources);
        for (mut table, form) in tables.into_iter().zip(forms) {
            table.form = form.unwrap_or(table.form);
            println!("{}", serde_json::to_string(&Record::Table(table))?);
        }
        if std::env::var_os("FACTS").is_some() {
            for fact in facts {
                println!("{}", serde_json::to_string(&Record::Fact(Box::new(fact)))?);
            }
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

fn usual_unit(tables: &[Table]) -> Option<&str> {
    let mut units = tables.iter().filter_map(|table| table.unit.as_deref());
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}

fn print(grid: &Grid) {
    println!("{}-{}", grid.lines.start + 1, grid.lines.end);
    for row in &grid.rows {
        let cells: Vec<_> = row.iter().map(|cell| cell.text.as_str()).collect();
        println!("   {cells:?}");
    }
}
