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

impl Signs {
    pub(super) fn of(line: &str) -> Self {
        let mut signs = Self::default();
        for (at, byte) in line.bytes().enumerate() {
            match byte {
                b'\t' => {
                    signs.tabs += 1;
                    signs.gaps += 1;
                }
                0..=b' ' | 0x7f => signs.gaps += 1,
                b'|' => {
                    signs.bars += 1;
                    signs.printed = true;
                }
                // The characters that they begin are printed: Latin letters, Chinese ones.
                b'!'..=b'~' | 0xe4..=0xe9 => signs.printed = true,
                // White space and controls beyond ASCII begin with these.
                0xc2 | 0xe1..=0xe3 => {
                    let c = line.behind(at).chars().next();
                    signs.gaps += usize::from(c.is_some_and(is_gap));
                }
                _ => {}
            }
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
