/* Staff in post: one row an assignment (rules.md section 2). */
#include <string.h>

#include "record/quick.h"

/* The columns that say what a post is. */
static const eh_field post_fields[] = {
    EH_STAFF_ASSIGNMENT_CATEGORY, EH_STAFF_ASSIGNMENT_STATUS, EH_STAFF_STAFF_GROUP, EH_STAFF_JOB_ROLE,
    EH_STAFF_POSITION_TITLE,      EH_STAFF_AREA_OF_WORK,      EH_STAFF_DIRECTORATE, EH_STAFF_OCCUPATION_CODE,
    EH_STAFF_PAY_GRADE,
};
enum { POST_FIELDS = sizeof post_fields / sizeof *post_fields };

/* The number of a post's category; a new one is kept. */
static bool number_category(eh_dataset *data, eh_post *post) {
    size_t n = 0;
    while (n < data->categories.count && (n && post->category ? strcmp(data->categories.at[n], post->category) != 0
                                                              : data->categories.at[n] != post->category))
        n++;
    post->category_number = (uint16_t)n;
    return n < data->categories.count || (n < UINT16_MAX && EH_PUSH(data->categories, post->category));
}

static void understand_category(const eh_dataset *data, eh_post *post) {
    eh_slice value = eh_dataset_value(data, EH_STAFF_ASSIGNMENT_CATEGORY, post->value[EH_STAFF_ASSIGNMENT_CATEGORY]);
    post->category = eh_category_of(data->catalogue, value, &post->category_known);
    static const eh_field may_say_bank[] = {EH_STAFF_POSITION_TITLE, EH_STAFF_JOB_ROLE, EH_STAFF_AREA_OF_WORK};
    for (size_t i = 0; i < sizeof may_say_bank / sizeof *may_say_bank && post->category_known == EH_BLANK; i++)
        if (eh_says_bank(eh_dataset_value(data, may_say_bank[i], post->value[may_say_bank[i]])))
            post->category = "bank";
}

static void understand_post(const eh_dataset *data, eh_post *post) {
    eh_slice code = eh_dataset_value(data, EH_STAFF_OCCUPATION_CODE, post->value[EH_STAFF_OCCUPATION_CODE]);
    eh_slice group = eh_dataset_value(data, EH_STAFF_STAFF_GROUP, post->value[EH_STAFF_STAFF_GROUP]);
    eh_slice role = eh_dataset_value(data, EH_STAFF_JOB_ROLE, post->value[EH_STAFF_JOB_ROLE]);
    eh_slice grade = eh_dataset_value(data, EH_STAFF_PAY_GRADE, post->value[EH_STAFF_PAY_GRADE]);
    eh_slice status = eh_dataset_value(data, EH_STAFF_ASSIGNMENT_STATUS, post->value[EH_STAFF_ASSIGNMENT_STATUS]);
    eh_side_reading side = eh_side_of(data->catalogue, code, group, data->by_staff_group);
    post->side = side.side;
    post->clash = side.clash;
    post->supplementary = side.supplementary;
    post->code_unrecognised = side.code_unrecognised;
    post->group_unrecognised = side.group_unrecognised;
    if (eh_medical_director(data->catalogue, role, grade))
        post->side = EH_MEDICAL;
    if (post->side == EH_MEDICAL) {
        post->row = eh_medical_row_of(data->catalogue, role, grade);
        post->rank = EH_BAND_COUNT;
    } else {
        post->band = eh_band_of(data->catalogue, grade);
        post->rank = post->band;
    }
    post->status_known = eh_status_of(data->catalogue, status, &post->gone);
    understand_category(data, post);
}

