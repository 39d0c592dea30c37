"""Words and phrases of yes and no, folded: without umlauts and punctuation."""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

Words = Mapping[Language, re.Pattern[str]]

NO: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:nein|nee|ne|noe+|nicht|nichts|nix|net|keinesfalls|keineswegs|auf keinen fall"
        r"|falsch|leider|kein\w*|doch nicht|verkehrt|niemals|nie"
        r"|lass(?:en)? (?:sie )?(?:mal|es|das)|lieber ohne|quatsch|unsinn|bloedsinn"
        r"|abgelehnt|unrichtig)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:no|nope|nah|nay|not|never|wrong|incorrect|dont|doesnt|didnt|wasnt|arent|cant"
        r"|cannot|wont|isnt|wouldnt|shouldnt|negative|neither|unfortunately|leave it"
        r"|scrap that|hardly|nowhere near|forget it|skip it)\b"
    ),
}
YES: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:ja)+[ah]?|jo|jawohl|jawoll|joa?|joh|jou|jep|jup+|yep|meinetwegen"
        r"|meinethalben|abgemacht|so ist es|so ists|so isses|so ischs"
        r"|(?:haut|kommt|geht) (?:so )?hin|hau(?:t|en) so hin|ist recht|(?:haar)?[gj]enau"
        r"|gerne?|passt|klar|klaro|sicher(?:lich)?|natuerlich|logisch|logo"
        r"|selbstverstaendlich|selbstredend|richtig|korrekt|stimm(?:t|en|ts)|okay|okee|ok"
        r"|einverstanden|in ordnung|gut|prima|super|perfekt|wunderbar|hervorragend"
        r"|einwandfrei|tadellos|fein|sauber|optimal|ausgezeichnet|alles klar|machen wirs?"
        r"|von mir aus|auf jeden fall|auf alle faelle|unbedingt|bitte|mhm|freilich|doch"
        r"|nehme?|geht|klappt|laeuft|exakt|bestens|toll|freut mich|sehr wohl|gebongt|geritzt"
        r"|bingo|treffer|(?:tragen|schreiben) sie (?:(?:mich|das|es|den|ihn|so|bitte) )*ein"
        r"|buchen sie (?:das|es|den|ihn)"
        r"|waere (?:sehr |ganz |echt )?(?:nett|lieb|schoen|klasse)"
        r"|(?:denk|glaub|mein|schaetz|hoff|find|schon) ?e?(?: ich)?(?: doch)? schon"
        r"|wird schon|schon recht|eh klar"
        r"|koennen sie (?:nehmen|machen|tun|notieren|so lassen|schreiben)|duerfen sie"
        r"|nehmen sie (?:\w+ )?(?:die|diese|das|den)|machen sies?|tun sie das|nur zu|jederzeit"
        r"|so soll es sein|ganz recht|recht so|aber hallo|hundertprozentig"
        r"|(?:100|hundert) prozent)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:yes|yeah|yep|yup|yea|ya|yessir|sure|ok|okay|right|righto|righty ho|correct"
        r"|fine|perfect|great|good|grand|super|smashing|champion|ace|exactly|precisely"
        r"|please|absolutely|definitely|of course|certainly|surely|naturally|alright"
        r"|all right|sounds|works|lovely|thats it|go ahead|ill take|suits|uh huh|mm ?hm+|mhm"
        r"|indeed|that is it|wonderful|true|id love|brilliant|aye|go on then|go for it"
        r"|will do|by all means|(?:spot|bang|dead) on|you bet|deal|okey dokey|fair enough"
        r"|affirmative|agreed|done|i (?:think|guess|suppose|believe|reckon) (?:so|that)"
        r"|it is|do that|why not"
        r"|thats (?:the (?:ticket|one)|me|us|mine|him|her|them|what i (?:said|want|meant))"
        r"|got it(?: in one)?|couldnt be better|thatll do|the very same|(?:the )?same one"
        r"|this one|that one|works|no bother|happy with that|be my guest|i dont see why not"
        r"|on the nose|put me down|carry on|as you (?:say|said)|nailed it|checks out"
        r"|too right|(?:100|(?:a|one) hundred) percent|(?:put|pop) (?:it|that|me) (?:in|down)"
        r"|book (?:it|that|me)(?: in)?|i suppose|(?:d|would) be (?:very )?(?:nice|kind|helpful)"
        r"|if you (?:could|would))\b"
    ),
}
SHORT_YES = re.compile(
    r"^(?:(?:oh|well|er|um|and|aye) )*(?:i do|i am|i will|i would|i can|it does|it will"
    r"|you (?:may|can|do|have)|you have it|we (?:are|do|can|will)|that it is"
    r"|use (?:that|it|this)|eben|so|bin ich|habe? ich|will ich|moechte ich|kann ich)"
    r"(?: (?:please|thanks|thank you|indeed|that|it|one|love|mate|dear|auch|ja))*$"
)
"""A whole answer; within a sentence these words tell nothing."""

