/* See quirks.h. */
#include "quirks.h"

#include <stdlib.h>
#include <string.h>

int has_quirk(const char *name) {
  const char *list = getenv("SOFT_SKF_QUIRKS");
  size_t length = strlen(name);
  for (const char *at = list; at != NULL && (at = strstr(at, name)) != NULL; at += length)
    if ((at == list || at[-1] == ',') && (at[length] == ',' || at[length] == '\0')) return 1;
  return 0;
}

ULONG give(const void *data, size_t length, void *out, ULONG *size) {
  if (size == NULL) return SAR_INVALIDPARAMERR;
  if (out == NULL && has_quirk("null-unanswered")) return SAR_OK;
  if (out == NULL && has_quirk("null-refused")) return SAR_FAIL;
  ULONG room = *size;
  if (out == NULL || room < length || !has_quirk("length-unsaid")) *size = (ULONG)length;
  if (out == NULL) return SAR_OK;
  if (room < length) return SAR_BUFFER_TOO_SMALL;
  memcpy(out, data, length);
  return SAR_OK;
}

ULONG give_names(const char *names, size_t length, void *out, ULONG *size, ULONG when_empty) {
  if (names[0] == '\0' && has_quirk("empty-refused")) return when_empty;
  return give(names, has_quirk("one-nul") && length > 1 ? length - 1 : length, out, size);
}

#define STANDARD_ROOM 64
#define VALUE 32

static size_t room_of_numbers(void) { return has_quirk("numbers-short") ? VALUE : STANDARD_ROOM; }
static size_t start_of_value(void) { return has_quirk("numbers-left") ? 0 : room_of_numbers() - VALUE; }

static BYTE *show_number(const BYTE *number, BYTE *out) {
  memset(out, 0, room_of_numbers());
  memcpy(out + start_of_value(), number + STANDARD_ROOM - VALUE, VALUE);
  return out + room_of_numbers();
}

static const BYTE *take_number(const BYTE *in, BYTE *number) {
  memset(number, 0, STANDARD_ROOM);
  memcpy(number + STANDARD_ROOM - VALUE, in + start_of_value(), VALUE);
  return in + room_of_numbers();
}

static const BYTE *take_ulong(const BYTE *in, ULONG *value) {
  memcpy(value, in, sizeof *value);
  return in + sizeof *value;
}

size_t show_public_key(const ECCPUBLICKEYBLOB *blob, BYTE *out) {
  memcpy(out, &blob->BitLen, sizeof blob->BitLen);
  BYTE *end = show_number(blob->YCoordinate, show_number(blob->XCoordinate, out + sizeof blob->BitLen));
  return (size_t)(end - out);
}

void show_signature(const ECCSIGNATUREBLOB *blob, BYTE *out) { show_number(blob->s, show_number(blob->r, out)); }

void show_info(const DEVINFO *info, BYTE *out) {
  size_t texts = offsetof(DEVINFO, AlgSymCap), gap = has_quirk("info-aligned") ? 2 : 0;
  memcpy(out, info, texts);
  memcpy(out + texts + gap, (const BYTE *)info + texts, sizeof *info - texts);
}

size_t take_cipher(const BYTE *in, ECCCIPHERBLOB *out) {
  const BYTE *at = take_number(take_number(in, out->XCoordinate), out->YCoordinate);
  memcpy(out->HASH, at, sizeof out->HASH);
  at = take_ulong(at + sizeof out->HASH, &out->CipherLen);
  size_t length = out->CipherLen > 128 ? 128 : (size_t)out->CipherLen;
  memcpy(out->Cipher, at, length);
  return (size_t)(at - in) + length;
}

void take_envelope(const BYTE *in, ENVELOPEDKEYBLOB *out) {
  const BYTE *at = take_ulong(take_ulong(take_ulong(in, &out->Version), &out->ulSymmAlgID), &out->ulBits);
  at = take_ulong(take_number(at, out->cbEncryptedPriKey), &out->PubKey.BitLen);
  at = take_number(take_number(at, out->PubKey.XCoordinate), out->PubKey.YCoordinate);
  take_cipher(at, &out->ECCCipherBlob);
}
