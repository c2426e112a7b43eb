//! What callers say, lowered into what the library takes; and what it says of failures.

use std::time::Duration;

use gongkai::arrow::{RecordType, RunError};
use gongkai::record::Failure;
use gongkai::{Language, Limits, Options};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The limits that keywords set, named as the options of the program.
pub fn options(limits: &Bound<'_, PyDict>) -> PyResult<Options> {
    let mut options = Options::default();
    let own = &mut options.limits;
    for (name, value) in limits {
        let name: String = name.extract()?;
        match &*name {
            "max_bytes" => own.bytes = value.extract()?,
            "max_seconds" => own.time = seconds(&value)?,
            "max_expansion" => own.expansion = value.extract()?,
            "max_text" => own.text = value.extract()?,
            "max_records" => own.records = value.extract()?,
            "convert" => own.convert = value.extract()?,
            _ => {
                return Err(PyTypeError::new_err(format!(
                    "unexpected keyword argument `{name}`"
                )));
            }
        }
    }
    Ok(options)
}

fn seconds(value: &Bound<'_, PyAny>) -> PyResult<Duration> {
    let seconds: f64 = value.extract()?;
    Duration::try_from_secs_f64(seconds).map_err(wrong)
}

/// The limits of a document if none are set.
#[pyfunction]
pub fn defaults(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let limits = Limits::default();
    let dict = PyDict::new(py);
    dict.set_item("max_bytes", limits.bytes)?;
    dict.set_item("max_seconds", limits.time.as_secs_f64())?;
    dict.set_item("max_expansion", limits.expansion)?;
    dict.set_item("max_text", limits.text)?;
    dict.set_item("max_records", limits.records)?;
    dict.set_item("convert", limits.convert)?;
    Ok(dict)
}

/// The types of records of these names.
pub fn types(names: &[String]) -> PyResult<Vec<RecordType>> {
    names
        .iter()
        .map(|name| name.parse().map_err(wrong))
        .collect()
}

/// The language of a name.
pub fn language(name: &str) -> PyResult<Language> {
    match name {
        "zh" => Ok(Language::Chinese),
        "en" => Ok(Language::English),
        _ => Err(wrong(format_args!("no language `{name}`: zh or en"))),
    }
}

/// Something that was said cannot be.
pub fn wrong(error: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// A document that could not be read.
pub fn failed(py: Python<'_>, failure: Failure) -> PyErr {
    let stage = serde_json::to_value(failure.stage).unwrap_or_default();
    let stage = stage.as_str().unwrap_or_default();
    raised(py, "DocumentError", |class| {
        class.call1((failure.path, stage, failure.message))
    })
}

/// A run that could not be made.
pub fn not_run(py: Python<'_>, error: &RunError) -> PyErr {
    raised(py, "RunError", |class| class.call1((error.to_string(),)))
}

fn raised<'py>(
    py: Python<'py>,
    class: &str,
    make: impl FnOnce(Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>>,
) -> PyErr {
    let made = py
        .import("gongkai.errors")
        .and_then(|module| module.getattr(class))
        .and_then(make);
    match made {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}
