#include "cli/inputs.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/platform.h"
#include "cli/message.h"
#include "indicator/run.h"
#include "standard/vocabulary.h"

eh_source *inputs_open(const char *path) {
    eh_source *source = NULL;
    eh_trouble trouble = strcmp(path, "-") == 0 ? eh_source_open_stdin(&source) : eh_source_open_file(path, &source);
    if (trouble != EH_TROUBLE_NONE)
        message_error("%s: %s.", path, eh_trouble_text(trouble));
    return source;
}

bool inputs_each(const char *list, bool (*take)(void *context, const char *word, size_t length), void *context) {
    while (*list) {
        size_t length = strcspn(list, ",");
        if (!take(context, list, length))
            return false;
        list += length + (list[length] == ',');
    }
    return true;
}

/* ---- folders ---- */

static bool ends_with(const char *name, const char *ending) {
    size_t n = strlen(name), m = strlen(ending);
    if (n < m)
        return false;
    for (size_t i = 0; i < m; i++) {
        char c = name[n - m + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != ending[i])
            return false;
    }
    return true;
}

/* Evenhand's own products: ORG-wres-2025.xml, ORG-wres-2025.breakdowns.csv, ORG-2025.html, ORG-2025-publication.xlsx, mapping-todo.csv. */
static bool is_product(const char *name) {
    if (strcmp(name, "mapping-todo.csv") == 0 || strncmp(name, "comparison.", 11) == 0)
        return true;
    size_t code = strcspn(name, "-");
    if (code < 3 || code > 8 || name[code] != '-')
        return false;
    const char *rest = name + code + 1;
    if (strncmp(rest, "wres-", 5) == 0 || strncmp(rest, "wdes-", 5) == 0)
        rest += 5;
    if (strspn(rest, "0123456789") != 4)
        return false;
    rest += 4;
    return *rest == '.' || !strncmp(rest, "-publication", 12) || !strncmp(rest, "-easy.", 6);
}

static bool may_be_extract(const char *name) {
    static const char *const endings[] = {".csv",  ".txt",  ".tsv", ".tab",  ".psv", ".dat",
                                          ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(name, endings[i]))
            return true;
    return !strchr(name, '.');
}

/* NULL for a file that may be an extract. */
static const char *why_passed_over(const char *name) {
    if (strncmp(name, "~$", 2) == 0)
        return "it only says that a workbook is open in Excel";
    if (is_product(name))
        return "it is one of Evenhand's own files";
    return may_be_extract(name) ? NULL : "it is no kind of file that an extract comes as";
}

/* ---- adding ---- */

static const char *kind_of(const options *given, const char *path, char room[32]) {
    for (size_t i = 0; i < given->kinds.count; i++) {
        const char *word = given->kinds.at[i], *equals = strchr(word, '=');
        if (equals && (strcmp(equals + 1, path) == 0 || strcmp(equals + 1, eh_path_name(path)) == 0)) {
            size_t length = (size_t)(equals - word);
            length = length < 31 ? length : 31;
            memcpy(room, word, length);
            room[length] = '\0';
            return room;
        }
    }
    return NULL;
}

/* A source that reports what is read of it, and cannot be read once the work is to stop. */
typedef struct watched_source {
    eh_source base, *inner;
    progress_state *progress;
} watched_source;

static eh_status watched_read_at(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    watched_source *source = (watched_source *)(void *)self;
    *got = 0;
    if (progress_stopped())
        return EH_IO;
    eh_status status = source->inner->read_at(source->inner, offset, buffer, want, got);
    progress_read(source->progress, *got);
    return status;
}

static void watched_close(eh_source *self) {
    watched_source *source = (watched_source *)(void *)self;
    eh_source_close(source->inner);
    free(source);
}

