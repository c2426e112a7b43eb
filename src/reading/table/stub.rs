//! The stub of a table: the columns that say what a row is about.
//!
//! A table with two halves side by side has two stubs, and an amount belongs to the nearest on its left. A stub gives a
//! row its label and its classification code. Codes stand in one to three columns, in which a level is blank where it
//! repeats the one above, or before the name.

mod entry;

use std::ops::Range;

use super::facts::LONGEST_NAME;
use super::header::{Header, split_code};
use super::years::RowYear;
use crate::lexicon::classification::{self, is_code};
use crate::lexicon::columns::{self, Role};
use crate::lexicon::units::{self, Unit};
use crate::record::SmolStr;
use crate::text::Cut;
use entry::{Path, complete_label, infer_code};

pub use entry::{Subject, unnumbered};

/// The columns of a stub.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stub {
    labels: Vec<usize>,
    agencies: Vec<usize>,
    codes: Vec<usize>,
    agency_codes: Vec<usize>,
    units: Option<usize>,
    /// Whether its heads say that its rows are entries of a classification (科目).
    classified: bool,
}

/// Whether a cell is digits alone, or a code of the catalogue of goods and services for government procurement
/// (政府采购品目分类目录): A02010105. Neither is a name.
fn is_number_of_goods(cell: &str) -> bool {
    let digits = cell.strip_prefix(['A', 'B', 'C']).unwrap_or(cell);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a row is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its label; `None` where none is printed and none follows from the code.
    pub label: Option<SmolStr>,
    /// Its code.
    pub code: Option<SmolStr>,
    /// Whether the label was completed.
    pub label_assumed: bool,
    /// Whether the code was inferred from the label.
    pub code_assumed: bool,
    /// The year that it states or goes on with.
    pub year: Option<RowYear>,
    /// The unit that a column of units gives.
    pub unit: Option<&'static Unit>,
}

/// The stubs of a table and, for each column, the stub that its amounts belong to.
pub fn stubs(header: &Header) -> (Vec<Stub>, Vec<Option<usize>>) {
    let mut stubs: Vec<Stub> = Vec::new();
    let mut of = Vec::with_capacity(header.roles.len());
    let is_amount = |role: &Role| *role == Role::Value;
    let runs = header
        .roles
        .chunk_by(|one, next| is_amount(one) == is_amount(next));
    for run in runs {
        let columns = of.len()..of.len() + run.len();
        if run.first().is_some_and(is_amount) {
            of.resize(columns.end, stubs.len().checked_sub(1));
            continue;
        }
        of.resize(columns.end, None);
        let stub = Stub::of(header, columns);
        // Remarks and row numbers between amounts begin no new half.
        if stubs.is_empty() || !(stub.labels.is_empty() && stub.codes.is_empty()) {
            stubs.push(stub);
        }
    }
    (stubs, of)
}

impl Stub {
    fn of(header: &Header, columns: Range<usize>) -> Self {
        let mut stub = Self::default();
        let heads = header.roles.iter().zip(&header.paths).enumerate();
        for (column, (role, path)) in heads.take(columns.end).skip(columns.start) {
            match role {
                Role::Label => stub.labels.push(column),
                Role::Agency => stub.agencies.push(column),
                Role::Code => stub.codes.push(column),
                Role::AgencyCode => stub.agency_codes.push(column),
                Role::Unit => stub.units = Some(column),
                Role::RowNumber | Role::Note | Role::Value => {}
            }
            stub.classified |= path.iter().any(|head| head.contains("科目"));
        }
        stub
    }

    /// Reads the rows of the body.
    pub fn rows(&self, body: &[Vec<SmolStr>], subject: Subject) -> Vec<Row> {
        let mut rows = self.printed(body);
        let codes_printed = rows
            .iter()
            .any(|row| row.code.as_deref().is_some_and(is_code));
        let mut path = Path::default();
        for row in &mut rows {
            if row.code.as_deref().is_some_and(is_code) {
                complete_label(row, subject.year);
            } else if self.classified && !codes_printed {
                path.place(row, subject);
            } else if self.codes.is_empty() {
                infer_code(row, subject);
            }
        }
        rows
    }

