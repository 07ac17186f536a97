#include "base/xml_guard.h"

#include <string.h>

#include "base/limits.h"

enum { DECLARATION = 400 }; /* bytes in which an XML declaration ends */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether the beginning of a document, without zero bytes and in lower case, declares an encoding that is known, or none. */
static bool encoding_known(const char *head) {
    static const char *const known[] = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-", "windows-125"};
    const char *end = strchr(head, '>');
    const char *at = strncmp(head, "<?xml", 5) == 0 && end != NULL ? strstr(head, "encoding") : NULL;
    if (at == NULL || at > end)
        return true;
    at += strcspn(at, "\"'");
    at += *at != '\0';
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(at, known[i], strlen(known[i])) == 0)
            return true;
    return false;
}

static bool begin(eh_xml_guard *guard, const char *bytes, size_t length) {
    char head[DECLARATION + 1];
    size_t count = 0;
    guard->begun = true;
    guard->wide = length > 1 && (bytes[0] == '\0' || bytes[1] == '\0' || (unsigned char)bytes[0] >= 0xFE);
    for (size_t i = 0; i < length && count < DECLARATION; i++)
        if (bytes[i] != '\0' && (count > 0 || bytes[i] == '<')) /* not a byte order mark */
            head[count++] = lower(bytes[i]);
    head[count] = '\0';
    return encoding_known(head);
}

/* In UTF-16 a byte may be half of any character, so that neither quotes nor a tag's end can be told; more equals signs than enough are too many. */
static void pass_wide(eh_xml_guard *guard, char c) {
    if (c == '<')
        guard->signs = 0;
    guard->signs += c == '=';
}

/* A '<' begins a tag wherever it stands: in a value it is not allowed. */
static void pass(eh_xml_guard *guard, char c) {
    if (c == '<') {
        guard->in = '<';
        guard->signs = 0;
    } else if (guard->in == '<') {
        guard->in = c == '!' || c == '?' ? 0 : '>'; /* a comment has no attributes */
    } else if (guard->in == '>') {
        guard->signs += c == '=';
        guard->in = c == '>' ? 0 : c == '"' || c == '\'' ? c : '>';
    } else if (guard->in == c) {
        guard->in = '>';
    }
}

/* Passes over what changes nothing: text, and the middle of a value. */
static const char *skip(const eh_xml_guard *guard, const char *at, const char *end) {
    char in = guard->in;
    if (in == 0) {
        const char *tag = memchr(at, '<', (size_t)(end - at));
        return tag != NULL ? tag : end;
    }
    while ((in == '"' || in == '\'') && at < end && *at != in && *at != '<')
        at++;
    return at;
}

bool eh_xml_guard_pass(eh_xml_guard *guard, const char *bytes, size_t length) {
    const char *end = bytes + length;
    if (length > 0 && !guard->begun && !begin(guard, bytes, length))
        return false;
    while (bytes < end && guard->signs <= EH_LIMIT_ATTRIBUTES) {
        if (guard->wide)
            pass_wide(guard, *bytes++);
        else if ((bytes = skip(guard, bytes, end)) < end)
            pass(guard, *bytes++);
    }
    return guard->signs <= EH_LIMIT_ATTRIBUTES;
}
