//! Tables that lost their grid, as whole documents.

use crate::layout::table::tests::{grids, shown};

/// A cell a line with a blank line behind each; an empty cell is a blank line too.
fn spread(cells: &str) -> String {
    cells.split('|').map(|cell| format!("{cell}\n\n")).collect()
}

#[test]
fn empty_cells_between_blank_lines_keep_the_columns() {
    let frame = "青山县政府性基金预算收支平衡表\n单位：万元\n";
    for (what, cells, table) in [
        (
            "an empty cell in the midst, two at the end of rows",
            "收入|执行数|支出|执行数|本级收入|2000|本级支出|3000|转移性收入|1207|转移性支出|207|\
             待偿债置换专项债券结余||调出资金|107|上级补助收入|957|||地方政府债务收入|170|||总计|3207|总计|3207",
            vec![
                "收入|执行数|支出|执行数 本级收入|2000|本级支出|3000 转移性收入|1207|转移性支出|207 \
                 待偿债置换专项债券结余||调出资金|107 上级补助收入|957|| 地方政府债务收入|170|| 总计|3207|总计|3207",
            ],
        ),
        (
            "empty cells before the last column",
            "项目|预算数|决算数|基本支出|120.50|110.50|项目支出||30.00|合计|120.50|140.50",
            vec!["项目|预算数|决算数 基本支出|120.50|110.50 项目支出||30.00 合计|120.50|140.50"],
        ),
    ] {
        assert_eq!(shown(&(frame.to_owned() + &spread(cells))), table, "{what}");
    }
}

#[test]
fn what_stands_far_behind_a_table_is_none_of_it() {
    let table = "收入|执行数|支出|执行数|本级收入|2000|本级支出|3000|转移性收入|1207|转移性支出|207|总计|3207|总计|3207";
    let read = "收入|执行数|支出|执行数 本级收入|2000|本级支出|3000 转移性收入|1207|转移性支出|207 总计|3207|总计|3207";
    for behind in [
        "\n\n\n\n\n联系电话\n\n66001234\n\n",
        "\n\n附件\n\n打印本页\n\n关闭窗口\n\n",
    ] {
        assert_eq!(shown(&(spread(table) + behind)), [read], "{behind}");
    }
}

#[test]
fn a_head_over_two_lines_is_one_cell() {
    let frame = "某局“三公经费”情况表\n\n";
    let heads = "2010年预算数|2010年决算数|合计|因公出国(境)费|公务用车购置及\n运行费|公务\n接待费|\
                 合计|因公出国(境)费|公务用车购置及\n运行费|公务\n接待费|60|30|10|20|50|25|8|17";
    let shown_heads = "2010年预算数|2010年预算数|2010年预算数|2010年预算数|2010年决算数|2010年决算数|2010年决算数|2010年决算数 \
                       合计|因公出国(境)费|公务用车购置及运行费|公务接待费|合计|因公出国(境)费|公务用车购置及运行费|公务接待费 \
                       60|30|10|20|50|25|8|17";
    assert_eq!(shown(&(frame.to_owned() + &spread(heads))), [shown_heads]);
    // Behind the amounts two lines are no cell.
    let table = "项目|预算数|决算数|基本支出|120.50|110.50|合计|120.50|110.50";
    let read = "项目|预算数|决算数 基本支出|120.50|110.50 合计|120.50|110.50";
    let behind = "联系人\n某某某\n\n打印本页\n\n";
    let frame = "某局收支表\n单位：万元\n";
    assert_eq!(shown(&format!("{frame}{}{behind}", spread(table))), [read]);
}

/// A head whose lowest row is the same books under every column, and a row of amounts.
fn three_public(amounts: [&str; 12]) -> String {
    let heads = [
        "财政拨款“三公”经费",
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行维护费",
        "公务接待费",
        "小计",
        "公务用车购置费",
        "公务用车运行维护费",
    ];
    let books = ["预算数", "决算数"].repeat(6);
    let cells = heads.iter().chain(&books).chain(&amounts);
    let cells: String = cells.map(|cell| format!("{cell}\n")).collect();
    format!("“三公”经费支出决算表\n单位：万元\n{cells}注：本表反映预决算情况。\n")
}

#[test]
fn sums_of_each_book_prove_the_columns() {
    let even = [
        "60.00", "41.00", "10.00", "0.00", "40.00", "35.00", "15.00", "14.00", "25.00", "21.00",
        "10.00", "6.00",
    ];
    let mut uneven = even;
    uneven.reverse();
    for (amounts, doubtful) in [(even, 0), (uneven, 12)] {
        let grids = grids(&three_public(amounts));
        let cells = grids.iter().flat_map(|grid| grid.rows.iter().flatten());
        let cells = cells.filter(|cell| cell.doubtful);
        assert_eq!(cells.count(), doubtful, "{amounts:?}");
    }
}
