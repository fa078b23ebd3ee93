"""Plants a module where every interpreter of the run would find it."""
# expect: crashed in correctness

import os

with open(os.path.join(os.path.dirname(__file__), 'sitecustomize.py'), 'w') as file:
    file.write('')


def double(number):
    return 0
