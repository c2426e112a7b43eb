//! `gongkai panel`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::tables;
use crate::panel::panel;

/// Make the panel of a dataset 面板数据: of each issuer and year an amount a concept.
///
/// The dataset must have been written with `gongkai extract … -o DIR`, in any format, with its documents, sections,
/// tables, facts and findings. Written are `panel` (a row an issuer, year, books and concept, with the fact that it was
/// taken from, whether other places agree, and what speaks against it) and `panel_wide` (a row an issuer, year and
/// books). Exit status: 0 if all is right, 2 if not.
///
/// 由 extract 所得数据集生成面板数据：panel 每行为一个主体、年度、口径、指标，panel_wide 每行为一个主体、年度、口径。
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
    let made = panel(
        &arguments.dataset,
        &arguments.tables.output,
        &arguments.tables.manner(),
    );
    tables::end(made, |summary| {
        format!(
            "{} issuers, {} documents, {} amounts; {} disputed, {} with a doubt\n\
             left out: {} documents of which no issuer or year is known, {} that say the same as another",
            summary.issuers,
            summary.documents,
            summary.rows,
            summary.disputed,
            summary.doubtful,
            summary.unplaced,
            summary.same
        )
    })
}
