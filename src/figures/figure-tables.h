#pragma once

#include "figures.h"
#include "output.h"

/* The numbers in a figure, as CSV. */
typedef gboolean (*LimenFigureTable) (const LimenFigureInput *input,
                                      const char *name, LimenOutput *output,
                                      GError **error);

gboolean limen_figure_table_write_candidates (const LimenFigureInput *input,
                                              const char *name,
                                              LimenOutput *output,
                                              GError **error);
gboolean limen_figure_table_write_histogram (const LimenFigureInput *input,
                                             const char *name,
                                             LimenOutput *output,
                                             GError **error);
gboolean limen_figure_table_write_losses (const LimenFigureInput *input,
                                          const char *name,
                                          LimenOutput *output,
                                          GError **error);
gboolean limen_figure_table_write_reliability (const LimenFigureInput *input,
                                               const char *name,
                                               LimenOutput *output,
                                               GError **error);
gboolean limen_figure_table_write_confusion (const LimenFigureInput *input,
                                             const char *name,
                                             LimenOutput *output,
                                             GError **error);
