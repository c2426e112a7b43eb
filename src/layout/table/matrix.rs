//! Values by row and column: what it costs to match the first of one list with the first of another.

/// As many rows of values as there are columns in each.
pub(super) struct Matrix<T> {
    width: usize,
    values: Vec<T>,
}

#[expect(
    clippy::indexing_slicing,
    reason = "rows and columns are counted when it is made"
)]
impl<T: Copy> Matrix<T> {
    pub fn new(rows: usize, width: usize, value: T) -> Self {
        let values = vec![value; rows * width];
        Self { width, values }
    }

    pub fn at(&self, row: usize, column: usize) -> T {
        self.values[row * self.width + column]
    }

    pub fn set(&mut self, row: usize, column: usize, value: T) {
        self.values[row * self.width + column] = value;
    }
}

/// Nothing, and then each of a list.
pub(super) fn from_none<T>(list: &[T]) -> impl Iterator<Item = Option<&T>> {
    std::iter::once(None).chain(list.iter().map(Some))
}
