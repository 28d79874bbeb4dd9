/* Reading requests and writing answers, in the forms of protocol.h. */
#ifndef HELPER_MESSAGE_H
#define HELPER_MESSAGE_H
#include <stdint.h>

#include "platform.h"

/* Reads the next request into memory. 0 at the end of the input. */
int next_request(void);
/* Wipes it. */
void end_request(void);

/* Each takes the next part of the request; one that is not there ends the helper. */
uint8_t take_u8(void);
uint32_t take_u32(void);
CK_ULONG take_ulong(void);
/* Points into the request, or NULL. */
CK_BYTE_PTR take_bytes(CK_ULONG *length);
/* New memory, for free(); values point into the request. */
CK_ATTRIBUTE_PTR take_template(CK_ULONG *count);
CK_MECHANISM take_mechanism(void);
/* New memory, for free(). */
CK_ATTRIBUTE_PTR take_types(CK_ULONG *count);

void begin_answer(CK_RV result);
void put_u8(uint8_t value);
void put_ulong(CK_ULONG value);
void put_bytes(const void *bytes, CK_ULONG length);
void put_list(const CK_ULONG *values, CK_ULONG count);
void put_template(const CK_ATTRIBUTE *template, CK_ULONG count);
/* Sends it. 0 when nobody reads any more. */
int send_answer(void);

/* malloc that ends the helper when there is none, and gives zeros. */
void *get_memory(size_t length);
#endif
