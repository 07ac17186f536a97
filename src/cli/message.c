#include "cli/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/finding_words.h"

void message_print(const char *format, ...) {
    va_list words;
    va_start(words, format);
    vprintf(format, words);
    va_end(words);
}

void message_write(const char *text, size_t length) {
    fwrite(text, 1, length, stdout);
}

bool message_flush(void) {
    return fflush(stdout) == 0 && !ferror(stdout);
}

void message_usage(const char *format, ...) {
    va_list words;
    fputs("evenhand: ", stderr);
    va_start(words, format);
    vfprintf(stderr, format, words);
    va_end(words);
    fputs(".\n`evenhand --help` shows the commands, `evenhand COMMAND --help` their options.\n", stderr);
}

void message_error(const char *format, ...) {
    va_list words;
    fputs("evenhand: ", stderr);
    va_start(words, format);
    vfprintf(stderr, format, words);
    va_end(words);
    fputs("\n", stderr);
}

void message_note(const char *format, ...) {
    va_list words;
    va_start(words, format);
    vfprintf(stderr, format, words);
    va_end(words);
    fputs("\n", stderr);
}

/* ---- findings ---- */

static void print_text(const eh_finding *f) {
    eh_buffer words = {0};
    finding_words(&words, f);
    fprintf(stderr, "%s: %s\n", eh_severity_text(f->severity), words.failed ? f->text : words.data);
    eh_buffer_free(&words);
}

static void print_json(const eh_finding *f) {
    eh_json json = {.one_line = true};
    eh_json_open(&json, NULL, '{');
    finding_members(&json, f);
    eh_json_close(&json, '}');
    if (!json.out.failed)
        fprintf(stderr, "%s\n", json.out.data);
    eh_buffer_free(&json.out);
}

void message_finding(const options *given, const eh_finding *finding) {
    if (given->log)
        print_json(finding);
    else
        print_text(finding);
}

/* The findings of one severity; returns how many were left out. */
static unsigned print_severity(const options *given, const eh_finding *const *list, const finding_show *show,
                               size_t count, eh_severity severity, unsigned limit, unsigned *printed) {
    unsigned left = 0;
    for (size_t i = 0; i < count; i++) {
        eh_finding shown;
        if (list[i]->severity != severity)
            continue;
        if (given->log)
            print_json(list[i]);
        else if (!finding_shown(list[i], show[i], &shown))
            continue;
        else if (severity == EH_ERROR)
            print_text(&shown);
        else if (!given->quiet && (limit == 0 || *printed < limit))
            ++*printed, print_text(&shown);
        else
            left++;
    }
    return left;
}

void message_findings(const options *given, const eh_findings *findings, size_t from, unsigned limit) {
    unsigned printed = 0, left = 0;
    size_t count = eh_findings_count(findings) - from;
    const eh_finding **list = malloc((count + 1) * sizeof *list);
    for (size_t i = 0; list && i < count; i++)
        list[i] = eh_findings_at(findings, from + i);
    finding_show *show = list ? findings_show(list, count) : NULL;
    if (!show) {
        message_error("out of memory: %zu findings are not shown.", count);
        free((void *)list);
        return;
    }
    for (int severity = EH_ERROR; severity >= EH_NOTE; severity--)
        left += print_severity(given, list, show, count, (eh_severity)severity, limit, &printed);
    if (left && !given->quiet)
        fprintf(stderr, "... and %u more; `evenhand check` lists them all.\n", left);
    free(show);
    free((void *)list);
}
