//! From a marked file to its text and labels.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::grid::{self, Layout};
use super::label::{Cell, Fact, Header, Labels, Section, Table};
use super::number;

/// A marked document.
#[derive(Debug)]
pub struct Marked {
    /// What the document is without its marks.
    pub text: String,
    /// What a reader should make of it.
    pub labels: Labels,
}

const KEYS: [&str; 13] = [
    "l", "m", "s", "y", "b", "of", "c", "v", "u", "k", "yuan", "vs", "vy",
];
const MEASURES: [&str; 8] = [
    "amount",
    "share",
    "change",
    "growth",
    "completion",
    "count",
    "rate",
    "price",
];
const VERSUS: [&str; 7] = [
    "prior_year",
    "prior_budget",
    "prior_final",
    "budget",
    "adjusted_budget",
    "target",
    "other",
];

/// A heading's number.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(第[一二三四五六七八九十0-9]+(?:部分|章|节)|附件[一二三四五六七八九十0-9]*",
        r"|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[、.．]",
        r"|表[一二三四五六七八九十0-9]+[：:、]?|[0-9]+(?:\.[0-9]+)+)",
    ))
    .unwrap()
});

/// Reads a marked file; with a layout, every table is printed in it instead of in its own.
///
/// # Errors
/// What is wrong with the marks.
pub fn read(source: &str, layout: Option<Layout>) -> Result<Marked, String> {
    let (head, body) = source.split_once('\n').unwrap_or((source, ""));
    let header = header(head)?;
    let mut reader = Reader {
        layout,
        text: String::new(),
        points: 0,
        line: 1,
        heads: Vec::new(),
        labels: Labels {
            header,
            ..Labels::default()
        },
    };
    reader.body(body)?;
    reader.labels.sections = sections(&reader.heads, &reader.text);
    Ok(Marked {
        text: reader.text,
        labels: reader.labels,
    })
}

fn header(line: &str) -> Result<Header, String> {
    let words = line
        .strip_prefix("%doc ")
        .ok_or("the first line must be %doc …")?;
    let keys = keys(words.split_whitespace())?;
    let need = |name: &str| keys.get(name).ok_or(format!("%doc has no {name}"));
    Ok(Header {
        kind: (*need("kind")?).to_owned(),
        year: year(need("year")?)?,
        issuer: (*need("issuer")?).to_owned(),
        region: keys.get("region").map(|code| (*code).to_owned()),
    })
}

fn year(digits: &str) -> Result<i32, String> {
    digits.parse().map_err(|_| format!("{digits} is no year"))
}

fn keys<'a>(words: impl Iterator<Item = &'a str>) -> Result<BTreeMap<&'a str, &'a str>, String> {
    words
        .map(|word| word.split_once('=').ok_or(format!("{word}: no `=`")))
        .collect()
}

/// A heading: where it begins and ends in bytes of the text, and its line.
struct Head {
    start: usize,
    end: Option<usize>,
    line: usize,
    level: usize,
}

/// Writes the text and notes the labels.
struct Reader {
    layout: Option<Layout>,
    text: String,
    /// Code points written.
    points: usize,
    /// Line that is being written, from 1.
    line: usize,
    heads: Vec<Head>,
    labels: Labels,
}

impl Reader {
    fn write(&mut self, text: &str) {
        self.text += text;
        self.points += text.chars().count();
        self.line += text.matches('\n').count();
    }

    fn body(&mut self, mut rest: &str) -> Result<(), String> {
        while let Some((before, marked)) = rest.split_once('⟦') {
            self.write(before);
            let (mark, behind) = marked
                .split_once('⟧')
                .ok_or_else(|| format!("line {}: a mark is left open", self.line))?;
            rest = self
                .mark(mark, behind)
                .map_err(|error| format!("line {}: {error}", self.line))?;
        }
        self.write(rest);
        Ok(())
    }

