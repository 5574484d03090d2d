//! One group of the thesaurus: "Also matching Uighur, Uygur · undo".

use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::app::model::search::Search;
use crate::app::site::{Site, use_site};
use crate::app::strings::T;
use crate::corpus::VariantKind;
use crate::engine::protocol::{Variant, Variants};

/// Words shown before "more".
const SHORT: usize = 6;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct VariantRowProps {
    pub group: Variants,
}

#[component]
pub fn VariantRow(props: &VariantRowProps) -> Html {
    let site = use_site();
    let is_long = use_state(|| false);
    let Variants { of, kind, note, words } = &props.group;
    let is_active = words.iter().any(|word| word.is_active);
    let shown = if *is_long { words.len() } else { words.len().min(SHORT) };
    let is_offered = !kind.is_applied_by_default();
    let on_lengthen = {
        let is_long = is_long.clone();
        Callback::from(move |_| is_long.set(!*is_long))
    };
    html! {
        <div class="variant-row">
            <span class="variant-label">{label(&props.group, is_active)}</span>
            if *kind == VariantKind::Contested {
                <span class="tag" title={T.contested_hint}>{T.contested}</span>
            }
            for word in &words[..shown] {
                {chip(&site, word)}
            }
            if words.len() > SHORT {
                <button type="button" class="link-button" aria-expanded={is_long.to_string()} onclick={on_lengthen}>
                    {if *is_long { T.fewer.to_owned() } else { (T.more_variants)(words.len() - SHORT) }}
                </button>
            }
            if is_active {
                <button type="button" class="link-button" aria-label={(T.undo_variants)(of)} onclick={undo(&site, words)}>{T.undo}</button>
            }
            if is_offered && !note.is_empty() {
                <p class="quiet" dir="auto">{note}</p>
            }
        </div>
    }
}

fn label(group: &Variants, is_active: bool) -> String {
    match (is_active, group.kind.is_applied_by_default()) {
        (true, _) => T.also_matching.into(),
        (false, true) => T.not_matching.into(),
        (false, false) => (T.also_offered_for)(&group.of),
    }
}

fn chip(site: &Site, word: &Variant) -> Html {
    let toggle = {
        let (site, word) = (site.clone(), word.clone());
        Callback::from(move |_: MouseEvent| site.search(|search| search.toggle_variant(&word.text, word.is_active)))
    };
    html! {
        <button key={word.text.clone()} type="button" class="chip variant" aria-pressed={word.is_active.to_string()} onclick={toggle}>
            <bdi>{&word.text}</bdi>{icon(if word.is_active { Shape::Close } else { Shape::Plus })}
        </button>
    }
}

/// Searches none of the words.
fn undo(site: &Site, words: &[Variant]) -> Callback<MouseEvent> {
    let site = site.clone();
    let active: Vec<String> = words.iter().filter(|word| word.is_active).map(|word| word.text.clone()).collect();
    let drop_all = move |search: &mut Search| active.iter().for_each(|word| search.toggle_variant(word, true));
    Callback::from(move |_| site.search(&drop_all))
}