/* The number of the row's post; a new combination is understood once. */
static eh_status read_post(eh_reading *reading, uint32_t *number) {
    eh_dataset *data = reading->data;
    uint32_t key[POST_FIELDS];
    for (size_t i = 0; i < POST_FIELDS; i++) {
        bool added;
        key[i] = eh_reading_value(reading, post_fields[i], &added);
        if (key[i] == EH_INDEX_NONE)
            return EH_NOMEM;
    }
    bool added;
    *number = eh_index_add(data->post_keys, (eh_slice){(const char *)key, sizeof key}, &added);
    if (*number == EH_INDEX_NONE)
        return EH_NOMEM;
    if (!added)
        return EH_OK;
    eh_post post = {.side = EH_NO_SIDE};
    for (size_t i = 0; i < POST_FIELDS; i++)
        post.value[post_fields[i]] = key[i];
    understand_post(data, &post);
    if (!number_category(data, &post))
        return EH_NOMEM;
    return EH_PUSH(data->posts, post) ? EH_OK : EH_NOMEM;
}

/* A column of a post whose value no vocabulary knows. */
typedef struct unknown_look {
    bool unknown;
    eh_code code;
    eh_field field;
} unknown_look;
enum { LOOKS = 5 };

static void look_for_unknown(const eh_post *post, unknown_look looks[LOOKS]) {
    const unknown_look found[LOOKS] = {
        {post->category_known == EH_UNMAPPED, EH_F_UNKNOWN_CATEGORY, EH_STAFF_ASSIGNMENT_CATEGORY},
        {post->status_known == EH_UNMAPPED, EH_F_UNKNOWN_STATUS, EH_STAFF_ASSIGNMENT_STATUS},
        {post->code_unrecognised, EH_F_UNKNOWN_OCCUPATION_CODE, EH_STAFF_OCCUPATION_CODE},
        {post->group_unrecognised, EH_F_UNKNOWN_STAFF_GROUP, EH_STAFF_STAFF_GROUP},
        {post->side != EH_MEDICAL && post->band == EH_BAND_NONE && post->value[EH_STAFF_PAY_GRADE],
         EH_F_UNKNOWN_PAY_GRADE, EH_STAFF_PAY_GRADE},
    };
    memcpy(looks, found, sizeof found);
}

