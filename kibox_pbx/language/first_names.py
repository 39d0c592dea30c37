"""Common first names, to tell which word of a name is the first and which the family's.

A name that is not here may be a first name all the same: nothing follows from its absence.
"""

FIRST_NAMES = frozenset(
    """
    aaron abby abdul abdullah abena abigail achim ada adaeze adam adaobi adele adelheid adem
    aditi adrian adriana agata agnes agnieszka ahmad ahmed aidan aileen ailsa aisha ajay akiko
    akin alan alasdair alastair albert albie albrecht alec aled aleksandar aleksandra alena
    alessandro alex alexa alexander alexandra alexei alexis alfie alfons alfred ali alice alicia
    alicja alina alison alistair aliya allan allison alma alois aloisia alyssa ama amadou amanda
    amber amelia amelie amina aminata amir amira amit amy ana anastasia andre andrea andreas
    andrei andrew andrzej andré andy aneta angela angelika angelina angelo angharad angie angus
    anh anika anil anita anja anjali anke ann anna annabel annabelle annalena anne annegret
    anneke annelie anneliese annemarie annette annie annika ansgar anthony antje anton antonia
    antonio antony aoife arash archie ariel arjun arlene armin arnav arndt arne arno arnold
    arthur artur arun ashley astrid audrey auguste aurora ava axel ayesha aylin aynur ayse aysel
    ayşe ayşegül aziz babs barbara barry bart bartosz bassam bastian beata beate beatrice
    beatrix becky belinda bella ben benedikt benjamin benno beppo berat bernadette bernard bernd
    bernhard bernice bert berthold bertram beryl bess beth bethany bettina betty bev beverley
    beverly bianca bilal bill billie billy binh birgit birgitta birte björn blake bob bobby bodo
    bogdan bojan bonnie boris bożena brad bradley brandon branko brenda brendan brent brett
    brian bridget brigitta brigitte britta brittany broder bronwen bronwyn brooke brunhilde
    bruno bryan bryce bryony burak burkhard burkhardt bülent caitlin caleb callum calum calvin
    cameron canan candice cara carina carl carla carlo carlos carlotta carmel carmen carol
    carola carole caroline carrie carsten carys casey catherine cathy cecilia cedric celia cem
    cemal cengiz cerys charles charlie charlotte chelsea cheryl chiara chidi chinedu chinwe
    chioma chloe chris christa christel christian christiane christie christin christina
    christine christof christoph christopher ciara ciaran cindy claas claire clara clare
    clarence claude claudette claudia claus clemens clifford clive cody colette colin collette
    conall connie connor conny conor conrad constanze corey corinna cormac cornelia cornelius
    cory courtney craig crispin cristina curtis cynthia cäcilia cäcilie dafydd dagmar daisy dale
    dalia damien damon dan dana daniel daniela danielle danny danuta daphne darcy daren dario
    dariusz darren daryl dave david davina davor dawn dean debbie debora deborah declan deepak
    deirdre denis denise deniz dennis derek dermot derrick desmond detlef detlev devi diana
    diane diego dieter dietmar dietrich dilara dilys dinah dirk dmitri dmitry dolly dolores
    dominic dominik donald donna dora doreen doris dorota dorothea dorothee dorothy dot doug
    dougal douglas dragan dragana drew duc duncan dusan dustin dylan eamon earl eberhard eckhard
    ed eddie edeltraud eden edgar edith edmund edna eduard edward edwin edyta effie eileen
    eilidh ekaterina ekin elaine eleanor elena elfriede eli elias elif elijah elisabeth
    elizabeth elke ella ellen elli ellie elliot elmar elsa elsbeth elsie elspeth eluned emeka
    emil emilia emily emine emir emma emmi emre emyr enid enno enrico erdal erdem eren ergün
    erhard eric erica erich erik erika erin erkan erna ernest ernst ersin erwin esme esra esther
    ethan ethel eugen eugene eunice eva evan eve evelin evelyn evie ewa ewald ewelina ezra
    fabian fabio fadime faisal faith farid fatih fatima fatma fatou fatoş faye felicitas
    felicity felix ferdinand fergus fernando ffion filiz finja finn fiona fionn fletcher flora
    florence florian florin flynn frances francesca francesco francis francisco frank franka
    franz franziska fraser fred freddie frederick freya frida frieda friedel friederike
    friedhelm friedrich fritz gabi gabriel gabriele gail galina gamze gareth garrett gary gavin
    gaynor gemma gene geoff geoffrey georg george georgia georgina gerald geraldine gerard gerd
    gerda gerhard gerlinde gernot gerold gerta gertraud gertrud gesa gesine gethin ghada giesela
    giles gillian gina giorgio giovanni gisela gitta giulia giuseppe gladys glen glenda glenn
    gloria glyn glynis goran gordon gottfried grace graham grainne grażyna greg gregor gregory
    greta grete griff grzegorz gudrun guido gundula gunnar gunther gurpreet gustav gwen
    gwendolyn gwyn gwyneth götz gül gülay güler gülsüm günter günther habib hagen hakan haley
    halil halina hamish hamza hanife hanna hannah hannelore hannes hans harald harpreet harriet
    harrison harry hartmut hartwig harun haruto harvey hasan hassan hatice hauke hava hayden
    hayley hazel heather hector hedda hedwig heide heidemarie heidi heidrun heike heiko heiner
    heinke heinrich heinz helen helena helene helga helge helke hellmut helmut helmuth henner
    henning henriette henrik henry herbert heribert hermann herta hertha hiba hilary hilda hilde
    hildegard hilmar hiltrud hinnerk hinrich hiroshi hoa holger holly horst hossein howard
    howell hubert hubertus hugh hugo hung huong hülya hüseyin iain ian ibrahim ida idris ifeoma
    ignaz igor ilka ilona ilse iman imke imma imogen imran ina ines inga inge ingeborg ingo
    ingrid inka ioana iona ionut irek irene irina iris irma irmela irmgard irmtraud irvin isaac
    isabel isabell isabella isabelle isaiah ishaan isla ismail isobel isolde ivan ivonne ivor
    ivy iwan iwona jacek jack jackie jacob jacqueline jacques jade jadwiga jaime jake jakob
    jamal james jamie jan jana jane janet janice janina janine janne jannik jannis janusz jared
    jarosław jasmin jasmine jason jasper jaspreet javier jay jean jeff jeffrey jelena jemima
    jemma jenna jennifer jenny jens jeremiah jeremy jerome jerry jerzy jess jesse jessica jessie
    jill jillian jim jimmy jing jo joachim joan joana joanna joanne joao jobst jochen jodie joe
    joel johann johanna johannes john johnny jon jonas jonathan jonte jordan jorge jose josef
    josefa josefine joseph josephine josh joshua jost josé jovana joy joyce juan jude judith
    judy jule julia julian juliane julie juliet julius june justin jutta jörg jörn jürgen kader
    kai kaitlyn kamal kamil kara karen karim karin karina karl karla karlheinz karolina karoline
    karsten kaspar katarina katarzyna kate katharina katherine kathi kathleen kathrin kathryn
    kathy katie katja katrin katrina katy kavita kay kayleigh keira keith kelly kelvin kemal ken
    kenji kenneth kerry kerstin kevin khadija khalid kieran kilian kim kinga kiran kirk kirsten
    kirsty klara klaus klemens knut kofi konrad konstantin konstanze korbinian kornelia
    kreszentia kreszenz krishna kristen kristin kristina krystyna krzysztof kunigunde kurt kwame
    kyle kylie lachlan laila lana lance lara larry lars lasse laura lauren laurence laurie
    laurin lawrence layla lea leah leander leanne lee leigh leila len lena leni lennard lennart
    leo leon leonard leonhard leonie leonora leopold leroy lesley leslie levent levi levin lewis
    leyla lia liam liane liesel lieselotte liesl lilli lillian lilly lily lina linda lindsay
    lindsey linh linus lisa lisbeth liselotte liv liz lizzie ljiljana llewelyn lloyd logan lois
    lola lorchen lore lorenz lorenzo lorna lorraine lothar lotta lotte lottie louis louisa
    louise lovis luc luca lucas lucia lucy ludmila ludwig luigi luis luisa luise luka lukas luke
    luna lutz lydia lyle lyn lynn lynne mabel maciej mackenzie maddie madeleine madison maeve
    magda magdalena maggie mahmoud mahmut maik maike maisie maja malcolm malik malte mamadou
    mandeep mandy manfred manish manpreet manuel manuela marc marcel marco marcus mareike marek
    margaret margarete margarethe margit margot margret margrit maria mariam marian mariana
    marianne marie marija marika marilyn marina mario marion marita marius mariusz marjorie mark
    marko markus marlene marlies marliese marlis marsha marta martha martin martina martyn
    marvin mary maryam marzena mateusz mathias mathilde mathis matilda mats matt matteo matthew
    matthias matthäus maud maureen maurice mavis max maximilian maxwell maya małgorzata
    mechthild meg megan mehdi mehmet mei meike meinhard mel melanie melek melissa melody melvin
    meral mercedes meredith merle merve mervyn meryl meta mia michael michaela michel michele
    michelle mick miguel mihai mike mila milan mildred milena millicent millie mina ming minh
    mira miranda mirela miriam mirjam mirko mirosław mohamed mohammad mohammed moira molly mona
    monica monika morag morgan moritz morwenna mostyn moussa muhammad murat muriel murray
    mustafa myfanwy mykola myra myrtle nadia nadine nadja nancy naomi nasreen nasrin natalia
    natalie natascha natasha nate nathan nathaniel nazan neel neha neil nele nell nellie nelson
    nermin nerys neslihan nesta neville nga ngozi niall niamh nicholas nick nicky nico nicola
    nicolas nicole niels nigel nikita nikki niklas nikola nikolai nikolaus nikolay nilgün nils
    nina nkechi noah noel noor nora norbert noreen norma norman nour nurten oda oksana olaf ole
    olena olga olive oliver olivia olumide omar onur oonagh orhan orla ortrud oscar oskar osman
    ossie oswald oswin otmar ottilie ottmar otto ousmane owen ozan oğuz pablo padraig paige pam
    pamela paolo parisa pascal pat patience patricia patrick patrycja patsy patty paul paula
    paulina pauline paweł pearl pedro peer peggy penelope penny percy perry pete peter petra
    petula phil philip philipp philippa phillip philomena phoebe phuong phyllis pia pierre piotr
    piper polly pooja poppy preston priya prudence puja quentin quinn quirin rachel radosław
    rafael rafał ragnhild rahul raimund rainer rajesh rakesh ralf ralph ramazan ramesh rami
    ramona rana randall randy rania raphael rashid ravi ray raymond rebecca rebekka recep regina
    reginald regine reiner reinhard reinhild reinhold renate rené resi resl rex reza rhian
    rhiannon rhona rhys ria ricarda ricardo richard richie rick ricky riley rita rob robbie
    robert roberto robin rodney roger rohan roisin roland rolf roman romy ron ronald ronan ronja
    ronnie rory rosa rosalind rosalinde rosamund rose rosel rosemarie rosemary rosi rosie rosina
    ross roswitha rouven rowan roxanne roy ruben ruby rudi rudolf rupert russell ruth ryan
    ryszard rüdiger sabine sabrina sadia salih sally salma sam samantha sami samir samira samuel
    sandeep sandra sandy sanjay sanjiv saoirse sara sarah sascha sasha saskia savannah scarlett
    schorsch scott seamus sean seb sebastian selim selina selma semra sepp serap serena sergei
    sergej sergey sergio serkan seth severin sevgi sezer seán shabnam shane shannon sharon shaun
    shawn sheila shelby shelley sheridan sherry shirley shreya sian sibel sid sidney siegbert
    siegfried sieglinde siegmund siegrid sigmar sigrid sigurd silas silke silvana silvia simon
    simone sina sinan sinead siobhan sixtus siân slavica snežana sofia sofie solange songül
    sonia sonja sophia sophie stacey stan stanisław stanley stefan stefanie steffen steffi
    stella stephan stephanie stephen steve steven stewart stuart sue suleiman sunil sunita
    suresh susan susanna susanne susie suzanne sven svenja svetlana swantje sybil sybille sydney
    sylvia sylvie sönke süleyman sławomir tabea tadeusz tamara tamsin tania tanja tara taras
    tarek tariq tatiana tatjana tayfun ted teodora terence teresa terry tess tessa thanh thao
    thea thekla thelma theo theodor theodore theres theresa therese theresia thi thies thilo
    thomas thorben thorsten thu tiffany tilly tilmann tilo tim timo timothy tina tjark tobias
    toby todd tolga tom tomasz tommy toni tony toralf torben torsten tracey tracy trang traudl
    traute travis trevor tricia trish tristan trude trudi trudy tuan tuncay tülay udo ulf uli
    ulla ulrich ulrike uma umut una urban urs ursel ursula urszula uschi usman uta ute uwe uğur
    val valentin valentina valerie vanessa vasile vaughan vera verena vernon veronica veronika
    vesna vic vicky victor victoria vijay vikas vikram viktor viktoria vimal vince vincent
    vinzenz viola violet virginia viv vivian vivienne vladimir vladislav volker volkmar
    volodymyr vreni wael walburga waldemar wallace walpurga walter walther waltraud wanda warren
    wastl wayne wei wendelin wendy wenke werner weronika wesley whitney wibke wiebke wiesława
    wilf wilfred wilfried wilhelm wilhelmine willi william willie willow willy wilma wiltrud
    winfried winifred winnie winston wladimir wojciech wolf wolfgang wolfram wunibald xaver
    xavier xiu yannick yannis yara yasemin yasin yasmin yaw yevgenia ylvi yolanda youssef yuki
    yuko yulia yuliia yunus yusuf yvonne zac zach zachary zahra zainab zara zbigniew zehra zenon
    zenzi zeynep zita zoe zoey zofia zoran zoë zuzanna özge özgür özlem ümit łukasz
    """.split()  # noqa: SIM905 - a text reads better than a thousand strings
)
"""In small letters. Words that mostly are something else ("may", "can") are left out."""

