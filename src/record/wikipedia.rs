//! Citations as templates of the English Wikipedia: `{{cite news}}`, `{{cite report}}`, `{{cite web}}` (Citation Style 1).
//!
//! An agency's story in an outlet has the agency in a field of its own, so that it is not taken for an author. Where the
//! address is this site's, `via` names the corpus. There is no `access-date`: nobody is known to have looked. Dates are in
//! the forms that the templates' module accepts, months first; bots rewrite them to an article's own form.

use super::{
    Record,
    citation::{Author, Citation, Kind, one_line},
    name::is_same,
    period::{DateStyle, Period, Shared, joined, month_first},
    prose::{capitalised, number, sentences},
};

/// `August 31, 2022`; the module wants spaces around the dash between two dates that have spaces.
const DATES: DateStyle = DateStyle { year: Shared::Last, month: Shared::First, point: month_first, dash: " – " };

/// The template on one line: `{{cite news |last=…}}`.
pub fn template(record: &Record) -> String {
    let citation = Citation::of(record);
    let (name, outlet) = template_for(&citation);
    let mut template = format!("{{{{cite {name}");
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            template.push_str(&format!(" |{name}={value}"));
        }
    };
    authors(&citation).into_iter().for_each(|(name, value)| put(&name, &value));
    put("date", &date(&citation));
    put("title", &title(&citation));
    put("url", &citation.url.map(address).unwrap_or_default());
    put("type", &genre(&citation, name).map(|genre| escape(&genre)).unwrap_or_default());
    put(outlet, &escape(citation.publisher.unwrap_or_default()));
    put("agency", &escape(&agencies(&citation).join(", ")));
    put("id", &escape(&number(&citation)));
    put("language", &escape(language(&record.language)));
    put("via", &escape(citation.collection.unwrap_or_default()));
    if let Some(passage) = citation.passage {
        match passage.page {
            Some(page) => put("page", &page.to_string()),
            None => put("at", &format!("para. {}", passage.paragraph)),
        }
        let is_verbatim = record.derivation.kind.is_verbatim();
        put("quote", &escape(if is_verbatim { &passage.quote } else { "" }));
    }
    let origin = sentences([escape(&citation.origin)]);
    joined([template + "}}", origin], " ")
}

/// Which template, and what it calls the outlet. `cite web` without an address would show an error.
fn template_for(citation: &Citation<'_>) -> (&'static str, &'static str) {
    match (citation.kind, citation.url) {
        (Kind::News, _) => ("news", "work"),
        (Kind::WebPage, Some(_)) => ("web", "website"),
        (Kind::Statement, Some(_)) => ("web", "publisher"),
        _ => ("report", "publisher"),
    }
}

/// What a document is, where its template would say something else: a `cite report` calls itself a report.
fn genre(citation: &Citation<'_>, template: &str) -> Option<String> {
    match &citation.genre {
        Some(genre) => Some(capitalised(genre)),
        None if citation.kind == Kind::WebPage && template == "report" => Some("Web page".into()),
        None => None,
    }
}

/// The fields of the authors: `last` and `first` of persons, `author` of others, with numbers where there are several.
fn authors(citation: &Citation<'_>) -> Vec<(String, String)> {
    let is_agency = citation.kind == Kind::News && !citation.has_byline;
    let authors = if is_agency { &[] } else { &*citation.authors };
    let numbered = |name: &str, at: usize| if authors.len() > 1 { format!("{name}{}", at + 1) } else { name.into() };
    let fields = authors.iter().enumerate().flat_map(|(at, author)| match author.person() {
        Some(person) => {
            let given = [person.given, person.suffix].join(" ");
            vec![(numbered("last", at), escape(person.family)), (numbered("first", at), escape(given.trim()))]
        }
        None => vec![(numbered("author", at), whole(author))],
    });
    fields.collect()
}

/// Double brackets keep the module from taking one name for several.
fn whole(author: &Author) -> String {
    let name = escape(&author.name);
    if author.name.contains([',', ';', '&']) { format!("(({name}))") } else { name }
}

fn agencies<'a>(citation: &Citation<'a>) -> Vec<&'a str> {
    let is_news = citation.kind == Kind::News;
    let agencies = citation.agencies.iter().map(String::as_str).filter(|_| is_news);
    agencies.filter(|agency| citation.publisher.is_none_or(|name| !is_same(name, agency))).collect()
}

