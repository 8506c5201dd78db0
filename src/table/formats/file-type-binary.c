/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "file-type-private.h"

/* Binary data have at least this many kinds of control characters, and at most
 * this many bytes per control character. */
#define MIN_CONTROL_KINDS 4
#define MAX_BYTES_PER_CONTROL 20

/* Number of bytes in which a format with a printable signature must contain
 * control characters. */
#define LOOK_FOR_CONTROLS 1024
/* Offsets in the local file header of a zip archive: length of the name, and
 * the name. */
#define ZIP_NAME_LENGTH 26
#define ZIP_NAME 30

#define UNPACK "unpack it first, or use gzip"
#define SAVE_UTF_8 "save it as UTF-8, for example with iconv"

/* Formats with a unique signature at the start. */
static const struct
{
  const char *bytes;
  gsize length;
  const char *name, *remedy;
} signatures[] = {
#define BYTES(text) text, sizeof text - 1
  { BYTES ("\377\376\0\0"), "UTF-32 text", SAVE_UTF_8 },
  { BYTES ("\0\0\376\377"), "UTF-32 text", SAVE_UTF_8 },
  { BYTES ("\377\376"), "UTF-16 text", SAVE_UTF_8 },
  { BYTES ("\376\377"), "UTF-16 text", SAVE_UTF_8 },
  { BYTES ("\050\265\057\375"), "zstd", UNPACK },
  { BYTES ("\3757zXZ\0"), "xz", UNPACK },
  { BYTES ("\004\042\115\030"), "LZ4", UNPACK },
  { BYTES ("\037\213"), "gzip inside gzip", "unpack it once" },
  { BYTES ("7z\274\257\047\034"), "a 7-Zip archive", UNPACK },
  { BYTES ("Rar!\032\007"), "a RAR archive", UNPACK },
  { BYTES ("\211PNG\r\n\032\n"), "a PNG picture", NULL },
  { BYTES ("\377\330\377"), "a JPEG picture", NULL },
  { BYTES ("GIF87a"), "a GIF picture", NULL },
  { BYTES ("GIF89a"), "a GIF picture", NULL },
  { BYTES ("II*\0"), "a TIFF picture", NULL },
  { BYTES ("MM\0*"), "a TIFF picture", NULL },
  { BYTES ("%PDF-1."), "a PDF document",
    "tables in it must be copied out by hand, or with a program such as "
    "Tabula" },
  { BYTES ("%PDF-2."), "a PDF document",
    "tables in it must be copied out by hand, or with a program such as "
    "Tabula" },
  { BYTES ("\177ELF"), "a program", NULL },
  { BYTES ("\223NUMPY"), "a NumPy array (npy)",
    LIMEN_AS_CSV ("in Python: np.savetxt(\"predictions.csv\", "
                  "np.load(\"predictions.npy\"), delimiter=\",\")") },
  { BYTES ("MATLAB 7.3 MAT-file"), "a MAT-file of MATLAB",
    LIMEN_AS_CSV ("in MATLAB: writetable(table(label, score), "
                  "\"predictions.csv\")") },
  { BYTES ("MATLAB 5.0 MAT-file"), "a MAT-file of MATLAB",
    LIMEN_AS_CSV ("in MATLAB: writetable(table(label, score), "
                  "\"predictions.csv\")") },
  { BYTES ("\211HDF\r\n\032\n"), "HDF5",
    LIMEN_PANDAS_AS_CSV ("pd.read_hdf(\"predictions.h5\")") },
  { BYTES ("Obj\001"), "Avro",
    LIMEN_AS_CSV ("in Spark: df.write.csv(\"predictions\", header=True)") },
  { BYTES ("SQLite format 3\0"), "a SQLite database",
    LIMEN_AS_CSV ("sqlite3 -header -csv predictions.db "
                  "'select label, score from predictions' "
                  "> predictions.csv") },
  { BYTES ("<stata_dta>"), "a Stata file (DTA)",
    LIMEN_AS_CSV ("in Stata: export delimited using predictions.csv") },
  { BYTES ("$FL2@(#)"), "an SPSS file (SAV)",
    LIMEN_AS_CSV ("in SPSS: SAVE TRANSLATE OUTFILE='predictions.csv' "
                  "/TYPE=CSV /FIELDNAMES.") },
  { BYTES ("$FL3@(#)"), "an SPSS file (ZSAV)",
    LIMEN_AS_CSV ("in SPSS: SAVE TRANSLATE OUTFILE='predictions.csv' "
                  "/TYPE=CSV /FIELDNAMES.") },
  { BYTES ("\0\0\0\0\0\0\0\0\0\0\0\0\302\352\201\140\263\024\021\317"),
    "a SAS file (SAS7BDAT)",
    LIMEN_AS_CSV ("in SAS: proc export data=predictions "
                  "outfile=\"predictions.csv\" dbms=csv; run;") },
  { BYTES ("HEADER RECORD*******LIB"), "a SAS transport file (XPT)",
    LIMEN_AS_CSV ("in SAS: proc export data=predictions "
                  "outfile=\"predictions.csv\" dbms=csv; run;") },
};

