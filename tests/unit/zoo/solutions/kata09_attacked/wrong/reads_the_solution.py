"""Loads the reference."""
# expect: crashed in correctness

import importlib.util, os, sys

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(sys.modules['correctness'].__file__))))
path = os.path.join(root, 'solutions', 'kata09_attacked', 'reference.py')
space = {}
with open(path) as file:
    exec(file.read(), space)
double = space['double']
