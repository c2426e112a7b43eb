use crate::layout::Layout;
use crate::record::{Kind, Section};
use crate::text::Text;
/// x
pub struct Outline { /// s
 pub sections: Vec<Section>, /// p
 pub passages: Vec<std::ops::Range<usize>> }
/// r
pub fn read(_: &Text, layout: &Layout, _: &str, _: Kind) -> Outline {
    Outline { sections: vec![], passages: layout.paragraphs.iter().map(|p| p.range.clone()).collect() }
}
/// e
pub fn enclosing(_: &[Section], _: usize) -> Option<usize> { None }
