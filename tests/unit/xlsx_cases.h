/* Rows of worksheets of every sort and what they become, for the tests of all that reads them. A line a row: its number, then of each cell a letter for the
 * type and the text; "! code" for a finding. */
#ifndef TESTS_UNIT_XLSX_CASES_H
#define TESTS_UNIT_XLSX_CASES_H

#define MAIN_AT "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

typedef struct cells_case {
    const char *name;
    const char *rows;       /* of sheetData */
    const char *texts;      /* the items of sst, or NULL for a workbook without the part */
    const char *styles;     /* within styleSheet, or NULL */
    const char *properties; /* workbookPr, or NULL */
    const char *shown;
} cells_case;

#define DATE_STYLES                                                                                                    \
    "<numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy;@'/><numFmt numFmtId='165' formatCode='[Red]0.0\"d\"'/>"   \
    "<numFmt numFmtId='166' formatCode='0.0%'/><numFmt numFmtId='167' formatCode='dd\\-mmm\\-yyyy hh:mm:ss'/>"         \
    "<numFmt numFmtId='168' formatCode='[h]:mm'/><numFmt numFmtId='169' formatCode='00000000'/></numFmts>"             \
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"                   \
    "<xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='167'/><xf numFmtId='168'/>"             \
    "<xf numFmtId='169'/><xf numFmtId='9'/><xf numFmtId='49'/><xf numFmtId='21'/></cellXfs>"                           \
    "<dxfs><dxf><numFmt numFmtId='169' formatCode='yyyy'/></dxf></dxfs>"

