"""Words that callers use in sentences and that hardly anybody is called by.

They end a name ("Krahl kommt gleich") and make a sentence out of what would else be taken
for one. Names that are such words too ("Klein", "Winter", "Will") are left out.
"""

from collections.abc import Mapping

from kibox_pbx.utterance import Language

EVERYDAY: Mapping[Language, frozenset[str]] = {
    Language.GERMAN: frozenset(
        """
        aber absagen ach acht achtzig ahnung all alle allein allem allen aller allerdings alles
        als also alte alten alter am andere anderem anderen anderer anderes anfang angegeben
        angehängt angemeldet anliegen anmelden anonym anruf anrufe anrufen anrufer antwort
        apparat april arbeit arbeite arbeitet auch auf aufgeschrieben aufschreiben augenblick
        aus ausdrücklich ausgefüllt ausgemacht ausgesprochen ausgezeichnet ausländisch auswendig
        außerdem baby bald bei beide beiden beim beispiel bekannt bekomme bekommen bereits
        besonders besser bestellen bestellt besten bestimmt betreffend betreuer betreuerin
        betrifft bevor bezüglich bin bis bisschen bist bitte bleiben bleibt brauch brauche
        brauchen brauchst braucht bringen bringt bräuchte bräuchten bub buben buchen buchstabe
        buchstaben buchstabiere buchstabieren buchstabiert büro chef chefin computer da dabei
        dachte dafür daheim daher damals dame damit danach daneben danke danken dann daran
        darauf darf darum darüber das dass daten datenschutz datum dauert davon dazu dein deine
        dem den denen denke denken denkt denn denselben der deren derselbe des deshalb dessen
        deutsch deutscher dezember dich die dienstag dies diese dieselbe diesem diesen dieser
        dieses dir doch donnerstag doppelname dort dran drauf draußen drei dreißig drin dringend
        du durch durchgeben dürfen dürfte eben ebenfalls ebenso egal eh ehefrau ehemann ehepaar
        eher eigene eigenen eigentlich eilig eilt ein eine einem einen einer eines einfach
        eingetragen einige einmal eins eintragen einverstanden elf eltern endlich englisch enkel
        enkelin entschuldigen entschuldigung er erklären erledigt erreichbar erreichen erst
        erste ersten erster es etwa etwas euch euer eure fahren falls falsch familienname
        familiennamen fast februar fehlt fertig finde finden findet firma folgen frage fragen
        französisch frau freilich freund freundin freut früher fängt führt fünf fünfzig für gab
        gaben ganz ganze ganzen ganzer gar geb gebe geben geboren geborene geborener gebucht
        geburtsdatum geburtstag gefragt gefunden gegen geh gehe geheim geheiratet gehen geht
        gehts gehört gell gelt gelten gemacht gemeint gemeldet genannt genau genommen genug
        gerade geredet gern gerne gerufen gesagt geschickt geschrieben gespeichert gesprochen
        gestern getan gewechselt gewesen geworden gewusst gib gibt gibts gilt ging glaub glaube
        glauben gleich gleichen gnädige gnädiger griechisch großmutter großvater grüß gut guten
        hab habe haben habs habt halb hallo halt halten hamse hast hat hatte hatten haus hause
        heiraten heisse heissen heisst heiß heiße heißen heißt helfen herr herrn hervorragend
        heut heute hier hieß hieße hießen hilfe hilft hin hinten hinter hochzeit hoffe hund
        hundert hundertprozentig hundes hätt hätte hätten hätts hören hört hündin ich ihm ihn
        ihnen ihr ihre ihrem ihren ihrer im immer impfung in inzwischen irgend irgendwann
        irgendwas irgendwie is isses ist italienisch ja jahr jahre jahren januar jede jedem
        jeden jedenfalls jeder jemand jemanden jetzt jo joa juli juni jährige jährigen jüngste
        jüngster kam kann kannst kaputt kater katze kaufen kein keine keinem keinen keiner kenn
        kenne kennen kind kindes klappt klasse kleine kleinen kleiner kleines klingt kollege
        kollegin komm komme kommen kommentar kommst kommt konnte kostet krank krankenkasse
        kriege kriegt kunde kundin kurzfristig können könnens könnt könnte könnten künstlername
        langsam lass lassen lauten lautet leben ledig leider lesen letzte letzten letzter leute
        lieben lieber liegen liegt lässt läuft mach mache machen machens macht machte mal mama
        man manchmal mandant mandantin maschine mehr mein meine meinem meinen meiner meines
        meint meinte meisten meistens merken merkt mich minute minuten mir mit mitarbeiter
        mitarbeiterin mitteilen mittwoch moment momentchen monat monate montag morgen muss
        musste mutter muß mädchen mädchenname mädchennamen männlich möcht möchte möchten mögen
        möglich müssen müsste na nach nachbar nachbarin nachdem nachher nachmittag nachname
        nachnamen nachricht name namen namens natürlich neben nee neffe nehme nehmen nehmens
        nein nenn nenne nennen nennt net neu neue neuen neuer neun neunzig nicht nichte nichts
        nie niemand nimm nimmt nix noch nochmal nochmals normalerweise notfall notiere notieren
        notiert notiz notwendig november null nummer nun nur nächste nächsten nächster nämlich
        nö nötig ob oben obwohl oder oft ohne ohnehin okay oktober oma onkel opa optimal papa
        pardon passiert passt patient patienten patientin perfekt person polnisch praxis prima
        privat problem quatsch raus rechnung rede reden reichen reicht rentner rentnerin
        reservieren reserviert rezept richtig richtige richtigen roboter ruf rufe rufen rufname
        runter russisch rüber rücken rückruf sache sachen sag sage sagen sagens sagt sagte
        sagten samstag schauen schicken schlecht schlimm schlimmer schmerzen schnell schon
        schreib schreibe schreiben schreibens schreibt schreibweise schwanger schwester
        schwiegermutter schwiegersohn schwiegertochter schwiegervater sechs sechzig sehe sehen
        sehr sei seid sein seine seinem seinen seiner seit sekunde sekündchen selber selbst
        september setze setzen sich sicher sie sieben siebzig sieht sind so sofort sogar sohn
        sohnes solche soll solle sollen sollte sollten sondern sonst sowie sowieso spanisch
        spielen spitzname spreche sprechen spricht später statt stehe stehen steht stellen
        stimme stimmen stimmt stornieren studentin stunde stunden suche suchen super system
        säugling tag tagen tante tat telefon telefonieren telefonnummer termin termine terminen
        titel tochter toll trag trage tragen trotz trotzdem tschüs tschüss tu tun tut türkisch
        uhr um umgezogen ums und ungefähr uns unser unsere unserem unseren unserer unten unter
        unterwegs unwichtig vater verbinden verein vergessen verheiratet verheiratete verraten
        verschieben verstanden verstehe verstehen vertretung verwechseln verwechselt verzeihen
        verzeihung viel viele vielen vielleicht vielmehr vier vierzig vom von vor vorbei
        vorgestellt vorher vorhin vormittag vorn vorname vornamen vorne vorsorge wahrscheinlich
        wann war waren warte warten warum was weg wegen weh weiblich weil weiter weitere welche
        welchem welchen welcher welches wem wen wenig wenn wer werde werden werkstatt wessen
        wichtig wichtiges wie wieder wiederhol wiederhole wiederholen wiederhören wiedersehen
        wieso will wills willst wir wird wirklich wissen wisst witwe wo woche wochen wofür woher
        wohl wohne wohnt wollen wollens wollte wollten wort worum wozu wunderbar wurde wurden
        wusste während wär wäre wären wärens wärs würde würden zahl zahlen zahnarzt zehn zeigt
        zeit zettel ziemlich zu zuerst zuhause zuletzt zum zumindest zur zurück zurückrufen
        zusammen zwanzig zwar zwei zweite zweiten zweiter zwillinge zwischen zwo zwölf zähne äh
        ähm älteste ältester ändern über überhaupt übermorgen übernehmen übrigens
        """.split()  # noqa: SIM905 - a text reads better than a thousand strings
    ),
    Language.ENGLISH: frozenset(
        """
        a able about above absolutely according account across actually afraid after afternoon
        again against age ago agreed ahead ain't all allergic almost alone along already also
        although always am among an and anonymous another answer any anybody anyone anything
        anyway appointment appointments are aren't around as ask asked asking at august
        available away awful baby back bad be beautiful because become been before began begin
        beginning behind being believe better between big bit blimey book booked booking both
        bother boy boys brilliant bring brother bus business but by bye call called calling
        calls came can can't cancel cannot car care cat cat's cats certain certainly champion
        change changed check cheers child child's children city client close come comes coming
        common company concern concerned confidential correct cos could couldn't couple course
        customer dad dad's darling daughter daughter's daughters days dear dearie december
        definitely dentist details diabetic did didn't die different difficult divorced do
        doctor's does doesn't dog dog's dogs doing don't done double down down's dreadful duck
        due dunno during each earlier easy eight eighteen eighty either eleven else email end
        ending ends enough even evening ever every everybody everyone everyone's everything
        exactly excellent except family father father's february feel few fiancé fiancée fifteen
        fifty find fine first five follow following for forget forgot forgotten form former
        forty found four fourteen free friday from front full funny gave get gets getting girl
        give given gives gladly go goes going gone gonna goodbye goodness gosh got gotta grand
        grandad granddad granddaughter grandfather grandma grandmother grandson guess had hadn't
        half hang happen happens happy hard has hasn't hate have haven't having he he's hear
        heard heavens hello help her here here's hers herself him himself his hiya hold home
        hour hours how however hundred hurting hurts husband husband's i i'd i'll i'm i've idea
        if ill important in including indeed initial initials innit instead insured interested
        into is isn't it it'd it'll it's its itself january job joke joking july just keep kid
        kidding kids kind kitten kitty knew know known knows last late later lawyer least leave
        left less let let's letter letters like list listen live lives living look looking looks
        lost lot lots lovely luv ma'am machine madam made maiden main make makes man many march
        married matter maybe me mean means meant meeting mention mentioned message middle might
        mind mine minute minutes mistake mom mom's moment monday month months morning most
        mostly mother mother's move much mum mum's must my myself name name's named names near
        nearly need needed needs neighbour neither nephew never new next nice nickname niece
        night nine nineteen ninety no nobody none nor normal normally not note nothing november
        now number obviously october of off office often oh okay old on once one ones only onto
        open or order ordinary other others our ours out over own owner parent parents part
        particular partner patient pay people percent perfect perhaps person personal phone
        phoning place plain playing please pleasure plumber plus possible pouring practically
        precisely prefer preferred pregnant private privately probably problem pronounce
        pronounced pronounces proper properly puppy put question quick quickly quite raining
        rather ready real really reason receptionist regarding regards register registered
        registering regular remember repeat repeating require required reschedule reserve
        ringing robot room running sad said same saturday saw say saying says schedule scheduled
        second see seem seems seen send sent september seven seventeen seventy she she's should
        shouldn't show sick silly similar simply since sir sister six sixteen sixty smashing so
        solicitor some somebody someone something sometime sometimes somewhere son son's soon
        sore sorry sort sound sounds speak speaking speaks spell spelled spelling spells spelt
        spoken spot start started starting starts stay still stop stuff such sunday super
        suppose supposed sure surgery surname surnames take taken takes taking talk talking tell
        telling ten than thank thanks that that'd that'll that's the their theirs them then
        there there's these they they're thing things think thinking thirteen thirty this those
        though thought three through thursday time times to today together told tomorrow too
        took top total totally touch toward tried trouble true try trying tuesday twelve twenty
        two under understand unless until up upon urgent us use used useful using usual usually
        very via visit wait waiting wanna want wanted wants was wasn't we we'd we'll we're we've
        wedding wednesday week weekend well went were weren't what what's whatever when where
        wherever whether which whichever while who who's whoever whole whom whose why widowed
        wife wife's with within without won't word words work worked working works worry would
        wouldn't write writing written wrong year years yes yesterday yet you you'd you'll
        you're you've your yours yourself zero
        """.split()  # noqa: SIM905 - a text reads better than a thousand strings
    ),
}
