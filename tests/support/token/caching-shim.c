/* SoftHSM as a module that reads the token once per process and writes it back whole from that memory, as OpenSC does with
 * the key directory of a card: what another process wrote meanwhile is lost at the next write. Its memory is a copy of
 * SoftHSM's folder, made at the first C_Initialize and kept to the end of the process.
 *   CACHE_MODULE   path of SoftHSM          CACHE_TOKENS   its folder of tokens */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pkcs11.h"

static CK_FUNCTION_LIST real;
static CK_FUNCTION_LIST shim;
static char memory[64];

static void run(const char *format) {
  char command[4096];
  snprintf(command, sizeof command, format, memory, getenv("CACHE_TOKENS"));
  if (system(command) != 0) abort();
}

static void forget(void) {
  run("rm -rf '%1$s' # %2$s");
}

static CK_RV initialize(CK_VOID_PTR arguments) {
  if (memory[0] == 0) {
    char configuration[128];
    snprintf(memory, sizeof memory, "/tmp/caching-shim-%d", (int)getpid());
    run("rm -rf '%1$s' && mkdir '%1$s' && cp -a '%2$s' '%1$s/tokens' && "
        "printf 'directories.tokendir = %1$s/tokens\\nobjectstore.backend = file\\n' > '%1$s/softhsm2.conf'");
    snprintf(configuration, sizeof configuration, "%s/softhsm2.conf", memory);
    setenv("SOFTHSM2_CONF", configuration, 1);
    atexit(forget);
  }
  return real.C_Initialize(arguments);
}

static CK_RV write_back(CK_RV result) {
  if (result == CKR_OK) run("rm -rf '%2$s'/* && cp -a '%1$s/tokens/.' '%2$s'");
  return result;
}

static CK_RV create_object(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count, CK_OBJECT_HANDLE_PTR object) {
  return write_back(real.C_CreateObject(session, template, count, object));
}

static CK_RV destroy_object(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object) {
  return write_back(real.C_DestroyObject(session, object));
}

static CK_RV set_attributes(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR template, CK_ULONG count) {
  return write_back(real.C_SetAttributeValue(session, object, template, count));
}

static CK_RV generate(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR public_template,
                      CK_ULONG public_count, CK_ATTRIBUTE_PTR private_template, CK_ULONG private_count,
                      CK_OBJECT_HANDLE_PTR public_key, CK_OBJECT_HANDLE_PTR private_key) {
  return write_back(real.C_GenerateKeyPair(session, mechanism, public_template, public_count, private_template,
                                           private_count, public_key, private_key));
}

static CK_RV set_pin(CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR old, CK_ULONG old_length, CK_UTF8CHAR_PTR new,
                     CK_ULONG new_length) {
  return write_back(real.C_SetPIN(session, old, old_length, new, new_length));
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  void *library = dlopen(getenv("CACHE_MODULE"), RTLD_NOW | RTLD_LOCAL);
  CK_C_GetFunctionList get_list = library ? (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList") : NULL;
  CK_FUNCTION_LIST_PTR found = NULL;
  if (get_list == NULL || get_list(&found) != CKR_OK) return CKR_GENERAL_ERROR;
  real = shim = *found;
  shim.C_Initialize = initialize;
  shim.C_CreateObject = create_object;
  shim.C_DestroyObject = destroy_object;
  shim.C_SetAttributeValue = set_attributes;
  shim.C_GenerateKeyPair = generate;
  shim.C_SetPIN = set_pin;
  *list = &shim;
  return CKR_OK;
}
