/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Before a function whose loops a compiler can take several numbers at a time
 * through: it is compiled for every width of registers, and which is used is
 * decided at run time. What comes out is the same to the last bit, since
 * nothing is contracted or added up in another order. Not under the thread
 * sanitizer, which is not there yet when that is decided. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)           \
    && !defined(__SANITIZE_THREAD__)
#define LIMEN_WIDE                                                            \
  __attribute__ ((flatten, target_clones ("avx512f", "avx2", "default")))
#else
#define LIMEN_WIDE
#endif
