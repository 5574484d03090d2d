//! What the thesaurus adds to the query, and what it could add: said openly, and taken back with one click.

use yew::prelude::*;

use super::variant_row::VariantRow;
use crate::app::strings::T;
use crate::engine::protocol::{Variant, Variants};

pub fn variant_chips(variants: &[Variants]) -> Html {
    let is_applied =
        |group: &&Variants| group.kind.is_applied_by_default() || group.words.iter().any(|word| word.is_active);
    let (applied, offered): (Vec<&Variants>, Vec<&Variants>) = variants.iter().partition(is_applied);
    let applied = merged(&applied);
    let words = offered.iter().map(|group| group.words.len()).sum();
    html! {
        <div class="variants">
            for group in applied {
                <VariantRow {group} />
            }
            if !offered.is_empty() {
                <details class="offered">
                    <summary>{(T.also_offered)(words)}</summary>
                    for group in offered {
                        <VariantRow group={group.clone()} />
                    }
                </details>
            }
        </div>
    }
}

/// Spellings and translations of one word stand in one line.
fn merged(groups: &[&Variants]) -> Vec<Variants> {
    let mut rows: Vec<Variants> = Vec::new();
    for group in groups {
        match rows.iter_mut().find(|row| row.of == group.of) {
            Some(row) => {
                let is_new = |word: &&Variant| row.words.iter().all(|known| known.text != word.text);
                let words: Vec<Variant> = group.words.iter().filter(is_new).cloned().collect();
                row.words.extend(words);
            }
            None => rows.push((*group).clone()),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::VariantKind;

    fn group(of: &str, kind: VariantKind, words: &[&str]) -> Variants {
        let words = words.iter().map(|text| Variant { text: (*text).into(), is_active: true }).collect();
        Variants { of: of.into(), kind, note: String::new(), words }
    }

    #[test]
    fn a_word_has_one_line_and_each_variant_one_chip() {
        let spelling = group("uyghur", VariantKind::Spelling, &["Uighur", "Uygur"]);
        let translation = group("uyghur", VariantKind::Translation, &["Uygur", "维吾尔"]);
        let other = group("turkey", VariantKind::Spelling, &["Türkiye"]);
        let rows = merged(&[&spelling, &translation, &other]);
        let words = |row: &Variants| row.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        assert_eq!(rows.iter().map(words).collect::<Vec<_>>(), ["Uighur Uygur 维吾尔", "Türkiye"]);
    }
}
