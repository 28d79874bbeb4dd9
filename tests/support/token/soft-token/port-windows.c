/* The token's platform on Windows: CNG (bcrypt.dll). File names are in the system's code page: a test's folder is ASCII. */
#include <windows.h>
/* Behind windows.h. */
#include <bcrypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "port.h"

#define WORKS(status) ((status) == 0)

int port_random(uint8_t *bytes, size_t count) {
  return WORKS(BCryptGenRandom(NULL, bytes, (ULONG)count, BCRYPT_USE_SYSTEM_PREFERRED_RNG));
}

static BCRYPT_ALG_HANDLE open_algorithm(LPCWSTR name) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  return WORKS(BCryptOpenAlgorithmProvider(&algorithm, name, NULL, 0)) ? algorithm : NULL;
}

int port_sha256(const uint8_t *data, size_t length, uint8_t digest[DIGEST_BYTES]) {
  BCRYPT_ALG_HANDLE algorithm = open_algorithm(BCRYPT_SHA256_ALGORITHM);
  BCRYPT_HASH_HANDLE hash = NULL;
  int done = algorithm != NULL && WORKS(BCryptCreateHash(algorithm, &hash, NULL, 0, NULL, 0, 0)) &&
             WORKS(BCryptHashData(hash, (PUCHAR)data, (ULONG)length, 0)) &&
             WORKS(BCryptFinishHash(hash, digest, DIGEST_BYTES, 0));
  if (hash != NULL) BCryptDestroyHash(hash);
  if (algorithm != NULL) BCryptCloseAlgorithmProvider(algorithm, 0);
  return done;
}

/* A new key as the blob of this kind. */
static int make_key(LPCWSTR name, ULONG bits, LPCWSTR kind, uint8_t *blob, ULONG room) {
  BCRYPT_ALG_HANDLE algorithm = open_algorithm(name);
  BCRYPT_KEY_HANDLE key = NULL;
  ULONG length = 0;
  int done = algorithm != NULL && WORKS(BCryptGenerateKeyPair(algorithm, &key, bits, 0)) &&
             WORKS(BCryptFinalizeKeyPair(key, 0)) && WORKS(BCryptExportKey(key, NULL, kind, blob, room, &length, 0));
  if (key != NULL) BCryptDestroyKey(key);
  if (algorithm != NULL) BCryptCloseAlgorithmProvider(algorithm, 0);
  return done;
}

static int sign(LPCWSTR name, LPCWSTR kind, uint8_t *blob, ULONG size, const uint8_t *digest, uint8_t *signature, ULONG room) {
  BCRYPT_PKCS1_PADDING_INFO padding = {BCRYPT_SHA256_ALGORITHM};
  int is_rsa = wcscmp(name, BCRYPT_RSA_ALGORITHM) == 0;
  BCRYPT_ALG_HANDLE algorithm = open_algorithm(name);
  BCRYPT_KEY_HANDLE key = NULL;
  ULONG length = 0;
  int done = algorithm != NULL && WORKS(BCryptImportKeyPair(algorithm, NULL, kind, &key, blob, size, 0)) &&
             WORKS(BCryptSignHash(key, is_rsa ? &padding : NULL, (PUCHAR)digest, DIGEST_BYTES, signature, room, &length,
                                  is_rsa ? BCRYPT_PAD_PKCS1 : 0)) &&
             length == room;
  if (key != NULL) BCryptDestroyKey(key);
  if (algorithm != NULL) BCryptCloseAlgorithmProvider(algorithm, 0);
  SecureZeroMemory(blob, size);
  return done;
}

/* BCRYPT_RSAKEY_BLOB with exponent, modulus, primes, and in the full form what follows from them. */
#define EXPONENT_BYTES 3
#define RSA_SHORT_BYTES (sizeof(BCRYPT_RSAKEY_BLOB) + EXPONENT_BYTES + RSA_BYTES + 2 * RSA_PRIME_BYTES)
#define RSA_FULL_BYTES (RSA_SHORT_BYTES + 3 * RSA_PRIME_BYTES + RSA_BYTES)

static uint8_t *take(uint8_t *at, uint8_t *out, size_t length) {
  memcpy(out, at, length);
  return at + length;
}

