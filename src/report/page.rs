//! The page: one file in both languages, nothing to fetch.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::chart::{self, Heat, province};
use super::outlier::Outlier;
use super::series::SERIES;
use super::{Evidence, Gathered};
use crate::check::RULES;
use crate::lexicon::rows::CategoryRow;
use crate::record::SCHEMA_VERSION;
use crate::view::html::escaped;
use crate::view::sentence::grouped;
use crate::view::words::{Language, fill, word};

/// The page of a dataset of a name, with links to the evidence that there is.
pub fn page(gathered: &Gathered, name: &str, evidence: &Evidence, language: Language) -> String {
    let mut page = String::new();
    let mut rest = include_str!("page.html");
    while let Some((before, after)) = rest.split_once("<!--{") {
        page.push_str(before);
        // The template is ours and every place in it is closed; what follows an open one is lost.
        let (place, behind) = after.split_once("}-->").unwrap_or((after, ""));
        match place {
            "lang" => page.push_str(match language {
                Language::English => "en",
                Language::Chinese => "zh",
            }),
            "title" => {
                let _ = write!(
                    page,
                    "{}: {}",
                    word("report.title", language),
                    escaped(name)
                );
            }
            "heading" => {
                let _ = write!(page, "{}: {}", both("report.title", &[]), escaped(name));
            }
            "style" => page.push_str(include_str!("style.css")),
            "made" => page.push_str(&both(
                "report.made",
                &[
                    ("version", env!("CARGO_PKG_VERSION")),
                    ("schema", SCHEMA_VERSION),
                ],
            )),
            "body" => body(&mut page, gathered, evidence),
            _ => {}
        }
        rest = behind;
    }
    page.push_str(rest);
    page
}

fn body(page: &mut String, gathered: &Gathered, evidence: &Evidence) {
    page.push_str(&summary(gathered));
    let provinces = provinces(gathered);
    section(page, "map", "report.map", None, &chart::map(&provinces));
    section(
        page,
        "heat",
        "report.heat",
        None,
        &heat(gathered, &provinces),
    );
    let has_facts = gathered.has.contains("fact");
    let or_none = |made: String, is_there: bool| match is_there {
        true => made,
        false => format!("<p>{}</p>", both("report.no_records", &[])),
    };
    for (id, title, note, made) in [
        (
            "coverage",
            "report.coverage",
            "report.coverage.note",
            coverage(gathered),
        ),
        (
            "growth",
            "report.growth",
            "report.growth.note",
            growth(gathered),
        ),
        (
            "agreement",
            "report.agreement",
            "report.agreement.note",
            agreement(gathered),
        ),
    ] {
        section(page, id, title, Some(note), &or_none(made, has_facts));
    }
    let found = or_none(findings(gathered), gathered.has.contains("finding"));
    section(
        page,
        "findings",
        "report.findings",
        Some("report.findings.note"),
        &found,
    );
    let outliers = or_none(outliers(gathered, evidence), has_facts);
    section(
        page,
        "outliers",
        "report.outliers",
        Some("report.outliers.note"),
        &outliers,
    );
    let failures = or_none(failures(gathered), gathered.has.contains("error"));
    section(page, "failures", "report.failures", None, &failures);
}

/// Words in both languages, of which the page shows one. Values are escaped.
pub(super) fn both(key: &'static str, values: &[(&str, &str)]) -> String {
    let escaped: Vec<(&str, String)> = values
        .iter()
        .map(|(name, value)| (*name, escaped(value).to_string()))
        .collect();
    let values: Vec<(&str, &str)> = escaped
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    let say = |language| fill(word(key, language), &values);
    format!(
        "<span class=en>{}</span><span class=zh>{}</span>",
        say(Language::English),
        say(Language::Chinese)
    )
}

/// A count with its digits in threes.
pub(super) fn number(count: u64) -> String {
    grouped(Decimal::from(count))
}

fn section(
    page: &mut String,
    id: &str,
    title: &'static str,
    note: Option<&'static str>,
    made: &str,
) {
    // What may be longer than a sheet of paper may be parted.
    let long = if made.contains("class=rows") {
        " class=long"
    } else {
        ""
    };
    let note = note.map_or(String::new(), |note| {
        format!("<p class=note>{}</p>", both(note, &[]))
    });
    let _ = writeln!(
        page,
        "<section id={id}{long}><h2>{}</h2>{note}{made}</section>",
        both(title, &[])
    );
}

