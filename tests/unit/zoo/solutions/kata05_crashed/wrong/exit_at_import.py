"""Ends the process while it is imported."""
# expect: crashed in correctness

import os

os._exit(0)
