/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "container.h"
#include "support.h"

#define MB (1024 * 1024)

/* A folder used as the root of the file system. */
static char *
new_root (void)
{
  g_autofree char *pattern
      = g_build_filename (test_get_folder (), "root-XXXXXX", NULL);

  return g_strdup (g_mkdtemp (pattern));
}

static void
write_file (const char *root, const char *path, const char *text)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (whole);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (whole, text, -1, NULL));
}

static void
assert_memory (const char *root, guint64 limit, guint64 available)
{
  LimenContainerMemory memory = limen_container_get_memory (root);

  g_assert_cmpuint (memory.limit, ==, limit);
  g_assert_cmpuint (memory.available, ==, available);
}

/* Missing files and groups mean no limit. */
static void
test_none (void)
{
  g_autofree char *root = new_root ();

  assert_memory (root, G_MAXUINT64, G_MAXUINT64);
  g_assert_cmpuint (limen_container_get_processors (root), ==, 0);
  write_file (root, "proc/self/cgroup", "0::/\n\n:::\nx\n");
  write_file (root, "proc/self/mountinfo",
              "22 1 0:2 / / rw - ext4 /dev/vda rw\n- \n\n"
              "30 22 0:25 / /sys/fs/cgroup rw - cgroup2 none rw\n");
  assert_memory (root, G_MAXUINT64, G_MAXUINT64);
  g_assert_cmpuint (limen_container_get_processors (root), ==, 0);
}

static const char mounts_2[]
    = "22 1 0:2 / / rw - ext4 /dev/vda rw\n"
      "30 22 0:25 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n";

/* The tightest limit up to the root applies; inactive file cache is
 * available. */
static void
test_version_2 (void)
{
  g_autofree char *root = new_root ();

  write_file (root, "proc/self/cgroup", "0::/work.slice/limen.scope\n");
  write_file (root, "proc/self/mountinfo", mounts_2);
  write_file (root, "sys/fs/cgroup/work.slice/limen.scope/memory.max",
              "max\n");
  write_file (root, "sys/fs/cgroup/work.slice/limen.scope/memory.current",
              "1048576\n");
  assert_memory (root, G_MAXUINT64, G_MAXUINT64);

  write_file (root, "sys/fs/cgroup/work.slice/memory.max", "104857600\n");
  write_file (root, "sys/fs/cgroup/work.slice/memory.current", "62914560\n");
  write_file (root, "sys/fs/cgroup/work.slice/memory.stat",
              "anon 1\nactive_file 99\ninactive_file 20971520\nfile 5\n");
  assert_memory (root, 100 * MB, 60 * MB);

  write_file (root, "sys/fs/cgroup/work.slice/limen.scope/memory.high",
              "31457280\n");
  assert_memory (root, 30 * MB, 29 * MB);
  write_file (root, "sys/fs/cgroup/work.slice/limen.scope/memory.current",
              "99999999999\n");
  assert_memory (root, 30 * MB, 0);
}

static void
test_processors_2 (void)
{
  static const struct
  {
    const char *text;
    guint n;
  } cases[] = {
    { "max 100000\n", 0 },  { "200000 100000\n", 2 }, { "150000 100000\n", 2 },
    { "5000 100000\n", 1 }, { "0 0\n", 0 },           { "", 0 },
    { "7\n", 0 },           { "400000 100000\n", 3 }, /* limit of the root
                                                       * group */
  };
  g_autofree char *root = new_root ();

  write_file (root, "proc/self/cgroup", "0::/a/b\n");
  write_file (root, "proc/self/mountinfo", mounts_2);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (i + 1 == G_N_ELEMENTS (cases))
        write_file (root, "sys/fs/cgroup/a/cpu.max", "250001 100000\n");
      write_file (root, "sys/fs/cgroup/a/b/cpu.max", cases[i].text);
      g_assert_cmpuint (limen_container_get_processors (root), ==, cases[i].n);
    }
}

/* A container sees its own group as the root of the mount, and its path by the
 * name outside. */
static void
test_version_1 (void)
{
  g_autofree char *root = new_root ();

  write_file (root, "proc/self/cgroup",
              "9:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n"
              "1:name=systemd:/docker/abc\n");
  write_file (root, "proc/self/mountinfo",
              "31 30 0:26 /docker/abc /sys/fs/cgroup/memory rw - cgroup "
              "cgroup rw,memory\n"
              "32 30 0:27 /docker/abc /sys/fs/my\\040cpu rw shared:9 - cgroup "
              "cgroup rw,cpu,cpuacct\n");
  write_file (root, "sys/fs/cgroup/memory/memory.limit_in_bytes",
              "9223372036854771712\n");
  write_file (root, "sys/fs/my cpu/cpu.cfs_quota_us", "-1\n");
  write_file (root, "sys/fs/my cpu/cpu.cfs_period_us", "50000\n");
  assert_memory (root, G_MAXUINT64, G_MAXUINT64);
  g_assert_cmpuint (limen_container_get_processors (root), ==, 0);

  write_file (root, "sys/fs/cgroup/memory/memory.limit_in_bytes",
              "52428800\n");
  write_file (root, "sys/fs/cgroup/memory/memory.usage_in_bytes",
              "41943040\n");
  write_file (root, "sys/fs/cgroup/memory/memory.stat",
              "inactive_file 1\ntotal_inactive_file 10485760\n");
  write_file (root, "sys/fs/my cpu/cpu.cfs_quota_us", "125000\n");
  assert_memory (root, 50 * MB, 20 * MB);
  g_assert_cmpuint (limen_container_get_processors (root), ==, 3);
}

/* A parent group is a limit only if it counts the usage of its children. */
static void
test_hierarchy (void)
{
  g_autofree char *root = new_root ();

  write_file (root, "proc/self/cgroup", "3:memory:/a/b\n");
  write_file (root, "proc/self/mountinfo",
              "31 30 0:26 / /cg rw - cgroup cgroup rw,memory\n");
  write_file (root, "cg/a/memory.limit_in_bytes", "1048576\n");
  write_file (root, "cg/a/memory.use_hierarchy", "0\n");
  write_file (root, "cg/a/b/memory.limit_in_bytes", "8388608\n");
  write_file (root, "cg/a/b/memory.usage_in_bytes", "1048576\n");
  assert_memory (root, 8 * MB, 7 * MB);
  write_file (root, "cg/a/memory.use_hierarchy", "1\n");
  assert_memory (root, 1 * MB, 1 * MB);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/container/none", test_none);
  g_test_add_func ("/container/version-2", test_version_2);
  g_test_add_func ("/container/processors", test_processors_2);
  g_test_add_func ("/container/version-1", test_version_1);
  g_test_add_func ("/container/hierarchy", test_hierarchy);

  return g_test_run ();
}
