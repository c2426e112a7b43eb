//! `gongkai coverage`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::tables;
use crate::panel::coverage;

/// Make tables of what a dataset covers 覆盖情况: who has published what, and what is missing.
///
/// The dataset must have been written with `gongkai extract … -o DIR`, in any format. Written are `coverage` (documents
/// and issuers by region, year, kind and class of agency), `gaps` (years that are missing between the first and the last
/// of an issuer) and `failures` (why files could not be read). Exit status: 0 if all is right, 2 if not.
///
/// 由 extract 所得数据集统计公开情况：coverage 按地区、年度、类型、部门类别，gaps 为主体序列中缺失的年度，failures 为读取失败的原因。
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The dataset.
    #[arg(value_name = "DIR")]
    dataset: PathBuf,
    #[command(flatten)]
    tables: tables::Arguments,
}

/// Makes them and says what came of it.
pub fn run(arguments: &Arguments) -> ExitCode {
    let made = coverage(
        &arguments.dataset,
        &arguments.tables.output,
        &arguments.tables.manner(),
    );
    tables::end(made, |covered| {
        format!(
            "{} documents, {} regions; {} years missing in series, {} files that failed",
            covered.documents, covered.regions, covered.gaps, covered.failures
        )
    })
}
