//! Records leave the program.
//!
//! In come the records of single documents, in the order of the contract; out go a stream or a dataset, each
//! a [`Sink`], and a dataset in several formats. This room decides how records are written, never what they say.

mod dataset;
mod describe;
mod format;
mod made;
mod manifest;
mod merge;
mod part;
mod record_type;
mod sink;
mod sweep;
mod table;

use std::io::{self, Write};

use serde::Serialize;

pub use dataset::{Dataset, Mode};
pub use format::{Compression, Format};
pub use made::Made;
pub use manifest::{Entry, Status};
pub use merge::merge;
pub use record_type::RecordType;
pub use sink::{Ending, OutputError, Sink, Stream};

/// Writes a line of JSON.
fn line(what: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, what)?;
    out.write_all(b"\n")
}
