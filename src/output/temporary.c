/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Names are ".limen-", eight hexadecimal digits, ".part". */
#define PREFIX ".limen-"
#define SUFFIX ".part"
#define N_DIGITS 8
#define NAME_LENGTH (sizeof PREFIX - 1 + N_DIGITS + sizeof SUFFIX - 1)
/* Maximum number of names that are tried. */
#define MAX_TRIES 100
/* Upper bound on the number of unfinished outputs. */
#define N_SLOTS 64
/* Maximum time, in milliseconds, that a signal handler waits for a file being
 * created. */
#define MAX_WAIT 2000

/* States of a slot. They are changed atomically, since signal handlers may
 * read them at any moment in any thread. */
enum
{
  SLOT_FREE,
  SLOT_CREATING, /* the file may exist; becomes SLOT_USED or SLOT_FREE soon */
  SLOT_USED,     /* the file exists */
};

typedef struct
{
  gint state;
  int folder; /* descriptor of the folder; owned by the caller */
  char name[NAME_LENGTH + 1];
} Slot;

static Slot slots[N_SLOTS];

/* Set while a signal ends the program: no new temporary file is created. */
static gint is_ending;

/* Signal dispositions before limen_temporary_handle_signals(). */
static struct sigaction former[NSIG];

static Slot *
take_slot (int folder)
{
  for (guint i = 0; i < N_SLOTS; i++)
    if (g_atomic_int_compare_and_exchange (&slots[i].state, SLOT_FREE,
                                           SLOT_CREATING))
      {
        slots[i].folder = folder;
        return &slots[i];
      }
  errno = EMFILE;
  return NULL;
}

/* Locks a new file. FALSE if another process removed it as stale before it was
 * locked. On file systems without locks it stays unlocked, and nothing is ever
 * considered stale. */
static gboolean
lock (int fd)
{
  struct stat info;

  if (flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    return FALSE;
  return fstat (fd, &info) == 0 && info.st_nlink > 0;
}

static int
create (Slot *slot)
{
  for (int i = 0; i < MAX_TRIES; i++)
    {
      int fd;

      snprintf (slot->name, sizeof slot->name, PREFIX "%08x" SUFFIX,
                g_random_int ());
      fd = openat (slot->folder, slot->name,
                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
      if (fd < 0 && errno == EEXIST)
        continue;
      if (fd < 0 || lock (fd))
        return fd;
      close (fd);
    }
  errno = EEXIST;
  return -1;
}

/* Creates a temporary file in a folder, readable and writable only by its
 * owner. Returns its descriptor and sets its slot; -1 with errno on failure.
 * The folder's descriptor must stay open until limen_temporary_rename() or
 * limen_temporary_remove(). */
int
limen_temporary_open (int folder, guint *slot)
{
  sigset_t all, before;
  Slot *taken;
  int fd = -1, number;

  /* Blocks signals: a handler that waits for this thread must not run in
   * it. */
  sigfillset (&all);
  pthread_sigmask (SIG_SETMASK, &all, &before);
  taken = take_slot (folder);
  if (taken != NULL && g_atomic_int_get (&is_ending))
    errno = EINTR;
  else if (taken != NULL)
    fd = create (taken);
  number = errno;
  if (taken != NULL)
    {
      *slot = (guint) (taken - slots);
      g_atomic_int_set (&taken->state, fd >= 0 ? SLOT_USED : SLOT_FREE);
    }
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  errno = number;
  return fd;
}

/* Renames a temporary file to its final name in that folder, replacing an
 * existing file. FALSE with errno on failure; the caller must then remove
 * it. */
gboolean
limen_temporary_rename (guint slot, const char *target)
{
  Slot *self = &slots[slot];

  if (renameat (self->folder, self->name, self->folder, target) != 0)
    return FALSE;
  g_atomic_int_set (&self->state, SLOT_FREE);
  return TRUE;
}

/* Removes a temporary file and frees its slot. */
void
limen_temporary_remove (guint slot)
{
  Slot *self = &slots[slot];

  unlinkat (self->folder, self->name, 0);
  g_atomic_int_set (&self->state, SLOT_FREE);
}

/* Stale files */

static gboolean
is_temporary (const char *name)
{
  const char *digits = name + sizeof PREFIX - 1;

  return strlen (name) == NAME_LENGTH && g_str_has_prefix (name, PREFIX)
         && g_str_has_suffix (name, SUFFIX)
         && strspn (digits, "0123456789abcdef") == N_DIGITS;
}

static void
remove_if_stale (int folder, const char *name)
{
  int fd = openat (folder, name,
                   O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat opened, named;

  if (fd < 0)
    return;
  if (fstat (fd, &opened) == 0 && S_ISREG (opened.st_mode)
      && opened.st_uid == geteuid () && flock (fd, LOCK_EX | LOCK_NB) == 0
      && fstatat (folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0
      && named.st_dev == opened.st_dev && named.st_ino == opened.st_ino)
    unlinkat (folder, name, 0);
  close (fd);
}

/* Removes the user's stale temporary files in a folder, which SIGKILL or a
 * power cut left behind: those that are not locked. */
void
limen_temporary_remove_stale (int folder)
{
  int fd = openat (folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;

  if (dir == NULL)
    {
      if (fd >= 0)
        close (fd);
      return;
    }
  for (struct dirent *entry = readdir (dir); entry != NULL;
       entry = readdir (dir))
    if (is_temporary (entry->d_name))
      remove_if_stale (folder, entry->d_name);
  closedir (dir);
}

/* Signals */

/* Waits until a file that is being created exists or could not be created; at
 * most MAX_WAIT. */
static void
wait_for (Slot *slot)
{
  const struct timespec millisecond = { 0, 1000000 };

  for (int i = 0; i < MAX_WAIT
                  && g_atomic_int_get (&slot->state) == SLOT_CREATING;
       i++)
    nanosleep (&millisecond, NULL);
}

/* Removes all temporary files and restores the default action of the signal.
 * raise() takes effect when the handler returns; a fault recurs by itself. */
static void
ending_cb (int number)
{
  g_atomic_int_set (&is_ending, 1);
  for (guint i = 0; i < N_SLOTS; i++)
    {
      wait_for (&slots[i]);
      if (g_atomic_int_get (&slots[i].state) != SLOT_FREE)
        unlinkat (slots[i].folder, slots[i].name, 0);
    }
  sigaction (number, &former[number], NULL);
  raise (number);
}

/* Whether a signal gets no handler: it does not end a program by default,
 * cannot be caught, or is ignored (SIGXFSZ). */
static gboolean
is_harmless (int number)
{
  static const int numbers[]
      = { SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN,  SIGTTOU,
          SIGCONT, SIGCHLD, SIGURG,  SIGWINCH, SIGXFSZ };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i] == number)
      return TRUE;
  return FALSE;
}

/* Installs handlers so that no signal except SIGKILL leaves a temporary file
 * behind. Signals that are already ignored or handled are left alone.
 * Exceeding the file size limit becomes the error EFBIG instead of a signal.
 * Called when the program starts. */
void
limen_temporary_handle_signals (void)
{
  struct sigaction action = { .sa_handler = ending_cb, .sa_flags = SA_ONSTACK };

  signal (SIGXFSZ, SIG_IGN);
  sigfillset (&action.sa_mask);
  for (int number = 1; number < NSIG; number++)
    if (!is_harmless (number)
        && sigaction (number, NULL, &former[number]) == 0
        && (former[number].sa_flags & SA_SIGINFO) == 0
        && former[number].sa_handler == SIG_DFL)
      sigaction (number, &action, NULL);
}
