//! What the package `gongkai` for Python is made of: documents, their records as lines of JSON, and batches of Arrow.
//! The package itself is written in Python, beside this.

mod arguments;
mod arrow;
mod document;
mod reading;

/// gongkai, as its package for Python calls it.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use crate::arguments::defaults;
    #[pymodule_export]
    use crate::arrow::{Batch, Schema, schema};
    #[pymodule_export]
    use crate::document::{Document, apart, open, pack, same_as};
    #[pymodule_export]
    use crate::reading::Reading;
}