fn title(citation: &Citation<'_>) -> String {
    let title = escape(citation.title);
    if citation.is_title_by_editors { format!("&#91;{title}&#93;") } else { title }
}

/// The module knows “c.” before a single year alone; an interval says itself that it is not exact.
fn date(citation: &Citation<'_>) -> String {
    match Period::of(citation) {
        Some(period) if period.is_about && period.last_year().is_none() => format!("c. {}", period.first_year()),
        Some(period) => period.written(&DATES),
        None => "n.d.".into(),
    }
}

/// The code of another language than English, without script and region, which the module does not know for all.
fn language(tag: &str) -> &str {
    let language = tag.split('-').next().unwrap_or_default();
    if matches!(language, "en" | "und") { "" } else { language }
}

/// Text that no wiki takes for markup: no template, link, tag, reference, signature, style, switch or entity.
fn escape(text: &str) -> String {
    let text = one_line(text);
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let is_markup = match character {
            '|' | '{' | '}' | '[' | ']' | '<' | '>' => true,
            // Harmless alone.
            '\'' | '~' | '_' => before == character || text[at + 1..].starts_with(character),
            '&' => is_entity(&text[at + 1..]),
            _ => false,
        };
        match is_markup {
            true => escaped.push_str(&format!("&#{};", character as u32)),
            false => escaped.push(character),
        }
        before = character;
    }
    escaped
}

/// Whether what follows an ampersand makes an entity of it.
fn is_entity(after: &str) -> bool {
    let name = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < after.len() && name.starts_with(';')
}

/// An address with what a template or a link would end at percent-encoded.
fn address(url: &str) -> String {
    let url = one_line(url);
    let mut address = String::with_capacity(url.len());
    let mut before = ' ';
    for (at, character) in url.char_indices() {
        let is_run = before == character || url[at + character.len_utf8()..].starts_with(character);
        match character {
            '|' | '{' | '}' | '[' | ']' | '<' | '>' | '"' | ' ' | '`' | '^' | '\\' => {
                address.push_str(&format!("%{:02X}", character as u32));
            }
            '\'' | '~' | '_' if is_run => address.push_str(&format!("%{:02X}", character as u32)),
            _ => address.push(character),
        }
        before = character;
    }
    address
}

#[cfg(test)]
mod tests {
    use super::{super::samples::check, *};

