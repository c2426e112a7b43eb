//! The rule of choice, and the words of the tables.

use rust_decimal::Decimal;
use serde::Serialize;

use super::candidate::Books;
use super::choice::{Agreement, Choice, Implied, choose};
use super::doubts::{Amounts, Doubt, doubts};
use super::headlines;
use super::issuers::Scope;
use super::stated::{Source, Stated};
use crate::lexicon::rows::CategoryRow;

/// An amount in 万元 as it is printed, in a place.
fn stated(source: Source, doc: u64, printed: &str) -> Stated {
    let value: Decimal = printed.parse().unwrap();
    let factor = Decimal::from(10_000);
    Stated {
        source,
        is_budget: false,
        form: (source == Source::Table).then_some(0),
        doc,
        fact: doc,
        yuan: value * factor,
        decimals: value.scale(),
        factor,
        is_unit_assumed: false,
        is_found: false,
        line: 1,
        page: None,
        start: 0,
        end: 1,
    }
}

/// The same in another form.
fn in_form(form: u8, candidate: Stated) -> Stated {
    Stated {
        form: Some(form),
        ..candidate
    }
}

fn chosen(candidates: &[Stated], implied: &[Implied], beside: &[Decimal]) -> Choice {
    let candidates: Vec<&Stated> = candidates.iter().collect();
    choose(&candidates, implied, beside).unwrap()
}

#[track_caller]
fn assert_chosen(candidates: &[Stated], yuan: i64, agreement: Agreement, sources: &[Source]) {
    let choice = chosen(candidates, &[], &[]);
    assert_eq!(choice.chosen.yuan, Decimal::from(yuan));
    assert_eq!(choice.agreement, agreement);
    assert_eq!(choice.sources, sources);
}

#[test]
fn amounts_that_could_be_printed_from_one_number_agree_and_the_finest_is_given() {
    use Source::{Table, Text};
    assert_chosen(
        &[stated(Table, 1, "1235"), stated(Text, 1, "1234.56")],
        12_345_600,
        Agreement::Agree,
        &[Table, Text],
    );
    assert_chosen(&[stated(Text, 1, "8")], 80_000, Agreement::Single, &[Text]);
    // A fact that is said twice in a text is one place.
    assert_chosen(
        &[stated(Text, 1, "8.5"), stated(Text, 1, "8.5")],
        85_000,
        Agreement::Single,
        &[Text],
    );
}

#[test]
fn a_disclosure_that_is_published_twice_says_nothing_twice() {
    use Source::{NextYear, Text};
    let (one, again) = (stated(Text, 1, "8.50"), stated(Text, 2, "8.50"));
    assert_eq!(
        chosen(&[one.clone(), again.clone()], &[], &[]).agreement,
        Agreement::Single
    );
    // Final accounts that tell the budget are another disclosure.
    let other = Stated {
        is_budget: true,
        ..again
    };
    assert_eq!(chosen(&[one.clone(), other], &[], &[]).n_sources, 2);
    let next = [stated(NextYear, 3, "8.50"), stated(NextYear, 4, "8.50")];
    let [next, later] = next;
    assert_eq!(chosen(&[one, next, later], &[], &[]).n_sources, 2);
}

#[test]
fn most_places_prevail_and_then_tables() {
    use Source::{NextYear, Table, Text};
    let (table, text) = (stated(Table, 1, "8.50"), stated(Text, 1, "9.50"));
    assert_chosen(
        &[table.clone(), text.clone()],
        85_000,
        Agreement::Disputed,
        &[Table],
    );
    // The document of the next year settles it.
    let next = stated(NextYear, 2, "9.50");
    assert_chosen(
        &[table.clone(), text.clone(), next],
        95_000,
        Agreement::Majority,
        &[Text, NextYear],
    );
    let further = in_form(7, stated(Table, 1, "8.50"));
    assert_chosen(
        &[table, text, further],
        85_000,
        Agreement::Majority,
        &[Table],
    );
}

#[test]
fn the_next_year_restates_but_does_not_dispute() {
    use Source::{NextYear, Table};
    let own = stated(Table, 1, "8.50");
    let choice = chosen(
        &[
            own,
            stated(NextYear, 2, "7.00"),
            stated(NextYear, 3, "7.00"),
        ],
        &[],
        &[],
    );
    assert_eq!(choice.chosen.yuan, Decimal::from(85_000));
    assert_eq!(
        (choice.agreement, choice.is_restated),
        (Agreement::Single, true)
    );
    assert_eq!(choice.others.len(), 1);
    // Where the year itself says nothing, it is all there is.
    assert_chosen(
        &[stated(NextYear, 2, "7.00")],
        70_000,
        Agreement::Single,
        &[NextYear],
    );
}

