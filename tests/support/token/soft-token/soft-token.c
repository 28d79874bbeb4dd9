/* A PKCS#11 token in software, for tests: keys, certificates, PINs that lock, in folders that can be plugged and pulled.
 *
 * SOFT_TOKEN_DIR: each folder slot0 … slot7 in it is a reader with a token in it; renaming the folder pulls the token.
 * SOFT_TOKEN_SERIAL: serial number that C_InitToken gives; a random one otherwise.
 * SOFT_TOKEN_BYTES: the token's memory (65536).
 * SOFT_TOKEN_SM2, SOFT_TOKEN_LIBRARY: see sm2.h.
 * Both PINs have six tries. RSA-2048, P-256, and SM2 by a vendor's mechanisms. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cryptoki.h"
#include "port.h"
#include "sm2.h"
#include "store.h"

#define SLOTS 8
#define SESSIONS 64
#define TRIES 6
#define MIN_PIN 4
#define MAX_PIN 16
#define MAX_FOUND 512
/* Never shown: the public point beside an EC private key, which some crypto libraries want for signing. */
#define HIDDEN_POINT 0x80534f46u

typedef enum { LOGGED_OUT, LOGGED_IN_USER, LOGGED_IN_SO } LoginState;

typedef struct {
  int is_open, is_writable, is_finding;
  CK_SLOT_ID slot;
  uint32_t found[MAX_FOUND];
  int found_count, found_next;
  CK_MECHANISM_TYPE mechanism; /* 0: nothing is being signed */
  uint32_t key;
  uint8_t *data;
  size_t data_length;
} Session;

static int is_initialised;
static Token tokens[SLOTS];
static LoginState logins[SLOTS];
static Session sessions[SESSIONS];

/* --- slots ---------------------------------------------------------------------------------------------------------- */

static void name_folder(CK_SLOT_ID slot, char *path, size_t room) {
  const char *folder = getenv("SOFT_TOKEN_DIR");
  snprintf(path, room, "%s/slot%lu", folder == NULL ? "." : folder, (unsigned long)slot);
}

static void end_sessions(CK_SLOT_ID slot) {
  logins[slot] = LOGGED_OUT;
  for (int i = 0; i < SESSIONS; i++)
    if (sessions[i].is_open && sessions[i].slot == slot) {
      free(sessions[i].data);
      memset(&sessions[i], 0, sizeof sessions[i]);
    }
}

/* Reads the token anew, as another process may have written it; a pulled one loses its sessions. */
static CK_RV use_slot(CK_SLOT_ID slot, Token **token) {
  char folder[2048];
  if (!is_initialised) return CKR_CRYPTOKI_NOT_INITIALIZED;
  if (slot >= SLOTS) return CKR_SLOT_ID_INVALID;
  name_folder(slot, folder, sizeof folder);
  *token = &tokens[slot];
  if (load_token(folder, *token)) return CKR_OK;
  end_sessions(slot);
  return CKR_TOKEN_NOT_PRESENT;
}

static CK_RV save_slot(CK_SLOT_ID slot) {
  char folder[2048];
  name_folder(slot, folder, sizeof folder);
  return save_token(folder, &tokens[slot]) ? CKR_OK : CKR_DEVICE_ERROR;
}

static CK_RV use_session(CK_SESSION_HANDLE handle, Session **session, Token **token) {
  if (!is_initialised) return CKR_CRYPTOKI_NOT_INITIALIZED;
  if (handle == 0 || handle > SESSIONS || !sessions[handle - 1].is_open) return CKR_SESSION_HANDLE_INVALID;
  *session = &sessions[handle - 1];
  return use_slot((*session)->slot, token) == CKR_OK ? CKR_OK : CKR_DEVICE_REMOVED;
}

static size_t memory_size(void) {
  const char *text = getenv("SOFT_TOKEN_BYTES");
  return text == NULL ? 65536 : strtoul(text, NULL, 10);
}

static void pad(void *out, const char *text, size_t length) {
  size_t used = strlen(text);
  memset(out, ' ', length);
  memcpy(out, text, used < length ? used : length);
}

static CK_RV soft_Initialize(CK_VOID_PTR arguments) {
  (void)arguments;
  if (is_initialised) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  is_initialised = 1;
  return CKR_OK;
}

static CK_RV soft_Finalize(CK_VOID_PTR reserved) {
  (void)reserved;
  for (CK_SLOT_ID slot = 0; slot < SLOTS; slot++) end_sessions(slot);
  is_initialised = 0;
  return CKR_OK;
}

static CK_RV soft_GetInfo(CK_INFO_PTR info) {
  memset(info, 0, sizeof *info);
  info->cryptokiVersion.major = 2;
  info->cryptokiVersion.minor = 20;
  pad(info->manufacturerID, "test", sizeof info->manufacturerID);
  const char *name = getenv("SOFT_TOKEN_LIBRARY");
  pad(info->libraryDescription, name == NULL ? "software token for tests" : name, sizeof info->libraryDescription);
  return CKR_OK;
}

