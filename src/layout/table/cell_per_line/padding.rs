//! Blank lines that pad cells, and more of them behind the rows.

use std::ops::Range;

use crate::text::{Cut, Text, pairs};

/// Rows have so many lines from their last cell to the next at least, as an empty cell leaves few.
const LEAST: usize = 4;
/// Cells of a row have at most so many from one to the next.
const MOST: usize = 3;
/// So many rows show it.
const FEWEST: usize = 4;

/// How many lines there are from the last cell of a row to the first of the next, where all rows have as many and all
/// cells within them few.
pub(super) fn behind_rows(lines: &[usize]) -> Option<usize> {
    let gaps = || pairs(lines).map(|(one, next)| next - one);
    let gap = gaps().max().filter(|gap| *gap >= LEAST)?;
    let rows = gaps().filter(|own| *own == gap).count();
    let within = gaps().all(|own| own == gap || own <= MOST && own > 1);
    (rows >= FEWEST && within).then_some(gap)
}

/// Whether a cell is all in brackets.
pub(super) fn is_bracket(text: &Text, bytes: &Range<usize>) -> bool {
    let cell = text.as_str().within(bytes.clone()).trim();
    cell.starts_with(['(', '（']) && cell.ends_with([')', '）'])
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::shown;
    use super::*;

    #[test]
    fn rows_have_more_blank_lines_behind_them() {
        assert_eq!(behind_rows(&[0, 2, 7, 9, 14, 16, 21, 23, 28]), Some(5));
        // Empty cells leave as many as there are.
        assert_eq!(behind_rows(&[0, 2, 6, 8, 13, 15, 19, 21, 25]), None);
        assert_eq!(behind_rows(&[0, 2, 4, 6, 8, 10, 12]), None);
        let rows = [
            "预算执行情况(万元)~(20分)~\n预算数(A)~执行数(B)~得分~(20分*执行率)",
            "年度资金总额~60~15~5",
            "年度绩效目标~(80分)~一级指标~二级指标~三级指标~年初目标值~实际完成值~得分",
            "产出指标(40分)~数量指标~甲舍~31.5~31.5~1",
            "乙舍~240~240~3",
            "满意度指标~满意度~群众~≥90%~95%~10",
        ];
        let source = rows.join("\n\n\n\n\n").replace('~', "\n\n");
        let read = [
            "预算执行情况(万元)(20分)|预算数(A)|执行数(B)|得分(20分*执行率)|||",
            "年度资金总额|60|15|5|||",
            "年度绩效目标(80分)|一级指标|二级指标|三级指标|年初目标值|实际完成值|得分",
            "产出指标(40分)|数量指标|甲舍|31.5|31.5|1|",
            "乙舍|240|240|3|||",
            "满意度指标|满意度|群众|≥90%|95%|10|",
        ];
        assert_eq!(shown(&source), [read.join(" ")]);
    }
}
