//! The words that the rules know, each list by what its words do in a sentence. All are in lower case.

use std::{
    collections::{HashMap, HashSet},
    sync::{LazyLock, OnceLock},
};

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

// -------------------------------------------------------------------------------------------------- verbs of saying

/// What makes a verb one of saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// “That” may be left out: “X said the road was closed”.
    Say,
    /// “That” must stand, or a colon, or a quotation; or the statement comes first: “…, X explained”.
    State,
    /// How a quotation was uttered: “…,” X sobbed.
    Utter,
    /// Says something only with a quotation: X called it “…”.
    Call,
    /// Says something by itself: “X denied wrongdoing”.
    Act,
    /// Says something with a number: “X counted 40 boats”.
    Count,
    /// What a text does: “X's report shows that …”.
    Show,
}

/// The form of a verb, as far as English tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// “say”, which needs a subject in the plural.
    Plain,
    /// “says”.
    Third,
    /// “said”.
    Past,
    /// “saying”.
    Participle,
}

/// The verbs of saying by kind. Irregular past tenses and those that double a letter stand behind a slash.
const VERBS: [(Saying, &str); 7] = [
    (Saying::Say, "say/said add tell/told reckon"),
    (
        Saying::State,
        "state announce argue claim deny warn insist note explain write/wrote declare report allege reiterate stress \
         emphasise emphasize assert admit/admitted acknowledge confirm conclude maintain tweet testify remark reply recall \
         caution complain affirm reaffirm find/found joke observe respond answer contend concede joke boast promise predict \
         suggest recount point counter assure agree believe fear hope mention plead/pleaded quip/quipped regret/regretted \
         dispute reveal submit/submitted accept indicate deplore underscore underline highlight remind echo vow pledge swear/swore hint guess think/thought calculate lament retort confess proclaim object protest \
         propose recommend threaten signal opine muse worry grumble post blog estimate feel/felt",
    ),
    (
        Saying::Utter,
        "shout sob/sobbed grin/grinned laugh cry whisper mutter sigh exclaim snap/snapped smile yell groan chuckle \
         murmur shrug/shrugged fume rage gush blast beam snarl bark hiss growl gasp sniff scoff sneer reflect thunder enthuse \
         continue begin/began nod/nodded conclude warn offer demand interject",
    ),
    (
        Saying::Call,
        "call describe dismiss brand label/labelled label/labeled term denounce reject hail criticise criticize cite speak/spoke",
    ),
    (
        Saying::Act,
        "accuse blame urge promise deny admit/admitted condemn welcome boast dispute deplore notify inform vow pledge demand threaten warn apologise apologize",
    ),
    (
        Saying::Count,
        "find/found count record estimate expect forecast/forecast put/put predict document identify log/logged list register verify tally",
    ),
    (Saying::Show, "show reveal find/found conclude suggest indicate give/gave put/put detail"),
];

/// What each form of a verb of saying may be.
static FORMS: LazyLock<HashMap<String, (Form, Vec<Saying>)>> = LazyLock::new(|| {
    let mut forms: HashMap<String, (Form, Vec<Saying>)> = HashMap::new();
    for (saying, verbs) in VERBS {
        for verb in verbs.split_whitespace() {
            for (form, written) in inflected(verb) {
                let sayings = &mut forms.entry(written).or_insert((form, Vec::new())).1;
                if !sayings.contains(&saying) {
                    sayings.push(saying);
                }
            }
        }
    }
    forms
});

/// All forms of a verb of the list.
fn inflected(verb: &str) -> [(Form, String); 4] {
    let (plain, past) = verb.split_once('/').map_or((verb, None), |(plain, past)| (plain, Some(past)));
    let stem = plain.strip_suffix('e').unwrap_or(plain);
    let in_y = plain.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o']));
    let sibilant = ["s", "sh", "ch", "x"].iter().any(|end| plain.ends_with(end));
    let third = match in_y {
        Some(stem) => format!("{stem}ies"),
        None => format!("{plain}{}", if sibilant { "es" } else { "s" }),
    };
    let regular = in_y.map_or_else(|| format!("{stem}ed"), |stem| format!("{stem}ied"));
    // A doubled letter of the past is doubled here, too.
    let doubled = past.and_then(|past| past.strip_suffix("ed")).unwrap_or(stem);
    let participle = format!("{doubled}ing");
    let past = past.map_or(regular, str::to_owned);
    [(Form::Past, past), (Form::Third, third), (Form::Participle, participle), (Form::Plain, plain.to_owned())]
}

