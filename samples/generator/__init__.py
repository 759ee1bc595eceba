"""The parts of the generator of the sample files; run ../generate.py."""
