"""English cues: by which words a sentence shows its function in a meeting."""

from __future__ import annotations

import re

from pipeline.draft.language import Cues


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_FULL = (
    rf"(?:(?:{_DAY})\s*,?\s*)?(?:the\s+)?(?:{_ORDINAL}\s+(?:of\s+)?(?:{_MONTH})|(?:{_MONTH})\s+(?:the\s+)?{_ORDINAL})"
    r"(?:,?\s+\d{4})?(?:,?\s+at\s+\d{1,2}(?:[.:]\d{2})?(?:\s?[ap]\.?m\.?|\s?o'clock)?)?"
)
_WORDED = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    r"fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[- ]\w+|thirtieth|thirty[- ]first)"
)
_WHEN = (
    rf"(?:{_FULL}|(?:the\s+)?{_WORDED}(?:\s+of\s+(?:{_MONTH}))?|(?:{_DAY})(?:\s+(?:week|next week|morning|afternoon))?|"
    rf"(?:the\s+|our\s+)?next\s+(?:board\s+|committee\s+)?(?:meeting|week|month|quarter|year|{_DAY})|"
    rf"the\s+(?:end|middle|beginning|start)\s+of\s+(?:the\s+|next\s+|this\s+)?(?:{_MONTH}|month|week|year|quarter)|"
    rf"(?:{_MONTH})|tomorrow|Christmas|Easter|(?:two|three|four|five|six|\d+)\s+(?:days|weeks|months))"
)

