"""How the reader was made: data, network, training, export. Needs ``pip install sayso[training]`` (PyTorch).

The door is ``make train`` (``python -m sayso.training.train``), then ``make model`` (``python -m sayso.training.export``).
"""
