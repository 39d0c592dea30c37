# ruff: noqa: E501 - a line holds what one caller says
"""What callers say to times that were named to them, written before the rules ran on it.

One a line, on Wednesday 2026-11-18 at 10:00: what was said = what becomes of it. ``1`` or
``2``: that offer is taken; ``2?``: it alone is offered again; ``no``; ``-``: not understood;
otherwise what is looked for, in the notation of `heldout_callers`.
"""

OFFERED = ("2026-11-25 14:30", "2026-11-26 10:00")
HELD = "2026-11-26 10:00"
"""Wished for, held, and read back."""

EXISTING = "2026-12-08 11:00"
"""The appointment that is to be moved."""

GERMAN_OFFERED = """
den ersten je eher desto besser = 1
dann nehmen wir den am donnerstag = 2
ja der mittwoch passt = 1
um zehn das passt mir gut = 2
der nachmittag wär mir lieber = 1
lieber den vormittag = 2
donnerstag geht = 2
halb drei ist perfekt = 1
nein am mittwoch hab ich ja den enkel dann den donnerstag = 2
ach gott mittwoch ist ja bußtag dann donnerstag nachmittags um zwei = 2026-11-26 @14:00
am donnerstag lieber etwas später so halb zwölf = 2026-11-26 @11:30
geht's am mittwoch auch um vier = 2026-11-25 @16:00
beides schlecht haben sie was am freitag = 2026-11-27
mittwoch ja aber eine stunde später = 2026-11-25 @15:30
da bin ich leider beide male in der arbeit = no
haben sie auch was ganz früh = 2026-11-25.. -10:00
gibt's am donnerstag auch was nachmittags = 2026-11-26 12:00-18:00
eine woche später ginge auch = 2026-12-03
von mir aus donnerstag = 2
lieber erst die woche drauf = 2026-11-30..2026-12-06
der erste passt nicht der zweite schon = 2
nein den ersten nicht den anderen = 2
mittwoch kann ich nicht = 2?
"""

ENGLISH_OFFERED = """
the first one the sooner the better = 1
i'll have the thursday please = 2
wednesday's fine = 1
ten suits me = 2
the afternoon one would be better = 1
i'd rather the morning = 2
half two's perfect = 1
no i've got my grandson on wednesday the thursday then = 2
would there be something a bit later that day half past eleven = 2026-11-25..2026-11-26 @11:30
is there anything on the thursday a bit later say half eleven = 2026-11-26 @11:30
could you do wednesday at four instead = 2026-11-25 @16:00
neither really have you anything on friday = 2026-11-27
wednesday but an hour later = 2026-11-25 @15:30
i'm at work both of those times i'm afraid = no
have you got anything first thing = 2026-11-25.. -10:00
anything on thursday afternoon = 2026-11-26 12:00-18:00
a week later would be better = 2026-12-03
go on then thursday = 2
the week after would be better for me = 2026-11-30..2026-12-06
not the first the second = 2
i can't do wednesday = 2?
"""

GERMAN_HELD = """
ach du je nein am donnerstag hab ich ja zahnarzt geht's auch am dienstag den achten selbe zeit zehn uhr = 2026-12-08 @10:00
nein warten sie am donnerstag ist ja die schulaufführung können wir freitag machen = 2026-11-27 @10:00
lieber um halb elf = 2026-11-26 @10:30
doch lieber eine stunde später = 2026-11-26 @11:00
nein am freitag zur selben zeit = 2026-11-27 @10:00
genauso nur eine stunde später = 2026-11-26 @11:00
doch lieber einen tag später = 2026-11-27 @10:00
nein das ist zu früh da bring ich die kinder weg geht's auch um elf = 2026-11-26 @11:00
"""

ENGLISH_HELD = """
wait no i've the school run on thursdays could you make it half past eleven instead = 2026-11-26 @11:30
oh no i've got the dentist on thursday could we do tuesday the eighth same time = 2026-12-08 @10:00
actually could it be the friday = 2026-11-27 @10:00
can we make it an hour later = 2026-11-26 @11:00
no half ten would be better = 2026-11-26 @10:30
the same time the day after please = 2026-11-27 @10:00
no sorry a day earlier = 2026-11-25 @10:00
oh wait that's the same time as my meeting could it be two o'clock = 2026-11-26 @14:00
"""

GERMAN_MOVING = """
am achten sollte doch jemand kommen können wir das eine woche später machen = 2026-12-15 @11:00
genauso nur eine stunde später = 2026-12-08 @12:00
einen tag früher = 2026-12-07 @11:00
auf den nächsten tag zur gleichen zeit = 2026-12-09 @11:00
um zwei tage nach hinten = 2026-12-10 @11:00
eine halbe stunde früher wär super = 2026-12-08 @10:30
können sie den auf nachmittags verlegen = 2026-12-08 12:00-18:00
in die woche drauf = 2026-12-14..2026-12-20
"""

ENGLISH_MOVING = """
push it back a week = 2026-12-15 @11:00
same time next day = 2026-12-09 @11:00
bring it forward a day = 2026-12-07 @11:00
could we make it two days later = 2026-12-10 @11:00
half an hour earlier = 2026-12-08 @10:30
can i come in the afternoon instead = 2026-12-08 12:00-18:00
move it to the following week = 2026-12-14..2026-12-20
to the wednesday at the same time = 2026-12-09 @11:00
"""
