//! Every colour and every component in its states, for those who change them: `#/about/components` of builds with debug
//! assertions (`CARGO_PROFILE_WASM_DEBUG_ASSERTIONS=true trunk build`).

use yew::prelude::*;

use crate::app::components::{Shape, chip, describe, icon, loading, problem};
use crate::app::strings::T;
use crate::engine::protocol::{Failure, Filter, Overview, Progress, Unreachable};

const COLOURS: [&str; 15] = [
    "paper",
    "sheet",
    "shade",
    "ink",
    "quiet",
    "line",
    "edge",
    "accent",
    "on-accent",
    "accent-wash",
    "bar-pale",
    "mark",
    "mark-current",
    "alarm",
    "mark-ink",
];

const SHAPES: [Shape; 12] = [
    Shape::Search,
    Shape::Close,
    Shape::Filter,
    Shape::Form,
    Shape::Exit,
    Shape::Back,
    Shape::Forward,
    Shape::Up,
    Shape::Down,
    Shape::Plus,
    Shape::Link,
    Shape::List,
];

pub fn components(overview: &Overview) -> Html {
    let filter = |exclude| Filter { field: "publisher".into(), value: "Example Press".into(), exclude };
    let failure = Failure::Unreachable(Unreachable::Code);
    html! {
        <div class="about components">
            <section>
                <h2>{"Colours"}</h2>
                <svg width="100%" height={(COLOURS.len() * 28).to_string()} role="img" aria-label="The colours by name">
                    for (row, name) in COLOURS.iter().enumerate() {
                        <rect x="0" y={(row * 28).to_string()} width="64" height="24" rx="4" fill={format!("var(--{name})")} stroke="var(--edge)" />
                        <text x="76" y={(row * 28 + 17).to_string()} fill="currentColor">{*name}</text>
                    }
                </svg>
            </section>
            <section>
                <h2>{"Buttons"}</h2>
                <p class="chips">
                    <button type="button" class="button">{T.search}</button>
                    <button type="button" class="button is-strong">{T.search}</button>
                    <button type="button" class="button is-small">{T.reload}</button>
                    <button type="button" class="button" disabled=true>{T.search}</button>
                    <button type="button" class="link-button">{T.clear_filters}</button>
                    <button type="button" class="icon-button" aria-label={T.close_filters}>{icon(Shape::Close)}</button>
                </p>
                <p class="chips">
                    {chip(describe(overview, &filter(false)), false, Callback::noop())}
                    {chip(describe(overview, &filter(true)), true, Callback::noop())}
                    <button type="button" class="chip" aria-pressed="true">{T.undated}</button>
                    <button type="button" class="chip" aria-pressed="false">{T.undated}</button>
                    <span class="tag">{T.title_by_editors}</span>
                </p>
                <p class="chips">{for SHAPES.map(icon)}</p>
            </section>
            <section>
                <h2>{"Fields"}</h2>
                <div class="field"><label for="sample">{T.search_label}</label><input id="sample" type="text" placeholder={T.search_placeholder} /></div>
                <div class="field">
                    <label for="sample-wrong">{T.date_start}</label>
                    <input id="sample-wrong" type="text" aria-invalid="true" value="soon" />
                    <p class="field-problem">{T.date_placeholder}</p>
                </div>
                <label class="toggle"><input type="checkbox" checked=true />{T.remember}</label>
            </section>
            <section>
                <h2>{"States"}</h2>
                {loading(Some(Progress { files_done: 1, files_needed: 3, bytes: 12_345 }))}
                {problem(&failure, T.failed_search_advice, &Callback::noop())}
                <p class="notice">{T.offline}</p>
            </section>
            <section>
                <h2>{"Text"}</h2>
                <p>{"A word "}<mark>{"found"}</mark>{", "}<mark data-current="true">{"the present one"}</mark>{", a "}<a href="#/">{"link"}</a>{", "}<code>{"code"}</code>{", "}<kbd>{"Esc"}</kbd>{"."}</p>
                <p class="quiet">{"Quiet text."}</p>
            </section>
        </div>
    }
}
