#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

const char *limen_from_chars (const char *first, const char *last,
                              char decimal_point, double *value);
double limen_from_decimal (uint64_t number, int n_behind);

#ifdef __cplusplus
}
#endif
