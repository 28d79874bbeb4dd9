/* What the token takes from its platform: arithmetic on keys, randomness, files. Numbers are big-endian and of full length.
 * Every function returns 1 when it worked. */
#ifndef SOFT_TOKEN_PORT_H
#define SOFT_TOKEN_PORT_H
#include <stddef.h>
#include <stdint.h>

#define RSA_BYTES 256
#define RSA_PRIME_BYTES 128
#define EC_BYTES 32
#define DIGEST_BYTES 32

typedef struct {
  uint8_t modulus[RSA_BYTES], private_exponent[RSA_BYTES];
  uint8_t prime1[RSA_PRIME_BYTES], prime2[RSA_PRIME_BYTES];
  uint8_t exponent1[RSA_PRIME_BYTES], exponent2[RSA_PRIME_BYTES], coefficient[RSA_PRIME_BYTES];
} RsaKey; /* the public exponent is 65537 */

typedef struct {
  uint8_t x[EC_BYTES], y[EC_BYTES], d[EC_BYTES];
} EcKey; /* P-256, or the curve of SM2 */

int port_random(uint8_t *bytes, size_t count);
int port_sha256(const uint8_t *data, size_t length, uint8_t digest[DIGEST_BYTES]);
int port_make_rsa(RsaKey *key);
int port_make_ec(EcKey *key);
/* RSASSA-PKCS1-v1_5 over a SHA-256 digest. */
int port_sign_rsa(const RsaKey *key, const uint8_t digest[DIGEST_BYTES], uint8_t signature[RSA_BYTES]);
/* ECDSA, r and s. */
int port_sign_ec(const EcKey *key, const uint8_t digest[DIGEST_BYTES], uint8_t signature[2 * EC_BYTES]);
/* SM2 (GM/T 0003) and SM3 (GM/T 0004); not on Windows. The signature is over e itself, r and s. */
int port_make_sm2(EcKey *key);
int port_sm3(const uint8_t *data, size_t length, uint8_t digest[DIGEST_BYTES]);
int port_sign_sm2(const EcKey *key, const uint8_t e[DIGEST_BYTES], uint8_t signature[2 * EC_BYTES]);

int port_is_folder(const char *path);
/* The whole file in new memory with a 0 behind it, or NULL. */
char *port_read_file(const char *path);
/* Old content or new, nothing between. */
int port_replace_file(const char *path, const char *text, size_t length);
#endif
