//! In which script a text is written.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Han,
    Kana,
    Hangul,
    Greek,
    Hebrew,
    Devanagari,
    Thai,
    Tibetan,
    Georgian,
    Armenian,
    Ethiopic,
    Mongolian,
}

impl Script {
    /// In the order of their declaration.
    const ALL: [Script; 15] = [
        Script::Latin,
        Script::Cyrillic,
        Script::Arabic,
        Script::Han,
        Script::Kana,
        Script::Hangul,
        Script::Greek,
        Script::Hebrew,
        Script::Devanagari,
        Script::Thai,
        Script::Tibetan,
        Script::Georgian,
        Script::Armenian,
        Script::Ethiopic,
        Script::Mongolian,
    ];

    pub fn of_letter(character: char) -> Option<Script> {
        Some(match character {
            'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
            '\u{400}'..='\u{52F}' => Script::Cyrillic,
            '\u{620}'..='\u{64A}'
            | '\u{66E}'..='\u{6D5}'
            | '\u{6EE}'..='\u{6FF}'
            | '\u{750}'..='\u{77F}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}' => Script::Arabic,
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Script::Han,
            '\u{3041}'..='\u{30FF}' => Script::Kana,
            '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}' => Script::Hangul,
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
            '\u{5D0}'..='\u{5EA}' => Script::Hebrew,
            '\u{900}'..='\u{97F}' => Script::Devanagari,
            '\u{E01}'..='\u{E3A}' => Script::Thai,
            '\u{F40}'..='\u{FBC}' => Script::Tibetan,
            '\u{10A0}'..='\u{10FF}' => Script::Georgian,
            '\u{531}'..='\u{587}' => Script::Armenian,
            '\u{1200}'..='\u{137F}' => Script::Ethiopic,
            '\u{1820}'..='\u{18AA}' => Script::Mongolian,
            _ => return None,
        })
    }

    /// The script of most of the letters. Kana among Han is Japanese, however few.
    pub fn of(text: &str) -> Option<Script> {
        let mut counts = [0_usize; Script::ALL.len()];
        for script in text.chars().filter_map(Script::of_letter) {
            counts[script as usize] += 1;
        }
        let count = |script: Script| counts[script as usize];
        if count(Script::Kana) * 10 > count(Script::Han) && count(Script::Kana) > count(Script::Latin) / 2 {
            return Some(Script::Kana);
        }
        Script::ALL.into_iter().max_by_key(|script| count(*script)).filter(|script| count(*script) > 0)
    }
}