static CK_RV soft_GetSlotList(CK_BBOOL with_token, CK_SLOT_ID_PTR list, CK_ULONG_PTR count) {
  CK_ULONG found = 0;
  (void)with_token; /* a reader is there when its token is */
  if (!is_initialised) return CKR_CRYPTOKI_NOT_INITIALIZED;
  for (CK_SLOT_ID slot = 0; slot < SLOTS; slot++) {
    char folder[2048];
    name_folder(slot, folder, sizeof folder);
    if (!port_is_folder(folder)) continue;
    if (list != NULL && found < *count) list[found] = slot;
    found++;
  }
  CK_RV result = list != NULL && found > *count ? CKR_BUFFER_TOO_SMALL : CKR_OK;
  *count = found;
  return result;
}

static CK_RV soft_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO_PTR info) {
  Token *token;
  if (slot >= SLOTS) return CKR_SLOT_ID_INVALID;
  memset(info, 0, sizeof *info);
  pad(info->slotDescription, "software reader", sizeof info->slotDescription);
  pad(info->manufacturerID, "test", sizeof info->manufacturerID);
  info->flags = CKF_REMOVABLE_DEVICE | (use_slot(slot, &token) == CKR_OK ? CKF_TOKEN_PRESENT : 0);
  return CKR_OK;
}

static CK_FLAGS describe_pin(const Pin *pin, CK_FLAGS low, CK_FLAGS last, CK_FLAGS locked) {
  if (pin->tries_left == 0) return locked | low;
  if (pin->tries_left == 1) return last | low;
  return pin->tries_left < TRIES ? low : 0;
}

static CK_RV soft_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  Token *token;
  CK_RV result = use_slot(slot, &token);
  if (result != CKR_OK) return result;
  memset(info, 0, sizeof *info);
  pad(info->label, token->label, sizeof info->label);
  pad(info->manufacturerID, "test", sizeof info->manufacturerID);
  pad(info->model, "soft-token", sizeof info->model);
  pad(info->serialNumber, token->serial, sizeof info->serialNumber);
  info->flags = CKF_RNG | CKF_LOGIN_REQUIRED;
  if (token->is_initialised) {
    info->flags |= CKF_TOKEN_INITIALIZED;
    info->flags |= describe_pin(&token->so, CKF_SO_PIN_COUNT_LOW, CKF_SO_PIN_FINAL_TRY, CKF_SO_PIN_LOCKED);
  }
  if (token->user.text[0] != 0) {
    info->flags |= CKF_USER_PIN_INITIALIZED;
    info->flags |= describe_pin(&token->user, CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_LOCKED);
  }
  info->ulMaxSessionCount = info->ulMaxRwSessionCount = SESSIONS;
  info->ulSessionCount = info->ulRwSessionCount = CK_UNAVAILABLE_INFORMATION;
  info->ulMinPinLen = MIN_PIN;
  info->ulMaxPinLen = MAX_PIN;
  info->ulTotalPublicMemory = info->ulTotalPrivateMemory = (CK_ULONG)memory_size();
  size_t used = count_bytes(token);
  info->ulFreePublicMemory = info->ulFreePrivateMemory = (CK_ULONG)(used < memory_size() ? memory_size() - used : 0);
  return CKR_OK;
}

static const CK_MECHANISM_TYPE mechanisms[] = {CKM_RSA_PKCS_KEY_PAIR_GEN, CKM_RSA_PKCS, CKM_SHA256_RSA_PKCS,
                                               CKM_EC_KEY_PAIR_GEN, CKM_ECDSA};
#define MECHANISMS (sizeof mechanisms / sizeof mechanisms[0])

static CK_RV soft_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR list, CK_ULONG_PTR count) {
  CK_RV result = slot < SLOTS ? CKR_OK : CKR_SLOT_ID_INVALID;
  const Sm2Vendor *vendor = read_sm2_vendor();
  CK_ULONG total = MECHANISMS + (vendor == NULL ? 0 : 2);
  if (result == CKR_OK && list != NULL) {
    if (*count < total) result = CKR_BUFFER_TOO_SMALL;
    else memcpy(list, mechanisms, sizeof mechanisms);
    if (result == CKR_OK && vendor != NULL) {
      list[MECHANISMS] = vendor->generation;
      list[MECHANISMS + 1] = vendor->signing;
    }
  }
  *count = total;
  return result;
}

static int is_listed(CK_MECHANISM_TYPE type) {
  const Sm2Vendor *vendor = read_sm2_vendor();
  for (size_t i = 0; i < MECHANISMS; i++)
    if (mechanisms[i] == type) return 1;
  return vendor != NULL && (type == vendor->generation || type == vendor->signing);
}

static int is_sm2(CK_MECHANISM_TYPE type) {
  const Sm2Vendor *vendor = read_sm2_vendor();
  return vendor != NULL && (type == vendor->generation || type == vendor->signing);
}

static CK_RV soft_GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR info) {
  (void)slot;
  if (!is_listed(type)) return CKR_MECHANISM_INVALID;
  int is_ec = type == CKM_EC_KEY_PAIR_GEN || type == CKM_ECDSA || is_sm2(type);
  int makes_keys = type == CKM_EC_KEY_PAIR_GEN || type == CKM_RSA_PKCS_KEY_PAIR_GEN ||
                   (is_sm2(type) && type == read_sm2_vendor()->generation);
  info->ulMinKeySize = info->ulMaxKeySize = is_ec ? 256 : 2048;
  info->flags = CKF_HW | (makes_keys ? CKF_GENERATE_KEY_PAIR : CKF_SIGN);
  if (is_ec) info->flags |= CKF_EC_F_P | CKF_EC_NAMEDCURVE | CKF_EC_UNCOMPRESS;
  return CKR_OK;
}

