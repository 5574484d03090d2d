//! Mail: single messages (EML), mailboxes (MBOX), and pages that browsers saved as mail (MHTML).
//!
//! A message is its subject, its day and its text. Who wrote to whom, by which way and from which address is left out
//! unless the corpus's rules keep it: `keep = ["from"]`.

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

use super::{
    context::{Context, Kind, MAX_COLLECTION_BYTES},
    html::{Html, all_blocks},
    plain_text::paragraphs,
    sample::Sample,
};
use crate::{
    corpus::{Block, BlockKind, Mark, sha256},
    ingest::{
        draft::Draft,
        entry::{Entry, Value},
    },
};

/// A single message, or a page that was saved as one.
pub struct Mail;

/// What heads of messages have. Two of them, and nothing else before the first empty line, make a message.
const HEADERS: [&str; 14] = [
    "from",
    "to",
    "date",
    "subject",
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "x-mailer",
    "content-type",
    "cc",
    "reply-to",
    "sender",
];

impl Kind for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        // The name may vouch for a message whose head is nearly gone.
        let is_named = sample.has_extension(&["eml", "mht", "mhtml"]);
        headers(&sample.text()) >= if is_named { 1 } else { 2 }
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let draft = Draft::of(context.file, &bytes);
        read_message(&bytes, draft, context)
    }
}

/// How many known lines the head of a message has; none when there is anything else in it.
fn headers(text: &str) -> u32 {
    let mut known = 0;
    for line in text.lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return 0 };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return 0;
        }
        known += u32::from(HEADERS.contains(&name.to_ascii_lowercase().as_str()));
    }
    known
}

/// A file of messages, each a document.
pub struct Mailbox;

impl Kind for Mailbox {
    fn name(&self) -> &'static str {
        "mailbox"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        let text = sample.text();
        let Some((first, rest)) = text.split_once('\n') else { return false };
        is_separator(first.as_bytes()) && (sample.has_extension(&["mbox", "mbx"]) || headers(rest) >= 2)
    }

    fn max_bytes(&self) -> u64 {
        MAX_COLLECTION_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for message in messages(&bytes) {
            let draft = Draft::of(context.file, &message);
            drafts.extend(read_message(&message, draft, context));
        }
        drafts
    }
}

/// `From somebody@example.org Mon Jan  1 00:00:00 2020`: a time of day is on every such line, and in few sentences.
fn is_separator(line: &[u8]) -> bool {
    let has_time = || line.windows(3).any(|at| at[0].is_ascii_digit() && at[1] == b':' && at[2].is_ascii_digit());
    line.starts_with(b"From ") && has_time()
}

/// The messages of a mailbox; `>From` inside of them is `From` again.
fn messages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut messages: Vec<Vec<u8>> = Vec::new();
    let mut is_after_empty = true;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if is_after_empty && is_separator(line) {
            messages.push(Vec::new());
        } else if let Some(message) = messages.last_mut() {
            let quotes = line.iter().take_while(|&&byte| byte == b'>').count();
            let is_quoted = quotes > 0 && line[quotes..].starts_with(b"From ");
            message.extend_from_slice(if is_quoted { &line[1..] } else { line });
        }
        is_after_empty = line.trim_ascii().is_empty();
    }
    messages
}

fn read_message(bytes: &[u8], mut draft: Draft, context: &mut Context) -> Vec<Draft> {
    let Some(message) = MessageParser::default().parse(bytes) else {
        context.error(0, "the message cannot be read", "save it again, as text or HTML");
        return Vec::new();
    };
    if let Some(page) = saved_page(&message) {
        return read_page(page, &message, context);
    }
    draft.hint("title", message.subject().unwrap_or_default());
    draft.hint("published", message.date().map(day).unwrap_or_default());
    keep(&message, &mut draft, context);
    draft.blocks = body(&message);
    let attachments = read_attachments(&message, context);
    if draft.blocks.is_empty() && draft.hints.iter().all(|hint| hint.key != "title") {
        context.error(0, "the message has neither subject nor text", "remove it");
        return attachments;
    }
    [vec![draft], attachments].concat()
}

