//! `gongkai rules`: what is checked.

use std::io::{self, Write};

use crate::check::RULES;

/// Writes every rule as a tab-separated line: id, severity, what is wrong in Chinese and English.
///
/// # Errors
/// If the output cannot be written.
pub fn run(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "id\tseverity\tchinese\tenglish")?;
    for rule in RULES {
        let severity = rule.severity.name();
        let [chinese, english] = rule.about().map_or(["", ""], |about| about.compares);
        writeln!(out, "{}\t{severity}\t{chinese}\t{english}", rule.id)?;
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
        assert!(listing.lines().all(|line| line.split('\t').count() == 4));
    }
}