/* --- PINs ----------------------------------------------------------------------------------------------------------- */

static CK_RV check_length(CK_ULONG length) {
  return length < MIN_PIN || length > MAX_PIN ? CKR_PIN_LEN_RANGE : CKR_OK;
}

static void set_pin(Pin *pin, const CK_UTF8CHAR *text, CK_ULONG length) {
  memset(pin->text, 0, sizeof pin->text);
  memcpy(pin->text, text, length);
  pin->tries_left = TRIES;
}

/* Counts on the token, so that pulling it does not help. */
static CK_RV try_pin(CK_SLOT_ID slot, Pin *pin, const CK_UTF8CHAR *text, CK_ULONG length) {
  if (pin->tries_left == 0) return CKR_PIN_LOCKED;
  int is_right = text != NULL && length == strlen(pin->text) && memcmp(pin->text, text, length) == 0;
  int before = pin->tries_left;
  pin->tries_left = is_right ? TRIES : before - 1;
  if (pin->tries_left != before && save_slot(slot) != CKR_OK) return CKR_DEVICE_ERROR;
  return is_right ? CKR_OK : CKR_PIN_INCORRECT;
}

static CK_RV soft_InitToken(CK_SLOT_ID slot, CK_UTF8CHAR_PTR pin, CK_ULONG length, CK_UTF8CHAR_PTR label) {
  Token *token;
  CK_RV result = use_slot(slot, &token);
  if (result != CKR_OK) return result;
  for (int i = 0; i < SESSIONS; i++)
    if (sessions[i].is_open && sessions[i].slot == slot) return CKR_SESSION_EXISTS;
  if ((result = check_length(length)) != CKR_OK) return result;
  if (token->is_initialised && (result = try_pin(slot, &token->so, pin, length)) != CKR_OK) return result;
  clear_objects(token);
  if (!token->is_initialised) {
    const char *serial = getenv("SOFT_TOKEN_SERIAL");
    uint8_t random[8];
    if (!port_random(random, sizeof random)) return CKR_DEVICE_ERROR;
    if (serial != NULL) snprintf(token->serial, sizeof token->serial, "%s", serial);
    else
      for (int i = 0; i < 8; i++) snprintf(token->serial + 2 * i, 3, "%02X", random[i]);
  }
  token->is_initialised = 1;
  memset(token->label, 0, sizeof token->label);
  memcpy(token->label, label, 32);
  for (int i = 31; i >= 0 && token->label[i] == ' '; i--) token->label[i] = 0;
  set_pin(&token->so, pin, length);
  memset(&token->user, 0, sizeof token->user);
  return save_slot(slot);
}

static CK_RV soft_InitPIN(CK_SESSION_HANDLE handle, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (logins[session->slot] != LOGGED_IN_SO) return CKR_USER_NOT_LOGGED_IN;
  if ((result = check_length(length)) != CKR_OK) return result;
  set_pin(&token->user, pin, length);
  return save_slot(session->slot);
}

static CK_RV soft_SetPIN(CK_SESSION_HANDLE handle, CK_UTF8CHAR_PTR old, CK_ULONG old_length, CK_UTF8CHAR_PTR new_pin,
                         CK_ULONG new_length) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (!session->is_writable) return CKR_SESSION_READ_ONLY;
  Pin *pin = logins[session->slot] == LOGGED_IN_SO ? &token->so : &token->user;
  if (pin->text[0] == 0) return CKR_USER_PIN_NOT_INITIALIZED;
  if ((result = check_length(new_length)) != CKR_OK) return result;
  if ((result = try_pin(session->slot, pin, old, old_length)) != CKR_OK) return result;
  set_pin(pin, new_pin, new_length);
  return save_slot(session->slot);
}

static CK_RV soft_Login(CK_SESSION_HANDLE handle, CK_USER_TYPE user, CK_UTF8CHAR_PTR text, CK_ULONG length) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (user != CKU_USER && user != CKU_SO) return CKR_USER_TYPE_INVALID;
  LoginState wanted = user == CKU_SO ? LOGGED_IN_SO : LOGGED_IN_USER;
  LoginState now = logins[session->slot];
  if (now == wanted) return CKR_USER_ALREADY_LOGGED_IN;
  if (now != LOGGED_OUT) return CKR_USER_ANOTHER_ALREADY_LOGGED_IN;
  if (user == CKU_SO)
    for (int i = 0; i < SESSIONS; i++)
      if (sessions[i].is_open && sessions[i].slot == session->slot && !sessions[i].is_writable)
        return CKR_SESSION_READ_ONLY_EXISTS;
  Pin *pin = user == CKU_SO ? &token->so : &token->user;
  if (pin->text[0] == 0) return CKR_USER_PIN_NOT_INITIALIZED;
  result = try_pin(session->slot, pin, text, length);
  if (result == CKR_OK) logins[session->slot] = wanted;
  return result;
}

static CK_RV soft_Logout(CK_SESSION_HANDLE handle) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (logins[session->slot] == LOGGED_OUT) return CKR_USER_NOT_LOGGED_IN;
  logins[session->slot] = LOGGED_OUT;
  return CKR_OK;
}

