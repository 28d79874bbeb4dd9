/* Reading requests and writing answers. */
#include "message.h"

#include <stdlib.h>
#include <string.h>

#include "protocol.h"

static uint8_t *request;
static size_t request_length, taken;
static uint8_t *answer;
static size_t answer_length, answer_room;

/* The host sends only what protocol.h says; anything else is no conversation. */
static void refuse(void) { exit(2); }

void *get_memory(size_t length) {
  void *memory = calloc(1, length == 0 ? 1 : length);
  if (memory == NULL) exit(3);
  return memory;
}

static uint64_t read_number(const uint8_t *bytes, size_t length) {
  uint64_t value = 0;
  for (size_t i = 0; i < length; i++) value |= (uint64_t)bytes[i] << (8 * i);
  return value;
}

int next_request(void) {
  uint8_t head[4];
  if (!platform_read(head, sizeof head)) return 0;
  request_length = (size_t)read_number(head, sizeof head);
  if (request_length > MAX_MESSAGE) refuse();
  request = get_memory(request_length);
  taken = 0;
  return platform_read(request, request_length);
}

void end_request(void) {
  platform_wipe(request, request_length);
  free(request);
  request = NULL;
}

static const uint8_t *take(size_t length) {
  if (length > request_length - taken) refuse();
  taken += length;
  return request + taken - length;
}

uint8_t take_u8(void) { return *take(1); }
uint32_t take_u32(void) { return (uint32_t)read_number(take(4), 4); }

CK_ULONG take_ulong(void) {
  uint64_t value = read_number(take(8), 8);
  if (value == UINT64_MAX) return CK_UNAVAILABLE_INFORMATION;
  if (value > (CK_ULONG)-1) refuse();
  return (CK_ULONG)value;
}

CK_BYTE_PTR take_bytes(CK_ULONG *length) {
  uint32_t count = take_u32();
  *length = 0;
  if (count == NULL_LENGTH) return NULL;
  *length = count;
  return (CK_BYTE_PTR)take(count);
}

CK_ATTRIBUTE_PTR take_template(CK_ULONG *count) {
  *count = take_u32();
  /* Each takes twelve bytes at least: a count that lies asks for no more memory than the request itself. */
  if (*count > (request_length - taken) / 12) refuse();
  CK_ATTRIBUTE_PTR template = get_memory(sizeof(CK_ATTRIBUTE) * *count);
  for (CK_ULONG i = 0; i < *count; i++) {
    template[i].type = take_ulong();
    CK_ULONG length;
    template[i].pValue = take_bytes(&length);
    template[i].ulValueLen = length;
  }
  return template;
}

CK_MECHANISM take_mechanism(void) {
  CK_MECHANISM mechanism;
  CK_ULONG length;
  mechanism.mechanism = take_ulong();
  mechanism.pParameter = take_bytes(&length);
  mechanism.ulParameterLen = length;
  return mechanism;
}

CK_ATTRIBUTE_PTR take_types(CK_ULONG *count) {
  *count = take_u32();
  if (*count > (request_length - taken) / 8) refuse();
  CK_ATTRIBUTE_PTR template = get_memory(sizeof(CK_ATTRIBUTE) * *count);
  for (CK_ULONG i = 0; i < *count; i++) template[i].type = take_ulong();
  return template;
}

static void put(const void *bytes, size_t length) {
  if (answer_length + length > answer_room) {
    answer_room = 2 * (answer_length + length);
    answer = realloc(answer, answer_room);
    if (answer == NULL) exit(3);
  }
  if (length > 0) memcpy(answer + answer_length, bytes, length);
  answer_length += length;
}

static void put_number(uint64_t value, size_t length) {
  uint8_t bytes[8];
  for (size_t i = 0; i < length; i++) bytes[i] = (uint8_t)(value >> (8 * i));
  put(bytes, length);
}

void begin_answer(CK_RV result) {
  answer_length = 0;
  put_number(0, 4); /* the length, once it is known */
  put_number(result, 4);
}

void put_u8(uint8_t value) { put_number(value, 1); }
void put_ulong(CK_ULONG value) { put_number(value == CK_UNAVAILABLE_INFORMATION ? UINT64_MAX : value, 8); }

void put_bytes(const void *bytes, CK_ULONG length) {
  put_number(bytes == NULL ? NULL_LENGTH : length, 4);
  if (bytes != NULL) put(bytes, length);
}

void put_list(const CK_ULONG *values, CK_ULONG count) {
  put_number(count, 4);
  for (CK_ULONG i = 0; i < count; i++) put_ulong(values[i]);
}

void put_template(const CK_ATTRIBUTE *template, CK_ULONG count) {
  put_number(count, 4);
  for (CK_ULONG i = 0; i < count; i++) {
    put_ulong(template[i].type);
    put_bytes(template[i].pValue, template[i].ulValueLen);
  }
}

int send_answer(void) {
  for (size_t i = 0; i < 4; i++) answer[i] = (uint8_t)((answer_length - 4) >> (8 * i));
  return platform_write(answer, answer_length);
}
