/* The table of writers: a row a format. */
#include <string.h>

#include "report/writer.h"

/* The submission needs no catalogue, and reports its own faults as what they are: faults of the program. */
static eh_status write_xml(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, eh_sink *sink) {
    (void)catalogue;
    eh_status status = eh_return_write_xml(ret, sink);
    eh_place place = eh_return_place(ret, NULL);
    if (status == EH_BAD && eh_found(findings, EH_F_REPORT_INVALID_XML, place, 1, NULL, NULL, NULL) != EH_OK)
        return EH_NOMEM;
    return status;
}

typedef struct format {
    const char *name, *ending;
    eh_writer *write;
} format;

static const format formats[] = {
    {"xml", "xml", write_xml},       {"xlsx", "xlsx", eh_write_workbook}, {"csv", "csv", eh_write_csv},
    {"json", "json", eh_write_json}, {"text", "txt", eh_write_text},      {"easy", "easy.html", eh_write_easy},
};

static const format *find(const char *name) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!strcmp(formats[i].name, name))
            return &formats[i];
    return NULL;
}

eh_status eh_report_write(const eh_catalogue *catalogue, const eh_return *ret, const char *name, eh_findings *findings,
                          eh_sink *sink) {
    const format *found = find(name);
    if (found)
        return found->write(catalogue, ret, findings, sink);
    eh_status status = eh_found(findings, EH_F_REPORT_UNKNOWN_FORMAT, (eh_place){0}, 1, NULL, name, NULL);
    return status == EH_OK ? EH_BAD : status;
}

const char *eh_report_ending(const char *name) {
    const format *found = find(name);
    return found ? found->ending : NULL;
}

const char *eh_report_format(size_t i) {
    return i < sizeof formats / sizeof *formats ? formats[i].name : NULL;
}
