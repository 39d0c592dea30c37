# ruff: noqa: E501 - a line holds what one caller says
"""A fourth lot, written when the rules knew the first three.

The notation is that of `heldout_callers` and, for times that were named, `heldout_offers`.
"""

GERMAN = """
ja grüß sie ich bräuchte einen termin am besten donnerstag nachmittag weil da hab ich frei = 2026-11-19 12:00-18:00
wissen sie ich bin schichtarbeiter diese woche hab ich früh also nach vierzehn uhr = 2026-11-18..2026-11-22 14:00-
wär's möglich dass ich mal ende november vorbeikomme = 2026-11-21..2026-11-30
am montag ist mein auto in der werkstatt also dienstag = 2026-11-24
hätten sie vielleicht am neunten dezember nachmittags noch etwas frei = 2026-12-09 12:00-18:00
ich kann ab montag jeden tag außer mittwoch = 2026-11-23.. !we
mir wär's recht wenn's vor neun ginge = -09:00
geht's auch am abend so nach sechs = 18:00-
der fünfzehnte januar wäre ein freitag oder den hätte ich gern = 2027-01-15
so um viertel nach zehn rum = @10:15
am siebenundzwanzigsten aber bitte nicht vor elf = 2026-11-27 11:00-
jederzeit ab dem ersten = 2026-12-01..
mein sohn hat am dienstag schwimmen darum lieber mittwoch oder donnerstag = 2026-11-19..2026-11-25 we,th
nächsten monat irgendwann vormittags = 2026-12-01..2026-12-31 -12:00
es müsste noch diesen monat sein = 2026-11-18..2026-11-30
übermorgen um dieselbe zeit wie beim letzten mal um neun = 2026-11-20 @09:00
heute abend noch wenn's geht = 2026-11-18 17:00-
am dreizehnten januar zwischen acht und neun = 2027-01-13 08:00-09:00
den dienstag darauf = 2026-11-24
freitag um eins sonst erst wieder montag = 2026-11-20 @13:00
"""

ENGLISH = """
hello there i wondered if you'd have anything thursday afternoon as that's my day off = 2026-11-19 12:00-18:00
i do shifts and this week i'm on earlies so after two = 2026-11-18..2026-11-22 14:00-
could i pop in towards the end of november = 2026-11-21..2026-11-30
the car's in the garage on monday so tuesday = 2026-11-24
have you anything left on the ninth of december in the afternoon = 2026-12-09 12:00-18:00
from monday any day except wednesday = 2026-11-23.. !we
it would need to be before nine = -09:00
could it be in the evening after six say = 18:00-
i'd like friday the fifteenth of january = 2027-01-15
quarter past ten or thereabouts = @10:15
the twenty seventh but please not before eleven = 2026-11-27 11:00-
any time from the first onwards = 2026-12-01..
my son's got swimming on tuesday so wednesday or thursday = 2026-11-19..2026-11-25 we,th
some time next month in the morning = 2026-12-01..2026-12-31 -12:00
it really has to be this month = 2026-11-18..2026-11-30
day after tomorrow at nine = 2026-11-20 @09:00
this evening if that's doable = 2026-11-18 17:00-
thirteenth of january between eight and nine = 2027-01-13 08:00-09:00
the tuesday after that = 2026-11-24
friday at one or else monday = 2026-11-20 @13:00
"""

GERMAN_OFFERED = """
da nehm ich doch den donnerstag = 2
der um halb drei wäre super = 1
an dem mittwoch bin ich verreist aber der donnerstag geht = 2
ui das ist mir beides zu früh haben sie was im dezember = 2026-12-01..2026-12-31
wie wär's mit freitag = 2026-11-27
"""

ENGLISH_OFFERED = """
i think thursday then = 2
the half two one would be super = 1
i'm away that wednesday but the thursday's grand = 2
both a bit soon for me have you anything in december = 2026-12-01..2026-12-31
how about friday = 2026-11-27
"""

GERMAN_HELD = """
ach ne am donnerstag um zehn hab ich fußpflege können wir elf uhr dreißig sagen = 2026-11-26 @11:30
moment lieber doch am mittwoch = 2026-11-25 @10:00
eine stunde früher wär mir doch lieber = 2026-11-26 @09:00
"""

ENGLISH_HELD = """
oh hang on at ten on thursday i've got the chiropodist could we say half eleven = 2026-11-26 @11:30
sorry wednesday would be better after all = 2026-11-25 @10:00
actually an hour earlier would suit me better = 2026-11-26 @09:00
"""

GERMAN_MOVING = """
am achten kann ich nicht geht's am zehnten = 2026-12-10
ich müsste den um zwei stunden nach hinten schieben = 2026-12-08 @13:00
"""

ENGLISH_MOVING = """
i can't do the eighth could i do the tenth = 2026-12-10
i'd need to push it back two hours = 2026-12-08 @13:00
"""
