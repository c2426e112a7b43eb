//! What one document may cost, as options.

use std::time::Duration;

use crate::source::Limits;

/// What one document may cost; more is an error of that document.
#[derive(Debug, Clone, clap::Args)]
#[group(id = "limits")]
#[command(next_help_heading = "Limits for one document")]
pub struct Arguments {
    /// Size of the file in bytes.
    #[arg(long, value_name = "N", default_value_t = Limits::default().bytes)]
    max_bytes: u64,
    /// Time in seconds.
    #[arg(long, value_name = "S", default_value_t = Limits::default().time.as_secs_f64(), value_parser = seconds)]
    max_seconds: f64,
    /// Bytes that a zipped or compressed document (docx, xlsx, pdf) may unpack to.
    #[arg(long, value_name = "N", default_value_t = Limits::default().expansion)]
    max_expansion: u64,
    /// Bytes of text that may be read from it.
    #[arg(long, value_name = "N", default_value_t = Limits::default().text)]
    max_text: u64,
    /// Records that may be made of it.
    #[arg(long, value_name = "N", default_value_t = Limits::default().records)]
    max_records: usize,
    /// Let LibreOffice, where it is installed, convert what is not read: doc, wps, rtf, OpenDocument, xlsb.
    #[arg(long)]
    convert: bool,
}

impl Arguments {
    /// The limits that they set.
    pub fn limits(&self) -> Limits {
        Limits {
            bytes: self.max_bytes,
            time: Duration::from_secs_f64(self.max_seconds),
            expansion: self.max_expansion,
            text: self.max_text,
            records: self.max_records,
            convert: self.convert,
        }
    }
}

fn seconds(printed: &str) -> Result<f64, String> {
    let seconds: f64 = printed.parse().map_err(|_| "not a number".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(_) => Ok(seconds),
        Err(_) => Err("not a length of time".to_owned()),
    }
}
