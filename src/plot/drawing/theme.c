/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "theme.h"

#include "names.h"

#define HEX(value)                                                            \
  {                                                                           \
    ((value) >> 16 & 0xff) / 255.0, ((value) >> 8 & 0xff) / 255.0,            \
        ((value) & 0xff) / 255.0, 1.0                                         \
  }

/* Green, pink, blue, ochre, purple, vermilion, teal, brown, grey, olive. An
 * index has one hue in all themes. */
#define SERIES_LIGHT                                                          \
  {                                                                           \
    HEX (0x009e73), HEX (0xc2578f), HEX (0x3584e4), HEX (0xb08400),           \
        HEX (0x8a4fc4), HEX (0xd55e00), HEX (0x00808c), HEX (0x7a4a1e),       \
        HEX (0x5e6670), HEX (0x6b8e00)                                        \
  }
#define SERIES_DARK                                                           \
  {                                                                           \
    HEX (0x1fc08f), HEX (0xe08fbd), HEX (0x62a0ea), HEX (0xd9b021),           \
        HEX (0xb58ae6), HEX (0xf08a4b), HEX (0x4cc3d9), HEX (0xc69c6d),       \
        HEX (0xb8bcc4), HEX (0xa3c644)                                        \
  }
#define SERIES_CONTRAST                                                       \
  {                                                                           \
    HEX (0x00694c), HEX (0xa02c6d), HEX (0x1a5fb4), HEX (0x7a5c00),           \
        HEX (0x613583), HEX (0xa04000), HEX (0x005f6b), HEX (0x63371a),       \
        HEX (0x3d3d3d), HEX (0x4a6300)                                        \
  }
#define SERIES_CONTRAST_DARK                                                  \
  {                                                                           \
    HEX (0x33d9a6), HEX (0xff9fd0), HEX (0x78b4ff), HEX (0xf5d442),           \
        HEX (0xc9a0ff), HEX (0xff9a57), HEX (0x5fe0f5), HEX (0xd9b48a),       \
        HEX (0xdddddd), HEX (0xb9e04a)                                        \
  }