int port_make_rsa(RsaKey *out) {
  uint8_t blob[RSA_FULL_BYTES + 16];
  if (!make_key(BCRYPT_RSA_ALGORITHM, RSA_BYTES * 8, BCRYPT_RSAFULLPRIVATE_BLOB, blob, sizeof blob)) return 0;
  const BCRYPT_RSAKEY_BLOB *head = (const BCRYPT_RSAKEY_BLOB *)blob;
  uint8_t exponent[EXPONENT_BYTES];
  if (head->cbPublicExp != EXPONENT_BYTES || head->cbModulus != RSA_BYTES || head->cbPrime1 != RSA_PRIME_BYTES) return 0;
  uint8_t *at = take(blob + sizeof *head, exponent, sizeof exponent);
  at = take(at, out->modulus, RSA_BYTES);
  at = take(at, out->prime1, RSA_PRIME_BYTES);
  at = take(at, out->prime2, RSA_PRIME_BYTES);
  at = take(at, out->exponent1, RSA_PRIME_BYTES);
  at = take(at, out->exponent2, RSA_PRIME_BYTES);
  at = take(at, out->coefficient, RSA_PRIME_BYTES);
  take(at, out->private_exponent, RSA_BYTES);
  SecureZeroMemory(blob, sizeof blob);
  return memcmp(exponent, "\1\0\1", sizeof exponent) == 0;
}

int port_make_ec(EcKey *out) {
  uint8_t blob[sizeof(BCRYPT_ECCKEY_BLOB) + 3 * EC_BYTES];
  if (!make_key(BCRYPT_ECDSA_P256_ALGORITHM, 256, BCRYPT_ECCPRIVATE_BLOB, blob, sizeof blob)) return 0;
  uint8_t *at = take(blob + sizeof(BCRYPT_ECCKEY_BLOB), out->x, EC_BYTES);
  take(take(at, out->y, EC_BYTES), out->d, EC_BYTES);
  SecureZeroMemory(blob, sizeof blob);
  return 1;
}

static uint8_t *put(uint8_t *at, const void *value, size_t length) {
  memcpy(at, value, length);
  return at + length;
}

int port_sign_rsa(const RsaKey *key, const uint8_t digest[DIGEST_BYTES], uint8_t signature[RSA_BYTES]) {
  uint8_t blob[RSA_SHORT_BYTES];
  BCRYPT_RSAKEY_BLOB head = {BCRYPT_RSAPRIVATE_MAGIC, RSA_BYTES * 8, EXPONENT_BYTES, RSA_BYTES, RSA_PRIME_BYTES, RSA_PRIME_BYTES};
  uint8_t *at = put(put(blob, &head, sizeof head), "\1\0\1", EXPONENT_BYTES);
  at = put(at, key->modulus, RSA_BYTES);
  put(put(at, key->prime1, RSA_PRIME_BYTES), key->prime2, RSA_PRIME_BYTES);
  return sign(BCRYPT_RSA_ALGORITHM, BCRYPT_RSAPRIVATE_BLOB, blob, sizeof blob, digest, signature, RSA_BYTES);
}

int port_sign_ec(const EcKey *key, const uint8_t digest[DIGEST_BYTES], uint8_t signature[2 * EC_BYTES]) {
  uint8_t blob[sizeof(BCRYPT_ECCKEY_BLOB) + 3 * EC_BYTES];
  BCRYPT_ECCKEY_BLOB head = {BCRYPT_ECDSA_PRIVATE_P256_MAGIC, EC_BYTES};
  uint8_t *at = put(put(blob, &head, sizeof head), key->x, EC_BYTES);
  put(put(at, key->y, EC_BYTES), key->d, EC_BYTES);
  return sign(BCRYPT_ECDSA_P256_ALGORITHM, BCRYPT_ECCPRIVATE_BLOB, blob, sizeof blob, digest, signature, 2 * EC_BYTES);
}

int port_is_folder(const char *path) {
  DWORD attributes = GetFileAttributesA(path);
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

char *port_read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *text = size < 0 ? NULL : malloc((size_t)size + 1);
  if (text != NULL) text[fread(text, 1, (size_t)size, file)] = 0;
  fclose(file);
  return text;
}

int port_replace_file(const char *path, const char *text, size_t length) {
  char draft[4096];
  snprintf(draft, sizeof draft, "%s.%lu", path, GetCurrentProcessId());
  FILE *file = fopen(draft, "wb");
  if (file == NULL) return 0;
  int is_written = fwrite(text, 1, length, file) == length;
  return fclose(file) == 0 && is_written && MoveFileExA(draft, path, MOVEFILE_REPLACE_EXISTING);
}

/* BCrypt knows no SM2: the token has no such mechanism there. */
int port_make_sm2(EcKey *key) {
  (void)key;
  return 0;
}

int port_sm3(const uint8_t *data, size_t length, uint8_t digest[DIGEST_BYTES]) {
  (void)data;
  (void)length;
  (void)digest;
  return 0;
}

int port_sign_sm2(const EcKey *key, const uint8_t e[DIGEST_BYTES], uint8_t signature[2 * EC_BYTES]) {
  (void)key;
  (void)e;
  (void)signature;
  return 0;
}
