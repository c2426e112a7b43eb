//! From a cell to a fact.

use super::header::Header;
use super::stub::Row;
use super::years::RowYear;
use crate::fold::{Folded, simplified};
use crate::layout::table::value::CellNumber;
use crate::lexicon::columns;
use crate::lexicon::concepts;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::numbers::vocabulary;
use crate::lexicon::periods::{self, Period, stated_year};
use crate::lexicon::units::{self, Unit};
use crate::lexicon::{key, units::in_brackets};
use crate::record::{
    Basis, Fact, Field, Fields, Measure, Number, Origin, Quantity, Sign, SmolStr, Span,
};
use crate::text::Cut;

/// No row or column has a longer name, in bytes: what is longer is a text, and not for every number to bear.
pub const LONGEST_NAME: usize = 1500;

/// What is the same for all facts of a table.
#[derive(Debug, Clone, Default)]
pub struct Common {
    /// The document.
    pub doc: SmolStr,
    /// The table.
    pub table: usize,
    /// The section it stands in.
    pub section: Option<usize>,
    /// Its unit, and whether it is inferred.
    pub unit: Option<(&'static Unit, bool)>,
    /// Whether its numbers are money where nothing says what they are.
    pub of_money: bool,
    /// The fiscal year of the document.
    pub fiscal_year: Option<i32>,
    /// The year that the caption gives.
    pub caption_year: Option<i32>,
    /// The books that the caption names, or those of the document.
    pub basis: Option<Basis>,
}

/// A column as far as its head tells, the same for all its cells.
#[derive(Debug, Clone, Default)]
pub struct Column {
    path: Option<SmolStr>,
    /// The lowest head, in simplified characters.
    leaf: Option<SmolStr>,
    unit: Option<&'static Unit>,
    year: Option<i32>,
    basis: Option<Basis>,
    measure: Option<(Measure, Option<Sign>)>,
    percent: bool,
    assumed: bool,
    /// Whether the columns of the table differ in their units.
    unit_differs: bool,
}

impl Column {
    /// Reads the heads over a column.
    pub fn of(header: &Header, column: usize, common: &Common) -> Self {
        let short = |path: &&Vec<String>| {
            !path.is_empty() && path.iter().map(String::len).sum::<usize>() <= LONGEST_NAME
        };
        let path = header.paths.get(column).filter(short);
        let Some((path, assumed)) = path.zip(header.assumed.get(column)) else {
            return Self::default();
        };
        let last = |find: &dyn Fn(&str) -> bool| path.iter().rev().find(|head| find(head.as_str()));
        let year = path
            .iter()
            .rev()
            .find_map(|head| stated_year(head))
            .or_else(|| {
                let offset = path.iter().rev().find_map(|head| own_year(head))?;
                Some(common.fiscal_year? + offset)
            });
        Self {
            path: Some(path.join("/").into()),
            leaf: path.last().map(|head| simplified(head).into()),
            unit: path.iter().rev().find_map(|head| in_brackets(&key(head))),
            year,
            basis: path.iter().rev().find_map(|head| own_basis(head)),
            measure: measure_of(path),
            percent: last(&|head| key(head).contains('%')).is_some(),
            assumed: *assumed,
            unit_differs: false,
        }
    }
}

/// What the heads over a column say is measured, the lowest first; 比例 under 增减变动 is no rate of itself.
fn measure_of(path: &[String]) -> Option<(Measure, Option<Sign>)> {
    let told = || path.iter().rev().filter_map(|head| columns::measure(head));
    let more = told().find(|(measure, _)| *measure != Measure::Rate);
    more.or_else(|| told().next())
}

/// The books that a head names as its own: 比年初预算增减 and 完成预算% name what they are measured against.
fn own_basis(head: &str) -> Option<Basis> {
    columns::basis(head).filter(|_| !is_against(head))
}

/// The year that a head names as its own, from the fiscal year: 比上年同期增长 is of this year.
fn own_year(head: &str) -> Option<i32> {
    columns::year(head).filter(|_| !is_against(head))
}

fn is_against(head: &str) -> bool {
    matches!(
        columns::measure(head),
        Some((Measure::Change | Measure::Growth | Measure::Completion, _))
    )
}

/// Marks the columns of a table in which some are counts and some have a unit.
pub fn mark_differing(columns: &mut [Column]) {
    let counts = |column: &Column| matches!(column.measure, Some((Measure::Count, _)));
    let differ = columns.iter().any(counts) && columns.iter().any(|column| column.unit.is_some());
    for column in columns {
        column.unit_differs = differ;
    }
}

/// Where a number stands.
pub struct Place {
    /// Its code points.
    pub span: Span,
    /// Its line.
    pub line: usize,
    /// As printed.
    pub raw: SmolStr,
    /// Whether its column is supposed.
    pub supposed: bool,
}

/// A row as far as its label tells, the same for all its cells.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// As printed or completed.
    label: Option<SmolStr>,
    /// In simplified characters.
    plain: Option<SmolStr>,
    code: Option<SmolStr>,
    unit: Option<&'static Unit>,
    /// The unit that stands beside the label.
    beside: Option<&'static Unit>,
    /// When it is of and of which books, if it names nothing else.
    period: Option<Period>,
    /// The year that it states besides the thing.
    year: Option<RowYear>,
    /// Whether its numbers are parts of a hundred.
    percent: bool,
    /// What is counted, if its numbers are counts.
    counted: Option<(Measure, Option<Sign>)>,
    label_assumed: bool,
    code_assumed: bool,
    /// Whether an amount stands inside the label: two halves of a table have run into each other.
    pub holds_amount: bool,
}

