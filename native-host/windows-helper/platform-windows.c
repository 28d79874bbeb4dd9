/* The helper on Windows. */
#include "platform.h"

#include <shellapi.h>

static HANDLE input, output;

void platform_take_streams(void) {
  input = GetStdHandle(STD_INPUT_HANDLE);
  output = GetStdHandle(STD_OUTPUT_HANDLE);
  /* A library with a C runtime of its own asks for these when it is loaded, which comes later. */
  SetStdHandle(STD_OUTPUT_HANDLE, GetStdHandle(STD_ERROR_HANDLE));
  SetStdHandle(STD_INPUT_HANDLE, NULL);
}

int platform_read(void *bytes, size_t length) {
  char *at = bytes;
  while (length > 0) {
    DWORD count = 0;
    if (!ReadFile(input, at, (DWORD)length, &count, NULL) || count == 0) return 0;
    at += count;
    length -= count;
  }
  return 1;
}

int platform_write(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    DWORD count = 0;
    if (!WriteFile(output, at, (DWORD)length, &count, NULL)) return 0;
    at += count;
    length -= count;
  }
  return 1;
}

static HMODULE library;

int platform_load(unsigned long *error) {
  int count = 0;
  /* The command line as Windows has it, because a path may hold any character. */
  LPWSTR *arguments = CommandLineToArgvW(GetCommandLineW(), &count);
  *error = ERROR_INVALID_PARAMETER;
  if (arguments == NULL || count != 2) return 0;
  /* No box on screen when something that the library needs is missing; and what it needs lies beside it. */
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX | SEM_NOGPFAULTERRORBOX);
  library = LoadLibraryExW(arguments[1], NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
  *error = library == NULL ? GetLastError() : ERROR_PROC_NOT_FOUND;
  return library != NULL;
}

Function platform_find(const char *name) { return (Function)GetProcAddress(library, name); }

void platform_wipe(void *bytes, size_t length) { SecureZeroMemory(bytes, length); }
