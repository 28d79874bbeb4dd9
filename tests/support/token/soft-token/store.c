/* The file: lines of `name value…`, texts and octets in hex, `object` followed by its attributes. Nothing in it is secret to
 * anybody who can read it: this is a token for tests. */
#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "port.h"

static void free_object(Object *object) {
  for (int i = 0; i < object->count; i++) free(object->attributes[i].value);
}

void clear_objects(Token *token) {
  for (int i = 0; i < token->count; i++) free_object(&token->objects[i]);
  free(token->objects);
  token->objects = NULL;
  token->count = 0;
}

Object *add_object(Token *token) {
  Object *grown = realloc(token->objects, sizeof(Object) * (size_t)(token->count + 1));
  if (grown == NULL) return NULL;
  token->objects = grown;
  Object *object = &grown[token->count++];
  memset(object, 0, sizeof *object);
  object->handle = token->next_handle++;
  return object;
}

void remove_object(Token *token, Object *object) {
  free_object(object);
  Object *end = token->objects + token->count;
  memmove(object, object + 1, (size_t)((char *)end - (char *)(object + 1)));
  token->count--;
}

Object *find_object(Token *token, uint32_t handle) {
  for (int i = 0; i < token->count; i++)
    if (token->objects[i].handle == handle) return &token->objects[i];
  return NULL;
}

Attribute *find_attribute(const Object *object, uint32_t type) {
  for (int i = 0; i < object->count; i++)
    if (object->attributes[i].type == type) return (Attribute *)&object->attributes[i];
  return NULL;
}

int set_attribute(Object *object, uint32_t type, const void *value, size_t length) {
  Attribute *attribute = find_attribute(object, type);
  uint8_t *copy = malloc(length + 1);
  if (copy == NULL || (attribute == NULL && object->count == MAX_ATTRIBUTES)) {
    free(copy);
    return 0;
  }
  if (attribute == NULL) {
    attribute = &object->attributes[object->count++];
    attribute->value = NULL;
  }
  free(attribute->value);
  if (length > 0) memcpy(copy, value, length);
  *attribute = (Attribute){type, (uint32_t)length, copy};
  return 1;
}

int set_number(Object *object, uint32_t type, uint32_t value) {
  uint8_t bytes[4] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
  return set_attribute(object, type, bytes, sizeof bytes);
}

uint32_t read_number(const Object *object, uint32_t type, uint32_t otherwise) {
  const Attribute *attribute = find_attribute(object, type);
  if (attribute == NULL || attribute->length != 4) return otherwise;
  const uint8_t *v = attribute->value;
  return v[0] | (uint32_t)v[1] << 8 | (uint32_t)v[2] << 16 | (uint32_t)v[3] << 24;
}

size_t count_bytes(const Token *token) {
  size_t total = 0;
  for (int i = 0; i < token->count; i++)
    for (int k = 0; k < token->objects[i].count; k++) total += token->objects[i].attributes[k].length;
  return total;
}

static size_t read_hex(const char *text, uint8_t *out, size_t room) {
  size_t count = 0;
  unsigned byte;
  while (count < room && sscanf(text + 2 * count, "%2x", &byte) == 1) out[count++] = (uint8_t)byte;
  return count;
}

static void read_text(const char *hex, char *out, size_t room) { out[read_hex(hex, (uint8_t *)out, room)] = 0; }

static void read_line(Token *token, char *line) {
  char name[16], hex[2 * PIN_BYTES + 1] = "";
  int number = 0;
  unsigned type;
  if (sscanf(line, "%15s", name) != 1) return;
  if (strcmp(name, "label") == 0 && sscanf(line, "%*s %128s", hex) == 1) read_text(hex, token->label, 32);
  if (strcmp(name, "serial") == 0) sscanf(line, "%*s %16s", token->serial);
  if (strcmp(name, "user") == 0 || strcmp(name, "so") == 0) {
    Pin *pin = name[0] == 'u' ? &token->user : &token->so;
    sscanf(line, "%*s %d %128s", &number, hex);
    read_text(hex, pin->text, PIN_BYTES);
    pin->tries_left = number;
  }
  if (strcmp(name, "next") == 0) sscanf(line, "%*s %u", &token->next_handle);
  if (strcmp(name, "object") == 0 && sscanf(line, "%*s %d", &number) == 1) {
    uint32_t next = token->next_handle;
    Object *object = add_object(token);
    if (object != NULL) object->handle = (uint32_t)number;
    token->next_handle = next;
  }
  if (strcmp(name, "-") == 0 && token->count > 0 && sscanf(line, "%*s %x", &type) == 1) {
    const char *value = strrchr(line, ' ') + 1;
    size_t length = strlen(value) / 2;
    uint8_t *bytes = malloc(length + 1);
    if (bytes != NULL && read_hex(value, bytes, length) == length)
      set_attribute(&token->objects[token->count - 1], type, bytes, length);
    free(bytes);
  }
}

static void name_file(const char *folder, char *path, size_t room) { snprintf(path, room, "%s/token", folder); }

int load_token(const char *folder, Token *token) {
  char path[4096];
  clear_objects(token);
  memset(token, 0, sizeof *token);
  token->next_handle = 1;
  if (!port_is_folder(folder)) return 0;
  name_file(folder, path, sizeof path);
  char *text = port_read_file(path);
  if (text == NULL) return 1;
  token->is_initialised = 1;
  for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) read_line(token, line);
  free(text);
  return 1;
}

typedef struct {
  char *text;
  size_t length, room;
} Writer;

static void write_text(Writer *writer, const char *text) {
  size_t length = strlen(text);
  if (writer->length + length + 1 > writer->room) {
    writer->room = 2 * (writer->room + length + 1);
    writer->text = realloc(writer->text, writer->room);
    if (writer->text == NULL) abort();
  }
  memcpy(writer->text + writer->length, text, length + 1);
  writer->length += length;
}

static void write_hex(Writer *writer, const void *bytes, size_t length) {
  char pair[3];
  for (size_t i = 0; i < length; i++) {
    snprintf(pair, sizeof pair, "%02x", ((const uint8_t *)bytes)[i]);
    write_text(writer, pair);
  }
}

static void write_pin(Writer *writer, const char *name, const Pin *pin) {
  char head[32];
  snprintf(head, sizeof head, "\n%s %d ", name, pin->tries_left);
  write_text(writer, head);
  write_hex(writer, pin->text, strlen(pin->text));
}

int save_token(const char *folder, const Token *token) {
  char path[4096], head[64];
  Writer writer = {0};
  write_text(&writer, "label ");
  write_hex(&writer, token->label, strlen(token->label));
  write_text(&writer, "\nserial ");
  write_text(&writer, token->serial);
  write_pin(&writer, "user", &token->user);
  write_pin(&writer, "so", &token->so);
  snprintf(head, sizeof head, "\nnext %u\n", token->next_handle);
  write_text(&writer, head);
  for (int i = 0; i < token->count; i++) {
    const Object *object = &token->objects[i];
    snprintf(head, sizeof head, "object %u\n", object->handle);
    write_text(&writer, head);
    for (int k = 0; k < object->count; k++) {
      snprintf(head, sizeof head, "- %x ", object->attributes[k].type);
      write_text(&writer, head);
      write_hex(&writer, object->attributes[k].value, object->attributes[k].length);
      write_text(&writer, "\n");
    }
  }
  name_file(folder, path, sizeof path);
  int done = port_replace_file(path, writer.text, writer.length);
  free(writer.text);
  return done;
}
