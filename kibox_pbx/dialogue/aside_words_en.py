"""English words that have nothing to do with the question, by the names of `Aside`."""

_RECORDING = r"(?:recording|tape)"
_TO_RECORD = r"(?:(?<!\ba )(?<!\bmy )(?<!\bmedical )record(?:ed|ing)?(?! of\b)|tap(?:ed|ing))"
WITHDRAW = (
    r"\bi (?:withdraw|revoke)(?: it| that)?$"
    r"|\b(?:withdraw|revoke|take back) (?:my|the|that) (?:consent|permission|agreement)\b"
    r"|\b(?:stop|end|quit|cancel|turn off|switch off|cease) (?:\w+ ){0,2}?"
    + _TO_RECORD
    + r"\b|\b(?:turn|switch) (?:\w+ ){0,2}?recording off\b"
    r"|\b(?:don'?t|do not|not|no longer|didn'?t|wouldn'?t|never) (?:\w+ ){0,4}?"
    + _TO_RECORD
    + r"\b|\b(?:delete|erase|remove|wipe|destroy) (?:\w+ ){0,2}?"
    + _RECORDING
    + r"\b|\brecording (?:\w+ ){0,3}?(?:deleted|erased|removed|stopped|off)\b"
    r"|\bno (?:more )?recording\b|\bwithout recording\b"
    r"|\b(?:don'?t|do not|not) (?:\w+ ){0,4}?(?:to improve|for improv\w*|for training)\b"
)
ERASE = (
    r"\b(?:delete|erase|remove|wipe|destroy) (?:please |all |of |this |the |our |my "
    r"|everything |whole |entire )*(?:conversation|call|recording|transcript|data|everything"
    r"|what i said)\b"
    r"|\bi (?:withdraw|revoke)(?: (?:my|the) consent)?$|\b(?:withdraw|revoke) my consent\b"
    r"|\b(?:conversation|call|recording|transcript|data|everything)\b(?: \w+){0,5}? "
    r"(?:deleted|erased|removed)\b"
    r"|\b(?:don'?t|do not|not) (?:want )?(?:\w+ ){0,5}?(?:stored|recorded|saved|kept"
    r"|written down|store|(?<!\ba )record(?! of\b)|save|keep this)\b"
)
OFF_TASK = (
    r"\b(?:ignore|forget|disregard|override)\b.*\b(?:instructions?|rules|prompt|commands?"
    r"|guidelines)\b|\bsystem prompt\b|\byour (?:instructions|rules|prompt|programming)\b"
    r"|\b(?:tell|know|say|make|write)\b.*\b(?:joke|poem|riddle|fairy tale|limerick)\b"
    r"|\b(?:capital of|prime minister|chat ?gpt|horoscope|lottery numbers|role ?play)\b"
    r"|\b(?:what'?s|what is|how'?s|how is) the weather\b|\btell me a story\b"
    r"|\bsing (?:me |us )?(?:a song|something)\b|\bpretend (?:to be|you|that)\b|\byou are now\b"
    r"|\bfrom now on you\b|\bwhat is \w+ (?:plus|times|divided)\b"
    r"|\bwrite (?:me )?(?:an?|some) (?:code|program|essay)\b"
)
PRIVATE = (
    r"\b(?:number|phone number|mobile|address|birthday|date of birth) (?:of|for) (?:the )?"
    r"(?:mr|mrs|ms|miss|mister|patient\w*|client\w*|customer\w*|boss)\b"
    r"|\b(?:mr|mrs|ms|miss|mister) \w+'?s (?:\w+ )?(?:number|address|birthday)\b"
    r"|\b(?:private|home) (?:phone )?(?:number|address)\b"
)
HELLO = (
    r"^(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|are you (?:still )?there"
    r"|can you hear me(?: okay| ok| all right| alright| now| clearly)?"
    r"|is (?:anybody|anyone|somebody) there| )+$"
)
RIGHT_PLACE = (
    r"^(?:(?:hello|hi|sorry|excuse me) )*is (?:this|that) (?:[\w'-]+ ){0,4}"
    r"(?:practice|surgery|office|clinic|company|law firm|chambers|right number)$"
    r"|\b(?:am i|are we) (?:through to|calling|speaking (?:to|with)) (?:the )?(?:[\w'-]+ ){0,4}"
    r"(?:practice|surgery|office|clinic|company|law firm)$"
    r"|\bhave i (?:reached|got|got through to|called) (?:the )?(?:[\w'-]+ ){0,4}"
    r"(?:practice|surgery|office|clinic|company|law firm|right (?:number|place))$"
    r"|\bam i (?:in|at) the right place$"
)
WAIT = (
    r"^(?:well |oh |um |uh |er |please )*(?:just |hang on |hold on |wait |give me )*"
    r"(?:(?:a |one )(?:moment|second|minute|sec)|moment|sec)(?: please)?"
    r"(?: (?:i|let me|while i)\b.*)?$"
    r"|^i(?:'d|'ll| will| would)? (?:have|need) to (?:just )?(?:check|look|see)(?: my \w+)?$"
    r"|^(?:please )?(?:hang on|hold on|bear with me|wait)(?: please| a bit)?$"
    r"|^(?:hang on |hold on )?let me (?:just )?(?:check|see|look|think|find)\b.*$"
)
HOW_ARE_YOU = (
    r"^(?:(?:hello|hi|hey|good|morning|afternoon|evening|and|so) )*"
    r"(?:(?:it'?s |what )?(?:a )?(?:\w+ )?(?:weather|day)(?: today| outside)?"
    r"(?: is ?n'?t it)? )?"
    r"how (?:are|do) you"
    r"(?: \w+){0,2}$"
)
THANKS = (
    r"^(?:(?:yes|okay|ok|great|all right|alright|lovely|oh) )*(?:many )?(?:thanks|thank you)"
    r"(?: so| very| much| a lot| ever)*$"
)
ARE_YOU_HUMAN = (
    r"\byou'?re (?:just |not |only )?(?:an? )?(?:real )?(?:human|robot|machine|computer|ai|bot"
    r"|recording)\b|\b(?:are you|is this|am i (?:speaking|talking))\b.*"
    r"\b(?:human|robot|machine|computer|ai|real|bot|recording|person|artificial|automated)\b"
    r"|^(?:hello |sorry )?who(?: am i (?:speaking|talking)(?: (?:to|with))?"
    r"|(?:'?s| is) (?:this|that|speaking|talking|on the phone))(?: please)?$"
)
RECORDED = (
    r"\b(?:is|are|am) (?:this|the|my|our|it|you|i|we)\b(?: \w+){0,3} (?:recorded|taped)\b"
    r"|\b(?:are you|is (?:this|the|our) (?:call|conversation)) (?:\w+ )?recording\b"
    r"|\b(?:if|whether) (?:\w+ ){1,3}?(?:being )?recorded\b"
    r"|\bdo you record (?:this|the|these|our|my|calls|it)\b"
)
HOW_LONG = (
    r"\bhow long\b(?: \w+){0,6}? (?:keep|kept|store|stored|hold|save|saved|retain\w*"
    r"|deleted)\b(?=.*\b(?:data|this|that|it|recording|transcript|call|conversation"
    r"|information|details|kept|stored|saved)\b)"
    r"|\bwhen (?:\w+ ){0,3}?(?:data|transcript|recording|conversation)\b(?: \w+){0,2} "
    r"deleted\b"
)
RESPONSIBLE = (
    r"\bwho(?:'s| is) (?:\w+ )?(?:responsible|in charge)(?: for| of)?(?: \w+)? "
    r"(?:data|privacy|recording|information)\b"
    r"|\bwho(?:'s| is) responsible(?: (?:here|for (?:this|that|it)))?$"
    r"|\bwho(?:'s| is) (?:the |your )?(?:data protection officer|data controller)\b"
)
COMPLAINT = (
    r"\b(?:where|to whom|who)\b(?: \w+){0,4} complain\b"
    r"(?=.*\b(?:data|privacy|recording|recorded)\b)"
    r"|\b(?:data|privacy|recording)\b(?: \w+){0,6} complain\w*\b"
    r"|\b(?:supervisory|data protection|privacy) authority\b"
)
PRIVACY = (
    r"\b(?:privacy|data protection|gdpr)\b"
    r"|\b(?:is|are) (?:this|the|my|our|you)\b(?: \w+){0,3} (?:being )?(?:recorded|stored|saved"
    r"|recording|written down)\b|\bwhat happens (?:to|with) my data\b"
    r"|\bwhat (?:do|will|are) you (?:do|doing) with my (?:data|details|information)\b"
)
PERSON = (
    r"^(?:please )?(?:an? )?(?:real |actual )?(?:human|person|operator|receptionist|agent"
    r"|somebody|someone|reception|representative)(?: being)?(?: please)?$"
    r"|\b(?:to|with|me) (?:an? |the )?(?:real |actual |live )?(?:human|person|operator"
    r"|receptionist|somebody|someone|representative|agent)\b"
    r"|\bnot (?:a|some) (?:machine|robot|computer)\b"
)
MAILBOX = r"\b(?:answering machine|mailbox|voice ?mail)\b"
REPEAT = (
    r"^(?:(?:sorry|pardon|excuse me) )*"
    r"(?:pardon|what|sorry|excuse me|come again|what was that|what did you say|say again)"
    r"(?: (?:please|me|again|love|dear|darling|duck|pet|mate|sir|madam|miss|then))*$"
    r"|\b(?:repeat(?! (?:prescription|medic|order|script))|say (?:that|it) again"
    r"|didn'?t (?:catch|hear|understand)|one more time"
    r"|did not (?:catch|hear|understand)|what did you say)\b"
)
DROP = (
    r"\b(?:never ?mind|forget (?:it|about it)|stop this|(?<!where to )(?<!\bi )leave it"
    r"|don'?t bother|changed my mind)\b"
)
GOODBYE = (
    r"\b(?:goodbye|good bye|bye|bye bye|that'?s all|that is all|that'?s it"
    r"|that is it|that (?:was|will be|would be|should be) (?:all|it|everything)"
    r"|that'?(?:ll|d) be (?:all|it|everything)|have a (?:nice|good) (?:day|one)|wrong number)\b"
)
