//! Who discloses, and of what place: by the title, else by the places of the template where the
//! discloser names itself.

use std::cmp::Reverse;

use rustc_hash::FxHashMap as HashMap;

use super::menu;
use crate::fold::Folded;
use crate::lexicon::agencies::{self, Agency};
use crate::lexicon::cues::{Class as Cue, cue};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::regions::{Place, Rank, Region, regions};
use crate::text::{Cut, pairs};

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
    /// The name after its place.
    words: &'t str,
    /// Whether the name begins with its place in full; `None` without a place.
    in_full: Option<bool>,
    /// The region of that place, where the name alone tells it.
    region: Option<&'static Region>,
    /// How much the places where it stands speak for it.
    weight: usize,
}

/// A discloser names itself throughout: what comes after so many bytes adds nothing.
const ENOUGH: usize = 256 << 10;
/// Where other places of the text are looked for, to tell which of several is meant.
const NEAR: usize = 16 << 10;
/// The least evidence for a discloser without a title: one place of the template.
const LEAST: usize = 3;

/// A name alone on its line within so many bytes of the beginning is the author's.
const HEAD: usize = 600;
/// A name without a place that has fewer characters (财政局) is that of many agencies.
const SHORTEST: usize = 4;
/// More than so many characters before a name on its line do not matter.
const LINE_REACH: usize = 24;
/// A remark in brackets after a name, as (汇总), has no more characters.
const LONGEST_REMARK: usize = 4;
/// So many of the candidates are weighed against each other.
const MOST_LIKELY: usize = 24;

/// Finds the discloser in a folded text and its folded title, which may be empty; `publisher` is
/// who put out the page.
pub(super) fn find(text: &str, title: &str, publisher: Option<&str>) -> Issuer {
    let text = cut(text, ENOUGH);
    let candidates = candidates(text);
    let name = from_title(title, &candidates)
        .map(|name| in_full(&name, &candidates, publisher).unwrap_or(name))
        .or_else(|| of_place(title, text))
        .or_else(|| strongest(&candidates).map(|candidate| candidate.name.to_owned()))
        .or_else(|| publisher.map(Folded::fold));
    let region = name
        .as_deref()
        .and_then(|name| region_of(name, text, &candidates))
        .or_else(|| region_in(title, text));
    Issuer { name, region }
}

/// The text up to about `length` bytes.
pub(super) fn cut(text: &str, length: usize) -> &str {
    text.before(text.floor_char_boundary(length))
}

/// The agencies of a text, each once, with the sum of its evidence.
fn candidates(text: &str) -> Vec<Candidate<'_>> {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let mut index = HashMap::default();
    for agency in agencies::find(text) {
        let weight = weight(text, &agency);
        let name = text.within(agency.range.clone());
        let at = *index.entry(name).or_insert_with(|| {
            candidates.push(Candidate::new(text, &agency));
            candidates.len() - 1
        });
        if let Some(candidate) = candidates.get_mut(at) {
            candidate.weight += weight;
        }
    }
    candidates
}

/// How much the words around a name say that it is the discloser's.
fn weight(text: &str, agency: &Agency) -> usize {
    let before = text.before(agency.range.start);
    let after = text.behind(agency.range.end);
    let line = line_before(before);
    let name = text.within(agency.range.clone());
    let is_vague = cue(Cue::Deictic).begins(name) || name.chars().count() < SHORTEST;
    // 根据《某市财政局关于…的通知》: who wrote what is cited is not who discloses.
    let is_cited = line.rfind('《') > line.rfind('》');
    let of_site = || {
        agency.range.start < HEAD
            && menu::is_of_site(text.within(menu::line_at(text, &agency.range)))
    };
    if agency.place.is_none() && is_vague || is_cited || of_site() {
        return 0;
    }
    if cue(Cue::Alias).begins(after) {
        return 5;
    }
    let alone = line.is_empty() && after.starts_with('\n');
    let under_title = alone && agency.range.start < HEAD && agency.place.is_some();
    let by = line.is_empty() && (is_signed(after) || agency.place.is_some() && is_byline(after));
    let gathers = cue(Cue::Gathers).ends(line) && cue(Cue::Gathered).begins(after);
    if is_field(line) || by || under_title || gathers {
        return 3;
    }
    let with_year = skip_year(skip_remark(after));
    if cue(Cue::Formula).begins(with_year) && !cue(Cue::Other).ends(line) {
        return 3;
    }
    if agency.place.is_none() {
        return 0;
    }
    if is_heading_start(line) && cue(Cue::Duty).begins(after) {
        return 2;
    }
    let in_list = !line.is_empty() && (after.starts_with(['、', '\n']) || line.ends_with('、'));
    usize::from(!in_list && !cue(Cue::Other).ends(line))
}

