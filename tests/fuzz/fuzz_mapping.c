/* The catalogue with a mapping; or, when the first line is "#template NAME", with the rest in the place of that built-in template. */
#include <string.h>

#include "fuzz.h"
#include "standard/vocabulary.h"

enum { TEMPLATES = 128 };

/* The built-in templates, one of them replaced when the input names it. */
static bool replace(eh_slice input, eh_template templates[TEMPLATES]) {
    static const char mark[] = "#template ";
    size_t begin = sizeof mark - 1, count = 0;
    const eh_template *built_in = eh_templates_built_in();
    for (; built_in[count].name != NULL; count++)
        templates[count] = built_in[count];
    PROMISE(count < TEMPLATES);
    templates[count] = (eh_template){NULL, NULL, 0};
    const char *end = input.length > begin ? memchr(input.at, '\n', input.length) : NULL;
    if (end == NULL || memcmp(input.at, mark, begin) != 0)
        return false;
    eh_slice name = {input.at + begin, (size_t)(end - input.at) - begin};
    for (size_t i = 0; i < count; i++) {
        if (eh_slice_equal(name, eh_slice_of(templates[i].name))) {
            templates[i].data = end + 1;
            templates[i].size = input.length - (size_t)(end + 1 - input.at);
        }
    }
    return true;
}

int eh_fuzz_mapping(const uint8_t *data, size_t size) {
    eh_template templates[TEMPLATES];
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory("mapping.csv", data, size);
    eh_catalogue *catalogue = NULL;
    PROMISE(findings != NULL && source != NULL);
    bool replaced = replace((eh_slice){(const char *)data, size}, templates);
    eh_status status = eh_catalogue_read(replaced ? templates : NULL, replaced ? NULL : source, findings, &catalogue);
    PROMISE(status == EH_OK || (status == EH_BAD && eh_findings_of(findings, EH_ERROR) > 0));
    PROMISE((status == EH_OK) == (catalogue != NULL));
    if (catalogue != NULL)
        PROMISE(strlen(eh_catalogue_digest(catalogue)) == 64);
    fuzz_check_findings(findings);
    eh_catalogue_free(catalogue);
    eh_source_close(source);
    eh_findings_free(findings);
    return 0;
}
