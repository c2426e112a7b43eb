//! What goes wrong in a document, in a known place.

use super::accounts::{Accounts, Cents};
use super::agencies::Agency;
use super::document::cell;

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The amount of official reception in the text is printed ten thousand times as large.
    UnitSlip,
    /// A digit of the expenditure in the text is another.
    TextDigit,
    /// A digit of the total in a table is another.
    TableDigit,
    /// The tables have lost the lines that say their unit.
    UnitLost,
    /// The tables are gone.
    TablesGone,
    /// The text is gone.
    TextGone,
    /// Last year's amount of basic expenditure stands in the text.
    Copied,
    /// The first table says 元 where it has 万元, or the other way round.
    UnitWrong,
}

impl Damage {
    pub const COUNT: u64 = 8;

    pub fn of(number: u64) -> Self {
        match number {
            0 => Self::UnitSlip,
            1 => Self::TextDigit,
            2 => Self::TableDigit,
            3 => Self::UnitLost,
            4 => Self::TablesGone,
            5 => Self::TextGone,
            6 => Self::Copied,
            _ => Self::UnitWrong,
        }
    }

    /// A text with the damage.
    pub fn done(
        self,
        text: &str,
        own: &Accounts,
        before: Option<&Accounts>,
        agency: &Agency,
    ) -> String {
        let printed = |amount: Cents| cell(agency.template, amount);
        match self {
            Self::UnitSlip => {
                let (right, wrong) = (printed(own.reception), printed(own.reception * 10_000));
                text.replacen(
                    &format!("公务接待费{right}"),
                    &format!("公务接待费{wrong}"),
                    1,
                )
            }
            Self::TextDigit => {
                let right = printed(own.expenditure());
                let wrong = printed(own.expenditure() + 30_000);
                text.replacen(
                    &format!("本年支出合计{right}"),
                    &format!("本年支出合计{wrong}"),
                    1,
                )
            }
            Self::TableDigit => {
                let (right, wrong) = (printed(own.total()), printed(own.total() + 70_000));
                let cell = text
                    .find("收入总计\t")
                    .or_else(|| text.find("收入总计 |"))
                    .map_or(0, |at| at);
                let (head, tail) = text.split_at(cell);
                format!("{head}{}", tail.replacen(&right, &wrong, 1))
            }
            Self::UnitLost => {
                let lines = text.lines().filter(|line| {
                    !line.starts_with("单位：元") && !line.starts_with("单位：万元")
                });
                lines.flat_map(|line| [line, "\n"]).collect()
            }
            Self::TablesGone => without(text, |line| line.contains('\t') || line.starts_with('|')),
            Self::TextGone => without(text, |line| line.contains("年") && line.ends_with('。')),
            Self::Copied => {
                let Some(before) = before else {
                    return text.to_owned();
                };
                let (right, wrong) = (printed(own.basic()), printed(before.basic()));
                text.replacen(&format!("基本支出{right}"), &format!("基本支出{wrong}"), 1)
            }
            Self::UnitWrong => match text.contains("单位：万元") {
                true => text.replacen("单位：万元", "单位：元", 1),
                false => text.replacen("单位：元", "单位：万元", 1),
            },
        }
    }
}

fn without(text: &str, is_gone: impl Fn(&str) -> bool) -> String {
    let lines = text.lines().filter(|line| !is_gone(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}
