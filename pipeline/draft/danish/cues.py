"""Danish cues: by which words a sentence shows its function in a meeting."""

from __future__ import annotations

import re

from pipeline.draft.danish.actions import UNIT
from pipeline.draft.language import Cues


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_MONTH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_DAY = "mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag"
DATE = (
    (
        rf"(?:(?:{_DAY})(?:\s+(?:den|d\.))?\s+)?(?:den|d\.)?\s*\d{{1,2}}\.?\s*(?:{_MONTH})(?:\s+\d{{4}})?"
        r"(?:\s*,?\s*(?:kl\.?|klokken)\s*\d{1,2}(?:[.:]\d{2})?)?|(?:{day})(?:\s+i\s+(?:næste|denne)\s+uge)?|"
        r"(?:den\s+)?\d{{1,2}}[./]\d{{1,2}}(?:[./-]\d{{2,4}})?"
    )
    .replace("{day}", _DAY)
    .replace("{{", "{")
    .replace("}}", "}")
)

_WHEN = (
    rf"(?:{DATE}|(?:næste|kommende|det næste|det kommende|vores næste)\s+(?:bestyrelses|udvalgs)?(?:møde|uge|måned)\w*|"
    rf"(?:udgangen|slutningen|midten|starten|begyndelsen)\s+af\s+(?:\w+\s+)?(?:{_MONTH}|måneden|året|ugen|"
    rf"uge\s+\d+|kvartal\w*|"
    r"næste\s+\w+)|"
    rf"uge\s+\d+|(?:{_MONTH})|jul|nytår|sommerferien|påske|årsskiftet|weekenden|i morgen|fredag|(?:\d+|to|tre|fire)\s+"
    r"(?:dage|uger|måneder))"
)

