/* The token's platform on Linux: OpenSSL 3. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "port.h"

int port_random(uint8_t *bytes, size_t count) { return RAND_bytes(bytes, (int)count) == 1; }

int port_sha256(const uint8_t *data, size_t length, uint8_t digest[DIGEST_BYTES]) {
  return EVP_Digest(data, length, digest, NULL, EVP_sha256(), NULL);
}

static int read_number(EVP_PKEY *key, const char *name, uint8_t *out, int length) {
  BIGNUM *number = NULL;
  int done = EVP_PKEY_get_bn_param(key, name, &number) && BN_bn2binpad(number, out, length) == length;
  BN_clear_free(number);
  return done;
}

int port_make_rsa(RsaKey *out) {
  EVP_PKEY *key = EVP_RSA_gen(RSA_BYTES * 8);
  int done = key != NULL && read_number(key, OSSL_PKEY_PARAM_RSA_N, out->modulus, RSA_BYTES) &&
             read_number(key, OSSL_PKEY_PARAM_RSA_D, out->private_exponent, RSA_BYTES) &&
             read_number(key, OSSL_PKEY_PARAM_RSA_FACTOR1, out->prime1, RSA_PRIME_BYTES) &&
             read_number(key, OSSL_PKEY_PARAM_RSA_FACTOR2, out->prime2, RSA_PRIME_BYTES) &&
             read_number(key, OSSL_PKEY_PARAM_RSA_EXPONENT1, out->exponent1, RSA_PRIME_BYTES) &&
             read_number(key, OSSL_PKEY_PARAM_RSA_EXPONENT2, out->exponent2, RSA_PRIME_BYTES) &&
             read_number(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, out->coefficient, RSA_PRIME_BYTES);
  EVP_PKEY_free(key);
  return done;
}

static int keep_ec(EVP_PKEY *key, EcKey *out) {
  int done = key != NULL && read_number(key, OSSL_PKEY_PARAM_EC_PUB_X, out->x, EC_BYTES) &&
             read_number(key, OSSL_PKEY_PARAM_EC_PUB_Y, out->y, EC_BYTES) &&
             read_number(key, OSSL_PKEY_PARAM_PRIV_KEY, out->d, EC_BYTES);
  EVP_PKEY_free(key);
  return done;
}

int port_make_ec(EcKey *out) { return keep_ec(EVP_EC_gen("P-256"), out); }

int port_make_sm2(EcKey *out) { return keep_ec(EVP_PKEY_Q_keygen(NULL, NULL, "SM2"), out); }

int port_sm3(const uint8_t *data, size_t length, uint8_t digest[DIGEST_BYTES]) {
  return EVP_Digest(data, length, digest, NULL, EVP_sm3(), NULL);
}

static EVP_PKEY *build_key(const char *type, OSSL_PARAM_BLD *builder) {
  EVP_PKEY *key = NULL;
  OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
  if (EVP_PKEY_fromdata_init(context) != 1 || EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, parameters) != 1)
    key = NULL;
  EVP_PKEY_CTX_free(context);
  OSSL_PARAM_free(parameters);
  OSSL_PARAM_BLD_free(builder);
  return key;
}

/* @param hash NULL where the key's own is understood */
static int sign(EVP_PKEY *key, int is_rsa, const EVP_MD *hash, const uint8_t *digest, uint8_t *signature, size_t *length) {
  EVP_PKEY_CTX *context = key == NULL ? NULL : EVP_PKEY_CTX_new(key, NULL);
  int done = context != NULL && EVP_PKEY_sign_init(context) == 1 &&
             (!is_rsa || EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1) &&
             (hash == NULL || EVP_PKEY_CTX_set_signature_md(context, hash) == 1) &&
             EVP_PKEY_sign(context, signature, length, digest, DIGEST_BYTES) == 1;
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(key);
  return done;
}

int port_sign_rsa(const RsaKey *key, const uint8_t digest[DIGEST_BYTES], uint8_t signature[RSA_BYTES]) {
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  BIGNUM *n = BN_bin2bn(key->modulus, RSA_BYTES, NULL), *d = BN_bin2bn(key->private_exponent, RSA_BYTES, NULL);
  BIGNUM *e = BN_new();
  BN_set_word(e, 65537);
  OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n);
  OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e);
  OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_D, d);
  EVP_PKEY *pkey = build_key("RSA", builder);
  BN_free(n);
  BN_free(e);
  BN_clear_free(d);
  size_t length = RSA_BYTES;
  return sign(pkey, 1, EVP_sha256(), digest, signature, &length) && length == RSA_BYTES;
}

static int sign_on_curve(const EcKey *key, const char *type, const char *curve, const EVP_MD *hash, const uint8_t *digest,
                         uint8_t *signature) {
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  uint8_t point[1 + 2 * EC_BYTES] = {4}, der[128];
  memcpy(point + 1, key->x, EC_BYTES);
  memcpy(point + 1 + EC_BYTES, key->y, EC_BYTES);
  BIGNUM *d = BN_bin2bn(key->d, EC_BYTES, NULL);
  OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, curve, 0);
  OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point);
  OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, d);
  EVP_PKEY *pkey = build_key(type, builder);
  BN_clear_free(d);
  size_t length = sizeof der;
  if (!sign(pkey, 0, hash, digest, der, &length)) return 0;
  const uint8_t *at = der;
  ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &at, (long)length);
  int done = pair != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(pair), signature, EC_BYTES) == EC_BYTES &&
             BN_bn2binpad(ECDSA_SIG_get0_s(pair), signature + EC_BYTES, EC_BYTES) == EC_BYTES;
  ECDSA_SIG_free(pair);
  return done;
}

int port_sign_ec(const EcKey *key, const uint8_t digest[DIGEST_BYTES], uint8_t signature[2 * EC_BYTES]) {
  return sign_on_curve(key, "EC", "P-256", EVP_sha256(), digest, signature);
}

int port_sign_sm2(const EcKey *key, const uint8_t e[DIGEST_BYTES], uint8_t signature[2 * EC_BYTES]) {
  return sign_on_curve(key, "SM2", "SM2", NULL, e, signature);
}

int port_is_folder(const char *path) {
  struct stat facts;
  return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

char *port_read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  struct stat facts;
  if (file == NULL) return NULL;
  char *text = fstat(fileno(file), &facts) == 0 ? malloc((size_t)facts.st_size + 1) : NULL;
  if (text != NULL) text[fread(text, 1, (size_t)facts.st_size, file)] = 0;
  fclose(file);
  return text;
}

int port_replace_file(const char *path, const char *text, size_t length) {
  char draft[4096];
  snprintf(draft, sizeof draft, "%s.%ld", path, (long)getpid());
  FILE *file = fopen(draft, "wb");
  if (file == NULL) return 0;
  int is_written = fwrite(text, 1, length, file) == length;
  return fclose(file) == 0 && is_written && rename(draft, path) == 0;
}
