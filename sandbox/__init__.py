"""A local Bot API server over real HTTP: what the demo and the flow tests run the whole bot against."""
