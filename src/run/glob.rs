//! Which files of a walk are wanted: patterns with `*`, `?` and `**`.

use std::path::Path;

use regex::Regex;
use thiserror::Error;

use crate::source::printed;
use crate::text::split_while;

/// A pattern of paths. Without a `/` it is matched with the name of the file, else with the end of its path:
/// `*` is anything but a `/`, `**` anything, `?` one character.
#[derive(Debug, Clone)]
pub struct Glob {
    pattern: Regex,
    of_path: bool,
}

/// A pattern that cannot be used.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[error("`{0}` is no pattern: it is too long")]
pub struct GlobError(String);

/// The signs of a pattern and what they mean.
const SIGNS: [(&str, &str); 4] = [
    ("**/", "(?:.*/)?"),
    ("**", ".*"),
    ("*", "[^/]*"),
    ("?", "[^/]"),
];

impl std::str::FromStr for Glob {
    type Err = GlobError;

    fn from_str(written: &str) -> Result<Self, GlobError> {
        let mut pattern = String::from("(?s)(?:^|/)");
        let mut rest = written.trim_start_matches("./");
        while !rest.is_empty() {
            let mut signs = SIGNS.into_iter();
            let sign = signs.find_map(|(sign, meant)| Some((meant, rest.strip_prefix(sign)?)));
            rest = if let Some((meant, behind)) = sign {
                pattern.push_str(meant);
                behind
            } else {
                let (plain, behind) = split_while(rest, |c| !matches!(c, '*' | '?'));
                pattern.push_str(&regex::escape(plain));
                behind
            };
        }
        pattern.push('$');
        Ok(Self {
            pattern: Regex::new(&pattern).map_err(|_| GlobError(written.to_owned()))?,
            of_path: written.contains('/'),
        })
    }
}

impl Glob {
    /// Whether a path is one of those that the pattern means.
    pub fn matches(&self, path: &Path) -> bool {
        let path = printed(path);
        let asked = match self.of_path {
            true => path.as_str(),
            false => path.rsplit('/').next().unwrap_or(&path),
        };
        self.pattern.is_match(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_a_shell() {
        for (glob, path, matches) in [
            ("*.pdf", "a/b.pdf", true),
            ("*.pdf", "a/b.pdf.1", false),
            ("b?.txt", "a/b1.txt", true),
            ("b?.txt", "a/b12.txt", false),
            ("2021/*.txt", "crawl/2021/a.txt", true),
            ("2021/*.txt", "crawl/2021/b/a.txt", false),
            ("2021/**", "crawl/2021/b/a.txt", true),
            ("2021/**/a.txt", "2021/a.txt", true),
            ("./2021/*", "x2021/a", false),
            ("a+b(1).txt", "a+b(1).txt", true),
            ("决算*", "d/决算公开.htm", true),
        ] {
            let read: Glob = glob.parse().unwrap();
            assert_eq!(read.matches(Path::new(path)), matches, "{glob} {path}");
        }
    }
}
