/* What differs between Windows and Linux. The helper is for Windows; on Linux it runs so that it can be tested there. */
#ifndef HELPER_PLATFORM_H
#define HELPER_PLATFORM_H
#include <stddef.h>

#ifdef _WIN32
#include <windows.h>
/* PKCS#11 base, "Platform- and compiler-dependent directives": packed by one byte on Windows. */
#pragma pack(push, cryptoki, 1)
#include "pkcs11.h"
#pragma pack(pop, cryptoki)
#else
#include "pkcs11.h"
#endif

/* Takes standard input and output for messages; what a library prints goes to standard error from now on. */
void platform_take_streams(void);
/* 1 when all bytes were read; 0 at the end of the input. */
int platform_read(void *bytes, size_t length);
int platform_write(const void *bytes, size_t length);
typedef void (*Function)(void);
/* Loads the library that the command line names. 0, and the system's error number, when that fails. */
int platform_load(unsigned long *error);
/* A function of the library by its name; NULL when it has none such. */
Function platform_find(const char *name);
/* Overwrites in a way that no compiler leaves out. */
void platform_wipe(void *bytes, size_t length);
#endif
