//! The codebooks: every column of every table, and the words that it may hold, as a table and as a page.

use super::super::record_type::RecordType;
use super::super::sink::OutputError;
use super::super::table::{PRECISION, SCALE, columns};
use super::super::table_type::TableType;
use super::{Described, categories};
use crate::lexicon::rows::{ColumnKind, ColumnRow, Presence};

const HEAD: [&str; 12] = [
    "table",
    "column",
    "field",
    "type",
    "null",
    "unit",
    "refers_to",
    "label",
    "english",
    "chinese",
    "value_labels_en",
    "value_labels_zh",
];

/// The codebook as comma-separated values.
pub(super) fn csv(described: &Described) -> Result<String, OutputError> {
    let made = described.made;
    let mut rows = csv::Writer::from_writer(Vec::new());
    let mut write = || -> Result<(), csv::Error> {
        rows.write_record(HEAD)?;
        for kind in &described.tables {
            for column in columns(*kind) {
                let labels = |label: fn(&crate::lexicon::rows::CategoryRow) -> &str| {
                    let words = categories(&column.vocabulary);
                    let words = words.map(|word| format!("{}={}", word.value, label(word)));
                    words.collect::<Vec<_>>().join("; ")
                };
                rows.write_record([
                    kind.plural(),
                    &column.name,
                    &column.field,
                    type_name(column.kind),
                    null(column),
                    &column.unit,
                    &refers(column),
                    &column.label,
                    &column.english,
                    &column.chinese,
                    &labels(|word| &word.english),
                    &labels(|word| &word.chinese),
                ])?;
            }
        }
        Ok(())
    };
    let failed = |error: csv::Error| OutputError::Stream(error.into());
    write().map_err(failed)?;
    let bytes = rows
        .into_inner()
        .map_err(|error| failed(error.into_error().into()))?;
    let bom = if made.bom { "\u{feff}" } else { "" };
    Ok(format!("{bom}{}", String::from_utf8_lossy(&bytes)))
}

/// What stands in a column, in a word.
fn type_name(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "text",
        ColumnKind::Integer | ColumnKind::Start | ColumnKind::End => "integer",
        ColumnKind::Decimal => "decimal",
        ColumnKind::Boolean => "boolean",
        ColumnKind::Words => "list of texts",
        ColumnKind::Ids => "list of integers",
        ColumnKind::Grid => "JSON",
    }
}

fn null(column: &ColumnRow) -> &'static str {
    match column.presence {
        Presence::Always => "never",
        Presence::Maybe => "may be",
    }
}

/// The table and column that a column refers to.
fn refers(column: &ColumnRow) -> String {
    let Some((own, name)) = column.refers.split_once('.') else {
        return String::new();
    };
    let kind = RecordType::ALL.into_iter().find(|kind| kind.name() == own);
    kind.map_or(String::new(), |kind| format!("{}.{name}", kind.plural()))
}

/// The codebook as a page.
pub(super) fn markdown(described: &Described) -> String {
    let made = described.made;
    let mut page = format!(
        "# Codebook 变量说明\n\n\
         Made by gongkai {}, records of version {}.\n\n\
         - A table has a directory, and its files are parts: together they are the table. `doc` joins every table with \
         `documents`; `section_id`, `table_id`, `parent_id` and `project_id` name the `id` of a record of the same `doc`.\n\
         - Codes are texts, with the zeros that they begin with. Nothing is corrected; null says that a column does \
         not apply or could not be settled.\n\
         - In CSV null is an empty cell, the words of a list stand between `;`, and `rows` is JSON. In Parquet numbers \
         are DECIMAL({PRECISION},{SCALE}), rounded at the last place, and null where they have more digits. In lines of \
         JSON `span_start` and `span_end` are one field, `span`; so are those of `body`.\n\n\
         - 每张表是一个目录，目录中各文件合为一表。各表以 `doc` 与 `documents` 相连；`section_id`、`table_id`、`parent_id`、\
         `project_id` 指同一 `doc` 中记录的 `id`。\n\
         - 编码为文本，保留首位的零。原文有误照录；空值表示不适用或无法确定。\n\
         - CSV 中空值为空单元格，列表各项以 `;` 分隔，`rows` 为 JSON。Parquet 中小数为 DECIMAL({PRECISION},{SCALE})，\
         末位四舍五入，位数超出者为空。JSON 行中 `span_start`、`span_end` 合为 `span`，`body` 同。\n",
        made.extractor_version, made.schema_version
    );
    for kind in &described.tables {
        page.push_str(&format!(
            "\n## {}\n\n| column | type | null | unit | refers to | label | English | 中文 |\n\
             | --- | --- | --- | --- | --- | --- | --- | --- |\n",
            kind.plural()
        ));
        for column in columns(*kind) {
            page.push_str(&format!(
                "| `{}` | {} | {} | {} | {} | {} | {} | {} |\n",
                column.name,
                type_name(column.kind),
                null(column),
                column.unit,
                refers(column),
                column.label,
                column.english,
                column.chinese
            ));
        }
        page.push_str(&words(*kind));
    }
    page
}

/// The words that columns of a table may hold.
fn words(kind: TableType) -> String {
    let mut lists = String::new();
    for column in columns(kind) {
        if categories(&column.vocabulary).next().is_none() {
            continue;
        }
        lists.push_str(&format!("\n`{}`:\n\n", column.name));
        for word in categories(&column.vocabulary) {
            lists.push_str(&format!(
                "- `{}` {} {}\n",
                word.value, word.chinese, word.english
            ));
        }
    }
    lists
}