impl Named {
    /// Reads the label of a row.
    pub fn of(row: &Row, common: &Common) -> Self {
        let label = row.label.as_deref();
        let plain = label.map(simplified);
        Self {
            plain: match plain.as_deref() == label {
                true => row.label.clone(),
                false => plain.map(SmolStr::from),
            },
            label: row.label.clone(),
            code: row.code.clone(),
            unit: label.and_then(|label| in_brackets(&key(label))),
            beside: row.unit,
            period: label.and_then(periods::of),
            year: row.year,
            percent: label
                .is_some_and(|label| key(label).ends_with(['%', ')']) && key(label).contains('%')),
            counted: counted(common, row),
            label_assumed: row.label_assumed,
            code_assumed: row.code_assumed,
            holds_amount: label.is_some_and(holds_amount),
        }
    }
}

/// Whether an amount stands inside a label: `工资福利支出11,860.23 302商品和服务支出`.
pub fn holds_amount(label: &str) -> bool {
    label.match_indices('.').any(|(at, _)| {
        let digit = |c: char| c.is_ascii_digit();
        let before = label.before(at);
        let number = before.trim_end_matches(|c: char| digit(c) || c == ',');
        let behind = label.behind(at + 1);
        // 1.1 numbers a row; 11,860.23 behind words is an amount.
        before.ends_with(digit)
            && behind.starts_with(digit)
            && !number.is_empty()
            && !is_dimension(number, behind.trim_start_matches(digit))
    })
}

/// Whether the number between two pieces of a text tells how much there is of what the text describes: 新铺管道120.5米,
/// 长3.2×宽1.5, PE0.5.
fn is_dimension(before: &str, behind: &str) -> bool {
    let multiplied = list(List::TimesSign);
    let unit = Folded::fold(behind.trim_start());
    before.ends_with(|c: char| c.is_ascii_alphabetic())
        || unit.starts_with(|c: char| c.is_ascii_lowercase())
        || multiplied.at_end(before).is_some()
        || multiplied.begins(behind)
        || units::leading(&unit).is_some_and(|unit| unit.kind != Quantity::Count)
        || vocabulary().begins_with_measure(&unit)
}

/// Makes the fact of a number in a row and a column.
pub fn fact(
    common: &Common,
    column: &Column,
    row: &Named,
    number: CellNumber,
    place: Place,
) -> Fact {
    let said = said_unit(column, row, number);
    let period = row.period.as_ref();
    let counted = period.and_then(|period| period.measure).or(row.counted);
    let percent = column.percent || row.percent;
    let of_kind = |(measure, _): &(Measure, _)| !(percent && *measure == Measure::Count);
    let stated = column.measure.or(counted.filter(of_kind));
    let (kind, measure, sign) = meaning(stated, percent, said, number);
    let of_kind = said.filter(|unit| unit.kind == kind);
    let unit = match kind {
        Quantity::Money => of_kind.or(common.unit.map(|(unit, _)| unit)),
        Quantity::Percent => of_kind.or(units::unit("%")),
        Quantity::Count => of_kind,
    };
    let yuan = unit
        .filter(|_| kind == Quantity::Money)
        .and_then(|unit| unit.yuan)
        .and_then(|factor| number.value.checked_mul(factor));
    let year = period.and_then(|period| {
        let offset = || Some(common.fiscal_year? + period.offset?);
        period.year.or_else(offset)
    });
    let year = year.or(column.year);
    // A row and a column that state different years leave either in doubt.
    let unsure = row.year.is_some_and(|own| match year {
        Some(year) => own.year != year,
        None => own.assumed,
    });
    let stated = row.year.map(|own| own.year);
    let year = year.or(stated).or(common.caption_year);
    let inferred_unit = common.unit.is_some_and(|(_, inferred)| inferred);
    let assumed = [
        (row.label_assumed, Field::RowLabel),
        (column.assumed || place.supposed, Field::ColumnLabel),
        (row.code_assumed, Field::Code),
        (
            kind == Quantity::Money && said.is_none() && inferred_unit,
            Field::Unit,
        ),
        (
            unsure || year.is_none() && common.fiscal_year.is_some(),
            Field::Year,
        ),
    ];
    let assumed = assumed.into_iter().filter(|(is, _)| *is);
    Fact {
        doc: common.doc.clone(),
        id: place.span.0,
        origin: Origin::Table,
        section_id: common.section,
        table_id: Some(common.table),
        row_label: row.label.clone(),
        column_label: column.path.clone(),
        code: row.code.clone(),
        raw: place.raw,
        kind,
        value: Number(number.value),
        decimals: number.decimals,
        unit: unit.map(|unit| SmolStr::new_static(unit.name)),
        yuan: yuan.map(Number),
        comparator: None,
        label: match period.filter(|period| !period.of_side) {
            Some(_) => column.leaf.clone().or_else(|| row.plain.clone()),
            None => row.plain.clone().or_else(|| column.leaf.clone()),
        },
        concept: None,
        measure: Some(measure),
        sign,
        year: year.or(common.fiscal_year),
        basis: period
            .and_then(|period| period.basis)
            .or(column.basis)
            .or(common.basis),
        whole: None,
        versus: None,
        versus_year: None,
        carried: Fields::default(),
        assumed: assumed.map(|(_, field)| field).collect(),
        line: place.line,
        page: None,
        span: place.span,
    }
}

