/* Every size that a file controls has its ceiling here. */
#ifndef EH_BASE_LIMITS_H
#define EH_BASE_LIMITS_H

#define EH_LIMIT_FINDINGS      5000       /* distinct findings in one run */
#define EH_LIMIT_EXCERPT       256        /* bytes of a name or value in a finding; a longer one is cut */
#define EH_LIMIT_NAMED_VALUE   10         /* people who must bear a raw value before a publication names it */
#define EH_LIMIT_FOLDER        100000     /* files of a folder */
#define EH_LIMIT_VALUE         4096       /* bytes of a coded value that are looked at: no label is as long */
#define EH_LIMIT_VALUES        4096       /* distinct unrecognised values kept for mapping-todo.csv */
#define EH_LIMIT_COLUMNS       16384      /* columns of a table: what a worksheet can have */
#define EH_LIMIT_CELL          (1u << 20) /* bytes in one cell; a longer one is cut, with a finding */
#define EH_LIMIT_ROW           (8u << 20) /* bytes in one row of a text file: beyond it a quote was left open */
#define EH_LIMIT_ROWS          UINT64_C(2000000000) /* rows of a table */
#define EH_LIMIT_HEADING_ROWS  60                   /* rows searched for the headings */
#define EH_LIMIT_SNIFF         (256u << 10)         /* bytes looked at to tell encoding and dialect */
#define EH_LIMIT_STDIN         (UINT64_C(1) << 30)  /* bytes taken from standard input */
#define EH_LIMIT_PART          (UINT64_C(4) << 30)  /* bytes of one unpacked part of a workbook */
#define EH_LIMIT_PART_RATIO    1000                 /* unpacked to packed size of a part over a megabyte */
#define EH_LIMIT_PARTS         10000                /* parts of a workbook */
#define EH_LIMIT_STRINGS       (UINT64_C(1) << 30)  /* bytes of shared strings */
#define EH_LIMIT_SHEETS        1024
#define EH_LIMIT_STYLES        65536                /* cell formats and number formats of a workbook */
#define EH_LIMIT_XML_DEPTH     256                  /* elements within elements */
#define EH_LIMIT_ATTRIBUTES    512                  /* attributes of one XML tag */
#define EH_LIMIT_NAMESPACES    256                  /* XML namespaces that are declared at a time */
#define EH_LIMIT_TAG           (8u << 20)           /* bytes of one XML tag or comment */
#define EH_LIMIT_SUBMISSION    (UINT64_C(64) << 20) /* bytes of a submission XML that is read back */
#define EH_LIMIT_HEADER        (16u << 10)          /* bytes of a submission in which its header alone is looked for */
#define EH_LIMIT_TEMPLATE      (8u << 20)           /* bytes of a mapping or of one template */
#define EH_LIMIT_EDITIONS      200                  /* rows of editions.csv */
#define EH_LIMIT_ITEMS         2000                 /* rows of items.csv */
#define EH_LIMIT_LEVELS        500                  /* rows of levels.csv */
#define EH_LIMIT_CHANGES       2000                 /* rows of changes.csv, and of questions.csv */
#define EH_LIMIT_LAYOUT_ROWS   2000                 /* rows of esr-layouts.csv, survey-columns.csv and choices.csv */
#define EH_LIMIT_LAYOUT_FIELDS 64                   /* of them of one record */
#define EH_LIMIT_PARTS_OF      60                   /* values of a column that figures are broken down by */
#define EH_LIMIT_ORGANISATIONS 20000
#define EH_LIMIT_BESIDE        100 /* organisations of a comparison that are followed over earlier editions too */
#define EH_LIMIT_VERIFIED      ((size_t)1 << 30) /* bytes of cells that a second reckoning keeps */
#define EH_LIMIT_FIGURES       20000             /* rows of a table of printed figures */
#define EH_LIMIT_NEIGHBOURS                                                                                            \
    1000                       /* figures of one organisation, standard and edition that are held against each other */
#define EH_LIMIT_ACTIONS 10000 /* rows of an action plan that are kept */
#define EH_LIMIT_LINKED  2000000 /* equations times cells of linked tables that are protected for breakdowns */
#define EH_LIMIT_COUNT   INT64_C(1000000000) /* the largest headcount or figure taken as true */

#endif
