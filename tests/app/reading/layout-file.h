/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Writes a file with the columns "NAME:KIND NAME:KIND ..."; returns its path,
 * a new string. The kinds are the letters in write_cell(). */
char *layout_file_write (const char *layout);
