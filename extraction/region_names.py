"""Which region a person means by a typed name: «Калужская», «калуга», "Kaluga Region", "ru-klu"."""

from domain.region import region_table
from extraction.gazetteer import capitals, find_beginning
from extraction.place_items import look_up
from extraction.places import find_places
from extraction.tokens import tokenize


def find_region_by_name(name: str) -> list[str]:
    """ISO codes that a name, in any case and either language, or a code may mean; empty for none.

    Several mean that the name is ambiguous («Алтай»), except for «Московский регион», which is two regions.
    """
    code = name.strip().upper().replace("\u2013", "-")
    for known in (code, f"RU-{code}"):
        if known in region_table():
            return [known]
    text = " ".join(word[:1].upper() + word[1:] for word in name.split())
    found = [m.regions for m in find_places(tokenize(text), text, None) if m.kind in ("region", "composite")]
    return list(dict.fromkeys(region for regions in found for region in regions)) or _by_single_word(text)


def _by_single_word(text: str) -> list[str]:
    """A region's adjective without its noun, or the name of its main town."""
    tokens = tokenize(text)
    beginning = find_beginning(look_up(tokens.norms[0])) if tokens else None
    entries = beginning.alone.by_letter if beginning and beginning.alone and len(tokens) == 1 else {}
    for letters in ("f", "me", "h"):
        codes = {entry.region: None for letter in letters for entry in entries.get(letter, ())}
        if codes:
            return list(codes)
    towns = [(m.regions[0], m.name) for m in find_places(tokens, text, None) if m.kind == "city"]
    towns += [(entry.region, entry.name) for entry in entries.get("t", ())]
    return list(dict.fromkeys(region for region, town in towns if capitals().get(region) == town))
