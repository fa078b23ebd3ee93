"""Gives the reference another name in its own directory."""
# expect: crashed in correctness

import os, sys, tempfile

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(sys.modules['correctness'].__file__))))
path = os.path.join(root, 'solutions', 'kata09_attacked', 'reference.py')
link = os.path.join(tempfile.mkdtemp(), 'link.py')
os.link(path, link)
space = {}
exec(open(link).read(), space)
double = space['double']
