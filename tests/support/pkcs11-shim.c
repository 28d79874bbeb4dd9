/* A PKCS#11 module that passes every call on to a real one and misbehaves on command, as vendors' drivers do.
 * SHIM_MODULE: path of the real module. SHIM_CONTROL: folder looked at before each wrapped call:
 *   pulled            the token is out: no slots, every call CKR_DEVICE_REMOVED
 *   fail-C_Name       return the decimal CKR value in the file
 *   crash-C_Name      abort the process
 *   hang-C_Name       never return
 *   delay-C_Name      wait the decimal milliseconds in the file, then go on
 *   lie-C_Name        do nothing and answer CKR_OK
 *   pull-after-C_Name go on, then make `pulled`
 *   chatter           print on stdout before every call
 *   flags             decimal bits to set in CK_TOKEN_INFO.flags
 *   serial            serial number that every token shows */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pkcs11.h"

static CK_FUNCTION_LIST real;
static CK_FUNCTION_LIST shim;

static int read_control(const char *prefix, const char *name, char *text, size_t size) {
  const char *folder = getenv("SHIM_CONTROL");
  char path[4096];
  if (folder == NULL) return 0;
  snprintf(path, sizeof path, "%s/%s%s", folder, prefix, name);
  FILE *file = fopen(path, "r");
  if (file == NULL) return 0;
  size_t length = fread(text, 1, size - 1, file);
  text[length] = 0;
  fclose(file);
  return 1;
}

/* Whether the call is to end here, and with what. */
static int intercept(const char *name, CK_RV *result) {
  char text[64];
  if (read_control("", "chatter", text, sizeof text)) {
    printf("driver: %s called\n", name);
    fflush(stdout);
  }
  if (read_control("", "pulled", text, sizeof text)) {
    *result = CKR_DEVICE_REMOVED;
    return 1;
  }
  if (read_control("delay-", name, text, sizeof text)) usleep((useconds_t)atol(text) * 1000);
  if (read_control("crash-", name, text, sizeof text)) abort();
  if (read_control("hang-", name, text, sizeof text)) for (;;) sleep(1000);
  if (read_control("fail-", name, text, sizeof text)) {
    *result = (CK_RV)strtoul(text, NULL, 10);
    return 1;
  }
  if (read_control("lie-", name, text, sizeof text)) {
    *result = CKR_OK;
    return 1;
  }
  return 0;
}

static CK_RV finish(const char *name, CK_RV result) {
  char text[64];
  if (read_control("pull-after-", name, text, sizeof text)) {
    char path[4096];
    snprintf(path, sizeof path, "%s/pulled", getenv("SHIM_CONTROL"));
    FILE *file = fopen(path, "w");
    if (file) fclose(file);
  }
  return result;
}

#define WRAP(name, parameters, arguments)              \
  static CK_RV shim_##name parameters {                \
    CK_RV result;                                      \
    if (intercept(#name, &result)) return result;      \
    return finish(#name, real.name arguments);         \
  }

WRAP(C_OpenSession, (CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR app, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session), (slot, flags, app, notify, session))
WRAP(C_Login, (CK_SESSION_HANDLE session, CK_USER_TYPE type, CK_UTF8CHAR_PTR pin, CK_ULONG length), (session, type, pin, length))
WRAP(C_FindObjectsInit, (CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count), (session, template, count))
WRAP(C_GetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR template, CK_ULONG count), (session, object, template, count))
WRAP(C_CreateObject, (CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count, CK_OBJECT_HANDLE_PTR object), (session, template, count, object))
WRAP(C_DestroyObject, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object), (session, object))
WRAP(C_SignInit, (CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key), (session, mechanism, key))
WRAP(C_Sign, (CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature, CK_ULONG_PTR size), (session, data, length, signature, size))
WRAP(C_GenerateKeyPair, (CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR public_template, CK_ULONG public_count, CK_ATTRIBUTE_PTR private_template, CK_ULONG private_count, CK_OBJECT_HANDLE_PTR public_key, CK_OBJECT_HANDLE_PTR private_key), (session, mechanism, public_template, public_count, private_template, private_count, public_key, private_key))

static CK_RV shim_C_GetSlotList(CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR count) {
  CK_RV result;
  char text[64];
  if (read_control("", "pulled", text, sizeof text)) {
    *count = 0;
    return CKR_OK;
  }
  if (intercept("C_GetSlotList", &result)) return result;
  return finish("C_GetSlotList", real.C_GetSlotList(present, slots, count));
}

static CK_RV shim_C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  CK_RV result;
  char text[64];
  if (intercept("C_GetTokenInfo", &result)) return result;
  result = real.C_GetTokenInfo(slot, info);
  if (result == CKR_OK && read_control("", "flags", text, sizeof text)) info->flags |= strtoul(text, NULL, 10);
  if (result == CKR_OK && read_control("", "serial", text, sizeof text)) {
    memset(info->serialNumber, ' ', sizeof info->serialNumber);
    size_t length = strlen(text);
    memcpy(info->serialNumber, text, length < sizeof info->serialNumber ? length : sizeof info->serialNumber);
  }
  return result;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  if (shim.version.major == 0) {
    void *module = dlopen(getenv("SHIM_MODULE"), RTLD_NOW | RTLD_LOCAL);
    if (module == NULL) return CKR_GENERAL_ERROR;
    CK_C_GetFunctionList get_list = (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList");
    CK_FUNCTION_LIST_PTR inner;
    if (get_list == NULL || get_list(&inner) != CKR_OK) return CKR_GENERAL_ERROR;
    real = *inner;
    shim = *inner;
    shim.C_GetFunctionList = C_GetFunctionList;
    shim.C_GetSlotList = shim_C_GetSlotList;
    shim.C_GetTokenInfo = shim_C_GetTokenInfo;
    shim.C_OpenSession = shim_C_OpenSession;
    shim.C_Login = shim_C_Login;
    shim.C_FindObjectsInit = shim_C_FindObjectsInit;
    shim.C_GetAttributeValue = shim_C_GetAttributeValue;
    shim.C_CreateObject = shim_C_CreateObject;
    shim.C_DestroyObject = shim_C_DestroyObject;
    shim.C_SignInit = shim_C_SignInit;
    shim.C_Sign = shim_C_Sign;
    shim.C_GenerateKeyPair = shim_C_GenerateKeyPair;
  }
  *list = &shim;
  return CKR_OK;
}
