//! The signs of a line by which the layouts tell at once that it is none of theirs.

use crate::text::{Cut, is_han};

/// What stands in a line as written, told in one pass.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// Its tabs.
    pub tabs: usize,
    /// Its bars.
    pub bars: usize,
    /// Its white space and what nobody sees.
    pub gaps: usize,
    /// Whether it surely prints something.
    pub printed: bool,
}

/// The bits of one count.
const BITS: u32 = 12;
/// The counts of so many bytes fit into them.
const AT_ONCE: usize = (1 << BITS) - 1;

/// What a byte counts as, one count beside the other: a tab, a bar, a gap, something printed, the beginning of what may
/// be white space or a control beyond ASCII.
#[expect(clippy::indexing_slicing, reason = "the loop ends where the counts do")]
const COUNTS: [u64; 256] = {
    let [tab, bar, gap, printed, unsure] = [
        1,
        1 << BITS,
        1 << (2 * BITS),
        1 << (3 * BITS),
        1 << (4 * BITS),
    ];
    let mut counts = [0; 256];
    let mut byte = 0;
    while byte < counts.len() {
        counts[byte] = match byte as u8 {
            b'\t' => tab + gap,
            0..=b' ' | 0x7f => gap,
            b'|' => bar + printed,
            // The characters that they begin are printed: Latin letters, Chinese ones.
            b'!'..=b'~' | 0xe4..=0xe9 => printed,
            0xc2 | 0xe1..=0xe3 => unsure,
            _ => 0,
        };
        byte += 1;
    }
    counts
};

impl Signs {
    #[expect(clippy::indexing_slicing, reason = "every byte has its counts")]
    pub(super) fn of(line: &str) -> Self {
        let mut signs = Self::default();
        let mut unsure = 0;
        for bytes in line.as_bytes().chunks(AT_ONCE) {
            let counts: u64 = bytes.iter().map(|byte| COUNTS[usize::from(*byte)]).sum();
            let count = |at: u32| (counts >> (at * BITS)) as usize & AT_ONCE;
            signs.tabs += count(0);
            signs.bars += count(1);
            signs.gaps += count(2);
            signs.printed |= count(3) > 0;
            unsure += count(4);
        }
        if unsure > 0 {
            let starts = line
                .bytes()
                .enumerate()
                .filter(|(_, byte)| matches!(byte, 0xc2 | 0xe1..=0xe3));
            let chars = starts.filter_map(|(at, _)| line.behind(at).chars().next());
            signs.gaps += chars.filter(|c| is_gap(*c)).count();
        }
        signs
    }
}

/// White space, or what nobody sees.
fn is_gap(c: char) -> bool {
    !is_han(c) && (c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn signs_are_counted(line in "[\t |\u{3000}\u{a0}\u{85}\u{200b}\u{2003}甲。a\u{7f}\u{c}]{0,12}|\\PC{0,12}") {
            let signs = Signs::of(&line);
            prop_assert_eq!(signs.tabs, line.matches('\t').count());
            prop_assert_eq!(signs.bars, line.matches('|').count());
            prop_assert_eq!(signs.gaps, line.matches(is_gap).count());
            prop_assert!(!signs.printed || !line.trim().is_empty());
        }
    }
}
