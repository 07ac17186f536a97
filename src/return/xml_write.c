/* A return as the text of its submission. The order of elements and attributes is the contract's. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#include "base/fraction.h"
#include "return/xml.h"

/* The writer, and whether anything failed so far. */
typedef struct pen {
    xmlTextWriterPtr writer;
    bool no_memory;
    bool bad; /* a value that is no finite number */
} pen;

static void check(pen *p, int result) {
    if (result < 0)
        p->no_memory = true;
}

static const xmlChar *chars(const char *text) {
    return (const xmlChar *)text;
}

/* The bytes of the character at `text` when XML can hold it, else 0. */
static size_t character(const char *text, size_t left) {
    unsigned char lead = (unsigned char)*text;
    if (lead < 0x80)
        return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
    size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > left || !eh_utf8_valid(text, length))
        return 0;
    bool no_character =
        length == 3 && !memcmp(text, "\xef\xbf", 2) && (unsigned char)text[2] >= 0xbe; /* U+FFFE, U+FFFF */
    return no_character ? 0 : length;
}

/* The text as XML can hold it: itself, or a copy in *copy with U+FFFD for every byte that fits nowhere. */
static const char *holdable(pen *p, const char *text, eh_buffer *copy) {
    size_t length = strlen(text), good = 0;
    for (size_t n; good < length && (n = character(text + good, length - good)) > 0;)
        good += n;
    if (good == length)
        return text;
    for (size_t i = 0; i < length;) {
        size_t n = character(text + i, length - i);
        if (n > 0)
            eh_buffer_add(copy, text + i, n);
        else
            eh_buffer_text(copy, "\xef\xbf\xbd");
        i += n > 0 ? n : 1;
    }
    p->no_memory |= copy->failed;
    return copy->failed ? "" : copy->data;
}

static void start(pen *p, const char *name) {
    check(p, xmlTextWriterStartElement(p->writer, chars(name)));
}

static void end(pen *p) {
    check(p, xmlTextWriterEndElement(p->writer));
}

static void attribute(pen *p, const char *name, const char *value) {
    eh_buffer copy = {0};
    check(p, xmlTextWriterWriteAttribute(p->writer, chars(name), chars(holdable(p, value, &copy))));
    eh_buffer_free(&copy);
}

/* An attribute that is left out when there is nothing to say. */
static void optional(pen *p, const char *name, const char *value) {
    if (value && *value)
        attribute(p, name, value);
}

static void content(pen *p, const char *text) {
    eh_buffer copy = {0};
    if (*text)
        check(p, xmlTextWriterWriteString(p->writer, chars(holdable(p, text, &copy))));
    eh_buffer_free(&copy);
}

static void whole(pen *p, const char *name, uint64_t number) {
    eh_buffer text = {0};
    if (eh_buffer_whole(&text, (int64_t)number))
        attribute(p, name, text.data);
    p->no_memory |= text.failed;
    eh_buffer_free(&text);
}

/* A number that is absent when it is NaN, and without bound when infinite: neither is written. */
static void number(pen *p, const char *name, double value) {
    char text[EH_FRACTION_ROOM];
    if (!isfinite(value))
        return;
    eh_double_write(value, text);
    attribute(p, name, text);
}

static void date(pen *p, const char *name, eh_date day) {
    char text[11];
    if (day == EH_NO_DATE) {
        p->bad = true;
        return;
    }
    eh_date_write(day, text);
    attribute(p, name, text);
}

static void write_source(pen *p, const eh_source_note *source) {
    start(p, "source");
    attribute(p, "kind", source->kind);
    attribute(p, "file", source->file);
    optional(p, "sheet", source->sheet);
    attribute(p, "sha256", source->sha256);
    whole(p, "rows", source->rows);
    whole(p, "used", source->used);
    end(p);
}

/* organisation, standard, period: what the return is of. */
static void write_subject(pen *p, const eh_return *ret) {
    start(p, "organisation");
    attribute(p, "code", ret->organisation);
    optional(p, "name", ret->name);
    end(p);
    start(p, "standard");
    attribute(p, "id", eh_standard_id(ret->standard));
    whole(p, "edition", (uint64_t)ret->edition);
    end(p);
    start(p, "period");
    date(p, "start", ret->period_start);
    date(p, "end", ret->period_end);
    date(p, "snapshot", ret->snapshot);
    end(p);
}