fn day(date: &mail_parser::DateTime) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// Names, never addresses, and only those that the rules ask for and the corpus has a field for.
fn keep(message: &Message, draft: &mut Draft, context: &Context) {
    let names = |address: Option<&Address>| -> Vec<String> {
        let named = address.into_iter().flat_map(|address| address.iter()).filter_map(|one| one.name.as_deref());
        named.filter(|name| !name.contains('@')).map(str::to_owned).collect()
    };
    for key in &context.rules.keep {
        let names = match key.as_str() {
            "from" => names(message.from()),
            "to" => names(message.to()),
            "cc" => names(message.cc()),
            _ => Vec::new(),
        };
        if !names.is_empty() {
            draft.hints.push(Entry::of(key, Value::Many(names)));
        }
    }
}

/// The text: as text where there is such a part, and else of the page.
fn body(message: &Message) -> Vec<Block> {
    let is_text = |part: &&mail_parser::MessagePart| matches!(part.body, PartType::Text(_));
    let texts: Vec<&str> = message.text_bodies().filter(is_text).filter_map(|part| part.text_contents()).collect();
    if texts.iter().any(|text| !text.trim().is_empty()) {
        return texts.into_iter().flat_map(text_blocks).collect();
    }
    let pages = message.html_bodies().filter_map(|part| part.text_contents());
    pages.flat_map(all_blocks).collect()
}

/// Paragraphs; lines that begin with `>` quote another message, and what follows `-- ` is a signature.
fn text_blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut is_signature = false;
    let is_quote = |line: &str| line.starts_with('>');
    let lines: Vec<&str> = text.lines().collect();
    for run in lines.chunk_by(|a, b| is_quote(a) == is_quote(b) && b.trim_end_matches(['\r', '\n']) != "-- ") {
        is_signature |= run.first().is_some_and(|line| *line == "-- ");
        let is_quoted = run.first().is_some_and(|line| is_quote(line));
        let text: Vec<&str> =
            run.iter().map(|line| line.trim_start_matches(['>', ' '])).filter(|line| *line != "-- ").collect();
        for mut block in paragraphs(&if is_quoted { text.join("\n") } else { run.join("\n") }) {
            if is_quoted {
                block.kind = BlockKind::Quote;
            }
            if is_signature {
                block.mark(Mark::Furniture);
            }
            blocks.push(block);
        }
    }
    blocks
}

fn read_attachments(message: &Message, context: &mut Context) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (part, number) in message.attachments().zip(1..) {
        let name = part
            .attachment_name()
            .map_or_else(|| format!("attachment-{number}"), |name| name.replace(['/', '\\'], "_"));
        // Pictures and signatures are of no kind and only counted.
        drafts.extend(context.read_inside(&name, part.contents().to_vec()));
    }
    drafts
}

/// The page of a file that a browser saved: the first HTML part of one that says so.
fn saved_page<'a>(message: &'a Message) -> Option<&'a str> {
    let is_saved = message.header("Snapshot-Content-Location").is_some()
        || message.content_type().is_some_and(|kind| {
            kind.subtype() == Some("related")
                && message.from().is_none_or(|from| {
                    from.first().and_then(|one| one.name()).is_some_and(|name| name.starts_with("Saved by"))
                })
        });
    is_saved.then(|| message.html_bodies().next()?.text_contents()).flatten()
}

