/* The list of findings. What makes two findings one is a key of everything but row and count; the sentence is put together when it is read,
 * because only then is the count final. */
#include "base/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"

typedef struct row_of_table {
    eh_severity severity;
    const char *code, *text, *advice;
} row_of_table;

static const row_of_table table[] = {
#define EH_FINDING(name, severity, code, text, advice) [EH_F_##name] = {severity, code, text, advice},
#include "base/finding_codes.def"
#undef EH_FINDING
};

typedef struct entry {
    eh_finding finding; /* first, so that a pointer to it is one to the entry */
    eh_code code;
    const char *one, *two;
    char *room;        /* for the sentence: as long as it can get */
    uint64_t rendered; /* the count that the sentence in `room` speaks of; 0: none yet */
} entry;

struct eh_findings {
    eh_arena *arena;
    eh_index *keys; /* the i-th key belongs to the i-th entry */
    entry **entries;
    size_t count, room;
    entry *further; /* beyond the limit, or NULL; counted as the last finding */
    eh_buffer key;  /* work room */
};

const char *eh_severity_text(eh_severity severity) {
    return severity == EH_ERROR ? "error" : severity == EH_WARNING ? "warning" : "note";
}

const char *eh_code_name(eh_code code) {
    return table[code].code;
}

eh_severity eh_code_severity(eh_code code) {
    return table[code].severity;
}

eh_findings *eh_findings_new(void) {
    eh_findings *findings = calloc(1, sizeof *findings);
    if (!findings)
        return NULL;
    findings->arena = eh_arena_new();
    findings->keys = eh_index_new();
    if (!findings->arena || !findings->keys) {
        eh_findings_free(findings);
        return NULL;
    }
    return findings;
}

void eh_findings_free(eh_findings *findings) {
    if (!findings)
        return;
    eh_index_free(findings->keys);
    eh_arena_free(findings->arena);
    eh_buffer_free(&findings->key);
    free((void *)findings->entries);
    free(findings);
}

/* A copy fit to be shown: well-formed UTF-8, no control characters (a value must not steer a terminal), cut at EH_LIMIT_EXCERPT bytes. */
static const char *clean(eh_arena *arena, const char *text) {
    char out[EH_LIMIT_EXCERPT + 8];
    size_t length = 0;
    if (!text || !*text)
        return "";
    for (eh_slice rest = eh_slice_of(text); rest.length;) {
        uint32_t code;
        size_t n = eh_utf8_next(rest, &code);
        if (length + 4 > EH_LIMIT_EXCERPT) {
            length += eh_utf8_put(0x2026, out + length); /* an ellipsis */
            break;
        }
        length += eh_utf8_put(code < 0x20 || (code >= 0x7F && code < 0xA0) ? ' ' : code, out + length);
        rest.at += n;
        rest.length -= n;
    }
    return eh_arena_slice(arena, out, length);
}

/* What a publication says for a value that it does not name, after an "a". */
static const char unnamed[] = " value that fewer than ten bear (not shown)";

/* A sentence being put together; with `out` NULL only its length is reckoned. */
typedef struct sentence {
    char *out;
    size_t length;
} sentence;

static void put(sentence *s, const char *text, size_t length) {
    if (s->out)
        memcpy(s->out + s->length, text, length);
    s->length += length;
}

/* 1234567 as 1,234,567. */
static void put_count(sentence *s, uint64_t count) {
    char digits[32];
    size_t start = sizeof digits;
    for (unsigned places = 0; count || !places; places++, count /= 10) {
        if (places && places % 3 == 0)
            digits[--start] = ',';
        digits[--start] = (char)('0' + count % 10);
    }
    put(s, digits + start, sizeof digits - start);
}

/* The one of "singular|plural" that the count asks for. */
static void put_by_count(sentence *s, const char *choices, size_t length, uint64_t count) {
    const char *bar = memchr(choices, '|', length);
    size_t first = bar ? (size_t)(bar - choices) : length;
    if (count == 1 || !bar)
        put(s, choices, first);
    else
        put(s, bar + 1, length - first - 1);
}

/* The words that a placeholder stands for, or NULL when it is no placeholder of words. */
static const char *words_of(const entry *e, const char *name, size_t length) {
    if (length == 5 && !memcmp(name, "value", 5))
        return e->finding.value;
    if (length == 1 && (*name == '1' || *name == '2'))
        return *name == '1' ? e->one : e->two;
    return NULL;
}

