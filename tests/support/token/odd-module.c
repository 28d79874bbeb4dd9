/* A PKCS#11 module that passes every call on to a real one (ODD_MODULE) and leaves the standard where vendors' drivers do:
 * words in ODD_QUIRKS, with commas.
 *   ignores-values     C_FindObjectsInit looks at CKA_CLASS alone
 *   ignores-template   it finds every object, whatever is looked for
 *   finds-twice        C_FindObjects gives every object twice
 *   one-by-one         C_FindObjects gives one object a call
 *   unavailable-ok     an attribute that is missing or kept secret is CK_UNAVAILABLE_INFORMATION beside CKR_OK
 *   unavailable-empty  such an attribute has no octets, beside CKR_OK
 *   unavailable-fails  asking for such an attribute is CKR_GENERAL_ERROR
 *   hides-modulus      private keys do not show CKA_MODULUS
 *   fixed-attributes   C_SetAttributeValue is CKR_FUNCTION_NOT_SUPPORTED */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "pkcs11.h"

static CK_FUNCTION_LIST real;
static CK_FUNCTION_LIST odd;

static int has_quirk(const char *name) {
  const char *list = getenv("ODD_QUIRKS");
  size_t length = strlen(name);
  for (const char *at = list; at != NULL && (at = strstr(at, name)) != NULL; at += length)
    if ((at == list || at[-1] == ',') && (at[length] == ',' || at[length] == '\0')) return 1;
  return 0;
}

static CK_RV odd_C_FindObjectsInit(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count) {
  if (has_quirk("ignores-template")) return real.C_FindObjectsInit(session, NULL, 0);
  for (CK_ULONG i = 0; i < count && has_quirk("ignores-values"); i++)
    if (template[i].type == CKA_CLASS) return real.C_FindObjectsInit(session, template + i, 1);
  return real.C_FindObjectsInit(session, template, count);
}

static CK_RV odd_C_FindObjects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR objects, CK_ULONG room, CK_ULONG_PTR count) {
  CK_ULONG asked = has_quirk("one-by-one") && room > 1 ? 1 : has_quirk("finds-twice") && room > 1 ? room / 2 : room;
  CK_RV result = real.C_FindObjects(session, objects, asked, count);
  if (result != CKR_OK || !has_quirk("finds-twice") || room < 2) return result;
  memcpy(objects + *count, objects, *count * sizeof *objects);
  *count *= 2;
  return CKR_OK;
}

static int is_private_key(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object) {
  CK_OBJECT_CLASS class = 0;
  CK_ATTRIBUTE asked = {CKA_CLASS, &class, sizeof class};
  return real.C_GetAttributeValue(session, object, &asked, 1) == CKR_OK && class == CKO_PRIVATE_KEY;
}

static CK_RV odd_C_GetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR template, CK_ULONG count) {
  CK_RV result = real.C_GetAttributeValue(session, object, template, count);
  for (CK_ULONG i = 0; i < count; i++)
    if (template[i].type == CKA_MODULUS && has_quirk("hides-modulus") && is_private_key(session, object)) {
      template[i].ulValueLen = CK_UNAVAILABLE_INFORMATION;
      result = CKR_ATTRIBUTE_TYPE_INVALID;
    }
  if (result != CKR_ATTRIBUTE_TYPE_INVALID && result != CKR_ATTRIBUTE_SENSITIVE) return result;
  if (has_quirk("unavailable-fails")) return CKR_GENERAL_ERROR;
  if (has_quirk("unavailable-ok")) return CKR_OK;
  if (!has_quirk("unavailable-empty")) return result;
  for (CK_ULONG i = 0; i < count; i++)
    if (template[i].ulValueLen == CK_UNAVAILABLE_INFORMATION) template[i].ulValueLen = 0;
  return CKR_OK;
}

static CK_RV odd_C_SetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR template, CK_ULONG count) {
  return has_quirk("fixed-attributes") ? CKR_FUNCTION_NOT_SUPPORTED : real.C_SetAttributeValue(session, object, template, count);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  if (odd.version.major == 0) {
    void *module = dlopen(getenv("ODD_MODULE"), RTLD_NOW | RTLD_LOCAL);
    CK_C_GetFunctionList get_list = module == NULL ? NULL : (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList");
    CK_FUNCTION_LIST_PTR inner;
    if (get_list == NULL || get_list(&inner) != CKR_OK) return CKR_GENERAL_ERROR;
    real = odd = *inner;
    odd.C_GetFunctionList = C_GetFunctionList;
    odd.C_FindObjectsInit = odd_C_FindObjectsInit;
    odd.C_FindObjects = odd_C_FindObjects;
    odd.C_GetAttributeValue = odd_C_GetAttributeValue;
    odd.C_SetAttributeValue = odd_C_SetAttributeValue;
  }
  *list = &odd;
  return CKR_OK;
}
