//! In which language a document and its blocks are.
//!
//! What a source declares comes first. Then script and letters, which leave no doubt about some languages (Uyghur and
//! Kazakh have letters of their own); then the commonest words of languages that share a script; then a statistical
//! detector, among the languages that the corpus declares. What none of them is sure of is `und`: detectors that must
//! answer call Uyghur in Latin letters Uzbek and Kyrgyz Russian, each time with full confidence.

use std::collections::BTreeMap;

use whatlang::{Detector, Lang};

use super::{
    language_words::{PROFILES, scores},
    script::Script,
};
use crate::{
    corpus::{Block, Metadata},
    ingest::source::context::Context,
};

/// A text of fewer letters is of the language of what is around it: headings, names, figures.
const MIN_LETTERS: usize = 24;
/// The detector is asked about longer texts only, because of what it says of short ones.
const MIN_FOR_DETECTOR: usize = 120;

/// Settles the language of a document, and of those blocks whose language is another.
pub fn settle(metadata: &mut Metadata, blocks: &mut [Block], title: Option<&str>, context: &Context) {
    let declared = &context.settings.languages;
    let found: Vec<Option<String>> = blocks.iter().map(|block| detect(&block.text, declared)).collect();
    if metadata.language.is_empty() {
        let title = title.unwrap_or(&metadata.title);
        metadata.language = of_document(blocks, &found, title, declared);
    }
    for (block, found) in blocks.iter_mut().zip(found) {
        if block.language.is_empty() {
            block.language = found.filter(|found| !is_same(found, &metadata.language)).unwrap_or_default();
        } else if is_same(&block.language, &metadata.language) {
            block.language.clear();
        }
    }
}

/// The language of most of the text; where that is not known, the corpus's first one, if it has the same script.
fn of_document(blocks: &[Block], found: &[Option<String>], title: &str, declared: &[String]) -> String {
    let mut letters: BTreeMap<&str, usize> = BTreeMap::new();
    let shown = blocks.iter().zip(found).filter(|(block, _)| !block.is_furniture());
    for (block, language) in shown.clone() {
        if let Some(language) = language {
            *letters.entry(language).or_default() += block.text.len();
        }
    }
    if let Some((language, _)) = letters.into_iter().max_by_key(|(_, count)| *count) {
        return language.into();
    }
    let mut whole = title.to_owned();
    for (block, _) in shown {
        whole.push('\n');
        whole.push_str(sample(&block.text));
    }
    detect(&whole, declared).or_else(|| assumed(&whole, declared)).unwrap_or_else(|| "und".into())
}

/// As much of a text as says in which language it is.
const SAMPLE_BYTES: usize = 2000;

fn sample(text: &str) -> &str {
    &text[..text.floor_char_boundary(SAMPLE_BYTES)]
}

/// The corpus's first language for texts that are too short to tell, unless their script is another.
fn assumed(text: &str, declared: &[String]) -> Option<String> {
    let first = declared.first()?;
    let script = Script::of(text);
    let fits = script.is_none_or(|script| scripts_of(first).is_none_or(|scripts| scripts.contains(&script)));
    let is_short = count_letters(text) < MIN_FOR_DETECTOR;
    (fits && (is_short || declared.len() == 1 && !is_surely_another(text, first))).then(|| first.clone())
}

/// Whether the detector, asked about all it knows, is certain of another language.
fn is_surely_another(text: &str, tag: &str) -> bool {
    let info = Detector::new().detect(text);
    info.is_some_and(|info| {
        info.is_reliable() && Lang::from_code(three_letters(tag)).is_some_and(|lang| lang != info.lang())
    })
}

/// The language of a text, as the corpus writes its tag; `None` when that is not sure.
pub fn detect(text: &str, declared: &[String]) -> Option<String> {
    let text = sample(text);
    if count_letters(text) < MIN_LETTERS && !is_dense(text) {
        return None;
    }
    let script = Script::of(text)?;
    let found = by_script(script, text)
        .or_else(|| by_words(text, script, declared))
        .or_else(|| by_detector(text, script, declared))?;
    Some(declared.iter().find(|tag| is_same(tag, &found)).cloned().unwrap_or(found))
}

fn count_letters(text: &str) -> usize {
    text.chars().filter(|character| character.is_alphabetic()).count()
}

/// A few Chinese characters say as much as a line of letters.
fn is_dense(text: &str) -> bool {
    text.chars()
        .filter(|&character| matches!(Script::of_letter(character), Some(Script::Han | Script::Kana | Script::Hangul)))
        .count()
        >= 4
}

