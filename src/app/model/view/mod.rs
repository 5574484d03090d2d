//! How the documents of a search are shown: as a list, or counted in one of the panels. A part of the address.
//!
//! The one list of panels is below: each is a line there, and a file here with what it asks for. How it is drawn is in
//! [`crate::app::panels`].

pub mod claims;
pub mod concordance;
pub mod dispersion;
pub mod panel;
pub mod trends;
pub mod words;

use self::panel::{Asked, Choosable, is_on, read, switch, text, write};
use self::words::Table;
use crate::engine::protocol::{ExamineRequest, Response};

/// Parameters that several panels share: which one is shown, and whether only the open document is counted in.
const PANEL: &str = "view";
const HERE: &str = "here";

/// Makes [`Panel`] and [`View`] from one list: each panel with the file of its `Choices`.
macro_rules! panels {
    ($($(#[$note:meta])* $panel:ident in $file:ident;)*) => {
        /// A way of looking at what was found.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum Panel {
            /// The list of results.
            #[default]
            Documents,
            $($(#[$note])* $panel,)*
        }

        /// A panel with all that was chosen in it and in the others. What is written in an address and not understood
        /// counts as not chosen.
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct View {
            pub panel: Panel,
            /// What is shown is of the open document only, where a panel offers that.
            pub is_here: bool,
            $($(#[$note])* pub $file: $file::Choices,)*
        }

        impl Panel {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Panel] = &[Panel::Documents, $(Panel::$panel,)*];

            /// Its name in addresses and file names; that of the list is empty.
            pub fn name(self) -> &'static str {
                match self {
                    Panel::Documents => "",
                    $(Panel::$panel => $file::Choices::NAME,)*
                }
            }

            /// Whether it scrolls by itself, so that it takes the room there is.
            pub fn is_fitted(self) -> bool {
                match self {
                    Panel::Documents => false,
                    $(Panel::$panel => $file::Choices::IS_FITTED,)*
                }
            }

            /// How many lines or claims a step of an export has answered, and how many there are; none of what comes at
            /// once.
            pub fn step(self, response: &Response) -> (u32, u32) {
                match self {
                    Panel::Documents => (0, 0),
                    $(Panel::$panel => $file::Choices::step(response),)*
                }
            }
        }

        impl View {
            /// The names of all parameters that belong to a view.
            pub fn names() -> impl Iterator<Item = &'static str> {
                [PANEL, HERE].into_iter()$(.chain($file::Choices::PARAMETERS.iter().map(|parameter| parameter.name)))*
            }

            /// Reads one of [`View::names`].
            pub fn set(&mut self, name: &str, value: &str) {
                match name {
                    PANEL => self.panel = Panel::named(value),
                    HERE => self.is_here = is_on(value),
                    _ => {
                        $(write(&mut self.$file, name, value);)*
                    }
                }
            }

            /// What is not as usual, as names and values.
            pub fn parameters(&self) -> impl Iterator<Item = (&'static str, &str)> {
                let panel = text(self.panel.name()).into_iter().map(|name| (PANEL, name));
                let here = switch(self.is_here).into_iter().map(|value| (HERE, value));
                panel.chain(here)$(.chain(read(&self.$file)))*
            }

            /// What to count for this view, if there is anything to count yet.
            pub fn request(&self, asked: Asked) -> Option<ExamineRequest> {
                let asked = Asked { document: asked.document.filter(|_| self.is_here), ..asked };
                match self.panel {
                    Panel::Documents => None,
                    $(Panel::$panel => self.$file.request(&asked),)*
                }
            }
        }
    };
}

panels! {
    /// Every mention in a line of its own.
    Concordance in concordance;
    /// How often terms occur over time.
    Trends in trends;
    /// Words near those that are searched, and words that tell documents apart.
    Words in words;
    /// Where in each document the words stand.
    Dispersion in dispersion;
    /// Who says what, and which figures disagree.
    Claims in claims;
}

impl Panel {
    fn named(name: &str) -> Panel {
        Panel::ALL.iter().copied().find(|panel| panel.name() == name).unwrap_or_default()
    }
}

/// What readers choose among: a panel, of [`Panel::Words`] one of its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tab {
    pub panel: Panel,
    /// The usual one for the other panels.
    pub table: Table,
}

impl Tab {
    /// Those that everybody knows how to read.
    pub const SIMPLE: [Tab; 3] = [Tab::of(Panel::Documents), Tab::of(Panel::Concordance), Tab::of(Panel::Trends)];
    /// Those for whoever analyses texts, the first one opened first.
    pub const ANALYSES: [Tab; 5] = [
        Tab { table: Table::Key, ..Tab::of(Panel::Words) },
        Tab { table: Table::Near, ..Tab::of(Panel::Words) },
        Tab { table: Table::Compared, ..Tab::of(Panel::Words) },
        Tab::of(Panel::Dispersion),
        Tab::of(Panel::Claims),
    ];

    const fn of(panel: Panel) -> Tab {
        Tab { panel, table: Table::Near }
    }

    pub fn is_analysis(self) -> bool {
        Tab::ANALYSES.contains(&self)
    }
}

impl View {
    /// The chosen tab.
    pub fn tab(&self) -> Tab {
        let table = if self.panel == Panel::Words { self.words.table } else { Table::default() };
        Tab { panel: self.panel, table }
    }

    /// The same with another tab chosen.
    pub fn at(&self, tab: Tab) -> View {
        let mut view = View { panel: tab.panel, ..self.clone() };
        if tab.panel == Panel::Words {
            view.words.table = tab.table;
        }
        view
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_panel_and_every_table_has_a_tab() {
        let tabs = || Tab::SIMPLE.into_iter().chain(Tab::ANALYSES);
        assert!(Panel::ALL.iter().all(|panel| tabs().any(|tab| tab.panel == *panel)));
        assert!(words::TABLES.iter().all(|(table, _)| tabs().any(|tab| tab.table == *table)));
        let mut view = View::default();
        for tab in tabs() {
            view = view.at(tab);
            assert_eq!(view.tab(), tab);
        }
    }

    #[test]
    fn every_parameter_and_every_panel_has_a_name_of_its_own() {
        let panels = Panel::ALL.iter().map(|panel| panel.name());
        for mut names in [View::names().collect::<Vec<_>>(), panels.collect()] {
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{names:?}");
        }
    }

    #[test]
    fn what_is_chosen_survives_being_written_and_read() {
        let mut view = View::default();
        for (name, value) in View::names().zip(["trends", "on", "left1", "on", "month", "stories", "a", "key", "on"]) {
            view.set(name, value);
        }
        let mut again = View::default();
        view.parameters().for_each(|(name, value)| again.set(name, value));
        assert_eq!((view.parameters().count(), &again), (9, &view));
    }
}
