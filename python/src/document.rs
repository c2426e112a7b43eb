//! One document.

use std::path::PathBuf;

use gongkai::arrow::{RecordType, RunError, batches, content};
use gongkai::record::Record;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyDict;

use crate::arguments::{failed, language, not_run, options, types, wrong};
use crate::arrow::Batch;

/// A document that was read.
#[pyclass(frozen)]
pub struct Document(gongkai::Document);

/// Reads the document at a path.
#[pyfunction]
pub fn open(
    py: Python<'_>,
    path: PathBuf,
    lang: &str,
    limits: &Bound<'_, PyDict>,
) -> PyResult<Document> {
    let (options, language) = (options(limits)?, language(lang)?);
    let read = py.detach(|| gongkai::Document::open(path, &options));
    let mut document = read.map_err(|failure| failed(py, failure))?;
    document.tell_in(language);
    Ok(Document(document))
}

/// Reads a document from its bytes.
#[pyfunction]
pub fn apart(
    py: Python<'_>,
    name: String,
    bytes: PyBackedBytes,
    lang: &str,
    limits: &Bound<'_, PyDict>,
) -> PyResult<Document> {
    let (options, language) = (options(limits)?, language(lang)?);
    let read = py.detach(|| gongkai::Document::apart(name, &*bytes, &options));
    let mut document = read.map_err(|failure| failed(py, failure))?;
    document.tell_in(language);
    Ok(Document(document))
}

#[pymethods]
impl Document {
    /// The text that spans refer to.
    #[getter]
    fn text(&self) -> &str {
        self.0.text()
    }

    /// The records, each as its line of JSON.
    fn lines(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        py.detach(|| {
            let lines = self
                .0
                .records()
                .map(|record| serde_json::to_string(&record));
            lines.collect::<Result<_, _>>()
        })
        .map_err(wrong)
    }

    /// The page that shows the document.
    fn page(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
        let language = language(lang)?;
        Ok(py.detach(|| self.0.page(language)))
    }
}

/// What [`pack`] gives: the document's id, what it says in short, and its batches by the type's name.
type Packed = (Option<String>, Option<String>, Vec<(&'static str, Batch)>);

/// Reads a document from its bytes and gives its records as batches. One that cannot be read, too large a one among
/// them, is a record of its own.
#[pyfunction]
pub fn pack(
    py: Python<'_>,
    name: String,
    bytes: PyBackedBytes,
    names: Vec<String>,
    limits: &Bound<'_, PyDict>,
) -> PyResult<Packed> {
    let (options, types) = (options(limits)?, types(&names)?);
    let packed = py.detach(|| match gongkai::Document::apart(name, &*bytes, &options) {
        Ok(document) => of_records(document.into_records().collect(), &types),
        Err(failure) => of_records(vec![Record::Error(Box::new(failure))], &types),
    });
    packed.map_err(|error| not_run(py, &error))
}

fn of_records(records: Vec<Record>, types: &[RecordType]) -> Result<Packed, RunError> {
    let doc = match records.first() {
        Some(Record::Document(header)) => Some(header.doc.clone()),
        _ => None,
    };
    let content = content(&records);
    let batches = batches(records, types)?;
    let batches = batches.into_iter();
    let named = batches.map(|(kind, rows)| (kind.name(), Batch(rows)));
    Ok((doc, content, named.collect()))
}

/// For each document, given by what it says in short and its id, the first before it that says the same.
#[pyfunction]
pub fn same_as(documents: Vec<(String, String)>) -> PyResult<Vec<Option<String>>> {
    let documents = documents.iter().map(|(content, doc)| (&**content, &**doc));
    gongkai::arrow::same_as(documents).map_err(wrong)
}
