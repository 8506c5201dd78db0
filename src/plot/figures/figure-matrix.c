/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-matrix.h"

#include <glib/gi18n.h>
#include <math.h>

#include "axis.h"
#include "heat.h"
#include "matrix-cell.h"
#include "matrix-names.h"
#include "matrix-numbers.h"
#include "matrix-totals.h"

/* Smaller cells have no gaps between them and are drawn as one image. */
#define MIN_GAPPED 8.0
#define GAP 1.0
#define FRAME_WIDTH 2.0
/* Around cells smaller than MIN_FRAMED the frame is drawn outside, so that
 * their number stays visible; around cells smaller than MIN_SEPARATED its
 * inner separating line is outside too. */
#define MIN_FRAMED 30.0
#define MIN_SEPARATED 10.0
#define RAMP_WIDTH 4.5 /* width of a ramp in the legend, in font sizes */
#define N_RAMP_STEPS 48

/* Drawing state of one figure. */
typedef struct
{
  LimenPen pen;
  LimenMatrixFigure data; /* copy of the caller's data, with totals */
  double *totals;         /* owned; NULL: the caller's are used */
  double *column_totals;  /* owned; NULL: the caller's are used */
  LimenMatrixLayout layout;
  LimenMatrixRange rows, columns;
} Canvas;

static gboolean
has_cells (const LimenMatrixFigure *data)
{
  return data->n_classes > 0 && data->cells != NULL
         && data->n_columns >= data->n_classes;
}

static void
sum_rows (Canvas *self)
{
  LimenMatrixFigure *data = &self->data;

  self->totals = g_new0 (double, data->n_classes);
  for (gsize i = 0; i < data->n_classes; i++)
    for (gsize j = 0; j < data->n_columns; j++)
      if (data->cells[i * data->n_columns + j] > 0)
        self->totals[i] += data->cells[i * data->n_columns + j];
  data->row_totals = self->totals;
}

static void
sum_columns (Canvas *self)
{
  LimenMatrixFigure *data = &self->data;

  self->column_totals = g_new0 (double, data->n_columns);
  for (gsize i = 0; i < data->n_classes; i++)
    for (gsize j = 0; j < data->n_columns; j++)
      if (data->cells[i * data->n_columns + j] > 0)
        self->column_totals[j] += data->cells[i * data->n_columns + j];
  data->column_totals = self->column_totals;
}

static void
find_greatest (LimenMatrixFigure *data)
{
  for (gsize i = 0; i < data->n_classes * data->n_columns; i++)
    data->greatest = fmax (data->greatest, data->cells[i]);
}

static void
begin (Canvas *self, cairo_t *cr, LimenRect rect,
       const LimenMatrixFigure *data, const LimenTheme *theme)
{
  *self = (Canvas) { .data = *data };
  limen_pen_begin (&self->pen, cr, theme);
  limen_pen_clip (&self->pen, rect);
  self->layout = limen_matrix_layout_new (data, rect, theme);
  self->rows
      = limen_matrix_layout_get_rows (&self->layout, data->n_classes);
  self->columns
      = limen_matrix_layout_get_columns (&self->layout, data->n_columns);
  if (has_cells (data) && data->row_totals == NULL)
    sum_rows (self);
  if (has_cells (data) && data->column_totals == NULL
      && self->layout.totals_width > 0)
    sum_columns (self);
  if (has_cells (data) && !(data->greatest > 0))
    find_greatest (&self->data);
}

static void
end (Canvas *self)
{
  limen_pen_end (&self->pen);
  g_free (self->totals);
  g_free (self->column_totals);
}

static LimenRect
get_cell (const Canvas *self, gsize row, gsize column)
{
  return limen_matrix_layout_get_cell_rect (&self->layout, row, column);
}

/* Fills the cells one by one, with gaps between them. */
static void
fill_cells (Canvas *self)
{
  const LimenTheme *theme = self->pen.theme;

  limen_pen_fill_rect (&self->pen, self->layout.plot, theme->grid);
  for (gsize i = self->rows.first; i < self->rows.end; i++)
    for (gsize j = self->columns.first; j < self->columns.end; j++)
      {
        LimenColor color
            = limen_matrix_cell_get_color (&self->data, theme, i, j);
        LimenRect cell = get_cell (self, i, j);

        cell.width -= GAP;
        cell.height -= GAP;
        limen_pen_fill_rect (&self->pen, cell, color);
      }
}

/* Tiles of an image along one axis: cells, or pixels where these are larger
 * than cells. */
typedef struct
{
  gsize n_tiles;
  double start; /* start of the first tile, in cells */
  double size;  /* size of a tile, in cells */
} Tiles;

