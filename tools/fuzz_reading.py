"""Coverage-guided fuzzing of reading, with atheris (not among the project's dependencies).

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris tzdata
    /tmp/fuzz/bin/python tools/fuzz_reading.py -max_total_time=600

Promises: never raises, every span lies in the text and equals its quote, no count without evidence.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["extraction", "domain"]):
    from domain.source import Issuer, Source
    from extraction import read_post
    from extraction.reading import read as _  # noqa: F401  read_post imports it late, past the instruments

AT = datetime(2026, 6, 11, 6, tzinfo=UTC)
SOURCES = (
    Source("governor", Issuer.GOVERNOR, "RU-KLU"),
    Source("ministry", Issuer.MINISTRY),
    Source("paper", Issuer.OTHER),
)
VOCABULARY = """
сбито сбит уничтожены БПЛА беспилотников дрон над областью Калужской Брянской районом Боровском по два
ещё всего из них в том числе ночью с 22.00 мск до 7.00 11 ноября 18 двадцать один около более , . : – ▪️
shot down drones over the Kaluga Region each including overnight at least twelve between 9 p.m. and
"""
WORDS = (*VOCABULARY.split(), "\n")


def read_one(data: bytes) -> None:
    """One text: half raw characters, half words that the rules know."""
    provider = atheris.FuzzedDataProvider(data)
    source = SOURCES[provider.ConsumeIntInRange(0, len(SOURCES) - 1)]
    parts = []
    while provider.remaining_bytes() > 0:
        if provider.ConsumeBool():
            parts.append(WORDS[provider.ConsumeIntInRange(0, len(WORDS) - 1)])
        else:
            parts.append(provider.ConsumeUnicodeNoSurrogates(8))
    text = " ".join(parts)
    report = read_post(text, source=source, posted_at=AT)
    for claim in report.claims:
        if not claim.evidence:
            raise AssertionError(f"a count without evidence: {text!r}")
        for span in claim.evidence:
            if text[span.start : span.end] != span.text:
                raise AssertionError(f"a span that is not its quote: {text!r}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()
