//! The help: where the corpus comes from, how to search it, what stays private, which keys there are.

use yew::prelude::*;

use crate::app::model::route::{Page, Route};
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::Overview;

pub fn about(site: &Site, overview: &Overview) -> Html {
    let settings = &overview.settings;
    let language = settings.languages.first().cloned();
    // In a frame the way back would lead to the whole site.
    let new_tab = site.is_embedded.then_some("_blank");
    html! {
        <div class="about">
            <section lang={language} dir="auto">
                <h2>{T.about_label}</h2>
                {paragraphs(&settings.description)}
                if !settings.publisher.is_empty() {
                    <p>{(T.published_by)(&settings.publisher)}</p>
                }
                {part(T.editors_note, &settings.editors_note)}
                {part(T.method, &settings.method)}
                {part(T.licence, &settings.licence)}
            </section>
            {query_help(&site.route)}
            {keyboard_help(site)}
            {privacy(&site.route)}
            <section>
                <h2>{T.software}</h2>
                <p>{T.software_text}</p>
                <p class="quiet">{T.edition}{" "}<code>{&overview.edition}</code></p>
                <p><a href="corrections.html" target={new_tab} rel="noopener">{T.corrections_link}</a></p>
            </section>
        </div>
    }
}

fn part(heading: &'static str, text: &str) -> Html {
    if text.is_empty() {
        return Html::default();
    }
    html! { <><h3>{heading}</h3>{paragraphs(text)}</> }
}

fn paragraphs(text: &str) -> Html {
    text.split("\n\n").map(|paragraph| html! { <p>{paragraph}</p> }).collect()
}

fn query_help(route: &Route) -> Html {
    let row = |(query, effect): &(&'static str, &'static str)| {
        let mut route = route.start();
        route.search.query = (*query).into();
        html! { <div class="fact"><dt><a href={route.href()}><code>{*query}</code></a></dt><dd>{*effect}</dd></div> }
    };
    html! {
        <section>
            <h2>{T.query_help}</h2>
            <dl>{for T.query_examples.iter().map(row)}</dl>
            for note in T.query_notes {
                <p>{*note}</p>
            }
        </section>
    }
}

fn keyboard_help(site: &Site) -> Html {
    let site = site.clone();
    let is_on = !site.route.is_without_keys;
    let on_toggle = Callback::from(move |_| site.set_keys(!is_on));
    html! {
        <section>
            <h2 id="keyboard-heading" tabindex="-1">{T.keyboard}</h2>
            <label class="toggle"><input type="checkbox" checked={is_on} onchange={on_toggle} />{T.keyboard_toggle}</label>
            <p class="quiet">{T.keyboard_hint}</p>
            <table class="keys">
                <thead><tr><th scope="col">{T.key}</th><th scope="col">{T.key_effect}</th></tr></thead>
                <tbody>
                    for (keys, effect) in T.keys {
                        <tr>
                            <td>
                                for key in *keys {
                                    <kbd>{*key}</kbd>{" "}
                                }
                            </td>
                            <td>{*effect}</td>
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}

fn privacy(route: &Route) -> Html {
    html! {
        <section>
            <h2>{T.privacy}</h2>
            for text in T.privacy_text {
                <p>{*text}</p>
            }
            <p><a href={route.at(Page::Device).href()}>{T.device_link}</a></p>
        </section>
    }
}
