//! In which language a document and its blocks are.

use super::Context;
use crate::corpus::{Block, Metadata};

pub fn settle(metadata: &mut Metadata, _blocks: &mut [Block], _title: Option<&str>, context: &Context) {
    if metadata.language.is_empty() {
        metadata.language = context.settings.languages.first().cloned().unwrap_or_else(|| "und".into());
    }
}
