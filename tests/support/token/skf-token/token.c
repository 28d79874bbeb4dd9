/* A software SKF token: devices are folders devN, containers folders in them. Written for the project's tests. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crypto.h"
#include "faults.h"
#include "quirks.h"
#include "store.h"

#define APPLICATION "SHEBAO"
#define MAX_CONTAINERS 8
#define MAX_OPEN 64

typedef enum { NONE, DEVICE, APPLICATION_OPEN, CONTAINER, SESSION_KEY } Kind;
typedef struct {
  Kind kind;
  char device[32];
  char container[160];
  BYTE key[16];
} Open;

static Open opened[MAX_OPEN];
/* As some vendors have it, one login a device holds for the whole process. */
static char logged_in[32];

static HANDLE open_handle(Kind kind, const char *device, const char *container) {
  for (size_t i = 1; i < MAX_OPEN; i++)
    if (opened[i].kind == NONE) {
      opened[i].kind = kind;
      snprintf(opened[i].device, sizeof opened[i].device, "%s", device);
      snprintf(opened[i].container, sizeof opened[i].container, "%s", container);
      return (HANDLE)(0x5000 + i);
    }
  return NULL;
}

static Open *use_handle(HANDLE handle, Kind kind) {
  size_t index = (size_t)handle - 0x5000;
  return index < MAX_OPEN && opened[index].kind == kind ? &opened[index] : NULL;
}

static void close_handle(HANDLE handle) {
  size_t index = (size_t)handle - 0x5000;
  if (index < MAX_OPEN) memset(&opened[index], 0, sizeof opened[index]);
}

static int is_there(const char *device) {
  char path[MAX_PATH_BYTES];
  make_path(path, device, "info", NULL);
  if (is_pulled(device)) return 0;
  return has_file(path);
}

/* Every function of the standard begins so: what the test wants to go wrong, a handle of the right kind, a device still there. */
#define BEGIN(name)                         \
  ULONG wanted_fault = begin_call(name);    \
  if (wanted_fault != SAR_OK) return wanted_fault
#define USE(variable, handle, kind)                                  \
  Open *variable = use_handle(handle, kind);                         \
  if (variable == NULL) return SAR_INVALIDHANDLEERR;                 \
  if (!is_there(variable->device)) return SAR_DEVICE_REMOVED
#define NEED_LOGIN(variable) \
  if (strcmp(logged_in, variable->device) != 0) return SAR_USER_NOT_LOGGED_IN
#define END(name, device) end_call(name, device)

/* Lines of a device's file `info`: serial number, label, maker, most containers. */
static void read_info(const char *device, char lines[4][64]) {
  char path[MAX_PATH_BYTES], text[512];
  make_path(path, device, "info", NULL);
  memset(lines, 0, 4 * 64);
  long length = read_whole_file(path, text, sizeof text - 1);
  text[length < 0 ? 0 : length] = '\0';
  char *line = strtok(text, "\n");
  for (int i = 0; i < 4 && line != NULL; i++, line = strtok(NULL, "\n")) snprintf(lines[i], 64, "%s", line);
}

typedef struct {
  char pin[2][20];
  int most[2], left[2];
} Pins;

static int read_pins(const char *device, Pins *pins) {
  char path[MAX_PATH_BYTES], text[256];
  make_path(path, device, "pins", NULL);
  long length = read_whole_file(path, text, sizeof text - 1);
  text[length < 0 ? 0 : length] = '\0';
  return sscanf(text, "%19s %d %d %19s %d %d", pins->pin[0], &pins->most[0], &pins->left[0], pins->pin[1], &pins->most[1],
                &pins->left[1]) == 6;
}

static void write_pins(const char *device, const Pins *pins) {
  char path[MAX_PATH_BYTES], text[256];
  make_path(path, device, "pins", NULL);
  int length = snprintf(text, sizeof text, "%s %d %d %s %d %d\n", pins->pin[0], pins->most[0], pins->left[0], pins->pin[1],
                        pins->most[1], pins->left[1]);
  write_whole_file(path, text, (size_t)length);
}

