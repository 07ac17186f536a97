/* The vocabularies: tables of values and what they must be understood as, and mappings, good and broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue_support.h"
#include "standard/vocabulary.h"

static eh_slice s(const char *text) {
    return eh_slice_of(text);
}

/* "stated white A white", "declined unknown Z none" ... */
static const char *ethnicity_words(eh_ethnicity e, char out[64]) {
    static const char *const known[] = {"stated", "declined", "blank", "unmapped"};
    static const char *const levels[] = {"white", "mixed", "asian", "black", "other", "none"};
    snprintf(out, 64, "%s %s %s %s", known[e.known], eh_group_id(EH_WRES, e.group), e.code[0] ? e.code : "-",
             levels[e.level]);
    return out;
}

static const struct pair {
    const char *value, *expected;
} ethnicities[] = {
    /* codes alone, in any case */
    {"A", "stated white A white"},
    {"B", "stated white B white"},
    {"C", "stated white C white"},
    {"D", "stated bme D mixed"},
    {"E", "stated bme E mixed"},
    {"F", "stated bme F mixed"},
    {"G", "stated bme G mixed"},
    {"H", "stated bme H asian"},
    {"J", "stated bme J asian"},
    {"K", "stated bme K asian"},
    {"L", "stated bme L asian"},
    {"M", "stated bme M black"},
    {"N", "stated bme N black"},
    {"P", "stated bme P black"},
    {"R", "stated bme R other"},
    {"S", "stated bme S other"},
    {"a", "stated white A white"},
    {" r ", "stated bme R other"},
    {"Z", "declined unknown Z none"},
    {"X", "blank unknown X none"},
    {"99", "blank unknown 99 none"},
    {"I", "unmapped unknown - none"},
    {"O", "unmapped unknown - none"},
    {"Q", "unmapped unknown - none"},
    {"T", "unmapped unknown - none"},
    {"W", "unmapped unknown - none"},
    {"9", "unmapped unknown - none"},
    {"1", "unmapped unknown - none"},
    {"AA", "unmapped unknown - none"},
    {"C9", "unmapped unknown - none"},
    /* two characters: the first decides */
    {"CP", "stated white CP white"},
    {"cp", "stated white CP white"},
    {"SC", "stated bme SC other"},
    {"sc", "stated bme SC other"},
    {"C3", "stated white C3 white"},
    {"CX", "stated white CX white"},
    {"CX White Mixed", "stated white CX white"},
    {"LA", "stated bme LA asian"},
    {"LA Asian Mixed", "stated bme LA asian"},
    {"LK Asian Unspecified", "stated bme LK asian"},
    {"PB", "stated bme PB black"},
    {"PB Black Mixed", "stated bme PB black"},
    {"GC Mixed - Black & White", "stated bme GC mixed"},
    {"SA Vietnamese", "stated bme SA other"},
    {"SD", "stated bme SD other"},
    {"CA White English", "stated white CA white"},
    {"CL White Irish Traveller", "stated white CL white"},
    {"PA - Somali", "stated bme PA black"},
    /* code and label */
    {"A White - British", "stated white A white"},
    {"A - White - British", "stated white A white"},
    {"A: White British", "stated white A white"},
    {"A|White British", "stated white A white"},
    {"A/White British", "stated white A white"},
    {"A-White", "stated white A white"},
    {"A \xE2\x80\x93 White British", "stated white A white"},
    {"A\xC2\xA0White British", "stated white A white"},
    {"(A) White - British", "stated white A white"},
    {"B White - Irish", "stated white B white"},
    {"D Mixed - White & Black Caribbean", "stated bme D mixed"},
    {"H Asian or Asian British - Indian", "stated bme H asian"},
    {"N Black or Black British - African", "stated bme N black"},
    {"R Chinese", "stated bme R other"},
    {"S Any Other Ethnic Group", "stated bme S other"},
    {"Z Not Stated", "declined unknown Z none"},
    {"99 Not Known", "blank unknown 99 none"},
    {"99 - Not known", "blank unknown 99 none"},
    {"K something that nobody wrote before", "stated bme K asian"},
    {"A mixed background", "stated bme G mixed"},
    /* labels of 2001, ESR, Trac, NHS Jobs */
    {"British", "stated white A white"},
    {"White - British", "stated white A white"},
    {"White -British", "stated white A white"},
    {"WHITE - British", "stated white A white"},
    {"white british", "stated white A white"},
    {"White - Any other White background", "stated white C white"},
    {"White Irish", "stated white B white"},
    {"Irish", "stated white B white"},
    {"Mixed - White and Black Caribbean", "stated bme D mixed"},
    {"MIXED - White & Black Caribbean", "stated bme D mixed"},
    {"Mixed - White and Black African", "stated bme E mixed"},
    {"Mixed - White & Asian", "stated bme F mixed"},
    {"Mixed - Any other mixed background", "stated bme G mixed"},
    {"Asian or Asian British - Indian", "stated bme H asian"},
    {"ASIAN or ASIAN BRITISH - Indian", "stated bme H asian"},
    {"Asian - Indian or British Indian", "stated bme H asian"},
    {"Asian or Asian British - Pakistani", "stated bme J asian"},
    {"Asian or Asian British - Bangladeshi", "stated bme K asian"},
    {"Any other Asian background", "stated bme L asian"},
    {"Asian or Asian British - Any other Asian background", "stated bme L asian"},
    {"BLACK or BLACK BRITISH - African", "stated bme N black"},
    {"Black or Black British - Caribbean", "stated bme M black"},
    {"Black or Black British - Any other Black background", "stated bme P black"},
    {"OTHER ETHNIC GROUP - Chinese", "stated bme R other"},
    {"Other Ethnic Group - Any other ethnic group", "stated bme S other"},
    {"Indian", "stated bme H asian"},
    {"African", "stated bme N black"},
    {"Caribbean", "stated bme M black"},
    {"Filipino", "stated bme SC other"},
    {"Chinese", "stated bme R other"},
    {"Asian British", "stated bme LH asian"},
    {"Black British", "stated bme PD black"},
    {"White Mixed", "stated white CX white"},
    {"Black Mixed", "stated bme PB black"},
    {"Asian Mixed", "stated bme LA asian"},
    {"Vietnamese", "stated bme SA other"},
    /* 2011 and 2021 */
    {"White - English/Welsh/Scottish/Northern Irish/British", "stated white A white"},
    {"English/Welsh/Scottish/Northern Irish/British", "stated white A white"},
    {"White - English, Welsh, Scottish, Northern Irish or British", "stated white A white"},
    {"White: English, Welsh, Scottish, Northern Irish or British", "stated white A white"},
    {"White - Gypsy or Irish Traveller", "stated white C white"},
    {"Gypsy or Irish Traveller", "stated white C white"},
    {"Roma", "stated white C white"},
    {"White - Roma", "stated white C white"},
    {"White: Other White", "stated white C white"},
    {"Asian/Asian British - Indian", "stated bme H asian"},
    {"Asian/Asian British: Chinese", "stated bme R other"},
    {"Asian, Asian British or Asian Welsh: Bangladeshi", "stated bme K asian"},
    {"Black, Black British, Black Welsh, Caribbean or African: African", "stated bme N black"},
    {"Black/African/Caribbean/Black British: Caribbean", "stated bme M black"},
    {"Mixed or Multiple ethnic groups: White and Black African", "stated bme E mixed"},
    {"Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background", "stated bme G mixed"},
    {"Other ethnic group: Arab", "stated bme S other"},
    {"Arab", "stated bme S other"},
    {"Any other ethnic group", "stated bme S other"},
    {"White", "stated white C white"},
    {"Asian", "stated bme L asian"},
    {"BME", "stated bme - none"},
    {"B.A.M.E.", "stated bme - none"},
    /* would not say */
    {"Not Stated", "declined unknown Z none"},
    {"Undisclosed", "declined unknown Z none"},
    {"Prefer not to say", "declined unknown Z none"},
    {"Refused", "declined unknown Z none"},
    {"Declined", "declined unknown Z none"},
    {"NS", "declined unknown Z none"},
    {"N/S", "declined unknown Z none"},
    {"I do not wish to disclose my ethnic origin", "declined unknown Z none"},
    {"Not Disclosed", "declined unknown Z none"},
    /* nothing held; never the first letter of a word */
    {"", "blank unknown - none"},
    {"   ", "blank unknown - none"},
    {"-", "blank unknown - none"},
    {"Not Known", "blank unknown 99 none"},
    {"NA", "blank unknown - none"},
    {"N/A", "blank unknown - none"},
    {"NK", "blank unknown - none"},
    {"nk", "blank unknown - none"},
    {"N/K", "blank unknown - none"},
    {"Null", "blank unknown - none"},
    {"Unspecified", "blank unknown - none"},
    {"Unknown", "blank unknown - none"},
    {"Not Collected At This Time", "blank unknown - none"},
    {"Not Set", "blank unknown - none"},
    /* unmapped */
    {"Brit", "unmapped unknown - none"},
    {"Martian", "unmapped unknown - none"},
    {"Anglo", "unmapped unknown - none"},
    {"No", "unmapped unknown - none"},
    {"Hispanic", "unmapped unknown - none"},
    {"BME staff", "unmapped unknown - none"},
    {"A.", "unmapped unknown - none"},
    {"A,B", "unmapped unknown - none"},
    {"- A", "unmapped unknown - none"},
    {"99.0", "unmapped unknown - none"},
    {"Whit\xE9", "unmapped unknown - none"},
};

