/* A PKCS#11 module in front of a real one (FAULT_MODULE: its path) of which one call goes wrong, as fault-call.h says.
 * FAULT_TWIN: serial number of the token that is shown. FAULT_TWIN_WAY: another of the real module's is hidden until it is swapped
 * in ("swap") or stands beside it ("beside"), with the same serial number and label. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

#include "pkcs11.h"

#include "fault-call.h"

static CK_FUNCTION_LIST real, wrapped;

/* Sessions as the host knows them, and those of the real module behind them: another token's once it was swapped. */
enum { MOST_SESSIONS = 256, MOST_OBJECTS = 4096 };
static struct { CK_SESSION_HANDLE real; CK_FLAGS flags; int is_open; } sessions[MOST_SESSIONS];
static CK_SLOT_ID own_slot, twin_slot;
static int has_own, has_twin;
static char pin_typed[256];
static CK_ULONG pin_length;
static int is_logged_in;
/* Objects that were found before the swap are not there after it. */
static CK_OBJECT_HANDLE stale_objects[MOST_OBJECTS];
static unsigned stale_count, known_count;

static int is_swapped(void) { return shared->kind == SWAP && shared->fired; }

static CK_SESSION_HANDLE to_real(CK_SESSION_HANDLE session) {
  if (!has_own) return session;
  return session >= 1 && session < MOST_SESSIONS && sessions[session].is_open ? sessions[session].real : 0;
}

static void know_object(CK_OBJECT_HANDLE object) {
  if (known_count < MOST_OBJECTS) stale_objects[known_count++] = object;
}

static CK_OBJECT_HANDLE to_object(CK_OBJECT_HANDLE object) {
  for (unsigned at = 0; at < stale_count; at++)
    if (stale_objects[at] == object) return 0;
  return object;
}

static void find_slots(void) {
  const char *serial = getenv("FAULT_TWIN");
  CK_SLOT_ID slots[16];
  CK_ULONG count = 16;
  if (serial == NULL || has_own || real.C_GetSlotList(CK_TRUE, slots, &count) != CKR_OK) return;
  for (CK_ULONG at = 0; at < count; at++) {
    CK_TOKEN_INFO info;
    if (real.C_GetTokenInfo(slots[at], &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
    int is_own = strncmp((char *)info.serialNumber, serial, strlen(serial)) == 0;
    if (is_own) own_slot = slots[at], has_own = 1;
    else twin_slot = slots[at], has_twin = 1;
  }
}

static int stands_beside(void) {
  const char *way = getenv("FAULT_TWIN_WAY");
  return has_twin && way != NULL && strcmp(way, "beside") == 0;
}

static CK_SLOT_ID to_slot(CK_SLOT_ID slot) { return has_twin && is_swapped() && slot == own_slot ? twin_slot : slot; }

/* The other token stands where the first one was, its sessions open and its user logged in: nobody is told. */
static void swap_token(void) {
  find_slots();
  if (!has_twin) return;
  stale_count = known_count;
  real.C_CloseAllSessions(own_slot);
  int was_logged_in = is_logged_in;
  for (unsigned at = 1; at < MOST_SESSIONS; at++) {
    if (!sessions[at].is_open) continue;
    real.C_OpenSession(twin_slot, sessions[at].flags, NULL, NULL, &sessions[at].real);
    if (was_logged_in) real.C_Login(sessions[at].real, CKU_USER, (CK_UTF8CHAR_PTR)pin_typed, pin_length);
    was_logged_in = 0;
  }
}

static CK_RV list_slots(CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR count) {
  CK_RV result = real.C_GetSlotList(present, slots, count);
  if (getenv("FAULT_TWIN") == NULL) return result;
  find_slots();
  CK_ULONG most = slots == NULL ? 2 : *count, kept = 0;
  CK_SLOT_ID shown[2] = {own_slot, twin_slot};
  CK_ULONG all = stands_beside() ? 2 : 1;
  for (; kept < all && kept < most; kept++)
    if (slots != NULL) slots[kept] = shown[kept];
  *count = all;
  return CKR_OK;
}

static CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  CK_RV result = real.C_GetTokenInfo(to_slot(slot), info);
  const char *serial = getenv("FAULT_TWIN");
  if (result != CKR_OK || serial == NULL) return result;
  memset(info->serialNumber, ' ', sizeof info->serialNumber);
  memcpy(info->serialNumber, serial, strlen(serial));
  return result;
}

static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR app, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session) {
  CK_RV result = real.C_OpenSession(to_slot(slot), flags, app, notify, session);
  if (!has_own || result != CKR_OK) return result;
  for (unsigned at = 1; at < MOST_SESSIONS; at++) {
    if (sessions[at].is_open) continue;
    sessions[at].real = *session;
    sessions[at].flags = flags;
    sessions[at].is_open = 1;
    *session = at;
    return CKR_OK;
  }
  return CKR_SESSION_COUNT;
}