/* A try: counted before it is compared, as it must be. */
static ULONG try_pin(const char *device, ULONG type, const char *pin, ULONG *left) {
  Pins pins;
  if (type > USER_TYPE || pin == NULL) return type > USER_TYPE ? SAR_USER_TYPE_INVALID : SAR_INVALIDPARAMERR;
  if (!read_pins(device, &pins)) return SAR_FAIL;
  count_try(type);
  if (pins.left[type] == 0) {
    *left = 0;
    return SAR_PIN_LOCKED;
  }
  int is_right = strcmp(pin, pins.pin[type]) == 0;
  pins.left[type] = is_right ? pins.most[type] : pins.left[type] - 1;
  write_pins(device, &pins);
  *left = (ULONG)pins.left[type];
  if (is_right) return SAR_OK;
  return pins.left[type] == 0 ? SAR_PIN_LOCKED : SAR_PIN_INCORRECT;
}

SKF_API SKF_EnumDev(BOOL present, LPSTR names, ULONG *size) {
  BEGIN("SKF_EnumDev");
  (void)present;
  char root[MAX_PATH_BYTES], found[1024], shown[1024];
  make_path(root, NULL);
  list_names(root, "dev", found, sizeof found);
  size_t used = 0;
  for (const char *name = found; *name != '\0'; name += strlen(name) + 1) {
    char device[32];
    snprintf(device, sizeof device, "dev%.20s", name);
    if (is_there(device)) used += (size_t)snprintf(shown + used, sizeof shown - used, "%s", device) + 1;
  }
  shown[used++] = '\0';
  return give_names(shown, used, names, size, SAR_DEVICE_REMOVED);
}

SKF_API SKF_ConnectDev(LPSTR name, HANDLE *device) {
  BEGIN("SKF_ConnectDev");
  if (name == NULL || device == NULL) return SAR_INVALIDPARAMERR;
  if (!is_there(name)) return SAR_DEVICE_REMOVED;
  for (size_t i = 1; i < MAX_OPEN; i++) {
    if (opened[i].kind == NONE) continue;
    if (has_quirk("one-connection") && opened[i].kind == DEVICE && strcmp(opened[i].device, name) == 0) return SAR_FAIL;
    if (has_quirk("one-device")) snprintf(opened[i].device, sizeof opened[i].device, "%s", name);
  }
  *device = open_handle(DEVICE, name, "");
  return *device == NULL ? SAR_FAIL : SAR_OK;
}

SKF_API SKF_DisConnectDev(HANDLE device) {
  BEGIN("SKF_DisConnectDev");
  Open *open = use_handle(device, DEVICE);
  if (open == NULL) return SAR_INVALIDHANDLEERR;
  if (strcmp(logged_in, open->device) == 0) logged_in[0] = '\0';
  close_handle(device);
  return SAR_OK;
}

SKF_API SKF_GetDevInfo(HANDLE device, BYTE *out) {
  BEGIN("SKF_GetDevInfo");
  USE(open, device, DEVICE);
  char lines[4][64];
  read_info(open->device, lines);
  DEVINFO filled, *info = &filled;
  memset(info, 0, sizeof *info);
  info->Version = (VERSION){1, 0};
  snprintf(info->SerialNumber, sizeof info->SerialNumber, "%.31s", lines[0]);
  snprintf(info->Label, sizeof info->Label, "%.31s", lines[1]);
  snprintf(info->Manufacturer, sizeof info->Manufacturer, "%s", lines[2]);
  snprintf(info->Issuer, sizeof info->Issuer, "%s", lines[2]);
  info->AlgSymCap = SGD_SM4_ECB;
  info->AlgAsymCap = SGD_RSA | SGD_SM2_1;
  info->AlgHashCap = 7;
  info->TotalSpace = 65536;
  info->FreeSpace = 40000;
  info->MaxECCBufferSize = info->MaxBufferSize = 1024;
  show_info(info, out);
  return SAR_OK;
}