static void test_ethnicity(void **state) {
    (void)state;
    char out[64];
    for (size_t i = 0; i < sizeof ethnicities / sizeof *ethnicities; i++) {
        ethnicity_words(eh_ethnicity_of(catalogue, s(ethnicities[i].value)), out);
        if (strcmp(out, ethnicities[i].expected))
            fail_msg("\"%s\": %s, not %s", ethnicities[i].value, out, ethnicities[i].expected);
    }
    assert_int_equal(eh_ethnic_level_of(catalogue, "R", false), EH_LEVEL_OTHER);
    assert_int_equal(eh_ethnic_level_of(catalogue, "R", true), EH_LEVEL_ASIAN);
    assert_int_equal(eh_ethnic_level_of(catalogue, "SC", true), EH_LEVEL_OTHER);
    assert_int_equal(eh_ethnic_level_of(catalogue, "", true), EH_LEVEL_NONE);
}

static const struct pair disabilities[] = {
    {"Yes", "stated disabled"},
    {"y", "stated disabled"},
    {"Disabled", "stated disabled"},
    {"TRUE", "stated disabled"},
    {"1", "stated disabled"},
    {"Yes - Physical Impairment", "stated disabled"},
    {"Yes; Sensory impairment", "stated disabled"},
    {"No", "stated non-disabled"},
    {"N", "stated non-disabled"},
    {"Not Disabled", "stated non-disabled"},
    {"Non-disabled", "stated non-disabled"},
    {"non disabled", "stated non-disabled"},
    {"False", "stated non-disabled"},
    {"0", "stated non-disabled"},
    {"No; No", "stated non-disabled"},
    {"Physical impairment", "stated disabled by condition"},
    {"Sensory impairment", "stated disabled by condition"},
    {"Mental Health Condition", "stated disabled by condition"},
    {"Learning disability or difficulty", "stated disabled by condition"},
    {"Learning disability/difficulty", "stated disabled by condition"},
    {"Long-standing illness", "stated disabled by condition"},
    {"Sensory impairment; Mental health condition", "stated disabled by condition"},
    {"Sensory impairment, Physical impairment", "stated disabled by condition"},
    {"Sensory impairment | Long-standing illness |", "stated disabled by condition"},
    {"Long-standing illness or health condition such as cancer, HIV, diabetes, chronic heart disease, or epilepsy; "
     "Dyslexia",
     "stated disabled by condition"},
    {"Sensory impairment; Prefer not to say", "stated disabled by condition"},
    {"Not Declared", "declined unknown"},
    {"Prefer Not To Answer", "declined unknown"},
    {"Undisclosed", "declined unknown"},
    {"I do not wish to disclose whether or not I have a disability", "declined unknown"},
    {"Not Stated", "declined unknown"},
    {"", "blank unknown"},
    {"  \t", "blank unknown"},
    {";", "blank unknown"},
    {"Unspecified", "blank unknown"},
    {"Not Known", "blank unknown"},
    {"NULL", "blank unknown"},
    {"Undefined", "blank unknown"},
    {"N/A", "blank unknown"},
    {"Maybe", "unmapped unknown"},
    {"2", "unmapped unknown"},
    {"Yes; No", "unmapped unknown"},
    {"Sensory impairment; wings", "unmapped unknown"},
    {"None", "unmapped unknown"},
};

static void test_disability(void **state) {
    (void)state;
    static const char *const known[] = {"stated", "declined", "blank", "unmapped"};
    char out[64];
    for (size_t i = 0; i < sizeof disabilities / sizeof *disabilities; i++) {
        eh_disability d = eh_disability_of(catalogue, s(disabilities[i].value));
        snprintf(out, sizeof out, "%s %s%s", known[d.known], eh_group_id(EH_WDES, d.group),
                 d.by_condition ? " by condition" : "");
        if (strcmp(out, disabilities[i].expected))
            fail_msg("\"%s\": %s, not %s", disabilities[i].value, out, disabilities[i].expected);
    }
}