/// What stands before a name on its line, or the end of it where the line is long.
fn line_before(before: &str) -> &str {
    let near = before.char_indices().rev().take(LINE_REACH);
    let from = near.last().map_or(0, |(at, _)| at);
    let line = before.behind(from);
    line.rsplit('\n').next().unwrap_or(line)
}

/// Whether a line up to a name is a form's label for the discloser.
fn is_field(line: &str) -> bool {
    let label = line.trim_end_matches([':', '|']);
    label.len() < line.len()
        && cue(Cue::Field)
            .words()
            .any(|field| ends_as_cell(label, field))
}

/// Whether `line` ends in `field` and nothing before it makes it part of a longer word.
fn ends_as_cell(line: &str, field: &str) -> bool {
    line.strip_suffix(field).is_some_and(|before| {
        !before.ends_with(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | ')' | '/'))
    })
}

/// Whether a name alone on its line has a date under it: the discloser's signature.
fn is_signed(after: &str) -> bool {
    let below = after.trim_start_matches('\n');
    let date = below.split('\n').next().unwrap_or("");
    let is_date = |c: char| c.is_ascii_digit() || "年月日〇零○一二三四五六七八九十".contains(c);
    below.len() < after.len() && date.ends_with('日') && date.chars().all(is_date)
}

/// Whether a web page says behind a name when it was put out, and the like.
fn is_byline(after: &str) -> bool {
    let rest = after.trim_start_matches(' ');
    let dated = rest.len() > 4 && rest.starts_with("20") && {
        let year = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() - year.len() == 4 && year.starts_with(['-', '/', '.'])
    };
    dated || cue(Cue::Byline).begins(rest)
}

/// Whether nothing but a heading stands before on the line: `(一)主要职能。`.
fn is_heading_start(line: &str) -> bool {
    line.is_empty() || line.ends_with(['。', '.', '、', ')']) && line.chars().count() <= 16
}

/// What follows `(本级)` or the like, or 单位 where the template has it after the name.
fn skip_remark(after: &str) -> &str {
    let bracket = after
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .filter(|(remark, _)| remark.chars().count() <= LONGEST_REMARK);
    match bracket {
        Some((_, rest)) => rest,
        None => list(List::NameRemark).strip_prefix(after).unwrap_or(after),
    }
}

/// What follows `2020年度`.
fn skip_year(after: &str) -> &str {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 {
        return after;
    }
    let rest = after.behind(4);
    rest.strip_prefix("年度")
        .or_else(|| rest.strip_prefix('年'))
        .unwrap_or(rest)
}

