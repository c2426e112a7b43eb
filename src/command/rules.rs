//! `gongkai rules`: what is checked.

use std::io::{self, Write};

use crate::check::RULES;

/// The columns of the listing.
const HEAD: &str = "id\tseverity\tcompares_zh\tcompares_en\ttolerance_zh\ttolerance_en\twrong\tsound\ttrue_findings\tfindings";

/// Writes every rule as a tab-separated line: id, gravest severity, what is compared and what is taken
/// for the same in Chinese and English, an example that is found and one that is not (⏎ ends a line, ⇥
/// a cell), and how many of its findings were true on the documents that come with the tests, of how many.
///
/// # Errors
/// If the output cannot be written.
pub fn run(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{HEAD}")?;
    for rule in RULES {
        let severity = rule.severity.name();
        let Some(about) = rule.about() else { continue };
        let [chinese, english] = about.compares;
        let [tolerance, tolerated] = about.tolerance;
        let (right, made) = about.measured;
        writeln!(
            out,
            "{}\t{severity}\t{chinese}\t{english}\t{tolerance}\t{tolerated}\t{}\t{}\t{right}\t{made}",
            rule.id, about.wrong, about.sound
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_rule_in_two_languages() {
        let mut out = Vec::new();
        run(&mut out).unwrap();
        let listing = String::from_utf8(out).unwrap();
        assert_eq!(listing.lines().count(), RULES.len() + 1);
        let columns = HEAD.split('\t').count();
        assert!(
            listing
                .lines()
                .all(|line| line.split('\t').count() == columns)
        );
    }
}
