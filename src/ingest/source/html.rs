//! HTML and saved pages: the main text as blocks, what stands around it marked as boilerplate, and what the page's tags
//! say about it.

use std::collections::HashMap;

use ego_tree::{NodeId, NodeRef, iter::Edge};
use scraper::{ElementRef, Html as Tree, Node};

use super::{
    context::{Context, Kind},
    page_tags,
    prose::BlockBuilder,
    rules::{Css, SourceRules},
    sample::Sample,
};
use crate::{
    corpus::{Block, BlockKind, Mark},
    ingest::draft::Draft,
};

/// Pages of the web, also as browsers save them.
pub struct Html;

impl Kind for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        let text = sample.text().to_ascii_lowercase();
        let start = text.trim_start();
        let is_page = start.starts_with("<!doctype html") || start.starts_with("<html");
        // Saved pages begin with a remark of the browser, XHTML with a declaration.
        let has_root = (start.starts_with("<!--") || start.starts_with("<?xml")) && start.contains("<html");
        is_page || has_root || (sample.has_extension(&["html", "htm", "xhtml", "shtml"]) && start.contains('<'))
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let mut draft = Draft::of(context.file, &bytes);
        let declared = context.declared.clone().or_else(|| declared_encoding(&bytes));
        let Some(text) = context.decode_as(bytes, declared.as_deref()) else { return Vec::new() };
        let tree = Tree::parse_document(&text);
        page_tags::read(&tree, &text, &mut draft);
        draft.blocks = blocks(&tree, context.rules);
        if draft.blocks.iter().all(Block::is_furniture) {
            context.warn(0, "no text was found in the page", "save the page again once it shows its text");
            if draft.blocks.is_empty() {
                return Vec::new();
            }
        }
        vec![draft]
    }
}

/// What `<meta charset>`, its longer form or an XML declaration in the first bytes says.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after = |mark: &str| head.split_once(mark).map(|(_, rest)| rest.trim_start_matches(['"', '\'', ' ', '=']));
    let rest = after("charset").or_else(|| after("encoding"))?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(rest.len());
    Some(rest[..end].to_owned()).filter(|label| !label.is_empty())
}

type Element<'a> = NodeRef<'a, Node>;

/// Elements whose text is nobody's reading.
const SILENT: [&str; 17] = [
    "script", "style", "template", "svg", "math", "iframe", "object", "embed", "head", "title", "noscript", "canvas",
    "audio", "video", "datalist", "map", "dialog",
];
/// Elements that hold what stands around a text.
const AROUND: [&str; 7] = ["nav", "aside", "footer", "form", "button", "select", "menu"];
/// The same, in the names that pages give to their parts. Whole words of a class or an id.
const AROUND_NAMES: [&str; 30] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "footer",
    "share",
    "sharing",
    "social",
    "related",
    "recommended",
    "newsletter",
    "subscribe",
    "subscription",
    "cookie",
    "cookies",
    "consent",
    "advert",
    "advertisement",
    "ads",
    "promo",
    "comments",
    "respond",
    "popup",
    "modal",
    "banner",
    "skip-link",
    "pagination",
];

fn name<'a>(node: &Element<'a>) -> &'a str {
    node.value().as_element().map_or("", |element| element.name())
}

fn attribute<'a>(node: &Element<'a>, key: &str) -> Option<&'a str> {
    node.value().as_element().and_then(|element| element.attr(key))
}

/// The blocks of a page, boilerplate included.
fn blocks(tree: &Tree, rules: &SourceRules) -> Vec<Block> {
    let chosen = rules.main.as_ref().and_then(|css| tree.select(&css.0).next()).map(|found| *found);
    let main = chosen.or_else(|| main_text(tree));
    let is_around = |node: &Element| is_boilerplate(node) || is_selected(node, &rules.hide);
    let mut walker = Walker { main: main.map(|node| node.id()), ..Walker::default() };
    walker.walk(tree.tree.root(), &is_around);
    walker.builder.finish()
}

fn is_selected(node: &Element, selectors: &[Css]) -> bool {
    let element = ElementRef::wrap(*node);
    element.is_some_and(|element| selectors.iter().any(|css| css.0.matches(&element)))
}

