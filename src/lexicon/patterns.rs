//! Expressions that are looked for in passages: `data/patterns.tsv`.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::{Captures, Regex};

use super::rows::Pattern;
pub use super::rows::Says;

/// The expressions for one thing, or for things that exclude one another.
#[derive(Debug, Default)]
pub struct Patterns {
    rows: &'static [Pattern],
    read: OnceLock<Option<Read>>,
}

/// The rows as one expression, which is read when it is first asked.
#[derive(Debug)]
struct Read {
    expression: Regex,
    /// What each group of the expression says that is one of its rows.
    says: Vec<Option<Says>>,
}

/// Where an expression fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it says.
    pub says: Says,
    /// All that it fits.
    pub whole: Range<usize>,
    /// What of that counts.
    pub range: Range<usize>,
}

static ALL: LazyLock<Vec<Patterns>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for rows in Pattern::all().chunk_by(|one, next| one.says.first() == next.says.first()) {
        let at = rows.first().map_or(0, |row| row.says.first() as usize);
        all.resize_with(all.len().max(at + 1), Patterns::default);
        if let Some(place) = all.get_mut(at) {
            place.rows = rows;
        }
    }
    all
});

/// The expressions for a thing and for those that exclude it, of which the file has some.
#[expect(
    clippy::indexing_slicing,
    reason = "every thing has expressions in the file"
)]
pub fn patterns(says: Says) -> &'static Patterns {
    &ALL[says.first() as usize]
}

/// Where anything that marks a passage stands in one, thing by thing.
pub fn marks_in(words: &str) -> impl Iterator<Item = Hit> {
    let marks = |all: &&Patterns| all.rows.first().is_some_and(|row| row.says.marks());
    let marks = ALL.iter().filter(marks);
    marks.flat_map(move |all| all.found_in(words))
}

impl Read {
    /// Nothing for what is no expression: that all are is tested.
    fn new(rows: &[Pattern]) -> Option<Self> {
        let first = rows.first()?.says;
        // Rows that say the same need not be told apart.
        let alike = rows.iter().all(|row| row.says == first);
        let group = |(at, row): (usize, &Pattern)| match alike {
            true => row.pattern.to_string(),
            false => format!("(?P<row{at}>{})", row.pattern),
        };
        let all: Vec<String> = rows.iter().enumerate().map(group).collect();
        let expression = Regex::new(&all.join("|")).ok()?;
        let mut says: Vec<Option<Says>> = Vec::new();
        let mut next = rows.iter().map(|row| row.says);
        let names = expression.capture_names().skip(1);
        says.push(alike.then_some(first));
        says.extend(names.map(|name| name.and_then(|_| next.next())));
        Some(Self { expression, says })
    }

    /// Where the expression fits; without groups, which cost more to find, where it has none.
    fn hits<'p>(&'p self, words: &'p str) -> Box<dyn Iterator<Item = Hit> + 'p> {
        match self.says.as_slice() {
            [Some(says)] => Box::new(self.expression.find_iter(words).map(|found| Hit {
                says: *says,
                whole: found.range(),
                range: found.range(),
            })),
            _ => {
                let found = self.expression.captures_iter(words);
                Box::new(found.filter_map(|found| self.hit(&found)))
            }
        }
    }

    /// What fits is the first group that says something, and the group in it what counts.
    fn hit(&self, found: &Captures) -> Option<Hit> {
        let groups = found.iter().zip(&self.says);
        let fit = groups.filter_map(|(group, says)| Some((group?.range(), *says)));
        let mut fit = fit.skip_while(|(_, says)| says.is_none());
        let (whole, says) = fit.next()?;
        let range = fit.next().map_or(whole.clone(), |(range, _)| range);
        Some(Hit {
            says: says?,
            whole,
            range,
        })
    }
}

impl Patterns {
    fn read(&self) -> Option<&Read> {
        let read = || Read::new(self.rows);
        self.read.get_or_init(read).as_ref()
    }

    /// Whether any of them fits anywhere.
    pub fn any_in(&self, words: &str) -> bool {
        self.read()
            .is_some_and(|all| all.expression.is_match(words))
    }

    /// Where they fit, in order. Most passages hold nothing of what is looked for, which is asked first: it costs less
    /// than to prepare for groups.
    fn found_in<'p>(&'p self, words: &'p str) -> impl Iterator<Item = Hit> + 'p {
        let all = self.read().filter(|all| all.expression.is_match(words));
        all.into_iter().flat_map(|all| all.hits(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_finds_its_example() {
        let things = ALL.iter().filter(|one| !one.rows.is_empty());
        let rows: usize = things.clone().map(|one| one.rows.len()).sum();
        assert_eq!(rows, Pattern::all().len(), "a thing stands in two places");
        assert!(things.clone().all(|one| one.read().is_some()));
        for row in Pattern::all() {
            let said = patterns(row.says);
            let said: Vec<Says> = said.found_in(&row.example).map(|one| one.says).collect();
            assert!(said.contains(&row.says), "{}: {said:?}", row.example);
        }
    }

    #[test]
    fn a_group_is_what_counts() {
        let found = |says, words: &str| -> Vec<(Says, String)> {
            let found = patterns(says).found_in(words);
            found
                .map(|one| (one.says, words[one.range].to_owned()))
                .collect()
        };
        assert_eq!(
            found(Says::AsOf, "比2018年多;截至2019年底"),
            [
                (Says::Compared, "2018".to_owned()),
                (Says::AsOf, "2019".to_owned())
            ]
        );
        assert_eq!(
            found(Says::Cut, "年中调减2万元"),
            [(Says::Cut, "调减".to_owned())]
        );
    }
}