/* --- sessions ------------------------------------------------------------------------------------------------------- */

static CK_RV soft_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR application, CK_NOTIFY notify,
                              CK_SESSION_HANDLE_PTR handle) {
  Token *token;
  CK_RV result = use_slot(slot, &token);
  (void)application;
  (void)notify;
  if (result != CKR_OK) return result;
  if (!token->is_initialised) return CKR_TOKEN_NOT_RECOGNIZED;
  if ((flags & CKF_SERIAL_SESSION) == 0) return CKR_SESSION_PARALLEL_NOT_SUPPORTED;
  if ((flags & CKF_RW_SESSION) == 0 && logins[slot] == LOGGED_IN_SO) return CKR_SESSION_READ_WRITE_SO_EXISTS;
  for (int i = 0; i < SESSIONS; i++)
    if (!sessions[i].is_open) {
      memset(&sessions[i], 0, sizeof sessions[i]);
      sessions[i].is_open = 1;
      sessions[i].slot = slot;
      sessions[i].is_writable = (flags & CKF_RW_SESSION) != 0;
      *handle = (CK_SESSION_HANDLE)i + 1;
      return CKR_OK;
    }
  return CKR_SESSION_COUNT;
}

static CK_RV soft_CloseSession(CK_SESSION_HANDLE handle) {
  if (handle == 0 || handle > SESSIONS || !sessions[handle - 1].is_open) return CKR_SESSION_HANDLE_INVALID;
  CK_SLOT_ID slot = sessions[handle - 1].slot;
  free(sessions[handle - 1].data);
  memset(&sessions[handle - 1], 0, sizeof sessions[0]);
  for (int i = 0; i < SESSIONS; i++)
    if (sessions[i].is_open && sessions[i].slot == slot) return CKR_OK;
  logins[slot] = LOGGED_OUT; /* the last session takes the login with it */
  return CKR_OK;
}

static CK_RV soft_CloseAllSessions(CK_SLOT_ID slot) {
  if (slot >= SLOTS) return CKR_SLOT_ID_INVALID;
  end_sessions(slot);
  return CKR_OK;
}

static CK_RV soft_GetSessionInfo(CK_SESSION_HANDLE handle, CK_SESSION_INFO_PTR info) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  LoginState login = logins[session->slot];
  info->slotID = session->slot;
  info->flags = CKF_SERIAL_SESSION | (session->is_writable ? CKF_RW_SESSION : 0);
  info->ulDeviceError = 0;
  if (login == LOGGED_IN_SO) info->state = CKS_RW_SO_FUNCTIONS;
  else if (login == LOGGED_IN_USER) info->state = session->is_writable ? CKS_RW_USER_FUNCTIONS : CKS_RO_USER_FUNCTIONS;
  else info->state = session->is_writable ? CKS_RW_PUBLIC_SESSION : CKS_RO_PUBLIC_SESSION;
  return CKR_OK;
}

/* --- objects -------------------------------------------------------------------------------------------------------- */

static int is_number(CK_ATTRIBUTE_TYPE type) {
  return type == CKA_CLASS || type == CKA_CERTIFICATE_TYPE || type == CKA_KEY_TYPE || type == CKA_MODULUS_BITS ||
         type == CKA_CERTIFICATE_CATEGORY || type == CKA_KEY_GEN_MECHANISM || type == CKA_VALUE_LEN;
}

static int is_yes(const Object *object, uint32_t type) {
  const Attribute *attribute = find_attribute(object, type);
  return attribute != NULL && attribute->length == 1 && attribute->value[0] != 0;
}

static int is_visible(const Session *session, const Object *object) {
  return !is_yes(object, CKA_PRIVATE) || logins[session->slot] == LOGGED_IN_USER;
}

static int is_hidden(const Object *object, CK_ATTRIBUTE_TYPE type) {
  if (type == HIDDEN_POINT) return 1;
  if (read_number(object, CKA_CLASS, 0) != CKO_PRIVATE_KEY) return 0;
  return type == CKA_VALUE || (type >= CKA_PRIVATE_EXPONENT && type <= CKA_COEFFICIENT);
}

/* One attribute as it came over the interface, put into the object as it is kept. */
static CK_RV take_attribute(Object *object, const CK_ATTRIBUTE *given) {
  if (given->ulValueLen > 0 && given->pValue == NULL) return CKR_ATTRIBUTE_VALUE_INVALID;
  if (!is_number(given->type))
    return set_attribute(object, (uint32_t)given->type, given->pValue, given->ulValueLen) ? CKR_OK : CKR_HOST_MEMORY;
  CK_ULONG value;
  if (given->ulValueLen != sizeof value) return CKR_ATTRIBUTE_VALUE_INVALID;
  memcpy(&value, given->pValue, sizeof value);
  return set_number(object, (uint32_t)given->type, (uint32_t)value) ? CKR_OK : CKR_HOST_MEMORY;
}

static CK_RV take_template(Object *object, const CK_ATTRIBUTE *template, CK_ULONG count) {
  CK_RV result = CKR_OK;
  for (CK_ULONG i = 0; i < count && result == CKR_OK; i++) result = take_attribute(object, &template[i]);
  return result;
}

