//! The words: jieba's dictionary, and over it the words of this field.

use std::sync::LazyLock;

use jieba_rs::Jieba;
use rustc_hash::{FxHashMap, FxHashSet};

use super::TermKind;
use crate::fold::Folded;
use crate::lexicon::rows::{
    Code, ConceptRow, ExtraRegion, PolicyTerm, RegionRow, TermClass, Word, words_of,
};
use crate::text::is_han;

/// A word that the user adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWord {
    /// The word.
    pub word: String,
    /// Its field.
    pub topic: Option<String>,
}

/// A word of this field.
#[derive(Debug, Clone)]
struct Known {
    /// The term that it is counted as.
    term: String,
    kind: TermKind,
    topic: Option<String>,
}

/// What cuts texts into terms.
pub struct Dictionary {
    jieba: Jieba,
    known: FxHashMap<String, Known>,
    stop: FxHashSet<String>,
}

/// A piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A term.
    Term(&'a str, TermKind),
    /// A word that is none, but says something of the sentence.
    Other(&'a str),
    /// A number, a date, a place's name: where offices fill in one template they differ in these. The term that it is.
    Varying(Option<(&'a str, TermKind)>),
}

/// The words of a class.
struct Tags {
    none: FxHashSet<&'static str>,
    varying: FxHashSet<&'static str>,
    person: FxHashSet<&'static str>,
    place: FxHashSet<&'static str>,
    cues: FxHashSet<&'static str>,
}

static TAGS: LazyLock<Tags> = LazyLock::new(|| {
    let of = |class| words_of(Word::<TermClass>::all(), class);
    Tags {
        none: of(TermClass::NoTermTag),
        varying: of(TermClass::VaryingTag),
        person: of(TermClass::PersonTag),
        place: of(TermClass::PlaceTag),
        cues: of(TermClass::PersonCue),
    }
});

/// A name of a code or a region with fewer characters is a plain word too: 教育, 城区.
const NAME: usize = 3;

impl Dictionary {
    /// The words of this field and those of the user, who may name words that are no terms.
    pub fn new(own: &[OwnWord], stop: &[String]) -> Self {
        let mut dictionary = Self {
            jieba: Jieba::new(),
            known: FxHashMap::default(),
            stop: stop.iter().map(|word| key(word)).collect(),
        };
        for class in [
            TermClass::Stop,
            TermClass::StopTime,
            TermClass::StopQuantity,
        ] {
            let words: Vec<&str> = words_of(Word::<TermClass>::all(), class);
            dictionary.stop.extend(words.into_iter().map(str::to_owned));
        }
        for own in own {
            dictionary.know(&own.word, &own.word, TermKind::Own, own.topic.as_deref());
        }
        for row in PolicyTerm::all() {
            for word in std::iter::once(&*row.term).chain(row.also.words()) {
                dictionary.know(word, &row.term, TermKind::Policy, Some(&row.topic));
            }
        }
        dictionary.know_names();
        // The words that stand before a name are found as such.
        for cue in &TAGS.cues {
            dictionary.jieba.add_word(cue, None, None);
        }
        dictionary
    }

    /// The names of concepts, codes, agencies and regions.
    fn know_names(&mut self) {
        for row in ConceptRow::all() {
            // An alias with a mark means the concept only somewhere, and one with a set is no word.
            let plain = |alias: &&str| !alias.contains(['@', '<', '>', '{', '}']);
            let names = std::iter::once(&*row.name).chain(row.aliases.words().filter(plain));
            for name in names.filter(|name| name.chars().count() >= NAME) {
                self.know(name, &row.name, TermKind::Codebook, None);
            }
        }
        let is_name = |name: &str| name.chars().count() >= NAME;
        for row in Code::all().iter().filter(|row| is_name(&row.name)) {
            self.know(&row.name, &row.name, TermKind::Codebook, None);
        }
        let endings: Vec<&str> = words_of(Word::<TermClass>::all(), TermClass::AgencyEnding);
        for row in Word::<Box<str>>::all() {
            let stem = row.word.trim_end_matches('$');
            if stem.starts_with('=') {
                continue;
            }
            for ending in &endings {
                let name = format!("{stem}{ending}");
                self.know(&name, &name, TermKind::Agency, None);
            }
        }
        let regions = RegionRow::all().iter().map(|row| &*row.name);
        for name in regions.chain(ExtraRegion::all().iter().map(|row| &*row.name)) {
            if is_name(name) {
                self.know(name, name, TermKind::Place, None);
            }
        }
    }

    /// Takes a word up, unless it is known already: who comes first knows best.
    fn know(&mut self, word: &str, term: &str, kind: TermKind, topic: Option<&str>) {
        let word = key(word);
        if word.is_empty() || self.known.contains_key(&word) {
            return;
        }
        // By this frequency it is cut as one word.
        self.jieba.add_word(&word, None, None);
        let known = Known {
            term: key(term),
            kind,
            topic: topic.map(str::to_owned),
        };
        self.known.insert(word, known);
    }

    /// The field of a term.
    pub(super) fn topic(&self, term: &str) -> Option<&str> {
        self.known.get(term)?.topic.as_deref()
    }

    /// Cuts a folded sentence and gives its pieces in order, signs left out.
    pub(super) fn cut<'a>(&'a self, sentence: &'a str, mut each: impl FnMut(Piece<'a>)) {
        // Up to the next sign stands the name of a person.
        let mut in_name = false;
        let mut was_cue = false;
        let mut was_surname = false;
        for token in self.jieba.tag(sentence, false) {
            let word = token.word;
            if !word.contains(is_han) {
                in_name = was_cue && word == ":" || in_name && word.trim().is_empty();
                (was_cue, was_surname) = (false, false);
                continue;
            }
            let is_person = TAGS.person.contains(token.tag);
            let is_name = in_name || is_person && self.is_name(word, was_surname);
            was_cue = TAGS.cues.contains(word);
            was_surname = is_person && word.chars().count() == 1;
            if is_name && !self.known.contains_key(word) {
                each(Piece::Varying(None));
            } else if was_cue {
                each(Piece::Other(word));
            } else {
                each(self.piece(word, token.tag));
            }
        }
    }

    /// Whether a word that may be a name is one: the dictionary calls words so that are names and other things too
    /// (文明, 阳光), and those are names only behind a surname.
    fn is_name(&self, word: &str, behind_surname: bool) -> bool {
        match word.chars().count() {
            0 | 1 => false,
            2 => behind_surname,
            _ => true,
        }
    }

    fn piece<'a>(&'a self, word: &'a str, tag: &str) -> Piece<'a> {
        if let Some(known) = self.known.get(word) {
            let term = (&*known.term, known.kind);
            return match known.kind {
                TermKind::Place => Piece::Varying(Some(term)),
                kind if kind > TermKind::Policy && self.stop.contains(word) => Piece::Other(word),
                kind => Piece::Term(&known.term, kind),
            };
        }
        let is_term = word.chars().count() > 1 && !self.stop.contains(word);
        if TAGS.varying.contains(tag) {
            Piece::Varying(None)
        } else if TAGS.place.contains(tag) {
            Piece::Varying(is_term.then_some((word, TermKind::Place)))
        } else if is_term && !TAGS.none.contains(tag) && word.chars().all(is_han) {
            Piece::Term(word, TermKind::Word)
        } else {
            Piece::Other(word)
        }
    }
}

/// A word as texts have it: folded, without spaces and quotation marks.
fn key(word: &str) -> String {
    let mut word = Folded::fold(word);
    word.retain(|c| !c.is_whitespace() && !matches!(c, '"' | '“' | '”' | '、'));
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
        let own = OwnWord {
            word: "春风计划".to_owned(),
            topic: Some("spring".to_owned()),
        };
        Dictionary::new(&[own], &["抓手".to_owned()])
    });

    fn terms(sentence: &str) -> Vec<(String, TermKind)> {
        let mut terms = Vec::new();
        DICTIONARY.cut(&Folded::fold(sentence), |piece| match piece {
            Piece::Term(term, kind) | Piece::Varying(Some((term, kind))) => {
                terms.push((term.to_owned(), kind));
            }
            Piece::Other(_) | Piece::Varying(None) => {}
        });
        terms
    }

    #[test]
    fn words_of_the_field_are_one_term_each() {
        use TermKind::{Agency, Codebook, Own, Place, Policy, Word};
        for (sentence, expected) in [
            (
                "打赢脱贫攻坚战",
                &[("打赢", Word), ("脱贫攻坚", Policy)][..],
            ),
            ("碳达峰、碳中和", &[("碳达峰", Policy), ("碳中和", Policy)]),
            ("优化營商環境", &[("营商环境", Policy)]),
            ("由水利局牵头", &[("水利局", Agency), ("牵头", Word)]),
            ("桐庐县的堤防", &[("桐庐县", Place), ("堤防", Word)]),
            ("公务接待费较少", &[("公务接待费", Codebook)]),
            ("教育强国", &[("教育", Word), ("强国", Word)]),
            (
                "机关事业单位基本养老保险缴费支出",
                &[("机关事业单位基本养老保险缴费支出", Codebook)],
            ),
            ("以春风计划为抓手", &[("春风计划", Own)]),
            ("建设文明城市", &[("建设", Word), ("文明城市", Policy)]),
            ("做文明市民", &[("文明", Word), ("市民", Word)]),
        ] {
            let expected: Vec<(String, TermKind)> = expected
                .iter()
                .map(|(term, kind)| ((*term).to_owned(), *kind))
                .collect();
            assert_eq!(terms(sentence), expected, "{sentence}");
        }
        assert_eq!(DICTIONARY.topic("春风计划"), Some("spring"));
        assert_eq!(DICTIONARY.topic("碳达峰"), Some("green"));
    }

    #[test]
    fn dates_numbers_and_names_are_no_terms() {
        for sentence in [
            "2022年12月31日",
            "二〇二二年十二月",
            "今年上半年",
            "1250.30万元",
            "增长3.5个百分点",
            "联系人:王建国",
            "联系人:堤防",
            "李小平",
            "其中包括以及",
        ] {
            assert_eq!(terms(sentence), [], "{sentence}");
        }
    }

    #[test]
    fn behind_the_name_the_text_goes_on() {
        let expected = [("电话".to_owned(), TermKind::Word)];
        assert_eq!(terms("联系人:堤防,电话"), expected);
    }

    #[test]
    fn every_class_has_words_and_no_policy_word_is_a_stop_word() {
        for words in [
            &TAGS.none,
            &TAGS.varying,
            &TAGS.person,
            &TAGS.place,
            &TAGS.cues,
        ] {
            assert!(!words.is_empty());
        }
        for row in PolicyTerm::all() {
            for word in std::iter::once(&*row.term).chain(row.also.words()) {
                assert_eq!(key(word), word);
                assert_eq!(terms(word).len(), 1, "{word} {:?}", terms(word));
            }
        }
    }
}
