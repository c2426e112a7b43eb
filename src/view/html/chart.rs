//! The main figures as bars, drawn as SVG. Every bar is a link to the number it was read from.

use std::io::{self, Write};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::escaped;
use crate::extraction::Extraction;
use crate::view::figures::{Bar, Figure};
use crate::view::sentence::grouped;
use crate::view::words::{Language, word};

const WIDTH: f64 = 440.0;
/// Bars end here, so that the amount has room behind the longest.
const LONGEST: f64 = 300.0;
/// A name with its bar, and what last year's bar adds.
const FIGURE: f64 = 46.0;
const SECOND: f64 = 18.0;

/// Draws the figures, each group on a scale of its own.
pub fn write(out: &mut impl Write, figures: &[Figure], extraction: &Extraction) -> io::Result<()> {
    for group in figures.chunk_by(|a, b| a.group == b.group) {
        let Some(first) = group.first() else { continue };
        let key = match first.group {
            "accounts" => "group.accounts",
            _ => "group.three_public",
        };
        writeln!(
            out,
            "<h3><span class=en>{}</span><span class=zh>{}</span></h3>",
            word(key, Language::English),
            word(key, Language::Chinese)
        )?;
        let bars = || {
            group
                .iter()
                .flat_map(|figure| [Some(&figure.now), figure.before.as_ref()])
                .flatten()
        };
        let greatest = bars().map(|bar| bar.yuan).max().unwrap_or_default();
        let height = |figure: &Figure| FIGURE + if figure.before.is_some() { SECOND } else { 0.0 };
        let total: f64 = group.iter().map(height).sum();
        let mut top = 0.0;
        writeln!(
            out,
            "<svg class=chart viewBox=\"0 0 {WIDTH} {total}\" role=img>"
        )?;
        for figure in group {
            let label = top + 14.0;
            writeln!(
                out,
                "<text class=\"name zh\" y={label}>{}</text><text class=\"name en\" y={label}>{}</text>",
                escaped(figure.concept.name),
                escaped(figure.concept.english)
            )?;
            bar(out, &figure.now, "now", top + 20.0, greatest, extraction)?;
            if let Some(before) = &figure.before {
                bar(out, before, "before", top + 38.0, greatest, extraction)?;
            }
            top += height(figure);
        }
        writeln!(out, "</svg>")?;
    }
    Ok(())
}

fn bar(
    out: &mut impl Write,
    bar: &Bar,
    class: &str,
    top: f64,
    greatest: Decimal,
    extraction: &Extraction,
) -> io::Result<()> {
    let Some(fact) = extraction.facts.get(bar.fact) else {
        return Ok(());
    };
    // A picture needs no exact decimals.
    let part = bar
        .yuan
        .checked_div(greatest)
        .and_then(|part| part.to_f64());
    let width = (part.unwrap_or(0.0).clamp(0.0, 1.0) * LONGEST).max(1.5);
    let computed = if bar.is_computed { " computed" } else { "" };
    let source = escaped(&fact.raw);
    writeln!(
        out,
        "<a class=\"bar {class}{computed}\" href=\"#L{line}\" data-f={id} tabindex=0><title>{source} · L{line}</title>\
         <rect class=hit y={top} width={WIDTH} height=16 />\
         <text class=year y={base}>{year}</text><rect x=34 y={inner} width={width:.1} height=12 rx=2 />\
         <text x={behind:.1} y={base}>{amount}</text></a>",
        line = fact.line,
        id = fact.id,
        base = top + 12.0,
        inner = top + 2.0,
        year = bar.year,
        behind = 40.0 + width,
        amount = grouped(bar.yuan),
    )
}
