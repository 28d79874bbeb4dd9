/* Counts the calls of a token's module in all its processes, and does one thing wrong at one of them.
 * FAULT_STATE: a file that all processes share, as `struct state` below.
 * FAULT_LOG: a line is added for each call, "INDEX name PID". */
#ifndef FAULT_CALL_H
#define FAULT_CALL_H
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { NONE, FAIL, FAIL_AFTER, LIE, ZERO, KILL_DRIVER, KILL_DRIVER_AFTER, KILL_HOST, KILL_HOST_AFTER, KILL_BOTH_AFTER, HANG, SLOW, TEAR_PRIVATE, TEAR_PUBLIC, SUSPEND, SWAP };

struct state {
  unsigned count;  /* calls so far */
  unsigned at;     /* which one goes wrong, from 1; 0 for none */
  unsigned kind;   /* as in the enum */
  unsigned code;   /* of FAIL and FAIL_AFTER: the CKR value */
  unsigned fired;  /* set when it has */
};

static struct state *shared;
static pid_t host;
/* What a swap is to this module; not all can. */
static void (*on_swap)(void);

/* Never anybody else: an orphan's parent is not our host. */
static void kill_host(void) {
  if (getppid() == host) kill(host, SIGKILL);
}

/* Counts the call. @returns the kind of fault that it is to have */
static unsigned enter(const char *name) {
  unsigned index = __atomic_add_fetch(&shared->count, 1, __ATOMIC_SEQ_CST);
  int log = open(getenv("FAULT_LOG"), O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (log >= 0) {
    dprintf(log, "%u %s %d\n", index, name, (int)getpid());
    close(log);
  }
  if (shared->at != index) return NONE;
  shared->fired = 1;
  if (shared->kind == SWAP && on_swap != NULL) on_swap();
  switch (shared->kind) {
    case KILL_DRIVER: raise(SIGKILL); break;
    case KILL_HOST: kill_host(); break;
    case HANG: for (;;) sleep(1000);
    case SUSPEND:
      /* As a closed laptop does, to both. */
      if (getppid() == host) kill(host, SIGSTOP);
      raise(SIGSTOP);
      break;
    case SLOW: nanosleep(&(struct timespec){1, 500000000}, NULL); break;
  }
  return shared->kind;
}

static inline unsigned long leave(unsigned kind, unsigned long result) {
  switch (kind) {
    case FAIL_AFTER: return shared->code;
    case KILL_DRIVER_AFTER: raise(SIGKILL); break;
    case KILL_HOST_AFTER: kill_host(); break;
    case KILL_BOTH_AFTER: kill_host(); raise(SIGKILL); break;
  }
  return result;
}

/* @returns whether there is a file to count in */
static int open_state(void) {
  host = getppid();
  int file = open(getenv("FAULT_STATE"), O_RDWR);
  if (file < 0) return 0;
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return shared != MAP_FAILED;
}
#endif