static Tiles
get_tiles (double cell, double offset, double seen, LimenMatrixRange range)
{
  if (cell >= 1)
    return (Tiles) { range.end - range.first, (double) range.first, 1 };
  return (Tiles) { (gsize) ceil (seen), offset / cell, 1 / cell };
}

/* The cells that a tile touches. */
static LimenMatrixRange
get_tile_cells (const Tiles *tiles, gsize tile, gsize n_cells)
{
  double low = tiles->start + tiles->size * (double) tile;
  gsize first = MIN ((gsize) floor (low), n_cells - 1);

  if (tiles->size == 1)
    return (LimenMatrixRange) { first, first + 1 };
  return (LimenMatrixRange) {
    first, CLAMP ((gsize) ceil (low + tiles->size), first + 1, n_cells)
  };
}

/* The colour of the fullest of some cells, so that no full cell is lost among
 * empty ones. */
static LimenColor
get_tile_color (const Canvas *self, LimenMatrixRange rows,
                LimenMatrixRange columns)
{
  double greatest = 0;
  gsize row = rows.first, column = columns.first;

  for (gsize i = rows.first; i < rows.end; i++)
    for (gsize j = columns.first; j < columns.end; j++)
      {
        double level = limen_matrix_cell_get_level (&self->data, i, j);

        if (level > greatest)
          {
            greatest = level;
            row = i;
            column = j;
          }
      }
  return limen_matrix_cell_get_color (&self->data, self->pen.theme, row,
                                      column);
}

static guint32
get_pixel (LimenColor color)
{
  return (guint32) lround (color.red * 255) << 16
         | (guint32) lround (color.green * 255) << 8
         | (guint32) lround (color.blue * 255);
}

static void
fill_image (const Canvas *self, cairo_surface_t *image, const Tiles *down,
            const Tiles *across)
{
  guchar *pixels = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);

  for (gsize i = 0; i < down->n_tiles; i++)
    {
      guint32 *line = (guint32 *) (pixels + (gsize) stride * i);
      LimenMatrixRange rows = get_tile_cells (down, i, self->data.n_classes);

      for (gsize j = 0; j < across->n_tiles; j++)
        line[j] = get_pixel (get_tile_color (
            self, rows, get_tile_cells (across, j, self->data.n_columns)));
    }
  cairo_surface_mark_dirty (image);
}

static void
paint_image (const Canvas *self, cairo_surface_t *image, const Tiles *down,
             const Tiles *across)
{
  const LimenMatrixLayout *layout = &self->layout;
  cairo_t *cr = self->pen.cr;

  cairo_save (cr);
  cairo_translate (cr,
                   layout->cells.x + across->start * layout->cell_width,
                   layout->cells.y + down->start * layout->cell_height);
  cairo_scale (cr, across->size * layout->cell_width,
               down->size * layout->cell_height);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* Fills cells too small for gaps through an image with at most as many pixels
 * as the plot. */
static void
fill_small_cells (Canvas *self)
{
  const LimenMatrixLayout *layout = &self->layout;
  LimenRect plot = layout->plot, cells = layout->cells;
  Tiles down = get_tiles (layout->cell_height, plot.y - cells.y, plot.height,
                          self->rows);
  Tiles across = get_tiles (layout->cell_width, plot.x - cells.x, plot.width,
                            self->columns);
  cairo_surface_t *image;

  if (down.n_tiles == 0 || across.n_tiles == 0)
    return;
  image = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                      (int) across.n_tiles,
                                      (int) down.n_tiles);
  if (cairo_surface_status (image) == CAIRO_STATUS_SUCCESS)
    {
      fill_image (self, image, &down, &across);
      paint_image (self, image, &down, &across);
    }
  cairo_surface_destroy (image);
}

static double
get_frame_offset (LimenRect rect)
{
  double size = fmin (rect.width, rect.height);

  return size < MIN_SEPARATED ? FRAME_WIDTH + 1
         : size < MIN_FRAMED  ? FRAME_WIDTH
                              : 0;
}

/* Draws a frame around a rectangle, with a second line inside that separates
 * it from any colour there. */
static void
draw_frame (Canvas *self, LimenRect rect, LimenColor color)
{
  LimenPen *pen = &self->pen;
  double out = get_frame_offset (rect);
  double x = limen_pen_snap_x (pen, rect.x, 0) - out;
  double y = limen_pen_snap_y (pen, rect.y, 0) - out;
  double width = limen_pen_snap_x (pen, rect.x + rect.width, 0) + out - x;
  double height = limen_pen_snap_y (pen, rect.y + rect.height, 0) + out - y;

  cairo_set_line_width (pen->cr, FRAME_WIDTH);
  limen_pen_set_color (pen, color);
  cairo_rectangle (pen->cr, x + 1, y + 1, width - 2, height - 2);
  cairo_stroke (pen->cr);
  cairo_set_line_width (pen->cr, 1);
  limen_pen_set_color (pen, pen->theme->plot);
  cairo_rectangle (pen->cr, x + 2.5, y + 2.5, width - 5, height - 5);
  cairo_stroke (pen->cr);
}

