/* NSS's software token as a PKCS#11 module of its own. NSS gives it the place of its database in a field that the standard's
 * CK_C_INITIALIZE_ARGS does not have, so no other program can load it as it is.
 *   NSS_MODULE   path of libsoftokn3        NSS_PARAMETERS   what NSS itself would say */
#include <dlfcn.h>
#include <stdlib.h>

#include "pkcs11.h"

typedef struct {
  CK_CREATEMUTEX CreateMutex;
  CK_DESTROYMUTEX DestroyMutex;
  CK_LOCKMUTEX LockMutex;
  CK_UNLOCKMUTEX UnlockMutex;
  CK_FLAGS flags;
  const char *parameters;
  CK_VOID_PTR reserved;
} NssArguments;

static CK_FUNCTION_LIST real;
static CK_FUNCTION_LIST shim;

static CK_RV initialize(CK_VOID_PTR given) {
  NssArguments arguments = {0};
  arguments.flags = given == NULL ? 0 : ((CK_C_INITIALIZE_ARGS_PTR)given)->flags;
  arguments.parameters = getenv("NSS_PARAMETERS");
  return real.C_Initialize(&arguments);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  void *module = dlopen(getenv("NSS_MODULE"), RTLD_NOW | RTLD_LOCAL);
  CK_C_GetFunctionList get_list = module ? (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList") : NULL;
  CK_FUNCTION_LIST_PTR inner;
  if (get_list == NULL || get_list(&inner) != CKR_OK) return CKR_GENERAL_ERROR;
  real = shim = *inner;
  shim.C_GetFunctionList = C_GetFunctionList;
  shim.C_Initialize = initialize;
  *list = &shim;
  return CKR_OK;
}