SKF_API SKF_EnumApplication(HANDLE device, LPSTR names, ULONG *size) {
  BEGIN("SKF_EnumApplication");
  USE(open, device, DEVICE);
  const char both[] = "BROKEN\0" APPLICATION "\0";
  size_t skipped = has_quirk("broken-application") ? 0 : sizeof "BROKEN";
  return give_names(both + skipped, sizeof both - skipped, names, size, SAR_APPLICATION_NOT_EXISTS);
}

SKF_API SKF_OpenApplication(HANDLE device, LPSTR name, HANDLE *application) {
  BEGIN("SKF_OpenApplication");
  USE(open, device, DEVICE);
  if (name != NULL && strcmp(name, "BROKEN") == 0) return SAR_FAIL;
  if (name == NULL || strcmp(name, APPLICATION) != 0) return SAR_APPLICATION_NOT_EXISTS;
  *application = open_handle(APPLICATION_OPEN, open->device, "");
  return *application == NULL ? SAR_FAIL : SAR_OK;
}

SKF_API SKF_CloseApplication(HANDLE application) {
  BEGIN("SKF_CloseApplication");
  if (use_handle(application, APPLICATION_OPEN) == NULL) return SAR_INVALIDHANDLEERR;
  close_handle(application);
  return SAR_OK;
}

SKF_API SKF_ClearSecureState(HANDLE application) {
  BEGIN("SKF_ClearSecureState");
  USE(open, application, APPLICATION_OPEN);
  if (strcmp(logged_in, open->device) == 0) logged_in[0] = '\0';
  return SAR_OK;
}

SKF_API SKF_GetPINInfo(HANDLE application, ULONG type, ULONG *most, ULONG *left, BOOL *is_default) {
  BEGIN("SKF_GetPINInfo");
  USE(open, application, APPLICATION_OPEN);
  Pins pins;
  if (type > USER_TYPE) return SAR_USER_TYPE_INVALID;
  if (has_quirk("pin-info-refused") || !read_pins(open->device, &pins)) return SAR_FAIL;
  *most = (ULONG)pins.most[type];
  *left = (ULONG)pins.left[type];
  if (has_quirk("pin-count-negative")) *left = (ULONG)-1;
  *is_default = 0;
  return SAR_OK;
}

SKF_API SKF_VerifyPIN(HANDLE application, ULONG type, LPSTR pin, ULONG *left) {
  BEGIN("SKF_VerifyPIN");
  USE(open, application, APPLICATION_OPEN);
  ULONG value = try_pin(open->device, type, pin, left);
  if (value == SAR_OK && type == USER_TYPE) snprintf(logged_in, sizeof logged_in, "%s", open->device);
  return value;
}

static ULONG set_pin(const char *device, ULONG type, const char *pin) {
  Pins pins;
  if (strlen(pin) < 6 || strlen(pin) > 16) return SAR_PIN_LEN_RANGE;
  if (!read_pins(device, &pins)) return SAR_FAIL;
  snprintf(pins.pin[type], sizeof pins.pin[type], "%s", pin);
  pins.left[type] = pins.most[type];
  write_pins(device, &pins);
  return SAR_OK;
}

SKF_API SKF_ChangePIN(HANDLE application, ULONG type, LPSTR old_pin, LPSTR new_pin, ULONG *left) {
  BEGIN("SKF_ChangePIN");
  USE(open, application, APPLICATION_OPEN);
  ULONG value = try_pin(open->device, type, old_pin, left);
  if (value == SAR_OK) logged_in[0] = '\0';
  return value == SAR_OK ? set_pin(open->device, type, new_pin) : value;
}

SKF_API SKF_UnblockPIN(HANDLE application, LPSTR admin_pin, LPSTR new_pin, ULONG *left) {
  BEGIN("SKF_UnblockPIN");
  USE(open, application, APPLICATION_OPEN);
  ULONG value = try_pin(open->device, ADMIN_TYPE, admin_pin, left);
  return value == SAR_OK ? set_pin(open->device, USER_TYPE, new_pin) : value;
}

