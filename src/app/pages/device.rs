//! The settings: everything that concerns this device and not the corpus.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::browser;
use crate::app::components::choices;
use crate::app::model::preferences::{Density, Preferences, TextSize, Theme};
use crate::app::site::use_site;
use crate::app::strings::T;

#[component]
pub fn Device() -> Html {
    let site = use_site();
    let preferences = &site.preferences;
    let set = |change: fn(&mut Preferences)| {
        let site = site.clone();
        Callback::from(move |_: Event| {
            let mut preferences = site.preferences.clone();
            change(&mut preferences);
            site.set_preferences.emit(preferences);
        })
    };
    let toggle = |label: &'static str, hint: &'static str, is_on: bool, on_change: Callback<Event>| {
        html! {
            <li>
                <label class="toggle"><input type="checkbox" checked={is_on} onchange={on_change} />{label}</label>
                <p class="quiet">{hint}</p>
            </li>
        }
    };
    let on_keys = {
        let site = site.clone();
        Callback::from(move |_: Event| site.set_keys(site.route.is_without_keys))
    };
    let on_theme = {
        let preferences = preferences.clone();
        site.set_preferences.reform(move |theme| Preferences { theme, ..preferences.clone() })
    };
    let on_size = {
        let preferences = preferences.clone();
        site.set_preferences.reform(move |size| Preferences { size, ..preferences.clone() })
    };
    let on_density = {
        let preferences = preferences.clone();
        site.set_preferences.reform(move |density| Preferences { density, ..preferences.clone() })
    };
    html! {
        <div class="about device">
            <section>
                <h2>{T.device}</h2>
                <p>{T.device_text}</p>
                <ul class="settings">
                    {toggle(T.remember, T.remember_hint, preferences.is_remembered, set(|set| set.is_remembered = !set.is_remembered))}
                    {toggle(T.private, T.private_hint, preferences.is_private, set(|set| set.is_private = !set.is_private))}
                    {toggle(T.keyboard_toggle, T.keyboard_hint, !site.route.is_without_keys, on_keys)}
                </ul>
                {choices("theme", T.theme, &Theme::ALL, preferences.theme, theme_label, &on_theme)}
                {choices("size", T.size, &TextSize::ALL, preferences.size, size_label, &on_size)}
                {choices("density", T.density, &Density::ALL, preferences.density, density_label, &on_density)}
            </section>
            <section>
                <h2>{T.exit_heading}</h2>
                <p>{T.exit_text}</p>
            </section>
            <Clearing />
        </div>
    }
}

fn theme_label(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => T.theme_auto,
        Theme::Light => T.theme_light,
        Theme::Dark => T.theme_dark,
        Theme::Contrast => T.theme_contrast,
    }
}

fn size_label(size: TextSize) -> &'static str {
    match size {
        TextSize::Usual => T.size_usual,
        TextSize::Large => T.size_large,
        TextSize::Largest => T.size_largest,
    }
}

fn density_label(density: Density) -> &'static str {
    match density {
        Density::Compact => T.density_compact,
        Density::Comfortable => T.density_comfortable,
    }
}

/// The button that removes everything, and what it removed.
#[component]
fn Clearing() -> Html {
    let site = use_site();
    let cleared = use_state(|| None);
    let on_clear = {
        let cleared = cleared.clone();
        Callback::from(move |_| {
            let (cleared, set_preferences) = (cleared.clone(), site.set_preferences.clone());
            spawn_local(async move {
                let removed = browser::clear_device().await;
                set_preferences.emit(Preferences::default());
                cleared.set(Some(removed));
            });
        })
    };
    html! {
        <section>
            <h2>{T.clear_device}</h2>
            <p>{T.clear_text}</p>
            <button type="button" class="button" onclick={on_clear}>{T.clear_device}</button>
            <div role="status">
                if let Some(removed) = *cleared {
                    <ul class="cleared">
                        <li>{if removed.has_settings { T.cleared_settings } else { T.cleared_no_settings }}</li>
                        <li>{(T.cleared_copies)(removed.caches)}</li>
                    </ul>
                    <p>{T.device_cleared}</p>
                }
            </div>
        </section>
    }
}