static int matches(const Object *object, const CK_ATTRIBUTE *wanted) {
  const Attribute *attribute = find_attribute(object, (uint32_t)wanted->type);
  if (attribute == NULL || is_hidden(object, wanted->type)) return 0;
  if (is_number(wanted->type)) {
    CK_ULONG value;
    if (wanted->ulValueLen != sizeof value) return 0;
    memcpy(&value, wanted->pValue, sizeof value);
    return read_number(object, (uint32_t)wanted->type, 0) == (uint32_t)value;
  }
  return attribute->length == wanted->ulValueLen && memcmp(attribute->value, wanted->pValue, attribute->length) == 0;
}

/* Whether this session may write, and the token has room for what was just put into it; saves, or undoes by reading anew. */
static CK_RV keep(const Session *session, Token *token) {
  if (count_bytes(token) > memory_size()) return CKR_DEVICE_MEMORY;
  return save_slot(session->slot);
}

static CK_RV soft_CreateObject(CK_SESSION_HANDLE handle, CK_ATTRIBUTE_PTR template, CK_ULONG count,
                               CK_OBJECT_HANDLE_PTR created) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (!session->is_writable) return CKR_SESSION_READ_ONLY;
  Object *object = add_object(token);
  if (object == NULL) return CKR_HOST_MEMORY;
  if ((result = take_template(object, template, count)) != CKR_OK) return result;
  uint32_t kind = read_number(object, CKA_CLASS, 0xffffffffu);
  if (kind != CKO_CERTIFICATE && kind != CKO_PUBLIC_KEY && kind != CKO_DATA) return CKR_TEMPLATE_INCONSISTENT;
  if (kind == CKO_CERTIFICATE && find_attribute(object, CKA_VALUE) == NULL) return CKR_TEMPLATE_INCOMPLETE;
  /* Like most tokens it lets only the holder write, also what everybody may read. */
  if (logins[session->slot] != LOGGED_IN_USER) return CKR_USER_NOT_LOGGED_IN;
  *created = object->handle;
  return keep(session, token);
}

static CK_RV use_object(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE number, Session **session, Token **token, Object **object) {
  CK_RV result = use_session(handle, session, token);
  if (result != CKR_OK) return result;
  *object = find_object(*token, (uint32_t)number);
  return *object != NULL && is_visible(*session, *object) ? CKR_OK : CKR_OBJECT_HANDLE_INVALID;
}

static CK_RV soft_DestroyObject(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE number) {
  Session *session;
  Token *token;
  Object *object;
  CK_RV result = use_object(handle, number, &session, &token, &object);
  if (result != CKR_OK) return result;
  if (!session->is_writable) return CKR_SESSION_READ_ONLY;
  if (logins[session->slot] != LOGGED_IN_USER) return CKR_USER_NOT_LOGGED_IN;
  remove_object(token, object);
  return save_slot(session->slot);
}

static CK_RV give_attribute(const Object *object, CK_ATTRIBUTE_PTR wanted) {
  const Attribute *attribute = find_attribute(object, (uint32_t)wanted->type);
  int hidden = is_hidden(object, wanted->type);
  CK_ULONG room = wanted->ulValueLen;
  wanted->ulValueLen = CK_UNAVAILABLE_INFORMATION;
  if (attribute == NULL || hidden) return hidden ? CKR_ATTRIBUTE_SENSITIVE : CKR_ATTRIBUTE_TYPE_INVALID;
  CK_ULONG number = read_number(object, (uint32_t)wanted->type, 0);
  const void *value = is_number(wanted->type) ? (const void *)&number : attribute->value;
  CK_ULONG length = is_number(wanted->type) ? sizeof number : attribute->length;
  if (wanted->pValue != NULL && room < length) return CKR_BUFFER_TOO_SMALL;
  if (wanted->pValue != NULL) memcpy(wanted->pValue, value, length);
  wanted->ulValueLen = length;
  return CKR_OK;
}

static CK_RV soft_GetAttributeValue(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE number, CK_ATTRIBUTE_PTR template,
                                    CK_ULONG count) {
  Session *session;
  Token *token;
  Object *object;
  CK_RV result = use_object(handle, number, &session, &token, &object);
  if (result != CKR_OK) return result;
  for (CK_ULONG i = 0; i < count; i++) {
    CK_RV one = give_attribute(object, &template[i]);
    if (one != CKR_OK) result = one;
  }
  return result;
}

static CK_RV soft_SetAttributeValue(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE number, CK_ATTRIBUTE_PTR template,
                                    CK_ULONG count) {
  Session *session;
  Token *token;
  Object *object;
  CK_RV result = use_object(handle, number, &session, &token, &object);
  if (result != CKR_OK) return result;
  if (!session->is_writable) return CKR_SESSION_READ_ONLY;
  if (logins[session->slot] != LOGGED_IN_USER) return CKR_USER_NOT_LOGGED_IN;
  for (CK_ULONG i = 0; i < count; i++)
    if (template[i].type != CKA_ID && template[i].type != CKA_LABEL) return CKR_ATTRIBUTE_READ_ONLY;
  if ((result = take_template(object, template, count)) != CKR_OK) return result;
  return keep(session, token);
}

