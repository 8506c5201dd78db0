/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "container.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "parallel.h"
#include "process-memory.h"

/* Reciprocal of the share of the available memory that is left for the
 * kernel's overhead. */
#define OVERHEAD 32
/* Limits above this value mean "unlimited", like the text "max". */
#define NO_LIMIT (G_GUINT64_CONSTANT (1) << 60)

/* A hierarchy of control groups and a group in it. */
typedef struct
{
  char *top;   /* folder of the hierarchy */
  char *group; /* folder of the current group: `top` or below */
} Hierarchy;

static void
hierarchy_clear (Hierarchy *self)
{
  g_free (self->top);
  g_free (self->group);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hierarchy, hierarchy_clear)

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static gboolean
parse_number (const char *text, guint64 *number)
{
  char *end;

  if (text == NULL || !g_ascii_isdigit (*text))
    return FALSE;
  *number = g_ascii_strtoull (text, &end, 10);
  return *end == '\0' || g_ascii_isspace (*end);
}

/* Reads a limit from a file; G_MAXUINT64 if there is none. */
static guint64
read_limit (const char *folder, const char *name)
{
  g_autofree char *text = read_file (folder, name);
  guint64 limit;

  return parse_number (text, &limit) && limit < NO_LIMIT ? limit
                                                         : G_MAXUINT64;
}

static guint64
read_number (const char *folder, const char *name)
{
  g_autofree char *text = read_file (folder, name);
  guint64 number;

  return parse_number (text, &number) ? number : 0;
}

/* Reads a number by its key from a file of keys and numbers; 0 if it is
 * missing. */
static guint64
read_key (const char *folder, const char *name, const char *key)
{
  g_autofree char *text = read_file (folder, name);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  gsize length = strlen (key);
  guint64 number;

  for (gsize i = 0; lines[i] != NULL; i++)
    if (strncmp (lines[i], key, length) == 0 && lines[i][length] == ' '
        && parse_number (lines[i] + length + 1, &number))
      return number;
  return 0;
}

static gboolean
has_word (const char *list, const char *word)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);

  return g_strv_contains ((const char *const *) words, word);
}

/* The path of this process's group, from /proc/self/cgroup, for a controller
 * ("memory" or "cpu"), or in version 2 if `controller` is NULL. NULL if it is
 * in none. A new string. */
static char *
find_group (const char *root, const char *controller)
{
  g_autofree char *text = read_file (root, "/proc/self/cgroup");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ":", 3);

      if (g_strv_length (fields) == 3
          && (controller != NULL ? has_word (fields[1], controller)
                                 : g_str_equal (fields[0], "0")))
        return g_strdup (fields[2]);
    }
  return NULL;
}

/* The path of a group relative to the root of a mount; "" for a group outside
 * of it. */
static const char *
get_rest (const char *group, const char *mount_root)
{
  gsize length = g_str_equal (mount_root, "/") ? 0 : strlen (mount_root);

  return strncmp (group, mount_root, length) == 0
                 && (group[length] == '/' || group[length] == '\0')
                 && strstr (group, "/..") == NULL
             ? group + length
             : "";
}

/* Whether a line of /proc/self/mountinfo, split into fields before and after
 * the hyphen, mounts the hierarchy. */
static gboolean
is_mount (char **fields, char **ends, const char *controller)
{
  if (g_strv_length (fields) < 5 || ends[0] == NULL || ends[1] == NULL)
    return FALSE;
  if (controller == NULL)
    return g_str_equal (ends[0], "cgroup2");
  return g_str_equal (ends[0], "cgroup") && ends[2] != NULL
         && has_word (ends[2], controller);
}

/* Finds the hierarchy of a controller, or that of version 2 if `controller` is
 * NULL, and this process's group in it. FALSE if there is none. */
static gboolean
find_hierarchy (const char *root, const char *controller, Hierarchy *self)
{
  g_autofree char *text = read_file (root, "/proc/self/mountinfo");
  g_autofree char *group = find_group (root, controller);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (gsize i = 0; group != NULL && lines[i] != NULL; i++)
    {
      const char *end = strstr (lines[i], " - ");
      g_auto (GStrv) fields = g_strsplit (lines[i], " ", -1);
      g_auto (GStrv) ends = g_strsplit (end != NULL ? end + 3 : "", " ", 3);
      g_autofree char *mount_root = NULL, *place = NULL;

      if (!is_mount (fields, ends, controller))
        continue;
      mount_root = g_strcompress (fields[3]);
      place = g_strcompress (fields[4]);
      self->top = g_build_filename (root, place, NULL);
      self->group
          = g_build_filename (self->top, get_rest (group, mount_root), NULL);
      return TRUE;
    }
  return FALSE;
}

