//! Documents by their ids.

use super::protocol::{Failure, Response};
use crate::index::format::key;
use crate::index::reader::{Reader, Stop};

/// The number of the document with an id.
pub(super) fn number_of(id: &str, reader: Reader<'_>) -> Result<Option<u32>, Stop> {
    let key = key::id(id);
    let Some(shard) = reader.shard_of(&key) else { return Ok(None) };
    reader.need([shard.terms])?;
    let terms = reader.terms(shard)?;
    let Some(entry) = terms.entry(&key) else { return Ok(None) };
    Ok(entry.postings(reader.root.documents)?.first().map(|posting| posting.document))
}

/// The answer where there is no document with the id.
pub(super) fn not_found(id: &str) -> Response {
    Response::Failed(Failure::NotFound(id.into()))
}