static CK_RV soft_FindObjectsInit(CK_SESSION_HANDLE handle, CK_ATTRIBUTE_PTR template, CK_ULONG count) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (session->is_finding) return CKR_OPERATION_ACTIVE;
  session->is_finding = 1;
  session->found_count = session->found_next = 0;
  for (int i = 0; i < token->count && session->found_count < MAX_FOUND; i++) {
    const Object *object = &token->objects[i];
    int fits = is_visible(session, object);
    for (CK_ULONG k = 0; k < count && fits; k++) fits = matches(object, &template[k]);
    if (fits) session->found[session->found_count++] = object->handle;
  }
  return CKR_OK;
}

static CK_RV soft_FindObjects(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE_PTR found, CK_ULONG room, CK_ULONG_PTR count) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (!session->is_finding) return CKR_OPERATION_NOT_INITIALIZED;
  *count = 0;
  while (*count < room && session->found_next < session->found_count)
    found[(*count)++] = session->found[session->found_next++];
  return CKR_OK;
}

static CK_RV soft_FindObjectsFinal(CK_SESSION_HANDLE handle) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (!session->is_finding) return CKR_OPERATION_NOT_INITIALIZED;
  session->is_finding = 0;
  return CKR_OK;
}

/* --- keys ----------------------------------------------------------------------------------------------------------- */

static void set_flag(Object *object, uint32_t type, int value) {
  uint8_t byte = value != 0;
  set_attribute(object, type, &byte, 1);
}

static void make_rsa(const RsaKey *key, Object *public_key, Object *private_key) {
  for (int i = 0; i < 2; i++) {
    Object *object = i == 0 ? public_key : private_key;
    set_number(object, CKA_KEY_TYPE, CKK_RSA);
    set_attribute(object, CKA_MODULUS, key->modulus, RSA_BYTES);
    set_attribute(object, CKA_PUBLIC_EXPONENT, "\1\0\1", 3);
  }
  set_attribute(private_key, CKA_PRIVATE_EXPONENT, key->private_exponent, RSA_BYTES);
  set_attribute(private_key, CKA_PRIME_1, key->prime1, RSA_PRIME_BYTES);
  set_attribute(private_key, CKA_PRIME_2, key->prime2, RSA_PRIME_BYTES);
  set_attribute(private_key, CKA_EXPONENT_1, key->exponent1, RSA_PRIME_BYTES);
  set_attribute(private_key, CKA_EXPONENT_2, key->exponent2, RSA_PRIME_BYTES);
  set_attribute(private_key, CKA_COEFFICIENT, key->coefficient, RSA_PRIME_BYTES);
}

/* OBJECT IDENTIFIER prime256v1, DER. */
static const uint8_t p256[] = {6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7};

static void make_ec(const EcKey *key, uint32_t type, const uint8_t *curve, Object *public_key, Object *private_key) {
  uint8_t point[3 + 2 * EC_BYTES] = {4, 1 + 2 * EC_BYTES, 4}; /* an OCTET STRING with 04‖x‖y */
  memcpy(point + 3, key->x, EC_BYTES);
  memcpy(point + 3 + EC_BYTES, key->y, EC_BYTES);
  set_number(public_key, CKA_KEY_TYPE, type);
  set_number(private_key, CKA_KEY_TYPE, type);
  set_attribute(public_key, CKA_EC_POINT, point, sizeof point);
  set_attribute(public_key, CKA_EC_PARAMS, curve, 2 + curve[1]);
  set_attribute(private_key, CKA_EC_PARAMS, curve, 2 + curve[1]);
  set_attribute(private_key, CKA_VALUE, key->d, EC_BYTES);
  set_attribute(private_key, HIDDEN_POINT, point, sizeof point);
}

static CK_RV soft_GenerateKeyPair(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR public_template,
                                  CK_ULONG public_count, CK_ATTRIBUTE_PTR private_template, CK_ULONG private_count,
                                  CK_OBJECT_HANDLE_PTR public_handle, CK_OBJECT_HANDLE_PTR private_handle) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  int is_rsa = mechanism->mechanism == CKM_RSA_PKCS_KEY_PAIR_GEN;
  const Sm2Vendor *vendor = read_sm2_vendor();
  int makes_sm2 = vendor != NULL && mechanism->mechanism == vendor->generation;
  if (!is_rsa && !makes_sm2 && mechanism->mechanism != CKM_EC_KEY_PAIR_GEN) return CKR_MECHANISM_INVALID;
  if (!session->is_writable) return CKR_SESSION_READ_ONLY;
  if (logins[session->slot] != LOGGED_IN_USER) return CKR_USER_NOT_LOGGED_IN;
  if (add_object(token) == NULL || add_object(token) == NULL) return CKR_HOST_MEMORY;
  Object *public_key = &token->objects[token->count - 2], *private_key = &token->objects[token->count - 1];
  if ((result = take_template(public_key, public_template, public_count)) != CKR_OK) return result;
  if ((result = take_template(private_key, private_template, private_count)) != CKR_OK) return result;
  const Attribute *curve = find_attribute(public_key, CKA_EC_PARAMS);
  if (is_rsa && read_number(public_key, CKA_MODULUS_BITS, 0) != 2048) return CKR_KEY_SIZE_RANGE;
  const uint8_t *wanted = makes_sm2 ? sm2_curve : p256;
  if (!is_rsa && (curve == NULL ? !makes_sm2 : curve->length != 2u + wanted[1] || memcmp(curve->value, wanted, curve->length) != 0))
    return CKR_CURVE_NOT_SUPPORTED;
  RsaKey rsa;
  EcKey ec;
  if (is_rsa ? !port_make_rsa(&rsa) : makes_sm2 ? !port_make_sm2(&ec) : !port_make_ec(&ec)) return CKR_DEVICE_ERROR;
  if (is_rsa) make_rsa(&rsa, public_key, private_key);
  else make_ec(&ec, makes_sm2 ? (uint32_t)vendor->key_type : CKK_EC, wanted, public_key, private_key);
  memset(&rsa, 0, sizeof rsa);
  memset(&ec, 0, sizeof ec);
  set_number(public_key, CKA_CLASS, CKO_PUBLIC_KEY);
  set_number(private_key, CKA_CLASS, CKO_PRIVATE_KEY);
  set_flag(private_key, CKA_PRIVATE, 1);
  set_flag(private_key, CKA_SENSITIVE, 1);
  set_flag(private_key, CKA_EXTRACTABLE, 0);
  for (int i = 0; i < 2; i++) {
    Object *object = i == 0 ? public_key : private_key;
    set_flag(object, CKA_TOKEN, 1);
    set_flag(object, CKA_LOCAL, 1);
    set_number(object, CKA_KEY_GEN_MECHANISM, (uint32_t)mechanism->mechanism);
  }
  *public_handle = public_key->handle;
  *private_handle = private_key->handle;
  return keep(session, token);
}