fn summary(gathered: &Gathered) -> String {
    let known = gathered.by_province.keys().map(|(province, _)| *province);
    let provinces: BTreeSet<u8> = known.filter(|province| *province != 0).collect();
    let mut html = "<section id=summary><dl class=stats>".to_owned();
    for (key, count) in [
        ("report.documents", gathered.documents),
        ("report.issuers", gathered.issuers.len() as u64),
        ("report.provinces", provinces.len() as u64),
        ("report.facts", gathered.facts),
        ("report.failed", gathered.failed),
        ("report.same", gathered.same),
    ] {
        let _ = write!(
            html,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            both(key, &[]),
            number(count)
        );
    }
    html.push_str("</dl>");
    let mut years = gathered.by_province.keys().filter_map(|(_, year)| *year);
    if let Some(first) = years.next() {
        let (from, to) = years.fold((first, first), |(from, to), year| {
            (from.min(year), to.max(year))
        });
        let (from, to) = (from.to_string(), to.to_string());
        let _ = write!(
            html,
            "<p>{}</p>",
            both("report.years", &[("from", &from), ("to", &to)])
        );
    }
    let _ = writeln!(
        html,
        "<p class=note>{}</p></section>",
        both("report.once", &[])
    );
    html
}

/// Documents by province.
fn provinces(gathered: &Gathered) -> BTreeMap<u8, u64> {
    let mut provinces: BTreeMap<u8, u64> = BTreeMap::new();
    for ((province, _), count) in &gathered.by_province {
        *provinces.entry(*province).or_default() += count;
    }
    provinces
}

/// So many years fit beside each other; those before are one.
const YEARS: i32 = 15;

/// The columns of a table of years: the first may stand for all before it.
struct Years {
    all: Vec<i32>,
    has_earlier: bool,
}

impl Years {
    fn of(years: impl Iterator<Item = i32>) -> Self {
        let all: BTreeSet<i32> = years.collect();
        let last = all.last().copied().unwrap_or(0);
        let first = last.saturating_sub(YEARS - 1);
        let own: BTreeSet<i32> = all.iter().map(|year| (*year).max(first)).collect();
        Self {
            has_earlier: all.first().is_some_and(|year| *year < first),
            all: own.into_iter().collect(),
        }
    }

    fn heads(&self) -> Vec<String> {
        let heads = self.all.iter().enumerate().map(|(at, year)| match at {
            0 if self.has_earlier => both("report.earlier", &[("year", &year.to_string())]),
            _ => year.to_string(),
        });
        heads.collect()
    }

    /// Sums what stands under a year into its column.
    fn sum(&self, counts: impl Iterator<Item = (i32, u64)>) -> Vec<u64> {
        let mut sums = vec![0; self.all.len()];
        for (year, count) in counts {
            let at = self.all.partition_point(|own| *own < year);
            if let Some(sum) = sums.get_mut(at) {
                *sum += count;
            }
        }
        sums
    }
}

fn heat(gathered: &Gathered, provinces: &BTreeMap<u8, u64>) -> String {
    let years = Years::of(gathered.by_province.keys().filter_map(|(_, year)| *year));
    let row = |wanted: Option<u8>| {
        let own = || {
            let all = gathered.by_province.iter();
            all.filter(move |((province, _), _)| wanted.is_none_or(|wanted| wanted == *province))
        };
        let mut row = years.sum(own().filter_map(|((_, year), count)| Some(((*year)?, *count))));
        let unknown = own().filter(|((_, year), _)| year.is_none());
        row.push(unknown.map(|(_, count)| count).sum());
        row
    };
    let mut columns = years.heads();
    columns.push(both("report.unknown", &[]));
    let rows = provinces
        .keys()
        .map(|code| (province(*code), row(Some(*code))));
    let corner = both("report.province", &[]);
    let mut heat = Heat::counts(corner, columns, rows.collect());
    // The sums are no part of what is compared.
    let all = row(None)
        .into_iter()
        .map(|count| Some((0.0, number(count))));
    heat.rows.push((both("report.all", &[]), all.collect()));
    heat.html()
}

/// The name of a main figure.
fn figure(at: usize) -> String {
    let concept = SERIES[at].concept;
    format!(
        "<span class=en>{}</span><span class=zh>{}</span>",
        escaped(concept.english),
        escaped(concept.name)
    )
}

