//! How a dataset is made.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::format::{Compression, Format};
use super::record_type::RecordType;
use super::sink::OutputError;
use super::table::How;
use crate::record::SCHEMA_VERSION;

/// How a dataset is made; one that is gone on with must be made alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Version of the record format.
    pub(super) schema_version: String,
    /// Version of the program.
    pub(super) extractor_version: String,
    /// The types of records.
    pub(super) records: Vec<RecordType>,
    /// What its files are.
    pub(super) formats: Vec<Format>,
    /// How its files are compressed.
    pub(super) compression: Compression,
    /// Whether comma-separated values begin with a byte-order mark.
    pub(super) bom: bool,
    /// Which part of the crawl it is.
    pub(super) shard: String,
}

impl Made {
    /// A dataset that this program makes.
    pub fn new(
        records: &[RecordType],
        formats: &[Format],
        compression: Compression,
        bom: bool,
        shard: String,
    ) -> Self {
        Self {
            schema_version: SCHEMA_VERSION.to_owned(),
            extractor_version: env!("CARGO_PKG_VERSION").to_owned(),
            records: RecordType::ALL
                .into_iter()
                .filter(|kind| records.contains(kind))
                .collect(),
            formats: Format::ALL
                .into_iter()
                .filter(|format| formats.contains(format))
                .collect(),
            compression,
            bom,
            shard,
        }
    }

    /// The same in other formats, if any is named.
    pub(super) fn written_as(mut self, formats: &[Format], bom: bool) -> Self {
        if !formats.is_empty() {
            self.formats = Format::ALL.to_vec();
            self.formats.retain(|format| formats.contains(format));
            self.bom = bom;
        }
        self
    }

    /// From which of its own files those of another dataset are made: of the same format, or of the one that says
    /// the most.
    pub(super) fn source(&self, how: How) -> Option<How> {
        let same = self.hows().find(|own| own.format == how.format);
        same.or_else(|| self.hows().next())
    }

    /// The files of a part: the type of each, and how it is written.
    pub(super) fn files(&self) -> impl Iterator<Item = (RecordType, How)> {
        let kinds = self.records.iter();
        kinds.flat_map(|kind| self.hows().map(|how| (*kind, how)))
    }

    /// How the files of a type are written.
    pub(super) fn hows(&self) -> impl Iterator<Item = How> {
        self.formats.iter().map(|format| How {
            format: *format,
            compression: self.compression,
            bom: self.bom && *format == Format::Csv,
        })
    }
}

/// One that is gone on with, or merged with another, must have been made as it is asked for.
pub(super) fn differs(path: &Path, made: &Made, asked: &Made) -> Result<(), OutputError> {
    if made == asked {
        return Ok(());
    }
    let types = |made: &Made| {
        let names: Vec<&str> = made.records.iter().map(|kind| kind.name()).collect();
        format!("--records {}", names.join(","))
    };
    let formats = |made: &Made| {
        let names: Vec<&str> = made.formats.iter().map(|format| format.name()).collect();
        let bom = if made.bom { " --bom" } else { "" };
        format!("--format {}{bom}", names.join(","))
    };
    let tell: [fn(&Made) -> String; 6] = [
        |made| format!("gongkai {}", made.extractor_version),
        |made| format!("records of version {}", made.schema_version),
        formats,
        |made| format!("--compression {:?}", made.compression).to_lowercase(),
        |made| format!("--shard {}", made.shard),
        types,
    ];
    let told = tell.into_iter().map(|tell| (tell(made), tell(asked)));
    let (made, asked) = told
        .clone()
        .find(|(made, asked)| made != asked)
        .unwrap_or_default();
    let path = path.to_owned();
    Err(OutputError::Differs { path, made, asked })
}
