/* See crypto.h. */
#include "crypto.h"

#include <openssl/asn1t.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

/* GM/T 0009 §7.2, SM2Cipher: what OpenSSL takes to decrypt. */
typedef struct {
  ASN1_INTEGER *x, *y;
  ASN1_OCTET_STRING *hash, *text;
} SM2_CIPHER;
DECLARE_ASN1_FUNCTIONS(SM2_CIPHER)
ASN1_SEQUENCE(SM2_CIPHER) = {ASN1_SIMPLE(SM2_CIPHER, x, ASN1_INTEGER), ASN1_SIMPLE(SM2_CIPHER, y, ASN1_INTEGER),
                             ASN1_SIMPLE(SM2_CIPHER, hash, ASN1_OCTET_STRING),
                             ASN1_SIMPLE(SM2_CIPHER, text, ASN1_OCTET_STRING)} ASN1_SEQUENCE_END(SM2_CIPHER)
IMPLEMENT_ASN1_FUNCTIONS(SM2_CIPHER)

static int keep(EVP_PKEY *pair, PrivateKey *key) {
  unsigned char *der = NULL;
  PKCS8_PRIV_KEY_INFO *info = pair == NULL ? NULL : EVP_PKEY2PKCS8(pair);
  int length = info == NULL ? 0 : i2d_PKCS8_PRIV_KEY_INFO(info, &der);
  int fits = length > 0 && (size_t)length <= sizeof key->der;
  if (fits) {
    memcpy(key->der, der, (size_t)length);
    key->length = (size_t)length;
  }
  OPENSSL_free(der);
  PKCS8_PRIV_KEY_INFO_free(info);
  EVP_PKEY_free(pair);
  return fits;
}

static EVP_PKEY *open_key(const PrivateKey *key) {
  const unsigned char *der = key->der;
  return d2i_AutoPrivateKey(NULL, &der, (long)key->length);
}

int generate_sm2(PrivateKey *key) { return keep(EVP_PKEY_Q_keygen(NULL, NULL, "SM2"), key); }

int generate_rsa(PrivateKey *key, unsigned bits) {
  return keep(EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)bits), key);
}

int is_rsa(const PrivateKey *key) {
  EVP_PKEY *pair = open_key(key);
  int answer = pair != NULL && EVP_PKEY_is_a(pair, "RSA");
  EVP_PKEY_free(pair);
  return answer;
}

int export_sm2(const PrivateKey *key, ECCPUBLICKEYBLOB *blob) {
  BYTE point[65];
  size_t length = 0;
  EVP_PKEY *pair = open_key(key);
  int ok = pair != NULL &&
           EVP_PKEY_get_octet_string_param(pair, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &length) && length == 65;
  EVP_PKEY_free(pair);
  if (!ok) return 0;
  memset(blob, 0, sizeof *blob);
  blob->BitLen = 256;
  memcpy(blob->XCoordinate + 32, point + 1, 32);
  memcpy(blob->YCoordinate + 32, point + 33, 32);
  return 1;
}

int export_rsa(const PrivateKey *key, RSAPUBLICKEYBLOB *blob) {
  BIGNUM *n = NULL, *e = NULL;
  EVP_PKEY *pair = open_key(key);
  int ok = pair != NULL && EVP_PKEY_get_bn_param(pair, OSSL_PKEY_PARAM_RSA_N, &n) &&
           EVP_PKEY_get_bn_param(pair, OSSL_PKEY_PARAM_RSA_E, &e);
  if (ok) {
    memset(blob, 0, sizeof *blob);
    blob->AlgID = SGD_RSA;
    blob->BitLen = (ULONG)BN_num_bits(n);
    /* From the left, as vendors do with keys of 1024 bits in room for 2048. */
    ok = BN_bn2bin(n, blob->Modulus) > 0 && BN_bn2binpad(e, blob->PublicExponent, 4) == 4;
  }
  BN_free(n);
  BN_free(e);
  EVP_PKEY_free(pair);
  return ok;
}

static int decode_signature(const BYTE *der, size_t length, ECCSIGNATUREBLOB *signature) {
  ECDSA_SIG *pairs = d2i_ECDSA_SIG(NULL, &der, (long)length);
  if (pairs == NULL) return 0;
  memset(signature, 0, sizeof *signature);
  int ok = BN_bn2binpad(ECDSA_SIG_get0_r(pairs), signature->r + 32, 32) == 32 &&
           BN_bn2binpad(ECDSA_SIG_get0_s(pairs), signature->s + 32, 32) == 32;
  ECDSA_SIG_free(pairs);
  return ok;
}

size_t encode_signature(const ECCSIGNATUREBLOB *signature, BYTE *out) {
  ECDSA_SIG *pairs = ECDSA_SIG_new();
  int ok = pairs != NULL && ECDSA_SIG_set0(pairs, BN_bin2bn(signature->r, 64, NULL), BN_bin2bn(signature->s, 64, NULL));
  int length = ok ? i2d_ECDSA_SIG(pairs, &out) : 0;
  ECDSA_SIG_free(pairs);
  return length < 0 ? 0 : (size_t)length;
}

int sign_sm2(const PrivateKey *key, const BYTE *digest, ECCSIGNATUREBLOB *signature) {
  BYTE der[80];
  size_t length = sizeof der;
  EVP_PKEY *pair = open_key(key);
  EVP_PKEY_CTX *context = pair == NULL ? NULL : EVP_PKEY_CTX_new(pair, NULL);
  int ok = context != NULL && EVP_PKEY_sign_init(context) > 0 && EVP_PKEY_sign(context, der, &length, digest, 32) > 0;
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(pair);
  return ok && decode_signature(der, length, signature);
}

