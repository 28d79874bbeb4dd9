/* What the host and its helper say to each other. The helper loads a library that the host itself cannot (a 32-bit one), of
 * PKCS#11 or of SKF (GM/T 0016), and the host calls its functions over the helper's standard input and output.
 * native-host/token/pkcs11-remote.ts and skf/skf-remote.ts are the other end.
 *
 *   helper LIBRARY
 *
 * A message is a length (u32) and that many bytes. Numbers are little-endian and of fixed width, whatever CK_ULONG is here:
 *
 *   u8, u32, u64   numbers; a CK_ULONG travels as u64, and CK_UNAVAILABLE_INFORMATION as all ones
 *   bytes          u32 length, then the bytes; the length 0xffffffff is a NULL pointer
 *   list           u32 count, then so many u64
 *   template       u32 count, then for each attribute: u64 type, bytes value. Values are octets as the library has them:
 *                  a CK_ULONG in a value has as many as the greeting says
 *   mechanism      u64 type, bytes parameter
 *
 * The helper speaks first, once: u32 status, and with status 0: u8 protocol version, u8 bytes of a CK_ULONG, u8 interfaces
 * (1 PKCS#11, 2 SKF). Any other status means that the library could not be loaded, or has neither interface (the system's
 * error number), and then the helper ends.
 *
 * Then request and answer take turns. A request is a u8 function and its arguments; an answer is the u32 CK_RV and, when that
 * is CKR_OK, the results:
 *
 *   1  C_Initialize         u64 flags, or all ones for no CK_C_INITIALIZE_ARGS
 *   2  C_Finalize
 *   3  C_GetSlotList        u8 token present                                 → list
 *   4  C_GetTokenInfo       u64 slot                                         → bytes label, manufacturer, model, serial number,
 *                                                                              u64 flags, longest PIN, shortest PIN,
 *                                                                              free public memory, free private memory
 *   5  C_GetMechanismList   u64 slot                                         → list
 *   6  C_OpenSession        u64 slot, u64 flags                              → u64 session
 *   7  C_CloseSession       u64 session
 *   8  C_Login              u64 session, u64 user, bytes PIN
 *   9  C_Logout             u64 session
 *   10 C_FindObjectsInit    u64 session, template
 *   11 C_FindObjects        u64 session, u64 most                            → list
 *   12 C_FindObjectsFinal   u64 session
 *   13 C_GetAttributeValue  u64 session, u64 object, list types              → template
 *   14 C_SetAttributeValue  u64 session, u64 object, template
 *   15 C_CreateObject       u64 session, template                            → u64 object
 *   16 C_DestroyObject      u64 session, u64 object
 *   17 C_GenerateKeyPair    u64 session, mechanism, template, template       → u64 public key, u64 private key
 *   18 C_SignInit           u64 session, mechanism, u64 key
 *   19 C_Sign               u64 session, bytes data, u64 room                → bytes signature
 *   20 C_InitPIN            u64 session, bytes PIN
 *   21 C_SetPIN             u64 session, bytes old PIN, bytes new PIN
 *   22 C_GetMechanismInfo   u64 slot, u64 mechanism                          → u64 shortest key, longest key, flags
 *   23 C_GetInfo                                                             → bytes manufacturer, library description
 *   24 C_GetSessionInfo     u64 session                                      → u64 state
 *
 * SKF has one request for all of its functions: u8 100, bytes name of the function, u32 count, then for each argument: u8 kind
 * and bytes value.
 *
 *   0  a number or a handle, u64 in its bytes
 *   1  memory that the function reads or writes; NULL where there is none
 *   2  a structure by value, which is the last argument (BLOCKCIPHERPARAM)
 *
 * Its answer is the u32 return value, whatever that is, and for each argument of kind 1 the bytes as they are afterwards. A
 * function that the library has not is SAR_NOTSUPPORTYETERR.
 *
 * A request that cannot be understood ends the helper with exit code 2; the end of its input, with 0. Requests are wiped from
 * memory once they are done, because some hold a PIN. What the library prints goes to standard error. */
#ifndef HELPER_PROTOCOL_H
#define HELPER_PROTOCOL_H

#define PROTOCOL_VERSION 4
/* Longest message that either side takes. */
#define MAX_MESSAGE (4u * 1024 * 1024)
#define NULL_LENGTH 0xffffffffu

#define HAS_PKCS11 1
#define HAS_SKF 2

enum {
  CALL_INITIALIZE = 1,
  CALL_FINALIZE,
  CALL_GET_SLOT_LIST,
  CALL_GET_TOKEN_INFO,
  CALL_GET_MECHANISM_LIST,
  CALL_OPEN_SESSION,
  CALL_CLOSE_SESSION,
  CALL_LOGIN,
  CALL_LOGOUT,
  CALL_FIND_OBJECTS_INIT,
  CALL_FIND_OBJECTS,
  CALL_FIND_OBJECTS_FINAL,
  CALL_GET_ATTRIBUTE_VALUE,
  CALL_SET_ATTRIBUTE_VALUE,
  CALL_CREATE_OBJECT,
  CALL_DESTROY_OBJECT,
  CALL_GENERATE_KEY_PAIR,
  CALL_SIGN_INIT,
  CALL_SIGN,
  CALL_INIT_PIN,
  CALL_SET_PIN,
  CALL_GET_MECHANISM_INFO,
  CALL_GET_INFO,
  CALL_GET_SESSION_INFO,
  CALL_SKF = 100
};
#endif
