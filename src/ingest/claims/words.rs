//! The words that the rules know, each list by what its words do in a sentence. All are in lower case.

use std::{collections::HashSet, sync::OnceLock};

/// A list of words.
pub struct Words {
    text: &'static str,
    set: OnceLock<HashSet<&'static str>>,
}

impl Words {
    const fn new(text: &'static str) -> Words {
        Words { text, set: OnceLock::new() }
    }

    /// Whether a word in lower case is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.iter().collect()).contains(word)
    }

    /// All of them, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.text.split_whitespace()
    }
}

/// Verbs after which “that” may be left out.
pub static SAY: Words = Words::new("said says added adds told tells");
/// Verbs after which “that” must stand, or a colon, or a quotation.
pub static STATE: Words = Words::new(
    "\
    stated states announced announces argued argues claimed claims denied denies warned warns insisted \
    insists noted notes explained explains wrote writes declared declares reported reports alleged \
    alleges reiterated reiterates stressed stresses emphasised emphasized emphasises emphasizes asserted \
    asserts admitted admits acknowledged acknowledges confirmed confirms concluded concludes maintained \
    maintains tweeted testified remarked replied recalled cautioned complained affirmed reaffirmed found",
);
/// Verbs that say something only with a quotation.
pub static CALL: Words = Words::new(
    "\
    called calls described describes dismissed dismisses branded labelled labeled termed denounced \
    denounces rejected rejects hailed welcomed criticised criticized condemned condemns cited cites",
);
/// All verbs of saying.
pub static VERBS: [&Words; 3] = [&SAY, &STATE, &CALL];
/// Verbs that also are plurals of nouns: “media reports that …”.
pub static ALSO_NOUNS: Words = Words::new("claims reports states notes calls tells");
/// Between a speaker and the verb.
pub static BETWEEN: Words = Words::new(
    "\
    has have had also later then earlier once again already further himself herself itself themselves \
    now often always recently just",
);
/// Directly before the verb, these make it something else than an act of saying.
pub static UNDO: Words = Words::new(
    "\
    is are was were be been being am to not never who which that would will could can may might shall \
    should must cannot do does did having the a an as it there so what i we you if or than this no \
    nobody nothing",
);
/// Before the speaker, these make the sentence a condition or the saying a part of something else.
pub static SUPPOSE: Words = Words::new("if whether unless that which what who whom whose than how why suppose until");
/// Prepositions.
pub static PREPOSITIONS: Words = Words::new(
    "\
    of in on for from at by with to near against between about over under into among through toward \
    towards behind inside",
);
/// Begin a noun phrase.
pub static DETERMINERS: Words = Words::new(
    "\
    the a an its his her their some many several another other these those this both two three four five \
    most all",
);
/// Never part of a name or of what speaks.
pub static FUNCTION_WORDS: Words = Words::new(
    "\
    and but or so as when while after before because since although though where also then yet however \
    meanwhile later earlier today yesterday is are was were has have had be been not it there during \
    following despite if even",
);
/// Days of the week.
pub static DAYS: Words = Words::new("monday tuesday wednesday thursday friday saturday sunday");
/// Nouns that speak.
pub static SPEAKERS: Words = Words::new(
    "\
    spokesman spokeswoman spokesperson spokespeople official ministry minister government report \
    statement office mission agency police president ambassador envoy diplomat activist expert group \
    organisation organization committee commission court lawyer witness document letter article study \
    newspaper authority researcher analyst survivor leader director representative delegation council \
    party assessment chief rapporteur head author resident scholar secretary-general embassy \
    commissioner chairman chairwoman chairperson adviser campaigner critic source observer academic \
    professor journalist spokesmen senator lawmaker judge tribunal company coalition alliance paper \
    prosecutor secretary editorial commentary mother",
);
/// Outlets that pass on what others told them; others are known from `entities.csv`.
pub static OUTLETS: Words = Words::new(
    "\
    rfa afp ap bbc cnn voa npr reuters xinhua tass bloomberg ani dpa nhk guardian politico axios \
    newsweek",
);
/// Begin a clause that follows a verb of saying without “that”.
pub static CLAUSE_STARTS: Words = Words::new(
    "\
    the a an it he she they his her its their there this these those some many all both more no most \
    such only",
);
/// Begin sentences with a capital and are nobody.
pub static NOBODY: Words = Words::new(
    "\
    some others many one all most both few several this these those that there it he she they we i you \
    who what nobody everyone everybody someone such here none neither either no yes so now another each",
);
/// End the name or the noun phrase that follows a verb of saying.
pub static SPEAKER_ENDS: Words = Words::new(
    "\
    that who which after before during as when while has have had is was were will would but because \
    late early last this following",
);
/// Follow the verb of a sentence whose statement stands before it: “…, X said on Monday”.
pub static CLOSES: Words = Words::new("in on at to during after when while before last late early");
/// Begin what is told of a name behind its comma: “Jane Doe, head of the office, said”.
pub static APPOSITIONS: Words = Words::new(
    "\
    who cited quoted speaking citing president director head chief spokesman spokeswoman",
);
/// Open a clause or a phrase that only leads to the sentence: “In a letter to the Council, X said”.
pub static OPENINGS: Words = Words::new(
    "\
    as when while after before since because although though during following despite asked speaking",
);
/// A number after one of these names a thing and counts nothing.
pub static NAMED_BY_NUMBER: Words = Words::new(
    "\
    article articles resolution resolutions paragraph paragraphs chapter section sections no nos number \
    page goal goals annex figure table item items part phase session volume version agenda decision rule \
    vision protocol",
);
/// After these a small number points back to what was counted before: “the two countries”.
pub static POINTING: Words = Words::new("the these those our their its his her your my other first last next all both");
/// Of “twenty-first”, which counts nothing.
pub static ORDINALS: Words =
    Words::new("first second third fourth fifth sixth seventh eighth ninth fold yearly odd some");
/// Beyond one of these stands something else than what a figure is about.
pub static CLAUSE_ENDS: Words = Words::new("who which that and but or when while because");
/// Behind a figure these begin what is said about it: “48 pages are missing”.
pub static SAY_MORE: Words = Words::new("is are was were has have had");
/// No nouns, although they end in `s`, and nothing behind them belongs to the number.
pub static NO_NOUNS: Words = Words::new(
    "\
    is was has does as this its his us yes thus perhaps always less versus plus towards besides \
    sometimes of and or to in on for from by with that which who says others",
);
/// Words that stand beside any figure.
pub static VAGUE: Words = Words::new(
    "\
    nearly almost about around approximately over estimated total only roughly year said least per",
);
/// What is counted so belongs to what happened and is nobody's claim by itself: “after four years”, “three times”.
pub static OF_TIME: Words = Words::new(
    "\
    year month week day hour minute second decade century time thing way occasion step",
);
