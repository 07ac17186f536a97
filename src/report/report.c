/* The table of writers: a row a format. */
#include "report/formats.h"
#include "report/writer.h"

/* The submission reports its own faults as what they are: faults of the program. */
eh_status eh_write_submission(const eh_xml_schema *schema, const eh_return *ret, eh_findings *findings, eh_sink *sink) {
    eh_status status = schema ? eh_return_write_xml_with(schema, ret, sink) : eh_return_write_xml(ret, sink);
    eh_place place = eh_return_place(ret, NULL);
    if (status == EH_BAD && eh_found(findings, EH_F_REPORT_INVALID_XML, place, 1, NULL, NULL, NULL) != EH_OK)
        return EH_NOMEM;
    return status;
}

static eh_status write_xml(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, eh_sink *sink) {
    (void)catalogue;
    return eh_write_submission(NULL, ret, findings, sink);
}

typedef struct format {
    const char *name, *ending;
    eh_writer *write;
} format;

static const format table[] = {
    {"xml", "xml", write_xml},
    {"xlsx", "xlsx", eh_write_workbook},
    {"csv", "csv", eh_write_csv},
    {"breakdowns", "breakdowns.csv", eh_write_breakdowns_csv},
    {"json", "json", eh_write_json},
    {"text", "txt", eh_write_text},
    {"easy", "easy.html", eh_write_easy},
};

eh_status eh_report_write(const eh_catalogue *catalogue, const eh_return *ret, const char *name, eh_findings *findings,
                          eh_sink *sink) {
    const format *found = eh_format_find(EH_FORMATS(table), name);
    return found ? found->write(catalogue, ret, findings, sink) : eh_format_unknown(findings, name);
}

const char *eh_report_ending(const char *name) {
    const format *found = eh_format_find(EH_FORMATS(table), name);
    return found ? found->ending : NULL;
}

const char *eh_report_format(size_t i) {
    return eh_format_at(EH_FORMATS(table), i);
}
