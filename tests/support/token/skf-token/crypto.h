/* SM2, SM4 and RSA for the token, by OpenSSL's libcrypto. Private keys are DER (PKCS#8) outside of here. */
#ifndef SOFT_SKF_CRYPTO_H
#define SOFT_SKF_CRYPTO_H
#include <stddef.h>

#include "skf.h"

typedef struct {
  BYTE der[2400];
  size_t length;
} PrivateKey;

int generate_sm2(PrivateKey *key);
int generate_rsa(PrivateKey *key, unsigned bits);
int is_rsa(const PrivateKey *key);
int export_sm2(const PrivateKey *key, ECCPUBLICKEYBLOB *blob);
int export_rsa(const PrivateKey *key, RSAPUBLICKEYBLOB *blob);
/* `digest`: 32 octets, SM3(Z ‖ M). */
int sign_sm2(const PrivateKey *key, const BYTE *digest, ECCSIGNATUREBLOB *signature);
/* SM3 of what is given, and a signature over it; with `has_id`, over SM3(Z ‖ data) for the id that everybody uses. */
int sign_sm2_data(const PrivateKey *key, int has_id, const BYTE *data, size_t length, ECCSIGNATUREBLOB *signature);
/* SEQUENCE of r and s. @return octets, 0 when it fails */
size_t encode_signature(const ECCSIGNATUREBLOB *signature, BYTE *out);
/* PKCS#1 v1.5 over what is given (a DigestInfo). @return octets, 0 when it fails */
size_t sign_rsa(const PrivateKey *key, const BYTE *data, size_t length, BYTE *out, size_t room);
/* @return octets of the plain text, 0 when it fails */
size_t decrypt_sm2(const PrivateKey *key, const ECCCIPHERBLOB *cipher, BYTE *out, size_t room);
size_t decrypt_rsa(const PrivateKey *key, const BYTE *data, size_t length, BYTE *out, size_t room);
/* A private key out of its 32 octets; fails when it is to be checked and the public key is not the one in `expected`. */
int import_sm2(PrivateKey *key, const BYTE *scalar, const ECCPUBLICKEYBLOB *expected, int is_checked);
/* RSAPrivateKey (PKCS#1) or PKCS#8, DER. */
int import_rsa(PrivateKey *key, const BYTE *der, size_t length);
/* SM4 in ECB mode without padding. */
int use_sm4(const BYTE key[16], int is_encrypting, const BYTE *in, size_t length, BYTE *out);
#endif
