//! The outline as a tree.

use crate::record::Section;

/// A section with the rule lines that lead to it.
#[derive(Debug)]
pub struct Branch<'a> {
    /// `│  ├─ ` and the like.
    pub rules: String,
    /// The section.
    pub section: &'a Section,
}

/// The sections in order, each with its rule lines.
pub fn branches(sections: &[Section]) -> Vec<Branch<'_>> {
    // From the last to the first: a level is still open where a later section closes it.
    let mut open: Vec<bool> = Vec::new();
    let mut branches: Vec<_> = sections
        .iter()
        .rev()
        .map(|section| {
            let level = section.level.max(1);
            open.truncate(level);
            open.resize(level, false);
            let mut rules = String::new();
            if let [_, above @ .., own] = open.as_slice() {
                let above = above
                    .iter()
                    .map(|is_open| if *is_open { "│  " } else { "   " });
                rules.extend(above.chain([if *own { "├─ " } else { "└─ " }]));
            }
            if let Some(own) = open.last_mut() {
                *own = true;
            }
            Branch { rules, section }
        })
        .collect();
    branches.reverse();
    branches
}

/// A heading as people cite it.
pub fn heading(section: &Section) -> String {
    format!(
        "{}{}",
        section.number.as_deref().unwrap_or(""),
        section.title
    )
}

/// The sections above an id and itself, outermost first.
pub fn path(sections: &[Section], id: Option<usize>) -> Vec<&Section> {
    let find = |id: usize| {
        let index = sections.binary_search_by_key(&id, |section| section.id);
        index.ok().and_then(|index| sections.get(index))
    };
    let mut path: Vec<&Section> = Vec::new();
    let mut next = id.and_then(find);
    while let Some(section) = next {
        path.push(section);
        // A parent stands before its child; anything else would run in a circle.
        next = section
            .parent_id
            .filter(|parent| *parent < section.id)
            .and_then(find);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Span;

    #[test]
    fn rules_join_brothers_and_end_with_the_last() {
        let levels = [1, 2, 3, 2, 1, 2];
        let sections: Vec<_> = levels
            .iter()
            .enumerate()
            .map(|(id, level)| Section {
                doc: String::new(),
                id,
                parent_id: None,
                level: *level,
                number: None,
                title: id.to_string(),
                concept: None,
                line: 1,
                span: Span(0, 0),
                body: Span(0, 0),
            })
            .collect();
        let drawn: Vec<_> = branches(&sections)
            .iter()
            .map(|branch| format!("{}{}", branch.rules, branch.section.title))
            .collect();
        assert_eq!(drawn, ["0", "├─ 1", "│  └─ 2", "└─ 3", "4", "└─ 5"]);
    }
}
