"""Measurements, each as a ratio to the bare parts measured in the same run: speed is a feature."""
