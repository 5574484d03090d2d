//! The text of a document, block by block, each with a link to itself.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::icon::{Shape, icon};
use super::repeats::repeat_marks;
use crate::app::model::passage::{Located, PassageLink, cut};
use crate::app::model::route::{Page, Route};
use crate::app::model::state::Shared;
use crate::app::strings::{T, language};
use crate::corpus::BlockKind;
use crate::engine::protocol::{BlockView, DocumentView, Segment};

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DocumentTextProps {
    pub document: Shared<DocumentView>,
    /// The passage that the address leads to.
    pub passage: Option<Located>,
    /// Shows the page around the document too.
    pub has_furniture: bool,
    pub on_passage: Callback<PassageLink>,
}

/// Renders once per answer and passage: the text is compared by identity.
#[component]
pub fn DocumentText(props: &DocumentTextProps) -> Html {
    let document = &props.document;
    let belongs = |(_, a): &(usize, &BlockView), (_, b): &(usize, &BlockView)| {
        a.kind == b.kind && matches!(a.kind, BlockKind::ListItem | BlockKind::TableRow)
    };
    let is_shown = |(_, block): &(usize, &BlockView)| props.has_furniture || block.paragraph > 0;
    let blocks: Vec<(usize, &BlockView)> = document.blocks.iter().enumerate().filter(is_shown).collect();
    let run = |run: &[(usize, &BlockView)]| {
        let blocks = run.iter().map(|(number, view)| block(document, *number, view, props.passage));
        match run.first().map(|(_, block)| block.kind) {
            Some(BlockKind::ListItem) => html! { <ul>{for blocks}</ul> },
            Some(BlockKind::TableRow) => html! { <div class="table">{for blocks}</div> },
            _ => html! { <>{for blocks}</> },
        }
    };
    html! { <div class="text" onclick={follow(&props.on_passage)}>{for blocks.chunk_by(belongs).map(run)}</div> }
}

/// A link to a paragraph says nothing of the search, so that it can be given away; followed here, the search stays.
fn follow(on_passage: &Callback<PassageLink>) -> Callback<MouseEvent> {
    let on_passage = on_passage.clone();
    Callback::from(move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let anchor = target.and_then(|target| target.closest("a.anchor").ok().flatten());
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
        let href = anchor.and_then(|anchor| anchor.get_attribute("href")).filter(|_| is_plain);
        if let Some(passage) = href.and_then(|href| Route::parse(&href).reading.passage) {
            event.prevent_default();
            on_passage.emit(passage);
        }
    })
}

fn block(document: &DocumentView, number: usize, block: &BlockView, passage: Option<Located>) -> Html {
    let is_text = block.paragraph > 0;
    let length = block.segments.iter().map(|segment| segment.text.len()).sum();
    let passage = passage.filter(|_| is_text).and_then(|passage| passage.part_of(number, length));
    html! {
        <@{tag(block.kind)} lang={block.language.clone()} dir={block.direction.as_str()} class={(!is_text).then_some("furniture")}
            data-paragraph={is_text.then(|| block.paragraph.to_string())} data-note={note(document, block)}>
            {for cut(&block.segments, passage).iter().map(piece)}
            if is_text {
                {repeat_marks(document, block.paragraph - 1)}
                {anchor(document, block)}
            }
        </@>
    }
}

fn piece((segment, is_inside): &(Segment, bool)) -> Html {
    let class = is_inside.then_some("is-passage");
    match segment.hit {
        Some(hit) => html! { <mark {class} data-hit={hit.to_string()}>{&segment.text}</mark> },
        None if segment.is_uncounted => html! { <mark class={classes!("is-uncounted", class)}>{&segment.text}</mark> },
        None if *is_inside => html! { <span {class}>{&segment.text}</span> },
        None => html! { {&segment.text} },
    }
}

fn anchor(document: &DocumentView, block: &BlockView) -> Html {
    let route = Route { page: Page::Document(document.id.clone()), ..Route::default() };
    let href = route.at_passage(PassageLink::whole(block)).href();
    let label = (T.paragraph_link)(block.paragraph);
    html! { <a class="anchor" {href} aria-label={label.clone()} title={label}>{icon(Shape::Link)}</a> }
}

/// What sets a block apart: where the original's page begins, whom it quotes, in which language it is.
fn note(document: &DocumentView, block: &BlockView) -> Option<String> {
    let language = (block.language != document.language).then(|| language(&block.language));
    let parts = [block.page.map(T.page_of_original), block.publisher.clone(), language];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The site's name is the first level, the document's title the second.
fn tag(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(..3) => "h3",
        BlockKind::Heading(3) => "h4",
        BlockKind::Heading(4) => "h5",
        BlockKind::Heading(_) => "h6",
        BlockKind::Paragraph | BlockKind::TableRow => "p",
        BlockKind::Quote => "blockquote",
        BlockKind::ListItem => "li",
        BlockKind::Preformatted => "pre",
    }
}
