//! Inputs to start from: the sample's own files, the requests, and queries that have every part of the grammar.

use karez::engine::protocol::{ExamineRequest, FindRequest, Request};

use super::{
    laws::{AS_IT_IS, join},
    sample::{SAMPLE, requests},
    stored::Kind,
};

/// The law each is for, a name, the input.
pub fn seeds() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut seeds = Vec::new();
    for (number, kind) in (0..).zip(Kind::ALL) {
        let file =
            kind.file_of(&SAMPLE.root).map_or_else(|| SAMPLE.root.to_bytes(), |file| SAMPLE.files[&file].clone());
        let sections = kind.take_apart(&file).expect("what was written is read");
        seeds.push(("files", format!("{kind:?}"), [&[number][..], &join(&sections)].concat()));
        seeds.push(("files", format!("{kind:?}-as-it-is"), [&[number | AS_IT_IS][..], &file].concat()));
        seeds.push(("deflate", format!("{kind:?}"), [&[number][..], &runs(&sections)].concat()));
        seeds.push(("deflate", format!("{kind:?}-as-it-is"), [&[AS_IT_IS][..], &file].concat()));
    }
    for (number, kind) in (0..).zip(Kind::ALL) {
        for byte in [0, 1, 0xff] {
            let bomb: Vec<u8> = (0..kind.sections() as u8).flat_map(|section| [section, 0xff, 0x7f, 1, byte]).collect();
            seeds.push(("deflate", format!("{kind:?}-of-{byte}"), [&[number][..], &bomb].concat()));
        }
    }
    for (number, request) in requests().into_iter().enumerate() {
        let bytes = postcard::to_allocvec(&request).expect("a request is plain data");
        let json = serde_json::to_vec(&request).expect("a request is plain data");
        seeds.push(("messages", format!("{number}"), bytes));
        seeds.push(("messages", format!("{number}.json"), json));
        match request {
            Request::Find(FindRequest::Search(request)) | Request::Examine(ExamineRequest::List(request)) => {
                seeds.push(("query", format!("{number}"), request.query.into()))
            }
            Request::Find(FindRequest::Suggest(request)) => {
                seeds.push(("query", format!("{number}"), request.text.into()))
            }
            // What is counted is asked for in the same language.
            _ => {}
        }
    }
    let queries = ["((a OR b) AND NOT c) NEAR/5 \"d * e\"", "-(a b) +c d~ e* f?g title:\"h i\" date:>=2021", "A AND B"];
    seeds.extend((0..).zip(queries).map(|(number, query)| ("query", format!("operators-{number}"), query.into())));
    seeds
}

/// Sections as the law on deflated bytes has them told: here each byte stands once.
fn runs(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut runs = Vec::new();
    for (number, section) in (0..).zip(sections) {
        for run in section.chunks(u8::MAX.into()) {
            runs.extend([number, 1, 0, run.len() as u8]);
            runs.extend(run);
        }
    }
    runs
}
