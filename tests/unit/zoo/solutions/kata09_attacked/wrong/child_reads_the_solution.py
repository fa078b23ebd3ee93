"""Lets another program read the reference."""
# expect: crashed in correctness

import os, subprocess, sys

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(sys.modules['correctness'].__file__))))
path = os.path.join(root, 'solutions', 'kata09_attacked', 'reference.py')
space = {}
exec(subprocess.run(['cat', path], capture_output=True, check=True).stdout, space)
double = space['double']
