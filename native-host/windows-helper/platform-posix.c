/* The helper on Linux, for tests. */
#include "platform.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static int input, output;

void platform_take_streams(void) {
  input = dup(0);
  output = dup(1);
  dup2(2, 1);
  dup2(open("/dev/null", O_RDONLY), 0);
  /* Windows ends a killed host's children by itself. */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
}

int platform_read(void *bytes, size_t length) {
  char *at = bytes;
  while (length > 0) {
    ssize_t count = read(input, at, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return 0;
    at += count;
    length -= (size_t)count;
  }
  return 1;
}

int platform_write(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t count = write(output, at, length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return 0;
    at += count;
    length -= (size_t)count;
  }
  return 1;
}

/* The second argument, zero-terminated, from the kernel: the same way in for both platforms. */
static char *read_argument(void) {
  static char line[8192];
  FILE *file = fopen("/proc/self/cmdline", "rb");
  size_t length = file == NULL ? 0 : fread(line, 1, sizeof line - 1, file);
  if (file != NULL) fclose(file);
  char *argument = line + strlen(line) + 1;
  return argument < line + length ? argument : NULL;
}

static void *library;

int platform_load(unsigned long *error) {
  char *path = read_argument();
  library = path == NULL ? NULL : dlopen(path, RTLD_NOW | RTLD_LOCAL);
  *error = ENOEXEC;
  if (library == NULL) fprintf(stderr, "%s\n", dlerror());
  return library != NULL;
}

Function platform_find(const char *name) { return (Function)dlsym(library, name); }

void platform_wipe(void *bytes, size_t length) { explicit_bzero(bytes, length); }