fn read_page(page: &str, message: &Message, context: &mut Context) -> Vec<Draft> {
    // The parser has decoded it, whatever the page says of itself.
    context.declared = Some("utf-8".into());
    let mut drafts = Html.read(page.as_bytes().to_vec(), context);
    context.kind_is("MHTML");
    for draft in &mut drafts {
        let location = message.header("Snapshot-Content-Location").and_then(|value| value.as_text());
        draft.source.address = draft.source.address.take().or_else(|| location.map(str::to_owned));
        draft.source.captured = message.date().map(day);
        draft.source.sha256 = sha256(message.raw_message());
    }
    drafts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::source::{context::Host, plain_text::PlainText, rulebook::Rulebook};

    fn read_with(rules: &str, text: &str) -> Vec<Draft> {
        let rulebook = Rulebook::parse(rules).unwrap();
        let kinds: [&dyn Kind; 3] = [&Mailbox, &Mail, &PlainText];
        let mut context = Context::on(Host { kinds: &kinds, ..Host::default() }, "a.eml", &rulebook);
        context.read(text.as_bytes().to_vec()).unwrap()
    }

    fn shown(draft: &Draft) -> Vec<(BlockKind, &str)> {
        draft
            .blocks
            .iter()
            .filter(|block| !block.is_furniture())
            .map(|block| (block.kind, block.text.as_str()))
            .collect()
    }

    const MESSAGE: &str = "Received: from mail.example.org ([192.0.2.7])\r\nFrom: Jane Doe <jane@example.org>\r\n\
        To: \"John Roe\" <john@example.org>\r\nSubject: =?utf-8?B?2YXYsdit2KjYpw==?=\r\nDate: Wed, 31 Aug 2022 22:10:00 +0000\r\n\r\n\
        Dear all,\r\n\r\nthe report is out.\r\n\r\n> When will\r\n> it come?\r\n-- \r\nJane, phone 123\r\n";

    #[test]
    fn a_message_is_subject_day_and_text_and_names_nobody() {
        let draft = read_with("", MESSAGE).pop().unwrap();
        let expected = [
            (BlockKind::Paragraph, "Dear all,"),
            (BlockKind::Paragraph, "the report is out."),
            (BlockKind::Quote, "When will it come?"),
        ];
        assert_eq!(shown(&draft), expected);
        assert_eq!(draft.hints, [Entry::new("title", "مرحبا"), Entry::new("published", "2022-08-31")]);
        let all = format!("{draft:?}");
        assert!(!all.contains("example.org") && !all.contains("192.0.2.7") && !all.contains("Doe"), "{all}");
        assert!(draft.blocks.iter().any(|block| block.is_furniture() && block.text.contains("phone")));
    }

    #[test]
    fn names_are_kept_where_the_rules_say_so_and_addresses_never() {
        let draft = read_with("[[sources]]\nkeep = ['from']", MESSAGE).pop().unwrap();
        assert_eq!(draft.hints.last().unwrap().value, Value::Many(vec!["Jane Doe".into()]));
        assert!(!format!("{draft:?}").contains("jane@example.org"));
    }

    #[test]
    fn pages_and_attachments_are_read() {
        let text = "From: a@example.org\nSubject: With a file\nDate: Wed, 31 Aug 2022 22:10:00 +0000\nMIME-Version: 1.0\n\
            Content-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/html; charset=utf-8\n\n<p>See <b>below</b></p><ul><li>One</ul>\n\
            --X\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: attachment; filename=notes.txt\n\nNotes\n\nOf the day.\n--X--\n";
        let drafts = read_with("", text);
        assert_eq!(shown(&drafts[0]), [(BlockKind::Paragraph, "See below"), (BlockKind::ListItem, "One")]);
        assert_eq!(drafts[1].source.path, "a.eml/notes.txt");
    }

    #[test]
    fn a_mailbox_holds_messages() {
        let text = "From jane@example.org Wed Aug 31 22:10:00 2022\nFrom: a@example.org\nSubject: One\n\nText\n\n>From here on\n\n\
            From john@example.org Thu Sep  1 10:00:00 2022\nFrom: b@example.org\nSubject: Two\n\nFrom now on nothing.\n";
        let drafts = read_with("", text);
        let subjects: Vec<&Entry> = drafts.iter().map(|draft| &draft.hints[0]).collect();
        assert_eq!(subjects, [&Entry::new("title", "One"), &Entry::new("title", "Two")]);
        assert_eq!(shown(&drafts[0])[1].1, "From here on");
        assert_eq!(shown(&drafts[1]), [(BlockKind::Paragraph, "From now on nothing.")]);
    }

    #[test]
    fn saved_pages_are_pages() {
        let text = "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nSubject: T\nDate: Wed, 31 Aug 2022 22:10:00 +0000\n\
            MIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"X\"\n\n--X\nContent-Type: text/html\n\
            Content-Transfer-Encoding: quoted-printable\n\n<html><nav>Menu</nav><h1>Caf=C3=A9</h1><p>Text</p></html>\n--X--\n";
        let draft = read_with("", text).pop().unwrap();
        assert_eq!(shown(&draft), [(BlockKind::Heading(1), "Café"), (BlockKind::Paragraph, "Text")]);
        assert_eq!(draft.source.address.as_deref(), Some("https://example.org/a"));
    }
}