/* Draws the line between the classes and the column of undecided rows. */
static void
draw_divider (Canvas *self)
{
  const LimenMatrixLayout *layout = &self->layout;
  double x = layout->cells.x
             + layout->cell_width * (double) self->data.n_classes;

  if (self->data.n_columns == self->data.n_classes)
    return;
  if (layout->cell_width >= MIN_GAPPED)
    x -= GAP / 2;
  limen_pen_add_vertical (&self->pen, x, layout->plot.y,
                          layout->plot.y + layout->plot.height, 1);
  limen_pen_set_color (&self->pen, self->pen.theme->dim);
  cairo_fill (self->pen.cr);
}

static void
draw_selected (Canvas *self)
{
  const LimenMatrixLayout *layout = &self->layout;
  gsize selected = (gsize) self->data.selected;
  LimenRect row, column;

  if (self->data.selected < 0 || selected >= self->data.n_classes)
    return;
  row = get_cell (self, selected, 0);
  row.width = layout->cells.width;
  column = get_cell (self, 0, selected);
  column.height = layout->cells.height;
  draw_frame (self, row, self->pen.theme->line);
  draw_frame (self, column, self->pen.theme->line);
}

static void
draw_cell_frame (Canvas *self, gssize row, gssize column, LimenColor color)
{
  if (row >= 0 && (gsize) row < self->data.n_classes && column >= 0
      && (gsize) column < self->data.n_columns)
    draw_frame (self, get_cell (self, (gsize) row, (gsize) column), color);
}

static void
draw_cells (Canvas *self)
{
  const LimenMatrixFigure *data = &self->data;

  cairo_save (self->pen.cr);
  limen_pen_clip (&self->pen, self->layout.plot);
  if (fmin (self->layout.cell_width, self->layout.cell_height) >= MIN_GAPPED)
    fill_cells (self);
  else
    fill_small_cells (self);
  limen_matrix_numbers_draw (&self->pen, data, &self->layout);
  draw_divider (self);
  cairo_restore (self->pen.cr);
}

/* Draws the frames of selected and hovered cells and the cursor; they may
 * reach a little out of the plot. */
static void
draw_frames (Canvas *self)
{
  const LimenMatrixFigure *data = &self->data;
  LimenRect plot = self->layout.plot;
  double out = FRAME_WIDTH + 1;

  cairo_save (self->pen.cr);
  limen_pen_clip (&self->pen,
                  (LimenRect) { plot.x - out, plot.y - out,
                                plot.width + 2 * out, plot.height + 2 * out });
  draw_selected (self);
  draw_cell_frame (self, data->hovered_row, data->hovered_column,
                   self->pen.theme->line);
  if (data->has_focus)
    draw_cell_frame (self, data->cursor_row, data->cursor_column,
                     self->pen.theme->accent);
  cairo_restore (self->pen.cr);
}

/* Draws a ramp of tints from empty to full. */
static void
draw_ramp (Canvas *self, LimenHeat heat, LimenRect rect)
{
  LimenPen *pen = &self->pen;
  double step = rect.width / N_RAMP_STEPS;

  limen_pen_fill_rect (pen, rect, pen->theme->grid);
  for (int i = 0; i < N_RAMP_STEPS; i++)
    limen_pen_fill_rect (
        pen,
        (LimenRect) { rect.x + step * i, rect.y + 1, step, rect.height - 2 },
        limen_heat_get_color (pen->theme, heat,
                              (double) i / (N_RAMP_STEPS - 1)));
}

/* Writes the label of the full end of the ramps; a short one has no words. */
static void
write_greatest (const Canvas *self, gboolean is_short, char *label,
                gsize size)
{
  char number[32];

  if (self->data.is_normalized)
    limen_matrix_share_write (1, 0, TRUE, "", number, sizeof number);
  else
    limen_matrix_count_write (self->data.greatest, 0,
                              self->pen.theme->decimal_point, number,
                              sizeof number);
  g_snprintf (label, size,
              is_short ? _ ("0 to %s")
              : self->data.is_normalized
                  /* Translators: a percentage. */
                  ? _ ("0 to %s of the true class")
                  : _ ("0 to %s rows"),
              number);
}