_NAME = r"(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)*"
_NUMBER = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty(?:[- ]\w+)?|thirty"
)
CUES = Cues(
    courtesy=_any(
        r"^(?:many thanks|thanks?(?: you)?(?: so much| very much| a lot)?(?: (?:for|to) (?:that|the|this|your|"
        r"everyone|all|coming)"
        r"(?: \w+){0,3})?(?:,? \w+)?)[.!]?$",
        r"^(?:hello|hi|good (?:morning|afternoon|evening)|goodbye|bye|see you|you're welcome|no problem|"
        r"cheers)\b(?:,? \w+){0,3}[.!]?$",
        r"^(?:that's |that is )?(?:great|lovely|excellent|wonderful|perfect)[.!]?$",
    ),
    directed=_any(
        rf"^(?:(?:and|so|but|then)\s*,?\s+)*(?:{_NAME}\s*,?\s+)?(?:will|would|can|could|did)\s+you\b",
        rf"^(?:{_NAME}\s*,?\s+)?(?:was|is) there (?:something|anything) you\b",
        rf"^{_NAME}\s*,?\s+you (?:have|had|may|can|will|are|raised?|wanted)\b|^(?:{_NAME}\s*,?\s+)please\b",
        r"^(?:come|please (?:come|begin|start|go|sit|raise|wait|hold))\b",
    ),
    anaphoric=_any(r"^(?:and |so |but )?(?:[^,]{3,40}, )?(?P<who>they|it|that|this|these|those|he|she)\b"),
    refers_back=_any(
        r"^(?:and |so |but )?(?:(?:wh\w+|how) )?(?:is|are|does|do|did|will|would|can|could|has|was|should) "
        r"(?:it|that|this|they|these)\b"
    ),
    procedural=_any(
        r"^(?:may|can|could) i (?:just )?(?:ask (?:something|a question|you something|one thing)|come in)[?.]?$",
        r"^i (?:just |only )*have (?:a|one) (?:\w+ )?question[.]?$",
        rf"\bitem (?:number )?(?:\d+|{_NUMBER})\b|\b(?:begin|start|continue|go on|carry on) with (?:the )?item\b",
        r"\bnext (?:\w+ )?meeting (?:is|will be|takes place|falls)\b|\bis (?:our|the) next meeting\b",
        r"\b(?:that|this|it) (?:will be|is|has been) (?:noted|minuted|recorded)\b[.!]?$",
        r"\ba quorum\b|\bglad to have you\b",
        r"\bhere we need a decision\b|\bthis is (?:only |just )?(?:a|for) (?:discussion|information|decision)\b",
        r"\bcan (?:you|everyone|everybody|anyone|people) (?:hear|see)\b",
        r"\b(?:on|un)[ -]?mute[d]?\b|\bmicrophone\b|\bmy screen\b|"
        r"\bshar(?:e|ing) (?:my|the|your) screen\b|\byour camera\b",
        r"\bthe floor is yours\b|\byou have the floor\b|\bover to you\b|\bhand (?:it )?over to\b|\bgo ahead\b|"
        r"\bplease begin\b",
        r"\b(?:next|first|last) item\b|\bitem (?:number )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|"
        r"ten)\b|\bon the agenda\b",
        r"\b(?:your|a) hand (?:is )?up\b|\bhands? up\b|\braised (?:your|his|her|a) hand\b",
        r"\btake a (?:short |ten[- ]minute |five[- ]minute |quick )?break\b|\bback (?:at|in) \b.*\b(?:minutes|"
        r"past|o'clock)\b|\bwelcome back\b",
        r"^(?:let me|let's|let us) (?:just )?(?:begin|start|see|say|sum|finish|come in|think|share|introduce|"
        r"go)\b|\b(?:i|we) (?:have|take|will take) (?:two|three|four|a few|a couple of) (?:\w+ )?(?:things|"
        r"points|questions)\b",
        r"\b(?:who would like|who wants) to\b|\byou raised your hand\b|\bcan i just come in\b|\bwe (?:go|come|"
        r"are) (?:on |back |now |then )*(?:to|with|at) (?:item|the (?:next|last))\b",
        r"^(?:[A-Z]\w+(?: [A-Z]\w+)?, )?(?:will|would|can|could) you (?:please |just |perhaps )*(?:introduce|"
        r"tell us|say|present|explain|count|begin|start|give us|take us|go)\b",
        r"\bthis is yours\b|\bsomething you wanted to say\b|\bsee you soon\b|\b(?:are|is) (?:now )?quorate\b|"
        r"\bwe can make decisions\b",
        r"^(?:let's|let us|shall we|we can|we'll) (?:move on|get started|start|begin|continue|go on|"
        r"make a start)\b|\bmoving on\b|\bmove on to\b",
        r"\bnext slide\b|\bthis slide\b|\bcall(?:ed)? (?:the|this) meeting to order\b|\bclose (?:the|"
        r"this) meeting\b|\bmeeting is (?:now )?(?:closed|adjourned)\b",
    ),
    backchannel=_any(
        r"^(?:yes|yeah|yep|yup|no|nope|okay|ok|right|sure|exactly|absolutely|indeed|of course|mm+|mhm|"
        r"uh[- ]huh|hmm+|ah|oh|i see|"
        r"agreed|fine|good|great|true|correct|quite|got it|fair enough|sounds good|thank you|thanks|will do|definitely)"
        r"(?:[ ,.!]+(?:yes|yeah|no|okay|right|thank you|thanks|sure|great|good|i agree|exactly|that's right|"
        r"that's fine|\w+))?[.!]*$",
    ),
    asks_for_questions=_any(
        r"\b(?:any|are there|does anyone|does anybody|has anyone|anyone|is there)(?: \w+){0,5} (?:questions?|"
        r"comments?|remarks?|"
        r"anything|other business|thoughts|apologies|objections?|hands?)\b[^.]*\?",
        r"^(?:any )?(?:questions?|comments?)(?: or (?:comments?|questions?))?\?",
        r"\bdoes any(?:body|one) (?:else )?(?:have|want|abstain)\b[^.]*\?",
        r"\b(?:nothing|anybody|anyone) else\?",
        r"\banyone (?:else|want|wish|like)\b[^.]*\?",
        r"\banything else\b[^.]*\?",
    ),
    welcome=_any(r"\bwelcome (?:everyone|everybody|all|you all|to|you)\b", r"\bwelcome,? (?:everyone|everybody)\b"),
    apologies=_any(
        r"\bapologies (?:have been |were |are )?(?:received )?(?:from|for)\b|\b(?:sends?|sent|gives?|given|"
        r"given his|given her|have|received|has sent|sends? (?:his|her|their)) (?:\w+ )?apologies\b",
        r"\b(?:cannot|can't|could not|couldn't|is unable to|unable to) (?:be (?:here|with us|present)|attend|"
        r"join|make it)\b",
    ),
    none_missing=_any(r"\bno apologies\b"),
    substitute=_any(
        r"\b(?:substitut\w+|standing in|stands in|deputi[sz]\w+|in (?:his|her|their) (?:place|stead)|"
        r"in place of|on behalf of|"
        r"sitting in for|stand in|covering for|filling in|instead of)\b",
    ),
    arrives=_any(
        r"\b(?:sorry|apologies)\b.*\b(?:late|delayed)\b",
        r"\bhas (?:just |now )?(?:joined|arrived)\b|\b(?:just|now) joined us\b",
    ),
    greets=_any(r"\b(?:hello|hi|welcome|good (?:morning|afternoon|evening)),? (?-i:[A-Z])\w+"),
    returns=_any(r"\b(?:come|coming|came|welcome) back\b|\b(?:call|bring)\b.*\bback in\b"),
    leaves=_any(
        r"\bi (?:have|need|'ve got|must|'ll have|'ll need|am afraid i (?:have|must|need)) (?:to )?(?:leave|go|"
        r"drop off|head off|dash)\b(?! (?:back|through|into|over|ahead|on))",
        r"\b(?:has|have) (?:just |now |to )?(?:left|leave) (?:us|the meeting|the call|early)\b|"
        r"\bleaves? the (?:meeting|room|call)\b|\bstep(?:s|ped|ping)? out\b|\bleave the (?:meeting|room|call)\b",
    ),
    conflict=_any(r"\bconflicts? of interest\b", r"\bdeclare an? (?:interest|conflict)\b|\brecuse[sd]?\b"),
    interest=_any(
        r"\bmy (?:brother|sister|wife|husband|son|daughter|father|mother|partner|company|firm|employer|family)\b",
        r"\bi (?:work for|sit on|am on the board|own|am employed|have an interest|used to work|live next)\b",
        r"\bparty to (?:the|this)\b",
    ),
    withdraws=_any(
        r"\bi(?:'ll| will| shall| am going to|'d better)? (?:not (?:take part|vote|participate)|"
        r"(?:step|go|wait|leave|sit) (?:out|outside|the room|this one out)|stay out)\b",
        r"\b(?:take|taking) no part\b|\b(?:won't|will not|shouldn't|should not|cannot|can't) (?:be )?(?:tak\w+ part|"
        r"vot\w+|participat\w+)",
    ),
    no_conflict=_any(r"\b(?:no|any|anyone|none|not)\b.*\b(?:conflicts?|interests?)\b"),
    i_do=_any(r"\bI(?:'ll|'m|'ve|'d)?\b"),
    you_do=_any(r"\byou(?:'ll|'re)?\b"),
    first_person=_any(r"\b(?:I|I'm|I've|I'd|I'll|me|my|mine)\b"),
    dissent=_any(
        r"\b(?:please )?(?:record|minute) that i\b",
        r"\b(?:minority|dissent\w*|on (?:the )?record)\b",
        r"\bthe (?:minutes|record) to (?:say|show|record|reflect)\b|\b(?:recorded|minuted|"
        r"noted) (?:in the minutes|that i)\b|\bto be minuted\b|\bin the minutes\b",
        r"\bi (?:cannot|can't|can not|could not|couldn't) (?:support|agree (?:to|with)|accept|back|vote for)\b",
    ),
    record_request=_any(
        r",?\s*\b(?:and|but)?\s*(?:i|we)(?:'d| would| want| wish| ask)\b[^.]*\b(?:minute|record)\w*.*$",
        r",?\s*\b(?:and|but)?\s*(?:please )?(?:record|minute) (?:that|it|this|my)\b.*$",
    ),
    record_that=_any(
        r"\b(?:the|my) (?:minutes|record) to (?:say|show|record|reflect|state)\s+(?:that\s+)?",
        r"\b(?:recorded|minuted|noted)(?: in the minutes)?\s*,?\s+that\s+|\b(?:record|minute) that\s+",
    ),
    votes_against=_any(r"\bi(?: am|'m) against\b|\bi (?:vote|voted) against\b"),
    on_record=_any(r"\b(?:record(?:ed)?|minuted|minutes)\b"),
    decision=_any(
        r"\b(?:we|the board|the committee|the council) (?:have |has |hereby |therefore |are |is |"
        r"all )*(?:decided?|agreed?|approved?|resolved?|"
        r"adopt(?:ed)?|reject(?:ed)?|appoint(?:ed)?|elect(?:ed)?|accept(?:ed)?)\b",
        r"\b(?:motion|proposal|budget|recommendation|resolution|amendment|report|accounts?|plan|policy|"
        r"strategy|minutes|it|that|this)\b"
        r"[^.?]{0,40}?\b(?:is|are|has been|was|stands?|'s) (?:\w+ )?(?:approved|adopted|carried|passed|agreed|"
        r"accepted|decided|rejected|lost|defeated)\b",
        r"\b(?:carries|is carried|motion passes|that carries|that's agreed|that is agreed|then it's decided|"
        r"so decided|so resolved)\b",
        r"\b(?:the|our) decision (?:is|then is)\b",
        r"\bi conclude that\b|\bthe conclusion is\b|\b(?:is|are) (?:hereby )?(?:re-?)?(?:elected|appointed)\b",
    ),
    approval=_any(r"\b(?:approved?|adopted|carried|carries|passed|passes|agreed|accepted|decided)\b"),
    rejection=_any(r"\b(?:rejected|lost|defeated|not (?:approved|adopted|carried|agreed|passed))\b"),
    proposal_to_decide=_any(
        r"\b(?:can|shall|do|may|are) (?:we|the board|the committee)\b.*\b(?:approve|agree|adopt|accept|decide|agreed)\b"
    ),
    confirms=_any(
        r"\b(?:then|so) (?:that(?:'s| is)|it(?:'s| is)) (?:what we(?:'ll| will)? do|settled|agreed|decided|it)\b",
        r"\b(?:let's|let us|we'll|we will|then we) (?:do|go with) (?:that|it)\b|\bthat(?:'s| is) (?:settled|decided|"
        r"agreed|a deal)\b",
        r"^(?:okay|good|right|yes)?[, ]*(?:agreed|so agreed|carried|done|approved)[.!]?$",
        r"\bno objections?[.,!?]?\s+(?:then|so)\b|\b(?:hearing|seeing) (?:no|none)\b",
    ),
    declines=_any(
        r"\b(?:we|i)(?:'ll| will| shall| have to)? (?:say no|turn (?:it|that|them) down|decline)\b|\bthe answer is no\b"
    ),
    assent=_any(
        r"^(?:yes|yeah|yep|yup|agreed?|aye|sure|of course|certainly|absolutely|will do|happy to|i will|i'll|"
        r"i can|okay|ok|fine|"
        r"no problem|i agree|approved|seconded|no objections?|definitely|gladly|so do i|me too|right)\b",
    ),
    refusal=_any(r"^(?:no\b(?! (?:problem|objection))|i(?:'m| am) afraid|i can't|i cannot|sorry|not really)"),
    takes_note=_any(
        r"\b(?:we|board|committee|council|meeting) (?:\w+ )?(?:notes?|take(?:s)? note)\b|\btake(?:s|n)? note\b|"
        r"\bis (?:therefore |hereby |duly )?noted\b|\bduly noted\b|\bthe (?:report|update) (?:is|as) noted\b|"
        r"\b(?:we|board) (?:\w+ )?(?:note|receive)s? the (?:report|update)\b|\bnote (?:the|this|"
        r"that) (?:report|update|information|status)\b",
    ),
    closes=_any(
        r"\b(?:that |which )?(?:closes|concludes|completes) (?:this|that|the) item\b|\bclose (?:this|that|the) item\b",
        r"\bthank(?:s| you)\b.*\b(?:move on|moving on|next item|close)\b",
        r"\bthat(?:'s| is| was) (?:all|it) (?:for|on) (?:this|that|the) item\b",
        r"\bitem is (?:now )?closed\b",
    ),
    sums_up=_any(r"\b(?:sum(?:s|ming)? up|summari[sz]e|to conclude|in conclusion|conclude that|conclusion)\b"),
    takes_on=re.compile(
        r"^(?:yes|yeah|sure|okay|of course|well)?[ ,.]*(?:(?:(?P<other>[A-Z][\w-]+) and )?I (?:will|can|do|"
        r"could|am)\b|I'll\b|that's me\b|that is me\b|happy to\b)",
        re.IGNORECASE,
    ),
    promises=_any(r"\b(?:i promise|will make sure|'ll make sure|i undertake)\b"),
    thanked=_any(
        r"^(?:(?:yes|okay|oh)[,. ]+)*(?:many |thank you|thanks|great|perfect|good|fine|lovely|excellent|brilliant|"
        r"super|wonderful)\b"
    ),
    conditional=_any(
        r"\b(?:if|usually|always|normally|every (?:day|week|month|time)|maybe|perhaps|often|would|could|already|"
        r"yesterday|last)\b"
    ),
    asks_when=_any(r"\bwhen\b"),
    at_once=_any(
        r"^(?:introduce|tell|say|present|explain|count|open|close|read|show|begin|start|go|come|give|speak|"
        r"take\b(?! the matter)|put|call|look|share|ask|add|"
        r"report|lead|move|get|bring|find|try|talk|make|see)\b"
    ),
    takes_it=_any(
        r"^(?:do|take care of|handle|look after|take on|take|see to) (?:that|it|this)\b"
        r"(?! (?:back|up|to|with))(?P<rest>.*)$"
    ),
    bare_object=_any(
        r"^(?P<verb>\w+)(?P<particle> (?:up|out|off|in))? (?:it|that|this|them)\b(?! \w+s\b)(?P<rest>.*)$"
    ),
    unit=_any(r"^the (?:secretariat|administration|chair|staff|management|treasurer|secretary)$"),
    introduces=_any(r"\bmy name is\b", r"^I am [A-Z]\w+ [A-Z]\w+", r"\bI chair\b"),
    thanks=_any(r"^(?:many thanks|thanks?(?: you)?|welcome|the board thanks)\b"),
    nothing=_any(
        r"^(?:no|none|nothing|not from me|nothing from me|nope)\b",
        r"\bno other business\b|\bno any other business\b|\bnothing (?:else|further|more)\b|"
        r"\bthere (?:is|was|are|being) (?:nothing|none|no)\b|\bi (?:see|hear) (?:none|nothing|no hands)\b",
    ),
    any_other_business=_any(r"\bany other business\b", r"\bAOB\b"),
    next_meeting=_any(
        r"\b(?:the |our )?next (?:\w+ )?meeting\b", r"\b(?:we|meet|see you)\b.*\b(?:meet|again|next time)\b.*\bon\b"
    ),
    full_date=re.compile(_FULL, re.IGNORECASE),
    deadline=re.compile(
        rf"\b(?:by|before|no later than|not later than|until|within|on|in time for|ahead of|at)\s+{_WHEN}|"
        rf"\b(?:next week|this week|tomorrow|"
        r"as soon as possible|in (?:two|three|four|\d+) weeks)\b",
        re.IGNORECASE,
    ),
    unanimous=_any(
        r"\bunanimous(?:ly)?\b",
        r"\beveryone (?:is |votes |voted )?(?:in favour|in favor|for)\b|\ball in favour, none\b",
    ),
    casting_vote=_any(r"\bcasting vote\b", r"\bchair(?:'s|man's|woman's)? vote (?:decides|is decisive)\b"),
    vote=_any(
        r"\bvot(?:e|es|ed|ing)\b|\ball those in favou?r\b|\bin favou?r\b|\babst\w+\b|\bshow of hands\b|\bballot\b"
    ),
    vote_for=_any(r"\bfor\b|\bin favou?r\b|\byes(?:es)?\b|\bayes?\b"),
    vote_against=_any(r"\bagainst\b|\bopposed\b|\bno(?:es|s)\b|\bnays?\b"),
    vote_abstain=_any(r"\babst\w+\b|\bneither\b"),
    yes=_any(r"^(?:yes|yeah|yep|correct|that's correct|that is correct|indeed|it is|it does|we do|we have)\b"),
    no=_any(r"^(?:no|nope|not yet)\b"),
    weighty=_any(
        r"\d",
        r"\b(?:important\w*|crucial|critical|problem\w*|risk\w*|concern\w*|worr\w*|propos\w*|recommend\w*|"
        r"should|must|need\w*|"
        r"require\w*|lack\w*|delay\w*|pounds?|euros?|dollars?|million|thousand|per ?cent|percent|budget\w*|"
        r"cost\w*|price\w*|consequence\w*|agree\w*|"
        r"responsib\w*|idea|deadline\w*|schedule\w*|challeng\w*|necessary|support\w*|suggest\w*|urge\w*|"
        r"result\w*|plan\w*|target\w*|decid\w*)\b",
    ),
    hedge=_any(r"\b(?:maybe|perhaps|probably|possibly|might|could|likely|think|about|around|roughly|approximately)\b"),
    negation=_any(r"\b(?:not|no|never|none|nothing|neither|nor|cannot|without)\b|n't\b|n’t\b"),
    echo=_any(
        r"^(?:yes|yeah|no)?[ ,.]*(?:we|it|i|they|that|there) (?:do|does|did|have|has|are|is|was|will|can|"
        r"am)(?: not|n't)?[.!]*$|^that(?:'s| is) (?:right|correct|true)[.!]*$"
    ),
    name_words=frozenset(
        "will bill mark rose grace may june april hope faith sue pat jack rob art frank dawn drew".split()
    ),
    articles=frozenset(
        "the a an this that these those our your my his her its their some any no each every another other".split()
    ),
    stopwords=frozenset(
        "i you he she we they it the a an and or but that this these those as for to on of at by with from is "
        "are was were be been being have has "
        "had do does did can could shall should will would may might must not also so now here then if when "
        "what where who how which there their "
        "our your his her its my me us them just very really more much than up down out in into over under "
        "about after before get got go going "
        "some any all think well yes no like one".split()
    ),
)