_NAME = r"(?-i:[A-ZÆØÅ])\w+(?: (?-i:[A-ZÆØÅ])\w+)*"
_NUMBER = (
    "en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|tyve|"
    r"\w+ogtyve|tredive|\w+ogtredive|fyrre|\w+ogfyrre|halvtreds"
)
CUES = Cues(
    courtesy=_any(
        r"^(?:mange |tusind |rigtig mange )?tak(?: (?:for (?:det|ordet|i dag|nu|oplægget|orienteringen|gennemgangen|"
        r"en (?:god|fin|grundig) \w+)|skal (?:du|i) have|til \w+))?(?: ?[,.] ?\w+)?[.!]?$",
        r"^(?:hej|goddag|godmorgen|god (?:eftermiddag|aften|dag|weekend)|farvel|vi ses|velbekomme|selv tak|god tur)\b",
        r"^det var (?:godt|fint|dejligt)[.!]?$",
    ),
    directed=_any(
        rf"^(?:(?:og|så|men|jamen)\s*,?\s+)*(?:{_NAME}\s*,?\s+)?(?:vil|kan|kunne|ville|må)\s+(?:du|i|jeg bede)\b",
        rf"^{_NAME}\s*,\s*(?:du|i) (?:har|får|havde|kan|må|skal|fremlægger|begynder|starter|tager)\b",
        r"\b(?:så|jeg) (?:beder|vil bede) (?:jeg )?(?:dig|jer)\b|\bdet er dig\b|^kom\b",
    ),
    anaphoric=_any(r"^(?:og |så |men )?(?:[^,]{3,40}, )?(?P<who>de|den|det|dem|han|hun|dette|disse)\b"),
    refers_back=_any(r"^(?:og |så |men )?(?:hv\w+ )?\w+ (?:det|den|de|dette|disse)\b"),
    procedural=_any(
        r"\bhar i (?:alle |nu )?(?:set|læst|fået|modtaget)\b.*\b(?:dagsorden|referat|bilag|materiale)|\btage en "
        r"runde\b|\bhænderne\b",
        r"\b(?:fem|ti|femten|kvarters?|\d+|minutters?|kort|lille) (?:minutters? )?pause\b|\bpause\b[^.]*\b(?:inden|"
        r"før) vi\b",
        r"\bsiger (?:jeg |vi )?(?:mange |tusind )?tak\b|\btak for (?:i dag|i aften|en god \w+)\b",
        r"^(?:må|kan|kunne) jeg (?:lige |godt |ikke |også )*(?:spørge(?: om noget| dig om noget)?|"
        r"stille (?:et|to) \w*\s?spørgsmål)"
        r"(?: om noget)?[?.]?$|^jeg har (?:lige |bare |kun )*(?:et|en) (?:\w+ )?spørgsmål[.]?$",
        rf"\bpunkt(?:et)? (?:nummer )?(?:\d+|{_NUMBER})\b|\b(?:begynder|starter|fortsætter) (?:vi |nu )*med punkt",
        r"\btager (?:vi )?(?:nu |så )*(?:fat på|hul på|det (?:næste|første|sidste)|punkt)\b|\bbeslutningsdygtige?\b",
        r"\bnæste (?:\w+ )?møde (?:er|bliver|holdes|afholdes|ligger|finder sted)\b",
        r"\b(?:er|bliver|holder vi) (?:vores )?næste møde\b",
        r"\bnoteret\b[.!]?$|\bskal (?:med )?i (?:referatet|protokollen)\b|\bdet skriver vi ned\b",
        r"\bhar (?:i dag |også |nu )*(?:besøg|gæster)\b|\b(?:er|som er) med under punkt",
        r"\bgør indsigelse\b|\b(?:går|skrider) (?:vi |jeg )?(?:nu |så )?til afstemning\b",
        r"\bdet noterer vi\b|\bvi andre fortsætter\b|\bønsker (?:nogen|flere|du|"
        r"i)\b[^.]*\b(?:ordet|udtale)\b",
        r"\bordet er\b[^.]*\bfrit\b|\b(?:forhandlingen|debatten|drøftelsen) er (?:åbnet|sluttet)\b",
        r"\bkan (?:i|du|man|alle) (?:høre|se) (?:mig|min skærm|skærmen|det)\b",
        r"\b(?:på|din|slå|sluk|tænd|af) (?:mute|mikrofon|lyden|kameraet|kamera)\b|\bmikrofonen?\b|"
        r"\bmin skærm\b|\bdeler? skærm",
        r"\bordet er dit\b|\bdu har ordet\b|\bordet til dig\b|\bgiver? ordet\b|\bværs(?:go| så god|artig)\b|"
        r"\bså er det dig\b",
        r"\b(?:næste|første|sidste) punkt\b|\bgår (?:vi )?(?:videre )?til punkt\b|\bpunkt (?:nummer )?\d+\b|"
        r"\bdagsordenens? punkt",
        r"\bhar (?:rakt|hånden|markeret)\b|\bstår på talerlisten\b|\btalerlisten\b|\bhånden oppe\b",
        r"\b(?:holder?|tager?) (?:vi )?(?:en )?(?:kort )?pause\b|\bpause på\b|\ber vi (?:alle )?(?:tilbage|"
        r"klar)\b|\bså starter vi\b",
        r"^(?:lad os|skal vi) (?:komme i gang|gå videre|starte|tage det|fortsætte)\b",
        r"\b(?:jeg|vi) (?:prøver|skal) lige (?:at )?(?:dele|finde|se|slå)\b|\bslide\b|\bnæste billede\b",
        r"\b(?:ordet er frit|åbent for debat|åbner for (?:debat|spørgsmål)|tager fat på|har kun \w+ tilbage|"
        r"er (?:vi )?(?:nået til|ved) punkt)\b",
        r"^(?:\w+(?: \w+)?, )?(?:vil|kan) du (?:ikke |lige |så |kort |måske )*(?:fortælle|indlede|gennemgå|"
        r"præsentere|sige|fremlægge|tælle|lukke|åbne|"
        r"kalde|begynde|starte|svare|tænde|uddybe lidt|give os)\b",
        r"^(?:jeg|vi) (?:\w+ ){0,3}(?:tre|to|et par|nogle|fire|en enkelt) (?:små |enkelte )?(?:ting|punkter|"
        r"emner)\b|\bgøre det (?:\w+ )?(?:kort|så enkelt)\b|\bde store linjer\b",
        r"\b(?:du|i) (?:får|har) ordet\b|\bdu fremlægger\b|\brakte hånden\b|\bdøren\b.*\blukket\b|"
        r"^lad mig (?:lige )?(?:begynde|starte|sige|tale|se|høre)\b",
        r"\bmødet er (?:slut|hævet|åbnet)\b|\btale ud\b|^det er bilag \w+|\bså må vi se\b|\b(?:ja|jo)?,? et øjeblik\b",
        r"\bvi går videre\b|\bså går vi (?:videre|til|over)\b|\bgå i gang\b",
    ),
    backchannel=_any(
        r"^(?:ja|jo|nej|jep|okay|ok|nå|mm+|hm+|øh+|præcis|netop|klart|godt|fint|super|enig|nemlig|lige præcis|"
        r"det er rigtigt|"
        r"selvfølgelig|naturligvis|tak|aha|nå ja|ja ja|det er fint|det er godt|det lyder godt|perfekt|"
        r"jeg er (?:helt )?enig(?: med \w+)?(?: i det)?|det synes jeg (?:også|ikke)|det forstår jeg godt|"
        r"jeg er helt med på det)(?:[ ,.!]+(?:ja|jo|nej|tak|"
        r"okay|det er det|enig|godt|fint|\w+))?[.!]*$",
    ),
    asks_for_questions=_any(
        r"\b(?:er der|har nogen|nogen)(?: \w+){0,4} (?:spørgsmål|bemærkninger|kommentarer|indlæg|noget)\b[^.]*\?",
        r"\bnogen,? (?:der )?(?:har|vil|ønsker)\b[^.?]{0,30}\b(?:spørgsmål|bemærk\w*|komment\w*|ordet|sige|noget|"
        r"tilføj\w*|"
        r"indvend\w*|supplere|først|mere|imod)\b[^.]*\?|\bnogen,?(?: der)?(?: har| vil| ønsker| det)?\?",
        r"\b(?:er|var) der (?:andre|flere|nogen|mere|andet)\b[^.,?]{0,50}\?|\b(?:er|var) der "
        r"(?:andre|flere|nogen),? der (?:har|vil|ønsker)\b(?![^.?]* (?:set|hørt|fået|læst|prøvet|mødt|"
        r"været)\b)[^.?]{0,40}\?",
        r"\bhvem (?:har|vil|ønsker)\b[^.]*(?:spørgsmål|ordet|bemærkninger|først|begynde|starte)?[^.]*\?",
        r"^(?:spørgsmål|bemærkninger|kommentarer|andre|flere|ja)[ ,]?(?:eller)?\s?(?:bemærkninger|kommentarer)?\?",
        r"\bhvad siger i(?: andre)?\b",
    ),
    welcome=_any(r"\bvelkommen til\b", r"\bbyde? (?:jer |alle )?velkommen\b", r"\bvelkommen(?: alle| til jer)?\b"),
    apologies=_any(
        r"\bafbud\b",
        r"\bkan (?:desværre )?ikke (?:deltage|være med|komme|nå det|i dag|i aften)\b",
        r"\bmeldt forfald\b|\bfraværende\b|\bforhindret\b|\bmå vi undvære\b",
        r"\b(?:ligger|er(?: desværre| blevet)*|har meldt sig) syg\b|\ber ikke (?:med|her|til stede) i (?:dag|aften)\b",
    ),
    none_missing=_any(r"\b(?:ingen|ikke modtaget|ikke (?:nogen )?)\s*afbud\b"),
    substitute=_any(
        r"\bi stedet (?:for \w+(?: \w+)? )?(?:deltager|er|kommer|har vi|møder)\b",
        r"\bstedfortræder\b",
        r"\bsuppleant\b",
        r"\bdeltager i stedet\b|\ber her i stedet\b",
    ),
    arrives=_any(
        r"\b(?:kommer|kom|ankommer|støder til|er kommet|er nu kommet|slutter sig til)\b.*\b(?:forsinket|senere|"
        r"lidt senere|"
        r"for sent|kvarter|til nu|ind nu)\b",
        r"\b(?:undskyld|beklager|sorry)\b.*\b(?:jeg|forsinkelsen)\b.*\b(?:forsinket|sent|forsinkelsen)\b|"
        r"\bundskyld (?:at )?(?:forsinkelsen)\b|\bjeg er (?:lidt |desværre |nu )*(?:forsinket|sent på den)\b",
        r"\b(?:er|nu er) (?:\w+ ){1,3}(?:også )?(?:kommet|dukket op|stødt til|med nu|ankommet|på plads|logget på)\b",
        rf"\b(?:dér|der|her|nu) (?:kom|kommer) (?:{_NAME})[.,! ]|\b(?:der|her) har vi (?:{_NAME})\b.*\bvelkommen\b|"
        rf"\b(?:hej|goddag|velkommen) (?:til (?:dig )?)?(?:{_NAME})\b.*\b(?:kommet|med nu|nåede)\b",
        rf"^(?:{_NAME}) (?:er her nu|er kommet|deltager fra nu af|slutter sig til|støder til)\b|\b(?:{_NAME}) "
        rf"(?:ankom|træder ind)\b",
    ),
    greets=_any(rf"\b(?:hej|goddag|velkommen|godaften|der er du)(?: til(?: dig)?)?,? {_NAME}"),
    returns=_any(
        r"\b(?:ind|tilbage) igen\b|\bvelkommen tilbage\b|\bkom(?:mer)? tilbage\b|\b(?:kalde?r?|hente?r?)\b.*\bind\b"
    ),
    leaves=_any(
        r"\b(?:jeg )?(?:er nødt til at|må|bliver nødt til at|skal|bliver jeg nødt til at|er jeg nødt til at|"
        r"må jeg|skal jeg|bliver jeg desværre nødt til at|bliver desværre nødt til at|er desværre nødt til at) "
        r"(?:så |nu |desværre |altså |også |lige |snart |til at )*(?:hoppe (?:af|fra)|logge af|melde (?:mig )?fra|"
        r"gå|forlade (?:mødet|jer)|løbe|smutte|køre|"
        r"videre|af sted)"
        r"(?=\s*(?:$|[.,;!:]|(?:nu|her|før|tidlig\w*|hjem|fra mødet|fra jer|kl|klokken|om \w+ minut\w*|desværre|"
        r"allerede|om lidt|mødet|"
        r"snart|igen|videre til et andet|til et andet|til et nyt|for at nå)\b))",
        r"\bforlader (?:nu |desværre |herefter )*mødet\b|\bforlade mødet\b|\bjeg (?:går|forlader|smutter|løber|kører) "
        r"(?:(?:desværre|altså|lige|så) )*(?:nu|fra mødet|hjem)\b|"
        r"\bgår (?:fra|før)\b.*\bmødet?\b|\bjeg (?:smutter|logger af|hopper (?:af|fra)|melder mig ud|takker af)\b|"
        r"\b(?:så "
        r")?(?:smutter|takker) jeg(?: af)?\b(?! ned| op| ud| ind)",
    ),
    conflict=_any(r"\binhabil\w*\b", r"\bhabilitet\w*\b", r"\binteressekonflikt\w*\b"),
    interest=_any(
        r"\b(?:min|mit|mine) (?:egen |eget |egne |gamle |nuværende )?(?:bror|søster|mand|kone|hustru|søn|datter|far|"
        r"mor|"
        r"sviger\w+|svoger|kæreste|samlever\w*|ægtefælle|kusine|fætter|onkel|tante|nevø|niece|familie|arbejdsgiver|"
        r"arbejdsplads|firma|virksomhed|chef|ven|nabo)\b",
        r"\b(?:jeg|mig og \w+ \w+,?) (?:jo |selv |også |altså |stadig |der )*(?:arbejder|sidder|er (?:\w+ "
        r"){0,2}(?:ansat|medejer|ejer|medlem|"
        r"formand|nabo|kunde|"
        r"rådgiver|partner|gift|i familie|kasserer)|ejer|har (?:\w+ )?(?:budt|søgt|givet|aktier|afgivet)|leverer)\b",
        r"\b(?:er|som) (?:\w+ )?part i (?:sagen|den|det)\b",
        r"\b(?:personlig|økonomisk|privat|egen|væsentlig) (?:\w+ )?interesse\b",
    ),
    withdraws=_any(
        r"\b(?:deltager|stemmer|blander) (?:jeg )?(?:mig )?(?:så |derfor |altså |nok |selvfølgelig )*ikke\b",
        r"\bjeg (?:\w+ ){0,3}ikke (?:skal )?(?:deltage|være med|stemme|behandle)\b|\b(?:skal|vil|bør|kan|må) jeg "
        r"(?:\w+ ){0,2}ikke "
        r"(?:deltage|være med|stemme|behandle)\b",
        r"\bgår? (?:jeg )?(?:lige |nu |så |altså |derfor |mig |med det samme )*(?:ud|uden ?for)\b(?! (?:fra|over|i|"
        r"af) (?!lokalet|døren|rummet|mødelokalet))",
        r"\bforlader (?:jeg )?(?:lige |nu |så |derfor )*(?:lokalet|rummet|salen|mødelokalet)\b|\bforlade (?:lokalet|"
        r"rummet|salen)\b",
        r"\b(?:sidder|sætter|står|melder|holder|slår) (?:jeg )?(?:mig )?(?:\w+ )?(?:over|ud|ude|udenfor|uden for|"
        r"væk|lyden fra|mikrofonen fra)\b",
    ),
    no_conflict=_any(r"\b(?:ikke|ingen|nogen der er|er der nogen)\b.*\b(?:inhabil|habilitet)"),
    i_do=_any(r"\bjeg\b"),
    you_do=_any(r"\bdu\b"),
    first_person=_any(r"\b(?:jeg|mig|mit|min)\b"),
    record_request=_any(
        r",?\s*\b(?:og|men)?\s*(?:det|den)?\s*(?:vil|skal|ønsker|må)\s+(?:jeg|vi)\b[^.]*\b(?:referat|protokol|"
        r"noteret)\w*.*$",
        r",?\s*\b(?:og |men )?(?:jeg|vi)\s+(?:vil|skal|ønsker|må)\b[^.]*\b(?:referat|protokol|noteret|"
        r"mindretalsudtalelse)\w*.*$",
    ),
    record_that=_any(r"\b(?:referat|protokol)\w*\b\s*,?\s*at\s+"),
    votes_against=_any(r"\bjeg (?:er|stemmer|stemte) imod\b"),
    on_record=_any(r"\b(?:referat|referatet|protokol|protokollen|mindretalsudtalelse|protokollere)"),
    dissent=_any(
        r"\bmindretalsudtalelse\w*\b|\bsærstandpunkt\w*\b",
        r"\b(?:vil|ønsker|skal have|kan jeg|må jeg)\b[^.]{0,40}\b(?:til|i) (?:referat|protokol)\w*\b",
        r"\bført til (?:referat|protokol)\b",
        r"\btil (?:referat|protokol)s?\b.*\b(?:imod|ikke|uenig)",
        r"\bkan (?:jeg |vi )?(?:altså |desværre |simpelthen |stadig )*ikke (?:støtte|tiltræde|stå bag|stå inde for|"
        r"bakke op|være med til|gå med til|"
        r"stemme for|gå ind for|acceptere)\b",
        r"\btager forbehold\b|\bforbehold for\b",
        r"\bprotokollere\b",
        r"\btilført\b.*\breferat|\breferat\w*\b.*\btilført\b",
        r"\bjeg\b.*\b(?:kommer|skal|stå|står) i (?:referatet|protokollen)\b.*\bat\b",
    ),
    decision=_any(
        r"\b(?:vi|bestyrelsen|udvalget|byrådet|rådet) (?:beslutter|vedtager|godkender|tiltræder|indstiller|"
        r"vælger|afviser|forkaster|"
        r"har (?:nu |hermed |så )*(?:besluttet|vedtaget|godkendt|tiltrådt|valgt|afvist))\b",
        r"\b(?:beslutter|vedtager|godkender|tiltræder|vælger) (?:vi|bestyrelsen|udvalget|rådet|byrådet)\b",
        r"\b(?:er|blev) (?:[\wæøå.-]+ ){0,9}(?:besluttet|vedtaget|godkendt|tiltrådt|(?:gen)?valgt|forkastet|"
        r"afvist|nedstemt)\b",
        r"\bbeslutningen (?:er|bliver)\b|\bkonklusionen (?:er|bliver)\b|\bjeg konkluderer\b",
        r"\b(?:er vi|vi er|der er|er der) (?:[\wæøå]+ ){0,2}(?:enige om|enighed om)\b",
    ),
    confirms=_any(
        r"\bså (?:gør|siger|aftaler|beslutter) vi (?:bare |altså |lige |simpelthen )*(?:det|sådan|den)\b(?! "
        r"(?:færdigt?|om|til|på|at))",
        r"^(?:(?:ja|jo|godt|fint|okay|nej|jamen)[,. ]+)*(?:det|sådan|den) (?:gør|siger|aftaler|beslutter|køber|"
        r"tager) vi(?: så| bare| altså| da)*[.!]*$",
        r"\bså er (?:det|den|de|vi) (?:hermed |altså |jo |dermed |bare )*(?:sådan|det,? vi gør|besluttet|vedtaget|"
        r"aftalt|på plads|en aftale|"
        r"afgjort|godkendt|enige|tiltrådt)\b",
        r"\bså bliver det (?:sådan|det|den)\b|\bdet bliver (?:så )?sådan\b|\blad os gøre det\b|\bså holder vi (?:os "
        r"til|fast i) det\b",
        r"^(?:(?:ja|jo|godt|fint|okay|nej|jamen)[,. ]+)*(?:vedtaget|besluttet|godkendt|aftalt|tiltrådt|det er "
        r"(?:vedtaget|besluttet|aftalt|en aftale|godkendt))[.!]*$",
        r"\bingen (?:indvendinger|indsigelser|imod|protester)\b[^?]*$",
    ),
    declines=_any(
        r"\b(?:siger|takker) (?:vi|jeg) (?:desværre |altså |så )*nej(?: tak)?(?: til)?[.!]*$",
        r"\bdet (?:kan|skal|vil|gør) vi (?:altså |desværre |så )*ikke(?: gå med til| støtte| imødekomme)?[.!]*$",
        r"\bså bliver det (?:desværre )?(?:et )?(?:nej|afslag)\b|\b(?:får|giver vi) (?:\w+ )?(?:afslag|et nej)\b",
    ),
    approval=_any(r"\b(?:godkendt|vedtaget|tiltrådt|godkender|vedtager|tiltræder)\b"),
    rejection=_any(r"\b(?:forkastet|afvist|forkaster|afviser|falder|faldet|ikke vedtaget|nedstemt)\b"),
    proposal_to_decide=_any(
        r"\b(?:kan|skal) (?:vi|bestyrelsen|udvalget) (?:så |ikke )?(?:godkende|vedtage|tiltræde|beslutte|"
        r"blive enige om|tilslutte|sige)\b",
        r"\ber (?:vi|der) (?:enige|enighed|opbakning|tilslutning)\b",
        r"\bkan (?:i|alle) tilslutte (?:jer|sig)\b",
    ),
    assent=_any(
        r"^(?:ja|jo|jep|enige?|det (?:kan|gør|vil|skal|bliver|ordner|klarer|er i orden|lyder)\b|det kan vi|"
        r"det er vi|det gør jeg|selvfølgelig|naturligvis|det skal jeg nok|okay|fint|aftalt|"
        r"ja tak|det kan jeg(?: godt)?|klart|helt sikkert|støtter|nikker|det klarer jeg)\b",
    ),
    refusal=_any(r"^(?:nej|næ|det kan (?:jeg|vi) ikke|desværre|ikke enig)\b"),
    takes_note=_any(
        r"\btil efterretning\b",
        r"\btaget? (?:det |den )?ad notam\b",
        r"\btager (?:vi |bestyrelsen )?(?:hermed )?orienteringen\b",
    ),
    closes=_any(
        r"\b(?:så |dermed |hermed )?(?:lukker|afslutter|slutter) (?:vi|jeg) (?:\w+ )?(?:punktet|det punkt|"
        r"drøftelsen|dette punkt)\b",
        r"\btak for (?:orienteringen|gennemgangen|oplægget|drøftelsen|præsentationen|"
        r"en god drøftelse)\b.*\b(?:videre|næste|afslutter|lukker)\b",
        r"\bdet var (?:det|punktet|punkt)\b.*\b(?:videre|næste)\b",
        r"\bpunktet er (?:hermed |dermed )?(?:afsluttet|lukket)\b",
    ),
    sums_up=_any(
        r"\b(?:samle|samler|opsummere\w*|sammenfatte\w*|konkludere\w*)\b(?: op)?|\b(?:konklusion|opsummering)\w*\b"
    ),
    takes_on=re.compile(
        r"^(?:ja|jo|jamen|okay|nej)?[ ,.]*(?:(?:det|den|dem) (?:gør|kan|vil|skal|ordner|klarer|finder|"
        r"tager|påtager) (?:(?P<other>[A-ZÆØÅ][\wæøå-]+) og )?jeg\b|(?:det|den) (?:sørger jeg for|tager jeg mig af|"
        r"står jeg for)\b|"
        r"(?:det )?(?:kan|vil) jeg\b|jeg har ikke noget imod at|(?:den|det) er jeg med på|jeg (?:gør det|tager den|"
        r"tager det|kan godt|skal nok|vil gerne|melder mig|"
        r"sørger for det|påtager mig)\b|"
        r"det er mig\b)",
        re.IGNORECASE,
    ),
    promises=_any(
        r"\b(?:skal nok|lover|påtager mig|forpligter mig)\b|\bjeg (?:sørger|står) (?:så |gerne |også )*for\b|\bjeg "
        r"tager mig af\b"
    ),
    thanked=_any(
        r"^(?:(?:ja|jo|okay)[,. ]+)*(?:mange |tusind )?(?:tak|super|fint|perfekt|dejligt|godt|skønt|alle tiders|"
        r"fedt|herligt|flot|"
        r"aftalt|det er (?:godt|fint|sødt|flot|en aftale)|det lyder godt|du er|i er)\b"
    ),
    conditional=_any(
        r"\b(?:hvis|plejer|altid|normalt|hver (?:dag|uge|gang|måned)|måske|ofte|tit|ville|kunne|allerede|i går|"
        r"sidste)\b"
    ),
    asks_when=_any(r"\bhvornår\b"),
    at_once=_any(
        r"^(?:fortæller|siger|gennemgår|indleder|præsenterer|fremlægger|forklarer|uddyber|tæller|lukker|åbner|"
        r"kalder|læser|viser|supplerer|begynder|"
        r"starter|tager (?:ordet|over|fat|hul|punktet|mikrofonen|en runde|plads)|slukker|tænder|svarer|kommenterer|"
        r"byder|hører|ser|går|kommer ind|skruer|deler|giver)\b"
    ),
    takes_it=_any(r"^(?:tager|gør|ordner|klarer|påtager (?:sig|dig)) (?:den|det|dem|opgaven)\b(?! med)(?P<rest>.*)$"),
    bare_object=_any(r"^(?P<verb>\w+)(?P<particle> under på)? (?:den|det|dem)\b(?! \w+e\b)(?P<rest>.*)$"),
    unit=_any(rf"^(?:{UNIT})$"),
    introduces=_any(r"\bmit navn er\b", r"\bjeg hedder\b", r"\bfor dem,? der ikke (?:kender|har)\b"),
    thanks=_any(r"^(?:(?:så |og )?(?:siger (?:jeg|vi) )?(?:mange |tusind )?tak\b|tak\b|velkommen\b)"),
    nothing=_any(
        r"^(?:nej|ikke herfra|næ|intet|ingenting|ikke noget|ikke fra mig)\b",
        r"\b(?:intet|ikke noget|ingenting) til eventuelt\b",
        r"\bder er (?:ikke|ingen|intet)\b(?!.*\b(?:men)\b)",
        r"\bdet (?:ser|lader) (?:det )?ikke\b|\bhører (?:jeg )?(?:ikke|ingen)\b",
    ),
    any_other_business=_any(r"\beventuelt\b", r"\bevt\b"),
    next_meeting=_any(
        r"\b(?:næste|kommende|det næste) (?:ordinære )?(?:bestyrelses|udvalgs|byråds|ordinære)?\s?(?:møde|gang)\w*\b",
        r"\bvi (?:mødes|ses) (?:igen|næste gang)\b|\b(?:ses|mødes) vi (?:igen|næste gang)\b",
    ),
    full_date=re.compile(
        rf"(?:(?:{_DAY})\s+)?(?:(?:den|d\.)\s+)?\d{{1,2}}\.?\s+(?:{_MONTH})(?:\s+\d{{4}})?(?:,?\s*(?:klokken|"
        rf"kl\.?)\s*(?:halv |kvart (?:i|over) )?\w+(?:[.:]\d{{2}})?)?",
        re.IGNORECASE,
    ),
    deadline=re.compile(
        rf"\b(?:inden|senest|før|til|efter|i løbet af|på|ved|allerede)\s+(?:for\s+)?(?:på\s+)?(?:den\s+|d\.\s+)?{_WHEN}"
        r"|\b(?:inden|senest|før|til) (?:den|d\.) (?:\d{1,2}\.?|[a-zæøå]+(?:ende|te|første|anden))(?! \w*(?:gang|"
        r"del)\b)"
        r"|\bom (?:\d+|en|to|tre|fire|fjorten|et par) (?:dage?|uger?|måned(?:er)?)\b|\binden (?:længe|dagen er omme|"
        r"næste gang|mødet)\b"
        r"|\btil næste gang\b"
        rf"|\bi (?:morgen|aften|næste uge|denne uge|dag|løbet af (?:ugen|dagen|\w+ uger?))\b|\bsnarest(?: muligt)?\b|"
        rf"\bhurtigst muligt\b",
        re.IGNORECASE,
    ),
    unanimous=_any(r"\benstemmigt?\b", r"\balle (?:stemte|stemmer|er) for\b", r"\bfuld enighed\b"),
    casting_vote=_any(
        r"\bformandens stemme\b[^.]*\b(?:afgør\w*|udslag\w*|tæller)",
        r"\b(?:min|formandens) stemme (?:er )?(?:afgør\w*|udslag\w*)",
    ),
    vote=_any(
        r"\bhvem (?:kan |vil )?(?:gå|går|stemmer?|er) (?:ind )?(?:for|imod|mod)\b|\bhånds?oprækning\b|\b(?:med "
        r")?hænderne(?: op)?\b",
        r"\bstemme[rn]?\b|\bstemte\b|\bafstemning\w*\b|\bhånden op\b|\bhverken for eller imod\b|\bundlad\w*\b",
    ),
    vote_for=_any(r"\bfor\b(?! at\b)"),
    vote_against=_any(r"\bimod\b|\bmod\b"),
    vote_abstain=_any(r"\bhverken\b|\bundlad\w*\b|\bundlod\b|\bblank\w*\b"),
    yes=_any(r"^(?:ja|jo|jep|det er korrekt|det kan jeg bekræfte|bekræftet)\b"),
    no=_any(r"^(?:nej|næ)\b"),
    weighty=_any(
        r"\d",
        r"\b(?:vigtig\w*|afgørende|problem\w*|risiko\w*|bekymr\w*|foreslå\w*|anbefal\w*|bør|skal|kræv\w*|"
        r"mangl\w*|forsink\w*|"
        r"kroner|mio|million\w*|procent|budget\w*|økonomi\w*|konsekvens\w*|aftale\w*|ansvar\w*|frist\w*|"
        r"tidsplan\w*|udfordr\w*|"
        r"nødvendig\w*|enig|uenig|støtte\w*|opfordr\w*|mål\w*|resultat\w*|plan\w*)\b",
    ),
    hedge=_any(r"\b(?:måske|nok|vist|vel|formentlig|sandsynligvis|muligvis|tror|antager|eventuelt|cirka|omkring)\b"),
    negation=_any(r"\b(?:ikke|aldrig|ingen|intet|ingenting|næppe|hverken|uden)\b"),
    echo=_any(
        r"^(?:ja|jo|nej)?[ ,.]*(?:det (?:har|er|kan|gør|vil|skal|forventer|synes|forstår|ved|tror) (?:vi|jeg|"
        r"det|den|der|man)(?: (?:ikke|godt|gerne|også|næsten|nok|sådan set|helt|sikkert|da|nu|til|allerede|"
        r"nemlig|at|vide|mere)){0,3}|det er (?:rigtigt|korrekt))[.!]*$"
    ),
    name_words=frozenset(
        "bo bent hans sten ask lys per stig lis gry mai maj dan bi hjalte sol bror skov eske fie".split()
    ),
    articles=frozenset(
        "en et den det de denne dette disse vores jeres deres min mit mine din dit dine sin sit sine hans hendes dens "
        "dets nogle nogen ingen intet hver hvert anden andet andre".split()
    ),
    stopwords=frozenset(
        "jeg du han hun vi i de den det der en et og eller men at som for til på af om med fra ved er var har "
        "havde bliver blev "
        "kan kunne skal skulle vil ville må bør ikke også så nu her da hvis når man os jer dem sig sin sit "
        "sine min mit din vores "
        "jeres deres dette denne disse hvad hvor hvem hvordan hvornår ja nej jo lige bare meget mere end op "
        "ned ud ind over under "
        "efter før få får gøre gør være have blive noget nogle nogen alle synes mener tror godt helt igen".split()
    ),
)
