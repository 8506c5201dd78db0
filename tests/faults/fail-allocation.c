/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into a program: lets one of its large allocations fail, and all
 * after it, as when memory runs out.
 *
 * LIMEN_FAIL_AT    which one, counted from 1; 0: none
 * LIMEN_FAIL_SIZE  bytes from which on an allocation counts
 * LIMEN_FAIL_GLIB  bytes from which on one counts that GLib ends the program
 *                  for, such as text under way
 * LIMEN_FAIL_ONCE  "1": those after it succeed again
 * LIMEN_FAIL_NOTE  the name of a file that is made when one fails */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *(*real_malloc) (size_t);
static void *(*real_calloc) (size_t, size_t);
static void *(*real_realloc) (void *, size_t);
static int (*real_posix_memalign) (void **, size_t, size_t);
static atomic_long n_seen;
static long fail_at;
static size_t fail_size, fail_glib_size;
static int is_once;
static const char *note;

/* dlsym() may allocate before the real functions are known. */
static char early[4096];
static size_t n_early;

static long
get_number (const char *name)
{
  const char *text = getenv (name);

  return text != NULL ? atol (text) : 0;
}

__attribute__ ((constructor)) static void
find_real (void)
{
  if (real_malloc != NULL)
    return;
  real_calloc = dlsym (RTLD_NEXT, "calloc");
  real_realloc = dlsym (RTLD_NEXT, "realloc");
  real_posix_memalign = dlsym (RTLD_NEXT, "posix_memalign");
  real_malloc = dlsym (RTLD_NEXT, "malloc");
  fail_size = (size_t) get_number ("LIMEN_FAIL_SIZE");
  fail_glib_size = (size_t) get_number ("LIMEN_FAIL_GLIB");
  note = getenv ("LIMEN_FAIL_NOTE");
  is_once = get_number ("LIMEN_FAIL_ONCE") == 1;
  fail_at = get_number ("LIMEN_FAIL_AT");
}

/* Whether it is one of the functions of GLib that do not return without
 * memory, unlike those whose names begin with g_try. */
static int
is_aborting (const void *caller)
{
  Dl_info info;

  return dladdr (caller, &info) != 0 && info.dli_sname != NULL
         && strncmp (info.dli_sname, "g_", 2) == 0
         && strncmp (info.dli_sname, "g_try_", 6) != 0;
}

static int
has_failed (size_t size, const void *caller)
{
  long n;

  if (fail_at == 0 || size < fail_size
      || (size < fail_glib_size && is_aborting (caller)))
    return 0;
  n = atomic_fetch_add (&n_seen, 1) + 1;
  if (is_once ? n != fail_at : n < fail_at)
    return 0;
  if (n == fail_at && note != NULL)
    close (open (note, O_CREAT | O_WRONLY, 0600));
  errno = ENOMEM;
  return 1;
}

static void *
allocate_early (size_t size)
{
  void *block = early + n_early;

  n_early += (size + 15) / 16 * 16;
  return n_early <= sizeof early ? block : NULL;
}

void *
malloc (size_t size)
{
  if (real_malloc == NULL)
    return allocate_early (size);
  return has_failed (size, __builtin_return_address (0)) ? NULL : real_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  if (real_calloc == NULL)
    return allocate_early (n * size);
  return has_failed (n * size, __builtin_return_address (0)) ? NULL : real_calloc (n, size);
}

void *
realloc (void *block, size_t size)
{
  if (real_realloc == NULL)
    return allocate_early (size);
  return has_failed (size, __builtin_return_address (0)) ? NULL : real_realloc (block, size);
}

int
posix_memalign (void **block, size_t alignment, size_t size)
{
  if (real_posix_memalign == NULL)
    find_real ();
  return has_failed (size, __builtin_return_address (0)) ? ENOMEM
                           : real_posix_memalign (block, alignment, size);
}

void
free (void *block)
{
  static void (*real_free) (void *);

  if ((char *) block >= early && (char *) block < early + sizeof early)
    return;
  if (real_free == NULL)
    real_free = dlsym (RTLD_NEXT, "free");
  real_free (block);
}
