//! How a run goes on: a bar on a terminal, else a line a minute; and a line for every failure.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{
    HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle,
};

use crate::record::{Failure, Stage};
use crate::run::{Observer, Options, Total};
use crate::source::printed;

/// Tells how a run goes on.
pub(in crate::command) struct Progress {
    bar: ProgressBar,
    total: Total,
    verbose: bool,
    start: Instant,
    /// When the next line is due, where there is no bar.
    due: Option<Instant>,
    documents: u64,
    bytes: u64,
    failures: BTreeMap<Stage, u64>,
}

/// Between two lines.
const PAUSE: Duration = Duration::from_secs(60);

impl Progress {
    pub fn new(options: &Options, hidden: bool, verbose: bool) -> Self {
        let on_terminal = io::stderr().is_terminal();
        let bar = match on_terminal && !hidden {
            true => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
            false => ProgressBar::hidden(),
        };
        // The template is a constant that is known to parse; without it the default bar serves.
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {msg}") {
            bar.set_style(style);
        }
        options.total.begin(options);
        let start = Instant::now();
        Self {
            bar,
            total: options.total.clone(),
            verbose,
            start,
            due: (!on_terminal).then(|| start + PAUSE),
            documents: 0,
            bytes: 0,
            failures: BTreeMap::new(),
        }
    }

    /// The run is over.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// How far it is.
    fn line(&self) -> String {
        let elapsed = self.start.elapsed();
        let rate = self.bytes as f64 / elapsed.as_secs_f64().max(1e-9);
        let mut line = format!(
            "{} documents, {}, {}/s",
            HumanCount(self.documents),
            HumanBytes(self.bytes),
            HumanBytes(rate as u64),
        );
        if let Some(left) = left(elapsed, self.total.passed(), self.total.all()) {
            line.push_str(&format!(", {} left", HumanDuration(left)));
        }
        for (stage, count) in &self.failures {
            line.push_str(&format!(
                ", {} failed to {}",
                HumanCount(*count),
                verb(*stage)
            ));
        }
        line
    }

    fn told(&self, line: impl Display) {
        self.bar.suspend(|| super::super::complain(line));
    }
}

/// What failed, where a document failed.
fn verb(stage: Stage) -> &'static str {
    match stage {
        Stage::Walk => "be found",
        Stage::Read => "be had",
        Stage::Decode => "be decoded",
        Stage::Layout | Stage::Reading | Stage::Check => "be read",
        Stage::Output => "be written",
    }
}

/// How long the rest will take, if it goes on as it went so far.
fn left(elapsed: Duration, passed: u64, all: Option<u64>) -> Option<Duration> {
    let left = all?.checked_sub(passed)?;
    (passed > 0).then(|| elapsed.mul_f64(left as f64 / passed as f64))
}

impl Observer for Progress {
    fn done(&mut self, bytes: u64, failure: Option<&Failure>) {
        self.documents += 1;
        self.bytes += bytes;
        if let Some(failure) = failure {
            *self.failures.entry(failure.stage).or_default() += 1;
            self.told(format_args!("{}: {}", failure.path, failure.message));
        }
        if let Some(all) = self.total.all() {
            self.bar.set_length(all);
            self.bar.set_position(self.total.passed());
        }
        if !self.bar.is_hidden() {
            self.bar.set_message(self.line());
        }
        if let Some(due) = self.due
            && Instant::now() >= due
        {
            super::super::tell(self.line());
            self.due = Some(due + PAUSE);
        }
    }

    fn damaged(&mut self, path: &str, damage: &str) {
        self.bar.suspend(|| super::super::warn(path, damage));
    }

    fn left_out(&mut self, path: &Path) {
        if self.verbose {
            self.told(format_args!("{}: left out: no document", printed(path)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_as_what_went_before() {
        let seconds = Duration::from_secs;
        assert_eq!(left(seconds(10), 100, Some(300)), Some(seconds(20)));
        assert_eq!(left(seconds(10), 0, Some(300)), None);
        assert_eq!(left(seconds(10), 100, None), None);
        assert_eq!(left(seconds(10), 100, Some(90)), None);
    }
}
