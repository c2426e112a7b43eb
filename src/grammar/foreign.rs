//! Sums that their clause says to be money of another country: `800元(港币)`, `折合港币约5000元`.

use std::ops::Range;

use super::vocabulary::Vocabulary;
use crate::text::Cut;

/// The money of this country, where another is named before it.
const OWN: &str = "人民币";

/// What a passage says of money, from the beginning of a clause up to a place in it.
pub(super) struct Foreign {
    /// Whether it names money of another country at all.
    named: bool,
    upto: usize,
    /// Whether the clause does, up to there.
    here: bool,
}

impl Foreign {
    pub(super) fn new(words: &Vocabulary, passage: &str) -> Self {
        Self {
            named: words.names_foreign(passage),
            upto: 0,
            here: false,
        }
    }

    /// Whether a sum is money of another country, by its clause or by a bracket behind it. Sums are asked for in order:
    /// each goes on where the last one stopped.
    pub(super) fn is(&mut self, words: &Vocabulary, passage: &str, sum: Range<usize>) -> bool {
        if !self.named || passage.within(sum.clone()).contains(OWN) {
            return false;
        }
        if self.upto < sum.start {
            let new = passage.within(self.upto..sum.start);
            let clause = new.rsplit_once([',', '。', ';', '\n']);
            let (clause, before) = clause.map_or((new, self.here), |(_, clause)| (clause, false));
            let own = clause.rsplit_once(OWN).map(|(_, own)| own);
            self.here = words.names_foreign(own.unwrap_or(clause)) || before && own.is_none();
            self.upto = sum.start;
        }
        let bracket = || {
            let inner = passage.behind(sum.end).strip_prefix('(')?;
            let (currency, rest) = words.currency_after(inner)?;
            Some(!currency.is_yuan && rest.starts_with(')'))
        };
        self.here || bracket().unwrap_or(false)
    }
}
