"""Writes, renames across directories, and reads in its own places."""

import os, pathlib, tempfile


def double(number):
    number + 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'file')
        path.write_text(str(2 * number))
        path.replace('moved')
        os.link('moved', pathlib.Path.home() / 'linked')
        os.unlink('moved')
        with open(os.devnull, 'w') as nothing:
            nothing.write('x')
        linked = pathlib.Path.home() / 'linked'
        said = int(linked.read_text())
        linked.unlink()
        return said
