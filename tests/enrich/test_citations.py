"""Notes as references: each style with the parts a reader finds, what must stay untagged, and laws for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.enrich.citing.citations import Reference, references

FACTS = (
    "author",
    "title",
    "venue",
    "publisher",
    "place",
    "date",
    "when",
    "pages",
    "access",
    "access_when",
    "url",
    "kind",
)


def facts(reference: Reference) -> dict[str, str]:
    """The facts of a reference that are not empty."""
    return {name: value for name in FACTS if (value := getattr(reference, name))}


def parts(text: str, reference: Reference) -> list[tuple[str, str]]:
    """Each part as its element with its level, unit or type, and its words."""
    found = []
    for part in reference.parts:
        kinds = [value for key, value in part.attributes if key in ("level", "unit", "type")]
        found.append(("-".join((part.element, *kinds)), text[part.start : part.end]))
    return found


ARABIC = [
    (
        'ليلى قاسم، "موانئ الشرق: قرن"، موقع المدار، 2019/3/14، انظر: <https://a.example/12> (تاريخ الدخول في 2020/11/2)',
        {
            "author": "ليلى قاسم", "title": "موانئ الشرق: قرن", "venue": "موقع المدار",
            "date": "2019/3/14", "when": "2019-03-14", "url": "https://a.example/12",
            "access": "2020/11/2", "access_when": "2020-11-02",
        },
    ),
    (
        "البرلمان يقرّ الموازنة: ماذا بعد؟، صحيفة الصباح، بغداد، 2018/12/4.",
        {
            "title": "البرلمان يقرّ الموازنة: ماذا بعد؟", "venue": "صحيفة الصباح", "place": "بغداد", "date": "2018/12/4",
            "when": "2018-12-04",
        },
    ),
    (
        "وزير المالية: لا ضرائب جديدة هذا العام، المشهد العربي، 7/2/2018، على الرابط: http://mashhad.example/77",
        {
            "title": "وزير المالية: لا ضرائب جديدة هذا العام", "venue": "المشهد العربي", "date": "7/2/2018",
            "when": "2018-02-07", "url": "http://mashhad.example/77",
        },
    ),
    (
        "حسن نعمان، تاريخ الملاحة في الخليج، ط 2 (بيروت: دار المنارة، 1987)، ص 44-51.",
        {
            "author": "حسن نعمان", "title": "تاريخ الملاحة في الخليج", "place": "بيروت", "publisher": "دار المنارة",
            "date": "1987", "when": "1987", "pages": "ص 44-51",
        },
    ),
    (
        "كمال عيسى وسعاد منصور، مدن القوافل، دار الرافدين، بغداد، 1999، ج 2، ص 12 وما بعدها.",
        {
            "author": "كمال عيسى; سعاد منصور", "title": "مدن القوافل", "publisher": "دار الرافدين", "place": "بغداد",
            "date": "1999", "when": "1999", "pages": "ص 12",
        },
    ),
    (
        "رامي سليمان، الناس، الأرض، الماء، ترجمة نبيل حداد (القاهرة: مكتبة النيل، 2004)، ص 9.",
        {
            "author": "رامي سليمان", "title": "الناس، الأرض، الماء", "place": "القاهرة", "publisher": "مكتبة النيل",
            "date": "2004", "when": "2004", "pages": "ص 9",
        },
    ),
    (
        'هدى فارس، "أسواق حلب"، مجلة العمران العربي، مج ٧، العدد ٢٨، خريف ٢٠٠٥، ص ٣٣-٥٨.',
        {"author": "هدى فارس", "title": "أسواق حلب", "venue": "مجلة العمران العربي", "date": "خريف ٢٠٠٥", "pages": "ص ٣٣-٥٨"},
    ),
    (
        'أمين زكي، "حدود السلطة"، في: نادر شاهين (محرر)، الدولة والمجتمع (عمّان: دار الورد، 2011)، ص 70-95.',
        {
            "author": "أمين زكي", "title": "حدود السلطة", "place": "عمّان", "publisher": "دار الورد", "date": "2011",
            "when": "2011", "pages": "ص 70-95",
        },
    ),
    (
        "وزارة التخطيط، الخطة الخمسية الثالثة، الرياض، 1981، ص 5.",
        {
            "author": "وزارة التخطيط", "title": "الخطة الخمسية الثالثة", "place": "الرياض", "date": "1981", "when": "1981",
            "pages": "ص 5",
        },
    ),
    (
        "الهيئة العامة للموانئ، الكتاب السنوي، الرياض، 2016.",
        {"author": "الهيئة العامة للموانئ", "title": "الكتاب السنوي", "place": "الرياض", "date": "2016", "when": "2016"},
    ),
    (
        "زينب خليل، أثر الري في الزراعة، رسالة ماجستير غير منشورة، جامعة البصرة، 2009، ص 61.",
        {"author": "زينب خليل", "title": "أثر الري في الزراعة", "date": "2009", "when": "2009", "pages": "ص 61"},
    ),
    (
        "يوسف حمدان، شرح الميزان، مكتبة الأمل، القاهرة، 1405هـ/1985م، ص 3.",
        {
            "author": "يوسف حمدان", "title": "شرح الميزان", "publisher": "مكتبة الأمل", "place": "القاهرة", "date": "1985م",
            "when": "1985", "pages": "ص 3",
        },
    ),
    ("سجلّ محكمة صيدا الشرعية، رقم 14، ص 110.", {"pages": "ص 110"}),
    ("مقابلة مع أحد عمّال الميناء، 14 آذار/ مارس 2010.", {"date": "14 آذار/ مارس 2010", "when": "2010-03-14"}),
    ("الملف 12/ب، أرشيف البلدية.", {}),
    ("مقابلة مع أحد عمّال الميناء، صيدا، صيف 2010.", {"date": "صيف 2010"}),
    (
        "سمير حداد: السكك (بيروت: دار الضوء، 2003)، ص 9.",
        {
            "author": "سمير حداد", "title": "السكك", "place": "بيروت", "publisher": "دار الضوء", "date": "2003",
            "when": "2003", "pages": "ص 9",
        },
    ),
    (
        'سمير حداد، "السكك"، ورقة مقدّمة إلى مؤتمر النقل، عمّان، 5-7 أيار/ مايو 2009.',
        {"author": "سمير حداد", "title": "السكك", "date": "5-7 أيار/ مايو 2009"},
    ),
]  # fmt: skip

LATIN = [
    (
        'Ruth Hale and Omar Daher, "Salt Roads," site of Caravan, 16/5/2012, <https://a.example/x> (accessed 3/6/2013)',
        {
            "author": "Ruth Hale; Omar Daher", "title": "Salt Roads", "venue": "site of Caravan",
            "date": "16/5/2012", "when": "2012-05-16", "url": "https://a.example/x", "access": "3/6/2013",
            "access_when": "2013-06-03",
        },
    ),
    (
        "Ruth Hale, Harbours of the East (London: Quay Press, 1998), 27–28.",
        {
            "author": "Ruth Hale", "title": "Harbours of the East", "place": "London", "publisher": "Quay Press",
            "date": "1998", "when": "1998", "pages": "27–28",
        },
    ),
    (
        'J. R. Moss, "Tides and Tolls," Harbour Studies 36, no. 2 (2004): 139-57, https://doi.example/10.1/4.',
        {
            "author": "J. R. Moss", "title": "Tides and Tolls", "venue": "Harbour Studies", "date": "2004", "when": "2004",
            "pages": "139-57", "url": "https://doi.example/10.1/4",
        },
    ),
    (
        'Ann Lowe, "Ships at Rest," Evening Gazette, February 11, 2011, http://gazette.example/a (last visited March 3, 2012).',
        {
            "author": "Ann Lowe", "title": "Ships at Rest", "venue": "Evening Gazette", "date": "February 11, 2011",
            "when": "2011-02-11", "url": "http://gazette.example/a", "access": "March 3, 2012", "access_when": "2012-03-03",
        },
    ),
    (
        'Ann Lowe, "Wharves," in Ports and People: A Reader (Boston: Tide Books, 2006), 65–104.',
        {
            "author": "Ann Lowe", "title": "Wharves", "place": "Boston", "publisher": "Tide Books", "date": "2006",
            "when": "2006", "pages": "65–104",
        },
    ),
    (
        "Sea Council, Ports, Tolls, and Trade 2011 (Washington, DC: Sea Council, 2011), p. 20.",
        {
            "author": "Sea Council", "title": "Ports, Tolls, and Trade 2011", "place": "Washington, DC",
            "publisher": "Sea Council", "date": "2011", "when": "2011", "pages": "p. 20",
        },
    ),
    (
        "Sea Council, Tolls of the East, Report no. 220, 2012, https://a.example/220",
        {
            "author": "Sea Council", "title": "Tolls of the East", "date": "2012", "when": "2012",
            "url": "https://a.example/220",
        },
    ),
    (
        "Marie Vidal, « Le port et la ville », Revue des ports, n° 3, 2011, p. 5-9, http://ports.example/f (consulté le 4/6/2012)",
        {
            "author": "Marie Vidal", "title": "Le port et la ville", "venue": "Revue des ports", "date": "2011", "when": "2011",
            "pages": "p. 5-9", "url": "http://ports.example/f", "access": "4/6/2012", "access_when": "2012-06-04",
        },
    ),
    (
        "Jean Morel, Les quais de Beyrouth : dix récits, Paris, Fayard, 2011, p. 44.",
        {
            "author": "Jean Morel", "title": "Les quais de Beyrouth : dix récits", "place": "Paris", "publisher": "Fayard",
            "date": "2011", "when": "2011", "pages": "p. 44",
        },
    ),
    (
        "« La mer monte », Le Monde, 14 janvier 2011.",
        {"title": "La mer monte", "venue": "Le Monde", "date": "14 janvier 2011", "when": "2011-01-14"},
    ),
]  # fmt: skip

REPEATING = [
    ("المرجع نفسه.", {"kind": "ibid"}),
    ("المصدر نفسه، ج 2، ص 14.", {"kind": "ibid", "pages": "ص 14"}),
    ("نفسه، ص 8.", {"kind": "ibid", "pages": "ص 8"}),
    ("Ibid., pp. 61-62.", {"kind": "ibid", "pages": "pp. 61-62"}),
    ("Ibid., 45.", {"kind": "ibid", "pages": "45"}),
    ("ليلى قاسم، مرجع سابق، ص 52.", {"kind": "again", "author": "ليلى قاسم", "pages": "ص 52"}),
    ("قاسم، المرجع السابق، ص 52.", {"kind": "again", "author": "قاسم", "pages": "ص 52"}),
    ('ليلى قاسم، "موانئ الشرق"، مصدر سبق ذكره.', {"kind": "again", "author": "ليلى قاسم", "title": "موانئ الشرق"}),
    ('ليلى قاسم، "موانئ الشرق".', {"kind": "again", "author": "ليلى قاسم", "title": "موانئ الشرق"}),
    ("المرجع السابق، ص 60.", {"kind": "again", "pages": "ص 60"}),
    ("سمير حداد: المرجع السابق، ص 60.", {"kind": "again", "author": "سمير حداد", "pages": "ص 60"}),
    ("Hale, op. cit., p. 60.", {"kind": "again", "author": "Hale", "pages": "p. 60"}),
    ("Hale, Harbours, 99.", {"kind": "again", "author": "Hale", "title": "Harbours", "pages": "99"}),
]


@pytest.mark.parametrize(("text", "expected"), [*ARABIC, *LATIN, *REPEATING])
def test_a_note_that_cites_one_work_tells_what_a_reader_finds(text, expected):
    (reference,) = references(text)
    assert facts(reference) == expected
    assert text[reference.start : reference.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "طبيبة لبنانية وكاتبة، ولها مئات المقالات في الصحف والمواقع؛ إضافة إلى مشاركتها في مؤتمرات دولية.",
        'أستاذ التاريخ الحديث، ورئيس تحرير مجلة "السنابل".',
        "بلغ عدد السكان في إحصاء 2004 نحو مليونين، ثم زاد إلى ثلاثة ملايين سنة 2010.",
        "من الجدير بالذكر أن القرار صدر في 2/11/1917، وهو المعروف بوعد بلفور.",
        "كان والده تاجراً، وعمل في بيروت، ثم انتقل إلى القاهرة سنة 1920.",
        'أي "سياسة الباب المفتوح"، وهو تعبير شاع بعد سنة 1980.',
        'عُرض هذا البحث في ملتقى "الماء والمدينة"، بيروت، 2018، ونُشر لاحقاً.',
        "انظر الفصل الثالث من هذا الكتاب، ص 45.",
        "سورة البقرة، الآية 255.",
        "All translations are by the author, unless otherwise noted.",
        "In 1948, the Council, New York, adopted the resolution.",
        '"The long peace" is a contested term; see the discussion in the introduction, p. 12.',
        "",
        "\n",
    ],
)
def test_a_note_that_only_explains_cites_nothing(text):
    assert references(text) == ()


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            'للمزيد انظر:\nأمل نصر، "الماء"، مجلة النهر، العدد 3، 2001، ص 7.',
            ['أمل نصر، "الماء"، مجلة النهر، العدد 3، 2001، ص 7.'],
        ),
        (
            'سمير حداد، "السكك"، بيروت، 2003؛ وفوزي أمين، "المحطات"، إربد، 2008.',
            ['سمير حداد، "السكك"، بيروت، 2003', 'فوزي أمين، "المحطات"، إربد، 2008.'],
        ),
        (
            'سمير حداد، "السكك"، بيروت، 2003؛ ووليد أمين، "المحطات"، إربد، 2008.',
            ['سمير حداد، "السكك"، بيروت، 2003', 'وليد أمين، "المحطات"، إربد، 2008.'],
        ),
        (
            'سمير حداد، "السكك"، بيروت، 2003؛ وركبان أمين، "المحطات"، إربد، 2008.',
            ['سمير حداد، "السكك"، بيروت، 2003', 'وركبان أمين، "المحطات"، إربد، 2008.'],
        ),
        (
            "المرجع نفسه، ص 3؛ وانظر أيضاً: سمير حداد، السكك (بيروت: دار الضوء، 2003)، ص 9.",
            ["المرجع نفسه، ص 3", "سمير حداد، السكك (بيروت: دار الضوء، 2003)، ص 9."],
        ),
        (
            "See also Ann Lowe, Wharves (Paris: Seuil, 1991), p. 3; and Ruth Hale, Harbours (London: Quay Press, 1998), p. 4.",
            ["Ann Lowe, Wharves (Paris: Seuil, 1991), p. 3", "Ruth Hale, Harbours (London: Quay Press, 1998), p. 4."],
        ),
        (
            'سمير حداد، "السكك"، بيروت، 2003، ص 23. ويُذكر أنّ الأرقام تختلف عمّا نشرته الإدارة، وقد اعتمدنا أرقام المؤلف.',
            ['سمير حداد، "السكك"، بيروت، 2003، ص 23.'],
        ),
        (
            "نوقش التقرير في حلقات مغلقة. انظر الملخّص: <https://a.example/s> (شوهد في 2021/4/2)",
            ["<https://a.example/s> (شوهد في 2021/4/2)"],
        ),
        ("(3) سمير حداد، السكك (بيروت: دار الضوء، 2003).", ["سمير حداد، السكك (بيروت: دار الضوء، 2003)."]),
        ("The full data are available at: https://a.example/d.", ["https://a.example/d."]),
    ],
)  # fmt: skip
def test_what_leads_to_a_reference_and_what_follows_it_stay_outside(text, cited):
    assert [text[each.start : each.end] for each in references(text)] == cited


def test_a_name_that_may_begin_with_and_is_not_tagged():
    first, second = references('سمير حداد، "السكك"، بيروت، 2003؛ وركبان أمين، "المحطات"، إربد، 2008.')
    assert (first.author, second.author, second.title) == ("سمير حداد", "", "المحطات")


def test_a_note_that_is_only_a_url_is_a_reference_of_that_alone():
    text = "<https://a.example/page_(x)>"
    (reference,) = references(text)
    assert parts(text, reference) == [("ref", "https://a.example/page_(x)")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('أمل نصر، "الماء"، مجلة النهر، العدد 3، 2001.', ["author", "title-a", "title-j", "biblScope-issue", "date"]),
        ('أمل نصر، "الماء"، دار النهر، بيروت، 2001.', ["author", "title-m", "publisher", "pubPlace", "date"]),
        ('أمل نصر، "الماء"، 2001.', ["author", "title", "date"]),
        ("Sea Council, Tolls, Report no. 220, 2012, https://a.example/220", ["author", "title-m", "date", "ref"]),
        (
            "أمل نصر، الماء (بيروت: دار النهر، 2001)، مج 2، ص 4.",
            ["author", "title-m", "pubPlace", "publisher", "date", "biblScope-volume", "biblScope-page"],
        ),
        (
            'Ann Lowe, "Wharves," Port Letters, 27 (2018), pp. 301-319.',
            ["author", "title-a", "title-j", "biblScope-volume", "date", "biblScope-page"],
        ),
        ('Ann Lowe, "Wharves," in Proceedings of the Port Days, 2021.', ["author", "title-a", "title-m", "date"]),
    ],
)  # fmt: skip
def test_a_title_has_the_level_of_what_it_appeared_in(text, expected):
    (reference,) = references(text)
    assert [name for name, _ in parts(text, reference)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('نادر شاهين وآخرون، "الري"، مجلة النهر، العدد 3، 2001.', ["نادر شاهين"]),
        ('د. نادر شاهين وأحمد والي، "الري"، مجلة النهر، العدد 3، 2001.', ["د. نادر شاهين", "أحمد والي"]),
        ('Ann Lowe, Ruth Hale & J. Moss, "Wharves," Port Letters, no. 3, 2018.', ["Ann Lowe", "Ruth Hale", "J. Moss"]),
        ('سليم، أحمد. "المقال". مجلة العلوم 12 (2010): 15-30.', ["سليم، أحمد"]),
        ('هيئة الموانئ، "التقرير السنوي"، موقع الهيئة، 2020/1/5.', ["هيئة الموانئ"]),
    ],
)  # fmt: skip
def test_each_author_is_named_alone(text, expected):
    (reference,) = references(text)
    assert [words for name, words in parts(text, reference) if name == "author"] == expected


@pytest.mark.parametrize(
    "text",
    [
        # A headline with a comma; two authors, or an author and a title.
        "العاصمة تغرق في الظلام، والمولدات تتوقف، صحيفة الصباح، 2019/3/4.",
        "Ann Lowe, Ruth Hale, Evening Gazette newspaper, 14/3/2010.",
    ],
)
def test_what_can_be_read_in_two_ways_is_not_tagged(text):
    (reference,) = references(text)
    assert not reference.title
    assert reference.when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("صحيفة الصباح، 3/4/2021.", "2021-04-03"),
        ("صحيفة الصباح، ٣/٤/٢٠٢١.", "2021-04-03"),
        ("صحيفة الصباح، 2021/4/3.", "2021-04-03"),
        ("صحيفة الصباح، 31/2/2021.", ""),
        ("« La mer », Le Monde, 3/4/2021.", "2021-04-03"),
        ('"The Sea," Evening Gazette newspaper, 3/4/2021.', ""),
        ('"The Sea," Evening Gazette newspaper, 3/4/2021, https://a.example (accessed 16/5/2021).', "2021-04-03"),
        ('"The Sea," Evening Gazette newspaper, 3/4/2021, https://a.example (accessed 5/16/2021).', "2021-03-04"),
    ],
)
def test_the_day_stands_first_where_language_or_other_dates_say_so(text, when):
    assert [each.when for each in references(text)] in ([when], [] if not when else [when])


def test_a_document_that_puts_the_day_first_tells_how_its_english_notes_are_meant():
    text = '"The Sea," Evening Gazette newspaper, 3/4/2021.'
    assert [each.when for each in references(text, day_first=True)] == ["2021-04-03"]
    assert [each.when for each in references(text, day_first=False)] == ["2021-03-04"]


@pytest.mark.parametrize(
    "words",
    [
        "تاريخ الدخول في", "تاريخ الاطلاع:", "شوهد في", "تم الاطلاع عليه بتاريخ", "آخر زيارة", "تم الاسترجاع في", "accessed",
        "Entrance date:", "last visited", "retrieved on", "consulté le", "dernière consultation le", "date d'accès :",
    ],
)  # fmt: skip
@pytest.mark.parametrize("brackets", [" ({})", "، {}"])
def test_an_access_date_is_told_from_the_date_of_publication(words, brackets):
    text = 'أمل نصر، "الماء"، موقع النهر، 2019/3/14، https://a.example/1' + brackets.format(f"{words} 2020/11/30") + "."
    (reference,) = references(text)
    assert (reference.when, reference.access_when) == ("2019-03-14", "2020-11-30")


def test_days_that_a_meeting_lasted_are_a_range():
    (reference,) = references('Ann Lowe, "Wharves," paper presented at Port Days, London, 5–7 May 2009.')
    (date,) = (part for part in reference.parts if part.element == "date")
    assert date.attributes == (("from", "2009-05-05"), ("to", "2009-05-07"))
    assert not reference.place
    (turned,) = references('Ann Lowe, "Wharves," paper presented at Port Days, London, 7–5 May 2009.')
    assert [part.attributes for part in turned.parts if part.element == "date"] == [()]


def test_pages_have_from_and_to_where_they_rise():
    def pages(text):
        return [dict(part.attributes) for part in references(text)[0].parts if part.element == "biblScope"]

    assert pages("المرجع نفسه، ص 12–15.") == [{"unit": "page", "from": "12", "to": "15"}]
    assert pages("Ibid., pp. 301-19.") == [{"unit": "page", "from": "301", "to": "319"}]
    assert pages("المرجع نفسه، ص 15-12.") == [{"unit": "page"}]
    assert pages("Ibid., p. xii.") == [{"unit": "page"}]


def test_marks_stretching_and_invisible_characters_change_nothing():
    plain = 'أمل نصر، "الماء"، مجلة النهر، العدد 3، 2001.'
    dressed = 'أمَل نصــر\N{RIGHT-TO-LEFT MARK}، "المـاءُ"، مجلّة النهر، العدد\N{NO-BREAK SPACE}3، 2001.'
    assert [part.element for part in references(dressed)[0].parts] == [
        part.element for part in references(plain)[0].parts
    ]
    assert references(dressed)[0].title == "المـاءُ"


# What notes are made of, in any order: the laws below are tried on these, and on any text.
PIECES = [
    "أمل نصر", "، ", ", ", '"الماء"', "«النهر»", "مجلة النهر", "دار الضوء", "بيروت", "2001", "3/4/2021", "ص 12-15", "؛ و",
    "(بيروت: دار الضوء، 2001)", "\n", ". ", "انظر: ", "<https://a.example/x>", "(تاريخ الدخول في 2021/12/30)", "المرجع نفسه",
    "مرجع سابق", "Ann Lowe", "Ibid.", "vol. 2", "no. 3", "(2004): 3-9", '"Wharves," ', "(ed.)", "in ", "1405هـ/1985م", "1",
    "\N{ARABIC SHADDA}", "\N{ARABIC TATWEEL}", "\N{RIGHT-TO-LEFT MARK}", "(", ")", '"', "«", "»",
]  # fmt: skip
NOTES = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@given(NOTES)
def test_parts_lie_in_order_within_references_that_lie_in_order_within_the_note(text):
    end = 0
    for reference in references(text):
        assert end <= reference.start < reference.end <= len(text)
        inner = reference.start
        for part in reference.parts:
            assert inner <= part.start < part.end <= reference.end
            assert text[part.start : part.end].strip()
            inner = part.end
        end = reference.end


@given(NOTES)
def test_the_same_note_is_always_read_alike(text):
    assert references(text) == references(text)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_facts_are_the_words_of_parts(text):
    for reference in references(text):
        words = {" ".join(text[part.start : part.end].split()) for part in reference.parts}
        told = [
            *reference.author.split("; "),
            reference.title,
            reference.venue,
            reference.publisher,
            reference.place,
            reference.url,
        ]
        assert {fact for fact in (*told, reference.date, reference.access, reference.pages) if fact} <= words


@pytest.mark.parametrize(
    "piece", ["، ", '"', "«", "(", ". ", "؛ و", "ص 1 ", "انظر: ", "http://a.b ", "(تاريخ الدخول في ", "محمد ", "1"]
)
def test_a_note_of_a_hundred_thousand_characters_is_read_like_any_other(piece):
    assert len(references(piece * (100_000 // len(piece)))) <= 100_000