/* Moves from a group to its parent; FALSE at the top. */
static gboolean
go_up (Hierarchy *self)
{
  char *parent;

  if (strlen (self->group) <= strlen (self->top))
    return FALSE;
  parent = g_path_get_dirname (self->group);
  g_free (self->group);
  self->group = parent;
  return strlen (self->group) >= strlen (self->top);
}

/* Applies a group's limit. Inactive file cache does not count as used, since
 * the kernel can reclaim it. */
static void
apply_group (LimenContainerMemory *self, guint64 limit, guint64 used,
             guint64 n_cached)
{
  used -= MIN (used, n_cached);
  self->limit = MIN (self->limit, limit);
  if (limit < G_MAXUINT64)
    self->available
        = MIN (self->available, limit > used ? limit - used : 0);
}

static void
take_version_2 (LimenContainerMemory *self, const char *root)
{
  g_auto (Hierarchy) groups = { 0 };

  if (!find_hierarchy (root, NULL, &groups))
    return;
  do
    apply_group (self,
                 MIN (read_limit (groups.group, "memory.max"),
                      read_limit (groups.group, "memory.high")),
                 read_number (groups.group, "memory.current"),
                 read_key (groups.group, "memory.stat", "inactive_file"));
  while (go_up (&groups));
}

/* Whether the memory of child groups counts towards a group's usage (version
 * 1). */
static gboolean
counts_children (const char *group)
{
  g_autofree char *text = read_file (group, "memory.use_hierarchy");

  return text == NULL || *text != '0';
}

static void
take_version_1 (LimenContainerMemory *self, const char *root)
{
  g_auto (Hierarchy) groups = { 0 };

  if (!find_hierarchy (root, "memory", &groups))
    return;
  do
    apply_group (
        self, read_limit (groups.group, "memory.limit_in_bytes"),
        read_number (groups.group, "memory.usage_in_bytes"),
        read_key (groups.group, "memory.stat", "total_inactive_file"));
  while (go_up (&groups) && counts_children (groups.group));
}

/* The tightest memory limits of this process's group and the groups above it.
 * Swap is not counted. */
LimenContainerMemory
limen_container_get_memory (const char *root)
{
  LimenContainerMemory memory = { G_MAXUINT64, G_MAXUINT64 };

  take_version_2 (&memory, root);
  take_version_1 (&memory, root);
  return memory;
}

/* Limits *n by a CPU quota, rounded up to at least one processor. */
static void
take_quota (guint *n, guint64 quota, guint64 period)
{
  if (period > 0 && quota / period < G_MAXUINT)
    *n = MIN (*n, MAX (1, (guint) ((quota + period - 1) / period)));
}

static void
take_quotas_2 (guint *n, const char *root)
{
  g_auto (Hierarchy) groups = { 0 };

  if (!find_hierarchy (root, NULL, &groups))
    return;
  do
    {
      g_autofree char *text = read_file (groups.group, "cpu.max");
      guint64 quota, period; /* microseconds; "max" is no quota */

      if (text != NULL
          && sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &quota,
                     &period)
                 == 2)
        take_quota (n, quota, period);
    }
  while (go_up (&groups));
}

static void
take_quotas_1 (guint *n, const char *root)
{
  g_auto (Hierarchy) groups = { 0 };

  if (!find_hierarchy (root, "cpu", &groups))
    return;
  do
    {
      g_autofree char *quota_text
          = read_file (groups.group, "cpu.cfs_quota_us");
      guint64 quota;

      if (parse_number (quota_text, &quota)) /* -1 is no quota */
        take_quota (n, quota,
                    read_number (groups.group, "cpu.cfs_period_us"));
    }
  while (go_up (&groups));
}

/* Number of processors that this process's group and the groups above it may
 * use, rounded up; 0 if unlimited. */
guint
limen_container_get_processors (const char *root)
{
  guint n = G_MAXUINT;

  take_quotas_2 (&n, root);
  take_quotas_1 (&n, root);
  return n < G_MAXUINT ? n : 0;
}

/* Sets RLIMIT_DATA to the container's limit, so that allocations fail, which
 * is reported, before the kernel kills the process. */
static void
limit_memory (void)
{
  LimenContainerMemory memory = limen_container_get_memory ("");
  struct rlimit limit;
  guint64 most;

  if (memory.limit == G_MAXUINT64 || getrlimit (RLIMIT_DATA, &limit) != 0)
    return;
  most = limen_process_get_data () + memory.available
         - memory.available / OVERHEAD;
  if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur <= most)
    return;
  limit.rlim_cur = most;
  setrlimit (RLIMIT_DATA, &limit);
}

/* Limits threads and memory to what the container allows. Called when the
 * program starts. */
void
limen_container_respect_limits (void)
{
  limen_parallel_set_most (limen_container_get_processors (""));
  limit_memory ();
}
