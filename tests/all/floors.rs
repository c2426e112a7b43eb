//! Figures that no change may fall below, in a file of their own. Floors only rise.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

/// Bed, layer and field.
type Key = (String, String, String);

/// The floor of every figure.
#[derive(Debug)]
pub struct Floors {
    path: PathBuf,
    floors: BTreeMap<Key, Decimal>,
}

const HEAD: &str = "bed\tlayer\tfield\tfloor";

impl Floors {
    /// Reads the file; a file that is not there has no floors.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|_| HEAD.to_owned());
        let (head, rows) = text.split_once('\n').unwrap_or((&text, ""));
        assert_eq!(head, HEAD, "{}", path.display());
        let mut floors = BTreeMap::new();
        for (at, row) in rows.lines().enumerate() {
            let place = || format!("{}:{}: {row}", path.display(), at + 2);
            let cells: Vec<_> = row.split('\t').collect();
            let [bed, layer, field, floor] = cells[..] else {
                panic!("{}: not four cells", place());
            };
            let key = (bed.to_owned(), layer.to_owned(), field.to_owned());
            let floor = floor
                .parse()
                .unwrap_or_else(|error| panic!("{}: {error}", place()));
            assert!(floors.insert(key, floor).is_none(), "{}: twice", place());
        }
        Self {
            path: path.to_owned(),
            floors,
        }
    }

    /// What of a bed lies below its floor, or has none; `misses` tells what is behind a figure.
    pub fn below(&self, bed: &str, figures: &[Figure], misses: &Misses) -> Vec<String> {
        let mut below = Vec::new();
        for figure in figures {
            let Some(floor) = self.floors.get(&figure.key(bed)) else {
                below.push(format!("{bed} {figure}: no floor; FLOORS=rise writes it"));
                continue;
            };
            if figure.share < *floor {
                let misses = misses(figure).join("\n    ");
                below.push(format!("{bed} {figure} is below {floor}\n    {misses}"));
            }
        }
        let own = self.floors.keys().filter(|(own, ..)| own == bed);
        let lost = own.filter(|key| !figures.iter().any(|figure| figure.key(bed) == **key));
        below.extend(lost.map(|(_, layer, field)| format!("{bed} {layer} {field}: no figure")));
        below
    }

    /// Raises the floors to what was reached where `FLOORS=rise` asks for it, and writes them.
    pub fn rise<'a>(&mut self, beds: impl IntoIterator<Item = (&'a str, &'a [Figure])>) {
        if std::env::var_os("FLOORS").is_none_or(|mode| mode != "rise") {
            return;
        }
        for (bed, figures) in beds {
            for figure in figures {
                let floor = self.floors.entry(figure.key(bed)).or_default();
                *floor = figure.share.max(*floor);
            }
        }
        let mut text = format!("{HEAD}\n");
        for ((bed, layer, field), floor) in &self.floors {
            writeln!(text, "{bed}\t{layer}\t{field}\t{floor:.3}").expect("a string takes all");
        }
        std::fs::write(&self.path, text).expect("the floors can be written");
    }
}

/// Tells what is missed, too much or wrong, of a figure.
pub type Misses<'a> = dyn Fn(&Figure) -> Vec<String> + 'a;

/// How much of a layer's field is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub layer: String,
    pub field: String,
    /// To three digits, never rounded up.
    pub share: Decimal,
}

impl Figure {
    fn key(&self, bed: &str) -> Key {
        (bed.to_owned(), self.layer.clone(), self.field.clone())
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:.3}", self.layer, self.field, self.share)
    }
}
