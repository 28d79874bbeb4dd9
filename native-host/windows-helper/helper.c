/* The helper: loads one library of PKCS#11 or SKF and calls its functions for the host (protocol.h). One call at a time, no threads. */
#include <stdlib.h>

#include "message.h"
#include "protocol.h"
#include "skf.h"

/* A signature is never longer: RSA-4096 has 512 bytes. */
#define MAX_SIGNATURE 65536
/* Far more than a machine has readers, or a search finds at once. */
#define MAX_LIST 65536
#define MAX_ROUNDS 8

static CK_FUNCTION_LIST_PTR library;

typedef CK_RV (*ListSource)(CK_ULONG argument, CK_ULONG *list, CK_ULONG *count);

static CK_RV get_slots(CK_ULONG present, CK_ULONG *list, CK_ULONG *count) {
  return library->C_GetSlotList(present != 0, list, count);
}

static CK_RV get_mechanisms(CK_ULONG slot, CK_ULONG *list, CK_ULONG *count) {
  return library->C_GetMechanismList(slot, list, count);
}

/* First how many, then which: a driver looks at its readers anew in the first of the two calls. A list that grew between
 * them is asked for again, but not for ever. */
static void answer_list(ListSource source, CK_ULONG argument) {
  CK_ULONG count = 0;
  CK_ULONG *list = NULL;
  CK_RV result = CKR_BUFFER_TOO_SMALL;
  for (int round = 0; round < MAX_ROUNDS && result == CKR_BUFFER_TOO_SMALL; round++) {
    free(list);
    list = NULL;
    count = 0;
    result = source(argument, NULL, &count);
    if (result == CKR_OK && count > MAX_LIST) result = CKR_GENERAL_ERROR;
    if (result == CKR_OK && count > 0) {
      list = get_memory(sizeof(CK_ULONG) * count);
      result = source(argument, list, &count);
    }
  }
  begin_answer(result);
  if (result == CKR_OK) put_list(list, count);
  free(list);
}

static void answer_info(void) {
  CK_INFO info = {0};
  CK_RV result = library->C_GetInfo(&info);
  begin_answer(result);
  if (result != CKR_OK) return;
  put_bytes(info.manufacturerID, sizeof info.manufacturerID);
  put_bytes(info.libraryDescription, sizeof info.libraryDescription);
}

static void answer_token_info(void) {
  CK_TOKEN_INFO info = {0};
  CK_RV result = library->C_GetTokenInfo(take_ulong(), &info);
  begin_answer(result);
  if (result != CKR_OK) return;
  put_bytes(info.label, sizeof info.label);
  put_bytes(info.manufacturerID, sizeof info.manufacturerID);
  put_bytes(info.model, sizeof info.model);
  put_bytes(info.serialNumber, sizeof info.serialNumber);
  put_ulong(info.flags);
  put_ulong(info.ulMaxPinLen);
  put_ulong(info.ulMinPinLen);
  put_ulong(info.ulFreePublicMemory);
  put_ulong(info.ulFreePrivateMemory);
}

static void answer_mechanism_info(void) {
  CK_ULONG slot = take_ulong(), mechanism = take_ulong();
  CK_MECHANISM_INFO info = {0};
  CK_RV result = library->C_GetMechanismInfo(slot, mechanism, &info);
  begin_answer(result);
  if (result != CKR_OK) return;
  put_ulong(info.ulMinKeySize);
  put_ulong(info.ulMaxKeySize);
  put_ulong(info.flags);
}

static void answer_session_info(void) {
  CK_SESSION_INFO info = {0};
  CK_RV result = library->C_GetSessionInfo(take_ulong(), &info);
  begin_answer(result);
  if (result == CKR_OK) put_ulong(info.state);
}

/* All ones: the library is to get no structure at all. */
static void initialize(void) {
  CK_C_INITIALIZE_ARGS arguments = {0};
  arguments.flags = take_ulong();
  begin_answer(library->C_Initialize(arguments.flags == CK_UNAVAILABLE_INFORMATION ? NULL : &arguments));
}

