//! What must be true of any text at all.

use crate::{common, read};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::common::extract;
use crate::common::invariants::{self, Read};
use proptest::prelude::*;
use proptest::sample::Index;

/// Reads a text, if it is one, and checks whatever must be true of the records.
fn check(text: &str) {
    if let Ok(read) = read::read("a.txt", text) {
        invariants::hold(&Read::new(&read.text, read.lines));
    }
}

/// The pieces that disclosures are made of, and what damages them.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(
        "第一部分 部门概况|一、|二、|（一）|（二）|1.|1、|（1）|①|收入决算情况说明|目 录|附件1|# |##### |**|收入支出决算总表|\
         项目支出绩效目标表|“三公”经费|单位：万元|金额单位：元|公开01表|项目名称|一级指标|二级指标|三级指标|指标值|\
         实际完成值|产出指标|数量指标|预算数|决算数|合计|其中：|208|05|2080501|社会保障和就业支出|万元|元|亿元|千元|万|\
         人次|批次|辆|名|%|％|个百分点|增长|减少|下降|分别|各|占|约|近|余|不超过|以上|≥|》|2020年|12月31日|０１２|壹佰|\
         三千五百|十|，|、|；|。|：|（|）|\n|\n\n|\t|\t　\n|  |        |　|\u{c}|\r\n|.|,|-|…|\u{200b}|\
         萬元|財政撥款|桐庐县|财政局|[image: a.emf]|PAGEREF _Toc25831 h 3|……3"
            .split('|')
            .chain(["|", " | ", " |\n", "|---|", "<br>", "&nbsp;"])
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    );
    let amount = "[1-9０-９][0-9]{0,9}(,[0-9]{3}){0,2}(\\.[0-9]{1,4})?(万元|元|%|人)?";
    prop_oneof![8 => fixed, 2 => amount, 1 => "(?s).{0,4}"]
}

static CORPUS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    common::corpus()
        .iter()
        .map(|path| {
            fs::read_to_string(project.join(path))
                .unwrap()
                .chars()
                .collect()
        })
        .collect()
});

/// A stretch of a corpus document in which other stretches are cut out, doubled or spliced in.
fn damaged() -> impl Strategy<Value = String> {
    let cut = (any::<Index>(), any::<Index>(), any::<Index>(), 0..3);
    (
        any::<Index>(),
        any::<Index>(),
        prop::collection::vec(cut, 0..8),
    )
        .prop_map(|(one, other, cuts)| {
            let mut text = one.get(&CORPUS).clone();
            let other = other.get(&CORPUS);
            for (from, length, to, what) in cuts {
                let start = from.index(text.len());
                let end = (start + length.index(400)).min(text.len());
                let stretch: Vec<char> = match what {
                    0 => {
                        text.drain(start..end);
                        continue;
                    }
                    1 => text[start..end].to_vec(),
                    _ => {
                        let start = from.index(other.len());
                        other[start..(start + length.index(400)).min(other.len())].to_vec()
                    }
                };
                let to = to.index(text.len());
                text.splice(to..to, stretch);
            }
            text.into_iter().collect()
        })
}

/// A share of the cases that are usual, or that `PROPTEST_CASES` asks for.
fn cases(share: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: (usual.cases / share).max(1),
        failure_persistence: None,
        ..usual
    }
}

proptest! {
    #![proptest_config(cases(1))]

    #[test]
    fn any_text_can_be_read(text in "(?s).{0,400}") {
        check(&text);
    }

    #[test]
    fn any_arrangement_of_what_disclosures_hold_can_be_read(
        pieces in prop::collection::vec(piece(), 0..150)
    ) {
        check(&pieces.concat());
    }
}

proptest! {
    #![proptest_config(cases(5))]

    #[test]
    fn any_damage_can_be_read(text in damaged()) {
        check(&text);
    }
}

proptest! {
    #![proptest_config(cases(21))]

    #[test]
    fn the_number_of_threads_changes_no_byte(
        texts in prop::collection::vec(prop::collection::vec(piece(), 0..60), 1..40),
        jobs in 2usize..9,
    ) {
        let dir = tempfile::tempdir().unwrap();
        for (index, pieces) in texts.iter().enumerate() {
            fs::write(dir.path().join(format!("{index}.txt")), pieces.concat()).unwrap();
        }
        let written = |jobs: usize| extract(&[dir.path()], &["--jobs", &jobs.to_string()]).stdout;
        let alone = written(1);
        prop_assert!(!alone.is_empty());
        prop_assert!(alone == written(jobs));
    }
}