fn coverage(gathered: &Gathered) -> String {
    let mut html = String::new();
    for (is_final, title) in [(true, "kind.final_accounts"), (false, "kind.budget")] {
        let documents = || {
            let own = gathered
                .by_kind
                .iter()
                .filter(move |((kind, _), _)| *kind == is_final);
            own.map(|((_, year), count)| (*year, *count))
        };
        let years = Years::of(documents().map(|(year, _)| year));
        if years.all.is_empty() {
            continue;
        }
        let of_year = years.sum(documents());
        let cell = |(stated, all): (u64, &u64)| {
            let part = stated as f64 / (*all).max(1) as f64;
            Some((part, format!("{:.0}", part * 100.0)))
        };
        let row = |at: usize| {
            let own = gathered.series[at].stated.iter();
            let own = own.filter(|((kind, _), _)| *kind == is_final);
            let stated = years.sum(own.map(|((_, year), count)| (*year, *count)));
            (
                figure(at),
                stated.into_iter().zip(&of_year).map(cell).collect(),
            )
        };
        let mut rows: Vec<_> = (0..SERIES.len()).map(row).collect();
        let all = of_year.iter().map(|count| Some((0.0, number(*count))));
        rows.push((both("report.documents", &[]), all.collect()));
        let heat = Heat {
            corner: both("report.figure", &[]),
            columns: years.heads(),
            rows,
        };
        let _ = write!(html, "<h3>{}</h3>{}", both(title, &[]), heat.html());
    }
    or_nothing(html)
}

fn or_nothing(html: String) -> String {
    match html.is_empty() {
        true => format!("<p>{}</p>", both("report.none_found", &[])),
        false => html,
    }
}

fn growth(gathered: &Gathered) -> String {
    let mut html = String::new();
    for (at, kept) in gathered.series.iter().enumerate() {
        let (count, Some(median)) = kept.median() else {
            continue;
        };
        let (count, median) = (number(count), median.to_string());
        let _ = write!(
            html,
            "<figure><figcaption>{}<small>{}</small></figcaption>{}</figure>",
            figure(at),
            both("report.median", &[("count", &count), ("median", &median)]),
            chart::histogram(kept)
        );
    }
    match html.is_empty() {
        true => or_nothing(html),
        false => format!("<div class=charts>{html}</div>"),
    }
}

/// The classes of agreement, in the order in which they are counted.
const AGREEMENT: [(&str, &str); 4] = [
    ("agree", "report.agree"),
    ("differ", "report.differ"),
    ("text_only", "report.text_only"),
    ("table_only", "report.table_only"),
];

fn agreement(gathered: &Gathered) -> String {
    let mut html = "<p class=legend>".to_owned();
    for (class, key) in AGREEMENT {
        let _ = write!(
            html,
            "<span class=\"key {class}\"></span>{}",
            both(key, &[])
        );
    }
    html.push_str("</p>");
    let mut table = Rows::new(&[
        "report.figure",
        "report.documents",
        "report.agree",
        "report.differ",
        "report.all",
    ]);
    let own = gathered.series.iter().enumerate();
    for (at, kept) in own.filter(|(_, kept)| kept.agreement.iter().any(|count| *count > 0)) {
        let classes = AGREEMENT.iter().zip(kept.agreement);
        let counts: Vec<(&str, u64)> = classes.map(|((class, _), count)| (*class, count)).collect();
        let [agree, differ, ..] = kept.agreement;
        table.row(&[
            figure(at),
            number(kept.agreement.iter().sum()),
            number(agree),
            number(differ),
            chart::parts(&counts),
        ]);
    }
    html.push_str(&table.html());
    html
}

fn findings(gathered: &Gathered) -> String {
    let mut table = Rows::new(&[
        "report.rule",
        "report.error",
        "report.warning",
        "report.note",
        "report.measured",
    ]);
    for rule in RULES {
        let Some([notes, warnings, errors]) = gathered.findings.get(rule.id) else {
            continue;
        };
        let about = rule.about();
        let said = about.map_or(String::new(), |about| {
            let [chinese, english] = about.compares.map(escaped);
            format!("<br><span class=en>{english}</span><span class=zh>{chinese}</span>")
        });
        let measured = about.map_or(String::new(), |about| {
            format!("{}/{}", about.measured.0, about.measured.1)
        });
        table.row(&[
            format!("<code>{}</code>{said}", rule.id),
            number(*errors),
            number(*warnings),
            number(*notes),
            measured,
        ]);
    }
    table.html()
}

fn outliers(gathered: &Gathered, evidence: &Evidence) -> String {
    let mut html = String::new();
    let amounts = gathered.amounts.iter().flat_map(|largest| largest.found());
    for (title, found) in [
        (
            "report.contradicted",
            gathered.contradictions.found().iter().collect::<Vec<_>>(),
        ),
        ("report.grown", gathered.growth.found().iter().collect()),
        ("report.largest", amounts.collect()),
    ] {
        let mut table = Rows::new(&["report.where", "report.who", "report.what", "report.value"]);
        for outlier in found {
            table.row(&[
                place(outlier, evidence),
                who(outlier),
                escaped(&outlier.what).to_string(),
                value(&outlier.value),
            ]);
        }
        let _ = write!(html, "<h3>{}</h3>{}", both(title, &[]), table.html());
    }
    html
}

