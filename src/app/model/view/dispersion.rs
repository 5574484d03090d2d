//! Dispersion: where in each document the words stand.

use super::panel::{Asked, Choosable};
use crate::engine::protocol::{DispersionRequest, ExamineRequest, Selection};

/// Nothing can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices;

impl Choosable for Choices {
    const NAME: &'static str = "dispersion";

    fn request(&self, asked: &Asked) -> Option<ExamineRequest> {
        let Selection { query, filters, dates, variants, words } = asked.selection();
        let documents: Vec<String> = asked.listed.iter().map(|id| (*id).to_owned()).collect();
        let is_any = asked.has_words() && !documents.is_empty();
        let request = DispersionRequest { query, filters, dates, variants, words, documents };
        is_any.then_some(ExamineRequest::Dispersion(request))
    }
}
