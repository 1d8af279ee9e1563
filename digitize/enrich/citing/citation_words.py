"""Words by which a part of a reference is known: what a venue, a publisher, a place or a repeat is called.

Each is a pattern for text without vowel marks (see note_text). They are the usual words of Arabic, English and French
notes; names of single papers stand here only where a reader knows them without a word such as newspaper.
"""

from __future__ import annotations

import regex


def any_of(words: str) -> str:
    """An alternation of the words of a text, one on each side of a bar; a space stands for any white space."""
    return "(?:" + "|".join(r"\s+".join(map(regex.escape, word.split())) for word in words.split("|")) + ")"


def _pattern(source: str, *, with_case: bool = False) -> regex.Pattern[str]:
    return regex.compile(source, regex.VERSION1 if with_case else regex.IGNORECASE | regex.VERSION1)


# A site, newspaper, journal, agency or channel: a word at the start of the field, or a Latin one anywhere in it.
VENUE = _pattern(
    r"(?:"
    + any_of(
        "موقع|الموقع|صحيفة|جريدة|مجلة|المجلة|الجريدة|وكالة|قناة|فضائية|إذاعة|تلفزيون|شبكة|مدونة|بوابة|منصة|دورية"
        "|حولية|حوليات|يومية|أسبوعية|فصلية|نشرة|جرائد|صفحة|ملحق جريدة|ملحق صحيفة|كراسات|سلسلة عالم المعرفة"
    )
    + r"\s+\S|"
    + any_of("site of|website of|web site of|the website of|site de|site du|site web|blog")
    + r"\b|"
    + any_of(
        "الجزيرة نت|الجزيرة.نت|العربية نت|العربية.نت|عرب 48|روسيا اليوم|العربي الجديد|القدس العربي|الشرق الأوسط"
        "|الأناضول|الأناضول للأنباء|هآرتس|يديعوت أحرونوت|معاريف|جيروزاليم بوست|واشنطن بوست|نيويورك تايمز"
        "|الغارديان|لوموند|الإندبندنت|فورين بوليسي|فورين أفيرز|نيوزويك|أسوشيتد برس|وكالة الصحافة الفرنسية|شينخوا"
        "|سبوتنيك|المونيتور|ميدل إيست آي|عكاظ|المصري اليوم|اليوم السابع|القبس|الميادين|عرب48|الأناضول للأخبار"
        "|بي بي سي|بي بي سي عربي|رويترز|فرانس 24|دويتشه فيله|سكاي نيوز عربية|رأي اليوم|النهار|السفير|الأخبار"
        "|الحياة|الأهرام|الرأي|الغد|الدستور|الخليج|البيان|المستقبل العربي|عالم المعرفة|عربي21|عربي 21|Reuters"
        "|Associated Press|AFP|BBC|BBC News|CNN|Al Jazeera|Aljazeera|Al-Jazeera|The Guardian|The Economist"
        "|Haaretz|Le Monde|Le Figaro|Libération|Foreign Policy|Foreign Affairs|Al-Monitor|Middle East Eye"
        "|Wikipedia|The Independent|Jadaliyya|L'Orient-Le Jour|Le Monde diplomatique"
    )
    + r"(?:\s*\([^()]*\))?\s*\Z"
    r"|(?:\S+\s){1,6}(?:newspaper|magazine|journal|news\s+agency|website|web\s+site|channel|TV|radio)\s*\Z)"
)
VENUE_LATIN = _pattern(
    r"\b(?:Journal|Review|Revue|Quarterly|Magazine|Newspaper|Gazette|Times|Weekly|Monthly|Bulletin|Cahiers|Annales|Annals"
    r"|Studies|Letters|Transactions|Archiv|Zeitschrift|Blog|Website|Post|Herald|Tribune|Daily|Newsletter|Observer|Chronicle)\b",
    with_case=True,
)
# A word for a periodical before its name in quotation marks, at the end of a field.
VENUE_QUOTED = _pattern(r"(?:\A|.*\s)(?P<venue>(?:ال)?(?:مجلة|صحيفة|جريدة|دورية|نشرة|موقع|يومية|أسبوعية))\s*\Z")
PUBLISHER = _pattern(
    r"(?:"
    + any_of(
        "دار|منشورات|مطبعة|مطابع|مكتبة|مؤسسة|المؤسسة|الدار|شركة|المطبعة|المكتبة|مركز دراسات الوحدة العربية"
        "|المركز القومي للترجمة|الهيئة المصرية العامة للكتاب|الهيئة العامة|المجلس الأعلى للثقافة"
        "|المجلس الوطني للثقافة|الشبكة العربية|المركز العربي للأبحاث|المركز الثقافي العربي|جداول للنشر|رياض الريس"
    )
    + r"(?:\s|\Z)"
    r"|.{0,60}\b(?:Press|Publishers?|Publishing|Publications|Verlag|[ÉE]ditions|Books|Presses|University of \p{Lu}\p{L}+|UP)\b"
    r"|(?:Routledge|Brill|Springer|Palgrave(?: Macmillan)?|Macmillan|Seuil|Gallimard|Karthala|L'Harmattan|Harmattan|Fayard|PUF"
    r"|Actes Sud|Sindbad|Wiley|Blackwell|Penguin|Pantheon|Verso|Elsevier|I\.?\s?B\.?\s?Tauris|La Découverte|Armand Colin|Maspero"
    r"|Hachette|Flammarion|Knopf|Norton|De Gruyter|Harrassowitz|Peter Lang|Zed)\b)",
    with_case=True,
)
_CITIES = any_of(
    "بيروت|القاهرة|دمشق|بغداد|عمان|عمّان|القدس|رام الله|غزة|نابلس|حيفا|يافا|الناصرة|الرياض|جدة|مكة"
    "|مكة المكرمة|المدينة المنورة|الكويت|الدوحة|المنامة|مسقط|أبو ظبي|أبوظبي|دبي|الشارقة|صنعاء|عدن|الخرطوم"
    "|طرابلس|بنغازي|تونس|صفاقس|الجزائر|وهران|قسنطينة|الرباط|الدار البيضاء|فاس|مراكش|طنجة|تطوان|نواكشوط"
    "|الإسكندرية|حلب|حمص|اللاذقية|الموصل|البصرة|النجف|كربلاء|أربيل|صيدا|إربد|الزرقاء|لندن|باريس|نيويورك"
    "|واشنطن|برلين|لايدن|ليدن|أكسفورد|كامبردج|كامبريدج|إسطنبول|اسطنبول|أنقرة|طهران|قم|موسكو|جنيف|فيينا|روما"
    "|مدريد|بروكسل|لايبزيغ|ميونيخ|بون|لاهاي|أمستردام|هيرندن|تل أبيب|بيروت ودمشق|Beirut|Cairo|Damascus|Baghdad"
    "|Amman|Jerusalem|Riyadh|Doha|Tunis|Algiers|Alger|Rabat|Casablanca|Beyrouth|Le Caire|Damas|Bagdad|London"
    "|Paris|New York|Washington|Washington, DC|Washington, D.C.|Washington DC|Berlin|Leiden|Oxford|Cambridge"
    "|Cambridge, MA|Cambridge, Mass.|Chicago|Princeton|Princeton, NJ|New Haven|Boston|Stanford|Los Angeles"
    "|Berkeley|Ithaca|Leipzig|Munich|München|Wien|Vienna|Geneva|Genève|Rome|Roma|Madrid|Brussels|Bruxelles"
    "|The Hague|La Haye|Amsterdam|Istanbul|Ankara|Tehran|Moscow|Edinburgh|Manchester|Leuven|Louvain|Frankfurt"
    "|Hamburg|Stuttgart|Wiesbaden|Göttingen|Zurich|Zürich|Lyon|Marseille|Aix-en-Provence|Bordeaux|Toulouse"
    "|Grenoble|Rennes|Arles|Toronto|Montreal|Montréal|Ottawa|Sydney|Tokyo|New Delhi|Dordrecht|Londres|Durham"
    "|Durham, NC|Bloomington|Syracuse|Minneapolis|Philadelphia|Baltimore|Copenhagen|Stockholm|Oslo|Helsinki"
    "|Prague|Warsaw|Budapest|Athens|Basingstoke|Bern|Basel"
)
_LANDS = any_of(
    "لبنان|مصر|سورية|سوريا|العراق|الأردن|فلسطين|السعودية|الكويت|قطر|البحرين|الإمارات|عمان|اليمن|السودان|ليبيا"
    "|تونس|الجزائر|المغرب|بريطانيا|فرنسا|ألمانيا|تركيا|إيران|Liban|Lebanon|Egypt|Syria|UK|France"
)
PLACE = _pattern(rf"{_CITIES}(?:\s*[-–/]\s*(?:{_CITIES}|{_LANDS})|\s+(?:and|et|&)\s+{_CITIES}|\s+و{_CITIES})*")
# What else stands in a reference and is neither name, title nor venue; not tagged, and never taken for one of them.
OTHER = _pattern(
    r"(?:"
    + any_of(
        "الطبعة|طبعة|ط|تحرير|ترجمة|تعريب|تحقيق|إعداد|إشراف|مراجعة|تقديم|نقله|نشره|حققه|ترجمه|رواه|أخرجه"
        "|دراسة وتحقيق|رسالة|أطروحة|ورقة مقدمة|ورقة عمل|ورقة بحثية|ورقة|بحث مقدم|بحث|بيان صحفي|بيان|غير منشورة"
        "|غير منشور|الدورة|الفقرة|الفقرات|الجدول|جدول|الشكل|الملحق|ملحق|الفصل|الباب|المادة|الحاشية|هامش|الهامش"
        "|السنة|كلية|قسم|جامعة|الجلسة|القرار|قرار|الوثيقة|نسخة|العمود|الخريطة|اللوحة|سلسلة|الصفحة نفسها"
        "|الصفحات نفسها|وما بعدها|وما يليها|لا تاريخ|د.ت|بدون تاريخ|د ت|د.ن|مقال|مقالة|تقرير|نشر|نقلا عن|آية"
        "|الآية|سورة|الإصحاح|المحاضرة"
    )
    + r"(?:\s|[.:]|\Z)|\d+(?:st|nd|rd|th|e|ème|ère)?\s+(?:ed\b|éd\b|edition|édition)|"
    r"(?:ed|eds|éd|trans|trad|rev|edited|translated|revised|traduit|press\s+release|release|dataset|data\s+set|working\s+paper|table|tableau|figure|chapter|ch"
    r"|chap|chapitre|chapters?|paragraph|para|annex|annexe|appendix|unpublished|PhD|Ph\.D|M\.?A\.?\s+thesis|thesis|thèse|mémoire|diss|dissertation|paper\s+presented|paper"
    r"|report|rapport|policy\s+brief|section|art|article|fn|footnote|note|series|coll|collection|emphasis|my\s+translation|doi|isbn|issn|version|draft|accessed"
    r"|communication|et\s+seq|passim|ff|n\.d|s\.d)\b)"
)
LABEL = _pattern(
    any_of(
        "ورقة علمية|ورقة بحثية|ورقة عمل|ورقة|مقال|مقالة|مقال بعنوان|مقالة بعنوان|بحث|بحث بعنوان|دراسة"
        "|دراسة بعنوان|تقرير|تقرير بعنوان|كتاب|تقدير موقف|رسالة ماجستير|رسالة دكتوراه|أطروحة دكتوراه"
        "|محاضرة بعنوان|فيلم|وثائقي|بيان|policy brief|working paper|report|article|paper|rapport"
    )
    + r"\s*:?\s*\Z"
)
# Oral and archival sources: cited, though they have neither title nor venue.
SOURCE = _pattern(
    r"(?:(?:من\s+)?"
    + any_of(
        "مقابلة|مقابلات|حوار مع|حديث مع|اتصال هاتفي|اتصال مع|مراسلة مع|رسالة إلكترونية من|مداخلة|مداخلات|مداولات"
        "|محاضرة|خطاب|كلمة|تصريح|تصريحات|إفادة|شهادة|مخطوط|مخطوطة|دفتر|دفاتر|سجل|سجلات|وثيقة|وثائق|أرشيف|الأرشيف"
        "|محفظة|ملف|محضر|محاضر|فرمان|حجة شرعية|interview with|interviews with|personal interview"
        "|author's interview|entretien avec|archives|archive of|fonds|national archives|the national archives"
    )
    + r"(?:\s|\Z)|(?:\S+\s){0,2}"
    + any_of("مخطوط|مخطوطة|أرشيف|الأرشيف|المحفوظات|دار الوثائق|مركز الوثائق")
    + r"(?:\s|\Z)|(?:FO|CO|WO|CAB|BOA|HR|ISA|RG|MAE|AIR)[\s.]*\d+/\d)"
)
IBID = _pattern(
    r"[(\[]?\s*(?:(?:المرجع|المصدر|المقال|الكتاب)\s+(?:السابق\s+)?(?:نفسه|ذاته|عينه)|نفس\s+(?:المرجع|المصدر)|نفسه|(?:ibidem|ibid|idem|id)\b\.?)"
    r"(?=\s*(?:[،,.)\]؛;:]|\Z|ص|pp?\b|at\s+\d))[)\]]?"
)
AGAIN = _pattern(
    r"[(\[]?\s*(?:(?:ال)?(?:مرجع|مصدر)\s+(?:ال)?سابق(?:\s+ذكره|\s+الذكر)?|(?:ال)?(?:مرجع|مصدر)\s+سبق\s+ذكره|سبق\s+ذكره|م\.\s?س(?:\.\s?ذ)?"
    r"|(?:op|loc|art)\.?\s?cit|cited\s+above|supra|précité|ouvrage\s+cité|article\s+cité)\b\.?\s*[)\]]?"
)
# Words that open running text, not a part of a reference.
PROSE = _pattern(
    r"(?:"
    + any_of(
        "وقد|فقد|لقد|قد|حيث|إذ|كما|لكن|ولكن|بينما|وهو|وهي|وهم|هو|هي|الذي|التي|الذين|وذلك|ذلك|مما|ممّا|علما|مع أن"
        "|رغم|لأن|لأنه|لأنها|غير أن|إلا أن|أما|فيما|وأن|وفيها|وفيه|وكان|وكانت|كان|كانت|ويقدر|ويذكر|يذكر|أفدت|أشكر"
        "|نشكر|ونشكر|وأشكر|وبذلك|لذلك|ولذلك|ثم|بل|وإن|إن|أن|فإن|يشير|تشير|يرى|ترى|يعني|نعني|المقصود|وهذا|هذا|هذه"
        "|وهذه|وقال|قال|وأضاف|وتشير|ويشير|يضاف|ويضاف|نقله|نشره|حققه|ترجمه|رواه|أخرجه|بحسب|وفق|وفقا|and|which|but"
        "|however|who|whose|this|these|those|it|its|he|she|we|i|they|there|although|while|where|because|according"
        "|as|mais|qui|cette|ce|nous|il|elle|selon|on"
    )
    + r")(?:\s|\Z)"
)
# Words that a person's name does not hold, in Arabic and in Latin letters.
_FUNCTION_WORDS = """
في من على إلى عن مع بين ضد هل ما لا لن لم أن إن حول عبر نحو خلال بعد قبل ضمن كيف لماذا أو ثم هذا هذه تحت منذ حتى دون
the of in on for to a how why what is are from with at by toward towards against between un une des les sur dans pour
"""
NOT_IN_NAMES = frozenset(_FUNCTION_WORDS.split())
INSTITUTION = _pattern(
    r"(?:"
    + any_of(
        "وزارة|هيئة|الهيئة|لجنة|اللجنة|مركز|المركز|معهد|المعهد|منظمة|المنظمة|جمعية|الجمعية|مجلس|المجلس|بنك|البنك"
        "|صندوق|الصندوق|اتحاد|الاتحاد|جامعة|الجامعة|مؤسسة|المؤسسة|إدارة|الإدارة|دائرة|الدائرة|أمانة|الأمانة"
        "|مديرية|المديرية|بلدية|ديوان|مرصد|المرصد|وكالة|الوكالة|مكتب|المكتب|مفوضية|المفوضية|فريق|نقابة|شركة|شبكة"
        "|الأمم المتحدة|البرنامج|برنامج|رابطة|حزب|حركة|دولة|جمهورية|مجموعة|المجموعة|غرفة|الجهاز|جهاز|محكمة"
        "|المحكمة"
    )
    + r"(?:\s|\Z)"
    r"|.*\b(?:Ministry|Ministère|Commission|Committee|Comité|Institute|Institut|University|Université|Council|Conseil|Bank"
    r"|Banque|Fund|Organi[sz]ation"
    r"|Group|Forum|Observatory|Observatoire|Centre|Center|Agency|Agence|Association|Department|Office|Programme|Program|Union|Federation|Foundation|Fondation"
    r"|Society|Société|Authority|Bureau|Network|Library|Nations|Watch)\b)",
    with_case=True,
)