/* Folder name of a container: c- and its name in hexadecimal. */
static void name_folder(const char *name, char *out, size_t room) {
  snprintf(out, room, "c-");
  to_hex(name, out + 2, room - 2);
}

static int count_containers(const char *device, char *names, size_t room) {
  char folder[MAX_PATH_BYTES], found[4096];
  make_path(folder, device, NULL);
  list_names(folder, "c-", found, sizeof found);
  int count = 0;
  size_t used = 0;
  for (const char *hex = found; *hex != '\0'; hex += strlen(hex) + 1, count++) {
    from_hex(hex, names + used, room - used - 1);
    used += strlen(names + used) + 1;
  }
  names[used] = '\0';
  return count;
}

SKF_API SKF_EnumContainer(HANDLE application, LPSTR names, ULONG *size) {
  BEGIN("SKF_EnumContainer");
  USE(open, application, APPLICATION_OPEN);
  char found[4096 + 16];
  int count = count_containers(open->device, found, 4096);
  size_t length = 0;
  for (int i = 0; i < count; i++) length += strlen(found + length) + 1;
  if (has_quirk("broken-container")) {
    memcpy(found + length, "BROKEN\0", sizeof "BROKEN\0");
    length += sizeof "BROKEN";
  }
  return give_names(found, length + 1, names, size, SAR_FILE_NOT_EXIST);
}

SKF_API SKF_CreateContainer(HANDLE application, LPSTR name, HANDLE *container) {
  BEGIN("SKF_CreateContainer");
  USE(open, application, APPLICATION_OPEN);
  NEED_LOGIN(open);
  char folder[160], path[MAX_PATH_BYTES], names[4096], lines[4][64];
  if (name == NULL || strlen(name) == 0 || strlen(name) > 64) return SAR_INVALIDPARAMERR;
  read_info(open->device, lines);
  int most = lines[3][0] == '\0' ? MAX_CONTAINERS : atoi(lines[3]);
  if (count_containers(open->device, names, sizeof names) >= most) return SAR_REACH_MAX_CONTAINER_COUNT;
  name_folder(name, folder, sizeof folder);
  make_path(path, open->device, folder, NULL);
  if (has_file(path)) return SAR_FILE_ALREADY_EXIST;
  if (!make_folder(path)) return SAR_FAIL;
  *container = open_handle(CONTAINER, open->device, folder);
  END("SKF_CreateContainer", open->device);
  return *container == NULL ? SAR_FAIL : SAR_OK;
}

SKF_API SKF_OpenContainer(HANDLE application, LPSTR name, HANDLE *container) {
  BEGIN("SKF_OpenContainer");
  USE(open, application, APPLICATION_OPEN);
  char folder[160], path[MAX_PATH_BYTES];
  if (name == NULL) return SAR_INVALIDPARAMERR;
  if (strcmp(name, "BROKEN") == 0 && has_quirk("broken-container")) return SAR_READFILEERR;
  name_folder(name, folder, sizeof folder);
  make_path(path, open->device, folder, NULL);
  if (!has_file(path)) return SAR_FILE_NOT_EXIST;
  *container = open_handle(CONTAINER, open->device, folder);
  return *container == NULL ? SAR_FAIL : SAR_OK;
}

SKF_API SKF_CloseContainer(HANDLE container) {
  BEGIN("SKF_CloseContainer");
  if (use_handle(container, CONTAINER) == NULL) return SAR_INVALIDHANDLEERR;
  close_handle(container);
  return SAR_OK;
}

SKF_API SKF_DeleteContainer(HANDLE application, LPSTR name) {
  BEGIN("SKF_DeleteContainer");
  USE(open, application, APPLICATION_OPEN);
  NEED_LOGIN(open);
  char folder[160], path[MAX_PATH_BYTES];
  if (name == NULL) return SAR_INVALIDPARAMERR;
  name_folder(name, folder, sizeof folder);
  make_path(path, open->device, folder, NULL);
  if (!has_file(path)) return SAR_FILE_NOT_EXIST;
  return remove_folder(path) ? SAR_OK : SAR_FAIL;
}

