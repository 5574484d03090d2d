//! Claims: who says what, and which figures disagree.

use super::panel::{Asked, Choosable, Parameter, name_of, named, text};
use crate::engine::protocol::{ClaimsBy, ClaimsRequest, ExamineRequest, Response, Selection};

/// Claims on a page.
pub const CLAIMS: u32 = 25;

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    pub by: ClaimsBy,
    /// Claims of this speaker only, and with figures of this noun only; empty for all.
    pub speaker: String,
    pub noun: String,
}

/// The ways to list claims, with their names in addresses.
pub const LISTS: [(ClaimsBy, &str); 3] =
    [(ClaimsBy::Document, ""), (ClaimsBy::Speaker, "speaker"), (ClaimsBy::Conflict, "conflict")];

impl Choosable for Choices {
    const NAME: &'static str = "claims";
    const PARAMETERS: &'static [Parameter<Choices>] = &[
        Parameter {
            name: "claims",
            read: |chosen| name_of(&LISTS, &chosen.by),
            write: |chosen, name| chosen.by = named(&LISTS, name),
        },
        Parameter {
            name: "said-by",
            read: |chosen| text(&chosen.speaker),
            write: |chosen, name| chosen.speaker = name.into(),
        },
        Parameter { name: "noun", read: |chosen| text(&chosen.noun), write: |chosen, noun| chosen.noun = noun.into() },
    ];

    fn request(&self, asked: &Asked) -> Option<ExamineRequest> {
        let Selection { query, filters, dates, variants, .. } = asked.selection();
        let (offset, limit) = asked.list(CLAIMS);
        Some(ExamineRequest::Claims(ClaimsRequest {
            query,
            filters,
            dates,
            variants,
            document: asked.document.unwrap_or_default().to_owned(),
            speaker: self.speaker.clone(),
            noun: self.noun.clone(),
            by: self.by,
            offset,
            limit,
        }))
    }

    fn step(response: &Response) -> (u32, u32) {
        match response {
            Response::Claimed(claims) if claims.claims.is_empty() => {
                (claims.conflicts.len() as u32, claims.conflicts_total)
            }
            Response::Claimed(claims) => (claims.claims.len() as u32, claims.total),
            _ => (0, 0),
        }
    }
}
