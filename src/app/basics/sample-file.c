/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-file.h"

#define SAMPLE "digits-odd.csv"

/* The folder of the running program, a new string; NULL if /proc is not
 * available. */
static char *
find_program_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

/* Path of the sample predictions that are installed with the program or lie in
 * its build folder; a new string, or NULL if there are none. */
char *
limen_sample_file_find (void)
{
  g_autofree char *folder = find_program_folder ();
  const char *const candidates[][2] = {
    { LIMEN_SAMPLES_DIR, "" },
    { folder, "../share/limen/samples" },
    { folder, "../../data" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      g_autofree char *path
          = candidates[i][0] != NULL
                ? g_build_filename (candidates[i][0], candidates[i][1],
                                    SAMPLE, NULL)
                : NULL;

      if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_canonicalize_filename (path, NULL);
    }
  return NULL;
}
