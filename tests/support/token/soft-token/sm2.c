/* See sm2.h. */
#include "sm2.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const uint8_t sm2_curve[10] = {6, 8, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x82, 0x2d};

/* The signer's id with its length in bits, then a, b and the base point of the curve (GM/T 0003.2 §5.5, GM/T 0003.5). */
static const char prefix[] =
    "0080" "31323334353637383132333435363738"
    "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
    "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
    "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
    "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";
#define PREFIX_BYTES (sizeof prefix / 2)

const Sm2Vendor *read_sm2_vendor(void) {
  static Sm2Vendor vendor;
  const char *text = getenv("SOFT_TOKEN_SM2");
  int found = text == NULL ? 0
                           : sscanf(text, "%lx %lx %lx %15s %7s", &vendor.key_type, &vendor.generation, &vendor.signing,
                                    vendor.input, vendor.form);
  return found == 5 ? &vendor : NULL;
}

static int hash_with_prefix(const EcKey *key, const uint8_t *data, size_t length, uint8_t e[DIGEST_BYTES]) {
  uint8_t head[PREFIX_BYTES + 2 * EC_BYTES];
  unsigned byte;
  for (size_t i = 0; i < PREFIX_BYTES; i++) {
    if (sscanf(prefix + 2 * i, "%2x", &byte) != 1) return 0;
    head[i] = (uint8_t)byte;
  }
  memcpy(head + PREFIX_BYTES, key->x, EC_BYTES);
  memcpy(head + PREFIX_BYTES + EC_BYTES, key->y, EC_BYTES);
  uint8_t *all = malloc(DIGEST_BYTES + length);
  int done = all != NULL && port_sm3(head, sizeof head, all);
  if (done) memcpy(all + DIGEST_BYTES, data, length);
  done = done && port_sm3(all, DIGEST_BYTES + length, e);
  free(all);
  return done;
}

/* INTEGER, DER. */
static size_t put_integer(const uint8_t number[EC_BYTES], uint8_t *out) {
  size_t start = 0;
  while (start < EC_BYTES - 1 && number[start] == 0) start++;
  size_t sign = number[start] >= 0x80, length = EC_BYTES - start;
  out[0] = 2;
  out[1] = (uint8_t)(length + sign);
  out[2] = 0;
  memcpy(out + 2 + sign, number + start, length);
  return 2 + sign + length;
}

int sign_as_vendor(const EcKey *key, const uint8_t *data, size_t length, uint8_t signature[SM2_ROOM], size_t *made) {
  const Sm2Vendor *vendor = read_sm2_vendor();
  uint8_t e[DIGEST_BYTES], raw[2 * EC_BYTES];
  if (strcmp(vendor->input, "digest") == 0) memcpy(e, data, DIGEST_BYTES);
  else if (!(strcmp(vendor->input, "prefixed") == 0 ? port_sm3(data, length, e) : hash_with_prefix(key, data, length, e)))
    return 0;
  if (strcmp(vendor->input, "foreign") == 0) e[0] ^= 1;
  if (!port_sign_sm2(key, e, raw)) return 0;
  memset(signature, 0, SM2_ROOM);
  if (strcmp(vendor->form, "der") == 0) {
    size_t first = put_integer(raw, signature + 2), both = first + put_integer(raw + EC_BYTES, signature + 2 + first);
    signature[0] = 0x30;
    signature[1] = (uint8_t)both;
    *made = 2 + both;
  } else if (strcmp(vendor->form, "blob") == 0) {
    memcpy(signature + EC_BYTES, raw, EC_BYTES);
    memcpy(signature + 3 * EC_BYTES, raw + EC_BYTES, EC_BYTES);
    *made = 4 * EC_BYTES;
  } else {
    memcpy(signature, raw, sizeof raw);
    *made = sizeof raw;
  }
  return 1;
}
