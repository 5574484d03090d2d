//! Small drawings for buttons. They are decoration: the button's name says what it does.

use yew::prelude::*;

/// What is drawn, on a grid of 16 by 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Search,
    Close,
    Filter,
    Form,
    Exit,
    Device,
    /// Towards the start of the line; mirrored in right-to-left text.
    Back,
    Forward,
    Up,
    Down,
    Plus,
    Link,
    Quote,
    Download,
    Exclude,
    List,
}

pub fn icon(shape: Shape) -> Html {
    let path = match shape {
        Shape::Search => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.3 7.8 3.7 3.7",
        Shape::Close => "m4 4 8 8m0-8-8 8",
        Shape::Filter => "M2 4.5h12M4.5 8h7M6.5 11.5h3",
        Shape::Form => "M2 4h2m3 0h7M2 8h7m3 0h2M2 12h3m3 0h6M5.5 2.5v3m5 1v3m-4 1v3",
        Shape::Exit => "M9 3H3v10h6M7 8h7m-2.5-2.5L14 8l-2.5 2.5",
        Shape::Device => "M5 1.5h6a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM7 12h2",
        Shape::Back => "M10 3 5 8l5 5",
        Shape::Forward => "m6 3 5 5-5 5",
        Shape::Up => "m3 10 5-5 5 5",
        Shape::Down => "m3 6 5 5 5-5",
        Shape::Link => {
            "M6.5 9.5 9.5 6.5M7 4.5 8.5 3a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3.2 3.2 0 0 1 3 8.5L4.5 7"
        }
        Shape::List => "M2.5 4h11M2.5 8h11M2.5 12h7",
        Shape::Quote => "M7 4.5c-2.5.5-4 2-4 4.5v2.5h4V8H4.5M14 4.5c-2.5.5-4 2-4 4.5v2.5h4V8h-2.5",
        Shape::Download => "M8 2v8M4.5 6.5 8 10l3.5-3.5M2.5 13.5h11",
        Shape::Exclude => "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM4.1 4.1l7.8 7.8",
        Shape::Plus => "M8 3.5v9M3.5 8h9",
    };
    let is_directed = matches!(shape, Shape::Back | Shape::Forward | Shape::Exit);
    html! {
        <svg class={classes!("icon", is_directed.then_some("is-directed"))} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={path} />
        </svg>
    }
}
