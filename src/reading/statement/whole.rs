//! What numbers are said of, and the wholes that parts belong to.

use crate::record::{Basis, Quantity as Kind};

/// Something a number was said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its label.
    pub label: String,
    /// Money or count.
    pub kind: Kind,
    /// The books it was said of.
    pub basis: Basis,
}

/// The whole that parts belong to: an amount, a count, or one of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whole {
    /// The amount.
    pub money: Option<Subject>,
    /// The count.
    pub count: Option<Subject>,
}

impl Whole {
    /// The whole that one subject is.
    pub fn of(subject: Subject) -> Self {
        let mut whole = Self::default();
        whole.take(subject);
        whole
    }

    /// Takes in a subject in place of the one of its kind.
    pub fn take(&mut self, subject: Subject) {
        match subject.kind {
            Kind::Count => self.count = Some(subject),
            Kind::Money => self.money = Some(subject),
            Kind::Percent => {}
        }
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.money.is_none() && self.count.is_none()
    }
}