/// The form of a verb of saying, and what it may be; none for any other word.
pub fn verb(word: &str) -> Option<(Form, &'static [Saying])> {
    FORMS.get(word).map(|(form, sayings)| (*form, sayings.as_slice()))
}

/// Whether a word is a finite verb of saying, or a form that looks like one.
pub fn is_verb(word: &str) -> bool {
    verb(word).is_some_and(|(form, _)| matches!(form, Form::Past | Form::Third))
}

/// What a sentence with a speaker has: a verb of saying or another cue.
pub fn cues() -> impl Iterator<Item = &'static str> {
    FORMS.keys().map(String::as_str).chain(["according", "per", "by", ":", "”", "\""])
}

/// Verbs that also are nouns: “media reports that …”, “the claims …”.
pub static ALSO_NOUNS: Words = Words::new(
    "claims reports states notes calls tells claim report state note call answers answer counts count shows show points \
     point records record replies reply labels label brands brand terms term promises promise fears fear hopes hope \
     cries cry laughs laugh regrets regret thought posts post blogs blog objects object signals signal protests protest vows vow pledges pledge demands \
     demand offers offer begins continues worries worry guess nods nod estimates estimate forecasts forecast blame details detail stress disputes \
     dispute finds find puts put suggests reveals boasts boast documents document lists list logs log registers register",
);

/// Between a speaker and the verb.
pub static BETWEEN: Words = Words::new(
    "has have had also later then earlier once again already further himself herself itself themselves now often always \
     recently just once yesterday today still even",
);
/// Directly before the verb, these make it something else than an act of saying.
pub static UNDO: Words = Words::new(
    "is are was were be been being am to not never who which that would will could can may might shall should must cannot do \
     does did having the a an as it there so what i we you if or than this no nobody nothing neither nor",
);
/// Before the speaker, these make the sentence a condition or the saying a part of something else.
pub static SUPPOSE: Words =
    Words::new("if whether unless that which what who whom whose than how why suppose until where");

// ---------------------------------------------------------------------------------------------------- noun phrases