static void write_header(pen *p, const eh_return *ret, const char *digest) {
    start(p, "header");
    write_subject(p, ret);
    start(p, "prepared");
    content(p, ret->prepared);
    end(p);
    start(p, "software");
    attribute(p, "name", "evenhand");
    attribute(p, "version", ret->version);
    end(p);
    start(p, "rules");
    attribute(p, "sha256", ret->rules);
    attribute(p, "custom", ret->custom ? "yes" : "no");
    attribute(p, "clinical-by", ret->clinical_by);
    end(p);
    for (size_t i = 0; i < ret->source_count; i++)
        write_source(p, &ret->sources[i]);
    start(p, "digest");
    attribute(p, "algorithm", "sha256");
    attribute(p, "form", "c14n");
    content(p, digest);
    end(p);
    end(p);
}

/* What a value carries besides itself, `display` last. */
static void write_value_attributes(pen *p, const eh_value *value) {
    number(p, "numerator", value->numerator);
    number(p, "denominator", value->denominator);
    number(p, "percent", value->percent);
    number(p, "lower", value->lower);
    number(p, "upper", value->upper);
    number(p, "p", value->p);
    optional(p, "test", eh_test_id(value->test));
    optional(p, "verdict", eh_verdict_id(value->verdict));
    if (value->approximate)
        attribute(p, "approximate", "yes");
    if (value->text)
        attribute(p, "text", value->text);
    attribute(p, "display", value->display);
}

static void write_number_content(pen *p, double value) {
    char text[EH_FRACTION_ROOM];
    if (!isfinite(value)) {
        p->bad = true;
        return;
    }
    eh_double_write(value, text);
    content(p, text);
}

static void write_value_content(pen *p, eh_unit unit, const eh_value *value) {
    if (unit == EH_TEXT)
        content(p, value->display);
    else
        write_number_content(p, value->value);
}

static void write_item(pen *p, const eh_return_item *item) {
    start(p, "item");
    attribute(p, "id", item->id);
    optional(p, "number", item->number);
    attribute(p, "indicator", item->indicator);
    attribute(p, "unit", eh_unit_id(item->unit));
    for (unsigned g = 0; g < item->count; g++) {
        const eh_value *value = &item->value[g];
        bool present = value->missing == EH_PRESENT;
        start(p, present ? "value" : "missing");
        if (item->grouped)
            attribute(p, "group", item->group[g]);
        optional(p, "top", item->top);
        optional(p, "bottom", item->bottom);
        if (present) {
            write_value_attributes(p, value);
            write_value_content(p, item->unit, value);
        } else {
            attribute(p, "reason", eh_missing_id(value->missing));
        }
        end(p);
    }
    end(p);
}

static void write_figure(pen *p, const eh_detail *detail) {
    start(p, "figure");
    attribute(p, "name", detail->name);
    optional(p, "group", detail->group);
    attribute(p, "unit", eh_unit_id(detail->unit));
    if (detail->value.missing == EH_PRESENT) {
        write_value_attributes(p, &detail->value);
        write_value_content(p, detail->unit, &detail->value);
    } else {
        attribute(p, "missing", eh_missing_id(detail->value.missing));
    }
    end(p);
}

/* The cells of a row with a space between: numbers, or why there is none. */
static void write_cells(pen *p, const eh_breakdown *b, const eh_breakdown_row *row) {
    char number[EH_FRACTION_ROOM];
    eh_buffer text = {0};
    for (unsigned c = 0; c < b->columns; c++) {
        const eh_breakdown_cell *cell = &row->cell[c];
        bool there = cell->missing == EH_PRESENT;
        p->bad = p->bad || (there && !isfinite(cell->value));
        if (there && !p->bad)
            eh_double_write(cell->value, number);
        if (c)
            eh_buffer_char(&text, ' ');
        eh_buffer_text(&text, there ? (p->bad ? "" : number) : eh_missing_id(cell->missing));
    }
    p->no_memory = p->no_memory || text.failed;
    if (!text.failed && text.length)
        content(p, text.data);
    eh_buffer_free(&text);
}

