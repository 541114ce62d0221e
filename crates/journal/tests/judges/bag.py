"""Judges unpacked bundles with the Library of Congress's bagit: prints `valid` or why not, a line for each folder."""

import logging
import sys

import bagit

logging.disable(logging.CRITICAL)
for folder in sys.argv[1:]:
    try:
        bagit.Bag(folder).validate()
        print("valid")
    except bagit.BagError as error:
        print("invalid:", str(error).replace("\n", " "))