/* Values that no vocabulary knows, each where it stands. */
static eh_status list_unknown(eh_reading *reading, const eh_post *post) {
    unknown_look looks[LOOKS];
    look_for_unknown(post, looks);
    for (size_t i = 0; i < LOOKS; i++) {
        if (!looks[i].unknown)
            continue;
        eh_status status =
            eh_reading_unknown(reading, looks[i].code, looks[i].field, eh_reading_text(reading, looks[i].field));
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}

/* Full-time equivalent in thousand-millionths; -1 for a blank or, which is false, for what is no number. */
static bool fte_of(eh_slice text, int64_t *fte) {
    const int64_t billion = 1000000000, digits_kept = billion * billion;
    eh_fraction value;
    *fte = -1;
    if (text.length == 0)
        return true;
    if (!eh_decimal_read(text, &value) || value.numerator < 0 || value.numerator / value.denominator > EH_LIMIT_COUNT)
        return false;
    for (; value.denominator > digits_kept; value.denominator /= 2) /* the product below must not overflow */
        value.numerator /= 2;
    *fte = (int64_t)(value.numerator * billion / value.denominator);
    return true;
}

static eh_status read_fte(eh_reading *reading, int64_t *fte) {
    return fte_of(eh_reading_text(reading, EH_STAFF_FTE), fte)
               ? EH_OK
               : eh_reading_found(reading, EH_F_UNREADABLE_NUMBER, EH_STAFF_FTE, NULL);
}

/* Oracle's end of time and its beginning stand for no end (rules.md section 2, rule 1). */
static eh_date open_end(eh_date end) {
    return end == eh_date_make(4712, 12, 31) || end == eh_date_make(1900, 1, 1) ? EH_NO_DATE : end;
}

/* What a row says, before it is put into as few bytes as can be. */
typedef struct whole_row {
    eh_identifier employee, assignment;
    uint32_t post, traits;
    eh_date start, end;
} whole_row;

/* The number of a row's traits; a new combination is kept. EH_INDEX_NONE when out of memory. */
static uint32_t number_of_traits(eh_dataset *data, const eh_staff_traits *traits) {
    const int64_t key[] = {traits->ethnicity, traits->disability, traits->gender, traits->fte, traits->primary};
    bool added;
    uint32_t number = eh_index_add(data->staff_trait_keys, (eh_slice){(const char *)key, sizeof key}, &added);
    return number != EH_INDEX_NONE && added && !EH_PUSH(data->staff_traits, *traits) ? EH_INDEX_NONE : number;
}

/* The code of a day; one that has none of its own goes aside, in the place of the row. False when out of memory. */
static bool code_day(eh_chunks *aside, size_t row, eh_date day, uint16_t *code) {
    *code = eh_day_code(day);
    if (*code != EH_ASIDE)
        return true;
    eh_date *kept = eh_chunks_reach(aside, row, sizeof *kept);
    if (kept)
        *kept = day;
    return kept != NULL;
}

static bool code_assignment(eh_dataset *data, size_t row, const whole_row *whole, uint16_t *code) {
    *code = 0;
    if (whole->assignment == EH_NO_IDENTIFIER)
        return true;
    *code = (uint16_t)eh_identifier_relation(whole->employee, whole->assignment);
    if (*code)
        return true;
    *code = EH_ASIDE;
    eh_identifier *kept = eh_chunks_reach(&data->assignments_aside, row, sizeof *kept);
    if (kept)
        *kept = whole->assignment;
    return kept != NULL;
}

static eh_status keep(eh_dataset *data, uint32_t organisation, const whole_row *whole) {
    size_t at = data->staff.count;
    eh_staff_row row = {.employee = whole->employee,
                        .post = whole->post,
                        .traits = whole->traits,
                        .organisation = (uint16_t)organisation};
    if (!code_assignment(data, at, whole, &row.assignment_code) ||
        !code_day(&data->starts_aside, at, whole->start, &row.start_code) ||
        !code_day(&data->ends_aside, at, whole->end, &row.end_code))
        return EH_NOMEM;
    eh_staff_row *kept = eh_chunks_reach(&data->staff, at, sizeof *kept);
    if (!kept)
        return EH_NOMEM;
    *kept = row;
    return EH_OK;
}

static eh_status read_groups(eh_reading *reading, eh_staff_traits *traits) {
    return eh_reading_groups(reading, EH_STAFF_ETHNIC_ORIGIN, EH_STAFF_DISABILITY, &traits->ethnicity,
                             &traits->disability);
}

/* Of a breakdown alone: figures do without it. */
static eh_status read_gender(eh_reading *reading, eh_staff_traits *traits) {
    bool added;
    if (reading->data->figures_alone)
        return EH_OK;
    traits->gender = eh_reading_value(reading, EH_STAFF_GENDER, &added);
    return traits->gender == EH_INDEX_NONE ? EH_NOMEM : EH_OK;
}

static eh_status read_fte_and_primary(eh_reading *reading, eh_staff_traits *traits) {
    eh_status status = read_fte(reading, &traits->fte);
    return status == EH_OK ? eh_reading_yes(reading, EH_STAFF_PRIMARY_ASSIGNMENT, &traits->primary, NULL) : status;
}

eh_status eh_read_staff(eh_reading *reading) {
    whole_row row = {0};
    eh_staff_traits traits = {0};
    eh_status status = eh_reading_identifier(reading, EH_STAFF_EMPLOYEE_NUMBER, &row.employee);
    if (status == EH_OK)
        status = eh_reading_identifier(reading, EH_STAFF_ASSIGNMENT_NUMBER, &row.assignment);
    if (status == EH_OK)
        status = read_post(reading, &row.post);
    if (status == EH_OK)
        status = list_unknown(reading, &reading->data->posts.at[row.post]);
    if (status == EH_OK)
        status = read_groups(reading, &traits);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_STAFF_START_DATE, &row.start);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_STAFF_END_DATE, &row.end);
    if (status == EH_OK)
        status = read_fte_and_primary(reading, &traits);
    if (status == EH_OK)
        status = read_gender(reading, &traits);
    if (status != EH_OK)
        return status;
    row.end = open_end(row.end);
    row.traits = number_of_traits(reading->data, &traits);
    return row.traits == EH_INDEX_NONE ? EH_NOMEM : keep(reading->data, reading->organisation, &row);
}

