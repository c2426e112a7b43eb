//! The name of a project whose table has lost it.
//!
//! The report sums up each project in a paragraph (`某项目绩效目标完成情况综述。项目全年预算数…`). The
//! one paragraph that belongs to no other table and does not contradict the money names it.

use rust_decimal::Decimal;

use super::head::scale;
use super::value;
use crate::fold::Folded;
use crate::lexicon::performance::summary;
use crate::text::Cut;

/// A project that a paragraph sums up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Summary {
    pub name: String,
    /// 预算数, in yuan if its unit is known.
    pub budget: Option<Decimal>,
}

/// The projects that the paragraphs of a text sum up.
pub(super) fn summaries(folded: &Folded) -> Vec<Summary> {
    (0..folded.line_count())
        .filter_map(|index| read(folded.line(index)))
        .collect()
}

fn read(line: &str) -> Option<Summary> {
    let end = summary(line)?;
    let name = line
        .before(end)
        .trim_start_matches(['(', ' ', '-', '*', '#'])
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        .trim_start_matches([')', '.', '、', ',', ' '])
        .trim_matches(['"', '“', '”', '”', '「', '」', '《', '》']);
    let name = name.strip_suffix("项目").unwrap_or(name);
    let name = name.trim_matches(['"', '“', '”']);
    let count = name.chars().count();
    (2..=60).contains(&count).then(|| Summary {
        name: name.to_owned(),
        budget: budget(line.behind(end)),
    })
}

/// `项目全年预算数50万元`.
fn budget(rest: &str) -> Option<Decimal> {
    let at = rest.find("预算数")? + "预算数".len();
    let clause = rest.behind(at).split([',', '。', ';']).next()?;
    let value = value::parse(clause)?;
    value.number.checked_mul(scale(value.unit.as_deref()?)?)
}

/// The one summary that no other table claims and that does not contradict the budget.
pub(super) fn choose<'s>(
    summaries: &'s [Summary],
    taken: &[String],
    budget: Option<Decimal>,
) -> Option<&'s str> {
    let claimed = |name: &str| {
        taken
            .iter()
            .any(|known| known.contains(name) || name.contains(known.as_str()))
    };
    let mut free = summaries
        .iter()
        .filter(|summary| !claimed(&summary.name))
        .filter(|summary| match (summary.budget, budget) {
            (Some(said), Some(known)) => said == known,
            _ => true,
        });
    let only = free.next()?;
    free.next().is_none().then_some(only.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_project_that_no_table_claims() {
        let lines = [
            "(1)图书采购经费项目绩效目标完成情况综述。项目全年预算数20万元,执行数为20万元。",
            "(2)馆舍维修费项目绩效目标完成情况综述。项目全年预算数为5万,执行数为5万。",
            "本年度开展绩效评价。",
        ];
        let found: Vec<_> = lines.iter().filter_map(|line| read(line)).collect();
        assert_eq!(found.len(), 2);
        let taken = ["馆舍维修费".to_owned()];
        let yuan = Some(Decimal::from(200_000));
        assert_eq!(choose(&found, &taken, yuan), Some("图书采购经费"));
        assert_eq!(choose(&found, &taken, Some(Decimal::from(7))), None);
        assert_eq!(choose(&found, &[], None), None);
    }
}
