/* The quick way of reading rows comes to the same as the careful one: records, findings with their places and counts, what is counted of the table, values that nobody
 * knows; over random rows of every sort, and where what is kept of rows read before no longer pays. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run_support.h"

/* A small generator of our own: the same rows on every machine. */
static uint32_t next_random(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void read_both(const char *text, size_t size, test_reading both[2]) {
    for (int careful = 0; careful < 2; careful++) {
        test_reading *r = &both[careful];
        r->findings = eh_findings_new();
        r->data = eh_dataset_new(the_catalogue(), r->findings, false);
        assert_non_null(r->data);
        r->data->always_careful = careful;
        eh_source *source = eh_source_from_memory("a.csv", text, size);
        assert_non_null(source);
        r->status = eh_dataset_read(r->data, source, NULL);
        eh_source_close(source);
    }
}

/* ---- what must be the same ---- */

static void same_findings(const eh_findings *a, const eh_findings *b) {
    assert_int_equal(eh_findings_count(a), eh_findings_count(b));
    for (size_t i = 0; i < eh_findings_count(a); i++) {
        const eh_finding *x = eh_findings_at(a, i), *y = eh_findings_at(b, i);
        assert_string_equal(x->text, y->text);
        assert_string_equal(x->organisation, y->organisation);
        assert_int_equal(x->row, y->row);
        assert_int_equal(x->column, y->column);
        assert_int_equal(x->count, y->count);
    }
}

static void same_facts(const eh_source_facts *a, const eh_source_facts *b) {
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->total_rows, b->total_rows);
    assert_int_equal(a->remark_rows, b->remark_rows);
    size_t room = a->rows_of_room > b->rows_of_room ? a->rows_of_room : b->rows_of_room;
    for (size_t o = 0; o < room; o++)
        assert_int_equal(o < a->rows_of_room ? a->rows_of[o] : 0, o < b->rows_of_room ? b->rows_of[o] : 0);
}

static void same_identifier(const eh_dataset *a, eh_identifier x, const eh_dataset *b, eh_identifier y) {
    char p[EH_IDENTIFIER_ROOM], q[EH_IDENTIFIER_ROOM];
    assert_int_equal(x == EH_NO_IDENTIFIER, y == EH_NO_IDENTIFIER);
    if (x != EH_NO_IDENTIFIER)
        assert_true(eh_slice_equal(eh_identifier_text(a->identifiers, x, p), eh_identifier_text(b->identifiers, y, q)));
}

static void same_value(const eh_dataset *a, uint32_t x, const eh_dataset *b, uint32_t y, eh_field field) {
    assert_true(eh_slice_equal(eh_dataset_value(a, field, x), eh_dataset_value(b, field, y)));
}

static void same_staff(const eh_dataset *a, const eh_dataset *b) {
    assert_int_equal(a->staff.count, b->staff.count);
    for (size_t i = 0; i < a->staff.count; i++) {
        const eh_staff_row *x = eh_staff_at(a, i), *y = eh_staff_at(b, i);
        const eh_staff_traits *s = eh_staff_traits_of(a, x), *t = eh_staff_traits_of(b, y);
        same_identifier(a, x->employee, b, y->employee);
        same_identifier(a, eh_staff_assignment(a, i), b, eh_staff_assignment(b, i));
        assert_int_equal(x->organisation, y->organisation);
        assert_int_equal(eh_staff_start(a, i), eh_staff_start(b, i));
        assert_int_equal(eh_staff_end(a, i), eh_staff_end(b, i));
        assert_int_equal(s->primary, t->primary);
        assert_int_equal(s->fte, t->fte);
        same_value(a, s->ethnicity, b, t->ethnicity, EH_STAFF_ETHNIC_ORIGIN);
        same_value(a, s->disability, b, t->disability, EH_STAFF_DISABILITY);
        same_value(a, s->gender, b, t->gender, EH_STAFF_GENDER);
        const eh_post *p = &a->posts.at[x->post], *q = &b->posts.at[y->post];
        for (eh_field f = EH_STAFF_ASSIGNMENT_CATEGORY; f <= EH_STAFF_PAY_GRADE; f++)
            same_value(a, p->value[f], b, q->value[f], f);
        assert_int_equal(p->side, q->side);
        assert_int_equal(p->rank, q->rank);
    }
}