static CK_RV close_session(CK_SESSION_HANDLE session) {
  CK_RV result = real.C_CloseSession(to_real(session));
  if (has_own && session < MOST_SESSIONS) sessions[session].is_open = 0;
  return result;
}

static CK_RV log_in(CK_SESSION_HANDLE session, CK_USER_TYPE type, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  CK_RV result = real.C_Login(to_real(session), type, pin, length);
  if (result == CKR_OK && length < sizeof pin_typed) {
    memcpy(pin_typed, pin, length);
    pin_length = length;
    is_logged_in = 1;
  }
  return result;
}

static CK_RV log_out(CK_SESSION_HANDLE session) {
  is_logged_in = 0;
  return real.C_Logout(to_real(session));
}

static CK_RV find_objects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR objects, CK_ULONG most, CK_ULONG_PTR count) {
  CK_RV result = real.C_FindObjects(to_real(session), objects, most, count);
  if (has_own && result == CKR_OK && !is_swapped())
    for (CK_ULONG at = 0; at < *count; at++) know_object(objects[at]);
  return result;
}

/* `zero` spoils what the call gives back. `call` is what is called where nothing is wrong. */
#define WRAP_AS(name, call, parameters, arguments, zero) \
  static CK_RV wrapped_##name parameters {             \
    unsigned kind = enter(#name);                      \
    if (kind == FAIL) return shared->code;             \
    if (kind == LIE) { zero; return CKR_OK; }          \
    CK_RV result = call arguments;                     \
    if (kind == ZERO) { zero; }                        \
    return leave(kind, result);                        \
  }
#define WRAP(name, parameters, arguments, zero) WRAP_AS(name, real.name, parameters, arguments, zero)

static void zero_attributes(CK_ATTRIBUTE_PTR list, CK_ULONG count) {
  for (CK_ULONG at = 0; at < count; at++)
    if (list[at].pValue != NULL) memset(list[at].pValue, 0, list[at].ulValueLen);
}

