/* A PKCS#11 module that passes every call on to a real one and misbehaves on command, as vendors' drivers do.
 * SHIM_MODULE: path of the real module. SHIM_CONTROL: folder looked at before each wrapped call:
 *   pulled            the token is out: no slots, every call but C_Initialize CKR_DEVICE_REMOVED
 *   fail-C_Name       return the decimal CKR value in the file
 *   once-C_Name       the same, for one call: the file is removed
 *   crash-C_Name      abort the process
 *   hang-C_Name       never return
 *   delay-C_Name      wait the decimal milliseconds in the file, then go on
 *   lie-C_Name        do nothing and answer CKR_OK
 *   pull-after-C_Name go on, then make `pulled`
 *   count-C_Name      a byte is added to the file at each call
 *   wants-flags       C_Initialize takes no other: a decimal number, or null for no arguments; else CKR_CANT_LOCK
 *   chatter           print on stdout before every call
 *   flags, unset-flags  decimal bits to set in CK_TOKEN_INFO.flags, or to clear
 *   serial, label, manufacturer  what every token shows
 *   absent            serial number of a token that is not plugged in
 * A token that counts, which SoftHSM does not:
 *   tries             how often in a row the user PIN may be wrong; `admin-tries` the administrator's
 *   (tries-left, admin-tries-left are its own notes)
 * A card as OpenSC shows it, whose administrator is no more than a PUK:
 *   puk               C_Login of the administrator takes anything, C_InitPIN looks at it: the PUK, or the word none where the
 *                     card has none (then C_InitPIN answers CKR_GENERAL_ERROR)
 * A reader with a pad:
 *   pad               the PIN that is typed on it when it asks for the user's, or the word cancel; sets the flag
 *   pad-admin         the administrator's; pad-new the new one
 *   (pin-sent is made when a PIN comes by the call all the same, empty-pin when an empty one comes without a pad) */
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

static void write_control(const char *name, const char *text, const char *mode) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", getenv("SHIM_CONTROL"), name);
  FILE *file = fopen(path, mode);
  if (file == NULL) return;
  fputs(text, file);
  fclose(file);
}

static void remove_control(const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", getenv("SHIM_CONTROL"), name);
  remove(path);
}

static void count_call(const char *name) {
  char text[64], file[128];
  if (!read_control("count-", name, text, sizeof text)) return;
  snprintf(file, sizeof file, "count-%s", name);
  write_control(file, ".", "a");
}

