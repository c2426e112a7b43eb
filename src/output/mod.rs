//! Records leave the program.
//!
//! In come the records of single documents, in the order of the contract; out go a stream or a dataset, each
//! a [`Sink`], and a dataset in several formats. What was written is read again ([`Opened`]), and tables that are made of
//! it are written in the same manner ([`Tables`]). This room decides how records are written, never what they say.

#[cfg(feature = "arrow")]
mod batches;
mod dataset;
mod describe;
mod format;
mod made;
mod manifest;
mod merge;
mod opened;
mod part;
mod record_type;
mod sink;
mod sweep;
mod table;
mod table_type;
mod tables;

use std::io::{self, Write};

use serde::Serialize;

#[cfg(feature = "arrow")]
pub use batches::{Batches, schema};
pub use dataset::{Dataset, Mode};
pub use format::{Compression, Format};
pub use made::Made;
pub use manifest::{Entry, Status};
pub use merge::merge;
pub use opened::Opened;
pub use record_type::RecordType;
pub use sink::{Ending, OutputError, Sink, Stream};
pub use table_type::TableType;
pub use tables::{TablePart, Tables, Written};

/// Writes a line of JSON.
fn line(what: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, what)?;
    out.write_all(b"\n")
}
