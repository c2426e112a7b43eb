//! Who discloses, and of what place: by the title, else by the places of the template where the
//! discloser names itself.

use crate::lexicon::agencies::{self, Agency};
use crate::lexicon::cues::{self, cues};
use crate::lexicon::regions::{Place, Rank, Region, regions};

/// The discloser as far as the document says.
#[derive(Debug, Default)]
pub(super) struct Issuer {
    pub(super) name: Option<String>,
    pub(super) region: Option<&'static Region>,
}

/// An agency of the text with the evidence that it is the discloser.
#[derive(Debug)]
struct Candidate<'t> {
    name: &'t str,
    /// The place in `name`.
    place: Option<Place>,
    /// How much the places where it stands speak for it.
    weight: usize,
}

/// A discloser names itself throughout: what comes after so many bytes adds nothing.
const ENOUGH: usize = 256 << 10;
/// Where other places of the text are looked for, to tell which of several is meant.
const NEAR: usize = 16 << 10;
/// The least evidence for a discloser without a title: one place of the template.
const LEAST: usize = 3;

/// Finds the discloser in a folded text and its folded title, which may be empty.
pub(super) fn find(text: &str, title: &str) -> Issuer {
    let text = cut(text, ENOUGH);
    let candidates = candidates(text);
    let name = from_title(title, &candidates)
        .or_else(|| strongest(&candidates).map(|candidate| candidate.name.to_owned()));
    let region = name
        .as_deref()
        .and_then(|name| region_of(name, text, &candidates))
        .or_else(|| region_in(title, text));
    Issuer { name, region }
}

/// The text up to about `length` bytes.
fn cut(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The agencies of a text, each once, with the sum of its evidence.
fn candidates(text: &str) -> Vec<Candidate<'_>> {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let mut index = std::collections::HashMap::new();
    for agency in agencies::find(text) {
        let weight = weight(text, &agency);
        let name = &text[agency.range.clone()];
        let at = *index.entry(name).or_insert_with(|| {
            candidates.push(Candidate {
                name,
                place: agency.place.map(|place| place.within(agency.range.start)),
                weight: 0,
            });
            candidates.len() - 1
        });
        candidates[at].weight += weight;
    }
    candidates
}

/// How much the words around a name say that it is the discloser's.
fn weight(text: &str, agency: &Agency) -> usize {
    let (before, after) = (&text[..agency.range.start], &text[agency.range.end..]);
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let cues = cues();
    if cues::begins(&cues.alias, after) {
        return 5;
    }
    if is_field(line) {
        return 3;
    }
    let with_year = skip_year(skip_bracket(after));
    if cues::begins(&cues.formula, with_year) && !cues::ends(&cues.other, line) {
        return 3;
    }
    if agency.place.is_none() {
        return 0;
    }
    if is_heading_start(line) && cues::begins(&cues.duty, after) {
        return 2;
    }
    let in_list = !line.is_empty() && (after.starts_with(['、', '\n']) || line.ends_with('、'));
    usize::from(!in_list && !cues::ends(&cues.other, line))
}

/// Whether a line up to a name is a form's label for the discloser.
fn is_field(line: &str) -> bool {
    let label = line.trim_end_matches([':', '|']);
    label.len() < line.len() && cues().field.iter().any(|field| ends_as_cell(label, field))
}

/// Whether `line` ends in `field` and nothing before it makes it part of a longer word.
fn ends_as_cell(line: &str, field: &str) -> bool {
    line.strip_suffix(field).is_some_and(|before| {
        !before.ends_with(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | ')' | '/'))
    })
}

/// Whether nothing but a heading stands before on the line: `(一)主要职能。`.
fn is_heading_start(line: &str) -> bool {
    line.is_empty() || line.ends_with(['。', '.', '、', ')']) && line.chars().count() <= 16
}

/// What follows `(本级)`, or 单位 where the template has it after the name.
fn skip_bracket(after: &str) -> &str {
    ["(本级)", "(机关)", "本级", "(部门)", "部门", "单位"]
        .iter()
        .find_map(|bracket| after.strip_prefix(bracket))
        .unwrap_or(after)
}

/// What follows `2020年度`.
fn skip_year(after: &str) -> &str {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 {
        return after;
    }
    let rest = &after[4..];
    rest.strip_prefix("年度")
        .or_else(|| rest.strip_prefix('年'))
        .unwrap_or(rest)
}

