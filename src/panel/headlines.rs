//! The concepts of the panel, and where their amounts stand.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::concepts;
use crate::lexicon::rows::HeadlineRow;
use crate::lexicon::word_file::named;
use crate::record::Form;

/// A concept of the panel.
pub struct Headline {
    /// Its id.
    pub concept: &'static str,
    /// Its Chinese name.
    pub name: &'static str,
    forms: Vec<Form>,
    sections: Vec<&'static str>,
    /// Further concepts whose amount it is too, by their places.
    pub also: Vec<usize>,
    /// The concept of the panel that is its whole, by its place: the nearest above it.
    pub whole: Option<usize>,
}

static HEADLINES: LazyLock<Vec<Headline>> = LazyLock::new(|| {
    let rows = HeadlineRow::all();
    let place = |id: &str| rows.iter().position(|row| *row.concept == *id);
    let whole = |id: &str| {
        let mut above = concepts::by_id(id)?.parent;
        while let Some(id) = above {
            if let Some(place) = place(id) {
                return Some(place);
            }
            above = concepts::by_id(id)?.parent;
        }
        None
    };
    let headline = |row: &'static HeadlineRow| Headline {
        concept: &row.concept,
        name: concepts::by_id(&row.concept).map_or("", |concept| concept.name),
        forms: row
            .forms
            .words()
            .filter_map(|form| named(form).ok())
            .collect(),
        sections: row.sections.words().collect(),
        also: row.also.words().filter_map(place).collect(),
        whole: whole(&row.concept),
    };
    rows.iter().map(headline).collect()
});

static PLACES: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    let headlines = HEADLINES.iter().enumerate();
    headlines
        .map(|(at, headline)| (headline.concept, at))
        .collect()
});

/// All of them, in the order of the columns.
pub fn all() -> &'static [Headline] {
    &HEADLINES
}

/// The one at a place.
#[expect(clippy::indexing_slicing, reason = "a place is that of a headline")]
pub fn at(place: usize) -> &'static Headline {
    &HEADLINES[place]
}

/// The place of the concept with an id.
pub fn place(concept: &str) -> Option<usize> {
    PLACES.get(concept).copied()
}

impl Headline {
    /// Whether its amount stands in a form.
    pub fn is_in_form(&self, form: Form) -> bool {
        self.forms.contains(&form)
    }

    /// Whether its amount stands in a mandated part, whose name begins with a kind of document.
    pub fn is_in_section(&self, section: &str) -> bool {
        let section = section.split_once('.').map_or(section, |(_, own)| own);
        self.sections.iter().any(|home| {
            let below = section.strip_prefix(home);
            below.is_some_and(|below| below.is_empty() || below.starts_with('.'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::rows::ColumnRow;

    #[test]
    fn every_word_of_the_file_is_known() {
        for (row, headline) in HeadlineRow::all().iter().zip(all()) {
            assert!(concepts::by_id(&row.concept).is_some(), "{}", row.concept);
            assert_eq!(
                row.forms.words().count(),
                headline.forms.len(),
                "{}",
                row.concept
            );
            assert_eq!(
                row.also.words().count(),
                headline.also.len(),
                "{}",
                row.concept
            );
        }
    }

    #[test]
    fn the_wide_table_has_a_column_for_each() {
        let wide = ColumnRow::all()
            .iter()
            .filter(|column| column.tables.words().any(|table| table == "panel_wide"))
            .skip_while(|column| *column.name != *"doubtful")
            .skip(1)
            .map(|column| &*column.name);
        let own = all().iter().map(|headline| headline.concept);
        assert!(wide.eq(own));
    }

    #[test]
    fn a_section_is_home_with_those_under_it() {
        let of = |concept: &str| &all()[place(concept).unwrap()];
        for (concept, section, is_home) in [
            ("three_public", "final.three_public.total", true),
            ("three_public", "budget.three_public", true),
            ("official_reception", "final.basic", false),
            ("total_income", "final.income_expenditure", true),
            ("total_income", "final.income_expenditures", false),
            ("general_project", "overview", false),
        ] {
            assert_eq!(
                of(concept).is_in_section(section),
                is_home,
                "{concept} {section}"
            );
        }
        let whole = |concept: &str| of(concept).whole.map(|at| all()[at].concept);
        assert_eq!(whole("three_public"), None);
        assert_eq!(whole("vehicle_purchase"), Some("official_vehicle_cost"));
    }
}
