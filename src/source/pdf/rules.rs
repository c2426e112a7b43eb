//! The lines that a page draws, upright and level, put together from their pieces.

/// An upright or level line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Where it stands: x of an upright line, y of a level one.
    pub(super) at: f64,
    /// From where to where it runs.
    pub(super) from: f64,
    pub(super) to: f64,
}

/// Lines so near each other are one: the two edges of a thin box, the borders of two cells.
pub(super) const NEAR: f64 = 2.5;

impl Rule {
    /// Whether another line, which runs across, meets it.
    pub(super) fn meets(&self, across: &Self) -> bool {
        let within = |rule: &Self, at: f64| rule.from - NEAR <= at && at <= rule.to + NEAR;
        within(self, across.at) && within(across, self.at)
    }
}

/// Puts lines together that lie on each other or go on in each other.
pub(super) fn merged(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut merged: Vec<Rule> = Vec::new();
    let mut rest = rules.as_mut_slice();
    while let Some(first) = rest.first().map(|rule| rule.at) {
        let near = rest.partition_point(|rule| rule.at - first < NEAR);
        let (group, behind) = rest.split_at_mut(near);
        group.sort_by(|one, other| one.from.total_cmp(&other.from));
        let mut last: Option<Rule> = None;
        for rule in group {
            match &mut last {
                Some(last) if rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
                _ => merged.extend(last.replace(Rule { at: first, ..*rule })),
            }
        }
        merged.extend(last);
        rest = behind;
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_become_lines() {
        let rule = |at, from, to| Rule { at, from, to };
        let pieces = vec![
            rule(10.5, 5.0, 20.0),
            rule(10.0, 0.0, 6.0),
            rule(10.0, 40.0, 50.0),
            rule(90.0, 0.0, 50.0),
        ];
        assert_eq!(
            merged(pieces),
            [
                rule(10.0, 0.0, 20.0),
                rule(10.0, 40.0, 50.0),
                rule(90.0, 0.0, 50.0)
            ]
        );
    }
}
