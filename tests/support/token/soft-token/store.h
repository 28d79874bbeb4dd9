/* A token's memory: what is on it, kept in one text file that both platforms read. */
#ifndef SOFT_TOKEN_STORE_H
#define SOFT_TOKEN_STORE_H
#include <stddef.h>
#include <stdint.h>

#define PIN_BYTES 64
#define MAX_ATTRIBUTES 40

/* Numbers (CKA_CLASS and its like) as four bytes, least first: CK_ULONG has four bytes on Windows and eight on Linux. */
typedef struct {
  uint32_t type, length;
  uint8_t *value;
} Attribute;

typedef struct {
  uint32_t handle;
  int count;
  Attribute attributes[MAX_ATTRIBUTES];
} Object;

typedef struct {
  char text[PIN_BYTES + 1]; /* empty: not set */
  int tries_left;
} Pin;

typedef struct {
  int is_initialised;
  char label[33], serial[17];
  Pin user, so;
  uint32_t next_handle;
  int count;
  Object *objects;
} Token;

/* Reads the token of a slot's folder over what `token` held; one without a file is new. 0 when the folder is gone. */
int load_token(const char *folder, Token *token);
int save_token(const char *folder, const Token *token);
void clear_objects(Token *token);

/* A new empty object at the end. */
Object *add_object(Token *token);
void remove_object(Token *token, Object *object);
Object *find_object(Token *token, uint32_t handle);
Attribute *find_attribute(const Object *object, uint32_t type);
/* Adds or replaces. 0 when there is no room. */
int set_attribute(Object *object, uint32_t type, const void *value, size_t length);
int set_number(Object *object, uint32_t type, uint32_t value);
uint32_t read_number(const Object *object, uint32_t type, uint32_t otherwise);
size_t count_bytes(const Token *token);
#endif