static CK_RV soft_SignInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE number) {
  Session *session;
  Token *token;
  Object *key;
  CK_RV result = use_object(handle, number, &session, &token, &key);
  if (result == CKR_OBJECT_HANDLE_INVALID) return CKR_KEY_HANDLE_INVALID;
  if (result != CKR_OK) return result;
  if (logins[session->slot] != LOGGED_IN_USER) return CKR_USER_NOT_LOGGED_IN;
  if (session->mechanism != 0) return CKR_OPERATION_ACTIVE;
  int is_rsa = mechanism->mechanism == CKM_RSA_PKCS || mechanism->mechanism == CKM_SHA256_RSA_PKCS;
  const Sm2Vendor *vendor = read_sm2_vendor();
  int signs_sm2 = vendor != NULL && mechanism->mechanism == vendor->signing;
  if (!is_rsa && !signs_sm2 && mechanism->mechanism != CKM_ECDSA) return CKR_MECHANISM_INVALID;
  uint32_t type = is_rsa ? CKK_RSA : signs_sm2 ? (uint32_t)vendor->key_type : CKK_EC;
  if (read_number(key, CKA_CLASS, 0) != CKO_PRIVATE_KEY || read_number(key, CKA_KEY_TYPE, 0xffffffffu) != type)
    return CKR_KEY_TYPE_INCONSISTENT;
  session->mechanism = mechanism->mechanism;
  session->key = (uint32_t)number;
  session->data_length = 0;
  return CKR_OK;
}

static CK_RV append_data(Session *session, const uint8_t *data, size_t length) {
  uint8_t *grown = realloc(session->data, session->data_length + length + 1);
  if (grown == NULL) return CKR_HOST_MEMORY;
  memcpy(grown + session->data_length, data, length);
  session->data = grown;
  session->data_length += length;
  return CKR_OK;
}

static int take(const Object *object, uint32_t type, uint8_t *out, size_t length) {
  const Attribute *attribute = find_attribute(object, type);
  if (attribute == NULL || attribute->length != length) return 0;
  memcpy(out, attribute->value, length);
  return 1;
}

static int sign_rsa(const Object *object, const uint8_t *digest, uint8_t *signature) {
  RsaKey key;
  int done = take(object, CKA_MODULUS, key.modulus, RSA_BYTES) &&
             take(object, CKA_PRIVATE_EXPONENT, key.private_exponent, RSA_BYTES) &&
             take(object, CKA_PRIME_1, key.prime1, RSA_PRIME_BYTES) && take(object, CKA_PRIME_2, key.prime2, RSA_PRIME_BYTES) &&
             take(object, CKA_EXPONENT_1, key.exponent1, RSA_PRIME_BYTES) &&
             take(object, CKA_EXPONENT_2, key.exponent2, RSA_PRIME_BYTES) &&
             take(object, CKA_COEFFICIENT, key.coefficient, RSA_PRIME_BYTES) && port_sign_rsa(&key, digest, signature);
  memset(&key, 0, sizeof key);
  return done;
}

static int take_ec(const Object *object, EcKey *key) {
  uint8_t point[3 + 2 * EC_BYTES];
  int done = take(object, CKA_VALUE, key->d, EC_BYTES) && take(object, HIDDEN_POINT, point, sizeof point);
  memcpy(key->x, point + 3, EC_BYTES);
  memcpy(key->y, point + 3 + EC_BYTES, EC_BYTES);
  return done;
}

static int sign_ec(const Object *object, const uint8_t *digest, uint8_t *signature) {
  EcKey key;
  int done = take_ec(object, &key) && port_sign_ec(&key, digest, signature);
  memset(&key, 0, sizeof key);
  return done;
}

/* What CKM_RSA_PKCS is given for SHA-256 (RFC 8017 §9.2); nothing else is signed with it here. */
static const uint8_t digest_info[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                      0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};