static void write_breakdown(pen *p, const eh_breakdown *b) {
    eh_buffer columns = {0};
    for (unsigned c = 0; c < b->columns; c++)
        eh_buffer_format(&columns, c ? " %s" : "%s", b->column[c]);
    p->no_memory = p->no_memory || columns.failed;
    start(p, "breakdown");
    attribute(p, "name", b->name);
    optional(p, "by", b->by);
    attribute(p, "unit", eh_unit_id(b->unit));
    optional(p, "top", b->top);
    optional(p, "bottom", b->bottom);
    if (b->missing != EH_PRESENT)
        attribute(p, "missing", eh_missing_id(b->missing));
    attribute(p, "columns", columns.failed || !columns.length ? "" : columns.data);
    eh_buffer_free(&columns);
    for (size_t i = 0; i < b->rows; i++) {
        start(p, "row");
        optional(p, "of", b->row[i].of);
        optional(p, "group", b->row[i].group);
        optional(p, "step", b->row[i].step);
        write_cells(p, b, &b->row[i]);
        end(p);
    }
    end(p);
}

static void write_previous(pen *p, int edition, const eh_return *ret, const eh_previous *previous) {
    const eh_return_item *item = eh_return_item_find(ret, previous->item);
    start(p, "previous");
    whole(p, "edition", (uint64_t)edition);
    attribute(p, "item", previous->item);
    optional(p, "group", previous->group);
    if (previous->missing != EH_PRESENT) {
        attribute(p, "missing", eh_missing_id(previous->missing));
    } else {
        attribute(p, "display", previous->display);
        if (item && item->unit == EH_TEXT)
            content(p, previous->display);
        else
            write_number_content(p, previous->value);
    }
    end(p);
}

static void write_detail(pen *p, const eh_return *ret) {
    if (ret->detail_count == 0 && ret->breakdown_count == 0 && ret->previous_count == 0)
        return;
    start(p, "detail");
    for (size_t i = 0; i < ret->detail_count; i++)
        write_figure(p, &ret->details[i]);
    for (size_t i = 0; i < ret->breakdown_count; i++)
        write_breakdown(p, ret->breakdowns[i]);
    for (size_t i = 0; i < ret->previous_count; i++)
        write_previous(p, ret->previous_edition, ret, &ret->previous[i]);
    end(p);
}

static void write_finding(pen *p, const eh_return_finding *finding) {
    start(p, "finding");
    attribute(p, "severity", eh_severity_text(finding->severity));
    attribute(p, "code", finding->code);
    optional(p, "item", finding->item);
    whole(p, "count", finding->count);
    content(p, finding->text);
    end(p);
}

static void write_submission(pen *p, const eh_return *ret, const char *digest) {
    check(p, xmlTextWriterStartDocument(p->writer, "1.0", "UTF-8", NULL));
    start(p, "submission");
    attribute(p, "version", EH_XML_VERSION);
    attribute(p, "status", ret->complete ? "complete" : "incomplete");
    attribute(p, "xmlns", EH_XML_NAMESPACE);
    write_header(p, ret, digest);
    for (size_t i = 0; i < ret->item_count; i++)
        write_item(p, &ret->items[i]);
    write_detail(p, ret);
    for (size_t i = 0; i < ret->finding_count; i++)
        write_finding(p, &ret->findings[i]);
    end(p);
    check(p, xmlTextWriterEndDocument(p->writer));
    check(p, xmlTextWriterFlush(p->writer));
}

/* A copy of the buffer's bytes that free() can free, NUL-terminated. */
static eh_status take(xmlBufferPtr buffer, char **xml, size_t *size) {
    size_t length = (size_t)xmlBufferLength(buffer);
    char *copy = malloc(length + 1);
    if (!copy)
        return EH_NOMEM;
    memcpy(copy, xmlBufferContent(buffer), length);
    copy[length] = '\0';
    *xml = copy;
    *size = length;
    return EH_OK;
}

eh_status eh_xml_text(const eh_return *ret, const char *digest, char **xml, size_t *size) {
    eh_xml_silence silence = eh_xml_silence_begin();
    eh_status status = EH_NOMEM;
    xmlBufferPtr buffer = xmlBufferCreate();
    pen p = {buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL, false, false};
    if (p.writer) {
        check(&p, xmlTextWriterSetIndent(p.writer, 1));
        check(&p, xmlTextWriterSetIndentString(p.writer, chars("  ")));
        write_submission(&p, ret, digest);
        status = p.no_memory ? EH_NOMEM : p.bad ? EH_BAD : EH_OK;
        xmlFreeTextWriter(p.writer);
    }
    if (status == EH_OK)
        status = take(buffer, xml, size);
    if (buffer)
        xmlBufferFree(buffer);
    eh_xml_silence_end(silence);
    return status;
}
