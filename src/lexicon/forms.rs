//! The mandated forms: which one a table is, by its caption or by the words in it.

use std::sync::LazyLock;

use regex::Regex;

use super::key;
use super::rows::{FormRule, FormSign};
use crate::record::Form;

impl FormRule {
    fn fits(&self, text: &str) -> bool {
        self.all
            .words()
            .all(|words| words.split('|').any(|word| text.contains(word)))
            && !self.none.words().any(|word| text.contains(word))
    }
}

/// The form that a caption names.
pub fn by_caption(caption: &str) -> Option<Form> {
    find(FormSign::Caption, &key(caption))
}

/// The form that the words in a table's cells tell, `cells` being their keys in a row.
pub fn by_cells(cells: &str) -> Option<Form> {
    find(FormSign::Cells, cells)
}

/// The words without which nothing is said of the money of a form, and the rules that they are of. As one
/// expression they are found faster in sentences than by their first characters.
static MONEY: LazyLock<(Option<Regex>, Vec<&FormRule>)> = LazyLock::new(|| {
    let rules = FormRule::all().iter();
    let rules: Vec<_> = rules.filter(|rule| rule.list == FormSign::Money).collect();
    let first = rules.iter().filter_map(|rule| rule.all.words().next());
    let first: Vec<&str> = first.flat_map(|words| words.split('|')).collect();
    let first: Vec<String> = first.into_iter().map(regex::escape).collect();
    (Regex::new(&first.join("|")).ok(), rules)
});

/// The forms of the tables whose money some words name.
pub fn of_money(words: &str) -> Vec<Form> {
    let (first, rules) = &*MONEY;
    if !first.as_ref().is_some_and(|first| first.is_match(words)) {
        return Vec::new();
    }
    let fit = rules.iter().filter(|rule| rule.fits(words));
    fit.map(|rule| rule.form).collect()
}

/// The first rule that fits counts: the file has the most particular first.
fn find(list: FormSign, text: &str) -> Option<Form> {
    FormRule::all()
        .iter()
        .find(|rule| rule.list == list && rule.fits(text))
        .map(|rule| rule.form)
}

/// Whether a form is that of a performance table, which holds indicators and no accounts.
pub fn is_performance(form: Form) -> bool {
    matches!(
        form,
        Form::PerformanceTarget | Form::PerformanceResult | Form::OverallPerformance
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_name_forms() {
        for (caption, form) in [
            ("收入支出决算总表", Form::IncomeExpenditure),
            ("部门收支总体情况表", Form::IncomeExpenditure),
            ("部门收支总表", Form::IncomeExpenditure),
            ("收入决算表", Form::Income),
            ("部门收入总体情况表", Form::Income),
            ("支出决算表", Form::Expenditure),
            ("部门支出总表", Form::Expenditure),
            ("财政拨款收入支出决算总表", Form::FiscalAppropriation),
            ("财政拨款收支预算总体情况表", Form::FiscalAppropriation),
            ("一般公共预算财政拨款支出决算表", Form::GeneralExpenditure),
            (
                "一般公共预算财政拨款支出决算明细表",
                Form::GeneralExpenditure,
            ),
            ("一般公共预算财政拨款基本支出决算表", Form::GeneralBasic),
            ("一般公共预算项目支出预算表", Form::GeneralProject),
            ("一般公共预算“三公”经费支出预算表", Form::ThreePublic),
            ("政府性基金预算“三公”经费支出预算表", Form::ThreePublic),
            ("政府性基金预算财政拨款收入支出决算表", Form::GovernmentFund),
            ("国有资本经营预算财政拨款支出决算表", Form::StateCapital),
            ("政府采购预算表", Form::Procurement),
            ("政府购买服务支出预算表", Form::ServicePurchase),
            ("部门预算支出经济分类情况表", Form::EconomicClass),
            ("项目支出绩效目标表", Form::PerformanceTarget),
            ("项目绩效目标完成情况表1", Form::PerformanceResult),
            ("项目支出绩效自评表", Form::PerformanceResult),
            ("2021年部门整体支出绩效目标表", Form::OverallPerformance),
            ("机关运行经费情况表", Form::Other),
        ] {
            assert_eq!(by_caption(caption), Some(form), "{caption}");
        }
        assert_eq!(by_caption("单位构成"), None);
    }
}
