/* Files of the token: a folder a device, a folder a container. Nothing here is secret to whoever reads the disk: a token for tests. */
#ifndef SOFT_SKF_STORE_H
#define SOFT_SKF_STORE_H
#include <stddef.h>
#include <stdint.h>

#define MAX_FILE_BYTES 65536
#define MAX_PATH_BYTES 1024

/* A path below the folder of all devices (SOFT_SKF_DIR); parts are joined by '/'. NULL ends them. */
void make_path(char *out, const char *first, ...);
/* Octets of a file, -1 when it is not there or too long. */
long read_whole_file(const char *path, void *out, size_t room);
int write_whole_file(const char *path, const void *data, size_t length);
int has_file(const char *path);
int make_folder(const char *path);
/* Removes a folder with the files in it. */
int remove_folder(const char *path);
void remove_file(const char *path);
/* Names in a folder that begin with `prefix`, sorted, each ended by NUL and all by one more. Length with both; prefix cut off. */
size_t list_names(const char *folder, const char *prefix, char *out, size_t room);
/* Container names hold any UTF-8: as a file they are hexadecimal. */
void to_hex(const char *text, char *out, size_t room);
void from_hex(const char *hex, char *out, size_t room);
#endif