static const struct pair bands[] = {
    {"NHS|XR01|Review Body Band 1", "band-1"},
    {"NHS|XR02|Review Body Band 2", "band-2"},
    {"NHS|XR05|Review Body Band 5", "band-5"},
    {"NHS|XR07|Review Body Band 7", "band-7"},
    {"NHS|XR08|Review Body Band 8 - Range A", "band-8a"},
    {"NHS|XR09|Review Body Band 8 - Range B", "band-8b"},
    {"XN09", "band-8b"},
    {"XN10", "band-8c"},
    {"XR11", "band-8d"},
    {"XN12", "band-9"},
    {"xr07", "band-7"},
    {"XR07 Review Body Band 7", "band-7"},
    {"XR07-03", "band-7"},
    {"NHS|XR06|Band 5", "band-6"},
    {"Band 5|XR06", "band-6"},
    {"5|XR06", "band-6"},
    {"Apprentice|XR03", "band-3"},
    {"XR13", ""},
    {"XR00", ""},
    {"XR7", ""},
    {"XR071", ""},
    {"AXR07", ""},
    {"5", "band-5"},
    {"8A", "band-8a"},
    {"8a", "band-8a"},
    {" 8d ", "band-8d"},
    {"9", "band-9"},
    {"8", ""},
    {"10", ""},
    {"Apprentice", "under-band-1"},
    {"apprentice", "under-band-1"},
    {"Under Band 1", "under-band-1"},
    {"457|LOCAL|Under Band 1", "under-band-1"},
    {"Grade: Under Band 1", "under-band-1"},
    {"Apprentice|5", "band-5"},
    {"Apprentice - Band 3", "band-3"},
    {"Apprentice|Band 2", "band-2"},
    {"Apprentice/Band 1", "band-1"},
    {"Executive", "vsm"},
    {"Band 5", "band-5"},
    {"BAND 6", "band-6"},
    {"Band5", "band-5"},
    {"Band 8a", "band-8a"},
    {"Band 8A", "band-8a"},
    {"Band 8 A", "band-8a"},
    {"Band 8 - Range A", "band-8a"},
    {"Band 8 Range D", "band-8d"},
    {"Review Body - Band 8 - Range C", "band-8c"},
    {"Non Review Body Band 4", "band-4"},
    {"Agenda for Change Band 6", "band-6"},
    {"Band 6 (AfC)", "band-6"},
    {"Band 8 \xE2\x80\x93 Range B", "band-8b"},
    {"Band 8", ""},
    {"Review Body Band 8", ""},
    {"Band 8e", ""},
    {"Band 8 - Range E", ""},
    {"Band 10", ""},
    {"Band 75", ""},
    {"Headband 7", ""},
    {"Band", ""},
    {"VSM", "vsm"},
    {"NHS|ZZ01|VSM", "vsm"},
    {"Very Senior Manager", "vsm"},
    {"457|VS01|Trust Very Senior Manager Pay", "vsm"},
    {"Chief Executive", "vsm"},
    {"Deputy Chief Executive", "vsm"},
    {"PA to the Chief Executive, Band 6", "band-6"},
    {"Executive|Band 8a", "vsm"},
    {"Non-Executive", ""},
    {"Executive Assistant", ""},
    {"Ad Hoc Salary", ""},
    {"457|LOC1|Ex TUPE", ""},
    {"NHS|YC72|Consultant", ""},
    {"", ""},
    {"|||", ""},
    {"Null", ""},
};

static void test_bands(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        const char *id = eh_band_id(eh_band_of(catalogue, s(bands[i].value)));
        if (strcmp(id, bands[i].expected))
            fail_msg("\"%s\": \"%s\", not \"%s\"", bands[i].value, id, bands[i].expected);
    }
    assert_true(EH_BAND_UNDER_1 < EH_BAND_1 && EH_BAND_7 < EH_BAND_8A && EH_BAND_9 < EH_BAND_VSM);
}

static const struct triple {
    const char *job_role, *pay_grade, *expected;
} medical_rows[] = {
    {"Medical Director", "NHS|YC72|Consultant", "senior"},
    {"Clinical Director - Medical", "", "senior"},
    {"Clinical Director - Dental", "", "senior"},
    {"Consultant and Clinical Director", "", "senior"},
    {"Foundation Year 1", "", "trainee"},
    {"Foundation Doctor", "", "trainee"},
    {"Core Trainee", "", "trainee"},
    {"Core Training", "", "trainee"},
    {"Specialty Registrar", "", "trainee"},
    {"Speciality Registrar", "", "trainee"},
    {"Specialist Registrar", "", "trainee"},
    {"Specialty Trainee", "", "trainee"},
    {"House Officer", "", "trainee"},
    {"Senior House Officer", "", "trainee"},
    {"Trust Grade - Trainee", "", "trainee"},
    {"Trust Grade Doctor - Specialist Registrar Level", "", "trainee"},
    {"FY2", "", "trainee"},
    {"Specialty Doctor", "", "career"},
    {"Speciality Doctor", "", "career"},
    {"SPECIALTY DOCTOR", "", "career"},
    {"Associate Specialist", "", "career"},
    {"Specialist", "", "career"},
    {"Staff Grade", "", "career"},
    {"Trust Grade - Career Grade", "", "career"},
    {"Trust Grade Doctor - Career Grade level", "", "career"},
    {"SAS Doctor", "", "career"},
    {"Consultant", "", "consultant"},
    {"Locum Consultant", "", "consultant"},
    {"Consultant (Locum)", "", "consultant"},
    {"Dental surgeon acting as Hospital Consultant", "", "consultant"},
    {"Consultancy Manager", "", "other"},
    {"Professor", "", "other"},
    {"Professor", "NHS|YC72|Consultant", "consultant"},
    {"Senior Lecturer", "Clinical Senior Lecturer (Consultant)", "consultant"},
    {"Senior Lecturer", "Specialty Registrar", "trainee"},
    {"Salaried General Practitioner", "", "other"},
    {"Doctor", "NHS|MN37|Foundation Year 2", "trainee"},
    {"", "NHS|MC46|Specialty Doctor", "career"},
    {"", "NHS|YC72|Consultant", "consultant"},
    {"Specialty Doctor", "NHS|YC72|Consultant", "career"},
    {"Sasquatch", "", "other"},
    {"", "", "other"},
    {"Hospital Practitioner", "Band 5", "other"},
};

static void test_medical_rows(void **state) {
    (void)state;
    static const char *const names[] = {"consultant", "senior", "career", "trainee", "other"};
    for (size_t i = 0; i < sizeof medical_rows / sizeof *medical_rows; i++) {
        const struct triple *t = &medical_rows[i];
        const char *name = names[eh_medical_row_of(catalogue, s(t->job_role), s(t->pay_grade))];
        if (strcmp(name, t->expected))
            fail_msg("\"%s\", \"%s\": %s, not %s", t->job_role, t->pay_grade, name, t->expected);
    }
}

