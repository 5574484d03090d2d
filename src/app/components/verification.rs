//! Checks that a document is as it was published, and that a reader's own file is the one it was made from.

use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

use crate::app::browser;
use crate::app::model::state::Shared;
use crate::app::model::verification::{Copy, Sum, Verdict, compare, identify};
use crate::app::strings::T;
use crate::engine::protocol::DocumentView;

/// Every file of the site with its SHA-256.
const SUMS: &str = "SHA256SUMS";

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct VerificationProps {
    pub document: Shared<DocumentView>,
    pub edition: String,
}

#[component]
pub fn Verification(props: &VerificationProps) -> Html {
    let check = use_state(Vec::new);
    let comparison = use_state(Vec::new);
    let on_check = {
        let (check, document, edition) = (check.setter(), props.document.clone(), props.edition.clone());
        Callback::from(move |_| {
            let (check, document, edition) = (check.clone(), document.clone(), edition.clone());
            check.set(vec![T.checking.into()]);
            spawn_local(async move { check.set(describe(verdict(&document.files).await, &edition)) });
        })
    };
    let on_file = {
        let (comparison, document) = (comparison.setter(), props.document.clone());
        Callback::from(move |file: File| {
            let (comparison, document) = (comparison.clone(), document.clone());
            comparison.set(vec![T.checking.into()]);
            spawn_local(async move { comparison.set(compare_copy(&document, &file).await) });
        })
    };
    let on_choose = {
        let on_file = on_file.clone();
        Callback::from(move |event: Event| {
            let files = event.target_unchecked_into::<HtmlInputElement>().files();
            files.and_then(|files| files.get(0)).into_iter().for_each(|file| on_file.emit(file));
        })
    };
    let on_drop = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        files.and_then(|files| files.get(0)).into_iter().for_each(|file| on_file.emit(file));
    });
    // Else the browser would open what is dropped.
    let on_drag = |event: DragEvent| event.prevent_default();
    html! {
        <div class="verification">
            <div>
                <button type="button" id="check" class="button" onclick={on_check}>{T.check}</button>
                <p class="quiet">{T.check_note}</p>
                {outcome(&check)}
            </div>
            <div class="drop" ondragover={on_drag} ondrop={on_drop}>
                <label class="field"><span>{T.own_copy}</span><input type="file" id="own-copy" onchange={on_choose} /></label>
                <p class="quiet">{T.own_copy_note}</p>
                {outcome(&comparison)}
            </div>
        </div>
    }
}

fn outcome(lines: &[String]) -> Html {
    html! { <div class="outcome" role="status">{for lines.iter().map(|line| html! { <p>{line}</p> })}</div> }
}

/// Fetches the list and the files, and compares them.
async fn verdict(names: &[String]) -> Verdict {
    let Some(sums) = browser::fetch(SUMS).await else { return Verdict::CannotSay(SUMS.into()) };
    let mut files = Vec::new();
    for path in ["root.kz"].into_iter().chain(names.iter().map(String::as_str)).map(|name| format!("corpus/{name}")) {
        let Some(bytes) = browser::fetch(&path).await else { return Verdict::CannotSay(path) };
        let mut sum = Sum::default();
        sum.add(&bytes);
        files.push((path, sum.finish()));
    }
    compare(&String::from_utf8_lossy(&sums), &files)
}

fn describe(verdict: Verdict, edition: &str) -> Vec<String> {
    match verdict {
        Verdict::Sound { files, list } => vec![(T.check_sound)(files, edition), (T.check_list)(&list)],
        Verdict::Changed(path) => vec![(T.check_changed)(&path)],
        Verdict::CannotSay(path) => vec![(T.check_cannot)(&path)],
    }
}

async fn compare_copy(document: &DocumentView, file: &File) -> Vec<String> {
    let name = file.name();
    let Some(sum) = browser::sum_of(file).await else { return vec![(T.copy_unreadable)(&name)] };
    let said = match identify(&document.source, &sum) {
        Copy::Source => T.copy_source,
        Copy::Original => T.copy_original,
        Copy::Other => T.copy_other,
        Copy::CannotSay => T.copy_cannot,
    };
    vec![said(&name), (T.copy_sum)(&sum)]
}
