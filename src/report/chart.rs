//! Charts: a map of tiles, tables of heat, bars. SVG and HTML of our own; every number they show is text too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::series::{Kept, LOWEST};
use super::words::{both, number};
use crate::lexicon::rows::ProvinceTile;

/// From how much colour on white letters are read better.
const DEEP: f64 = 55.0;

/// How much colour a part of a whole has, of 100; small numbers are told from nought.
fn heat(part: f64) -> f64 {
    if part > 0.0 {
        8.0 + 77.0 * part.min(1.0)
    } else {
        0.0
    }
}

fn deep(heat: f64) -> &'static str {
    if heat > DEEP { " deep" } else { "" }
}

/// How a count stands to the largest: by its logarithm, since provinces differ by powers of ten.
fn logarithmic(count: u64, largest: u64) -> f64 {
    ((count + 1) as f64).ln() / ((largest + 1) as f64).ln().max(f64::MIN_POSITIVE)
}

/// The name of a province in both languages.
pub(super) fn province(code: u8) -> String {
    match ProvinceTile::all().iter().find(|tile| tile.code == code) {
        Some(tile) => format!(
            "<span class=en>{}</span><span class=zh>{}</span>",
            tile.english, tile.chinese
        ),
        None => both("report.unknown", &[]),
    }
}

const TILE: (u32, u32) = (70, 50);

/// The provinces as tiles, coloured by a count.
pub(super) fn map(counts: &BTreeMap<u8, u64>) -> String {
    let largest = counts.values().copied().max().unwrap_or(0);
    let size = |of: fn(&ProvinceTile) -> u8| {
        ProvinceTile::all()
            .iter()
            .map(|tile| u32::from(of(tile)) + 1)
            .max()
            .unwrap_or(0)
    };
    let (width, height) = (
        size(|tile| tile.column) * TILE.0,
        size(|tile| tile.row) * TILE.1,
    );
    let mut svg =
        format!("<div class=wide><svg class=map viewBox=\"0 0 {width} {height}\" role=img>");
    for tile in ProvinceTile::all() {
        let count = counts.get(&tile.code).copied().unwrap_or(0);
        let heat = match count {
            0 => 0.0,
            count => heat(logarithmic(count, largest)),
        };
        let (x, y) = (
            u32::from(tile.column) * TILE.0,
            u32::from(tile.row) * TILE.1,
        );
        // Writing into a string cannot fail.
        let _ = write!(
            svg,
            "<g class=\"tile{}\" data-code={} transform=\"translate({x} {y})\"><rect x=1 y=1 width={} height={} rx=5 \
             style=\"--p:{heat:.0}\"/><text class=en x={c} y=20>{}</text><text class=zh x={c} y=20>{}</text>\
             <text class=count x={c} y=39>{}</text></g>",
            deep(heat),
            tile.code,
            TILE.0 - 2,
            TILE.1 - 2,
            tile.english,
            tile.chinese,
            if count > 0 {
                number(count)
            } else {
                String::new()
            },
            c = TILE.0 / 2,
        );
    }
    svg.push_str("</svg></div>");
    svg
}

/// How warm a cell is, of 1, and what is shown; nothing where there is nothing.
pub(super) type HeatCell = Option<(f64, String)>;

/// A table of heat.
pub(super) struct Heat {
    /// What stands over the names of the rows.
    pub corner: String,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The rows: a name, and a cell for each column.
    pub rows: Vec<(String, Vec<HeatCell>)>,
}

impl Heat {
    /// Counts of rows and columns.
    pub fn counts(corner: String, columns: Vec<String>, rows: Vec<(String, Vec<u64>)>) -> Self {
        let largest = rows
            .iter()
            .flat_map(|(_, row)| row)
            .copied()
            .max()
            .unwrap_or(0);
        let cell = |count: u64| (count > 0).then(|| (logarithmic(count, largest), number(count)));
        let rows = rows
            .into_iter()
            .map(|(name, row)| (name, row.into_iter().map(cell).collect()));
        Self {
            corner,
            columns,
            rows: rows.collect(),
        }
    }

