//! XML as office programs and e-books write it: one event after another, entities resolved, nothing expanded.

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

/// What stands in a file. Names are without their prefix: `w:p` and `p` are the same.
#[derive(Debug, PartialEq, Eq)]
pub enum Node {
    Open { name: String, attributes: Vec<(String, String)> },
    Close { name: String },
    Text(String),
}

impl Node {
    /// An attribute of an opening tag.
    pub fn attribute(&self, key: &str) -> Option<&str> {
        match self {
            Node::Open { attributes, .. } => {
                attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
            }
            _ => None,
        }
    }
}

/// Calls for each node in turn; an element without content is opened and closed. Fails, in words for the reader of a
/// report, where the file is not XML.
pub fn walk(text: &str, mut take: impl FnMut(Node)) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    // Pages of the web that call themselves XHTML leave tags open.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    loop {
        match reader
            .read_event()
            .map_err(|error| format!("not valid XML at byte {}: {error}", reader.error_position()))?
        {
            Event::Start(tag) => take(open(&tag)),
            Event::Empty(tag) => {
                let node = open(&tag);
                let name = tag.local_name().as_ref().to_owned();
                take(node);
                take(Node::Close { name });
            }
            Event::End(tag) => take(Node::Close { name: tag.local_name().as_ref().to_owned() }),
            Event::Text(text) => take(Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => take(Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = || resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned);
                if let Some(text) = character.or_else(named) {
                    take(Node::Text(text));
                }
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn open(tag: &BytesStart) -> Node {
    let attributes = tag.attributes().flatten().map(|attribute| {
        let name = attribute.key.local_name().as_ref().to_owned();
        (name, attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default().into_owned())
    });
    Node::Open { name: tag.local_name().as_ref().to_owned(), attributes: attributes.collect() }
}

/// The texts of all elements of this name, without the spaces around them.
pub fn texts(xml: &str, element: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut depth = 0_u32;
    // What comes before a mistake counts.
    let _ = walk(xml, |node| match node {
        Node::Open { name, .. } if name == element => {
            depth += 1;
            texts.push(String::new());
        }
        Node::Close { name } if name == element => depth = depth.saturating_sub(1),
        Node::Text(text) if depth > 0 => texts.iter_mut().last().into_iter().for_each(|last| last.push_str(&text)),
        _ => {}
    });
    texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_resolved_and_none_is_expanded() {
        let mut text = String::new();
        let xml = "<!DOCTYPE a [<!ENTITY b 'bb'>]><x:a k='1&amp;2'>&lt;&#x627;&b;<![CDATA[&]]></x:a>";
        let mut attribute = String::new();
        walk(xml, |node| {
            attribute.push_str(node.attribute("k").unwrap_or_default());
            if let Node::Text(more) = node {
                text.push_str(&more);
            }
        })
        .unwrap();
        assert_eq!((text.as_str(), attribute.as_str()), ("<ا&", "1&2"));
    }

    #[test]
    fn what_is_not_xml_is_an_error() {
        assert!(walk("<a><b", |_| {}).is_err());
        assert_eq!(texts("<m><dc:title> T </dc:title><title/></m>", "title"), ["T"]);
    }
}