static void name_part(const Open *open, BOOL is_signing, const char *kind, char *path) {
  char file[16];
  snprintf(file, sizeof file, "%s.%s", is_signing ? "sign" : "enc", kind);
  make_path(path, open->device, open->container, file, NULL);
}

static int read_key(const Open *open, BOOL is_signing, PrivateKey *key) {
  char path[MAX_PATH_BYTES];
  name_part(open, is_signing, "key", path);
  long length = read_whole_file(path, key->der, sizeof key->der);
  key->length = length < 0 ? 0 : (size_t)length;
  return length > 0;
}

static int write_key(const Open *open, BOOL is_signing, const PrivateKey *key) {
  char path[MAX_PATH_BYTES];
  name_part(open, is_signing, "key", path);
  return write_whole_file(path, key->der, key->length);
}

SKF_API SKF_GetContainerType(HANDLE container, ULONG *type) {
  BEGIN("SKF_GetContainerType");
  USE(open, container, CONTAINER);
  PrivateKey key;
  if (!read_key(open, 1, &key) && !read_key(open, 0, &key))
    *type = 0;
  else
    *type = is_rsa(&key) ? 1 : 2;
  return SAR_OK;
}

SKF_API SKF_GenECCKeyPair(HANDLE container, ULONG algorithm, BYTE *out) {
  BEGIN("SKF_GenECCKeyPair");
  USE(open, container, CONTAINER);
  NEED_LOGIN(open);
  PrivateKey key;
  ECCPUBLICKEYBLOB blob;
  if (algorithm != (has_quirk("sign-use-2") ? SGD_SM2_1_OTHER : SGD_SM2_1)) return SAR_INVALIDPARAMERR;
  if (!generate_sm2(&key) || !write_key(open, 1, &key)) return SAR_FAIL;
  END("SKF_GenECCKeyPair", open->device);
  if (!export_sm2(&key, &blob)) return SAR_FAIL;
  show_public_key(&blob, out);
  return SAR_OK;
}

SKF_API SKF_GenRSAKeyPair(HANDLE container, ULONG bits, RSAPUBLICKEYBLOB *blob) {
  BEGIN("SKF_GenRSAKeyPair");
  USE(open, container, CONTAINER);
  NEED_LOGIN(open);
  PrivateKey key;
  if (bits != 1024 && bits != 2048) return SAR_INVALIDPARAMERR;
  if (!generate_rsa(&key, (unsigned)bits) || !write_key(open, 1, &key)) return SAR_FAIL;
  END("SKF_GenRSAKeyPair", open->device);
  return export_rsa(&key, blob) ? SAR_OK : SAR_FAIL;
}

SKF_API SKF_ExportPublicKey(HANDLE container, BOOL is_signing, BYTE *out, ULONG *size) {
  BEGIN("SKF_ExportPublicKey");
  USE(open, container, CONTAINER);
  PrivateKey key;
  RSAPUBLICKEYBLOB rsa;
  ECCPUBLICKEYBLOB ecc;
  if (!read_key(open, is_signing, &key)) return SAR_KEYNOTFOUNDERR;
  char shown[MAX_PATH_BYTES];
  name_part(open, is_signing, "pub", shown);
  BYTE made[sizeof ecc];
  if (read_whole_file(shown, &ecc, sizeof ecc) == (long)sizeof ecc) return give(made, show_public_key(&ecc, made), out, size);
  if (is_rsa(&key)) return export_rsa(&key, &rsa) ? give(&rsa, sizeof rsa, out, size) : SAR_FAIL;
  return export_sm2(&key, &ecc) ? give(made, show_public_key(&ecc, made), out, size) : SAR_FAIL;
}

