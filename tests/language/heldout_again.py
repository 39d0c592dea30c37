# ruff: noqa: E501 - a line holds what one caller says
"""A second lot of what callers say of times, written when the rules knew the first one.

The notation is that of `heldout_callers` and, for times that were named, `heldout_offers`.
"""

GERMAN = """
also mir wäre es am liebsten wenn es noch vor freitag klappen würde = 2026-11-18..2026-11-19
donnerstag hätt ich erst nach der schule zeit so ab zwei = 2026-11-19 14:00-
ginge es bei ihnen auch mal an einem samstag = 2026-11-21
ich schau grad in meinen kalender am vierundzwanzigsten vielleicht vormittags = 2026-11-24 -12:00
uhrzeit ist wurscht hauptsache montag = 2026-11-23
ich komm mit dem bus der ist um zehn nach neun da also viertel nach neun = @09:15
in der zweiten dezemberwoche irgendwann = 2026-12-08..2026-12-14
am liebsten morgen wenn nicht dann übermorgen = 2026-11-19
bis ende november müsste das erledigt sein = 2026-11-18..2026-11-30
frühestens in zwei wochen vorher bin ich nicht da = 2026-11-30..
nächste woche bin ich auf fortbildung die woche danach passt = 2026-11-30..2026-12-06
mein urlaub geht bis dritten dezember also ab vierten = 2026-12-04..
ich hätte dienstags immer ab vier zeit = 2026-11-24 16:00-
so um die mittagszeit = 12:00-14:00
acht uhr früh am donnerstag = 2026-11-19 @08:00
vielleicht am einundzwanzigsten oder am zweiundzwanzigsten januar = 2027-01-21..2027-01-22
kurz vor zwölf wär ideal = @12:00
zwanzig vor neun = @08:40
um dreiviertel zwei nachmittags = @13:45
viertel vor sechs abends = @17:45
egal wann nur bitte nicht so früh = later
den späteren nachmittag wenn's möglich ist = 16:00-18:00
geht noch was heute vor achtzehn uhr = 2026-11-18 -18:00
donnerstag der dritte zwölfte = 2026-12-03
meine mutter wird am sonntag achtzig da geht's nicht aber am montag drauf = 2026-11-23
wir haben uns am montag bei ihnen vorgestellt und bräuchten jetzt einen folgetermin = -
am freitag war schon jemand da und hat das falsche teil mitgebracht = -
der monteur war für gestern zwischen acht und zwölf angekündigt = -
ich hab um vier uhr meinen zug also müsste ich um drei fertig sein = -15:00
mit der arbeit bin ich um halb fünf fertig danach jederzeit = 16:30-
an allen tagen außer mittwoch und donnerstag = !we,!th
nicht vor dem zehnten dezember = 2026-12-10..
so in vier bis sechs wochen = 2026-12-14..2027-01-03
nach den weihnachtsferien = -
ja dann halt am dreiundzwanzigsten um neun = 2026-11-23 @09:00
sagen wir freitag zehn uhr = 2026-11-20 @10:00
freitag in der früh um sieben wenn da schon offen ist = 2026-11-20 @07:00
mir tut seit heute nacht der zahn weh = -
an einem montag im januar = 2027-01-04
spätestens am zehnten dezember = 2026-11-18..2026-12-10
ich bräuchte in drei monaten wieder einen termin = 2027-02-18..2027-02-21
vormittags zwischen neun und elf egal an welchem tag = 09:00-11:00
hm mittwoch ist mein freier tag also nächsten mittwoch = 2026-11-25
am besten gleich in der früh dann muss ich nicht extra frei nehmen = -10:00
heute in einer woche um elf = 2026-11-25 @11:00
"""

