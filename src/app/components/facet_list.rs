//! One field with its values: each can be included or excluded, long lists can be searched.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::app::model::format;
use crate::app::model::search::Search;
use crate::app::site::{Site, use_site};
use crate::app::strings::{T, field_label, value_label};
use crate::engine::protocol::{Choice, Facet, FacetValue};

/// Values shown before "show all".
const SHORT: usize = 5;
/// Longer lists can be searched.
const SEARCHABLE: usize = 8;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FacetListProps {
    pub facet: Facet,
}

#[component]
pub fn FacetList(props: &FacetListProps) -> Html {
    let site = use_site();
    let wanted = use_state(String::new);
    let is_long = use_state(|| false);
    let facet = &props.facet;
    let label = field_label(&facet.field, &facet.label);
    let shown = shown(facet, &site.route.search, &wanted, *is_long);

    let on_find = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| wanted.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let on_lengthen = {
        let is_long = is_long.clone();
        Callback::from(move |_| is_long.set(!*is_long))
    };
    html! {
        <fieldset class="facet">
            <legend><bdi>{label}</bdi></legend>
            if facet.values.len() > SEARCHABLE {
                <input class="find" type="search" autocomplete="off" aria-label={(T.find_in_facet)(label)}
                    placeholder={(T.find_in_facet)(label)} value={(*wanted).clone()} oninput={on_find} />
            }
            <ul class="values">
                for value in &shown {
                    {row(&site, facet, value)}
                }
            </ul>
            if shown.is_empty() {
                <p class="quiet">{T.no_such_value}</p>
            }
            if facet.values.len() > SHORT && wanted.is_empty() {
                <button type="button" class="link-button" aria-expanded={is_long.to_string()} onclick={on_lengthen}>
                    {if *is_long { T.fewer.to_owned() } else { (T.show_all_values)(facet.values.len()) }}
                </button>
            }
        </fieldset>
    }
}

/// The values on screen: those that match what was typed, or the first ones and those that were chosen.
fn shown<'a>(facet: &'a Facet, search: &Search, wanted: &str, is_long: bool) -> Vec<&'a FacetValue> {
    let wanted = format::lower_case(wanted.trim());
    let is_shown = |(index, value): &(usize, &FacetValue)| match wanted.as_str() {
        "" => is_long || *index < SHORT || search.choice(&facet.field, &value.value) != Choice::None,
        wanted => format::lower_case(&value_label(&facet.field, &value.value)).contains(wanted),
    };
    facet.values.iter().enumerate().filter(is_shown).map(|(_, value)| value).collect()
}

fn row(site: &Site, facet: &Facet, value: &FacetValue) -> Html {
    // The route and not the answer says what is chosen: the answer comes later, and a box must not flicker.
    let choice = site.route.search.choice(&facet.field, &value.value);
    let name = value_label(&facet.field, &value.value);
    let is_excluded = choice == Choice::Excluded;
    html! {
        <li key={value.value.clone()} class={classes!("value", is_excluded.then_some("is-excluded"))}>
            <label>
                <input type="checkbox" checked={choice == Choice::Included} onchange={toggle(site, facet, value, Choice::Included).reform(|_: Event| ())} />
                <span class="name" dir="auto">{&name}</span>
                <span class="count">{format::number(value.count)}</span>
            </label>
            <button type="button" class="exclude" aria-pressed={is_excluded.to_string()} aria-label={(T.exclude_value)(&name)}
                title={(T.exclude_value)(&name)} onclick={toggle(site, facet, value, Choice::Excluded).reform(|_: MouseEvent| ())}>
                {icon(Shape::Exclude)}
            </button>
        </li>
    }
}

/// Makes a choice, or takes it back when it was made.
fn toggle(site: &Site, facet: &Facet, value: &FacetValue, choice: Choice) -> Callback<()> {
    let (site, field, value) = (site.clone(), facet.field.clone(), value.value.clone());
    Callback::from(move |()| {
        let is_chosen = site.route.search.choice(&field, &value) == choice;
        site.search(|search| search.choose(&field, &value, if is_chosen { Choice::None } else { choice }));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(values: &[&str]) -> Facet {
        let value = |value: &&str| FacetValue { value: (*value).into(), count: 1, choice: Choice::None };
        Facet { field: "place".into(), label: "Place".into(), values: values.iter().map(value).collect() }
    }

    fn names(values: &[&FacetValue]) -> String {
        values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_short_list_still_shows_what_was_chosen() {
        let facet = facet(&["a", "b", "c", "d", "e", "f", "g"]);
        let mut search = Search::default();
        search.choose("place", "g", Choice::Excluded);
        assert_eq!(names(&shown(&facet, &search, "", false)), "a b c d e g");
        assert_eq!(names(&shown(&facet, &search, "", true)), "a b c d e f g");
    }

    #[test]
    fn finding_in_a_list_ignores_case_and_length() {
        let facet = facet(&["a", "b", "c", "d", "e", "Ürümqi", "Urumqi"]);
        assert_eq!(names(&shown(&facet, &Search::default(), " ürüm", false)), "Ürümqi");
        assert_eq!(names(&shown(&facet, &Search::default(), "x", false)), "");
    }
}
