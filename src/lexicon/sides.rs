//! The two sides of the accounts, as names say them.

/// What came in.
pub const INCOME: &str = "收入";
/// What was spent.
pub const EXPENDITURE: &str = "支出";

/// The other side of the one that is all that a name says: 收入 of 支出.
pub fn other(name: &str) -> Option<&'static str> {
    match name {
        INCOME => Some(EXPENDITURE),
        EXPENDITURE => Some(INCOME),
        _ => None,
    }
}

/// Whether a name says nothing but a side.
pub fn is_one(name: &str) -> bool {
    other(name).is_some()
}

/// The first of some sides that a name holds.
pub fn first_in(name: &str, sides: [&'static str; 2]) -> Option<&'static str> {
    sides.into_iter().find(|side| name.contains(side))
}

/// Whether a name stands on a side and says nothing of the other: 教育支出, but not 收入支出总计.
pub fn is_only(name: &str, side: &str) -> bool {
    name.contains(side) && !other(side).is_some_and(|other| name.contains(other))
}