    /// Reads a mark; gives the text behind it.
    fn mark<'a>(&mut self, mark: &str, behind: &'a str) -> Result<&'a str, String> {
        if let Some((raw, keys)) = mark.rsplit_once('|') {
            self.fact(raw, keys)?;
            return Ok(behind);
        }
        if let Some(spec) = mark.strip_prefix("table") {
            let (rows, behind) = behind
                .split_once("⟦/table⟧")
                .ok_or("a table is left open")?;
            self.table(spec, rows)?;
            return Ok(behind.strip_prefix('\n').unwrap_or(behind));
        }
        let here = self.text.len();
        match mark.strip_prefix('h').map(str::parse) {
            Some(Ok(level)) => self.heads.push(Head {
                start: here,
                end: None,
                line: self.line,
                level,
            }),
            _ if mark == "/h" => match self.heads.last_mut() {
                Some(head) => head.end = Some(here),
                None => return Err("the end of no heading".to_owned()),
            },
            _ => return Err(format!("mark not understood: {mark}")),
        }
        Ok(behind)
    }

    fn fact(&mut self, raw: &str, spec: &str) -> Result<(), String> {
        let keys = keys(spec.split(';').filter(|word| !word.is_empty()))?;
        if let Some(key) = keys.keys().find(|key| !KEYS.contains(key)) {
            return Err(format!("{raw}: no key {key}"));
        }
        let own = |key: &str| keys.get(key).map(|value| (*value).to_owned());
        let any = |key: &str| -> Vec<String> {
            let given = keys.get(key).into_iter();
            given
                .flat_map(|all| all.split('~'))
                .map(str::to_owned)
                .collect()
        };
        let labels = any("l");
        if labels.is_empty() {
            return Err(format!("{raw}: no l="));
        }
        let number = number::read(raw, &keys)?;
        let measure = match (own("m"), number.kind) {
            (Some(measure), _) => measure,
            (None, "money") => "amount".to_owned(),
            (None, "count") => "count".to_owned(),
            (None, _) => return Err(format!("{raw}: a percentage needs m=")),
        };
        if !MEASURES.contains(&measure.as_str()) {
            return Err(format!("{raw}: no measure {measure}"));
        }
        let moves = matches!(measure.as_str(), "change" | "growth");
        if moves
            && !keys
                .get("s")
                .is_some_and(|sign| ["+", "-", "0", "?"].contains(sign))
        {
            return Err(format!("{raw}: {measure} needs s="));
        }
        let versus = own("vs");
        if let Some(versus) = versus.as_deref().filter(|word| !VERSUS.contains(word)) {
            return Err(format!("{raw}: no versus {versus}"));
        }
        let header = &self.labels.header;
        let of_year = keys
            .get("y")
            .map_or(Ok(header.year), |digits| year(digits))?;
        let prior = versus
            .as_deref()
            .is_some_and(|word| word.starts_with("prior"));
        let versus_year = match keys.get("vy") {
            Some(digits) => Some(year(digits)?),
            None => prior.then_some(of_year - 1),
        };
        let usual = if header.kind == "budget" {
            "budget"
        } else {
            "final"
        };
        let basis = own("b").unwrap_or_else(|| usual.to_owned());
        let start = self.points + raw.chars().take_while(|c| c.is_whitespace()).count();
        let length = raw.trim().chars().count();
        self.labels.facts.push(Fact {
            span: (start, start + length),
            line: self.line,
            raw: raw.trim().to_owned(),
            kind: number.kind,
            value: number.value,
            unit: number.unit,
            yuan: number.yuan,
            comparator: own("c"),
            labels,
            measure,
            sign: own("s"),
            year: of_year,
            basis,
            wholes: any("of"),
            versus,
            versus_year,
        });
        self.write(raw);
        Ok(())
    }

    fn table(&mut self, spec: &str, body: &str) -> Result<(), String> {
        let keys = keys(spec.split_whitespace())?;
        let said = |key: &str| keys.get(key).copied().filter(|value| *value != "-");
        let rows: Vec<Vec<&str>> = body
            .trim_matches('\n')
            .split('\n')
            .map(|row| row.split('\t').collect())
            .collect();
        if rows.iter().any(|row| row.len() != rows[0].len()) {
            return Err("the rows of the table differ in length".to_owned());
        }
        let own = said("layout").and_then(Layout::by_name);
        let layout = self.layout.or(own).ok_or("the table has no layout")?;
        if let Some(caption) = said("caption") {
            self.write(&format!("{caption}\n"));
        }
        if let Some(unit) = said("unit").filter(|_| keys.get("unit_line") != Some(&"0")) {
            self.write(&format!("单位：{unit}\n"));
        }
        let (lines, places) = grid::print(&rows, layout);
        let first = self.line;
        self.labels.tables.push(Table {
            line: first,
            end_line: first + lines.len() - 1,
            caption: said("caption").map(str::to_owned),
            unit: said("unit").map(str::to_owned),
            form: said("form").unwrap_or("other").to_owned(),
        });
        for line in lines {
            self.write(&format!("{line}\n"));
        }
        let header = said("header").map_or(Ok(1), str::parse);
        let header: usize = header.map_err(|_| "header= is no number")?;
        let stub = Stub {
            labels: columns(said("label").unwrap_or("1"))?,
            codes: said("code").map_or(Ok(Vec::new()), columns)?,
            heads: filled(&rows[..header.min(rows.len())]),
        };
        for (row, places) in rows.iter().zip(&places).skip(header) {
            stub.cells(row, places, first, &mut self.labels.cells)?;
        }
        Ok(())
    }
}