/// The blocks of a whole body, for books and mails, which have no boilerplate.
pub fn all_blocks(html: &str) -> Vec<Block> {
    let tree = Tree::parse_document(html);
    let mut walker = Walker::default();
    walker.walk(tree.tree.root(), &|_| false);
    walker.builder.finish()
}

fn is_boilerplate(node: &Element) -> bool {
    let Some(element) = node.value().as_element() else { return false };
    let role = element.attr("role").unwrap_or_default();
    let is_hidden = element.attr("hidden").is_some() || element.attr("aria-hidden") == Some("true");
    if is_hidden || ["navigation", "banner", "contentinfo", "complementary", "search", "dialog"].contains(&role) {
        return true;
    }
    // The head of an article holds its title; the head of the page does not.
    let is_page_head = element.name() == "header" && !has_ancestor(node, &["article", "main"]) && !has_heading(node);
    // A comment section of its own is an article too.
    AROUND.contains(&element.name()) || is_page_head || is_named_boilerplate(element)
}

fn is_named_boilerplate(element: &scraper::node::Element) -> bool {
    if ["html", "body", "main", "article", "p", "h1", "h2", "h3"].contains(&element.name()) {
        return false;
    }
    let names = [element.attr("id"), element.attr("class")].into_iter().flatten().flat_map(str::split_whitespace);
    names.flat_map(|name| name.split('_')).any(|name| {
        let name = name.to_ascii_lowercase();
        AROUND_NAMES.contains(&name.as_str()) || name.split('-').next().is_some_and(|word| AROUND_NAMES.contains(&word))
    })
}

fn has_ancestor(node: &Element, names: &[&str]) -> bool {
    node.ancestors().any(|ancestor| names.contains(&name(&ancestor)))
}

fn has_heading(node: &Element) -> bool {
    node.descendants().any(|inner| name(&inner) == "h1")
}

/// The element that holds the main text: the one the page names, where it has most of the prose, and else the one with
/// most prose in its own paragraphs. `None` when there is so little prose that all of the page counts.
fn main_text<'a>(tree: &'a Tree) -> Option<Element<'a>> {
    let root = tree.tree.root();
    let measures = measure(&root);
    let of = |node: &Element| measures.get(&node.id()).copied().unwrap_or_default();
    let all = of(&root).prose;
    if all < MIN_PROSE {
        return None;
    }
    let is_named = |node: &Element| {
        let is_body = attribute(node, "itemprop") == Some("articleBody");
        is_body || matches!(name(node), "main" | "article") || attribute(node, "role") == Some("main")
    };
    let named: Vec<Element> = root.descendants().filter(|node| is_named(node) && of(node).prose * 2 > all).collect();
    if let Some(most) = named.iter().map(|node| of(node).prose).max() {
        // The innermost of those with nearly all: an article inside of `main`, not the list of articles.
        return named.into_iter().rev().find(|node| of(node).prose * 10 >= most * 9);
    }
    let mut best: Option<Element> = None;
    for node in root.descendants().filter(|node| ["div", "section", "td", "body"].contains(&name(node))) {
        let is_better = best.as_ref().is_none_or(|best| of(&node).own > of(best).own);
        if is_better && !node.ancestors().any(|ancestor| is_boilerplate(&ancestor)) {
            best = Some(node);
        }
    }
    let mut node = best.filter(|node| of(node).own * 4 >= all)?;
    // Parts of one text often stand in neighbouring elements: go up while that brings much more prose than boilerplate.
    while let Some(parent) = node.parent().filter(|parent| !["body", "html", ""].contains(&name(parent))) {
        let (more, less) = (of(&parent), of(&node));
        if more.prose * 4 > less.prose.max(less.own) * 5 && more.text * 2 < more.prose * 3 {
            node = parent
        } else {
            break;
        }
    }
    Some(node)
}

/// Less prose than this (two sentences) does not say which part of a page is the main one.
const MIN_PROSE: usize = 200;

/// Lengths of the text of an element, in bytes and without that of links.
#[derive(Debug, Clone, Copy, Default)]
struct Measure {
    text: usize,
    /// What of it is in paragraphs that are not boilerplate.
    prose: usize,
    /// What of it is in paragraphs that are children of the element.
    own: usize,
}