static void test_medical_director(void **state) {
    (void)state;
    static const struct {
        const char *job_role, *pay_grade;
        bool expected;
    } cases[] = {
        {"Medical Director", "NHS|YC72|", true},
        {"Medical Director", "yc72", true},
        {"Medical Director", "NHS|MC46|Specialty Doctor", true},
        {"Medical Director", "Consultant", true},
        {"Medical Director", "VSM", true},
        {"Executive Medical Director", "Very Senior Manager", true},
        {"Deputy Medical Director", "Medical and Dental", true},
        {"Medical Director", "Band 8a", false},
        {"Medical Director", "NHS|XR12|Review Body Band 9", false},
        {"Medical Director", "", false},
        {"Medical Director", "Ad Hoc", false},
        {"PA to the Medical Director", "Band 5", false},
        {"Clinical Director", "VSM", false},
        {"Director of Nursing", "VSM", false},
        {"Paramedical Director", "VSM", false},
        {"", "VSM", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (eh_medical_director(catalogue, s(cases[i].job_role), s(cases[i].pay_grade)) != cases[i].expected)
            fail_msg("\"%s\", \"%s\"", cases[i].job_role, cases[i].pay_grade);
    }
}

/* The side, and the letters c clash, s supplementary, u unrecognised code, g unrecognised group. */
static const struct side_case {
    const char *code, *group;
    bool by_group;
    const char *expected;
} sides[] = {
    {"N6H", "", false, "clinical"},
    {"n6h", "", false, "clinical"},
    {"N6H", "Nursing and Midwifery Registered", false, "clinical"},
    {"PA1", "", false, "clinical"},
    {"S1A", "", false, "clinical"},
    {"U1H", "", false, "clinical"},
    {"A1A", "", false, "clinical"},
    {"G1A", "", false, "non-clinical"},
    {"E1A", "", false, "non-clinical"},
    {"921", "", false, "medical"},
    {"041", "", false, "medical"},
    {"1E3", "", false, "medical"},
    {"041", "Medical and Dental", false, "medical"},
    {"H1A", "", false, "clinical"},
    {"H2A", "", false, "non-clinical"},
    {"H1A", "Estates and Ancillary", false, "non-clinical"},
    {"H2R", "Additional Clinical Services", false, "clinical"},
    {"H9A", "Additional Clinical Services", false, "clinical"},
    {"H9A", "", false, "none u"},
    {"Z2E", "", false, "non-clinical"},
    {"Z2E", "Medical and Dental", false, "medical"},
    {"Z2E", "Wibble", false, "non-clinical g"},
    {"G1A", "Nursing and Midwifery Registered", false, "non-clinical c"},
    {"G1A", "Nursing and Midwifery Registered", true, "clinical c"},
    {"N6H", "Administrative and Clerical", false, "clinical c"},
    {"N6H", "Administrative & Clerical", true, "non-clinical c"},
    {"921", "Administrative and Clerical", false, "medical c"},
    {"N6H", "", true, "clinical"},
    {"H2A", "", true, "non-clinical"},
    {"H2A", "Additional Clinical Services", true, "clinical"},
    {"", "Medical and Dental", false, "medical"},
    {"", "Medical & Dental", false, "medical"},
    {"", "Administrative and Clerical", false, "non-clinical"},
    {"", "Estates and Ancillary", false, "non-clinical"},
    {"", "Students", false, "clinical"},
    {"", "Nursing and Midwifery Registered", false, "clinical"},
    {"", "Allied Health Professionals", false, "clinical"},
    {"", "Allied Health Professional", false, "clinical"},
    {"", "Additional Professional Scientific and Technical", false, "clinical"},
    {"", "Add Prof Scientific and Technic", false, "clinical"},
    {"", "Professional, Scientific and Technical", false, "clinical"},
    {"", "Healthcare Scientists", false, "clinical"},
    {"", "Additional Clinical Services", false, "clinical"},
    {"", "Supplementary Roles", false, "clinical s"},
    {"G1A", "Supplementary Roles", false, "non-clinical c"},
    {"H1A", "Supplementary Roles", false, "clinical s"},
    {"N6H", "Supplementary Roles", false, "clinical"},
    {"N6H", "Supplementary Roles", true, "clinical s"},
    {"", "08", false, "non-clinical"},
    {"", "01", false, "medical"},
    {"", "10", false, "clinical s"},
    {"Q1A", "Administrative and Clerical", false, "non-clinical u"},
    {"T1A", "", false, "none u"},
    {"N6H Nurse", "Administrative and Clerical", false, "non-clinical u"},
    {"Nurse", "", false, "none u"},
    {"1E+03", "", false, "none u"},
    {"12345", "", false, "none u"},
    {"NULL", "", false, "none"},
    {"None", "Administrative and Clerical", false, "non-clinical"},
    {"N/A", "", false, "none"},
    {"", "Wibble", false, "none g"},
    {"Q1A", "Wibble", false, "none ug"},
    {"", "", false, "none"},
    {" ", "Not Known", false, "none"},
};

static void test_sides(void **state) {
    (void)state;
    static const char *const names[] = {"non-clinical", "clinical", "medical", "none"};
    char out[32], marks[8];
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        const struct side_case *c = &sides[i];
        eh_side_reading r = eh_side_of(catalogue, s(c->code), s(c->group), c->by_group);
        snprintf(marks, sizeof marks, "%s%s%s%s", r.clash ? "c" : "", r.supplementary ? "s" : "",
                 r.code_unrecognised ? "u" : "", r.group_unrecognised ? "g" : "");
        snprintf(out, sizeof out, "%s%s%s", names[r.side], marks[0] ? " " : "", marks);
        if (strcmp(out, c->expected))
            fail_msg("\"%s\", \"%s\": %s, not %s", c->code, c->group, out, c->expected);
    }
}

static const struct pair categories[] = {
    {"Permanent", "permanent"},
    {"Fixed Term Temp", "fixed-term"},
    {"Locum", "locum"},
    {"Retainer Scheme", "retainer"},
    {"Apprentice", "apprentice"},
    {"Bank", "bank"},
    {"BANK", "bank"},
    {"Bank Worker", "bank"},
    {"Zero Hours", "bank"},
    {"zero-hours contract", "bank"},
    {"Honorary", "honorary"},
    {"Agency", "agency"},
    {"Non-Exec Director/Chair", "non-executive"},
    {"NED", "non-executive"},
    {"Chair", "non-executive"},
    {"Widow/Widower", "widow"},
    {"Casual", "casual"},
    {"Student placement", "student-placement"},
    {"student-placement", "student-placement"},
    {"", "blank"},
    {"NULL", "blank"},
    {"Bank Manager", "unmapped"},
    {"Chair of something", "unmapped"},
    {"Riverbank", "unmapped"},
};

static void test_categories(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
        eh_known known;
        const char *word = eh_category_of(catalogue, s(categories[i].value), &known);
        if (!word) {
            assert_int_not_equal(known, EH_STATED);
            word = known == EH_BLANK ? "blank" : known == EH_UNMAPPED ? "unmapped" : "?";
        }
        if (strcmp(word, categories[i].expected))
            fail_msg("\"%s\": %s, not %s", categories[i].value, word, categories[i].expected);
    }
    assert_true(eh_says_bank(s("Bank Nurse Band 5")));
    assert_true(eh_says_bank(s("Staff Nurse (BANK)")));
    assert_true(eh_says_bank(s("Nursing-bank")));
    assert_false(eh_says_bank(s("Banksman")));
    assert_false(eh_says_bank(s("Riverbank Ward")));
    assert_false(eh_says_bank(s("Banking")));
    assert_false(eh_says_bank(s("")));
}

