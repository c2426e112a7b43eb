//! The commands that make tables of a dataset: `gongkai panel`, `items`, `series` and `coverage`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::output::{Format, OutputError};
use crate::panel::{self, Manner};

/// Which tables.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make the panel of a dataset 面板数据: of each issuer and year an amount a concept.
    ///
    /// The dataset must have been written with `gongkai extract … -o DIR`, in any format, with its documents, sections,
    /// tables, facts and findings. Written are `panel` (a row an issuer, year, books and concept, with the fact that it was
    /// taken from, whether other places agree, and what speaks against it) and `panel_wide` (a row an issuer, year and
    /// books). Exit status: 0 if all is right, 2 if not.
    ///
    /// 由 extract 所得数据集生成面板数据：panel 每行为一个主体、年度、口径、指标，panel_wide 每行为一个主体、年度、口径。
    Panel(Arguments),
    /// Make a table of expenditure by the budget classification of a dataset 按科目的支出.
    ///
    /// The dataset must have been written with `gongkai extract … -o DIR`, in any format. Written is `items`: a row an issuer,
    /// year, books, funds and code (类, 款, 项 of the functional classification, 类, 款 of the economic one), from tables rather
    /// than from text, with the sum of the codes below and whether it is right. Exit status: 0 if all is right, 2 if not.
    ///
    /// 由 extract 所得数据集生成按功能分类（类、款、项）和经济分类（类、款）的支出表，表格优先于正文，并核对下级科目之和。
    Items(Arguments),
    /// Make a table of what documents of an agency say of each other over the years 前后年度对照.
    ///
    /// The dataset must have been written with `gongkai extract … -o DIR`, in any format. Written is `series`: amounts that
    /// the document of the next year restates, units mixed up (元, 万元), amounts and whole years copied from the year before;
    /// of an agency under all the names that it has had. Exit status: 0 if all is right, 2 if not.
    ///
    /// 由 extract 所得数据集对照同一机构前后年度（含改名）：上年数与上年文档不符、单位相差万倍、照抄上年。
    Series(Arguments),
    /// Make tables of what a dataset covers 覆盖情况: who has published what, and what is missing.
    ///
    /// The dataset must have been written with `gongkai extract … -o DIR`, in any format. Written are `coverage` (documents
    /// and issuers by region, year, kind and class of agency), `gaps` (years that are missing between the first and the last
    /// of an issuer) and `failures` (why files could not be read). Exit status: 0 if all is right, 2 if not.
    ///
    /// 由 extract 所得数据集统计公开情况：coverage 按地区、年度、类型、部门类别，gaps 为主体序列中缺失的年度，failures 为读取失败的原因。
    Coverage(Arguments),
}

/// Of which dataset they are made, and how.
#[derive(Debug, Clone, clap::Args)]
pub struct Arguments {
    /// The dataset.
    #[arg(value_name = "DIR")]
    dataset: PathBuf,
    #[command(flatten)]
    output: Output,
}

/// Where tables are written, and how.
#[derive(Debug, Clone, clap::Args)]
#[group(id = "tables")]
pub struct Output {
    /// Where the tables are to stand: a new or empty directory.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Write them in these formats, for instance csv,parquet.
    #[arg(
        long,
        value_enum,
        value_name = "FORMATS",
        value_delimiter = ',',
        default_value = "csv"
    )]
    format: Vec<Format>,
    /// Begin comma-separated values with a byte-order mark, by which Excel knows that they are UTF-8.
    #[arg(long)]
    bom: bool,
    /// Replace tables that the directory holds.
    #[arg(long)]
    overwrite: bool,
}

impl Output {
    /// The same in words of the room that makes them.
    pub fn manner(&self) -> Manner {
        Manner {
            formats: self.format.clone(),
            bom: self.bom,
            overwrite: self.overwrite,
        }
    }
}

/// Makes tables and says what came of it.
pub fn run(command: &Command) -> ExitCode {
    match command {
        Command::Panel(arguments) => arguments.made(panel::panel, |made| {
            format!(
                "{} issuers, {} documents, {} amounts; {} disputed, {} with a doubt\n\
                 left out: {} documents of which no issuer or year is known, {} of whole governments, {} that say the \
                 same as another",
                made.issuers,
                made.documents,
                made.rows,
                made.disputed,
                made.doubtful,
                made.unplaced,
                made.governments,
                made.same
            )
        }),
        Command::Items(arguments) => arguments.made(panel::items, |made| {
            format!(
                "{} issuers, {} documents, {} codes; {} disputed, {} that the codes below do not add up to",
                made.issuers, made.documents, made.rows, made.disputed, made.doubtful
            )
        }),
        Command::Series(arguments) => arguments.made(panel::series, |made| {
            format!(
                "{} agencies, {} documents; {} findings",
                made.issuers, made.documents, made.rows
            )
        }),
        Command::Coverage(arguments) => arguments.made(panel::coverage, |made| {
            format!(
                "{} documents, {} regions; {} years missing in series, {} files that failed",
                made.documents, made.regions, made.gaps, made.failures
            )
        }),
    }
}

impl Arguments {
    fn made<S>(
        &self,
        make: fn(&Path, &Path, &Manner) -> Result<S, OutputError>,
        told: fn(S) -> String,
    ) -> ExitCode {
        match make(&self.dataset, &self.output.output, &self.output.manner()) {
            Ok(made) => {
                super::tell(told(made));
                ExitCode::SUCCESS
            }
            Err(error) => {
                super::complain(error);
                ExitCode::from(super::USAGE)
            }
        }
    }
}