HARMLESS: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:warum|wieso|weshalb) nicht"
        r"|kein(?:e)? (?:problem|thema|frage|einwaende|einwand|ding|sache|akt)"
        r"|nicht schlecht|nichts? (?:da)?gegen|nichts einzuwenden|nichts auszusetzen"
        r"|nicht wahr|nichts zu (?:meckern|aendern|korrigieren)"
        r"|aber (?:ja|sicher|gerne?|klar)|nein danke schoen(?= ja)|sonst nichts"
        r"|nichts (?:mehr|weiter)(?= danke$|$))\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:why not|no (?:problem|worries|objections?|issues?|trouble|bother|complaints)"
        r"|not bad|(?:i )?dont mind|(?:i )?(?:dont|cant) see why not|wouldnt change a thing"
        r"|cant (?:complain|fault it)|couldnt be better"
        r"|nothing wrong(?: (?:there|with that))?|can do no wrong)\b"
    ),
}
"""Yes in words of no."""

PLAIN_NO = re.compile(
    r"^(?:aeh |aehm |also |oh |hm |well |um |er |ach |na )*(?:nein|nee|ne|noe+|no|nope|nah"
    r"|lieber nicht|falsch|stimmt nicht|das stimmt nicht|thats (?:not|wrong)|not)\b"
)
RATHER_NOT = re.compile(
    r"\b(?:rather|prefer)\b.*\b(?:not|didnt|wouldnt|another|different|other)\b"
    r"|\blieber (?:nicht|auf|unter|ueber|an|eine? ander\w*)\b"
)
DOUBT = re.compile(
    r"\b(?:aber|but|ausser|except|jein|vielleicht|maybe|perhaps|weiss nicht|dont know|not sure"
    r"|nicht sicher|unsicher|kommt darauf an|depends|moment|wait|fast|almost|nearly|sondern"
    r"|ich ueberlege|ander(?:e[mnrs]?)|another|different|the other|instead|stattdessen"
    r"|(?:doch|dann) lieber|lieber doch|doch besser)\b"
)
ASKS = re.compile(
    r"\b(?:wie bitte|bitte was|wiederhol\w*|noch ?mal|repeat|pardon|say that again|come again"
    r"|was meinen|was heisst|what do you|ich brauche|ich moechte|ich haette|i need|i want"
    r"|i would like|id like|nicht verstanden|langsamer|slower|which|welche\w*)\b"
)
SURE_YES = re.compile(r"\b(?:ja+|jo|jawohl|jawoll|yes|yeah|yep|yup|aye)\b")
SURE_AT_AN_END = re.compile(
    rf"^(?:\S+ ){{0,2}}{SURE_YES.pattern}"
    rf"|{SURE_YES.pattern}(?: (?:bitte|please|danke|thanks|genau|gern))*$"
)
"""In a long sentence it means something only there ("er ist ja krank")."""

AFFIRMS = re.compile(
    r"^(?:[gj]enau|freilich)\b"
    r"|\b(?:stimmt|passt|richtig|[gj]enau|freilich|korrekt|correct|right)"
    r"(?: (?:so|auch|schon|danke|bitte|thanks|please))*$"
)
"""In whatever sentence that begins or ends so, unless it says no."""

POLITE = re.compile(r"\b(?:bitte|please)\b")
POLITE_ALONE = re.compile(
    r"^(?:(?:oh|aeh|ach|gern|dann|doch|mal|so|well|um|er) )*(?:bitte|please)"
    r"(?: (?:bitte|please|sehr|schoen|doch|do|so|gern|ja))*$"
)
"""As a whole answer; beside anything else it only asks for that."""

THANKS = re.compile(r"\b(?:vielen |besten )?dank\w*(?: schoen| sehr)?\b|\bthank(?:s| you)\b")