/* Writes the range of the ramps into the room to the right of @x. */
static void
draw_span (Canvas *self, double x, double y, double room)
{
  char label[96];
  LimenText text = { label, self->pen.theme->dim, FALSE, 0 };

  for (int is_short = 0; is_short < 2; is_short++)
    {
      write_greatest (self, is_short, label, sizeof label);
      if (limen_pen_measure (&self->pen, &text) > room)
        continue;
      limen_pen_draw_text (&self->pen, &text, x, y, LIMEN_ALIGN_START);
      return;
    }
}

static void
draw_legend (Canvas *self, LimenRect rect)
{
  const char *const titles[LIMEN_N_HEATS]
      = { _ ("right"), _ ("wrong"), C_ ("class", "none") };
  const LimenTheme *theme = self->pen.theme;
  const LimenMatrixLayout *layout = &self->layout;
  double x = layout->plot.x, size = theme->font_size;
  double bottom
      = layout->plot.y + layout->plot.height + layout->totals_height;
  double y = bottom + layout->legend_height / 2 + LIMEN_MATRIX_NAME_GAP / 2;

  if (!(layout->legend_height > 0))
    return;
  for (int i = 0; i < LIMEN_N_HEATS; i++)
    {
      LimenText title = { titles[i], theme->foreground, FALSE, 0 };

      if (i == LIMEN_HEAT_UNDECIDED
          && self->data.n_columns == self->data.n_classes)
        continue;
      draw_ramp (self, (LimenHeat) i,
                 (LimenRect) { x, y - size / 2, RAMP_WIDTH * size, size });
      x += (RAMP_WIDTH + 0.5) * size;
      limen_pen_draw_text (&self->pen, &title, x, y, LIMEN_ALIGN_START);
      x += limen_pen_measure (&self->pen, &title) + 1.2 * size;
    }
  draw_span (self, x, y, rect.x + rect.width - x);
}

static const char *
get_reason (const Canvas *self)
{
  if (!has_cells (&self->data))
    return _ ("no classes");
  return self->data.greatest > 0 ? NULL : _ ("no rows");
}

/**
 * Draws the confusion matrix with its totals into @rect of @cr, whose state is
 * restored. Cells on the diagonal, off the diagonal and in the undecided
 * column have a hue each; the tint grows with the number of rows or, with
 * is_normalized, with the share of the true class. Values that are NaN or not
 * above 0 are empty; a class without rows has no shares. Cells smaller than a
 * pixel are merged, showing the fullest. With totals and greatest cell given,
 * the cost is proportional to the visible cells, otherwise to the whole
 * matrix. Nothing is drawn into a rect without area, names are left out of
 * small ones, and data without rows show a message.
 */
void
limen_figure_matrix_draw (cairo_t *cr, LimenRect rect,
                          const LimenMatrixFigure *data,
                          const LimenTheme *theme)
{
  LimenThresholdAxis focus = { .has_focus = data->has_focus };
  const char *reason;
  Canvas self;

  if (!limen_figure_can_draw (rect))
    return;
  begin (&self, cr, rect, data, theme);
  limen_pen_fill_rect (&self.pen, rect, theme->background);
  reason = get_reason (&self);
  if (reason != NULL)
    limen_axis_draw_message (&self.pen, rect, reason, theme->background);
  else
    {
      draw_cells (&self);
      draw_frames (&self);
      limen_matrix_names_draw (&self.pen, &self.data, &self.layout);
      limen_matrix_names_draw_titles (&self.pen, &self.layout);
      limen_matrix_totals_draw (&self.pen, &self.data, &self.layout);
      draw_legend (&self, rect);
      limen_axis_draw_focus (&self.pen, rect, self.layout.plot, &focus);
    }
  end (&self);
}

/**
 * Finds the cell at a point of a figure that is drawn into @rect. Returns
 * FALSE, and stores nothing, where there is none.
 */
gboolean
limen_figure_matrix_get_cell (const LimenMatrixFigure *data, LimenRect rect,
                              const LimenTheme *theme, double x, double y,
                              gsize *row, gsize *column)
{
  LimenMatrixLayout layout = limen_matrix_layout_new (data, rect, theme);

  if (!limen_rect_contains (layout.plot, x, y))
    return FALSE;
  *row = MIN ((gsize) ((y - layout.cells.y) / layout.cell_height),
              data->n_classes - 1);
  *column = MIN ((gsize) ((x - layout.cells.x) / layout.cell_width),
                 data->n_columns - 1);
  return TRUE;
}

/* The rectangle of a cell in a figure that is drawn into @rect; outside of the
 * plot, or even of @rect, when it is scrolled away. */
LimenRect
limen_figure_matrix_get_cell_rect (const LimenMatrixFigure *data,
                                   LimenRect rect, const LimenTheme *theme,
                                   gsize row, gsize column)
{
  LimenMatrixLayout layout = limen_matrix_layout_new (data, rect, theme);

  return limen_matrix_layout_get_cell_rect (&layout, row, column);
}