/// The discloser that a title names, in the fullest form that the text has of it.
fn from_title(title: &str, candidates: &[Candidate<'_>]) -> Option<String> {
    let named = agencies::find(title);
    // 某县农业农村局|下属|某县种子站: the unit discloses.
    let under = pairs(&named).find(|(department, unit)| {
        let between = title.within(department.range.end..unit.range.start);
        list(List::UnderDepartment).contains(between)
    });
    let own = match under.map(|(_, unit)| unit).or(named.first()) {
        Some(agency) => Candidate::new(title, agency),
        None => {
            let own = unlisted(title)?;
            if is_field_of_work(&own, title) {
                return None; // The text may name it.
            }
            own
        }
    };
    // A name without a place may be that of many agencies: it takes evidence to know whose.
    let least = if own.in_full.is_some() { 1 } else { LEAST };
    let fuller = candidates
        .iter()
        .filter(|other| other.weight >= least && other.is_fuller_than(&own))
        .max_by_key(|other| (other.weight, other.name.len()));
    Some(fuller.map_or(own.name, |other| other.name).to_owned())
}

/// The government of a place of which a title names the place alone (霞溪镇), as the text or the publisher has it.
fn in_full(name: &str, candidates: &[Candidate<'_>], publisher: Option<&str>) -> Option<String> {
    let published = publisher.map(Folded::fold);
    let named = candidates.iter().map(|other| other.name);
    let governs = |other: &&str| of_office(other).is_some_and(|place| place.ends_with(name));
    let longest = named.chain(published.as_deref()).filter(governs);
    longest.max_by_key(|other| other.len()).map(str::to_owned)
}

/// The place in the name of its government: of 霞溪镇人民政府 the 霞溪镇.
fn of_office(name: &str) -> Option<&str> {
    name.strip_suffix(cue(Cue::Office).at_end(name)?)
}

/// The agency under a title that names its place alone: 县财政局 under 兰考县2021年财政决算报告.
fn of_place(title: &str, text: &str) -> Option<String> {
    let place = regions().first_in(title).filter(|place| place.in_full)?;
    let place = title.within(place.range);
    let level = place.chars().next_back()?;
    let mut names = cut(text, HEAD).lines().filter_map(|line| {
        let rest = line.strip_prefix(level)?;
        let whole = |agency: &Agency| agency.range == (0..line.len());
        agencies::find(line)
            .first()
            .is_some_and(whole)
            .then_some(rest)
    });
    let name = names.next()?;
    Some(format!("{place}{name}"))
}

/// Whether a name is the place of a township and nothing more.
fn is_township(name: &str) -> bool {
    list(List::TownshipEnd).ends(name)
}

/// A name without a known ending: what stands between a title's begin and its template words, if
/// it begins with a place and says more than that.
fn unlisted(title: &str) -> Option<Candidate<'_>> {
    let from = skip_year(
        list(List::TitleOfReport)
            .strip_prefix(title)
            .unwrap_or(title),
    );
    let sign = from.find(|c: char| c.is_ascii_digit() || c == '(');
    let word = list(List::BehindIssuer).found_in(from).next();
    let end = sign.into_iter().chain(word.map(|(at, _)| at)).min()?;
    let name = from.before(end);
    let place = regions().at_start(name)?;
    // 某某县和县本级 are two levels of government.
    let own = name.behind(place.range.end);
    let says_more = own.chars().count() >= 3 && !list(List::Joining).begins(own);
    let agency = Agency {
        range: 0..name.len(),
        place: Some(place),
    };
    says_more.then(|| Candidate::new(name, &agency))
}

/// Whether what stands before 部门 is no name but what an agency works at: 海南省交通运输|部门2022年…. In …站部门预算 it is a
/// name.
fn is_field_of_work(own: &Candidate<'_>, title: &str) -> bool {
    let behind = title.split_once(own.name).map(|(_, behind)| behind);
    let dated = |behind: &str| {
        behind
            .strip_prefix("部门")
            .is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
    };
    behind.is_some_and(dated) && agencies::last_word(own.name).is_none()
}

/// Whether the short name is made of single characters of the long one (国资委, 社保局), which a
/// mere beginning of it is not (财政局 for 财政投资评审局), nor characters from further on
/// (社保局 for 人力资源和社会保障局).
fn is_abbreviation(short: &str, long: &str) -> bool {
    let long = long.strip_prefix("人民政府").unwrap_or(long);
    let mut rest = long.chars();
    let in_order = short.chars().all(|c| rest.any(|other| other == c));
    let ending = short.chars().next_back();
    // 国资委 ends in the first character of 委员会.
    let long_ending = list(List::ShortenedEnd).at_end(long);
    let same_ending = ending == long.chars().next_back()
        || long_ending.is_some_and(|long| long.chars().next() == ending);
    let shared = short.chars().zip(long.chars()).take_while(|(a, b)| a == b);
    in_order
        && same_ending
        && shared.count() == 1
        && short.chars().count() <= 5
        && long.chars().count() >= short.chars().count() + 3
}

impl<'t> Candidate<'t> {
    fn new(text: &'t str, agency: &Agency) -> Self {
        let place = agency.place.as_ref();
        let words = place.map_or(agency.range.start, |place| place.range.end);
        Self {
            name: text.within(agency.range.clone()),
            words: text.within(words..agency.range.end),
            in_full: place.map(|place| place.in_full),
            region: place.and_then(|place| regions().resolve(text, place, &[])),
            weight: 0,
        }
    }

    /// Whether this is the same agency as `own` under a fuller name: the place in full, or the
    /// words written out.
    fn is_fuller_than(&self, own: &Self) -> bool {
        // 益阳市|老干部休养所 for 市老干部休养所.
        let of_place = relative_rank(own.name).is_some()
            && self.name.ends_with(own.name)
            && self.words.len() < own.name.len();
        let same_place = own.in_full.is_none() || own.region.is_some() && self.region == own.region;
        self.in_full.is_some()
            && same_place
            && self.name.len() > own.name.len()
            && (own.in_full.is_none() && of_place
                || self.words == own.words
                    && (own.in_full != Some(true) || self.name.ends_with(own.name))
                || is_abbreviation(own.words, self.words))
    }

    /// Whether both name one agency: neither is evidence against the other.
    fn is_same_as(&self, other: &Self) -> bool {
        self.name == other.name
            || self.is_fuller_than(other)
            || self.words == other.words && self.region.is_some() && self.region == other.region
    }
}

/// The candidate with clearly the most evidence.
fn strongest<'c, 't>(candidates: &'c [Candidate<'t>]) -> Option<&'c Candidate<'t>> {
    let mut likely: Vec<&Candidate<'t>> = candidates.iter().filter(|c| c.weight > 0).collect();
    likely.sort_by_key(|candidate| Reverse(candidate.weight));
    likely.truncate(MOST_LIKELY);
    // Another name of the same agency is evidence for it.
    let total = |candidate: &Candidate<'t>| -> usize {
        let same = likely.iter().filter(|other| candidate.is_same_as(other));
        same.map(|other| other.weight).sum()
    };
    let (first, weight) = likely
        .iter()
        .map(|candidate| (*candidate, total(candidate)))
        .max_by_key(|(own, total)| (*total, own.in_full.is_some(), own.weight))?;
    let rival = likely
        .iter()
        .filter(|other| !first.is_same_as(other) && !other.is_same_as(first))
        // 省财政厅 in passing is half a rival to a name that says where.
        .map(|other| other.weight / if other.in_full.is_some() { 1 } else { 2 })
        .max();
    let is_clear = rival.is_none_or(|rival| 2 * weight >= 3 * rival);
    let fuller = likely.iter().find(|other| other.is_fuller_than(first));
    (weight >= LEAST && is_clear).then_some(fuller.unwrap_or(&first))
}

