#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a catalog of a language that does not exist, from all texts of Limen:
every vowel has an accent, and every text is 40 % longer. So a text that no
translation reaches keeps its vowels, and a label that is too narrow is cut off.

make-pseudo.py SOURCE CATALOG.mo STAMP [ARGUMENT OF XGETTEXT ...]
"""
import os
import re
import subprocess
import sys
import tempfile

ACCENTS = str.maketrans('aeiouyAEIOUY', 'áéíóúýÁÉÍÓÚÝ')
# Conversions of printf(), markup, entities, options, escapes of a PO file and
# the names that commands take stay as they are.
KEPT = re.compile(r'''%(?:\d+\$)?[-+#0']*(?:\*|\d+)?(?:\.(?:\*|\d+))?
                      (?:<PRI\w+>|(?:hh|h|ll|l|z)?[diouxXeEfFgGcsp%])
                      |</?[a-z][^>]*> | &\w+; | \\. | --[a-z][a-z0-9-]*
                      | limen-cli(?:\ [a-z]+)? | [{|}]''', re.X)


def lengthen(text):
    """A text between what is kept, with accents, its words longer by 40 %."""
    def word(match):
        accented = match[0].translate(ACCENTS)
        return accented + 'ł' * ((2 * len(accented) + 2) // 5)
    return re.sub(r'[A-Za-z]{2,}', word, text).translate(ACCENTS)


def pseudo(text):
    pieces, end = [], 0
    for match in KEPT.finditer(text):
        pieces += [lengthen(text[end:match.start()]), match[0]]
        end = match.end()
    return ''.join(pieces + [lengthen(text[end:])])


def read_strings(lines):
    """The strings of a PO entry, as written: {keyword: text}."""
    strings, key = {}, None
    for line in lines:
        match = re.match(r'(msg\S+) "(.*)"$', line)
        if match:
            key = match[1]
            strings[key] = match[2]
        elif line.startswith('"') and key:
            strings[key] += line[1:-1]
    return strings


def write_entry(lines, out):
    strings = read_strings(lines)
    if not strings.get('msgid'):
        return
    # Sizes of integers, <PRIu64>, are resolved where the text is a format.
    out.writelines(line + '\n' for line in lines if line.startswith('#,'))
    for key in ('msgctxt', 'msgid', 'msgid_plural'):
        if key in strings:
            out.write(f'{key} "{strings[key]}"\n')
    if 'msgid_plural' in strings:
        out.write(f'msgstr[0] "{pseudo(strings["msgid"])}"\n')
        out.write(f'msgstr[1] "{pseudo(strings["msgid_plural"])}"\n\n')
    else:
        out.write(f'msgstr "{pseudo(strings["msgid"])}"\n\n')


def main():
    source, catalog, stamp, *arguments = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, 'limen.pot')
        translated = os.path.join(folder, 'pseudo.po')
        subprocess.run(
            ['xgettext', f'--directory={source}', f'--output={template}',
             f'--files-from={source}/po/POTFILES', *arguments],
            check=True, env={**os.environ, 'GETTEXTDATADIRS': f'{source}/po'})
        with open(template) as read, open(translated, 'w') as out:
            out.write('msgid ""\nmsgstr ""\n"Language: en_XA\\n"\n'
                      '"Content-Type: text/plain; charset=UTF-8\\n"\n'
                      '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')
            for entry in read.read().split('\n\n'):
                write_entry(entry.split('\n'), out)
        os.makedirs(os.path.dirname(catalog), exist_ok=True)
        subprocess.run(['msgfmt', '--check-format', '--output-file', catalog,
                        translated], check=True)
    open(stamp, 'w').close()


main()