/* How many bytes the quotation mark before the placeholder from `open` to `close` has, when it stands between a pair; else 0. */
static size_t quoted(const char *start, const char *open, const char *close) {
    static const char *const pairs[][2] = {{"\"", "\""}, {"'", "'"}, {"\u201C", "\u201D"}, {"\u2018", "\u2019"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t n = strlen(pairs[i][0]);
        if ((size_t)(open - start) >= n && !memcmp(open - n, pairs[i][0], n) && !strncmp(close + 1, pairs[i][1], n))
            return n;
    }
    return 0;
}

/* Puts a sentence about `e` together from its row of the table; returns its length without the NUL. `hide`: in place of the value, and of the quotation marks about it, words
 * that do not name it. */
static size_t render(const entry *e, const char *start, bool hide, uint64_t count, char *out) {
    sentence s = {out, 0};
    const char *text = start;
    while (*text) {
        size_t plain = strcspn(text, "{");
        put(&s, text, plain);
        text += plain;
        const char *end = *text ? strchr(text, '}') : NULL;
        if (!end) {
            put(&s, text, strlen(text));
            break;
        }
        const char *name = text + 1;
        size_t length = (size_t)(end - name);
        const char *words = words_of(e, name, length);
        if (hide && words == e->finding.value) {
            size_t marks = quoted(start, text, end);
            s.length -= marks;
            end += marks;
            put(&s, s.length ? "a" : "A", 1);
            put(&s, unnamed, sizeof unnamed - 1);
        } else if (words)
            put(&s, words, strlen(words));
        else if (length == 1 && *name == 'n')
            put_count(&s, count);
        else if (length > 2 && name[0] == 'n' && name[1] == '|')
            put_by_count(&s, name + 2, length - 2, count);
        else
            put(&s, text, length + 2);
        text = end + 1;
    }
    if (out)
        out[s.length] = '\0';
    return s.length;
}

static bool fill(eh_findings *findings, entry *e, eh_code code, const eh_place *place, const char *value,
                 const char *one, const char *two) {
    eh_arena *arena = findings->arena;
    eh_finding *f = &e->finding;
    e->code = code;
    f->severity = table[code].severity;
    f->code = table[code].code;
    f->organisation = clean(arena, place->organisation);
    f->standard = clean(arena, place->standard);
    f->item = clean(arena, place->item);
    f->file = clean(arena, place->file);
    f->sheet = clean(arena, place->sheet);
    f->heading = clean(arena, place->heading);
    f->value = clean(arena, value);
    f->row = place->row;
    f->column = place->column;
    e->one = clean(arena, one);
    e->two = clean(arena, two);
    if (!f->organisation || !f->standard || !f->item || !f->file || !f->sheet || !f->heading || !f->value || !e->one ||
        !e->two)
        return false;
    /* the longest count there is, and the plural when it is the longer word: room for either */
    size_t singular = render(e, table[e->code].text, false, 1, NULL),
           plural = render(e, table[e->code].text, false, UINT64_MAX, NULL);
    e->room = eh_arena_bytes(arena, (singular > plural ? singular : plural) + 27);
    char *advice = eh_arena_bytes(arena, render(e, table[code].advice, true, 1, NULL) + 1);
    if (!e->room || !advice)
        return false;
    render(e, table[code].advice, true, 1, advice);
    f->advice = advice;
    return true;
}

static bool make_key(eh_buffer *key, eh_code code, const eh_place *place, const char *const *words) {
    const char *const parts[] = {place->organisation, place->standard, place->item, place->file, place->sheet,
                                 place->heading,      words[0],        words[1],    words[2]};
    uint32_t numbers[] = {(uint32_t)code, place->column};
    key->length = 0;
    eh_buffer_add(key, numbers, sizeof numbers);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        eh_buffer_text(key, parts[i] ? parts[i] : "");
        eh_buffer_char(key, '\0'); /* no part can run into the next */
    }
    return !key->failed;
}

static void count_up(eh_finding *finding, uint64_t count) {
    finding->count = finding->count > UINT64_MAX - count ? UINT64_MAX : finding->count + count;
}

/* Some more that are not listed. An unlisted error keeps its weight: then the last finding is an error too. */
static eh_status count_further(eh_findings *findings, eh_severity severity, uint64_t count) {
    if (!findings->further) {
        entry *e = eh_arena_alloc(findings->arena, sizeof *e);
        if (!e || !fill(findings, e, EH_F_TOO_MANY_FINDINGS, &(eh_place){0}, NULL, NULL, NULL))
            return EH_NOMEM;
        findings->further = e;
    }
    if (severity > findings->further->finding.severity)
        findings->further->finding.severity = severity;
    count_up(&findings->further->finding, count);
    return EH_OK;
}

static eh_status reserve_entry(eh_findings *findings) {
    if (findings->count < findings->room)
        return EH_OK;
    size_t room = findings->room ? findings->room * 2 : 64;
    entry **entries = realloc((void *)findings->entries, room * sizeof *entries);
    if (!entries)
        return EH_NOMEM;
    findings->entries = entries;
    findings->room = room;
    return EH_OK;
}

