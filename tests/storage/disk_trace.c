/* Notes what a program writes and syncs in one folder, in order: LD_PRELOAD it.

   KIBOX_TRACE names the file that gets the notes, KIBOX_TRACED the folder. A note is a line,
   "W name offset length", then that many bytes; "T name length" (truncated), "S name" (synced),
   "U name" (unlinked). The name of the folder itself is ".".  */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static int notes = -1;

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static const char *inside(const char *path) {
    const char *folder = getenv("KIBOX_TRACED");
    size_t length = folder ? strlen(folder) : 0;
    if (!length || strncmp(path, folder, length)) return NULL;
    if (path[length] == '\0') return ".";
    return path[length] == '/' ? path + length + 1 : NULL;
}

static const char *name_of(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0) return NULL;
    path[length] = '\0';
    return inside(path);
}

static void note(const char *line, const void *content, size_t length) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    pthread_mutex_lock(&order);
    if (notes < 0) notes = open(getenv("KIBOX_TRACE"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (real(notes, line, strlen(line)) < 0 || (length && real(notes, content, length) < 0)) abort();
    pthread_mutex_unlock(&order);
}

static void wrote(int fd, const void *content, ssize_t length, off_t at) {
    char path[4096], line[4200];
    const char *name = length > 0 ? name_of(fd, path, sizeof path) : NULL;
    if (!name) return;
    snprintf(line, sizeof line, "W %s %lld %zd\n", name, (long long)at, length);
    note(line, content, (size_t)length);
}

static void did(const char *what, int fd) {
    char path[4096], line[4200];
    const char *name = name_of(fd, path, sizeof path);
    if (!name) return;
    snprintf(line, sizeof line, "%s %s\n", what, name);
    note(line, NULL, 0);
}

ssize_t pwrite64(int fd, const void *content, size_t length, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    ssize_t done = real(fd, content, length, at);
    wrote(fd, content, done, at);
    return done;
}

ssize_t pwrite(int fd, const void *content, size_t length, off_t at) {
    return pwrite64(fd, content, length, at);
}

ssize_t write(int fd, const void *content, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    ssize_t done = real(fd, content, length);
    if (done > 0) wrote(fd, content, done, lseek(fd, 0, SEEK_CUR) - done);
    return done;
}

static int cut(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    int failed = real(fd, length);
    char path[4096], line[4200];
    const char *name = failed ? NULL : name_of(fd, path, sizeof path);
    if (name) {
        snprintf(line, sizeof line, "T %s %lld\n", name, (long long)length);
        note(line, NULL, 0);
    }
    return failed;
}

int ftruncate64(int fd, off64_t length) { return cut(fd, length); }
int ftruncate(int fd, off_t length) { return cut(fd, length); }

int fsync(int fd) {
    REAL(int, "fsync", int);
    int failed = real(fd);
    if (!failed) did("S", fd);
    return failed;
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    int failed = real(fd);
    if (!failed) did("S", fd);
    return failed;
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    int failed = real(path);
    const char *name = failed ? NULL : inside(path);
    char line[4200];
    if (name) {
        snprintf(line, sizeof line, "U %s\n", name);
        note(line, NULL, 0);
    }
    return failed;
}
