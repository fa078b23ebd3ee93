"""Becomes a program that ends with success."""
# expect: crashed in correctness

import os


def double(number):
    os.execv('/bin/true', ['true'])
