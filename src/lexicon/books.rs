//! The books, as titles and names say them.

/// What is planned.
pub const BUDGET: &str = "预算";
/// What came of it, closed and approved.
pub const FINAL: &str = "决算";
/// Both.
pub const BUDGET_AND_FINAL: &str = "预决算";
/// What was reached with it.
pub const PERFORMANCE: &str = "绩效";
/// What came of it so far.
pub const EXECUTION: &str = "执行";
/// A budget that is not approved yet.
pub const DRAFT: &str = "草案";
