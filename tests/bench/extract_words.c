#include "extract_words.h"

#define LIST(name, array) const word_list name = {array, sizeof array / sizeof *array}

/* White British first: the others are more or less common from place to place. */
static const weighted ethnic_words[] = {
    {"A White - British", 680},
    {"B White - Irish", 20},
    {"C White - Any other White background", 70},
    {"D Mixed - White & Black Caribbean", 6},
    {"E Mixed - White & Black African", 5},
    {"F Mixed - White & Asian", 5},
    {"G Mixed - Any other mixed background", 7},
    {"H Asian or Asian British - Indian", 50},
    {"J Asian or Asian British - Pakistani", 22},
    {"K Asian or Asian British - Bangladeshi", 8},
    {"L Asian or Asian British - Any other Asian background", 30},
    {"M Black or Black British - Caribbean", 16},
    {"N Black or Black British - African", 45},
    {"P Black or Black British - Any other Black background", 7},
    {"R Chinese", 6},
    {"S Any Other Ethnic Group", 20},
    {"Z Not Stated", 25},
    {"Unspecified", 4},
};
LIST(ethnic_origins, ethnic_words);

static const weighted disability_words[] = {
    {"No", 74}, {"Yes", 5}, {"Not Declared", 13}, {"Unspecified", 7}, {"Prefer Not To Answer", 1},
};
LIST(disabilities, disability_words);

static const weighted category_words[] = {
    {"Permanent", 840}, {"Fixed Term Temp", 90}, {"Bank", 60}, {"Locum", 8}, {"Non-Exec Director/Chair", 2},
};
LIST(categories, category_words);

static const weighted hour_words[] = {
    {"1", 62}, {"0.8", 14}, {"0.6", 12}, {"0.4", 4}, {"0.53333", 3}, {"0.96", 3}, {"0.2", 2},
};
LIST(hours, hour_words);

static const weighted orientation_words[] = {
    {"Heterosexual or Straight", 85},
    {"Gay or Lesbian", 2},
    {"Bisexual", 2},
    {"Not stated (person asked but declined to provide a response)", 11},
};
LIST(orientations, orientation_words);

static const weighted belief_words[] = {
    {"Christianity", 40}, {"Atheism", 20}, {"Islam", 10},
    {"Hinduism", 6},      {"Other", 9},    {"I do not wish to disclose my religion/belief", 15},
};
LIST(beliefs, belief_words);

const pay_grade bands[11] = {
    {"NHS|XR02|Review Body - Band 2", 170, 1145},
    {"NHS|XR03|Review Body - Band 3", 150, 1167},
    {"NHS|XR04|Review Body - Band 4", 100, 1288},
    {"NHS|XR05|Review Body - Band 5", 200, 1453},
    {"NHS|XR06|Review Body - Band 6", 170, 1792},
    {"NHS|XR07|Review Body - Band 7", 110, 2203},
    {"NHS|XR08|Review Body - Band 8 - Range A", 50, 2579},
    {"NHS|XR09|Review Body - Band 8 - Range B", 20, 2986},
    {"NHS|XR10|Review Body - Band 8 - Range C", 10, 3569},
    {"NHS|XR11|Review Body - Band 8 - Range D", 6, 4275},
    {"NHS|XR12|Review Body - Band 9", 3, 5094},
};

const pay_grade medical_grades[6] = {
    {"NHS|YC72|Consultant", 1, 4490},
    {"NHS|YM73|Specialty Doctor", 1, 2810},
    {"NHS|MN37|Foundation Doctor Year 1", 1, 1560},
    {"NHS|MN35|Foundation Doctor Year 2", 1, 1810},
    {"NHS|MN39|Specialty Registrar", 1, 2430},
    {"NHS|MT02|Medical Director", 1, 6020},
};

const staff_group staff_groups[9] = {
    {"Add Prof Scientific and Technic",
     40,
     "S2",
     {"Pharmacist", "Clinical Psychologist", "Practitioner", "Psychotherapist, Adult"},
     3,
     6,
     0},
    {"Additional Clinical Services",
     200,
     "H1",
     {"Healthcare Assistant", "Healthcare Support Worker", "Nursing Associate",
      "Assistant/Associate Practitioner, Nursing"},
     0,
     4,
     0},
    {"Administrative and Clerical",
     210,
     "G0",
     {"Clerical Worker", "Officer", "Medical Secretary", "Manager, Senior", "Board Level \"VSM\" Director"},
     0,
     11,
     0},
    {"Allied Health Professionals",
     70,
     "S0",
     {"Physiotherapist", "Radiographer - Diagnostic", "Occupational Therapist", "Dietitian"},
     3,
     5,
     0},
    {"Estates and Ancillary", 60, "H2", {"Porter", "Housekeeper", "Cook", "Support Worker, Estates"}, 0, 4, 0},
    {"Healthcare Scientists", 20, "U2", {"Biomedical Scientist", "Healthcare Science Practitioner"}, 3, 5, 0},
    {"Medical and Dental",
     110,
     "00",
     {"Consultant", "Specialty Registrar", "Foundation Year 1", "Specialty Doctor"},
     0,
     6,
     1},
    {"Nursing and Midwifery Registered",
     280,
     "N6",
     {"Staff Nurse", "Sister/Charge Nurse", "Specialist Nurse Practitioner", "Midwife", "Nurse Manager, Ward"},
     3,
     6,
     0},
    {"Students", 5, "P2", {"Student Nurse", "Trainee"}, 2, 1, 0},
};
