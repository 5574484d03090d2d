//! Concordance: every mention in a line of its own.

use super::panel::{Asked, Choosable, Parameter, is_on, switch, text};
use crate::engine::protocol::{ConcordanceRequest, ExamineRequest, LineSort, Response};

/// Lines that are held at a time: several screens, so that scrolling seldom waits.
pub const WINDOW: u32 = 200;
/// Lines begin at multiples of this, so that not every step of scrolling asks anew.
pub const STEP: u32 = 50;

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Order of the lines, by its name ([`line_sort`]).
    pub order: String,
    /// Lines that read the same are one.
    pub is_grouped: bool,
}

impl Choosable for Choices {
    const NAME: &'static str = "concordance";
    const IS_FITTED: bool = true;
    const PARAMETERS: &'static [Parameter<Choices>] = &[
        Parameter {
            name: "order",
            read: |chosen| text(&chosen.order),
            write: |chosen, name| chosen.order = name.into(),
        },
        Parameter {
            name: "grouped",
            read: |chosen| switch(chosen.is_grouped),
            write: |chosen, value| chosen.is_grouped = is_on(value),
        },
    ];

    fn request(&self, asked: &Asked) -> Option<ExamineRequest> {
        let (offset, limit) = asked.lines(WINDOW);
        asked.has_words().then(|| {
            ExamineRequest::Concordance(ConcordanceRequest {
                selection: asked.selection(),
                document: asked.document.map(str::to_owned),
                sort: line_sort(&self.order),
                is_grouped: self.is_grouped,
                offset,
                limit,
                ..ConcordanceRequest::default()
            })
        })
    }

    fn step(response: &Response) -> (u32, u32) {
        match response {
            Response::Concordance(concordance) => (concordance.lines.len() as u32, concordance.total),
            _ => (0, 0),
        }
    }
}

/// The order of a concordance by its name in addresses: that of one of [`ORDERS`], or of a field.
pub fn line_sort(name: &str) -> LineSort {
    match name {
        "" => LineSort::Oldest,
        "newest" => LineSort::Newest,
        "left1" => LineSort::Left1,
        "left2" => LineSort::Left2,
        "right1" => LineSort::Right1,
        "right2" => LineSort::Right2,
        "node" => LineSort::Node,
        "frequency" => LineSort::Frequency,
        field => LineSort::Field(field.into()),
    }
}

/// Names of the orders that every corpus has. The last one is for grouped lines.
pub const ORDERS: [&str; 8] = ["", "newest", "left1", "left2", "right1", "right2", "node", "frequency"];
