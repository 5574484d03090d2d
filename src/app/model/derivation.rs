//! Whose words a document has, as a line for readers.

use crate::app::strings::T;
use crate::corpus::{Derivation, TextKind};
use crate::engine::protocol::DocumentView;

/// “Digest by The editors of an article by AP”. `None` for originals.
pub fn derivation_line(document: &DocumentView) -> Option<String> {
    let Derivation { kind, by, of } = &document.derivation;
    if *kind == TextKind::Original {
        return None;
    }
    let credited = || {
        let names = ["agency", "publisher", "author", "byline"].map(|field| document.values(field).join(", "));
        names.into_iter().find(|names| !names.is_empty()).map(|names| (T.source_by)(*kind, &names))
    };
    let of = of.clone().or_else(credited).unwrap_or_default();
    Some((T.derivation)(*kind, by.as_deref().unwrap_or_default(), &of))
}

#[cfg(test)]
mod tests {
    use super::super::sharing::tests::document;
    use super::*;

    #[test]
    fn what_others_made_says_who_made_it_of_what() {
        let line = |kind, by: Option<&str>, of: Option<&str>| {
            let derivation = Derivation { kind, by: by.map(Into::into), of: of.map(Into::into) };
            derivation_line(&DocumentView { derivation, ..document() }).unwrap_or_default()
        };
        assert_eq!(line(TextKind::Original, None, None), "");
        assert_eq!(line(TextKind::Digest, Some("The editors"), None), "Digest by The editors of an article by ANI");
        assert_eq!(line(TextKind::Translation, None, Some("a letter")), "Translation of a letter");
        assert_eq!(line(TextKind::Transcript, Some("X"), None), "Transcript by X of a recording by ANI");
        let unsourced = DocumentView { fields: Vec::new(), ..document() };
        let derivation = Derivation { kind: TextKind::Digest, by: Some("X".into()), of: None };
        assert_eq!(derivation_line(&DocumentView { derivation, ..unsourced }).unwrap(), "Digest by X");
    }
}