/// Prepositions.
pub static PREPOSITIONS: Words = Words::new(
    "of in on for from at by with to near against between about over under into among through toward towards behind inside \
     within across around since after before during without",
);
/// Begin a noun phrase.
pub static DETERMINERS: Words = Words::new(
    "the a an its his her their some many several another other these those this both two three four five six most all one",
);
/// Between the parts of a name.
pub static PARTICLES: Words = Words::new("de al bin van von el da ul der den la le du dos di ten ter ibn abu");
/// Stand for whoever was named before.
pub static PRONOUNS: Words = Words::new("he she they it");
/// Never part of a name or of what speaks.
pub static FUNCTION_WORDS: Words = Words::new(
    "and but or so as when while because although though where also then yet however meanwhile later earlier is are was were has have had be been not it there following despite if even now here",
);
/// Days of the week.
pub static DAYS: Words = Words::new("monday tuesday wednesday thursday friday saturday sunday");
/// Before a name: what its bearer is. The last of them stands directly before it.
pub static OFFICES: Words = Words::new(
    "mr mrs ms mx miss dr prof professor sir dame lord lady rev mr. mrs. ms. dr. prof. gen. sen. rep. gov. president minister \
     premier chancellor secretary secretary-general general governor senator congressman congresswoman representative \
     ambassador envoy commissioner chairman chairwoman chair director spokesman spokeswoman spokesperson mayor king queen \
     prince princess pope bishop archbishop cardinal judge justice inspector constable sergeant captain colonel major \
     lieutenant commander admiral detective superintendent officer ceo cfo coo doctor mp mep rapporteur speaker leader \
     councillor councilman councilwoman hubby attorney chief imam sheikh ayatollah pastor father sister brother coach nurse \
     supervisor deputy delegate baroness baron count countess viscount sheriff private corporal brigadier trooper marshal warden \
     provost dean monsignor rabbi canon deacon abbot cllr cllr. insp det supt sgt sgt. lt lt. col col. capt capt. cpl pte hon \
     hon. rt taoiseach sultan emir emperor empress duke duchess earl mufti mullah lama",
);
/// What may be a part of an office.
pub static TITLES: Words = Words::new(
    "mr mrs ms mx miss dr prof professor sir dame lord lady rev mr. mrs. ms. dr. prof. gen. sen. rep. gov. st. prime deputy \
     vice former acting senior foreign interior defence defense finance health education justice special chief president \
     minister premier chancellor secretary secretary-general general governor senator congressman congresswoman \
     representative ambassador envoy commissioner chairman chairwoman chair director spokesman spokeswoman spokesperson mayor \
     king queen prince princess pope bishop archbishop cardinal judge inspector constable sergeant captain colonel major \
     lieutenant commander admiral detective superintendent officer ceo cfo coo professor doctor mp mep rapporteur high \
     speaker leader councillor hubby attorney state un u.n. us u.s. uk u.k. eu chinese british american french german",
);
/// Names of bodies, which go on over “of” and “for”.
pub static BODIES: Words = Words::new(
    "office ministry department council committee commission university institute society association union federation \
     party court tribunal bureau agency house chamber bank school academy centre center museum league organisation \
     organization group campaign coalition network friends board secretariat mission embassy minister secretary reporters \
     doctors",
);
/// Nouns that speak.
pub static SPEAKERS: Words = Words::new(
    "spokesman spokeswoman spokesperson spokespeople spokesmen official ministry minister government office mission agency \
     police president ambassador envoy diplomat activist expert group organisation organization committee commission court \
     lawyer witness authority researcher analyst survivor leader director representative delegation council party chief \
     rapporteur head author resident scholar secretary-general embassy commissioner chairman chairwoman chairperson adviser \
     campaigner critic source observer academic professor journalist senator lawmaker judge tribunal company coalition \
     alliance prosecutor prosecution defence secretary mother father brother sister son daughter wife husband widow uncle \
     aunt neighbour neighbor family relative friend man woman boy girl child student pupil teacher doctor nurse farmer \
     worker union federation association society charity trust foundation hospital school university college bank airline \
     firm operator regulator watchdog department bureau service force army military navy coastguard mayor governor \
     officer detective inspector constable barrister solicitor counsel counsellor vet economist scientist historian \
     archivist archaeologist seismologist geologist engineer rescuer driver pilot captain negotiator mediator organiser \
     organizer owner tenant fisherman fishermen employer employee staff crew team aide insider veteran victim rebel militia \
     opposition side camp campaign movement network institute institution think-tank team panel inquiry jury person people \
     stewardess steward passenger guest host guide priest bishop imam monk nun rabbi doctor volunteer coordinator treasurer \
     executive manager chair boss owner founder editor reporter publisher writer poet painter singer actor player coach \
     trainer supporter fan visitor tourist customer shopper seller trader producer maker builder \
     commuter media press member signatory shopkeeper beekeeper goalkeeper housekeeper colleague classmate cousin nephew niece grandmother grandfather grandson granddaughter landlord landlady mechanic cook \
     chef clerk barmaid sailor soldier pensioner mum dad gran nan mate pal lad bystander onlooker passer-by parent couple \
     delegate opponent dissident agent client patient correspondent respondent adolescent executive relative operative \
     registrar vicar cleric medic paramedic rival principal parliament assembly senate congress cabinet administration \
     commander chaplain consultant accountant assistant participant applicant defendant claimant complainant inhabitant \
     immigrant migrant servant detainee refugee evacuee trustee nominee referee attendee returnee local islander clergy \
     squad unit brigade patrol faction militant guerrilla embassy consulate club forum think-tank laboratory \
     observatory retailer supermarket utility railway university",
);
/// Nouns with such an ending that are no people.
pub static THINGS: Words = Words::new(
    "former senior junior major minor superior interior exterior prior inferior power water number paper matter order river tower weather winter summer error factor sector border corner center centre \
     computer letter chapter corridor labor labour cover fever cancer disaster danger door floor horror terror mirror quarter \
     shoulder finger newspaper border order offer answer danger thunder silver copper rubber timber shelter harbour harbor \
     behaviour behavior colour color honour honor favour favor humour humor flavour rumour tumour vapour motor tractor \
     elevator reactor monitor mortar tutor anger hunger layer trailer boiler counter calendar dinner supper october november december \
     september butter weather feather leather liver ladder folder server router printer charter quarter chapter starter \
     filter meter litre metre ever never however other another either together rather later after under over",
);
/// Letters behind the name of a company.
pub static COMPANIES: Words = Words::new("plc ltd inc corp co llc group gmbh ag sa air airlines bank");
/// Forms of verbs whose subject is somebody, whatever its noun.
pub static PURE: Words = Words::new(
    "said says say claimed claims claim insisted insists insist argued argues argue announced announces announce alleged \
     alleges allege denied denies deny complained complains testified admitted admits told tells added adds",
);
/// Letters behind a name.
pub static POSTNOMINALS: Words = Words::new("qc kc mp mep phd jr sr obe mbe cbe");
/// Endings of nouns for people by what they do: “seismologist”, “rescuer”, “technician”.
pub const AGENTS: [&str; 9] = ["ist", "er", "or", "ian", "man", "woman", "men", "women", "crat"];
/// Texts speak for whoever made them. Of what a text says without a maker, the speaker is not told.
pub static TEXTS: Words = Words::new(
    "report letter survey study statement list census statistics filing filings figures document paper assessment article \
     editorial commentary review poll analysis data communique resolution memo memorandum email survey brief briefing \
     submission complaint indictment book count tally estimate bulletin dossier lawsuit newsletter audit inquest release \
     text leaflet brochure flyer manifesto petition website blog advert introduction foreword preface digest release column op-ed testimony speech reply rebuttal account plan video film map speech record chart",
);
/// Verbs whose agent says what they tell: “the charge was denied by the ministry”.
pub static SAID_BY: Words = Words::new(
    "accused blamed urged denied condemned welcomed warned disputed claimed reported announced estimated put confirmed alleged \
     acknowledged stated told",
);
/// Counts that somebody makes: “a count by the charity came to 40”.
pub static COUNTS: Words =
    Words::new("count estimate tally reckoning account figures estimates words telling survey poll census");
