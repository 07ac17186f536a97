/* A submission's bytes as a document: hostile input is refused here. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/limits.h"
#include "base/xml_guard.h"
#include "return/xml.h"

eh_xml_silence eh_xml_silence_begin(void) {
    eh_xml_silence before = {xmlStructuredError, xmlStructuredErrorContext};
    xmlSetStructuredErrorFunc(NULL, eh_xml_ignore);
    return before;
}

void eh_xml_silence_end(eh_xml_silence silence) {
    xmlSetStructuredErrorFunc(silence.context, silence.function);
}

/* What the parser met first. */
typedef struct watch {
    bool doctype, failed, no_memory;
    uint64_t line;
    char sentence[200];
} watch;

/* The message of libxml2 without its line end; coded text only, since it may quote names of elements. */
static void keep_sentence(char *out, size_t room, const char *message) {
    size_t length = message ? strcspn(message, "\r\n") : 0;
    if (length >= room)
        length = room - 1;
    while (length > 0 && !eh_utf8_valid(message, length))
        length--;
    if (length > 0)
        memcpy(out, message, length);
    out[length] = '\0';
}

static void on_error(void *context, eh_xml_error *error) {
    xmlParserCtxtPtr parser = context;
    watch *w = parser->_private;
    if (error->code == XML_ERR_NO_MEMORY)
        w->no_memory = true;
    if (w->failed || error->level == XML_ERR_WARNING)
        return;
    w->failed = true;
    w->line = error->line > 0 ? (uint64_t)error->line : 0;
    keep_sentence(w->sentence, sizeof w->sentence, error->message);
}

/* A document type declaration is where entities and external files come from: the parser goes no further. */
static void on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    xmlParserCtxtPtr parser = context;
    watch *w = parser->_private;
    (void)name;
    (void)external;
    (void)system;
    w->doctype = true;
    w->line = parser->input && parser->input->line > 0 ? (uint64_t)parser->input->line : 0;
    xmlStopParser(parser);
}

static eh_status refuse(const watch *w, const char *file, eh_findings *findings) {
    eh_place place = {.file = file, .row = w->line};
    if (w->no_memory)
        return EH_NOMEM;
    return w->doctype ? eh_refuse(findings, EH_F_SUBMISSION_DOCTYPE, place, NULL, NULL)
                      : eh_refuse(findings, EH_F_SUBMISSION_NOT_XML, place, w->sentence, NULL);
}

eh_status eh_xml_parse(const char *text, size_t size, const char *file, eh_findings *findings, xmlDocPtr *doc) {
    watch w = {.sentence = "there is nothing in it"};
    *doc = NULL;
    if (size > EH_LIMIT_SUBMISSION || size > INT_MAX)
        return eh_refuse(findings, EH_F_SUBMISSION_TOO_LARGE, (eh_place){.file = file}, NULL, NULL);
    eh_xml_guard guard = {.begun = false};
    if (!eh_xml_guard_pass(&guard, text, size)) {
        const watch unbearable = {.sentence = "one of its tags has too many attributes, or its encoding is unusual"};
        return refuse(&unbearable, file, findings);
    }
    eh_xml_silence silence = eh_xml_silence_begin();
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (parser) {
        parser->_private = &w;
        parser->sax->serror = on_error;
        parser->sax->internalSubset = on_doctype;
        *doc = xmlCtxtReadMemory(parser, text, (int)size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
        xmlFreeParserCtxt(parser);
    } else {
        w.no_memory = true;
    }
    eh_xml_silence_end(silence);
    if (*doc && !w.doctype && !w.failed && !w.no_memory)
        return EH_OK;
    xmlFreeDoc(*doc);
    *doc = NULL;
    return refuse(&w, file, findings);
}

/* Reads a whole source into memory. */
static eh_status drain(eh_source *source, char **text) {
    size_t size = (size_t)source->size, have = 0;
    *text = malloc(size + 1);
    if (!*text)
        return EH_NOMEM;
    while (have < size) {
        size_t got = 0;
        eh_status status = source->read_at(source, have, *text + have, size - have, &got);
        if (status == EH_OK && got == 0)
            status = EH_IO; /* it ended before the size it gave */
        if (status != EH_OK) {
            free(*text);
            *text = NULL;
            return status;
        }
        have += got;
    }
    (*text)[size] = '\0';
    return EH_OK;
}

eh_status eh_xml_parse_source(eh_source *source, eh_findings *findings, xmlDocPtr *doc) {
    char *text = NULL;
    *doc = NULL;
    if (source->size > EH_LIMIT_SUBMISSION)
        return eh_xml_parse("", EH_LIMIT_SUBMISSION + 1, source->name, findings, doc);
    eh_status status = drain(source, &text);
    if (status == EH_IO &&
        eh_found(findings, EH_F_SUBMISSION_UNREADABLE, (eh_place){.file = source->name}, 1, NULL, NULL, NULL) != EH_OK)
        status = EH_NOMEM;
    if (status == EH_OK)
        status = eh_xml_parse(text, (size_t)source->size, source->name, findings, doc);
    free(text);
    return status;
}