/* ---- the quick way ---- */

static eh_status understand_posts(eh_reading *reading, uint32_t *meaning, bool *says) {
    unknown_look looks[LOOKS];
    eh_status status = read_post(reading, meaning);
    if (status != EH_OK)
        return status;
    look_for_unknown(&reading->data->posts.at[*meaning], looks);
    for (size_t i = 0; i < LOOKS; i++)
        *says = *says || looks[i].unknown;
    return EH_OK;
}

static eh_status understand_traits(eh_reading *reading, uint32_t *meaning, bool *says) {
    eh_staff_traits traits = {0};
    bool ethnic, disability;
    eh_status status = eh_reading_group(reading, EH_STAFF_ETHNIC_ORIGIN, true, &traits.ethnicity, &ethnic);
    if (status == EH_OK)
        status = eh_reading_group(reading, EH_STAFF_DISABILITY, false, &traits.disability, &disability);
    if (status == EH_OK)
        status = read_gender(reading, &traits);
    if (status != EH_OK)
        return status;
    bool fte = fte_of(eh_reading_text(reading, EH_STAFF_FTE), &traits.fte);
    eh_known primary = eh_reading_is_yes(reading, EH_STAFF_PRIMARY_ASSIGNMENT, &traits.primary);
    *says = !ethnic || !disability || !fte || primary == EH_UNMAPPED;
    *meaning = number_of_traits(reading->data, &traits);
    return *meaning == EH_INDEX_NONE ? EH_NOMEM : EH_OK;
}

static eh_status say_of_post(eh_reading *reading, uint32_t meaning) {
    return list_unknown(reading, &reading->data->posts.at[meaning]);
}

static eh_status say_of_traits(eh_reading *reading, uint32_t meaning) {
    (void)meaning;
    eh_staff_traits traits;
    eh_status status = read_groups(reading, &traits);
    return status == EH_OK ? read_fte_and_primary(reading, &traits) : status;
}

enum { EMPLOYEE, ASSIGNMENT, START, END };

static bool understand_dates(const eh_reading *reading, const eh_slice *text, eh_date *date) {
    return eh_reading_date_of(reading, EH_STAFF_START_DATE, text[START], &date[START]) &&
           eh_reading_date_of(reading, EH_STAFF_END_DATE, text[END], &date[END]);
}

static eh_status make(eh_reading *reading, const uint32_t *meaning, const eh_slice *text, const eh_date *date) {
    eh_identifiers *known = reading->data->identifiers;
    whole_row row = {.post = meaning[0], .traits = meaning[1], .start = date[START], .end = open_end(date[END])};
    eh_status status = eh_identifier_make(known, text[EMPLOYEE], &row.employee);
    if (status == EH_OK)
        status = eh_identifier_make(known, text[ASSIGNMENT], &row.assignment);
    return status == EH_OK ? keep(reading->data, reading->organisation, &row) : status;
}

static const eh_field traits_fields[] = {EH_STAFF_ETHNIC_ORIGIN, EH_STAFF_DISABILITY, EH_STAFF_FTE,
                                         EH_STAFF_PRIMARY_ASSIGNMENT, EH_STAFF_GENDER};

const eh_quick_kind eh_quick_staff = {
    .group = {{post_fields, POST_FIELDS, understand_posts, say_of_post},
              {traits_fields, sizeof traits_fields / sizeof *traits_fields, understand_traits, say_of_traits}},
    .single = {[EMPLOYEE] = EH_STAFF_EMPLOYEE_NUMBER,
               [ASSIGNMENT] = EH_STAFF_ASSIGNMENT_NUMBER,
               [START] = EH_STAFF_START_DATE,
               [END] = EH_STAFF_END_DATE},
    .understand = understand_dates,
    .make = make,
};