/* Whether the call is to end here, and with what. */
static int intercept(const char *name, CK_RV *result) {
  char text[64];
  count_call(name);
  if (read_control("", "chatter", text, sizeof text)) {
    printf("driver: %s called\n", name);
    fflush(stdout);
  }
  /* A library starts whether or not a token is plugged in. */
  if (strcmp(name, "C_Initialize") != 0 && read_control("", "pulled", text, sizeof text)) {
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
  if (read_control("once-", name, text, sizeof text)) {
    char file[128];
    snprintf(file, sizeof file, "once-%s", name);
    remove_control(file);
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
  if (read_control("pull-after-", name, text, sizeof text)) write_control("pulled", "", "w");
  return result;
}

/* Tries left of a PIN that is counted; -1 for one that is not. */
static long read_tries(const char *name) {
  char text[64];
  if (!read_control("", name, text, sizeof text)) return -1;
  long tries = atol(text);
  if (read_control(name, "-left", text, sizeof text)) tries = atol(text);
  return tries;
}

static void count_try(const char *name, CK_RV result) {
  char text[64], left[64];
  long tries = read_tries(name);
  if (tries < 0) return;
  snprintf(left, sizeof left, "%s-left", name);
  if (result == CKR_OK) remove_control(left);
  if (result != CKR_PIN_INCORRECT) return;
  snprintf(text, sizeof text, "%ld", tries > 0 ? tries - 1 : 0);
  write_control(left, text, "w");
}

static CK_FLAGS flags_of(const char *name, CK_FLAGS low, CK_FLAGS last, CK_FLAGS locked) {
  char text[64];
  long tries = read_tries(name);
  if (tries < 0 || !read_control("", name, text, sizeof text) || tries >= atol(text)) return 0;
  return tries == 0 ? locked : tries == 1 ? low | last : low;
}

/* Puts what is typed on the pad in the place of a PIN. Not 0: what the call answers instead. */
static CK_RV ask_pad(const char *name, char *typed, size_t size, CK_UTF8CHAR_PTR *pin, CK_ULONG *length) {
  char text[64];
  if (!read_control("", "pad", text, sizeof text)) {
    if (*length == 0) write_control("empty-pin", "", "w");
    return CKR_OK;
  }
  if (*length != 0) {
    write_control("pin-sent", "", "w");
    return CKR_ARGUMENTS_BAD;
  }
  if (!read_control("", name, typed, size) || strcmp(typed, "cancel") == 0) return CKR_FUNCTION_CANCELED;
  *pin = (CK_UTF8CHAR_PTR)typed;
  *length = strlen(typed);
  return CKR_OK;
}

#define WRAP(name, parameters, arguments)              \
  static CK_RV shim_##name parameters {                \
    CK_RV result;                                      \
    if (intercept(#name, &result)) return result;      \
    return finish(#name, real.name arguments);         \
  }

static CK_RV shim_C_Initialize(CK_VOID_PTR arguments) {
  CK_RV result;
  char text[64];
  if (intercept("C_Initialize", &result)) return result;
  if (read_control("", "wants-flags", text, sizeof text)) {
    if (strcmp(text, "null") == 0 ? arguments != NULL
                                  : arguments == NULL || ((CK_C_INITIALIZE_ARGS_PTR)arguments)->flags != strtoul(text, NULL, 10))
      return CKR_CANT_LOCK;
  }
  return real.C_Initialize(arguments);
}

WRAP(C_OpenSession, (CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR app, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session), (slot, flags, app, notify, session))
/* What C_Login of the administrator was given on a card whose PUK is looked at by C_InitPIN only. */
static char puk_given[64];

static CK_RV shim_C_Login(CK_SESSION_HANDLE session, CK_USER_TYPE type, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  CK_RV result;
  char typed[64];
  const char *counter = type == CKU_SO ? "admin-tries" : "tries";
  if (intercept("C_Login", &result)) return result;
  result = ask_pad(type == CKU_SO ? "pad-admin" : "pad", typed, sizeof typed, &pin, &length);
  if (result != CKR_OK) return result;
  if (type == CKU_SO && read_control("", "puk", typed, sizeof typed)) {
    snprintf(puk_given, sizeof puk_given, "%.*s", (int)length, (const char *)pin);
    return CKR_OK;
  }
  if (read_tries(counter) == 0) return CKR_PIN_LOCKED;
  result = real.C_Login(session, type, pin, length);
  count_try(counter, result);
  return finish("C_Login", result);
}

static CK_RV shim_C_SetPIN(CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR old, CK_ULONG old_length, CK_UTF8CHAR_PTR new, CK_ULONG new_length) {
  CK_RV result;
  char typed[64], typed_new[64];
  if (intercept("C_SetPIN", &result)) return result;
  result = ask_pad("pad", typed, sizeof typed, &old, &old_length);
  if (result == CKR_OK) result = ask_pad("pad-new", typed_new, sizeof typed_new, &new, &new_length);
  if (result != CKR_OK) return result;
  if (read_tries("tries") == 0) return CKR_PIN_LOCKED;
  result = real.C_SetPIN(session, old, old_length, new, new_length);
  count_try("tries", result);
  return finish("C_SetPIN", result);
}

static CK_RV shim_C_InitPIN(CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  CK_RV result;
  char typed[64];
  if (intercept("C_InitPIN", &result)) return result;
  result = ask_pad("pad-new", typed, sizeof typed, &pin, &length);
  if (result != CKR_OK) return result;
  if (read_control("", "puk", typed, sizeof typed)) {
    if (strcmp(typed, "none") == 0) return CKR_GENERAL_ERROR;
    if (read_tries("admin-tries") == 0) return CKR_PIN_LOCKED;
    result = strcmp(typed, puk_given) == 0 ? CKR_OK : CKR_PIN_INCORRECT;
    count_try("admin-tries", result);
    if (result == CKR_OK) result = real.C_Login(session, CKU_SO, (CK_UTF8CHAR_PTR) "12345678", 8);
    if (result != CKR_OK) return result;
  }
  result = real.C_InitPIN(session, pin, length);
  count_try("tries", result);
  return finish("C_InitPIN", result);
}

WRAP(C_FindObjectsInit, (CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count), (session, template, count))
WRAP(C_GetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR template, CK_ULONG count), (session, object, template, count))
WRAP(C_CreateObject, (CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count, CK_OBJECT_HANDLE_PTR object), (session, template, count, object))
WRAP(C_DestroyObject, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object), (session, object))
WRAP(C_SignInit, (CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key), (session, mechanism, key))
WRAP(C_Sign, (CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature, CK_ULONG_PTR size), (session, data, length, signature, size))
WRAP(C_GenerateKeyPair, (CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR public_template, CK_ULONG public_count, CK_ATTRIBUTE_PTR private_template, CK_ULONG private_count, CK_OBJECT_HANDLE_PTR public_key, CK_OBJECT_HANDLE_PTR private_key), (session, mechanism, public_template, public_count, private_template, private_count, public_key, private_key))

static void pad_text(CK_UTF8CHAR *field, size_t size, const char *text) {
  size_t length = strlen(text);
  memset(field, ' ', size);
  memcpy(field, text, length < size ? length : size);
}

static int is_absent(CK_SLOT_ID slot) {
  char text[64];
  CK_TOKEN_INFO info;
  CK_UTF8CHAR serial[sizeof info.serialNumber];
  if (!read_control("", "absent", text, sizeof text)) return 0;
  pad_text(serial, sizeof serial, text);
  return real.C_GetTokenInfo(slot, &info) == CKR_OK && memcmp(serial, info.serialNumber, sizeof serial) == 0;
}

static CK_RV shim_C_GetSlotList(CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR count) {
  CK_RV result;
  char text[64];
  CK_SLOT_ID found[256];
  CK_ULONG total = 256, kept = 0;
  if (read_control("", "pulled", text, sizeof text)) {
    count_call("C_GetSlotList");
    *count = 0;
    return CKR_OK;
  }
  if (intercept("C_GetSlotList", &result)) return result;
  /* Both calls of the pair: SoftHSM looks at its folder when it is asked for the number. */
  if (slots == NULL) real.C_GetSlotList(present, NULL, &total);
  total = 256;
  result = real.C_GetSlotList(present, found, &total);
  if (result != CKR_OK) return result;
  for (CK_ULONG at = 0; at < total; at++)
    if (!is_absent(found[at])) found[kept++] = found[at];
  if (slots != NULL && *count < kept) result = CKR_BUFFER_TOO_SMALL;
  else if (slots != NULL) memcpy(slots, found, kept * sizeof *slots);
  *count = kept;
  return finish("C_GetSlotList", result);
}

static CK_RV shim_C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  CK_RV result;
  char text[64];
  if (intercept("C_GetTokenInfo", &result)) return result;
  result = real.C_GetTokenInfo(slot, info);
  if (result != CKR_OK) return result;
  if (read_control("", "flags", text, sizeof text)) info->flags |= strtoul(text, NULL, 10);
  if (read_control("", "unset-flags", text, sizeof text)) info->flags &= ~strtoul(text, NULL, 10);
  if (read_control("", "manufacturer", text, sizeof text)) pad_text(info->manufacturerID, sizeof info->manufacturerID, text);
  if (read_control("", "pad", text, sizeof text)) info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  info->flags |= flags_of("tries", CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_LOCKED);
  info->flags |= flags_of("admin-tries", CKF_SO_PIN_COUNT_LOW, CKF_SO_PIN_FINAL_TRY, CKF_SO_PIN_LOCKED);
  if (read_control("", "serial", text, sizeof text)) pad_text(info->serialNumber, sizeof info->serialNumber, text);
  if (read_control("", "label", text, sizeof text)) pad_text(info->label, sizeof info->label, text);
  return finish("C_GetTokenInfo", result);
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
    shim.C_Initialize = shim_C_Initialize;
    shim.C_GetSlotList = shim_C_GetSlotList;
    shim.C_GetTokenInfo = shim_C_GetTokenInfo;
    shim.C_OpenSession = shim_C_OpenSession;
    shim.C_Login = shim_C_Login;
    shim.C_SetPIN = shim_C_SetPIN;
    shim.C_InitPIN = shim_C_InitPIN;
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