/* One table for all that gives a word: status, case types, grounds, yes and no. */
static const struct triple words[] = {
    {"status", "Terminated", "gone"},
    {"status", "Terminate Assignment", "gone"},
    {"status", "Terminate Process Assignment", "gone"},
    {"status", "End", "gone"},
    {"status", "Ended", "gone"},
    {"status", "Ex-Employee", "gone"},
    {"status", "Ex Employee", "gone"},
    {"status", "Inactive Not Worked", "gone"},
    {"status", "Applicant", "gone"},
    {"status", "Active Assignment", "employed"},
    {"status", "Active", "employed"},
    {"status", "Maternity & Adoption", "employed"},
    {"status", "Career Break", "employed"},
    {"status", "Suspend With Pay", "employed"},
    {"status", "Acting Up", "employed"},
    {"status", "Out on External Secondment - Paid", "employed"},
    {"status", "Out on External Secondment - Unpaid", "employed"},
    {"status", "Internal Secondment", "employed"},
    {"status", "", "blank"},
    {"status", "Weekend", "unmapped"},
    {"case", "Disciplinary", "disciplinary"},
    {"case", "Disciplinary Investigation", "disciplinary"},
    {"case", "Formal disciplinary (theft)", "disciplinary"},
    {"case", "Gross Misconduct", "disciplinary"},
    {"case", "Capability", "capability"},
    {"case", "Performance Management", "capability"},
    {"case", "Capability stage 2", "capability"},
    {"case", "Grievance", "other"},
    {"case", "Long-term sickness", "other"},
    {"case", "Bullying & Harassment", "other"},
    {"case", "Informal disciplinary", "other"},
    {"case", "Disciplinary Appeal", "other"},
    {"case", "Non-disciplinary matter", "other"},
    {"case", "Disciplinary and capability", "unmapped"},
    {"case", "Appeal against disciplinary sanction", "unmapped"},
    {"case", "Disciplinarian", "unmapped"},
    {"case", "Wibble", "unmapped"},
    {"case", "", "blank"},
    {"grounds", "Ill health", "ill-health"},
    {"grounds", "Ill-Health", "ill-health"},
    {"grounds", "Sickness absence", "ill-health"},
    {"grounds", "Capability - Ill Health", "ill-health"},
    {"grounds", "Performance", "not"},
    {"grounds", "Other", "not"},
    {"grounds", "Performance and ill health", "not"},
    {"grounds", "", "blank"},
    {"grounds", "Wibble", "unmapped"},
    {"formal", "Yes", "yes"},
    {"formal", "N", "no"},
    {"formal", "Formal", "yes"},
    {"formal", "Informal", "no"},
    {"formal", "", "blank"},
    {"formal", "Sort of", "unmapped"},
    {"formal", "31/03/2025", "unmapped"},
    {"mandatory", "Mandatory", "yes"},
    {"mandatory", "Non-mandatory", "no"},
    {"mandatory", "TRUE", "yes"},
    {"mandatory", "0", "no"},
    {"mandatory", "Essential", "yes"},
    {"mandatory", "CPD", "no"},
    {"mandatory", "CSTF", "yes"},
    {"mandatory", "NHS|CSTF|Fire Safety - 2 Years|", "yes"},
    {"mandatory", "457|LOCAL|Clinical Risk (PAR) - 3 Years|", "no"},
    {"mandatory", "NHS|MANDATORY|Fire Safety|", "yes"},
    {"mandatory", "NHS|WIBBLE|Fire Safety|", "unmapped"},
    {"mandatory", "", "blank"},
    {"executive", "Yes", "yes"},
    {"executive", "Executive", "yes"},
    {"executive", "Non-executive", "no"},
    {"executive", "Non-Executive Director", "no"},
    {"executive", "NED", "no"},
    {"executive", "Chair", "no"},
    {"executive", "Voting", "unmapped"},
    {"voting", "Voting", "yes"},
    {"voting", "Non-voting", "no"},
    {"voting", "Y", "yes"},
    {"voting", "", "blank"},
    {"shortlisted", "Yes", "yes"},
    {"shortlisted", "1", "yes"},
    {"shortlisted", "31/03/2025", "yes"},
    {"shortlisted", "2025-03-31", "yes"},
    {"shortlisted", "31-Mar-2025", "yes"},
    {"shortlisted", "45747", "yes"},
    {"shortlisted", "45747.5", "yes"},
    {"shortlisted", "2", "unmapped"},
    {"shortlisted", "2.5", "unmapped"},
    {"shortlisted", "No", "no"},
    {"shortlisted", "Not shortlisted", "no"},
    {"shortlisted", "", "blank"},
    {"shortlisted", "Maybe", "unmapped"},
    {"appointed", "Appointed", "yes"},
    {"appointed", "01/05/2024", "yes"},
    {"appointed", "Shortlisted", "unmapped"},
    {"appointed", "31/02/2025", "unmapped"},
    {"primary", "Yes", "yes"},
    {"primary", "Primary", "yes"},
    {"primary", "Secondary", "no"},
    {"primary", "1", "yes"},
    {"course", "Yes", "yes"},
    {"course", "Formal", "unmapped"},
};

static eh_known word_of(const char *what, eh_slice value, const char **word) {
    static const struct {
        const char *what;
        eh_field field;
    } fields[] = {
        {"formal", EH_CASES_FORMAL},
        {"mandatory", EH_TRAINING_MANDATORY},
        {"executive", EH_BOARD_EXECUTIVE},
        {"voting", EH_BOARD_VOTING},
        {"shortlisted", EH_APPLICANTS_SHORTLISTED},
        {"appointed", EH_APPLICANTS_APPOINTED},
        {"primary", EH_STAFF_PRIMARY_ASSIGNMENT},
        {"course", EH_TRAINING_COURSE},
    };
    bool yes = false;
    eh_known known;
    if (!strcmp(what, "status")) {
        known = eh_status_of(catalogue, value, &yes);
        *word = yes ? "gone" : "employed";
        return known;
    }
    if (!strcmp(what, "case")) {
        static const char *const types[] = {"disciplinary", "capability", "other"};
        eh_case_type type;
        known = eh_case_type_of(catalogue, value, &type);
        *word = types[type];
        return known;
    }
    if (!strcmp(what, "grounds")) {
        known = eh_grounds_of(catalogue, value, &yes);
        *word = yes ? "ill-health" : "not";
        return known;
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!strcmp(what, fields[i].what)) {
            known = eh_yes_no_of(catalogue, fields[i].field, value, &yes);
            *word = yes ? "yes" : "no";
            return known;
        }
    }
    fail_msg("no such table: %s", what);
    return EH_UNMAPPED;
}

static void test_words(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *word = "?";
        eh_known known = word_of(words[i].job_role, s(words[i].pay_grade), &word);
        word = known == EH_BLANK ? "blank" : known == EH_UNMAPPED ? "unmapped" : word;
        if (strcmp(word, words[i].expected))
            fail_msg("%s \"%s\": %s, not %s", words[i].job_role, words[i].pay_grade, word, words[i].expected);
    }
}

