//! Which terms tell one group of texts from another.
//!
//! By log-likelihood: T. Dunning, *Accurate methods for the statistics of surprise and coincidence*, Computational
//! Linguistics 19(1), 1993, in the form that P. Rayson and R. Garside give it for two corpora, *Comparing corpora
//! using frequency profiling*, 2000. It says how sure a difference is, not how large: beside it stands the log ratio,
//! A. Hardie, *Log Ratio*, 2014. Words stand in clumps, so that a difference which few documents make is less sure
//! than the number says: therefore the documents are counted too.

/// The log-likelihood of `count` of `words` against `other` of `words_other`; negative where the first has fewer for
/// its size.
pub(super) fn log_likelihood(count: u64, words: u64, other: u64, words_other: u64) -> f64 {
    let (a, b, c, d) = (count as f64, other as f64, words as f64, words_other as f64);
    if c == 0.0 || d == 0.0 {
        return 0.0;
    }
    let share = (a + b) / (c + d);
    let part = |observed: f64, expected: f64| match observed > 0.0 {
        true => observed * (observed / expected).ln(),
        false => 0.0,
    };
    let value = 2.0 * (part(a, c * share) + part(b, d * share));
    if a / c < b / d { -value } else { value }
}

/// The binary logarithm of the ratio of both frequencies; where there is no occurrence half a one is put.
pub(super) fn log_ratio(count: u64, words: u64, other: u64, words_other: u64) -> f64 {
    let frequency = |count: u64, words: u64| (count as f64).max(0.5) / (words as f64).max(1.0);
    (frequency(count, words) / frequency(other, words_other)).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_literature() {
        // By hand: E1 = 10000 * 150 / 30000 = 50, E2 = 100; 2 (100 ln 2 + 50 ln 0.5) = 100 ln 2.
        assert!((log_likelihood(100, 10_000, 50, 20_000) - 100.0 * 2_f64.ln()).abs() < 1e-9);
        assert!((log_likelihood(50, 20_000, 100, 10_000) + 100.0 * 2_f64.ln()).abs() < 1e-9);
        assert_eq!(log_likelihood(10, 1_000, 20, 2_000), 0.0);
        // What one group has not at all: 2 * 30 ln(30 / 10).
        assert!((log_likelihood(30, 1_000, 0, 2_000) - 60.0 * 3_f64.ln()).abs() < 1e-9);
        assert_eq!(log_likelihood(5, 10, 0, 0), 0.0);
        assert_eq!(log_ratio(100, 10_000, 50, 20_000), 2.0);
        assert_eq!(log_ratio(4, 1_000, 0, 1_000), 3.0);
    }
}
