/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include "fonts.h"
#include "output.h"
#include "report-error.h"

/* Points of PDF and SVG per pixel. */
#define POINTS_PER_PIXEL 0.75

struct _LimenPicture
{
  LimenOutput *output;
  cairo_surface_t *surface;
  cairo_t *cr;
  gboolean is_png;
  GError *error; /* error of writing; cairo only knows that one occurred */
};

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned length)
{
  LimenPicture *self = closure;

  if (self->error == NULL
      && limen_output_write (self->output, data, length, &self->error))
    return CAIRO_STATUS_SUCCESS;
  return CAIRO_STATUS_WRITE_ERROR;
}

static cairo_surface_t *
new_surface (LimenPicture *self, const char *format, int width, int height)
{
  double width_points = width * POINTS_PER_PIXEL;
  double height_points = height * POINTS_PER_PIXEL;

  if (self->is_png)
    return cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  if (g_str_equal (format, "pdf"))
    return cairo_pdf_surface_create_for_stream (write_cb, self, width_points,
                                                height_points);
  return cairo_svg_surface_create_for_stream (write_cb, self, width_points,
                                              height_points);
}

/* The format of a picture file: `format` if given ("svg", "png" or "pdf"),
 * otherwise by the file name's extension, or SVG for standard output, pipes
 * and devices. Static; NULL with an error for any other. */
const char *
limen_picture_find_format (const char *path, const char *format,
                           GError **error)
{
  static const char *const formats[] = { "svg", "png", "pdf", NULL };

  return limen_output_find_format (path, format, formats, NULL, error);
}

/* Begins a picture of a size in pixels (1/96 inch in PDF and SVG). `format` is
 * as in limen_picture_find_format(). Returns NULL with an error if the file
 * cannot be written or no usable font is installed. Free with
 * limen_picture_free(). */
LimenPicture *
limen_picture_new (const char *path, const char *format, int width, int height,
                   GError **error)
{
  g_autoptr (LimenPicture) self = g_new0 (LimenPicture, 1);

  format = limen_picture_find_format (path, format, error);
  if (format == NULL || !limen_fonts_check (error))
    return NULL;
  self->output = limen_output_new (path, error);
  if (self->output == NULL
      || (!g_str_equal (format, "svg")
          && !limen_output_refuse_terminal (self->output, error)))
    return NULL;
  self->is_png = g_str_equal (format, "png");
  self->surface = new_surface (self, format, width, height);
  self->cr = cairo_create (self->surface);
  if (!self->is_png)
    cairo_scale (self->cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
  return g_steal_pointer (&self);
}

/* The context to draw on; owned by the picture. */
cairo_t *
limen_picture_get_cairo (LimenPicture *self)
{
  return self->cr;
}

/* Finishes the picture and moves it to its final path. FALSE with an error if
 * that fails. */
gboolean
limen_picture_save (LimenPicture *self, GError **error)
{
  cairo_status_t status = cairo_status (self->cr);

  if (status == CAIRO_STATUS_SUCCESS && self->is_png)
    status = cairo_surface_write_to_png_stream (self->surface, write_cb, self);
  cairo_surface_finish (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->surface);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    return limen_report_fail (error, LIMEN_REPORT_ERROR_WRITE,
                              "the picture cannot be drawn: %s",
                              cairo_status_to_string (status));
  return limen_output_commit (self->output, error);
}

/* Frees the picture and discards it if it was not saved; NULL is ignored. */
void
limen_picture_free (LimenPicture *self)
{
  if (self == NULL)
    return;
  if (self->cr != NULL)
    cairo_destroy (self->cr);
  if (self->surface != NULL)
    {
      /* Finishing the surface still writes to the output, which is freed
       * below. */
      cairo_surface_finish (self->surface);
      cairo_surface_destroy (self->surface);
    }
  limen_output_free (self->output);
  g_clear_error (&self->error);
  g_free (self);
}