static const LimenTheme themes[] = {
  [LIMEN_THEME_LIGHT] = {
    .background = HEX (0xfafafa), .plot = HEX (0xffffff),
    .foreground = HEX (0x241f31), .dim = HEX (0x5e5c64),
    .grid = HEX (0xe9e9ec), .accent = HEX (0x3584e4), .band = HEX (0xdce8f6),
    .zone = HEX (0xe8e6ec), .line = HEX (0x2b3034), .line_text = HEX (0xffffff),
    .negative = HEX (0x0072b2), .positive = HEX (0xd55e00),
    .negative_pale = HEX (0x99c7e0), .positive_pale = HEX (0xeebf99),
    .right = HEX (0x08519c), .wrong = HEX (0xa33b00),
    .undecided = HEX (0x55535c),
    .series = SERIES_LIGHT,
  },
  [LIMEN_THEME_DARK] = {
    .background = HEX (0x242424), .plot = HEX (0x242424),
    .foreground = HEX (0xf6f5f4), .dim = HEX (0xa5a3a1),
    .grid = HEX (0x3a3a3a), .accent = HEX (0x62a0ea), .band = HEX (0x2f3947),
    .zone = HEX (0x35333b), .line = HEX (0xf6f5f4), .line_text = HEX (0x1e1e1e),
    .negative = HEX (0x56b4e9), .positive = HEX (0xe69f00),
    .negative_pale = HEX (0x385e73), .positive_pale = HEX (0x725516),
    .right = HEX (0x7cc4fa), .wrong = HEX (0xf5a04e),
    .undecided = HEX (0xc9c7c5),
    .series = SERIES_DARK,
  },
  [LIMEN_THEME_PRINT] = {
    .background = HEX (0xffffff), .plot = HEX (0xffffff),
    .foreground = HEX (0x000000), .dim = HEX (0x404040),
    .grid = HEX (0xe0e0e0), .accent = HEX (0x3584e4), .band = HEX (0xdce8f6),
    .zone = HEX (0xe8e8e8), .line = HEX (0x000000), .line_text = HEX (0xffffff),
    .negative = HEX (0x0072b2), .positive = HEX (0xd55e00),
    .negative_pale = HEX (0x99c7e0), .positive_pale = HEX (0xeebf99),
    .right = HEX (0x08519c), .wrong = HEX (0xa33b00),
    .undecided = HEX (0x4a4a4a),
    .series = SERIES_LIGHT, .has_markers = TRUE,
  },
  [LIMEN_THEME_CONTRAST] = {
    .background = HEX (0xffffff), .plot = HEX (0xffffff),
    .foreground = HEX (0x000000), .dim = HEX (0x202020),
    .grid = HEX (0xb0b0b0), .accent = HEX (0x1a5fb4), .band = HEX (0xc6daf2),
    .zone = HEX (0xdcdcdc), .line = HEX (0x000000), .line_text = HEX (0xffffff),
    .negative = HEX (0x005a8f), .positive = HEX (0xb34700),
    .negative_pale = HEX (0x99bdd2), .positive_pale = HEX (0xe1b599),
    .right = HEX (0x003a70), .wrong = HEX (0x862e00),
    .undecided = HEX (0x303030),
    .series = SERIES_CONTRAST, .has_markers = TRUE,
  },
  [LIMEN_THEME_CONTRAST_DARK] = {
    .background = HEX (0x000000), .plot = HEX (0x000000),
    .foreground = HEX (0xffffff), .dim = HEX (0xe0e0e0),
    .grid = HEX (0x606060), .accent = HEX (0x78b4ff), .band = HEX (0x1c3350),
    .zone = HEX (0x303030), .line = HEX (0xffffff), .line_text = HEX (0x000000),
    .negative = HEX (0x66c2ff), .positive = HEX (0xffb000),
    .negative_pale = HEX (0x294e66), .positive_pale = HEX (0x664600),
    .right = HEX (0x66c2ff), .wrong = HEX (0xffb000),
    .undecided = HEX (0xdddddd),
    .series = SERIES_CONTRAST_DARK, .has_markers = TRUE,
  },
};

static const char *const variant_names[] = {
  [LIMEN_THEME_LIGHT] = "light",
  [LIMEN_THEME_DARK] = "dark",
  [LIMEN_THEME_PRINT] = "print",
  [LIMEN_THEME_CONTRAST] = "contrast",
  [LIMEN_THEME_CONTRAST_DARK] = "contrast-dark",
};

/* A theme with a font of 12 px, the system's font family, and "." as the
 * decimal point; the caller changes what it needs. */
LimenTheme
limen_theme_get (LimenThemeVariant variant)
{
  LimenTheme theme = themes[variant];

  theme.variant = variant;
  theme.font_size = 12;
  theme.font_family = NULL;
  theme.decimal_point = ".";
  return theme;
}

/* The name of a variant, as options write it; static. */
const char *
limen_theme_variant_get_name (LimenThemeVariant variant)
{
  return variant_names[variant];
}

/* Parses a variant's name. For any other text, returns FALSE and leaves
 * *variant unchanged. */
gboolean
limen_theme_variant_parse (const char *name, LimenThemeVariant *variant)
{
  return LIMEN_NAMES_PARSE (variant_names, name, variant);
}

/* Blends @share of @a with 1 - @share of @b, as if @a were painted over @b. */
LimenColor
limen_color_mix (LimenColor a, LimenColor b, double share)
{
  return (LimenColor) {
    a.red * share + b.red * (1 - share),
    a.green * share + b.green * (1 - share),
    a.blue * share + b.blue * (1 - share),
    a.alpha * share + b.alpha * (1 - share),
  };
}