/// The unit that stands with a number, in its row or in its column.
fn said_unit(column: &Column, row: &Named, number: CellNumber) -> Option<&'static Unit> {
    // A row's unit is more particular than a column's, unless the columns differ in theirs.
    let (first, second) = match column.unit_differs {
        true => (column.unit, row.unit),
        false => (row.unit, column.unit),
    };
    // A unit beside the label is that of the thing, not of rates of it.
    let of_thing = !column.percent && matches!(column.measure, None | Some((Measure::Change, _)));
    let beside = row.beside.filter(|_| of_thing);
    number.unit.or(first).or(second).or(beside)
}

/// Says of a row that its numbers are counts: by its label, or since nothing tells of money in it (乡镇 | 渠道 | 泵站).
fn counted(common: &Common, row: &Row) -> Option<(Measure, Option<Sign>)> {
    let label = row.label.as_deref();
    let said = label.and_then(columns::measure);
    let is_money = |label| concepts::find(label).is_some_and(|found| found.fits(Quantity::Money));
    let money = common.of_money || row.code.is_some() || label.is_some_and(is_money);
    said.filter(|(measure, _)| *measure == Measure::Count)
        .or((!money).then_some((Measure::Count, None)))
}

/// What sort of number it is and what is said by it.
fn meaning(
    measure: Option<(Measure, Option<Sign>)>,
    percent: bool,
    unit: Option<&'static Unit>,
    number: CellNumber,
) -> (Quantity, Measure, Option<Sign>) {
    let kind = match unit {
        Some(unit) => unit.kind,
        None if percent => Quantity::Percent,
        None => match measure.map(|(measure, _)| measure) {
            Some(Measure::Share | Measure::Growth | Measure::Completion | Measure::Rate) => {
                Quantity::Percent
            }
            Some(Measure::Count) => Quantity::Count,
            _ => Quantity::Money,
        },
    };
    let plain = match kind {
        Quantity::Money => Measure::Amount,
        Quantity::Percent => Measure::Rate,
        Quantity::Count => Measure::Count,
    };
    let (measure, sign) = match (kind, measure) {
        (Quantity::Percent, Some((measure, sign))) if measure != Measure::Change => (measure, sign),
        (Quantity::Money, Some((measure @ (Measure::Change | Measure::Price), sign))) => {
            (measure, sign)
        }
        // `比上年增减` in percent.
        (Quantity::Percent, Some((Measure::Change, sign))) => (Measure::Growth, sign),
        _ => (plain, None),
    };
    let sign = match measure {
        Measure::Growth | Measure::Change if number.value.is_zero() => Some(Sign::Level),
        // 增长% -3.9 is a fall.
        Measure::Growth | Measure::Change if number.value.is_sign_negative() => Some(Sign::Down),
        Measure::Growth | Measure::Change => sign.or(Some(Sign::Up)),
        _ => None,
    };
    (kind, measure, sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_in_a_description_are_no_amounts_of_another_half() {
        for (label, holds) in [
            ("拆旧建新，铺砖120.5平方米。", false),
            ("渠道改造/80米×3米×0.3米", false),
            ("护坡长 12.5 m、高1.2×0.8", false),
            ("引水管PE0.5级", false),
            ("奖补资金1.5万元", false),
            ("1.1基本支出", false),
            ("工资福利支出1,860.23 302商品和服务支出", true),
            ("基本支出1,860.23项目支出", true),
            ("工资福利支出1,860.23", true),
        ] {
            assert_eq!(holds_amount(label), holds, "{label}");
        }
    }
}
