"""Reads the reference through the grader's own process."""
# expect: crashed in correctness

import os, sys

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(sys.modules['correctness'].__file__))))
path = f'/proc/{os.getppid()}/root' + os.path.join(root, 'solutions', 'kata09_attacked', 'reference.py')
space = {}
exec(open(path).read(), space)
double = space['double']
