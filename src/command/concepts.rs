//! `gongkai concepts`: the codebook as a table.

use std::io::{self, Write};

use crate::lexicon::concepts;

/// Writes every concept as a tab-separated line: id, Chinese and English name, unit, parent.
///
/// # Errors
/// If the output cannot be written.
pub fn run(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "id\tname\tenglish\tunit\tparent")?;
    for concept in concepts::all() {
        let parent = concept.parent.unwrap_or("");
        let unit = concept.unit.name();
        writeln!(
            out,
            "{}\t{}\t{}\t{unit}\t{parent}",
            concept.id, concept.name, concept.english
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_concept_with_five_columns() {
        let mut out = Vec::new();
        run(&mut out).unwrap();
        let listing = String::from_utf8(out).unwrap();
        assert_eq!(listing.lines().count(), concepts::all().len() + 1);
        assert!(listing.lines().all(|line| line.split('\t').count() == 5));
        assert!(
            listing.contains(
                "official_reception\t公务接待费\tOfficial reception\tmoney\tthree_public\n"
            )
        );
    }
}
