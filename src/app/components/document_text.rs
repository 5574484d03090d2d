//! The text of a document, block by block.

use yew::prelude::*;

use super::{marked, repeat_marks};
use crate::app::state::Shared;
use crate::corpus::BlockKind;
use crate::engine::protocol::{BlockView, DocumentView};

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DocumentTextProps {
    pub document: Shared<DocumentView>,
}

/// Renders once per answer: the text is compared by identity.
#[component]
pub fn DocumentText(props: &DocumentTextProps) -> Html {
    let belongs =
        |a: &BlockView, b: &BlockView| a.kind == b.kind && matches!(a.kind, BlockKind::ListItem | BlockKind::TableRow);
    let numbered: Vec<(u32, &BlockView)> = (0..).zip(&props.document.blocks).collect();
    html! {
        <div class="text">
            for run in numbered.chunk_by(|(_, a), (_, b)| belongs(a, b)) {
                {run_of_blocks(run, &props.document)}
            }
        </div>
    }
}

/// Blocks that stand together: a list, a table, or a single block.
fn run_of_blocks(run: &[(u32, &BlockView)], document: &DocumentView) -> Html {
    let blocks = run.iter().map(|(number, view)| block(view, repeat_marks(document, *number)));
    match run.first().map(|(_, block)| block.kind) {
        Some(BlockKind::ListItem) => html! { <ul>{for blocks}</ul> },
        Some(BlockKind::TableRow) => html! { <div class="table">{for blocks}</div> },
        _ => html! { <>{for blocks}</> },
    }
}

fn block(block: &BlockView, marks: Html) -> Html {
    html! {
        <@{tag(block.kind)} lang={block.language.clone()} dir={block.direction.as_str()}>{marked(&block.segments, true)}{marks}</@>
    }
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
