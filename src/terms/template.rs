//! Which passages are the template's: what many issuers say in the same words.
//!
//! A template is a province's, so issuers are counted by province as well as over the whole crawl. What a passage
//! is said by waits on disk, parted by the passage, so that each part fits into memory.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use rustc_hash::FxHashSet;

/// What passages are said by, while documents are read.
pub(super) struct Sayings {
    /// By the first bits of the passage.
    parts: Vec<BufWriter<File>>,
    /// How many issuers each province has.
    issuers: HashMap<u8, FxHashSet<u64>>,
}

const PART_BITS: u32 = 6;

/// Fewer issuers than this may say the same by chance.
const FEW: usize = 3;

/// A passage and who says it.
type Saying = (u64, u8, u64);

const SAYING: usize = 17;

impl Sayings {
    /// Nothing is said yet; what is waits in a directory.
    pub fn new(directory: &Path) -> io::Result<Self> {
        let part = |_| Ok(BufWriter::new(tempfile::tempfile_in(directory)?));
        Ok(Self {
            parts: (0..1 << PART_BITS).map(part).collect::<io::Result<_>>()?,
            issuers: HashMap::new(),
        })
    }

    /// An issuer of a province says these passages.
    pub fn add(
        &mut self,
        province: u8,
        issuer: u64,
        passages: impl Iterator<Item = u64>,
    ) -> io::Result<()> {
        self.issuers.entry(province).or_default().insert(issuer);
        for passage in passages {
            let part = self.part(passage);
            part.write_all(&passage.to_le_bytes())?;
            part.write_all(&[province])?;
            part.write_all(&issuer.to_le_bytes())?;
        }
        Ok(())
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "there is a part for all first bits"
    )]
    fn part(&mut self, passage: u64) -> &mut BufWriter<File> {
        &mut self.parts[(passage >> (u64::BITS - PART_BITS)) as usize]
    }

    /// The passages that at least this share of the issuers of a province, or of all, say, and no fewer than three.
    pub fn templates(self, share: f64) -> io::Result<FxHashSet<u64>> {
        let enough = |issuers: usize| FEW.max((issuers as f64 * share).ceil() as usize);
        let all = enough(self.issuers.values().map(FxHashSet::len).sum());
        let of_province: HashMap<u8, usize> = self
            .issuers
            .iter()
            .map(|(province, issuers)| (*province, enough(issuers.len())))
            .collect();
        let mut templates = FxHashSet::default();
        for part in self.parts {
            let sayings = read(part)?;
            for said in sayings.chunk_by(|one, other| one.0 == other.0) {
                let mut provinces = said.chunk_by(|one, other| one.1 == other.1);
                let is_one = said.len() >= all
                    || provinces.any(|said| {
                        let enough = said.first().and_then(|(_, own, _)| of_province.get(own));
                        enough.is_some_and(|enough| said.len() >= *enough)
                    });
                templates.extend(
                    said.first()
                        .filter(|_| is_one)
                        .map(|(passage, ..)| *passage),
                );
            }
        }
        Ok(templates)
    }
}

/// The sayings of a part, each once, in order.
fn read(part: BufWriter<File>) -> io::Result<Vec<Saying>> {
    let mut file = part.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    let count = usize::try_from(file.metadata()?.len()).unwrap_or(0) / SAYING;
    let mut file = BufReader::with_capacity(1 << 16, file);
    let mut sayings = Vec::with_capacity(count);
    let (mut passage, mut province, mut issuer) = ([0; 8], [0; 1], [0; 8]);
    for _ in 0..count {
        file.read_exact(&mut passage)?;
        file.read_exact(&mut province)?;
        file.read_exact(&mut issuer)?;
        sayings.push((
            u64::from_le_bytes(passage),
            province[0],
            u64::from_le_bytes(issuer),
        ));
    }
    sayings.sort_unstable();
    sayings.dedup();
    Ok(sayings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_of_the_template_where_a_province_says_it() {
        let directory = tempfile::tempdir().unwrap();
        let mut sayings = Sayings::new(directory.path()).unwrap();
        // Province 33 has 40 issuers, 51 has 200.
        for issuer in 0..240_u64 {
            let province = if issuer < 40 { 33 } else { 51 };
            let mut said = vec![u64::MAX - issuer];
            // Said by four of 40, which is one in ten.
            said.extend((issuer < 4).then_some(1));
            // By four of 200.
            said.extend((40..44).contains(&issuer).then_some(2));
            // By two, however often.
            said.extend((issuer < 2).then_some([3, 3]).into_iter().flatten());
            // By three in each province, six of 240.
            said.extend((issuer % 40 < 3 && issuer < 80).then_some(4));
            sayings.add(province, issuer, said.into_iter()).unwrap();
        }
        let templates = sayings.templates(0.05).unwrap();
        let mut templates: Vec<u64> = templates.into_iter().collect();
        templates.sort_unstable();
        assert_eq!(templates, [1, 4]);
    }
}