SKF_API SKF_ECCSignData(HANDLE container, BYTE *digest, ULONG length, BYTE *out) {
  BEGIN("SKF_ECCSignData");
  USE(open, container, CONTAINER);
  NEED_LOGIN(open);
  PrivateKey key;
  if (!read_key(open, 1, &key) || is_rsa(&key)) return SAR_KEYNOTFOUNDERR;
  ECCSIGNATUREBLOB signature;
  int has_id = has_quirk("signs-message"), does_hash = has_id || has_quirk("signs-prefixed");
  if (!does_hash && length != 32) return SAR_INDATALENERR;
  if (!(does_hash ? sign_sm2_data(&key, has_id, digest, length, &signature) : sign_sm2(&key, digest, &signature)))
    return SAR_FAIL;
  if (has_fault("wrong-signature")) signature.s[63] ^= 1;
  if (has_quirk("signature-der"))
    encode_signature(&signature, out);
  else
    show_signature(&signature, out);
  END("SKF_ECCSignData", open->device);
  return SAR_OK;
}

SKF_API SKF_RSASignData(HANDLE container, BYTE *data, ULONG length, BYTE *out, ULONG *size) {
  BEGIN("SKF_RSASignData");
  USE(open, container, CONTAINER);
  NEED_LOGIN(open);
  PrivateKey key;
  BYTE signature[256];
  if (!read_key(open, 1, &key) || !is_rsa(&key)) return SAR_KEYNOTFOUNDERR;
  /* DigestInfo of SHA-256 (RFC 8017 §9.2). */
  BYTE info[51] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0, 0x04, 0x20};
  if (has_quirk("rsa-digest")) {
    if (length != 32) return SAR_INDATALENERR;
    memcpy(info + 19, data, 32);
    data = info;
    length = sizeof info;
  }
  size_t made = sign_rsa(&key, data, length, signature, sizeof signature);
  return made == 0 ? SAR_INDATALENERR : give(signature, made, out, size);
}

/* GM/T 0016 §6.4.10: SM4 key for our signing key, private key under the SM4 key. Both are opened here and never leave. */
SKF_API SKF_ImportECCKeyPair(HANDLE container, BYTE *in) {
  BEGIN("SKF_ImportECCKeyPair");
  USE(open, container, CONTAINER);
  NEED_LOGIN(open);
  PrivateKey signing, imported;
  BYTE wrapping[64], scalar[64];
  /* The last member is longer than it says. */
  BYTE room[sizeof(ENVELOPEDKEYBLOB) + 128];
  ENVELOPEDKEYBLOB *blob = (ENVELOPEDKEYBLOB *)room;
  take_envelope(in, blob);
  if (blob->Version != 1 || blob->ulSymmAlgID != SGD_SM4_ECB || blob->ulBits != 256) return SAR_INVALIDPARAMERR;
  if (!read_key(open, 1, &signing)) return SAR_KEYNOTFOUNDERR;
  if (decrypt_sm2(&signing, &blob->ECCCipherBlob, wrapping, sizeof wrapping) != 16) return SAR_DECRYPTPADERR;
  use_sm4(wrapping, 0, blob->cbEncryptedPriKey + 32, 32, scalar);
  /* Some tokens believe what the envelope says of the public key, and show it. */
  int is_trusting = has_fault("trusting-import");
  char shown[MAX_PATH_BYTES];
  name_part(open, 0, "pub", shown);
  if (!import_sm2(&imported, scalar, &blob->PubKey, !is_trusting)) return SAR_INDATAERR;
  if (!write_key(open, 0, &imported)) return SAR_FAIL;
  if (is_trusting && !write_whole_file(shown, &blob->PubKey, sizeof blob->PubKey)) return SAR_FAIL;
  END("SKF_ImportECCKeyPair", open->device);
  return SAR_OK;
}