/// The scripts in which a language is written, from its tag; `None` where that is not known here.
fn scripts_of(tag: &str) -> Option<Vec<Script>> {
    let script = tag.split('-').find(|part| part.len() == 4);
    Some(vec![match (script, language_of(tag).as_str()) {
        (Some("Latn"), _) => Script::Latin,
        (Some("Cyrl"), _) => Script::Cyrillic,
        (Some("Arab"), _) => Script::Arabic,
        (_, "zh" | "yue" | "wuu") => Script::Han,
        (_, "ja") => return Some(vec![Script::Kana, Script::Han]),
        (_, "ko") => return Some(vec![Script::Hangul, Script::Han]),
        (_, "ug" | "ar" | "fa" | "ur" | "ps" | "ckb" | "sd") => Script::Arabic,
        (_, "ru" | "uk" | "be" | "bg" | "mk" | "kk" | "ky" | "tt" | "ba" | "mn" | "tg") => Script::Cyrillic,
        (_, "el") => Script::Greek,
        (_, "he" | "yi") => Script::Hebrew,
        (_, "hi" | "mr" | "ne" | "sa") => Script::Devanagari,
        (_, "th") => Script::Thai,
        (_, "bo" | "dz") => Script::Tibetan,
        (_, "sr" | "uz" | "az") => return None,
        (
            _,
            "en" | "fr" | "es" | "de" | "it" | "pt" | "nl" | "tr" | "tk" | "pl" | "sv" | "id" | "vi" | "cs" | "hu"
            | "fi",
        ) => Script::Latin,
        _ => return None,
    }])
}

fn language_of(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether two tags mean the same language in the same script.
fn is_same(a: &str, b: &str) -> bool {
    let script = |tag: &str| scripts_of(tag).and_then(|scripts| scripts.first().copied());
    language_of(a) == language_of(b) && (script(a) == script(b) || script(a).is_none() || script(b).is_none())
}

/// The language that its script, or its letters, leave no doubt about.
fn by_script(script: Script, text: &str) -> Option<String> {
    let tag = match script {
        Script::Han => "zh",
        Script::Kana => "ja",
        Script::Hangul => "ko",
        Script::Greek => "el",
        Script::Thai => "th",
        Script::Georgian => "ka",
        Script::Armenian => "hy",
        // Yiddish writes vowels, by letters and pairs of letters of its own.
        Script::Hebrew if !has(text, "װױײ") && share(text, "\u{5B7}\u{5B8}") < 10 => "he",
        Script::Arabic => by_arabic_letters(text)?,
        Script::Cyrillic => by_cyrillic_letters(text)?,
        _ => return None,
    };
    Some(tag.into())
}

/// How many of a text's letters are among these, in thousandths.
fn share(text: &str, letters: &str) -> usize {
    let all = count_letters(text).max(1);
    let some = text.chars().flat_map(char::to_lowercase).filter(|character| letters.contains(*character)).count();
    some * 1000 / all
}

fn has(text: &str, letters: &str) -> bool {
    text.chars().flat_map(char::to_lowercase).any(|character| letters.contains(character))
}

/// Uyghur writes all its vowels, with letters that its neighbours do not have together.
fn by_arabic_letters(text: &str) -> Option<&'static str> {
    let is_kurdish = has(text, "ێڕڵ");
    let is_urdu_or_pashto = has(text, "ٹڈڑےںښځټډړګۍ");
    // The raised hamza marks soft vowels in Kazakh and Kyrgyz.
    let is_other_turkic = has(text, "ٴ");
    let is_uyghur = share(text, "ۇۆۈۋېەڭ") >= 60 && share(text, "ۈېۇۋ") >= 20;
    (is_uyghur && !is_kurdish && !is_urdu_or_pashto && !is_other_turkic).then_some("ug")
}

/// Kazakh has `ұ` and `і` beside `қ` and `ғ`; nobody else has all of them.
fn by_cyrillic_letters(text: &str) -> Option<&'static str> {
    let is_kazakh = has(text, "ұ") && has(text, "қғә") || has(text, "і") && has(text, "қ") && has(text, "ңғәү");
    let is_bashkir = has(text, "ҙҫҡ");
    (is_kazakh && !is_bashkir && !has(text, "ўҳҷӣӯҕӑӗј")).then_some("kk")
}

/// The language whose commonest words make up most of the text, where the next one is far behind.
fn by_words(text: &str, script: Script, declared: &[String]) -> Option<String> {
    let scores = scores(script, text);
    let (best, profile) = scores.first().copied()?;
    let second = scores.get(1).map_or(0, |(score, _)| *score);
    let is_clear = best >= profile.enough && best * 4 >= second * 5;
    // Among languages that nobody declared, a neighbour without a list may be meant.
    (is_clear && declared.iter().any(|tag| is_same(tag, profile.tag))).then(|| profile.tag.into())
}

/// A statistical detector, among those declared languages that it knows and that no list of words speaks for.
fn by_detector(text: &str, script: Script, declared: &[String]) -> Option<String> {
    if count_letters(text) < MIN_FOR_DETECTOR {
        return None;
    }
    let is_listed = |tag: &str| PROFILES.iter().any(|profile| is_same(profile.tag, tag));
    let info = Detector::new().detect(text).filter(|info| info.is_reliable())?;
    let fits = |tag: &&String| {
        Lang::from_code(three_letters(tag)) == Some(info.lang())
            && scripts_of(tag).is_none_or(|scripts| scripts.contains(&script))
    };
    declared.iter().filter(|tag| !is_listed(tag)).find(fits).cloned()
}