static void answer_handle(CK_RV result, CK_ULONG handle) {
  begin_answer(result);
  if (result == CKR_OK) put_ulong(handle);
}

static void open_session(void) {
  CK_ULONG slot = take_ulong(), flags = take_ulong();
  CK_SESSION_HANDLE session = 0;
  CK_RV result = library->C_OpenSession(slot, flags, NULL, NULL, &session);
  answer_handle(result, session);
}

static void log_in(void) {
  CK_ULONG session = take_ulong(), user = take_ulong(), length;
  CK_BYTE_PTR pin = take_bytes(&length);
  begin_answer(library->C_Login(session, user, pin, length));
}

static void find_objects_init(void) {
  CK_ULONG session = take_ulong(), count;
  CK_ATTRIBUTE_PTR template = take_template(&count);
  begin_answer(library->C_FindObjectsInit(session, template, count));
  free(template);
}

static void find_objects(void) {
  CK_ULONG session = take_ulong(), most = take_ulong(), count = 0;
  if (most > MAX_LIST) most = MAX_LIST;
  CK_ULONG *found = get_memory(sizeof(CK_ULONG) * most);
  CK_RV result = library->C_FindObjects(session, found, most, &count);
  begin_answer(result);
  if (result == CKR_OK) put_list(found, count < most ? count : most);
  free(found);
}

static void get_attribute_value(void) {
  CK_ULONG session = take_ulong(), object = take_ulong(), count;
  CK_ATTRIBUTE_PTR template = take_types(&count);
  CK_RV result = library->C_GetAttributeValue(session, object, template, count);
  for (CK_ULONG i = 0; i < count && result == CKR_OK; i++) {
    if (template[i].ulValueLen > MAX_MESSAGE / 2) result = CKR_GENERAL_ERROR;
    else template[i].pValue = get_memory(template[i].ulValueLen);
  }
  if (result == CKR_OK) result = library->C_GetAttributeValue(session, object, template, count);
  begin_answer(result);
  if (result == CKR_OK) put_template(template, count);
  for (CK_ULONG i = 0; i < count; i++) free(template[i].pValue);
  free(template);
}

static void set_attribute_value(void) {
  CK_ULONG session = take_ulong(), object = take_ulong(), count;
  CK_ATTRIBUTE_PTR template = take_template(&count);
  begin_answer(library->C_SetAttributeValue(session, object, template, count));
  free(template);
}

static void create_object(void) {
  CK_ULONG session = take_ulong(), count;
  CK_ATTRIBUTE_PTR template = take_template(&count);
  CK_OBJECT_HANDLE object = 0;
  CK_RV result = library->C_CreateObject(session, template, count, &object);
  answer_handle(result, object);
  free(template);
}

static void destroy_object(void) {
  CK_ULONG session = take_ulong(), object = take_ulong();
  begin_answer(library->C_DestroyObject(session, object));
}

static void generate_key_pair(void) {
  CK_ULONG session = take_ulong(), public_count, private_count;
  CK_MECHANISM mechanism = take_mechanism();
  CK_ATTRIBUTE_PTR public_template = take_template(&public_count);
  CK_ATTRIBUTE_PTR private_template = take_template(&private_count);
  CK_OBJECT_HANDLE public_key = 0, private_key = 0;
  CK_RV result = library->C_GenerateKeyPair(session, &mechanism, public_template, public_count, private_template,
                                            private_count, &public_key, &private_key);
  answer_handle(result, public_key);
  if (result == CKR_OK) put_ulong(private_key);
  free(public_template);
  free(private_template);
}

static void sign_init(void) {
  CK_ULONG session = take_ulong();
  CK_MECHANISM mechanism = take_mechanism();
  begin_answer(library->C_SignInit(session, &mechanism, take_ulong()));
}

