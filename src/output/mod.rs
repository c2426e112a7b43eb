//! Records leave the program.
//!
//! In come the extractions of single documents, as lines of JSON already; out go a stream or one
//! file a type. This room knows nothing of what a record says.

mod encode;
mod sink;

pub use encode::{Encoded, RecordType, UnknownRecordType, encode, encode_failure};
pub use sink::{Directory, OutputError, Sink, Stream};