/// The three letters by which the detector knows a language.
fn three_letters(tag: &str) -> &'static str {
    const CODES: [(&str, &str); 45] = [
        ("en", "eng"),
        ("fr", "fra"),
        ("es", "spa"),
        ("de", "deu"),
        ("it", "ita"),
        ("pt", "por"),
        ("nl", "nld"),
        ("tr", "tur"),
        ("pl", "pol"),
        ("sv", "swe"),
        ("id", "ind"),
        ("vi", "vie"),
        ("cs", "ces"),
        ("hu", "hun"),
        ("fi", "fin"),
        ("da", "dan"),
        ("nb", "nob"),
        ("no", "nob"),
        ("ro", "ron"),
        ("sk", "slk"),
        ("hr", "hrv"),
        ("sl", "slv"),
        ("lt", "lit"),
        ("lv", "lav"),
        ("et", "est"),
        ("ca", "cat"),
        ("tl", "tgl"),
        ("jv", "jav"),
        ("eo", "epo"),
        ("af", "afr"),
        ("la", "lat"),
        ("zu", "zul"),
        ("sn", "sna"),
        ("az", "aze"),
        ("uz", "uzb"),
        ("tk", "tuk"),
        ("ru", "rus"),
        ("uk", "ukr"),
        ("be", "bel"),
        ("bg", "bul"),
        ("mk", "mkd"),
        ("sr", "srp"),
        ("hi", "hin"),
        ("mr", "mar"),
        ("ne", "nep"),
    ];
    let language = language_of(tag);
    CODES.iter().find(|(two, _)| *two == language).map_or("", |(_, three)| three)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARED: [&str; 11] = ["en", "ug", "ug-Latn", "kk", "ky", "zh", "ar", "tr", "ru", "fr", "es"];

    fn detected(text: &str) -> Option<String> {
        detect(text, &DECLARED.map(String::from))
    }

    #[test]
    fn languages_that_detectors_confuse_are_told_apart() {
        let cases = [
            ("بۇ دوكلات كىشىلىك ھوقۇق ئەھۋالى ھەققىدە يېزىلدى.", "ug"),
            ("Bu doklat kishilik hoquq ehwali heqqide yézildi we hemme ademge yetküzüldi.", "ug-Latn"),
            ("Бұл баяндама адам құқықтарының жағдайы туралы жазылған.", "kk"),
            ("Бул баяндама адам укуктарынын абалы жөнүндө жана ал бардык адамдар үчүн жазылган.", "ky"),
            ("本报告讨论人权状况。", "zh"),
            ("صدر هذا التقرير عن حالة حقوق الإنسان في هذه المنطقة وعلى الدول أن تنظر فيه.", "ar"),
            ("Bu rapor insan hakları durumu hakkında ve herkes için yazılmıştır.", "tr"),
            ("Этот доклад о положении в области прав человека был опубликован в прошлом году.", "ru"),
            ("This report on the state of human rights was published by the office.", "en"),
            ("Ce rapport sur la situation des droits a été publié par le bureau.", "fr"),
            ("Este informe sobre la situación de los derechos fue publicado por la oficina.", "es"),
        ];
        for (text, tag) in cases {
            assert_eq!(detected(text).as_deref(), Some(tag), "{text}");
        }
    }

    #[test]
    fn what_is_not_sure_is_left_open() {
        let cases = [
            "12 345",
            "ABC",
            "Ҳар бир инсон яшаш, эркинлик ва шахсий дахлсизлик ҳуқуқига эгадир.",
            "Har bir inson yashash, erkinlik va shaxsiy daxlsizlik huquqiga egadir.",
            "Hər kəsin yaşamaq, azad olmaq və şəxsi toxunulmazlıq hüququ vardır.",
            "هر کس حق زندگی و آزادی و امنیت شخصی را دارد و باید از آن بهره‌مند شود",
            "Кожна людина має право на життя, на свободу і на особисту недоторканність.",
            "Tout moun gen dwa pou yo viv, pou yo lib, pou yo gen sekirite.",
        ];
        for text in cases {
            assert_eq!(detected(text), None, "{text}");
        }
    }

    #[test]
    fn the_detector_is_asked_about_declared_languages_that_have_no_list() {
        let text = "Sprawozdanie o stanie praw człowieka zostało ogłoszone w zeszłym roku, ale nikt nie wie jeszcze, co z tego \
                    wyniknie, bo urząd nie powiedział, kiedy będzie można przeczytać całość i kto za nią odpowiada.";
        assert_eq!(detect(text, &["en".into(), "pl".into()]).as_deref(), Some("pl"));
        assert_eq!(detected(text), None);
    }

    #[test]
    fn tags_are_the_corpuss_own() {
        let declared = ["zh-Hans".to_owned(), "ug-Arab".to_owned()];
        assert_eq!(detect("本报告讨论人权状况。", &declared).as_deref(), Some("zh-Hans"));
        assert_eq!(detect("بۇ دوكلات كىشىلىك ھوقۇق ئەھۋالى ھەققىدە يېزىلدى.", &declared).as_deref(), Some("ug-Arab"));
    }
}