SKF_API SKF_ImportRSAKeyPair(HANDLE container, ULONG algorithm, BYTE *wrapped, ULONG wrapped_length, BYTE *data, ULONG length) {
  BEGIN("SKF_ImportRSAKeyPair");
  USE(open, container, CONTAINER);
  NEED_LOGIN(open);
  PrivateKey signing, imported;
  BYTE wrapping[256], der[2400];
  if (algorithm != SGD_SM4_ECB || length > sizeof der || length % 16 != 0) return SAR_INVALIDPARAMERR;
  if (!read_key(open, 1, &signing)) return SAR_KEYNOTFOUNDERR;
  if (decrypt_rsa(&signing, wrapped, wrapped_length, wrapping, sizeof wrapping) != 16) return SAR_DECRYPTPADERR;
  use_sm4(wrapping, 0, data, length, der);
  if (!import_rsa(&imported, der, length) || !write_key(open, 0, &imported)) return SAR_INDATAERR;
  END("SKF_ImportRSAKeyPair", open->device);
  return SAR_OK;
}

SKF_API SKF_ImportSessionKey(HANDLE container, ULONG algorithm, BYTE *wrapped, ULONG length, HANDLE *session_key) {
  BEGIN("SKF_ImportSessionKey");
  USE(open, container, CONTAINER);
  NEED_LOGIN(open);
  PrivateKey key;
  BYTE plain[256];
  if (algorithm != SGD_SM4_ECB) return SAR_NOTSUPPORTYETERR;
  if (!read_key(open, 0, &key)) return SAR_KEYNOTFOUNDERR;
  BYTE cipher[sizeof(ECCCIPHERBLOB) + 128];
  if (!is_rsa(&key)) take_cipher(wrapped, (ECCCIPHERBLOB *)cipher);
  size_t made = is_rsa(&key) ? decrypt_rsa(&key, wrapped, length, plain, sizeof plain)
                             : decrypt_sm2(&key, (const ECCCIPHERBLOB *)cipher, plain, sizeof plain);
  if (made != 16) return SAR_DECRYPTPADERR;
  *session_key = open_handle(SESSION_KEY, open->device, "");
  if (*session_key == NULL) return SAR_FAIL;
  memcpy(use_handle(*session_key, SESSION_KEY)->key, plain, 16);
  return SAR_OK;
}

SKF_API SKF_EncryptInit(HANDLE session_key, BLOCKCIPHERPARAM parameters) {
  BEGIN("SKF_EncryptInit");
  USE(open, session_key, SESSION_KEY);
  return parameters.PaddingType == 0 ? SAR_OK : SAR_NOTSUPPORTYETERR;
}

SKF_API SKF_Encrypt(HANDLE session_key, BYTE *data, ULONG length, BYTE *out, ULONG *size) {
  BEGIN("SKF_Encrypt");
  USE(open, session_key, SESSION_KEY);
  BYTE made[64];
  if (length == 0 || length > sizeof made || length % 16 != 0) return SAR_INDATALENERR;
  return use_sm4(open->key, 1, data, length, made) ? give(made, length, out, size) : SAR_FAIL;
}

SKF_API SKF_CloseHandle(HANDLE handle) {
  BEGIN("SKF_CloseHandle");
  close_handle(handle);
  return SAR_OK;
}

SKF_API SKF_ImportCertificate(HANDLE container, BOOL is_signing, BYTE *der, ULONG length) {
  BEGIN("SKF_ImportCertificate");
  USE(open, container, CONTAINER);
  NEED_LOGIN(open);
  char path[MAX_PATH_BYTES];
  if (has_fault("swap-certificates")) is_signing = !is_signing;
  if (has_fault("lose-certificates")) return SAR_OK;
  name_part(open, is_signing, "cer", path);
  if (!write_whole_file(path, der, length)) return SAR_FAIL;
  END("SKF_ImportCertificate", open->device);
  return SAR_OK;
}

SKF_API SKF_ExportCertificate(HANDLE container, BOOL is_signing, BYTE *out, ULONG *size) {
  BEGIN("SKF_ExportCertificate");
  USE(open, container, CONTAINER);
  char path[MAX_PATH_BYTES];
  BYTE der[8192];
  name_part(open, is_signing, "cer", path);
  long length = read_whole_file(path, der, sizeof der);
  return length <= 0 ? (ULONG)SAR_CERTNOTFOUNDERR : give(der, (size_t)length, out, size);
}
