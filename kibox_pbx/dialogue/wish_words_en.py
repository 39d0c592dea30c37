"""How English callers word their wishes: patterns, matched anywhere in a sentence.

The sentence has lost its greeting and its "um" (`intents.plain`). Recognisers leave
apostrophes out or set blanks ("wont", "can 't", "re schedule").
"""

_THING = r"(appointments?|booking|meeting|visit|consultation|slot|talk|sessions?|treatment)"
_DAY = r"(today|tomorrow|(mon|tues|wednes|thurs|fri|satur)day)"
_NOT = r"(can ?'?t|cannot|won ?'?t|not able to|unable to|don ?'?t|not going to|can not)"
_FACTS = r"(bring|cost|costs|charge|charged|fast|fasting|park|parking|opening hours)"
_ASKS = r"(can|could|may|would|is|do|any)"

MOVE = (
    r"re ?-?(schedul|arrang|book)\w*|postpon\w*|swap\w*|^(change|move|shift) appointment",
    rf"(move|moved|moving|chang(e|ed|ing)|shift|shifted|shifting) "
    rf"(my|the|our|an|it|this|that|{_DAY})\b.*",
    rf"(move|moved|change|changed|shift|shifted) to (?!\w+ (and|but)\b)((the|next|another|an?) "
    rf"(\w+ )*)?({_DAY}|morning|afternoon|week|day|date|time|month|\w+ o'?clock|noon)\b.*",
    rf"move (\w+ )?\w+'s|another time for|put(ting)? off (my|the|our)\b|change from {_DAY}",
    r"bring .* forward|(push|put|move) .* back|put .*\b(on|to) another (day|time|date)",
    rf"(different|another|new|other) (day|time|date) (for|to)\b|(different|another) {_THING}",
    rf"(instead of|rather than) (on |at )?({_DAY}|\w+ o'?clock)",
    rf"(make|have) (my|our|the) {_THING} .*\b(instead|later|earlier|another)",
    rf"(my|our|the) {_THING} .*\b(later|earlier|another (day|time))",
    rf"have an? {_THING} .*\b{_ASKS} .*\b(later|earlier|instead|another|else)",
    rf"{_NOT} (make|come|do|suit|work)\b.*\b{_ASKS} .*\b(later|earlier|instead|another|else"
    r"|at|after)",
    rf"(does ?n'?t|not) (suit|work)\b.* {_ASKS} (i|we) (do|make|come|have)\b",
    rf"(i ?'?m|we ?'?re|i am|we are|he ?'?s|she ?'?s) (due|booked|down|in|coming)\b.* {_ASKS} "
    r"(i|we|he|she|you) (make|do|have|come)\b.*",
)
CANCEL = (
    r"cancel\w*|call(ed)? (\w+ ){0,3}off|calling off|call off|scrap (my|the|our|that)",
    rf"give (\w+ ){{1,4}}a miss|pull(ing)? out of (my|the|our|{_DAY})\b"
    rf"|(won ?'?t|not) be needing (my|the|that|our) (\w+ )?{_THING}",
    rf"(do ?n ?'?t|no longer|not) need (my|the|that|our) (\w+ )?{_THING}",
    r"(take|strike|cross|scratch) (me|us|my|him|her|it|that)\b.*\b(off|out)",
    r"(shan ?'?t|won ?'?t|not) be needing (yours|you|it|him|her|them)",
    rf"(delete|remove|drop) (my|our|the|me|his|her) .*\b({_THING}|list|book|diary)",
    rf"{_NOT} (be able to )?(come|make (it|my|the|his|her|our|their|this|that)|attend|keep"
    r"|be there)",
    rf"{_THING} .*\b(is|has to be|will be) off|(do ?n ?'?t|need not|needn ?'?t) (have|need) to "
    r"come|need not come",
)
EXISTING = (
    r"(do|does|did|has) (i|we|he|she|my|the|mr|mister|mrs|missus|ms|miss)\b.*\bappointments?",
    r"have (i|we) (got )?an? (\w+ )?appointments?|confirm .*\bappointment",
    rf"(when|what (time|day)) (is|was|'s) (\w+ )?(my|our|the|his|her) (\w+ )?{_THING}",
    rf"(when|if|whether|what time) (my|our|his|her|the) (\w+ )?{_THING} (is|was)",
    rf"(when|what time) (is|was) \w+ \w+ ?'?s? {_THING}|think (i|we) have an? {_THING}",
    rf"is (my|our|the|his|her) {_THING} .*\b(on|still|at|confirmed)",
    r"(am|is|are|were|was) (i|we|he|she|my \w+) (down|in the (book|diary)|booked|expected"
    r"|on (the|your) list)",
    r"(when|if|what time|whether) .*\b(i|we|he|she)( ?'?m| am| are| was| were| is)? "
    r"(supposed|meant|due|booked|down|expected)",
    r"(when|what time) (was|am|is|were) (i|we|he|she) (supposed|meant|due|booked|expected)",
    r"(when|what (time|day)) (was|is) (it|that) (now|again)",
    r"what time was (it|that)|(am|are) (i|we) still on for|got (me|us) down for",
    rf"when ?'?s (\w+ )?(my|our|the|his|her) (\w+ )?{_THING}",
    r"got the right (time|day|date)|(check|confirm|remember|forgotten|remind me) "
    rf"(again )?(when|what (time|day)) (i|we|my|our|it|the {_THING})\b",
    r"when am i (next )?(in|coming|there|with you|seeing)\b.*",
    r"when (is|are) (your|the) (engineer|technician|plumber|fitter|man|men|people|guys?) .*",
)
_OWN_DATA = (
    r"((home |email )?address|(\w+ )?(phone |mobile )?number|(health )?insurance|surname"
    r"|last name|bank (details|account))"
)
_BELONGINGS = (
    r"(jacket|coat|umbrella|(reading )?glasses|phone|mobile|bag|handbag|purse|wallet|keys?"
    r"|scarf|hat|cap|gloves?|book|walking stick|pram|charger)"
)
MESSAGE = (
    rf"(changed|new) (my |our )?{_OWN_DATA}",
    rf"{_OWN_DATA} (has |have |is )?(changed|new|different)"
    rf"|(change|update) (my|our) {_OWN_DATA}|(have|'ve|just) moved (house|home|flat)",
    rf"(left|forgot|forgotten|lost|leave) (my|his|her|our|an?) (\w+ )?{_BELONGINGS}",
    r"(?<!text )(message|massage)|(call|ring|phone) (me|us|her|him)( up)?|call ?back",
    r"(give|gives) (me|us) (a|another) (quick )?(call|ring|bell|buzz)|get back to (me|us)",
    r"pass (it |this |that |something |a \w+ )?on|leave (something|word) (with|for)",
    r"(could|can|would|will|should) (he|she|they) (please |just |perhaps |maybe )?"
    r"(give|send|ring|call|phone|let|email|tell|get back)",
    r"let (?!(me|us)\b)\w+( \w+){0,3} know|to let you know",
    r"tell (him|her|them|(the|my|doctor|mister|missus|miss|mr|mrs|ms)\b( \w+)?)",
    r"tell (?!(me|us|you)\b)\w+( \w+)? (that|i|i'?m|we|my|our)\b",
    r"(make|take|leave) a note|take (that|this|something) down|leave word",
    r"ask (\w+ ){1,3}to (call|ring|phone)|have (\w+ ){1,3}(call|ring|phone) (me|us)",
    r"(tried|trying) to (reach|call|ring|phone|get hold of) (me|us)|missed (a|your) call",
    r"inform (?!(me|us)\b)\w+",
)
PERSON = (
    r"^(this is|it ?'?s|it is|calling from) (the )?(\w+ ){0,2}(pharmacy|chemist'?s?|lab"
    r"|laboratory|hospital|clinic|nursing home|care home|health insurance)\b"
    r"(?!.*\b(was|did|has|if|whether|when|which)\b)",
    r"put (me|us) through|connect (me|us)|transfer (me|us)|(speak|talk) (to|with)",
    r"^is (doctor|mister|missus|miss|mr|mrs|ms|the (doctor|boss|manager))\b.*"
    r"\b(in|there|available|around|about|free)$",
    r"(quick )?word with|get hold of (?!(me|us)\b)|on the (phone|line)",
    r"(get|give|fetch) me (\w+ ){0,3}"
    r"(colleagues?|manager|boss|doctor|supervisor|somebody|someone)",
    r"need (somebody|someone) (from|in)|speak (please )?$",
)
BOOK = (
    r"(next|first|earliest|soonest) (free |available |possible |open )+(appointment|slot)",
    r"(next|first|earliest|soonest) (appointment|slot) (\w+ ){0,2}(have|free|available|got)",
    r"(book|make|need|want|like|have|get|schedule|arrange|see|new|an?) (.* )?"
    r"(appointment|booking)s?|^appointments?|free appointment",
    r"(see|seeing|visit) (the |a |an? )?(doctor|dentist|lawyer|solicitor|physician)",
    r"(love|like|hoping|happy) to come (in|by|over|round)|could do with an?"
    r"|have (my|our|his|her) (\w+ ){1,2}(tested|checked|cleaned|examined|looked at)"
    r"|when do you (next )?have (a |an |any )?(free )?(slots?|appointments?|openings?)",
    r"needs? .*\b(seeing to|looking at|sorting( out)?|sorted( out)?)$",
    r"((can|could|may) (i|we)|when can (i|we)) ((maybe|possibly|perhaps|still) )?"
    r"(come|pop|drop)( (in|by|over|round))?",
    r"book (in|a|an|me|for|one|him|her|us|my)\b.*|schedule (a|an|my)\b.*"
    r"|set up a|sign up for|register as|(due|time) for (a|my|another)",
    r"(anything|something|a slot|room|space) (\w+ ){0,3}(free|available|open|left|on|this|next)"
    r"|an opening|(any )?chance of (an?|seeing|getting|meeting)",
    r"(do|does|would|will|did) (you|he|she|\w+ \w+) have (the |any )?"
    r"(time|anything|something)\b.*",
    r"(squeeze|fit|slot|get) (me|us|him|her|my \w+) in|(be|get) seen",
    r"((could|can|may|might) (i|we)|(i|we) (could|can)) (please )?"
    r"see (someone|somebody|anyone|anybody)\b",
    r"(soonest|earliest) (time |day |slot |date )?(that )?(you|he|she|i|we|the \w+|doctor \w+) "
    r"(can|could)|(can|could) (you|he|she|(the |doctor )\w+) see (me|us|him|her)",
    r"(need|want|like|have) to sit down with|(can|could|may) (i|we) meet\b.*"
    r"|is it (okay|ok|alright|possible) to come",
    r"look(ing)? for a (family )?doctor",
    r"(need|want|like|ought|have|should|could|can|get) (\w+ )?(a doctor|somebody|someone|you) "
    r"(\w+ )?(to )?(look|have a look|see|check|come|fix|repair)",
    r"(send|come) (somebody|someone|round|over|out to us)|(send|get) (an? )?(engineer|plumber)",
    r"(put|pencil) (me|us|him|her) (down|in) for|sign (me|us) up for|a gap on"
    r"|any openings?|if there ?'?s a slot|need to see (someone|somebody) about",
    r"talk (\w+ )?over|advice",
)
SYMPTOMS = (
    r"(have|has|have got|has got|got|is|been) .*"
    r"(pain|pains|temperature|fever|cough|rash|hurting)",
    r"hurts|(feel|feeling) (\w+ )?(ill|sick|unwell|awful|terrible|bad|poorly)"
    r"|(not|n'?t) (feel|feeling|been feeling) (\w+ )?(well|good|right|great)",
)
FACTS = (
    rf"^(what|how|where|when|do|does|should|must|can|is) .*\b{_FACTS}",
    r"(price|prices|cost|costs|fee|fees) (of|for) (an?|the|your)\b.*",
    rf"(what|how much) (do|does|should|will|is|are) .*\b{_FACTS}|how much (is|are|does|do)\b.*",
)
QUESTION = (
    r"^(when|what|how|where|who|which|why|whose|(until|till|from|since) (when|what time))\b.*",
    r"^(do|does|are|is(?! any ?(body|one))|can i"
    r"|may i|should i|must i|have you|has|did|will|need i|am i)\b.*",
    r"(wanted|like|want) to (ask|know|find out) .*\b(where|how|when|what|if|whether|which|who)",
    r"opening (hours|times|ours)|a question|how much",
)