eh_status eh_found_counter(eh_findings *findings, eh_code code, eh_place place, uint64_t count, const char *value,
                           const char *one, const char *two, uint64_t **counter) {
    const char *words[] = {value, one, two};
    *counter = NULL;
    if (count == 0)
        return EH_OK;
    if (!make_key(&findings->key, code, &place, words)) {
        eh_buffer_free(&findings->key);
        return EH_NOMEM;
    }
    eh_slice key = {findings->key.data, findings->key.length};
    uint32_t known = eh_index_find(findings->keys, key);
    if (known != EH_INDEX_NONE) {
        count_up(&findings->entries[known]->finding, count);
        *counter = &findings->entries[known]->finding.count;
        return EH_OK;
    }
    if (findings->count >= EH_LIMIT_FINDINGS)
        return count_further(findings, table[code].severity, 1);
    entry *e = eh_arena_alloc(findings->arena, sizeof *e);
    if (!e || reserve_entry(findings) != EH_OK || !fill(findings, e, code, &place, value, one, two) ||
        eh_index_add(findings->keys, key, NULL) == EH_INDEX_NONE)
        return EH_NOMEM;
    e->finding.count = count;
    *counter = &e->finding.count;
    findings->entries[findings->count++] = e;
    return EH_OK;
}

eh_status eh_found(eh_findings *findings, eh_code code, eh_place place, uint64_t count, const char *value,
                   const char *one, const char *two) {
    uint64_t *counter;
    return eh_found_counter(findings, code, place, count, value, one, two, &counter);
}

eh_status eh_refuse(eh_findings *findings, eh_code code, eh_place place, const char *one, const char *two) {
    return eh_found(findings, code, place, 1, NULL, one, two) == EH_OK ? EH_BAD : EH_NOMEM;
}

void eh_found_along(eh_status *status, eh_findings *findings, eh_code code, eh_place place, uint64_t count,
                    const char *one, const char *two) {
    if (eh_found(findings, code, place, count, NULL, one, two) != EH_OK)
        *status = EH_NOMEM;
    else if (*status == EH_OK && eh_code_severity(code) == EH_ERROR)
        *status = EH_BAD;
}

size_t eh_findings_count(const eh_findings *findings) {
    return findings->count + (findings->further != NULL);
}

static entry *entry_at(const eh_findings *findings, size_t i) {
    return i < findings->count ? findings->entries[i] : findings->further;
}

const eh_finding *eh_findings_at(const eh_findings *findings, size_t i) {
    entry *e = entry_at(findings, i);
    if (e->rendered != e->finding.count) {
        render(e, table[e->code].text, false, e->finding.count, e->room);
        e->finding.text = e->room;
        e->rendered = e->finding.count;
    }
    return &e->finding;
}

size_t eh_findings_of(const eh_findings *findings, eh_severity severity) {
    size_t n = 0;
    for (size_t i = 0; i < eh_findings_count(findings); i++)
        n += entry_at(findings, i)->finding.severity == severity;
    return n;
}

char *eh_finding_public_text(const eh_findings *findings, size_t i) {
    const entry *e = entry_at(findings, i);
    bool hidden = *e->finding.value && e->finding.count < EH_LIMIT_NAMED_VALUE;
    char *text = malloc(render(e, table[e->code].text, hidden, e->finding.count, NULL) + 1);
    if (text)
        render(e, table[e->code].text, hidden, e->finding.count, text);
    return text;
}

/* A finding that is carried over keeps its severity, which for the last one of many may be more than its code's. */
static void raise_severity(eh_findings *findings, eh_code code, eh_severity severity) {
    for (size_t i = 0; i < findings->count; i++)
        if (findings->entries[i]->code == code && findings->entries[i]->finding.severity < severity)
            findings->entries[i]->finding.severity = severity;
}

eh_status eh_findings_distil_some(const eh_findings *from, size_t first, size_t end,
                                  bool (*keep)(void *context, const eh_finding *finding), void *context,
                                  eh_findings *to) {
    for (size_t i = first; i < end; i++) {
        const entry *e = entry_at(from, i);
        const eh_finding *f = &e->finding;
        if (!keep(context, f))
            continue;
        eh_status status = eh_found(to, e->code, (eh_place){.item = f->item}, f->count, f->value, e->one, e->two);
        if (status != EH_OK)
            return status;
        if (f->severity > table[e->code].severity)
            raise_severity(to, e->code, f->severity);
    }
    return EH_OK;
}

eh_status eh_findings_distil(const eh_findings *from, bool (*keep)(void *context, const eh_finding *finding),
                             void *context, eh_findings *to) {
    return eh_findings_distil_some(from, 0, eh_findings_count(from), keep, context, to);
}

eh_status eh_findings_append(const eh_findings *from, eh_findings *to) {
    eh_status status = EH_OK;
    for (size_t i = 0; i < from->count && status == EH_OK; i++) {
        const entry *e = from->entries[i];
        const eh_finding *f = &e->finding;
        eh_place place = {f->organisation, f->standard, f->item, f->file, f->sheet, f->heading, f->row, f->column};
        status = eh_found(to, e->code, place, f->count, f->value, e->one, e->two);
    }
    if (status == EH_OK && from->further)
        status = count_further(to, from->further->finding.severity, from->further->finding.count);
    return status;
}
