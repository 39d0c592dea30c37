# ruff: noqa: E501 - a line holds what one caller says
"""A third lot of what callers say of times, written when the rules knew the first two.

The notation is that of `heldout_callers` and, for times that were named, `heldout_offers`.
"""

GERMAN = """
ich habe am montag und am mittwoch jeweils vormittags zeit = 2026-11-23..2026-11-25 -12:00 mo,we
ich hab da nächste woche montag frei = 2026-11-23
ich habe gehört sie haben freitags bis sechs offen da würde ich gern um fünf kommen = 2026-11-20 @17:00
ich muss spätestens am donnerstag einen termin haben = 2026-11-18..2026-11-19
ich muss um elf wieder im büro sein also eher so um neun = @09:00
ich bin am zweiten dezember sowieso bei ihnen in der gegend da würde es passen = 2026-12-02
wir sind von montag bis mittwoch zuhause da können sie jederzeit kommen = 2026-11-23..2026-11-25
unser kater hat am freitag seine zweite impfung bekommen und jetzt frisst er nicht = -
die heizung ist seit gestern abend kalt können sie heute noch jemanden schicken = 2026-11-18
der brief kam am zehnten und ich habe zwei wochen frist also bis zum vierundzwanzigsten = 2026-11-18..2026-11-24
meine verhandlung ist am vierten dezember und ich bräuchte vorher noch eine besprechung = 2026-11-18..2026-12-03
ich bin am fünften mai geboren und hätte gern einen termin am montag = 2026-11-23
der hund ist vier jahre alt und bräuchte am dienstag einen termin = 2026-11-24
die wurzelbehandlung war am dritten november und die zweite sitzung soll in vier wochen sein = 2026-12-14..2026-12-20
ich hätte zwischen halb neun und zehn zeit am donnerstag = 2026-11-19 08:30-10:00
am montag hab ich nur zwischen elf und zwölf zeit = 2026-11-23 11:00-12:00
ich könnte morgen ab halb vier oder am freitag den ganzen tag = 2026-11-19 15:30-
am mittwoch hätte ich den ganzen nachmittag zeit = 2026-11-25 12:00-18:00
montags geht's nur in der früh = 2026-11-23 -10:00
jeden tag ab sechzehn uhr dreißig = 16:30-
erst nach achtzehn uhr wenn's recht ist = 18:00-
so früh wie möglich am donnerstag = 2026-11-19 soonest
so spät wie möglich am freitag = 2026-11-20 latest
irgendwas im dezember vielleicht die zweite woche = 2026-12-08..2026-12-14
das kind hat bis dreizehn uhr schule also danach = 13:00-
wenn die kinder in der schule sind also so zwischen neun und zwölf = 09:00-12:00
vormittags hab ich die kinder da aber nachmittags geht's = 12:00-18:00
am dienstag vor weihnachten = 2026-12-22
den achtzehnten oder neunzehnten januar = 2027-01-18..2027-01-19
viertel nach sieben geht das schon = @07:15
na gut dann halt um dreiviertel acht = @07:45
halb sieben abends = @18:30
um zwanzig nach vier bin ich aus der arbeit raus = 16:20-
kommende woche irgendwann gegen mittag = 2026-11-23..2026-11-29 12:00-14:00
in den nächsten zehn tagen = 2026-11-18..2026-11-27
ich brauche den bericht bis freitag = 2026-11-18..2026-11-20
entweder morgen oder nächste woche = 2026-11-19..2026-11-29
freitag passt nicht so gut und donnerstag auch nicht = other_day !th,!fr
lieber anfang als ende der woche = 2026-11-23..2026-11-24
im laufe des vormittags = -12:00
zwischen elf und halb eins = 11:00-12:30
wenn möglich noch im alten jahr = 2026-11-18..2026-12-31
ich kann vormittags nie = 12:00-
abends passt's mir besser ich arbeite bis fünf = 17:00-
am freitag der nächsten woche = 2026-11-27
"""

