/* Records how far a write-ahead log has reached the disk: one line "nanoseconds bytes" for each fsync or
 * fdatasync of the file named by SYNCED_WAL, appended to the file named by SYNCED_RECORD. For LD_PRELOAD.
 * The size is taken before the sync, the time (CLOCK_MONOTONIC) after it, so that neither promises too much. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int is_wal(int descriptor) {
    char link[64], target[PATH_MAX];
    const char *wal = getenv("SYNCED_WAL");
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, target, sizeof target - 1);
    if (wal == NULL || length < 0)
        return 0;
    target[length] = '\0';
    return strcmp(target, wal) == 0;
}

static void record(long long size) {
    char line[64];
    struct timespec now;
    const char *path = getenv("SYNCED_RECORD");
    clock_gettime(CLOCK_MONOTONIC, &now);
    int length = snprintf(line, sizeof line, "%lld %lld\n", now.tv_sec * 1000000000LL + now.tv_nsec, size);
    int descriptor = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (descriptor < 0 || write(descriptor, line, length) != length)
        abort(); /* a sync that is not recorded would make the test wrong */
    close(descriptor);
}

static int recorded(const char *name, int descriptor) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    struct stat before;
    int wal = is_wal(descriptor) && fstat(descriptor, &before) == 0;
    int result = real(descriptor);
    if (wal && result == 0)
        record(before.st_size);
    return result;
}

int fsync(int descriptor) { return recorded("fsync", descriptor); }
int fdatasync(int descriptor) { return recorded("fdatasync", descriptor); }
