/* A PKCS#11 module in front of a real one that counts the calls of all its processes and does one thing wrong at one of them.
 * FAULT_MODULE: path of the real module. FAULT_STATE: a file that all processes share, as `struct state` below.
 * FAULT_LOG: a line is added for each call, "INDEX C_Name PID". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "pkcs11.h"

enum { NONE, FAIL, FAIL_AFTER, LIE, ZERO, KILL_DRIVER, KILL_DRIVER_AFTER, KILL_HOST, KILL_HOST_AFTER, KILL_BOTH_AFTER, HANG, SLOW, TEAR_PRIVATE, TEAR_PUBLIC };

struct state {
  unsigned count;  /* calls so far */
  unsigned at;     /* which one goes wrong, from 1; 0 for none */
  unsigned kind;   /* as in the enum */
  unsigned code;   /* of FAIL and FAIL_AFTER: the CKR value */
  unsigned fired;  /* set when it has */
};

static struct state *shared;
static CK_FUNCTION_LIST real, wrapped;
static pid_t host;

/* Never anybody else: an orphan's parent is not our host. */
static void kill_host(void) {
  if (getppid() == host) kill(host, SIGKILL);
}

/* Counts the call. @returns the kind of fault that it is to have */
static unsigned enter(const char *name) {
  unsigned index = __atomic_add_fetch(&shared->count, 1, __ATOMIC_SEQ_CST);
  int log = open(getenv("FAULT_LOG"), O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (log >= 0) {
    dprintf(log, "%u %s %d\n", index, name, (int)getpid());
    close(log);
  }
  if (shared->at != index) return NONE;
  shared->fired = 1;
  switch (shared->kind) {
    case KILL_DRIVER: raise(SIGKILL); break;
    case KILL_HOST: kill_host(); break;
    case HANG: for (;;) sleep(1000);
    case SLOW: nanosleep(&(struct timespec){1, 500000000}, NULL); break;
  }
  return shared->kind;
}

static CK_RV leave(unsigned kind, CK_RV result) {
  switch (kind) {
    case FAIL_AFTER: return shared->code;
    case KILL_DRIVER_AFTER: raise(SIGKILL); break;
    case KILL_HOST_AFTER: kill_host(); break;
    case KILL_BOTH_AFTER: kill_host(); raise(SIGKILL); break;
  }
  return result;
}

/* `zero` spoils what the call gives back. */
#define WRAP(name, parameters, arguments, zero)        \
  static CK_RV wrapped_##name parameters {             \
    unsigned kind = enter(#name);                      \
    if (kind == FAIL) return shared->code;             \
    if (kind == LIE) { zero; return CKR_OK; }          \
    CK_RV result = real.name arguments;                \
    if (kind == ZERO) { zero; }                        \
    return leave(kind, result);                        \
  }

static void zero_attributes(CK_ATTRIBUTE_PTR list, CK_ULONG count) {
  for (CK_ULONG at = 0; at < count; at++)
    if (list[at].pValue != NULL) memset(list[at].pValue, 0, list[at].ulValueLen);
}

WRAP(C_Initialize, (CK_VOID_PTR args), (args), )
WRAP(C_Finalize, (CK_VOID_PTR reserved), (reserved), )
WRAP(C_GetSlotList, (CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR count), (present, slots, count), *count = 0)
WRAP(C_GetTokenInfo, (CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info), (slot, info), memset(info, 0, sizeof *info))
WRAP(C_GetMechanismList, (CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR list, CK_ULONG_PTR count), (slot, list, count), *count = 0)
WRAP(C_GetMechanismInfo, (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR info), (slot, type, info), memset(info, 0, sizeof *info))
WRAP(C_OpenSession, (CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR app, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session), (slot, flags, app, notify, session), *session = 0)
WRAP(C_CloseSession, (CK_SESSION_HANDLE session), (session), )
WRAP(C_Login, (CK_SESSION_HANDLE session, CK_USER_TYPE type, CK_UTF8CHAR_PTR pin, CK_ULONG length), (session, type, pin, length), )
WRAP(C_Logout, (CK_SESSION_HANDLE session), (session), )
WRAP(C_SetPIN, (CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR old, CK_ULONG old_length, CK_UTF8CHAR_PTR new, CK_ULONG new_length), (session, old, old_length, new, new_length), )
WRAP(C_FindObjectsInit, (CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count), (session, template, count), )
WRAP(C_FindObjects, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR objects, CK_ULONG most, CK_ULONG_PTR count), (session, objects, most, count), *count = 0)
WRAP(C_FindObjectsFinal, (CK_SESSION_HANDLE session), (session), )
WRAP(C_GetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR template, CK_ULONG count), (session, object, template, count), zero_attributes(template, count))
WRAP(C_SetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR template, CK_ULONG count), (session, object, template, count), )
WRAP(C_CreateObject, (CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count, CK_OBJECT_HANDLE_PTR object), (session, template, count, object), *object = 0)
WRAP(C_DestroyObject, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object), (session, object), )
WRAP(C_SignInit, (CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key), (session, mechanism, key), )
WRAP(C_Sign, (CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature, CK_ULONG_PTR size), (session, data, length, signature, size), memset(signature, 0, *size))

static CK_RV wrapped_C_GenerateKeyPair(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR public_template, CK_ULONG public_count, CK_ATTRIBUTE_PTR private_template, CK_ULONG private_count, CK_OBJECT_HANDLE_PTR public_key, CK_OBJECT_HANDLE_PTR private_key) {
  unsigned kind = enter("C_GenerateKeyPair");
  if (kind == FAIL) return shared->code;
  if (kind != LIE) {
    CK_RV result = real.C_GenerateKeyPair(session, mechanism, public_template, public_count, private_template, private_count, public_key, private_key);
    if (kind == TEAR_PRIVATE || kind == TEAR_PUBLIC) {
      real.C_DestroyObject(session, kind == TEAR_PRIVATE ? *private_key : *public_key);
      raise(SIGKILL);
    }
    if (kind != ZERO) return leave(kind, result);
  }
  *public_key = *private_key = 0;
  return CKR_OK;
}

static int open_state(void) {
  int file = open(getenv("FAULT_STATE"), O_RDWR);
  if (file < 0) return 0;
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return shared != MAP_FAILED;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  if (shared == NULL) {
    host = getppid();
    void *module = dlopen(getenv("FAULT_MODULE"), RTLD_NOW | RTLD_LOCAL);
    if (module == NULL || !open_state()) return CKR_GENERAL_ERROR;
    CK_C_GetFunctionList get_list = (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList");
    CK_FUNCTION_LIST_PTR inner;
    if (get_list == NULL || get_list(&inner) != CKR_OK) return CKR_GENERAL_ERROR;
    real = wrapped = *inner;
    wrapped.C_GetFunctionList = C_GetFunctionList;
#define USE(name) wrapped.name = wrapped_##name
    USE(C_Initialize); USE(C_Finalize); USE(C_GetSlotList); USE(C_GetTokenInfo); USE(C_GetMechanismList);
    USE(C_GetMechanismInfo); USE(C_OpenSession); USE(C_CloseSession); USE(C_Login); USE(C_Logout); USE(C_SetPIN);
    USE(C_FindObjectsInit); USE(C_FindObjects); USE(C_FindObjectsFinal); USE(C_GetAttributeValue);
    USE(C_SetAttributeValue); USE(C_CreateObject); USE(C_DestroyObject); USE(C_SignInit); USE(C_Sign);
    USE(C_GenerateKeyPair);
  }
  *list = &wrapped;
  return CKR_OK;
}
