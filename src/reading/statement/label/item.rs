//! What stands around the name of an item: the year behind it, where its money comes from, whose it is.

use super::super::date::year_end;
use super::{after_verb, is_agency, is_generic, trimmed, without_ends, without_together};
use crate::lexicon::concepts;
use crate::lexicon::regions::regions;
use crate::lexicon::sides;
use crate::lexicon::statement::{Class as Says, words};
use crate::text::Cut;

/// The name that stands before a year, and what stands from there on.
pub(super) fn before_year<'t>(lead: &'t str, issuer: Option<&str>) -> Option<(String, &'t str)> {
    let at = lead.find(|c: char| c.is_ascii_digit())?;
    let end = year_end(lead)?;
    if end - at < "2021年".len() {
        return None;
    }
    let before = without_ends(after_verb(trimmed(lead.before(at), issuer)));
    let named = before.chars().count() >= 2 && !is_generic(before) && !is_agency(before);
    named.then(|| (without_together(before), lead.behind(at)))
}

/// Whether words tell only where money comes from: 财政拨款, 一般公共预算财政拨款支出.
pub(super) fn is_source(text: &str) -> bool {
    let bare = text.strip_suffix(sides::EXPENDITURE).unwrap_or(text);
    words(Says::Source).contains(bare)
}

/// 青山县公务接待费: whose a thing of the accounts is that the codebook knows by its own name.
pub(super) fn behind_place(text: &str) -> &str {
    let place = regions().at_start(text).map(|place| place.range.end);
    let rest = place.map_or("", |end| text.behind(end).trim_start_matches('的'));
    let known = !rest.is_empty() && concepts::find(rest).is_some();
    if known && concepts::find(text).is_none() {
        rest
    } else {
        text
    }
}
