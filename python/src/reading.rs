//! A crawl while it is read.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use gongkai::arrow::{self, Crawl, Next};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arguments::{language, not_run, options, types, wrong};
use crate::arrow::Batch;

/// So long a call waits for a batch: then Python sees to signals and to whoever shows how far it has come.
const PATIENCE: Duration = Duration::from_millis(100);

/// Which fields of rows hold the text or the bytes of a document, what it is called, its address and its day.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Fields {
    text: String,
    id: Option<String>,
    url: Option<String>,
    date: Option<String>,
}

/// A crawl while it is read, in threads of its own: an iterator over the names of types with a batch each, and over
/// None where nothing came within a tenth of a second.
#[pyclass(frozen)]
pub struct Reading(Mutex<arrow::Reading>);

#[pymethods]
impl Reading {
    #[new]
    #[pyo3(signature = (paths, names, jobs, include, exclude, fields, lang, limits))]
    #[allow(
        clippy::too_many_arguments,
        reason = "they are the keywords of a function"
    )]
    fn new(
        paths: Vec<PathBuf>,
        names: Vec<String>,
        jobs: Option<NonZeroUsize>,
        include: Vec<String>,
        exclude: Vec<String>,
        fields: Option<Fields>,
        lang: &str,
        limits: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let mut crawl = Crawl::new(paths)
            .types(&types(&names)?)
            .limits(options(limits)?.limits)
            .language(language(lang)?)
            .choose(&include, &exclude)
            .map_err(wrong)?;
        if let Some(jobs) = jobs {
            crawl = crawl.jobs(jobs);
        }
        if let Some(Fields {
            text,
            id,
            url,
            date,
        }) = fields
        {
            crawl = crawl.rows(text, id, url, date);
        }
        Ok(Self(Mutex::new(crawl.read())))
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Option<(&'static str, Batch)>>> {
        let next = py.detach(|| {
            let mut reading = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            reading.wait(PATIENCE)
        });
        match next.map_err(|error| not_run(py, &error))? {
            Next::Batch(kind, rows) => Ok(Some(Some((kind.name(), Batch(rows))))),
            Next::Nothing => Ok(Some(None)),
            Next::End => Ok(None),
        }
    }

    /// How far it has come: documents read, documents that failed, bytes behind it, all bytes once they are known.
    fn progress(&self, py: Python<'_>) -> (u64, u64, u64, Option<u64>) {
        let progress = py.detach(|| {
            let reading = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            reading.progress()
        });
        (
            progress.documents,
            progress.errors,
            progress.passed,
            progress.all,
        )
    }
}
