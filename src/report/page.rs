//! The page: one file in both languages, nothing to fetch.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::by_year::{coverage, heat, provinces};
use super::outlier::Outlier;
use super::rows::Rows;
use super::series::SERIES;
use super::words::{both, category, figure, number, or_nothing, spans};
use super::{Evidence, Gathered, chart};
use crate::check::RULES;
use crate::record::SCHEMA_VERSION;
use crate::view::html::{Frame, escaped};
use crate::view::words::{Language, word};

/// Writes the page of a dataset of a name, with links to the evidence that there is.
///
/// # Errors
/// If it cannot be written.
pub fn page(
    out: &mut impl Write,
    gathered: &Gathered,
    name: &str,
    evidence: &Evidence,
    language: Language,
) -> io::Result<()> {
    let frame = Frame {
        language,
        title: &format!("{}: {name}", word("report.title", language)),
        style: include_str!("style.css"),
        body: include_str!("page.html"),
    };
    frame.write(out, |out, place| match place {
        "heading" => write!(out, "{}: {}", both("report.title", &[]), escaped(name)),
        "made" => {
            let version = ("version", env!("CARGO_PKG_VERSION"));
            let made = both("report.made", &[version, ("schema", SCHEMA_VERSION)]);
            out.write_all(made.as_bytes())
        }
        "body" => out.write_all(body(gathered, evidence).as_bytes()),
        _ => Ok(()),
    })
}

fn body(gathered: &Gathered, evidence: &Evidence) -> String {
    let mut page = summary(gathered);
    let provinces = provinces(gathered);
    section(
        &mut page,
        "map",
        "report.map",
        None,
        &chart::map(&provinces),
    );
    section(
        &mut page,
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
        section(&mut page, id, title, Some(note), &or_none(made, has_facts));
    }
    let found = or_none(findings(gathered), gathered.has.contains("finding"));
    section(
        &mut page,
        "findings",
        "report.findings",
        Some("report.findings.note"),
        &found,
    );
    let outliers = or_none(outliers(gathered, evidence), has_facts);
    section(
        &mut page,
        "outliers",
        "report.outliers",
        Some("report.outliers.note"),
        &outliers,
    );
    let failures = or_none(failures(gathered), gathered.has.contains("error"));
    section(&mut page, "failures", "report.failures", None, &failures);
    page
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

fn growth(gathered: &Gathered) -> String {
    let mut html = String::new();
    for (series, kept) in SERIES.iter().zip(&gathered.series) {
        let (count, Some(median)) = kept.median() else {
            continue;
        };
        let (count, median) = (number(count), median.to_string());
        let _ = write!(
            html,
            "<figure><figcaption>{}<small>{}</small></figcaption>{}</figure>",
            figure(series),
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
    let own = SERIES.iter().zip(&gathered.series);
    for (series, kept) in own.filter(|(_, kept)| kept.agreement.iter().any(|count| *count > 0)) {
        let classes = AGREEMENT.iter().zip(kept.agreement);
        let counts: Vec<(&str, u64)> = classes.map(|((class, _), count)| (*class, count)).collect();
        let [agree, differ, ..] = kept.agreement;
        table.row(&[
            figure(series),
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
            let [chinese, english] = about.compares.map(|said| escaped(said).to_string());
            format!("<br>{}", spans(&english, &chinese))
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
    let amounts = gathered
        .amounts
        .values()
        .flat_map(|largest| largest.found());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_fetches_nothing_and_every_word_is_said_in_both_languages() {
        let template = include_str!("page.html");
        for part in [template, include_str!("style.css")] {
            for word in ["http:", "https:", "@import", "fetch(", "url("] {
                assert!(!part.contains(word), "{word}");
            }
        }
        let source = [
            include_str!("page.rs"),
            include_str!("by_year.rs"),
            include_str!("words.rs"),
            include_str!("chart.rs"),
        ]
        .concat();
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
