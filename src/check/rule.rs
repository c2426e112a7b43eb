//! What a rule is, and which there are.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::rows::RuleRow;

use crate::record::Severity;

/// An identity that the numbers of a document should satisfy, or a slip that they should be free of.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id that findings bear.
    pub id: &'static str,
    /// How grave a finding is at most.
    pub severity: Severity,
}

macro_rules! rules {
    ($($name:ident $id:literal $severity:ident)*) => {
        $(
            #[doc = concat!("`", $id, "`: see `rules.tsv`.")]
            pub const $name: Rule = Rule { id: $id, severity: Severity::$severity };
        )*
        /// Every rule, in the order in which `gongkai rules` lists them.
        pub const RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    SHARE "share_mismatch" Error
    GROWTH "growth_mismatch" Error
    CHANGE "change_mismatch" Error
    DIRECTION "direction_conflict" Error
    SUM "sum_mismatch" Error
    COMPLETION "completion_mismatch" Error
    BALANCE "balance_mismatch" Error
    TEXT_TEXT "text_text_mismatch" Error
    TEXT_TABLE "text_table_mismatch" Error
    TABLE_TABLE "table_table_mismatch" Error
    TABLE_SUM "table_sum_mismatch" Error
    UNIT "unit_error" Error
    MISSING_UNIT "missing_unit" Warning
    MISSING_PERCENT "missing_percent" Warning
    DUPLICATE "duplicate_row" Warning
    CODE_NAME "code_name_mismatch" Warning
    YEAR "year_conflict" Warning
    TEMPLATE "unfilled_template" Note
}

/// What `rules.tsv` says of a rule, in Chinese and in English.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// What is compared.
    pub compares: [&'static str; 2],
    /// What is still taken for the same.
    pub tolerance: [&'static str; 2],
    /// A text that the rule objects to.
    pub wrong: &'static str,
    /// One like it that is sound.
    pub sound: &'static str,
    /// Findings of the bed that were true, and findings made on it.
    pub measured: (u32, u32),
}

static ABOUT: LazyLock<HashMap<&'static str, About>> = LazyLock::new(|| {
    let number = |text: &str| text.parse().ok();
    RuleRow::all()
        .iter()
        .filter_map(|row| {
            let (right, made) = row.measured.split_once('/')?;
            let about = About {
                compares: [&*row.compares, &*row.compared],
                tolerance: [&*row.tolerance, &*row.tolerated],
                wrong: &row.wrong,
                sound: &row.sound,
                measured: (number(right)?, number(made)?),
            };
            Some((&*row.id, about))
        })
        .collect()
});

impl Rule {
    /// What the rule compares, with examples; nothing where the file has no line for it.
    pub fn about(&self) -> Option<&'static About> {
        ABOUT.get(self.id)
    }
}