#[test]
fn a_change_tells_of_the_year_before() {
    let own = [
        stated(Source::Table, 1, "8.50"),
        stated(Source::Text, 1, "9.50"),
    ];
    let implied = |yuan: i64| Implied {
        doc: 2,
        fact: 5,
        yuan: Decimal::from(yuan),
        interval: stated(Source::NextChange, 2, &(Decimal::new(yuan, 4)).to_string())
            .interval()
            .unwrap(),
    };
    let choice = chosen(&own, &[implied(95_000)], &[]);
    assert_eq!(choice.chosen.yuan, Decimal::from(95_000));
    assert_eq!(choice.sources, [Source::Text, Source::NextChange]);
    assert!(!choice.is_restated);
    // It makes no amount of its own.
    assert!(choose(&[], &[implied(95_000)], &[]).is_none());
    assert!(chosen(&own[..1], &[implied(95_000)], &[]).is_restated);
}

#[test]
fn what_may_not_be_the_whole_counts_where_nothing_else_does() {
    use Source::{Elsewhere, Text};
    let elsewhere = [stated(Elsewhere, 1, "3.00"), stated(Elsewhere, 1, "3.00")];
    assert_chosen(&elsewhere, 30_000, Agreement::Single, &[Elsewhere]);
    let both = [elsewhere[0].clone(), stated(Text, 1, "4.00")];
    assert_chosen(&both, 40_000, Agreement::Single, &[Text]);
}

#[test]
fn of_two_amounts_the_one_in_proportion_to_other_years_is_taken() {
    let own = [
        stated(Source::Table, 1, "85000"),
        stated(Source::Text, 1, "8.5"),
    ];
    let beside = [Decimal::from(80_000)];
    let choice = chosen(&own, &[], &beside);
    assert_eq!(choice.chosen.yuan, Decimal::from(85_000));
    assert_eq!(choice.agreement, Agreement::Disputed);
    assert_eq!(
        chosen(&own, &[], &[]).chosen.yuan,
        Decimal::from(850_000_000)
    );
}

#[test]
fn parts_wholes_and_years_raise_doubts() {
    let place = |concept| headlines::place(concept).unwrap();
    let amount = |printed| chosen(&[stated(Source::Table, 1, printed)], &[], &[]);
    let amounts: Amounts = [
        (("three_public", 2020), "9.00"),
        (("three_public", 2021), "9.00"),
        (("official_vehicle_cost", 2021), "8.00"),
        // More than what vehicles cost, of which it is a part, and than all three together.
        (("vehicle_operation", 2021), "9.50"),
        (("official_reception", 2020), "1.00"),
        (("official_reception", 2021), "1000.00"),
    ]
    .into_iter()
    .map(|((concept, year), printed)| ((Books::Final, place(concept), year), amount(printed)))
    .collect();
    let told: Vec<(&str, i32, Vec<Doubt>)> = amounts
        .keys()
        .zip(doubts(&amounts))
        .map(|((_, concept, year), doubts)| (headlines::at(*concept).concept, *year, doubts))
        .collect();
    use Doubt::{Jump, PartExceedsWhole};
    assert_eq!(
        told,
        [
            ("three_public", 2020, vec![]),
            ("three_public", 2021, vec![PartExceedsWhole]),
            ("official_vehicle_cost", 2021, vec![PartExceedsWhole]),
            ("vehicle_operation", 2021, vec![PartExceedsWhole]),
            ("official_reception", 2020, vec![Jump]),
            ("official_reception", 2021, vec![PartExceedsWhole, Jump]),
        ]
    );
}

#[test]
fn the_words_of_the_tables_are_explained() {
    fn words<W: Serialize>(words: &[W]) -> Vec<String> {
        let words = words.iter().map(|word| serde_json::to_value(word).unwrap());
        words
            .map(|word| word.as_str().unwrap().to_owned())
            .collect()
    }
    use Agreement::{Agree, Disputed, Majority, Single};
    use Books::{AdjustedBudget, Budget, Final, StatedBudget};
    for (vocabulary, own) in [
        ("scope", words(&[Scope::Own, Scope::Consolidated])),
        (
            "books",
            words(&[Budget, AdjustedBudget, StatedBudget, Final]),
        ),
        ("agreement", words(&[Agree, Single, Majority, Disputed])),
    ] {
        let told = CategoryRow::all()
            .iter()
            .filter(|row| *row.vocabulary == *vocabulary);
        assert!(
            told.map(|row| &*row.value)
                .eq(own.iter().map(String::as_str)),
            "{vocabulary}"
        );
    }
}

#[test]
fn a_table_is_doubted_by_what_is_off_in_it_unless_more_is_confirmed() {
    let place = |concept| headlines::place(concept).unwrap();
    let off = chosen(
        &[
            stated(Source::Table, 1, "80000"),
            stated(Source::Text, 1, "8"),
        ],
        &[],
        &[],
    );
    let single = chosen(&[stated(Source::Table, 1, "9.00")], &[], &[]);
    let confirmed = chosen(
        &[
            stated(Source::Table, 1, "7.00"),
            stated(Source::Text, 1, "7.00"),
        ],
        &[],
        &[],
    );
    let key = |concept| (Books::Final, place(concept), 2021);
    let mut amounts = Amounts::from([
        (key("official_reception"), off),
        (key("meeting_cost"), single),
    ]);
    assert_eq!(doubts(&amounts)[1], [Doubt::UnitDoubtful]);
    amounts.insert(key("training_cost"), confirmed);
    assert!(doubts(&amounts)[1].is_empty());
}
