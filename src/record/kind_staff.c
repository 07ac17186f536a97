/* Staff in post: one row an assignment (rules.md section 2). */
#include <string.h>

#include "record/reading.h"

/* The columns that say what a post is. */
static const eh_field post_fields[] = {
    EH_STAFF_ASSIGNMENT_CATEGORY, EH_STAFF_ASSIGNMENT_STATUS, EH_STAFF_STAFF_GROUP, EH_STAFF_JOB_ROLE,
    EH_STAFF_POSITION_TITLE,      EH_STAFF_AREA_OF_WORK,      EH_STAFF_DIRECTORATE, EH_STAFF_OCCUPATION_CODE,
    EH_STAFF_PAY_GRADE,
};
enum { POST_FIELDS = sizeof post_fields / sizeof *post_fields };

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
    return EH_PUSH(data->posts, post) ? EH_OK : EH_NOMEM;
}

/* Values that no vocabulary knows, each where it stands. */
static eh_status list_unknown(eh_reading *reading, const eh_post *post) {
    const struct {
        bool unknown;
        eh_code code;
        eh_field field;
    } looks[] = {
        {post->category_known == EH_UNMAPPED, EH_F_UNKNOWN_CATEGORY, EH_STAFF_ASSIGNMENT_CATEGORY},
        {post->status_known == EH_UNMAPPED, EH_F_UNKNOWN_STATUS, EH_STAFF_ASSIGNMENT_STATUS},
        {post->code_unrecognised, EH_F_UNKNOWN_OCCUPATION_CODE, EH_STAFF_OCCUPATION_CODE},
        {post->group_unrecognised, EH_F_UNKNOWN_STAFF_GROUP, EH_STAFF_STAFF_GROUP},
        {post->side != EH_MEDICAL && post->band == EH_BAND_NONE && post->value[EH_STAFF_PAY_GRADE],
         EH_F_UNKNOWN_PAY_GRADE, EH_STAFF_PAY_GRADE},
    };
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (!looks[i].unknown)
            continue;
        eh_status status =
            eh_reading_unknown(reading, looks[i].code, looks[i].field, eh_reading_text(reading, looks[i].field));
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}

/* Full-time equivalent in thousand-millionths; -1 for a blank or what is no number. */
static eh_status read_fte(eh_reading *reading, int64_t *fte) {
    const int64_t billion = 1000000000, digits_kept = billion * billion;
    eh_slice text = eh_reading_text(reading, EH_STAFF_FTE);
    eh_fraction value;
    *fte = -1;
    if (text.length == 0)
        return EH_OK;
    if (!eh_decimal_read(text, &value) || value.numerator < 0 || value.numerator / value.denominator > EH_LIMIT_COUNT)
        return eh_reading_found(reading, EH_F_UNREADABLE_NUMBER, EH_STAFF_FTE, NULL);
    for (; value.denominator > digits_kept; value.denominator /= 2) /* the product below must not overflow */
        value.numerator /= 2;
    *fte = (int64_t)(value.numerator * billion / value.denominator);
    return EH_OK;
}

/* Oracle's end of time and its beginning stand for no end (rules.md section 2, rule 1). */
static eh_date open_end(eh_date end) {
    return end == eh_date_make(4712, 12, 31) || end == eh_date_make(1900, 1, 1) ? EH_NO_DATE : end;
}

eh_status eh_read_staff(eh_reading *reading) {
    eh_dataset *data = reading->data;
    eh_staff_row row = {
        .organisation = reading->organisation, .row = (uint32_t)reading->row->number, .source = reading->source};
    eh_status status;
    row.employee = eh_reading_number(reading, EH_STAFF_EMPLOYEE_NUMBER, &status);
    if (status == EH_OK)
        row.assignment = eh_reading_number(reading, EH_STAFF_ASSIGNMENT_NUMBER, &status);
    if (status == EH_OK)
        status = read_post(reading, &row.post);
    if (status == EH_OK)
        status = list_unknown(reading, &data->posts.at[row.post]);
    if (status == EH_OK)
        status =
            eh_reading_groups(reading, EH_STAFF_ETHNIC_ORIGIN, EH_STAFF_DISABILITY, &row.ethnicity, &row.disability);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_STAFF_START_DATE, &row.start);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_STAFF_END_DATE, &row.end);
    if (status == EH_OK)
        status = read_fte(reading, &row.fte);
    if (status == EH_OK)
        status = eh_reading_yes(reading, EH_STAFF_PRIMARY_ASSIGNMENT, &row.primary, NULL);
    row.end = open_end(row.end);
    if (status != EH_OK)
        return status;
    return EH_PUSH(data->staff, row) ? EH_OK : EH_NOMEM;
}