/* Takes over the source; NULL, and the source is closed, when out of memory. */
static eh_source *watch(eh_source *inner, progress_state *progress) {
    watched_source *made = malloc(sizeof *made);
    if (!made) {
        eh_source_close(inner);
        return NULL;
    }
    *made = (watched_source){.base = *inner, .inner = inner, .progress = progress};
    made->base.read_at = watched_read_at;
    made->base.close = watched_close;
    progress_expect(progress, inner->size);
    return &made->base;
}

static bool keep(inputs *in, eh_source *source) {
    eh_source **grown = source ? realloc((void *)in->sources, (in->count + 2) * sizeof *grown) : NULL;
    if (!grown) {
        eh_source_close(source);
        in->status = EH_NOMEM;
        return false;
    }
    in->sources = grown;
    grown[in->count++] = source;
    grown[in->count] = NULL;
    return true;
}

/* Files that are no plain tables are read twice. */
static bool is_read_twice(const eh_run *run) {
    const eh_dataset *data = eh_run_dataset(run);
    return data->sources.count > 0 && *data->sources.at[data->sources.count - 1].shape;
}

static bool add_file(const options *given, eh_run *run, const char *path, inputs *in) {
    char room[32];
    eh_source *source = inputs_open(path);
    if (!source || !keep(in, source = watch(source, in->progress)))
        return false;
    eh_status status = eh_run_add(run, source, kind_of(given, path, room));
    progress_clear(in->progress);
    in->added += status == EH_OK;
    if (status == EH_OK && is_read_twice(run))
        progress_expect(in->progress, source->size);
    if (progress_stopped())
        in->status = EH_CANCELLED;
    else if (status == EH_IO)
        message_error("%s: it could not be read to the end.", source->name);
    else if (status != EH_OK && status != EH_BAD)
        in->status = status;
    return status == EH_OK || status == EH_BAD;
}

static bool add_folder(const options *given, eh_run *run, const char *path, inputs *in) {
    eh_names names = {0};
    eh_trouble trouble = eh_folder_list(path, &names);
    if (trouble != EH_TROUBLE_NONE) {
        message_error("%s: %s.", path, eh_trouble_text(trouble));
        return false;
    }
    bool ok = true;
    for (size_t i = 0; i < names.count && ok; i++) {
        const char *why = why_passed_over(names.names[i]);
        if (why) {
            if (!given->quiet)
                message_note("%s: passed over, %s.", names.names[i], why);
            continue;
        }
        char *whole = eh_path_join(path, names.names[i]);
        ok = whole && add_file(given, run, whole, in);
        free(whole);
    }
    eh_names_free(&names);
    return ok;
}

/* Files that --kind alone names are inputs too. */
static bool add_kinds(const options *given, eh_run *run, inputs *in) {
    for (size_t i = 0; i < given->kinds.count; i++) {
        const char *path = strchr(given->kinds.at[i], '=');
        bool named = !path;
        for (size_t k = 0; k < given->inputs.count && !named; k++)
            named = strcmp(given->inputs.at[k], path + 1) == 0 || eh_is_folder(given->inputs.at[k]);
        if (!named && !add_file(given, run, path + 1, in))
            return false;
    }
    return true;
}

static bool kinds_are_right(const options *given) {
    for (size_t i = 0; i < given->kinds.count; i++) {
        const char *word = given->kinds.at[i];
        bool known = false;
        for (eh_kind kind = 0; kind < EH_KIND_COUNT; kind++) {
            size_t n = strlen(eh_kind_word(kind));
            known = known || (strncmp(word, eh_kind_word(kind), n) == 0 && word[n] == '=' && word[n + 1]);
        }
        if (!known) {
            message_usage("\"%s\" is no value for --kind KIND=FILE", word);
            return false;
        }
    }
    return true;
}

bool inputs_add(const options *given, eh_run *run, progress_state *progress, inputs *in) {
    *in = (inputs){.status = EH_OK, .progress = progress};
    if (!kinds_are_right(given))
        return false;
    for (size_t i = 0; i < given->inputs.count; i++) {
        const char *path = given->inputs.at[i];
        if (!(eh_is_folder(path) ? add_folder(given, run, path, in) : add_file(given, run, path, in)))
            return false;
    }
    return add_kinds(given, run, in);
}

