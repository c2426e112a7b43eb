//! What stands furthest out, and where.

/// A place of a document and what is said there.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlier {
    /// How far out it stands.
    pub size: f64,
    /// The document.
    pub doc: String,
    /// Its path.
    pub path: String,
    /// Who published it, for which year.
    pub issuer: Option<String>,
    /// The year.
    pub year: Option<i32>,
    /// Where it stands.
    pub line: usize,
    /// What is said: the label of a number, or the message of a finding.
    pub what: String,
    /// The number as printed, or the two numbers of a finding.
    pub value: String,
}

/// The few largest of many, one a document; of equal ones the first.
#[derive(Debug, Clone)]
pub struct Largest {
    most: usize,
    /// Falling.
    found: Vec<Outlier>,
}

impl Largest {
    /// None yet of at most so many.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            found: Vec::new(),
        }
    }

    /// Takes one of a document and size if it is among the largest; `make` is asked only then.
    pub fn add(&mut self, doc: &str, size: f64, make: impl FnOnce() -> Outlier) {
        let at = self.found.partition_point(|other| other.size >= size);
        let own = self.found.iter().position(|other| other.doc == doc);
        if at >= self.most || own.is_some_and(|own| own < at) || !size.is_finite() {
            return;
        }
        if let Some(own) = own {
            self.found.remove(own);
        }
        self.found.insert(at, make());
        self.found.truncate(self.most);
    }

    /// The largest first.
    pub fn found(&self) -> &[Outlier] {
        &self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_are_kept_in_their_order() {
        let mut largest = Largest::new(3);
        let said = [
            ("a", 2.0),
            ("b", 9.0),
            ("c", 1.0),
            ("d", 9.0),
            ("e", f64::NAN),
            ("f", f64::INFINITY),
            ("g", 5.0),
            ("b", 8.0),
            ("d", 10.0),
        ];
        for (place, (doc, size)) in said.into_iter().enumerate() {
            largest.add(doc, size, || Outlier {
                size,
                doc: doc.to_owned(),
                path: String::new(),
                issuer: None,
                year: None,
                line: place,
                what: String::new(),
                value: String::new(),
            });
        }
        let lines: Vec<usize> = largest.found().iter().map(|one| one.line).collect();
        assert_eq!(lines, [8, 1, 6]);
    }
}