static void sign(void) {
  CK_ULONG session = take_ulong(), length;
  CK_BYTE_PTR data = take_bytes(&length);
  CK_ULONG room = take_ulong();
  if (room > MAX_SIGNATURE) room = MAX_SIGNATURE;
  CK_BYTE_PTR signature = get_memory(room);
  CK_RV result = library->C_Sign(session, data, length, signature, &room);
  begin_answer(result);
  if (result == CKR_OK) put_bytes(signature, room);
  free(signature);
}

static void init_pin(void) {
  CK_ULONG session = take_ulong(), length;
  CK_BYTE_PTR pin = take_bytes(&length);
  begin_answer(library->C_InitPIN(session, pin, length));
}

static void set_pin(void) {
  CK_ULONG session = take_ulong(), old_length, new_length;
  CK_BYTE_PTR old_pin = take_bytes(&old_length), new_pin = take_bytes(&new_length);
  begin_answer(library->C_SetPIN(session, old_pin, old_length, new_pin, new_length));
}

static void perform(uint8_t call) {
  if (call == CALL_SKF) return call_skf();
  if (library == NULL) exit(2);
  switch (call) {
    case CALL_INITIALIZE: initialize(); break;
    case CALL_FINALIZE: begin_answer(library->C_Finalize(NULL)); break;
    case CALL_GET_INFO: answer_info(); break;
    case CALL_GET_SLOT_LIST: answer_list(get_slots, take_u8()); break;
    case CALL_GET_TOKEN_INFO: answer_token_info(); break;
    case CALL_GET_MECHANISM_LIST: answer_list(get_mechanisms, take_ulong()); break;
    case CALL_GET_MECHANISM_INFO: answer_mechanism_info(); break;
    case CALL_GET_SESSION_INFO: answer_session_info(); break;
    case CALL_OPEN_SESSION: open_session(); break;
    case CALL_CLOSE_SESSION: begin_answer(library->C_CloseSession(take_ulong())); break;
    case CALL_LOGIN: log_in(); break;
    case CALL_LOGOUT: begin_answer(library->C_Logout(take_ulong())); break;
    case CALL_FIND_OBJECTS_INIT: find_objects_init(); break;
    case CALL_FIND_OBJECTS: find_objects(); break;
    case CALL_FIND_OBJECTS_FINAL: begin_answer(library->C_FindObjectsFinal(take_ulong())); break;
    case CALL_GET_ATTRIBUTE_VALUE: get_attribute_value(); break;
    case CALL_SET_ATTRIBUTE_VALUE: set_attribute_value(); break;
    case CALL_CREATE_OBJECT: create_object(); break;
    case CALL_DESTROY_OBJECT: destroy_object(); break;
    case CALL_GENERATE_KEY_PAIR: generate_key_pair(); break;
    case CALL_SIGN_INIT: sign_init(); break;
    case CALL_SIGN: sign(); break;
    case CALL_INIT_PIN: init_pin(); break;
    case CALL_SET_PIN: set_pin(); break;
    default: exit(2);
  }
}

static CK_FUNCTION_LIST_PTR find_functions(void) {
  CK_FUNCTION_LIST_PTR found = NULL;
  CK_C_GetFunctionList get = (CK_C_GetFunctionList)platform_find("C_GetFunctionList");
  return get != NULL && get(&found) == CKR_OK ? found : NULL;
}

int main(void) {
  unsigned long error = 0;
  platform_take_streams();
  int is_loaded = platform_load(&error);
  if (is_loaded) library = find_functions();
  int interfaces = (library == NULL ? 0 : HAS_PKCS11) | (is_loaded && has_skf() ? HAS_SKF : 0);
  begin_answer(interfaces == 0 ? (error == 0 ? 1 : error) : 0);
  put_u8(PROTOCOL_VERSION);
  put_u8(sizeof(CK_ULONG));
  put_u8((uint8_t)interfaces);
  if (!send_answer() || interfaces == 0) return 1;
  while (next_request()) {
    perform(take_u8());
    end_request();
    if (!send_answer()) return 0;
  }
  return 0;
}