void inputs_free(inputs *in) {
    for (size_t i = 0; i < in->count; i++)
        eh_source_close(in->sources[i]);
    free((void *)in->sources);
}

/* ---- templates, mappings, returns ---- */

/* Reads a folder of templates, one level of folders deep, into memory. */
typedef struct template_folder {
    eh_template *at;
    size_t count;
} template_folder;

static void free_templates(template_folder *folder) {
    for (size_t i = 0; i < folder->count; i++) {
        free((void *)(uintptr_t)folder->at[i].name);
        free((void *)(uintptr_t)folder->at[i].data);
    }
    free(folder->at);
}

static bool read_template(template_folder *folder, const char *top, const char *name) {
    char *path = eh_path_join(top, name);
    eh_source *source = path ? inputs_open(path) : NULL;
    free(path);
    if (!source || source->size > EH_LIMIT_SUBMISSION) {
        eh_source_close(source);
        return false;
    }
    size_t got = 0;
    char *data = malloc((size_t)source->size + 1), *copy = malloc(strlen(name) + 1);
    eh_template *grown = realloc(folder->at, (folder->count + 2) * sizeof *grown);
    if (grown)
        folder->at = grown;
    bool ok = data && copy && grown && source->read_at(source, 0, data, (size_t)source->size, &got) == EH_OK;
    eh_source_close(source);
    if (!ok) {
        free(data);
        free(copy);
        return false;
    }
    memcpy(copy, name, strlen(name) + 1);
    grown[folder->count++] = (eh_template){copy, data, got};
    grown[folder->count] = (eh_template){NULL, NULL, 0};
    return true;
}

/* The files of the folder that the built-in templates are made of; others are named by the catalogue's own check. */
static bool read_templates(template_folder *folder, const char *top) {
    static const char *const parts[] = {"", "vocabularies"};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        eh_names names = {0};
        char *path = eh_path_join(top, parts[p]);
        eh_trouble trouble = path ? eh_folder_list(path, &names) : EH_TROUBLE_NOMEM;
        free(path);
        if (trouble != EH_TROUBLE_NONE) {
            message_error("%s/%s: %s.", top, parts[p], eh_trouble_text(trouble));
            return false;
        }
        bool ok = true;
        for (size_t i = 0; i < names.count && ok; i++) {
            char *name = *parts[p] ? eh_path_join(parts[p], names.names[i]) : NULL;
            ok = read_template(folder, top, name ? name : names.names[i]);
            free(name);
        }
        eh_names_free(&names);
        if (!ok)
            return false;
    }
    return true;
}

eh_catalogue *inputs_catalogue(const options *given, eh_findings *findings) {
    template_folder folder = {0};
    eh_catalogue *catalogue = NULL;
    eh_source *mapping = NULL;
    bool ok = !given->templates || read_templates(&folder, given->templates);
    if (ok && given->mapping)
        ok = (mapping = inputs_open(given->mapping)) != NULL;
    if (ok && eh_catalogue_read(given->templates ? folder.at : NULL, mapping, findings, &catalogue) == EH_NOMEM)
        message_error("%s.", eh_status_text(EH_NOMEM));
    if (ok && !catalogue)
        message_findings(given, findings, 0, 0);
    eh_source_close(mapping);
    free_templates(&folder);
    return catalogue;
}

bool inputs_table(const char *path, eh_source **source) {
    *source = path ? inputs_open(path) : NULL;
    return !path || *source;
}

eh_return *inputs_return(const options *given, const char *path) {
    eh_return *ret = NULL;
    eh_source *source = inputs_open(path);
    eh_findings *findings = source ? eh_findings_new() : NULL;
    if (findings && eh_return_read_xml(source, findings, &ret) != EH_OK) {
        message_findings(given, findings, 0, 0);
        message_error("%s: it could not be read as a submission.", path);
    }
    eh_findings_free(findings);
    eh_source_close(source);
    return ret;
}
