//! Items of the mandated template: their names are told from others whatever stands beside them.

use super::date;
use super::label;
use crate::lexicon::concepts;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::regions::regions;
use crate::lexicon::years;
use crate::text::Cut;

/// Whether a name is that of an item, alone or with what kind of number it is.
fn is_item(name: &str) -> bool {
    list(List::Item).begins(name) && concepts::find(name).is_some()
}

/// 公务接待费2013年度财政拨款决算数为: the name of an item before the year, where behind it stand but the books and where
/// the money comes from.
pub fn before_year(words: &str, issuer: Option<&str>) -> Option<String> {
    list(List::Item).found_in(words).next()?;
    let end = date::year_end(words)?;
    let at = words.find(|c: char| c.is_ascii_digit())?;
    years::behind(words.behind(at))?;
    let behind = list(List::PaidFrom).strip_prefix(words.behind(end))?;
    let told = behind.is_empty() || label::is_generic(behind);
    let name = told.then(|| label::clean(words.before(at), issuer))??;
    is_item(&name).then_some(name)
}

/// The name of an item without the spending that stands before it: 使用财政拨款开支的公务接待费.
pub fn bare(name: &str) -> &str {
    match name.rsplit_once('的') {
        Some((spent, item))
            if list(List::SpentOn).ends(spent)
                && !list(List::OfAUnit).any_in(spent)
                && is_item(item) =>
        {
            item
        }
        _ => name,
    }
}

/// The name of an item behind that of a place: 青山县|公务接待费.
pub fn behind_place(name: &str) -> Option<&str> {
    let (at, _) = list(List::Item).found_in(name).next()?;
    let place = regions().at_start(name).filter(|_| at > 0)?;
    let item = name.behind(place.range.end);
    is_item(item).then_some(item)
}
