//! The header and the sections.

use gongkai::record::Record;

use super::alike::{near, same};
use super::tally::Layer;
use super::word;
use crate::marked::Labels;

pub fn header(labels: &Labels, records: &[Record], layer: &mut Layer) {
    let found = records.iter().find_map(|record| match record {
        Record::Document(document) => Some(document),
        _ => None,
    });
    let want = &labels.header;
    let Some(got) = found else {
        return layer.missed(&want.issuer);
    };
    layer.found();
    let kind = word(got.kind);
    layer.field("kind", kind == want.kind, || {
        format!("want {} got {kind}", want.kind)
    });
    let year = got.fiscal_year;
    layer.field("fiscal_year", year == Some(want.year), || {
        format!("want {} got {year:?}", want.year)
    });
    let issuer = got.issuer.as_deref();
    layer.field("issuer", same(issuer, Some(&want.issuer)), || {
        format!("want {} got {issuer:?}", want.issuer)
    });
    layer.field("region", got.region == want.region, || {
        format!("want {:?} got {:?}", want.region, got.region)
    });
}

pub fn sections(labels: &Labels, records: &[Record], layer: &mut Layer) {
    let got: Vec<_> = records
        .iter()
        .filter_map(|record| match record {
            Record::Section(section) => Some(section),
            _ => None,
        })
        .collect();
    let line_of = |id: usize| got.iter().find(|one| one.id == id).map(|one| one.line);
    let mut used = vec![false; got.len()];
    for want in &labels.sections {
        let fits = |at: &usize| {
            !used[*at]
                && got[*at].line.abs_diff(want.line) <= 1
                && near(&got[*at].title, &want.title)
        };
        let Some(at) = (0..got.len()).find(fits) else {
            layer.missed(format!("{} {}", want.line, want.title));
            continue;
        };
        used[at] = true;
        layer.found();
        let one = got[at];
        let place = format!("{} {}", want.line, want.title);
        layer.field("level", one.level == want.level, || {
            format!("{place}: want {} got {}", want.level, one.level)
        });
        let number = one.number.as_deref();
        layer.field("number", same(number, want.number.as_deref()), || {
            format!("{place}: want {:?} got {number:?}", want.number)
        });
        let parent = one.parent_id.and_then(line_of);
        let right = match (parent, want.parent_line) {
            (Some(one), Some(other)) => one.abs_diff(other) <= 1,
            (one, other) => one == other,
        };
        layer.field("parent", right, || {
            format!(
                "{place}: want a parent at {:?} got {parent:?}",
                want.parent_line
            )
        });
        layer.field("title", same(Some(&one.title), Some(&want.title)), || {
            format!("{place}: got {}", one.title)
        });
    }
    for (one, _) in got.iter().zip(used).filter(|(_, used)| !used) {
        layer.extra(format!("{} {}", one.line, one.title));
    }
}