ENGLISH = """
i have monday and wednesday mornings free = 2026-11-23..2026-11-25 -12:00 mo,we
i've got next monday off = 2026-11-23
i hear you're open till six on fridays so could i come at five = 2026-11-20 @17:00
i have to be seen by thursday at the latest = 2026-11-18..2026-11-19
i have to be back in the office by eleven so nine would be better = @09:00
i'm round your way on the second of december anyway so that would work = 2026-12-02
we're home monday to wednesday so come any time = 2026-11-23..2026-11-25
our cat had his second jab on friday and now he's not eating = -
the heating's been off since last night can you send someone today = 2026-11-18
the letter came on the tenth and i've got two weeks so by the twenty fourth = 2026-11-18..2026-11-24
my hearing's on the fourth of december and i need to see someone before that = 2026-11-18..2026-12-03
i was born on the fifth of may and i'd like to come in on monday = 2026-11-23
the dog's four years old and i'd like tuesday = 2026-11-24
i'm free between half eight and ten on thursday = 2026-11-19 08:30-10:00
monday i've only got time between eleven and twelve = 2026-11-23 11:00-12:00
i could do tomorrow from half three or all day friday = 2026-11-19 15:30-
wednesday i've got the whole afternoon = 2026-11-25 12:00-18:00
mondays only first thing = 2026-11-23 -10:00
any weekday after half four = 16:30-
not till after six if that's all right = 18:00-
as early as possible on thursday = 2026-11-19 soonest
as late as possible on friday = 2026-11-20 latest
something in december maybe the second week = 2026-12-08..2026-12-14
the kids are in school till three so before then = -15:00
while the kids are at school so between nine and twelve = 09:00-12:00
i've got the kids in the mornings but afternoons are fine = 12:00-18:00
the tuesday before christmas = 2026-12-22
either the eighteenth or the nineteenth of january = 2027-01-18..2027-01-19
is quarter past seven too early = @07:15
oh go on then quarter to eight = @07:45
half six in the evening = @18:30
i'm out of work by twenty past four = 16:20-
next week some time around midday = 2026-11-23..2026-11-29 12:00-14:00
within the next ten days = 2026-11-18..2026-11-27
tomorrow or else next week = 2026-11-19..2026-11-29
friday's not great and neither is thursday = other_day !th,!fr
early next week = 2026-11-23..2026-11-24
over the course of the morning = -12:00
between eleven and half twelve = 11:00-12:30
before the end of the year if you can = 2026-11-18..2026-12-31
i can't do mornings = 12:00-
evenings suit me better i work till five = 17:00-
the friday of next week = 2026-11-27
a fortnight today = 2026-12-02
thursday evening if you're open late = 2026-11-19 17:00-
"""

GERMAN_OFFERED = """
mittwoch wäre mir recht = 1
nehmen wir halt den donnerstag = 2
ist mir beides recht = 1
geht's an einem der beiden tage auch erst um fünf = 2026-11-25.. 17:00-
haben sie in der woche drauf auch noch was = 2026-11-30..2026-12-06
nein ich brauch was nach siebzehn uhr = 2026-11-25.. 17:00-
der donnerstag nur bitte nicht vor elf = 2026-11-26 11:00-
donnerstag ginge auch halb elf = 2026-11-26 @10:30
"""

ENGLISH_OFFERED = """
wednesday would suit = 1
let's go for the thursday = 2
either's fine = 1
on either of those days could it be five = 2026-11-25..2026-11-26 @17:00
have you got anything the week after = 2026-11-30..2026-12-06
no i need something after five = 2026-11-25.. 17:00-
thursday but not before eleven = 2026-11-26 11:00-
thursday would half ten work = 2026-11-26 @10:30
"""

GERMAN_HELD = """
stopp ich hab mich vertan ich meinte freitag = 2026-11-27 @10:00
ach wissen sie was machen wir doch lieber den nachmittag = 2026-11-26 12:00-18:00
können wir das um eine viertelstunde nach hinten schieben = 2026-11-26 @10:15
nein nicht den sechsundzwanzigsten den siebenundzwanzigsten = 2026-11-27 @10:00
"""

ENGLISH_HELD = """
hold on i got that wrong i meant friday = 2026-11-27 @10:00
you know what let's do the afternoon instead = 2026-11-26 12:00-18:00
could we push it back a quarter of an hour = 2026-11-26 @10:15
no not the twenty sixth the twenty seventh = 2026-11-27 @10:00
"""

GERMAN_MOVING = """
ich würd ihn gern auf den tag davor legen gleiche zeit = 2026-12-07 @11:00
ginge es auch erst am zehnten so gegen elf = 2026-12-10 @11:00
am dienstag hab ich zahnarzt könnten wir mittwoch nehmen = 2026-12-09
"""

ENGLISH_MOVING = """
i'd like it the day before at the same time = 2026-12-07 @11:00
could it be the tenth instead around eleven = 2026-12-10 @11:00
i've got the dentist on tuesday could we do wednesday = 2026-12-09
"""
