//! The commonest words of languages that share a script: what remains when letters do not decide.
//!
//! Words that two neighbours share count for both and so decide nothing; what counts is what only one of them has.

use std::{collections::BTreeSet, sync::LazyLock};

use foldhash::HashMap;

use super::script::Script;

/// What texts in a language have, and what they do not have.
pub struct Profile {
    pub tag: &'static str,
    pub script: Script,
    /// Words of grammar, which stand in texts about anything.
    pub words: &'static str,
    /// Letters, or runs of them, that its neighbours do not have.
    pub letters: &'static str,
    /// Letters that it does not have.
    pub never: &'static str,
    /// The least score, in thousandths of the words.
    pub enough: usize,
}

/// How much of a text speaks for each language of a script, in thousandths of its words; the likeliest first.
pub fn scores(script: Script, text: &str) -> Vec<(usize, &'static Profile)> {
    let text = text.to_lowercase();
    let mut evidence = [Evidence::default(); MAX_PROFILES];
    let mut count = 0;
    for word in text.split(|character: char| !is_word_letter(character)).filter(|word| !word.is_empty()) {
        count += 1;
        INDEX.words.get(word).into_iter().flatten().for_each(|language| evidence[*language].known += 1);
        let mut letters = 0;
        for sign in word.chars().filter_map(|character| INDEX.signs.get(&character)) {
            letters |= sign.letters;
            each(sign.never, |language| evidence[language].strange += 1);
        }
        each(letters, |language| evidence[language].lettered += 1);
    }
    let score = |(profile, found): (&'static Profile, &Evidence)| {
        let spoken = (found.known * 2 + found.lettered) * 500;
        (spoken.saturating_sub(found.strange * 1000) / count.max(1), profile)
    };
    let of_script = PROFILES.iter().zip(&evidence).filter(|(profile, _)| profile.script == script);
    let mut scores: Vec<(usize, &Profile)> = of_script.map(score).collect();
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scores
}

/// What a text has of one language.
#[derive(Clone, Copy, Default)]
struct Evidence {
    /// Words that are listed.
    known: usize,
    /// Words with one of its own letters.
    lettered: usize,
    /// Letters that it does not have.
    strange: usize,
}

fn is_word_letter(character: char) -> bool {
    // Vowel signs and the like stand inside of words.
    character.is_alphabetic()
        || matches!(character, '\'' | '’' | 'ʼ' | '‘' | '\u{64B}'..='\u{65F}' | '\u{300}'..='\u{36F}' | '\u{93C}' | '\u{94D}')
}

/// As many as the bits of a set.
const MAX_PROFILES: usize = 64;

/// Sets of languages by their place in the list, one bit for each.
#[derive(Clone, Copy, Default)]
struct Sign {
    letters: u64,
    never: u64,
}

fn each(mut set: u64, mut take: impl FnMut(usize)) {
    while set != 0 {
        take(set.trailing_zeros() as usize);
        set &= set - 1;
    }
}

struct Index {
    /// For each listed word the places of the languages that have it.
    words: HashMap<&'static str, Vec<usize>>,
    signs: HashMap<char, Sign>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { words: HashMap::default(), signs: HashMap::default() };
    for (language, profile) in PROFILES.iter().enumerate().take(MAX_PROFILES) {
        // A word that is listed twice by mistake counts once.
        let words: BTreeSet<&str> = profile.words.split_whitespace().collect();
        words.into_iter().for_each(|word| index.words.entry(word).or_default().push(language));
        profile.letters.chars().for_each(|letter| index.signs.entry(letter).or_default().letters |= 1 << language);
        profile.never.chars().for_each(|letter| index.signs.entry(letter).or_default().never |= 1 << language);
    }
    index
});

