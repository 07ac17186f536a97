/* The zip file that a workbook is: its parts by name, unpacked as a stream, under limits. libzip over an eh_source; no paths. */
#ifndef EH_EXTRACT_XLSX_ZIP_H
#define EH_EXTRACT_XLSX_ZIP_H

#include <stdbool.h>

#include "base/finding.h"
#include "evenhand/source.h"
#include "extract/xlsx_name.h"

typedef struct eh_package eh_package;
typedef struct eh_part eh_part;

/* Reads the directory of a zip file. EH_BAD, with a finding, when it cannot be read, has more than EH_LIMIT_PARTS parts, two parts of
 * one name (readers would differ in which they take), or a name that climbs out of the package. `unpacking` may be NULL: the usual limits. */
eh_status eh_package_open(eh_source *source, const eh_unpacking *unpacking, eh_findings *findings,
                          eh_package **package);
void eh_package_close(eh_package *package); /* NULL is allowed; all parts are closed by then */

/* Writes the limit that a part with this trouble went beyond ("4 GiB", "1,000"); empty for any other trouble. */
enum { EH_LIMIT_ROOM = 40 };
void eh_package_limit(const eh_package *package, eh_code trouble, char out[EH_LIMIT_ROOM]);

/* The source's name, for findings. */
const char *eh_package_file(const eh_package *package);

/* Whether there is a part of this name (in its one form). */
bool eh_package_has(const eh_package *package, const char *name);

/* Opens a part by its name in that one form. EH_BAD with *trouble set when it is not there or cannot be unpacked. */
eh_status eh_part_open(eh_package *package, const char *name, eh_part **part, eh_code *trouble);

/* The next bytes; *got is 0 at the end, where size and checksum have been found right. EH_BAD with *trouble when they are
 * wrong, the part is damaged, or goes beyond a limit of the package. EH_IO when the source failed. */
eh_status eh_part_read(eh_part *part, void *buffer, size_t room, size_t *got, eh_code *trouble);
/* Whether no thread is to be made for it. */
bool eh_part_alone(const eh_part *part);
void eh_part_close(eh_part *part); /* NULL is allowed */

#endif
