//! Counts of what is right and what is not, with the misses by name.

use std::collections::BTreeMap;
use std::fmt::Display;

use rust_decimal::Decimal;

use crate::floors::Figure;

/// The layers of a score.
#[derive(Debug, Default)]
pub struct Score {
    layers: BTreeMap<&'static str, Layer>,
}

impl Score {
    pub fn layer(&mut self, name: &'static str) -> &mut Layer {
        self.layers.entry(name).or_default()
    }

    /// Adds the score of a document; its misses bear its name.
    pub fn add(&mut self, document: &str, other: Self) {
        for (name, layer) in other.layers {
            self.layer(name).add(document, layer);
        }
    }

    /// The figures of the layers that are asked for; precision and recall are fields of each.
    pub fn figures(&self, layers: &[&str]) -> Vec<Figure> {
        let mut figures = Vec::new();
        for (name, layer) in &self.layers {
            if !layers.contains(name) {
                continue;
            }
            let (right, missed, extra) = (layer.right, layer.missed.len(), layer.extra.len());
            figures.extend(figure(name, "precision", right, right + extra));
            figures.extend(figure(name, "recall", right, right + missed));
            for (field, tally) in &layer.fields {
                let of = tally.right + tally.wrong.len();
                figures.extend(figure(name, field, tally.right, of));
            }
        }
        figures
    }

    /// What is missed, too much or wrong, of one figure.
    pub fn misses(&self, layer: &str, field: &str) -> &[String] {
        let Some(layer) = self.layers.get(layer) else {
            return &[];
        };
        match field {
            "precision" => &layer.extra,
            "recall" => &layer.missed,
            _ => layer.fields.get(field).map_or(&[], |tally| &tally.wrong),
        }
    }
}

/// The share of what is right in what there is, if there is any.
fn figure(layer: &str, field: &str, right: usize, of: usize) -> Option<Figure> {
    let thousandths = (right * 1000).checked_div(of)?;
    Some(Figure {
        layer: layer.to_owned(),
        field: field.to_owned(),
        share: Decimal::from(thousandths) / Decimal::from(1000),
    })
}

/// One layer: documents, sections, facts, tables or cells.
#[derive(Debug, Default)]
pub struct Layer {
    right: usize,
    missed: Vec<String>,
    extra: Vec<String>,
    fields: BTreeMap<&'static str, Field>,
}

#[derive(Debug, Default)]
struct Field {
    right: usize,
    wrong: Vec<String>,
}

impl Layer {
    /// A label that a record was found for.
    pub fn found(&mut self) {
        self.right += 1;
    }

    /// A label without a record.
    pub fn missed(&mut self, what: impl Display) {
        self.missed.push(what.to_string());
    }

    /// A record without a label.
    pub fn extra(&mut self, what: impl Display) {
        self.extra.push(what.to_string());
    }

    /// A field of a record that was found.
    pub fn field(&mut self, name: &'static str, right: bool, what: impl FnOnce() -> String) {
        let field = self.fields.entry(name).or_default();
        if right {
            field.right += 1;
        } else {
            field.wrong.push(what());
        }
    }

    fn add(&mut self, document: &str, other: Self) {
        let named = |lines: Vec<String>| {
            let line = |line| format!("{document}: {line}");
            lines.into_iter().map(line).collect::<Vec<_>>()
        };
        self.right += other.right;
        self.missed.extend(named(other.missed));
        self.extra.extend(named(other.extra));
        for (name, field) in other.fields {
            let own = self.fields.entry(name).or_default();
            own.right += field.right;
            own.wrong.extend(named(field.wrong));
        }
    }
}
