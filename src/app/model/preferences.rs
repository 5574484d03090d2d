//! What a reader set for this device: how the page looks, which keys it takes, what it gives away. It lasts as long as
//! the page is open, unless the reader wants it remembered.

/// All settings of the page; the default is what the browser itself prefers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preferences {
    pub theme: Theme,
    pub size: TextSize,
    pub density: Density,
    /// Neither the window's title nor the address bar says what is searched, nor the title which document is open.
    pub is_private: bool,
    pub is_without_keys: bool,
    /// Stored with the browser for the next visit.
    pub is_remembered: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    Light,
    Dark,
    /// The strongest contrast, light or dark as the device has it.
    Contrast,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    #[default]
    Usual,
    Large,
    Largest,
}

/// How many results a window has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    #[default]
    Compact,
    Comfortable,
}

impl Theme {
    pub const ALL: [Theme; 4] = [Theme::Auto, Theme::Light, Theme::Dark, Theme::Contrast];

    /// As the style sheet and the stored settings call it.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Contrast => "contrast",
        }
    }
}

impl TextSize {
    pub const ALL: [TextSize; 3] = [TextSize::Usual, TextSize::Large, TextSize::Largest];

    /// As the style sheet and the stored settings call it.
    pub fn name(self) -> &'static str {
        match self {
            TextSize::Usual => "usual",
            TextSize::Large => "large",
            TextSize::Largest => "largest",
        }
    }
}

impl Density {
    pub const ALL: [Density; 2] = [Density::Compact, Density::Comfortable];

    /// As the style sheet and the stored settings call it.
    pub fn name(self) -> &'static str {
        match self {
            Density::Compact => "compact",
            Density::Comfortable => "comfortable",
        }
    }
}

impl Preferences {
    /// Reads what [`Preferences::stored`] wrote. What it does not understand it leaves out.
    pub fn parse(stored: &str) -> Preferences {
        let has = |word: &str| stored.split_whitespace().any(|known| known == word);
        Preferences {
            theme: Theme::ALL.into_iter().find(|theme| has(theme.name())).unwrap_or_default(),
            size: TextSize::ALL.into_iter().find(|size| has(size.name())).unwrap_or_default(),
            density: Density::ALL.into_iter().find(|density| has(density.name())).unwrap_or_default(),
            is_private: has(PRIVATE),
            is_without_keys: has(WITHOUT_KEYS),
            is_remembered: true,
        }
    }

    /// What is stored for the next visit: nothing unless the reader wants that.
    pub fn stored(&self) -> Option<String> {
        let mut words = vec![self.theme.name(), self.size.name(), self.density.name()];
        words.extend(self.is_private.then_some(PRIVATE));
        words.extend(self.is_without_keys.then_some(WITHOUT_KEYS));
        self.is_remembered.then(|| words.join(" "))
    }
}

const PRIVATE: &str = "private";
const WITHOUT_KEYS: &str = "without-keys";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_the_same_at_the_next_visit() {
        for theme in Theme::ALL {
            for (size, is_private) in TextSize::ALL.into_iter().flat_map(|size| [(size, false), (size, true)]) {
                let density = Density::ALL[usize::from(is_private)];
                let set =
                    Preferences { theme, size, density, is_private, is_without_keys: !is_private, is_remembered: true };
                assert_eq!(set.stored().map(|stored| Preferences::parse(&stored)), Some(set));
            }
        }
    }

    #[test]
    fn nothing_is_stored_unless_that_is_wanted() {
        assert_eq!(Preferences { is_private: true, ..Preferences::default() }.stored(), None);
        assert_eq!(Preferences::parse("bright 12"), Preferences { is_remembered: true, ..Preferences::default() });
    }
}
