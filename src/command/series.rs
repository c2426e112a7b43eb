//! `gongkai series`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::tables;
use crate::panel::series;

/// Make a table of what documents of an agency say of each other over the years 前后年度对照.
///
/// The dataset must have been written with `gongkai extract … -o DIR`, in any format. Written is `series`: amounts that
/// the document of the next year restates, units mixed up (元, 万元), amounts and whole years copied from the year before;
/// of an agency under all the names that it has had. Exit status: 0 if all is right, 2 if not.
///
/// 由 extract 所得数据集对照同一机构前后年度（含改名）：上年数与上年文档不符、单位相差万倍、照抄上年。
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
    let made = series(
        &arguments.dataset,
        &arguments.tables.output,
        &arguments.tables.manner(),
    );
    tables::end(made, |summary| {
        format!(
            "{} agencies, {} documents; {} findings",
            summary.issuers, summary.documents, summary.rows
        )
    })
}
