#include "table-error.h"

G_DEFINE_QUARK (limen-table-error-quark, limen_table_error)
