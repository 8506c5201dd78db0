/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Attribute for functions with loops that compilers vectorise: compiles them
 * for several register widths and selects one at run time. Results are
 * identical to the last bit, since nothing is contracted or reordered.
 * Disabled under the thread sanitizer, which is not initialised yet when the
 * version is selected. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)           \
    && !defined(__SANITIZE_THREAD__)
#define LIMEN_WIDE                                                            \
  __attribute__ ((flatten, target_clones ("avx512f", "avx2", "default")))
#else
#define LIMEN_WIDE
#endif