FAMILY_NAMES_TOO = frozenset(
    """
    aaron adam adrian ahmed albert albrecht alexander ali allan allison andre andrew andré
    angelo angus anh anthony arndt arnold arthur ashley axel barry bastian ben benedikt benjamin
    bernard bernhard berthold bertram blake bogdan bradley brandon brett broder brooke bruno
    bryan burkhard burkhardt calvin cameron carlo carlos carol carsten casey charles chelsea
    christian christie christoph christopher clare claus clemens clifford cody connor conrad
    cornelius courtney craig curtis dale damon dana daniel darcy dario david dean denis deniz
    dennis derek desmond devi dieter dietrich dirk donald douglas drew duc duncan earl eberhard
    eckhard eden edmund edward edwin elias elliot erhard ernst erwin eugen evan ewald fabian
    ferdinand fergus fernando finn fletcher florence florian flynn francis francisco frank franz
    fraser frederick friedrich fritz gabriel garrett gavin gaynor georg george gerald gerard
    gerhard gernot gerold giles glenn gordon grace graham gregor gregory gunther gustav götz gül
    günter günther habib hagen haley hamish hans harald harrison harry hartmut hartwig harvey
    hasan hassan hauke hayden hector heiner heinrich heinz helmut henning henry herbert hermann
    hoa horst howard howell hubert hugh hugo hung ibrahim isaac ismail jack jacob jacques jakob
    james jan jared jasper jerome jerzy jesse joe johann johannes john jordan jose josef joseph
    jost joy joyce jude julian julius kader kai kamil karim karl kaspar kay keith kelly kemal
    kerry khalid kieran kilian kim kiran kirk klaus klemens knut konrad konstantin krishna kurt
    lance laurence lawrence lee leigh lennard leon leonard leonhard leopold leroy leslie levi
    lewis lindsay lindsey llewelyn lloyd logan lorenz lorenzo louis luc luca lucas ludwig luis
    lukas lutz lynn mackenzie madison malik marc marcus marek mark marko markus martin martyn
    mathias matthew matthias maurice max maximilian maxwell melody melvin meredith michael
    michel miguel milan ming mohammed morgan moritz murray mustafa nathan neel neil nelson
    neville nicholas nicolas niklas nikolaus noor norbert norman oliver omar osman oswald otto
    owen pascal patrick paul peer percy perry peter philip philipp phillip pierre piper preston
    quinn raimund rainer ralph ramesh rana randall ravi ray raymond reiner reinhard reinhold rex
    rhys richard richie riley robert robin roger rohan roland roman ronan rose ross rowan roy
    rudolf rupert russell ryan salih samuel scott sebastian seth severin sezer shannon shelby
    sheridan shirley sidney siegfried siegmund simon sinan sixtus stanley stefan steffen stephan
    stephen steven stewart stuart suresh thanh theodor theodore thi thomas tim timo tobias todd
    tom tracy travis udo ulrich urban valentin vaughan vernon victor viktor vincent volkmar
    wallace walter walther warren wayne wei werner wesley wilhelm willi william willy winfried
    winston wolf wolfgang wolfram yasin yusuf zach
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""First names that are family names as well: they tell nothing of the order."""


def is_first_name(word: str) -> bool:
    """Say whether a word, or each part of it ("karl-heinz"), is a common first name."""
    return all(part in FIRST_NAMES for part in word.lower().split("-"))


def is_only_first_name(word: str) -> bool:
    """Say whether a word is a common first name, and hardly anybody's family name."""
    return is_first_name(word) and word.lower() not in FAMILY_NAMES_TOO
