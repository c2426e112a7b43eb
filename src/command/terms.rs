//! `gongkai terms`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::extract::progress::Progress;
use crate::terms::{self, Condition, Dictionary, Group, OwnWord, Wanted};

/// Count the words of documents: of which policy do agencies speak, where and since when?
///
/// Texts are cut into words by jieba's dictionary and the words of this field: names of concepts, codes, agencies and
/// places, words of policy, and those of --dict. Counted are sentences of running text; tables, headings, glossaries,
/// numbers, dates, names of persons and of the issuer are left out, and so is boilerplate: sentences that many
/// issuers say in the same words but for numbers, places and names. Written are `terms`, `document_terms`,
/// `term_documents` and, with --group, `keyness`. Exit status: 0 if all is right, 1 if some documents
/// failed, 2 for wrong usage or nothing to do.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    wanted: super::wanted::Arguments,
    #[command(flatten)]
    tables: super::tables::Output,
    /// Words of your own: one a line, behind a tab the field that it belongs to; # begins a remark.
    #[arg(long, value_name = "FILE")]
    dict: Vec<PathBuf>,
    /// Further words that are not counted: one a line.
    #[arg(long, value_name = "FILE")]
    stop: Vec<PathBuf>,
    /// A sentence is boilerplate that this share of the issuers of a province, or of all, say, and no fewer than three.
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    boilerplate: f64,
    /// Count boilerplate too.
    #[arg(long, conflicts_with = "boilerplate")]
    keep_boilerplate: bool,
    /// Tell what this group speaks of more than others: year=2018-2020, region=33, kind, level, agency_class, unit_kind,
    /// issuer, section; several must all hold.
    #[arg(long, value_name = "FIELD=VALUES")]
    group: Vec<Condition>,
    /// What the group is compared with; all the rest if not given.
    #[arg(long, value_name = "FIELD=VALUES", requires = "group")]
    against: Vec<Condition>,
    /// List the files of the directories that are no documents.
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    limits: super::limits::Arguments,
}

fn share(written: &str) -> Result<f64, String> {
    let share = written.parse().ok();
    share
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "not a share: write it as 0.05".to_owned())
}

/// Counts and says how it went.
pub fn run(arguments: &Arguments) -> ExitCode {
    match count(arguments) {
        Ok(status) | Err(status) => status,
    }
}

fn count(arguments: &Arguments) -> Result<ExitCode, ExitCode> {
    let options = super::reading(&arguments.wanted, &arguments.limits)?;
    let (mut own, mut stop) = (Vec::new(), Vec::new());
    for file in &arguments.dict {
        own.extend(lines(file)?.iter().map(|line| own_word(line)));
    }
    for file in &arguments.stop {
        stop.extend(lines(file)?);
    }
    let groups = || [&arguments.group, &arguments.against].map(|of| Group(of.clone()));
    let wanted = Wanted {
        dictionary: Dictionary::new(&own, &stop),
        boilerplate: (!arguments.keep_boilerplate).then_some(arguments.boilerplate),
        groups: (!arguments.group.is_empty()).then(groups),
        path: arguments.tables.output.clone(),
        manner: arguments.tables.manner(),
    };
    let mut progress = Progress::new(&options, false, arguments.verbose);
    let result = terms::count(&options, &wanted, &mut progress);
    progress.end();
    let (summary, counted) = result.map_err(|error| {
        super::complain(error);
        ExitCode::from(super::USAGE)
    })?;
    let same = match summary.same {
        0 => String::new(),
        same => format!("; {same} say the same as others and were not counted"),
    };
    super::tell(format_args!(
        "{} terms of {} documents, {} errors; {} of {} sentences are boilerplate{same}",
        counted.terms, counted.documents, summary.errors, counted.boilerplate, counted.passages
    ));
    Ok(match summary.errors {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(super::SOME_FAILED),
    })
}

/// The lines of a list of words.
fn lines(file: &Path) -> Result<Vec<String>, ExitCode> {
    let text = fs::read_to_string(file).map_err(|error| {
        super::complain(format_args!("cannot read {}: {error}", file.display()));
        ExitCode::from(super::USAGE)
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let lines = text.lines().map(str::trim_end);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.map(str::to_owned).collect())
}

/// A word, and behind a tab its field.
fn own_word(line: &str) -> OwnWord {
    let (word, topic) = match line.split_once('\t') {
        Some((word, topic)) => (word, Some(topic.trim().to_owned())),
        None => (line, None),
    };
    OwnWord {
        word: word.to_owned(),
        topic: topic.filter(|topic| !topic.is_empty()),
    }
}