fn place(outlier: &Outlier, evidence: &Evidence) -> String {
    let shown = format!("<code>{}:{}</code>", escaped(&outlier.path), outlier.line);
    match evidence.get(&outlier.doc) {
        Some(page) => format!(
            "<a href=\"{}#L{}\">{shown}</a>",
            escaped(page),
            outlier.line
        ),
        None => shown,
    }
}

fn who(outlier: &Outlier) -> String {
    let year = outlier.year.map(|year| year.to_string());
    let parts = [outlier.issuer.clone(), year];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    escaped(&parts.join(", ")).to_string()
}

/// A number as printed, or two that contradict each other.
fn value(value: &str) -> String {
    match value.split_once('\0') {
        Some((stated, computed)) => both(
            "report.follows",
            &[("stated", stated), ("computed", computed)],
        ),
        None => escaped(value).to_string(),
    }
}

fn failures(gathered: &Gathered) -> String {
    let mut table = Rows::new(&[
        "report.stage",
        "report.message",
        "report.count",
        "report.example",
    ]);
    let mut reasons: Vec<_> = gathered.failures.iter().collect();
    reasons.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for ((stage, message), (count, path)) in reasons {
        table.row(&[
            category("stage", stage),
            escaped(message).to_string(),
            number(*count),
            format!("<code>{}</code>", escaped(path)),
        ]);
    }
    let mut html = table.html();
    for (key, count) in [
        ("report.damaged", gathered.damaged),
        ("report.empty", gathered.empty),
    ] {
        let _ = write!(html, "<p>{}: {}</p>", both(key, &[]), number(count));
    }
    html
}

/// What a word of a column means.
fn category(vocabulary: &str, value: &str) -> String {
    let mut words = CategoryRow::all().iter();
    match words.find(|word| *word.vocabulary == *vocabulary && *word.value == *value) {
        Some(word) => format!(
            "<span class=en>{}</span><span class=zh>{}</span>",
            escaped(&word.english),
            escaped(&word.chinese)
        ),
        None => escaped(value).to_string(),
    }
}

/// A table whose rows stand as lists on a narrow screen, each cell with its head.
struct Rows {
    heads: Vec<&'static str>,
    rows: String,
}

impl Rows {
    fn new(heads: &[&'static str]) -> Self {
        Self {
            heads: heads.to_vec(),
            rows: String::new(),
        }
    }

    /// Cells of HTML.
    fn row(&mut self, cells: &[String]) {
        self.rows.push_str("<tr>");
        for (head, cell) in self.heads.iter().zip(cells) {
            let [english, chinese] =
                [Language::English, Language::Chinese].map(|own| word(head, own));
            let is_number = cell
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b',');
            let class = if is_number { " class=n" } else { "" };
            let _ = write!(
                self.rows,
                "<td{class} data-en=\"{english}\" data-zh=\"{chinese}\">{cell}</td>"
            );
        }
        self.rows.push_str("</tr>");
    }

    fn html(&self) -> String {
        if self.rows.is_empty() {
            return or_nothing(String::new());
        }
        let heads: String = self
            .heads
            .iter()
            .map(|head| format!("<th>{}</th>", both(head, &[])))
            .collect();
        format!(
            "<table class=rows><thead><tr>{heads}</tr></thead><tbody>{}</tbody></table>",
            self.rows
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_before_the_last_fifteen_are_one_column() {
        let years = Years::of([2003, 2008, 2010, 2012, 2024].into_iter());
        assert_eq!(years.all, [2010, 2012, 2024]);
        assert!(years.heads()[0].contains("to 2010"));
        let sums = years.sum([(2003, 1), (2010, 2), (2012, 4), (2024, 8)].into_iter());
        assert_eq!(sums, [3, 4, 8]);
        assert_eq!(Years::of([2020].into_iter()).heads(), ["2020"]);
    }

    #[test]
    fn the_page_fetches_nothing_and_every_word_is_said_in_both_languages() {
        let template = include_str!("page.html");
        for part in [template, include_str!("style.css")] {
            for word in ["http:", "https:", "@import", "fetch(", "url("] {
                assert!(!part.contains(word), "{word}");
            }
        }
        let source = [include_str!("page.rs"), include_str!("chart.rs")].concat();
        for key in source
            .split("\"report.")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            let key: &'static str = Box::leak(format!("report.{key}").into_boxed_str());
            if key.ends_with(|c: char| c.is_ascii_lowercase()) {
                for language in [Language::English, Language::Chinese] {
                    assert_ne!(word(key, language), key);
                }
            }
        }
    }
}
