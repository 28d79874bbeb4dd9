/* The PKCS#11 header as each platform wants it: on Windows structures are packed by one byte (PKCS#11 base, "Platform- and
 * compiler-dependent directives"). */
#ifndef SOFT_TOKEN_CRYPTOKI_H
#define SOFT_TOKEN_CRYPTOKI_H
#ifdef _WIN32
#include <windows.h>
#pragma pack(push, cryptoki, 1)
#include "pkcs11.h"
#pragma pack(pop, cryptoki)
#define SOFT_TOKEN_EXPORT __declspec(dllexport)
#else
#include "pkcs11.h"
#define SOFT_TOKEN_EXPORT __attribute__((visibility("default")))
#endif
#endif
