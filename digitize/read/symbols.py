"""The two old encodings of Arabic symbol fonts: what the codes U+F100-F1FF and U+F200-F2FF of such fonts stand for.

Before Unicode, Arabic Windows drew letters with symbol fonts of fixed layout, "simplified" and "traditional"; fonts made
then are in use to this day, and Word names their glyphs at random. Source of the layouts: HarfBuzz, ArabicPUA*.txt.
"""

from __future__ import annotations

from collections.abc import Mapping

# First code (less U+F100 or U+F200) of each run, and the letters of its codes.
_SIMPLIFIED = {
    0x21: '! " « » % × ÷ ( ) * + ، - . / ٠ ١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩ : ؛ ‘ = ’ ؟',
    0x41: "ا ا أ أ آ آ إ إ ب ب ت ت ث ث ج ج ج ح ح ح خ خ خ د ذ ر [ \\ ] ٫ ـ ز س س ش ش ص ص ض ض ط ظ ع ع ع ع غ غ",
    0x71: "غ غ ف ف ف ق ق ق ك ك ل ل م م ن",
    0xA1: "ه ه ه ه و ي ي ي ة ة ى ى ء ئ ئ 0 1 2 3 4 5 6 7 8 9 ئ ؤ لا لا لأ لأ لآ لآ لإ لإ َ ُ ْ ً ٌ ّ ِ ٍ",
    0xE1: "ن",
}  # fmt: skip
_TRADITIONAL = {
    0x02: "بم تم ثم لم نم",
    0x10: "لمح",
    0x12: "لج لح لخ بر تر ير سم شم له",
    0x1C: "لي بي تي ني",
    0x21: '! " « » % × ÷ ( ) * + ، - . / ٠ ١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩ : ؛ “ = ” ؟',
    0x41: "ا ا أ أ آ آ إ إ ب ب ب ب ت ت ت ت ث ث ث ث ج ج ج ج ح ح [ ح ] ٫ ـ ح خ خ خ خ د د ذ ذ ر ر ز ز س س س س",
    0x71: "ش ش ش ش ص ص ص ص ض ض ﴾ ض ﴿ ض ط بج بح بخ تج تح تخ لج لح لخ مج مح مخ",
    0x8D: "نج نح يج يح يخ بن تن ين لى بم تم نم يم جم حم خم لم مم في",
    0xA1: "ط ط ظ ظ ظ ظ ع ع ع ع غ غ غ غ ف ف ف ف ق ق ق ق ك ك ك ك ل ل ل ل م م م م ن ن ن ن ه ه ه ه و و ي ي ي ي",
    0xD1: "ة ة ى ى ء ئ ئ ئ ئ ؤ ؤ لا لا لأ لأ لآ لآ لإ لإ َ ُ ْ ً ٌ ّ ِ ٍ َّ ُّ",
    0xEF: "ٌّ ِّ ط",
}  # fmt: skip


def _codes(first: int, runs: Mapping[int, str]) -> dict[int, str]:
    return {first + start + index: text for start, run in runs.items() for index, text in enumerate(run.split(" "))}


_LETTERS = _codes(0xF100, _SIMPLIFIED) | _codes(0xF200, _TRADITIONAL)


def letters_of_symbols(codes: Mapping[int, int]) -> dict[int, str]:
    """The letters of an old symbol font's glyphs, by glyph number; `codes` are the codes the font gives its glyphs."""
    return {glyph: _LETTERS[code] for glyph, code in codes.items() if code in _LETTERS}
