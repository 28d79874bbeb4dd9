/* Loaded before the C library of a host (LD_PRELOAD): counts the calls that change files below FAULT_DISK_ROOT, in all processes
 * together, and does one thing wrong at one of them; and shifts the clock that programs are told.
 * FAULT_DISK_STATE: a file that all processes share, as `struct state` below.
 * FAULT_DISK_LOG: a line is added for each call, "INDEX name path". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { NONE, FAIL_ONCE, FAIL_ON, HALF_AND_FAIL, HALF_AND_KILL, KILL, KILL_AFTER, LIE, SHIFT };

struct state {
  unsigned count; /* calls so far */
  unsigned at;    /* which one goes wrong, from 1; 0 for none */
  unsigned kind;  /* as in the enum */
  int value;      /* errno of FAIL_ONCE, FAIL_ON and HALF_AND_FAIL; seconds of SHIFT */
  unsigned fired; /* set when it has */
};

static struct state *shared;
static const char *root;
/* What a lying fsync claimed to have kept: the file, and its size on the disk in truth. */
static char lied_path[1024];
static off_t true_size;

/* Sizes as of the last fsync that was true. */
static struct { char path[256]; off_t size; } synced[64];
static unsigned synced_count;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void open_state(void) {
  const char *path = getenv("FAULT_DISK_STATE");
  root = getenv("FAULT_DISK_ROOT");
  if (path == NULL || root == NULL) return;
  int file = REAL(open)(path, O_RDWR);
  if (file < 0) return;
  void *found = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (found != MAP_FAILED) shared = found;
}

static int is_ours(const char *path) { return shared != NULL && path != NULL && strncmp(path, root, strlen(root)) == 0; }

static int path_of(int file, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = shared == NULL ? -1 : readlink(link, path, size - 1);
  path[length < 0 ? 0 : length] = '\0';
  return is_ours(path);
}

static void lose_power(void) {
  if (lied_path[0] != '\0') {
    int kept = truncate(lied_path, true_size);
    (void)kept;
  }
  raise(SIGKILL);
}

/* Counts the call. @returns the kind of fault that it is to have */
static unsigned enter(const char *name, const char *path) {
  unsigned index = __atomic_add_fetch(&shared->count, 1, __ATOMIC_SEQ_CST);
  const char *log_path = getenv("FAULT_DISK_LOG");
  int log = log_path == NULL ? -1 : REAL(open)(log_path, O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (log >= 0) {
    char line[1200];
    int length = snprintf(line, sizeof line, "%u %s %s\n", index, name, path + strlen(root));
    ssize_t written = REAL(write)(log, line, (size_t)length);
    (void)written;
    close(log);
  }
  /* The first call after the lie: the power goes, and with it what was never on the disk. */
  if (lied_path[0] != '\0') lose_power();
  if (shared->at == 0) return NONE;
  if (shared->kind == FAIL_ON && index > shared->at) return FAIL_ON;
  if (shared->at != index) return NONE;
  shared->fired = 1;
  if (shared->kind == KILL) raise(SIGKILL);
  return shared->kind;
}

static int fails(unsigned kind) {
  if (kind != FAIL_ONCE && kind != FAIL_ON) return 0;
  errno = shared->value;
  return 1;
}

static void leave(unsigned kind) {
  if (kind == KILL_AFTER) raise(SIGKILL);
}

static ssize_t write_ours(int file, const char *path, const void *data, size_t size, off_t offset, int has_offset) {
  unsigned kind = enter("write", path);
  if (fails(kind)) return -1;
  int is_half = kind == HALF_AND_FAIL || kind == HALF_AND_KILL;
  size_t part = is_half ? size / 2 : size;
  ssize_t written = has_offset ? REAL(pwrite64)(file, data, part, offset) : REAL(write)(file, data, part);
  if (kind == HALF_AND_KILL) raise(SIGKILL);
  if (kind == HALF_AND_FAIL) {
    errno = shared->value;
    return -1;
  }
  leave(kind);
  return written;
}

ssize_t write(int file, const void *data, size_t size) {
  char path[1024];
  return path_of(file, path, sizeof path) ? write_ours(file, path, data, size, 0, 0) : REAL(write)(file, data, size);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset) {
  char path[1024];
  return path_of(file, path, sizeof path) ? write_ours(file, path, data, size, offset, 1) : REAL(pwrite64)(file, data, size, offset);
}

static off_t *find_synced(const char *path) {
  for (unsigned at = 0; at < synced_count; at++)
    if (strcmp(synced[at].path, path) == 0) return &synced[at].size;
  if (synced_count == 64 || strlen(path) >= sizeof synced[0].path) return NULL;
  strcpy(synced[synced_count].path, path);
  return &synced[synced_count++].size;
}

static int sync_ours(int file, int (*real)(int), const char *name) {
  char path[1024];
  struct stat info;
  if (!path_of(file, path, sizeof path)) return real(file);
  unsigned kind = enter(name, path);
  if (fails(kind)) return -1;
  off_t *size = find_synced(path);
  if (kind == LIE) {
    if (size != NULL && fstat(file, &info) == 0 && S_ISREG(info.st_mode)) {
      true_size = *size;
      strcpy(lied_path, path);
    }
    return 0;
  }
  int result = real(file);
  if (size != NULL && fstat(file, &info) == 0) *size = info.st_size;
  leave(kind);
  return result;
}

int fsync(int file) { return sync_ours(file, REAL(fsync), "fsync"); }
int fdatasync(int file) { return sync_ours(file, REAL(fdatasync), "fdatasync"); }

static int open_any(const char *path, int flags, mode_t mode, int (*real)(const char *, int, ...)) {
  struct stat info;
  if (!is_ours(path)) return real(path, flags, mode);
  if ((flags & (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC)) == 0) {
    int file = real(path, flags, mode);
    return file;
  }
  unsigned kind = enter("open", path);
  if (fails(kind)) return -1;
  int file = real(path, flags, mode);
  off_t *size = find_synced(path);
  /* What stood there when this process came is on the disk. */
  if (file >= 0 && size != NULL && *size == 0 && fstat(file, &info) == 0) *size = info.st_size;
  leave(kind);
  return file;
}

#define OPEN(name)                                    \
  int name(const char *path, int flags, ...) {        \
    va_list more;                                     \
    va_start(more, flags);                            \
    mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0; \
    va_end(more);                                     \
    return open_any(path, flags, mode, REAL(name));   \
  }
OPEN(open)
OPEN(open64)

#define ONE_PATH(name, parameters, arguments)              \
  int name parameters {                                    \
    if (!is_ours(path)) return REAL(name) arguments;       \
    unsigned kind = enter(#name, path);                    \
    if (fails(kind)) return -1;                            \
    int result = REAL(name) arguments;                     \
    leave(kind);                                           \
    return result;                                         \
  }
ONE_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
ONE_PATH(unlink, (const char *path), (path))
ONE_PATH(rename, (const char *path, const char *to), (path, to))
ONE_PATH(link, (const char *path, const char *to), (path, to))

/* The shift begins with the call that it is set for, so that time jumps in the middle of the work. */
static long shift(void) { return shared != NULL && shared->kind == SHIFT && shared->at != 0 && shared->count >= shared->at ? shared->value : 0; }

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = REAL(clock_gettime)(clock, time);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) time->tv_sec += shift();
  return result;
}

int gettimeofday(struct timeval *time, void *zone) {
  int result = REAL(gettimeofday)(time, zone);
  time->tv_sec += shift();
  return result;
}

time_t time(time_t *place) {
  time_t now = REAL(time)(NULL) + shift();
  if (place != NULL) *place = now;
  return now;
}