int sign_sm2_data(const PrivateKey *key, int has_id, const BYTE *data, size_t length, ECCSIGNATUREBLOB *signature) {
  static const char id[] = "1234567812345678";
  BYTE digest[32], der[80];
  size_t made = sizeof der;
  if (!has_id) return EVP_Digest(data, length, digest, NULL, EVP_get_digestbyname("SM3"), NULL) && sign_sm2(key, digest, signature);
  EVP_PKEY *pair = open_key(key);
  EVP_PKEY_CTX *context = pair == NULL ? NULL : EVP_PKEY_CTX_new(pair, NULL);
  EVP_MD_CTX *hash = EVP_MD_CTX_new();
  EVP_MD_CTX_set_pkey_ctx(hash, context);
  int ok = context != NULL && EVP_PKEY_CTX_set1_id(context, id, sizeof id - 1) > 0 &&
           EVP_DigestSignInit(hash, NULL, EVP_get_digestbyname("SM3"), NULL, pair) > 0 && EVP_DigestSign(hash, der, &made, data, length) > 0;
  EVP_MD_CTX_free(hash);
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(pair);
  return ok && decode_signature(der, made, signature);
}

typedef int (*Operation)(EVP_PKEY_CTX *, unsigned char *, size_t *, const unsigned char *, size_t);

static size_t operate(const PrivateKey *key, int (*init)(EVP_PKEY_CTX *), Operation work, int is_padded, const BYTE *data,
                      size_t length, BYTE *out, size_t room) {
  EVP_PKEY *pair = open_key(key);
  EVP_PKEY_CTX *context = pair == NULL ? NULL : EVP_PKEY_CTX_new(pair, NULL);
  int ok = context != NULL && init(context) > 0 &&
           (!is_padded || EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0) &&
           work(context, out, &room, data, length) > 0;
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(pair);
  return ok ? room : 0;
}

size_t sign_rsa(const PrivateKey *key, const BYTE *data, size_t length, BYTE *out, size_t room) {
  return operate(key, EVP_PKEY_sign_init, EVP_PKEY_sign, 1, data, length, out, room);
}

size_t decrypt_rsa(const PrivateKey *key, const BYTE *data, size_t length, BYTE *out, size_t room) {
  return operate(key, EVP_PKEY_decrypt_init, EVP_PKEY_decrypt, 1, data, length, out, room);
}

size_t decrypt_sm2(const PrivateKey *key, const ECCCIPHERBLOB *cipher, BYTE *out, size_t room) {
  SM2_CIPHER *parts = SM2_CIPHER_new();
  BIGNUM *x = BN_bin2bn(cipher->XCoordinate, 64, NULL), *y = BN_bin2bn(cipher->YCoordinate, 64, NULL);
  unsigned char *der = NULL;
  int length = 0;
  if (parts != NULL && BN_to_ASN1_INTEGER(x, parts->x) && BN_to_ASN1_INTEGER(y, parts->y) &&
      ASN1_OCTET_STRING_set(parts->hash, cipher->HASH, 32) &&
      ASN1_OCTET_STRING_set(parts->text, cipher->Cipher, (int)cipher->CipherLen))
    length = i2d_SM2_CIPHER(parts, &der);
  size_t plain = length <= 0 ? 0 : operate(key, EVP_PKEY_decrypt_init, EVP_PKEY_decrypt, 0, der, (size_t)length, out, room);
  OPENSSL_free(der);
  BN_free(x);
  BN_free(y);
  SM2_CIPHER_free(parts);
  return plain;
}

int import_sm2(PrivateKey *key, const BYTE *scalar, const ECCPUBLICKEYBLOB *expected, int is_checked) {
  BYTE point[65];
  EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
  EC_POINT *product = EC_POINT_new(group);
  BIGNUM *number = BN_bin2bn(scalar, 32, NULL);
  OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
  OSSL_PARAM *parameters = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
  EVP_PKEY *pair = NULL;
  int ok = EC_POINT_mul(group, product, number, NULL, NULL, NULL) &&
           EC_POINT_point2oct(group, product, POINT_CONVERSION_UNCOMPRESSED, point, sizeof point, NULL) == 65 &&
           (!is_checked || (memcmp(point + 1, expected->XCoordinate + 32, 32) == 0 &&
                            memcmp(point + 33, expected->YCoordinate + 32, 32) == 0)) &&
           OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) &&
           OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) &&
           OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, number) &&
           (parameters = OSSL_PARAM_BLD_to_param(build)) != NULL && EVP_PKEY_fromdata_init(context) > 0 &&
           EVP_PKEY_fromdata(context, &pair, EVP_PKEY_KEYPAIR, parameters) > 0;
  OSSL_PARAM_free(parameters);
  OSSL_PARAM_BLD_free(build);
  EVP_PKEY_CTX_free(context);
  BN_clear_free(number);
  EC_POINT_free(product);
  EC_GROUP_free(group);
  return keep(ok ? pair : NULL, key);
}

int import_rsa(PrivateKey *key, const BYTE *der, size_t length) {
  return keep(d2i_AutoPrivateKey(NULL, &der, (long)length), key);
}

int use_sm4(const BYTE key[16], int is_encrypting, const BYTE *in, size_t length, BYTE *out) {
  int done = 0;
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
  int ok = context != NULL && EVP_CipherInit_ex(context, EVP_get_cipherbyname("SM4-ECB"), NULL, key, NULL, is_encrypting) &&
           EVP_CIPHER_CTX_set_padding(context, 0) && EVP_CipherUpdate(context, out, &done, in, (int)length) &&
           (size_t)done == length;
  EVP_CIPHER_CTX_free(context);
  return ok;
}
