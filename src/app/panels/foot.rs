//! The way out for a panel's numbers: files, the clipboard, and the line that makes them again.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::parts::PanelView;
use crate::app::browser;
use crate::app::model::state::{Action, Export, Shared};
use crate::app::model::view::View;
use crate::app::site::use_site;
use crate::app::strings::T;
use crate::engine::protocol::Response;
use crate::record::numbers::Table;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PanelFootProps {
    /// What is shown.
    pub answer: Option<Shared<Response>>,
    /// When it is to be exported: the table of all of it, and the last answer.
    pub ready: Option<(Export, Vec<Rc<str>>, Shared<Response>)>,
    /// How the panel is drawn.
    pub view: &'static PanelView,
}

#[component]
pub fn PanelFoot(props: &PanelFootProps) -> Html {
    let site = use_site();
    let outcome = use_state(|| None::<&'static str>);
    let copy = {
        let outcome = outcome.setter();
        Callback::from(move |text: String| {
            let outcome = outcome.clone();
            spawn_local(async move {
                outcome.set(Some(if browser::copy(text).await { T.copied } else { T.not_copied }));
            });
        })
    };
    {
        let (act, copy, panel, view) = (site.act.clone(), copy.clone(), props.view, site.route.view.clone());
        use_effect_with(props.ready.clone(), move |ready| {
            if let Some((export, table, answer)) = ready {
                match export {
                    Export::Copy => copy.emit(table.concat()),
                    Export::Csv => browser::download("karez-numbers.csv", "text/csv", table),
                    Export::Svg => download_picture(panel, &view, answer),
                }
                act.emit(Action::Export(None));
            }
        });
    }
    let button = |export: Export, label: &'static str| {
        let on_click = {
            let (act, outcome) = (site.act.clone(), outcome.setter());
            Callback::from(move |_: MouseEvent| {
                outcome.set(None);
                act.emit(Action::Export(Some((export, to_csv))));
            })
        };
        html! { <button type="button" class="button is-small" onclick={on_click}>{label}</button> }
    };
    let recipe = props.answer.as_deref().map(Response::recipe).unwrap_or_default().to_owned();
    let on_copy_recipe = {
        let recipe = recipe.clone();
        copy.reform(move |_: MouseEvent| recipe.clone())
    };
    html! {
        <div class="panel-foot">
            {button(Export::Copy, T.copy_table)}
            if browser::may_download() {
                {button(Export::Csv, T.export_csv)}
                if props.view.picture.is_some() {
                    {button(Export::Svg, T.export_svg)}
                }
            }
            <span class="quiet" role="status">{*outcome}</span>
            if !recipe.is_empty() {
                <details class="recipe">
                    <summary>{T.recipe}</summary>
                    <p class="quiet">{T.recipe_hint}</p>
                    <p><code>{&recipe}</code>{" "}<button type="button" class="button is-small" onclick={on_copy_recipe}>{T.copy}</button></p>
                </details>
            }
        </div>
    }
}

fn download_picture(panel: &PanelView, view: &View, answer: &Response) {
    if let Some(picture) = panel.picture.and_then(|draw| draw(view, answer)) {
        browser::download(&format!("karez-{}.svg", view.panel.name()), "image/svg+xml", &[picture]);
    }
}

fn to_csv(answer: &Response, has_head: bool) -> String {
    Table::of(answer).to_csv(has_head)
}