static const struct {
    eh_kind kind;
    const char *heading;
    eh_field field;
} headings[] = {
    {EH_KIND_STAFF, "Employee Number", EH_STAFF_EMPLOYEE_NUMBER},
    {EH_KIND_STAFF, "EMPLOYEE_NUMBER", EH_STAFF_EMPLOYEE_NUMBER},
    {EH_KIND_STAFF, "employee.number", EH_STAFF_EMPLOYEE_NUMBER},
    {EH_KIND_STAFF, "Unique Nhs Identifier", EH_STAFF_EMPLOYEE_NUMBER},
    {EH_KIND_STAFF, "Asg Type Of Contract", EH_STAFF_ASSIGNMENT_CATEGORY},
    {EH_KIND_STAFF, "Status", EH_STAFF_ASSIGNMENT_STATUS},
    {EH_KIND_STAFF, "UserAssignmentStatus", EH_STAFF_ASSIGNMENT_STATUS},
    {EH_KIND_STAFF, "Hire Date", EH_STAFF_START_DATE},
    {EH_KIND_STAFF, "Actual Termination Date", EH_STAFF_END_DATE},
    {EH_KIND_STAFF, "Projected End Date", EH_FIELD_NONE},
    {EH_KIND_STAFF, "Contract End Date", EH_FIELD_NONE},
    {EH_KIND_STAFF, "Fixed Term End Date", EH_FIELD_NONE},
    {EH_KIND_STAFF, "Ocs Code", EH_STAFF_ORGANISATION},
    {EH_KIND_STAFF, "Payscale", EH_STAFF_PAY_GRADE},
    {EH_KIND_STAFF, "Band", EH_STAFF_PAY_GRADE},
    {EH_KIND_STAFF, "Contracted WTE", EH_STAFF_FTE},
    {EH_KIND_STAFF, "Ethnic Category", EH_STAFF_ETHNIC_ORIGIN},
    {EH_KIND_STAFF, "Disability Flag", EH_STAFF_DISABILITY},
    {EH_KIND_STAFF, "Role", EH_STAFF_JOB_ROLE},
    {EH_KIND_BOARD, "Role", EH_BOARD_ROLE},
    {EH_KIND_CASES, "Start Date", EH_CASES_DATE_OPENED},
    {EH_KIND_TRAINING, "End Date", EH_TRAINING_DATE_COMPLETED},
    {EH_KIND_TRAINING, "Competency Name", EH_TRAINING_COURSE},
    {EH_KIND_APPLICANTS, "Job Ref", EH_APPLICANTS_VACANCY_REFERENCE},
    {EH_KIND_APPLICANTS, "Appointed?", EH_APPLICANTS_APPOINTED},
    {EH_KIND_APPLICANTS, "Employee Number", EH_FIELD_NONE},
    {EH_KIND_SURVEY, "Indicator", EH_SURVEY_ITEM},
    {EH_KIND_COUNTS, "Headcount", EH_COUNTS_VALUE},
    {EH_KIND_ANSWERS, "Comments", EH_ANSWERS_TEXT},
    {EH_KIND_STAFF, "", EH_FIELD_NONE},
    {EH_KIND_STAFF, "Favourite colour", EH_FIELD_NONE},
};

static void test_headings(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        eh_field field = eh_heading_find(catalogue, headings[i].kind, s(headings[i].heading));
        if (field != headings[i].field)
            fail_msg("%s \"%s\": \"%s\"", eh_kind_word(headings[i].kind), headings[i].heading, eh_field_heading(field));
    }
    for (unsigned i = 0; i < EH_FIELD_COUNT; i++) {
        eh_field field = (eh_field)i;
        assert_int_equal(eh_heading_find(catalogue, eh_field_kind(field), s(eh_field_heading(field))), field);
    }
}

static void test_fields(void **state) {
    (void)state;
    eh_kind kind;
    assert_true(eh_kind_read(s("Staff"), &kind) && kind == EH_KIND_STAFF);
    assert_true(eh_kind_read(s("answers"), &kind) && kind == EH_KIND_ANSWERS);
    assert_false(eh_kind_read(s("stuff"), &kind));
    assert_false(eh_kind_read(s(""), &kind));
    unsigned seen = 0;
    for (unsigned i = 0; i < EH_KIND_COUNT; i++) {
        eh_field first, last;
        eh_kind_fields((eh_kind)i, &first, &last);
        assert_int_equal(first, seen);
        assert_true(last >= first);
        assert_int_equal(eh_field_kind(last), i);
        seen = (unsigned)last + 1;
    }
    assert_int_equal(seen, EH_FIELD_COUNT);
    assert_true(eh_field_required(EH_STAFF_PAY_GRADE));
    assert_false(eh_field_required(EH_STAFF_ETHNIC_ORIGIN));
    assert_string_equal(eh_field_heading(EH_CASES_CASE_TYPE), "Case Type");
    assert_string_equal(eh_field_heading(EH_FIELD_NONE), "");
}

/* Reads a mapping over the built-in templates; the findings' codes and rows, separated by spaces, in `said`. */
static eh_status read_mapping(const char *text, size_t size, eh_catalogue **made, char said[512]) {
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory("mapping.csv", text, size);
    assert_non_null(findings);
    assert_non_null(source);
    *made = NULL;
    eh_status status = eh_catalogue_read(NULL, source, findings, made);
    size_t length = 0;
    said[0] = '\0';
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *f = eh_findings_at(findings, i);
        int n = snprintf(said + length, 512 - length, "%s%s:%u/%u", length ? " " : "", f->code, (unsigned)f->row,
                         (unsigned)f->count);
        length += n > 0 && length + (size_t)n < 512 ? (size_t)n : 0;
        assert_string_equal(f->file, "mapping.csv");
    }
    eh_source_close(source);
    eh_findings_free(findings);
    return status;
}

