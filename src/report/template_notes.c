/* What goes into each column of an extract. The words understood are those of templates/vocabularies; these are examples of them. */
#include "report/template_workbook.h"

#define YES_NO   "Yes or No"
#define STAGE    "Yes, No, or the date of the stage; blank is no"
#define ETHNIC   "A code or wording of the census or of ESR: A White - British, N, Not Stated"
#define DISABLED "Yes, No, Not Declared, Prefer Not To Answer; blank is unknown"
#define DAY      "A date with the day first, as 31/03/2025, or 2025-03-31"

static const char organisation[] =
    "Code of the organisation, 3 to 8 letters and digits. May be left out when all is one organisation's.";
static const char ethnic[] = "Ethnic origin as the record states it. Without it the WRES figures are missing.";
static const char disability[] = "Disability as the record states it. Without it the WDES figures are missing.";
static const char own_group[] = "Stated here only for people whom the staff extract does not have.";

static const eh_field_note notes[EH_FIELD_COUNT] = {
    [EH_STAFF_ORGANISATION] = {organisation, "", EH_FIELD_IDENTIFIER},
    [EH_STAFF_EMPLOYEE_NUMBER] = {"Number of the person. Zeros at the front are part of it.", "", EH_FIELD_IDENTIFIER},
    [EH_STAFF_ASSIGNMENT_NUMBER] = {"Number of the assignment.", "The employee number, alone or with -2, -3 behind",
                                    EH_FIELD_IDENTIFIER},
    [EH_STAFF_ASSIGNMENT_CATEGORY] = {"What kind of contract it is. Bank, honorary and the like are not workforce.",
                                      "Permanent, Fixed Term Temp, Bank, Honorary ...", EH_FIELD_PLAIN},
    [EH_STAFF_ASSIGNMENT_STATUS] = {"Whether the person is still employed.",
                                    "Active Assignment, Maternity & Adoption, Terminated ...", EH_FIELD_PLAIN},
    [EH_STAFF_PRIMARY_ASSIGNMENT] = {"Whether this is the person's main assignment.", YES_NO, EH_FIELD_PLAIN},
    [EH_STAFF_START_DATE] = {"First day of the assignment.", DAY, EH_FIELD_DATE},
    [EH_STAFF_END_DATE] = {"Last day of the assignment; blank for none. Not a projected end.", DAY, EH_FIELD_DATE},
    [EH_STAFF_STAFF_GROUP] = {"NHS staff group. Decides clinical or not where there is no occupation code.",
                              "Nursing and Midwifery Registered, Administrative and Clerical ...", EH_FIELD_PLAIN},
    [EH_STAFF_JOB_ROLE] = {"Job role; decides the rows of medical staff.", "Consultant, Specialty Registrar ...",
                           EH_FIELD_PLAIN},
    [EH_STAFF_POSITION_TITLE] = {"Title of the position; read only to find bank posts without a category.", "",
                                 EH_FIELD_PLAIN},
    [EH_STAFF_AREA_OF_WORK] = {"Area of work; read only to find bank posts without a category.", "", EH_FIELD_PLAIN},
    [EH_STAFF_DIRECTORATE] = {"Directorate or division. No figure needs it.", "", EH_FIELD_PLAIN},
    [EH_STAFF_OCCUPATION_CODE] = {"NHS occupation code. Decides clinical, non-clinical or medical.",
                                  "N6A, G2B, 021 ...", EH_FIELD_IDENTIFIER},
    [EH_STAFF_PAY_GRADE] = {"Pay grade, from which the band is read.", "NHS|XR07|Review Body Band 7, Band 8a, VSM ...",
                            EH_FIELD_IDENTIFIER},
    [EH_STAFF_FTE] = {"Full-time equivalent of the assignment.", "A number such as 0.8", EH_FIELD_PLAIN},
    [EH_STAFF_ETHNIC_ORIGIN] = {ethnic, ETHNIC, EH_FIELD_PLAIN},
    [EH_STAFF_DISABILITY] = {disability, DISABLED, EH_FIELD_PLAIN},
    [EH_STAFF_GENDER] = {"Gender: for the breakdown of sex by ethnicity. No figure of the return needs it.",
                         "Female / Male", EH_FIELD_PLAIN},
    [EH_STAFF_DATE_OF_BIRTH] = {"No figure of these returns needs it: better left out.", DAY, EH_FIELD_DATE},
    [EH_STAFF_HOURLY_RATE] = {"Hourly rate of pay. No figure of these returns needs it.", "", EH_FIELD_PLAIN},

    [EH_APPLICANTS_ORGANISATION] = {organisation, "", EH_FIELD_IDENTIFIER},
    [EH_APPLICANTS_VACANCY_REFERENCE] = {"Reference of the vacancy.", "", EH_FIELD_IDENTIFIER},
    [EH_APPLICANTS_APPLICATION_ID] = {"Number of the application; the same number counts once.", "",
                                      EH_FIELD_IDENTIFIER},
    [EH_APPLICANTS_CLOSING_DATE] = {"Closing date of the vacancy; used where there is no date shortlisted.", DAY,
                                    EH_FIELD_DATE},
    [EH_APPLICANTS_DATE_SHORTLISTED] = {"Day of shortlisting; decides whether the application is of the period.", DAY,
                                        EH_FIELD_DATE},
    [EH_APPLICANTS_STAFF_GROUP] = {"Staff group of the vacancy.", "", EH_FIELD_PLAIN},
    [EH_APPLICANTS_PAY_GRADE] = {"Pay grade of the vacancy.", "", EH_FIELD_IDENTIFIER},
    [EH_APPLICANTS_SOURCE] = {"Where the application came from.", "", EH_FIELD_PLAIN},
    [EH_APPLICANTS_SHORTLISTED] = {"Whether the application was shortlisted.", STAGE, EH_FIELD_PLAIN},
    [EH_APPLICANTS_INTERVIEWED] = {"Whether the applicant was interviewed.", STAGE, EH_FIELD_PLAIN},
    [EH_APPLICANTS_OFFERED] = {"Whether the post was offered.", STAGE, EH_FIELD_PLAIN},
    [EH_APPLICANTS_APPOINTED] = {"Whether the applicant was appointed.", STAGE, EH_FIELD_PLAIN},
    [EH_APPLICANTS_ETHNIC_ORIGIN] = {ethnic, ETHNIC, EH_FIELD_PLAIN},
    [EH_APPLICANTS_DISABILITY] = {disability, DISABLED, EH_FIELD_PLAIN},
    [EH_APPLICANTS_GENDER] = {"Gender. No figure of these returns needs it.", "", EH_FIELD_PLAIN},

    [EH_CASES_ORGANISATION] = {organisation, "", EH_FIELD_IDENTIFIER},
    [EH_CASES_CASE_ID] = {"Number of the case.", "", EH_FIELD_IDENTIFIER},
    [EH_CASES_EMPLOYEE_NUMBER] = {"Number of the person, as in the staff extract.", "", EH_FIELD_IDENTIFIER},
    [EH_CASES_CASE_TYPE] = {"What the case is about.", "Disciplinary, Capability, Grievance ...", EH_FIELD_PLAIN},
    [EH_CASES_FORMAL] = {"Whether the case is formal. Without the column all cases count.", "Yes, No, Formal, Informal",
                         EH_FIELD_PLAIN},
    [EH_CASES_GROUNDS] = {"Grounds of a capability case.", "Ill health, Performance ...", EH_FIELD_PLAIN},
    [EH_CASES_DATE_OPENED] = {"Day on which the formal process was opened.", DAY, EH_FIELD_DATE},
    [EH_CASES_ETHNIC_ORIGIN] = {own_group, ETHNIC, EH_FIELD_PLAIN},
    [EH_CASES_DISABILITY] = {own_group, DISABLED, EH_FIELD_PLAIN},

    [EH_TRAINING_ORGANISATION] = {organisation, "", EH_FIELD_IDENTIFIER},
    [EH_TRAINING_EMPLOYEE_NUMBER] = {"Number of the person, as in the staff extract.", "", EH_FIELD_IDENTIFIER},
    [EH_TRAINING_COURSE] = {"Name of the course or event.", "", EH_FIELD_PLAIN},
    [EH_TRAINING_MANDATORY] = {"Whether the training is mandatory. Without the column indicator 4 cannot be counted.",
                               "Yes, No, Mandatory, Non-mandatory", EH_FIELD_PLAIN},
    [EH_TRAINING_DATE_COMPLETED] = {"Day of the training.", DAY, EH_FIELD_DATE},
    [EH_TRAINING_ETHNIC_ORIGIN] = {own_group, ETHNIC, EH_FIELD_PLAIN},
    [EH_TRAINING_DISABILITY] = {own_group, DISABLED, EH_FIELD_PLAIN},

    [EH_BOARD_ORGANISATION] = {organisation, "", EH_FIELD_IDENTIFIER},
    [EH_BOARD_EDITION] = {"Collection year that the board is of; blank is the one being computed.", "2025",
                          EH_FIELD_PLAIN},
    [EH_BOARD_EMPLOYEE_NUMBER] = {"Number of the member, if an employee. No figure needs it.", "", EH_FIELD_IDENTIFIER},
    [EH_BOARD_NAME] = {"Name of the member. No figure needs it: better left out.", "", EH_FIELD_PLAIN},
    [EH_BOARD_ROLE] = {"Role on the board. No figure needs it.", "", EH_FIELD_PLAIN},
    [EH_BOARD_EXECUTIVE] = {"Whether the member is an executive.", "Yes, No, Executive, Non-executive, NED, Chair",
                            EH_FIELD_PLAIN},
    [EH_BOARD_VOTING] = {"Whether the member votes. Without the column the voting rows are missing.",
                         "Yes, No, Voting, Non-voting", EH_FIELD_PLAIN},
    [EH_BOARD_ETHNIC_ORIGIN] = {ethnic, ETHNIC, EH_FIELD_PLAIN},
    [EH_BOARD_DISABILITY] = {disability, DISABLED, EH_FIELD_PLAIN},

    [EH_SURVEY_ORGANISATION] = {organisation, "", EH_FIELD_IDENTIFIER},
    [EH_SURVEY_SURVEY_YEAR] = {"Year of the survey: the autumn before the snapshot.", "2024", EH_FIELD_PLAIN},
    [EH_SURVEY_STANDARD] = {"Which standard the figure is for.", "WRES or WDES", EH_FIELD_PLAIN},
    [EH_SURVEY_ITEM] = {"Id of the item, with or without .percentage; `evenhand standards` lists them.",
                        "5, 4a.i, 9a.score ...", EH_FIELD_IDENTIFIER},
    [EH_SURVEY_GROUP] = {"Group that the figure is of.", "White, BME, Disabled, Non-disabled", EH_FIELD_PLAIN},
    [EH_SURVEY_PERCENTAGE] = {"The percentage (for 9a the score).", "34.2 or 34.2%, not 0.342", EH_FIELD_PLAIN},
    [EH_SURVEY_RESPONDENTS] = {"How many people of the group answered.", "A whole number", EH_FIELD_PLAIN},

    [EH_COUNTS_ORGANISATION] = {organisation, "", EH_FIELD_IDENTIFIER},
    [EH_COUNTS_EDITION] = {"Collection year; blank is the one being computed.", "2025", EH_FIELD_PLAIN},
    [EH_COUNTS_STANDARD] = {"Which standard the figure is for.", "WRES or WDES", EH_FIELD_PLAIN},
    [EH_COUNTS_ITEM] = {"Id of the item; `evenhand standards` lists them.", "2.shortlisted, 4.accessed ...",
                        EH_FIELD_IDENTIFIER},
    [EH_COUNTS_GROUP] = {"Group that the figure is of.", "White, BME, Unknown, Disabled, Non-disabled", EH_FIELD_PLAIN},
    [EH_COUNTS_VALUE] = {"The figure.", "A whole number", EH_FIELD_PLAIN},

    [EH_ANSWERS_ORGANISATION] = {organisation, "", EH_FIELD_IDENTIFIER},
    [EH_ANSWERS_EDITION] = {"Collection year; blank is the one being computed.", "2025", EH_FIELD_PLAIN},
    [EH_ANSWERS_ITEM] = {"Id of the question.", "9b.action", EH_FIELD_IDENTIFIER},
    [EH_ANSWERS_ANSWER] = {"The answer.", YES_NO, EH_FIELD_PLAIN},
    [EH_ANSWERS_TEXT] = {"The answer in words.", "", EH_FIELD_PLAIN},
};

const eh_field_note *eh_field_note_of(eh_field field) {
    return &notes[field];
}