static void same_applications(const eh_dataset *a, const eh_dataset *b) {
    assert_int_equal(a->applications.count, b->applications.count);
    for (size_t i = 0; i < a->applications.count; i++) {
        const eh_application_row *x = eh_application_at(a, i), *y = eh_application_at(b, i);
        eh_application_traits s = eh_application_traits_of(x->traits), t = eh_application_traits_of(y->traits);
        same_identifier(a, x->application, b, y->application);
        assert_int_equal(x->day_code, y->day_code);
        assert_int_equal(x->organisation, y->organisation);
        same_value(a, s.staff_group, b, t.staff_group, EH_APPLICANTS_STAFF_GROUP);
        s.staff_group = t.staff_group;
        assert_int_equal(eh_application_pack(&s), eh_application_pack(&t));
    }
    assert_memory_equal(a->application_years, b->application_years, sizeof a->application_years);
}

static void same_unknown(const eh_dataset *a, const eh_dataset *b) {
    assert_int_equal(a->unknown.count, b->unknown.count);
    for (size_t i = 0; i < a->unknown.count; i++) {
        assert_int_equal(a->unknown.at[i].field, b->unknown.at[i].field);
        assert_string_equal(a->unknown.at[i].value, b->unknown.at[i].value);
        assert_int_equal(a->unknown.at[i].count, b->unknown.at[i].count);
    }
}

static void check_same(const char *text, size_t size) {
    test_reading both[2];
    read_both(text, size, both);
    assert_int_equal(both[0].status, both[1].status);
    same_findings(both[0].findings, both[1].findings);
    assert_int_equal(both[0].data->sources.count, both[1].data->sources.count);
    for (size_t i = 0; i < both[0].data->sources.count; i++)
        same_facts(&both[0].data->sources.at[i], &both[1].data->sources.at[i]);
    same_staff(both[0].data, both[1].data);
    same_applications(both[0].data, both[1].data);
    same_unknown(both[0].data, both[1].data);
    for (int i = 0; i < 2; i++)
        reading_end(&both[i]);
}

/* ---- random tables ---- */

typedef struct column {
    const char *heading;
    const char *values[14];
} column;

static const column staff_columns[] = {
    {"Organisation Code",
     {"RR8", "RR8", "RR9", "rr9", " RR8 ", "\"RR8\"", "X26", "", "Bad Code", "Organisation Code", "Total"}},
    {"Employee Number",
     {"1", "2", "00000007", "20000001", "20000002", "A7", "\"3\"", " 4 ", "=\"0005\"", "", "Employee Number"}},
    {"Assignment Number", {"1", "2", "20000001", "20000001-2", "20000002-3", "A7-1", "", "other", "Assignment Number"}},
    {"Assignment Category",
     {"Permanent", "Permanent", "Bank", "Fixed Term Temp", "", "Odd", "\"Permanent\"", "Assignment Category"}},
    {"Staff Group",
     {"Nursing and Midwifery Registered", "Administrative and Clerical", "Medical and Dental", "", "Odd"}},
    {"Job Role",
     {"\"Nurse Manager, Ward\"", "Clerical Worker", "Consultant", "Bank Nurse", "\"Board Level \"\"VSM\"\" Director\"",
      ""}},
    {"Pay Grade",
     {"Band 5", "Band 6", "\"Band 7\"", " Band 8a ", "NHS|YC72|Consultant", "VSM", "Odd", "", "Pay Grade"}},
    {"Ethnic Origin", {"A White - British", "H", "Z Not Stated", "", "Odd", "Ethnic Origin"}},
    {"Disability", {"No", "Yes", "Not Declared", "", "Odd", "Learning disability/difficulty", "Disability"}},
    {"Gender", {"Female", "Male", "", " ", "Gender"}},
    {"Start Date",
     {"01/05/2020", "2020-05-01", "1-May-2020", "31/12/4712", "01/01/1800", "", "soon", "13/13/2020", "45000",
      "Start Date"}},
    {"FTE", {"1", "0.8", "0.53333", "", "odd", "FTE"}},
    {"Primary Assignment", {"Y", "N", "Yes", "", "Odd", "Primary Assignment"}},
    {"Notes", {"", "x", "Total", "Notes"}},
    {"End Date", {"", "31/12/4712", "01/05/2024", "31/12/9998", "odd", "End Date"}},
};

