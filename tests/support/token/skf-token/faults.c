/* See faults.h. */
#ifdef SOFT_SKF_COUNTED
#define _GNU_SOURCE
#include "fault-call.h"
#endif
#include "faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static FILE *open_fault(const char *prefix, const char *name, const char *mode) {
  const char *folder = getenv("SOFT_SKF_FAULTS");
  char path[1024];
  if (folder == NULL) return NULL;
  snprintf(path, sizeof path, "%s/%s%s", folder, prefix, name);
  return fopen(path, mode);
}

static int is_set(const char *prefix, const char *name) {
  FILE *file = open_fault(prefix, name, "rb");
  if (file != NULL) fclose(file);
  return file != NULL;
}

int has_fault(const char *name) { return is_set("", name); }

int is_pulled(const char *device) { return is_set("", "pulled") || is_set("pulled-", device); }

void count_try(ULONG type) {
  if (!is_set("", "count-tries")) return;
  FILE *file = open_fault("", "tries", "ab");
  if (file == NULL) return;
  fprintf(file, "%d\n", (int)type);
  fclose(file);
}

#ifdef SOFT_SKF_COUNTED
/* For the fault runner: what would go wrong after a call goes wrong before the next one. */
static ULONG count_call(const char *function) {
  if (shared == NULL && !open_state()) return 0;
  unsigned kind = enter(function);
  return kind == FAIL ? shared->code : (ULONG)leave(kind, 0);
}
#endif

ULONG begin_call(const char *function) {
  char text[32] = "";
#ifdef SOFT_SKF_COUNTED
  ULONG counted = count_call(function);
  if (counted != 0) return counted;
#endif
  if (is_set("", "chatter")) {
    printf("SKF: %s\n", function);
    fflush(stdout);
  }
  if (is_set("crash-", function)) abort();
  if (is_set("hang-", function)) sleep(600);
  FILE *file = open_fault("fail-", function, "rb");
  if (file == NULL) return 0;
  if (fgets(text, sizeof text, file) == NULL) text[0] = '\0';
  fclose(file);
  return (ULONG)strtoul(text, NULL, 0);
}

void end_call(const char *function, const char *device) {
  if (!is_set("pull-after-", function)) return;
  FILE *file = open_fault("pulled-", device, "wb");
  if (file != NULL) fclose(file);
}
