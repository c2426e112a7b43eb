//! Whatever table it is, layouts that mark its cells give the same facts; the others give few that are not its.

use crate::read;
use std::collections::{BTreeMap, BTreeSet};

use crate::meant::Meant;
use gongkai::record::{Field, Form, SmolStr};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// A head with what stands under it.
#[derive(Clone, Copy)]
struct Tree(&'static str, &'static [Tree]);

const fn leaf(name: &'static str) -> Tree {
    Tree(name, &[])
}

/// Heads that the mandated forms have over their amounts, a total before its parts.
const PARTS: [Tree; 3] = [leaf("小计"), leaf("基本支出"), leaf("项目支出")];
const CARS: [Tree; 3] = [leaf("小计"), leaf("公务用车购置费"), leaf("公务用车运行费")];
const EXPENSES: [Tree; 4] = [
    leaf("合计"),
    leaf("因公出国（境）费"),
    Tree("公务用车购置及运行费", &CARS),
    leaf("公务接待费"),
];
const FUNDS: [Tree; 2] = [
    Tree("一般公共预算财政拨款", &PARTS),
    Tree("政府性基金预算财政拨款", &PARTS),
];
const ALL_FUNDS: [Tree; 3] = [leaf("小计"), FUNDS[0], FUNDS[1]];
const PLAN: [Tree; 3] = [leaf("合计"), Tree("财政拨款", &ALL_FUNDS), leaf("其他资金")];
const GROUPS: [&[Tree]; 7] = [
    &[leaf("合计"), leaf("基本支出"), leaf("项目支出")],
    &[leaf("本年支出合计"), Tree("财政拨款支出", &FUNDS)],
    &[Tree("预算数", &EXPENSES), Tree("决算数", &EXPENSES)],
    &[leaf("上年决算数"), leaf("本年预算数")],
    &[Tree("本年支出", &PARTS)],
    &[
        leaf("合计"),
        Tree("一般公共预算财政拨款", &PARTS),
        leaf("其他资金"),
    ],
    &[Tree("本年预算数", &PLAN)],
];

/// The titles of mandated forms.
const FORMS: [(&str, Form); 4] = [
    ("支出决算表", Form::Expenditure),
    ("一般公共预算财政拨款支出决算表", Form::GeneralExpenditure),
    ("政府性基金预算财政拨款支出决算表", Form::GovernmentFund),
    ("项目支出情况表", Form::GeneralProject),
];

/// The rows of a head, and the path of each column.
fn head(group: &[Tree], codes: bool) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    fn walk(tree: &Tree, above: &[String], paths: &mut Vec<Vec<String>>) {
        let mut path = above.to_vec();
        path.push(tree.0.to_owned());
        match tree.1 {
            [] => paths.push(path),
            children => children.iter().for_each(|child| walk(child, &path, paths)),
        }
    }
    let stub: &[&str] = if codes {
        &["科目编码", "科目名称"]
    } else {
        &["项目"]
    };
    let mut paths: Vec<Vec<String>> = stub.iter().map(|name| vec![(*name).to_owned()]).collect();
    group.iter().for_each(|tree| walk(tree, &[], &mut paths));
    let depth = paths.iter().map(Vec::len).max().unwrap_or(1);
    let cell = |level: usize, column: usize| {
        let path: &Vec<String> = &paths[column];
        let same =
            |before: &Vec<String>| before.len() > level && before[..=level] == path[..=level];
        match path.get(level) {
            None => "^".to_owned(),
            Some(_) if column > 0 && same(&paths[column - 1]) => "<".to_owned(),
            Some(name) => name.clone(),
        }
    };
    let rows = (0..depth).map(|level| (0..paths.len()).map(|column| cell(level, column)).collect());
    (rows.collect(), paths)
}

