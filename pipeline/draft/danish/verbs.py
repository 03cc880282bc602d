"""Danish verbs as far as word order needs them: which words are finite verbs, and which infinitives take an "
"s-passive.
"""

from __future__ import annotations

MODALS = frozenset("kan kunne skal skulle vil ville må måtte bør burde tør turde".split())
AUXILIARIES = frozenset("er var har havde bliver blev får fik".split())

_FINITE = """
går gik står stod ser kommer kom tager tog giver gav gør gjorde siger sagde finder fandt ligger lå sidder sad
lader lod
holder holdt hedder hed bringer bragte følger fulgte skriver skrev vælger valgte sælger solgte spørger spurgte synes
syntes findes fandtes tror troede mener mente hører hørte kører kørte føler følte køber købte bruger brugte
viser viste
koster kostede mangler manglede gælder gjaldt kræver krævede betyder betød svarer svarede stiger steg falder faldt
leverer leverede starter startede slutter sluttede begynder begyndte fortsætter fortsatte foreslår foreslog indstiller
indstillede anbefaler anbefalede støtter støttede bakker bakkede undrer undrede savner savnede håber håbede forventer
forventede ønskede indebærer indebar omfatter omfattede indeholder indeholdt udgør udgjorde afhænger afhang vedrører
vedrørte handler handlede drejer drejede forudsætter forudsatte medfører medførte skyldes skyldtes mødes mødtes sker
skete virker virkede fungerer fungerede arbejder arbejdede sender sendte udarbejder udarbejdede undersøger undersøgte
sørger sørgede kontaktede deltog burde bestod består opstår opstod oplever oplevede sikrer sikrede stiller stillede
sætter satte lægger lagde trækker trak rammer ramte åbner åbnede lukker lukkede venter ventede flytter flyttede
hænger hang passer passede peger pegede rækker rakte vokser voksede falder bliver når nåede tæller talte
betaler betalte
dækker dækkede træder trådte overholder overholdt opfylder opfyldte viser modtager modtog behandler behandlede forslår
vurderer vurderede planlægger planlagde etablerer etablerede ansætter ansatte indgår indgik foregår foregik overgår
overgik fremgår fremgik udløber udløb ophører ophørte træffer traf løser løste løber løb hjælper hjalp skaber skabte
bygger byggede samarbejder samarbejdede forhandler forhandlede afventer afventede bekræfter bekræftede beslutter
besluttede godkender godkendte vedtager vedtog aftaler aftalte orienterer orienterede præsenterer præsenterede
afholder afholdt gennemfører gennemførte ændrer ændrede øger øgede reducerer reducerede sparer sparede hæver hævede
sænker sænkede udskyder udskød forsinker forsinkede forlænger forlængede overstiger oversteg stammer stammede
ender endte vender vendte melder meldte kender kendte husker huskede glemmer glemte forstår forstod tvivler tvivlede
frygter frygtede risikerer risikerede mister mistede vinder vandt taber tabte slipper slap skifter skiftede
lever levede
bor boede tilbyder tilbød kalder kaldte takker takkede appellerer appellerede opfordrer opfordrede understreger
understregede fremhæver fremhævede bemærker bemærkede oplyser oplyste forklarer forklarede fortæller fortalte hilser
hilste nævner nævnte tilføjer tilføjede ansøger ansøgte søger søgte opretter oprettede bevilger bevilgede finansierer
finansierede investerer investerede prioriterer prioriterede inddrager inddrog involverer involverede høster høstede
udvikler udviklede forbedrer forbedrede implementerer implementerede tester testede måler målte dokumenterer
dokumenterede rapporterer rapporterede offentliggør offentliggjorde publicerer publicerede informerer informerede
ønsker deltager kontakter rejser rejste stemmer stemte trives trivedes lykkes lykkedes behøver behøvede ejer ejede
bestemmer bestemte haster hastede forsvinder forsvandt ligner lignede vejer presser pressede truer truede
stopper stoppede
slår slog føles føltes glæder glædede skærer skar driver drev tror sover vokser tåler tålte ejer ejede udfører
udførte overvejer overvejede kigger
kiggede kombinerer kombinerede fordeler fordelte omkommer består erstatter erstattede bruges sættes lægges holdes
fylder fyldte tegner tegnede ansvarer bærer bar binder bandt skyder tyder tydede klarer klarede regner regnede
"""
FINITE = MODALS | AUXILIARIES | frozenset(_FINITE.split())

