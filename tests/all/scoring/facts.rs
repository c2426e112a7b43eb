//! The numbers of the running text.

use gongkai::record::{Fact, Origin, Record, SmolStr};
use rust_decimal::Decimal;

use super::alike::{near, same};
use super::tally::Layer;
use super::word;
use crate::marked::{self, Labels};

pub fn facts(labels: &Labels, records: &[Record], layer: &mut Layer) {
    let got: Vec<&Fact> = records
        .iter()
        .filter_map(|record| match record {
            Record::Fact(fact) if fact.origin == Origin::Text => Some(fact.as_ref()),
            _ => None,
        })
        .collect();
    let mut used = vec![false; got.len()];
    for want in &labels.facts {
        let fits = |at: &usize| !used[*at] && is_of(want, got[*at]);
        let Some(at) = (0..got.len()).find(fits) else {
            layer.missed(format!("{} {} ({})", want.line, want.raw, want.labels[0]));
            continue;
        };
        used[at] = true;
        layer.found();
        fields(want, got[at], layer);
    }
    for (one, _) in got.iter().zip(used).filter(|(_, used)| !used) {
        layer.extra(format!("{} {} ({:?})", one.line, one.raw, one.label));
    }
}

/// A record of a label: it covers half of the shorter of both, and is the same number.
fn is_of(want: &marked::Fact, got: &Fact) -> bool {
    let (start, end) = want.span;
    let common = end.min(got.span.1).saturating_sub(start.max(got.span.0));
    let shorter = (end - start).min(got.span.1 - got.span.0);
    common > 0
        && common * 2 >= shorter
        && word(got.kind) == want.kind
        && same_amount(want, want.value, got.value.0)
}

fn moves(want: &marked::Fact) -> bool {
    matches!(want.measure.as_str(), "change" | "growth")
}

/// A change may be written with its minus or with the sign `-`.
fn same_amount(want: &marked::Fact, one: Decimal, other: Decimal) -> bool {
    one == other || moves(want) && one.abs() == other.abs()
}

fn fields(want: &marked::Fact, got: &Fact, layer: &mut Layer) {
    let place = format!("{} {}", want.line, want.raw);
    let wrong = |want: &str, got: &str| format!("{place}: want {want} got {got}");
    if let Some(yuan) = want.yuan {
        let right = got.yuan.is_some_and(|own| same_amount(want, yuan, own.0));
        layer.field("yuan", right, || {
            wrong(&yuan.to_string(), &format!("{:?}", got.yuan))
        });
    }
    layer.field(
        "unit",
        same(want.unit.as_deref(), got.unit.as_deref()),
        || wrong(&format!("{:?}", want.unit), &format!("{:?}", got.unit)),
    );
    let mut word_field = |name, want: Option<&str>, got: Option<String>| {
        let right = got.as_deref() == want;
        layer.field(name, right, || {
            wrong(want.unwrap_or("none"), got.as_deref().unwrap_or("none"))
        });
        right
    };
    word_field(
        "comparator",
        want.comparator.as_deref(),
        got.comparator.map(word),
    );
    let measure = word_field("measure", Some(&want.measure), got.measure.map(word));
    let basis = word_field("basis", Some(&want.basis), got.basis.map(word));
    if want.versus.is_some() {
        word_field("versus", want.versus.as_deref(), got.versus.map(word));
    }
    if moves(want) {
        let own = got.sign.map(word);
        let known = |sign: Option<&str>| sign.is_some_and(|sign| sign != "?");
        // 增加0万元 is a zero whatever direction is printed.
        let right = match want.value.is_zero() && known(want.sign.as_deref()) {
            true => known(own.as_deref()),
            false => own == want.sign,
        };
        layer.field("sign", right, || {
            format!("{place}: want {:?} got {own:?}", want.sign)
        });
    }
    let year = got.year == Some(want.year);
    layer.field("year", year, || {
        wrong(&want.year.to_string(), &format!("{:?}", got.year))
    });
    if want.versus_year.is_some() {
        layer.field("versus_year", got.versus_year == want.versus_year, || {
            format!(
                "{place}: want {:?} got {:?}",
                want.versus_year, got.versus_year
            )
        });
    }
    let named = |any: &[String], own: &Option<SmolStr>| {
        any.iter()
            .any(|one| near(one, own.as_deref().unwrap_or_default()))
    };
    let label = named(&want.labels, &got.label);
    layer.field("label", label, || {
        wrong(&want.labels[0], got.label.as_deref().unwrap_or("none"))
    });
    if let Some(whole) = want.wholes.first() {
        layer.field("whole", named(&want.wholes, &got.whole), || {
            wrong(whole, got.whole.as_deref().unwrap_or("none"))
        });
    }
    layer.field("meaning", label && measure && year && basis, || {
        place.clone()
    });
}