ENGLISH = """
would wednesday week be any good about half ten = 2026-12-02 @10:30
i could make thursday after the kids are in school so from nine = 2026-11-19 09:00-
do you ever do saturdays = 2026-11-21
let me see the twenty fourth perhaps in the morning = 2026-11-24 -12:00
time doesn't matter as long as it's monday = 2026-11-23
my bus gets in at ten past nine so quarter past nine = @09:15
second week of december some time = 2026-12-08..2026-12-14
preferably tomorrow failing that friday = 2026-11-19
it needs to be done by the end of november = 2026-11-18..2026-11-30
not for at least two weeks i'm abroad until then = 2026-11-30..
i'm on a course next week so the week after please = 2026-11-30..2026-12-06
i'm back on the third of december so any time from the fourth = 2026-12-04..
i've always got tuesdays free from four = 2026-11-24 16:00-
round about lunchtime = 12:00-14:00
eight in the morning on thursday = 2026-11-19 @08:00
the twenty first or twenty second of january = 2027-01-21..2027-01-22
just before twelve would be perfect = @12:00
twenty to nine = @08:40
quarter to six in the evening = @17:45
any time really just not too early = later
anything left today before six = 2026-11-18 -18:00
thursday the third of december = 2026-12-03
it's my mother's eightieth on sunday so the monday after = 2026-11-23
somebody came on friday and brought the wrong part = -
the engineer was supposed to come yesterday between eight and twelve = -
i've got a train at four so i'd need to be done by three = -15:00
i knock off at half four so after that = 16:30-
every day apart from wednesday and thursday = !we,!th
not before the tenth of december = 2026-12-10..
in four to six weeks = 2026-12-14..2027-01-03
after the christmas holidays = 2026-12-27..
okay the twenty third at nine then = 2026-11-23 @09:00
let's say friday ten o'clock = 2026-11-20 @10:00
friday at seven if you're open that early = 2026-11-20 @07:00
i've had toothache since last night = -
a monday in january = 2027-01-04
by the tenth of december at the latest = 2026-11-18..2026-12-10
i'm due back in three months = 2027-02-18..2027-02-21
between nine and eleven any day's fine = 09:00-11:00
wednesday's my day off so next wednesday = 2026-11-25
the earlier in the day the better on friday = 2026-11-20 soonest
a week today at eleven = 2026-11-25 @11:00
i work nights so late afternoons are best = 16:00-18:00
christmas week if you're open = 2026-12-21..2026-12-27
the last thursday of the month = 2026-11-26
"""

GERMAN_OFFERED = """
dann machen wir den vormittagstermin = 2
oh mittwoch nachmittag ist ungünstig aber donnerstag passt = 2
den mittwochstermin bitte = 1
hätten sie vielleicht auch am freitag was = 2026-11-27
lieber noch eine woche später = 2026-12-03
zehn uhr ist mir zu früh geht auch elf = 2026-11-25..2026-11-26 @11:00
nein da arbeite ich = no
ja passt der erste = 1
"""

ENGLISH_OFFERED = """
i'll take the morning one = 2
wednesday afternoon's awkward but thursday's fine = 2
the wednesday appointment please = 1
might you have something on friday = 2026-11-27
could we leave it another week = 2026-12-03
ten's a bit early could you do eleven = 2026-11-25..2026-11-26 @11:00
no i'm working then = no
yeah the first's good = 1
"""

GERMAN_HELD = """
moment donnerstag geht doch nicht da hab ich physio freitag wäre besser = 2026-11-27 @10:00 !th
könnten wir doch viertel nach zehn machen = 2026-11-26 @10:15
ach halt um zehn hab ich ja noch den handwerker lieber um zwei = 2026-11-26 @14:00
geht das auch einen tag vorher = 2026-11-25 @10:00
"""

ENGLISH_HELD = """
hang on thursday won't work i've got physio friday would be better = 2026-11-27 @10:00 !th
could we say quarter past ten instead = 2026-11-26 @10:15
oh i've got the plumber at ten could it be two = 2026-11-26 @14:00
any chance of the day before = 2026-11-25 @10:00
"""

GERMAN_MOVING = """
lieber eine woche früher = 2026-12-01 @11:00
ich bräuchte ihn am selben tag nur am nachmittag = 2026-12-08 12:00-18:00
auf donnerstag dieselbe uhrzeit = 2026-12-10 @11:00
"""

ENGLISH_MOVING = """
could it be a week earlier = 2026-12-01 @11:00
same day but in the afternoon = 2026-12-08 12:00-18:00
thursday same time = 2026-12-10 @11:00
"""
