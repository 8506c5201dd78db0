#pragma once

#ifdef __cplusplus
extern "C" {
#endif

const char *limen_from_chars (const char *first, const char *last,
                              char decimal_point, double *value);

#ifdef __cplusplus
}
#endif