/// What somebody says, as a noun: “the ministry's claim that …”.
pub static SAYINGS: Words = Words::new(
    "claim claims assertion assertions allegation allegations warning warnings announcement view argument contention suggestion \
     denial admission conviction prediction insistence assurance assurances complaint accusation accusations promise conclusion",
);
/// Signs, laws and sayings tell, but nobody says it.
pub static SIGNS: Words = Words::new(
    "charter statute covenant protocol declaration pact accord accords compact code directive regulation agenda programme sign plaque law treaty proverb saying rule headline banner poster label word name wall placard inscription constitution \
     article clause act convention agreement charter ticket bible scripture legend joke rumour rumor story tale song poem \
     motto slogan voice notice number date day week month year time thing way place case fact reason result evidence idea \
     question answer point problem issue moment movement market saying headline nothing everything anything something which \
     history experience sense logic instinct conscience science faith tradition custom theory nature contract deal will lease \
     memo page site post tweet message caption note card menu clock thermometer gauge meter app algorithm model \
     machine computer will scoreboard screen display box bill amendment budget decision ruling verdict judgment judgement \
     sentence draft version window door wind rain road bridge house city town",
);
/// Outlets that pass on what others told them; others are known from `entities.csv`.
pub static OUTLETS: Words = Words::new(
    "rfa afp ap bbc cnn voa npr reuters xinhua tass bloomberg ani dpa nhk guardian politico axios newsweek newspaper radio \
     television tv times post daily review record bulletin journal gazette chronicle herald tribune telegraph standard observer \
     mirror sun star express mail echo mercury courier argus messenger",
);
/// Labels of a transcript behind which the document speaks in its own voice.
pub static PRESENTERS: Words = Words::new(
    "anchor reporter presenter host voice-over voiceover narrator newsreader correspondent interviewer moderator announcer \
     question q answer a note notes update correction summary background analysis comment photo picture image source \
     sources credit caption video watch read related topics tags",
);
/// Begin sentences with a capital and are nobody.
pub static NOBODY: Words = Words::new(
    "some others many one all most both few several this these those that there it he she they we i you who what nobody \
     everyone everybody someone such here none neither either no yes so now another each any anyone media other thus hence \
     asked officially statistics",
);

// --------------------------------------------------------------------------------------------------------- clauses

/// Begin a clause that follows a verb of saying without “that”.
pub static CLAUSE_STARTS: Words = Words::new(
    "the a an it he she they his her its their there this these those some many all both more no most such only about \
     nearly over almost two three four five six seven eight nine ten another we i you each every any",
);
/// End the name or the noun phrase that follows a verb of saying.
pub static SPEAKER_ENDS: Words = Words::new(
    "that who which after before during as when while has have had is was were will would but because late early last this \
     following if though although since until yesterday today earlier later",
);
/// Follow the verb of a sentence whose statement stands before it: “…, X said on Monday”.
pub static CLOSES: Words = Words::new(
    "in on at to during after when while before last late early yesterday today earlier later as adding citing me us them \
     reporters with and by via from over through without because since",
);
/// Begin what is told of a name behind its comma: “Jane Doe, head of the office, said”.
pub static APPOSITIONS: Words = Words::new(
    "who whose which cited quoted speaking citing president director head chief spokesman spokeswoman neither one some none \
     himself herself",
);
/// Open a clause or a phrase that only leads to the sentence: “In a letter to the Council, X said”.
pub static OPENINGS: Words = Words::new(
    "as when while after before since because although though during following despite asked speaking briefing",
);

