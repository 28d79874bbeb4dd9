/* SM2 as vendors have it in PKCS#11, each by numbers and forms of its own.
 *
 * SOFT_TOKEN_SM2: "KEYTYPE GENERATION SIGNING INPUT FORM": three numbers in hexadecimal; what C_Sign is given, and what it
 * gives: digest (e itself), prefixed (Z and the message, hashed by the token) or message (Z is put in front by the token), or foreign (no SM2
 * signature at all); raw
 * (r and s), der, or blob (each at the end of 64 octets, as in SKF).
 * SOFT_TOKEN_LIBRARY: CK_INFO.libraryDescription. */
#ifndef SOFT_TOKEN_SM2_H
#define SOFT_TOKEN_SM2_H
#include "cryptoki.h"
#include "port.h"

/* Room for a signature in any form. */
#define SM2_ROOM 128

typedef struct {
  CK_ULONG key_type, generation, signing;
  char input[16], form[8];
} Sm2Vendor;

/* OBJECT IDENTIFIER sm2p256v1 (GM/T 0006), DER. */
extern const uint8_t sm2_curve[10];

/* NULL on a token without SM2. */
const Sm2Vendor *read_sm2_vendor(void);
/* 1 when it worked. */
int sign_as_vendor(const EcKey *key, const uint8_t *data, size_t length, uint8_t signature[SM2_ROOM], size_t *made);
#endif
