//! A form for people who do not know the signs of the query language: it writes them into the search box as it is filled
//! in, and reads what stands there.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::site::{Site, use_site};
use crate::app::strings::T;
use crate::corpus::Field;
use crate::engine::{QueryForm, USUAL_DISTANCE};

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct QueryBuilderProps {
    /// Those of the corpus.
    pub fields: Vec<Field>,
}

#[component]
pub fn QueryBuilder(props: &QueryBuilderProps) -> Html {
    let form = use_form();
    let shown = form.shown();
    let text = |id: &'static str, label: &'static str, value: &str, set: fn(&mut QueryForm, String)| {
        html! {
            <div class="field">
                <label for={id}>{label}</label>
                <input {id} type="text" dir="auto" autocomplete="off" autocapitalize="none" spellcheck="false" value={value.to_owned()}
                    oninput={form.on_input(set)} />
            </div>
        }
    };
    let [left, right] = &shown.near;
    let distance = if shown.distance == 0 { USUAL_DISTANCE } else { shown.distance }.to_string();
    let set_distance = |form: &mut QueryForm, text: String| form.distance = text.parse().unwrap_or(0);
    html! {
        <fieldset class="builder">
            <legend class="visually-hidden">{T.builder}</legend>
            <p class="quiet" role="status">{if form.is_readable() { T.builder_hint } else { T.builder_unreadable }}</p>
            <div class="builder-fields">
                {text("builder-all", T.builder_all, &shown.all, |form, text| form.all = text)}
                {text("builder-phrase", T.builder_phrase, &shown.phrase, |form, text| form.phrase = text)}
                {text("builder-any", T.builder_any, &shown.any, |form, text| form.any = text)}
                {text("builder-none", T.builder_none, &shown.none, |form, text| form.none = text)}
                <div class="field-row">
                    {text("builder-left", T.builder_near, left, |form, text| form.near[0] = text)}
                    {text("builder-right", T.builder_near_other, right, |form, text| form.near[1] = text)}
                    <div class="field">
                        <label for="builder-distance">{T.builder_distance}</label>
                        <input id="builder-distance" type="number" min="1" max="30" value={distance} oninput={form.on_input(set_distance)} />
                    </div>
                </div>
                {text("builder-title", T.builder_title, &shown.title, |form, text| form.title = text)}
                {text("builder-dates", T.builder_dates, &shown.dates, |form, text| form.dates = text)}
                <div class="field-row">
                    {field_choice(&form, &props.fields)}
                    {text("builder-value", T.builder_value, &shown.value, |form, text| form.value = text)}
                </div>
            </div>
        </fieldset>
    }
}

/// The field of the corpus that a value is looked for in.
fn field_choice(form: &FormState, fields: &[Field]) -> Html {
    let chosen = form.shown().field;
    let on_change = form.on_change(|form, text| form.field = text);
    let on_change = on_change.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <div class="field">
            <label for="builder-field">{T.builder_field}</label>
            <select id="builder-field" onchange={on_change}>
                <option value="" selected={chosen.is_empty()}>{T.builder_no_field}</option>
                for field in fields.iter().filter(|field| field.kind.is_filterable()) {
                    <option value={field.name.clone()} selected={chosen == field.name}>{&field.label}</option>
                }
            </select>
        </div>
    }
}

/// What the form says, kept the same as the query in the search box.
struct FormState {
    site: Site,
    /// Nothing when the query says more than the form can.
    form: UseStateHandle<Option<QueryForm>>,
    /// The query that the form wrote last: any other is read.
    written: Rc<RefCell<String>>,
}

#[hook]
fn use_form() -> FormState {
    let site = use_site();
    let query = site.route.search.query.clone();
    let form = use_state(|| QueryForm::read(&query));
    let written = use_mut_ref(|| query.clone());
    use_effect_with(query, {
        let (form, written) = (form.clone(), written.clone());
        move |query| {
            if written.replace(query.clone()) != *query {
                form.set(QueryForm::read(query));
            }
        }
    });
    FormState { site, form, written }
}

impl FormState {
    fn is_readable(&self) -> bool {
        self.form.is_some()
    }

    fn shown(&self) -> QueryForm {
        (*self.form).clone().unwrap_or_default()
    }

    /// Changes one thing in the form, and searches what it then says.
    fn on_change(&self, set: fn(&mut QueryForm, String)) -> Callback<String> {
        let FormState { site, form, written } = self;
        let (site, form, written, shown) = (site.clone(), form.clone(), written.clone(), self.shown());
        Callback::from(move |value: String| {
            let mut changed = shown.clone();
            set(&mut changed, value);
            let query = changed.write();
            written.replace(query.clone());
            form.set(Some(changed));
            site.search_for(query);
        })
    }

    fn on_input(&self, set: fn(&mut QueryForm, String)) -> Callback<InputEvent> {
        self.on_change(set).reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value())
    }
}