    /// The labels and codes as printed, codes joined.
    fn printed(&self, body: &[Vec<SmolStr>]) -> Vec<Row> {
        let mut above = Above::default();
        body.iter()
            .map(|row| {
                let mut label = self.label(row, &mut above.outer);
                let mut code = self.code(row, &mut above.levels);
                if let Some(text) = &label {
                    let (inner, name) = match split_code(text) {
                        (Some(inner), name) => (Some(SmolStr::new(inner)), name),
                        (None, _) => above.inner_code(text, code.is_some()),
                    };
                    if inner.is_some() {
                        let name = Some(SmolStr::new(name));
                        code = code.or(inner);
                        label = name;
                    }
                    above.entered(code.as_deref());
                }
                Row {
                    label: label.filter(|label| label.len() <= LONGEST_NAME),
                    code,
                    unit: self.units.and_then(|column| units::unit(cell(row, column))),
                    ..Row::default()
                }
            })
            .collect()
    }

    fn label(&self, row: &[SmolStr], outer: &mut Option<SmolStr>) -> Option<SmolStr> {
        let printed = |columns: &[usize]| -> Vec<SmolStr> {
            columns
                .iter()
                .map(|column| {
                    let cell = cell(row, *column);
                    match cell.trim_end_matches(['：', ':']) {
                        bare if bare.len() < cell.len() => SmolStr::new(bare),
                        _ => cell.clone(),
                    }
                })
                .filter(|cell| !cell.is_empty() && !is_number_of_goods(cell))
                .collect()
        };
        let mut labels = printed(&self.labels);
        if let [first, _] = self.labels.as_slice() {
            // The first of two label columns is merged over the rows that it is about.
            let first = cell(row, *first);
            if !first.is_empty() {
                *outer = Some(first.clone()).filter(|label| !columns::is_total(label));
            } else if let ([inner], Some(outer)) = (labels.as_slice(), outer.as_ref())
                && !columns::is_total(inner)
            {
                labels.insert(0, outer.clone());
            }
        }
        for columns in [&self.agencies, &self.codes, &self.agency_codes] {
            if labels.is_empty() {
                labels = printed(columns);
                labels.truncate(1);
            }
        }
        labels.dedup();
        match labels.as_slice() {
            [] => None,
            [label] => Some(label.clone()),
            labels => Some(labels.join("/").into()),
        }
    }

    /// The code in the code columns: levels filled down, padded and joined.
    fn code(&self, row: &[SmolStr], levels: &mut Vec<String>) -> Option<SmolStr> {
        let digits = |column: &usize| {
            let cell = cell(row, *column).as_str();
            let digits = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
            digits.then_some(cell)
        };
        let mut codes = self.codes.iter().enumerate().rev();
        let (last, printed) = codes.find_map(|(at, column)| Some((at, digits(column)?)))?;
        // One column holds the whole code, or each level repeats the ones above it.
        if self.codes.len() == 1 || (is_code(printed) && printed.len() > 3) {
            return Some(SmolStr::new(printed));
        }
        levels.resize(self.codes.len(), String::new());
        for (level, (column, kept)) in self.codes.iter().zip(&mut *levels).enumerate() {
            match digits(column) {
                Some(code) if level > 0 && code.len() == 1 => *kept = format!("0{code}"),
                Some(code) => code.clone_into(kept),
                None if level > last => kept.clear(),
                None => {}
            }
        }
        Some(levels.before(last + 1).concat().into())
    }
}

#[expect(clippy::indexing_slicing, reason = "rows are as wide as their head")]
fn cell(row: &[SmolStr], column: usize) -> &SmolStr {
    &row[column]
}

/// What is carried down from the rows above.
#[derive(Default)]
struct Above {
    outer: Option<SmolStr>,
    levels: Vec<String>,
    /// The code of the last row that had one.
    code: String,
}

impl Above {
    fn entered(&mut self, code: Option<&str>) {
        if let Some(code) = code.filter(|code| is_code(code)) {
            code.clone_into(&mut self.code);
        }
    }

