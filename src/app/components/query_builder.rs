//! A form for people who do not know the signs of the query language: it writes them into the search box as it is filled
//! in, and reads what stands there.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::site::use_site;
use crate::app::strings::T;
use crate::corpus::{Field, FieldKind};
use crate::engine::{QueryForm, USUAL_DISTANCE};

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct QueryBuilderProps {
    /// Those of the corpus.
    pub fields: Vec<Field>,
}

#[component]
pub fn QueryBuilder(props: &QueryBuilderProps) -> Html {
    let site = use_site();
    let query = site.route.search.query.clone();
    let form = use_state(|| QueryForm::read(&query));
    // The query that the form wrote last: any other is read.
    let written = use_mut_ref(|| query.clone());
    {
        let (form, written) = (form.clone(), written.clone());
        use_effect_with(query, move |query| {
            if written.replace(query.clone()) != *query {
                form.set(QueryForm::read(query));
            }
        });
    }
    let shown = (*form).clone().unwrap_or_default();
    let change = |change: fn(&mut QueryForm, String)| {
        let (site, form, written, shown) = (site.clone(), form.clone(), written.clone(), shown.clone());
        Callback::from(move |value: String| {
            let mut changed = shown.clone();
            change(&mut changed, value);
            let query = changed.write();
            written.replace(query.clone());
            form.set(Some(changed));
            site.search_for(query);
        })
    };
    let text = |id: &'static str, label: &'static str, value: &str, on_change: Callback<String>| {
        html! {
            <div class="field">
                <label for={id}>{label}</label>
                <input {id} type="text" dir="auto" autocomplete="off" autocapitalize="none" spellcheck="false" value={value.to_owned()}
                    oninput={on_change.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value())} />
            </div>
        }
    };
    let [left, right] = &shown.near;
    let distance = if shown.distance == 0 { USUAL_DISTANCE } else { shown.distance }.to_string();
    html! {
        <fieldset class="builder">
            <legend class="visually-hidden">{T.builder}</legend>
            <p class="quiet" role="status">{if form.is_some() { T.builder_hint } else { T.builder_unreadable }}</p>
            <div class="builder-fields">
                {text("builder-all", T.builder_all, &shown.all, change(|form, text| form.all = text))}
                {text("builder-phrase", T.builder_phrase, &shown.phrase, change(|form, text| form.phrase = text))}
                {text("builder-any", T.builder_any, &shown.any, change(|form, text| form.any = text))}
                {text("builder-none", T.builder_none, &shown.none, change(|form, text| form.none = text))}
                <div class="field-row">
                    {text("builder-left", T.builder_near, left, change(|form, text| form.near[0] = text))}
                    {text("builder-right", T.builder_near_other, right, change(|form, text| form.near[1] = text))}
                    <div class="field">
                        <label for="builder-distance">{T.builder_distance}</label>
                        <input id="builder-distance" type="number" min="1" max="30" value={distance}
                            oninput={change(|form, text| form.distance = text.parse().unwrap_or(0))
                                .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value())} />
                    </div>
                </div>
                {text("builder-title", T.builder_title, &shown.title, change(|form, text| form.title = text))}
                {text("builder-dates", T.builder_dates, &shown.dates, change(|form, text| form.dates = text))}
                <div class="field-row">
                    <div class="field">
                        <label for="builder-field">{T.builder_field}</label>
                        <select id="builder-field" onchange={change(|form, text| form.field = text)
                            .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value())}>
                            <option value="" selected={shown.field.is_empty()}>{T.builder_no_field}</option>
                            for field in props.fields.iter().filter(|field| field.kind == FieldKind::Keyword) {
                                <option value={field.name.clone()} selected={shown.field == field.name}>{&field.label}</option>
                            }
                        </select>
                    </div>
                    {text("builder-value", T.builder_value, &shown.value, change(|form, text| form.value = text))}
                </div>
            </div>
        </fieldset>
    }
}
