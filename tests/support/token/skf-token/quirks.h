/* How libraries differ where the standard leaves room, or where they leave the standard: words in SOFT_SKF_QUIRKS, with commas.
 *   null-unanswered    a question for the length (no memory) is answered OK, and the length is left as it was
 *   null-refused       such a question is an error of no meaning
 *   length-unsaid      what was written is not counted: the length stays what the caller gave
 *   one-nul            lists of names end with the last name's own NUL
 *   empty-refused      an empty list is an error
 *   pin-info-refused   SKF_GetPINInfo answers SAR_FAIL;  pin-count-negative: -1 tries left of 6
 *   numbers-left       numbers of SM2 stand at the left end of their room;  numbers-short: the room has 32 octets
 *   info-aligned       DEVINFO has its ULONGs on an even address
 *   broken-container   one more container is listed, and cannot be opened
 *   sign-use-2         SKF_GenECCKeyPair knows the other number of SGD_SM2_1 only
 *   signs-prefixed     SKF_ECCSignData hashes what it is given;  signs-message: with the signer's id before it
 *   signature-der      SKF_ECCSignData writes DER;  rsa-digest: SKF_RSASignData wants the digest alone
 *   one-connection     a device that is connected cannot be connected once more
 *   one-device         all handles belong to the device that was connected last
 *   broken-application one more application is listed, before the one that works, and cannot be opened */
#ifndef SOFT_SKF_QUIRKS_H
#define SOFT_SKF_QUIRKS_H
#include <stddef.h>

#include "skf.h"

int has_quirk(const char *name);
/* Answers memory and its length as the library at hand does. */
ULONG give(const void *data, size_t length, void *out, ULONG *size);
/* As `give`, for names each ended by NUL and all by one more. */
ULONG give_names(const char *names, size_t length, void *out, ULONG *size, ULONG when_empty);
/* Structures between the standard's form and the one that callers see. @return octets of the latter */
size_t show_public_key(const ECCPUBLICKEYBLOB *blob, BYTE *out);
void show_signature(const ECCSIGNATUREBLOB *blob, BYTE *out);
void show_info(const DEVINFO *info, BYTE *out);
/* @param out room for a cipher text of up to 128 octets behind it */
size_t take_cipher(const BYTE *in, ECCCIPHERBLOB *out);
void take_envelope(const BYTE *in, ENVELOPEDKEYBLOB *out);
#endif
