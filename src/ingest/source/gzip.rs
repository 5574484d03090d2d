//! Files packed with gzip, one file in each.

use flate2::read::MultiGzDecoder;

use super::{
    archive::read_bounded,
    context::{Context, Kind, MAX_COLLECTION_BYTES},
    sample::Sample,
};
use crate::ingest::draft::Draft;

/// Reads the file inside as the kind that it is.
pub struct Gzip;

impl Kind for Gzip {
    fn name(&self) -> &'static str {
        "gzip"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        sample.starts_with(b"\x1f\x8b\x08")
    }

    fn max_bytes(&self) -> u64 {
        MAX_COLLECTION_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        // Web archives are packed record by record, one gzip member after another.
        match read_bounded(MultiGzDecoder::new(bytes.as_slice()), bytes.len() as u64, MAX_COLLECTION_BYTES) {
            Ok(unpacked) if context.may_unpack(unpacked.len() as u64) => {
                let file = context.file.rsplit('/').next().unwrap_or_default();
                let stem =
                    file.strip_suffix(".gz").or_else(|| file.strip_suffix(".GZ")).unwrap_or("unpacked").to_owned();
                context.read_inside(&stem, unpacked)
            }
            Ok(_) => {
                context.error(0, "unpacks to more than can be read from one file", "unpack it into the folder");
                Vec::new()
            }
            Err(message) => {
                context.error(0, message, "unpack it into the folder, or remove it");
                Vec::new()
            }
        }
    }
}
