//! Tables go to Python by the Arrow PyCapsule interface: nothing is copied, and whatever speaks Arrow takes them.

use arrow_array::ffi::{FFI_ArrowSchema, to_ffi};
use arrow_array::{Array, RecordBatch, StructArray};
use gongkai::arrow::RecordType;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::arguments::{types, wrong};

/// A batch of records of one type.
#[pyclass(frozen)]
pub struct Batch(pub RecordBatch);

/// The columns of the records of one type.
#[pyclass(frozen)]
pub struct Schema(RecordType);

/// The columns of the records of a type.
#[pyfunction]
pub fn schema(name: String) -> PyResult<Schema> {
    let types = types(&[name])?;
    let own = types.first().ok_or_else(|| wrong("no type"))?;
    Ok(Schema(*own))
}

#[pymethods]
impl Batch {
    /// The batch, for whoever takes Arrow's C data interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        // A producer need not give what it is asked for.
        let _ = requested_schema;
        let rows = StructArray::from(self.0.clone());
        let (array, schema) = to_ffi(&rows.to_data()).map_err(wrong)?;
        let schema = PyCapsule::new_with_value(py, schema, c"arrow_schema")?;
        let array = PyCapsule::new_with_value(py, array, c"arrow_array")?;
        Ok((schema, array))
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }
}

#[pymethods]
impl Schema {
    /// The columns, for whoever takes Arrow's C data interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*gongkai::arrow::schema(self.0)).map_err(wrong)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The names of the columns, and of the type in the plural.
    #[getter]
    fn plural(&self) -> &'static str {
        self.0.plural()
    }
}
