//! `gongkai items`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::tables;
use crate::panel::items;

/// Make a table of expenditure by the budget classification of a dataset 按科目的支出.
///
/// The dataset must have been written with `gongkai extract … -o DIR`, in any format. Written is `items`: a row an issuer,
/// year, books, funds and code (类, 款, 项 of the functional classification, 类, 款 of the economic one), from tables rather
/// than from text, with the sum of the codes below and whether it is right. Exit status: 0 if all is right, 2 if not.
///
/// 由 extract 所得数据集生成按功能分类（类、款、项）和经济分类（类、款）的支出表，表格优先于正文，并核对下级科目之和。
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The dataset.
    #[arg(value_name = "DIR")]
    dataset: PathBuf,
    #[command(flatten)]
    tables: tables::Arguments,
}

/// Makes it and says what came of it.
pub fn run(arguments: &Arguments) -> ExitCode {
    let made = items(
        &arguments.dataset,
        &arguments.tables.output,
        &arguments.tables.manner(),
    );
    tables::end(made, |summary| {
        format!(
            "{} issuers, {} documents, {} codes; {} disputed, {} that the codes below do not add up to",
            summary.issuers, summary.documents, summary.rows, summary.disputed, summary.doubtful
        )
    })
}
