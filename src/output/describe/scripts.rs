//! Scripts that load the tables into Stata and R, with their types and labels.

use super::super::table::columns;
use super::super::table_type::TableType;
use super::categories;
use crate::lexicon::rows::{CategoryRow, ColumnKind, ColumnRow};

/// `load.do`: each table becomes a file of Stata.
pub(super) fn stata(tables: &[TableType]) -> String {
    let mut script = "\
* Loads the tables of this dataset, types and labels them, and saves each: documents.dta, facts.dta, ...
* To be run in the directory where it stands: cd records, do load.do. Codes are strings; columns with a few words
* are numbers with value labels. 在本目录下运行，生成各表的 .dta 文件。
version 16
clear all
set more off
"
    .to_owned();
    for kind in tables {
        script.push_str(&stata_table(*kind));
    }
    script
}

fn stata_table(kind: TableType) -> String {
    let name = kind.plural();
    let columns = columns(kind);
    let numbered = || columns.iter().zip(1..);
    let at = |is_text: bool| {
        let of = numbered().filter(|(column, _)| is_string(column.kind) == is_text);
        let places: Vec<String> = of.map(|(_, place): (_, u32)| place.to_string()).collect();
        match places.is_empty() {
            true => String::new(),
            false => {
                let option = if is_text { "stringcols" } else { "numericcols" };
                format!(" {option}({})", places.join(" "))
            }
        }
    };
    let mut script = format!(
        "
* {name}
tempfile all
local begun 0
local parts : dir \"{name}\" files \"part-*.csv\"
local parts : list sort parts
foreach part of local parts {{
    import delimited using \"{name}/`part'\", clear varnames(nonames) rowrange(2) delimiters(\",\") ///
        bindquotes(strict) maxquotedrows(unlimited) encoding(\"utf-8\") asdouble ///
       {}{}
    if c(N) == 0 {{
        continue
    }}
    if `begun' {{
        append using \"`all'\"
    }}
    save \"`all'\", replace
    local begun 1
}}
if `begun' {{
",
        at(true),
        at(false)
    );
    for (column, place) in numbered() {
        script.push_str(&stata_column(column, place));
    }
    script.push_str(&format!(
        "    compress\n    save \"{name}.dta\", replace\n}}\n"
    ));
    script
}

/// Whether a column is read as a string, be it to become a number.
fn is_string(kind: ColumnKind) -> bool {
    match kind {
        ColumnKind::Integer | ColumnKind::Start | ColumnKind::End | ColumnKind::Decimal => false,
        ColumnKind::Text
        | ColumnKind::Boolean
        | ColumnKind::Words
        | ColumnKind::Ids
        | ColumnKind::Grid => true,
    }
}

fn stata_column(column: &ColumnRow, place: u32) -> String {
    let name = &column.name;
    let mut script = format!("    rename v{place} {name}\n");
    if column.kind == ColumnKind::Boolean {
        script.push_str(&format!(
            "    replace {name} = cond({name} == \"true\", \"1\", cond({name} == \"false\", \"0\", \"\"))\n    \
             destring {name}, replace\n"
        ));
    }
    if categories(&column.vocabulary).next().is_some() {
        let words = &column.vocabulary;
        script.push_str(&format!("    capture label drop {words}\n"));
        script.push_str(&stata_words(words, "add", |word| word.value.to_string()));
        // The words of the data become their numbers, then the labels tell what they mean.
        script.push_str(&format!(
            "    encode {name}, generate(number_of_word) label({words}) noextend\n    \
             order number_of_word, after({name})\n    drop {name}\n    rename number_of_word {name}\n"
        ));
        script.push_str(&stata_words(words, "modify", |word| {
            format!("{} {} {}", word.value, word.chinese, word.english)
        }));
    }
    script.push_str(&format!("    label variable {name} \"{}\"\n", column.label));
    script
}

fn stata_words(vocabulary: &str, option: &str, label: impl Fn(&CategoryRow) -> String) -> String {
    categories(vocabulary)
        .zip(1_u32..)
        .map(|(word, number)| {
            let label = label(word);
            format!("    label define {vocabulary} {number} \"{label}\", {option}\n")
        })
        .collect()
}

/// `load.R`: the tables become data frames of a list.
pub(super) fn r(tables: &[TableType]) -> String {
    let mut script = "\
# Loads the tables of this dataset, types and labels them: after source(\"records/load.R\", chdir = TRUE,
# encoding = \"UTF-8\") the list `gongkai` has a data frame for each. Codes are texts; columns with a few words are
# factors; attr(, \"label\") says what a column is. 运行后各表在列表 gongkai 中。
"
    .to_owned();
    let mut lists = Vec::new();
    for kind in tables {
        let columns: Vec<String> = columns(*kind).into_iter().map(r_column).collect();
        lists.push(format!(
            "  {} = list(\n{}\n  )",
            kind.plural(),
            columns.join(",\n")
        ));
    }
    script.push_str(&format!("gongkai <- list(\n{}\n)\n", lists.join(",\n")));
    script.push_str(
        r#"gongkai <- Map(function(name, columns) {
  classes <- vapply(columns, function(column) column$class, "")
  parts <- sort(list.files(name, "^part-[0-9]+[.]csv$", full.names = TRUE))
  rows <- do.call(rbind, lapply(parts, read.csv,
    colClasses = unname(classes), na.strings = "", encoding = "UTF-8", check.names = FALSE
  ))
  # The first name may have a byte-order mark.
  names(rows) <- names(columns)
  for (column in names(columns)) {
    words <- columns[[column]]$words
    if (!is.null(words)) {
      rows[[column]] <- factor(rows[[column]], levels = names(words))
      attr(rows[[column]], "meanings") <- words
    }
    attr(rows[[column]], "label") <- columns[[column]]$label
  }
  rows
}, names(gongkai), gongkai)
"#,
    );
    script
}

fn r_column(column: &ColumnRow) -> String {
    let class = match column.kind {
        ColumnKind::Integer | ColumnKind::Start | ColumnKind::End | ColumnKind::Decimal => {
            "numeric"
        }
        ColumnKind::Boolean => "logical",
        ColumnKind::Text | ColumnKind::Words | ColumnKind::Ids | ColumnKind::Grid => "character",
    };
    let words: Vec<String> = categories(&column.vocabulary)
        .map(|word| format!("`{}` = \"{} {}\"", word.value, word.chinese, word.english))
        .collect();
    let words = match words.is_empty() {
        true => String::new(),
        false => format!(",\n      words = c({})", words.join(", ")),
    };
    format!(
        "    {} = list(class = \"{class}\", label = \"{}\"{words})",
        column.name, column.label
    )
}