/* Formats whose signature consists of letters, and might be a column's name;
 * binary data follow it. */
static const struct
{
  const char *bytes;
  gsize length;
  const char *name, *remedy;
} lettered[] = {
  { BYTES ("PAR1"), "Parquet",
    LIMEN_PANDAS_AS_CSV ("pd.read_parquet(\"predictions.parquet\")") },
  { BYTES ("PARE"), "Parquet",
    LIMEN_PANDAS_AS_CSV ("pd.read_parquet(\"predictions.parquet\")") },
  { BYTES ("ARROW1"), "Arrow or Feather",
    LIMEN_PANDAS_AS_CSV ("pd.read_feather(\"predictions.feather\")") },
  { BYTES ("FEA1"), "Feather",
    LIMEN_PANDAS_AS_CSV ("pd.read_feather(\"predictions.feather\")") },
  { BYTES ("ORC"), "ORC",
    LIMEN_PANDAS_AS_CSV ("pd.read_orc(\"predictions.orc\")") },
  { BYTES ("BM"), "a BMP picture", NULL },
  { BYTES ("RIFF"), "a picture or a recording", NULL },
};

#define R_AS_CSV                                                              \
  LIMEN_AS_CSV ("in R: write.csv(x, \"predictions.csv\", row.names = FALSE)")

/* Whether the first bytes contain a control character other than white
 * space. */