static void check_mapped(const eh_catalogue *c) {
    char out[64];
    assert_string_equal(ethnicity_words(eh_ethnicity_of(c, s("BRIT")), out), "stated white A white");
    assert_string_equal(ethnicity_words(eh_ethnicity_of(c, s("Martian, green")), out), "stated bme S other");
    assert_string_equal(ethnicity_words(eh_ethnicity_of(c, s("African")), out), "stated bme M black");
    assert_string_equal(ethnicity_words(eh_ethnicity_of(c, s("Irish")), out), "stated white B white");
    assert_string_equal(eh_band_id(eh_band_of(c, s("457|LOC1|Ex TUPE"))), "band-7");
    assert_string_equal(eh_band_id(eh_band_of(c, s("XR01"))), "band-2");
    assert_int_equal(eh_disability_of(c, s("Ja")).group, 0);
    eh_known known;
    assert_string_equal(eh_category_of(c, s("Flexi"), &known), "bank");
    bool yes = false;
    assert_int_equal(eh_status_of(c, s("Verschwunden"), &yes), EH_STATED);
    assert_true(yes);
    assert_int_equal(eh_side_of(c, s("QQ1"), s("Cooks"), false).side, EH_CLINICAL);
    assert_int_equal(eh_side_of(c, s(""), s("Cooks"), false).side, EH_NON_CLINICAL);
    assert_int_equal(eh_medical_row_of(c, s("Oberarzt"), s("")), EH_CONSULTANT);
    eh_case_type type;
    assert_int_equal(eh_case_type_of(c, s("DISC01"), &type), EH_STATED);
    assert_int_equal(type, EH_CASE_DISCIPLINARY);
    assert_int_equal(eh_grounds_of(c, s("G2"), &yes), EH_STATED);
    assert_true(yes);
    assert_int_equal(eh_yes_no_of(c, EH_TRAINING_MANDATORY, s("NHS|CORE|Things|"), &yes), EH_STATED);
    assert_true(yes);
    assert_int_equal(eh_heading_find(c, EH_KIND_STAFF, s("Pers.-Nr.")), EH_STAFF_EMPLOYEE_NUMBER);
    assert_int_equal(eh_heading_find(c, EH_KIND_CASES, s("persnr")), EH_CASES_EMPLOYEE_NUMBER);
    assert_int_equal(eh_heading_find(c, EH_KIND_APPLICANTS, s("persnr")), EH_FIELD_NONE);
    assert_int_equal(eh_heading_find(c, EH_KIND_STAFF, s("Role")), EH_STAFF_POSITION_TITLE);
    assert_int_equal(eh_heading_find(c, EH_KIND_BOARD, s("Role")), EH_BOARD_ROLE);
}

static const char *const good_rows[] = {
    "kind,field,from,to,count",
    "staff,Ethnic Origin,Brit,White - British,12",
    ",ethnic origin,\"Martian, green\",S,3",
    ",Ethnic Origin,African,Caribbean,1",
    "staff,Pay Grade,457|LOC1|Ex TUPE,Band 7,1",
    "staff,Pay Grade,XR01,XR02,1",
    ",Disability,Ja,Yes,1",
    "staff,Assignment Category,Flexi,bank,1",
    "staff,Assignment Status,Verschwunden,gone,1",
    "staff,Occupation Code,QQ1,clinical,1",
    "staff,Staff Group,Cooks,Estates & Ancillary,1",
    "staff,Job Role,Oberarzt,Consultant,1",
    "cases,Case Type,DISC01,disciplinary,1",
    "cases,Grounds,G2,Ill-health,1",
    "training,Mandatory,NHS|CORE|Things|,yes,1",
    ",Heading,Pers-Nr,Employee Number,",
    "staff,heading,Role,Position Title,",
    "staff,Ethnic Origin,Later,,7",
    "staff,Disability,Later,,7",
};

/* The rows with a separator, line ends and a beginning of their own. */
static size_t write_rows(char *out, size_t room, char separator, const char *end, const char *before) {
    size_t length = (size_t)snprintf(out, room, "%s", before);
    for (size_t i = 0; i < sizeof good_rows / sizeof *good_rows; i++) {
        bool quoted = false;
        for (const char *c = good_rows[i]; *c; c++) {
            quoted = *c == '"' ? !quoted : quoted;
            out[length++] = *c == ',' && !quoted ? separator : *c;
        }
        length += (size_t)snprintf(out + length, room - length, "%s", end);
    }
    return length;
}

static void test_mapping(void **state) {
    (void)state;
    static const struct {
        char separator;
        const char *end, *before;
        unsigned first; /* row that is not filled in */
    } forms[] = {
        {',', "\n", "", 18},
        {',', "\r\n", "\xEF\xBB\xBF", 18},
        {';', "\r\n", "\xEF\xBB\xBF", 18},
        {'\t', "\n", "", 18},
        {',', "\r", "", 18},
        {';', "\n", "Our own words\n\n", 20},
    };
    char text[4096], said[512], expected[64];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t size = write_rows(text, sizeof text, forms[i].separator, forms[i].end, forms[i].before);
        eh_catalogue *made;
        assert_int_equal(read_mapping(text, size, &made, said), EH_OK);
        snprintf(expected, sizeof expected, "mapping-unfinished:%u/2", forms[i].first);
        assert_string_equal(said, expected);
        check_mapped(made);
        assert_true(eh_catalogue_custom(made));
        eh_catalogue_free(made);
    }
}

static void test_broken_mappings(void **state) {
    (void)state;
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"", "mapping-columns:0/1"},
        {"from,to\nBrit,A\n", "mapping-columns:0/1"},
        {"kind,field,from,to\nstuff,Ethnic Origin,Brit,A\n", "mapping-kind:2/1"},
        {"kind,field,from,to\nstaff,Ethnicness,Brit,A\n", "mapping-field:2/1"},
        {"kind,field,from,to\nstaff,,Brit,A\n", "mapping-field:2/1"},
        {"kind,field,from,to\nstaff,Date of Birth,Brit,A\n", "mapping-field:2/1"},
        {"kind,field,from,to\ncases,Pay Grade,X1,Band 7\n", "mapping-field:2/1"},
        {"kind,field,from,to\n,Ethnic Origin,Brit,Britisch\n", "mapping-to:2/1"},
        {"kind,field,from,to\n,Disability,Ja,Ja\n", "mapping-to:2/1"},
        {"kind,field,from,to\n,Pay Grade,Local,Band 8\n", "mapping-to:2/1"},
        {"kind,field,from,to\n,Assignment Category,Flexi,flexible\n", "mapping-to:2/1"},
        {"kind,field,from,to\n,Occupation Code,X,Q\n", "mapping-to:2/1"},
        {"kind,field,from,to\n,Job Role,Oberarzt,Wizard\n", "mapping-to:2/1"},
        {"kind,field,from,to\n,Formal,Ja,Voting\n", "mapping-to:2/1"},
        {"kind,field,from,to\nstaff,Heading,Nummer,Number\n", "mapping-heading:2/1"},
        {"kind,field,from,to\nstaff,Heading,Typ,Case Type\n", "mapping-heading:2/1"},
        {"kind,field,from,to\n,Ethnic Origin,--,A\n", "mapping-from:2/1"},
        {"kind,field,from,to\n,Ethnic Origin,Brit,A\n\n,Ethnic Origin,BRIT,B\n", "mapping-clash:4/1"},
        {"kind,field,from,to\nstaff,Heading,Nr,FTE\n,Heading,nr,Employee Number\n", "mapping-clash:3/1"},
        {"kind,field,from,to\n,Ethnic Origin,Brit,Foo\n,Ethnic Origin,Foo,A\n", "mapping-to:2/1"},
        {"kind,field,from,to\n,Ethnic Origin,\"Brit,A\n", "mapping-quote:2/1"},
        {"kind,field,from,to\n,Ethnic Origin,Brit\xE9,A\n", "mapping-text:0/1"},
        {"kind,field,from,to\nstuff,Formal,a,yes\n,Formal,b,wibble\n,Formal,c,\n,Formal,d,yes\n",
         "mapping-kind:2/1 mapping-to:3/1 mapping-unfinished:4/1"},
    };
    char said[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        eh_catalogue *made;
        eh_status status = read_mapping(cases[i].text, strlen(cases[i].text), &made, said);
        if (status != EH_BAD || made || strcmp(said, cases[i].said))
            fail_msg("case %u: %s, %s, not %s", (unsigned)i, eh_status_text(status), said, cases[i].said);
    }
}