/// All languages that are told apart by their words; at most 64 of them.
pub const PROFILES: &[Profile] = &[
    Profile {
        tag: "en",
        script: Script::Latin,
        words: "the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one were all their has would there been if more will we who no shall may any its such other than into only these can everyone",
        letters: "",
        never: "äöüßéèêàçñãõåøæşğıəýňžšč",
        enough: 250,
    },
    Profile {
        tag: "fr",
        script: Script::Latin,
        words: "de la le les et des en un une du que qui dans il pour par sur au ne pas plus se son est ce aux ou sa ses leur avec sans sont être cette à a été ces tout toute tous nul individu droit l d s n qu",
        letters: "êèçœûîë",
        never: "ñßäãõåøşğıəýňžìò",
        enough: 300,
    },
    Profile {
        tag: "es",
        script: Script::Latin,
        words: "de la que el en y a los se del las un por con no una su para es al lo como más o sus le sobre este entre cuando sin ser también ha toda todo nadie derecho persona tiene ni será son fue podrá esta estos estas otros otras desde hasta contra",
        letters: "ñ¿¡",
        never: "çßäãõåøşğəýňžêèàìòûœ",
        enough: 330,
    },
    Profile {
        tag: "pt",
        script: Script::Latin,
        words: "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao das seu sua ou à ser pelo pela nos nas direito toda todo pessoa tem",
        letters: "ãõ",
        never: "ñßäåøşğıəýňžœìòè",
        enough: 330,
    },
    Profile {
        tag: "it",
        script: Script::Latin,
        words: "di e il la che a in un per è non una con del si da i le dei della nel al gli lo sono alla ogni o essere ha nella delle anche come diritto individuo suo sua dal ad ed",
        letters: "ìò",
        never: "ñßäãõåøşğıəýňžçjkwxy",
        enough: 330,
    },
    Profile {
        tag: "de",
        script: Script::Latin,
        words: "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem oder jeder recht auf keine darf",
        letters: "ßä",
        never: "ñéèêàçãõåøæşğıəýňž",
        enough: 250,
    },
    Profile {
        tag: "nl",
        script: Script::Latin,
        words: "de het een en van in is dat op te zijn met voor niet aan er om hij die was als bij ook door naar of heeft worden recht een ieder tot uit zal",
        letters: "",
        never: "ñßäãõåøæşğıəýňžç",
        enough: 300,
    },
    Profile {
        tag: "ca",
        script: Script::Latin,
        words: "de la i el que a en els per les un una amb del no és es al són com o seu dels persona dret té tota ni ha",
        letters: "ï·",
        never: "ñßäãõåøşğıəýňž",
        enough: 330,
    },
    Profile {
        tag: "gl",
        script: Script::Latin,
        words: "de a o que e do da en un os para é con non unha se na por as dos como ao das súa ou ser pola dereito toda todo persoa ten no",
        letters: "",
        never: "ßäãõåøşğıəýňž",
        enough: 330,
    },
    Profile {
        tag: "tr",
        script: Script::Latin,
        words: "ve bir bu için ile de da her olarak olan gibi daha çok kadar en veya ya ne göre sonra hakkı hakkına herkes haiz kendi olduğu hiç kimse değil şahsın ancak şekilde bütün başka diğer herhangi hakkını hakkında tarafından hiçbir vardır var onun bunun ki mi ise eden etmek edilen",
        letters: "ğış",
        never: "əqwxýňžä",
        enough: 280,
    },
    Profile {
        tag: "az-Latn",
        script: Script::Latin,
        words: "və bir bu üçün ilə də da hər olan kimi öz ki ya onun malikdir hüququ hüququna insan olmalıdır",
        letters: "əxq",
        never: "wýňžä",
        enough: 330,
    },
    Profile {
        tag: "tk-Latn",
        script: Script::Latin,
        words: "we bir bu üçin bilen hem her öz ýa ýa-da bolan hukugy hukugyna adam eýedir hiç bolup ýaly edip onuň şol ähli däl bolmaly gerek adamyň ol özüniň haky hukuga hukugyň hakyna beýleki esasynda etmäge",
        letters: "ýňžä",
        never: "əqxğıé",
        enough: 330,
    },
    Profile {
        tag: "uz-Latn",
        script: Script::Latin,
        words: "va bir bu uchun bilan har ham o'z o‘z oʻz yoki inson huquqi huquqiga ega egadir kerak emas hech bo'lgan bo‘lgan boʻlgan bo'lishi bo‘lishi boʻlishi ushbu uning o'zining o‘zining oʻzining lozim mumkin kim hamma barcha deb shu bu yo tomonidan",
        letters: "‘ʻ",
        never: "əýňžäşğıüöçé",
        enough: 250,
    },
    Profile {
        tag: "ug-Latn",
        script: Script::Latin,
        words: "we bir bu üchün uchun bilen her hem öz oz yaki emes kérek kerek bolghan bolup qilish qilghan boyiche boyichè hemme heqqide adem ademler dep bilen herqandaq barliq hoquqi hoquqqa hoquqluq hoqūq bolidu qilidu ige igidarchiliq bolushi bolsa teripidin arqiliq dunya döletler ularning uning özining kishi kishiler hökümet xelq dölet élip",
        letters: "",
        never: "əýňžäşğıçãõñåøßàò",
        enough: 150,
    },
    Profile {
        tag: "id",
        script: Script::Latin,
        words: "yang dan di dengan untuk dari dalam pada tidak ini itu adalah oleh atau setiap orang berhak atas akan hak",
        letters: "",
        never: "äöüßéèêàçñãõåøşğıəýňž",
        enough: 250,
    },
    Profile {
        tag: "vi",
        script: Script::Latin,
        words: "và của có được người quyền mọi trong không các một cho với hay là những này đều",
        letters: "đơưăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữự",
        never: "",
        enough: 500,
    },
    Profile {
        tag: "ru",
        script: Script::Cyrillic,
        words: "и в на не с что по из к за о от для его как или она он они это все был было были но при каждый человек имеет право должен быть а также же во ни бы так который которые никто может их",
        letters: "ыщ",
        never: "іїєґўқғҳҷӣӯңөүұәҗћђљњјѓќѕӈҥӧӱҕҙҫҡӑӗӳӕӊӄҏ",
        enough: 280,
    },
    Profile {
        tag: "uk",
        script: Script::Cyrillic,
        words: "і в на не з що до та у за від для його як або й це всі кожна людина має право бути при так ніхто її",
        letters: "їєґі",
        never: "ыэъёўқғҳңөүұә",
        enough: 250,
    },
    Profile {
        tag: "be",
        script: Script::Cyrillic,
        words: "і ў на не з што да за у ад для яго як або кожны чалавек мае права быць пры",
        letters: "ўі",
        never: "иїєґщқғҳңөүұәъ",
        enough: 250,
    },
    Profile {
        tag: "bg",
        script: Script::Cyrillic,
        words: "и на в да се за от с по не е или при му всеки човек има право като си са до",
        letters: "ъ",
        never: "ыэёіїєґўқғҳңөүұә",
        enough: 280,
    },
    Profile {
        tag: "sr-Cyrl",
        script: Script::Cyrillic,
        words: "и у је на се да за од или са не који право свако има по као",
        letters: "јљњђћџ",
        never: "ыэъёйщіїєґўқғҳңөүұә",
        enough: 280,
    },
    Profile {
        tag: "mk",
        script: Script::Cyrillic,
        words: "и на во да се за од со не е или право секој човек има по при",
        letters: "ѓќѕјљњџ",
        never: "ыэъёйщіїєґўқғҳңөүұәђћ",
        enough: 280,
    },
    Profile {
        tag: "ky",
        script: Script::Cyrillic,
        words: "жана же менен үчүн бир бул ар адам болуп эмес анын өз керек укуктуу укугу укугуна ээ тийиш алар эле бардык эч ким ошол да деп болот жөнүндө боюнча тарабынан болгон укуктары башка кандай",
        letters: "өү",
        never: "қғұәіҳҷӣӯҗҙҫҡӑӗӕјҥӧӱҕһљњћђўєї",
        enough: 250,
    },
    Profile {
        tag: "mn",
        script: Script::Cyrillic,
        words: "бол байна нь ба буюу хүн бүр эрх эрхтэй мөн энэ тэр болон хэн ч биш өөрийн улс аль түүний юм бүх бүрийн хүний эрхийг өөрөө зэрэг байх болох гэж дээр тухай болон ямар нэг тэдний эсвэл ямарваа хийх ёстой",
        letters: "өү",
        never: "қғұәіҳҷӣӯҗҙҫҡңӑӗӕјҥӧӱҕһ",
        enough: 330,
    },
    Profile {
        tag: "tyv",
        script: Script::Cyrillic,
        words: "болгаш кижи бүрүзү эргелиг азы ол чок дег биле деп бар бүгү кандыг-даа кандыг даа эрге кижиниң ийи бо",
        letters: "өү",
        never: "қғұәіҳҷӣӯҗҙҫҡӑӗӕјҥӧӱҕһ",
        enough: 250,
    },
    Profile {
        tag: "tt",
        script: Script::Cyrillic,
        words: "һәм бу бер ул белән өчен яки һәр кеше хокуклы хокукы үз булган дә да гына әйтү тиеш яисә үзенең кешенең хокук аның алар ки турында буенча барлык ирекле",
        letters: "җәһң",
        never: "қғұіҳҷӣӯҙҫҡӑӗӕјҥӧӱҕ",
        enough: 330,
    },
    Profile {
        tag: "uz-Cyrl",
        script: Script::Cyrillic,
        words: "ва бир бу учун билан ҳар ҳам ўз ёки инсон ҳуқуқи ҳуқуқига эга эгадир керак эмас ҳеч",
        letters: "ўқғҳ",
        never: "ұәіңөүҷӣӯҗҙҫҡыщ",
        enough: 330,
    },
    Profile {
        tag: "tg",
        script: Script::Cyrillic,
        words: "ва дар ба аз ҳар ки ё бо инсон ҳуқуқ дорад барои худ бояд ин",
        letters: "ӣӯҷҳқғ",
        never: "ұәіңөүҗҙҫҡыщў",
        enough: 330,
    },
    Profile {
        tag: "ar",
        script: Script::Arabic,
        words: "في من على أن إلى عن هذا هذه التي الذي ما لا كل لكل فرد أو كان كما بين قد مع ذلك له بها أي وفي ومن وعلى غير به وأن عند شخص حق الحق لأي ولا إن إذا جميع",
        letters: "ةأإؤ",
        never: "پچژگکیےٹڈڑںھہەۇۆۈۋېێڵڕۀښځټډړ",
        enough: 250,
    },
    Profile {
        tag: "fa",
        script: Script::Arabic,
        words: "و در به از که را با این است هر حق دارد برای آن یا کس خود باید نمی می تا بر شود کند",
        letters: "پچژگکی",
        never: "ەۇۆۈۋېێڵڕےٹڈڑںھہښځټډړ",
        enough: 450,
    },
    Profile {
        tag: "ur",
        script: Script::Arabic,
        words: "کے کی میں ہے اور سے کا کو کہ اس ہر پر شخص حق ہیں یا جو نہیں کسی",
        letters: "ےٹڈڑںہ",
        never: "ەۇۆۈۋېێڵڕښځټډړ",
        enough: 450,
    },
    Profile {
        tag: "hi",
        script: Script::Devanagari,
        words: "के की में है और से का को कि इस हर पर व्यक्ति अधिकार हैं या जो नहीं किसी का ने एक को सभी प्रत्येक तथा एवं अपने करने होगा किया जा कोई भी लिए द्वारा अपनी रूप यह वह उसके उसकी अथवा ही था हो गया ऐसे साथ तक",
        letters: "",
        never: "",
        enough: 300,
    },
    Profile {
        tag: "he",
        script: Script::Hebrew,
        words: "של את על לא הוא כל אדם אל זה או עם גם כי אין לכל זכאי בין היא ואת זכות",
        letters: "",
        never: "",
        enough: 250,
    },
];