WRAP(C_Initialize, (CK_VOID_PTR args), (args), )
WRAP(C_Finalize, (CK_VOID_PTR reserved), (reserved), )
WRAP_AS(C_GetSlotList, list_slots, (CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR count), (present, slots, count), *count = 0)
WRAP_AS(C_GetTokenInfo, token_info, (CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info), (slot, info), memset(info, 0, sizeof *info))
WRAP(C_GetMechanismList, (CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR list, CK_ULONG_PTR count), (to_slot(slot), list, count), *count = 0)
WRAP(C_GetMechanismInfo, (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR info), (to_slot(slot), type, info), memset(info, 0, sizeof *info))
WRAP_AS(C_OpenSession, open_session, (CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR app, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session), (slot, flags, app, notify, session), *session = 0)
WRAP_AS(C_CloseSession, close_session, (CK_SESSION_HANDLE session), (session), )
WRAP(C_GetSessionInfo, (CK_SESSION_HANDLE session, CK_SESSION_INFO_PTR info), (to_real(session), info), memset(info, 0, sizeof *info))
WRAP_AS(C_Login, log_in, (CK_SESSION_HANDLE session, CK_USER_TYPE type, CK_UTF8CHAR_PTR pin, CK_ULONG length), (session, type, pin, length), )
WRAP_AS(C_Logout, log_out, (CK_SESSION_HANDLE session), (session), )
WRAP(C_SetPIN, (CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR old, CK_ULONG old_length, CK_UTF8CHAR_PTR new, CK_ULONG new_length), (to_real(session), old, old_length, new, new_length), )
WRAP(C_FindObjectsInit, (CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count), (to_real(session), template, count), )
WRAP_AS(C_FindObjects, find_objects, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR objects, CK_ULONG most, CK_ULONG_PTR count), (session, objects, most, count), *count = 0)
WRAP(C_FindObjectsFinal, (CK_SESSION_HANDLE session), (to_real(session)), )
WRAP(C_GetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR template, CK_ULONG count), (to_real(session), to_object(object), template, count), zero_attributes(template, count))
WRAP(C_SetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR template, CK_ULONG count), (to_real(session), to_object(object), template, count), )
WRAP(C_CreateObject, (CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count, CK_OBJECT_HANDLE_PTR object), (to_real(session), template, count, object), *object = 0)
WRAP(C_DestroyObject, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object), (to_real(session), to_object(object)), )
WRAP(C_SignInit, (CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key), (to_real(session), mechanism, to_object(key)), )
WRAP(C_Sign, (CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature, CK_ULONG_PTR size), (to_real(session), data, length, signature, size), memset(signature, 0, *size))

static CK_RV wrapped_C_GenerateKeyPair(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR public_template, CK_ULONG public_count, CK_ATTRIBUTE_PTR private_template, CK_ULONG private_count, CK_OBJECT_HANDLE_PTR public_key, CK_OBJECT_HANDLE_PTR private_key) {
  unsigned kind = enter("C_GenerateKeyPair");
  if (kind == FAIL) return shared->code;
  if (kind != LIE) {
    CK_RV result = real.C_GenerateKeyPair(to_real(session), mechanism, public_template, public_count, private_template, private_count, public_key, private_key);
    if (kind == TEAR_PRIVATE || kind == TEAR_PUBLIC) {
      real.C_DestroyObject(to_real(session), kind == TEAR_PRIVATE ? *private_key : *public_key);
      raise(SIGKILL);
    }
    if (kind != ZERO) return leave(kind, result);
  }
  *public_key = *private_key = 0;
  return CKR_OK;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  if (shared == NULL) {
    on_swap = swap_token;
    void *module = dlopen(getenv("FAULT_MODULE"), RTLD_NOW | RTLD_LOCAL);
    if (module == NULL || !open_state()) return CKR_GENERAL_ERROR;
    CK_C_GetFunctionList get_list = (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList");
    CK_FUNCTION_LIST_PTR inner;
    if (get_list == NULL || get_list(&inner) != CKR_OK) return CKR_GENERAL_ERROR;
    real = wrapped = *inner;
    wrapped.C_GetFunctionList = C_GetFunctionList;
#define USE(name) wrapped.name = wrapped_##name
    USE(C_Initialize); USE(C_Finalize); USE(C_GetSlotList); USE(C_GetTokenInfo); USE(C_GetMechanismList);
    USE(C_GetMechanismInfo); USE(C_OpenSession); USE(C_CloseSession); USE(C_GetSessionInfo); USE(C_Login); USE(C_Logout); USE(C_SetPIN);
    USE(C_FindObjectsInit); USE(C_FindObjects); USE(C_FindObjectsFinal); USE(C_GetAttributeValue);
    USE(C_SetAttributeValue); USE(C_CreateObject); USE(C_DestroyObject); USE(C_SignInit); USE(C_Sign);
    USE(C_GenerateKeyPair);
  }
  *list = &wrapped;
  return CKR_OK;
}