static gboolean
has_controls (const LimenHead *head)
{
  for (gsize i = 0; i < MIN (head->length, LOOK_FOR_CONTROLS); i++)
    if (g_ascii_iscntrl (head->bytes[i]) && !g_ascii_isspace (head->bytes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
find_signature (const LimenHead *head, LimenFileType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (limen_head_begins (head, signatures[i].bytes, signatures[i].length))
      return limen_file_type_take (type, signatures[i].name,
                                   signatures[i].remedy, 0);
  for (guint i = 0; i < G_N_ELEMENTS (lettered); i++)
    if (limen_head_begins (head, lettered[i].bytes, lettered[i].length)
        && has_controls (head))
      return limen_file_type_take (type, lettered[i].name, lettered[i].remedy,
                                   0);
  return FALSE;
}

/* Recognises bzip2; "BZh" alone might be a name. */
static gboolean
find_bzip2 (const LimenHead *head, LimenFileType *type)
{
  return limen_head_begins (head, "BZh", 3) && head->length >= 10
         && memcmp (head->bytes + 4, "1AY&SY", 6) == 0
         && limen_file_type_take (type, "bzip2", UNPACK, 0);
}

/* Recognises a zlib stream, as joblib writes: "x" and a second byte that makes
 * the two a multiple of 31. "x^" alone might be a name. */
static gboolean
find_zlib (const LimenHead *head, LimenFileType *type)
{
  return head->length > 2 && head->bytes[0] == 'x'
         && (('x' << 8) + (guchar) head->bytes[1]) % 31 == 0
         && has_controls (head)
         && !g_utf8_validate_len (head->bytes,
                                  MIN (head->length, LOOK_FOR_CONTROLS), NULL)
         && limen_file_type_take (
             type, "compressed by zlib, perhaps a pickle of joblib",
             LIMEN_PANDAS_AS_CSV (
                 "pd.DataFrame(joblib.load(\"predictions.joblib\"))"),
             0);
}

static gboolean
find_tar (const LimenHead *head, LimenFileType *type)
{
  return head->length > 262 && memcmp (head->bytes + 257, "ustar", 5) == 0
         && has_controls (head)
         && limen_file_type_take (type, "a tar archive",
                                  "unpack it first: tar -xf", 0);
}

/* Whether a zip archive contains a file whose name has this prefix and
 * suffix. */
static gboolean
has_member (const LimenHead *head, const char *start, const char *end)
{
  const char *place = head->bytes, *stop = head->bytes + head->length;

  while ((place = memmem (place, (gsize) (stop - place), "PK\003\004", 4))
             != NULL
         && stop - place > ZIP_NAME)
    {
      const guint8 *size = (const guint8 *) place + ZIP_NAME_LENGTH;
      gsize length = MIN ((gsize) (size[0] | size[1] << 8),
                          (gsize) (stop - place - ZIP_NAME));
      g_autofree char *name = g_strndup (place + ZIP_NAME, length);

      if (g_str_has_prefix (name, start) && g_str_has_suffix (name, end))
        return TRUE;
      place += 4;
    }
  return FALSE;
}

/* Recognises a zip archive, and its kind by the names of the files in it. */
static gboolean
find_zip (const LimenHead *head, LimenFileType *type)
{
  static const struct
  {
    const char *start, *end, *name, *remedy;
  } members[] = {
    { "xl/", "", "an Excel workbook (XLSX)",
      LIMEN_AS_CSV ("in Excel as \"CSV UTF-8\", or in Python: "
                    "pd.read_excel(\"predictions.xlsx\")"
                    ".to_csv(\"predictions.csv\", index=False)") },
    { "word/", "", "a Word document", NULL },
    { "ppt/", "", "a PowerPoint document", NULL },
    { "", ".npy", "NumPy arrays (npz)",
      LIMEN_AS_CSV ("in Python: d = np.load(\"predictions.npz\"); "
                    "np.savetxt(\"predictions.csv\", "
                    "np.column_stack([d[\"label\"], d[\"score\"]]), "
                    "delimiter=\",\")") },
    { "", "/data.pkl", "a file of PyTorch, a pickle in a zip archive",
      LIMEN_AS_CSV ("in Python: np.savetxt(\"predictions.csv\", "
                    "torch.stack([label, score], 1).numpy(), "
                    "delimiter=\",\")") },
    /* fallback for any Office document */
    { "[Content_Types].xml", "", "a document of Office, perhaps XLSX",
      LIMEN_AS_CSV ("in Excel as \"CSV UTF-8\"") },
  };

  if (!limen_head_begins (head, "PK\003\004", 4))
    return FALSE;
  if (has_member (head, "mimetype", "") && limen_head_contains (
          head, BYTES ("vnd.oasis.opendocument.spreadsheet")))
    return limen_file_type_take (
        type, "an OpenDocument spreadsheet (ODS)",
        LIMEN_AS_CSV ("libreoffice --convert-to csv predictions.ods"), 0);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (has_member (head, members[i].start, members[i].end))
      return limen_file_type_take (type, members[i].name, members[i].remedy,
                                   0);
  return limen_file_type_take (type, "a zip archive",
                               "take the CSV file out of it: unzip", 0);
}

/* Recognises OLE compound documents, by the names of their streams in
 * UTF-16. */
static gboolean
find_compound (const LimenHead *head, LimenFileType *type)
{
  if (!limen_head_begins (head, BYTES ("\320\317\021\340\241\261\032\341")))
    return FALSE;
  if (limen_head_contains (head, BYTES ("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0")))
    return limen_file_type_take (
        type, "a document of Office with a password, perhaps XLSX",
        LIMEN_AS_CSV ("in Excel as \"CSV UTF-8\""), 0);
  if (limen_head_contains (head, BYTES ("W\0o\0r\0d\0D\0o\0c\0u\0m\0")))
    return limen_file_type_take (type, "an old Word document", NULL, 0);
  return limen_file_type_take (
      type, "an old spreadsheet (XLS)",
      LIMEN_AS_CSV ("in Excel as \"CSV UTF-8\", or in Python: "
                    "pd.read_excel(\"predictions.xls\")"
                    ".to_csv(\"predictions.csv\", index=False)"),
      0);
}

/* Recognises pickles of protocols 2 to 5 by their header. */
static gboolean
find_new_pickle (const LimenHead *head, LimenFileType *type)
{
  const LimenHead start
      = { head->bytes, MIN (head->length, LOOK_FOR_CONTROLS), FALSE };

  if (head->length < 3 || head->bytes[0] != '\200' || head->bytes[1] < 2
      || head->bytes[1] > 5)
    return FALSE;
  if (limen_head_begins (&start, BYTES ("\200\002\212\012\154\374\234\106")))
    return limen_file_type_take (
        type, "a file of PyTorch, a pickle",
        LIMEN_AS_CSV ("in Python: np.savetxt(\"predictions.csv\", "
                      "torch.stack([label, score], 1).numpy(), "
                      "delimiter=\",\")"),
        0);
  if (limen_head_contains (&start, BYTES ("joblib")))
    return limen_file_type_take (
        type, "a Python pickle of joblib",
        LIMEN_PANDAS_AS_CSV (
            "pd.DataFrame(joblib.load(\"predictions.joblib\"))"),
        0);
  return limen_file_type_take (
      type, "a Python pickle",
      LIMEN_PANDAS_AS_CSV ("pd.read_pickle(\"predictions.pkl\")"), 0);
}

/* Recognises Stata versions 104 to 115: version, byte order, file type,
 * zero. */
static gboolean
find_old_stata (const LimenHead *head, LimenFileType *type)
{
  return head->length > 4 && head->bytes[0] >= 104 && head->bytes[0] <= 115
         && (head->bytes[1] == 1 || head->bytes[1] == 2)
         && head->bytes[2] == 1 && head->bytes[3] == 0
         && limen_file_type_take (
             type, "a Stata file (DTA)",
             LIMEN_AS_CSV ("in Stata: export delimited using "
                           "predictions.csv"),
             0);
}

/* Whether two lines are R version numbers: 65536 major + 256 minor. */
static gboolean
are_r_versions (const char *text)
{
  for (guint i = 0; i < 2; i++)
    {
      char *end;

      if (!g_ascii_isdigit (*text)
          || g_ascii_strtoull (text, &end, 10) < 0x10000 || *end != '\n')
        return FALSE;
      text = end + 1;
    }
  return TRUE;
}

/* Recognises files of R's saveRDS() and save(); the latter have an additional
 * first line. They are binary or, on request, text. */
static gboolean
find_r (const LimenHead *head, LimenFileType *type)
{
  LimenHead data = *head;
  gboolean is_saved = limen_head_begins (head, BYTES ("RDX2\n"))
                      || limen_head_begins (head, BYTES ("RDX3\n"))
                      || limen_head_begins (head, BYTES ("RDA2\n"))
                      || limen_head_begins (head, BYTES ("RDA3\n"));
  gboolean is_binary, is_text = FALSE;

  if (is_saved)
    {
      data.bytes += 5;
      data.length -= 5;
    }
  is_binary = limen_head_begins (&data, BYTES ("X\n\0\0\0\002"))
              || limen_head_begins (&data, BYTES ("X\n\0\0\0\003"));
  if (limen_head_begins (&data, BYTES ("A\n2\n"))
      || limen_head_begins (&data, BYTES ("A\n3\n")))
    {
      g_autofree char *lines
          = g_strndup (data.bytes + 4, MIN (data.length - 4, 20));

      is_text = are_r_versions (lines);
    }
  if (!is_binary && !is_text)
    return FALSE;
  if (is_saved)
    return limen_file_type_take (type, "R data (RData)", R_AS_CSV, 0);
  return limen_file_type_take (
      type, "R data (RDS)",
      LIMEN_AS_CSV ("in R: write.csv(readRDS(\"predictions.rds\"), "
                    "\"predictions.csv\", row.names = FALSE)"),
      0);
}

/* Recognises TFRecord: a length in eight bytes and its checksum in four, then
 * an Example, whose field 1 is a Features with a map in field 1. */
static gboolean
find_tfrecord (const LimenHead *head, LimenFileType *type)
{
  return head->length > 16 && memcmp (head->bytes + 4, "\0\0\0\0", 4) == 0
         && memcmp (head->bytes, "\0\0\0\0", 4) != 0 && head->bytes[12] == 10
         && (head->bytes[14] == 10 || head->bytes[15] == 10)
         && limen_file_type_take (
             type, "TFRecord",
             LIMEN_AS_CSV ("in Python: np.savetxt(\"predictions.csv\", "
                           "np.column_stack([label, score]), "
                           "delimiter=\",\")"),
             0);
}

/* Whether a byte is a control character that text does not contain: not NUL,
 * bell, backspace, white space, SUB or ESC. */
static gboolean
is_odd_control (guchar byte)
{
  return (byte > 0 && byte < '\a') || (byte > '\r' && byte < ' '
                                        && byte != '\032' && byte != '\033');
}

/* Recognises formats that are not text. */
gboolean
limen_file_type_find_binary (const LimenHead *head, LimenFileType *type)
{
  static gboolean (*const finders[]) (const LimenHead *, LimenFileType *) = {
    find_signature, find_bzip2,      find_zlib,      find_tar, find_zip,
    find_compound,  find_new_pickle, find_old_stata, find_r,   find_tfrecord,
  };

  for (guint i = 0; i < G_N_ELEMENTS (finders); i++)
    if (finders[i](head, type))
      return TRUE;
  return FALSE;
}

/* Recognises binary data of unknown format. A single kind of control character
 * might be a delimiter. */
gboolean
limen_file_type_find_unknown (const LimenHead *head, LimenFileType *type)
{
  gboolean is_seen[' '] = { FALSE };
  gsize n = 0;
  guint n_kinds = 0;

  for (gsize i = 0; i < head->length; i++)
    {
      guchar byte = (guchar) head->bytes[i];

      if (!is_odd_control (byte))
        continue;
      n++;
      n_kinds += !is_seen[byte];
      is_seen[byte] = TRUE;
    }
  return n_kinds >= MIN_CONTROL_KINDS
         && n * MAX_BYTES_PER_CONTROL >= head->length
         && limen_file_type_take (
             type, "binary data of an unknown format",
             "write the predictions as CSV with the program that made them",
             0);
}
