#include "program.h"

#include <elf.h>
#include <stdio.h>
#include <string.h>

#include "broker.h"

static const char world_variable[] = "MWAA_GCP_SANDBOX=";
static const char preload_variable[] = "LD_PRELOAD=";

static bool is_dynamic(int file, const Elf64_Ehdr *header)
{
    if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_phentsize != sizeof(Elf64_Phdr))
        return false;
    for (int i = 0; i < header->e_phnum && i < 64; i++) {
        Elf64_Phdr segment;
        off_t offset = (off_t)(header->e_phoff + (size_t)i * sizeof segment);
        if (pread(file, &segment, sizeof segment, offset) != sizeof segment)
            return false;
        if (segment.p_type == PT_INTERP)
            return true;
    }
    return false;
}

/// Follows the interpreters of scripts, as far as the kernel does.
static bool takes_preload(const char *path, int depth)
{
    union {
        Elf64_Ehdr elf;
        char text[256];
    } start = {.text = {0}};
    struct stat status;
    int file = SB_REAL(open)(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t length = SB_REAL(read)(file, start.text, sizeof start.text - 1);
    bool plain = SB_REAL(fstat)(file, &status) == 0 && !(status.st_mode & (S_ISUID | S_ISGID));
    bool result = false;
    if (plain && length > (ssize_t)sizeof start.elf && memcmp(start.text, ELFMAG, SELFMAG) == 0)
        result = is_dynamic(file, &start.elf);
    SB_REAL(close)(file);
    if (plain && depth > 0 && start.text[0] == '#' && start.text[1] == '!') {
        char *interpreter = start.text + 2 + strspn(start.text + 2, " \t");
        interpreter[strcspn(interpreter, " \t\n")] = 0;
        result = takes_preload(interpreter, depth - 1);
    }
    return result;
}

bool sb_program_takes_preload(const char *path)
{
    return sb_world->preload[0] && takes_preload(path, 4);
}

static bool has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

char **sb_program_environment(char *const environment[], uint32_t slot)
{
    size_t count = 0;
    const char *others = "";
    for (; environment && environment[count]; count++)
        if (has_prefix(environment[count], preload_variable))
            others = environment[count] + strlen(preload_variable);
    // One block: the pointers, then the two new strings.
    size_t pointers = (count + 3) * sizeof(char *);
    size_t room = strlen(sb_world->preload) + strlen(others) + 128;
    char **result = malloc(pointers + 2 * room);
    if (!result)
        return NULL;
    char *text = (char *)result + pointers;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!has_prefix(environment[i], preload_variable) && !has_prefix(environment[i], world_variable))
            result[kept++] = environment[i];
    if (strstr(others, sb_world->preload))
        snprintf(text, room, "%s%s", preload_variable, others);
    else
        snprintf(text, room, "%s%s%s%s", preload_variable, sb_world->preload, *others ? ":" : "", others);
    result[kept++] = text;
    text += room;
    snprintf(
        text, room, "%s%d:%d:%u:%d", world_variable, (int)sb_world->supervisor, sb_world->supervisor_file,
        (unsigned)slot, sb_broker());
    result[kept++] = text;
    result[kept] = NULL;
    return result;
}

bool sb_program_find(const char *name, char *path, size_t size)
{
    if (strchr(name, '/'))
        return (size_t)snprintf(path, size, "%s", name) < size;
    const char *search = getenv("PATH");
    for (search = search ? search : "/bin:/usr/bin"; *search;) {
        size_t length = strcspn(search, ":");
        const char *separator = length > 0 ? "/" : "";
        int written = snprintf(path, size, "%.*s%s%s", (int)length, search, separator, name);
        if ((size_t)written < size && access(path, X_OK) == 0)
            return true;
        search += length + (search[length] == ':');
    }
    return false;
}