    /// The code whose levels are printed before a name (`208 05 05机关…`), or of which only the last is
    /// (`05机关…` below `05行政…`): of those that the rows above leave, the one that is named so.
    fn inner_code<'t>(&self, text: &'t str, coded: bool) -> (Option<SmolStr>, &'t str) {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != ' ');
        let (digits, name) = text.split_at(end.unwrap_or(text.len()));
        let levels: Vec<&str> = digits.split_whitespace().collect();
        let code = match levels.as_slice() {
            _ if coded || name.is_empty() => None,
            [class, rest @ ..]
                if class.len() == 3
                    && !rest.is_empty()
                    && rest.iter().all(|level| level.len() == 2) =>
            {
                Some(SmolStr::from(levels.concat())).filter(|code| is_code(code))
            }
            [level] if level.len() == 2 => {
                let of = |length: usize| {
                    let parent = self.code.get(..length)?;
                    let code: SmolStr = [parent, level].into_iter().collect();
                    classification::names_code(name, &code).then_some(code)
                };
                match (of(5), of(3)) {
                    (Some(_), Some(_)) => None,
                    (item, section) => item.or(section),
                }
            }
            _ => None,
        };
        (code, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(codes: usize, body: &[&str]) -> Vec<String> {
        let stub = Stub {
            labels: vec![codes],
            codes: (0..codes).collect(),
            classified: true,
            ..Stub::default()
        };
        let body: Vec<Vec<SmolStr>> = body
            .iter()
            .map(|row| row.split('|').map(SmolStr::new).collect())
            .collect();
        let subject = Subject {
            year: Some(2021),
            system: None,
            infer: true,
        };
        stub.rows(&body, subject)
            .into_iter()
            .map(|row| {
                let assumed = if row.label_assumed { "*" } else { "" };
                let part = |part: Option<SmolStr>| part.unwrap_or_default();
                format!("{} {}{assumed}", part(row.code), part(row.label))
            })
            .collect()
    }

    #[test]
    fn codes_are_filled_down_padded_and_joined() {
        assert_eq!(
            read(
                3,
                &[
                    "208|||社会保障和就业支出",
                    "|05||行政事业单位养老支出",
                    "|5|5|某项",
                    "总计：|||"
                ]
            ),
            [
                "208 社会保障和就业支出",
                "20805 行政事业单位养老支出",
                "2080505 某项",
                " 总计"
            ]
        );
        assert_eq!(
            read(3, &["208|20805|2080505|某项", "||2080506|又项"]),
            ["2080505 某项", "2080506 又项"]
        );
    }

    #[test]
    fn a_label_is_completed_from_its_code() {
        assert_eq!(
            read(2, &["301||", "|1|基本工资", "|8|机关事业单位基本养"]),
            [
                "301 工资福利支出*",
                "30101 基本工资",
                "30108 机关事业单位基本养老保险缴费*"
            ]
        );
        assert_eq!(read(1, &["2080109|大厅经费"]), ["2080109 大厅经费"]);
        assert_eq!(
            read(
                0,
                &[
                    "213农林水支出",
                    "03水利",
                    "01行政运行",
                    "05水利工程建设",
                    "208 05 05机关事业单位基本养老保险缴费支出",
                    "02一般事项"
                ]
            ),
            [
                "213 农林水支出",
                "21303 水利",
                "2130301 行政运行",
                "2130305 水利工程建设",
                "2080505 机关事业单位基本养老保险缴费支出",
                " 02一般事项"
            ]
        );
        assert_eq!(
            read(0, &["208 社会保障和就业支出"]),
            ["208 社会保障和就业支出"]
        );
    }

    #[test]
    fn a_cut_label_is_placed_by_the_rows_above() {
        assert_eq!(
            read(
                1,
                &[
                    "|社会保障和就业支",
                    "|人力资源和社会",
                    "09|社会保险经办",
                    "|抚恤",
                    "01|死亡抚恤",
                    "|合计"
                ]
            ),
            [
                "208 社会保障和就业支出*",
                "20801 人力资源和社会保障管理事务*",
                "2080109 社会保险经办机构*",
                "20808 抚恤",
                "2080801 死亡抚恤",
                " 合计"
            ]
        );
    }
}