/// Column numbers, from 1, as indexes.
fn columns(list: &str) -> Result<Vec<usize>, String> {
    list.split(',')
        .map(|digits| {
            let number: usize = digits.parse().map_err(|_| format!("{digits}: no column"))?;
            number
                .checked_sub(1)
                .ok_or("columns count from 1".to_owned())
        })
        .collect()
}

/// Header rows with their merged cells filled.
fn filled<'a>(rows: &[Vec<&'a str>]) -> Vec<Vec<&'a str>> {
    let mut filled = rows.to_vec();
    for row in 0..filled.len() {
        for column in 0..filled[row].len() {
            match filled[row][column] {
                "<" if column > 0 => filled[row][column] = filled[row][column - 1],
                "^" if row > 0 => filled[row][column] = filled[row - 1][column],
                _ => {}
            }
        }
    }
    filled
}

/// What names the cells of a table.
struct Stub<'a> {
    labels: Vec<usize>,
    codes: Vec<usize>,
    heads: Vec<Vec<&'a str>>,
}

impl Stub<'_> {
    fn cells(
        &self,
        row: &[&str],
        places: &[usize],
        first: usize,
        cells: &mut Vec<Cell>,
    ) -> Result<(), String> {
        for (at, cell) in row.iter().enumerate() {
            let named = self.labels.contains(&at) || self.codes.contains(&at);
            if named || !number::is_number(cell) {
                continue;
            }
            let before = self.labels.iter().filter(|label| **label < at).max();
            let label = before.or(self.labels.first()).copied().unwrap_or(0);
            let digits =
                |code: &&&str| !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
            let codes = self.codes.iter().filter(|code| **code < at);
            let code: String = codes
                .filter_map(|code| row.get(*code).filter(digits))
                .copied()
                .collect();
            let mut column: Vec<String> = Vec::new();
            for head in self.heads.iter().filter_map(|heads| heads.get(at)) {
                if !head.is_empty() && column.last().is_none_or(|last| last != head) {
                    column.push((*head).to_owned());
                }
            }
            cells.push(Cell {
                line: first + places[at],
                raw: (*cell).to_owned(),
                value: number::value(cell)?,
                row: row.get(label).copied().unwrap_or_default().to_owned(),
                column,
                code: (!code.is_empty()).then_some(code),
            });
        }
        Ok(())
    }
}

/// The headings with their numbers, titles and parents.
fn sections(heads: &[Head], text: &str) -> Vec<Section> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    heads
        .iter()
        .map(|head| {
            let rest = &text[head.start..head.end.unwrap_or(text.len())];
            let printed = match head.end {
                Some(_) => rest,
                None => rest.split('\n').next().unwrap_or(rest),
            };
            let printed: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
            let printed = printed.trim_start_matches(['#', '*']).trim_end_matches('*');
            let number = HEAD.find(printed).map(|found| found.as_str());
            let title = printed[number.map_or(0, str::len)..]
                .trim_start_matches(['：', ':'])
                .trim_end_matches(['。', '：', ':', '；', ';']);
            while open.last().is_some_and(|(level, _)| *level >= head.level) {
                open.pop();
            }
            let parent_line = open.last().map(|(_, line)| *line);
            open.push((head.level, head.line));
            Section {
                line: head.line,
                level: head.level,
                number: number.map(str::to_owned),
                title: title.to_owned(),
                parent_line,
            }
        })
        .collect()
}
