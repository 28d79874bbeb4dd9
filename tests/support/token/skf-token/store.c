/* See store.h. POSIX calls that mingw has too. */
#include "store.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_NAMES 64

void make_path(char *out, const char *first, ...) {
  const char *root = getenv("SOFT_SKF_DIR");
  size_t used = (size_t)snprintf(out, MAX_PATH_BYTES, "%s", root == NULL ? "." : root);
  va_list parts;
  va_start(parts, first);
  for (const char *part = first; part != NULL && used < MAX_PATH_BYTES; part = va_arg(parts, const char *))
    used += (size_t)snprintf(out + used, MAX_PATH_BYTES - used, "/%s", part);
  va_end(parts);
}

long read_whole_file(const char *path, void *out, size_t room) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return -1;
  size_t length = fread(out, 1, room, file);
  int is_whole = fgetc(file) == EOF;
  fclose(file);
  return is_whole ? (long)length : -1;
}

int write_whole_file(const char *path, const void *data, size_t length) {
  char beside[MAX_PATH_BYTES + 8];
  snprintf(beside, sizeof beside, "%s.new", path);
  FILE *file = fopen(beside, "wb");
  if (file == NULL) return 0;
  int is_written = fwrite(data, 1, length, file) == length;
  is_written = fclose(file) == 0 && is_written;
#ifdef _WIN32
  remove(path);
#endif
  return is_written && rename(beside, path) == 0;
}

int has_file(const char *path) {
  struct stat found;
  return stat(path, &found) == 0;
}

int make_folder(const char *path) {
#ifdef _WIN32
  return mkdir(path) == 0;
#else
  return mkdir(path, 0700) == 0;
#endif
}

void remove_file(const char *path) { remove(path); }

int remove_folder(const char *path) {
  char names[MAX_NAMES * 64], file[MAX_PATH_BYTES + MAX_NAMES * 64];
  list_names(path, "", names, sizeof names);
  for (const char *name = names; *name != '\0'; name += strlen(name) + 1) {
    snprintf(file, sizeof file, "%s/%s", path, name);
    remove(file);
  }
  return rmdir(path) == 0;
}

static int compare_names(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

size_t list_names(const char *folder, const char *prefix, char *out, size_t room) {
  char *names[MAX_NAMES];
  int count = 0;
  DIR *open = opendir(folder);
  for (struct dirent *entry; open != NULL && (entry = readdir(open)) != NULL && count < MAX_NAMES;)
    if (entry->d_name[0] != '.' && strncmp(entry->d_name, prefix, strlen(prefix)) == 0)
      names[count++] = strdup(entry->d_name + strlen(prefix));
  if (open != NULL) closedir(open);
  qsort(names, (size_t)count, sizeof *names, compare_names);
  size_t used = 0;
  for (int i = 0; i < count; i++) {
    size_t length = strlen(names[i]) + 1;
    if (used + length + 1 <= room) {
      memcpy(out + used, names[i], length);
      used += length;
    }
    free(names[i]);
  }
  out[used++] = '\0';
  return used;
}

void to_hex(const char *text, char *out, size_t room) {
  size_t used = 0;
  for (; *text != '\0' && used + 3 <= room; text++, used += 2) snprintf(out + used, 3, "%02x", (unsigned char)*text);
  out[used] = '\0';
}

void from_hex(const char *hex, char *out, size_t room) {
  size_t used = 0;
  unsigned octet;
  for (; used + 1 < room && sscanf(hex, "%2x", &octet) == 1; hex += 2) out[used++] = (char)octet;
  out[used] = '\0';
}
