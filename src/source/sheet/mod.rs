//! Workbooks (xlsx, xls): every visible sheet, its cells as they are shown, merged cells kept.

mod display;

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx};

use super::block::{Block, Cell, Table};
use super::draft::Draft;
use super::error::SourceError;
use super::limits::{LimitError, MOST_CELLS, Watch};
use super::zipped::Archive;
use crate::record::Layout;
use display::Format;

/// Reads a workbook in the format of today.
pub(super) fn xlsx(bytes: &[u8], watch: &Watch) -> Result<Draft, SourceError> {
    const FORMAT: &str = "xlsx";
    let damaged = |error| SourceError::damaged(FORMAT, error);
    let mut archive = Archive::open(FORMAT, bytes, watch)?;
    // The workbook's reader unpacks the parts itself and knows no limit.
    archive.measure(|name| name.ends_with(".xml") || name.ends_with(".rels"))?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut draft = Draft::default();
    tell_unread(book.sheets_metadata(), &mut draft);
    for name in visible(book.sheets_metadata()) {
        let merged = book.merge_cells_by_sheet_name(&name).map_err(damaged)?;
        let mut cells = Cells::new(watch);
        let mut reader = book.worksheet_cells_reader(&name).map_err(damaged)?;
        let formats: Vec<Option<Format>> = reader
            .styles()
            .iter()
            .map(|style| Format::parse(&style.number_format.as_ref()?.format_code))
            .collect();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
            let format = formats.get(style).and_then(Option::as_ref);
            let shown = match cell.get_value() {
                DataRef::SharedString(text) => (*text).to_owned(),
                value => shown(&Data::from(value.clone()), format),
            };
            cells.add(cell.get_position(), shown)?;
        }
        write(&mut draft, &name, cells, &merged)?;
        watch.text(draft.text.len())?;
    }
    Ok(draft)
}

/// Reads a workbook in the format of Excel 97-2003.
pub(super) fn xls(bytes: &[u8], watch: &Watch) -> Result<Draft, SourceError> {
    let damaged = |error| SourceError::damaged("xls", error);
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut draft = Draft::default();
    tell_unread(book.sheets_metadata(), &mut draft);
    for name in visible(book.sheets_metadata()) {
        let merged = book.merge_cells_by_sheet_name(&name).map_err(damaged)?;
        let range = book.worksheet_range(&name).map_err(damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Cells::new(watch);
        for (row, column, value) in range.used_cells() {
            // A sheet of this format has 65536 rows and 256 columns.
            let place = (top + row as u32, left + column as u32);
            cells.add(place, shown(value, None))?;
        }
        write(&mut draft, &name, cells, &merged)?;
        watch.text(draft.text.len())?;
    }
    Ok(draft)
}

/// Says how many sheets are not read.
fn tell_unread(sheets: &[Sheet], draft: &mut Draft) {
    let unread = sheets.len() - visible(sheets).len();
    if unread > 0 {
        let what = "hidden or other sheets were not read";
        draft.damage.push(format!("{unread} {what}"));
    }
}

/// The names of the sheets that a reader of the workbook sees.
fn visible(sheets: &[Sheet]) -> Vec<String> {
    sheets
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect()
}

/// A cell as it is shown.
fn shown(value: &Data, format: Option<&Format>) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Int(number) => display::number(*number as f64, format),
        Data::Float(number) => display::number(*number, format),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        Data::DateTime(time) => display::number(time.as_f64(), None),
        Data::Error(error) => error.to_string(),
    }
}

/// The cells of a sheet that show anything.
struct Cells<'a> {
    watch: &'a Watch,
    cells: Vec<((u32, u32), String)>,
}

impl<'a> Cells<'a> {
    fn new(watch: &'a Watch) -> Self {
        Self {
            watch,
            cells: Vec::new(),
        }
    }

    fn add(&mut self, place: (u32, u32), shown: String) -> Result<(), LimitError> {
        if shown.trim().is_empty() {
            return Ok(());
        }
        if self.cells.len().is_multiple_of(4096) {
            self.watch.time()?;
        }
        if self.cells.len() >= MOST_CELLS {
            return Err(LimitError::Cells);
        }
        self.cells.push((place, shown));
        Ok(())
    }
}

/// Writes a sheet: its name, then its tables.
fn write(
    draft: &mut Draft,
    name: &str,
    cells: Cells,
    merged: &[Dimensions],
) -> Result<(), SourceError> {
    if cells.cells.is_empty() {
        return Ok(());
    }
    if !is_unnamed(name) {
        draft.line(name);
    }
    for table in tables(cells.cells, merged) {
        draft.blocks(Layout::Sheet, &[Block::Table(table)])?;
    }
    Ok(())
}

/// Whether a sheet has the name that the program gave it: `Sheet1`, `工作表1`.
fn is_unnamed(name: &str) -> bool {
    ["Sheet", "sheet", "工作表"]
        .iter()
        .filter_map(|usual| name.strip_prefix(usual))
        .any(|rest| {
            rest.trim_matches(['(', ')', ' '])
                .bytes()
                .all(|b| b.is_ascii_digit())
        })
}

/// The tables of a sheet: a new one begins where, below an empty row, a title stands alone.
fn tables(mut cells: Vec<((u32, u32), String)>, merged: &[Dimensions]) -> Vec<Table> {
    cells.sort_by_key(|(place, _)| *place);
    let spans: HashMap<(u32, u32), (u32, u32)> =
        merged.iter().map(|area| (area.start, area.end)).collect();
    let mut tables: Vec<Table> = vec![Table::default()];
    let mut last: Option<u32> = None;
    let mut wide = 0;
    for row in cells.chunk_by(|(one, _), (other, _)| one.0 == other.0) {
        let Some(number) = row.first().map(|((number, _), _)| *number) else {
            continue;
        };
        let gap = last.map_or(0, |last| number - last - 1);
        if gap > 0 && row.len() == 1 && wide > 1 {
            tables.push(Table::default());
            wide = 0;
        }
        // There is always a last table.
        if let Some(table) = tables.last_mut() {
            // Empty rows count for the cells that reach over them; more than a few reach nowhere.
            if !table.rows.is_empty() {
                table.rows.extend((0..gap.min(16)).map(|_| Vec::new()));
            }
            table.rows.push(
                row.iter()
                    .map(|(place, text)| cell(*place, text, &spans))
                    .collect(),
            );
        }
        wide += usize::from(row.len() > 1);
        last = Some(number);
    }
    tables
}

fn cell(place: (u32, u32), text: &str, spans: &HashMap<(u32, u32), (u32, u32)>) -> Cell {
    let (row, column) = place;
    let (last_row, last_column) = spans.get(&place).copied().unwrap_or(place);
    Cell {
        column: Some(column as usize),
        columns: (last_column.saturating_sub(column) as usize) + 1,
        rows: (last_row.saturating_sub(row) as usize) + 1,
        blocks: text
            .lines()
            .map(|line| Block::Line(line.to_owned()))
            .collect(),
    }
}

#[cfg(test)]
mod tests;