static void test_harmless_mappings(void **state) {
    (void)state;
    static const char *const texts[] = {
        "kind,field,from,to\n",
        "FIELD;From;To\n",
        "kind,field,from,to\n,,,\n\n,Ethnic Origin,Brit,A\n,Ethnic Origin,brit,a\n",
        "sep=;\nkind;field;from;to\n;Disability;\"Say \"\"yes\"\"\";Yes",
        "kind,field,from,to\n,Ethnic Origin,Brit,blank\n,Ethnic Origin,Foo,declined\n,Disability,Foo,unknown\n",
        "kind,field,from,to\n,Pay Grade,Foo,band-8a\n,Pay Grade,Bar,Consultant\n,Staff Group,Bar,clinical\n",
    };
    char said[512];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        eh_catalogue *made;
        if (read_mapping(texts[i], strlen(texts[i]), &made, said) != EH_OK || said[0])
            fail_msg("case %u: %s", (unsigned)i, said);
        if (i == 3)
            assert_int_equal(eh_disability_of(made, s("Say \"yes\"")).known, EH_STATED);
        eh_catalogue_free(made);
    }
}

/* A template with one row more than the built-in one. */
static eh_status read_with_row(const char *name, const char *row, char said[512]) {
    enum { MOST = 128 };
    eh_template files[MOST + 1];
    char *changed = NULL;
    size_t count = 0;
    for (const eh_template *t = eh_templates_built_in(); t->name && count < MOST; t++, count++) {
        files[count] = *t;
        if (!strcmp(t->name, name)) {
            changed = test_malloc(t->size + strlen(row));
            memcpy(changed, t->data, t->size);
            memcpy(changed + t->size, row, strlen(row));
            files[count].data = changed;
            files[count].size = t->size + strlen(row);
        }
    }
    files[count] = (eh_template){NULL, NULL, 0};
    assert_non_null(changed);
    eh_findings *findings = eh_findings_new();
    eh_catalogue *made = NULL;
    eh_status status = eh_catalogue_read(files, NULL, findings, &made);
    snprintf(said, 512, "%s", eh_findings_count(findings) ? eh_findings_at(findings, 0)->text : "");
    eh_catalogue_free(made);
    eh_findings_free(findings);
    test_free(changed);
    return status;
}

static void test_broken_templates(void **state) {
    (void)state;
    static const struct {
        const char *name, *row;
        eh_status status;
    } cases[] = {
        {"vocabularies/ethnic-origin.csv", "Martian,S,,\n", EH_OK},
        {"vocabularies/ethnic-origin.csv", "Martian,Q,,\n", EH_BAD},
        {"vocabularies/ethnic-origin.csv", "WHITE british,B,,\n", EH_BAD},
        {"vocabularies/ethnic-origin.csv", "---,B,,\n", EH_BAD},
        {"vocabularies/ethnic-codes.csv", "SF,white,white,Impossible,,\n", EH_BAD},
        {"vocabularies/ethnic-codes.csv", "A,white,white,Twice,,\n", EH_BAD},
        {"vocabularies/ethnic-codes.csv", "QA,white,white,No first,,\n", EH_BAD},
        {"vocabularies/pay-grade.csv", "Local 5,band-5,whole,,\n", EH_OK},
        {"vocabularies/pay-grade.csv", "XR07,band-8a,code,,\n", EH_BAD},
        {"vocabularies/pay-grade.csv", "Local 5,band-10,whole,,\n", EH_BAD},
        {"vocabularies/disability.csv", "Perhaps,perhaps,,\n", EH_BAD},
        {"headings.csv", "staff,Salary Grade,Pay Grade,\n", EH_OK},
        {"headings.csv", "staff,Job Role,Pay Grade,\n", EH_BAD},
        {"headings.csv", "staff,Something,No Such Column,\n", EH_BAD},
    };
    char said[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        eh_status status = read_with_row(cases[i].name, cases[i].row, said);
        if (status != cases[i].status || (status == EH_BAD && said[0] == '\0'))
            fail_msg("%s %s: %s %s", cases[i].name, cases[i].row, eh_status_text(status), said);
    }
}

/* Values of any length and any bytes give an answer. */
static void test_odd_values(void **state) {
    (void)state;
    char value[2000];
    for (unsigned round = 0; round < 4; round++) {
        for (size_t i = 0; i < sizeof value; i++)
            value[i] = (char)(round == 0   ? 'a'
                              : round == 1 ? '|'
                              : round == 2 ? (i % 2 ? ' ' : '8')
                                           : (int)(i * 37 % 256));
        eh_slice odd = {value, sizeof value};
        bool yes;
        eh_known known;
        eh_case_type type;
        assert_int_equal(eh_ethnicity_of(catalogue, odd).group, EH_UNKNOWN);
        assert_int_equal(eh_disability_of(catalogue, odd).group, EH_UNKNOWN);
        assert_int_equal(eh_band_of(catalogue, odd), EH_BAND_NONE);
        assert_int_equal(eh_medical_row_of(catalogue, odd, odd), EH_OTHER_MEDICAL);
        assert_int_equal(eh_side_of(catalogue, odd, odd, false).side, EH_NO_SIDE);
        assert_null(eh_category_of(catalogue, odd, &known));
        assert_int_not_equal(eh_status_of(catalogue, odd, &yes), EH_STATED);
        assert_int_not_equal(eh_case_type_of(catalogue, odd, &type), EH_STATED);
        assert_int_not_equal(eh_yes_no_of(catalogue, EH_TRAINING_MANDATORY, odd, &yes), EH_STATED);
        assert_false(eh_says_bank(odd));
    }
    assert_int_equal(eh_ethnicity_of(catalogue, (eh_slice){NULL, 0}).known, EH_BLANK);
    assert_int_equal(eh_disability_of(catalogue, (eh_slice){NULL, 0}).known, EH_BLANK);
    assert_int_equal(eh_band_of(catalogue, (eh_slice){NULL, 0}), EH_BAND_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ethnicity),
        cmocka_unit_test(test_disability),
        cmocka_unit_test(test_bands),
        cmocka_unit_test(test_medical_rows),
        cmocka_unit_test(test_medical_director),
        cmocka_unit_test(test_sides),
        cmocka_unit_test(test_categories),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_mapping),
        cmocka_unit_test(test_broken_mappings),
        cmocka_unit_test(test_harmless_mappings),
        cmocka_unit_test(test_broken_templates),
        cmocka_unit_test(test_odd_values),
    };
    return cmocka_run_group_tests(tests, open_catalogue, close_catalogue);
}
