/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib.h>
#include <sched.h>
#include <string.h>

#include "parallel.h"

static unsigned n_known;   /* processors known to the system */
static unsigned n_allowed; /* processors available to this process: the last
                            * ones */

/* Replaces the system's sched_getaffinity(): refuses sets too small for all
 * processors. */
int
sched_getaffinity (pid_t pid, size_t size, cpu_set_t *set)
{
  if (8 * size < n_known)
    {
      errno = EINVAL;
      return -1;
    }
  memset (set, 0, size);
  for (unsigned i = 0; i < n_allowed; i++)
    CPU_SET_S (n_known - 1 - i, size, set);
  return 0;
}

static void
test_count (void)
{
  static const struct
  {
    unsigned n_known, n_allowed, most, count;
  } cases[] = {
    { 2, 2, 0, 2 },         { 1024, 1024, 0, 1024 }, { 1025, 1025, 0, 1025 },
    { 4097, 3000, 0, 3000 }, { 100000, 7, 0, 7 },    { 2048, 2048, 5, 5 },
    { 2, 2, 5, 2 },         { 1u << 30, 1, 0, 1 }, /* more than requested */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      n_known = cases[i].n_known;
      n_allowed = cases[i].n_allowed;
      limen_parallel_set_most (cases[i].most);
      g_assert_cmpuint (limen_parallel_count (), ==, cases[i].count);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/processors/count", test_count);

  return g_test_run ();
}
