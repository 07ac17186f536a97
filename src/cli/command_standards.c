#include "cli/message.h"
int run_standards(const options *given) {
    (void)given;
    message_error("x");
    return EXIT_NOTHING;
}