/// The discloser that a title names, in the fullest form that the text has of it.
fn from_title(title: &str, candidates: &[Candidate<'_>]) -> Option<String> {
    let agency = agencies::find(title).into_iter().next();
    let named = match &agency {
        Some(agency) => &title[agency.range.clone()],
        None => unlisted(title)?,
    };
    let place = agency.and_then(|agency| {
        let start = agency.range.start;
        Some(agency.place?.within(start))
    });
    let own = Candidate {
        name: named,
        place,
        weight: 0,
    };
    let fuller = candidates
        .iter()
        .filter(|other| other.weight > 0 && is_fuller(other, &own))
        .max_by_key(|other| (other.weight, other.name.len()));
    Some(fuller.map_or(named, |other| other.name).to_owned())
}

/// A name without a known ending: what stands between a title's begin and its template words, if
/// it begins with a place and says more than that.
fn unlisted(title: &str) -> Option<&str> {
    let from = skip_year(title.strip_prefix("关于").unwrap_or(title));
    let end = from
        .find(|c: char| c.is_ascii_digit() || c == '(')
        .into_iter()
        .chain(
            ["部门", "单位", "关于"]
                .iter()
                .filter_map(|word| from.find(word)),
        )
        .min()?;
    let name = &from[..end];
    let place = regions().at_start(name)?;
    (name[place.range.end..].chars().count() >= 3).then_some(name)
}

/// Whether `other` is the same agency as `own` under a fuller name.
fn is_fuller(other: &Candidate<'_>, own: &Candidate<'_>) -> bool {
    let (other_words, own_words) = (other.words(), own.words());
    let same_place = match (&other.place, &own.place) {
        (Some(_), None) => true,
        (Some(_), Some(_)) => match (other.region(), own.region()) {
            (Some(a), Some(b)) => a.code == b.code,
            _ => false,
        },
        _ => false,
    };
    same_place
        && other.name.len() > own.name.len()
        && (other_words == own_words || is_abbreviation(own_words, other_words))
}

/// Whether the short name is made of single characters of the long one (国资委, 社保局), which a
/// mere beginning of it is not (财政局 for 财政投资评审局), nor characters from further on
/// (社保局 for 人力资源和社会保障局).
fn is_abbreviation(short: &str, long: &str) -> bool {
    let long = long.strip_prefix("人民政府").unwrap_or(long);
    let mut rest = long.chars();
    let in_order = short.chars().all(|c| rest.any(|other| other == c));
    let ending = short.chars().next_back();
    let same_ending = ending == long.chars().next_back()
        || ending == Some('委') && long.ends_with("委员会")
        || ending == Some('办') && long.ends_with("办公室");
    let shared = short.chars().zip(long.chars()).take_while(|(a, b)| a == b);
    in_order
        && same_ending
        && shared.count() == 1
        && short.chars().count() <= 5
        && long.chars().count() >= short.chars().count() + 3
}

impl<'t> Candidate<'t> {
    /// The name after its place.
    fn words(&self) -> &'t str {
        let end = self.place.as_ref().map_or(0, |place| place.range.end);
        &self.name[end..]
    }

    fn region(&self) -> Option<&'static Region> {
        regions().resolve(self.name, self.place.as_ref()?, &[])
    }
}

/// The candidate with clearly the most evidence.
fn strongest<'c, 't>(candidates: &'c [Candidate<'t>]) -> Option<&'c Candidate<'t>> {
    let mut ranked: Vec<(usize, &Candidate<'t>)> = candidates
        .iter()
        .filter(|candidate| candidate.weight > 0)
        .map(|candidate| {
            let shorter = candidates.iter().filter(|own| is_fuller(candidate, own));
            let weight = candidate.weight + shorter.map(|own| own.weight).sum::<usize>();
            (weight, candidate)
        })
        .collect();
    ranked.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let (first, rest) = ranked.split_first()?;
    // A shorter name of the winner is no rival.
    let rival = rest.iter().find(|(_, other)| !is_fuller(first.1, other));
    let is_clear = rival.is_none_or(|(weight, _)| 2 * first.0 >= 3 * weight);
    (first.0 >= LEAST && is_clear).then_some(first.1)
}

/// The region of a discloser: of the place in its name, told apart by the rest of the text; or the
/// one that the agencies around it belong to.
fn region_of(name: &str, text: &str, candidates: &[Candidate<'_>]) -> Option<&'static Region> {
    let regions = regions();
    let leads = |place: &Place| place.range.start == 0 || place.in_full;
    if let Some(place) = regions.first_in(name).filter(leads) {
        return resolve(name, &place, text);
    }
    let rank = relative_rank(name)?;
    let mut votes: Vec<(usize, &'static Region)> = Vec::new();
    for candidate in candidates {
        let Some(region) = candidate
            .region()
            .filter(|region| rank.contains(&region.rank))
        else {
            continue;
        };
        match votes.iter_mut().find(|(_, other)| *other == region) {
            Some((count, _)) => *count += 1 + candidate.weight,
            None => votes.push((1 + candidate.weight, region)),
        }
    }
    votes.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match votes[..] {
        [(count, region)] if count > 1 => Some(region),
        [(first, region), (second, _), ..] if first > 2 * second => Some(region),
        _ => None,
    }
}

/// The ranks that a name's first character allows: 县财政局.
fn relative_rank(name: &str) -> Option<&'static [Rank]> {
    Some(match name.chars().next()? {
        '县' | '区' | '旗' => &[Rank::County],
        '市' => &[Rank::City, Rank::County],
        '州' | '盟' => &[Rank::City],
        '省' => &[Rank::Province],
        _ => return None,
    })
}

/// The region of a title that names no agency (兰考县2021年财政预算).
fn region_in(title: &str, text: &str) -> Option<&'static Region> {
    let place = regions().first_in(title).filter(|place| place.in_full)?;
    resolve(title, &place, text)
}

fn resolve(name: &str, place: &Place, text: &str) -> Option<&'static Region> {
    regions().resolve(name, place, &[]).or_else(|| {
        let near = cut(text, NEAR);
        regions().resolve(name, place, &regions().find_all(near))
    })
}