# Infinitives whose object can become the subject of an s-passive.
TRANSITIVE = frozenset(
    """
offentliggøre publicere sikre udarbejde sende godkende vedtage undersøge afklare beskrive præsentere fremlægge drøfte
behandle prioritere inddrage involvere informere orientere udvide styrke forbedre ændre justere opdatere revidere
evaluere følge overveje vurdere analysere kortlægge dokumentere etablere oprette nedsætte ansætte forlænge udskyde
fremskynde reducere sænke hæve øge bevilge afsætte finansiere indkalde kontakte ansøge søge indføre gennemføre
implementere afvikle lukke åbne planlægge aftale beslutte bruge anvende udnytte købe sælge bygge renovere vedligeholde
udbedre reparere udskifte fjerne opsige indgå underskrive teste måle kontrollere overvåge forankre udvikle udbyde
undgå begrænse præcisere tydeliggøre kommunikere formidle dele samle koordinere afholde forberede
""".split()
)

# Verbs by which somebody undertakes something: infinitive -> present.
COMMISSIVE = {
    **{
        verb: verb + "r"
        for verb in """
sende udarbejde undersøge lave kontakte indkalde følge vende melde sørge tage skrive udsende indhente afklare
fremlægge præsentere opdatere justere revidere beskrive forberede planlægge booke bestille aftale drøfte drøfte
rette finde komme samle koordinere rykke fremsende formidle indarbejde beregne tjekke kontrollere ringe tale afholde
indsende ansøge søge bringe lægge rundsende orientere informere færdiggøre levere gennemgå se stille oprette
evaluere vurdere analysere kortlægge invitere bede spørge
kigge regne fordele aflevere hente købe sætte hænge forhandle tilrette påtage medbringe tilmelde anmelde reservere
arrangere høre overtage vise opslå dele skaffe renskrive oversætte printe trykke aflyse flytte rydde montere reparere
læse opdele udfylde indberette underrette advare
""".split()
    },
    "gøre": "gør",
    "spørge": "spørger",
    "færdiggøre": "færdiggør",
    "offentliggøre": "offentliggør",
}
PRESENT_COMMISSIVE = frozenset(COMMISSIVE.values())


def present(infinitive: str) -> str:
    """The present tense of an infinitive.

    >>> present("sende"), present("gøre")
    ('sender', 'gør')
    """
    irregular = {"gøre": "gør", "være": "er", "have": "har", "vide": "ved", "spørge": "spørger"}
    for ending, form in irregular.items():
        if infinitive == ending or (ending == "gøre" and infinitive.endswith("gøre")):
            return infinitive[: len(infinitive) - len(ending)] + form
    return infinitive + "r"


# Genitives that look like a passive on -eres.
_AGENTS = tuple("lederes læreres borgeres brugeres arbejderes ejeres lejeres søgeres tageres beboeres fleres".split())


def infinitive(present_form: str) -> str | None:
    """The infinitive of a present; None for what is no present on -r.

    >>> infinitive("bevilger"), infinitive("gør"), infinitive("synes")
    ('bevilge', 'gøre', None)
    """
    irregular = {"gør": "gøre", "er": "være", "har": "have", "ved": "vide", "mødes": "mødes"}
    if present_form in irregular:
        return irregular[present_form]
    if present_form.endswith("gør"):
        return present_form + "e"
    return present_form[:-1] if present_form.endswith("r") else None


def is_finite(word: str, previous: str) -> bool:
    """Whether a word is a finite verb where it stands: known as one, or shaped like one behind a subject pronoun."""
    if word in FINITE:
        return True
    if word.endswith("s") and (word[:-1] in TRANSITIVE or word[:-1] in COMMISSIVE):
        return True
    if word.endswith(("erer", "eres")) and len(word) > 6 and not word.endswith(_AGENTS):
        return True
    if word == "ved":
        return previous in ("jeg", "vi", "man", "de", "du", "han", "hun")
    subject = previous in ("jeg", "vi", "man", "du", "han", "hun", "der", "det")
    return subject and len(word) > 3 and word.endswith(("er", "år", "ør", "ede"))