// --------------------------------------------------------------------------------------------------------- figures

/// A number after one of these names a thing and counts nothing.
pub static NAMED_BY_NUMBER: Words = Words::new(
    "article articles resolution resolutions paragraph paragraphs chapter section sections no nos number page goal goals annex \
     figure table item items part phase session volume version agenda decision rule vision protocol platform route room \
     flat grade class type",
);
/// After these a small number points back to what was counted before: “the two countries”.
pub static POINTING: Words = Words::new("the these those our their its his her your my other first last next all both");
/// Of “twenty-first”, which counts nothing.
pub static ORDINALS: Words =
    Words::new("first second third fourth fifth sixth seventh eighth ninth fold yearly odd some");
/// No nouns, although they end in `s`, and nothing behind them belongs to the number.
pub static NO_NOUNS: Words = Words::new(
    "is was has does as this its his us yes thus perhaps always less versus plus towards besides sometimes of and or to in on \
     for from by with that which who says others were are",
);
/// What is counted so belongs to what happened and is nobody's claim by itself: “after four years”, “three times”.
pub static OF_TIME: Words =
    Words::new("year month week day hour minute second decade century time thing way occasion step");
/// Verbs that count and measure and say nothing else of what is counted.
pub static COUNTING: Words = Words::new(
    "be is are was were been being have has had having count counted counts record recorded records find found finds number \
     numbered total totalled totaled include included includes contain contained contains comprise comprises comprised put \
     puts give gives gave show shows showed report reported reports reach reached reaches stand stands stood see saw take \
     took takes attend attended participate participated turn turned register registered measure measured make made do did \
     get got want wanted describe described estimate estimated involve involved",
);
/// Before a figure these say what has it.
pub static HAVING: Words = Words::new(
    "has have had is are was were contains contained comprises comprised totals totalled covers covered weighs weighed \
     measures measured costs cost",
);
/// Those of them that do so only before a measure: “cost £2 million”, but not “cost 450 jobs”.
pub static MEASURING: Words = Words::new("costs cost covers covered weighs weighed measures measured");
/// Verbs that help others.
pub static AUXILIARIES: Words = Words::new(
    "is are was were be been being has have had having do does did will would can could may might shall should must to",
);
/// Before the plain form of a verb.
pub static MODALS: Words = Words::new("will would can could may might shall should must to");
/// Say that a figure is of what is to come, or a guess.
pub static FORECASTS: Words = Words::new(
    "expected expects expect forecast forecasts projected planned plans predicted predicts hopes target targets poll \
     proposed",
);
/// Nouns that, with a capital, are part of the name of an event.
pub static EVENTS: Words = Words::new("marathon election summit conference war festival cup games congress race fair");
/// Verbs with an irregular past, and their plain forms.
pub static IRREGULAR_VERBS: Words = Words::new(
    "held/hold shut/shut lost/lose took/take left/leave sent/send won/win cut/cut fled/flee built/build sold/sell paid/pay \
     met/meet hit/hit struck/strike kept/keep led/lead made/make ran/run run/run rose/rise fell/fall grew/grow spent/spend \
     shot/shoot bought/buy caught/catch fought/fight drew/draw drove/drive ate/eat drank/drink drunk/drink gave/give \
     given/give got/get saw/see seen/see went/go came/come broke/break burnt/burn cost/cost brought/bring taught/teach \
     stood/stand sank/sink sunk/sink stole/steal stolen/steal swept/sweep threw/throw wore/wear wrote/write slept/sleep \
     laid/lay dug/dig fed/feed shipped/ship died/die",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_all_their_forms() {
        for (word, form, saying) in [
            ("said", Form::Past, Saying::Say),
            ("denies", Form::Third, Saying::State),
            ("announced", Form::Past, Saying::State),
            ("stresses", Form::Third, Saying::State),
            ("admitted", Form::Past, Saying::State),
            ("sobbed", Form::Past, Saying::Utter),
            ("calling", Form::Participle, Saying::Call),
            ("testified", Form::Past, Saying::State),
            ("saying", Form::Participle, Saying::Say),
        ] {
            let (found, sayings) = verb(word).unwrap_or_else(|| panic!("{word}"));
            assert!(found == form && sayings.contains(&saying), "{word}: {found:?} {sayings:?}");
        }
        assert!(verb("sayed").is_none() && verb("denyed").is_none() && verb("tellen").is_none());
    }
}