/// Names of items, some of them long enough to wrap.
const LABELS: [(&str, &str); 6] = [
    ("205", "教育支出"),
    ("20508", "进修及培训"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("210", "卫生健康支出"),
    ("2101199", "其他行政事业单位医疗支出"),
    ("22102", "住房改革支出"),
];

/// A table as it is drawn.
#[derive(Debug, Clone)]
struct Drawn {
    form: usize,
    group: usize,
    codes: bool,
    rows: Vec<usize>,
    /// The amounts in hundredths; none for a blank.
    amounts: Vec<Option<i32>>,
    /// A column that is blank in all rows.
    blank: Option<usize>,
}

fn table() -> impl Strategy<Value = Drawn> {
    let rows = prop::sample::subsequence((0..LABELS.len()).collect::<Vec<_>>(), 2..=LABELS.len());
    let amount = prop_oneof![6 => (100..900_000i32).prop_map(Some), 1 => Just(None),
        1 => (-90_000..-100i32).prop_map(Some)];
    let kinds = (0..FORMS.len(), 0..GROUPS.len(), any::<bool>());
    let blank = prop::option::of(0..8usize);
    (kinds, rows, prop::collection::vec(amount, 120), blank).prop_map(
        |((form, group, codes), rows, amounts, blank)| Drawn {
            form,
            group,
            codes,
            rows,
            amounts,
            blank,
        },
    )
}

/// The amounts of a row under some heads, in hundredths, and their sum: a head of totals comes first and
/// adds up the others.
fn amounts(
    trees: &[Tree],
    next: &mut impl FnMut() -> Option<i32>,
    row: &mut Vec<Option<i32>>,
) -> Option<i32> {
    let mut total = None;
    let mut sum = None;
    for tree in trees {
        let amount = match tree {
            Tree(name, []) if name.ends_with('计') => {
                total = Some(row.len());
                row.push(None);
                None
            }
            Tree(_, []) => {
                let amount = next();
                row.push(amount);
                amount
            }
            Tree(_, children) => amounts(children, next, row),
        };
        sum = amount.map_or(sum, |amount| Some(sum.unwrap_or(0) + amount));
    }
    if let Some(at) = total {
        row[at] = sum;
    }
    sum
}

fn printed(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let whole = hundredths.abs();
    format!("{sign}{}.{:02}", whole / 100, whole % 100)
}

/// The table, and its facts as `row | column = amount`.
fn meant(drawn: &Drawn) -> (Meant, BTreeSet<String>) {
    let group = GROUPS[drawn.group];
    let (head, paths) = head(group, drawn.codes);
    let stub = if drawn.codes { 2 } else { 1 };
    let mut numbers = drawn.amounts.iter().copied();
    let mut facts = BTreeSet::new();
    let body = drawn.rows.iter().map(|row| {
        let (code, label) = LABELS[*row];
        let mut cells: Vec<String> = match drawn.codes {
            true => vec![code.to_owned(), label.to_owned()],
            false => vec![label.to_owned()],
        };
        let mut row = Vec::new();
        let mut nth = 0;
        let mut next = || {
            let amount = numbers.next().flatten();
            nth += 1;
            amount.filter(|_| drawn.blank != Some(nth - 1))
        };
        amounts(group, &mut next, &mut row);
        for (amount, path) in row.into_iter().zip(&paths[stub..]) {
            let cell = amount.map_or_else(String::new, printed);
            if !cell.is_empty() {
                facts.insert(format!("{label} | {} = {cell}", path.join("/")));
            }
            cells.push(cell);
        }
        cells
    });
    let body = body.collect();
    let (caption, form) = FORMS[drawn.form];
    let meant = Meant {
        caption: caption.to_owned(),
        unit: "万元".to_owned(),
        form,
        head,
        body,
    };
    (meant, facts)
}

/// The facts that are read with no field of theirs assumed but the code and the year.
fn read(source: String) -> BTreeSet<String> {
    let facts = read::tables(&source).facts;
    let sure = facts.iter().filter(|fact| {
        !fact.assumed.contains(Field::ColumnLabel) && !fact.assumed.contains(Field::RowLabel)
    });
    sure.map(|fact| {
        let part = |part: &Option<SmolStr>| part.clone().unwrap_or_default();
        let (row, column) = (part(&fact.row_label), part(&fact.column_label));
        format!("{row} | {column} = {}", fact.raw)
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_layout_that_marks_its_cells_keeps_the_facts(table in table()) {
        let (meant, facts) = meant(&table);
        // Merged heads leave nothing in a barred table: where all its amounts are the same, no sum tells its columns.
        let marked = meant.marked().into_iter().filter(|(layout, _)| *layout != "barred");
        for (layout, source) in marked {
            let read = read(source.clone());
            prop_assert_eq!(&read, &facts, "{}\n{}", layout, source);
            let tables = read::tables(&source).tables;
            let told = tables.first().map(|table| (table.form, table.caption.clone(), table.unit.clone()));
            let caption = Some(meant.caption.clone());
            prop_assert_eq!(told, Some((meant.form, caption, Some(meant.unit.clone()))), "{}\n{}", layout, source);
        }
    }
}

/// How many facts of a layout were given, how many of them are right, and how many there are.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    given: usize,
    right: usize,
    all: usize,
}

/// Of a hundred facts of a layout that are given so many are right, and of a hundred that there are so many are found,
/// where that is not all: a column that is always empty leaves no trace where nothing marks the cells, least of all
/// where gaps of several spaces seem to.
const FLOORS: [(&str, usize, usize); 3] = [
    ("cell per line, bare", 99, 61),
    ("spaces", 99, 77),
    ("spaces, several", 99, 56),
];

/// Blanks and wrapped labels leave doubt; what is given all the same is right.
#[test]
fn a_layout_without_marks_gives_what_is_sure() {
    let mut runner = TestRunner::deterministic();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for _ in 0..150 {
        let drawn = table().new_tree(&mut runner).unwrap().current();
        let (meant, facts) = meant(&drawn);
        let barred = meant
            .marked()
            .into_iter()
            .filter(|(layout, _)| *layout == "barred");
        for (layout, source) in meant.unmarked().into_iter().chain(barred) {
            let read = read(source.clone());
            let tally = tallies.entry(layout).or_default();
            tally.given += read.len();
            tally.right += read.intersection(&facts).count();
            tally.all += facts.len();
        }
    }
    println!("{tallies:#?}");
    for (layout, Tally { given, right, all }) in tallies {
        let floor = FLOORS.iter().find(|(own, ..)| *own == layout);
        let (_, sure, found) = floor.copied().unwrap_or((layout, 99, 99));
        assert!(
            right * 100 >= given * sure,
            "{layout}: {right} right of {given}"
        );
        assert!(
            right * 100 >= all * found,
            "{layout}: {right} found of {all}"
        );
    }
}
