/* Results of Evenhand's functions. */
#ifndef EVENHAND_STATUS_H
#define EVENHAND_STATUS_H

/* Marks what the shared library exports. */
#if defined(__GNUC__)
#define EH_API __attribute__((visibility("default")))
#else
#define EH_API
#endif

/* Every function that can fail returns one of these. Only EH_OK and EH_END leave the results usable. */
typedef enum eh_status {
    EH_OK = 0,    /* done; there may be findings */
    EH_END,       /* an iterator has no more to give; not a failure */
    EH_BAD,       /* the input cannot be used; a finding says why and what to do */
    EH_NOMEM,     /* an allocation failed; nothing is left half-made */
    EH_IO,        /* a source could not be read or a sink not written; a finding says which where one could be made */
    EH_CANCELLED, /* the caller's progress function asked to stop */
} eh_status;

/* A plain English word for a status, never NULL; static storage. */
EH_API const char *eh_status_text(eh_status status);

#endif