/// Measures all elements in one walk.
fn measure(root: &Element) -> HashMap<NodeId, Measure> {
    let mut measures = HashMap::new();
    let mut open: Vec<Measure> = vec![Measure::default()];
    let mut silent = 0_u32;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if silent == 0 => {
                    open.iter_mut().last().into_iter().for_each(|around| around.text += text.trim().len())
                }
                _ => {
                    silent += u32::from(is_silent(&node));
                    open.push(Measure::default());
                }
            },
            Edge::Close(node) if node.value().is_text() && silent == 0 => {}
            Edge::Close(node) => {
                silent -= u32::from(is_silent(&node));
                let mut own = open.pop().unwrap_or_default();
                if ["p", "blockquote", "pre"].contains(&name(&node)) {
                    own.prose = own.text;
                }
                measures.insert(node.id(), own);
                let Some(around) = open.last_mut() else { continue };
                around.text += own.text;
                if !is_boilerplate(&node) {
                    around.prose += own.prose;
                    around.own += if is_paragraph(&node) { own.text } else { 0 };
                }
            }
        }
    }
    measures
}

fn is_silent(node: &Element) -> bool {
    name(node) == "a" || SILENT.contains(&name(node))
}

fn is_paragraph(node: &Element) -> bool {
    ["p", "blockquote", "pre", "ul", "ol", "h2", "h3"].contains(&name(node))
}

/// Walks the tree without recursion: pages can be nested as deeply as they are long.
#[derive(Default)]
struct Walker {
    main: Option<NodeId>,
    builder: BlockBuilder,
    /// How many elements of boilerplate are around.
    around: u32,
    silent: u32,
    /// How many cells of data tables are around.
    cells: u32,
    is_in_main: u32,
    /// For each table around, whether it holds data.
    tables: Vec<bool>,
    languages: Vec<String>,
}

impl Walker {
    fn walk(&mut self, root: Element, is_around: &dyn Fn(&Element) -> bool) {
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) => self.open(&node, is_around),
                Edge::Close(node) => self.close(&node, is_around),
            }
        }
    }

    fn open(&mut self, node: &Element, is_around: &dyn Fn(&Element) -> bool) {
        if let Some(text) = node.value().as_text() {
            if self.silent == 0 {
                self.builder.text(text);
            }
            return;
        }
        let tag = name(node);
        if tag.is_empty() {
            return;
        }
        if SILENT.contains(&tag) {
            self.silent += 1;
        }
        if Some(node.id()) == self.main {
            self.builder.end_block();
            self.is_in_main += 1;
        }
        if is_around(node) {
            self.builder.end_block();
            self.around += 1;
        }
        if let Some(language) = attribute(node, "lang").or_else(|| attribute(node, "xml:lang")) {
            self.builder.end_block();
            self.languages.push(language.trim().into());
        }
        self.describe();
        self.begin(node, tag);
    }

    fn close(&mut self, node: &Element, is_around: &dyn Fn(&Element) -> bool) {
        let tag = name(node);
        if tag.is_empty() {
            return;
        }
        self.end(tag);
        if SILENT.contains(&tag) {
            self.silent -= 1;
        }
        if Some(node.id()) == self.main {
            self.builder.end_block();
            self.is_in_main -= 1;
        }
        if is_around(node) {
            self.builder.end_block();
            self.around -= 1;
        }
        if attribute(node, "lang").is_some() || attribute(node, "xml:lang").is_some() {
            self.builder.end_block();
            self.languages.pop();
        }
        self.describe();
    }

    fn is_in_data(&self) -> bool {
        self.tables.last().copied().unwrap_or_default()
    }

    /// Tells the builder what holds for the text that follows.
    fn describe(&mut self) {
        let is_outside = self.main.is_some() && self.is_in_main == 0;
        self.builder.is_boilerplate = self.around > 0 || is_outside;
        // The page's own language is the document's.
        let is_own = self.languages.len() < 2 || self.languages.last() == self.languages.first();
        self.builder.language = self.languages.last().filter(|_| !is_own).cloned().unwrap_or_default();
    }

    fn begin(&mut self, node: &Element, tag: &str) {
        match tag {
            "br" => self.builder.line_break(),
            "table" => {
                self.builder.end_block();
                self.tables.push(is_data_table(node));
            }
            "td" | "th" if self.is_in_data() => {
                self.cells += 1;
                self.builder.cell();
            }
            "tr" if self.is_in_data() => self.builder.begin(BlockKind::TableRow),
            _ if self.cells > 0 => self.builder.text(if is_block(tag) { " " } else { "" }),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let is_title_outside = tag == "h1" && self.is_in_main == 0 && self.around == 0;
                self.builder.begin(BlockKind::Heading(tag.as_bytes()[1] - b'0'));
                if is_title_outside {
                    self.builder.is_boilerplate = false;
                }
            }
            "pre" => self.builder.begin(BlockKind::Preformatted),
            "blockquote" => {
                self.builder.enter(BlockKind::Quote);
                self.builder.publisher = attribute(node, "cite").and_then(page_tags::host).map(Mark::Publisher);
            }
            "li" | "dt" | "dd" => self.builder.enter(BlockKind::ListItem),
            tag if is_block(tag) => self.builder.end_block(),
            _ => {}
        }
    }

    fn end(&mut self, tag: &str) {
        match tag {
            "td" | "th" if self.is_in_data() => self.cells = self.cells.saturating_sub(1),
            "tr" if self.is_in_data() => self.builder.end_block(),
            "table" => {
                self.builder.end_block();
                self.tables.pop();
            }
            _ if self.cells > 0 => {}
            "blockquote" => {
                self.builder.leave();
                self.builder.publisher = None;
            }
            "li" | "dt" | "dd" => self.builder.leave(),
            "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.builder.end_block(),
            tag if is_block(tag) => self.builder.end_block(),
            _ => {}
        }
    }
}

fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "figure"
            | "figcaption"
            | "address"
            | "details"
            | "summary"
            | "form"
            | "fieldset"
            | "hr"
            | "body"
            | "center"
            | "tbody"
            | "thead"
            | "tfoot"
            | "button"
            | "option"
            | "label"
            | "select"
            | "textarea"
            | "legend"
    )
}

/// Pages of old are laid out in tables: a table with another one or with several paragraphs in a cell is no data.
fn is_data_table(table: &Element) -> bool {
    let role = attribute(table, "role");
    let is_said = role == Some("presentation") || role == Some("none");
    let is_text = |inner: Element| matches!(name(&inner), "table" | "h1" | "h2" | "blockquote" | "article");
    let has_prose = || {
        let cells = table.descendants().filter(|inner| name(inner) == "td");
        cells.take(200).any(|cell| cell.children().filter(|child| name(child) == "p").count() > 2)
    };
    !is_said && !table.descendants().skip(1).any(is_text) && !has_prose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::source::rulebook::Rulebook;

    fn read_with(rules: &str, html: &str) -> Vec<Block> {
        let rulebook = Rulebook::parse(rules).unwrap();
        let mut context = Context::new("a.html", &rulebook);
        Html.read(html.into(), &mut context).pop().map(|draft| draft.blocks).unwrap_or_default()
    }

    fn check(html: &str, expected: &[(BlockKind, &str)]) {
        let found = all_blocks(html);
        let found: Vec<(BlockKind, &str)> = found.iter().map(|block| (block.kind, block.text.as_str())).collect();
        assert_eq!(found, expected, "{html}");
    }

    fn shown(blocks: &[Block]) -> Vec<&str> {
        blocks.iter().filter(|block| !block.is_furniture()).map(|block| block.text.as_str()).collect()
    }

    fn hidden(blocks: &[Block]) -> Vec<&str> {
        blocks.iter().filter(|block| block.is_furniture()).map(|block| block.text.as_str()).collect()
    }

    const PROSE: &str = "The committee met on Tuesday and heard the rapporteur, who presented the findings of a year. \
                         Delegates of several states asked for more time to consider what the report recommends.";

    #[test]
    fn blocks_keep_their_kind() {
        use BlockKind::*;
        check(
            "<h2>A</h2><p>One <b>two</b>\n three</p>four",
            &[(Heading(2), "A"), (Paragraph, "One two three"), (Paragraph, "four")],
        );
        check(
            "<ul><li>a<li><p>b</p><p>c</p><ol><li>d</ol></ul>",
            &[(ListItem, "a"), (ListItem, "b"), (ListItem, "c"), (ListItem, "d")],
        );
        check("<blockquote><p>a</p><p>b</p></blockquote>c", &[(Quote, "a"), (Quote, "b"), (Paragraph, "c")]);
        check(
            "<table><tr><th>a<th>b<tr><td>1<td><p>2</p><p>3</p></table>",
            &[(TableRow, "a | b"), (TableRow, "1 | 2 3")],
        );
        check("<table><tr><td><table><tr><td>x</table><td><p>y</p></table>", &[(TableRow, "x"), (Paragraph, "y")]);
        check("<pre>a\n  b</pre>", &[(Preformatted, "a\n  b")]);
        check("a<br>b<br><br>c", &[(Paragraph, "a\nb"), (Paragraph, "c")]);
        check("<p>a&nbsp;&lt;b&gt;&amp;<script>alert(1)</script><style>x</style></p>", &[(Paragraph, "a <b>&")]);
    }

    #[test]
    fn what_stands_around_the_text_is_boilerplate_and_not_lost() {
        let page = format!(
            "<body><header><a href=/>Home</a></header><nav>Menu</nav><article><h1>Title</h1><p>{PROSE}</p>\
             <div class='share-bar'>Share this</div><p>{PROSE}</p></article><aside>More news</aside>\
             <footer>All rights reserved</footer></body>"
        );
        let blocks = read_with("", &page);
        assert_eq!(shown(&blocks), ["Title", PROSE, PROSE]);
        assert_eq!(hidden(&blocks), ["Home", "Menu", "Share this", "More news", "All rights reserved"]);
    }

    #[test]
    fn the_main_text_is_found_in_pages_that_do_not_name_it() {
        let page = format!(
            "<body><div id=top>Site</div><h1>Title</h1><div class=wrap><div class=left><p>Login here</p></div>\
             <div class=text><p>{PROSE}</p><p>{PROSE}</p><ul><li>Point</li></ul></div></div><div>Contact</div></body>"
        );
        let blocks = read_with("", &page);
        assert_eq!(shown(&blocks), ["Title", PROSE, PROSE, "Point"]);
        assert_eq!(hidden(&blocks), ["Site", "Login here", "Contact"]);
    }

    #[test]
    fn rules_say_where_the_text_is() {
        let page =
            format!("<article><p>{PROSE}</p><p>{PROSE}</p></article><div id=x><p>Short.</p><i class=y>No</i></div>");
        let blocks = read_with("[[sources]]\nmain = '#x'\nhide = ['.y']", &page);
        assert_eq!(shown(&blocks), ["Short."]);
    }

    #[test]
    fn parts_in_another_language_are_known() {
        let blocks = read_with("", "<html lang=en><p>One</p><p lang=ug>ئىككى</p><p>Three</p>");
        let languages: Vec<&str> = blocks.iter().map(|block| block.language.as_str()).collect();
        assert_eq!(languages, ["", "ug", ""]);
    }

    #[test]
    fn quotes_carry_their_publisher() {
        let blocks = all_blocks("<blockquote cite='https://www.example.org/a'>Said</blockquote><p>Then</p>");
        assert_eq!((blocks[0].publisher(), blocks[1].publisher()), (Some("example.org"), None));
    }

    #[test]
    fn declared_encodings_are_read() {
        let cases = [
            ("<meta charset=gb2312>", Some("gb2312")),
            ("<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">", Some("windows-1251")),
            ("<?xml version='1.0' encoding='Big5'?>", Some("big5")),
            ("<p>", None),
        ];
        for (html, label) in cases {
            assert_eq!(declared_encoding(html.as_bytes()).as_deref(), label, "{html}");
        }
    }

    #[test]
    fn any_depth_is_read() {
        assert_eq!(all_blocks(&("<div>".repeat(5_000) + "x")).len(), 1);
    }
}
