//! Classification paths in running text: `社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）`.

use crate::lexicon::label::MARKS;
use crate::lexicon::sides::EXPENDITURE;
use crate::text::Cut;

/// A path as printed: the components it names, by level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path {
    /// 类, 款, 项; a level that is not named is carried over.
    components: [Option<String>; 3],
}

impl Path {
    /// Reads the path in a text; `None` where there is none.
    pub fn read(text: &str) -> Option<Self> {
        // Most names have no bracket.
        memchr::memchr(b')', text.as_bytes())?;
        let mut path = Self::default();
        let mut rest = text;
        let mut any = false;
        while let Some((before, behind, component)) = MARKS
            .into_iter()
            .zip(&mut path.components)
            .filter_map(|(mark, component)| {
                let (before, behind) = rest.split_once(mark)?;
                Some((before, behind, component))
            })
            .min_by_key(|(before, ..)| before.len())
        {
            let name = name(before);
            rest = behind;
            if !name.is_empty() {
                *component = Some(name.to_owned());
                any = true;
            }
        }
        any.then_some(path)
    }

    /// The path with the levels above its first own one taken from the path before:
    /// `一般行政管理事务（项）` keeps 类 and 款.
    pub fn after(mut self, before: &Self) -> Self {
        for (own, before) in self.components.iter_mut().zip(&before.components) {
            if own.is_some() {
                break;
            }
            own.clone_from(before);
        }
        self
    }

    /// The name of the innermost level, with its mark.
    pub fn label(&self) -> Option<String> {
        let mut marked = self.components.iter().zip(MARKS).rev();
        marked.find_map(|(name, mark)| Some(format!("{}{mark}", name.as_ref()?)))
    }

    /// The components with their marks, outermost first.
    pub fn parts(&self) -> Vec<String> {
        self.components
            .iter()
            .zip(MARKS)
            .filter_map(|(name, mark)| name.as_ref().map(|name| format!("{name}{mark}")))
            .collect()
    }
}

/// The name that ends a piece of text before a mark: list numbers and signs are taken off.
fn name(piece: &str) -> &str {
    let piece = piece.trim_start_matches(EXPENDITURE);
    let start = piece.rfind([':', ',', '。', ';', '、']).map_or(0, |at| {
        // 、 stands in names too: 文化旅游体育与传媒、….
        at + piece.behind(at).chars().next().map_or(1, char::len_utf8)
    });
    let piece = piece.behind(start);
    let text = crate::grammar::heading::numbering(piece).map_or(piece, |(rest, _)| rest);
    let (_, text) = super::name::without_code(text);
    let name = super::date::without_time(text);
    // *** is what the template left to be filled in.
    if name.chars().any(char::is_alphabetic) {
        name
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_carries_its_upper_levels() {
        let first = Path::read("社会保障和就业(类):(1)管理事务(款)行政运行(项)支出决算为").unwrap();
        assert_eq!(first.label().as_deref(), Some("行政运行(项)"));
        let next = Path::read("、一般行政管理事务(项)支出决算为")
            .unwrap()
            .after(&first);
        assert_eq!(
            next.parts(),
            ["社会保障和就业(类)", "管理事务(款)", "一般行政管理事务(项)"]
        );
        let other = Path::read("3.教育支出(类)").unwrap().after(&next);
        assert_eq!(other.parts(), ["教育支出(类)"]);
    }

    #[test]
    fn no_path() {
        assert_eq!(Path::read("公务接待费支出"), None);
    }
}