    pub fn html(&self) -> String {
        let mut html = format!(
            "<div class=wide><table class=heat><thead><tr><th>{}</th>",
            self.corner
        );
        for column in &self.columns {
            let _ = write!(html, "<th class=y>{column}</th>");
        }
        html.push_str("</tr></thead><tbody>");
        for (name, row) in &self.rows {
            let _ = write!(html, "<tr><th>{name}</th>");
            for cell in row {
                match cell {
                    Some((part, shown)) => {
                        let heat = heat(*part);
                        let _ = write!(
                            html,
                            "<td class=\"h{}\" style=\"--p:{heat:.0}\">{shown}</td>",
                            deep(heat)
                        );
                    }
                    None => html.push_str("<td class=h style=\"--p:0\"></td>"),
                }
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table></div>");
        html
    }
}

/// A bar of growth stands for so many percent.
const STEP: usize = 5;
/// Beyond this all is one bar.
const BEYOND: i32 = 50;
const BARS: (f64, f64) = (240.0, 90.0);

/// The counts of growth by bars: what lies beyond at the ends.
fn bars(kept: &Kept) -> Vec<u64> {
    let step = i32::try_from(STEP).unwrap_or(1);
    let count = usize::try_from(2 * BEYOND / step).unwrap_or(0) + 2;
    let bar = |percent: i32| {
        let at = (percent + BEYOND).div_euclid(step) + 1;
        usize::try_from(at.max(0)).unwrap_or(0).min(count - 1)
    };
    let documents = |at| {
        let own = (LOWEST..).zip(&kept.growth);
        let own = own.filter(|(percent, _)| bar(*percent) == at);
        own.map(|(_, documents)| documents).sum()
    };
    (0..count).map(documents).collect()
}

/// How the growth of a figure is spread.
pub(super) fn histogram(kept: &Kept) -> String {
    let bars = bars(kept);
    let largest = bars.iter().copied().max().unwrap_or(0).max(1) as f64;
    let (width, height) = BARS;
    let wide = width / bars.len() as f64;
    let mut svg = format!(
        "<svg class=bars viewBox=\"0 0 {width} {}\" role=img>",
        height + 16.0
    );
    for (at, count) in bars.iter().enumerate() {
        let high = *count as f64 / largest * height;
        let _ = write!(
            svg,
            "<rect x={:.1} y={:.1} width={:.1} height={high:.1}><title>{}</title></rect>",
            at as f64 * wide + 0.5,
            height - high,
            wide - 1.0,
            number(*count)
        );
    }
    let middle = width / 2.0;
    let _ = write!(
        svg,
        "<line class=zero x1={middle} x2={middle} y1=0 y2={height} /><text x=0 y={y}>&lt; −{BEYOND} %</text>\
         <text x={middle} y={y} text-anchor=middle>0</text><text x={width} y={y} text-anchor=end>≥ {BEYOND} %</text></svg>",
        y = height + 13.0
    );
    svg
}

/// Parts of a whole side by side, each of a class.
pub(super) fn parts(counts: &[(&str, u64)]) -> String {
    let all: u64 = counts.iter().map(|(_, count)| count).sum();
    let mut svg =
        "<svg class=parts viewBox=\"0 0 100 10\" preserveAspectRatio=none role=img>".to_owned();
    let mut x = 0.0;
    for (class, count) in counts {
        let wide = *count as f64 * 100.0 / all.max(1) as f64;
        let _ = write!(
            svg,
            "<rect class={class} x={x:.2} y=0 width={wide:.2} height=10><title>{}</title></rect>",
            number(*count)
        );
        x += wide;
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_stands_in_bars_of_five_percent() {
        let mut kept = Kept::default();
        // -100, -50, -1, 0, 4, 5, 49, 50 and 199 percent.
        for at in [0, 50, 99, 100, 104, 105, 149, 150, 299] {
            kept.growth[at] += 1;
        }
        let bars = bars(&kept);
        let filled: Vec<(usize, u64)> = bars
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, n)| *n > 0)
            .collect();
        assert_eq!(
            filled,
            [(0, 1), (1, 1), (10, 1), (11, 2), (12, 1), (20, 1), (21, 2)]
        );
        assert_eq!(bars.len(), 22);
    }

    #[test]
    fn every_province_has_a_tile_of_its_own() {
        let svg = map(&BTreeMap::from([(33, 5), (51, 1200)]));
        assert_eq!(svg.matches("<g class=\"tile").count(), 34);
        assert!(svg.contains(">1,200</text>") && svg.contains(">5</text>"));
        assert!(crate::lexicon::rows::RegionRow::all().iter().all(|region| {
            ProvinceTile::all()
                .iter()
                .any(|tile| region.code.starts_with(&tile.code.to_string()))
        }));
    }

    #[test]
    fn more_is_warmer_and_nothing_is_cold() {
        assert_eq!(heat(0.0), 0.0);
        assert!(heat(logarithmic(1, 10_000)) > 0.0);
        assert!(heat(logarithmic(10, 1000)) < heat(logarithmic(100, 1000)));
        assert!(heat(1.0) < 100.0 && deep(heat(1.0)) == " deep");
    }
}