static const cells_case cells_cases[] = {
    {"shared strings: plain, rich, phonetic, empty, spaces",
     "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c>"
     "<c r='D1' t='s'><v>3</v></c><c r='E1' t='s'><v>4</v></c><c r='F1' t='s'><v>5</v></c></row>",
     "<si><t>Name</t></si><si><r><rPr><b/></rPr><t>Pay </t></r><r><t xml:space='preserve'>Grade</t></r></si>"
     "<si/><si><t>課</t><rPh sb='0' eb='1'><t>カ</t></rPh><phoneticPr fontId='1'/></si>"
     "<si><t xml:space='preserve'>  00123 &#160;</t></si><si><t>direct</t><r><t>+run</t></r></si>",
     NULL, NULL, "1|TName|TPay Grade|.|T課|T00123|Tdirect+run\n"},
    {"a string's index that is not there ends the sheet",
     "<row><c t='inlineStr'><is><t>a</t></is></c></row><row><c t='s'><v>1</v></c></row>", "<si><t>x</t></si>", NULL,
     NULL, "1|Ta\nended: the input cannot be used\n! string-missing Staff row 2 x1\n"},
    {"inline strings, bare t, formula text",
     "<row r='1'><c r='A1' t='inlineStr'><is><t>in</t></is></c><c r='B1' "
     "t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r>"
     "<rPh sb='0' eb='1'><t>no</t></rPh></is></c><c r='C1' t='inlineStr'><t>bare</t></c><c "
     "r='D1'><is><t>007</t></is></c>"
     "<c r='E1' t='str'><f>A1&amp;B1</f><v>0042</v></c><c r='F1' t='inlineStr'><v>v</v></c></row>",
     NULL, NULL, NULL, "1|Tin|Tab|Tbare|T007|T0042|Tv\n"},
    {"booleans, errors, dates as text, formulas without a value",
     "<row r='1'><c r='A1' t='b'><v>1</v></c><c r='B1' t='b'><v>0</v></c><c r='C1' t='e'><v>#N/A</v></c>"
     "<c r='D1' t='d'><v>2025-03-31</v></c><c r='E1' t='d'><v>2025-03-31T14:05:00.000Z</v></c>"
     "<c r='F1' t='d'><v>2025-02-30</v></c><c r='G1'><f>A1</f></c><c r='H1'><f>A1</f><v></v></c>"
     "<c r='I1' t='str'><f>A1</f><v></v></c><c r='J1'><f t='shared' si='0'/><v>5</v></c></row>",
     NULL, NULL, NULL,
     "1|BTRUE|BFALSE|E#N/A|D2025-03-31|D2025-03-31 14:05:00|T2025-02-30|U|U|.|N5\n! formula-without-value Staff row 1 "
     "x2\n"},
    {"numbers are plain decimals of 15 digits",
     "<row><c><v>2.0000001E7</v></c><c><v>0.53333000000000004</v></c><c><v>-1.5e-7</v></c><c><v>1234567890123456789</"
     "v></c>"
     "<c><v>0.99999999999999999</v></c><c><v>-0</v></c><c><v> 7 </v></c><c><v>NaN</v></c></row>",
     NULL, NULL, NULL, "1|N20000001|N0.53333|N-0.00000015|N1234567890123460000|N1|N0|N7|TNaN\n"},
    {"styles: dates, quoted letters, percentages, times, leading zeros",
     "<row><c s='1'><v>45747</v></c><c s='2'><v>45747.9</v></c><c s='3'><v>3</v></c><c "
     "s='4'><v>0.34200000000000003</v></c>"
     "<c s='5'><v>45747.586805555555</v></c><c s='6'><v>45747.5</v></c><c s='7'><v>1234</v></c><c s='8'><v>1</v></c>"
     "<c s='9'><v>12</v></c><c s='10'><v>0.5</v></c><c s='99'><v>1</v></c><c s='1' t='str'><v>31/03/2025</v></c></row>",
     NULL, DATE_STYLES, NULL,
     "1|D2025-03-31|D2025-03-31|N3|P0.342|D2025-03-31 14:05:00|D2025-03-31 "
     "12:00:00|N1234|P1|N12|N0.5|N1|T31/03/2025\n"},
    {"dates of 1900: the day that never was, the ends",
     "<row><c s='1'><v>1</v></c><c s='1'><v>59</v></c><c s='1'><v>60</v></c><c s='1'><v>61</v></c><c "
     "s='1'><v>2958465</v></c>"
     "<c s='1'><v>2958466</v></c><c s='1'><v>-1</v></c><c s='5'><v>45747.9999999</v></c></row>",
     NULL, DATE_STYLES, NULL,
     "1|D1900-01-01|D1900-02-28|D1900-02-28|D1900-03-01|D9999-12-31|N2958466|N-1|D2025-04-01\n"},
    {"dates of 1904", "<row><c s='1'><v>0</v></c><c s='1'><v>44285</v></c><c s='5'><v>44285.25</v></c></row>", NULL,
     DATE_STYLES, "<workbookPr date1904='1'/>", "[Staff 1904]\n1|D1904-01-01|D2025-03-31|D2025-03-31 06:00:00\n"},
    {"no references", "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>", NULL, NULL, NULL,
     "1|N1|.|N3\n3|N4\nrows 2 blank 1 hidden 0 cut 0\n"},
    {"some references: counting goes on from them",
     "<row r='3'><c r='B3'><v>1</v></c><c><v>2</v></c></row><row><c "
     "r='A7'><v>3</v></c></row><row><c><v>4</v></c></row>",
     NULL, NULL, NULL, "3|.|N1|N2\n7|N3\n8|N4\nrows 3 blank 5 hidden 0 cut 0\n"},
    {"cells out of order, and one place twice",
     "<row r='1'><c r='C1'><v>3</v></c><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c><c r='B1'><v>9</v></c></row>", NULL,
     NULL, NULL, "1|N1|N9|N3\n! cells-out-of-order Staff row 1 x2\n"},
    {"rows out of order",
     "<row r='5'><c><v>1</v></c></row><row r='2'><c><v>2</v></c></row><row r='2'><c><v>3</v></c></row>", NULL, NULL,
     NULL, "5|N1\n2|N2\n2|N3\nrows 3 blank 4 hidden 0 cut 0\n! rows-out-of-order Staff row 2 x2\n"},
    {"positions that are none",
     "<row r='x'><c r='1A'><v>1</v></c><c r='XFD1'><v>2</v></c><c><v>3</v></c></row><row><c r='XFE2'><v>4</v></c>"
     "<c r='A0'><v>5</v></c></row>",
     NULL, NULL, NULL, NULL},
    {"styled blank cells and rows are blank; trailing ones are not there",
     "<row r='1'><c r='A1' s='1'/><c r='B1'><v>1</v></c><c r='C1' s='1'/></row><row r='2' hidden='1'><c r='A2' "
     "s='1'/></row>"
     "<row r='3' hidden='true'><c r='A3'><v>1</v></c></row><row r='4'/>",
     NULL, DATE_STYLES, NULL, "1|.|N1\n3|N1\nrows 2 blank 2 hidden 1 cut 0\n"},
    {"escapes, CDATA, entities",
     "<row><c t='inlineStr'><is><t>a_x000D_b</t></is></c><c t='str'><v>_x005F_x000D_</v></c>"
     "<c t='inlineStr'><is><t><![CDATA[<b>&]]>c</t></is></c><c t='s'><v>0</v></c><c "
     "t='inlineStr'><is><t>_xD83D__xDE00_</t></is></c>"
     "<c t='inlineStr'><is><r><t>_x00</t></r><r><t>41_</t></r></is></c><c t='inlineStr'><is><t>_xD83D_ "
     "_x0000_x</t></is></c>"
     "<c t='inlineStr'><is><t>A &#x26; B&#10;C</t></is></c></row>",
     "<si><t>x_x0009_y_x00e9_</t></si>", NULL, NULL,
     "1|Ta\rb|T_x000D_|T<b>&c|Tx\ty\xC3\xA9|T\xF0\x9F\x98\x80|T_x0041_|T\xEF\xBF\xBD \xEF\xBF\xBDx|TA & B\nC\n"},
    {"what is not of the sheet's data is passed over",
     "<row><c><v>1</v><extLst><ext><v>9</v></ext></extLst></c><x:c "
     "xmlns:x='urn:x'><x:v>8</x:v></x:c></row><junk><c><v>7</v></c></junk>",
     NULL, NULL, NULL, "1|N1\n"},
    {"malformed in the middle", "<row><c><v>1</v></c></row><row><c><v>2</v></row>", NULL, NULL, NULL,
     "1|N1\nended: the input cannot be used\n! part-malformed Staff row 2 x1\n"},
    {"an entity that is not declared", "<row><c><v>1</v></c></row><row><c t='str'><v>&who;</v></c></row>", NULL, NULL,
     NULL, "1|N1\nended: the input cannot be used\n! part-malformed Staff row 2 x1\n"},
    {"malformed strings", "<row><c><v>1</v></c></row>", "<si><t>a</si>", NULL, NULL,
     "open: the input cannot be used\n! part-malformed\n"},
    {"an empty sheet", "", NULL, NULL, NULL, ""},
};

#endif
