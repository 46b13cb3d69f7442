"""The words of Dozor as frozen dataclasses: no I/O, no clock, standard library only."""