static CK_RV sign_data(Session *session, const Object *key, uint8_t *signature, CK_ULONG *made) {
  uint8_t digest[DIGEST_BYTES];
  const uint8_t *data = session->data;
  size_t length = session->data_length;
  if (is_sm2(session->mechanism)) {
    EcKey sm2;
    size_t size = 0;
    if (strcmp(read_sm2_vendor()->input, "digest") == 0 && length != DIGEST_BYTES) return CKR_DATA_LEN_RANGE;
    int done = take_ec(key, &sm2) && sign_as_vendor(&sm2, data, length, signature, &size);
    memset(&sm2, 0, sizeof sm2);
    *made = (CK_ULONG)size;
    return done ? CKR_OK : CKR_DEVICE_ERROR;
  }
  if (session->mechanism == CKM_ECDSA) {
    if (length != DIGEST_BYTES) return CKR_DATA_LEN_RANGE;
    return sign_ec(key, data, signature) ? CKR_OK : CKR_DEVICE_ERROR;
  }
  if (session->mechanism == CKM_RSA_PKCS) {
    if (length != sizeof digest_info + DIGEST_BYTES) return CKR_DATA_LEN_RANGE;
    if (memcmp(data, digest_info, sizeof digest_info) != 0) return CKR_DATA_INVALID;
    memcpy(digest, data + sizeof digest_info, DIGEST_BYTES);
  } else if (!port_sha256(data, length, digest)) {
    return CKR_DEVICE_ERROR;
  }
  return sign_rsa(key, digest, signature) ? CKR_OK : CKR_DEVICE_ERROR;
}

static CK_RV soft_SignUpdate(CK_SESSION_HANDLE handle, CK_BYTE_PTR part, CK_ULONG length) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (session->mechanism == 0) return CKR_OPERATION_NOT_INITIALIZED;
  return append_data(session, part, length);
}

static CK_RV soft_SignFinal(CK_SESSION_HANDLE handle, CK_BYTE_PTR signature, CK_ULONG_PTR length) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (session->mechanism == 0) return CKR_OPERATION_NOT_INITIALIZED;
  CK_ULONG needed = session->mechanism == CKM_ECDSA ? 2 * EC_BYTES : is_sm2(session->mechanism) ? SM2_ROOM : RSA_BYTES;
  CK_ULONG room = *length;
  *length = needed;
  if (signature == NULL) return CKR_OK; /* asks for the length; the operation goes on */
  if (room < needed) return CKR_BUFFER_TOO_SMALL;
  const Object *key = find_object(token, session->key);
  result = key == NULL ? CKR_KEY_HANDLE_INVALID : sign_data(session, key, signature, length);
  session->mechanism = 0;
  session->data_length = 0;
  return result;
}

static CK_RV soft_Sign(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG data_length, CK_BYTE_PTR signature,
                       CK_ULONG_PTR length) {
  Session *session;
  Token *token;
  CK_RV result = use_session(handle, &session, &token);
  if (result != CKR_OK) return result;
  if (session->mechanism == 0) return CKR_OPERATION_NOT_INITIALIZED;
  session->data_length = 0; /* a first call may have asked for the length only */
  if ((result = append_data(session, data, data_length)) != CKR_OK) return result;
  return soft_SignFinal(handle, signature, length);
}

static CK_RV soft_GenerateRandom(CK_SESSION_HANDLE handle, CK_BYTE_PTR bytes, CK_ULONG count) {
  (void)handle;
  return port_random(bytes, count) ? CKR_OK : CKR_DEVICE_ERROR;
}

/* --- the list ------------------------------------------------------------------------------------------------------- */

/* Any function of the standard that is not here; callers' arguments are theirs to clean up in every ABI used. */
static CK_RV soft_unsupported(void) { return CKR_FUNCTION_NOT_SUPPORTED; }

static CK_FUNCTION_LIST list;

SOFT_TOKEN_EXPORT CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR out) {
  list.version.major = 2;
  list.version.minor = 20;
#define CK_PKCS11_FUNCTION_INFO(name) list.name = (CK_##name)(void (*)(void))soft_unsupported;
#include "pkcs11f.h"
#undef CK_PKCS11_FUNCTION_INFO
#define HAVE(name) list.C_##name = soft_##name
  list.C_GetFunctionList = C_GetFunctionList;
  HAVE(Initialize), HAVE(Finalize), HAVE(GetInfo), HAVE(GetSlotList), HAVE(GetSlotInfo), HAVE(GetTokenInfo);
  HAVE(GetMechanismList), HAVE(GetMechanismInfo), HAVE(InitToken), HAVE(InitPIN), HAVE(SetPIN);
  HAVE(OpenSession), HAVE(CloseSession), HAVE(CloseAllSessions), HAVE(GetSessionInfo), HAVE(Login), HAVE(Logout);
  HAVE(CreateObject), HAVE(DestroyObject), HAVE(GetAttributeValue), HAVE(SetAttributeValue);
  HAVE(FindObjectsInit), HAVE(FindObjects), HAVE(FindObjectsFinal);
  HAVE(GenerateKeyPair), HAVE(SignInit), HAVE(Sign), HAVE(SignUpdate), HAVE(SignFinal), HAVE(GenerateRandom);
  *out = &list;
  return CKR_OK;
}
