// The font files of a directory.

// For asprintf.
#define _GNU_SOURCE
#include "fonts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// Directories in the directory; what links to itself ends here too.
static const int depthLimit = 3;

// More than any system has; a mapping is taken for each.
static const size_t fileLimit = 20000;

// MuPDF counts a font's bytes in an int.
static const off_t sizeLimit = 1 << 30;

void *cmupdf_fonts_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t wanted = *capacity ? *capacity * 2 : 64;
    void *grown = realloc(items, wanted * size);
    if (grown)
        *capacity = wanted;
    return grown;
}

static bool has_font_ending(const char *name)
{
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc", ".pfb", ".pfa", ".t1"};
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending && i < sizeof endings / sizeof *endings; i++)
    {
        if (!strcasecmp(ending, endings[i]))
            return true;
    }
    return false;
}

// Maps a file that is regular, not empty and can be read; others are left without bytes. 0 or an errno: a font that there is
// no room for must not be one that is not there, or pages would depend on the memory there is.
static int map_file(int directory, const char *name, FontFile *file)
{
    int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    if (fd < 0)
        return 0;
    int error = 0;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0
        && status.st_size <= sizeLimit)
    {
        void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes != MAP_FAILED)
        {
            file->bytes = bytes;
            file->count = (size_t)status.st_size;
        }
        else if (errno == ENOMEM)
            error = errno;
    }
    close(fd);
    return error;
}

// 0 or an errno.
static int add_file(CMuPDFFonts *fonts, int directory, const char *name, const char *prefix)
{
    FontFile file = {0};
    if (fonts->fileCount >= fileLimit)
        return 0;
    int error = map_file(directory, name, &file);
    if (error)
        return error;
    FontFile *files = cmupdf_fonts_grow(fonts->files, fonts->fileCount, &fonts->fileCapacity, sizeof file);
    if (files)
        fonts->files = files;
    if (!files || asprintf(&file.path, "%s%s", prefix, name) < 0)
    {
        if (file.bytes)
            munmap(file.bytes, file.count);
        return ENOMEM;
    }
    fonts->files[fonts->fileCount++] = file;
    return 0;
}

static bool is_directory(int directory, const char *name)
{
    struct stat status;
    return fstatat(directory, name, &status, 0) == 0 && S_ISDIR(status.st_mode);
}

static int add_directory(CMuPDFFonts *fonts, int directory, const char *prefix, int depth);

static int descend(CMuPDFFonts *fonts, int directory, const char *name, const char *prefix, int depth)
{
    if (depth >= depthLimit)
        return 0;
    int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (fd < 0)
        return 0;
    char *inner;
    if (asprintf(&inner, "%s%s/", prefix, name) < 0)
    {
        close(fd);
        return ENOMEM;
    }
    int error = add_directory(fonts, fd, inner, depth + 1);
    free(inner);
    return error == ENOMEM ? error : 0;
}

// Takes the descriptor over; 0 or an errno.
static int add_directory(CMuPDFFonts *fonts, int fd, const char *prefix, int depth)
{
    DIR *directory = fdopendir(fd);
    if (directory == NULL)
    {
        int error = errno;
        close(fd);
        return error;
    }
    int error = 0;
    const struct dirent *entry;
    while (error == 0 && (errno = 0, entry = readdir(directory)) != NULL)
    {
        // Hidden files are not for everybody; those two are among them.
        if (entry->d_name[0] == '.')
            continue;
        if (is_directory(fd, entry->d_name))
            error = descend(fonts, fd, entry->d_name, prefix, depth);
        else if (has_font_ending(entry->d_name))
            error = add_file(fonts, fd, entry->d_name, prefix);
    }
    if (error == 0)
        error = errno;
    closedir(directory);
    return error;
}

static int by_path(const void *left, const void *right)
{
    return strcmp(((const FontFile *)left)->path, ((const FontFile *)right)->path);
}

CMuPDFStatus cmupdf_fonts_scan(CMuPDFFonts *fonts, const char *path, CMuPDFError *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    int code = fd < 0 ? errno : add_directory(fonts, fd, "", 0);
    if (code != 0)
    {
        cmupdf_error_set(error, strerror(code));
        return code == ENOMEM ? CMuPDFStatusOutOfMemory : CMuPDFStatusFailed;
    }
    if (fonts->fileCount)
        qsort(fonts->files, fonts->fileCount, sizeof *fonts->files, by_path);
    return CMuPDFStatusOK;
}