    #[test]
    fn templates_are_as_the_documentation_has_them() {
        check(
            template,
            &[
                (
                    "person",
                    "{{cite news |last=Farge |first=Emma |date=August 31, 2022 |title=China’s actions may be “crimes” \
                     |url=https://example.org/a |work=Reuters}}",
                ),
                (
                    "two persons",
                    "{{cite news |last1=Keten |first1=Jamey |last2=Lederer |first2=Edith M. |date=March 6, 2019 \
                     |title=Who will go? |url=https://site/#/d/a |work=Associated Press (AP) \
                     |via=The United Nations and Xinjiang}}",
                ),
                (
                    "four persons",
                    "{{cite news |last1=Li |first1=Wei |last2=de la Cruz |first2=Ana |last3=King \
                     |first3=Martin Luther Jr. |last4=Bell |first4=Jean-Paul |date=June 2021 |title=Voices \
                     |url=https://example.org/a |work=The New York Times}}",
                ),
                ("agency", "{{cite news |date=September 2, 2022 |title=Title |work=Asian Lite News |agency=ANI}}"),
                ("agency alone", "{{cite news |date=2022 |title=Title |agency=dpa, Reuters}}"),
                (
                    "outlet",
                    "{{cite news |date=August 31, 2022 |title=Title |url=https://example.org/a |work=The Guardian}}",
                ),
                ("nobody", "{{cite news |date=n.d. |title=Title}}"),
                ("no date", "{{cite news |last=Doe |first=Jane |date=n.d. |title=Title |work=Lite}}"),
                ("about", "{{cite news |last=Doe |first=Jane |date=c. 2022 |title=Title |work=Lite}}"),
                ("open", "{{cite news |last=Doe |first=Jane |date=n.d. |title=Title |work=Lite}}"),
                (
                    "two days",
                    "{{cite news |date=August 31 – September 2, 2022 |title=&#91;Round-up of reports&#93; \
                     |work=China Digital Times}}",
                ),
                (
                    "two years",
                    "{{cite news |last=Doe |first=Jane |date=December 30, 2022 – January 2, 2023 |title=Title |work=Lite}}",
                ),
                (
                    "report",
                    "{{cite report |author=OHCHR |date=August 31, 2022 |title=Assessment |url=https://example.org/a \
                     |publisher=United Nations |id=A/HRC/1}}",
                ),
                (
                    "numbered report",
                    "{{cite report |date=2022 |title=Assessment |url=https://example.org/a |publisher=OHCHR |id=No. 12}}",
                ),
                (
                    "statement",
                    "{{cite web |date=August 31, 2022 |title=Remarks |url=https://example.org/a |type=Press release \
                     |publisher=MFA}}",
                ),
                (
                    "web page",
                    "{{cite report |author=Watch Team |date=2022 |title=Title |type=Web page |publisher=Watch |language=ug}}",
                ),
                (
                    "passage",
                    "{{cite news |last=Farge |first=Emma |date=August 31, 2022 |title=Title |url=https://site/#/d/a?p=5 \
                     |work=Reuters |via=The United Nations and Xinjiang |at=para. 5 |quote=so it is}}",
                ),
                (
                    "page",
                    "{{cite report |last1=Keten |first1=Jamey |last2=Lederer |first2=Edith M. |date=2021–2022 |title=Title \
                     |url=https://example.org/a |publisher=United Nations |id=A/1 |page=2 |quote=so it is}}",
                ),
                (
                    "digest",
                    "{{cite web |author=Karez contributors |date=n.d. |title=UN cites crimes |url=https://site/#/d/a?p=5 \
                     |website=The United Nations and Xinjiang |at=para. 5}} Digest of: Emma Farge, AP, “UN cites crimes”, The Daily, 2022-08-31, https://example.org/a.",
                ),
                (
                    "translation",
                    "{{cite news |last=Doe |first=Jane |date=2022 |title=Title |url=https://example.org/a |work=Lite}} Translated by Jane Roe.",
                ),
                (
                    "passage by nobody",
                    "{{cite news |date=August 31, 2022 |title=They say “no” |url=https://example.org/a |work=Lite \
                     |at=para. 3}}",
                ),
                (
                    "specials",
                    "{{cite news |date=2022 |title=A &#123;&#123;b&#125;&#125; &#91;&#91;c&#93;&#93; &#124; d = e & 100 % \
                     &#60;ref&#62;&#39;&#39;f&#39;&#39;&#60;/ref&#62; &#126;&#126;&#126;&#126; $x_1$ \
                     |url=https://example.org/?a=%7Bb%7D%7C%5Bc%5D |work=&#123;Lite&#125; &#124; &#91;Co&#93;}}",
                ),
            ],
        );
    }

    #[test]
    fn text_is_no_markup() {
        let cases = [
            ("AT&T; Q&A", "AT&#38;T; Q&A"),
            ("&lt;b&gt; &#91;", "&#38;lt;b&#38;gt; &#38;#91;"),
            ("it's __NOTOC__", "it's &#95;&#95;NOTOC&#95;&#95;"),
            ("a\n* b", "a * b"),
            ("-{zh}- '''x", "-&#123;zh&#125;- &#39;&#39;&#39;x"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected);
        }
        assert_eq!(address("https://a/#/d/a?p=3~00000001~~~x y''"), "https://a/#/d/a?p=3~00000001%7E%7E%7Ex%20y%27%27");
        assert_eq!(whole(&Author::organisation("Bell & Sons, Ltd")), "((Bell & Sons, Ltd))");
    }

    proptest::proptest! {
        #[test]
        fn nothing_in_a_document_ends_its_template(text in "[|{}\\[\\]<>'~_&#;a\u{2028}\n=]{0,40}") {
            let record = Record { title: text.clone(), link: Some(format!("https://a/{text}")), ..Record::default() };
            let template = template(&record);
            let inner = template.strip_prefix("{{cite news |date=n.d.").and_then(|rest| rest.strip_suffix("}}")).unwrap();
            let named = [" |title=", " |url="].iter().filter(|name| inner.contains(**name)).count();
            proptest::prop_assert_eq!(inner.matches('|').count(), named);
            for markup in ["{", "}", "[", "]", "<", ">", "''", "~~~", "__", "\n"] {
                proptest::prop_assert!(!inner.contains(markup), "{}", inner);
            }
        }
    }
}
