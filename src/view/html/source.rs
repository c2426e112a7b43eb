//! The left side: header, outline, and the text with its records marked.

use std::io::{self, Write};

use super::escaped;
use crate::extraction::Extraction;
use crate::record::{Header, Kind, Quantity, Section};
use crate::view::marked::{Marked, Piece};
use crate::view::tree::heading;

/// Lines in one block that the browser lays out only when it comes into sight.
const BLOCK: usize = 40;

/// What the document is.
pub fn header(out: &mut impl Write, document: &Header) -> io::Result<()> {
    let (english, chinese) = match document.kind {
        Kind::FinalAccounts => ("Final accounts", "决算"),
        Kind::Budget => ("Budget", "预算"),
        Kind::PerformanceReport => ("Performance report", "绩效报告"),
        Kind::ExecutionReport => ("Report on the execution of the budget", "预算执行报告"),
        Kind::None => ("No content", "无内容"),
        Kind::Other => ("Other document", "其他"),
    };
    write!(
        out,
        "<span class=kind><span class=en>{english}</span><span class=zh>{chinese}</span>"
    )?;
    if let Some(year) = document.fiscal_year {
        write!(out, " {year}")?;
    }
    write!(out, "</span>")?;
    for (text, class) in [
        (document.issuer.as_deref(), "issuer"),
        (document.region_name.as_deref(), "region"),
        (Some(document.path.as_str()), "path"),
    ] {
        if let Some(text) = text {
            write!(out, "<span class={class}>{}</span>", escaped(text))?;
        }
    }
    Ok(())
}

/// The outline as links.
pub fn outline(out: &mut impl Write, sections: &[Section]) -> io::Result<()> {
    for section in sections {
        writeln!(
            out,
            "<a href=\"#L{}\" data-s={} style=\"--l:{}\"><span>{}</span><i>{}</i></a>",
            section.line,
            section.id,
            section.level.min(8),
            escaped(&heading(section)),
            section.line,
        )?;
    }
    Ok(())
}

/// The text, line by line.
pub fn text(out: &mut impl Write, marked: &Marked<'_>, extraction: &Extraction) -> io::Result<()> {
    let mut tables = extraction.tables.iter().peekable();
    for block in marked.lines.chunks(BLOCK) {
        // About how high the block will be, for the scroll bar: long lines wrap.
        let rows: usize = block.iter().map(|line| 1 + line.text.len() / 120).sum();
        writeln!(out, "<div class=b style=\"--r:{rows}\">")?;
        for line in block {
            while tables
                .peek()
                .is_some_and(|table| table.end_line < line.number)
            {
                tables.next();
            }
            let table = tables.peek().filter(|table| table.line <= line.number);
            let number = line.number;
            match table {
                Some(table) => {
                    let edge = if table.line == number { " t0" } else { "" };
                    write!(
                        out,
                        "<div class=\"l t{edge}\" id=L{number} data-n={number} data-t={}>",
                        table.id
                    )?;
                }
                None => write!(out, "<div class=l id=L{number} data-n={number}>")?,
            }
            for piece in marked.pieces(number - 1) {
                write_piece(out, &piece, extraction)?;
            }
            writeln!(out, "</div>")?;
        }
        writeln!(out, "</div>")?;
    }
    Ok(())
}

fn write_piece(out: &mut impl Write, piece: &Piece<'_>, extraction: &Extraction) -> io::Result<()> {
    let text = escaped(piece.text);
    let fact = piece.fact.and_then(|index| extraction.facts.get(index));
    let row = piece
        .indicator
        .and_then(|index| extraction.indicators.get(index));
    let is_plain =
        fact.is_none() && piece.finding.is_none() && piece.section.is_none() && row.is_none();
    if is_plain {
        return write!(out, "{text}");
    }
    let kind = match fact.map(|fact| fact.kind) {
        Some(Quantity::Money) => "f m",
        Some(Quantity::Percent) => "f p",
        Some(Quantity::Count) => "f c",
        None => "",
    };
    let finding = piece
        .finding
        .and_then(|index| extraction.findings.get(index));
    let classes = [
        (true, kind),
        (piece.section.is_some(), "h"),
        (row.is_some(), "i"),
        (finding.is_some(), "w"),
        (true, finding.map_or("", |finding| finding.severity.name())),
    ];
    write!(out, "<span class=\"")?;
    for (_, class) in classes
        .iter()
        .filter(|(is_set, class)| *is_set && !class.is_empty())
    {
        write!(out, "{class} ")?;
    }
    write!(out, "\"")?;
    if let Some(fact) = fact {
        write!(out, " data-f={}", fact.id)?;
    }
    if let Some(row) = row {
        write!(out, " data-i={}", row.id)?;
    }
    if let Some(finding) = finding {
        write!(out, " data-w={}", finding.id)?;
    }
    write!(out, ">{text}</span>")
}
