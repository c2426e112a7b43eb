//! Records leave the program.
//!
//! In come the records of single documents, in the order of the contract; out go a stream or one file a
//! type. A format is a [`Sink`]: this room decides how records are written, never what they say.

mod record_type;
mod sink;

pub use record_type::RecordType;
pub use sink::{Directory, OutputError, Sink, Stream};
