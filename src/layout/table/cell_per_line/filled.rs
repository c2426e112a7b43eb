//! Rows that bars alone fill up to the width of their table.
//!
//! A converter prints each cell before a bar on a line of its own, and behind the last cell of a row the bars of the
//! columns that merged cells take up. Where all rows have as many bars, those tell where the rows end.

use super::Raw;
use super::barred::{Item, bars_alone, in_bars};
use crate::text::Text;

/// So many rows are filled up: fewer may be by chance.
const FEWEST: usize = 3;
/// No table of fewer columns has merged cells to fill up for.
const NARROWEST: usize = 4;

/// The rows of a run that ends before line `end`, if bars fill them all up.
pub(super) fn rows(text: &Text, items: &[Item], end: usize) -> Option<Vec<Vec<Raw>>> {
    let mut rows: Vec<Vec<Raw>> = Vec::new();
    let (mut row, mut bars) = (Vec::new(), 0);
    let (mut width, mut filled) = (None, 0);
    let next = items.iter().skip(1).map(|item| item.raw.lines.start);
    for (item, next) in items.iter().zip(next.chain([end])) {
        let own = item.raw.lines.end;
        let (_, last) = in_bars(text, own - 1);
        let more = bars_alone(text, own..next.max(own));
        row.push(item.raw.clone());
        bars += last + more;
        let ends = last + more > 1;
        filled += usize::from(ends);
        let whole = match (width, ends) {
            (Some(width), _) => bars >= width || ends,
            (None, ends) => ends,
        };
        if whole {
            if *width.get_or_insert(bars) != bars {
                return None;
            }
            rows.push(std::mem::take(&mut row));
            bars = 0;
        }
    }
    // The text may be cut off within a row.
    rows.extend((!row.is_empty()).then_some(row));
    (filled >= FEWEST && width >= Some(NARROWEST)).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn bars_tell_where_rows_end() {
        let head = "项目名称 |\n大厅运行 |\n|||||\n主管部门 |\n|\n实施单位 |\n|\n|||\n";
        let goal = "年度目标 |\n预期目标 |\n实际完成情况 |\n||||\n做好甲。 |\n做了乙。 |\n|||||\n";
        let body = "绩效指标 |\n一级指标 |\n二级指标 |\n三级指标 |\n指标值 |\n实际完成值 |\n得分 |\n产出指标 |\n数量指标 |\n甲项 |\n3个 |\n3个 |\n||\n";
        let rows = "项目名称|大厅运行 主管部门||实施单位| 年度目标|预期目标|实际完成情况 做好甲。|做了乙。";
        let rows = format!(
            "{rows} 绩效指标|一级指标|二级指标|三级指标|指标值|实际完成值|得分 产出指标|数量指标|甲项|3个|3个|"
        );
        let shown = |source: &str| {
            let grids = shown(source);
            let row = |row: &str| row.trim_end_matches('|').to_owned();
            let rows = |grid: &String| grid.split(' ').map(row).collect::<Vec<_>>().join(" ");
            grids.iter().map(rows).collect::<Vec<_>>()
        };
        let expected: Vec<_> = rows
            .split(' ')
            .map(|row| row.trim_end_matches('|'))
            .collect();
        assert_eq!(shown(&format!("{head}{goal}{body}")), [expected.join(" ")]);
        // A bar is lost: the words of the form part the rows as far as they can.
        let torn = format!("{}{goal}{body}", head.replace("|||||", "||||"));
        assert_ne!(shown(&torn), [expected.join(" ")]);
    }
}
