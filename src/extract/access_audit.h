/* The audit of a workbook, for the files that make it. */
#ifndef EH_EXTRACT_ACCESS_AUDIT_H
#define EH_EXTRACT_ACCESS_AUDIT_H

#include "base/hash.h"
#include "base/limits.h"
#include "extract/access.h"
#include "extract/xlsx_parts.h"
#include "extract/xlsx_relations.h"
#include "extract/xlsx_strings.h"
#include "extract/xlsx_xml.h"

/* ---- formats ---- */

enum { EH_NO_COLOUR = -1, EH_UNKNOWN_COLOUR = -2 };

typedef struct eh_access_font {
    double size;
    uint32_t name;  /* number in `names` */
    int32_t colour; /* 0xRRGGBB, none, or a colour that is not known here */
    bool bold, serif;
} eh_access_font;

typedef struct eh_access_fill {
    bool solid, pattern;
    int32_t colour;
} eh_access_fill;

typedef struct eh_access_format {
    uint32_t font, fill, border, style;
    bool wrap, odd_side; /* text neither at the left nor, as numbers, at the right */
} eh_access_format;

/* A format of a condition: whether it sets a colour, and whether anything that is seen without colours. */
typedef struct eh_access_difference {
    bool colour, other;
} eh_access_difference;

/* Entries of one type, whose name stands beside. */
typedef struct eh_access_list {
    void *at;
    uint32_t count, room;
} eh_access_list;

typedef struct eh_access_styles {
    eh_access_list fonts;       /* eh_access_font */
    eh_access_list fills;       /* eh_access_fill */
    eh_access_list borders;     /* bool: it has a line */
    eh_access_list formats;     /* eh_access_format: what cells refer to */
    eh_access_list differences; /* eh_access_difference */
    eh_access_list headings;    /* uint32_t: named styles that are headings or titles */
    eh_index *names;
} eh_access_styles;

eh_status eh_access_styles_read(eh_package *package, const char *part, eh_findings *findings, eh_access_styles *styles);
void eh_access_styles_free(eh_access_styles *styles);

/* ---- the audit ---- */

#define EH_ACCESS_CODES (EH_F_ACCESS_P4 - EH_F_ACCESS_T1 + 1)

/* How often a rule is broken on a sheet, and where first; row and column are 0 where there is no cell. */
typedef struct eh_access_mark {
    uint64_t count, row;
    uint32_t column;
} eh_access_mark;

enum { EH_ACCESS_NOTES = 4096, EH_ACCESS_TABLES = 16 };

typedef struct eh_audit {
    eh_package *package;
    eh_arena *arena;
    eh_findings *findings;
    eh_access_words words;
    eh_workbook workbook;
    eh_strings strings;
    unsigned char *raised; /* of each shared string: it has superscript runs */
    uint32_t raised_count;
    eh_access_styles styles;
    eh_index *table_names, *sheet_names;
    bool used[EH_ACCESS_NOTES], defined[EH_ACCESS_NOTES]; /* notes by their number */
    bool no_memory;                                       /* sticky, where no status can be returned */
    uint32_t font;                                        /* the first one met, EH_INDEX_NONE before */
} eh_audit;

/* One table of a sheet. */
typedef struct eh_access_table {
    uint32_t left, right;
    uint64_t top, bottom;
    bool headed, filter, filled, lined;
    const char **columns; /* their names */
    uint32_t column_count;
    const char *name;
    /* filled in while the sheet is read */
    uint64_t rows, cells, expected; /* body rows and cells with something in them; the row that should come next */
    uint32_t headings, in_row;      /* headings, and cells of the row that is read, with something in them */
    uint32_t *in_column;            /* cells with something in them, by column */
} eh_access_table;

/* Reads a table's part; EH_BAD with its finding. */
eh_status eh_access_table_read(eh_audit *audit, const char *part, eh_access_table *table);
/* Reads a drawing: how many pictures and charts have no alternative text, and how many text boxes there are. */
eh_status eh_access_drawing_read(eh_audit *audit, const char *part, unsigned *silent, unsigned *boxes);
/* The document's properties; marks what is not filled in. */
eh_status eh_access_properties(eh_audit *audit, const char *part, bool *filled);
/* Which shared strings have superscript runs. */
eh_status eh_access_raised(eh_audit *audit, const char *part);

/* Audits the `number`-th sheet. */
eh_status eh_access_sheet(eh_audit *audit, unsigned number);

/* A finding of a rule; `sheet` may be NULL. */
eh_status eh_access_found(const eh_audit *audit, eh_code code, const char *sheet, const eh_access_mark *mark);

/* "C5" and "A1:C9"; false for what is none. */
bool eh_access_range(eh_slice text, uint32_t *left, uint64_t *top, uint32_t *right, uint64_t *bottom);
/* Whether a text has one of the words of a list ("blank, empty"), whatever the case. */
bool eh_access_has_word(eh_slice text, const char *words);

/* What is wrong with a text wherever it stands: sets what applies. Notes that it refers to are added to `used` of the audit, or to `defined` on the
 * sheet of notes. */
typedef struct eh_access_text {
    bool symbol, bare_address, loose_note, marker, only_symbols;
} eh_access_text;
eh_access_text eh_access_judge(eh_audit *audit, eh_slice text, bool defines);

#endif