static const column applicant_columns[] = {
    {"Application ID", {"AR-000001", "AR-000002", "AR-3", "17", "\"18\"", "", "Total", "Application ID"}},
    {"Ethnic Origin", {"A White - British", "H", "Z Not Stated", "", "Odd", "Ethnic Origin"}},
    {"Disability", {"No", "Yes", "Not Declared", "", "Odd", "Learning disability/difficulty", "Disability"}},
    {"Gender", {"Female", "Male", "", "Gender"}},
    {"Date Shortlisted", {"01/05/2024", "2024-05-01", "", "01/01/2190", "odd", "Date Shortlisted"}},
    {"Shortlisted", {"Y", "N", "Yes", "01/05/2024", "", "Odd", "Shortlisted"}},
    {"Staff Group", {"Nursing and Midwifery Registered", "", "Staff Group"}},
    {"Appointed", {"Y", "N", "", "Odd", "Appointed"}},
    {"Closing Date", {"01/04/2024", "", "31/12/1850", "Closing Date"}},
};

/* The values of a column that are used: the first few usually, any now and then. */
static const char *pick(const column *c, uint64_t *state) {
    unsigned count = 0;
    while (count < sizeof c->values / sizeof *c->values && c->values[count])
        count++;
    unsigned usual = count < 3 ? count : 3;
    return c->values[next_random(state) % (next_random(state) % 8 ? usual : count)];
}

static void add_row(eh_buffer *text, const column *columns, const unsigned *order, unsigned count, uint64_t *state) {
    unsigned sort = next_random(state) % 64;
    unsigned cells = sort == 0 ? next_random(state) % (count + 1) : count;
    for (unsigned i = 0; i < cells; i++) {
        const column *c = &columns[order[i]];
        bool blank = sort == 1 && next_random(state) % 4;
        eh_buffer_text(text, i ? "," : "");
        eh_buffer_text(text, blank ? "" : sort == 2 ? c->heading : pick(c, state));
    }
    eh_buffer_text(text, sort == 3 ? ",beyond\n" : "\n");
}

static void random_tables(const column *columns, unsigned count) {
    enum { TABLES = 60, ROWS = 700, MOST = 20 };
    uint64_t state = count;
    assert_true(count <= MOST);
    for (int table = 0; table < TABLES; table++) {
        eh_buffer text = {0};
        unsigned order[MOST];
        for (unsigned i = 0; i < count; i++)
            order[i] = i;
        for (unsigned i = 0; table && i < count; i++) { /* the first table as above, the others in any order */
            unsigned other = i + next_random(&state) % (count - i), swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
        for (unsigned i = 0; i < count; i++) {
            eh_buffer_text(&text, i ? "," : "");
            eh_buffer_text(&text, columns[order[i]].heading);
        }
        eh_buffer_char(&text, '\n');
        for (int row = 0; row < ROWS; row++)
            add_row(&text, columns, order, count, &state);
        check_same(text.data, text.length);
        eh_buffer_free(&text);
    }
}

static void staff_tables(void **state) {
    (void)state;
    random_tables(staff_columns, sizeof staff_columns / sizeof *staff_columns);
}

static void applicant_tables(void **state) {
    (void)state;
    random_tables(applicant_columns, sizeof applicant_columns / sizeof *applicant_columns);
}

/* Job roles that hardly ever come again: first the columns beside each other are looked up one by one, then none is. */
static void values_without_end(void **state) {
    (void)state;
    static const unsigned ends[] = {700, 30000, 1000000000};
    for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
        enum { ROWS = 90000 };
        eh_buffer text = {0};
        uint64_t random = e;
        eh_buffer_text(&text, "Employee Number,Staff Group,Job Role,Pay Grade,Ethnic Origin,Disability,FTE\n");
        for (int row = 0; row < ROWS; row++)
            eh_buffer_format(&text, "%d,Administrative and Clerical,Clerk %u,Band %u,%s,No,0.%u\n", row,
                             next_random(&random) % ends[e], 2 + next_random(&random) % 7,
                             next_random(&random) % 9 ? "A" : "Odd", next_random(&random) % ends[e] % 1000);
        check_same(text.data, text.length);
        eh_buffer_free(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_tables),
        cmocka_unit_test(applicant_tables),
        cmocka_unit_test(values_without_end),
    };
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