/// The region of a discloser: of the place in its name, told apart by the rest of the text; or the
/// one that the agencies around it belong to.
fn region_of(name: &str, text: &str, candidates: &[Candidate<'_>]) -> Option<&'static Region> {
    let regions = regions();
    let leads = |place: &Place| place.range.start == 0 || place.in_full;
    if let Some(place) = regions.first_in(name).filter(leads) {
        let region = resolve(name, &place, text);
        return branch(name, region).or(region);
    }
    let rank = relative_rank(name).or_else(|| township_rank(name))?;
    let mut votes: Vec<(usize, &'static Region)> = Vec::new();
    for candidate in candidates {
        let Some(region) = candidate
            .region
            .filter(|region| rank.contains(&region.rank))
        else {
            continue;
        };
        match votes.iter_mut().find(|(_, other)| *other == region) {
            Some((count, _)) => *count += 1 + candidate.weight,
            None => votes.push((1 + candidate.weight, region)),
        }
    }
    votes.sort_by_key(|(count, _)| Reverse(*count));
    match votes[..] {
        [(count, region)] if count > 1 => Some(region),
        [(first, region), (second, _), ..] if first > 2 * second => Some(region),
        _ => None,
    }
}

/// The region further on in a name that lies in its first place (长春市公安局|南关区分局), if it is not
/// where the agency only has a representation.
fn branch(name: &str, head: Option<&Region>) -> Option<&'static Region> {
    let mut places = regions().find_all(name);
    let place = places.pop()?;
    // 江苏|南通…: a short name is one where the name of its province ends.
    let follows = |before: &Place| before.range.end == place.range.start;
    let is_seat = (place.in_full || places.last().is_some_and(follows))
        && !name.before(place.range.start).ends_with('驻');
    is_seat
        .then(|| regions().resolve_within(&place, head?))
        .flatten()
}

/// The ranks that a name's first character allows: 县财政局.
pub(super) fn relative_rank(name: &str) -> Option<&'static [Rank]> {
    Some(match name.chars().next()? {
        '县' | '区' | '旗' => &[Rank::County],
        '市' => &[Rank::City, Rank::County],
        '州' | '盟' => &[Rank::City],
        '省' => &[Rank::Province],
        _ => return None,
    })
}

/// The ranks of the places that a township named alone may lie in.
fn township_rank(name: &str) -> Option<&'static [Rank]> {
    is_township(of_office(name).unwrap_or(name)).then_some(&[Rank::County])
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
